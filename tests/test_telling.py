"""The parts of a plan that tell about the person: what they bring and lack, whom they meet, what they hand over."""

import datetime
from typing import Any

import pytest

from transition_plan.answers import (
    Answers,
    CarryOver,
    Certification,
    Contact,
    DaysOff,
    Duty,
    Evidence,
    Learning,
    Partner,
    Person,
    Priority,
    Question,
    Risk,
    Win,
)
from transition_plan.assemble import dated_action
from transition_plan.assess import assess
from transition_plan.dates import make_calendar
from transition_plan.draft import Room
from transition_plan.horizon import lay_owner
from transition_plan.ladders import ladder_drafts, ladders, rung_phrases
from transition_plan.plan import Action, FocusArea, Goal, PersonRow, Phase, Step, Why
from transition_plan.scaffold import scaffold
from transition_plan.schedule import Unplaced, schedule
from transition_plan.telling import (
    Parts,
    asked,
    audience,
    certifications,
    dated_win,
    due,
    duties,
    gap,
    in_circles,
    opening,
    own_risks,
    parked_chains,
    past_role,
    person_row,
    priority,
    private_notes,
    strength,
    titled,
)
from transition_plan.template import (
    Competency,
    DutyText,
    GapLadder,
    Need,
    PhaseText,
    Rung,
    StrengthLadder,
    Template,
)

MONDAY = datetime.date(2027, 1, 11)
FULL = (16.0, 16.0, 16.0, 8.0, 10.0, 10.0, 10.0, 5.0, 7.0, 7.0, 7.0, 7.0, 3.5)
NO_HOURS = (0.5,) * 13
GAP = GapLadder(Rung("Watch", 4, "seen"), Rung("Try", 5, "tried"), Rung("Show", 3, "shown"))
STRENGTH = StrengthLadder(Rung("Offer", 1, "offered"), Rung("Teach", 3, "taught"), Rung("Hand on", 2, "gone"))
CATALOGUE = {
    one: Competency(one, f"good {one}", "craft", f"what {one} is", f"ten {one}", one == "telling", (), GAP, STRENGTH)
    for one in ("listening", "selling", "telling")
}
NEEDS = (Need("listening", 3, 3), Need("selling", 2, 3), Need("telling", 2, 2))
TEMPLATE = Template(
    "seller",
    "Seller",
    mission="Sell what helps",
    phases=tuple(PhaseText(f"month-{n}", from_day=30 * n - 29, to_day=30 * n) for n in (1, 2, 3)),
    handover=(
        DutyText("promises", "open promises", -5, origin="transition move"),
        DutyText("access", origin="transition move"),
    ),
)
DANA = Contact("Dana Ortiz", id="boss", group="manager")
KIM = Contact("Kim Secret", id="kim", private=True)
SOLD = Evidence("Sold it", "sold", ("selling",), result="twice")
STRONG: dict[str, Any] = {"ratings": {"listening": 1, "selling": 4, "telling": 3}, "evidence": (SOLD,)}


def answers(**said: Any) -> Answers:
    return Answers("seller", **{"people": (DANA,), "start": MONDAY, **said})


def parts(hours: Any = FULL, **said: Any) -> Parts:
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


def actions(made: Parts) -> dict[str, Action]:
    return {d.id: dated_action(d, made) for d in made.content.drafts if d.id in made.times.placed}


def kinds(steps: tuple[Step, ...]) -> list[str]:
    return [step.kind for step in steps]


# In one minute


def goal(title: str) -> Goal:
    return Goal(title, title, "", 28, None, "")


def month(*areas: tuple[str, tuple[Goal, ...]]) -> Phase:
    focus = tuple(
        FocusArea(f"a{n}", "", "", "", "", "", (), (), goals, (), Why(source, "", ""))
        for n, (source, goals) in enumerate(areas)
    )
    return Phase("month-1", "", "", "", "", 1, 30, None, None, focus, ())


def test_the_opening_has_one_outcome_of_each_month() -> None:
    """Of each month the first goal is told, of the owner's own area before the template's; a month may have none."""
    own, theirs = (goal("own"), goal("second")), (goal("theirs"),)
    phases = [month(("role", theirs), ("you", own)), month(("role", ())), month(("you", ()), ("role", theirs))]
    assert [one.title for one in opening(parts(), phases).outcomes] == ["own", "theirs"]


@pytest.mark.parametrize(
    ("said", "mission", "known"),
    [("Win ten", "Win ten", True), ("?", "Sell what helps", False), ("? which ten", "Sell what helps", False)],
)
def test_an_unknown_mission_is_told_as_the_roles_hypothesis(said: str, mission: str, known: bool) -> None:
    """Until the mission is known, the role's stands there and the plan knows that it is a hypothesis."""
    made = opening(parts(mission=said), [])
    assert (made.mission, made.mission_known) == (mission, known)


# Strengths and gaps


def test_a_strength_is_told_with_its_proof_and_what_becomes_of_it() -> None:
    """A strength names its proof, the priority that it serves, what carries it, and the dated steps of its ladder."""
    told = (Evidence("Told it", "told", ("telling",), result="to eighty"), SOLD)
    priorities = (
        Priority("Secret", competencies=("selling",), private=True),
        Priority("Hear", competencies=("listening",)),
        Priority("Grow", competencies=("selling",)),
    )
    made = parts(**{**STRONG, "evidence": told, "priorities": priorities})
    [standing] = made.found.strengths
    found = strength(standing, made, actions(made))
    assert (found.competency, found.name, found.meaning) == ("selling", "good selling", "what selling is")
    assert [proof.id for proof in found.proofs] == ["sold"]
    assert (found.proved, found.serves, found.channel) == (True, "Grow", "good telling")
    assert kinds(found.steps) == ["offer", "teach", "multiply"]
    assert [step.day for step in found.steps] == sorted(step.day for step in found.steps)


def test_a_hope_is_not_told_as_a_strength() -> None:
    """Without proof the best that the person names is to be proved, and only offered."""
    made = parts(ratings={"selling": 4, "listening": 1, "telling": 1})
    [standing] = made.found.strengths
    found = strength(standing, made, actions(made))
    assert (found.proved, found.proofs, found.serves, found.channel) == (False, (), "", "")
    assert kinds(found.steps) == ["offer"]


def test_a_gap_is_told_with_its_ladder() -> None:
    """A gap says where the person stands, what the role needs, what to reach by day 90, and the dated steps to it."""
    made = parts(ratings={"listening": 0, "selling": 2, "telling": 2})
    [standing] = made.found.gaps
    found = gap(standing, made, actions(made))
    assert (found.name, found.rating, found.required, found.target) == ("good listening", 0, 3, 2)
    assert (found.inferred, found.proof) == ("", "ten listening")
    assert "you rated 0" in found.reason
    assert kinds(found.steps) == ["learn", "practise", "demonstrate"]
    placed = actions(made)
    assert all(step.date == placed[step.action].date and step.title for step in found.steps)


def test_a_ladder_that_found_no_room_has_no_steps() -> None:
    """A gap stays in the plan although its ladder does not fit into the hours; nothing is dated that is not planned."""
    made = parts(NO_HOURS, ratings={"listening": 0, "selling": 2, "telling": 2})
    [standing] = made.found.gaps
    assert gap(standing, made, actions(made)).steps == ()


# People


def row(name: str, **said: Any) -> PersonRow:
    made = parts(people=(Contact(name, **said),))
    return person_row(next(p for p in made.content.people if p.contact.name == name), made)


def test_a_person_is_told_as_the_person_told_them() -> None:
    """What was said of somebody stands in the plan, with the date of the first contact."""
    words = {"title": "CTO", "org": "Northlake", "why": "decides", "measured_on": "use", "ask": "time", "offer": "data"}
    found = row("Ann", **words, rhythm="monthly", channel="call", day=3, private="a note")
    assert {key: getattr(found, key) for key in words} == words
    assert (found.rhythm, found.channel, found.day, found.date) == ("monthly", "call", 3, datetime.date(2027, 1, 13))
    assert (found.private, found.assumed) == ("a note", False)


def test_what_is_unknown_of_somebody_stays_empty() -> None:
    """A `?` is a question elsewhere in the plan and is not printed beside the name."""
    fields = ("title", "org", "why", "measured_on", "ask", "offer", "introduced_by")
    found = row("Ann", **dict.fromkeys(fields, "?"))
    assert [getattr(found, field) for field in fields] == [""] * len(fields)
    assert found.rhythm == ""


def test_whoever_introduces_is_told_by_name_unless_private() -> None:
    """An id of somebody in the list becomes a name; nobody private is named."""
    made = parts(people=(DANA, KIM, Contact("Ann", introduced_by="boss"), Contact("Bo", introduced_by="kim")))
    rows = {one.name: one for one in (person_row(p, made) for p in made.content.people)}
    assert (rows["Ann"].introduced_by, rows["Bo"].introduced_by) == ("Dana Ortiz", "")


def test_a_first_contact_on_a_day_off_moves_to_the_working_day_before() -> None:
    """Nobody is met on a day on which the person is away; the day itself is still told."""
    made = parts(people=(Contact("Ann", day=5),), days_off=(DaysOff(datetime.date(2027, 1, 15)),))
    found = person_row(made.content.people[0], made)
    assert (found.day, found.date) == (5, datetime.date(2027, 1, 14))
    assert due(5, made.calendar) == found.date


def test_a_win_for_a_group_names_the_group_and_not_one_of_it() -> None:
    """“For a customer” would be for one of them; where nobody is named it is for all."""
    said = {"customer": "my customers", "team": "the team", "peer": "my peers", "manager": "my manager"}
    assert {group: audience(group, Answers("seller")) for group in said} == said
    assert audience("customer", Answers("seller", people=(Contact("Ann Lee", group="customer"),))) == "Ann Lee"


def test_three_people_of_whom_little_is_known_are_a_circle() -> None:
    """Three who are met in one way are told in a line; those of whom more is known keep their rows."""
    met = (("Ann", 20), ("Bo", 27), ("Cy", 34))
    plain = [row(name, group="executive", rhythm="monthly", channel="call", day=day) for name, day in met]
    other = row("Di", group="executive", rhythm="weekly", channel="call")
    told: list[dict[str, Any]] = [{key: "x"} for key in ("why", "measured_on", "ask", "offer", "introduced_by")]
    more = [plain[0]._replace(id=f"more-{n}", **one) for n, one in enumerate(told)]
    rows, [circle] = in_circles([*more, *plain, other])
    assert (circle.group, circle.rhythm, circle.channel) == ("executive", "monthly", "call")
    assert (circle.day, circle.date) == (20, plain[0].date)
    assert [member.name for member in circle.members] == ["Ann", "Bo", "Cy"]
    assert [one.in_circle for one in rows] == [False] * 5 + [True] * 3 + [False]


def test_two_people_are_no_circle() -> None:
    """Fewer than three keep their rows."""
    rows, circles = in_circles([row("Ann"), row("Bo")])
    assert (circles, [one.in_circle for one in rows]) == ((), [False, False])


def test_neither_private_nor_assumed_people_make_a_circle() -> None:
    """A circle holds people whom others may know of and whom the person named."""
    hidden = [row(name, private=True) for name in ("Ann", "Bo", "Cy")]
    assumed = [row(name)._replace(assumed=True) for name in ("Ann", "Bo", "Cy")]
    noted = [row(name, private="a note") for name in ("Ann", "Bo", "Cy")]
    assert in_circles([*hidden, *assumed])[1] == ()
    assert len(in_circles(noted)[1]) == 1


@pytest.mark.parametrize(
    ("said", "name"), [("boss", "Dana Ortiz"), ("old manager", "old manager"), ("kim", "somebody"), ("", "somebody")]
)
def test_a_question_is_always_put_to_somebody(said: str, name: str) -> None:
    """Who is asked is named where others may read it; a private person is “somebody”."""
    assert asked(said, parts(people=(DANA, KIM))) == name


# Early wins


def test_an_early_win_is_told_with_its_days_and_its_actions() -> None:
    """A win says for whom it is, by when it is agreed and shown, and which lines of the checklist lead to it."""
    win = Win("Fix it", for_="boss", first_step="Look", result="no calls", due=40)
    made = parts(wins=(Win("First"), win))
    placed = actions(made)
    found = dated_win("fix-it", made, placed)
    assert (found.title, found.whom, found.result, found.yours, found.so_far) == (
        "Fix it",
        "Dana Ortiz",
        "no calls",
        True,
        "",
    )
    assert found.actions == ("fix-it-begin", "fix-it-agree", "fix-it-show")
    assert (found.agree_day, found.agree_by) == (placed["fix-it-agree"].day, placed["fix-it-agree"].date)
    assert (found.due_day, found.due) == (placed["fix-it-show"].day, placed["fix-it-show"].date)


def test_a_win_without_a_first_step_has_two_actions() -> None:
    """Work that is brought along tells what is there already; without a first step it begins with the agreement."""
    made = parts(carry_over=(CarryOver("Pilot", so_far="in use", for_="Ann Lee"),))
    found = dated_win("pilot", made, actions(made))
    assert found.actions == ("pilot-agree", "pilot-show")
    assert (found.so_far, found.whom) == ("in use", "Ann Lee")


# Risks, duties, exams


def test_own_risks_are_told_with_who_watches_them() -> None:
    """A risk names its watcher, the day to look again, and whether others may read it."""
    risks = (
        Risk("Too much", sign="late nights", response="say no", owner="boss", day=20),
        Risk("Quiet", owner="kim", private="a note"),
        Risk("Gone", id="own-id", private=True),
    )
    first, second, third = own_risks(parts(people=(DANA, KIM), risks=risks))
    assert first[:5] == ("too-much", "Too much", "late nights", "say no", "Dana Ortiz")
    assert first.date == datetime.date(2027, 1, 29)  # day 20 is a Saturday
    assert (second.owner, second.private) == ("", "a note")
    assert (third.id, third.private, third.date) == ("own-id", True, datetime.date(2027, 2, 9))


def handed(**said: Any) -> list[tuple[str, str, int, bool]]:
    return [(d.duty, d.to, d.day, d.yours) for d in duties(parts(**said))]


def test_duties_go_to_somebody_by_name() -> None:
    """Each duty that the person named has its taker; nobody yet is empty, somebody private is “somebody”."""
    own = (Duty("Gateway", to="boss", day=9), Duty("Calls"), Duty("Forum", to="kim"), Duty("Script", to="? who codes"))
    assert handed(people=(DANA, KIM), handover=own) == [
        ("Gateway", "Dana Ortiz", 9, True),
        ("Calls", "", 21, True),
        ("Forum", "somebody", 21, True),
        ("Script", "", 21, True),
    ]


def test_a_duty_keeps_its_note_and_its_mark() -> None:
    """What the new owner must know is told, and a private duty stays marked as one."""
    duty = Duty("Gateway", id="gate", note="Kim knows", private=True, day=-3)
    [found] = duties(parts(handover=(duty,)))
    assert (found.id, found.note, found.private, found.date) == ("gate", "Kim knows", True, datetime.date(2027, 1, 8))


def test_without_own_duties_the_kinds_of_the_move_are_told() -> None:
    """Who named no duty is told the kinds of such a move, in the role only those that still can be handed over."""
    assert handed() == [("open promises", "", -5, False), ("access", "", 21, False)]
    assert handed(stage="in-role") == [("access", "", 21, False)]


def test_a_candidate_hands_nothing_over() -> None:
    """Before the offer the plan says nothing of old duties."""
    assert handed(stage="candidate", handover=(Duty("Gateway"),)) == []
    assert handed(stage="candidate") == []


def test_exams_that_stand_alike_are_told_together() -> None:
    """Two retired exams with one successor are one entry; a private one is none."""
    exams = (
        Certification("DP-200", status="retired", replaced_by="DP-203"),
        Certification("PMP", name="Project", status="held", date="2026", expires="2029", checked_on="2026-11-21"),
        Certification("DP-201", status="retired", replaced_by="DP-203"),
        Certification("X", status="retired", replaced_by="DP-203", private=True),
    )
    retired, held = certifications(answers(certifications=exams))
    assert (retired.codes, retired.status, retired.replaced_by) == (("DP-200", "DP-201"), "retired", "DP-203")
    assert held == (("PMP",), "Project", "held", "", "2026", "2029", "2026-11-21")


# Short forms


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (("Lead", "Brightwater", "2019", "2022"), "Lead, Brightwater (2019–2022)"),
        (("Lead", "", "2019", ""), "Lead (2019)"),
        (("Lead", "Brightwater", "", "2022"), "Lead, Brightwater (2022)"),
        (("Lead", "", "", ""), "Lead"),
    ],
)
def test_a_past_role_is_told_with_what_is_known_of_it(role: tuple[str, str, str, str], said: str) -> None:
    """Title, organisation and years, without gaps where one is missing."""
    assert past_role(*role) == said


def test_names_and_priorities_are_told_with_what_belongs_to_them() -> None:
    """A title follows a name, a measure a priority, and neither leaves a mark where it is missing."""
    assert (titled("Ana Ruiz", "CTO"), titled("Ana Ruiz", "")) == ("Ana Ruiz, CTO", "Ana Ruiz")
    assert (priority("Grow", "weekly use"), priority("Grow", "")) == ("Grow (weekly use)", "Grow")


# What found no room, and what only the person may read


def test_what_found_no_room_is_told_in_a_line_each() -> None:
    """A ladder is called by its competency and an early win by its title; private ones are not told."""
    wins = (Win("Fix it", first_step="Look"), Win("Secret win", private=True))
    made = parts(NO_HOURS, wins=wins, ratings={"listening": 0, "selling": 2, "telling": 2})
    found = {(one.kind, one.title) for one in parked_chains(made)}
    assert {("ladder", "good listening"), ("win", "Fix it")} <= found
    hidden = parts(NO_HOURS, wins=wins[1:])
    assert hidden.times.parked
    assert not [one for one in parked_chains(hidden) if "Secret" in one.title]


def test_a_strengths_ladder_that_found_no_room_is_told_as_a_ladder_too() -> None:
    """What was to become of a strength is called by the strength."""
    made = parts(**STRONG)
    offer = next(draft for draft in made.content.drafts if draft.why.source == "strength")
    full = made._replace(times=made.times._replace(parked=(Unplaced((offer,), "no room"),)))
    assert [tuple(one) for one in parked_chains(full)] == [
        ("ladder", "good selling", "no room", "after day 90", "selling")
    ]


def test_an_action_that_found_no_room_is_told_by_its_title() -> None:
    """The list of what was left out names a book as the checklist would have, with the reason."""
    parked = parked_chains(parts(NO_HOURS, learning=(Learning("Read the book", hours=9.0),)))
    [one] = [one for one in parked if one.kind == "action"]
    assert one.title == "Read the book"
    assert one.reason.startswith("needs 9 h; ")


def test_every_private_note_is_kept_for_the_person() -> None:
    """Each private entry is listed once, a note with what it is about."""
    note: dict[str, Any] = {"private": "a note"}
    who = answers(
        people=(Contact("Ann", **note), Contact("Bo", private=True), Contact("Cy")),
        priorities=(Priority("Grow", **note),),
        evidence=(Evidence("Led it", **note),),
        handover=(Duty("Gateway", **note),),
        unknowns=(Question("Why?", **note),),
        wins=(Win("Fix it", **note),),
        carry_over=(CarryOver("Pilot", **note),),
        certifications=(Certification("PMP", **note),),
        partners=(Partner("Indexa", **note),),
        person=Person("Me", private="I may leave"),
    )
    assert list(private_notes(who)) == [
        "Ann: a note",
        "Bo",
        "Grow: a note",
        "Led it: a note",
        "Gateway: a note",
        "Why?: a note",
        "Fix it: a note",
        "Pilot: a note",
        "PMP: a note",
        "Indexa: a note",
        "I may leave",
    ]


@pytest.mark.parametrize(
    ("person", "told"), [(Person("Me", private=True), ["Me"]), (Person(private=True), []), (Person("Me"), [])]
)
def test_somebody_may_keep_their_own_name_private(person: Person, told: list[str]) -> None:
    """Who hides who they are finds their name among what only they may read."""
    assert list(private_notes(answers(person=person))) == told
