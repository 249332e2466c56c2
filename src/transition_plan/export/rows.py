"""Every action of a plan with where it belongs: what a spreadsheet, a calendar and a printed checklist list."""

import datetime
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from transition_plan.actionline import REPEATS, capital, hours, words
from transition_plan.boxes import Box, read_boxes
from transition_plan.filters import day, day_month
from transition_plan.ids import slug, unique
from transition_plan.months import in_months, month
from transition_plan.plan import Action, Plan, Why

from .bundle import DROPPED, Bundle

BEFORE = "Before day 1"


class Row(NamedTuple):
    """An action, its phase and focus area by title, and the mark in its box."""

    action: Action
    phase: str
    area: str
    mark: str


class Place(NamedTuple):
    """Where an action belongs, by title."""

    phase: str
    area: str = ""


def rows(bundle: Bundle) -> list[Row]:
    """Return the actions by their weeks, the lines that their owner added among them, then what repeats."""
    plan = bundle.plan
    places = places_of(plan)
    own = own_actions(bundle)
    weeks = sorted([*(action for week in plan.weeks for action in week.actions), *own], key=by_week)
    marks = {**bundle.ticks, **{action.id: mark for action, mark in own.items()}}
    found = [(action, places.get(action.id) or place_by_day(plan, action)) for action in [*weeks, *plan.habits]]
    return [Row(action, place.phase, place.area, marks.get(action.id, " ")) for action, place in found]


def by_week(action: Action) -> tuple[int, int]:
    """Sort actions as the checklist has them."""
    return action.week, action.day


def own_actions(bundle: Bundle) -> dict[Action, str]:
    """Return the lines that their owner added to the checklist, each with its mark; for nobody else is it read."""
    known = {action.id for week in bundle.plan.weeks for action in week.actions}
    known |= {habit.id for habit in bundle.plan.habits}
    taken = set(known)
    boxes = [box for box in read_boxes(bundle.checklist or "") if box.id not in known]
    own = [(own_action(box, bundle.plan, taken), box) for box in boxes]
    return {action: DROPPED if box.is_dropped else box.mark for action, box in own}


def own_action(box: Box, plan: Plan, taken: set[str]) -> Action:
    """Return a line of the owner's as an action, on a day of the plan if the line has a date."""
    title = words(box.body)
    after = len(plan.weeks)  # what has no date comes after all weeks
    day = plan_day(box.due, plan.start) if box.due and plan.start else 0
    return Action(
        id=unique(box.id or slug(title), taken),
        title=title,
        day=day,
        date=box.due,
        week=min(max((day + 6) // 7, 0), after - 1) if day else after,
        weeks=1,
        begin=box.begin,
        hours=0,
        done_when="",
        cue="",
        repeat=next((rhythm for rhythm, sign in REPEATS.items() if sign == box.repeat), ""),
        audience="",
        fixed=bool(box.due),
        private=True,
        why=Why("you", "", "added to the checklist"),
    )


def plan_day(date: datetime.date, start: datetime.date) -> int:
    """Return the day of the plan: the start is day 1, the day before it day -1."""
    days = (date - start).days
    return days + 1 if days >= 0 else days


def places_of(plan: Plan) -> dict[str, Place]:
    """Return where the actions of focus areas belong."""
    areas = [(phase, area) for phase in plan.phases for area in phase.focus]
    return {action.id: Place(phase.title, area.title) for phase, area in areas for action in area.actions}


def place_by_day(plan: Plan, action: Action) -> Place:
    """Return the phase whose days an action of the whole plan falls into; what repeats belongs to all of them."""
    if action.repeat:
        return Place("")
    around = (phase.title for phase in plan.phases if phase.from_day <= action.day <= phase.to_day)
    return Place(next(around, BEFORE if action.day < 1 else ""))


class Section(NamedTuple):
    """The actions of a week, under what the week is called."""

    title: str
    rows: tuple[Row, ...]


def sections(bundle: Bundle) -> list[Section]:
    """Return the actions as a checklist prints them: by week, without what was dropped."""
    shown = [row for row in rows(bundle) if row.mark != DROPPED]
    return [Section(title, tuple(group)) for title, group in groupby(shown, lambda row: heading_of(row, bundle.plan))]


def heading_of(row: Row, plan: Plan) -> str:
    """Return what a week is called; where a plan counts in months, what a month is."""
    if row.action.repeat:
        return "Every week, or as often as it says"
    week = next((week for week in plan.weeks if week.n == row.action.week), None)
    if week is None:
        return "Whenever"
    if in_months(plan):
        return f"Month {month(row.action.day)}"
    if not week.n:
        return "Before day 1"
    if week.start and week.end:
        return f"Week {week.n}: {day_month(week.start)} to {day_month(week.end)}"
    return f"Week {week.n}: days {week.from_day} to {week.to_day}"


def told(action: Action) -> str:
    """Return what stands behind an action's title on a printed checklist."""
    return "".join(parts_of(action))


def parts_of(action: Action) -> Iterator[str]:
    """Yield what an action takes, by when, what shows that it is done, and its steps."""
    effort = f"{action.owner} does it" if action.owner else hours(action.hours) if action.hours else ""
    rhythm = action.repeat or (f"by {day(action.date)}" if action.date else "")
    yield f" ({', '.join(filter(None, (effort, rhythm)))})" if effort or rhythm else ""
    yield f". Done when: {capital(action.done_when)}" if action.done_when else ""
    yield f". {'; '.join(map(capital, action.steps))}" if action.steps else ""
