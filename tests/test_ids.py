"""Readable ids."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.ids import LONGEST, slug, unique

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Sit in two calls", "sit-in-two-calls"),
        ("Q3: ship v2.1 (beta)!", "q3-ship-v2-1-beta"),
        ("Café Ünïcode", "cafe-unicode"),
        ("  day --- 30  ", "day-30"),
        ("½ a page", "12-a-page"),
        ("东京 office", "office"),
    ],
)
def test_an_id_is_made_of_the_words_of_a_text(text: str, made: str) -> None:
    """Who reads an id knows which line it belongs to."""
    assert slug(text) == made


def test_a_long_text_keeps_whole_words() -> None:
    """An id never ends inside a word."""
    text = "Agree with the platform team on the interface and its tests"
    assert slug(text) == "agree-with-the-platform-team-on-the"
    assert len(slug(text) + "-interface") > LONGEST


def test_a_word_that_just_fits_is_kept() -> None:
    """Forty characters are enough for forty characters."""
    assert slug("a" * 19 + " " + "b" * 20) == "a" * 19 + "-" + "b" * 20
    assert slug("a" * 20 + " " + "b" * 20) == "a" * 20


def test_a_single_word_is_cut() -> None:
    """One endless word does not make an endless id."""
    assert slug("x" * 200) == "x" * LONGEST


def test_texts_in_another_script_stay_apart() -> None:
    """Two titles without a Latin letter get two ids."""
    assert slug("产品") != slug("设计")
    assert slug("产品") == slug("产品")
    assert len(slug("\U0010ffff" * 20)) <= LONGEST


@settings(max_examples=300)
@given(st.text())
def test_an_id_is_letters_digits_and_hyphens_and_short(text: str) -> None:
    """Whatever a title holds, its id can stand in a file name, a link and a checklist line."""
    assert ID.fullmatch(slug(text))
    assert len(slug(text)) <= LONGEST


@given(st.text())
def test_the_id_of_an_id_is_itself(text: str) -> None:
    """An id that a person copies back into the plan file means the same entry."""
    assert slug(slug(text)) == slug(text)


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b", "b-2"]) | st.text(max_size=3)))
def test_no_two_entries_share_an_id(wanted: list[str]) -> None:
    """However many entries ask for one id, each gets one of its own."""
    taken: set[str] = set()
    made = [unique(one, taken) for one in wanted]
    assert len(set(made)) == len(made)
    assert set(made) == taken


def test_the_first_keeps_the_id_and_the_others_are_counted() -> None:
    """The first of three alike keeps the plain id, so a plan of one does not change when a second comes."""
    taken = {"b-2"}
    assert [unique("a", taken) for _ in range(3)] == ["a", "a-2", "a-3"]
    assert [unique("b", taken) for _ in range(3)] == ["b", "b-3", "b-4"]
