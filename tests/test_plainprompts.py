"""The wizard's pages in plain lines: numbers and Enter, for a screen reader, a dumb terminal and a slow line."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import asked
from transition_plan.pages import Choice, Given, GoBack, Page
from transition_plan.plainprompts import PlainPrompter
from wizard_pages import CHOICE, CHOICES, MISSION, ORDER, PAGES, PRESENT, RATINGS, SEARCH, TEXT

GOLDEN = Path(__file__).parent / "golden" / "screens"
LINES = {  # what is typed before a page's golden screen is taken, with a mistake in each
    "text": ["many", ""],
    "choice": ["x", "2"],
    "choices": ["9", "4 1"],
    "search": ["mana", "7", "2"],
    "order": ["9", "2 1"],
    "ratings": ["9", "3", "<", "4", "?", "", "", "", "", "", ""],
}


def said(page: Page, lines: str) -> tuple[Given, str]:
    """Return the answer to a page and what was written."""
    target = io.StringIO()
    given = PlainPrompter(io.StringIO(lines), target).ask(page)
    return given, target.getvalue()


def answer(page: Page, lines: str) -> Given:
    return said(page, lines)[0]


def asked_times(count: int) -> Callable[[str], bool]:
    """Return what sees that a line was asked for so often."""
    return lambda shown: " ".join(shown.split()).count("< to go back") == count and shown.rstrip().endswith(":")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 15)])
@pytest.mark.parametrize("name", LINES)
def test_a_page_looks_like_its_golden_screen(name: str, columns: int, rows: int) -> None:
    """All that is said from the question to the answer; PLAN_RENEW=1 renews the screens that are meant."""
    with asked(name, columns=columns, rows=200, plain=True) as terminal:
        for place, line in enumerate(LINES[name]):
            terminal.until(asked_times(place + 1))
            terminal.press(f"{line}\r")
        assert terminal.ended() == 0
    shown = terminal.shown()
    golden = GOLDEN / f"{name}-plain-{columns}x{rows}.txt"
    if os.environ.get("PLAN_RENEW"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert b"\x1b" not in terminal.said


def test_there_is_no_golden_screen_of_a_page_that_is_gone() -> None:
    """A page that is gone leaves no screens behind."""
    names = {f"{name}-plain-{size}" for name in LINES for size in ("80x24", "40x15")}
    assert {path.stem for path in GOLDEN.glob("*-plain-*.txt")} == names


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"PLAN_ACCESSIBLE": "1"}])
def test_a_dumb_terminal_gets_no_escape_codes(env: dict[str, str]) -> None:
    """Chosen by the terminal or by the person, the plain form draws nothing."""
    with asked("choice", env=env) as terminal:
        terminal.until(lambda shown: "[2]:" in shown)
        terminal.press("\r")
        assert terminal.ended() == 0
    assert b"\x1b" not in terminal.said
    assert "Stage: Offer accepted" in terminal.shown()


def test_what_is_written_without_utf8_has_plain_marks() -> None:
    """No mark is written that the locale has not."""
    c_locale = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    with asked("choice", env=c_locale, plain=True) as terminal:
        terminal.until(lambda shown: "[2]:" in shown)
        terminal.press("4\r")
        assert terminal.ended() == 0
    assert terminal.said.isascii()
    assert "I don't know yet" in terminal.shown()


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_end_it(key: str) -> None:
    """Both keys end the interview at once."""
    with asked("choice", plain=True) as terminal:
        terminal.until(lambda shown: "[2]:" in shown)
        terminal.press(key)
        assert terminal.ended() == 130
    assert b"\x1b" not in terminal.said


@pytest.mark.parametrize("name", PAGES)
def test_the_end_of_the_input_ends_it(name: str) -> None:
    """A pipe that is empty hangs nothing."""
    with pytest.raises(KeyboardInterrupt):
        answer(PAGES[name], "")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_way_back(name: str) -> None:
    """``<`` goes back from every page."""
    with pytest.raises(GoBack):
        answer(PAGES[name], " < \n")


@pytest.mark.parametrize(
    ("page", "lines", "given"),
    [
        (TEXT, "\n", "6"),
        (TEXT, "-\n8\n", "8"),
        (MISSION, "-\n", ""),
        (MISSION, "\n", ""),
        (CHOICE, "Offer\n", "accepted"),
        (CHOICE._replace(choices=(Choice("a", "Port"), Choice("b", "Porto"))), "port\n", "a"),
        (CHOICE, "0\n1\n", "candidate"),
        (CHOICES, "3,1\n", ("lateral-new-function", "new-company")),
        (CHOICES._replace(optional=False), "0\n2\n", ("promotion-to-manager",)),
        (SEARCH, "zzz\n", "zzz"),
        (SEARCH, "?\nChef\n", "Chef"),
        (SEARCH._replace(unknown=True), "?\n", "?"),
        (SEARCH, "specialist 77\n", "role-77"),
        (SEARCH, "acc\nstaff\n1\n", "staff-engineer"),
        (PRESENT, "-\n", ""),
        (ORDER, "5\n", ("writing", "discovery", "roadmap", "numbers", "pricing")),
        (ORDER, "1 1 2\n", ("discovery", "roadmap", "numbers", "pricing", "writing")),
    ],
)
def test_an_answer(page: Page, lines: str, given: Given) -> None:
    """Numbers, beginnings of titles, own words."""
    assert answer(page, lines) == given


def test_a_mistake_is_one_line_and_the_question_again() -> None:
    """What is wrong, with an example, and the question once more."""
    _, written = said(TEXT, "many\n7\n")
    assert f"[6]: “many” is not a number of hours; write 6.\n{TEXT.ask}\nType it" in written


@pytest.mark.parametrize(("page", "typed"), [(CHOICE, "9"), (SEARCH, "0")])
def test_of_one_answer_one_number_is_asked_for(page: Page, typed: str) -> None:
    """Nobody is told to type several numbers where one is taken."""
    _, written = said(page, f"{typed}\n1\n")
    assert "Type a number from 1 to " in written
    assert "Type numbers" not in written


def test_of_several_answers_several_numbers_are_asked_for() -> None:
    """A number that is none of the list is told with how to write them."""
    _, written = said(CHOICES, "1 9\n1\n")
    assert "Type numbers from 1 to 5 with spaces between." in written


def test_letters_that_begin_two_are_not_guessed_at() -> None:
    """Nobody sees a pointer here, so the number is asked for."""
    page = CHOICE._replace(choices=(Choice("a", "Port"), Choice("b", "Porto")), default="")
    given, written = said(page, "po\n2\n")
    assert given == "b"
    assert "2 of them begin with “po”; type a number from 1 to 3." in written


def test_ratings_go_back_row_by_row() -> None:
    """``<`` goes to the row before, at the first row to the page before; what was rated is kept."""
    given = answer(RATINGS, "4\n3\n<\n<\n\n0\n\n\n\n\n\n\n")
    own = {row.id: row.level for row in RATINGS.rows if not row.inferred}
    assert given == {**own, "discovery": 4, "roadmap": 0}
    with pytest.raises(GoBack):
        answer(RATINGS, "4\n<\n<\n")


def test_a_check_of_ratings_asks_them_again() -> None:
    """Every row is asked once more after the error."""
    page = RATINGS._replace(rows=RATINGS.rows[:1], check=lambda given: "" if given == {"discovery": 2} else "Not so.")
    given, written = said(page, "1\n2\n")
    assert given == {"discovery": 2}
    assert "Not so." in written


def test_bytes_that_are_no_text_are_asked_for_again() -> None:
    """A terminal in another encoding ends in no traceback."""
    source = io.TextIOWrapper(io.BytesIO(b"\xe9t\xe9\n"), encoding="utf-8")
    target = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        PlainPrompter(source, target).ask(MISSION)
    assert "no text here; type it again" in target.getvalue()


def test_lines_between_two_pages_keep_their_indent() -> None:
    """What is shown is written as it is where there is no terminal to wrap it to."""
    target = io.StringIO()
    PlainPrompter(io.StringIO(), target).show(["Files:", "", "  plan.md\x1b[31m"])
    assert target.getvalue() == "Files:\n\n  plan.md[31m\n"
