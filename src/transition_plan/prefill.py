"""What a review's sheet says before it is filled in: what was done since the last one, what is late or was given up.

Only the plan's own actions are told, and none that is private: two people read a sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .checklists import Checklist, one_line_each
from .index import INDEX, read_index
from .markdown import unescape
from .marks import reason_of
from .plan import Action, Date, Plan, Review
from .progress import DONE, GIVEN_UP, Item, progress

BY_NAME = 12  # of each kind, in the look back on a whole plan
SHOWN = (4, 3, 2, 1, 0)  # of each kind, by name; the page decides


class Entry(NamedTuple):
    """An action as a sheet tells it."""

    title: str
    due: Date
    why: str = ""  # it was dropped


class Several(NamedTuple):
    """Some actions by name, and how many more there are."""

    shown: tuple[Entry, ...]
    more: int


class Known(NamedTuple):
    """What is known of a plan on the day of a sheet."""

    done: Several
    late: Several
    dropped: Several


def prefilled(plan: Plan, review: Review, index: str, checklist: Checklist, when: date, most: int) -> Known:
    """Return what a sheet tells of a plan on a day by its checklist, so many of each kind by name."""
    standing = progress(read_index(index.encode(), INDEX), checklist.text, {}, when, checklist.written)
    actions = {one.id: one for one in shared_actions(plan)}
    since = max((one.day for one in plan.reviews if one.day < review.day), default=None)
    ours = [item for item in standing.items if item.id in actions and not item.own and not item.habit]
    fresh = [item for item in ours if is_since(item, since, plan)]
    return Known(
        several([entry(item, actions) for item in fresh if item.state == DONE], most),
        several([entry(item, actions) for item in ours if item.late], most, first=True),
        several([entry(item, actions, checklist.text) for item in fresh if item.state == GIVEN_UP], most),
    )


def looked_back(plan: Plan, index: str, checklist: str) -> Known:
    """Return what a closed plan's checklist tells: what was done, left open and given up; for its owner alone.

    Their own lines count, too, and those that the plan had once: what was done before it began.
    """
    checklist = one_line_each(checklist)
    standing = progress(read_index(index.encode(), INDEX), checklist, {}, plan.end or date.max)
    reviews = {one.id for one in plan.reviews}
    titles = {one.id: one.title for week in plan.weeks for one in week.actions}

    def told(items: Iterable[Item]) -> Several:
        return several([lived(one, titles.get(one.id, ""), checklist) for one in items], BY_NAME)

    items = [one for one in standing.items if one.id not in reviews and not one.habit]
    return Known(
        told(one for one in items if one.state == DONE),
        told(one for one in items if one.state not in (DONE, GIVEN_UP)),
        told(one for one in items if one.state == GIVEN_UP),
    )


def lived(item: Item, title: str, checklist: str) -> Entry:
    """Return an action as it was lived: by its title, else by its line's words, with the reason why it was dropped."""
    why = reason_of(checklist, item.box) if item.box and item.state == GIVEN_UP else ""
    return Entry(title or unescape(item.words).partition(" (")[0], item.due, why)


def entry(item: Item, actions: Mapping[str, Action], checklist: str = "") -> Entry:
    """Return an action as a sheet tells it, with the reason why it was dropped where the checklist has one."""
    action = actions[item.id]
    return Entry(action.title, action.date, reason_of(checklist, item.box) if item.box and checklist else "")


def shared_actions(plan: Plan) -> Iterable[Action]:
    """Yield the actions that others may read of; the reviews themselves are no news."""
    reviews = {one.id for one in plan.reviews}
    return (one for week in plan.weeks for one in week.actions if not one.private and one.id not in reviews)


def is_since(item: Item, day: int | None, plan: Plan) -> bool:
    """Tell whether something was closed after a review's day: by the date noted, else by the day it was due."""
    if day is None:
        return True
    held = next((one.date for one in plan.reviews if one.day == day), None)
    if item.closed and held:
        return item.closed > held
    return item.day is None or item.day > day


def several(entries: Sequence[Entry], most: int, *, first: bool = False) -> Several:
    """Return the latest few by name, or the ``first``, in the order of their days; and how many there are besides."""
    ordered = sorted(entries, key=lambda one: one.due or date.min)
    kept = ordered[:most] if first else ordered[max(0, len(ordered) - most) :]
    return Several(tuple(kept), len(ordered) - len(kept))
