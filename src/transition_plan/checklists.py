"""A checklist as everybody who reads one needs it: each action on one line, and which lines were written last."""

from collections.abc import Mapping
from typing import NamedTuple

from .boxes import DROPPED, read_boxes

CHECKLIST = "checklist.md"


class Checklist(NamedTuple):
    """A checklist as it stands."""

    text: str  # each action on one line, as its formatter may not have left it
    written: frozenset[str] | None  # the ids of the lines that plan wrote last, where that is known
    wrapped: bool = False  # a formatter has put ids on other lines than their boxes

    @property
    def marks(self) -> Mapping[str, str]:
        """Return each action's mark; the first line of an id counts, and a line that its owner deleted is dropped."""
        marks = dict.fromkeys(self.written or (), DROPPED)
        for box in reversed(read_boxes(self.text)):
            marks[box.id] = DROPPED if box.is_dropped else box.mark
        return marks


def read_checklist(text: str, record: str | None) -> Checklist:
    """Read a checklist and the text that was written last, nothing where there is none."""
    told = one_line_each(text)
    written = None if record is None else frozenset(box.id for box in read_boxes(record) if box.id)
    return Checklist(told, written, told != text)


def one_line_each(text: str) -> str:
    """Return a checklist with each action on one line."""
    if text.count("🆔") == sum(box.body.count("🆔") for box in read_boxes(text)):
        return text
    from .passages import unwrapped

    return unwrapped(text)
