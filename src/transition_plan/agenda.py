"""What to do now: what is late, what this week of the plan asks for, what to begin; numbered, the same all day long."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .index import Index
from .months import month as month_at_day
from .progress import DONE, OPEN, Item, Progress

FAR = date.max


class Week(NamedTuple):
    """A week of the plan, 0 before the start; without dates in a plan that has none."""

    n: int
    first: date | None
    last: date | None


class Agenda(NamedTuple):
    """The actions of a day in their order; their numbers go through all groups, habits have none."""

    week: Week
    late: tuple[Item, ...]
    due: tuple[Item, ...]
    begin: tuple[Item, ...]  # due later, to be begun by now
    undated: tuple[Item, ...]  # the owner's own lines without a day
    habits: tuple[Item, ...]
    month: int = 0  # in a plan that counts in months, where it stands in place of the week

    @property
    def numbered(self) -> tuple[Item, ...]:
        """Return what has a number; the first is 1."""
        return (*self.late, *self.due, *self.begin, *self.undated)


def agenda(index: Index, standing: Progress) -> Agenda:
    """Choose what matters on a day. What was done or dropped on that day keeps its place, so that numbers stay."""
    today = standing.as_of
    week = week_at(index, standing)
    month = month_at(standing) if index.months else 0
    once = [item for item in standing.items if item.box and not item.habit]
    shown = [item for item in once if item.state == OPEN or item.closed == today]
    late = [item for item in shown if item.due and item.due < today and not is_in(item, week)]
    now = [item for item in once if (month_of(item.day) == month if month else is_in(item, week))]
    due = [item for item in now if item.state == DONE or item in shown]
    begin = [item for item in shown if item.begin and week.last and item.begin <= week.last and is_after(item, week)]
    undated = [item for item in shown if item.own and item.due is None]
    habits = [item for item in standing.items if item.habit and item.state == OPEN]
    return Agenda(week, by_day(late), by_day(due), by_day(begin), tuple(undated), tuple(habits), month)


def week_at(index: Index, standing: Progress) -> Week:
    """Return the week we are in, or, where nothing is due in it, the next in which something is open."""
    weeks = sorted(week for item in standing.items if (week := week_of(item.day)) is not None and is_waiting(item))
    if standing.day is None:
        return week_dates(index, weeks[0] if weeks else 1)
    now = week_of(standing.day) or 0
    used = {week_of(item.day) for item in standing.items if item.box and not item.habit}
    coming = [week for week in weeks if week > now]
    return week_dates(index, now if now in used or not coming else coming[0])


def month_at(standing: Progress) -> int:
    """Return the first month in which something is open."""
    months = [month for item in standing.items if (month := month_of(item.day)) and is_waiting(item)]
    return min(months, default=1)


def month_of(day: int | None) -> int:
    """Return the month of a day; 0 for no day."""
    return month_at_day(day) if day and day > 0 else 0


def is_waiting(item: Item) -> bool:
    """Tell whether something is still to be done once."""
    return item.state == OPEN and not item.habit


def week_of(day: int | None) -> int | None:
    """Return the week of a day, 0 for every day before the start."""
    return None if day is None else (day - 1) // 7 + 1 if day > 0 else 0


def week_dates(index: Index, n: int) -> Week:
    """Return a week with its dates; week 0 has no first day."""
    first = index.date_of(7 * n - 6) if n else None
    last = index.date_of(7 * n) if n else index.date_of(-1)
    return Week(n, first, last)


def is_in(item: Item, week: Week) -> bool:
    """Tell whether an action is due in a week."""
    if week.last is None or item.due is None:
        return week.last is None and week_of(item.day) == week.n
    return (week.first or date.min) <= item.due <= week.last


def is_after(item: Item, week: Week) -> bool:
    """Tell whether an action is due after a week."""
    return bool(item.due and week.last and item.due > week.last)


def by_day(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return actions by their day, then as the checklist has them."""
    return tuple(sorted(items, key=lambda item: item.due or FAR))


def days_until(day: date, today: date) -> str:
    """Return “in 3 days”, “today”, “2 days ago”."""
    days = (day - today) // timedelta(days=1)
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
