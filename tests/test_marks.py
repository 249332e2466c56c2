"""One line changed, and every other byte as it was."""

import datetime
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.actionline import VALUES, Fields, closed, words
from transition_plan.boxes import Box, read_boxes
from transition_plan.index import Index
from transition_plan.marks import added, dropped, opened, reason_of, ticked

DAY = datetime.date(2027, 1, 6)
TEXT = """\
# Checklist

## Before day 1

- [ ] Pack (1 h) 🆔 pack 📅 2027-01-02

## Week 1: Mon 4 Jan to Sun 10 Jan

Off: Tue 5 Jan.

- [ ] Get a key 🆔 key 📅 2027-01-05
  - from the porter
- [ ] Meet Ana 🆔 ana 📅 2027-01-08

## Week 3: Mon 18 Jan to Sun 24 Jan

Too full: two talks.

## Signs to watch for

- Silence.
"""
INDEX = Index(
    title="Analyst",
    name="",
    start=datetime.date(2027, 1, 4),
    days=90,
    phases=(),
    actions=(),
    habits=(),
    reviews=(),
    questions=(),
)
ENDS: dict[str, Callable[[str], str]] = {
    "lf": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "no end": lambda text: text.rstrip("\n"),
}


def box_of(text: str, key: str) -> Box:
    return next(box for box in read_boxes(text) if box.id == key)


@pytest.mark.parametrize("form", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("key", ["pack", "key", "ana"])
def test_a_tick_changes_its_line_and_nothing_else(form: Callable[[str], str], key: str) -> None:
    """The mark and the day of a tick are all that is new; line ends, a byte order mark and a missing end stay."""
    text = form(TEXT)
    after = ticked(text, box_of(text, key), DAY)
    date = box_of(text, key).due
    assert after == text.replace(f"🆔 {key} 📅 {date}", f"🆔 {key} 📅 {date} ✅ 2027-01-06").replace(
        box_of(text, key).prefix + " ] " + box_of(text, key).body[:4],
        box_of(text, key).prefix + "x] " + box_of(text, key).body[:4],
    )
    assert opened(after, box_of(after, key)) == text


@pytest.mark.parametrize("form", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("why", ["", "no budget; ask again in March"])
def test_what_was_dropped_can_be_opened_again(form: Callable[[str], str], why: str) -> None:
    """Drop and undo leave the file as it was, byte for byte, with the reason or without."""
    text = form(TEXT)
    after = dropped(text, box_of(text, "ana"), why, DAY)
    box = box_of(after, "ana")
    assert (box.mark, box.cancelled, reason_of(after, box)) == ("-", DAY, why)
    assert opened(after, box) == text
    done = ticked(after, box, DAY)
    assert opened(done, box_of(done, "ana")) == text


def test_the_reason_stands_beneath_the_line_and_belongs_to_it() -> None:
    """The line's words stay as they were; the reason is an item of its own, in a quote and in a numbered list, too."""
    text = "> 1. [ ] Meet Ana 🆔 ana\n> 2. [ ] other\n"
    assert dropped(text, read_boxes(text)[0], "she left", DAY) == (
        "> 1. [-] Meet Ana 🆔 ana ❌ 2027-01-06\n>    - Dropped: she left\n> 2. [ ] other\n"
    )


def test_undo_takes_no_line_of_the_owners() -> None:
    """A note beneath a dropped action that ``drop`` did not write stays."""
    text = "- [-] Meet Ana 🆔 ana ❌ 2027-01-06\n  - she is ill\n"
    assert opened(text, read_boxes(text)[0]) == "- [ ] Meet Ana 🆔 ana\n  - she is ill\n"


def test_a_day_among_the_words_stays() -> None:
    """Only the field at the end is taken off again."""
    text = "- [x] Note that ✅ 2020-01-01 was kept (1 h) 🆔 a ✅ 2027-01-06\n"
    assert opened(text, read_boxes(text)[0]) == "- [ ] Note that ✅ 2020-01-01 was kept (1 h) 🆔 a\n"


def test_a_day_that_stands_twice_goes_twice() -> None:
    """What two programs noted one after the other is no reason to stay ticked."""
    text = "- [x] Meet Ana ✅ 2027-01-05 🆔 ana ✅\ufe0f\ufe0f 2027-01-06 ❌ 2027-01-07\n"
    assert opened(text, read_boxes(text)[0]) == "- [ ] Meet Ana 🆔 ana\n"


def test_a_link_to_the_line_stays_its_end() -> None:
    """Obsidian finds a line by the mark at its very end."""
    text = "- [ ] Meet Ana 🆔 ana ^ana\n"
    assert ticked(text, read_boxes(text)[0], DAY) == "- [x] Meet Ana 🆔 ana ✅ 2027-01-06 ^ana\n"


def add(text: str, day: str) -> str:
    return added(text, "Call Bo", Fields("call-bo", datetime.date.fromisoformat(day)), INDEX)


@pytest.mark.parametrize("form", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize(
    ("day", "above"),
    [
        ("2027-01-01", "- Before day 1"),
        ("2027-01-03", "🆔 pack"),
        ("2027-01-04", "Off: Tue 5 Jan."),
        ("2027-01-06", "porter"),
        ("2027-01-10", "🆔 ana"),
        ("2027-01-20", "Too full: two talks."),
    ],
)
def test_a_line_goes_into_the_week_of_its_day(form: Callable[[str], str], day: str, above: str) -> None:
    """It stands behind what is due by then with all that belongs to it; no other byte changes."""
    text = form(TEXT)
    ending = "\r\n" if "\r\n" in text else "\n"
    after = add(text, day)
    line = f"- [ ] Call Bo 🆔 call-bo 📅 {day}"
    assert any(after.replace(piece, "", 1) == text for piece in (line + ending, ending + ending + line))
    before = after[: after.index(line)].rstrip().rpartition("\n")[2]
    assert above.removeprefix("- ") in before


@pytest.mark.parametrize("form", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize(
    ("day", "head", "below"),
    [
        ("2027-01-12", "## Week 2: Mon 11 Jan to Sun 17 Jan", "## Week 3"),
        ("2027-03-30", "## Week 13: Mon 29 Mar to Sat 3 Apr", "## Signs"),
        ("2027-05-01", "## Later", "## Signs"),
    ],
)
def test_a_week_without_a_section_gets_one(form: Callable[[str], str], day: str, head: str, below: str) -> None:
    """The weeks stay in their order, before what follows them."""
    text = form(TEXT)
    after = add(text, day)
    assert head in after
    assert after.index(head) < after.index(below)
    assert after.replace("\r\n", "\n").count("\n\n\n") == 0
    start = next(at for at in range(len(text)) if text[at] != after[at])
    added_text = after[start : len(after) - len(text) + start]
    assert text == after[:start] + after[start + len(added_text) :]


def test_what_comes_after_the_plan_stands_under_one_head_by_its_day() -> None:
    """After the last week there is one section, without dates that a moved start would belie."""
    late = added(add(TEXT, "2027-06-01"), "Sooner", Fields("sooner", datetime.date(2027, 5, 1)), INDEX)
    late = added(late, "Last", Fields("last", datetime.date(2027, 7, 1)), INDEX)
    ids = re.findall(r"🆔 (\S+)", late[late.index("## Later\n\n") : late.index("## Signs")])
    assert ids == ["sooner", "call-bo", "last"]
    assert re.findall(r"^## Week \d+", late, re.MULTILINE) == ["## Week 1", "## Week 3"]


def test_where_there_are_no_weeks_a_line_goes_to_the_end() -> None:
    """A checklist in a form of its owner's takes new lines, one section for all of them."""
    assert add("", "2027-01-06") == "## Added\n\n- [ ] Call Bo 🆔 call-bo 📅 2027-01-06"
    once = add("# Mine\n\n- [ ] a", "2027-01-06")
    assert once == "# Mine\n\n- [ ] a\n\n## Added\n\n- [ ] Call Bo 🆔 call-bo 📅 2027-01-06"
    assert added(once + "\n", "More", Fields("more"), INDEX) == once + "\n- [ ] More 🆔 more\n"


def test_a_heading_in_code_is_no_week() -> None:
    """An example of a checklist in a fence takes no line."""
    text = "## Week 1: Mon 4 Jan\n\n- [ ] a\n\n```\n## Week 1: x\n```\n"
    assert read_boxes(add(text, "2027-01-06"))[-1].id == "call-bo"


TYPED = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from([*VALUES, *"#^ 0-"])


@settings(max_examples=200)
@given(st.lists(TYPED, min_size=1).map("".join), st.dates())
def test_whatever_is_added_is_one_box_with_the_words_as_typed(typed: str, day: datetime.date) -> None:
    """A line of the owner's is found again with its words, its id and its day."""
    text = closed(" ".join(typed.split())) or "x"
    after = added(TEXT, text, Fields("mine", day), INDEX)
    found = [box for box in read_boxes(after) if box.id == "mine"]
    assert [(words(box.body), box.due) for box in found] == [(text, day)]
    assert len(read_boxes(after)) == len(read_boxes(TEXT)) + 1
