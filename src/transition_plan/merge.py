"""What we wrote last, what stands there now, what we would write → what to write, or the collisions.

The new text gives the order; what its owner wrote, moved, reformatted or struck out is laid over it. What stays: every
tick, every word and line of the owner's, and what they deleted stays deleted. What is renewed: text they left alone.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from .ids import slug
from .matching import said_undated
from .merged import ALL, Collision, Merged, Take
from .passages import Passage, cut_body, lines_of, read_passages, undated, unwrapped, words
from .placing import Entry, Sides, anchors, at_the_end, in_place, moved_by_owner, sides, staying
from .weaving import Clash, Settle, Three, bullet, in_the_form_of, weave_head, weave_text

GONE = "No longer in the plan; it stays because you changed it."
BOM = "\ufeff"


def merge_document(
    name: str, base: str | None, mine: str, theirs: str, take: Take | None = None, struck: Collection[str] = ()
) -> Merged:
    """Merge one document; ``struck`` are the ids of actions that its owner deleted before.

    Without a record of what was written last (None) the owner's text wins.
    """
    if not struck and mine in (base, theirs):
        return Merged(theirs)
    mine = unwrapped(mine)
    own = read_passages(mine.removeprefix(BOM))
    known = {*struck, *(one.id for one in read_passages(theirs if base is None else base))}
    there = {one.id for one in own}
    gone = frozenset(known - there - {""})
    # What the plan has no more and its owner kept is remembered, too: once deleted, it is not to come back.
    later = gone | (known & there - {one.id for one in read_passages(theirs)} - {""})
    if base is None:
        return Merged(mine, (), lost_record(mine, theirs), struck=later)
    if theirs == base:
        return Merged(mine, (), twice(own), struck=later)
    ending = "\r\n" if "".join(lines_of(mine)[:1]).endswith("\r\n") else "\n"
    old, new = (read_passages(text.replace("\n", ending)) for text in (base, theirs))
    judge = Judge(name, own, take or {}, gone)
    entries = merge_passages(sides(old, own, new), judge)
    text = (BOM if mine.startswith(BOM) else "") + joined(list(set_apart(entries, ending)), ending)
    return Merged(text, tuple(judge.collisions), twice(own), judge.gave_up, later, frozenset(judge.chosen))


def is_ours(mine: str, theirs: str) -> bool:
    """Tell whether a text that nobody has a record of may once have been this document."""
    own, new = outline(mine), outline(theirs)
    return bool(own & new) and len(own & new) * 4 >= min(len(own), len(new))


def is_of_another_plan(base: str, mine: str) -> bool:
    """Tell whether hardly anything is left of what was written, and actions stand there that nobody wrote."""
    old, own = outline(base), outline(mine)
    foreign = {passage.id for passage in read_passages(mine)} - {passage.id for passage in read_passages(base)}
    return bool(foreign) and len(old & own) * 10 < len(old)


def outline(text: str) -> set[str]:
    """Return what tells one document from another: its headings and its actions."""
    passages = read_passages(text.removeprefix(BOM))
    return {one.id or said_undated(one) for one in passages if one.id or one.level}


class Judge:
    """Settles what collides as the owner chose, and keeps what nobody chose."""

    def __init__(self, name: str, own: Sequence[Passage], take: Take, struck: Collection[str]) -> None:
        self.name, self.take, self.struck = name, take, struck
        self.collisions: list[Collision] = []
        self.gave_up = False
        self.chosen: set[str] = set()
        self.ids = dict(collision_ids(name, own))

    def about(self, passage: Passage) -> Settle:
        """Return what settles a clash in a passage."""

        def settle(_: Clash) -> str:
            id_ = self.ids[passage.line]
            choice = self.take.get(id_) or self.take.get(ALL, "")
            self.gave_up |= choice == "theirs"
            if choice:
                self.chosen.add(id_)
            return choice

        return settle

    def note(self, passage: Passage, clashes: Sequence[Clash]) -> None:
        """Keep what nobody has settled."""
        self.collisions += [Collision(self.name, passage.line, self.ids[passage.line], *clash) for clash in clashes]


def collision_ids(name: str, own: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Yield by what each line can be settled: an action's id, else the document and the heading above."""
    times: Counter[str] = Counter()
    above = "top"
    for passage in own:
        above = slug(passage.head) if passage.level else above
        wanted = passage.id or f"{name.removesuffix('.md')}#{above}"
        times[wanted] += 1
        yield passage.line, wanted if times[wanted] == 1 else f"{wanted}-{times[wanted]}"


def lost_record(mine: str, theirs: str) -> tuple[str, ...]:
    """Say what the owner's text lacks when nobody knows any more what was written."""
    if mine == theirs:
        return ()
    there = {passage.id for passage in read_passages(mine)}
    missing = [one.id for one in read_passages(theirs) if one.id and one.id not in there]
    lacks = f"; not in it: {', '.join(missing)}" if missing else ""
    return (f" stays as it is: there is no record of what plan wrote last{lacks}",)


def twice(own: Sequence[Passage]) -> tuple[str, ...]:
    """Say which actions stand in a document more than once."""
    seen: set[str] = set()
    notes = []
    for passage in own:
        if passage.id and passage.id in seen:
            notes.append(f":{passage.line}: {passage.id} stands here a second time; this line is taken as yours")
        seen.add(passage.id)
    return tuple(notes)


def merge_passages(all_: Sides, judge: Judge) -> list[Entry]:
    """Lay what the owner did over the new text."""
    frame = list(framed(all_, moved_by_owner(all_), judge))
    there = {entry.mine for entry in frame if entry.mine is not None}
    added: dict[int | None, list[Entry]] = {}
    behind = anchors(all_, there, staying(all_))
    for m, anchor in behind.items():
        added.setdefault(anchor, []).append(Entry(kept(all_, m, judge), m))
    return list(in_place(frame, added, at_the_end(all_, there, behind)))


def framed(all_: Sides, moved: set[int], judge: Judge) -> Iterator[Entry]:
    """Yield the new text's passages but for those that the owner deleted or moved; each as both sides want it."""
    for t, passage in enumerate(all_.theirs):
        b = all_.theirs_base.get(t)
        m = all_.both_added.get(t) if b is None else all_.base_mine.get(b)
        if m is None and b is None and passage.id not in judge.struck:
            yield Entry(like_theirs(passage, all_.mine), None)
        elif m is not None and m not in moved:
            yield Entry(added_twice(all_.mine[m], passage) if b is None else woven(all_, b, m, t, judge), m)


def like_theirs(passage: Passage, mine: Sequence[Passage]) -> Passage:
    """Give a new action the bullet of its owner's list: two kinds of bullets would make it two lists."""
    if not passage.id:
        return passage
    bullets = Counter(bullet(one.head) for one in mine if one.id)
    return passage._replace(head=in_the_form_of(passage.head, bullets.most_common(1)[0][0] if bullets else ""))


def kept(all_: Sides, m: int, judge: Judge) -> Passage:
    """Return a passage of the owner's that the new text has not, or has elsewhere because they moved it."""
    passage, b = all_.mine[m], all_.mine_base.get(m)
    if b is None:
        return passage
    if b in all_.base_theirs:
        return woven(all_, b, m, all_.base_theirs[b], judge)._replace(gap=passage.gap)
    return marked(passage) if passage.id else passage


def marked(action: Passage) -> Passage:
    """Say beneath an action that the plan has it no more, unless that is said there."""
    if any(GONE in line for line in action.body):
        return action
    ending = "\r\n" if action.head.endswith("\r\n") else "\n"
    margin = action.head[: len(action.head) - len(action.head.lstrip())]
    return action._replace(body=(*action.body, f"{margin}  - {GONE}{ending}"))


def added_twice(own: Passage, new: Passage) -> Passage:
    """Return what both sides added: a heading as the plan has it, an action without the note that it is gone."""
    if own.level and undated(own.head) == undated(new.head):
        return own._replace(head=new.head)
    return own._replace(body=tuple(line for line in own.body if words(line) != f"- {GONE}")) if own.id else own


def woven(all_: Sides, b: int, m: int, t: int, judge: Judge) -> Passage:
    """Return one passage of three versions; what collides in it is noted."""
    old, own, new = all_.base[b], all_.mine[m], all_.theirs[t]
    if is_about_another(old, own, new):
        head, clashes = weave_text(Three("", own.head, new.head), "text", judge.about(own))
    else:
        head, clashes = weave_head(old, own, new, judge.about(own))
    judge.note(own, clashes)
    gap = new.gap if blank(own.gap) == blank(old.gap) else own.gap
    return own._replace(head=head, body=woven_body(old, own, new, judge), gap=gap)


def is_about_another(old: Passage, own: Passage, new: Passage) -> bool:
    """Tell whether what its owner wrote beneath a line would come to stand beneath something else."""
    return not (old.id or undated(old.head) == undated(new.head) or say_the_same(old.body, own.body))


def woven_body(old: Passage, own: Passage, new: Passage, judge: Judge) -> tuple[str, ...]:
    """Weave the lines beneath an action or an item, each a passage of its own."""
    if say_the_same(old.body, new.body) or say_the_same(own.body, new.body):
        return own.body
    if say_the_same(own.body, old.body):
        return new.body
    bodies = (one.body if own.kind == "front" else cut_body(one.body) for one in (old, own, new))
    lines = ([Passage("line", line, (), "", own.line) for line in body] for body in bodies)
    return tuple(entry.passage.head for entry in merge_passages(sides(*lines), judge))


def say_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two bodies say the same, whatever a formatter did."""
    return one == other or [words(line) for line in one] == [words(line) for line in other]


def blank(gap: str) -> int:
    """Return how many empty lines there are."""
    return gap.count("\n")


def set_apart(entries: Sequence[Entry], ending: str) -> Iterator[Passage]:
    """Yield the passages, with an empty line where two that came together would run into one another."""
    for entry, after in zip_longest(entries, entries[1:]):
        passage = entry.passage
        together = after is None or (entry.mine is not None and after.mine == entry.mine + 1)
        if not passage.gap and not together and run_together(passage, after.passage):
            passage = passage._replace(gap=ending)
        yield passage


def run_together(one: Passage, after: Passage) -> bool:
    """Tell whether a passage would be read as part of the one right before it, or look as if it were."""
    return bool(after.level) or (after.kind == "para" and not one.level) or (one.kind == "row") != (after.kind == "row")


def joined(passages: Sequence[Passage], ending: str) -> str:
    """Put passages together; only the last may lack its line's end, and none runs into the next."""
    lines = [line for passage in passages for line in (passage.head, *passage.body, passage.gap) if line]
    return "".join(line if line.endswith("\n") or line is lines[-1] else line + ending for line in lines)
