"""The actions of a plan before they have dates: what each part of the answers and the templates asks to be done."""

from typing import Any

import pytest

from transition_plan.answers import (
    ActionChange,
    Answers,
    CarryOver,
    Certification,
    Contact,
    Duty,
    FocusChange,
    Learning,
    PhaseChange,
)
from transition_plan.assess import Assessment, assess
from transition_plan.draft import WHOLE_PLAN, Draft, FocusDraft, PhaseDraft
from transition_plan.drafting import (
    FIRST_OF_AREA,
    at_home,
    carry_over_drafts,
    changed_actions,
    fits_day,
    fits_stage,
    habit_drafts,
    handover_drafts,
    learning_drafts,
    role_drafts,
    whole_plan_drafts,
    why_from,
    win_steps,
)
from transition_plan.focus import focus_draft
from transition_plan.horizon import lay_owner
from transition_plan.ladders import FIRST_GAP_RANK
from transition_plan.plan import Why
from transition_plan.template import ActionText, DutyText, FocusText, Load, PhaseText, ReviewText, Template
from transition_plan.winning import FIRST_RANK, WinDraft

PHASE_AT = {**dict.fromkeys(range(-60, 31), "month-1"), **dict.fromkeys(range(31, 91), "month-2")}
DANA = Contact("Dana Ortiz", id="boss", group="manager")
STAGES = ("candidate", "accepted", "in-role")


def answers(**said: Any) -> Answers:
    return Answers("seller", **{"people": (DANA,), **said})


def template(**said: Any) -> Template:
    return Template("seller", "Seller", **said)


def action(key: str, **said: Any) -> ActionText:
    return ActionText(key, **{"title": key.capitalize(), "origin": "role seller", **said})


def area(key: str, *actions: ActionText, **said: Any) -> FocusText:
    return FocusText(key, title=key.capitalize(), actions=actions, origin="role seller", **said)


def months(*first: FocusText, second: tuple[FocusText, ...] = ()) -> tuple[PhaseText, ...]:
    return (
        PhaseText("month-1", from_day=1, to_day=30, focus=first),
        PhaseText("month-2", from_day=31, to_day=60, focus=second),
    )


def chosen(phases: tuple[PhaseText, ...]) -> list[PhaseDraft]:
    """Return the phases with all their areas chosen."""
    return [
        PhaseDraft(
            phase.id,
            "",
            "",
            "",
            "",
            phase.from_day or 1,
            phase.to_day or 90,
            tuple(focus_draft(one, answers(), (), mine=False) for one in phase.focus),
        )
        for phase in phases
    ]


def room(usable: float) -> Assessment:
    return assess(answers(), (), {}, {}, usable)


def role_actions(phases: tuple[PhaseText, ...], *changes: PhaseChange, usable: float = 100.0) -> list[Draft]:
    laid = lay_owner(phases, changes)
    return role_drafts(laid, chosen(laid), {change.id: change for change in changes}, room(usable))


def ids(drafts: list[Draft]) -> list[str]:
    return [draft.id for draft in drafts]


# Stages and reasons


@pytest.mark.parametrize("stage", STAGES)
def test_what_comes_before_the_start_waits_for_the_offer(stage: str) -> None:
    """Days before day 1 are planned once the offer is accepted, not before it and not after the start."""
    assert fits_day(-3, stage) is (stage == "accepted")
    assert fits_day(1, stage)
    assert fits_day(None, stage)


@pytest.mark.parametrize("stage", STAGES)
def test_an_action_may_belong_to_some_stages(stage: str) -> None:
    """An action for candidates is not in the plan of somebody who has begun."""
    assert fits_stage(action("a", day=3, stages=("candidate", "in-role")), stage) is (stage != "accepted")
    assert fits_stage(action("a", day=3), stage)


def test_every_action_can_say_where_it_comes_from() -> None:
    """A plan tells which template put something in, or that the owner did."""
    assert why_from("transition internal-move") == Why("transition", "internal-move", "the transition internal-move")
    assert why_from("").source == "you"


# What belongs to the whole plan


def test_actions_and_reviews_of_the_whole_plan_say_all_that_was_written() -> None:
    """Access, expectations and reviews have their day, effort, proof and reason, and belong to no focus area."""
    access = action("access", day=1, hours=0.5, done_when="open", audience="both", serves=("tools",), fixed=True)
    made = whole_plan_drafts(
        template(
            actions=(access,),
            reviews=(ReviewText("review-60", 60, "Day-60 review", 1.5, "decided", origin="base base"),),
        ),
        answers(),
        PHASE_AT,
    )
    assert [(d.id, d.title, d.first_day, d.due_day, d.hours, d.done_when, d.phase) for d in made] == [
        ("access", "Access", 1, 1, 0.5, "open", "month-1"),
        ("review-60", "Day-60 review", 60, 60, 1.5, "decided", "month-2"),
    ]
    assert all(draft.fixed and draft.focus == WHOLE_PLAN for draft in made)
    assert [draft.why.source for draft in made] == ["role", "base"]
    assert (made[0].audience, made[0].serves) == ("both", ("tools",))


def test_a_template_may_leave_out_what_is_usual() -> None:
    """Without a title, a day or hours, an action is called by its id, falls on day 1 and takes an hour."""
    bare = template(actions=(ActionText("look"),), reviews=(ReviewText("talk"),))
    made = whole_plan_drafts(bare, answers(), PHASE_AT)
    assert [(d.title, d.due_day, d.hours, d.done_when) for d in made] == [("look", 1, 1.0, ""), ("talk", 1, 1.0, "")]


@pytest.mark.parametrize(("stage", "expected"), [("accepted", ["early", "late"]), ("candidate", ["late"])])
def test_fixed_actions_respect_the_stage(stage: str, expected: list[str]) -> None:
    """A candidate is not told to do what makes sense only after the offer."""
    made = template(actions=(action("early", day=-5), action("late", day=5)))
    assert ids(whole_plan_drafts(made, answers(stage=stage), PHASE_AT)) == expected


def test_what_every_plan_has_may_move_by_days_and_is_never_left_out() -> None:
    """An action of the base or the role may be a week earlier or some weeks later if its week is full."""
    [scan] = whole_plan_drafts(template(actions=(action("scan", day=25),)), answers(), PHASE_AT)
    assert (scan.fixed, scan.must, scan.due_day, scan.first_day, scan.last_day) == (False, True, 25, 18, 25 + 21)
    [late] = whole_plan_drafts(template(actions=(action("late", day=85),)), answers(), PHASE_AT)
    assert late.last_day == 90


@pytest.mark.parametrize(("day", "first", "last"), [(2, 1, 9), (5, 1, 12), (12, 5, 24), (30, 23, 51)])
def test_what_belongs_to_the_first_days_does_not_slip_for_weeks(day: int, first: int, last: int) -> None:
    """A buddy for the first days is of no use in week three: what is early slips less than what is late."""
    [soon] = whole_plan_drafts(template(actions=(action("soon", day=day),)), answers(), PHASE_AT)
    assert (soon.first_day, soon.last_day) == (first, last)


def test_what_a_move_adds_waits_for_the_areas_and_is_not_forced_in() -> None:
    """Moves, situations and seniorities bring more than a few hours hold: two actions of a move are in every plan."""
    kinds = ("role seller", "transition return", "situation turnaround", "seniority lead")
    kept = [action(f"kept{n}", day=day, origin=kinds[1]) for n, day in enumerate((-3, 2, 5))]
    added = [action(f"a{n}", day=9, origin=kind) for n, kind in enumerate(kinds)]
    _, *first, role, move, situation, seniority = whole_plan_drafts(
        template(actions=(*kept, *added)), answers(), PHASE_AT
    )
    assert [draft.must for draft in first] == [True, True]
    made = [role, move, situation, seniority]
    assert [draft.must for draft in made] == [True, False, False, False]
    assert made[0].rank < FIRST_GAP_RANK < FIRST_RANK < FIRST_OF_AREA < made[1].rank < made[2].rank == made[3].rank


def test_some_things_of_the_whole_plan_stay_on_their_day() -> None:
    """What a template marks fixed, what comes before the start, what the owner adds and reviews keep their days."""
    made = whole_plan_drafts(
        template(
            actions=(action("talk", day=3, fixed=True), action("early", day=-5), ActionText("own", "Own", 9)),
            reviews=(ReviewText("review-30", 30),),
        ),
        answers(),
        PHASE_AT,
    )
    assert all(draft.fixed for draft in made)
    assert [draft.due_day for draft in made] == [3, -5, 9, 30]


def test_a_win_is_agreed_with_the_manager_by_name() -> None:
    """The steps of an early win name the manager, and a template's win shows as late as the kind of move allows."""
    win = WinDraft("fix", "Fix it", "", "", "", "", 6.0, 30, yours=False, score=1.0)
    agree, show = win_steps(win, 0, answers(), PHASE_AT, template(load=Load(win_by=55)))
    assert "Dana Ortiz" in agree.title
    assert (show.due_day, agree.chain) == (55, show.chain)
    assert win_steps(win, 0, answers(), PHASE_AT, template())[-1].due_day == 45


# The actions of focus areas


def test_each_area_brings_one_action_at_least() -> None:
    """However few hours there are, no focus area stands without anything to do."""
    phases = months(*(area(f"a{n}", action(f"a{n}-x"), action(f"a{n}-y")) for n in range(9)))
    made = role_actions(phases, usable=10.0)
    assert set(ids(made)) == {f"a{n}-x" for n in range(9)}


def test_more_hours_leave_room_for_more_actions() -> None:
    """With more hours more of an area's actions are in."""
    phases = months(area("a", *(action(f"a-{n}") for n in range(20))))
    few, many = role_actions(phases, usable=10.0), role_actions(phases, usable=100.0)
    assert len(few) == room(10.0).tier.role_actions
    assert len(many) == room(100.0).tier.role_actions
    assert set(ids(few)) < set(ids(many))


def test_what_a_template_marks_optional_comes_last() -> None:
    """An optional action is the first to be left out, wherever it stands in its area."""
    phases = months(area("a", action("x"), action("maybe", optional=True), action("y"), action("z")))
    made = role_actions(phases)
    assert max(made, key=lambda draft: draft.rank).id == "maybe"


def test_an_areas_first_action_is_placed_before_its_others() -> None:
    """Where weeks are short, the first action of each area finds its place before a second one of any."""
    made = role_actions(months(area("a", action("a1"), action("a2")), area("b", action("b1"), action("b2"))))
    rank = {draft.id: draft.rank for draft in made}
    assert max(rank["a1"], rank["b1"]) < min(rank["a2"], rank["b2"])


def test_an_owners_action_is_always_in_on_the_owners_day() -> None:
    """What somebody added or changed is in the plan whatever the hours, and stays on the day that they gave."""
    phases = months(area("a", *(action(f"a-{n}", day=9) for n in range(20))))
    change = PhaseChange(
        "month-1", focus=(FocusChange(None, "a", actions=(ActionChange("Own", day=9), ActionChange("New", "a-19"))),)
    )
    made = {draft.id: draft for draft in role_actions(phases, change, usable=10.0)}
    assert (made["own"].due_day, made["own"].fixed, made["own"].why.source) == (9, True, "you")
    assert (made["a-19"].title, made["a-19"].why.source) == ("New", "you")
    assert not made["a-0"].fixed


def test_an_owners_action_without_a_day_goes_where_there_is_room() -> None:
    """Without a day, an action of one's own is due by the end of its month and may be moved."""
    change = PhaseChange("month-2", focus=(FocusChange("Pilot", actions=(ActionChange("Sit in"),)),))
    [made] = role_actions(months(), change)
    assert (made.id, made.focus, made.phase, made.due_day, made.last_day) == ("sit-in", "pilot", "month-2", 60, 60)
    assert not made.fixed


def test_an_area_of_the_same_name_in_two_months_keeps_its_own_actions() -> None:
    """A pilot in the first month and a pilot in the second are two areas, each with what was written there."""
    changes = [
        PhaseChange(month, focus=(FocusChange("Pilot", actions=(ActionChange(title),)),))
        for month, title in (("month-1", "Begin"), ("month-2", "Go on"))
    ]
    made = role_actions(months(), *changes)
    assert {(draft.phase, draft.title) for draft in made} == {("month-1", "Begin"), ("month-2", "Go on")}


def test_an_action_says_all_that_was_written() -> None:
    """Effort, proof, audience, competencies and the area's place come through; what is not said is usual."""
    said = action("a", day=20, hours=2.5, done_when="seen", audience="outside", serves=("x",))
    full, plain = role_actions(months(area("area", said, ActionText("b", origin="role seller"), serves=("y",))))
    assert (full.hours, full.done_when, full.audience, full.serves) == (2.5, "seen", "outside", ("x",))
    assert (full.phase, full.focus, full.due_day, full.chain) == ("month-1", "area", 20, "role:a")
    assert 1 <= full.first_day < full.due_day
    assert (plain.title, plain.hours, plain.done_when, plain.audience, plain.serves) == ("b", 1.0, "", "", ("y",))
    assert plain.why == Why("role", "seller", "the role seller")


def test_an_action_never_begins_before_its_month() -> None:
    """What belongs to a month may not be begun in the one before."""
    [made] = role_actions(months(second=(area("a", action("x", day=33)),)))
    assert (made.first_day, made.due_day) == (31, 33)


def test_what_repeats_is_no_action_of_its_area() -> None:
    """A weekly action is a habit; “once” is an action like any other."""
    phases = months(area("a", action("weekly", repeat="weekly"), action("once", repeat="once"), action("plain")))
    assert ids(role_actions(phases)) == ["once", "plain"]


def test_changed_actions_are_known_by_area_and_id() -> None:
    """An id made from a title counts like one that was given."""
    change = PhaseChange(
        "month-1", focus=(FocusChange("My Pilot", actions=(ActionChange("Sit in"), ActionChange(None, "x"))),)
    )
    assert changed_actions(change) == {("my-pilot", "sit-in"), ("my-pilot", "x")}
    assert changed_actions(None) == set()


# Hand-over

KINDS = (
    DutyText("promises", "open promises", -5, "each has an owner", origin="transition move"),
    DutyText("access", day=None, origin="transition move"),
)


def test_a_candidate_hands_nothing_over() -> None:
    """Before there is an offer, nobody is told that the old duties go."""
    assert (
        handover_drafts(answers(stage="candidate", handover=(Duty("Gateway"),)), template(handover=KINDS), PHASE_AT)
        == []
    )


def test_the_old_work_is_handed_over_however_full_the_weeks_are() -> None:
    """A duty without a box stays mine."""
    duty = DutyText("calls", "the calls", 9, origin="transition internal-move")
    [made] = handover_drafts(answers(), template(handover=(duty,)), PHASE_AT)
    assert made.must


def test_the_persons_own_duties_are_handed_over_by_name() -> None:
    """Each duty that the person named is an action with its taker, its day and what shows that it is done."""
    own = (
        Duty("Gateway", to="boss", day=9, note="Kim runs it alone"),
        Duty("Night calls"),
        Duty("Forum", to="Sam Field"),
    )
    made = handover_drafts(answers(handover=own), template(handover=KINDS), PHASE_AT)
    assert [draft.title for draft in made] == [
        "Hand over “Gateway” to Dana Ortiz",
        "Hand over “Night calls”",
        "Hand over “Forum” to Sam Field",
    ]
    assert [(d.id, d.due_day) for d in made] == [
        ("hand-over-gateway", 9),
        ("hand-over-night-calls", 21),
        ("hand-over-forum", 21),
    ]
    assert made[0].done_when == "Kim runs it alone"
    assert made[1].done_when
    assert all(draft.fixed and draft.why.source == "you" for draft in made)


def test_a_private_duty_is_a_private_action() -> None:
    """A duty that is private is handed over in the person's own checklist only."""
    made = handover_drafts(answers(handover=(Duty("Secret", private=True), Duty("Open"))), template(), PHASE_AT)
    assert [draft.private for draft in made] == [True, False]


def test_a_private_taker_is_not_named() -> None:
    """Who may not be named is not named as the new owner of a duty either."""
    people = (Contact("Kim Secret", private=True),)
    [made] = handover_drafts(answers(people=people, handover=(Duty("Gateway", to="Kim Secret"),)), template(), PHASE_AT)
    assert made.title == "Hand over “Gateway”"


def test_without_own_duties_the_kinds_of_the_move_stand_in() -> None:
    """Somebody who named no duty is reminded of the kinds that such a move has."""
    made = handover_drafts(answers(), template(handover=KINDS), PHASE_AT)
    assert [(d.id, d.title, d.due_day, d.done_when, d.why.source) for d in made] == [
        ("hand-over-promises", "Hand over: open promises", -5, "each has an owner", "transition"),
        ("hand-over-access", "Hand over: access", 21, "", "transition"),
    ]


def test_who_has_begun_does_not_hand_over_before_the_start() -> None:
    """In the role, kinds of duty that were due before day 1 are past."""
    assert ids(handover_drafts(answers(stage="in-role"), template(handover=KINDS), PHASE_AT)) == ["hand-over-access"]


# Learning and exams


def test_what_is_learnt_once_is_an_action() -> None:
    """A book is something to do, on its day if it has one, and goes where there is room if it has none."""
    things = (Learning("Read the book", hours=4.0, day=33, done_when="A page of notes"), Learning("Hear the talk"))
    fixed, free = learning_drafts(answers(learning=things), PHASE_AT)
    assert (fixed.id, fixed.due_day, fixed.hours, fixed.done_when, fixed.phase) == (
        "read-the-book",
        33,
        4.0,
        "A page of notes",
        "month-2",
    )
    assert (fixed.fixed, free.fixed, free.hours) == (True, False, 1.0)
    assert (fixed.why.source, fixed.why.id) == ("you", "read-the-book")


def test_ids_of_ones_own_are_kept() -> None:
    """Whoever names a duty, a book or a piece of work by an id finds it again by that id."""
    who = answers(
        handover=(Duty("Gateway", id="gate"),),
        learning=(Learning("Read", id="book"), Learning("Hear", id="talks", rhythm="weekly")),
        carry_over=(CarryOver("Pilot", id="work", win=False),),
    )
    made = [
        *handover_drafts(who, template(), PHASE_AT),
        *learning_drafts(who, PHASE_AT),
        *carry_over_drafts(who, PHASE_AT),
        *habit_drafts(who, template(), months()),
    ]
    assert ids(made) == ["hand-over-gate", "book", "finish-work", "talks"]
    assert [draft.why.id for draft in made] == ["gate", "book", "work", "talks"]


def test_exams_that_are_open_are_settled_early() -> None:
    """Planned, booked and retired exams become one line; held and expired ones and private ones do not."""
    statuses: tuple[Any, ...] = ("planned", "booked", "retired", "held", "expired")
    exams = (*(Certification(status.upper(), status=status) for status in statuses), Certification("X", private=True))
    [made] = learning_drafts(answers(certifications=exams), PHASE_AT)
    assert made.title.endswith(": PLANNED, BOOKED, RETIRED")
    assert made.due_day <= 30
    assert learning_drafts(answers(certifications=exams[3:]), PHASE_AT) == []


def test_what_is_learnt_says_where_it_comes_from() -> None:
    """A source stands behind the title, of what is learnt once and of what is heard every week."""
    things = (Learning("Read it", source="the handbook"), Learning("Hear it", source="talks", rhythm="weekly"))
    who = answers(learning=things)
    assert [draft.title for draft in learning_drafts(who, PHASE_AT)] == ["Read it (the handbook)"]
    assert [draft.title for draft in habit_drafts(who, template(), months())] == ["Hear it (talks)"]


# Unfinished work


def test_work_that_is_no_early_win_is_finished_all_the_same() -> None:
    """What somebody brings along and does not want as a win is an action, with what is there and what is left."""
    work = CarryOver("Pilot", for_="boss", so_far="in use", next_step="sign it", result="signed", win=False)
    bare = CarryOver("Guide", win=False, private=True, competency=("writing",))
    pilot, guide = carry_over_drafts(answers(carry_over=(work, bare, CarryOver("A win"))), PHASE_AT)
    assert (pilot.title, pilot.done_when) == ("Finish “Pilot” for Dana Ortiz", "so far in use; sign it; signed")
    assert (pilot.id, pilot.why.source, pilot.private, pilot.fixed) == ("finish-pilot", "you", False, False)
    assert (guide.title, guide.done_when, guide.private, guide.serves) == ("Finish “Guide”", "", True, ("writing",))


def test_unfinished_work_for_somebody_private_does_not_say_for_whom() -> None:
    """A private person is not named as the one who waits for a piece of work."""
    people = (Contact("Kim Secret", private=True),)
    work = CarryOver("Pilot", for_="Kim Secret", win=False)
    [made] = carry_over_drafts(answers(people=people, carry_over=(work,)), PHASE_AT)
    assert made.title == "Finish “Pilot”"


# Habits


def test_whatever_repeats_is_a_habit() -> None:
    """Habits of the template, recurring learning and repeated actions of an area stand together, once each."""
    phases = months(
        second=(area("a", action("own", repeat="monthly", hours=1.0, done_when="d", audience="both"), action("no")),)
    )
    made = habit_drafts(
        answers(learning=(Learning("Talks", rhythm="weekly", hours=0.5, done_when="a line"), Learning("Book"))),
        template(habits=(action("note", repeat="fortnightly", hours=0.5, done_when="noted"),)),
        phases,
    )
    assert [(d.id, d.title, d.repeat, d.hours, d.done_when, d.phase, d.first_day, d.focus) for d in made] == [
        ("note", "Note", "fortnightly", 0.5, "noted", "month-1", 1, WHOLE_PLAN),
        ("talks", "Talks", "weekly", 0.5, "a line", "month-1", 1, WHOLE_PLAN),
        ("own", "Own", "monthly", 1.0, "d", "month-2", 31, "a"),
    ]
    assert [draft.why.source for draft in made] == ["role", "you", "role"]
    assert {draft.due_day for draft in made} == {60}  # the end of the second of these two months
    assert made[2].audience == "both"


@pytest.mark.parametrize(("hours", "expected"), [(None, ["a", "b"]), (8.0, ["a", "b"]), (7.5, ["a"])])
def test_whoever_has_few_hours_has_one_habit(hours: float | None, expected: list[str]) -> None:
    """Below eight hours a week the first of the templates' habits is enough; one's own all stay."""
    who = answers(hours=hours, learning=(Learning("Talks", rhythm="weekly"), Learning("Papers", rhythm="monthly")))
    made = habit_drafts(who, template(habits=(action("a"), action("b"))), months())
    assert ids(made) == [*expected, "talks", "papers"]


def test_a_habit_is_small_and_weekly_unless_it_says_otherwise() -> None:
    """A habit without hours or rhythm takes a quarter of an hour a week."""
    [habit] = habit_drafts(answers(), template(habits=(ActionText("note"),)), months())
    assert (habit.title, habit.hours, habit.repeat, habit.done_when) == ("note", 0.25, "weekly", "")
    repeated = area("a", ActionText("x", repeat="weekly"), ActionText("y", repeat="once"))
    [own] = habit_drafts(answers(), template(), (PhaseText("month-1", focus=(repeated,)),))
    assert (own.title, own.hours, own.first_day, own.done_when, own.audience) == ("x", 0.5, 1, "", "")


# Rungs


def rung(*serves: str) -> Draft:
    return Draft("r", "R", 1.0, 1, 20, Why("gap", "x", ""), "month-1", serves=serves)


def home(*areas: FocusDraft) -> list[PhaseDraft]:
    other = FocusDraft("other", "", "", "", "", "", ("listening",), (), (), (), Why("role", "", ""))
    return [
        PhaseDraft("month-2", "", "", "", "", 31, 60, (other,)),
        PhaseDraft("month-1", "", "", "", "", 1, 30, areas),
    ]


def test_a_rung_stands_where_its_competency_is_worked_on() -> None:
    """A step of a ladder goes into the first area of its own month that serves its competency, else stands alone."""
    selling, listening, again = (
        FocusDraft(key, "", "", "", "", "", (serves,), (), (), (), Why("role", "", ""))
        for key, serves in (("sell", "selling"), ("hear", "listening"), ("hear-2", "listening"))
    )
    assert at_home(rung("listening"), home(selling, listening, again)).focus == "hear"
    assert at_home(rung("listening"), home(selling)).focus == WHOLE_PLAN
