"""The checklist, what is known of its plan, and a day → what is done, open, late and dropped, and where one stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .actionline import words
from .boxes import Box, read_boxes
from .index import Index, Span
from .unfilled import read_blanks

DONE, OPEN, GIVEN_UP = "done", "open", "dropped"
BEFORE, AFTER, HABITS, UNDATED = "before", "after", "habits", "no-date"
SHEET = "reviews/day-{}.md"


class Count(NamedTuple):
    """How many actions; ``todo`` are the open ones, ``late`` some of them."""

    done: int = 0
    todo: int = 0
    late: int = 0
    dropped: int = 0


class Item(NamedTuple):
    """An action as it stands in the checklist on a day."""

    id: str
    words: str  # its line without box and fields; its title where the line is gone
    state: str  # done, open or dropped
    due: date | None
    begin: date | None
    day: int | None
    part: str  # the id of its phase, or before, after, habits, no-date
    late: bool
    habit: bool
    own: bool  # no action of the plan: the owner's own line
    closed: date | None  # when it was done or dropped, where somebody noted it
    box: Box | None  # None where its owner deleted the line


class Part(NamedTuple):
    """A phase, or what lies outside all phases, with its count."""

    id: str
    title: str
    from_day: int | None
    to_day: int | None
    tally: Count


class Unfilled(NamedTuple):
    """What nobody has written down yet: a question's answer, or a line of a sheet whose day has passed."""

    id: str  # of the question; nothing for a line of a sheet
    text: str
    ask: str
    due: date | None
    document: str
    line: int


class Talk(NamedTuple):
    """A review that is still to come."""

    title: str
    day: int
    date: date


class Progress(NamedTuple):
    """Where a plan stands on a day."""

    title: str
    name: str
    start: date | None
    end: date | None
    as_of: date
    day: int | None  # nothing without a start
    days: int
    phase: str  # the title of the phase we are in
    next_review: Talk | None
    total: Count
    parts: tuple[Part, ...]
    unfilled: tuple[Unfilled, ...]
    items: tuple[Item, ...]


def progress(
    index: Index, checklist: str, sheets: Mapping[str, str], today: date, written: Collection[str] | None = None
) -> Progress:
    """Say where a plan stands.

    ``sheets`` are the review sheets there are, by name; ``written`` the ids of the lines that were written last, all of
    the plan's where nobody knows. An action that was written and has no line any more was dropped by its owner.
    """
    items = tuple(read_items(index, checklist, today, written))
    day = index.day_of(today)
    return Progress(
        title=index.title,
        name=index.name,
        start=index.start,
        end=index.end,
        as_of=today,
        day=day,
        days=index.days,
        phase=title_of(index, part_at(index, day)),
        next_review=next_review(index, today),
        total=count(items),
        parts=tuple(parts(index, items)),
        unfilled=tuple(unfilled(index, sheets, today)),
        items=items,
    )


def read_items(index: Index, checklist: str, today: date, written: Collection[str] | None) -> list[Item]:
    """Return the actions in the order of the checklist, then those whose lines are gone."""
    items: list[Item] = []
    seen: set[str] = set()
    for box in read_boxes(checklist):
        item = item_of(index, box, today, seen)
        seen.add(item.id)
        items.append(item)
    expected = index.known.keys() if written is None else index.known.keys() & set(written)
    return [*items, *(gone(index, key) for key in index.known if key in expected and key not in seen)]


def item_of(index: Index, box: Box, today: date, seen: Collection[str]) -> Item:
    """Return the action of a box; what stands twice is the owner's own the second time."""
    fields = box.fields
    known = None if fields.id in seen else index.known.get(fields.id)
    habit = bool(fields.repeat) or (known is not None and known.id in index.repeating)
    state = DONE if box.is_ticked else GIVEN_UP if box.is_dropped else OPEN
    moved = index.day_of(fields.due)  # its owner may have given it another day; it stays in its phase
    day = known.day if known else moved
    return Item(
        id=fields.id,
        words=words(box.body),
        state=state,
        due=fields.due,
        begin=fields.begin,
        day=day if moved is None else moved,
        part=HABITS if habit else part_at(index, day),
        late=state == OPEN and not habit and fields.due is not None and fields.due < today,
        habit=habit,
        own=known is None,
        closed=fields.done if state == DONE else fields.cancelled,
        box=box,
    )


def gone(index: Index, key: str) -> Item:
    """Return an action whose line its owner deleted."""
    known, habit = index.known[key], key in index.repeating
    part = HABITS if habit else part_at(index, known.day)
    return Item(key, known.title, GIVEN_UP, known.date, None, known.day, part, False, habit, False, None, None)


def part_at(index: Index, day: int | None) -> str:
    """Return the phase of a day: the last that has begun by then, unless all are over."""
    if day is None or not index.phases:
        return UNDATED
    begun = [one for one in index.phases if one.from_day <= day]
    last = max(index.days, *(one.to_day for one in index.phases))
    return AFTER if day > last else max(begun, key=lambda one: one.from_day).id if begun else BEFORE


def title_of(index: Index, part: str) -> str:
    """Return a phase's title, nothing for what is none."""
    return next((one.title for one in index.phases if one.id == part), "")


def count(items: Iterable[Item]) -> Count:
    """Count actions by what became of them."""
    states = [(item.state, item.late) for item in items]
    return Count(
        done=sum(state == DONE for state, _ in states),
        todo=sum(state == OPEN for state, _ in states),
        late=sum(late for _, late in states),
        dropped=sum(state == GIVEN_UP for state, _ in states),
    )


def parts(index: Index, items: Sequence[Item]) -> list[Part]:
    """Return every phase in its order, and what lies outside where there is something; their counts add up to all."""
    spans: list[Span] = list(index.phases)
    outside = {BEFORE: "Before day 1", HABITS: "Again and again", AFTER: "After the plan", UNDATED: "Without a day"}
    used = {item.part for item in items}
    known = [
        *([BEFORE] if BEFORE in used else []),
        *(one.id for one in spans),
        *(key for key in (AFTER, HABITS, UNDATED) if key in used),
    ]
    by_id = {one.id: one for one in spans}
    made = []
    for key in known:
        span = by_id.get(key)
        mine = count(item for item in items if item.part == key)
        title = span.title if span else outside[key]
        made.append(Part(key, title, span.from_day if span else None, span.to_day if span else None, mine))
    return made


def next_review(index: Index, today: date) -> Talk | None:
    """Return the first review that is not over."""
    coming = sorted((one.date, one.day, one.title) for one in index.reviews if one.date and one.date >= today)
    return Talk(coming[0][2], coming[0][1], coming[0][0]) if coming else None


def unfilled(index: Index, sheets: Mapping[str, str], today: date) -> list[Unfilled]:
    """Return the questions without an answer, then the empty lines of the sheets whose day has passed.

    A question that a sheet has an answer to is not one of them; the empty line beneath a question counts once.
    """
    passed = [SHEET.format(one.day) for one in index.reviews if one.date and one.date < today]
    found = {name: read_blanks(sheets[name]) for name in passed if name in sheets}
    asked = {letters(one.question): one for one in index.questions}
    questions = [
        Unfilled(one.id, one.question, one.ask, one.date, "", 0)
        for key, one in asked.items()
        if not is_answered(key, sheets)
    ]
    lines = [
        Unfilled("", f"{one.about}: {one.label}", "", None, name, one.line)
        for name, blanks in found.items()
        for one in blanks
        if not any(key in letters(one.about) for key in asked)
    ]
    return [*questions, *lines]


def is_answered(key: str, sheets: Mapping[str, str]) -> bool:
    """Tell whether a question stands in a sheet and its line is filled in."""
    texts = [text for text in sheets.values() if key in letters(text)]
    return any(all(key not in letters(one.about) for one in read_blanks(text)) for text in texts)


def letters(text: str) -> str:
    """Return what two spellings of a text have in common: its letters and digits."""
    return "".join(character for character in text.casefold() if character.isalnum())
