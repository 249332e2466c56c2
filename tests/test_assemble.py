"""The plan: every entry with its date, every week with its load, nothing left to compute."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import (
    ActionChange,
    Answers,
    Contact,
    DaysOff,
    Duty,
    FocusChange,
    GoalChange,
    Learning,
    Note,
    Partner,
    PartnerPerson,
    PastRole,
    Person,
    PhaseChange,
    Priority,
    Question,
    Risk,
    Win,
)
from transition_plan.assemble import assemble, overload, week, weekly_hours
from transition_plan.assess import assess
from transition_plan.dates import make_calendar, week_of
from transition_plan.draft import Room
from transition_plan.horizon import lay_owner
from transition_plan.ladders import ladder_drafts, ladders, rung_phrases
from transition_plan.plan import Action, Plan
from transition_plan.scaffold import scaffold
from transition_plan.schedule import Schedule, schedule
from transition_plan.telling import Parts
from transition_plan.template import (
    ActionText,
    Competency,
    FocusText,
    GapLadder,
    GoalText,
    Need,
    PhaseText,
    QuestionText,
    ReviewText,
    RiskText,
    Rung,
    StrengthLadder,
    Template,
    WinText,
)

MONDAY = datetime.date(2027, 1, 11)
FULL = (16.0, 16.0, 16.0, 8.0, 10.0, 10.0, 10.0, 5.0, 7.0, 7.0, 7.0, 7.0, 3.5)
GAP = GapLadder(Rung("Watch", 4, "seen"), Rung("Try", 5, "tried"), Rung("Show", 3, "shown"))
STRENGTH = StrengthLadder(Rung("Offer", 1, "offered"), Rung("Teach", 3, "taught"), Rung("Hand on", 2, "gone"))
CATALOGUE = {
    one: Competency(one, one, "craft", gap=GAP, strength=STRENGTH) for one in ("listening", "selling", "deciding")
}
NEEDS = (
    Need("listening", 3, 3, "craft"),
    Need("selling", 3, 3, "field"),
    Need("deciding", 2, 1, "craft"),
)
DANA = Contact("Dana Ortiz", id="boss", group="manager")
KIM = Contact("Kim Secret", id="kim", private=True)


def area(key: str, *actions: ActionText, **said: Any) -> FocusText:
    return FocusText(key, key.capitalize(), actions=actions, origin="role seller", **said)


def action(key: str, day: int | None = None) -> ActionText:
    return ActionText(key, key.capitalize(), day, 1.0, origin="role seller")


TEMPLATE = Template(
    "seller",
    "Seller",
    mission="Sell what helps",
    phases=(
        PhaseText(
            "month-1",
            "Month 1",
            1,
            30,
            focus=(
                area(
                    "hear", action("sit-in", 9), action("ask", 23), goals=(GoalText("met", "Ten heard", "Ten notes"),)
                ),
            ),
        ),
        PhaseText("month-2", "Month 2", 31, 60, focus=(area("build", action("ship", 50)),)),
        PhaseText("month-3", "Month 3", 61, 90, focus=(area("own", action("decide", 80)),)),
    ),
    actions=(action("access", 1), action("scan", 14)),
    habits=(ActionText("note", "Write a note", hours=0.25, origin="base base"),),
    reviews=(
        ReviewText(
            "review-30", 30, "Day-30 review", 1.0, about="a re-plan", questions=("What was wrong?",), origin="base base"
        ),
        ReviewText("talk", origin="base base"),
    ),
    wins=(WinText("quick", "Quick win", origin="role seller"),),
    risks=(
        RiskText("trap", "Same as before", "silence", "ask", origin="role seller"),
        RiskText("bare", origin="role x"),
    ),
    questions=(
        QuestionText("budget", "Who pays?", "boss", 6, "It decides", origin="role seller"),
        QuestionText("bare", origin="role x"),
    ),
)


def answers(**said: Any) -> Answers:
    return Answers("seller", **{"people": (DANA,), "start": MONDAY, **said})


def parts(hours: tuple[float, ...] = FULL, **said: Any) -> Parts:
    """Run the arrows up to the schedule, over a small library."""
    who = answers(**said)
    found = assess(who, NEEDS, CATALOGUE, {}, sum(hours) * 0.8)
    rungs = ladders(who, found, TEMPLATE.phases, 0.33)
    room = Room((2, 2, 2), actions=2, questions=2, risks=2)
    template = TEMPLATE._replace(phases=lay_owner(TEMPLATE.phases, who.phases))
    content = scaffold(who, template, found, ladder_drafts(rungs, [p.text for p in rung_phrases(rungs)]), room)
    calendar = make_calendar(who.start, who.working_days, who.days_off)
    return Parts(
        who, TEMPLATE, found, content, schedule(content.drafts, content.habits, calendar, hours), calendar, room
    )


def plan(**said: Any) -> Plan:
    return assemble(parts(**said))


def in_phases(made: Plan) -> list[Action]:
    return [a for phase in made.phases for a in (*phase.actions, *(a for area in phase.focus for a in area.actions))]


def dates_in(value: Any) -> Iterator[datetime.date]:
    """Yield every date of a record."""
    if isinstance(value, datetime.date):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from dates_in(part)


# Who and what


def test_the_plan_says_whose_it_is() -> None:
    """Name, role, stage, organisation and the rest of the answers stand in the plan as they were given."""
    made = plan(
        title="Seller, North",
        subtitle="First steps",
        stage="candidate",
        org="Northlake",
        team="North",
        product="Hub",
        person=Person("Ana Ruiz", "7 years", "listens", "to build"),
        from_title="Support",
        from_org="South",
        mantra="Ask first",
        front_matter={"layout": "post"},
    )
    assert (made.name, made.tenure, made.headline, made.why_moving) == ("Ana Ruiz", "7 years", "listens", "to build")
    assert (made.title, made.subtitle, made.role, made.role_title) == (
        "Seller, North",
        "First steps",
        "seller",
        "Seller",
    )
    assert (made.stage, made.org, made.team, made.product) == ("candidate", "Northlake", "North", "Hub")
    assert (made.manager, made.old_role, made.old_org, made.mantra) == ("Dana Ortiz", "Support", "South", "Ask first")
    assert (made.format, made.front_matter, made.opening.mission) == (1, {"layout": "post"}, "Sell what helps")


def test_the_templates_title_stands_in_for_ones_own() -> None:
    """Without a title of one's own the role is called as the template calls it."""
    assert plan().title == "Seller"


def test_what_is_unknown_is_not_printed() -> None:
    """A `?` for organisation, team, product, past or reason leaves the place empty."""
    fields = {"org": "?", "team": "?", "product": "?", "from_title": "?", "from_org": "?"}
    made = plan(**fields, person=Person("Ana", why="? not sure yet"))
    assert [made.org, made.team, made.product, made.old_role, made.old_org, made.why_moving] == [""] * 6


def test_somebody_may_keep_everything_about_themselves_private() -> None:
    """`private: true` on the person leaves name, tenure, headline and reason out of the plan."""
    made = plan(person=Person("Ana Ruiz", "7 years", "listens", "to build", private=True))
    assert (made.name, made.tenure, made.headline, made.why_moving) == ("", "", "", "")
    assert made.private == ("Ana Ruiz",)


def test_history_priorities_firms_and_notes_are_told() -> None:
    """The road so far, what the manager named, firms and notes stand in the plan; private ones of them do not."""
    made = plan(
        history=(PastRole("Lead", "Brightwater", "2019"),),
        priorities=(Priority("Grow", "use"), Priority("Layoffs", private=True)),
        partners=(
            Partner("Indexa", (PartnerPerson("Ann", "CTO"), PartnerPerson("Bo")), "paper", "talk"),
            Partner("X", private=True),
        ),
        notes=(Note("Ask Kim"), Note("Leave?", draft=True)),
    )
    assert made.history == ("Lead, Brightwater (2019)",)
    assert made.priorities == ("Grow (use)",)
    assert [tuple(firm) for firm in made.partners] == [("Indexa", ("Ann, CTO", "Bo"), "paper", "talk")]
    assert made.notes == ("Ask Kim", "Leave? (unfinished)")


# Days and dates


def test_a_plan_spans_ninety_days() -> None:
    """It starts on the first day and ends on the ninetieth, both counted."""
    made = plan()
    assert (made.start, made.end, made.dated) == (MONDAY, MONDAY + datetime.timedelta(days=89), True)
    assert [(phase.start, phase.end) for phase in made.phases] == [
        (MONDAY + datetime.timedelta(days=first), MONDAY + datetime.timedelta(days=first + 29)) for first in (0, 30, 60)
    ]


def test_a_plan_without_a_start_has_no_date_at_all() -> None:
    """Without a first day nothing pretends to know a date, and days off have none to fall on."""
    off = (DaysOff(MONDAY, note="holiday"),)
    made = plan(start=None, days_off=off, wins=(Win("Fix it"),), risks=(Risk("R"),), handover=(Duty("D"),))
    assert not made.dated
    assert list(dates_in(made)) == []
    assert made.weeks[1].actions
    assert made.wins[0].due_day > 0


def test_a_goal_without_a_day_is_due_when_its_month_ends() -> None:
    """A goal says by when; one that does not falls on its month's last day, or the working day before."""
    change = FocusChange("Pilot", goals=(GoalChange("Signed", due=12), GoalChange("Live")))
    [pilot, hear] = plan(phases=(PhaseChange("month-1", focus=(change,)),)).phases[0].focus
    assert [(goal.title, goal.day) for goal in pilot.goals] == [("Signed", 12), ("Live", 30)]
    assert [goal.date for goal in pilot.goals] == [datetime.date(2027, 1, 22), datetime.date(2027, 2, 9)]
    assert [(goal.measure, goal.day) for goal in hear.goals] == [("Ten notes", 30)]


def test_a_goal_on_a_weekend_is_due_on_the_friday() -> None:
    """Nobody is asked to have reached something on a day off."""
    change = FocusChange("Pilot", goals=(GoalChange("Signed", due=13),))
    [pilot, _] = plan(phases=(PhaseChange("month-1", focus=(change,)),)).phases[0].focus
    assert (pilot.goals[0].day, pilot.goals[0].date) == (13, datetime.date(2027, 1, 22))


# Actions


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.none() | st.integers(1, 90), st.sampled_from([0.5, 2.0, 6.0])), max_size=12),
    st.sampled_from([FULL, (2.0,) * 13, (40.0,) * 13]),
    st.sampled_from([None, MONDAY, datetime.date(2027, 1, 14)]),
    st.sampled_from([("mon", "tue", "wed", "thu", "fri"), ("sat",), ("tue", "thu")]),
    st.lists(st.tuples(st.integers(0, 89), st.integers(0, 20)), max_size=3),
)
def test_every_action_stands_once_in_its_week_and_once_in_its_month(
    things: list[tuple[int | None, float]],
    hours: tuple[float, ...],
    start: datetime.date | None,
    working: tuple[str, ...],
    away: list[tuple[int, int]],
) -> None:
    """The weeks of the checklist and the months of the plan hold the same actions, each once, each in order."""
    learning = tuple(Learning(f"T{n}", day=day, hours=time) for n, (day, time) in enumerate(things))
    off = tuple(DaysOff(MONDAY + datetime.timedelta(n), MONDAY + datetime.timedelta(n + more)) for n, more in away)
    ready = parts(
        hours,
        learning=learning,
        start=start,
        working_days=working,
        days_off=off,
        people=(DANA, Contact("Ann", day=-5)),
    )
    made = assemble(ready)
    listed = [a for w in made.weeks for a in w.actions]
    assert Counter(a.id for a in listed) == Counter(a.id for a in in_phases(made)) == Counter(list(ready.times.placed))
    assert all(a.week == w.n and week_of(a.day) == w.n for w in made.weeks for a in w.actions)
    for group in (*(w.actions for w in made.weeks), *(area.actions for p in made.phases for area in p.focus)):
        assert [a.day for a in group] == sorted(a.day for a in group)
    parked = {draft.id for one in ready.times.parked for draft in one.drafts}
    assert {draft.id for draft in ready.content.drafts} == parked | {a.id for a in listed}


def test_an_action_says_all_that_is_known_of_it() -> None:
    """Title, effort, proof, day, audience and reason of an action come through, with its date."""
    own = ActionChange("Show it", id="show", day=10, hours=3.0, done_when="seen", audience="boss")
    change = PhaseChange("month-1", focus=(FocusChange("Pilot", actions=(own,)),))
    [found] = plan(phases=(change,)).phases[0].focus[0].actions
    assert (found.id, found.title, found.hours, found.done_when, found.audience) == (
        "show",
        "Show it",
        3.0,
        "seen",
        "Dana Ortiz",
    )
    assert (found.day, found.date, found.week, found.fixed) == (10, datetime.date(2027, 1, 20), 2, True)
    assert (found.why.source, found.private, found.repeat) == ("you", False, "")


def test_nobody_private_is_named_as_an_audience() -> None:
    """An action that is for somebody private does not say for whom."""
    own = ActionChange("Show it", audience="Kim Secret")
    change = PhaseChange("month-1", focus=(FocusChange("Pilot", actions=(own,)),))
    assert plan(people=(DANA, KIM), phases=(change,)).phases[0].focus[0].actions[0].audience == ""


def test_actions_of_no_area_stand_with_their_month() -> None:
    """Access, introductions and reviews belong to the whole plan and stand in the month of their day."""
    first = plan(people=(DANA, Contact("Ann", "peer"))).phases[0]
    assert {"access", "scan", "meet-week-1"} <= {a.id for a in first.actions}
    assert {a.id for a in first.focus[0].actions} >= {"sit-in"}


def test_long_work_says_when_to_begin() -> None:
    """What takes several weeks has the first working day of its first week, and stands there as begun, due later."""
    off = (DaysOff(MONDAY + datetime.timedelta(days=7)),)
    made = plan(
        learning=(Learning("Write it", day=24, hours=12.0), Learning("Read it", day=24, hours=1.0)), days_off=off
    )
    [write] = [a for w in made.weeks for a in w.actions if a.id == "write-it"]
    [read] = [a for w in made.weeks for a in w.actions if a.id == "read-it"]
    first = write.week - write.weeks + 1
    assert write.weeks > 1
    assert write.begin == MONDAY + datetime.timedelta(days=7 * (first - 1) + (first == 2))
    assert [w.n for w in made.weeks if write in w.begins] == [first]
    assert (read.weeks, read.begin, [w for w in made.weeks if read in w.begins]) == (1, None, [])


def test_a_habit_begins_on_the_day_of_its_month() -> None:
    """What repeats from a later month on begins when that month does."""
    weekly = ActionChange("Log it", repeat="weekly")
    [_, log] = plan(phases=(PhaseChange("month-2", focus=(FocusChange("Own", actions=(weekly,)),)),)).habits
    assert (log.day, log.week, log.weeks) == (31, 5, 9)


def test_a_habit_is_done_at_the_end_of_its_first_week() -> None:
    """A weekly habit begins in the first week, on its last working day, and goes on to the last."""
    [habit] = plan().habits
    assert (habit.id, habit.day, habit.date, habit.week, habit.weeks) == ("note", 5, datetime.date(2027, 1, 15), 1, 13)


def test_a_habit_begins_even_if_the_first_week_is_off() -> None:
    """Where nobody works in its first week, a habit begins on its first day."""
    off = (DaysOff(MONDAY, MONDAY + datetime.timedelta(days=6)),)
    [habit] = plan(days_off=off).habits
    assert (habit.day, habit.week) == (1, 1)


def test_an_early_win_that_found_no_room_is_not_promised() -> None:
    """A win is in the plan only if its steps are; a private one never is."""
    assert [win.title for win in plan().wins] == ["Quick win"]
    assert plan(hours=(0.5,) * 13).wins == ()
    made = plan(wins=(Win("Secret", private=True),), ratings=dict.fromkeys(CATALOGUE, 3))
    assert [win.title for win in made.wins] == ["Quick win"]


# Risks, questions, reviews


def test_own_risks_stand_before_the_templates() -> None:
    """What the person fears comes first; a template's trap is looked at again on day 30."""
    own, trap = plan(risks=(Risk("Mine", owner="boss"),)).risks
    assert (own.risk, own.owner) == ("Mine", "Dana Ortiz")
    assert (trap.id, trap.risk, trap.sign, trap.response, trap.owner) == (
        "trap",
        "Same as before",
        "silence",
        "ask",
        "",
    )
    assert trap.date == datetime.date(2027, 2, 9)
    assert [(risk.risk, risk.sign, risk.response) for risk in plan().risks][1] == ("", "", "")


def test_a_question_has_a_person_and_a_day() -> None:
    """Each question says who knows and by when to have asked; without either it is the manager by day 14."""
    budget, bare = plan().questions
    assert (budget.question, budget.ask, budget.day, budget.why) == ("Who pays?", "Dana Ortiz", 6, "It decides")
    assert budget.date == datetime.date(2027, 1, 15)  # day 6 is a Saturday
    assert (bare.question, bare.ask, bare.day, bare.why) == ("", "Dana Ortiz", 14, "")
    assert bare.date == datetime.date(2027, 1, 22)


def test_own_questions_are_in_the_plan() -> None:
    """What the person wants to know is asked of whom they name."""
    first, *_ = plan(unknowns=(Question("Which?", ask="Ann Lee", day=2),)).questions
    assert (first.question, first.ask, first.day) == ("Which?", "Ann Lee", 2)


def test_reviews_stand_on_their_days_with_their_questions() -> None:
    """A review has its day and what to talk about; one without words is called by its id and is on day 1."""
    first, bare = plan().reviews
    assert (first.id, first.title, first.day, first.questions) == (
        "review-30",
        "Day-30 review",
        30,
        ("What was wrong?",),
    )
    assert (first.about, first.date) == ("a re-plan", datetime.date(2027, 2, 9))
    assert (bare.title, bare.day, bare.date, bare.about, bare.questions) == ("talk", 1, MONDAY, "", ())


def test_what_was_left_out_is_told() -> None:
    """Gaps that wait, what the person leaves for later, and what found no room stand together."""
    made = plan(hours=(0.5,) * 13, ratings=dict.fromkeys(CATALOGUE, 0), later=("Speak in May",))
    assert {"gap", "yours", "ladder"} <= {one.kind for one in made.parked}


# Weeks


def test_the_weeks_cover_the_plan() -> None:
    """Thirteen weeks of seven days reach from day 1 to day 90, and one before them holds what comes earlier."""
    before, *weeks = plan().weeks
    assert [day for w in weeks for day in range(w.from_day, w.to_day + 1)] == list(range(1, 91))
    assert (before.n, before.to_day, before.end) == (0, -1, MONDAY - datetime.timedelta(days=1))
    assert all(w.end - w.start == datetime.timedelta(days=w.to_day - w.from_day) for w in weeks if w.end and w.start)


def test_the_plan_tells_days_off_and_unusual_weeks() -> None:
    """Days off stand in the plan with their end; working days only if they are not the usual five."""
    day, span = DaysOff(MONDAY), DaysOff(MONDAY, MONDAY + datetime.timedelta(days=3), "family")
    made = plan(days_off=(day, span), working_days=("thu", "mon", "tue", "sat"))
    assert [(off.start, off.end, off.private) for off in made.days_off] == [
        (MONDAY, MONDAY, ""),
        (MONDAY, MONDAY + datetime.timedelta(days=3), "family"),
    ]
    assert made.working_days == "Mon, Tue, Thu and Sat"
    assert plan(working_days=("fri", "thu", "wed", "tue", "mon")).working_days == ""


def test_a_week_tells_its_days_off() -> None:
    """Days off stand in every week that they touch, and in no other."""
    long = DaysOff(datetime.date(2027, 1, 24), datetime.date(2027, 2, 1), "family")
    short = DaysOff(datetime.date(2027, 1, 11))
    weeks = plan(days_off=(long, short)).weeks
    assert [w.n for w in weeks if w.days_off] == [1, 2, 3, 4]
    assert [tuple(off) for off in weeks[2].days_off] == [(long.from_, long.to, "family")]
    assert [tuple(off) for off in weeks[1].days_off] == [(short.from_, short.from_, "")]


def test_a_week_says_how_full_it_is() -> None:
    """Hours asked for and hours there are stand with each week, days off taken from them."""
    made = plan(days_off=(DaysOff(MONDAY, MONDAY + datetime.timedelta(days=4)),))
    assert (made.weeks[1].capacity, made.weeks[2].capacity) == (0.0, FULL[1])
    ready = parts()
    assert [w.hours for w in assemble(ready).weeks] == [round(hours, 2) for hours in ready.times.load]


def full(boxes: int, load: float, capacity: float) -> Schedule:
    one = (0.0,) * 5
    return Schedule({}, (), (*one, load, *one), (*one, capacity, *one), (0,) * 5 + (boxes,) + (0,) * 5)


@pytest.mark.parametrize(
    ("boxes", "load", "capacity", "said"),
    [
        (12, 8.0, 10.0, ""),
        (13, 8.0, 10.0, "13 boxes are due, more than 12"),
        (12, 8.1, 10.0, "it asks for 8.1 h and has 10.0, of which a fifth is for surprises"),
        (13, 8.1, 10.0, "13 boxes are due, more than 12"),
    ],
)
def test_a_week_that_is_too_full_says_so(boxes: int, load: float, capacity: float, said: str) -> None:
    """More than twelve boxes, or more than four fifths of the hours, is said; what just fits is not."""
    assert overload(5, full(boxes, load, capacity)) == said


def test_the_time_before_the_start_is_never_too_full() -> None:
    """There are no hours of the plan before day 1 that could be too few."""
    assert overload(0, Schedule({}, (), (9.0,), (0.0,), (20,))) == ""


def test_the_plan_warns_of_weeks_that_the_answers_overfill() -> None:
    """Fixed days that ask for more than there is are told once, with their weeks."""
    much = (Learning("A", day=1, hours=20.0), Learning("B", day=36, hours=80.0))
    made = plan(learning=much, ratings=dict.fromkeys(CATALOGUE, 3))
    noted = [str(w.n) for w in made.weeks if w.note]
    [warning] = made.warnings
    assert {"1", "6"} <= set(noted)
    assert f"week {', '.join(noted)};" in warning
    assert plan(ratings=dict.fromkeys(CATALOGUE, 3)).warnings == ()


def test_the_plan_warns_where_field_and_craft_are_both_new() -> None:
    """Whoever is new to both is told that day 90 aims lower, whoever knows one of them is not."""
    [warning] = plan(ratings=dict.fromkeys(CATALOGUE, 0)).warnings
    assert "both the field and the craft are new" in warning
    assert plan(ratings={"listening": 0, "deciding": 0, "selling": 3}).warnings == ()


def test_hours_are_the_mean_of_the_weeks() -> None:
    """The plan says how many hours a week it counts on, over its thirteen weeks."""
    assert weekly_hours(Schedule({}, (), (), (0.0, *FULL), ())) == round(sum(FULL) / 13, 1)
    assert plan(hours=(6.5,) * 13).hours == 6.5


def test_a_week_can_be_told_by_itself() -> None:
    """The last week ends with the plan, and holds what is due in it."""
    ready = parts()
    last = week(13, ready, {})
    assert (last.from_day, last.to_day, last.actions) == (85, 90, ())
