"""A document as passages: what merging moves, renews and leaves alone.

A passage is what a person takes for one thing: an action with its sub-lines, another list item, a table row, a heading,
a paragraph, a fenced text, a comment, the front matter. Every character of a document stands in exactly one passage, so
passages put together again are the document.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .boxes import Box, read_boxes

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # not splitlines: a form feed or NEL inside a line ends none
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|\r?\n?$)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\r?\n?$)")
_BOX = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[.\][ \t]")
_ROW = re.compile(r" {0,3}\|")
_COMMENT = re.compile(r" {0,3}<!--")
_RULE = re.compile(r"---[ \t]*\r?\n?$")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* )?\d{{1,2}} {_MONTH}\b(?: \d{{4}})?|\b[Dd]ays? \d+"
)
_MARKER = re.compile(r"^[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_UNDERLINE = re.compile(r"(?<!\w)_|_(?!\w)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_DASHES = re.compile(r"-{3,}")


Boxes = Mapping[int, Box]  # by line, 0 is the first


class Passage(NamedTuple):
    """One thing in a document; ``head`` and ``body`` are its lines as they stand, ``gap`` the empty lines after it."""

    kind: str  # action, item, row, heading, para, fence, comment, front, line
    head: str
    body: tuple[str, ...]
    gap: str
    line: int  # 1-based, of its first
    box: Box | None = None
    level: int = 0  # of a heading
    id: str = ""  # of an action

    @property
    def text(self) -> str:
        """Return the passage without the empty lines after it."""
        return self.head + "".join(self.body)


def lines_of(text: str) -> list[str]:
    """Cut a text after each line break; nothing else ends a line."""
    return _LINE.findall(text)


def read_passages(text: str) -> list[Passage]:
    """Return a document's passages; each action that a box and an id make is one, wherever it stands."""
    lines = lines_of(text)
    boxes = {box.line: box for box in read_boxes(text) if "🆔" in box.body and box.id}
    passages: list[Passage] = []
    at = 0
    while at < len(lines):
        kind, end = next_passage(lines, at, boxes)
        after = end
        while after < len(lines) and not lines[after].strip():
            after += 1
        passages.append(make_passage(kind, lines, (at, end, after), boxes.get(at)))
        at = after
    return passages


def make_passage(kind: str, lines: Sequence[str], places: tuple[int, int, int], box: Box | None) -> Passage:
    """Put the lines of a passage where they belong: the first of an item is its head, what is beneath it the body."""
    at, end, after = places
    cut = {"action": at + 1, "front": at + 1, "item": end_of_words(lines, at, end)}.get(kind, end)
    heading = _HEADING.match(lines[at]) if kind == "heading" else None
    return Passage(
        kind,
        "".join(lines[at:cut]),
        tuple(lines[cut:end]),
        "".join(lines[end:after]),
        at + 1,
        box if kind == "action" else None,
        len(heading[1]) if heading else 0,
        box.id if box and kind == "action" else "",
    )


def next_passage(lines: Sequence[str], at: int, boxes: Boxes) -> tuple[str, int]:
    """Return the kind of the passage that begins on a line, and the line after it."""
    line = lines[at]
    if not line.strip():
        return "blank", at  # only at a document's top: no passage before it has taken it
    if at == 0 and _RULE.match(line) and (end := closing_rule(lines)):
        return "front", end
    if at in boxes:
        return "action", end_of_item(lines, at, boxes)
    kind, end_of = next(((kind, end_of) for begins, kind, end_of in KINDS if begins.match(line)), PARAGRAPH)
    return kind, end_of(lines, at, boxes)


def closing_rule(lines: Sequence[str]) -> int:
    """Return the line after the front matter, 0 where nothing closes it."""
    return next((n + 1 for n in range(1, len(lines)) if _RULE.match(lines[n])), 0)


def end_of_line(_lines: Sequence[str], at: int, _boxes: Boxes) -> int:
    """Return the line after one that is a passage by itself."""
    return at + 1


def end_of_fence(lines: Sequence[str], at: int, _boxes: Boxes) -> int:
    """Return the line after a fenced text, the end of the document if nothing closes it."""
    opening = _FENCE.match(lines[at])
    marks = opening[1] if opening else "```"
    close = re.compile(rf" {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*\r?\n?$")
    return next((n + 1 for n in range(at + 1, len(lines)) if close.match(lines[n])), len(lines))


def fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each fenced text begins and ends: its first line, and the line after it."""
    at = 0
    while at < len(lines):
        end = end_of_fence(lines, at, {}) if _FENCE.match(lines[at]) else at + 1
        if _FENCE.match(lines[at]):
            yield at, end
        at = end


def end_of_comment(lines: Sequence[str], at: int, _boxes: Boxes) -> int:
    """Return the line after a comment."""
    return next((n + 1 for n in range(at, len(lines)) if "-->" in lines[n]), len(lines))


def end_of_item(lines: Sequence[str], at: int, boxes: Boxes) -> int:
    """Return the line after a list item and all that is indented beneath it; another action is never part of it."""
    own, end = indent(lines[at]), at + 1
    if lines[at].lstrip().startswith(">"):
        return end
    for n in range(at + 1, len(lines)):
        if n in boxes or (lines[n].strip() and indent(lines[n]) <= own):
            break
        if lines[n].strip():
            end = n + 1
    return end


def end_of_words(lines: Sequence[str], at: int, end: int) -> int:
    """Return the line after a list item's own words, which a formatter may have wrapped."""
    starts = (n for n in range(at + 1, end) if not lines[n].strip() or begins_another(lines[n]))
    return next(starts, end)


def begins_another(line: str) -> bool:
    """Tell whether a line within an item begins something new there."""
    return bool(_ITEM.match(line) or _FENCE.match(line.lstrip()) or line.lstrip().startswith((">", "|")))


def cut_body(body: Sequence[str]) -> list[str]:
    """Cut what stands beneath an action or an item into its sub-items, each with its wrapped lines."""
    made: list[str] = []
    for n, line in enumerate(body):
        if n and line.strip() and body[n - 1].strip() and not begins_another(line):
            made[-1] += line
        else:
            made.append(line)
    return made


def unwrapped(text: str) -> str:
    """Put actions that a formatter has wrapped onto one line again: there their ids are found."""
    if "🆔" not in text:
        return text
    made = []
    for passage in read_passages(text):
        head = passage.head
        if passage.kind == "item" and _BOX.match(head) and "🆔" in head and head.count("\n") > 1:
            ending = "\r\n" if head.endswith("\r\n") else "\n"
            head = " ".join(line.strip() if n else line.rstrip() for n, line in enumerate(lines_of(head))) + ending
        made += [head, *passage.body, passage.gap]
    return "".join(made)


def end_of_paragraph(lines: Sequence[str], at: int, boxes: Boxes) -> int:
    """Return the line before which something else begins."""
    for n in range(at + 1, len(lines)):
        line = lines[n]
        starts = _FENCE.match(line) or _HEADING.match(line) or _ROW.match(line) or _ITEM.match(line)
        if not line.strip() or n in boxes or starts:
            return n
    return len(lines)


KINDS: tuple[tuple[re.Pattern[str], str, Callable[[Sequence[str], int, Boxes], int]], ...] = (
    (_FENCE, "fence", end_of_fence),
    (_COMMENT, "comment", end_of_comment),
    (_HEADING, "heading", end_of_line),
    (_ROW, "row", end_of_line),
    (_ITEM, "item", end_of_item),
)
PARAGRAPH = ("para", end_of_paragraph)


def indent(line: str) -> int:
    """Return how far a line is indented, a tab counting to the next fourth column."""
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += 4 - width % 4
        else:
            break
    return width


@lru_cache(maxsize=20_000)
def words(text: str) -> str:
    """Return what a text says, whatever a formatter did to it: bullets, blanks, escapes, the rule of a table."""
    plain = _MARKER.sub("- ", text)
    plain = _ESCAPE.sub("", _UNDERLINE.sub("*", plain))
    plain = _DASHES.sub("---", plain) if "---" in plain else plain
    return " ".join(plain.replace("|", " | ").split()) if "|" in plain else " ".join(plain.split())


@lru_cache(maxsize=20_000)
def undated(text: str) -> str:
    """Return what a text says apart from its dates: a plan that starts later says the same."""
    return _DATE.sub("📅", words(text))


def redated(mine: str, old: str, new: str) -> str | None:
    """Move the dates of an edited text as the plan's own text moved.

    None if more than dates changed in that, or if its owner has put another date in the place of one that moved.
    """
    if undated(old) != undated(new):
        return None
    waiting: list[tuple[str, str]] = list(zip(_DATE.findall(old), _DATE.findall(new), strict=True))
    own: list[str] = []

    def moved(found: re.Match[str]) -> str:
        for n, (before, after) in enumerate(waiting):
            if before == found[0]:
                del waiting[n]
                return after
        own.append(found[0])
        return found[0]

    text = _DATE.sub(moved, mine)
    return None if own and any(before != after for before, after in waiting) else text
