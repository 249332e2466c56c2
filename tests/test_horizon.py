"""Phases as a person gives them: any number, in days or weeks, before the start, past day 90, without an end."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import ActionChange, Answers, Contact, FocusChange, GoalChange, PhaseChange
from transition_plan.build import build_plan
from transition_plan.compose import is_record
from transition_plan.documents import fill_documents
from transition_plan.gate import check_answers
from transition_plan.horizon import (
    first_day,
    last_day,
    lay_owner,
    lay_reviews,
    length_of,
    phase_of_day,
    settle,
    span,
    within,
)
from transition_plan.library import compose, load_layouts
from transition_plan.plan import Plan
from transition_plan.rendering import Environment, environment
from transition_plan.template import ActionText, FocusText, GoalText, PhaseText, ReviewText

MONTHS = tuple(PhaseChange(f"month-{n}", drop=True) for n in (1, 2, 3))
ROLE = compose("product-manager").template


@cache
def layouts() -> Environment:
    return environment(load_layouts())


def made(*phases: PhaseChange, **said: Any) -> Plan:
    people = (Contact("Dana Ortiz", group="manager"), Contact("Lee Park"))
    return build_plan(Answers("product-manager", phases=phases, people=people, **said), layouts())


def areas(phases: tuple[PhaseText, ...]) -> list[str]:
    return sorted(area.id for phase in phases for area in phase.focus)


# What a person writes


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ({"from_day": 5, "to_day": 9}, (5, 9)),
        ({"from_week": 1, "to_week": 1}, (1, 7)),
        ({"from_week": 3, "to_week": 6}, (15, 42)),
        ({"from_week": -2, "to_week": -1}, (-14, -1)),
        ({"from_week": -1, "to_day": 10}, (-7, 10)),
        ({"to_week": 2}, (1, 14)),
        ({"to_day": -1}, (-30, -1)),
    ],
)
def test_a_phase_is_given_in_days_or_weeks(said: dict[str, Any], days: tuple[int, int]) -> None:
    """Week 1 is days 1 to 7, week -1 the seven days before the start; what has no beginning begins at the start."""
    assert [span(phase) for phase in settle([PhaseText("p", **said)])] == [days]


def test_a_phase_begins_after_the_one_before_it() -> None:
    """Whoever says only where phases end gets them one after the other, with no day 0 between."""
    phases = [PhaseText("before", to_day=-1, from_day=-9), PhaseText("a", to_day=14), PhaseText("b", to_week=6)]
    assert [span(phase) for phase in settle(phases)] == [(-9, -1), (1, 14), (15, 42)]


def test_a_phase_without_an_end_goes_on_to_the_end_of_the_plan() -> None:
    """Beside others it ends with the last of them; alone at the end it is planned for thirty days."""
    beside = settle([PhaseText("all", from_day=1), PhaseText("first", from_day=1, to_day=50)])
    assert {phase.id: (span(phase), phase.open_ended) for phase in beside} == {
        "all": ((1, 50), True),
        "first": ((1, 50), False),
    }
    after = settle([PhaseText("first", from_day=1, to_day=90), PhaseText("then", from_day=91)])
    assert [span(phase) for phase in after] == [(1, 90), (91, 120)]


def test_phases_stand_in_the_order_of_their_days() -> None:
    """A phase before the start comes first, wherever it was written."""
    plan = made(PhaseChange("before", "Before", from_week=-2, to_week=-1), PhaseChange("beyond", "Beyond", from_day=91))
    assert [phase.id for phase in plan.phases] == ["before", "month-1", "month-2", "month-3", "beyond"]
    assert plan.days == 120


def test_of_phases_side_by_side_the_shortest_has_a_day() -> None:
    """An action belongs to the phase that says most about its day; a day between two belongs to the one before."""
    at = phase_of_day(
        settle([PhaseText("all", None, 1, 60), PhaseText("week", None, 8, 14), PhaseText("late", None, 70, 80)])
    )
    assert [at[day] for day in (1, 8, 14, 15, 65, 70, 80)] == ["all", "week", "week", "all", "all", "late", "late"]
    assert within(200, at) == 80


# What becomes of the template's content

days_given = st.tuples(st.integers(-40, 200), st.integers(0, 90)).map(
    lambda p: (p[0] or 1, max(p[0] or 1, p[0] + p[1]) or 1)
)
spans = st.lists(days_given, min_size=1, max_size=6)


@settings(max_examples=200)
@given(spans, st.booleans())
def test_nothing_of_the_role_is_lost_in_phases_of_ones_own(given_days: list[tuple[int, int]], drop: bool) -> None:
    """Every focus area of the role is in one phase, with its days inside, however the phases lie."""
    own = tuple(PhaseChange(f"own-{n}", from_day=a, to_day=b) for n, (a, b) in enumerate(given_days))
    phases = lay_owner(ROLE.phases, (*(MONTHS if drop else ()), *own))
    assert areas(phases) == areas(ROLE.phases)
    for phase in phases:
        first, last = span(phase)
        days = [g.due for area in phase.focus for g in area.goals] + [a.day for x in phase.focus for a in x.actions]
        assert all(first <= day <= last for day in days if day), phase.id
    assert set(phase_of_day(phases)) >= set(range(1, length_of(phases) + 1))


@settings(max_examples=30)
@given(spans)
def test_a_plan_of_any_phases_is_whole(given_days: list[tuple[int, int]]) -> None:
    """It can be read, ends with its last phase, has nothing due after that, and no phase loses its heading."""
    own = tuple(
        PhaseChange(f"own-{n}", title=f"Part {n}", from_day=a, to_day=max(b, 14)) for n, (a, b) in enumerate(given_days)
    )
    plan = made(*MONTHS, *own)
    shared, alone = fill_documents(plan, ["plan.md", "checklist.md"], layouts())
    assert plan.days == max(span[1] for span in [(0, max(b, 14)) for _, b in given_days])
    assert all(action.day <= plan.days for week in plan.weeks for action in week.actions)
    assert all(goal.day <= plan.days for phase in plan.phases for area in phase.focus for goal in area.goals)
    assert all(f"## Part {n}" in shared.text for n in range(len(own)))
    assert "{{" not in shared.text + alone.text


def test_an_empty_phase_gets_what_lies_nearest() -> None:
    """Two weeks of listening have something to do in them, although the role's month ends later."""
    listen, deliver = PhaseChange("listen", to_week=2), PhaseChange("deliver", from_week=3, to_week=13)
    plan = made(*MONTHS, listen, deliver)
    assert [len(phase.focus) >= 2 for phase in plan.phases] == [True, True]


@pytest.mark.parametrize("role", ["first-time-manager", "product-manager", "software-engineer"])
def test_phases_of_ones_own_give_each_goal_its_time(role: str) -> None:
    """Three, five and five weeks: no goal is due before what leads to it, nor in the first days of its phase."""
    weeks = (PhaseChange("a", to_week=3), PhaseChange("b", to_week=8), PhaseChange("c", to_week=13))
    for phase in lay_owner(compose(role).template.phases, (*MONTHS, *weeks)):
        assert len(phase.focus) > 2
        for area in phase.focus:
            steps = [one.day or 0 for one in area.actions if not one.optional]
            for goal in area.goals:
                assert goal.due is not None
                assert goal.due >= max(steps), area.id
                assert goal.due - span(phase)[0] >= 5, area.id


def test_a_short_plan_draws_the_role_together() -> None:
    """In six weeks the goals of the third month fall due by day 42, in their order."""
    plan = made(*MONTHS, PhaseChange("a", to_week=2), PhaseChange("b", to_week=6))
    assert plan.days == 42
    assert [review.day for review in plan.reviews] == [30, 42]
    assert plan.reviews[-1].title.startswith("Day-42 review")
    assert len(plan.weeks) == 7


def test_a_month_that_was_drawn_out_takes_its_content_along() -> None:
    """45 and 45 days: the first month's goal of day 28 falls due near day 42; a heading of ours that is wrong goes."""
    first = lay_owner(ROLE.phases, (PhaseChange("month-1", to_day=45), PhaseChange("month-2", from_day=46, to_day=90)))[
        0
    ]
    was = ROLE.phases[0].focus[0].goals[0].due or 0
    assert first.focus[0].goals[0].due == 1 + round((was - 1) * 44 / 29)
    assert first.title == "Days 1 to 45"


def test_a_month_that_is_only_dropped_is_gone() -> None:
    """Whoever leaves out the third month and names no phase of their own plans sixty days."""
    phases = lay_owner(ROLE.phases, (PhaseChange("month-3", drop=True),))
    assert length_of(phases) == 60
    assert areas(phases) == areas(ROLE.phases[:2])


def test_what_a_move_adds_to_a_month_that_the_role_dropped_finds_a_phase() -> None:
    """A role with sprints of its own still gets the hand-over of an internal move."""
    clear = FocusText("clear", goals=(GoalText("zero", due=29),), actions=(ActionText("out", day=18),))
    ghost = PhaseText("month-1", focus=(clear,))
    phases = lay_owner((PhaseText("sprint-1", "One", 1, 14), PhaseText("sprint-2", "Two", 15, 90), ghost), ())
    assert [(phase.id, areas((phase,))) for phase in phases] == [("sprint-1", []), ("sprint-2", ["clear"])]


def test_the_steps_of_a_ladder_fall_in_thirds_of_the_plan() -> None:
    """With other than three phases a gap is still learnt, practised and shown one after the other, to the end."""
    plan = made(*MONTHS, PhaseChange("all", from_day=1, to_day=180), hours=10.0, ratings={"customer-discovery": 1})
    learn, practise, show = next(gap for gap in plan.gaps if gap.competency == "customer-discovery").steps
    assert 0 < learn.day <= 67 < practise.day <= 127 < show.day <= 180


def test_reviews_after_the_end_are_left_out_and_the_last_closes_the_plan() -> None:
    """Nobody is invited to a talk after the plan is over; a closing talk there is, unless one lies near the end."""
    reviews = tuple(ReviewText(f"r-{day}", day, "Day-{{ day }} review") for day in (30, 60, 90))
    assert [(r.id, r.day, r.title) for r in lay_reviews(reviews, 42)] == [
        ("r-30", 30, "Day-30 review"),
        ("r-90", 42, "Day-42 review"),
    ]
    assert [r.day for r in lay_reviews(reviews, 62)] == [30, 60]
    assert [r.day for r in lay_reviews(reviews, 180)] == [30, 60, 90]


# Actions that are somebody else's, a stretch, or repeat for a while


OWN = FocusChange(
    "Hand on",
    actions=(
        ActionChange("Send the list", day=9, owner="Lee Park", steps=("Ask Ops", "Check it")),
        ActionChange("Write it up", day=10, stretch=True),
        ActionChange("Look at the numbers", day=8, repeat="weekly", until=28),
    ),
    goals=(GoalChange("Somebody else runs it", measure="Two runs", due=28, stretch=True),),
)


def test_an_action_of_somebody_else_says_whose_it_is() -> None:
    """The box tells who does it, and the person's hours are not spent on it; its steps stand under it."""
    plan = made(PhaseChange("month-1", focus=(OWN,)))
    [alone] = fill_documents(plan, ["checklist.md"], layouts())
    lines = alone.text.splitlines()
    at = next(n for n, line in enumerate(lines) if "Send the list" in line)
    assert "(Lee Park does it)" in lines[at]
    assert [line.strip() for line in lines[at + 1 : at + 3]] == ["- Ask Ops", "- Check it"]


def test_a_stretch_is_marked_and_placed_last() -> None:
    """Nobody counts on it: where the weeks are full it is left out before anything else is."""
    roomy, full = (made(PhaseChange("month-1", focus=(OWN,)), hours=hours) for hours in (14.0, 1.0))
    [alone] = fill_documents(roomy, ["checklist.md"], layouts())
    assert "- [ ] Stretch: Write it up" in alone.text
    assert "write-it-up" not in {action.id for week in full.weeks for action in week.actions}


def test_what_repeats_for_a_while_takes_hours_only_so_long() -> None:
    """A habit until day 28 costs nothing in week 5."""
    with_habit, without = made(PhaseChange("month-1", focus=(OWN,))), made()
    [habit] = [one for one in with_habit.habits if one.id == "look-at-the-numbers"]
    assert habit.repeat == "weekly"
    assert with_habit.weeks[13].hours <= without.weeks[13].hours + 0.01


# What the gate says


@pytest.mark.parametrize(
    ("phase", "told"),
    [
        (
            "{id: month-4}",
            "there is no phase 'month-4'; did you mean 'month-3'? One of your own needs from_day or from_week",
        ),
        ("{id: a, from_day: 0}", "there is no day 0; day 1 is the first, -1 the one before; use -60 to 730"),
        ("{id: a, from_week: 0}", "there is no week 0; week 1 is the first, -1 the one before; use -8 to 104"),
        ("{id: a, from_day: 9, to_day: 5}", "it ends on day 5, before it begins on day 9; swap them"),
        ("{id: a, from_day: 9, from_week: 2}", "'from_day' is given, too; keep one of them"),
        ("{id: a, to_day: 800}", "there is no day 800; day 1 is the first, -1 the one before; use -60 to 730"),
    ],
)
def test_a_phase_that_cannot_be_is_told(phase: str, told: str) -> None:
    """Every mistake in the days of a phase is told with its mend."""
    with pytest.raises(Exception, match="1 problem") as raised:
        check_answers(f"role: product-manager\nphases: [{phase}]\n".encode(), "plan.yaml")
    [problem] = raised.value.problems  # type: ignore[attr-defined]
    assert problem.text.endswith(told)


def test_days_may_lie_anywhere_in_a_longer_plan() -> None:
    """With a phase to day 180, day 150 is inside; without it, it is not."""
    text = b"role: product-manager\nunknowns: [{question: How so, day: 150}]\n"
    with pytest.raises(Exception, match="1 problem"):
        check_answers(text, "plan.yaml")
    assert (
        check_answers(text + b"phases: [{id: late, from_day: 91, to_day: 180}]\n", "plan.yaml").unknowns[0].day == 150
    )


def test_the_first_and_last_day_are_found_in_every_record() -> None:
    """The plan file's and the template's phases say their days in the same words."""
    for record in (PhaseText("p", from_week=2, to_week=3), PhaseChange("p", from_week=2, to_week=3)):
        assert is_record(record)
        assert (first_day(record), last_day(record)) == (8, 21)


def test_what_the_manager_does_stands_in_the_managers_document() -> None:
    """An action of the manager's is told to the manager, with its day, and in the plan with the manager's name."""
    own = FocusChange("Hand on", actions=(ActionChange("Open the budget system", day=9, owner="manager"),))
    shared, theirs = fill_documents(made(PhaseChange("month-1", focus=(own,))), ["plan.md", "manager.md"], layouts())
    assert ", Dana Ortiz: Open the budget system" in shared.text
    assert "- **Yours, day 9:** Open the budget system." in theirs.text


def test_a_phase_without_focus_areas_tells_its_own_actions() -> None:
    """Two days of arriving have no focus area, and are not an empty heading either."""
    first = PhaseChange("arrive", "Arrive", from_day=1, to_day=3)
    plan = made(*MONTHS, first, PhaseChange("rest", from_day=4, to_day=90))
    plan = plan._replace(phases=(plan.phases[0]._replace(focus=()), *plan.phases[1:]))
    [shared] = fill_documents(plan, ["plan.md"], layouts())
    assert "- day 3: Agree expectations with Dana Ortiz" in shared.text.split("## Arrive")[1].split("## ")[0]
