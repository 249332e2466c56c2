"""The timeline of the page: where on the drawing each phase, focus area, action, win and review stands."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from transition_plan.months import MONTH, in_months, is_seeking, month, told_wins
from transition_plan.plan import Action, Date, FocusArea, Phase, Plan

from .lettering import cut, length

WIDTH, PAD = 960.0, 8.0
TOP = 26.0  # of what stands below the axis
BAND, CHIP, MARK = 50.0, 29.0, 25.0  # heights, with the space below
COLUMN = 9.5  # the least between two dots
MOST_TICKS = 13


class Scale(NamedTuple):
    """Days, as a drawing counts them: there is no day 0, yet day -1 lies right before day 1."""

    first: int
    last: int
    start: Date

    @property
    def unit(self) -> float:
        """Return the width of a day."""
        return (WIDTH - 2 * PAD) / (self.last - self.first + 1)

    def x(self, day: int) -> float:
        """Return where a day begins."""
        return PAD + (nth(day) - self.first) * self.unit

    def middle(self, day: int, date: Date) -> float:
        """Return where something of a day stands; its date, where it has one, may have moved off a day off."""
        shown = (date - self.start).days if date and self.start else nth(day)
        return PAD + (min(max(shown, self.first), self.last) - self.first + 0.5) * self.unit


class Bar(NamedTuple):
    """A span with a name: a phase, a focus area, or days off."""

    x: float
    y: float
    width: float
    text: str  # as much of the name as has room
    name: str
    under: str = ""


class Dot(NamedTuple):
    """An action."""

    id: str
    x: float
    y: float
    done: bool


class Mark(NamedTuple):
    """An early win or a review, with its name beside it."""

    kind: str
    x: float
    y: float
    at: float  # where the name stands
    end: bool  # whether it ends there
    text: str


class Tick(NamedTuple):
    """A line of the axis."""

    x: float
    text: str
    date: Date


class Moment(NamedTuple):
    """The same in words, for whoever sees no drawing."""

    kind: str
    day: int
    date: Date
    text: str
    until: Date = None


class Timeline(NamedTuple):
    """The drawing, and what it says in words."""

    width: float
    height: float
    floor: float  # on which the actions are heaped
    radius: float
    first: int
    last: int
    unit: float
    pad: float
    ticks: tuple[Tick, ...]
    phases: tuple[Bar, ...]
    areas: tuple[Bar, ...]
    off: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    moments: tuple[Moment, ...]


def draw_timeline(plan: Plan, done: Collection[str]) -> Timeline:
    """Return the timeline; ``done`` are the ids of what is ticked."""
    scale = scale_of(plan)
    phases, y = stacked([phase_bar(phase, scale) for phase in plan.phases], TOP, BAND)
    areas, y = stacked([area_bar(area, phase, scale) for phase in plan.phases for area in phase.focus], y + 4, CHIP)
    dots, floor = heaped(sorted(actions_of(plan), key=lambda one: nth(one.day)), done, scale, y + 4)
    marks, bottom = beside(list(named_marks(plan, scale)), floor + 18)
    return Timeline(
        WIDTH,
        bottom,
        floor,
        radius_of(scale),
        scale.first,
        scale.last,
        round(scale.unit, 4),
        PAD,
        tuple(ticks(plan, scale)),
        phases,
        areas,
        tuple(off_bars(plan, scale)),
        dots,
        marks,
        tuple(sorted(moments(plan, scale.start), key=lambda one: place(one, scale.start))),
    )


def nth(day: int) -> int:
    """Return a day's place in the row of days; day 1 is the first, at 0."""
    return day - 1 if day > 0 else day


def place(moment: Moment, start: Date) -> int:
    """Return where a moment comes in the row of days; one that moved off a day off comes where it moved to."""
    return (moment.date - start).days if moment.date and start else nth(moment.day)


def scale_of(plan: Plan) -> Scale:
    """Return the days that the drawing shows: the plan's, and what is to be done before."""
    early = [nth(day) for day in (*(p.from_day for p in plan.phases), *(a.day for a in actions_of(plan)))]
    late = [nth(p.to_day) for p in plan.phases]
    return Scale(min([0, *early]), max([nth(plan.days), *late]), plan.start if plan.dated else None)


def actions_of(plan: Plan) -> Iterator[Action]:
    """Yield the actions of all phases."""
    for phase in plan.phases:
        for area in phase.focus:
            yield from area.actions
        yield from phase.actions


def phase_bar(phase: Phase, scale: Scale) -> Bar:
    """Return a phase from its first day to its last."""
    x, end = scale.x(phase.from_day), scale.x(phase.to_day) + scale.unit
    room = end - x - 24
    return Bar(x + 1, 0, end - x - 2, cut(phase.title, room / 1.2), phase.title, cut(phase.persona, room))


def area_bar(area: FocusArea, phase: Phase, scale: Scale) -> Bar:
    """Return a focus area from the first day of its phase to the day of its last goal."""
    x, whole = scale.x(phase.from_day), scale.x(phase.to_day) + scale.unit
    ends = [scale.middle(goal.day, goal.date) + scale.unit / 2 for goal in area.goals]
    end = max([x + 40, *ends]) if ends else whole
    text = cut(area.title[:1].upper() + area.title[1:], whole - x - 14)
    return Bar(x + 1, 0, min(end, WIDTH - PAD) - x - 2, text, area.title)


def stacked(bars: Sequence[Bar], y: float, height: float) -> tuple[tuple[Bar, ...], float]:
    """Put bars into as few rows as they need, counting their names; returns them and where the next thing goes."""
    ends: list[float] = []
    placed = []
    for bar in bars:
        row = free_row(ends, bar.x)
        ends[row] = bar.x + max(bar.width, length(bar.text) + 14)
        placed.append(bar._replace(x=round(bar.x, 1), y=y + row * height, width=round(bar.width, 1)))
    return tuple(placed), y + len(ends) * height


def free_row(ends: list[float], x: float) -> int:
    """Return the first row that is free from ``x`` on, a new one if there is none."""
    for row, end in enumerate(ends):
        if end <= x + 1:
            return row
    ends.append(0.0)
    return len(ends) - 1


def radius_of(scale: Scale) -> float:
    """Return how large a dot may be."""
    return round(min(4.2, max(scale.unit, COLUMN) * 0.42), 1)


def heaped(actions: Iterable[Action], done: Collection[str], scale: Scale, y: float) -> tuple[tuple[Dot, ...], float]:
    """Heap up the actions over their days, a dot each; returns them and the floor on which they stand."""
    step = max(scale.unit, COLUMN)
    radius = radius_of(scale)
    columns = {
        place: list(heap)
        for place, heap in groupby(actions, key=lambda one: int((scale.middle(one.day, one.date) - PAD) / step))
    }
    floor = y + max(map(len, columns.values()), default=0) * (2 * radius + 2) + 6
    return tuple(
        Dot(
            action.id,
            round(PAD + (place + 0.5) * step, 1),
            round(floor - 5 - (n + 0.5) * (2 * radius + 2) + radius, 1),
            action.id in done,
        )
        for place, heap in columns.items()
        for n, action in enumerate(heap)
    ), floor


def named_marks(plan: Plan, scale: Scale) -> Iterator[Mark]:
    """Yield wins and reviews, each on its day."""
    for win in told_wins(plan):
        yield Mark("win", scale.middle(win.due_day, win.due), 0, 0, False, cut(win.title, WIDTH / 2))
    for review in plan.reviews:
        yield Mark("review", scale.middle(review.day, review.date), 0, 0, False, review_text(plan, review.day))


def review_text(plan: Plan, day: int) -> str:
    """Return what a review is called beside its mark."""
    return f"Decision, month {month(day)}" if is_seeking(plan) else f"Day-{day} review"


def beside(marks: Sequence[Mark], y: float) -> tuple[tuple[Mark, ...], float]:
    """Put each name beside its mark, where there is room, no two over one another."""
    placed, rows = [], list[list[tuple[float, float]]]()
    for mark in sorted(marks, key=lambda one: (one.x, one.kind, one.text)):
        wide = length(mark.text) + 24
        left = mark.x + wide > WIDTH
        span = (mark.x - wide, mark.x + 8) if left else (mark.x - 8, mark.x + wide)
        row = next((n for n, taken in enumerate(rows) if all(span[1] < a or b < span[0] for a, b in taken)), len(rows))
        rows[row:row] = [] if row < len(rows) else [[]]
        rows[row].append(span)
        at = mark.x - 11 if left else mark.x + 11
        placed.append(mark._replace(x=round(mark.x, 1), y=y + row * MARK, at=round(at, 1), end=left))
    return tuple(placed), y + max(len(rows), 1) * MARK - 8


def off_bars(plan: Plan, scale: Scale) -> Iterator[Bar]:
    """Yield the days off that the drawing shows."""
    if scale.start is None:
        return
    for off in plan.days_off:
        begin = max((off.start - scale.start).days, scale.first)
        end = min((off.end - scale.start).days, scale.last)
        if begin <= end:
            x = PAD + (begin - scale.first) * scale.unit
            yield Bar(round(x, 1), TOP, round((end - begin + 1) * scale.unit, 1), "", "")


def ticks(plan: Plan, scale: Scale) -> Iterator[Tick]:
    """Yield the beginnings of weeks, as many as can be read; those of months where the plan counts in them."""
    if in_months(plan):
        for day in range(1, scale.last + 1, MONTH):
            yield Tick(round(scale.x(day), 1), f"month {month(day)}", None)
        return
    weeks = range(-(-scale.first // 7) * 7, scale.last + 1, 7)
    every = -(-len(weeks) // MOST_TICKS)
    for place in weeks:
        if place % (7 * every) == 0:
            date = scale.start + datetime.timedelta(place) if scale.start else None
            text = "" if date else f"day {place + 1 if place >= 0 else place}"
            yield Tick(round(PAD + (place - scale.first) * scale.unit, 1), text, date)


def moments(plan: Plan, start: Date) -> Iterator[Moment]:
    """Yield what the drawing shows, in words."""
    for phase in plan.phases:
        yield Moment("phase", phase.from_day, phase.start, phase.title)
    for win in told_wins(plan):
        yield Moment("win", win.due_day, win.due, win.title)
    for review in plan.reviews:
        yield Moment("review", review.day, review.date, review.title)
    for off in plan.days_off if start else ():
        yield Moment("off", 0, off.start, "Off", off.end)
