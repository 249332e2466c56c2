"""Which passage of one version of a document is which of another: by id, by what it says, by what is nearest to it.

What stands more than once, a line to fill in above all, is the same only under the same heading: a note about one
person must never come to stand under another.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial

from .passages import Passage, undated, words

ALIKE = 0.5  # of their words, from which two passages in one place are one that was reworded
LONGEST = 20_000  # characters; what is longer is compared whole or not at all
WINDOW = 60  # passages between two that are sure, among which a reworded one is looked for

Pairs = dict[int, int]  # place in the other version → place in the base
Path = tuple[tuple[str, int], ...]  # the headings above a passage
Key = Callable[[Passage], str]


def match(base: Sequence[Passage], other: Sequence[Passage], *, ours: bool = False) -> Pairs:
    """Pair the passages of another version with those of the base; each has one partner or none.

    ``ours`` says that nobody but the plan wrote the other version: then what says something else is something else,
    unless it stands alone in the same place.
    """
    pairs: Pairs = {}
    by_id(base, other, pairs)
    for level in sorted({passage.level for passage in base} - {0}):
        for name in (said, said_undated, heading_name):
            by_key(base, other, pairs, partial(of_level, level, name))
        if not ours:
            renamed(base, other, pairs, level)
    for key in (said, said_undated, first_cell):
        by_key(base, other, pairs, partial(of_level, 0, key))
    by_likeness(base, other, pairs, ours=ours)
    return pairs


def of_level(level: int, key: Key, passage: Passage) -> str:
    """Return the key of a heading of some level, or of what is none."""
    return key(passage) if passage.level == level else ""


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


def by_key(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs, key: Key) -> None:
    """Pair what has the same key: in its section in the order there, then wherever it was moved to, if there is one."""
    keys = keys_of(base, key), keys_of(other, key)
    if not any(keys[0]) or not any(keys[1]):
        return
    left, right = in_sections(base, other, pairs, keys)
    for section in left.keys() & right.keys():
        pair_in_order(left[section], right[section], pairs)
    times = Counter(keys[0]), Counter(keys[1])
    taken = set(pairs.values())
    places = {name: n for n, name in enumerate(keys[0]) if name and n not in taken}
    for n, name in enumerate(keys[1]):
        if n not in pairs and name in places and times[0][name] == times[1][name] == 1:
            pairs[n] = places[name]


def keys_of(passages: Sequence[Passage], key: Key) -> list[str]:
    """Return the key of each passage, nothing where it has none; an action has its id and nothing else."""
    return ["" if passage.id else key(passage) for passage in passages]


Section = dict[Path, list[tuple[int, str]]]  # the heading above → place and key of what stands there


def in_sections(
    base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs, keys: tuple[Sequence[str], Sequence[str]]
) -> tuple[Section, Section]:
    """Return what has no partner yet and a key, by the heading that it stands under."""
    return (
        sections(paths(base, identity(base)), keys[0], set(pairs.values())),
        sections(paths(other, pairs), keys[1], pairs.keys()),
    )


def sections(above: Sequence[Path], keys: Sequence[str], taken: Collection[int]) -> Section:
    """Return the places and keys of what is not taken, by the heading above."""
    found: Section = defaultdict(list)
    for n, name in enumerate(keys):
        if name and n not in taken:
            found[above[n][-1:]].append((n, name))
    return found


def pair_in_order(left: Sequence[tuple[int, str]], right: Sequence[tuple[int, str]], pairs: Pairs) -> None:
    """Pair what has the same key in one section: in order as far as possible, then what there is one of."""
    keys = [key for _, key in left], [key for _, key in right]
    for i, j, size in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
        pairs.update({right[j + n][0]: left[i + n][0] for n in range(size)})
    taken = set(pairs.values())
    places = defaultdict(list)
    for place, key in left:
        if place not in taken:
            places[key].append(place)
    for place, key in right:
        if place not in pairs and len(places[key]) == 1:
            pairs[place] = places.pop(key)[0]


def paths(passages: Sequence[Passage], pairs: Mapping[int, int]) -> list[Path]:
    """Return the headings above each passage, by their places in the base where they are paired."""
    made: list[Path] = []
    above: list[tuple[int, tuple[str, int]]] = []
    for n, passage in enumerate(passages):
        while passage.level and above and above[-1][0] >= passage.level:
            above.pop()
        made.append(tuple(key for _, key in above))
        if passage.level:
            above.append((passage.level, ("base", pairs[n]) if n in pairs else ("own", n)))
    return made


def identity(passages: Sequence[Passage]) -> Pairs:
    """Pair each passage with itself."""
    return {n: n for n in range(len(passages))}


def renamed(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs, level: int) -> None:
    """Pair headings that their owner gave another name, by what stands under them or by most of their words."""
    key = partial(of_level, level, said)
    left, right = in_sections(base, other, pairs, (keys_of(base, key), keys_of(other, key)))
    if not left or not right:
        return
    known = contents(base), contents(other)
    for section in left.keys() & right.keys():
        free = [n for n, _ in left[section]]
        for n, _ in right[section]:
            shares = {one: shared(known[0][one], known[1][n]) for one in free}
            same = max(free, key=shares.__getitem__, default=-1)
            if shares.get(same, 0) < ALIKE:
                same = next((one for one in free if are_alike(base[one], other[n])), -1)
            if same in free:
                pairs[n] = same
                free.remove(same)


def shared(one: Collection[str], other: Collection[str]) -> float:
    """Return how much of what stood under a heading stands under another, 0 to 1."""
    return len(set(one) & set(other)) / len(one) if one else 0.0


def contents(passages: Sequence[Passage]) -> Mapping[int, set[str]]:
    """Return what stands right under each heading, but for what stands elsewhere, too."""
    keys = [passage.id or said_undated(passage) for passage in passages]
    times = Counter(keys)
    found: dict[int, set[str]] = defaultdict(set)
    heading = -1
    for n, passage in enumerate(passages):
        heading = n if passage.level else heading
        if not passage.level and times[keys[n]] == 1:
            found[heading].add(keys[n])
    return found


def by_likeness(base: Sequence[Passage], other: Sequence[Passage], pairs: Pairs, *, ours: bool) -> None:
    """Pair what stands between the same neighbours, is of one kind and says nearly the same, or is alone there."""
    here = [path[-1:] for path in paths(base, identity(base))]
    there = [path[-1:] for path in paths(other, pairs)]
    for left, right in list(gaps(base, other, pairs)):
        if not left or not right or len(left) > WINDOW or len(right) > WINDOW:
            continue
        alone = len(left) == len(right) == 1
        is_one = are_alike if not ours else can_be_renewed if alone else is_renewed
        at = 0
        for n in right:
            fitting = (i for i in range(at, len(left)) if here[left[i]] == there[n])
            found = next((i for i in fitting if is_one(base[left[i]], other[n])), None)
            if found is not None:
                pairs[n] = left[found]
                at = found + 1


def is_renewed(one: Passage, other: Passage) -> bool:
    """Tell whether the plan says a passage in other words now."""
    return can_be_renewed(one, other) and are_alike(one, other)


def can_be_renewed(one: Passage, other: Passage) -> bool:
    """Tell whether nothing is about a passage that would be about something else then: a row's cells, an answer."""
    if one.kind == "front":
        return other.kind == "front"
    return one.kind == other.kind and not one.level and not one.body and one.kind != "row" and not other.id


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
