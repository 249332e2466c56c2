"""Where the passages of a merged document go: in the plan's new order, but for what its owner moved or added.

What the owner added or moved stands behind what stands before it in their text, under the same heading.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .matching import Pairs, Path, heading_name, identity, match, paths, said
from .passages import Passage, words


class Sides(NamedTuple):
    """Three versions of a list of passages, and which is which: by their places in each."""

    base: Sequence[Passage]
    mine: Sequence[Passage]
    theirs: Sequence[Passage]
    mine_base: Pairs
    theirs_base: Pairs
    base_mine: Pairs
    base_theirs: Pairs
    both_added: Pairs  # theirs → mine


class Entry(NamedTuple):
    """A passage of the result; ``mine`` is its place in the owner's text, None where it is new."""

    passage: Passage
    mine: int | None


def sides(base: Sequence[Passage], mine: Sequence[Passage], theirs: Sequence[Passage]) -> Sides:
    """Find which passage is which in the three versions."""
    own, new = match(base, mine), match(base, theirs, ours=True)
    back = {b: m for m, b in own.items()}, {b: t for t, b in new.items()}
    return Sides(base, mine, theirs, own, new, *back, added_by_both(mine, theirs, own, new))


def added_by_both(mine: Sequence[Passage], theirs: Sequence[Passage], own: Pairs, new: Pairs) -> Pairs:
    """Pair what is new on both sides and is one: an action by its id, a heading by its name, else by what it says."""
    places = {own_name(passage): n for n, passage in enumerate(mine) if n not in own}
    keys = [(n, own_name(passage)) for n, passage in enumerate(theirs) if n not in new]
    return {n: places.pop(key) for n, key in keys if key in places}


def own_name(passage: Passage) -> str:
    """Return by what something new is known."""
    return passage.id or heading_name(passage) or said(passage)


def staying(all_: Sides) -> set[int]:
    """Return the places of the owner's text that are in the result: all but what the plan dropped and they left alone.

    A heading stays as long as something of theirs stands under it.
    """
    left = {m for m in range(len(all_.mine)) if not was_left_alone(all_, m)}
    own = left - {all_.base_mine[b] for b in all_.base_theirs if b in all_.base_mine}
    above = paths(all_.mine, {})
    return left | {place for m in own for _, place in above[m]}


def was_left_alone(all_: Sides, m: int) -> bool:
    """Tell whether a passage is ours, is not in the plan any more and was never touched."""
    b = all_.mine_base.get(m)
    if b is None or b in all_.base_theirs:
        return False
    old, own = all_.base[b], all_.mine[m]
    return (own.box is None or own.box.mark == " ") and words(old.text) == words(own.text)


def moved_by_owner(all_: Sides) -> set[int]:
    """Return the places of what the owner put under another heading or in another order."""
    here, before = paths(all_.mine, all_.mine_base), paths(all_.base, identity(all_.base))
    elsewhere = {m for m, b in all_.mine_base.items() if here[m] != before[b]}
    at_home = [m for m in sorted(all_.mine_base) if m not in elsewhere]
    in_order = longest_rising([all_.mine_base[m] for m in at_home])
    return elsewhere | {m for m in at_home if all_.mine_base[m] not in in_order}


def moved_by_plan(all_: Sides) -> set[int]:
    """Return the places in the owner's text of what the plan put under another heading."""
    there, before = paths(all_.theirs, all_.theirs_base), paths(all_.base, identity(all_.base))
    return {all_.base_mine[b] for t, b in all_.theirs_base.items() if b in all_.base_mine and there[t] != before[b]}


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the members of a longest rising subsequence: what was not moved when the rest was."""
    ends: list[int] = []  # places of the smallest last number of a run of each length
    before: list[int] = []
    for n, number in enumerate(numbers):
        at = bisect_left(ends, number, key=numbers.__getitem__)
        before.append(ends[at - 1] if at else -1)
        ends[at : at + 1] = [n]
    made, at = set[int](), ends[-1] if ends else -1
    while at >= 0:
        made.add(numbers[at])
        at = before[at]
    return made


def anchors(all_: Sides, framed: Collection[int], stays: Collection[int]) -> dict[int, int | None]:
    """Return behind which passage of the owner's text each goes that the frame has not; None is the document's top."""
    above, led_away = paths(all_.mine, {}), moved_by_plan(all_) & set(framed)
    placed = sorted(set(framed) - led_away)
    found: dict[int, int | None] = {}
    for m in sorted(set(stays) - set(framed)):
        at = bisect_left(placed, m)
        near = None if all_.mine[m].level else beside(placed, at, above, m)
        found[m] = near if near is not None else placed[at - 1] if at else None
        placed.insert(at, m)
    return found


def beside(placed: Sequence[int], at: int, above: Sequence[Path], m: int) -> int | None:
    """Return the nearest passage before one that stands under the same heading, or that heading itself."""
    heading = above[m][-1][1] if above[m] else 0
    for n in range(at - 1, -1, -1):
        p = placed[n]
        if p < heading:
            return None
        if p == heading or above[p] == above[m]:
            return p
    return None


def at_the_end(all_: Sides, framed: Collection[int], added: Iterable[int]) -> set[int]:
    """Return those added passages behind which nothing of the plan stands in their section."""
    above = paths(all_.mine, {})
    last = {above[m]: m for m in sorted(framed)}
    return {m for m in added if m > last.get(above[m], -1)}


def in_place(
    frame: Iterable[Entry], added: Mapping[int | None, Sequence[Entry]], ends: Collection[int]
) -> Iterator[Entry]:
    """Yield the frame with what was added behind its anchors.

    What stands at a section's end, and a section of the owner's, waits until what is new in that section has been told.
    """
    waiting = chain_behind(None, added)
    for entry in frame:
        if waiting and (entry.mine is not None or entry.passage.level):
            yield from waiting
            waiting = []
        yield entry
        if entry.mine is not None:
            behind = chain_behind(entry.mine, added)
            cut = next((n for n, one in enumerate(behind) if one.passage.level or one.mine in ends), len(behind))
            yield from behind[:cut]
            waiting = behind[cut:]
    yield from waiting


def chain_behind(anchor: int | None, added: Mapping[int | None, Sequence[Entry]]) -> list[Entry]:
    """Return what stands behind an anchor, and behind that, in the owner's order."""
    made: list[Entry] = []
    stack = list(reversed(added.get(anchor, ())))
    while stack:
        entry = stack.pop()
        made.append(entry)
        stack += reversed(added.get(entry.mine, ()))
    return made
