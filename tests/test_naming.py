"""The names that a template's text may use: a person's own, or a word that reads as well."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import Answers, CarryOver, Certification, Contact, Priority
from transition_plan.naming import (
    audience_for,
    called,
    helper_for,
    hidden_names,
    known,
    listed,
    manager_of,
    names_for,
    quoted,
    several,
    shared,
)
from transition_plan.template import Template

GUIDE = Path(__file__).parent.parent / "docs" / "templates.md"
ROLE = Template("product-manager", "Product Manager")
NOBODY = Answers("product-manager")
GROUPS = ("manager", "team", "peer", "buddy", "mentor", "executive", "customer", "partner", "upstream")
COUNTED = {"peer": "peers", "team": "team", "customer": "customers", "executive": "executives", "partner": "partners"}
COUNT_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
MADE_IN_BUILD = {"steep_gap", "far"}  # it takes an assessment

CONTACTS = st.lists(
    st.builds(
        Contact,
        name=st.sampled_from(["Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus"]).map(lambda name: f"{name} Open"),
        group=st.sampled_from(GROUPS),
        many=st.booleans(),
        private=st.sampled_from(["", "a note", False]),
    ),
    max_size=6,
)
HIDDEN = st.lists(
    st.builds(
        Contact,
        name=st.integers(0, 9).map(lambda n: f"Secret{n}"),
        group=st.sampled_from(GROUPS),
        many=st.booleans(),
        private=st.just(True),
    ),
    min_size=1,
    max_size=6,
)


def somebody(name: str, group: Any = "peer", **said: Any) -> Contact:
    return Contact(name, group=group, **said)


def answers(*people: Contact, **said: Any) -> Answers:
    return NOBODY._replace(people=people, **said)


def names(*people: Contact, **said: Any) -> dict[str, object]:
    return names_for(answers(*people, **said), ROLE)


def documented() -> dict[str, str]:
    """Return the names of the guide's table and what the guide says they are when nobody was named."""
    table = GUIDE.read_text("utf-8").split("## What a text may name")[1].split("In a ladder's texts")[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\| `.*$", table, re.M)]
    found: dict[str, str] = {}
    for row in rows:
        keys, values = re.findall(r"`(\w+)`", row[0]), row[-1].split(", ")
        found |= dict(zip(keys, values * len(keys) if len(values) == 1 else values, strict=False))
        found |= dict.fromkeys(keys[len(values) :], "") if len(values) > 1 else {}
    return found


def test_every_name_of_the_guide_can_be_used() -> None:
    """Whoever writes a template may use each name that the guide lists."""
    assert set(documented()) - MADE_IN_BUILD <= set(names())


@pytest.mark.parametrize("name", sorted(set(documented()) - MADE_IN_BUILD))
def test_a_name_reads_as_the_guide_says_when_nobody_was_named(name: str) -> None:
    """A text reads well before the person has named anybody: the guide's last column is what stands there."""
    said = documented()[name]
    if said not in ("", "…", "the template's hypothesis"):
        assert str(names()[name]) == said.strip("“”")


def test_the_manager_is_called_by_name() -> None:
    """Texts speak of the manager by name as soon as there is one."""
    assert manager_of(answers(Contact("Lee Park"), Contact("Dana Ortiz", group="manager"))) == "Dana Ortiz"
    assert manager_of(NOBODY) == "my manager"


def test_the_old_manager_is_called_by_name() -> None:
    """Whoever was the manager before is named where the person names them, unless that is private."""
    lee, kim = somebody("Lee Park"), somebody("Kim Secret", "old-manager", private=True)
    assert names(lee, kim, somebody("Sam Field", "old-manager"))["old_manager"] == "Sam Field"
    assert names(lee, kim)["old_manager"] == "my old manager"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("executive", "an executive"),
        ("partner", "a partner"),
        ("buddy", "a buddy"),
        ("mentor", "a mentor"),
        ("customers", "my customers"),
        ("executives", "the executives"),
        ("partners", "the partners"),
    ],
)
def test_a_group_of_nobody_reads_well(name: str, said: str) -> None:
    """Where nobody of a group was named, the text speaks of somebody all the same."""
    assert names()[name] == said


@pytest.mark.parametrize("group", sorted(set(GROUPS) - {"manager", "upstream"}))
def test_the_first_of_a_group_stands_for_it(group: str) -> None:
    """A text that needs one peer, customer or mentor names the first one whom the person named."""
    one = somebody("Ana Ruiz", group)
    key = "team_mate" if group == "team" else group
    assert names(one, one._replace(name="Later One"))[key] == "Ana Ruiz"
    assert names()[key] != "Ana Ruiz"


def test_a_kind_of_people_is_no_one() -> None:
    """Where one person is meant, a kind of people does not stand in; where several are, it does."""
    kind = Contact("Account executives", group="peer", many=True)
    made = names(kind, Contact("Lee Park", group="peer"))
    assert (made["peer"], made["peers"], made["n_peers"]) == ("Lee Park", "account executives and Lee Park", 2)
    assert names(kind)["peer"] == "a peer"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (3, "P0, P1 and P2"),
        *((n + 2, f"P0, P1 and {word} others") for n, word in enumerate(COUNT_WORDS, start=2)),
        (12, "P0, P1 and 10 others"),
    ],
)
def test_nobody_of_a_long_list_is_passed_over(count: int, said: str) -> None:
    """A sentence names three people at most and counts the others; a condition can ask how many there are."""
    made = names(*[somebody(f"P{n}", "customer") for n in range(count)])
    assert (made["customers"], made["n_customers"]) == (said, count)


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (Contact("Account executives", many=True), "account executives"),
        (Contact("IT staff", many=True), "IT staff"),
        (Contact("Q", many=True), "Q"),
        (Contact("Lee Park"), "Lee Park"),
    ],
)
def test_a_kind_of_people_begins_small_inside_a_sentence(contact: Contact, said: str) -> None:
    """A kind of people loses its capital, an acronym and a name keep theirs."""
    assert called(contact) == said


def test_lists_read_as_a_sentence_does() -> None:
    """Names are joined with commas and “and”."""
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"]), listed(list("ABCD"), 2)] == [
        "A",
        "A and B",
        "A, B and C",
        "A and B",
    ]


def test_a_title_is_quoted() -> None:
    """Somebody's words inside a sentence stand in quotation marks."""
    assert quoted("Grow it") == "“Grow it”"


@pytest.mark.parametrize(("said", "result"), [("?", ""), ("? who decides", ""), ("Northlake", "Northlake"), ("", "")])
def test_a_question_mark_is_no_answer(said: str, result: str) -> None:
    """What somebody does not know is never printed as if it were a name."""
    assert known(said) == result


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("org", "org"),
        ("team", "unit"),
        ("product", "product"),
        ("from_title", "old_role"),
        ("from_org", "old_org"),
    ],
)
def test_things_are_called_as_the_person_calls_them(field: str, name: str) -> None:
    """Organisation, team, product and old job stand by their names, and by a plain word where they are unknown."""
    assert names(**{field: "Blue Harbour"})[name] == "Blue Harbour"
    assert names(**{field: "?"})[name] == names()[name]


def test_the_role_is_called_as_the_person_writes_it() -> None:
    """The title on the plan wins over the template's."""
    assert (names()["role"], names(title="PM, Billing")["role"]) == ("Product Manager", "PM, Billing")
    assert [names(title=one)["job"] for one in ("PM, Billing", "PM (Billing)", "PM", "(PM)")] == [
        "PM",
        "PM",
        "PM",
        "(PM)",
    ]


def test_a_text_can_ask_what_is_known() -> None:
    """Conditions tell what was answered from what was not."""
    asked = ("mission_known", "has_product", "has_org")
    given = names(mission="Ship it", product="Hub", org="Northlake")
    unknown = names(mission="? what for", product="?", org="?")
    assert [given[key] for key in asked] == [True] * 3
    assert [unknown[key] for key in asked] == [False] * 3
    assert given["mission"] == "Ship it"


def test_the_managers_first_priority_is_quoted() -> None:
    """A text about the priority names the first one that others may read."""
    made = names(priorities=(Priority("Layoffs", private=True), Priority("Grow use"), Priority("Cut cost")))
    assert made["priority"] == "“Grow use”"


def test_unfinished_work_is_named_if_others_may_know_it() -> None:
    """The first piece of work that is brought along stands in texts, unless it is private."""
    assert names(carry_over=(CarryOver("Secret pilot", private=True), CarryOver("Pilot")))["carry_over"] == "Pilot"


def test_only_exams_that_are_still_to_come_are_named() -> None:
    """Exams that are held, expired or retired are no longer anything to work for."""
    statuses: tuple[Any, ...] = ("planned", "booked", "held", "expired", "retired")
    exams = [Certification(status, status=status) for status in statuses]
    hidden = Certification("secret", private=True)
    assert names(certifications=(*exams, hidden))["certifications"] == "planned and booked"


def test_hours_are_those_that_the_person_gave() -> None:
    """A text may name the hours a week."""
    assert names(hours=6.5)["hours"] == 6.5


def test_helpers_take_turns() -> None:
    """Nobody is asked to teach everything: peers, team, mentors and buddies are named one after another."""
    near = [somebody("P"), somebody("T", "team"), somebody("M", "mentor"), somebody("B", "buddy")]
    far = [Contact("C", group="customer"), Contact("Kinds of peers", group="peer", many=True)]
    found = [helper_for(answers(*far, *near), n) for n in range(8)]
    assert sorted(found[:4]) == ["B", "M", "P", "T"]
    assert found[4:] == found[:4]


def test_nobody_learns_to_lead_from_those_who_are_led() -> None:
    """For a competency in leading, nobody of the team is the helper."""
    people = answers(Contact("T", group="team"), Contact("P", group="peer"))
    assert {helper_for(people, n, leads=True) for n in range(4)} == {"P"}


def test_who_learns_to_lead_asks_a_mentor_first() -> None:
    """For a competency in leading, mentors and buddies come before peers, whatever the order of the plan file."""
    people = answers(somebody("P"), somebody("B", "buddy"), somebody("M", "mentor"))
    assert [helper_for(people, n, leads=True) for n in range(3)] == ["M", "B", "P"]


def test_without_anybody_near_a_colleague_helps() -> None:
    """Where nobody was named, the text still reads well."""
    assert helper_for(NOBODY, 0) == "a colleague who does it well"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([("Peer", "peer", False), ("Ann", "team", False), ("Bo", "team", False), ("Cy", "team", False)], "Ann and Bo"),
        ([("Ann", "team", False), ("Engineers", "team", True)], "engineers"),
        ([("Peer", "peer", False)], "Peer"),
        ([("Cara", "customer", False)], "my team"),
    ],
)
def test_a_strength_helps_the_team_first(people: list[tuple[str, str, bool]], said: str) -> None:
    """A strength goes to a kind of people on the team, else to two of them by name, else to the peers."""
    assert audience_for(answers(*[somebody(name, group, many=many) for name, group, many in people])) == said


def test_a_private_note_hides_nobody() -> None:
    """Only `private: true` hides a person; a note beside a name hides itself."""
    people = (Contact("Ann", private="was a candidate too"), Contact("Bo", private=True), Contact("Cy"))
    assert [one.name for one in shared(people)] == ["Ann", "Cy"]
    assert hidden_names(answers(*people)) == {"Bo", "bo"}


def test_a_name_that_somebody_else_bears_too_is_not_hidden() -> None:
    """Of two people with one name, the one who may be named is named."""
    people = (Contact("Ann", id="ann-2", private=True), Contact("Ann"))
    assert hidden_names(answers(*people)) == {"ann-2"}


@settings(max_examples=100)
@given(st.tuples(CONTACTS, HIDDEN).flatmap(lambda people: st.permutations([*people[0], *people[1]])), st.integers(0, 5))
def test_nobody_who_is_private_is_ever_named(people: list[Contact], n: int) -> None:
    """Whoever is on the list, in whatever order, no name for a text is that of somebody private."""
    who = answers(*people)
    told = [*names_for(who, ROLE).values(), helper_for(who, n), helper_for(who, n, leads=True), audience_for(who)]
    assert not [text for text in map(str, told) if "secret" in text.casefold()]


@settings(max_examples=100)
@given(CONTACTS)
def test_whoever_is_counted_can_be_named(people: list[Contact]) -> None:
    """A text that asks for `n_peers` and then names `peers` speaks of as many people as it counted."""
    made = names(*people)
    for group, word in COUNTED.items():
        members = [called(one) for one in people if one.group == group]
        assert made[f"n_{word}"] == len(members)
        assert made[word] == (several(members) if members else names()[word])
