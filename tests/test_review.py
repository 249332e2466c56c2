"""Reviews: the sheet that is written beforehand, what people wrote into it, and what becomes of the plan file."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES, Plan
from transition_plan.build import Fitted, build_fitted
from transition_plan.errors import DiskFailed, InvalidFile, Refused, UnknownName
from transition_plan.files import cache_folder
from transition_plan.folding import fold
from transition_plan.gate import check_answers
from transition_plan.library import SHIPPED, load_layouts
from transition_plan.markdown import word_count
from transition_plan.rendering import environment
from transition_plan.reviewing import WORDS, Asked, Subject, apply_sheet, changed, write_sheet
from transition_plan.run import Wishes, render_files
from transition_plan.sheet import plain, read_sheet
from transition_plan.slips import refuse_character
from transition_plan.ticking import drop_actions

TODAY = date(2027, 2, 9)
PLAN = """\
# My plan
role: product-manager
from: solutions-architect
start: 2027-01-11
hours: 12
transitions: [internal-move]
mission: "?"   # ask Piotr
people:
  - {name: Piotr Wren, group: manager}
  - {name: Lucie Amadi, group: peer, measured_on: "?"}  # knows the numbers
ratings: {product-metrics: 1, influence: 3, roadmapping: "?"}
handover: [{duty: night calls, day: 20}]
wins:
  - {id: kit, title: A first kit, due: 14, hours: 2, result: two teams use it}
unknowns:
  - {question: Who decides on prices?}
risks:
  - {risk: Nobody tells me, private: yes}
phases:
  - id: month-1
    focus:
      - id: mine
        title: Mine
        goals:
          - {id: traced, title: Ten invoices traced, measure: Ten notes, due: 12}  # mine
          - {id: heard, title: Five customers heard, measure: Five notes, due: 20}
        actions: [{id: call-five, title: Call five customers, day: 9, done_when: Five notes}]
"""
WHO = "Who decides on prices?"
PLAN_FILE = "plan.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a plan file and its documents."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / PLAN_FILE).write_text(PLAN)
    render_files([PLAN_FILE], Wishes(quiet=True))
    return tmp_path


def built(text: str) -> Fitted:
    """Return the plan of a plan file."""
    answers = check_answers(text.encode(), PLAN_FILE)
    return build_fitted(answers, environment(load_layouts(SHIPPED), cache_folder()))


@cache
def example() -> Fitted:
    """Return the plan of the plan file above, built once."""
    return built(PLAN)


def sheet_of(home: Path, day: int = 30) -> str:
    """Write the sheet of a review and return it."""
    assert write_sheet(Asked(day, PLAN_FILE, TODAY)) == 0
    return (home / f"reviews/day-{day}.md").read_text("utf-8")


def fill(text: str, about: str, label: str, said: str) -> str:
    """Write something behind the first such label below an item."""
    at = text.index(label, text.index(about)) + len(label)
    return f"{text[:at]} {said}{text[at:]}"


def fold_back(home: Path, text: str, day: int = 30) -> str:
    """Hand in a sheet and return the plan file that comes of it."""
    (home / f"reviews/day-{day}.md").write_text(text, "utf-8")
    assert apply_sheet(Asked(day, PLAN_FILE, TODAY)) == 0
    return (home / PLAN_FILE).read_text("utf-8")


def tick(home: Path, key: str, mark: str = "x") -> None:
    """Tick an action's box."""
    path = home / "checklist.md"
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf"- \[ \](?=.*🆔 {key} )", f"- [{mark}]", text), "utf-8")


# The sheet


def test_a_sheet_says_what_was_done_what_is_late_and_what_was_dropped(home: Path) -> None:
    """Two people sit down with a page that already knows what the checklist knows."""
    tick(home, "call-five")
    tick(home, "scan", "-")
    text = sheet_of(home)
    assert "Call five customers" in re.findall(r"- \*\*Done \(1\):\*\*(.*)", text)[0]
    assert (
        "Sign a hand-over contract with my old manager (due 1 Jan)"
        in re.findall(r"- \*\*Late \(\d+\):\*\*(.*)", text)[0]
    )
    assert "what surprised me" in re.findall(r"- \*\*Dropped \(1\):\*\*(.*)", text)[0]


def test_why_something_was_dropped_is_told(home: Path) -> None:
    """Whoever said why with ``plan drop --why`` need not say it again."""
    drop_actions(["scan"], "two talks did it", PLAN_FILE, date(2027, 1, 25))
    assert "re-plan (two talks did it)\n" in sheet_of(home)


def test_a_sheet_written_again_keeps_what_was_filled_in(home: Path) -> None:
    """A week later the sheet knows more; the answers that stand in it already stay."""
    text = fill(sheet_of(home), WHO, "Answer:", "Finance")
    (home / "reviews/day-30.md").write_text(text, "utf-8")
    tick(home, "call-five")
    again = sheet_of(home)
    assert "Call five customers" in again
    assert f"{WHO}\n  - Answer: Finance\n" in again


def test_a_sheet_of_a_plan_that_is_not_lived_yet_says_nothing_of_it(home: Path) -> None:
    """Without a checklist nothing is known, and a plain render of the sheet knows nothing of a day."""
    (home / "checklist.md").unlink()
    assert "Done" not in sheet_of(home)
    render_files([PLAN_FILE], Wishes(documents=("reviews/day-60",), quiet=True))
    assert "Done" not in (home / "reviews/day-60.md").read_text("utf-8")


def test_nothing_private_stands_in_a_sheet(home: Path) -> None:
    """A sheet is read by two: neither a private action nor an own line of the checklist is told in it."""
    (home / PLAN_FILE).write_text(PLAN.replace("day: 20}]", "day: 20, private: yes}]"))
    render_files([PLAN_FILE], Wishes(quiet=True, force=True))
    path = home / "checklist.md"
    path.write_text(path.read_text("utf-8") + "\n- [ ] Ask for more money 📅 2027-01-12\n", "utf-8")
    text = sheet_of(home)
    assert "night calls" not in text
    assert "more money" not in text
    assert "Nobody tells me" not in text


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_a_sheet_is_a_page(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much was done or is late, a sheet of any example has 400 words at most."""
    monkeypatch.chdir(tmp_path)
    text = (EXAMPLES / name).read_text("utf-8").replace("stage: candidate", "stage: accepted")
    (tmp_path / PLAN_FILE).write_text(text, "utf-8")
    render_files([PLAN_FILE], Wishes(quiet=True))
    for day in (30, 60, 90):
        write_sheet(Asked(day, PLAN_FILE, date(2027, 12, 1)))
        assert word_count((tmp_path / f"reviews/day-{day}.md").read_text("utf-8")) <= WORDS


def test_what_a_review_brought_stands_in_the_next_sheet(home: Path) -> None:
    """The next talk begins with what was decided, and what the manager said stands beside the own rating."""
    text = fill(sheet_of(home), "## Decided", "Decision:", "Pilot first")
    text = text.replace("| Product metrics | 3 | 1 | | |", "| Product metrics | 3 | 1 | 2 | 2 |")
    fold_back(home, text)
    following = sheet_of(home, 60)
    assert "## Decided on 9 Feb\n\n- Pilot first." in following
    assert "| I said last |" in following
    assert "| 2 (Piotr Wren: 2) | | |" in following


@pytest.mark.usefixtures("home")
def test_a_review_that_there_is_not_is_told() -> None:
    """A day without a review names those that have one."""
    with pytest.raises(UnknownName) as error:
        write_sheet(Asked(45, PLAN_FILE, TODAY))
    assert error.value.hint == "its reviews: 30, 60, 90"


# Folding back


def test_each_thing_that_was_said_finds_its_place(home: Path) -> None:
    """Answers, ratings, outcomes and decisions go where the plan is made from; comments stay."""
    text = sheet_of(home)
    text = fill(text, "Ten invoices traced", "dropped:", "met, Piotr has the notes")
    text = fill(text, "Five customers heard", "dropped:", "moved to day 40")
    text = fill(text, "A first kit", "dropped:", "met")
    text = fill(text, "A first kit", "for whom:", "31 % fewer calls")
    text = fill(text, "Who takes over", "Answer:", "Samir Oduya")
    text = fill(text, WHO, "Answer:", "Finance, each quarter")
    text = fill(text, "On day 90", "Answer:", "Refunds halved")
    text = fill(text, "Where do you see me in roadmapping", "Answer:", "2")
    text = fill(text, "Which expectation", "Answer:", "That all read notes")
    text = fill(text, "## Keep", "Keep:", "Friday note")
    text = text.replace("| Product metrics | 3 | 1 | | |", "| Product metrics | 3 | 1 | 2 | 1 |")
    after = fold_back(home, text)
    answers = check_answers(after.encode(), PLAN_FILE)
    assert answers.ratings["product-metrics"] == 2
    assert answers.manager_ratings == {"product-metrics": 1, "roadmapping": 2}
    assert answers.mission == "Refunds halved"
    assert answers.handover[0].to == "Samir Oduya"
    assert answers.unknowns[0].answer == "Finance, each quarter"
    goals = {one.id: one for one in answers.phases[0].focus[0].goals}
    assert goals["heard"].due == 40
    (held,) = answers.reviews
    assert [(one.id, one.result) for one in held.met] == [
        ("traced", "Piotr has the notes"),
        ("kit", "31 % fewer calls"),
    ]
    assert held.keep == ("Friday note",)
    assert {one.question: one.answer for one in held.said}[
        "Which expectation of mine turned out wrong?"
    ] == "That all read notes"
    assert after.startswith("# My plan\n")
    for comment in ("# ask Piotr", "# knows the numbers", "# mine"):
        assert comment in after


def test_the_plan_that_comes_of_it_follows(home: Path) -> None:
    """After folding back, the next render asks no question again, moves the goal and goes by the manager's rating."""
    text = fill(sheet_of(home), WHO, "Answer:", "Finance")
    text = fill(text, "On day 90", "Answer:", "Refunds halved")
    text = fill(text, "Five customers heard", "dropped:", "moved to day 40")
    text = text.replace("| Product metrics | 3 | 1 | | |", "| Product metrics | 3 | 1 | 3 | 1 |")
    plan = built(fold_back(home, text)).plan
    assert plan.opening.mission == "Refunds halved"
    assert not {WHO, "mission"} & {key for one in plan.questions for key in (one.id, one.question)}
    days = {goal.id: goal.day for phase in plan.phases for area in phase.focus for goal in area.goals}
    assert days["heard"] == 40
    (gap,) = (one for one in plan.gaps if one.competency == "product-metrics")
    assert gap.rating == 1


@pytest.mark.parametrize("form", ["plain", "crlf", "stars"])
def test_applying_twice_changes_nothing_the_second_time(home: Path, form: str) -> None:
    """A sheet may be handed in as often as one likes: what was folded back is known, even what the plan lost."""
    text = sheet_of(home)
    for about, label, said in (
        ("Ten invoices traced", "dropped:", "dropped, nobody needs it"),
        ("Five customers heard", "dropped:", "moved to 1 March"),
        ("A first kit", "dropped:", "dropped"),
        (WHO, "Answer:", "Finance"),
        ("On day 90", "Answer:", "Refunds halved"),
        ("Who takes over", "Answer:", "Samir"),
        ("## Decided", "Decision:", "Pilot first"),
        ("## Keep", "Change:", "fewer calls"),
    ):
        text = fill(text, about, label, said)
    forms = {"plain": text, "crlf": text.replace("\n", "\r\n"), "stars": text.replace("- ", "* ")}
    once = fold_back(home, forms[form])
    assert once != PLAN
    assert fold_back(home, forms[form]) == once
    assert not {"traced", "kit"} & {
        *(goal.id for phase in built(once).plan.phases for area in phase.focus for goal in area.goals),
        *(win.id for win in built(once).plan.wins),
    }


@pytest.mark.parametrize(
    ("said", "day", "why"),
    [
        ("day 75, because Ana is away", 75, "because Ana is away"),
        ("75 because Ana is away", 75, "because Ana is away"),
        ("day 75; Ana is away", 75, "Ana is away"),
        ("day 75. Ana is away", 75, "Ana is away"),
        ("day 75 (Ana is away)", 75, "Ana is away"),
        ("75 - Ana is away", 75, "Ana is away"),
        ("12 Feb because legal must sign first", 33, "because legal must sign first"),
        ("Feb. 12: legal signs first", 33, "legal signs first"),
        ("2027-02-12 as legal signs first", 33, "as legal signs first"),
        ("12 Feb 2027", 33, ""),
        ("day 75", 75, ""),
    ],
)
def test_why_something_was_moved_is_kept(home: Path, said: str, day: int, why: str) -> None:
    """The sheet asks for a day “and why if you like”; both find their place."""
    after = fold_back(home, fill(sheet_of(home), "Five customers heard", "dropped:", f"moved to {said}"))
    answers = check_answers(after.encode(), PLAN_FILE)
    assert [one.due for one in answers.phases[0].focus[0].goals if one.id == "heard"] == [day]
    assert [one.result for held in answers.reviews for one in held.moved] == ([why] if why else [])


def test_a_leap_day_is_a_day(home: Path) -> None:
    """29 February is looked for in the years of the plan, not only in the first."""
    (home / PLAN_FILE).write_text(PLAN.replace("2027-01-11", "2027-12-02"))
    after = fold_back(home, fill(sheet_of(home), "Five customers heard", "dropped:", "moved to 29 Feb"))
    goals = check_answers(after.encode(), PLAN_FILE).phases[0].focus[0].goals
    assert {one.id: one.due for one in goals}["heard"] == 90


def test_a_sheet_that_is_applied_again_takes_nothing_out(home: Path) -> None:
    """What was written into the plan file by hand since then stays, beside what the sheet says now."""
    text = fill(sheet_of(home), "## Decided", "Decision:", "Hire Ana")
    text = fill(text, "Ten invoices traced", "dropped:", "met, Piotr has the notes")
    once = fold_back(home, text)
    by_hand = once.replace("decisions: [Hire Ana]", "decisions: [Hire Ana, Move the launch to May]")
    assert by_hand != once
    (home / PLAN_FILE).write_text(by_hand)
    (held,) = check_answers(fold_back(home, fill(text, "## Keep", "Keep:", "Friday note")).encode(), PLAN_FILE).reviews
    assert held.decisions == ("Hire Ana", "Move the launch to May")
    assert held.keep == ("Friday note",)
    assert [one.id for one in held.met] == ["traced"]


def test_an_outcome_that_is_said_otherwise_later_is_said_once(home: Path) -> None:
    """A goal that was met, and then was not after all, is not both."""
    sheet = sheet_of(home)
    fold_back(home, fill(sheet, "Ten invoices traced", "dropped:", "met"))
    after = fold_back(home, fill(sheet, "Ten invoices traced", "dropped:", "moved to day 40, two are missing"))
    (held,) = check_answers(after.encode(), PLAN_FILE).reviews
    assert (held.met, held.dropped, [one.id for one in held.moved]) == ((), (), ["traced"])
    goals = check_answers(after.encode(), PLAN_FILE).phases[0].focus[0].goals
    assert {one.id: one.due for one in goals}["traced"] == 40


def test_a_line_endings_file_keeps_its_own(home: Path) -> None:
    """A plan file with CRLF and a byte-order mark has them afterwards, too."""
    (home / PLAN_FILE).write_bytes(("\ufeff" + PLAN.replace("\n", "\r\n")).encode())
    text = fill(sheet_of(home), WHO, "Answer:", "Finance")
    (home / "reviews/day-30.md").write_text(text, "utf-8")
    apply_sheet(Asked(30, PLAN_FILE, TODAY))
    after = (home / PLAN_FILE).read_bytes().decode()
    assert after.startswith("\ufeff# My plan\r\n")
    assert after.count("\n") == after.count("\r\n")
    assert "answer: Finance" in after


def test_what_a_template_brought_can_be_settled_too(home: Path) -> None:
    """A question, a goal and an early win of the role are answered, dropped and moved by an entry of their own."""
    lean = "role: product-manager\nstart: 2027-01-11\nhours: 12\npeople: [{name: Piotr Wren, group: manager}]\n"
    (home / PLAN_FILE).write_text(lean)
    plan = built(lean).plan
    text = sheet_of(home, 60)
    goal = next(one for area in plan.phases[1].focus for one in area.goals if 30 < one.day <= 60)
    win = next(one for one in plan.wins if 30 < one.due_day <= 60)
    text = fill(text, goal.title, "dropped:", "dropped")
    text = fill(text, win.title, "dropped:", "moved to day 70")
    after = built(fold_back(home, text, 60)).plan
    assert goal.id not in {one.id for phase in after.phases for area in phase.focus for one in area.goals}
    moved = [one for one in after.wins if one.id == win.id]
    assert [one.due_day > 60 for one in moved] == [True]


def test_an_empty_sheet_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever applies a sheet that nobody filled in is told so."""
    assert fold_back(home, sheet_of(home)) == PLAN
    assert "not filled in yet" in capsys.readouterr().err


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=60))
def test_whatever_was_written_arrives_as_it_was_written(said: str) -> None:
    """Colons, quotes, hashes and signs of any script in an answer are its text, in the sheet as in the plan file."""
    wanted = plain(said.replace("\\", ""))
    assume(re.search(r"\w", wanted) and not re.match(r"[-*+>#|`~]|\d+[.)]", wanted) and not refuse_character(wanted))
    sheet = read_sheet(f"- {WHO}\n  - Answer: {wanted}\n")
    answers = check_answers(PLAN.encode(), PLAN_FILE)
    fitted = example()
    folded = fold(answers, fitted.plan, fitted.parts.calendar, fitted.plan.reviews[0], sheet, TODAY)
    subject = Subject(answers, PLAN.encode(), PLAN_FILE, ".", SHIPPED)
    after, _ = changed(subject, folded.folds)
    assert check_answers(after.encode(), PLAN_FILE).unknowns[0].answer == plain(wanted)


@settings(max_examples=60)
@given(st.lists(st.sampled_from([
    "- ", "  - ", "\t* ", "Answer:", "Met / moved / dropped:", "moved to", "day 75", "met", "7", "Keep:", "|",
    "I say now", "\n", "\r\n", "\n\n", "```", "<!--", WHO, "Ten invoices traced", "Influence", "12 Feb", "# ",
    "31 Feb 2027", "?", "x says",
]), max_size=30))  # fmt: skip
def test_no_sheet_makes_it_stumble(pieces: list[str]) -> None:
    """Whatever became of a sheet, it is read, or told with lines that there are."""
    text = " ".join(pieces)
    answers = check_answers(PLAN.encode(), PLAN_FILE)
    fitted = example()
    folded = fold(answers, fitted.plan, fitted.parts.calendar, fitted.plan.reviews[0], read_sheet(text), TODAY)
    lines = text.split("\n")
    for one in folded.unclear:
        assert 1 <= one.line <= len(lines)
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1


@pytest.mark.parametrize(
    ("about", "label", "said", "told"),
    [
        ("Ten invoices traced", "dropped:", "perhaps", "'perhaps' does not say what became of it"),
        ("Ten invoices traced", "dropped:", "moved", "'' is no day"),
        ("Ten invoices traced", "dropped:", "moved to day 500", "the plan ends on day 90"),
        ("Ten invoices traced", "dropped:", "moved to day 9", "not after this review"),
        ("Ten invoices traced", "dropped:", "moved to 31 Feb", "a day that there is not"),
        ("Ten invoices traced", "dropped:", "moved to the moon", "'the moon' is no day"),
        ("A first kit", "for whom:", "fewer calls", "it is not said what became of it"),
        ("Where do you see me in roadmapping", "Answer:", "7", "'7' is no rating; write 0, 1, 2, 3 or 4"),
        ("Where do you see me in roadmapping", "Answer:", "2.5", "'2.5' is no rating"),
        ("Who takes over", "Answer:", "Samir takes it but only from March on", "only a name can stand here"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_line(
    home: Path, about: str, label: str, said: str, told: str
) -> None:
    """Nothing is guessed and nothing written: file, line, column, and what to write instead."""
    text = fill(sheet_of(home), about, label, said)
    (home / "reviews/day-30.md").write_text(text, "utf-8")
    with pytest.raises(InvalidFile) as error:
        apply_sheet(Asked(30, PLAN_FILE, TODAY))
    (problem,) = error.value.problems
    assert told in problem.text
    _, line, column = problem.place.rsplit(":", 2)
    assert text.split("\n")[int(line) - 1][int(column) - 1 :] == said
    assert (home / PLAN_FILE).read_text() == PLAN


def test_all_problems_come_at_once(home: Path) -> None:
    """A rating of 7, an unknown name and an unreadable day are told in one report, and the good lines wait."""
    text = fill(sheet_of(home), "Ten invoices traced", "dropped:", "moved to never")
    text = fill(text, WHO, "Answer:", "Finance")
    text = text.replace(
        "| Product metrics | 3 | 1 | | |", "| Product metrics | 3 | 1 | 7 | |\n| Cooking | 3 | 1 | 2 | |"
    )
    text = text.replace("Five customers heard", "Six customers heard") + "\n- Answer: to what?\n"
    text = fill(text, "Six customers heard", "dropped:", "met")
    (home / "reviews/day-30.md").write_text(text, "utf-8")
    with pytest.raises(InvalidFile) as error:
        apply_sheet(Asked(30, PLAN_FILE, TODAY))
    assert [re.split("'|;", one.text)[0].strip() for one in error.value.problems] == [
        "", "no goal or early win of the plan is called", "", "the plan knows no competency",
        "there is no question above this answer",
    ]  # fmt: skip
    assert (home / PLAN_FILE).read_text() == PLAN


def test_a_dry_run_shows_the_patch(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who wants to see first gets what ``diff -u`` shows, and no file is touched."""
    (home / "reviews").mkdir()
    (home / "reviews/day-30.md").write_text(f"- {WHO}\n  - Answer: Finance\n")
    assert apply_sheet(Asked(30, PLAN_FILE, TODAY, dry_run=True)) == 0
    assert "+  - {question: Who decides on prices?, answer: Finance}\n" in capsys.readouterr().out
    assert (home / PLAN_FILE).read_text() == PLAN


@pytest.mark.usefixtures("home")
def test_a_sheet_that_is_not_there_names_the_command_that_writes_it() -> None:
    """The mend is one command."""
    with pytest.raises(DiskFailed) as error:
        apply_sheet(Asked(30, PLAN_FILE, TODAY))
    assert error.value.hint == "plan review 30 writes it"


def test_a_sheet_that_was_folded_back_is_a_record(home: Path) -> None:
    """No render and no second sheet takes the place of what two people wrote down; ``--force`` keeps a backup."""
    text = fill(sheet_of(home), "## Decided", "Decision:", "Pilot first")
    fold_back(home, text)
    render_files([PLAN_FILE], Wishes(documents=("reviews",), quiet=True))
    assert (home / "reviews/day-30.md").read_text("utf-8") == text
    with pytest.raises(Refused):
        write_sheet(Asked(30, PLAN_FILE, TODAY))
    assert write_sheet(Asked(30, PLAN_FILE, TODAY, force=True)) == 0
    assert (home / "reviews/day-30.backup-1.md").read_text("utf-8") == text


def test_a_manager_counts_more_than_oneself() -> None:
    """Who rates themselves 4 and is seen as 1 has a gap; who is seen as 4 needs no further proof."""
    low = built(PLAN + "manager_ratings: {influence: 1}\n").plan
    assert {one.competency: one.rating for one in low.gaps}["influence"] == 1
    high = built(PLAN + "manager_ratings: {influence: 4}\n").plan
    assert "influence" in {one.competency for one in high.strengths}
    (level,) = (one for one in high.levels if one.competency == "influence")
    assert (level.rating, level.manager) == (3, 4)


def test_the_command_writes_and_folds_back(plan: Plan, plan_file: Path, tmp_path: Path) -> None:
    """``plan review 30`` and ``plan review 30 --apply`` are what a person types."""
    plan("render")
    written = plan("review", "30", "--today", "2027-02-09").err
    assert "next: fill it in together, then plan review 30 --apply\n" in written
    sheet = tmp_path / "reviews/day-30.md"
    sheet.write_text(fill(sheet.read_text("utf-8"), "## Decided", "Decision:", "Pilot first"), "utf-8")
    assert "next: plan render" in plan("review", "30", "--apply").err
    assert "Pilot first" in plan_file.read_text()
    assert "nothing was changed" in plan("review", "30", "--apply").err
    assert "its reviews: 30, 60, 90" in plan("review", "31", code=2).err
    assert "--apply reads" in plan("review", "30", "--apply", "--stdout", code=2).err
    assert "belongs to --apply" in plan("review", "30", "--dry-run", code=2).err
    assert "# Day-60 review" in plan("review", "60", "--stdout").out


def test_a_character_that_no_file_takes_is_told_in_the_sheet(home: Path) -> None:
    """What nobody can see is told where it stands, not where it would have gone."""
    (home / "reviews").mkdir()
    (home / "reviews/day-30.md").write_text(f"- {WHO}\n  - Answer: Fin\u202eance\n", "utf-8")
    with pytest.raises(InvalidFile) as error:
        apply_sheet(Asked(30, PLAN_FILE, TODAY))
    assert [one.place for one in error.value.problems] == ["reviews/day-30.md:2:13"]
