"""The boxes of a document: every task-list item as GitHub reads it, and Obsidian's other marks on lines of ours."""

import datetime
from typing import NamedTuple

from .actionline import Fields, read_fields
from .blocks import FIRST, GOES_ON, HEADING, VERBATIM, Blocks

TICKED, OPEN, DROPPED = "xX", " ", "-"
GFM = OPEN + TICKED
CLOSED = ("] ", "]\t")
PLAIN = {f"{bullet} [{mark}] " for bullet in "-*+" for mark in GFM}


class Box(NamedTuple):
    """A line with a box: where it stands in its text, and its parts.

    ``prefix`` + ``mark`` + ``]`` + a blank + ``body`` is the line, without what ends it.
    """

    line: int  # 0 is the first
    start: int  # offset of the line in the text
    end: int  # offset of what ends the line, "\r\n" or "\n"
    prefix: str  # all up to the mark: indent, quote, bullet, "["
    mark: str
    body: str

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
        return self.mark == DROPPED or (not self.is_ticked and self.cancelled is not None)

    @property
    def fields(self) -> Fields:
        """Return the fields at the end of the line; read each time, because most readers need few of many boxes."""
        return Fields() if self.body.isascii() else read_fields(self.body)  # no field's sign is ASCII

    @property
    def id(self) -> str:
        """Return the action's id, nothing on a person's own line."""
        return self.fields.id

    @property
    def due(self) -> datetime.date | None:
        """Return the day on which it is due."""
        return self.fields.due

    @property
    def begin(self) -> datetime.date | None:
        """Return the day on which to begin."""
        return self.fields.begin

    @property
    def repeat(self) -> str:
        """Return the rhythm of what repeats."""
        return self.fields.repeat

    @property
    def done(self) -> datetime.date | None:
        """Return the day on which it was done, if somebody noted it."""
        return self.fields.done

    @property
    def cancelled(self) -> datetime.date | None:
        """Return the day on which it was given up, if somebody noted it."""
        return self.fields.cancelled


def read_boxes(text: str) -> list[Box]:
    """Return the boxes in the order of the text. Only a line feed ends a line."""
    blocks, boxes = Blocks(), list[Box]()
    current: Box | None = None  # the box in whose first paragraph we are
    is_known = True  # the blocks know of the line above
    at = 0
    for number, line in enumerate(text.split("\n")):
        start, at = at, at + len(line) + 1
        # The common line, "- [ ] text" at column 0, is read without looking further.
        if line[:6] in PLAIN and line[6:7] > " " and blocks.leaf not in VERBATIM:
            end = at - 2 if line[-1] == "\r" else at - 1
            current = Box(number, start, end, line[:3], line[3], line[6 : end - start])
            boxes.append(current)
            is_known = False
            continue
        if not is_known:
            blocks.open_item()
            is_known = True
        said = blocks.read(line.removeprefix("\ufeff"))
        if said == FIRST:
            current = make_box(number, start, line) if blocks.bare.startswith("[") else None
            if current and current.body.strip():
                boxes.append(current)
        elif said == GOES_ON and current and not current.body.strip():
            boxes.append(current)  # its words stand on the next line
            current = None
        elif said == HEADING and boxes and boxes[-1] is current:
            boxes.pop()
    return boxes


def make_box(number: int, start: int, line: str) -> Box | None:
    """Make a box of a line whose text begins with its first ``[``, if it is one."""
    at = line.index("[") + 1
    if line[at + 1 : at + 3] not in CLOSED:
        return None
    whole = line.removesuffix("\r")
    box = Box(number, start, start + len(whole), line[:at], line[at], whole[at + 3 :])
    return box if box.mark in GFM or box.id else None
