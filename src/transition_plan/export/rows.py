"""Every action of a plan with where it belongs: what a spreadsheet, a calendar and a printed checklist list."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from transition_plan.actionline import capital, hours
from transition_plan.filters import day, day_month
from transition_plan.plan import Action, Plan

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
    """Return the actions by their weeks, then what repeats."""
    plan = bundle.plan
    places = places_of(plan)
    actions = [*(action for week in plan.weeks for action in week.actions), *plan.habits]
    found = [(action, places.get(action.id) or place_by_day(plan, action)) for action in actions]
    return [Row(action, place.phase, place.area, bundle.mark(action.id)) for action, place in found]


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
    """Return what a week is called."""
    if row.action.repeat:
        return "Every week, or as often as it says"
    week = next(week for week in plan.weeks if week.n == row.action.week)
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
    yield f" ({f'{action.owner} does it' if action.owner else hours(action.hours)}"
    yield f", {action.repeat}" if action.repeat else f", by {day(action.date)}" if action.date else ""
    yield ")"
    yield f". Done when: {capital(action.done_when)}" if action.done_when else ""
    yield f". {'; '.join(map(capital, action.steps))}" if action.steps else ""
