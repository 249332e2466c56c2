"""What comes of a merge, without what makes it: a document that nobody touched needs no merging."""

from collections.abc import Mapping
from typing import NamedTuple

ALL = ""  # what settles every collision
Take = Mapping[str, str]  # id of a collision, or ALL → "mine" or "theirs"


class Collision(NamedTuple):
    """What both the owner and the plan changed."""

    document: str
    line: int  # where the owner's text stands
    id: str  # what settles it: --take ID=mine
    what: str  # text, date, cell
    mine: str
    theirs: str


class Merged(NamedTuple):
    """A document's new text, what collides in it, and what its owner should know."""

    text: str
    collisions: tuple[Collision, ...] = ()
    notes: tuple[str, ...] = ()  # each to be said behind the document's name
    settled: bool = False  # text of the owner's was given up because they chose so
    struck: frozenset[str] = frozenset()  # ids of the actions that they deleted, now or before
    chosen: frozenset[str] = frozenset()  # ids of the collisions that a choice settled
