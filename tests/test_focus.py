"""Which focus areas a phase gets, and what stands in each."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import Answers, Contact, Evidence, FocusChange, Link, PhaseChange, Priority
from transition_plan.assess import Assessment, assess
from transition_plan.focus import choose, evidence_by_id, focus_draft, own_ids, proofs_of, relevance, who_is
from transition_plan.ids import slug
from transition_plan.template import Competency, FocusText, GoalText, Need, PhaseText

CATALOGUE = {one: Competency(one, one, "craft", mode=one == "telling") for one in ("listening", "selling", "telling")}
NEEDS = (Need("listening", 3, 3), Need("selling", 2, 2), Need("telling", 1, 1))
PLAIN = FocusText("plain", origin="role seller")
DANA = Contact("Dana Ortiz", id="boss", group="manager")
LEE = Contact("Lee Park", group="peer")
SECRET = Contact("Kim Secret", id="kim", group="peer", private=True)


def answers(**said: Any) -> Answers:
    return Answers("seller", **said)


def assessed(who: Answers) -> Assessment:
    return assess(who, NEEDS, CATALOGUE, {}, usable=100.0)


def score(area: FocusText, who: Answers) -> float:
    return relevance(area, who, assessed(who))


def chosen(phase: PhaseText, change: PhaseChange | None, usual: int, **said: Any) -> tuple[list[str], list[str]]:
    """Return the ids of the areas that a phase gets and of those that wait."""
    who = answers(**said)
    found = choose(phase, change, who, assessed(who), usual)
    return [area.id for area in found.areas], [area.id for area in found.waiting]


def phase(*areas: FocusText) -> PhaseText:
    return PhaseText("month-1", focus=areas)


def change(*areas: FocusChange) -> PhaseChange:
    return PhaseChange("month-1", focus=areas)


# Which


def test_no_strength_counts_more_than_a_gap() -> None:
    """An area for something the person can prove does not push out one for something they have to learn."""
    who = answers(ratings={"listening": 1, "selling": 4}, evidence=(Evidence("Sold", "", ("selling",), result="x"),))
    assert score(PLAIN._replace(serves=("listening",)), who) >= score(PLAIN._replace(serves=("selling",)), who)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"weight": 3}, {}),
        ({"serves": ("listening",)}, {"ratings": {"listening": 0, "selling": 2, "telling": 1}}),
        (
            {"serves": ("selling",)},
            {"ratings": {"selling": 4}, "evidence": (Evidence("x", "", ("selling",), result="y"),)},
        ),
        (
            {"serves": ("telling",)},
            {"ratings": {"telling": 4}, "evidence": (Evidence("x", "", ("telling",), result="y"),)},
        ),
        (
            {"serves": ("selling",)},
            {"ratings": {"selling": 2}, "priorities": (Priority("Sell", competencies=("selling",)),)},
        ),
        ({"groups": ("customer",)}, {"people": (Contact("Ann", group="customer"),)}),
        ({"serves": ("selling",)}, {"ratings": {"selling": 2}, "evidence": (Evidence("x", "", ("selling",)),)}),
    ],
    ids=["weight", "gap", "strength", "a strength that carries others", "priority", "people", "proof"],
)
def test_an_area_that_is_this_persons_goes_first(more: dict[str, Any], said: dict[str, Any]) -> None:
    """What carries a gap, a strength, a priority, people or proof of this person is preferred to what does not."""
    who = answers(**{"ratings": dict.fromkeys(CATALOGUE, 3), **said})
    assert score(PLAIN._replace(**more), who) > score(PLAIN, who)


def test_what_is_nobodys_counts_for_nothing() -> None:
    """An area about groups and competencies that the person has nothing to do with is no better than a plain one."""
    who = answers(ratings=dict.fromkeys(CATALOGUE, 3))
    assert score(PLAIN._replace(serves=("selling",), groups=("customer",)), who) == score(PLAIN, who)


def test_a_gap_counts_more_than_a_priority_a_priority_more_than_people_people_more_than_proof() -> None:
    """Where room is short, what the person has to learn goes before what the person merely has."""
    who = answers(
        ratings={"listening": 1, "selling": 3, "telling": 3},
        priorities=(Priority("Tell", competencies=("telling",)),),
        people=(LEE,),
        evidence=(Evidence("Listened", "", ("other",)),),
    )
    reasons: list[dict[str, Any]] = [
        {"serves": ("listening",)},
        {"serves": ("telling",)},
        {"groups": ("peer",)},
        {"serves": ("other",)},
        {},
    ]
    found = assess(who, NEEDS, {**CATALOGUE, "other": Competency("other", "other", "craft")}, {}, usable=100.0)
    scores = [relevance(PLAIN._replace(**more), who, found) for more in reasons]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_the_owners_areas_stand_first_in_the_owners_order() -> None:
    """What somebody wrote or changed is always in the plan, before the template's, as they put it."""
    month = phase(FocusText("a"), FocusText("b"), FocusText("own"))
    mine = change(FocusChange("", "own"), FocusChange(None, "a"))
    assert chosen(month, mine, 3) == (["own", "a", "b"], [])


def test_more_than_usual_only_if_the_owner_wants_more() -> None:
    """Whoever writes four areas gets four, and none of the template's."""
    own = [FocusChange(None, name) for name in "abcd"]
    month = phase(*map(FocusText, "abcdef"))
    assert chosen(month, change(*own), 2) == (["a", "b", "c", "d"], ["e", "f"])


@pytest.mark.parametrize(
    ("idle", "expected"), [("", "abc"), ("a", "bcd"), ("abc", "de"), ("abcd", "ae"), ("abcde", "ab"), ("z", "abc")]
)
def test_an_area_for_which_there_is_no_time_gives_way(idle: str, expected: str) -> None:
    """Where an area's actions found no time another takes its place; two stay, even if nobody has the time for them."""
    who = answers()
    month = phase(*map(FocusText, "abcde"))
    found = choose(month, None, who, assessed(who), 3, {("month-1", key) for key in idle})
    assert "".join(area.id for area in found.areas) == expected
    assert {area.id for area in (*found.areas, *found.waiting)} == set("abcde")


def test_an_area_of_ones_own_stays_without_time_for_it() -> None:
    """What the owner wrote is in the plan, whether or not its actions found time."""
    who = answers()
    mine = change(FocusChange(None, "c"))
    found = choose(phase(*map(FocusText, "abcd")), mine, who, assessed(who), 2, {("month-1", key) for key in "abc"})
    assert [area.id for area in found.areas] == ["c", "d"]


def test_what_the_owner_dropped_is_not_the_owners() -> None:
    """A dropped area takes no place of its own."""
    assert own_ids(change(FocusChange(None, "a", drop=True), FocusChange("Join the pilot"))) == ["join-the-pilot"]
    assert own_ids(None) == []


def test_an_area_that_the_owner_names_twice_stands_once() -> None:
    """Two changes to one area are one area; one that was dropped after all is none."""
    twice = change(FocusChange("One", "a"), FocusChange("Two", "a"), FocusChange("Gone", "gone"))
    assert chosen(phase(FocusText("a")), twice, 2) == (["a"], [])


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(1, 3)), unique_by=lambda x: x[0]),
    st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=4),
    st.integers(0, 4),
)
def test_every_area_is_in_the_plan_or_waits(weighed: list[tuple[str, int]], mine: list[str], usual: int) -> None:
    """No area is lost: as many as usual are in, the heaviest, in the template's order, and all others wait."""
    month = phase(*(FocusText(key, weight=weight) for key, weight in weighed))
    own = [key for key in mine if key in dict(weighed)]
    areas, waiting = chosen(month, change(*(FocusChange(None, key) for key in mine)), usual)
    order = [key for key, _ in weighed]
    assert sorted(areas + waiting) == sorted(order)
    assert areas[: len(own)] == own
    theirs = areas[len(own) :]
    assert theirs == [key for key in order if key in theirs]
    assert len(theirs) == min(len(order) - len(own), max(0, usual - len(mine)))
    weights = dict(weighed)
    assert min([weights[k] for k in theirs], default=3) >= max([weights[k] for k in waiting], default=1)


# What stands in it


def test_an_area_names_its_people() -> None:
    """Up to three of the people whom an area is about stand in it; those who are private do not."""
    people = [SECRET, DANA, *(Contact(name, group="peer") for name in ("Ann", "Bo", "Cy", "Di"))]
    area = focus_draft(PLAIN._replace(groups=("peer",)), answers(people=tuple(people)), (), mine=False)
    assert area.people == ("Ann", "Bo", "Cy")


def test_an_area_without_words_has_none() -> None:
    """What nobody wrote is left empty; only the heading falls back on the id."""
    area = focus_draft(PLAIN, answers(), (), mine=False)
    assert (area.title, area.intent, area.text, area.principle, area.lens) == ("plain", "", "", "", "")
    assert (area.serves, area.goals, area.proofs, area.people) == ((), (), (), ())


def test_an_area_keeps_what_was_written() -> None:
    """Heading, intent, text, principle, lens and proof of an area come through as they stand."""
    words: dict[str, Any] = {
        "title": "Listen",
        "intent": "hear ten",
        "text": "First hear.",
        "principle": "Ask",
        "lens": "people",
    }
    proof = proofs_of(answers(evidence=(Evidence("Led it"),)))["led-it"]
    area = focus_draft(PLAIN._replace(serves=("selling",), **words), answers(), [proof], mine=False)
    assert {key: getattr(area, key) for key in words} == words
    assert (area.serves, area.proofs) == (("selling",), (proof,))


def test_an_area_says_who_put_it_there() -> None:
    """The plan can tell the owner's areas from the role's and from those of the kind of move."""
    move = PLAIN._replace(origin="transition internal-move")
    whys = [
        focus_draft(area, answers(), (), mine=mine).why for area, mine in ((PLAIN, True), (PLAIN, False), (move, False))
    ]
    assert [(why.source, why.text) for why in whys] == [
        ("you", "your own focus area"),
        ("role", "the role seller"),
        ("transition", "the transition internal-move"),
    ]


def test_a_goal_is_checked_by_somebody_with_a_name() -> None:
    """A template says “manager” or “peer”; the plan says who that is, and nothing about what nobody said."""
    goals = (GoalText("a", "A state", "A count", 28, "manager"), GoalText("b"))
    area = focus_draft(PLAIN._replace(goals=goals), answers(people=(DANA,)), (), mine=False)
    assert [tuple(goal) for goal in area.goals] == [
        ("a", "A state", "A count", 28, "Dana Ortiz", False),
        ("b", "b", "", 0, "", False),
    ]


# Who is meant


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("boss", "Dana Ortiz"),
        ("lee-park", "Lee Park"),
        ("Lee Park", "Lee Park"),
        ("manager", "Dana Ortiz"),
        ("peer", "Lee Park"),
        ("customer", "a customer"),
        ("team", "the team"),
        ("executive", "an executive"),
        ("partner", "a partner"),
        ("mentor", "a mentor"),
        ("old manager", "old manager"),
        ("self", "me"),
        ("", ""),
        ("kim", ""),
        ("Kim Secret", ""),
    ],
)
def test_a_reference_becomes_a_name(said: str, name: str) -> None:
    """An id, a group or a name tells who is meant; whoever is private is not told, anybody else stands as written."""
    assert who_is(said, answers(people=(SECRET, DANA, LEE))) == name


def test_a_group_of_nobody_reads_as_a_word() -> None:
    """Without people in it, a group is told in words; a kind of people is not one person."""
    kind = Contact("Account executives", group="peer", many=True)
    assert [who_is("manager", answers()), who_is("peer", answers(people=(kind,)))] == ["my manager", "a peer"]


def test_the_team_is_never_one_of_it() -> None:
    """Whoever says “team” means all of them, even if only one was named."""
    assert who_is("team", answers(people=(Contact("Ann", group="team"),))) == "the team"


# Proof


def test_proof_is_told_as_the_person_told_it() -> None:
    """Situation, action, result and the rest of a proof come through unchanged."""
    words = ("situation", "action", "result", "metric", "scale", "when", "role_then", "reused_by", "recognition")
    told: dict[str, Any] = {word: f"the {word}" for word in words}
    one = Evidence("Led it", status="ongoing", **told)
    proof = proofs_of(answers(evidence=(one,)))["led-it"]
    assert {word: getattr(proof, word) for word in words} == told
    assert (proof.title, proof.ongoing) == ("Led it", True)


def test_what_is_unknown_of_a_proof_is_not_told() -> None:
    """A `?` for what came of it is as if nothing stood there."""
    who = answers(evidence=(Evidence("Led it", situation="It was late", result="?", metric="? 40 min"),))
    assert (
        proofs_of(who)["led-it"]
        == proofs_of(answers(evidence=(Evidence("Led it", situation="It was late"),)))["led-it"]
    )


def test_private_proof_is_not_told() -> None:
    """Evidence that is private is in no list that others may read."""
    assert set(proofs_of(answers(evidence=(Evidence("A", private=True), Evidence("B"))))) == {"b"}


def test_nobody_who_is_private_confirms_a_proof() -> None:
    """A private person is left out of a proof's people, by name and by id."""
    one = Evidence("Led it", people=("Lee Park", "Kim Secret", "kim"))
    assert proofs_of(answers(people=(LEE, SECRET), evidence=(one,)))["led-it"].people == ("Lee Park",)


def test_two_proofs_of_one_title_are_two() -> None:
    """Titles that make the same id, for they are long or alike, do not take each other's place."""
    long = "Led the access migration tool for all the regions in "
    assert slug(long + "2023") == slug(long + "2024")
    proofs = (Evidence(long + "2023"), Evidence(long + "2024"), Evidence("Once"), Evidence("Once", private=True))
    assert [one.title for one in proofs_of(answers(evidence=proofs)).values()] == [one.title for one in proofs[:3]]
    assert list(evidence_by_id(answers(evidence=proofs)).values()) == list(proofs)
    assert list(evidence_by_id(answers(evidence=(Evidence("Led it", "own"),)))) == ["own"]


@pytest.mark.parametrize(
    ("link", "label"),
    [
        (Link("https://www.example.org/a/b", "the talk"), "the talk"),
        (Link("https://www.example.org/a/b"), "example.org"),
        (Link("intranet page"), "intranet page"),
    ],
)
def test_a_link_is_called_by_its_label_or_by_where_it_leads(link: Link, label: str) -> None:
    """A link that nobody named is called by its site; what leads nowhere stands as it was typed."""
    [made] = proofs_of(answers(evidence=(Evidence("A", links=(link,)),)))["a"].links
    assert (made.url, made.label, made.access) == (link.url, label, "public")
