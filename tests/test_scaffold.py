"""What a plan holds, before it has dates: everything chosen, joined and told once."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import (
    ActionChange,
    Answers,
    CarryOver,
    Contact,
    Duty,
    Evidence,
    FocusChange,
    Learning,
    PhaseChange,
    Question,
    Risk,
    Win,
)
from transition_plan.assess import Assessment, assess
from transition_plan.draft import Draft, Room
from transition_plan.horizon import lay_owner, phase_of_day
from transition_plan.plan import Why
from transition_plan.scaffold import Scaffold, distinct, in_turn, scaffold, share_proofs
from transition_plan.template import (
    ActionText,
    Competency,
    DutyText,
    FocusText,
    Need,
    PhaseText,
    QuestionText,
    RiskText,
    Template,
    Who,
    WinText,
)

SKILLS = ("listening", "selling", "deciding", "writing", "telling")
CATALOGUE = {one: Competency(one, one.replace("ing", "-ing"), "craft") for one in SKILLS}
NEEDS = (
    Need("listening", 3, 3),
    Need("selling", 3, 3),
    Need("deciding", 3, 2),
    Need("writing", 3, 2),
    Need("telling", 3, 1),
)
ROOM = Room((2, 2, 2), actions=2, questions=4, risks=2)
DANA = Contact("Dana Ortiz", id="boss", group="manager")


def area(key: str, *actions: ActionText, **said: Any) -> FocusText:
    return FocusText(key, title=key.capitalize(), actions=actions, origin="role seller", **said)


def action(key: str, **said: Any) -> ActionText:
    return ActionText(key, title=key.capitalize(), origin="role seller", **said)


TEMPLATE = Template(
    "seller",
    "Seller",
    phases=(
        PhaseText("month-1", "Month 1", 1, 30, focus=(area("hear", action("sit-in")), area("meet"), area("rest"))),
        PhaseText("month-2", from_day=31, to_day=60, persona="builder", theme="Do", gate="Done"),
        PhaseText("month-3", from_day=61, to_day=90),
    ),
    people=(Who("lead", "peer", "the lead"),),
    wins=(WinText("quick", "Quick win", origin="role seller"),),
    questions=(
        QuestionText("budget", "Who holds the budget?", "manager", 5, origin="role seller"),
        QuestionText("early", "Who was here?", "manager", -3, origin="role seller"),
    ),
)


def answers(**said: Any) -> Answers:
    return Answers("seller", **{"people": (DANA,), **said})


def assessed(who: Answers, usable: float = 100.0) -> Assessment:
    return assess(who, NEEDS, CATALOGUE, {}, usable)


def made(who: Answers, template: Template = TEMPLATE, room: Room = ROOM, usable: float = 100.0) -> Scaffold:
    laid = template._replace(phases=lay_owner(template.phases, who.phases))
    return scaffold(who, laid, assessed(who, usable), (), room)


def rung(key: str) -> Draft:
    return Draft(key, key, 1.0, 1, 20, Why("gap", "listening", ""), "month-1", serves=("listening",))


def areas(content: Scaffold, month: int) -> list[str]:
    return [one.id for one in content.phases[month].focus]


def titles(content: Scaffold, kind: str) -> list[str]:
    return [one.title for one in content.parked if one.kind == kind]


# What is in


def test_a_month_has_as_many_areas_as_a_reader_takes_in() -> None:
    """The room decides how many focus areas each month has; the others wait, and are told as left out."""
    content = made(answers(), room=ROOM._replace(areas=(2, 3, 3)))
    assert areas(content, 0) == ["hear", "meet"]
    assert titles(content, "focus area") == ["Rest"]
    bare = TEMPLATE._replace(phases=(PhaseText("m", focus=(FocusText("a"), FocusText("b"))),))
    assert titles(made(answers(), bare, ROOM._replace(areas=(1,))), "focus area") == ["b"]
    assert areas(made(answers(), room=ROOM._replace(areas=(3, 3, 3))), 0) == ["hear", "meet", "rest"]


def test_a_month_says_what_it_is_for() -> None:
    """Heading, persona, theme and gate come from the template; a month without a heading is called by its id."""
    first, second, third = made(answers()).phases
    assert (first.title, first.persona, first.theme, first.gate) == ("Month 1", "", "", "")
    assert (first.from_day, first.to_day) == (1, 30)
    assert (second.title, second.persona, second.theme, second.gate) == ("month-2", "builder", "Do", "Done")
    assert (third.from_day, third.to_day) == (61, 90)


def test_a_month_without_days_spans_the_plan() -> None:
    """A template may leave out the days of its only month."""
    [month] = made(answers(), Template("x", "X", phases=(PhaseText("all"),)), ROOM._replace(areas=(1,))).phases
    assert (month.from_day, month.to_day) == (1, 90)


def test_the_owners_changes_are_laid_over_the_template() -> None:
    """An area and an action of one's own stand in the month in which they were written, marked as one's own."""
    pilot = FocusChange("Join the pilot", actions=(ActionChange("Sit in two calls", day=40),))
    content = made(answers(phases=(PhaseChange("month-2", title="Build", focus=(pilot,)),)))
    [own] = content.phases[1].focus
    assert (own.title, own.why.source, content.phases[1].title) == ("Join the pilot", "you", "Build")
    [action] = [draft for draft in content.drafts if draft.focus == "join-the-pilot"]
    assert (action.id, action.phase) == ("sit-in-two-calls", "month-2")


def test_everybody_and_everything_that_was_named_is_in() -> None:
    """People, wins, duties, learning, ladders and actions all bring what there is to do."""
    who = answers(
        people=(DANA, Contact("Lee Park", group="customer")),
        wins=(Win("Fix it", first_step="Look at it"),),
        handover=(Duty("Gateway"),),
        learning=(Learning("Book"), Learning("Talks", rhythm="weekly")),
    )
    content = scaffold(who, TEMPLATE, assessed(who), [rung("listening-learn")], ROOM)
    ids = {draft.id for draft in content.drafts}
    assert {"meet-week-3", "fix-it-begin", "fix-it-agree", "fix-it-show", "listening-learn", "sit-in"} < ids
    assert {"hand-over-gateway", "book"} < ids
    assert [draft.id for draft in content.habits] == ["talks"]
    assert [person.id for person in content.people] == ["boss", "lead", "lee-park"]


def test_a_habit_of_an_area_that_waits_waits_with_it() -> None:
    """What repeats in a focus area is in the plan only if the area is."""
    weekly = area("rest", action("log", repeat="weekly"))
    template = TEMPLATE._replace(
        phases=(TEMPLATE.phases[0]._replace(focus=(*TEMPLATE.phases[0].focus[:2], weekly)), *TEMPLATE.phases[1:])
    )
    assert [d.id for d in made(answers(), template).habits] == []
    assert [d.id for d in made(answers(), template, ROOM._replace(areas=(3, 2, 2))).habits] == ["log"]


def test_every_action_and_habit_has_an_id_of_its_own() -> None:
    """Two things of one title are two lines that can be told apart."""
    twice = (
        Learning("Sit in"),
        Learning("Sit in"),
        Learning("Sit in", rhythm="weekly"),
        Learning("Sit in", rhythm="monthly"),
    )
    content = made(answers(learning=twice))
    ids = [draft.id for draft in (*content.drafts, *content.habits)]
    assert len(ids) == len(set(ids)) > 4


def test_an_id_that_is_free_is_kept() -> None:
    """Only the later of two equal ids gets a number."""
    assert [d.id for d in distinct([rung("a"), rung("a"), rung("b")], {"b"})] == ["a", "a-2", "b-2"]


# What is left out


def test_what_is_left_out_is_told_with_its_reason() -> None:
    """Gaps beyond what fits, and what the person leaves for later, stand in the list of what was left out."""
    who = answers(ratings=dict.fromkeys(SKILLS, 1), later=("Speak in May",))
    content = made(who, usable=10.0)
    assert len(assessed(who, 10.0).gaps) + len(titles(content, "gap")) == len(SKILLS)
    assert titles(content, "yours") == ["Speak in May"]
    assert all(one.reason and one.look_again == "after day 90" for one in content.parked)


def test_an_early_win_of_ones_own_that_has_to_wait_is_told() -> None:
    """With few hours one early win is proposed; the person's others are left out in words, private ones silently."""
    wins = (Win("First"), Win("Second"), Win("Secret", private=True))
    content = made(answers(wins=wins, carry_over=(CarryOver("Half done"),)), usable=10.0)
    assert [win.title for win in content.wins] == ["First"]
    assert titles(content, "yours") == ["Second", "Half done"]


def test_a_templates_idea_that_is_not_chosen_is_not_missed() -> None:
    """Nobody is told of an early win that nobody proposed."""
    assert [win.title for win in made(answers(wins=(Win("Own"),)), usable=10.0).wins] == ["Own"]
    assert titles(made(answers(wins=(Win("Own"),)), usable=10.0), "yours") == []


# Proof


COMPETENCIES = st.lists(st.sampled_from(SKILLS), unique=True, max_size=3).map(tuple)
PROOFS = st.lists(st.tuples(COMPETENCIES, st.booleans(), st.sampled_from(["Led it", "Built it", "Ran it"])), max_size=8)
HOMES = st.lists(st.tuples(COMPETENCIES, st.sets(st.integers(0, 8), max_size=2)), max_size=4)


@settings(max_examples=150)
@given(PROOFS, HOMES, st.sets(st.sampled_from(SKILLS)))
def test_each_proof_is_told_once(
    drawn: list[tuple[tuple[str, ...], bool, str]], homes: list[tuple[tuple[str, ...], set[int]]], strong: set[str]
) -> None:
    """No proof is lost and none is told twice, wherever it finds its place; private proof is told nowhere."""
    evidence = tuple(
        Evidence(f"{title} {n}", f"e{n}", skills, result="x", private=private)
        for n, (skills, private, title) in enumerate(drawn)
    )
    shown = [
        area(f"a{n}", serves=serves, evidence=tuple(f"e{m}" for m in named)) for n, (serves, named) in enumerate(homes)
    ]
    who = answers(evidence=evidence, ratings={one: 4 if one in strong else 1 for one in SKILLS})
    with_strength, in_area, more = share_proofs(who, assessed(who), shown)
    told = [*more, *(p for ps in with_strength.values() for p in ps), *(p for ps in in_area.values() for p in ps)]
    assert Counter(proof.title for proof in told) == Counter(one.title for one in evidence if not one.private)
    assert all(len(proofs) <= 2 for proofs in with_strength.values())


def test_proof_stands_where_the_owner_put_it() -> None:
    """A focus area that names a proof gets it, even if a strength could use it, and however many it names."""
    proofs = tuple(Evidence(f"Sold {n}", f"e{n}", ("selling",), result="x") for n in range(4))
    home = area("own", evidence=("e2", "e0", "e1", "unknown"))
    who = answers(evidence=proofs, ratings={"selling": 4})
    with_strength, in_area, _ = share_proofs(who, assessed(who), [home])
    assert [proof.id for proof in in_area[home]] == ["e2", "e0", "e1"]
    assert [proof.id for proof in with_strength["selling"]] == ["e3"]


def test_a_strength_is_told_with_the_proof_that_is_most_about_it() -> None:
    """A proof whose first competency is the strength goes before one that only touches it."""
    touching = Evidence("Touching", "t", ("writing", "selling"), result="x")
    own = [Evidence(f"Own {n}", f"o{n}", ("selling",), result="x") for n in range(2)]
    who = answers(evidence=(touching, *own), ratings={"selling": 4})
    assert [proof.id for proof in share_proofs(who, assessed(who), [])[0]["selling"]] == ["o0", "o1"]


def test_proof_goes_to_areas_that_need_it_in_equal_parts() -> None:
    """Two areas that serve the same get one proof each before either gets a second, and two at most."""
    proofs = tuple(Evidence(f"Did {n}", f"e{n}", ("writing",)) for n in range(5))
    first, second = area("a", serves=("writing",)), area("b", serves=("writing",))
    who = answers(evidence=proofs)
    _, in_area, more = share_proofs(who, assessed(who), [first, second, area("c", serves=("selling",))])
    assert [[proof.id for proof in in_area[one]] for one in (first, second)] == [["e0", "e2"], ["e1", "e3"]]
    assert [proof.id for proof in more] == ["e4"]


def test_areas_of_one_name_in_two_months_keep_their_own_proof() -> None:
    """A proof that the owner put into the first month's pilot is not lost to the second month's."""
    changes = (
        PhaseChange("month-1", focus=(FocusChange("Pilot", evidence=("led-it",)),)),
        PhaseChange("month-2", focus=(FocusChange("Pilot", intent="go on"),)),
    )
    content = made(answers(phases=changes, evidence=(Evidence("Led it"),)))
    assert [[proof.id for proof in content.phases[n].focus[0].proofs] for n in (0, 1)] == [["led-it"], []]


# Risks and questions


def traps(origin: str, *keys: str) -> list[RiskText]:
    return [RiskText(key, key, origin=f"{origin} x") for key in keys]


def test_each_kind_of_template_has_its_turn() -> None:
    """Of the traps, the role's first comes first, then the move's, everybody's, the family's, then the role's next."""
    entries = [
        *traps("base", "b1", "b2"),
        *traps("family", "f1"),
        *traps("role", "r1", "r2", "r3"),
        *traps("transition", "t1"),
    ]
    assert [e.id for e in in_turn(entries, 6)] == ["r1", "t1", "b1", "f1", "r2", "b2"]
    assert in_turn(entries, 0) == in_turn(entries, -3) == []
    assert len(in_turn(entries, 99)) == len(entries)


def test_own_risks_take_the_templates_places() -> None:
    """The more risks the person names, the fewer the templates add; a private one takes no place."""
    template = TEMPLATE._replace(risks=tuple(traps("role", "r1", "r2", "r3")))
    assert [r.id for r in made(answers(risks=(Risk("Mine"), Risk("Secret", private=True))), template).risks] == ["r1"]
    assert made(answers(risks=(Risk("A"), Risk("B"), Risk("C"))), template).risks == ()


def asked(who: Answers, template: Template = TEMPLATE, room: Room = ROOM) -> dict[str, str | None]:
    return {question.id: question.question for question in made(who, template, room).questions}


def test_the_persons_questions_come_with_the_templates() -> None:
    """What the person wants to know is asked as they put it, to whom and by when they said."""
    own = Question("Which customers leave?", ask="boss", day=9, why="It decides the pilot")
    questions = made(answers(unknowns=(own,))).questions
    found = next(q for q in questions if q.id == "which-customers-leave")
    assert (found.question, found.ask, found.day, found.why) == (own.question, "boss", 9, "It decides the pilot")
    assert "budget" in {q.id for q in questions}


def test_ids_of_ones_own_are_kept_in_questions() -> None:
    """A question and a duty that the person named by an id are found by it."""
    who = answers(unknowns=(Question("Which?", id="own"),), handover=(Duty("Gateway", id="gate"),))
    assert {"own", "owner-gate"} <= set(asked(who))


def test_own_questions_take_the_templates_places() -> None:
    """Nobody is told to ask more than a talk can hold: own questions go first, and all of them stay."""
    own = tuple(Question(f"Q{n}?") for n in range(6))
    assert set(asked(answers(unknowns=own))) == {f"q{n}" for n in range(6)}


def test_a_question_of_the_template_can_be_dropped() -> None:
    """Whoever knows the answer takes the question out by its id."""
    assert "budget" in asked(answers())
    assert asked(answers(unknowns=(Question("", id="budget", drop=True),), stage="candidate")) == {}


def test_a_private_question_is_not_asked_in_a_document_for_others() -> None:
    """A question that is private stays out of the list."""
    assert "secret" not in asked(answers(unknowns=(Question("Secret", private=True),)))


@pytest.mark.parametrize(("stage", "expected"), [("accepted", True), ("candidate", False), ("in-role", False)])
def test_questions_before_the_start_are_asked_once_the_offer_is_accepted(stage: str, expected: bool) -> None:
    """A candidate is not told to ask something before a first day that may never come."""
    assert ("early" in asked(answers(stage=stage))) is expected


def test_what_is_unknown_of_a_person_is_asked() -> None:
    """A `?` about somebody is a question to the manager a week after the first contact, not about private people."""
    people = (
        DANA,
        Contact("Lee Park", group="customer", ask="?", private="was a candidate too"),
        Contact("Kim Secret", private=True, why="?"),
    )
    [question] = [q for q in made(answers(people=people)).questions if "Lee Park" in (q.question or "")]
    assert (question.id, question.ask) == ("lee-park-ask", "manager")
    [lee] = [p for p in made(answers(people=people)).people if p.id == "lee-park"]
    assert question.day == lee.day + 7
    assert not [q for q in made(answers(people=people)).questions if "Kim" in (q.question or "")]


def test_a_question_about_somebody_late_is_asked_by_day_60() -> None:
    """What is unknown of somebody whom one meets late is not put off to the end."""
    late = made(answers(people=(Contact("Lee Park", day=80, why="?"),))).questions
    assert [q.day for q in late if q.id == "lee-park-why"] == [60]


def test_a_rating_that_the_person_cannot_give_is_asked_for() -> None:
    """A `?` for a rating becomes a question to the manager, by the competency's name."""
    questions = made(answers(ratings={"selling": "?"})).questions
    [question] = [q for q in questions if q.id == "level-selling"]
    assert question.question == "Where do you see me in sell-ing, from 0 to 4?"
    assert (question.ask, question.day, question.why) == ("manager", 14, "I could not rate it myself")


@pytest.mark.parametrize(
    ("stage", "to", "private", "days"),
    [
        ("accepted", "?", "", [-3]),
        ("in-role", "?", "a note", [5]),
        ("candidate", "?", "", []),
        ("accepted", "Sam Field", "", []),
        ("accepted", "?", True, []),
    ],
)
def test_a_duty_without_a_taker_is_a_question_to_the_old_manager(
    stage: str, to: str, private: bool | str, days: list[int]
) -> None:
    """Who takes a duty is asked before the start if there still is time, and not of a candidate or in secret."""
    duty = Duty("Gateway", to=to, private=private)
    questions = made(answers(stage=stage, handover=(duty,))).questions
    asked_for = [(q.day, q.ask, q.question) for q in questions if q.id == "owner-gateway"]
    assert asked_for == [(day, "old-manager", "Who takes over “Gateway”?") for day in days]


MISSION = QuestionText("mission", "What should I achieve?", "manager", 3, "It sorts all else", origin="base base")


@pytest.mark.parametrize("room", [ROOM, ROOM._replace(questions=0)])
@pytest.mark.parametrize("questions", [(), (MISSION,)])
def test_the_mission_is_asked_for_in_the_persons_own_words(room: Room, questions: tuple[QuestionText, ...]) -> None:
    """Whoever writes a question after the `?` of the mission gets that question, however little room there is."""
    template = TEMPLATE._replace(questions=questions)
    who = answers(mission="? Which of the two teams am I to mend")
    assert [q for q in made(who, template, room).questions if q.id == "mission"] == [
        (MISSION if questions else QuestionText("mission", day=3))._replace(
            question="Which of the two teams am I to mend"
        )
    ]


def test_words_about_the_mission_that_ask_nothing_do_not_become_the_question() -> None:
    """What somebody heard of the mission stands as the reason; the manager is asked as the template puts it."""
    template = TEMPLATE._replace(questions=(MISSION,))
    heard = "Petra said something about on-call, not sure"
    [one] = [q for q in made(answers(mission=f"? {heard}"), template).questions if q.id == "mission"]
    assert one == MISSION._replace(why=heard)
    [one] = [q for q in made(answers(mission="? On-call, or what?"), template).questions if q.id == "mission"]
    assert one.question == "On-call, or what?"
    assert not [
        q for q in made(answers(mission=f"? {heard}"), TEMPLATE._replace(questions=())).questions if q.id == "mission"
    ]


def test_a_mission_that_is_only_unknown_is_asked_for_as_the_template_puts_it() -> None:
    """A bare `?` leaves the template's question as it is."""
    assert asked(answers(mission="?"), TEMPLATE._replace(questions=(MISSION,)))["mission"] == "What should I achieve?"


def test_questions_stand_in_the_order_of_their_days() -> None:
    """What is to be asked first stands first; a question without a day is asked by day 14."""
    own = (Question("Late", day=50), Question("Early", day=2))
    template = TEMPLATE._replace(questions=(QuestionText("some", "Some", origin="role x"),))
    assert list(asked(answers(unknowns=own), template)) == ["early", "some", "late"]


# Days


def test_every_day_belongs_to_a_month() -> None:
    """Each day of the plan is in the month that spans it, and what comes before the start in the first."""
    at = phase_of_day(TEMPLATE.phases)
    assert set(at) == set(range(-60, 91))
    assert [at[day] for day in (-60, -1, 1, 30, 31, 60, 61, 90)] == [f"month-{n}" for n in (1, 1, 1, 1, 2, 2, 3, 3)]
    assert set(phase_of_day((PhaseText("all"),)).values()) == {"all"}


def test_a_kind_of_duty_that_the_move_has_stands_in_for_ones_own() -> None:
    """Whoever names no duty is told of those that such a move has."""
    template = TEMPLATE._replace(handover=(DutyText("access", "access rights", origin="transition x"),))
    assert "hand-over-access" in {draft.id for draft in made(answers(), template).drafts}
