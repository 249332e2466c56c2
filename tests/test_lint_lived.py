"""What ``plan lint`` says of a plan that is being lived: by its checklist, its sheets and a day."""

import re
from datetime import date
from pathlib import Path

import pytest

from conftest import Plan
from transition_plan.linting import LintWishes, lint_files
from transition_plan.reviewing import Asked, write_sheet
from transition_plan.run import Wishes, render_files

START, PLAN_FILE = date(2027, 1, 11), "plan.yaml"
LIVED = ("P020", "P029", "P030", "P031", "P032", "P017")
PLAN = """\
role: product-manager
start: 2027-01-11
hours: 12
people: [{name: Piotr Wren, group: manager}]
unknowns: [{question: Who decides on prices?, day: 10}]
certifications:
  - {code: EX-1, status: held, expires: 2027-02, checked_on: 2027-01}
  - {code: EX-2, status: planned, checked_on: 2026-02}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a plan file and its documents."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / PLAN_FILE).write_text(PLAN)
    render_files([PLAN_FILE], Wishes(quiet=True))
    return tmp_path


def found(when: date, capsys: pytest.CaptureFixture[str], *codes: str) -> list[str]:
    """Return what a lint says on a day of the plan being lived."""
    capsys.readouterr()
    lint_files([PLAN_FILE], LintWishes(select=codes or LIVED, when=when))
    return capsys.readouterr().out.splitlines()


def tick(home: Path, *, before: date, but: tuple[str, ...] = ()) -> None:
    """Tick what is due before a day, besides some ids."""
    path = home / "checklist.md"
    lines = path.read_text("utf-8").split("\n")
    for n, line in enumerate(lines):
        due = re.search(r"🆔 (\S+) 📅 (\S+)", line)
        if due and date.fromisoformat(due[2]) < before and due[1] not in but:
            lines[n] = line.replace("- [ ]", "- [x]")
    path.write_text("\n".join(lines), "utf-8")


def test_a_plan_without_documents_is_left_in_peace(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever has no checklist, or has not begun, is not told what is late."""
    assert found(START, capsys, "P020", "P029", "P030", "P031") == []
    assert found(date(2027, 1, 1), capsys) == []
    (home / "checklist.md").unlink()
    assert found(date(2027, 12, 1), capsys) == []


def test_a_plan_that_is_lived_well_has_no_finding(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is ticked, asked and looked back on in time is nobody's matter."""
    tick(home, before=date(2027, 2, 20))
    answered = "answer: Finance}]"
    (home / PLAN_FILE).write_text(PLAN.replace("day: 10}]", answered) + "mission: Refunds halved\n")
    said = found(date(2027, 2, 20), capsys, "P029", "P030", "P031")
    assert said == []
    assert not any("prices" in line or "mission" in line for line in found(date(2027, 2, 20), capsys, "P020"))


@pytest.mark.usefixtures("home")
def test_a_question_past_its_day_is_told_at_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A week after its day an unknown is told, with whom to ask, where it stands in the plan file."""
    assert not any("prices" in line for line in found(date(2027, 1, 27), capsys, "P020"))
    (line,) = (line for line in found(date(2027, 1, 28), capsys, "P020") if "prices" in line)
    assert line.startswith(
        "plan.yaml:5:12: P020 'Who decides on prices?' was to be asked of Piotr Wren by Wed 20 Jan 2027;"
    )
    assert any("I achieved?" in line for line in found(date(2027, 1, 28), capsys, "P020"))


def test_an_answer_in_a_sheet_settles_a_question(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was answered on paper is not asked for again."""
    write_sheet(Asked(30, PLAN_FILE, date(2027, 2, 9)))
    path = home / "reviews/day-30.md"
    path.write_text(path.read_text("utf-8").replace("prices?\n  - Answer:", "prices?\n  - Answer: Finance"), "utf-8")
    assert not any("prices" in line for line in found(date(2027, 2, 12), capsys, "P020"))


def test_what_is_late_for_two_weeks_is_one_finding(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """However much is late, it is told once, with the first of it; two weeks are left to everybody."""
    tick(home, before=date(2027, 3, 1), but=("scan", "expectations"))
    assert found(date(2027, 1, 27), capsys, "P029") == []
    (line,) = found(date(2027, 1, 28), capsys, "P029")
    assert (
        "one action is late for more than two weeks since Wed 13 Jan 2027: 'Agree expectations with Piotr Wren" in line
    )
    (line,) = found(date(2027, 2, 20), capsys, "P029")
    assert "2 actions are late for more than two weeks, the first since Wed 13 Jan 2027: " in line


def test_a_start_too_near_for_its_preparation_is_told_until_day_1(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Weeks before day 1 that are over when a plan is made are told at the line of the start, until day 1."""
    (home / PLAN_FILE).write_text(PLAN + "stage: accepted\ntransitions: [internal-move]\n")
    render_files([PLAN_FILE], Wishes(quiet=True))
    assert found(date(2027, 1, 1), capsys, "P032") == []
    (line,) = found(date(2027, 1, 10), capsys)
    assert re.search(r"plan.yaml:2:\d+: P032 \d+ actions before day 1, Mon 11 Jan 2027, are late: '", line)
    assert "plan drop ID" in line
    tick(home, before=START)
    assert found(date(2027, 1, 10), capsys) == []
    assert found(START, capsys, "P032") == []


def test_a_review_that_nobody_held_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A week after its day a review is asked for, unless it is ticked; a filled sheet is to be folded back."""
    tick(home, before=date(2027, 3, 1), but=("review-30",))
    assert found(date(2027, 2, 15), capsys, "P030") == []
    (line,) = found(date(2027, 2, 17), capsys, "P030")
    assert "the day-30 review was due Tue 9 Feb 2027, and nothing is known of it" in line
    write_sheet(Asked(30, PLAN_FILE, date(2027, 2, 9)))
    assert "nothing is known of it" in found(date(2027, 2, 17), capsys, "P030")[0]
    path = home / "reviews/day-30.md"
    path.write_text(path.read_text("utf-8").replace("- Decision:", "- Decision: Pilot first"), "utf-8")
    (line,) = found(date(2027, 2, 17), capsys, "P030")
    assert line.endswith("is filled in and not folded back; plan review 30 --apply")
    (home / PLAN_FILE).write_text(PLAN + "reviews: [{day: 30, decisions: [Pilot first]}]\n")
    assert found(date(2027, 2, 17), capsys, "P030") == []


def test_three_weeks_without_a_tick_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan in which things were due and nothing was ticked for three weeks stands still, or nobody says so."""
    tick(home, before=date(2027, 2, 1))
    assert found(date(2027, 2, 15), capsys, "P031") == []
    (line,) = found(date(2027, 2, 22), capsys, "P031")
    assert re.search(r"of \d+ actions that were due in the last three weeks none is ticked", line)
    path = home / "checklist.md"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"- \[x\](.*🆔 access .*)", r"- [x]\1 ✅ 2027-02-15", text), "utf-8")
    assert found(date(2027, 2, 22), capsys, "P031") == []
    assert found(date(2027, 6, 1), capsys, "P031") == []


@pytest.mark.usefixtures("home")
def test_a_certificate_that_ended_meanwhile_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What was held at the start may have ended since, and what is planned may be offered no more."""
    assert found(date(2027, 2, 10), capsys, "P017") == []
    said = found(date(2027, 3, 10), capsys, "P017")
    assert [line.split(":")[1] for line in said] == ["7", "8"]
    assert "EX-1 ended Sun 28 Feb 2027" in said[0]
    assert "EX-2 was last checked 2026-02, over a year ago" in said[1]


def test_the_command_takes_a_day(plan: Plan, plan_file: Path) -> None:
    """``--today`` stands for the calendar of the machine; without a start nothing is late."""
    plan("render")
    assert "P029" in plan("lint", "--today", "2027-03-01", "--select", "P029", code=1).out
    assert plan("lint", "--today", "2027-01-02", "--select", "P029").out == ""
    assert plan("lint", "--today", "2027-03-01", "--select", "P029", "-", stdin=plan_file.read_bytes()).out == ""
    plan_file.write_text("role: product-manager\n")
    assert plan("lint", "--today", "2027-03-01", "--select", "P029").out == ""
