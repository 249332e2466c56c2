"""What is done, open, late and dropped on a day, and what nobody has filled in yet."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import Plan
from transition_plan.agenda import agenda
from transition_plan.index import Asked, Index, Known, Span
from transition_plan.progress import Count, Progress, progress
from transition_plan.showing import agenda_text
from transition_plan.unfilled import Blank, read_blanks

START = datetime.date(2027, 1, 4)
REVIEW = datetime.date(2027, 2, 2)
LINES = """\
## Week 1: Mon 4 Jan to Sun 10 Jan

- [x] Get a key (1 h) 🆔 key 📅 2027-01-05
- [ ] Meet Ana (1 h). Done when: A note stands 🆔 ana 📅 2027-01-08

## Week 6

- [ ] Show a result (2 h) 🛫 2027-01-10 🆔 show 📅 2027-02-10

## Every week

- [ ] Write a note 🔁 every week 🆔 note 📅 2027-01-08
"""


def date(day: int) -> datetime.date:
    return START + datetime.timedelta(days=day - 1)


def make_index(**said: Any) -> Index:
    plain: dict[str, Any] = {
        "title": "Analyst",
        "name": "Noor Castellan",
        "start": START,
        "days": 60,
        "phases": (Span("one", "Month 1", 1, 30), Span("two", "Month 2", 31, 60)),
        "actions": (
            Known("key", 2, date(2), "Get a key"),
            Known("ana", 5, date(5), "Meet Ana"),
            Known("show", 38, date(38), "Show a result"),
        ),
        "habits": (Known("note", 5, date(5), "Write a note"),),
        "reviews": (Known("review-30", 30, REVIEW, "Day-30 review"), Known("review-60", 60, date(60), "Day-60 review")),
        "questions": (Asked("mission", 3, date(3), "Ana", "What is success?"),),
    }
    return Index(**{**plain, **said})


def on(day: int, text: str = LINES, sheets: Mapping[str, str] | None = None, **said: Any) -> Progress:
    """Return the progress on a day of the plan."""
    return progress(make_index(**said), text, sheets or {}, date(day))


def test_a_count_says_what_is_done_open_late_and_dropped() -> None:
    """Late is what is open and was due before today; it is one of the open ones."""
    assert on(5).total == Count(done=1, todo=3, late=0, dropped=0)
    assert on(6).total == Count(done=1, todo=3, late=1, dropped=0)
    assert on(39).total == Count(done=1, todo=3, late=2, dropped=0)


def test_the_parts_add_up_to_the_whole() -> None:
    """Each action counts in one phase, or outside all of them, and nowhere else."""
    own = "- [ ] mine\n- [x] mine 📅 2026-12-01\n- [ ] mine 📅 2030-01-01\n"
    found = on(6, LINES + own)
    assert [(part.id, part.tally) for part in found.parts] == [
        ("before", Count(done=1)),
        ("one", Count(done=1, todo=1, late=1)),
        ("two", Count(todo=1)),
        ("after", Count(todo=1)),
        ("habits", Count(todo=1)),
        ("no-date", Count(todo=1)),
    ]
    assert tuple(map(sum, zip(*(part.tally for part in found.parts), strict=True))) == tuple(found.total)


def test_a_habit_is_one_box_and_never_late() -> None:
    """What is done again and again is open until it is ticked for good, however long ago it was first due."""
    assert "note" not in [item.id for item in on(59).items if item.late]
    ticked = LINES.replace("[ ] Write", "[x] Write")
    assert on(59, ticked).parts[-1].tally == Count(done=1)


def test_a_line_that_its_owner_deleted_is_dropped() -> None:
    """To delete a line is to give an action up; it is not late for ever."""
    without = "".join(line for line in LINES.splitlines(keepends=True) if "🆔 ana" not in line)
    assert on(39, without).total == Count(done=1, todo=2, late=1, dropped=1)


def test_an_action_that_was_never_written_is_not_dropped() -> None:
    """A plan that grew since its checklist was written counts what the checklist has."""
    found = progress(make_index(), "- [x] Get a key 🆔 key\n", {}, date(5), {"key"})
    assert found.total == Count(done=1)


def test_another_day_in_the_line_wins() -> None:
    """Who moves a date in the checklist has moved the action; its phase stays."""
    later = on(39, LINES.replace("🆔 ana 📅 2027-01-08", "🆔 ana 📅 2027-03-01"))
    assert later.parts[0].tally == Count(done=1, todo=1)


def test_what_stands_twice_counts_as_the_owners_the_second_time() -> None:
    """A copied line is a line of one's own; the plan's action is the first."""
    found = on(5, LINES + "- [x] Meet Ana again 🆔 ana 📅 2027-01-20\n")
    assert [(item.state, item.own) for item in found.items if item.id == "ana"] == [("open", False), ("done", True)]


@pytest.mark.parametrize(("mark", "state"), [("-", "dropped"), ("/", "open"), (">", "open"), ("X", "done")])
def test_the_marks_of_obsidian_have_a_meaning(mark: str, state: str) -> None:
    """A dash drops an action; whatever else is no tick leaves it open."""
    found = on(5, LINES.replace("[ ] Meet", f"[{mark}] Meet"))
    assert next(item.state for item in found.items if item.id == "ana") == state


def test_where_one_is() -> None:
    """Day, phase and the next review are those of the day; a review on a day off is on the day it was moved to."""
    found = on(30)
    assert (found.day, found.phase, found.next_review) == (30, "Month 1", ("Day-30 review", 30, REVIEW))
    assert on(-3).day == -4
    assert on(61).next_review is None


def test_without_a_start_nothing_is_late() -> None:
    """A plan that does not know its days has counts and no lateness."""
    undated = LINES.replace(" 📅 2027-01-05", "").replace(" 📅 2027-01-08", "").replace(" 📅 2027-02-10", "")
    found = on(39, undated, start=None, reviews=(), questions=())
    assert (found.day, found.phase, found.total) == (None, "", Count(done=1, todo=3))
    assert found.parts[0].tally == Count(done=1, todo=1)


SHEET = """\
# Day-30 review

- Which expectation turned out wrong?
  - Answer:
- Is the load right?
  - Answer: It is.
- **2 Feb: A result.** *Three people use it.*
  - Met / moved / dropped:
- What it changed:
  - less work
    for all
- Ana: What is success?
  - Answer:

- Keep:
"""


def test_a_blank_is_an_indented_line_that_ends_with_a_colon() -> None:
    """What may stay empty stands at the margin; what wants an answer stands beneath its question."""
    assert [(one.line, one.label) for one in read_blanks(SHEET)] == [
        (4, "Answer"),
        (8, "Met / moved / dropped"),
        (13, "Answer"),
    ]
    assert read_blanks("- Why?\r\n  - Answer:\r\n")[0] == Blank(2, "Answer", "Why?")


def test_an_answer_beneath_its_line_fills_it() -> None:
    """Who writes the answer on the next line has answered."""
    assert read_blanks("- Why?\n  - Answer:\n    because\n") == []
    assert read_blanks("- Why?\n  - Answer:\n    - because\n") == []


def test_a_sheet_counts_once_its_day_has_passed() -> None:
    """Nobody is asked today for what the review tomorrow will tell; a question of the plan counts once."""
    sheets = {"reviews/day-30.md": SHEET}
    texts = [blank.text for blank in on(30, sheets=sheets).unfilled]
    assert texts == ["What is success?"]
    later = [(blank.document, blank.line) for blank in on(31, sheets=sheets).unfilled]
    assert later == [("", 0), ("reviews/day-30.md", 4), ("reviews/day-30.md", 8)]


def test_a_question_that_a_sheet_answers_is_no_longer_open() -> None:
    """The answer stands in the sheet; the plan need not be told before it counts."""
    answered = SHEET.replace("success?\n  - Answer:", "success?\n  - Answer: Fewer calls")
    assert on(5, sheets={"reviews/day-30.md": answered}).unfilled == ()


def numbers(found: Progress, **said: Any) -> list[str]:
    return [item.id for item in agenda(make_index(**said), found).numbered]


def test_what_to_do_is_what_is_late_what_the_week_asks_and_what_to_begin() -> None:
    """The numbers go through all three; a habit has none."""
    assert numbers(on(3)) == ["key", "ana", "show"]
    assert numbers(on(12)) == ["ana", "show"]
    found = agenda(make_index(), on(12))
    assert ([item.id for item in found.late], [item.id for item in found.habits]) == (["ana"], ["note"])


def test_a_number_means_the_same_action_all_day() -> None:
    """Ticking number 1 does not make number 2 another action, late or not."""
    ticked = LINES.replace("[ ] Meet", "[x] Meet").replace("📅 2027-01-08\n\n", f"📅 2027-01-08 ✅ {date(12)}\n\n")
    assert numbers(on(12, ticked)) == numbers(on(12))
    assert numbers(on(13, ticked)) == ["show"]


def test_an_empty_week_shows_the_next_one_with_something_in_it() -> None:
    """Who has nothing to do this week sees what comes."""
    found = agenda(make_index(), on(20, LINES.replace("🛫 2027-01-10 ", "")))
    assert (found.week.n, [item.id for item in found.due]) == (6, ["show"])


def test_without_a_start_the_first_week_with_something_open_is_shown() -> None:
    """A plan without dates has an order all the same."""
    undated = "- [x] Get a key 🆔 key\n- [ ] Meet Ana 🆔 ana\n- [ ] Show a result 🆔 show\n"
    found = on(1, undated, start=None, reviews=(), questions=())
    assert numbers(found, start=None) == ["key", "ana"]


def test_a_plan_that_counts_in_months_shows_a_month() -> None:
    """Where the checklist has months, all of the first one with something open is shown, under its name."""
    for done, head, ids in (
        ("", "Month 1", ["key", "ana"]),
        ("key", "Month 1", ["key", "ana"]),
        ("key ana", "Month 2", ["show"]),
    ):
        marks = {key: "x" if key in done.split() else " " for key in ("key", "ana", "show")}
        text = "".join(f"- [{mark}] Do it 🆔 {key}\n" for key, mark in marks.items())
        found = on(1, text, start=None, reviews=(), questions=())
        shown = agenda(make_index(start=None, months=True), found)
        assert [item.id for item in shown.numbered] == ids
        assert f"\n{head}\n" in agenda_text(shown, found, columns=0)


def test_the_record_says_that_a_plan_counts_in_months(plan: Plan, tmp_path: Path) -> None:
    """A plan before an offer has months in its checklist and in what comes next; one with a start has weeks."""
    (tmp_path / "plan.yaml").write_text("role: product-manager\nstage: exploring\n")
    plan("render")
    assert "\nMonth 1\n" in plan("next").out
    plan("set", "start=2027-01-11")
    plan("render")
    assert "\nWeek 2, Mon 18 Jan" in plan("next", "--today", "2027-01-11").out
