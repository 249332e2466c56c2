"""The people of a plan: who is in it, when they are met first, and in which waves."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import Answers, Contact
from transition_plan.circle import ENOUGH, FIRST_DAY, ORDER, PersonDraft, introductions, open_points, person_drafts
from transition_plan.dates import week_of
from transition_plan.draft import Draft
from transition_plan.template import Who

FIRST_WEEK, LATER = 5, 4  # introductions that a newcomer can take in
KNOWN = ("manager", "old-manager")  # nobody needs to be introduced to them
PHASES = {day: f"month-{max(1, -(-day // 30))}" for day in range(-60, 91)}
KINDS = (
    Who("engineering-lead", "peer", "the engineering lead", "owns how", "What was used least?"),
    Who("oldest-hand", "team", "whoever has been here longest"),
    Who("lost-customer", "customer", "a customer who left"),
    Who("sponsor", "executive", "the sponsor"),
    Who("reseller", "partner", "a reseller"),
)
DAYS = st.none() | st.integers(-60, -1) | st.integers(1, 90)
PEOPLE = st.lists(st.tuples(st.sampled_from(ORDER), DAYS, st.booleans()), max_size=25).map(
    lambda drawn: [somebody(f"P{n}", group, day=day, private=hide) for n, (group, day, hide) in enumerate(drawn)]
)


def somebody(name: str, group: Any = "peer", **said: Any) -> Contact:
    return Contact(name, group=group, **said)


def answers(people: Sequence[Contact]) -> Answers:
    return Answers("product-manager", people=tuple(people))


def drafted(*people: Contact, kinds: Sequence[Who] = (), share: float = 1.0) -> list[PersonDraft]:
    return person_drafts(answers(people), kinds, share)


def waves(*people: Contact) -> list[Draft]:
    return introductions(drafted(*people), answers(people), PHASES)


def names(people: Sequence[PersonDraft]) -> list[str]:
    return [person.contact.name for person in people]


def days(*people: Contact) -> dict[str, int]:
    return {person.contact.name: person.day for person in drafted(*people)}


# Who


def test_whoever_has_few_hours_meets_fewer_people_in_a_week() -> None:
    """Five introductions would be half of five hours."""
    people = tuple(somebody(f"P{n}", "team") for n in range(7))
    weeks = [week_of(p.day) for p in person_drafts(answers(people)._replace(hours=5.0), (), 1.0)]
    assert weeks == [1, 1, 1, 2, 2, 2, 3]


def test_whoever_is_promoted_talks_with_colleagues_and_does_not_meet_them() -> None:
    """Nobody meets whom they have worked beside for years."""
    people = (somebody("Samir Haddad", "team"),)
    said = answers(people)._replace(transitions=("promotion-to-manager",))
    [talk] = introductions(person_drafts(said, (), 1.0), said, PHASES)
    assert talk.title == "Talk with Samir Haddad"


def test_the_manager_comes_first_then_those_who_are_nearest() -> None:
    """People stand in the order in which somebody new needs them, whatever the order of the plan file."""
    found = drafted(
        somebody("Exec", "executive"), somebody("Peer"), somebody("Boss", "manager"), somebody("Bud", "buddy")
    )
    assert names(found) == ["Boss", "Bud", "Peer", "Exec"]


def test_whom_the_person_wants_to_see_early_stands_early() -> None:
    """A day that the person gave goes before the usual one of the group."""
    assert names(drafted(somebody("Peer"), somebody("Exec", "executive", day=3))) == ["Exec", "Peer"]


def test_a_kind_of_people_fills_a_group_that_nobody_is_in() -> None:
    """Where the person named nobody of a group, the template says who matters there, marked as assumed."""
    found = drafted(somebody("Lee"), kinds=KINDS)
    assert [(p.contact.name, p.assumed) for p in found] == [
        ("whoever has been here longest", True),
        ("Lee", False),
        ("a customer who left", True),
        ("the sponsor", True),
        ("a reseller", True),
    ]


def test_a_kind_of_people_brings_its_reason_and_its_question() -> None:
    """What the template knows of a kind of people stands beside it."""
    [lead] = drafted(kinds=KINDS[:1])
    assert (lead.id, lead.contact.group, lead.contact.many) == ("engineering-lead", "peer", True)
    assert (lead.contact.why, lead.contact.ask) == ("owns how", "What was used least?")


def test_a_kind_without_words_is_called_by_its_id() -> None:
    """A template may name a kind of people by nothing but its id; it counts among the peers."""
    [someone] = drafted(kinds=[Who("auditors")])
    assert (someone.contact.name, someone.contact.group) == ("auditors", "peer")


def test_whoever_knows_the_house_needs_fewer_kinds_of_people() -> None:
    """A move inside the house leaves room for half of the kinds that a new company needs."""
    everywhere, inside = drafted(kinds=KINDS), drafted(kinds=KINDS, share=0.5)
    assert len(inside) == len(everywhere) / 2
    assert {p.id for p in inside} <= {p.id for p in everywhere}


def test_whoever_named_enough_people_gets_no_kinds() -> None:
    """Six named people are a circle; the template then adds nobody."""
    named = [somebody(f"P{n}") for n in range(ENOUGH)]
    assert any(p.assumed for p in drafted(*named[1:], kinds=KINDS))
    assert not any(p.assumed for p in drafted(*named, kinds=KINDS))


def test_everybody_has_an_id_of_their_own() -> None:
    """Two people of one name, and a kind that is called like somebody, stay apart."""
    found = drafted(somebody("Lee Park"), somebody("Lee Park"), somebody("X", id="reseller"), kinds=KINDS)
    ids = [p.id for p in found]
    assert len(set(ids)) == len(ids)
    assert {"lee-park", "lee-park-2", "reseller", "reseller-2"} <= set(ids)


# When


def test_the_manager_is_met_on_the_first_day() -> None:
    """However many others there are, the talk with the manager does not wait."""
    assert days(*[somebody(f"B{n}", "buddy") for n in range(9)], somebody("Boss", "manager"))["Boss"] == 1


def test_introductions_are_spread_over_weeks_each_by_one_day() -> None:
    """Of twelve peers five are met in the first week and four in a later one, all of a week by its fifth day."""
    assert Counter(days(*[somebody(f"P{n}") for n in range(12)]).values()) == {5: 5, 12: 4, 19: 3}


@settings(max_examples=200)
@given(PEOPLE)
def test_no_week_has_more_introductions_than_somebody_new_takes_in(people: list[Contact]) -> None:
    """Five in the first week, four in a later one, unless the person's own days force more."""
    found = [p for p in drafted(*people) if p.contact.group not in KNOWN]
    met = Counter(week_of(p.day) for p in found)
    forced = Counter(week_of(p.day) for p in found if p.contact.day)
    assert all(count <= max(FIRST_WEEK if week == 1 else LATER, forced[week]) for week, count in met.items())


@settings(max_examples=100)
@given(PEOPLE)
def test_days_that_the_person_gave_are_kept_and_nobody_else_is_met_too_early(people: list[Contact]) -> None:
    """A given day stays; whoever has none is met in the group's usual week or a later one, on no day 0."""
    for person in drafted(*people):
        given = person.contact.day
        assert person.day == given if given else week_of(person.day) >= week_of(FIRST_DAY[person.contact.group])
        assert person.day != 0


# Waves


@settings(max_examples=100)
@given(PEOPLE)
def test_everybody_is_in_one_wave_of_their_day(people: list[Contact]) -> None:
    """Each introduction stands once in the checklist, on the day that the plan names, half an hour each."""
    found = drafted(*people)
    made = introductions(found, answers(people), PHASES)
    wanted = [one for one in found if one.contact.group not in KNOWN and (one.contact.day or one.day <= 60)]
    for person in found:
        mine = [wave for wave in made if person.contact.name in wave.title.replace(",", "").split()]
        assert len(mine) == (person in wanted)
        for wave in mine:
            assert wave.first_day < wave.due_day == person.day
            assert wave.id.endswith(f"week-{week_of(person.day)}")
            assert wave.private == (person.contact.private is True)
    assert sum(wave.hours for wave in made) == len(wanted) / 2


def test_a_wave_is_one_action_of_its_phase() -> None:
    """The introductions of a day are one line that stays on it, named as a sentence does."""
    [wave] = waves(
        somebody("Ann Lee", day=32), somebody("Bo", day=32), somebody("Account executives", day=32, many=True)
    )
    assert wave.title == "Meet Ann Lee, Bo and account executives"
    assert (wave.id, wave.phase, wave.fixed) == ("meet-week-5", "month-2", True)
    assert wave.done_when == "A note on each: what they answer for and need, who else to ask"
    assert wave.due_day == 32
    assert (wave.why.source, wave.hours) == ("you", 1.5)


@pytest.mark.parametrize("group", KNOWN)
def test_neither_the_manager_nor_the_one_before_is_in_a_wave(group: str) -> None:
    """The manager has a talk of their own, and the old one is known already."""
    assert waves(somebody("Boss", group, day=3)) == []


def test_whoever_is_known_already_needs_no_introduction() -> None:
    """Somebody whom the person knows stands in the plan, is in no wave and takes nobody's place in a week."""
    known = [somebody(f"K{n}", known=True, day=3 if n % 2 else None) for n in range(12)]
    assert waves(*known) == []
    assert len(drafted(*known)) == 12
    assert week_of(days(*known, somebody("Ann"))["Ann"]) == 1


def test_whoever_introduces_is_named() -> None:
    """The line says through whom each is met, by name even where an id was given; what is unknown is not said."""
    people = [
        somebody("Ann", introduced_by="dana"),
        somebody("Bo", introduced_by="Sam Field"),
        somebody("Cy", introduced_by="?"),
        somebody("Dana Ortiz", "manager", id="dana"),
    ]
    assert [wave.title for wave in waves(*people)] == ["Meet Ann (through Dana Ortiz), Bo (through Sam Field) and Cy"]


def test_whoever_is_private_is_met_in_a_line_of_their_own() -> None:
    """A line that others may read names nobody private, neither as met nor as introducing."""
    seen, hidden = waves(somebody("Ann", introduced_by="Secret"), somebody("Secret", private=True))
    assert (seen.title, seen.private) == ("Meet Ann", False)
    assert (hidden.title, hidden.private) == ("Meet Secret", True)
    assert (seen.id, hidden.id) == ("meet-week-1", "meet-privately-week-1")


def test_somebody_may_be_met_before_the_first_day() -> None:
    """A first contact before the start is planned for its day, in the first phase."""
    early, later = waves(somebody("Ann", day=-5), somebody("Bo", day=-2))
    assert (early.title, early.due_day, early.phase) == ("Meet Ann", -5, "month-1")
    assert early.done_when == "A note: what they answer for and need, who else to ask"
    assert (later.title, later.due_day, later.phase) == ("Meet Bo", -2, "month-1")


def test_whoever_would_be_met_very_late_is_met_as_the_work_brings_it() -> None:
    """After day 60 nobody is introduced for the sake of it; a day that the person gave is planned all the same."""
    many = [somebody(f"P{n}", "partner") for n in range(20)]
    met = " ".join(wave.title for wave in waves(*many)).replace(",", "").split()
    late = {name for name, day in days(*many).items() if day > 60}
    assert late
    assert late.isdisjoint(met)
    assert [wave.title for wave in waves(somebody("Ann", day=75))] == ["Meet Ann"]


def test_a_wave_of_assumed_people_comes_from_the_role() -> None:
    """A line about people whom nobody named says that the role put it there."""
    [wave] = introductions(drafted(kinds=KINDS[:1]), answers(()), PHASES)
    assert (wave.title, wave.why.source) == ("Meet the engineering lead", "role")
    assert "you named" not in wave.why.text


# What is unknown


@pytest.mark.parametrize("field", ["why", "ask", "offer", "measured_on", "introduced_by"])
def test_a_question_mark_about_a_person_becomes_a_question(field: str) -> None:
    """What somebody does not know of a person is asked, by that person's name."""
    [(person, key, question)] = open_points(drafted(somebody("Lee Park", **{field: "?"})))
    assert person.contact.name == "Lee Park"
    assert key == f"lee-park-{field.replace('_', '-')}"
    assert "Lee Park" in question
    assert question.endswith("?")


def test_a_question_in_the_persons_own_words_is_kept() -> None:
    """Whoever writes the question after the mark gets that question."""
    found = open_points(drafted(somebody("Lee", why="? why did he leave the old team", ask="two hours", offer="?what")))
    assert [question for _, _, question in found] == ["why did he leave the old team", "what"]
