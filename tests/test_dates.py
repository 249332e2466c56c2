"""Days of a plan and dates of the world."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.answers import DaysOff
from transition_plan.dates import WEEKDAYS, Calendar, make_calendar, week_of

MONDAY = date(2027, 3, 1)
WEEK = WEEKDAYS[:5]
ONE_DAY = timedelta(days=1)

starts = st.dates(date(1970, 1, 1), date(2199, 12, 31))  # what a plan file may say
plan_days = st.integers(-60, 90).filter(bool)
working = st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True)
spans = st.lists(st.tuples(st.integers(-80, 100), st.integers(0, 40)), max_size=4)  # first day and length


def calendar(start: date | None = MONDAY, days: Sequence[str] = WEEK, off: Sequence[DaysOff] = ()) -> Calendar:
    return make_calendar(start, days, off)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any start, any working days, any four holidays of up to six weeks."""
    start = draw(starts)
    firsts = [(start + first * ONE_DAY, length) for first, length in draw(spans)]
    return calendar(start, draw(working), [DaysOff(first, first + length * ONE_DAY) for first, length in firsts])


def nearest_free(when: date, at: Calendar, step: timedelta) -> date:
    """Walk from a date until a day that is worked on, the date itself included."""
    while not at.is_free(when):
        when += step
    return when


# Days and dates


def test_day_1_is_the_start_and_day_minus_1_the_day_before() -> None:
    """The first day in the role is day 1, the day before it is day -1."""
    assert calendar().date_of(1) == MONDAY
    assert calendar().date_of(-1) == MONDAY - ONE_DAY
    assert calendar().date_of(90) == date(2027, 5, 29)


@given(starts, st.integers(-400, 400).filter(bool))
def test_a_day_and_its_date_lead_to_one_another(start: date, day: int) -> None:
    """Whoever counts a day to its date and back is at the same day."""
    at = calendar(start)
    assert at.day_of(at.date_of(day)) == day


@given(starts, st.integers(-400, 400))
def test_no_date_is_day_0(start: date, offset: int) -> None:
    """Every date has a day of its own, and none of them is 0."""
    at, when = calendar(start), start + offset * ONE_DAY
    assert at.day_of(when) != 0
    assert at.date_of(at.day_of(when)) == when


def test_a_plan_without_a_start_shows_no_dates() -> None:
    """Without a start nobody can know a date, so none is shown."""
    assert calendar(None).shown(1) is None
    assert calendar().shown(8) == date(2027, 3, 8)


def test_without_a_start_the_first_day_counts_as_a_monday() -> None:
    """A plan in days alone rests on days 6 and 7, as a week that begins on Monday does."""
    at = calendar(None)
    assert [day for day in range(1, 15) if at.due(day) != day] == [6, 7, 13, 14]


# Weeks


@pytest.mark.parametrize(
    ("day", "week"), [(1, 1), (7, 1), (8, 2), (28, 4), (29, 5), (90, 13), (91, 13), (-1, 0), (-60, 0)]
)
def test_a_week_has_seven_days_and_what_comes_before_the_start_is_week_0(day: int, week: int) -> None:
    """Days 1 to 7 are week 1, day 90 lies in week 13, everything before the start in week 0."""
    assert week_of(day) == week


@given(calendars(), st.integers(1, 13))
def test_the_working_days_of_a_week_lie_in_it_and_are_worked_on(at: Calendar, week: int) -> None:
    """A week's working days are those of its seven days on which the person works, in order."""
    free = [day for day in range(1, 92) if week_of(day) == week and at.is_free(at.date_of(day))]
    assert at.working_days(week) == free


@given(calendars(), st.integers(1, 13))
def test_a_week_keeps_the_share_of_its_days_that_are_not_off(at: Calendar, week: int) -> None:
    """A week without days off counts whole, one that is all holiday counts nothing."""
    dates = [at.date_of(day) for day in range(7 * week - 6, 7 * week + 1)]
    off = sum(when.weekday() in at.working and when in at.off for when in dates)
    assert at.share(week) == pytest.approx(1 - off / len(at.working))


def test_two_of_five_days_off_leave_three_fifths() -> None:
    """A long weekend takes its part of the week's hours."""
    off = [DaysOff(date(2027, 3, 11), date(2027, 3, 14))]
    assert [calendar(off=off).share(week) for week in (1, 2, 3)] == [1.0, 0.6, 1.0]


# Days off


def test_a_holiday_goes_from_its_first_day_to_its_last() -> None:
    """Both ends of a holiday are free, the days around it are not."""
    at = calendar(off=[DaysOff(date(2027, 3, 3), date(2027, 3, 5))])
    assert at.working_days(1) == [1, 2]
    assert at.working_days(2) == [8, 9, 10, 11, 12]


def test_a_single_day_off_needs_no_end() -> None:
    """One date alone is one day off."""
    assert calendar(off=[DaysOff(date(2027, 3, 3))]).working_days(1) == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("day", "due"),
    [(5, 5), (6, 5), (7, 5), (8, 5), (9, 9), (10, 10), (-1, -3), (-2, -3), (-3, -3)],
)
def test_what_is_due_on_a_day_off_is_due_on_the_working_day_before(day: int, due: int) -> None:
    """Nobody has to work on a Sunday or a holiday: the working day before it counts, across a weekend too."""
    assert calendar(off=[DaysOff(date(2027, 3, 8))]).due(day) == due


def test_what_falls_before_the_first_working_day_moves_after() -> None:
    """Who starts on a Saturday cannot do day 1 the Friday before, so it is due on Monday."""
    at = calendar(date(2027, 3, 6))
    assert [at.due(day) for day in (1, 2, 3, 4)] == [3, 3, 3, 4]
    assert at.due(-1) == -1


@given(calendars(), plan_days)
def test_nothing_is_due_on_a_day_off(at: Calendar, day: int) -> None:
    """Whatever the holidays and the working days, something due falls on a day that is worked on."""
    assert at.is_free(at.date_of(at.due(day)))


@given(calendars(), plan_days)
def test_a_due_day_moves_no_further_than_it_must(at: Calendar, day: int) -> None:
    """It moves to the nearest working day before, and after only where none is left since the start."""
    when = at.date_of(day)
    before = nearest_free(when, at, -ONE_DAY)
    after = nearest_free(when, at, ONE_DAY)
    crosses_the_start = day > 0 and before < at.start
    assert at.date_of(at.due(day)) == (after if crosses_the_start else before)


@pytest.mark.parametrize("day", [-60, -1, 1, 45, 90])
def test_a_day_stays_where_it_is_when_nobody_works_for_two_years(day: int) -> None:
    """Where no working day is in sight, the day that was asked for is as good as any."""
    off = [DaysOff(date(2025, 1, 1), date(2029, 1, 1))]
    assert calendar(off=off).due(day) == day
