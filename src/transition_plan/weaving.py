"""One passage in three versions → one: what we wrote last, what stands there now, what we would write.

An action's tick, words and dates are separate things; so are the cells of a table's row. A tick is always the owner's.
What only one side changed is taken from that side; what both changed differently is a clash.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from .actionline import DAY
from .actionline import words as words_of_action
from .boxes import Box
from .passages import Passage, redated, words

_PARTS = re.compile(
    r"(?P<title>.*?)"
    r"(?P<effort> \((?:[\d.]+ (?:h|min)(?: each)?|[^()]+ does it)\)(?:(?!\. Done when: ).)*)?"
    r"(?P<done>\. Done when: .*)?",
    re.DOTALL,
)
_BULLET = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+")
SIGNS = {"due": "📅📆🗓", "begin": "🛫"}
Settle = Callable[["Clash"], str]  # returns "mine", "theirs" or nothing


class Clash(NamedTuple):
    """What both sides changed: what of the passage, and the two texts."""

    what: str  # text, date, cell
    mine: str
    theirs: str


class Woven(NamedTuple):
    """A text made of three, and what could not be made one; there the owner's stands."""

    text: str
    clashes: tuple[Clash, ...] = ()


def weave_head(base: Passage, mine: Passage, theirs: Passage, settle: Settle) -> Woven:
    """Weave what stands on a passage's own lines, without those beneath it."""
    if same(mine.head, theirs.head) or same(base.head, theirs.head):
        return Woven(mine.head)
    if base.box and mine.box and theirs.box:
        return weave_action(base.box, mine.box, theirs.box, mine.head, settle)
    if same(mine.head, base.head):
        return Woven(in_the_form_of(theirs.head, mine.head))
    if mine.kind == "row":
        return weave_row(base.head, mine.head, theirs.head, settle)
    return weave_text(base.head, mine.head, theirs.head, "text", settle)


def same(one: str, other: str) -> bool:
    """Tell whether two texts say the same, whatever a formatter did."""
    return one == other or words(one) == words(other)


def weave_text(base: str, mine: str, theirs: str, what: str, settle: Settle) -> Woven:
    """Weave a text that only one side may have changed, but for the dates in it."""
    if same(mine, base):
        return Woven(theirs)
    if same(theirs, base) or same(mine, theirs):
        return Woven(mine)
    moved = redated(mine, base, theirs)
    return Woven(moved) if moved is not None else settled(Clash(what, mine.strip(), theirs.strip()), mine, theirs, settle)


def settled(clash: Clash, mine: str, theirs: str, settle: Settle) -> Woven:
    """Take the side that the owner chose; without a choice theirs stays and the clash is told."""
    choice = settle(clash)
    return Woven(theirs) if choice == "theirs" else Woven(mine, () if choice else (clash,))


def weave_action(base: Box, mine: Box, theirs: Box, head: str, settle: Settle) -> Woven:
    """Weave an action's line: the tick and whatever else its owner wrote stay, words and dates follow the plan."""
    said = weave_words(*(words_of_action(box.body) for box in (base, mine, theirs)), settle)
    body, clashes = put_words(mine.body, said.text), list(said.clashes)
    for field, signs in SIGNS.items():
        days = [getattr(box, field) for box in (base, mine, theirs)]
        day = weave_text(*(value.isoformat() if value else "" for value in days), "date", settle)
        clashes += day.clashes
        if days[1] or not days[0]:  # a date that the owner took off stays off
            body = put_day(body, signs, day.text, mine.id)
    ending = head[len(mine.prefix) + len(mine.mark) + 2 + len(mine.body) :]
    return Woven(f"{mine.prefix}{mine.mark}] {body}{ending}", tuple(clashes))


def weave_words(base: str, mine: str, theirs: str, settle: Settle) -> Woven:
    """Weave an action's words part by part: what to do, what it takes, when it is done."""
    if same(mine, base):
        return Woven(mine if same(theirs, base) else theirs)
    parts = [_PARTS.fullmatch(text) for text in (base, mine, theirs)]
    made, clashes = "", list[Clash]()
    for name in ("title", "effort", "done"):
        old, own, new = (found[name] or "" if found else "" for found in parts)
        woven = Woven("") if old and not own else weave_text(old, own, new, "text", settle)
        made += woven.text
        clashes += woven.clashes
    whole = Clash("text", mine, theirs)
    return Woven(mine, (whole,)) if clashes else Woven(made)


def put_words(body: str, text: str) -> str:
    """Put other words in front of the fields of an action's line."""
    old = words_of_action(body)
    return text + body[len(old) :] if body.startswith(old) and text != old else body


def put_day(body: str, signs: str, day: str, id_: str) -> str:
    """Write a date field anew, add it behind the id, or take it out."""
    there = re.compile(f" ?([{signs}])\ufe0f? *{DAY}(?![0-9-])")
    last = None
    for last in there.finditer(body):
        pass
    if last:
        return body[: last.start()] + (f" {last[1]} {day}" if day else "") + body[last.end() :]
    key = f"🆔 {id_}"
    if not day or key not in body:
        return body
    before, _, after = body.rpartition(key)
    return f"{before}{key} {signs[0]} {day}{after}" if signs[0] == "📅" else f"{before}{signs[0]} {day} {key}{after}"


def weave_row(base: str, mine: str, theirs: str, settle: Settle) -> Woven:
    """Weave a table's row cell by cell; rows of different width are one text."""
    rows = [cells(text) for text in (base, mine, theirs)]
    if len({len(row) for row in rows}) > 1:
        return weave_text(base, mine, theirs, "text", settle)
    made, clashes = [], list[Clash]()
    for old, own, new in zip(*rows, strict=True):
        woven = weave_text(old, own, new, "cell", settle)
        made.append(woven.text)
        clashes += woven.clashes
    return Woven("|".join(made), tuple(clashes))


def cells(row: str) -> list[str]:
    """Cut a row at its bars, but for escaped ones."""
    return re.split(r"(?<!\\)\|", row)


def in_the_form_of(text: str, form: str) -> str:
    """Give a list item of ours the bullet and the indent that its owner uses."""
    ours, own = bullet(text), bullet(form)
    return own + text[len(ours) :] if ours and own else text


def bullet(text: str) -> str:
    """Return the indent and the bullet of a list item, a number as it stands; nothing for another text."""
    found = _BULLET.match(text)
    return found[0] if found else ""
