"""A review sheet as people hand it back: filled in, in any editor, reformatted by any program."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.sheet import Filled, letters, plain, read_sheet
from transition_plan.unfilled import read_blanks

SHEET = """\
# Day-30 review with Piotr Wren

## To talk about

- Which expectation of mine turned out wrong?
  - Answer: That sales reads notes.
- Is the load right, and what should wait?
  - Answer:

## Goals due so far

- **16 Feb: Three needs ranked.** *Eight conversations noted.*
  - Met / moved / dropped: moved to day 75, no time
- **17 Feb: One \\*good\\* win.**

  - Met / moved / dropped: met
  - What it changed, and for whom: 31 % fewer calls

## Where I stand, 0 to 4

| | The role needs | I said at first | I say now | Piotr Wren says |
|---|---|---|---|---|
| Customer discovery | 3 | 2 | 3 | 2 |
| Influence | 3 | 3 | | |

## Keep and change

- Keep: Friday note
- Keep:
- Change: fewer meetings

## Decided

- Decision: Pilot first
- Change to the plan: drop the tour
"""


def said(text: str) -> list[tuple[str, str, str]]:
    """Return what was filled in, without where."""
    return [(one.kind, letters(one.about), one.text) for one in read_sheet(text).filled]


def rated(text: str) -> list[tuple[str, str, str]]:
    """Return the ratings, without where."""
    return [(one.name, one.who, one.text) for one in read_sheet(text).ratings]


FILLED, RATED = said(SHEET), rated(SHEET)


def test_a_filled_sheet_is_read() -> None:
    """Every line to fill in that holds something is found, with what it is about; empty ones are not."""
    assert FILLED == [
        ("answer", "whichexpectationofmineturnedoutwrong", "That sales reads notes."),
        ("outcome", "16febthreeneedsrankedeightconversationsnoted", "moved to day 75, no time"),
        ("outcome", "17febonegoodwin", "met"),
        ("effect", "17febonegoodwin", "31 % fewer calls"),
        ("keep", "", "Friday note"),
        ("change", "", "fewer meetings"),
        ("decision", "", "Pilot first"),
        ("decision", "", "drop the tour"),
    ]
    assert RATED == [("Customer discovery", "me", "3"), ("Customer discovery", "manager", "2")]


def test_each_line_is_found_where_it_stands() -> None:
    """A mistake can be told with the line and the column of what was written there."""
    lines = SHEET.split("\n")
    sheet = read_sheet(SHEET)
    places = [(one.line, one.column, one.text) for one in sheet.filled]
    for line, column, text in [*places, *((one.line, one.column, one.text) for one in sheet.ratings)]:
        assert lines[line - 1][column - 1 :].startswith(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("- ", "* "),
        ("- ", "+   "),
        ("  - ", "    - "),
        ("  - ", "\t* "),
        ("*Eight conversations noted.*", "_Eight conversations noted._"),
        ("- Keep", "1. Keep"),
        ("  - Answer: ", "  - **Answer:** "),
        ("  - Answer: ", "  - _answer:_ "),
        ("Met / moved / dropped", "Met/moved/dropped"),
        ("?\n  - Answer", "?\n\n  - Answer"),
        ("| 3 | 2 | 3 | 2 |", "| 3              | 2               | 3         |        2        |"),
        ("|---|---|---|---|---|", "| :-- | --: | :-: | - | ----- |"),
        ("| 3 | 2 |\n", "| 3 | 2\n"),
        ("Three needs ranked", "Three   needs\n  ranked"),
        ("# Day-30", "\ufeff# Day-30"),
        ("- Which", "> - Which"),
    ],
)
def test_a_sheet_reads_the_same_in_every_form(old: str, new: str) -> None:
    """Line ends, bullets, indents, padding and emphasis are the editor's business."""
    text = SHEET.replace(old, new)
    assert text != SHEET
    assert said(text) == FILLED
    assert rated(text) == RATED


@given(st.sampled_from("-*+"), st.integers(2, 8), st.booleans(), st.integers(0, 6), st.sampled_from(["\n", "\r\n"]))
def test_no_mix_of_forms_changes_what_was_said(
    bullet: str, indent: int, loose: bool, padding: int, ending: str
) -> None:
    """Whatever a formatter makes of a sheet, the same things were said in it."""
    text = re.sub(r"(?m)^  - ", " " * indent + "- ", SHEET)
    text = re.sub(r"(?m)^( *)- ", rf"\1{bullet} ", text)
    text = text.replace("\n ", "\n\n ") if loose else text
    text = text.replace(" |", " " * (padding + 1) + "|").replace("\n", ending)
    assert said(text) == FILLED
    assert rated(text) == RATED


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  - Answer: one\n    two\n", "one two"),
        ("  - Answer:\n    one two\n", "one two"),
        ("  - Answer:\n    - one\n    - two\n", "one; two"),
        ("  - Answer:\n\n    one two\n", "one two"),
        ("  - Answer: 3 &lt; 5 \\| \\*x\\*\n", "3 < 5 | *x*"),
        ("  - Answer:   \n  - Answer: later\n", "later"),
    ],
)
def test_an_answer_may_go_on_below(typed: str, text: str) -> None:
    """People answer in several lines, or in a list of their own beneath."""
    assert said(f"- What?\n{typed}") == [("answer", "what", text)]


@pytest.mark.parametrize("typed", ["?", "??", "-", "—", "…", "...", "TBD", "tbd.", "**?**"])
def test_a_mark_for_later_is_no_answer(typed: str) -> None:
    """Whoever writes a question mark or a dash has not answered: the line is as open as an empty one."""
    for text in (f"- Who decides?\n  - Answer: {typed}\n", f"- Who decides?\n  - Answer:\n    - {typed}\n"):
        assert read_sheet(text).filled == ()
        assert [(one.label, one.about) for one in read_blanks(text)] == [("Answer", "Who decides?")]
    assert [one.text for one in read_sheet("- Who decides?\n  - Answer: No. 5?\n").filled] == ["No. 5?"]


def test_an_outcome_may_stand_without_its_label() -> None:
    """Who strikes the words that do not hold leaves the one that does."""
    assert said("- **16 Feb: Three needs.**\n  - Met, Ana saw it\n") == [
        ("outcome", "16febthreeneeds", "Met, Ana saw it")
    ]


def test_what_stands_elsewhere_is_nobodys_answer() -> None:
    """Prose, code and comments are not read, nor is an empty cell or a dash for nothing."""
    assert read_sheet("Decision: in prose\n\n```\n- Keep: code\n```\n<!--\n- Keep: comment\n-->\n").filled == ()
    assert read_sheet("| | I say now | Ana says |\n|--|--|--|\n| Influence | – | - |\n\n| a | b |\n").ratings == ()
    assert read_sheet("").filled == ()


def test_a_text_is_read_as_it_was_meant() -> None:
    """Escapes and entities are a form; so are the marks around a whole text."""
    assert plain(" **bold** ") == "bold"
    assert plain("a\\_b &amp; c") == "a_b & c"
    assert plain("*a* and *b*") == "*a* and *b*"


def test_text_after_a_heading_ends_an_answer() -> None:
    """What stands below the next heading belongs to that heading."""
    text = "- What?\n  - Answer: yes\n\n## Next\n\nprose\n"
    assert read_sheet(text).filled == (Filled("answer", "What?", "yes", 2, 13),)
