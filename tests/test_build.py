"""From answers to a plan, with the library that ships: as much as a reader takes in, filled with the person's names."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import Answers, Evidence
from transition_plan.assess import USABLE
from transition_plan.build import (
    ROOMS,
    WORDS,
    build_plan,
    composed,
    fill_located,
    idle_areas,
    prepare,
    weekly_hours,
)
from transition_plan.documents import fill_document, plan_data
from transition_plan.errors import Refused, RenderFailed
from transition_plan.gate import check_answers
from transition_plan.library import SHIPPED, load_layouts, load_template, template_ids
from transition_plan.markdown import word_count
from transition_plan.plan import Plan
from transition_plan.rendering import Environment, Phrase, environment
from transition_plan.scaffold import scaffold
from transition_plan.schedule import schedule

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
HEAD = "role: product-manager\nstart: 2027-01-11\n"
MANY_STEPS = "{% for a in range(1000) %}{% for b in range(20) %}{{ manager }}{% endfor %}{% endfor %}"


@cache
def layouts() -> Environment:
    return environment(load_layouts())


def answers(text: str = "", head: str = HEAD) -> Answers:
    return check_answers((head + text).encode(), "plan.yaml")


def built(text: str = "", head: str = HEAD) -> Plan:
    return build_plan(answers(text, head), layouts())


def words(plan: Plan) -> int:
    return word_count(fill_document(plan, "plan.md", layouts()))


def texts(value: Any) -> Iterator[str]:
    """Yield every text of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts(part)


def actions(plan: Plan) -> dict[str, str]:
    return {action.id: action.title for week in plan.weeks for action in week.actions}


# How much


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_plan_is_as_full_as_its_reader_takes(example: Path) -> None:
    """The fullest plan that a busy manager still reads is made, and the leanest where even that is longer."""
    who = check_answers(example.read_bytes(), example.name)
    ready = prepare(who, layouts())
    every = [composed(ready, room, layouts()).plan for room in ROOMS]
    fitting = [plan for plan in every if words(plan) <= WORDS]
    assert build_plan(who, layouts()) == (fitting or every)[0 if fitting else -1]


def test_a_plan_has_as_many_words_as_the_design_says() -> None:
    """What a busy manager reads is a number that anybody can look up."""
    assert f"{WORDS:,} words" in (ROOT / "docs" / "design.md").read_text("utf-8")


def test_the_rooms_go_from_full_to_lean() -> None:
    """Each room leaves out more than the one before, so that the first that fits is the fullest."""
    for fuller, leaner in pairwise(ROOMS):
        assert leaner != fuller
        assert all(less <= more for less, more in zip(leaner.areas, fuller.areas, strict=True))
        assert leaner.actions <= fuller.actions
        assert leaner.questions <= fuller.questions
        assert leaner.risks <= fuller.risks
        assert leaner.lean >= fuller.lean


def test_whoever_says_very_much_gets_the_leanest_plan() -> None:
    """Words that nobody can leave out make the plan lean; all of them are in it."""
    plan = built("mission: " + "win " * 1300 + "\n")
    assert (plan.lean, words(plan) > WORDS) == (True, True)
    assert plan.opening.mission.count("win") == 1300


# The person's names


@pytest.mark.parametrize("role", [one for one in template_ids("role") if load_template("role", one).phases])
@pytest.mark.parametrize("move", template_ids("transition"))
def test_no_text_of_any_role_or_move_is_left_unfilled(role: str, move: str) -> None:
    """Every role can be planned with every kind of move, named or not, and no Jinja mark is left in the plan."""
    people = "people: [{name: Dana Ortiz, group: manager}, {name: Lee Park, group: team}]\norg: Northlake\n"
    for said in ("", people):
        plan = built(f"transitions: [{move}]\n{said}", f"role: {role}\n")
        assert [text for text in texts(plan) if "{{" in text or "{%" in text] == []


def test_the_plan_speaks_of_the_persons_own_people() -> None:
    """Who was named stands in the plan where the template says manager or peer."""
    plan = built("people: [{name: Dana Ortiz, group: manager}, {name: Lee Park, group: peer}]\n")
    told = " ".join(texts(plan))
    assert plan.manager == "Dana Ortiz"
    assert "Dana Ortiz" in actions(plan)["expectations"]
    assert "Lee Park" in told
    assert "my manager" not in told


def test_what_a_person_typed_is_never_a_template() -> None:
    """Jinja marks in an answer stand in the plan as they were typed, wherever the answer goes."""
    marks = "{{ 7*7 }} {% for a in b %}"
    own = f"'{marks}'"
    plan = built(
        f"title: {own}\nmission: {own}\nproduct: {own}\nactions: [{{title: {own}, day: 3}}]\n"
        f"people: [{{name: {own}, group: manager}}, {{name: {own}, group: peer}}]\n"
        f"phases: [{{id: month-1, theme: {own}, focus: [{{title: {own}, intent: {own}}}]}}]\n"
        f"evidence: [{{title: {own}, competency: influence, result: x}}]\nratings: {{influence: 4}}\n"
    )
    told = " ".join(texts(plan))
    assert "49" not in told
    assert (plan.title, plan.opening.mission, plan.manager) == (marks, marks, marks)
    assert plan.phases[0].theme == plan.phases[0].focus[0].intent == marks
    assert marks in actions(plan)["expectations"]


# The rest of the answers


def test_the_same_answers_give_the_same_plan() -> None:
    """Two people with the same answers, on different days and machines, get the same plan."""
    text = EXAMPLES[0].read_bytes()
    first, second = (build_plan(check_answers(text, "p"), environment(load_layouts())) for _ in range(2))
    assert plan_data(first) == plan_data(second)


def test_a_competency_of_ones_own_is_planned_like_any_other() -> None:
    """What the person adds to the role's needs becomes a gap with a dated ladder."""
    own = "competencies: [{id: bees, name: keeping bees, kind: craft, required: 3, importance: 3, early: yes}]\n"
    [gap, *_] = built(f"{own}ratings: {{bees: 0}}\n").gaps
    assert (gap.competency, gap.name, gap.required) == ("bees", "keeping bees", 3)
    assert [step.kind for step in gap.steps] == ["learn", "practise", "demonstrate"]
    assert any("keeping bees" in step.title for step in gap.steps)


def test_a_need_of_the_role_can_be_dropped() -> None:
    """What the role does not need here, by the person's word, is no gap."""
    rated = "ratings: {influence: 0}\n"
    dropped = built(f"{rated}competencies: [{{id: influence, drop: yes}}]\n")
    assert "influence" in {gap.competency for gap in built(rated).gaps}
    assert "influence" not in {gap.competency for gap in dropped.gaps}


def test_where_somebody_comes_from_pre_fills_what_they_do_not_say() -> None:
    """Without ratings, a gap is assumed from the present role and marked so."""
    gaps = built("from: engineering-manager\n").gaps
    assert gaps
    assert {gap.inferred for gap in gaps} == {"engineering-manager"}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("from: engineering-manager\n", "Engineering Manager"),
        ("from: engineering-manager\nfrom_title: Team lead\n", "Team lead"),
        ("from_title: Team lead\n", "Team lead"),
        ("", ""),
    ],
)
def test_the_old_role_is_called_by_its_title(said: str, title: str) -> None:
    """Whoever names the old role only by its template is told as coming from that role; one's own words go before."""
    assert built(said).old_role == title


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_phase_holds_what_is_due_in_its_days(example: Path) -> None:
    """What moved out of the month that was meant is told, and counted, in the month in which it is due."""
    plan = build_plan(check_answers(example.read_bytes(), example.name), layouts())
    for phase in plan.phases:
        assert [one.id for one in phase.actions if one.day > 0 and not phase.from_day <= one.day <= phase.to_day] == []


@pytest.mark.parametrize("role", [one for one in template_ids("role") if load_template("role", one).phases])
def test_a_focus_area_for_which_there_is_no_time_gives_way(role: str) -> None:
    """With few hours an area whose actions find no room is replaced by one whose actions do."""
    before = after = 0
    for hours in (3, 4, 6, 8):
        ready = prepare(answers(f"hours: {hours}\n", f"role: {role}\n"), layouts())
        content = scaffold(ready.answers, ready.template, ready.found, ready.rungs, ROOMS[0])
        before += len(idle_areas(content, schedule(content.drafts, content.habits, ready.calendar, ready.hours)))
        plan = composed(ready, ROOMS[0], layouts()).plan
        after += sum(not area.actions for phase in plan.phases for area in phase.focus)
    assert after < before


FEW_HOURS = """hours: 6
transitions: [promotion-to-manager]
situation: realignment
seniority: lead
ratings: {people-mgmt: 1, delegation: 1, feedback-coaching: 2, execution: 3}
"""


@pytest.mark.parametrize("hours", [5, 6, 8, 10])
def test_nothing_is_shown_before_it_was_learnt(hours: int) -> None:
    """Where the weeks are full a ladder is left out whole: nobody demonstrates what they never practised."""
    plan = built(FEW_HOURS.replace("6", str(hours), 1), "role: first-time-manager\nstart: 2027-01-18\n")
    for gap in plan.gaps:
        whole = ["learn", "practise", "demonstrate"][gap.required - gap.rating == 1 :]
        assert [step.kind for step in gap.steps] in ([], whole)


@pytest.mark.parametrize("role", ["first-time-manager", "software-engineer", "account-executive"])
def test_a_goal_has_a_step_of_its_own(role: str) -> None:
    """A rung of a ladder in the same area does not lead to the area's goal; an action of the area does."""
    plan = built("hours: 5\ntransitions: [career-returner, remote-start]\n", f"role: {role}\n")
    for phase in plan.phases:
        for area in phase.focus:
            assert [one for one in area.actions if one.why.source not in ("gap", "strength")], area.id


def test_a_win_that_the_person_named_goes_before_the_areas_of_the_role() -> None:
    """However few the hours, what somebody proposes to their manager themselves is in the plan."""
    said = FEW_HOURS.replace("6", "5", 1) + "wins: [{title: Open the old archive, hours: 4, due: 45}]\n"
    assert [win.title for win in built(said, "role: first-time-manager\n").wins] == ["Open the old archive"]


def test_an_area_of_ones_own_stays_even_if_nothing_leads_to_it() -> None:
    """What the owner wrote is in the plan whether or not it has anything to do."""
    plan = built("hours: 1\nphases: [{id: month-1, focus: [{title: Be patient}]}]\n")
    assert "Be patient" in [area.title for area in plan.phases[0].focus]


def test_a_strength_with_proof_is_put_to_use() -> None:
    """What somebody is good at and can show has its dated steps in the plan, where there are hours for them."""
    [strength, *_] = built(
        "hours: 16\nratings: {influence: 4, customer-discovery: 3}\n"
        "evidence: [{title: Led it, competency: influence, result: twice}]\n"
    ).strengths
    assert (strength.competency, strength.proved) == ("influence", True)
    assert [step.kind for step in strength.steps] == ["offer", "teach", "multiply"]


def test_whoever_lacks_very_much_is_told_to_ask_for_a_mentor() -> None:
    """A gap of three levels brings a mentor into the first weeks; smaller ones do not."""
    assert "customer discovery" in actions(built("ratings: {customer-discovery: 0}\n"))["mentor"]
    levels = ", ".join(f"{gap.competency}: 1" for gap in built().gaps)
    assert "mentor" not in actions(built(f"ratings: {{{levels}}}\n"))


def test_days_off_leave_less_room() -> None:
    """Weeks off make the plan count on fewer hours."""
    fourth = "days_off: [{from: 2027-02-01, to: 2027-02-05}]\n"
    whole, less = (prepare(answers(text), layouts()) for text in ("", fourth))
    assert whole.found.usable == pytest.approx(USABLE * sum(whole.hours))
    assert whole.found.usable - less.found.usable == pytest.approx(USABLE * whole.hours[3])


def test_nobody_looks_at_a_risk_on_a_day_off() -> None:
    """The day on which a sign is looked for moves off the days off, as everything does."""
    plan = built("days_off: [{from: 2027-02-08, to: 2027-02-12}]\n")
    assert plan.risks
    assert all(risk.date is not None and risk.date.isoformat() == "2027-02-05" for risk in plan.risks)


def test_an_action_of_the_whole_plan_can_be_changed() -> None:
    """Whoever gives an action, a habit or a review of every plan another title or drops it gets that."""
    plan = built(
        "actions: [{id: scan, title: Say what I saw}, {id: weekly-note, drop: yes}, {title: Own thing, day: 9}]\n"
    )
    assert actions(plan)["scan"] == "Say what I saw"
    assert actions(plan)["own-thing"] == "Own thing"
    assert "weekly-note" not in {habit.id for habit in plan.habits}


# Hours


@settings(max_examples=100)
@given(st.lists(st.floats(0.5, 40), min_size=13, max_size=13), st.floats(0.5, 80))
def test_a_week_never_has_more_hours_than_the_person_gave(curve: list[float], wished: float) -> None:
    """Each week has the person's hours, and half of them in the three weeks of looking back, in every move."""
    hours = weekly_hours(curve, wished)
    assert len(hours) == 13
    assert [week for week, hour in enumerate(hours, start=1) if hour != wished] == [4, 8, 13]
    assert {hour * 2 for hour in hours if hour != wished} == {wished}


def test_without_hours_of_ones_own_the_moves_are_taken() -> None:
    """Whoever gives no hours gets what such a move usually leaves."""
    assert weekly_hours([16.0, 8.0], None) == [16.0, 8.0]


# Faults of a template


def test_a_text_that_cannot_be_filled_is_told_with_its_place() -> None:
    """A template's faulty text is named by file, line and column, although texts are filled all at once."""
    text = "Agree expectations with {{ manager }} and write them down"
    with pytest.raises(RenderFailed) as raised:
        fill_located(layouts(), [Phrase("fine", ""), Phrase(text, "")], {"manger": "Dana"}, SHIPPED)
    place, _, reason = raised.value.message.partition(": ")
    name, line, _ = place.rsplit(":", 2)
    assert text in (ROOT / name).read_text("utf-8").splitlines()[int(line) - 1]
    assert reason == "'manager' is not defined; did you mean 'manger'?"


def test_texts_that_are_too_much_together_are_refused() -> None:
    """Texts that each are small enough and all of them are not stop the filling all the same."""
    names = {"manager": ""}
    assert fill_located(layouts(), [Phrase(MANY_STEPS, "")], names, SHIPPED) == [""]
    with pytest.raises(Refused, match="steps"):
        fill_located(layouts(), [Phrase(MANY_STEPS, "")] * 9, names, SHIPPED)


def test_a_strength_beyond_its_share_of_the_hours_is_told_as_left_out() -> None:
    """Whoever has few hours reads why a strength is not put to use, instead of missing it."""
    said = Answers(
        "product-manager",
        hours=2.0,
        transitions=("promotion-to-manager",),
        ratings={"influence": 4},
        evidence=(Evidence("Led it", competency=("influence",), result="it runs"),),
    )
    plan = build_plan(said, environment(load_layouts()))
    assert not [one for strength in plan.strengths for one in strength.steps]
    assert ("ladder", "influence", "strengths take no more than their share of the hours") in [
        (one.kind, one.title, one.reason) for one in plan.parked
    ]
