"""Which passage of one version of a document is which of another: by id, by what it says, by what is nearest to it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher

from .passages import Passage, undated, words

ALIKE = 0.5  # of their words, from which two passages in one place are one that was reworded
LONGEST = 20_000  # characters; what is longer is compared whole or not at all
WINDOW = 60  # passages between two that are sure, among which a reworded one is looked for

Pairs = dict[int, int]  # place in the other version → place in the base


def match(base: Sequence[Passage], other: Sequence[Passage]) -> Pairs:
    """Pair the passages of another version with those of the base; each has one partner or none."""
    pairs: Pairs = {}
    by_id(base, other, pairs)
    for key in (said, said_undated, heading_name, first_cell):
        by_key(base, other, pairs, key)
    by_likeness(base, other, pairs)
    return pairs


def by_id(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs) -> None:
    """Pair actions by their ids; of a line that somebody copied, the first counts."""
    places: dict[str, int] = {}
    for n, passage in enumerate(base):
        if passage.id:
            places.setdefault(passage.id, n)
    for n, passage in enumerate(other):
        if passage.id in places:
            pairs[n] = places.pop(passage.id)


def said(passage: Passage) -> str:
    """Return what a passage says."""
    return f"{passage.kind}:{words(passage.text)}"


def said_undated(passage: Passage) -> str:
    """Return what a passage says apart from its dates."""
    return f"{passage.kind}:{undated(passage.text)}" if len(passage.text) < LONGEST else ""


def heading_name(passage: Passage) -> str:
    """Return what a heading is called before its colon: “Week 3”."""
    return f"{passage.level}:{undated(passage.head).partition(':')[0]}" if passage.kind == "heading" else ""


def first_cell(passage: Passage) -> str:
    """Return what a row of a table is about."""
    cells = undated(passage.head).split("|") if passage.kind == "row" else []
    return cells[1].strip() if len(cells) > 1 and cells[1].strip("-: ") else ""


def by_key(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs, key: Callable[[Passage], str]) -> None:
    """Pair what has the same key: in the document's order as far as possible, then wherever it was moved to."""
    left, right = unpaired(base, set(pairs.values()), key), unpaired(other, pairs.keys(), key)
    keys = [key(base[n]) for n in left], [key(other[n]) for n in right]
    for i, j, size in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
        pairs.update(zip(right[j : j + size], left[i : i + size], strict=True))
    places = defaultdict(list)
    for n in unpaired(base, set(pairs.values()), key):
        places[key(base[n])].append(n)
    for n in unpaired(other, pairs.keys(), key):
        if len(places[key(other[n])]) == 1:
            pairs[n] = places.pop(key(other[n]))[0]


def unpaired(passages: Sequence[Passage], taken: Collection[int], key: Callable[[Passage], str]) -> list[int]:
    """Return the places of the passages that have no partner yet and a key; an action has its id and nothing else."""
    return [n for n, passage in enumerate(passages) if n not in taken and not passage.id and key(passage)]


def by_likeness(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs) -> None:
    """Pair what stands between the same neighbours, is of one kind and says nearly the same."""
    for left, right in list(gaps(base, other, pairs)):
        if not left or not right or len(left) > WINDOW or len(right) > WINDOW:
            continue
        at = 0
        for n in right:
            found = next((i for i in range(at, len(left)) if are_alike(base[left[i]], other[n])), None)
            if found is not None:
                pairs[n] = left[found]
                at = found + 1


def gaps(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what is unpaired in both versions between two neighbours that are sure and in order."""
    taken, at = set(pairs.values()), 0
    right: list[int] = []
    for n in range(len(other) + 1):
        partner = len(base) if n == len(other) else pairs.get(n, -1)
        if n < len(other) and n not in pairs:
            right.append(n)
        elif partner >= at:
            yield [i for i in range(at, partner) if i not in taken and not base[i].id], right
            at, right = partner + 1, []


def are_alike(one: Passage, other: Passage) -> bool:
    """Tell whether a passage is likely the other one, reworded or filled in."""
    if one.kind != other.kind or one.level != other.level or other.id:
        return False
    old, new = undated(one.head), undated(other.head)
    if old.endswith(":") and new.startswith(old):
        return True
    if len(old) > LONGEST or len(new) > LONGEST:
        return False
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
