"""A plan that is being lived, as somebody types the commands: what they say, what they change, how they end."""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, EXAMPLES, Plan, Shell

START = datetime.date(2026, 12, 1)
NUMBERS = ("done", "open", "late", "dropped")


def day(number: int) -> str:
    """Return the date of a day of the plan as a command takes it."""
    return (START + datetime.timedelta(days=number - 1)).isoformat()


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the product manager's plan file and its documents, rendered once."""
    folder = tmp_path_factory.mktemp("rendered")
    shutil.copyfile(EXAMPLES / "product-manager.yaml", folder / "plan.yaml")
    subprocess.run([COMMAND, "render", folder, "-q", "-d", "plan", "-d", "checklist", "-d", "reviews"], check=True)
    return folder


@pytest.fixture
def folder(rendered: Path, tmp_path: Path) -> Path:
    """Return a copy of it, the current folder of every command."""
    return shutil.copytree(rendered, tmp_path, dirs_exist_ok=True)


def status(plan: Plan, *words: str, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(plan("status", "--json", *words, code=code).out)
    return found


def total(plan: Plan, on: int) -> dict[str, int]:
    counts: dict[str, int] = status(plan, "--today", day(on))["plans"][0]["total"]
    return counts


def test_a_plan_is_lived_for_weeks(plan: Plan, folder: Path) -> None:
    """Status follows every command: what is ticked, dropped, added, and the days that pass."""
    assert total(plan, 1) == {"done": 0, "open": 57, "late": 11, "dropped": 0, "unfilled": 5}
    plan("done", "access", "expectations", "reasons", "--today", day(3))
    plan("drop", "close-out-note", "--why", "the team is dissolved", "--today", day(10))
    plan("add", "Call Ana about the budget", "--due", day(12), "--today", day(10))
    assert total(plan, 12) == {"done": 3, "open": 54, "late": 18, "dropped": 1, "unfilled": 5}
    plan("undo", "reasons", "close-out-note", "--today", day(12))
    plan("done", "call-ana-about-the-budget", "--today", day(12))
    assert total(plan, 13) == {"done": 3, "open": 55, "late": 19, "dropped": 0, "unfilled": 5}
    checklist = folder / "checklist.md"
    text = checklist.read_text()
    checklist.write_text(text.replace("- [ ]", "* [X]", 4))
    assert total(plan, 13)["done"] == 7


def test_the_sheet_of_a_review_counts_when_its_day_has_passed(plan: Plan, folder: Path) -> None:
    """The empty lines of a review that is over are not filled in; those of one to come are nobody's fault."""
    before, after = total(plan, 23)["unfilled"], total(plan, 24)["unfilled"]
    sheet = (folder / "reviews" / "day-30.md").read_text()
    assert after - before == sheet.split("## Answered by now?")[0].count("  - ")
    (folder / "reviews" / "day-30.md").write_text(sheet.replace("  - Answer:", "  - Answer: yes", 1))
    assert total(plan, 24)["unfilled"] == after - 1


def test_status_says_the_same_from_the_file_the_folder_and_the_documents_alone(
    plan: Plan, rendered: Path, tmp_path: Path
) -> None:
    """A plan is found by its file or its folder; its documents alone are enough."""
    shutil.copytree(rendered, tmp_path / "me")
    (tmp_path / "me" / "plan.yaml").rename(tmp_path / "me.yaml")
    words = ["--today", day(5)]
    said = {plan("status", name, *words).out for name in ("me.yaml", "me", "me/checklist.md")}
    assert len(said) == 1
    assert plan("status", *words, cwd=tmp_path / "me").out in said
    (tmp_path / "me.yaml").unlink()
    assert plan("status", "me", *words).out in said


def test_without_the_record_the_plan_is_made_anew(plan: Plan, folder: Path) -> None:
    """Who deleted .plan gets the same answer from the plan file, only later."""
    words = ("status", "--today", day(30))
    said = plan(*words).out
    for name in ("plan.json", "checklist.md"):
        (folder / ".plan" / name).unlink()
    assert plan(*words).out == said


def test_a_record_that_somebody_broke_is_told_with_its_mend(plan: Plan, folder: Path) -> None:
    """Garbage and a newer format are errors with their place, never a traceback."""
    record = folder / ".plan" / "plan.json"
    for text in ("{", "[]", '{"format": 2}', '{"format": 1}', "7", '{"format":1,"title":7}', "[" * 100_000):
        record.write_text(text)
        ran = plan("status", code=3)
        assert ".plan/plan.json:1:" in ran.err
        assert "plan render writes it anew" in ran.err
    plan("render", "-q")
    plan("status")


def test_a_folder_without_a_plan_says_how_to_get_one(plan: Plan, tmp_path: Path) -> None:
    """No plan, no documents, a name that is not there: each is told with the command that helps."""
    assert "no plan in ." in plan("status", code=5).err
    (tmp_path / "plan.yaml").write_text("role: product-manager\n")
    ran = plan("status", code=5)
    assert ran.err == "error: no such file: checklist.md\nhint: plan render plan.yaml\n"
    assert "did you mean plan.yaml?" in plan("status", "plan.yml", code=5).err
    assert not (tmp_path / ".plan").exists()
    for command in (("done", "a"), ("add", "a"), ("next",)):
        plan(*command, code=5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml"]


def test_several_plans_are_a_table_and_one_that_fails_is_left_out(plan: Plan, rendered: Path, tmp_path: Path) -> None:
    """A manager sees a line for each; the folder of all of them is enough."""
    for name in ("ana", "bo"):
        shutil.copytree(rendered, tmp_path / "team" / name)
    ran = plan("status", "team", "--today", day(5))
    lines = ran.out.splitlines()
    assert lines[0].split() == ["plan", "who", *NUMBERS, "unfilled", "day", "next", "review"]
    assert [line.split()[0] for line in lines[1:]] == ["team/ana", "team/bo"]
    assert "hint: there is one in team/ana or team/bo\n" in plan("next", "team", code=5).err
    (tmp_path / "team" / "bo" / "checklist.md").unlink()
    ran = plan("status", "team", code=6)
    assert len(ran.out.splitlines()) == 2
    assert "left out: team/bo" in ran.err
    assert [one["plan"] for one in status(plan, "team", code=6)["plans"]] == ["team/ana"]


def test_the_json_of_status_has_its_keys(plan: Plan, folder: Path) -> None:
    """What scripts read is what the documentation lists."""
    (found,) = status(plan, "--today", day(5))["plans"]
    assert list(found) == [
        "plan", "folder", "title", "name", "start", "end", "today", "day", "days", "phase", "next_review",
        "total", "phases", "late", "unfilled",
    ]  # fmt: skip
    assert (found["plan"], found["day"], found["start"]) == (".", 5, day(1))
    assert all(found["total"][key] == sum(part[key] for part in found["phases"]) for key in NUMBERS)
    assert len(found["late"]) == found["total"]["late"]
    assert len(found["unfilled"]) == found["total"]["unfilled"]


def test_who_fell_far_behind_is_told_how_to_begin_again(plan: Plan, folder: Path) -> None:
    """A list of accusations helps nobody: other dates do, and what the hint says does it."""
    assert plan("next", "--today", day(1)).err == ""
    told = plan("next", "--today", day(62)).err
    assert told.startswith("40 actions are late. plan set 'pause={from: DATE, to: DATE}'")
    assert plan("next", "--json", "--today", day(62)).err == ""
    away = f"pause={{from: {day(3)}, to: {day(61)}}}"
    plan("done", "access", "--today", day(2))
    plan("set", away)
    plan("render", "-q")
    assert plan("next", "--today", day(62)).err == ""
    assert total(plan, 62)["done"] == 1


def test_next_shows_what_done_takes(plan: Plan, folder: Path) -> None:
    """A number of ``plan next`` is the action that ``plan done`` ticks, and stays so for the day."""
    found = json.loads(plan("next", "--json", "--today", day(10)).out)["actions"]
    third, fourth = found[2]["id"], found[3]["id"]
    assert f"    3  {'Fri 20 Nov'}  " in plan("next", "--today", day(10)).out
    assert f"[{third}]" in plan("done", "3", "--today", day(10)).err
    assert f"[{fourth}]" in plan("done", "4", "--today", day(10)).err
    assert "✓" in plan("next", "--today", day(10)).out
    assert "there is no number 99: plan next shows 1 to" in plan("done", "99", "--today", day(10), code=2).err


def test_all_names_are_checked_before_anything_is_written(plan: Plan, folder: Path) -> None:
    """One unknown id among known ones changes nothing, and is told with what was meant."""
    before = (folder / "checklist.md").read_bytes()
    ran = plan("done", "access", "expectation", code=2)
    assert ran.err.startswith("error: there is no action 'expectation'; did you mean 'expectations'?\n")
    ran = plan("drop", "a", "b", code=2)
    assert "'a'" in ran.err
    assert "'b'" in ran.err
    assert (folder / "checklist.md").read_bytes() == before


def test_what_is_done_already_is_said(plan: Plan, folder: Path) -> None:
    """Ticking twice is no error and changes nothing; so are opening and dropping twice."""
    for first, second, words in (("done", "done", "already done: "), ("undo", "undo", "already open: ")):
        plan(first, "access")
        before = (folder / "checklist.md").read_bytes()
        assert plan(second, "access").err.startswith(words)
        assert (folder / "checklist.md").read_bytes() == before
    plan("drop", "access", "--why", "no access needed")
    assert plan("drop", "access", "--why", "again").err.startswith("already dropped: ")


def test_a_deleted_line_and_one_that_stands_twice_are_told(plan: Plan, folder: Path) -> None:
    """An id that no line or more than one line has is told with the lines."""
    checklist = folder / "checklist.md"
    lines = checklist.read_text().splitlines(keepends=True)
    (access,) = [line for line in lines if "🆔 access " in line]
    checklist.write_text("".join(line for line in lines if line != access))
    assert "'access' has no line in checklist.md any more" in plan("done", "access", code=2).err
    checklist.write_text("".join(lines) + access)
    ran = plan("done", "access", code=3)
    assert f"checklist.md:{lines.index(access) + 1}:1" in ran.err
    assert f"checklist.md:{len(lines) + 1}:1" in ran.err


@pytest.mark.parametrize("form", ["crlf", "bom", "no end"])
def test_the_file_keeps_its_form(plan: Plan, folder: Path, form: str) -> None:
    """Line ends, a byte order mark and a missing last line end survive every command, and undo undoes all of it."""
    checklist = folder / "checklist.md"
    text = checklist.read_text()
    forms = {"crlf": text.replace("\n", "\r\n"), "bom": "\ufeff" + text, "no end": text.rstrip("\n")}
    before = forms[form].encode()
    checklist.write_bytes(before)
    plan("drop", "access", "weekly-note", "--why", "no need")
    plan("done", "access", "expectations")
    plan("undo", "access", "weekly-note", "expectations")
    assert checklist.read_bytes() == before


def test_only_the_checklist_is_written(plan: Plan, folder: Path) -> None:
    """No other document and no record changes, and nothing is left behind."""

    def others() -> dict[str, bytes]:
        files = [path for path in folder.rglob("*") if path.is_file() and path != folder / "checklist.md"]
        return {str(path): path.read_bytes() for path in files}

    before = others()
    plan("done", "access")
    plan("add", "Call Ana")
    plan("drop", "expectations", "--why", "agreed already")
    plan("undo", "access")
    assert others() == before


@pytest.mark.parametrize("how", ["done", "undo"])
def test_a_reason_that_goes_is_told(plan: Plan, folder: Path, how: str) -> None:
    """What somebody wrote about a dropped action goes from the line; it is said once, so that nobody misses it."""
    plan("drop", "access", "--why", "no budget until March")
    assert "it was dropped for: no budget until March" in plan(how, "access").err
    assert "no budget" not in (folder / "checklist.md").read_text()
    assert "dropped for" not in plan("done", "expectations").err


def test_an_added_line_has_an_id_of_its_own(plan: Plan, folder: Path) -> None:
    """The same words twice are two lines; words that are a number or another script have an id, too."""
    for words, key in (
        ("Meet Ana", "meet-ana"),
        ("Meet Ana", "meet-ana-2"),
        ("2027", "do-2027"),
        ("Access", "access-2"),
    ):
        assert f"[{key}]" in plan("add", words, "--due", "+2w").err
        plan("done", key)
    plan("add", "", code=2)
    plan("add", "  \n ", code=2)


def test_a_day_that_cannot_be_read_is_wrong_use(plan: Plan, folder: Path) -> None:
    """A date that nobody can read is told with the option and forms that do."""
    for typed, wrong in (
        ("someday", "'someday' is not a date"),
        ("?", "'?' is no day"),
        ("2027-13-01", "2027-13-01 is not a"),
    ):
        assert plan("add", "Meet Ana", "--due", typed, code=2).err.startswith(f"error: --due: {wrong}")
    plan("add", "Meet Ana", "--due", "+999w", "--today", "9999-01-01", code=2)
    for command in (("status",), ("next",), ("done", "access"), ("add", "x")):
        assert "--today: 2027-02-30 is not a day" in plan(*command, "--today", "2027-02-30", code=2).err


def test_a_file_that_is_not_text_is_told_with_its_line(plan: Plan, folder: Path) -> None:
    """A checklist in another encoding is not guessed at."""
    (folder / "checklist.md").write_bytes("# Liste\n- [ ] für".encode("latin-1"))
    assert "checklist.md:2: byte 0xFC is not UTF-8" in plan("status", code=5).err


def test_a_pipe_gets_plain_text_and_a_terminal_a_bar(plan: Plan, shell: Shell, folder: Path) -> None:
    """No bar and no escape sequence reaches a file or another program; a reader that goes away is no error."""
    assert "█" not in plan("status").out
    assert "\x1b" not in plan("next").out + plan("status").out
    shell("plan status | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}")
    drawn = subprocess.run(
        ["script", "-qec", f"TERM=xterm {COMMAND} status {folder}", "/dev/null"], capture_output=True, check=True
    )
    assert "░" in drawn.stdout.decode()
    quiet = subprocess.run(
        ["script", "-qec", f"PLAN_ACCESSIBLE=1 {COMMAND} status {folder}", "/dev/null"], capture_output=True, check=True
    )
    assert "░" not in quiet.stdout.decode()


def test_what_a_terminal_would_obey_is_not_shown(plan: Plan, folder: Path) -> None:
    """An escape sequence that got into a document does not reach the screen."""
    checklist = folder / "checklist.md"
    checklist.write_text(checklist.read_text() + "\n- [ ] red \x1b[31m 📅 2020-01-01\n")
    assert "\x1b" not in plan("status").out + plan("next").out
    assert "red" in plan("next").out


def test_two_runs_at_once_both_tick(folder: Path) -> None:
    """A script that ticks ten actions at the same time finds all ten ticked."""
    found = [
        line.partition("🆔 ")[2].split()[0]
        for line in (folder / "checklist.md").read_text().splitlines()
        if "🆔" in line
    ][:10]
    runs = [subprocess.Popen([COMMAND, "done", key, "-f", str(folder)], stderr=subprocess.PIPE) for key in found]
    assert [(run.communicate()[1], run.returncode)[1] for run in runs] == [0] * 10
    assert (folder / "checklist.md").read_text().count("- [x]") == 10


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_checklist_is_left_alone(plan: Plan, folder: Path) -> None:
    """What its owner protected is not changed."""
    (folder / "checklist.md").chmod(0o444)
    assert "read-only" in plan("done", "access", code=5).err


def test_status_reads_no_template_and_no_plan_file(folder: Path) -> None:
    """A broken plan file or a missing template library does not stop anybody from seeing how far they are."""
    (folder / "plan.yaml").write_text("role: [")
    program = (
        "import sys; sys.argv = ['plan', 'status', sys.argv[1]]\n"
        "from transition_plan import quick\n"
        "quick.leave = lambda end: sys.exit(sorted({'typer', 'jinja2', 'yaml'} & sys.modules.keys()) or end.code)\n"
        "quick.main()"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, stdout=subprocess.DEVNULL)


def test_a_checklist_that_a_formatter_wrapped_is_read_and_not_changed(plan: Plan, plan_file: Path) -> None:
    """Its ids stand on other lines than their boxes: status counts them all the same, done says what to do first."""
    plan("render")
    checklist = plan_file.with_name("checklist.md")
    before = json.loads(plan("status", "--json", "--today", "2027-01-20").out)["plans"][0]["total"]
    checklist.write_text(checklist.read_text().replace(". Done when:", ".\n  Done when:"))
    assert json.loads(plan("status", "--json", "--today", "2027-01-20").out)["plans"][0]["total"] == before
    said = plan("done", "access", "--today", "2027-01-20", code=4).err
    assert "a formatter has wrapped the lines of checklist.md\nhint: plan render puts each action on one line" in said
    plan("render")
    plan("done", "access", "--today", "2027-01-20")
    assert "- [x] " in checklist.read_text()


def test_everybody_reads_a_checklist_as_status_does(plan: Plan, plan_file: Path) -> None:
    """A wrapped line, a copied line, an action never rendered: calendar, table, sheet and lint count them the same."""
    plan("render")
    plan("done", "access", "--today", "2027-01-20")
    checklist = plan_file.with_name("checklist.md")
    ticked = next(line for line in checklist.read_text().splitlines() if "🆔 access" in line)
    text = checklist.read_text().replace(". Done when:", ".\n  Done when:")
    checklist.write_text(f"{text}\n{ticked.replace('[x]', '[ ]').partition(' ✅')[0]}\n")
    plan("set", "actions=[{title: Write to the union, day: 20, hours: 1, done_when: sent}]")
    assert status(plan, "--today", "2027-01-20")["plans"][0]["total"]["dropped"] == 0
    table = plan("export", "csv", "--output", "-").out
    assert ",dropped," not in table
    assert [line for line in table.splitlines() if ",access," in f",{line}," and ",done," in line]
    assert "CANCELLED" not in plan("export", "ics", "--actions", "--output", "-").out
    assert "Dropped" not in plan("review", "30", "--stdout", "--today", "2027-01-20").out
    late = plan("lint", "--today", "2027-03-20", "--select", "P029", code=1).out
    assert "P029" in late


def test_the_look_back_on_a_closed_plan_knows_what_was_done(plan: Plan, plan_file: Path) -> None:
    """Ticks, what was given up with its reason, and own lines stand in the retrospective, marks as typed."""
    plan("render")
    plan("add", "Thank *everybody* & Ana", "--due", "2027-01-22", "--today", "2027-01-20")
    plan("done", "access", "thank-everybody-ana", "--today", "2027-01-20")
    plan("drop", "feedback", "--why", "no time", "--today", "2027-01-20")
    plan("set", "stage=closed")
    plan("render")
    told = plan_file.with_name("retro.md").read_text()
    assert "- **Done (2):** Open " in told
    assert r" · Thank \*everybody\* & Ana" in told
    assert "(no time)" in told
    assert "as it was  retro.md" in plan("render").err


def test_what_is_dropped_can_be_taken_out_of_other_documents_as_it_is_said(plan: Plan, folder: Path) -> None:
    """A drop leaves the talk announced; the command it names tells the change with which no document says it."""
    plan("set", "stage=accepted", "transitions=[internal-move]", "people=[{name: Ivo Marsh, group: old-manager}]")
    plan("render")
    told = plan("drop", "both-managers-talk", "--why", "Ivo left").err
    assert "plan explain both-managers-talk says how other documents leave it out" in told
    plan("render")
    assert "Ivo Marsh together" in plan("render", "--document", "manager", "--stdout").out
    change = re.search(r"plan set '(\S+ both-managers-talk, drop: true\})'", plan("explain", "both-managers-talk").out)
    assert change
    plan("set", change[1])
    plan("render")
    assert "Ivo Marsh together" not in plan("render", "--document", "manager", "--stdout").out
    assert "Dropped: Ivo left" in (folder / "checklist.md").read_text()
