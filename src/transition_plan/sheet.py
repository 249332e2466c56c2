"""A review sheet that people filled in, in any editor: the lines that end with a colon, and the rating table.

What a line is about is the item above it. How the lists are marked, indented or spaced does not matter, nor how the
table is padded; only its header says which column is whose.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .unfilled import says_nothing

LABELS = {
    "answer": "answer",
    "met / moved / dropped": "outcome",
    "what it changed, and for whom": "effect",
    "keep": "keep",
    "change": "change",
    "decision": "decision",
    "change to the plan": "decision",
    "learnt": "learnt",
    "learned": "learnt",
}
TAB = 4
_MARKED = r"[*_~]{0,3}"
_ITEM = re.compile(r"(?P<indent>[ \t>]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?(?P<body>.*))?$")
_WORDS = "|".join(re.escape(label).replace(r"\ /\ ", r"\s*/\s*") for label in sorted(LABELS, key=len, reverse=True))
_LABEL = re.compile(rf"{_MARKED}(?P<label>{_WORDS}){_MARKED}\s*:{_MARKED}(?:\s+|$)(?P<text>.*)", re.IGNORECASE)
_OUTCOME = re.compile(r"[*_]{0,2}(met|moved|dropped)\b", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELL = re.compile(r"(?<!\\)\|")
_SAYS_NOW, _SAYS = "isaynow", "says"


class Filled(NamedTuple):
    """A line to fill in, with what stands behind or beneath its colon; line and column count from 1."""

    kind: str  # "answer", "outcome", "effect", "keep", "change", "decision" or "learnt"
    about: str  # the item above it
    text: str
    line: int
    column: int


class Rated(NamedTuple):
    """A cell of the rating table that is not empty."""

    name: str  # of the competency, as the sheet has it
    who: str  # "me" or "manager"
    text: str
    line: int
    column: int


class Sheet(NamedTuple):
    """What a sheet holds."""

    filled: tuple[Filled, ...]  # those that hold something
    ratings: tuple[Rated, ...]


def read_sheet(text: str) -> Sheet:
    """Return what people wrote into a sheet."""
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    kept = list(outside_fences(lines))
    return Sheet(tuple(one for one in read_lines(kept) if not says_nothing(one.text)), tuple(read_tables(kept)))


def outside_fences(lines: Sequence[str]) -> Iterator[str]:
    """Yield every line, those of code and comments emptied."""
    fence, comment = "", False
    for line in lines:
        found = _FENCE.match(line)
        closes = bool(fence) and line.strip().startswith(fence)
        begins = not fence and not comment and "<!--" in line and "-->" not in line
        yield "" if fence or found or comment else line.partition("<!--")[0] if begins else line
        comment = begins or (comment and "-->" not in line)
        fence = "" if closes else fence or (found[1] if found else "")


# Lists


class _Open:
    """The item that is being read, and the one above it."""

    def __init__(self) -> None:
        self.about = ""
        self.filled: Filled | None = None
        self.indent = 0
        self.blank = False

    def end(self) -> Filled | None:
        """Return the line that is complete now."""
        done, self.filled = self.filled, None
        return done


def read_lines(lines: Sequence[str]) -> Iterator[Filled]:
    """Yield every line to fill in, with what stands behind or beneath it."""
    now = _Open()
    for number, line in enumerate(lines, 1):
        item = _ITEM.match(line)
        if not line.strip():
            now.blank = True
            continue
        if item:
            done = read_item(now, line, item["body"] or "", width(item["indent"]), number)
        elif line.lstrip().startswith(("#", "|")) or (now.blank and not line.startswith((" ", "\t"))):
            done = now.end()
            now.about = ""
        else:
            go_on(now, line.strip())
            done = None
        now.blank = False
        if done:
            yield done
    if last := now.end():
        yield last


def read_item(now: _Open, line: str, body: str, indent: int, number: int) -> Filled | None:
    """Take an item of a list: a line to fill in, more of its text, or what the next ones are about."""
    label = _LABEL.match(body)
    outcome = _OUTCOME.match(body) if not label and indent and now.about else None
    if not label and not outcome and now.filled and indent > now.indent:
        go_on(now, body, "; ")
        return None
    done = now.end()
    if label or outcome:
        kind = LABELS[re.sub(r"\s*/\s*", " / ", label["label"].lower())] if label else "outcome"
        text = label["text"] if label else body
        column = line.rfind(text) + 1 if text else len(line)
        now.filled, now.indent = Filled(kind, now.about, plain(text), number, max(column, 1)), indent
    else:
        now.about = plain(body)
    return done


def go_on(now: _Open, text: str, joint: str = " ") -> None:
    """Add a further line to what is being read."""
    said = plain(text)
    if now.filled:
        before = now.filled.text
        now.filled = now.filled._replace(text=f"{before}{joint}{said}" if before else said)
    elif now.about:
        now.about = f"{now.about} {said}"


def width(indent: str) -> int:
    """Return how far an item is indented."""
    return len(indent.expandtabs(TAB))


def plain(text: str) -> str:
    """Return a text as it was meant: without escapes, entities and the marks of emphasis around the whole of it."""
    bare = text.strip().strip("_*") if re.fullmatch(r"([*_]{1,3})[^*_]+\1", text.strip()) else text.strip()
    return " ".join(html.unescape(_ESCAPED.sub(r"\1", bare)).split())


# Tables


def read_tables(lines: Sequence[str]) -> Iterator[Rated]:
    """Yield the filled cells of the rating table: its columns are found by their heads."""
    columns: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        if "|" not in line:
            columns = {}
            continue
        cells = list(split_row(line))
        heads = [letters(text) for _, text in cells]
        if _SAYS_NOW in heads:
            columns = {heads.index(_SAYS_NOW): "me"}
            columns |= {n: "manager" for n, head in enumerate(heads) if n not in columns and head.endswith(_SAYS)}
        elif columns and not re.fullmatch(r"[|:\- \t]+", line):
            for n, (column, text) in enumerate(cells):
                if n in columns and letters(text):
                    yield Rated(plain(cells[0][1]), columns[n], plain(text), number, column)


def split_row(line: str) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row, each with the column that its text begins at."""
    start, end = (line.index("|") + 1 if line.lstrip().startswith("|") else 0), len(line.rstrip())
    edges = [at.start() for at in _CELL.finditer(line) if at.start() >= start]
    if not edges or edges[-1] < end - 1:
        edges.append(end)
    for edge in edges:
        cell = line[start:edge]
        yield start + len(cell) - len(cell.lstrip()) + 1, cell.strip()
        start = edge + 1


def letters(text: str) -> str:
    """Return what two spellings of a text have in common: its letters and digits."""
    return "".join(one for one in plain(text).casefold() if one.isalnum())
