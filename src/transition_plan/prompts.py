"""Asks a page's question in a terminal, on standard error; nothing of prompt_toolkit is imported before the first page.

What a key does and what is shown is decided in ``screens``; here it is put on the terminal and taken off again.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from .answering import joined, shortened, spelled, told, width, wrap, wrong
from .drawing import ASCII, LEAST, RICH, ROOM, Glyphs, Line, foot_lines, head_lines
from .edge import quiet
from .grid import RatingsScreen
from .pages import Given, GoBack, Page, Prompter, clean
from .plainprompts import PlainPrompter
from .screens import ChoiceScreen, ChoicesScreen, OrderScreen, Screen, SearchScreen, TextScreen

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent
    from prompt_toolkit.output import Output
    from prompt_toolkit.styles import BaseStyle
    from questionary import Question

ESCAPE_WAITS = 0.05  # seconds until Esc is a key of its own and not the beginning of an arrow
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
LIST_MOVES = ("up", "down", "pageup", "pagedown")  # the other keys move in the line
SCREENS: dict[str, Callable[[Page, Glyphs], Screen]] = {
    "text": TextScreen,
    "choice": ChoiceScreen,
    "choices": ChoicesScreen,
    "search": SearchScreen,
    "order": OrderScreen,
    "ratings": RatingsScreen,
}
SANE = "\x1b[?25h\x1b[?2004l\x1b[0m"  # the cursor shown, no bracketed paste, no colour
COLOURS = {
    "ask": "bold",
    "dim": "dim",
    "here": "bold ansicyan",
    "level": "bold ansigreen",
    "inferred": "ansiyellow",
    "need": "",
    "error": "bold ansired",
    "note": "ansiyellow",
    "question": "bold ansicyan",  # questionary's words for its pointer and for what is typed
    "answer": "noinherit",
    "told": "bold",
}


def choose_prompter(plain: bool = False, environ: Mapping[str, str] = os.environ) -> Prompter:
    """Return the prompter that suits the person and the terminal."""
    accessible = environ.get("PLAN_ACCESSIBLE", "") not in ("", "0")
    if plain or accessible or environ.get("TERM", "") in ("dumb", "unknown", ""):
        return PlainPrompter(sys.stdin, sys.stderr)
    return TerminalPrompter()


@contextmanager
def terminal_guard() -> Iterator[None]:
    """Leave the terminal as it was, whatever happens; SIGTERM and SIGHUP end the program with 143 and 129."""
    came: list[int] = []

    def leave(number: int, _: object) -> NoReturn:
        for each in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        came.append(number)
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    put_back = terminal_modes()
    try:
        yield
    except BaseException:
        put_back()
        make_sane()
        if came:  # a terminal that is gone fails again while the page is taken off it
            raise SystemExit(128 + came[0]) from None
        raise
    finally:
        put_back()
        for number, handler in before.items():
            signal.signal(number, handler)


def make_sane() -> None:
    """Show the cursor and stop what a page began; where the terminal is gone, let nothing more be written to it."""
    try:
        if "prompt_toolkit" in sys.modules and sys.stderr.isatty():  # plain lines began nothing
            os.write(sys.stderr.fileno(), SANE.encode())
        sys.stderr.flush()
    except OSError:
        quiet(sys.stderr)
        quiet(sys.stdout)
    except (ValueError, AttributeError):  # closed, or none at all
        return


def terminal_modes() -> Callable[[], None]:
    """Return what puts the terminal's modes back."""
    import termios

    gone = (termios.error, OSError, ValueError, AttributeError)
    with suppress(*gone):
        number = sys.stdin.fileno()
        modes = termios.tcgetattr(number)

        def put_back() -> None:
            with suppress(*gone):
                termios.tcsetattr(number, termios.TCSADRAIN, modes)

        return put_back
    return lambda: None


class TerminalPrompter:
    """Asks with arrows and keys; after an answer one line of it stays."""

    def __init__(self, source: "Input | None" = None, target: "Output | None" = None) -> None:
        self.source, self.target = source, target
        self.looks: BaseStyle | None = None

    def ask(self, page: Page) -> Given:
        """Show a page until it has an answer whose check finds nothing wrong; raises ``GoBack``."""
        source, target, style = self.prepared()
        glyphs = self.glyphs()
        screen = SCREENS[page.kind](page, glyphs)
        first = screen.answer()
        try:
            given: Given = Asking(page, screen, glyphs, target).question(source, style).unsafe_ask()
        except (GoBack, KeyboardInterrupt, SystemExit, EOFError) as way:
            if screen.answer() not in (first, "<"):
                page.left(screen.answer())
            if isinstance(way, EOFError):  # the terminal went away
                raise KeyboardInterrupt from None
            raise
        label, _, answer = shortened(told(page, given), self.columns(), glyphs.ellipsis).partition(": ")
        self.put([("class:dim", f"{label}: "), ("class:told", answer)])
        return given

    def show(self, lines: Sequence[str]) -> None:
        """Show lines between two pages, wrapped to the terminal."""
        self.prepared()
        for line in lines:
            for text in wrap(line, self.columns()) or [""]:
                self.put([("", text)])

    def prepared(self) -> "tuple[Input, Output, BaseStyle]":
        """Return the terminal, opened when the first page needs it."""
        from prompt_toolkit.input import create_input
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.output.vt100 import Vt100_Output
        from prompt_toolkit.styles import Style

        self.source = self.source or create_input(sys.stdin)
        term, depth = os.environ.get("TERM"), ColorDepth.from_env()  # NO_COLOR is heeded there
        self.target = self.target or Vt100_Output.from_pty(sys.stderr, term, depth, enable_bell=False)
        if isinstance(self.target, Vt100_Output):
            self.target.enable_cpr = False  # a page needs no place on the screen, and not every terminal answers
        self.looks = self.looks or Style.from_dict(COLOURS)
        return self.source, self.target, self.looks

    def put(self, line: Line) -> None:
        """Write a line that stays."""
        from prompt_toolkit import print_formatted_text
        from prompt_toolkit.formatted_text import FormattedText

        _, target, style = self.prepared()
        line = [(kind, spelled(text, target.encoding())) for kind, text in line]
        print_formatted_text(FormattedText(line), output=target, style=style, include_default_pygments_style=False)

    def glyphs(self) -> Glyphs:
        """Return the marks that the terminal can show."""
        _, target, _ = self.prepared()
        marks = "".join(RICH)
        return RICH if spelled(marks, target.encoding()) == marks else ASCII

    def columns(self) -> int:
        """Return how wide a line may be."""
        _, target, _ = self.prepared()
        return max(1, target.get_size().columns - 1)


class Asking:
    """A page on the terminal, until it is answered."""

    def __init__(self, page: Page, screen: Screen, glyphs: Glyphs, target: "Output") -> None:
        self.page, self.screen, self.glyphs, self.target = page, screen, glyphs, target
        self.error = self.note = ""
        self.parts_above: list[Line] = []  # as they were last drawn

    def question(self, source: "Input", style: "BaseStyle") -> "Question":
        """Return questionary's question: with a line to type in, or a page of our own."""
        settings = {"input": source, "style": style, "output": self.target, "erase_when_done": True}
        asked = self.with_line(settings) if self.screen.typed else self.without_line(settings)
        asked.application.ttimeoutlen = ESCAPE_WAITS
        return asked

    def with_line(self, settings: dict[str, Any]) -> "Question":
        """Return questionary's line of text, with our page around it."""
        import questionary
        from prompt_toolkit.filters import Always
        from prompt_toolkit.layout import HSplit, Layout, VerticalAlign

        start = self.screen.answer() if self.page.kind == "text" else ""
        asked = questionary.text(
            self.glyphs.pointer,
            qmark="",
            default=str(start),
            key_bindings=self.line_keys(),
            wrap_lines=False,
            reserve_space_for_menu=0,
            **settings,
        )
        layout = asked.application.layout
        line, buffer = layout.current_window, layout.current_buffer
        if buffer is not None:
            buffer.on_text_changed += self.typed
            if self.page.suggested:
                self.mark_all(buffer)
        line.dont_extend_height = Always()
        parts = [self.shown(self.above), layout.container, self.shown(self.below)]
        around = HSplit(parts, align=VerticalAlign.TOP)
        asked.application.layout = Layout(around, focused_element=line)
        self.follow_width(asked.application)
        return asked

    def mark_all(self, buffer: "Buffer") -> None:
        """Mark what stands in the line: a letter takes its place, an arrow keeps it."""
        buffer.cursor_position = 0
        buffer.start_selection()
        if buffer.selection_state is not None:
            buffer.selection_state.enter_shift_mode()
        buffer.cursor_position = len(buffer.text)

    def follow_width(self, app: "Application[Any]") -> None:
        """Begin higher when a narrower terminal breaks the lines above the cursor, so that nothing of them is left."""
        redraw = app._on_resize

        def resized() -> None:
            columns = self.target.get_size().columns
            texts = ("".join(text for _, text in line) for line in self.parts_above)
            self.target.cursor_up(sum(max(0, width(text) - 1) // columns for text in texts))
            redraw()

        app._on_resize = resized  # type: ignore[method-assign]

    def without_line(self, settings: dict[str, Any]) -> "Question":
        """Return a page of our own, asked as questionary asks its."""
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout
        from questionary import Question

        layout = Layout(self.shown(lambda: [*self.above(), *self.below()]))
        return Question(Application(layout=layout, key_bindings=self.list_keys(), **settings))

    def shown(self, lines: Callable[[], list[Line]]) -> Any:
        """Return a window of lines."""
        from prompt_toolkit.layout import FormattedTextControl, Window

        def texts() -> "StyleAndTextTuples":
            fragments: StyleAndTextTuples = []
            for line in lines():
                fragments += [*((style, spelled(text, self.target.encoding())) for style, text in line), ("", "\n")]
            return fragments[:-1]

        def height() -> int:
            return len(lines())

        return Window(FormattedTextControl(texts), height=height, always_hide_cursor=True)

    def above(self) -> list[Line]:
        """Return what stands above the answer."""
        self.parts_above = self.parts()[0]
        return self.parts_above

    def below(self) -> list[Line]:
        """Return the answer's lines and the keys."""
        return self.parts()[1]

    def parts(self) -> tuple[list[Line], list[Line]]:
        """Return what is above and below the line; the help and the blank lines go where the terminal is low."""
        size = self.target.get_size()
        columns, rows = max(1, size.columns - 1), size.rows - 1 - self.screen.typed
        foot = self.foot(self.screen.keys(), columns)
        if len(wrap(self.page.ask, columns)) + len(foot) + LEAST > rows:
            foot = self.foot(self.screen.keys()[-1:], columns)
        needed = ROOM if self.page.kind != "text" else 0
        head = head_lines(self.page, columns, rows - len(foot) - needed, self.glyphs)
        foot = foot[: max(1, rows - len(head) - (LEAST if needed else 0))]
        room = rows - len(head) - len(foot)
        return self.spaced(head, self.screen.lines(columns, max(1, room)), foot, room)

    def foot(self, keys: Sequence[str], columns: int) -> list[Line]:
        """Return what is wrong and what the keys do."""
        return foot_lines([*keys, "Esc back"], self.error, self.note, columns, self.glyphs)

    def spaced(self, head: list[Line], body: list[Line], foot: list[Line], room: int) -> tuple[list[Line], list[Line]]:
        """Return the parts with blank lines between, as many as there is room for."""
        spare = room - len(body)
        blank: list[Line] = [[]]
        before_keys = blank if spare > 0 else []
        before_body = blank if spare > 1 and not self.screen.typed else []
        before_all = blank if spare > 2 else []
        return [*before_all, *head, *before_body], [*body, *before_keys, *foot]

    def typed(self, buffer: "Buffer") -> None:
        """Take what now stands in the line; what was wrong before may be right."""
        self.error = self.note = ""
        self.screen.type(buffer.text)

    def taken(self, app: Any, act: Callable[[], None]) -> None:
        """Do what a key asks; whatever is raised ends the page and reaches who asked."""
        try:
            act()
        except (GoBack, Exception) as error:
            app.exit(exception=error)

    def enter(self, app: Any) -> None:
        """Take the answer, or say what is wrong with it; ``<`` alone in a line goes back."""
        given = self.screen.answer()
        if isinstance(given, str) and self.screen.typed:
            given = clean(given)
            if given == "<":
                raise GoBack
        self.note, self.error = "", wrong(self.page, given)
        if not self.error:
            app.exit(result=given)

    def ways_out(self) -> "KeyBindings":
        """Return the keys that every page has."""
        from prompt_toolkit.key_binding import KeyBindings

        keys = KeyBindings()

        @keys.add("c-c", eager=True)
        @keys.add("c-d", eager=True)
        @keys.add("<sigint>")
        def _(event: "KeyPressEvent") -> None:
            event.app.exit(exception=KeyboardInterrupt)

        @keys.add("escape", eager=True)
        @keys.add("c-b", eager=True)
        def _(event: "KeyPressEvent") -> None:
            event.app.exit(exception=GoBack())

        @keys.add("enter", eager=True)
        @keys.add("c-j", eager=True)
        def _(event: "KeyPressEvent") -> None:
            self.taken(event.app, lambda: self.enter(event.app))

        return keys

    def list_keys(self) -> "KeyBindings":
        """Return the keys of a page without a line."""
        from prompt_toolkit.keys import Keys

        keys = self.ways_out()

        def press(event: "KeyPressEvent", key: str) -> None:
            self.error = self.note = ""
            self.taken(event.app, lambda: self.screen.press(key))

        for move in MOVES:
            keys.add(move)(lambda event, move=move: press(event, move))

        @keys.add(Keys.Any)
        def _(event: "KeyPressEvent") -> None:
            if len(event.data) == 1 and event.data.isprintable():
                press(event, event.data)

        @keys.add(Keys.BracketedPaste)
        def _(event: "KeyPressEvent") -> None:
            self.note = "There is nothing to paste into here; use the keys below."

        return keys

    def line_keys(self) -> "KeyBindings":
        """Return the keys of a page with a line: those that move in the list below it, and paste."""
        from prompt_toolkit.keys import Keys

        keys = self.ways_out()
        for move in LIST_MOVES:
            keys.add(move)(lambda event, move=move: self.screen.press(move))

        @keys.add("c-r")
        @keys.add("c-s")
        def _(event: "KeyPressEvent") -> None:
            """Search no history: there is none."""

        @keys.add(Keys.BracketedPaste)
        def _(event: "KeyPressEvent") -> None:
            text, count = joined(event.data, self.page.between)
            event.current_buffer.cut_selection()
            event.current_buffer.insert_text(text)
            self.note = f"The {count} lines that you pasted are joined into one." if count > 1 else ""

        return keys
