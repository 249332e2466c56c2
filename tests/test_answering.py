"""What both prompters do alike: one line out of many, fitting a width, finding, judging, telling."""

import pytest

from transition_plan.answering import joined, matches, shortened, spelled, told, width, wrap, wrong
from transition_plan.pages import Choice, Given, Page, clean
from wizard_pages import CHOICE, CHOICES, MISSION, NAMES, ORDER, RATINGS, SEARCH, TEXT


def test_an_answer_is_one_line_without_what_a_terminal_obeys() -> None:
    """Breaks and tabs are spaces; escapes, bells and marks that turn the writing round are gone."""
    assert clean(" a\tb\r\nc\x1b[31m\x07\u202ed ") == "a b c[31md"
    assert joined("one\n\n  two\r\n") == ("one two", 2)


def test_a_line_fits_by_what_is_seen() -> None:
    """Wide letters take two columns, an accent of its own none; a word is cut only where it fits in no line."""
    assert width("計画") == 4
    assert width("e\u0301") == 1
    assert wrap("計画 計画", 5) == ["計画", "計画"]
    assert wrap("a Donaudampfschiff b", 6) == ["a", "Donaud", "ampfsc", "hiff b"]
    assert wrap("", 5) == []
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one two", 9) == "one two"


def test_a_text_is_spelled_in_the_marks_that_there_are() -> None:
    """Quotes become plain, accents go, the rest is a question mark; what can be shown stays."""
    assert spelled("“café” – 計", "ascii") == '"cafe" - ?'
    assert spelled("café", "latin-1") == "café"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Staff Engineer", "Staff Engineer"),
        ("eng", "Engineering Manager"),
        ("em", "Engineering Manager"),
        ("ai", "Data & AI Specialist"),
        ("manager product", "Product Manager"),
        ("solutions", "Customer Success Architect"),
        ("SPÉCIALIST 7", "Specialist 7"),
        ("role-199", "Specialist 199"),
    ],
)
def test_the_best_match_comes_first(typed: str, first: str) -> None:
    """Whole titles, beginnings, beginnings of words, initials, then anything that holds every word."""
    assert matches(SEARCH.choices, typed)[0].title == first


def test_nothing_typed_matches_all_in_their_order_and_nonsense_nothing() -> None:
    """The first choices stay first until something is typed."""
    assert [choice.title for choice in matches(SEARCH.choices, "")][: len(NAMES)] == list(NAMES)
    assert matches(SEARCH.choices, "zzz") == []
    assert matches([Choice("a", "")], "a") == [Choice("a", "")]


@pytest.mark.parametrize(
    ("page", "given", "problem"),
    [
        (TEXT, "?", ""),
        (MISSION, "?", "? is no answer here; leave it empty if there is none."),
        (MISSION._replace(optional=False), "?", "? is no answer here; this one needs an answer."),
        (MISSION, "", ""),
        (TEXT, "", "This one needs an answer."),
        (CHOICES, (), ""),
        (ORDER, (), "This one needs an answer."),
        (TEXT, "x", "“x” is not a number of hours; write 6."),
        (RATINGS._replace(check=lambda _: "one line\nonly"), {}, "one line only"),
    ],
)
def test_what_is_wrong_with_an_answer(page: Page, given: Given, problem: str) -> None:
    """``?`` and no answer are right where the page says so, and only then; the rest the page checks."""
    assert wrong(page, given) == problem


@pytest.mark.parametrize(
    ("page", "given", "line"),
    [
        (TEXT, "6", "Hours: 6"),
        (TEXT, "?", "Hours: don’t know yet"),
        (MISSION._replace(id="first_win"), "", "First win: no answer"),
        (CHOICE, "accepted", "Stage: Offer accepted"),
        (CHOICES, (), "Changes: none"),
        (ORDER._replace(most=2), ("pricing", "roadmap", "numbers"), "Gaps: Pricing, Roadmap and priorities"),
        (RATINGS, {"a": 0, "b": "?"}, "Ratings: 1 rated, 1 not known"),
    ],
)
def test_an_answer_is_told_in_a_line(page: Page, given: Given, line: str) -> None:
    """The page's name and the answer in words; of an order, what counts."""
    assert told(page, given) == line
