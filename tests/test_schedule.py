"""What goes into which week, and what does not fit."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import DaysOff
from transition_plan.dates import WEEKDAYS, Calendar, make_calendar, week_of
from transition_plan.draft import Draft
from transition_plan.plan import Why
from transition_plan.schedule import LONG, Placed, Schedule, schedule

MONDAY = date(2027, 3, 1)
EVERY_WEEK = Calendar(MONDAY, True, frozenset(range(5)), frozenset())
WHY = Why("role", "pm", "the role pm")
USABLE = 0.8  # of a week's hours; the rest is for surprises
EXACT = 1e-4  # hours that adding up may lose
REPEATS = {"weekly": 1, "fortnightly": 2, "monthly": 4, "quarterly": 13, "as-needed": 13}
BOXES, MOVABLE, STARTS = 12, 4, 3  # a week holds so many, and no more

PLAN_DAYS = st.integers(-60, 90).filter(bool)
SPANS = st.sampled_from([1, 1, 2, 4])  # weeks
HOURS = st.sampled_from([0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0])


class Case(NamedTuple):
    """What a schedule is made from."""

    drafts: tuple[Draft, ...]
    habits: tuple[Draft, ...]
    calendar: Calendar
    hours: tuple[float, ...]

    def scheduled(self, **changes: Any) -> Schedule:
        """Place the drafts, or others where some are given."""
        return schedule(*self._replace(**changes))

    @property
    def fixed(self) -> tuple[Draft, ...]:
        """What stays on its day."""
        return tuple(one for one in self.drafts if one.fixed)

    @property
    def must(self) -> tuple[Draft, ...]:
        """What moves where its week is full, and is in the plan all the same."""
        return tuple(one for one in self.drafts if one.must)

    @property
    def chains(self) -> dict[str, list[Draft]]:
        """What can move or be left out, by chain, each in order."""
        movable = sorted(
            (one for one in self.drafts if not (one.fixed or one.must)), key=lambda one: (one.chain, one.due_day)
        )
        return {chain: list(links) for chain, links in groupby(movable, key=lambda one: one.chain)}


WEEKS = 13


def draft(key: str, due: int, hours: float = 1.0, **said: Any) -> Draft:
    """Make an action that may begin three weeks before it is due, or when it is said."""
    return Draft(**{"first_day": max(1, due - 21), "phase": "month-1", **said}, **common(key, due, hours))


def common(key: str, due: int, hours: float) -> dict[str, Any]:
    return {"id": key, "title": key, "hours": hours, "due_day": due, "why": WHY}


def fixed(key: str, due: int, hours: float = 1.0, **said: Any) -> Draft:
    return draft(key, due, hours, fixed=True, **{"first_day": due, **said})


def chain(*links: Draft, name: str = "chain", rank: float = 50.0) -> list[Draft]:
    return [link._replace(chain=name, rank=rank) for link in links]


def placed_in(drafts: Sequence[Draft], hours: float = 10.0, calendar: Calendar = EVERY_WEEK) -> Schedule:
    """Place drafts into thirteen weeks of the same hours."""
    return schedule(drafts, (), calendar, [hours] * WEEKS)


def holiday(first: int, last: int) -> Calendar:
    """Return a calendar with some days off, counted from the start."""
    return make_calendar(MONDAY, WEEKDAYS[:5], [DaysOff(EVERY_WEEK.date_of(first), EVERY_WEEK.date_of(last))])


def begun(at: Placed) -> int:
    """Return the first week in which an action is worked on."""
    return at.week - at.weeks + 1


# Any drafts, habits, calendar and hours


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    start = draw(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
    spans = draw(st.lists(st.tuples(st.integers(-20, 95), st.integers(0, 30)), max_size=3))
    days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))
    off = [DaysOff(start + timedelta(first), start + timedelta(first + length)) for first, length in spans]
    return make_calendar(start, days, off)


@st.composite
def fixed_drafts(draw: st.DrawFn) -> list[Draft]:
    days = draw(st.lists(st.tuples(PLAN_DAYS, HOURS, PLAN_DAYS), max_size=16))
    return [fixed(f"fixed-{n}", day, hours, first_day=min(day, first)) for n, (day, hours, first) in enumerate(days)]


@st.composite
def chains_of_drafts(draw: st.DrawFn) -> list[Draft]:
    every: list[Draft] = []
    for name in range(draw(st.integers(0, 9))):
        days = sorted(draw(st.lists(st.integers(1, 90), min_size=1, max_size=3, unique=True)))
        rank = draw(st.sampled_from([10.0, 20.0, 30.0]))
        links = [
            draft(f"{name}-{n}", day, draw(HOURS), **window(draw, day), span=draw(SPANS)) for n, day in enumerate(days)
        ]
        every += chain(*links, name=f"chain-{name}", rank=rank)
    return every


@st.composite
def must_drafts(draw: st.DrawFn) -> list[Draft]:
    days = draw(st.lists(st.tuples(st.integers(1, 90), HOURS), max_size=6))
    window = [(max(1, day - 7), min(90, day + 14)) for day, _ in days]
    return [
        draft(
            f"must-{n}",
            day,
            hours,
            must=True,
            rank=draw(st.sampled_from([5.0, 15.0])),
            first_day=window[n][0],
            last_day=window[n][1],
        )
        for n, (day, hours) in enumerate(days)
    ]


def window(draw: st.DrawFn, day: int) -> dict[str, int]:
    """Say when an action may begin and which day it may not pass."""
    return {"first_day": day - draw(st.integers(0, 40)), "last_day": draw(st.sampled_from([day, 90, 90]))}


@st.composite
def habit_drafts(draw: st.DrawFn) -> list[Draft]:
    said = st.tuples(st.sampled_from(list(REPEATS)), st.sampled_from([0.1, 0.5, 2.0]), st.sampled_from([1, 31, 61]))
    every = draw(st.lists(said, max_size=3))
    return [
        draft(f"habit-{n}", 90, hours, repeat=repeat, first_day=first) for n, (repeat, hours, first) in enumerate(every)
    ]


@st.composite
def made_cases(draw: st.DrawFn) -> Case:
    drafts = draw(st.permutations([*draw(fixed_drafts()), *draw(must_drafts()), *draw(chains_of_drafts())]))
    scale = draw(st.sampled_from([0.0, 0.2, 1.0, 3.0]))
    hours = [scale * hour for hour in draw(st.lists(st.sampled_from([0, 4, 8, 16]), min_size=WEEKS, max_size=WEEKS))]
    return Case(tuple(drafts), tuple(draw(habit_drafts())), draw(calendars()), tuple(hours))


any_case = settings(max_examples=40)


def habit_hours(case: Case, week: int) -> float:
    """Return the hours that habits take from a week: each in its rhythm, none in a week without a working hour."""
    if not case.hours[week - 1] * case.calendar.share(week):
        return 0.0
    firsts = [(week - week_of(one.first_day), one) for one in case.habits]
    return sum(one.hours for past, one in firsts if past >= 0 and past % REPEATS[one.repeat] == 0)


@any_case
@given(made_cases())
def test_what_is_fixed_stays_on_its_day(case: Case) -> None:
    """Every fixed action is on its day, or on the working day before it; at the very start, on the first one after."""
    times = case.scheduled()
    for one in case.fixed:
        at = times.placed[one.id]
        assert at.day == case.calendar.due(one.due_day)
        assert at.week == min(week_of(at.day), WEEKS)
        assert at.week == 0 or begun(at) >= min(at.week, max(1, week_of(one.first_day)))


@any_case
@given(made_cases())
def test_what_must_be_done_is_never_left_out(case: Case) -> None:
    """What every such move has goes to a week with room near its day, or else stands on its day like what is fixed."""
    times = case.scheduled()
    for one in case.must:
        at = times.placed[one.id]
        assert at.day == case.calendar.due(one.due_day) or one.first_day <= at.day <= one.last_day
        assert case.calendar.is_free(case.calendar.date_of(at.day))


@any_case
@given(made_cases())
def test_what_can_move_is_done_on_a_working_day_in_its_time(case: Case) -> None:
    """Nothing that can move is on a day off, before it may begin, after the end of its month or after day 90."""
    times = case.scheduled()
    for one in (link for links in case.chains.values() for link in links if link.id in times.placed):
        at = times.placed[one.id]
        assert case.calendar.is_free(case.calendar.date_of(at.day))
        assert max(1, one.first_day) <= at.day <= one.last_day <= 90
        assert week_of(at.day) == at.week
        assert begun(at) >= max(1, week_of(one.first_day))


@any_case
@given(made_cases())
def test_what_goes_on_for_weeks_has_them(case: Case) -> None:
    """What takes four weeks is begun in the first of four, however few its hours are."""
    times = case.scheduled()
    for one in (link for links in case.chains.values() for link in links if link.id in times.placed):
        assert times.placed[one.id].weeks >= one.span


@pytest.mark.parametrize("how", [{"fixed": True}, {"must": True}, {}])
def test_what_goes_on_for_weeks_is_begun_that_early(how: dict[str, bool]) -> None:
    """Fixed, moved or forced: two hours spread over four weeks begin three weeks before the week they are due in."""
    for hours in (8.0, 0.0 if how else 8.0):
        one = draft("kept", 40, 2.0, first_day=13, span=4, chain="kept", **how)
        at = schedule([one], [], EVERY_WEEK, [hours] * WEEKS).placed["kept"]
        assert (at.week, at.weeks) == (6, 4)


def test_weeks_that_are_not_there_leave_it_out_and_say_so() -> None:
    """Four weeks do not fit into the last two of a plan."""
    one = draft("kept", 88, 2.0, first_day=78, span=4, chain="kept")
    (left,) = schedule([one], [], EVERY_WEEK, [8.0] * WEEKS).parked
    assert left.reason == "no room for it in weeks 12 to 13, and one step of it goes on for 4 weeks"


@any_case
@given(made_cases())
def test_what_can_move_fills_no_week_beyond_its_measure(case: Case) -> None:
    """A week to which anything is added has 80 % of its hours, 12 boxes, 4 movable ones and 3 large starts at most."""
    times = case.scheduled(drafts=[one for one in case.drafts if not one.must])
    before = case.scheduled(drafts=case.fixed)
    movable = {one.id: one for links in case.chains.values() for one in links if one.id in times.placed}
    due = Counter(times.placed[key].week for key in movable)
    starts = Counter(begun(times.placed[key]) for key, one in movable.items() if one.hours > LONG)
    for week in range(WEEKS + 1):
        if times.load[week] > before.load[week] + EXACT:
            assert times.load[week] <= USABLE * times.capacity[week] + EXACT
        if due[week]:
            assert times.boxes[week] <= BOXES
        assert due[week] <= MOVABLE
        assert starts[week] <= STARTS


@any_case
@given(made_cases())
def test_a_chain_is_placed_whole_or_parked_whole(case: Case) -> None:
    """No ladder loses its first rung while its last stays, and everything is either in the plan or told as left out."""
    times = case.scheduled()
    parked = {one.drafts[0].chain: list(one.drafts) for one in times.parked}
    for name, links in case.chains.items():
        here = [link for link in links if link.id in times.placed]
        assert here == ([] if name in parked else links)
        assert parked.get(name, links) == links
    assert len(times.parked) == len(parked)
    assert set(times.placed) == {one.id for one in case.drafts} - {o.id for links in parked.values() for o in links}


@any_case
@given(made_cases())
def test_the_links_of_a_chain_follow_one_another_week_by_week(case: Case) -> None:
    """A rung is begun after the week in which the one before it was due."""
    times = case.scheduled()
    for links in case.chains.values():
        here = [times.placed[link.id] for link in links if link.id in times.placed]
        for earlier, later in pairwise(here):
            assert begun(later) > earlier.week


@any_case
@given(made_cases())
def test_hours_are_neither_lost_nor_made_up(case: Case) -> None:
    """The weeks hold the hours of everything in the plan and of the habits, and no other."""
    times = case.scheduled()
    actions = sum(one.hours for one in case.drafts if one.id in times.placed)
    habits = sum(habit_hours(case, week) for week in range(1, WEEKS + 1))
    assert sum(times.load) == pytest.approx(actions + habits, abs=EXACT)
    assert sum(times.boxes) == len(times.placed)
    early = [one for one in case.fixed if times.placed[one.id].week == 0]
    assert times.load[0] == pytest.approx(sum(one.hours for one in early), abs=EXACT)


@any_case
@given(made_cases())
def test_a_week_has_the_hours_of_its_working_days(case: Case) -> None:
    """Days off take their part of a week's hours, and the time before the start has none."""
    shares = [case.calendar.share(week) for week in range(1, WEEKS + 1)]
    assert case.scheduled().capacity == (0.0, *(h * s for h, s in zip(case.hours, shares, strict=True)))


@any_case
@given(made_cases(), st.randoms())
def test_the_same_answers_give_the_same_schedule(case: Case, rng: Any) -> None:
    """A second time, and whatever the order in which the actions come, everything goes to the same day."""
    times = case.scheduled()
    assert case.scheduled() == times
    assert case.scheduled(drafts=rng.sample(case.drafts, len(case.drafts))) == times


@any_case
@given(made_cases(), st.sampled_from([10.0, 20.0]))
def test_what_comes_later_moves_nothing_that_comes_first(case: Case, rank: float) -> None:
    """A gap has the days that it would have without the lesser actions."""
    first = [one for one in case.drafts if one.fixed or one.rank <= rank]
    alone = case.scheduled(drafts=first)
    assert {key: case.scheduled().placed.get(key) for key in alone.placed} == alone.placed


# The wished day, and what happens where it is taken


def test_what_has_room_is_due_on_its_day() -> None:
    """In an empty plan every action has the day that was wished for."""
    days = [5, 17, 45, 82]
    times = placed_in([draft(f"on-{day}", day) for day in days])
    assert [times.placed[f"on-{day}"].day for day in days] == days


def test_a_wish_for_a_day_off_moves_to_the_working_day_before() -> None:
    """An action wished for Sunday is due on Friday."""
    assert placed_in([draft("a", 28)]).placed["a"].day == 26


def test_from_a_full_week_an_action_moves_a_week_back_then_a_week_on() -> None:
    """A week takes four movable actions; the fifth is due at the end of the week before, the next in the one after."""
    times = placed_in([draft(f"{n}", 17, 0.5, rank=float(n), first_day=8) for n in range(12)])
    assert [times.placed[f"{n}"].day for n in range(12)] == [17] * 4 + [12] * 4 + [26] * 4


def test_a_due_day_slips_two_weeks_at_most() -> None:
    """Later than a fortnight after its time an action is left out rather than dragged along."""
    times = placed_in([draft(f"{n}", 17, 0.5, rank=float(n), first_day=15) for n in range(14)])
    assert [times.placed[f"{n}"].week for n in range(12)] == [3] * 4 + [4] * 4 + [5] * 4
    assert [one.drafts[0].id for one in times.parked] == ["12", "13"]


def test_what_belongs_to_a_month_is_done_in_it() -> None:
    """An action of the first month does not slip into the second, even where its last week runs on."""
    last = draft("a", 26, first_day=25, last_day=30)
    assert placed_in([last], calendar=holiday(25, 28)).placed["a"].day == 30
    assert placed_in([last], calendar=holiday(25, 30)).placed == {}


def test_what_begins_with_a_month_is_not_due_in_the_one_before() -> None:
    """A holiday at the start of a month does not pull its actions into the last one."""
    first = draft("a", 32, first_day=31, last_day=60)
    assert placed_in([first]).placed["a"].day == 32
    assert placed_in([first], calendar=holiday(31, 35)).placed["a"].day == 40


def test_in_another_week_an_action_has_until_the_week_s_last_working_day() -> None:
    """Who works from Monday to Wednesday is due on Wednesday."""
    at = make_calendar(MONDAY, WEEKDAYS[:3], [DaysOff(EVERY_WEEK.date_of(15), EVERY_WEEK.date_of(21))])
    assert placed_in([draft("a", 16)], calendar=at).placed["a"].day == 10


def test_the_plan_ends_on_day_90() -> None:
    """The last week has six days: nothing is due on the seventh, even where that is the only day worked."""
    tuesday = MONDAY + timedelta(1)
    assert placed_in([draft("a", 90)], calendar=make_calendar(tuesday, WEEKDAYS[:5], ())).placed["a"].day == 88
    only_mondays = make_calendar(tuesday, ("mon",), ())
    assert placed_in([draft("a", 90)], calendar=only_mondays).placed["a"].day == 84


# What must be done


def test_what_must_be_done_moves_out_of_a_full_week() -> None:
    """The glossary of day 10 is written in week 3 where week 2 has no hour left."""
    talk = fixed("talk", 10, 8.0)
    glossary = draft("glossary", 10, must=True, first_day=8, last_day=24)
    assert placed_in([glossary]).placed["glossary"].day == 10
    assert placed_in([talk, glossary]).placed["glossary"].day == 19


def test_what_must_be_done_is_done_where_nothing_has_room() -> None:
    """With no hours at all it stands on its day, as what is fixed does, and the week says so."""
    times = placed_in([draft("glossary", 14, must=True, first_day=8, last_day=24)], 0.0)
    assert times.placed["glossary"] == Placed(12, 2, 1)
    assert (times.load[2], times.boxes[2], times.parked) == (1.0, 1, ())


def test_what_must_be_done_and_fits_nowhere_goes_where_most_room_is() -> None:
    """Of the weeks that it may fall in, the one that is least too full takes it, on a day of its time."""
    talks = [fixed("second", 10, 9.0), fixed("third", 17, 10.0), fixed("fourth", 24, 8.4)]
    glossary = draft("glossary", 10, must=True, first_day=8, last_day=24)
    assert placed_in([*talks, glossary]).placed["glossary"] == Placed(24, 4, 1)


def test_what_must_be_done_comes_on_top_of_four_that_can_move() -> None:
    """Four movable actions a week are a choice; what every such move has is none of them."""
    drafts = [draft(f"{n}", 17, 0.5, rank=float(n), must=n != 4) for n in range(9)]
    assert [one.week for one in placed_in(drafts, 40.0).placed.values()] == [3] * 9
    free = placed_in([one._replace(must=False) for one in drafts], 40.0).placed.values()
    assert Counter(one.week for one in free) == {2: 4, 3: 4, 4: 1}


# Hours


@pytest.mark.parametrize(
    ("hours", "weekly", "weeks"), [(2.0, 5.0, 1), (5.0, 5.0, 3), (6.0, 20.0, 1), (7.0, 20.0, 2), (2.0, 2.0, 2)]
)
def test_long_work_is_spread_over_the_weeks_before_it_is_due(hours: float, weekly: float, weeks: int) -> None:
    """A week takes two hours of one action, or three tenths of the week where that is more, never over 80 %."""
    times = placed_in([draft("a", 45, hours)], weekly)
    assert times.placed["a"] == Placed(45, 7, weeks)
    assert [week for week in range(WEEKS + 1) if times.load[week]] == list(range(8 - weeks, 8))


def test_work_skips_a_week_that_is_full() -> None:
    """Somebody away for a week in between works before and after."""
    times = placed_in([draft("a", 24, 3.0)], 5.0, holiday(15, 19))
    assert times.placed["a"] == Placed(24, 4, 3)
    assert [times.load[week] for week in (2, 3, 4)] == [1.0, 0.0, 2.0]


def test_a_chain_that_does_not_fit_leaves_its_room_to_the_next() -> None:
    """What is parked takes no hours from what comes after it."""
    ladder = chain(draft("learn", 10, 4.0), draft("show", 85, 9.0, first_day=85), rank=1.0)
    times = placed_in([*ladder, *chain(draft("other", 10, 4.0), name="other", rank=2.0)], 5.0)
    assert [[one.id for one in parked.drafts] for parked in times.parked] == [["learn", "show"]]
    assert sum(times.load) == 4.0


def test_the_more_urgent_has_the_hours() -> None:
    """Of two that want the same hours the one of lower rank has them, however they are named."""
    both = [draft("a", 3, 2.0, rank=2.0, last_day=7), draft("b", 3, 2.0, rank=1.0, last_day=7)]
    assert set(placed_in(both, 3.0).placed) == {"b"}
    assert set(placed_in(both, 5.0).placed) == {"a", "b"}


def test_habits_take_their_hours_first() -> None:
    """What repeats takes its time in its weeks: every one, every second, one a month, one a quarter."""
    habits = [draft(repeat, 90, 1.0, repeat=repeat, first_day=1) for repeat in REPEATS]
    assert schedule((), habits, EVERY_WEEK, [10.0] * WEEKS).load == (0, 5, 1, 2, 1, 3, 1, 2, 1, 3, 1, 2, 1, 3)


def test_a_habit_of_the_second_month_begins_with_it() -> None:
    """The weeks before a habit begins keep their hours, and a week off has none of it."""
    weekly = draft("notes", 90, 0.5, repeat="weekly", first_day=31)
    times = schedule((), (weekly,), holiday(43, 49), [10.0] * WEEKS)
    assert [week for week in range(WEEKS + 1) if times.load[week]] == [5, 6, 8, 9, 10, 11, 12, 13]


def test_a_week_without_hours_takes_nothing_that_can_move() -> None:
    """Where there is no time there is no plan, and what is fixed stands all the same."""
    times = placed_in([fixed("talk", 3), draft("read", 3)], 0.0)
    assert set(times.placed) == {"talk"}
    assert times.load[1] == 1.0


# What is fixed


def test_before_the_start_there_is_one_week() -> None:
    """What is done before day 1 costs no week of the plan."""
    times = placed_in([fixed("reasons", -14, 3.0), fixed("list", -1)])
    assert (times.boxes[0], times.load[0], sum(times.load)) == (2, 4.0, 4.0)
    assert times.placed["reasons"] == Placed(-14, 0, 1)


def test_long_work_with_a_fixed_day_is_begun_before() -> None:
    """A talk that takes six hours to prepare is begun two weeks before, where it may be."""
    assert placed_in([fixed("talk", 24, 6.0, first_day=1)], 5.0).placed["talk"] == Placed(24, 4, 3)
    assert placed_in([fixed("talk", 24, 6.0)], 5.0).placed["talk"] == Placed(24, 4, 1)


def test_what_is_fixed_is_done_even_where_it_does_not_fit() -> None:
    """The day stands, so the week shows that it holds more than it has."""
    times = placed_in([fixed(f"{n}", 3, 1.0) for n in range(14)], 5.0)
    assert (times.boxes[1], times.load[1], times.capacity[1]) == (14, 14.0, 5.0)


def test_into_a_week_of_twelve_boxes_nothing_more_is_put() -> None:
    """Twelve boxes are what one week bears, so the next action goes to the week before."""
    full = [fixed(f"{n}", 17, 0.1) for n in range(12)]
    assert placed_in([*full, draft("more", 17, 0.5)], 40.0).placed["more"].week == 2
    assert placed_in([*full[1:], draft("more", 17, 0.5)], 40.0).placed["more"].week == 3


def test_three_large_pieces_are_begun_in_a_week() -> None:
    """Who begins a fourth large piece of work in one week finishes none; small ones are just done."""
    large = [draft(f"{n}", 24, 3.0, rank=float(n), first_day=22) for n in range(4)]
    times = placed_in(large, 40.0)
    assert [begun(times.placed[f"{n}"]) for n in range(4)] == [4, 4, 4, 5]
    small = placed_in([one._replace(hours=LONG) for one in large], 40.0)
    assert [begun(small.placed[f"{n}"]) for n in range(4)] == [4, 4, 4, 4]


# What is parked


def test_what_lacks_hours_says_how_many() -> None:
    """The reason names the weeks, what is needed and what is left there."""
    (parked,) = placed_in(chain(draft("a", 10, 6.0, last_day=14), draft("b", 40, 9.0, last_day=42)), 2.5).parked
    assert parked.reason == "needs 15 h; weeks 1 to 6 have 12.0 h left"


def test_what_lacks_something_else_does_not_speak_of_hours() -> None:
    """Where the hours are there, the reason is that too much else is due."""
    full = [fixed(f"{n}", day, 0.1) for day in (3, 10, 17) for n in range(100 * day, 100 * day + 12)]
    (parked,) = placed_in([*full, draft("more", 3, 0.5)], 40.0).parked
    assert parked.reason == "no room for it in weeks 1 to 3"
