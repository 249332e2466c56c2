"""Content → dated, load-balanced plan: what goes into which week, and what does not fit.

Fixed days first, then chains in the order of their rank. A chain is placed whole or parked whole; work is spread in
chunks backwards from its due week; what goes on for weeks is due no earlier than they allow; a week is filled to 80 %
of its hours, holds 12 boxes, 4 movable ones, 3 new starts (``docs/design.md``).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from .assess import USABLE
from .dates import Calendar, week_of
from .draft import Draft

BOXES, MOVABLE, STARTS = 12, 4, 3
CHUNK, CHUNK_SHARE = 2.0, 0.3  # hours of one action in one week, or the part of the week's hours if that is more
LONG = 2.0  # hours, over which an action is begun rather than just done
LATER = 2  # weeks that a due date may slip before the chain is parked
QUARTERLY = 13
EVERY = {"weekly": 1, "fortnightly": 2, "monthly": 4, "quarterly": QUARTERLY}
SLACK = 1e-6


class Placed(NamedTuple):
    """Where an action went."""

    day: int
    week: int
    weeks: int


class Unplaced(NamedTuple):
    """A chain that found no room, and why."""

    drafts: tuple[Draft, ...]
    reason: str


class Schedule(NamedTuple):
    """Where everything went, and how full the weeks are; weeks are 0 (before the start) to the last."""

    placed: Mapping[str, Placed]
    parked: tuple[Unplaced, ...]
    load: tuple[float, ...]
    capacity: tuple[float, ...]
    boxes: tuple[int, ...]


class Room:
    """What is still free in each week while chains are being placed."""

    def __init__(self, capacity: Sequence[float]) -> None:
        self.capacity = list(capacity)
        self.last = len(self.capacity) - 1
        self.load = [0.0] * len(self.capacity)
        self.boxes, self.movable, self.starts = ([0] * len(self.capacity) for _ in range(3))

    def copy(self) -> "Room":
        """Return the same room, to try a chain in."""
        other = Room(self.capacity)
        for name in ("load", "boxes", "movable", "starts"):
            setattr(other, name, getattr(self, name)[:])
        return other

    def free(self, week: int) -> float:
        """Return the hours that a week still takes."""
        return max(0.0, self.capacity[week] * USABLE - self.load[week])

    def chunk(self, week: int) -> float:
        """Return the hours of one action that a week takes."""
        return min(self.free(week), max(CHUNK, CHUNK_SHARE * self.capacity[week]))

    def parts(self, hours: float, first: int, due: int) -> dict[int, float]:
        """Return the hours to take from the weeks ``due`` back to ``first``, nothing if they do not fit."""
        left, taken = hours, {}
        for week in range(due, first - 1, -1):
            part = min(left, self.chunk(week))
            if part > SLACK:
                taken[week] = part
                left -= part
            elif week == due:
                return {}
            if left <= SLACK:
                return taken
        return {}

    def take(self, parts: Mapping[int, float]) -> None:
        """Take hours from weeks."""
        for week, part in parts.items():
            self.load[week] += part


def schedule(
    drafts: Sequence[Draft], habits: Sequence[Draft], calendar: Calendar, hours: Sequence[float], last: int = 90
) -> Schedule:
    """Place every draft into ``hours`` (a week each, up to the ``last`` day) or say why it does not fit."""
    drafts = [draft._replace(last_day=draft.last_day or last) for draft in drafts]
    capacity = [0.0, *(hour * calendar.share(week) for week, hour in enumerate(hours, start=1))]
    room = Room(capacity)
    for habit in habits:
        every = EVERY.get(habit.repeat, QUARTERLY)
        for week in range(max(1, week_of(habit.first_day)), min(room.last, week_of(habit.due_day)) + 1, every):
            room.load[week] += habit.hours if capacity[week] else 0.0
    placed = place_fixed(drafts, calendar, room)
    parked = []
    for chain in chains(drafts):
        trial = room.copy()
        found = place_chain(chain, calendar, trial)
        if found:
            room = trial
            placed.update(found)
        elif all(draft.must for draft in chain):
            placed.update(place_fixed([forced(draft, calendar, room) for draft in chain], calendar, room))
        else:
            parked.append(Unplaced(tuple(chain), why_not(chain, room)))
    return Schedule(placed, tuple(parked), tuple(room.load), tuple(capacity), tuple(room.boxes))


def place_fixed(drafts: Iterable[Draft], calendar: Calendar, room: Room) -> dict[str, Placed]:
    """Put what stays on its day there, or on the working day before; what takes longer is begun in the weeks before."""
    placed = {}
    for draft in sorted((d for d in drafts if d.fixed), key=lambda d: (d.hours > CHUNK, d.due_day, d.id)):
        day = calendar.due(draft.due_day)
        week = min(week_of(day), room.last)
        begun = begin_early(draft, week, room)
        room.boxes[week] += 1
        placed[draft.id] = Placed(day, week, week - begun + 1)
    return placed


def begin_early(draft: Draft, week: int, room: Room) -> int:
    """Take the hours of a fixed action from its week and, as far as it may begin earlier, from those before."""
    left, begun = draft.hours, week
    for earlier in range(week, max(1, week_of(draft.first_day)) - 1, -1):
        part = min(left, room.chunk(earlier))
        if part > SLACK:
            room.load[earlier] += part
            left, begun = left - part, earlier
    room.load[week] += left  # whatever found no room is done all the same: the day is fixed
    return min(begun, max(1, week - draft.span + 1))


def chains(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Return what can move, by chain, in the order in which chains are placed."""
    movable = sorted((d for d in drafts if not d.fixed), key=lambda d: (d.rank, d.chain or d.id, d.due_day))
    return [list(group) for _, group in groupby(movable, key=lambda d: (d.rank, d.chain or d.id))]


def place_chain(chain: Sequence[Draft], calendar: Calendar, room: Room) -> dict[str, Placed]:
    """Place a chain whole, a week apart, or return nothing."""
    placed: dict[str, Placed] = {}
    after = 0
    for draft in chain:
        found = place_one(draft, after, calendar, room)
        if not found:
            return {}
        placed[draft.id] = found
        after = found.week
    return placed


def place_one(draft: Draft, after: int, calendar: Calendar, room: Room) -> Placed | None:
    """Find the week nearest to the due week that has room, not earlier than ``after`` + 1."""
    wished = week_of(draft.due_day)
    first = max(week_of(draft.first_day), after + 1)
    for due in due_weeks(wished, first + draft.span - 1, min(room.last, week_of(draft.last_day))):
        full = room.boxes[due] >= BOXES or (room.movable[due] >= MOVABLE and not draft.must)
        if full or not open_days(draft, due, calendar):
            continue
        parts = room.parts(draft.hours, first, due)
        begun = min((*parts, due - draft.span + 1))
        if parts and (draft.hours <= LONG or room.starts[begun] < STARTS):
            room.take(parts)
            room.starts[begun] += draft.hours > LONG
            room.boxes[due] += 1
            room.movable[due] += not draft.must
            return Placed(day_in(draft, due, calendar), due, due - begun + 1)
    return None


def forced(draft: Draft, calendar: Calendar, room: Room) -> Draft:
    """Fix what must be done and fits nowhere on a day of the week, of those it may fall in, that has most room."""
    first, last = week_of(draft.first_day) + draft.span - 1, min(room.last, week_of(draft.last_day))
    weeks = [week for week in due_weeks(week_of(draft.due_day), first, last) if open_days(draft, week, calendar)]
    if not weeks:
        return draft._replace(fixed=True)
    roomy = max(weeks, key=lambda week: room.capacity[week] * USABLE - room.load[week])
    return draft._replace(fixed=True, due_day=day_in(draft, roomy, calendar))


def due_weeks(wished: int, first: int, last: int) -> list[int]:
    """Return the weeks in which something may be due, the wished one first, then one earlier, one later, and so on."""
    latest = min(last, max(wished, first) + LATER)
    return sorted(range(max(first, 1), latest + 1), key=lambda week: (abs(week - wished), week))


def open_days(draft: Draft, week: int, calendar: Calendar) -> list[int]:
    """Return the working days of a week on which something may be due: once it may begin, and in its phase."""
    return [day for day in calendar.working_days(week) if draft.first_day <= day <= draft.last_day]


def day_in(draft: Draft, week: int, calendar: Calendar) -> int:
    """Return the day in its week: the wished one if it lies there, else the last one that is open."""
    days, wished = open_days(draft, week, calendar), calendar.due(draft.due_day)
    return wished if wished in days else days[-1]


def why_not(chain: Sequence[Draft], room: Room) -> str:
    """Say which weeks were full."""
    first, end = week_of(chain[0].first_day), chain[-1]
    last = min(room.last, week_of(end.due_day) + LATER, week_of(end.last_day))
    hours = sum(draft.hours for draft in chain)
    free = sum(room.free(week) for week in range(max(1, first), last + 1))
    if free < hours:
        return f"needs {hours:g} h; weeks {max(1, first)} to {last} have {free:.1f} h left"
    longest = max(draft.span for draft in chain)
    why = f", and one step of it goes on for {longest} weeks" if longest > 1 else ""
    return f"no room for it in weeks {max(1, first)} to {last}{why}"
