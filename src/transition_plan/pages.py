"""A page of the wizard as plain values: what is asked, what may be answered, and how an answer is checked.

``interview`` makes pages, a prompter (``prompts``, ``plainprompts``) shows them; neither knows the other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

UNKNOWN = "?"
JOINERS = "\u200c\u200d"  # parts of words in Persian, of signs made of several; no terminal obeys them
LEVELS = (
    "never did it",
    "can explain it, need someone beside me",
    "did it with help, or once alone",
    "do it regularly, alone",
    "others come to me for it",
)
ENTERED = ("text", "ratings", "order", "choices")  # kinds of pages on which more is entered than one key
Kind = Literal["text", "choice", "choices", "search", "ratings", "order"]
Rating = int | Literal["?"]
Given = str | tuple[str, ...] | Mapping[str, Rating]


class Choice(NamedTuple):
    """One of several answers."""

    value: str
    title: str
    hint: str = ""  # half a line, shown beside or below it


class Row(NamedTuple):
    """A competency on the ratings page."""

    id: str
    name: str
    meaning: str
    required: int  # what the role needs, 0 to 4
    level: Rating
    inferred: str  # where a pre-filled level comes from, "" when the person gave it


class Page(NamedTuple):
    """One question.

    What an answer is, by ``kind``: ``text`` a text; ``choice`` a choice's value; ``search`` a choice's value, or a text
    of the person's own; ``choices`` and ``order`` values in the order chosen; ``ratings`` a level or ``?`` for each row
    that the person rated: what was filled in and left as it was is not their word.
    """

    id: str
    kind: Kind
    ask: str  # one line: “Which role are you moving into?”
    help: str = ""  # a line or two on what the answer changes, or how to write it
    progress: str = ""  # “4 of 12, about 3 minutes left”
    default: Given = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    most: int = 0  # of ``order``: how many of the first ones count; the rest waits
    unknown: bool = False  # ``?`` is an answer, too
    optional: bool = False  # an empty answer is one
    check: Callable[[Given], str] = lambda _: (
        ""
    )  # what is wrong with an answer, in one line with an example; or nothing
    suggested: bool = False  # the default is ours and not what the person said: the first letter takes its place
    between: str = ""  # what stands between the parts of an answer, and so between lines that are pasted
    left: Callable[[Given], None] = lambda _: None  # takes what was entered when the page is left without an answer


def clean(text: str) -> str:
    """Return a text in one line: breaks and tabs are spaces, and what a terminal would obey is gone."""
    return " ".join("".join(mark for mark in " ".join(text.split()) if mark.isprintable() or mark in JOINERS).split())


def begun_page(page: Page, given: Given | None) -> Page:
    """Return a page as it was left: what was entered there stands in it again."""
    if isinstance(given, Mapping):
        rows = [row._replace(level=given[row.id], inferred="") if row.id in given else row for row in page.rows]
        return page._replace(rows=tuple(rows), default={row.id: row.level for row in rows})
    return page if given is None else page._replace(default=given, suggested=False)


class GoBack(Exception):
    """The person wants the question before this one."""


class Prompter(Protocol):
    """Shows pages and returns what was answered. Ctrl-C and Ctrl-D raise ``KeyboardInterrupt``."""

    def ask(self, page: Page) -> Given:
        """Show a page until it has an answer whose check finds nothing wrong; raises ``GoBack``."""
        ...

    def show(self, lines: Sequence[str]) -> None:
        """Show lines between two pages, wrapped to the terminal."""
        ...
