"""The wizard's pages in a terminal: what is seen, what each key does, and in what state the terminal is left."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from conftest import SOURCE
from terminal import WAITS, asked, between_modes, tmux_or_none
from transition_plan.drawing import ASCII, RICH
from transition_plan.grid import RatingsScreen
from transition_plan.pages import Given, GoBack, Page, Row
from transition_plan.plainprompts import PlainPrompter
from transition_plan.prompts import SCREENS, Asking, TerminalPrompter, choose_prompter, terminal_guard
from wizard_pages import CHOICE, CHOICES, MISSION, ORDER, PAGES, PRESENT, RATINGS, SEARCH, TEXT

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
CLEAR = "\x15"  # Ctrl-U
GOLDEN = Path(__file__).parent / "golden" / "screens"
SIZES = ((80, 24), (40, 15))
KEYS = {  # what is pressed before a page's golden screen is taken, and what then stands on it
    "text": (f"{CLEAR}many\r", "is not a number"),
    "choice": (DOWN, "› 3."),
    "choices": (f"{DOWN} {DOWN}", "› [ ] Another function"),
    "search": ("mana", "“mana”"),
    "present": (DOWN, "› Product Manager"),
    "order": (f"{DOWN} {DOWN}", "› *3."),
    "ratings": ("3", "› Roadmap"),
}
C_LOCALE = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


class Seen(DummyOutput):
    """A terminal of some size that shows nothing."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.size = Size(rows=rows, columns=columns)

    def get_size(self) -> Size:
        """Return the size."""
        return self.size


@contextmanager
def typed(keys: str, columns: int = 80, rows: int = 24) -> Iterator[TerminalPrompter]:
    """Yield a prompter at whose terminal these keys are pressed."""
    source: PipeInput
    with create_pipe_input() as source:
        source.send_text(keys)
        yield TerminalPrompter(source, Seen(columns, rows))


def answer(page: Page, keys: str) -> Given:
    with typed(keys) as prompter:
        return prompter.ask(page)


# What is seen


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("name", KEYS)
def test_a_page_looks_like_its_golden_screen(name: str, columns: int, rows: int) -> None:
    """Each kind of page fits a usual terminal and a small one; PLAN_RENEW=1 renews the screens that are meant."""
    keys, sign = KEYS[name]
    with asked(name, columns=columns, rows=rows) as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press(keys)
        terminal.until(lambda shown: sign in shown)
        shown = terminal.settled()
    golden = GOLDEN / f"{name}-{columns}x{rows}.txt"
    if os.environ.get("PLAN_RENEW"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_there_is_no_golden_screen_of_a_page_that_is_gone() -> None:
    """A page that is gone leaves no screens behind."""
    names = {f"{name}-{columns}x{rows}" for name in KEYS for columns, rows in SIZES}
    others = {path.stem for form in ("*-plain-*.txt", "wizard-*.txt") for path in GOLDEN.glob(form)}
    assert {path.stem for path in GOLDEN.iterdir()} - others == names


@pytest.mark.parametrize("columns", [8, 13, 20, 36, 40, 62, 80, 200])
@pytest.mark.parametrize("rows", [3, 8, 15, 24, 60])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_takes_more_than_its_room(name: str, columns: int, rows: int) -> None:
    """No line is longer and no page higher than the terminal leaves it, and the pointer is always on it."""
    screen = SCREENS[PAGES[name].kind](PAGES[name], RICH)
    for _ in range(12):
        lines = screen.lines(columns, rows)
        assert len(lines) <= rows
        texts = ["".join(text for _, text in line) for line in lines]
        if columns >= 13:
            assert [text for text in texts if len(text) > columns] == []
        assert any("›" in text for text in texts) or PAGES[name].kind == "text"
        screen.press("down")


@pytest.mark.parametrize(("columns", "rows"), [(20, 12), (30, 10), (40, 15), (80, 24)])
@pytest.mark.parametrize("name", PAGES)
def test_question_answer_and_keys_fit_together(name: str, columns: int, rows: int) -> None:
    """With an error to tell, too, a line of the terminal stays free; from 40 columns on the question is whole."""
    page = PAGES[name]
    asking = Asking(page, SCREENS[page.kind](page, RICH), RICH, Seen(columns, rows))
    asking.error = "This one needs an answer."
    above, below = asking.parts()
    texts = ["".join(text for _, text in line) for line in (*above, *below)]
    assert len(texts) + asking.screen.typed < rows
    assert [text for text in texts if len(text) >= columns] == []
    assert columns < 40 or page.ask in " ".join(" ".join(texts).split())
    assert any("Esc" in text for text in texts)


def test_a_small_terminal_cuts_no_word_of_the_ratings() -> None:
    """At 40 columns a long name is broken between words, and every row can be reached."""
    screen = RatingsScreen(RATINGS, RICH)
    seen = set()
    for row in RATINGS.rows:
        words = " ".join(text for line in screen.lines(39, 9) for _, text in line).split()
        seen |= {row.id} if set(row.name.split()) <= set(words) else set()
        screen.press("down")
    assert seen == {row.id for row in RATINGS.rows}


def test_after_an_answer_one_line_of_it_stays_and_nothing_else() -> None:
    """The page is taken off the terminal; results go to standard output."""
    with asked("search", "ratings", rows=40) as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press("product\r")
        terminal.until(lambda shown: "Compared with" in shown)
        terminal.press("4\r")
        assert terminal.ended() == 0
    lines = terminal.shown().splitlines()
    assert lines[:3] == ["Welcome.", "Role: Product Manager", "'product-manager'"]
    assert lines[3] == "Ratings: 2 rated, 1 not known"
    assert len(lines) == 5  # the answers on standard output among them
    assert not terminal.screen.history.top


def test_a_long_answer_stays_in_one_line() -> None:
    """The line that stays is cut between words, and says so."""
    with asked("mission", columns=40, rows=15) as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press("that the team ships every week and that nobody is afraid of a Friday\r")
        assert terminal.ended() == 0
    assert "Mission: that the team ships every…\n" in terminal.shown()


def test_a_terminal_that_gets_smaller_and_larger_shows_the_whole_page_again() -> None:
    """A resize draws the page anew, in the room there is now."""
    with asked("ratings") as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.resize(40, 15)
        terminal.until(lambda shown: " of 8  " in shown)
        terminal.resize(100, 40)
        terminal.until(lambda shown: "? = don’t know" in shown and shown.count("Compared") == 1)
        terminal.press("0\r")
        assert terminal.ended() == 0


@pytest.mark.skipif(tmux_or_none() is None, reason="tmux breaks lines anew; nothing else here does")
def test_a_terminal_that_breaks_lines_anew_keeps_nothing_of_the_old_page(tmp_path: Path) -> None:
    """What stood above the typed line in a wide window is gone in a narrow one."""
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    command = f"{sys.executable} {Path(__file__).parent / 'wizard_pages.py'} choice text; sleep 60"
    env = {**os.environ, "LANG": "C.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(SOURCE.parent)}

    def run(*words: str) -> str:
        return subprocess.run([*tmux, *words], capture_output=True, text=True, check=True, env=env).stdout

    def until(seen: str) -> str:
        for _ in range(150):
            if seen in (shown := run("capture-pane", "-p")):
                return shown
            time.sleep(0.1)
        raise AssertionError(shown)

    run("new-session", "-d", "-x", "80", "-y", "24", command)
    try:
        until("Where are you")
        run("send-keys", "Enter")
        until("How many")
        run("resize-window", "-x", "40", "-y", "20")
        shown = until("this, besides")
    finally:
        run("kill-server")
    assert shown.count("4 of 12") == 1


def test_a_terminal_without_utf8_gets_plain_marks() -> None:
    """No mark is shown that the locale has not."""
    with asked("choice", "search", env=C_LOCALE) as terminal:
        terminal.until(lambda shown: "| Esc back" in shown)
        assert "> 2. Offer accepted" in terminal.shown()
        terminal.press("\r")
        terminal.until(lambda shown: "Which role" in shown)
        terminal.press("Chef\r")
        assert terminal.ended() == 0
    assert terminal.said.isascii()
    assert "Role: Chef" in terminal.shown()


def test_no_color_is_heeded() -> None:
    """NO_COLOR leaves bold and dim, and no colour; without it the pointer has one."""
    colours = [f"\x1b[0;{code}".encode() for code in (31, 32, 33, 36)]
    said = []
    for env in ({}, {"NO_COLOR": "1"}):
        with asked("ratings", env=env) as terminal:
            terminal.until(lambda shown: "Esc back" in shown)
            said.append(terminal.said)
    assert any(colour in said[0] for colour in colours)
    assert not any(colour in said[1] for colour in colours)


def test_a_page_takes_neither_the_mouse_nor_the_whole_screen_and_asks_the_terminal_nothing() -> None:
    """No alternate screen, no mouse, no question for the cursor's place, no bell."""
    with asked("text", "ratings") as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press("\r")
        terminal.until(lambda shown: "Compared" in shown)
        terminal.press("\r")
        assert terminal.ended() == 0
    for wish in (b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[6n", b"\x07"):
        assert wish not in terminal.said


def test_standard_output_is_left_to_results() -> None:
    """With standard output elsewhere, the questions are still seen."""
    words = [sys.executable, str(Path(__file__).parent / "wizard_pages.py"), "choice"]
    with asked("choice") as terminal:
        terminal.child.close(force=True)
    from terminal import Terminal

    with Terminal(80, 24, "bash", "-c", f"{' '.join(words)} >/dev/null") as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press("\r")
        assert terminal.ended() == 0
    assert terminal.shown() == "Welcome.\nStage: Offer accepted\n"


# What the keys do


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("\r", "6"),
        (f"{CLEAR}8\r", "8"),
        (f"{CLEAR}?\r", "?"),
        (f"{CLEAR}many\r{CLEAR}9\r", "9"),
        (f"{CLEAR}\r7\r", "7"),
    ],
)
def test_a_text(keys: str, given: Given) -> None:
    """Enter takes the default, which can be changed; what the check refuses or leaves empty stays on the page."""
    assert answer(TEXT, keys) == given


@pytest.mark.parametrize(
    ("keys", "given"),
    [("4\r", "4"), ("\r", "6"), (f"{RIGHT}4\r", "64"), (f"{LEFT}4\r", "46"), ("\x1b[200~4\x1b[201~\r", "4")],
)
def test_the_first_letter_takes_the_place_of_what_was_only_suggested(keys: str, given: Given) -> None:
    """Enter takes a suggestion, an arrow keeps it to be changed; of one's own answer a letter takes nothing away."""
    assert answer(TEXT._replace(suggested=True), keys) == given
    assert answer(TEXT, "4\r") == "64"


def test_a_wrong_answer_is_told_and_not_lost() -> None:
    """The error stands below the line, and what was typed can be mended."""
    with asked("text") as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press("x\r")
        shown = terminal.until(lambda shown: "is not a number of hours" in shown)
        assert " › 6x" in shown
        terminal.press("\x7f0\r")
        assert terminal.ended() == 0
    assert "Hours: 60" in terminal.shown()


def test_pasted_lines_are_joined_and_it_is_said() -> None:
    """Three lines pasted are one answer."""
    with asked("mission") as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        terminal.press("\x1b[200~one\ntwo \r\n\nthree\x1b[31m\x1b[201~")
        terminal.until(lambda shown: "The 3 lines that you pasted are joined into one." in shown)
        terminal.press("\r")
        assert terminal.ended() == 0
    assert "Mission: one two three" in terminal.shown()


def test_people_that_are_pasted_one_per_line_stay_apart() -> None:
    """Where semicolons part an answer, they stand between pasted lines, once."""
    page = MISSION._replace(between=";")
    assert answer(page, "\x1b[200~Dana, manager\nLee Park;\r\nKim\n\x1b[201~\r") == "Dana, manager; Lee Park; Kim"
    assert answer(page, "Dana; \x1b[200~Lee\nKim\x1b[201~\r") == "Dana; Lee; Kim"


def test_a_paste_into_a_list_chooses_nothing() -> None:
    """What is pasted where nothing can be typed changes nothing."""
    assert answer(CHOICE, "\x1b[200~1\n3\x1b[201~\r") == "accepted"


def test_a_long_line_scrolls() -> None:
    """An answer longer than the terminal is kept whole."""
    text = "word " * 200 + "end"
    assert answer(MISSION, f"{text}\r") == text


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("\r", "accepted"),
        (f"{DOWN}\r", "in-role"),
        (f"{UP}{UP}{UP}\r", "candidate"),
        ("1\r", "candidate"),
        ("9\r", "accepted"),
        ("al\r", "in-role"),
        ("started\r", "in-role"),
        ("\x1b[F\r", "?"),
        ("?\r", "?"),
    ],
)
def test_a_choice(keys: str, given: Given) -> None:
    """Arrows, the number, the first letters of the title or of a word of it, and ``?``."""
    assert answer(CHOICE, keys) == given


def test_a_number_of_two_digits_reaches_the_twelfth() -> None:
    """Digits that follow one another are one number."""
    page = CHOICE._replace(choices=SEARCH.choices[:20])
    assert answer(page, "12\r") == page.choices[11].value


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("\r", ("new-company",)),
        (" \r", ()),
        (f"4 {UP} \r", ("new-company", "relocation", "lateral-new-function")),
        (f" {DOWN}  {UP} \r", ("new-company",)),
    ],
)
def test_choices(keys: str, given: Given) -> None:
    """Space chooses and leaves; the order is that of choosing."""
    assert answer(CHOICES, keys) == given


@pytest.mark.parametrize(
    ("page", "keys", "given"),
    [
        (SEARCH, "\r", "product-manager"),
        (SEARCH, "manag\r", "product-manager"),
        (SEARCH, f"manag{DOWN}\r", "engineering-manager"),
        (SEARCH, f"manag{DOWN}{DOWN}\r", "manag"),
        (SEARCH, "em\r", "engineering-manager"),
        (SEARCH, "solutions\r", "customer-success-architect"),
        (SEARCH, "specialist 150\r", "role-150"),
        (SEARCH, "Chef de cuisine\r", "Chef de cuisine"),
        (PRESENT, "\r", "staff-engineer"),
        (PRESENT, "?\r", "?"),
        (PRESENT, "\x1b[6~\x1b[6~\r", ""),
        (PRESENT._replace(default=""), "\r", ""),
        (PRESENT._replace(default="Chef"), "\r", "Chef"),
    ],
)
def test_a_search(page: Page, keys: str, given: Given) -> None:
    """Letters of title, initials or hint find; what finds nothing is an answer; first the default is offered."""
    assert answer(page, keys) == given


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        ("\r", ("discovery", "roadmap", "numbers")),
        (f"{RIGHT}\r", ("roadmap", "discovery", "numbers")),
        (f"{DOWN}{DOWN}{LEFT}\r", ("discovery", "numbers", "roadmap")),
        (f" {DOWN}{DOWN} {UP}\r", ("roadmap", "numbers", "discovery")),
        ("3\r", ("roadmap", "numbers", "discovery")),
        ("x\r", ("roadmap", "numbers", "pricing")),
        ("\x1b[Fx\r", ("discovery", "roadmap", "writing")),
    ],
)
def test_an_order(keys: str, first: tuple[str, ...]) -> None:
    """An entry is moved by arrows, held or not, by digits, and swapped with one that waits; none is lost."""
    given = answer(ORDER, keys)
    assert tuple(given)[:3] == first
    assert sorted(given) == sorted(choice.value for choice in ORDER.choices)


def test_where_all_count_nothing_is_swapped() -> None:
    """Without a waiting part ``x`` does nothing."""
    assert answer(ORDER._replace(most=0), "x\r") == tuple(choice.value for choice in ORDER.choices)


@pytest.mark.parametrize(
    ("keys", "changed"),
    [
        ("\r", {}),
        ("40?\r", {"discovery": 4, "roadmap": 0, "delivery": "?"}),
        ("-\r", {"discovery": "?"}),
        (f"{RIGHT}{RIGHT}{DOWN}{LEFT}\r", {"discovery": 3, "roadmap": 1}),
        (f"{DOWN * 4}{RIGHT}\r", {"pricing": 0}),
        (f"{DOWN * 20}4{UP}1\r", {"launch": 4, "writing": 1}),
        ("9z5\r", {}),
    ],
)
def test_ratings(keys: str, changed: dict[str, int | str]) -> None:
    """A digit rates and goes on, ``?`` and ``-`` say that one does not know, arrows move the row and the level.

    What was inferred and not rated is no answer.
    """
    own = {row.id: row.level for row in RATINGS.rows if not row.inferred}
    assert answer(RATINGS, keys) == {**own, **changed}


def test_what_is_inferred_is_marked_until_the_person_rates_it() -> None:
    """Round brackets and where it comes from; then square ones."""
    screen = RatingsScreen(RATINGS._replace(rows=(Row("a", "Delivery", "ship", 3, 2, "Staff Engineer"),)), ASCII)

    def shown() -> str:
        return "\n".join("".join(text for _, text in line) for line in screen.lines(80, 24))

    assert "(2)" in shown()
    assert "from Staff Engineer" in shown()
    screen.press("2")
    assert "[2]" in shown()
    assert "from" not in shown()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("key", ["\x1b", "\x02"])
def test_every_page_has_a_way_back(name: str, key: str) -> None:
    """Esc and Ctrl-B go back from every page."""
    with pytest.raises(GoBack):
        answer(PAGES[name], key)


@pytest.mark.parametrize("page", [TEXT, SEARCH])
def test_where_one_types_a_single_mark_goes_back(page: Page) -> None:
    """``<`` and Enter go back, too."""
    with pytest.raises(GoBack):
        answer(page, f"{CLEAR}<\r")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_every_page_ends_at_once(name: str, key: str) -> None:
    """Ctrl-C and Ctrl-D end the interview, whatever was typed."""
    with pytest.raises(KeyboardInterrupt):
        answer(PAGES[name], f"a{key}")


def test_a_check_that_fails_ends_the_page_with_its_own_error() -> None:
    """A fault of ours is not shown on the page and waited for."""

    def fails(_: Given) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer(TEXT._replace(check=fails), "\r")


def test_two_questions_answered_in_one_breath() -> None:
    """What is typed ahead answers the next question only."""
    with typed(f"\r{CLEAR}first\rsecond\r") as prompter:
        assert prompter.ask(CHOICE) == "accepted"
        assert prompter.ask(MISSION) == "first"
        assert prompter.ask(MISSION) == "second"


# In what state the terminal is left


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
@pytest.mark.parametrize("name", ["text", "ratings"])
def test_a_signal_leaves_the_terminal_as_it_was(name: str, sent: signal.Signals, code: int) -> None:
    """Echo, lines, cursor and paste are as before, and the exit code tells the signal."""
    with between_modes(name) as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        [number] = children(terminal.child.pid)
        os.kill(number, sent)
        shown = terminal.until(lambda shown: "\nend" in shown)
    before, _, rest = shown.partition("---\n")
    _, _, after = rest.partition("code ")
    codes, _, modes = after.partition("\n")
    assert codes == str(code)
    assert modes == f"{before}end\n"
    assert terminal.said.rindex(b"\x1b[?2004l") > terminal.said.rindex(b"\x1b[?2004h")
    assert terminal.said.rindex(b"\x1b[?25h") > terminal.said.find(b"\x1b[?25l")


def children(number: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(number)], capture_output=True, text=True, check=True)
    return [int(word) for word in found.stdout.split()]


def test_a_terminal_that_is_closed_ends_the_wizard() -> None:
    """Who closes the window leaves no process behind."""
    with asked("ratings") as terminal:
        terminal.until(lambda shown: "Esc back" in shown)
        process = terminal.child.ptyproc
        process.fileobj.close()
        process.closed = True
        end = time.monotonic() + WAITS
        while process.isalive() and time.monotonic() < end:
            time.sleep(0.02)
        assert process.exitstatus == 129


def test_outside_a_page_the_guard_turns_signals_into_exit_codes_and_puts_them_back() -> None:
    """Between two pages, too, a signal unwinds; afterwards it does what it did before."""
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended, terminal_guard():
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.code == 143
    assert signal.getsignal(signal.SIGTERM) is before


# Which prompter, and what it costs


@pytest.mark.parametrize(
    ("plain", "environ", "kind"),
    [
        (False, {"TERM": "xterm"}, TerminalPrompter),
        (False, {"TERM": "xterm", "PLAN_ACCESSIBLE": "0"}, TerminalPrompter),
        (False, {"TERM": "xterm", "PLAN_ACCESSIBLE": "1"}, PlainPrompter),
        (False, {"TERM": "dumb"}, PlainPrompter),
        (False, {}, PlainPrompter),
        (True, {"TERM": "xterm"}, PlainPrompter),
    ],
)
def test_the_prompter_suits_the_terminal(plain: bool, environ: dict[str, str], kind: type) -> None:
    """A terminal that cannot redraw, and a person who wants no redraw, get numbered lists."""
    assert isinstance(choose_prompter(plain, environ), kind)


def test_nothing_of_prompt_toolkit_is_imported_before_a_page_is_shown() -> None:
    """Who is asked nothing, or in plain lines, does not wait for it."""
    code = (
        "import sys, io; from transition_plan.prompts import *; from transition_plan.pages import *;"
        "choose_prompter(); choose_prompter(True);"
        "PlainPrompter(io.StringIO('x\\n'), io.StringIO()).ask(Page('a', 'text', 'What?'));"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'questionary', 'prompt_toolkit', 'asyncio'}))"
    )
    env = {**os.environ, "PYTHONPATH": str(SOURCE.parent), "TERM": "xterm"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout == "[]\n"


# The same questions, the same answers


@pytest.mark.parametrize(
    ("name", "keys", "lines"),
    [
        ("text", "\r", "\n"),
        ("text", f"{CLEAR}x\r{CLEAR}8\r", "x\n8\n"),
        ("text", f"{CLEAR}?\r", "?\n"),
        ("mission", "\r", "\n"),
        ("mission", "a  b\t\r", "a  b\t\n"),
        ("choice", "\r", "\n"),
        ("choice", "3\r", "3\n"),
        ("choice", "int\r", "int\n"),
        ("choice", "?\r", "?\n"),
        ("choices", "\r", "\n"),
        ("choices", " \r", "0\n"),
        ("choices", " 4 1 \r", "4 1\n"),
        ("search", "\r", "\n"),
        ("search", f"manag{DOWN}\r", "manag\n2\n"),
        ("search", f"manag{DOWN}{DOWN}\r", "manag\n3\n"),
        ("search", "staff engineer\r", "staff engineer\n"),
        ("search", "Chef\r", "Chef\n"),
        ("present", "\r", "\n"),
        ("present", "?\r", "?\n"),
        ("present", f"{DOWN * 9}\r", "-\n"),
        ("order", "\r", "\n"),
        ("order", f"{DOWN}1\r", "2 1 3\n"),
        ("order", "\x1b[F1\r", "5\n"),
        ("ratings", "\r", "\n" * 8),
        ("ratings", "4?01\r", "4\n?\n0\n1\n\n\n\n\n"),
        ("ratings", f"4{UP}2\r", "4\n<\n2\n\n\n\n\n\n\n\n"),
    ],
)
def test_both_prompters_give_the_same_answer(name: str, keys: str, lines: str) -> None:
    """What can be answered with keys can be answered with lines."""
    plain = PlainPrompter(io.StringIO(lines), io.StringIO()).ask(PAGES[name])
    assert answer(PAGES[name], keys) == plain
