"""One passage in three versions → one: what we wrote last, what stands there now, what we would write.

An action's tick, words and dates are separate things; so are the cells of a table's row. A tick is always the owner's.
What only one side changed is taken from that side; what both changed differently is a clash.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from .actionline import DAY, words_in_front
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


class Three(NamedTuple):
    """A text in three versions."""

    base: str  # what we wrote last
    mine: str  # what its owner has there now
    theirs: str  # what the plan says now


def weave_head(base: Passage, mine: Passage, theirs: Passage, settle: Settle) -> Woven:
    """Weave what stands on a passage's own lines, without those beneath it."""
    texts = Three(base.head, mine.head, theirs.head)
    if same(mine.head, theirs.head) or same(base.head, theirs.head):
        return Woven(mine.head)
    if base.box and mine.box and theirs.box:
        return weave_action((base.box, mine.box, theirs.box), mine.head, settle)
    if same(mine.head, base.head):
        return Woven(in_the_form_of(theirs.head, mine.head))
    return weave_row(texts, settle) if mine.kind == "row" else weave_text(texts, "text", settle)


def same(one: str, other: str) -> bool:
    """Tell whether two texts say the same, whatever a formatter did."""
    return one == other or words(one) == words(other)


def weave_text(texts: Three, what: str, settle: Settle) -> Woven:
    """Weave a text that only one side may have changed, but for the dates in it; who has to choose is asked."""
    base, mine, theirs = texts
    if same(theirs, base) or same(mine, theirs):
        return Woven(mine)
    if same(mine, base):
        return Woven(theirs)
    moved = redated(mine, base, theirs)
    if moved is not None:
        return Woven(moved)
    clash = Clash(what, mine.strip(), theirs.strip())
    choice = settle(clash)
    return Woven(theirs) if choice == "theirs" else Woven(mine, () if choice else (clash,))


def weave_action(boxes: tuple[Box, Box, Box], head: str, settle: Settle) -> Woven:
    """Weave an action's line: the tick and whatever else its owner wrote stay, words and dates follow the plan."""
    mine = boxes[1]
    said = weave_words(Three(*[words_in_front(box.body) for box in boxes]), settle)
    body, clashes = said.text + mine.body[len(words_in_front(mine.body)) :], list(said.clashes)
    for field, signs in SIGNS.items():
        days = Three(*[str(getattr(box, field) or "") for box in boxes])
        if days.mine or not days.base:  # a date that the owner took off stays off
            day = weave_text(days, "date", settle)
            body, clashes = put_day(body, signs, day.text, mine.id), [*clashes, *day.clashes]
    ending = head[len(mine.prefix) + len(mine.mark) + 2 + len(mine.body) :]
    return Woven(f"{mine.prefix}{mine.mark}] {body}{ending}", tuple(clashes))


def weave_words(texts: Three, settle: Settle) -> Woven:
    """Weave an action's words part by part: what to do, what it takes, when it is done."""
    parts = [_PARTS.fullmatch(text) for text in texts]
    made, clashes = "", list[Clash]()
    for name in ("title", "effort", "done"):
        part = Three(*[found[name] or "" if found else "" for found in parts])
        woven = weave_text(part, "text", settle) if part.mine or not part.base else Woven("")
        made += woven.text
        clashes += woven.clashes
    return Woven(texts.mine, (Clash("text", texts.mine, texts.theirs),)) if clashes else Woven(made)


def put_day(body: str, signs: str, day: str, id_: str) -> str:
    """Write a date field anew, add it behind the id, or take it out."""
    there = re.compile(f" ?([{signs}])\ufe0f? *{DAY}(?![0-9-])")
    last = next(iter(list(there.finditer(body))[-1:]), None)
    if last:
        return body[: last.start()] + (f" {last[1]} {day}" if day else "") + body[last.end() :]
    key = f"🆔 {id_}"
    if not day or key not in body:
        return body
    before, _, after = body.rpartition(key)
    return f"{before}{key} {signs[0]} {day}{after}" if signs[0] == "📅" else f"{before}{signs[0]} {day} {key}{after}"


def weave_row(texts: Three, settle: Settle) -> Woven:
    """Weave a table's row cell by cell; rows of different width are one text."""
    rows = [cells(text) for text in texts]
    if len({len(row) for row in rows}) > 1:
        return weave_text(texts, "text", settle)
    woven = [weave_text(Three(*three), "cell", settle) for three in zip(*rows, strict=True)]
    return Woven("|".join(one.text for one in woven), tuple(clash for one in woven for clash in one.clashes))


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
