"""Every action of a plan with where it belongs: what a spreadsheet, a calendar and a printed checklist list."""

from typing import NamedTuple

from transition_plan.plan import Action, Plan

from .bundle import Bundle

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
