"""The boxes of a document: every task-list item as GitHub reads it, and Obsidian's other marks on lines of ours."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from .actionline import read_fields
from .blocks import FENCE, FIRST, GOES_ON, HEADING, HTML, Blocks

BULLETS = ("- [", "* [", "+ [")
TICKED, OPEN, DROPPED = "xX", " ", "-"
GFM = OPEN + TICKED


class Box(NamedTuple):
    """A line with a box: where it stands in its text, its parts, and the fields at its end.

    ``prefix`` + ``mark`` + ``]`` + a blank + ``body`` is the line, without what ends it.
    """

    line: int  # 0 is the first
    start: int  # offset of the line in the text
    end: int  # offset of what ends the line, "\r\n" or "\n"
    prefix: str  # all up to the mark: indent, quote, bullet, "["
    mark: str
    body: str
    id: str = ""
    due: datetime.date | None = None
    begin: datetime.date | None = None
    repeat: str = ""
    done: datetime.date | None = None
    cancelled: datetime.date | None = None

    @property
    def mark_at(self) -> int:
        """Return the offset of the mark in the text."""
        return self.start + len(self.prefix)

    @property
    def is_ticked(self) -> bool:
        """Tell whether it is done."""
        return self.mark in TICKED

    @property
    def is_dropped(self) -> bool:
        """Tell whether somebody gave it up, as Obsidian Tasks writes it."""
        return self.mark == DROPPED or (self.cancelled is not None and not self.is_ticked)


def read_boxes(text: str) -> list[Box]:
    """Return the boxes in the order of the text. Only a line feed ends a line."""
    blocks, boxes = Blocks(), list[Box]()
    current: Box | None = None  # the box in whose first paragraph we are
    for number, start, end in lines(text):
        if is_plain(text, start, blocks):
            blocks.open_item()
            current, said = make_box(text, number, start, end, start + 2), FIRST
        else:
            said = blocks.read(text[start:end].removeprefix("\ufeff"))
            if said == FIRST:
                at = text.find("[", start, end)  # nothing before an item's first text can hold one
                current = make_box(text, number, start, end, at) if blocks.bare.startswith("[") else None
        if current and said == FIRST and current.body.strip():
            boxes.append(current)
        elif said == GOES_ON and current and not current.body.strip():
            boxes.append(current)  # its words stand on the next line
            current = None
        elif said == HEADING and boxes and boxes[-1] is current:
            boxes.pop()
    return boxes


def lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each line, where it begins and where it ends."""
    start = number = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, start, end
        start, number = end + 1, number + 1


def is_plain(text: str, start: int, blocks: Blocks) -> bool:
    """Tell whether a line is the common one: ``- [ ] text`` at column 0. It is read without looking further."""
    return (
        text[start : start + 3] in BULLETS
        and text[start + 4 : start + 6] == "] "
        and (bool(blocks.containers) or blocks.leaf not in (FENCE, HTML))
    )


def make_box(text: str, number: int, start: int, end: int, at: int) -> Box | None:
    """Make a box of the line whose first ``[`` is at an offset, if there is one."""
    if text[at + 2 : at + 3] != "]" or text[at + 3 : min(at + 4, end)].strip():
        return None
    if text.endswith("\r", start, end):
        end -= 1
    mark, body = text[at + 1], text[at + 4 : end]
    if body.isascii():  # no field's sign is ASCII
        return Box(number, start, end, text[start : at + 1], mark, body) if mark in GFM else None
    fields = read_fields(body)
    if mark not in GFM and not fields.id:
        return None
    return Box(number, start, end, text[start : at + 1], mark, body, *fields)
