"""The lines of a review sheet that are still to be filled in."""

from collections.abc import Iterator
from typing import NamedTuple

BULLETS = ("- ", "* ", "+ ")
NO_WORDS = frozenset("?-–—…._* ")  # “?”, “—”, “...”: who writes these has no answer yet
LATER = ("tbd", "tba")


class Blank(NamedTuple):
    """An empty line to fill in, and what it is beneath: the question, or the goal."""

    line: int  # 1 is the first
    label: str  # "Answer"
    about: str


class Entry(NamedTuple):
    """An item of a list."""

    line: int
    indent: int
    text: str


def says_nothing(text: str) -> bool:
    """Tell whether what somebody wrote behind a colon leaves it open."""
    return NO_WORDS.issuperset(text) or text.strip(" .*_").casefold() in LATER


def read_blanks(text: str) -> list[Blank]:
    """Return what is still to be filled in: an indented item that ends with a colon and has nothing beneath it."""
    entries = list(read_entries(text))
    blanks = []
    for n, entry in enumerate(entries):
        label, colon, said = entry.text.rpartition(":")
        below = entries[n + 1] if n + 1 < len(entries) else entry
        beneath = below.indent > entry.indent and not says_nothing(below.text)
        if entry.indent and colon and says_nothing(said) and not beneath:
            above = next((one.text for one in reversed(entries[:n]) if one.indent < entry.indent), "")
            blanks.append(Blank(entry.line, label, above))
    return blanks


def read_entries(text: str) -> Iterator[Entry]:
    """Yield the items of a sheet; an item's further lines belong to it."""
    current: Entry | None = None
    for number, line in enumerate(text.expandtabs(4).split("\n"), 1):
        bare = line.strip()
        if bare.startswith(BULLETS):
            if current:
                yield current
            current = Entry(number, len(line) - len(line.lstrip()), bare[2:].strip())
        elif current and bare and line.startswith(" "):
            current = current._replace(text=f"{current.text} {bare}")
        elif bare and current:
            yield current
            current = None
    if current:
        yield current
