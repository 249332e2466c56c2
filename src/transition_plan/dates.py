"""Days of a plan and dates of the world: day 1 is the start, there is no day 0, day -1 is the day before."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from .answers import DaysOff, Pause

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SOME_MONDAY = date(2001, 1, 1)  # stands in where no start is known: then only day numbers are shown
LONGEST_HOLIDAY = 370  # days that a due date may move


class Calendar(NamedTuple):
    """When somebody starts and when they work."""

    start: date
    dated: bool
    working: frozenset[int]
    off: frozenset[date]
    pauses: tuple[tuple[date, date], ...] = ()  # first and last day of each, in their order

    def date_of(self, day: int) -> date:
        """Return the date of a day of the plan; what would fall into a pause or after it comes later by its length."""
        when = self.start + timedelta(days=day - 1 if day > 0 else day)
        for first, last in self.pauses:
            when += (last - first) + timedelta(days=1) if when >= first else timedelta()
        return when

    def shown(self, day: int) -> date | None:
        """Return the date of a day, or nothing where the plan has no dates."""
        return self.date_of(day) if self.dated else None

    def day_of(self, when: date) -> int:
        """Return the day of the plan on a date, which lies in no pause."""
        paused = sum((last - first).days + 1 for first, last in self.pauses if first <= when)
        days = (when - self.start).days - paused
        return days + 1 if days >= 0 else days

    def is_free(self, when: date) -> bool:
        """Tell whether somebody works on a date."""
        return when.weekday() in self.working and when not in self.off

    def due(self, day: int) -> int:
        """Return the day on which something is due: a day off moves to the working day before it.

        Day 1 has no working day before it in the role, so what falls before it moves after.
        """
        return self._nearest(day, -1) if day > 0 else self._nearest(day, -1, floor=False)

    def _nearest(self, day: int, step: int, *, floor: bool = True) -> int:
        when = self.date_of(day)
        resumed = [last + timedelta(days=1) for first, last in self.pauses if first <= when]
        first = max([self.start, *resumed]) if floor else self.start
        for _ in range(LONGEST_HOLIDAY):
            if self.is_free(when):
                return self.day_of(when)
            when += timedelta(days=step)
            if floor and when < first:
                return self._nearest(day, 1)
        return day

    def working_days(self, week: int) -> list[int]:
        """Return the days of a week of the plan on which somebody works."""
        return working_days(self, week)

    def share(self, week: int) -> float:
        """Return the part of a week's working days that is not off, 0.0 to 1.0."""
        return len(self.working_days(week)) / len(self.working)


@cache
def working_days(calendar: Calendar, week: int) -> list[int]:
    """Return the days of a week on which somebody works, looked up often and found once."""
    first = 7 * week - 6
    return [day for day in range(first, first + 7) if calendar.is_free(calendar.date_of(day))]


def week_of(day: int) -> int:
    """Return the week of a day: 1 for days 1 to 7, 0 for every day before the start."""
    return (day - 1) // 7 + 1 if day > 0 else 0


def make_calendar(
    start: date | None, working_days: Sequence[str], days_off: Sequence[DaysOff], pause: Sequence[Pause] = ()
) -> Calendar:
    """Make the calendar of a plan from the answers."""
    spans = [(one.from_, one.to or one.from_) for one in days_off]
    pauses = sorted((one.from_, one.to) for one in pause)
    off = {first + timedelta(days=n) for first, last in (*spans, *pauses) for n in range((last - first).days + 1)}
    working = frozenset(WEEKDAYS.index(day) for day in working_days)
    return Calendar(start or SOME_MONDAY, start is not None, working, frozenset(off), tuple(pauses))
