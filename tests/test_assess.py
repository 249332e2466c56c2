"""Where a person stands: what they bring, what they lack, and how much of it a plan takes up."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.answers import Answers, CompetencyNeed, Evidence, Link, Priority, Rating
from transition_plan.assess import Assessment, Standing, assess, prefill, proof_class, tier_for
from transition_plan.compose import lay_entries
from transition_plan.library import background, compose, load_competencies
from transition_plan.template import Competency, Need

AMPLE = 200.0  # usable hours: a full plan
NEEDS = (
    Need("discovery", required=3, importance=3, axis="craft"),
    Need("metrics", required=3, importance=2, axis="craft"),
    Need("domain", required=2, importance=1, axis="field"),
    Need("teaching", required=2, importance=2, axis="craft"),
)
CATALOGUE = {
    one.id: one
    for one in (
        Competency("discovery", "customer discovery", "craft", neighbours=("interviews",)),
        Competency("metrics", "metrics", "craft"),
        Competency("domain", "the field", "knowledge"),
        Competency("teaching", "teaching", "people", mode=True),
        Competency("interviews", "interviews", "craft"),
        Competency("cooking", "cooking", "craft", neighbours=("interviews",)),
    )
}


class Case(NamedTuple):
    """What an assessment is made from."""

    answers: Answers
    needs: tuple[Need, ...]
    background: dict[str, int]
    usable: float

    def assessed(self, **changes: Any) -> Assessment:
        """Assess the person, with other answers where some are given."""
        return assess(self.answers._replace(**changes), self.needs, CATALOGUE, self.background, self.usable)


CHECKABLE: tuple[dict[str, Any], ...] = (
    {"result": "40 users"},
    {"metric": "31 %"},
    {"scale": "12 sites"},
    {"links": (Link("https://example.org"),)},
    {"reused_by": "two teams"},
    {"recognition": "a prize"},
)


def made_of(shape: Callable[..., Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Make records in which the other fields have their defaults."""
    return st.fixed_dictionaries(fields).map(lambda said: shape(**said))


IDS = st.sampled_from(list(CATALOGUE))
LEVELS = st.integers(0, 4)
proofs = made_of(
    Evidence,
    title=st.just("Led it"),
    competency=st.lists(IDS, max_size=2, unique=True).map(tuple),
    result=st.sampled_from(["", "40 users"]),
    private=st.sampled_from(["", "not yet public", True]),
)
needs = made_of(
    Need,
    id=IDS,
    required=LEVELS,
    importance=st.integers(1, 3),
    axis=st.sampled_from([None, "craft", "field"]),
    early=st.booleans(),
    taught=st.booleans(),
)
priorities = made_of(Priority, title=st.just("First"), competencies=st.lists(IDS, max_size=2).map(tuple))
people = made_of(
    Answers,
    role=st.just("product-manager"),
    ratings=st.dictionaries(IDS, LEVELS | st.just("?")),
    evidence=st.lists(proofs, max_size=4).map(tuple),
    priorities=st.lists(priorities, max_size=1).map(tuple),
)
cases = made_of(
    Case,
    answers=people,
    needs=st.lists(needs, unique_by=lambda need: need.id).map(tuple),
    background=st.dictionaries(IDS, LEVELS),
    usable=st.sampled_from([0.0, 39.0, 40.0, 64.0, 90.0]),
)


def proof(competency: str, *, checkable: bool = True, private: bool | str = "") -> Evidence:
    return Evidence("Led it", competency=(competency,), result="40 users" if checkable else "", private=private)


def found(
    ratings: dict[str, Rating] | None = None,
    *evidence: Evidence,
    named: tuple[str, ...] = (),
    usable: float = AMPLE,
    needs: tuple[Need, ...] = NEEDS,
    background: dict[str, int] | None = None,
) -> Assessment:
    """Assess somebody against the needs above."""
    priorities = (Priority("First", competencies=named),) if named else ()
    answers = Answers("product-manager", ratings=ratings or {}, evidence=evidence, priorities=priorities)
    return assess(answers, needs, CATALOGUE, background or {}, usable)


def standing(one: Assessment, competency: str) -> Standing:
    return next(s for s in one.standings if s.need.id == competency)


def ids_of(standings: tuple[Standing, ...]) -> list[str]:
    return [s.need.id for s in standings]


# Gaps


def test_a_gap_is_what_the_role_needs_above_the_person_s_own_rating() -> None:
    """The gap follows the person's word, with proof or without: an expert without proof is no novice."""
    one = found({"discovery": 1, "metrics": 4, "domain": 2})
    assert [(s.need.id, s.gap) for s in one.standings[:3]] == [("discovery", 2), ("metrics", 0), ("domain", 0)]


def test_gaps_are_ordered_by_importance_and_size() -> None:
    """A core competency two levels short comes before a useful one a level short."""
    one = found({"discovery": 1, "metrics": 2, "domain": 0, "teaching": 1})
    assert [(s.need.id, s.priority) for s in (*one.gaps, *one.parked_gaps)] == [
        ("discovery", 6.0),
        ("metrics", 2.0),
        ("teaching", 2.0),
        ("domain", 2.0),
    ]


def test_a_gap_that_is_only_assumed_waits_for_those_that_are_known() -> None:
    """What the person rated goes first, however large the gap that was inferred."""
    one = found({"domain": 1})
    assert ids_of((*one.gaps, *one.parked_gaps)) == ["domain", "discovery", "metrics", "teaching"]


@pytest.mark.parametrize(
    ("changed", "named", "factor"),
    [({}, True, 1.5), ({"early": True}, False, 1.25), ({"taught": True}, False, 0.75), ({"early": True}, True, 1.875)],
)
def test_what_is_asked_for_or_needed_soon_goes_first_and_what_is_taught_last(
    changed: dict[str, Any], named: bool, factor: float
) -> None:
    """The manager's word makes a gap half as urgent again, an early need a quarter, formal teaching a quarter less."""
    plain, urgent = NEEDS[0], NEEDS[0]._replace(**changed)
    before = found({"discovery": 1}, needs=(plain,))
    after = found({"discovery": 1}, needs=(urgent,), named=("discovery",) if named else ())
    assert after.gaps[0].priority == pytest.approx(factor * before.gaps[0].priority)


@given(cases, IDS, st.integers(0, 3))
def test_a_higher_rating_never_makes_a_gap_larger(case: Case, competency: str, level: int) -> None:
    """Who rates higher has the same gap or a smaller one, and nothing else about them changes."""
    said = case.answers.ratings
    lower, higher = (case.assessed(ratings={**said, competency: rating}) for rating in (level, level + 1))
    assert standing(higher, competency).gap <= standing(lower, competency).gap
    assert {s for s in lower.standings if s.need.id != competency} == {
        s for s in higher.standings if s.need.id != competency
    }


# Proof and strengths


@pytest.mark.parametrize("said", CHECKABLE)
def test_proof_counts_double_where_somebody_else_could_check_it(said: dict[str, Any]) -> None:
    """A result, a number, a size, a link, a user or a prize can be checked; a story alone cannot."""
    assert proof_class(Evidence("Led it", **said)) == 2
    assert proof_class(Evidence("Led it", situation="It was late", action="I took it on")) == 1


@pytest.mark.parametrize("key", ["result", "metric", "scale", "reused_by", "recognition"])
def test_what_nobody_knows_proves_nothing(key: str) -> None:
    """A `?` for what came of it is no result that others could check."""
    unknown: dict[str, Any] = {key: "?"}
    assert proof_class(Evidence("Led it", **unknown)) == 1


@pytest.mark.parametrize(
    ("evidence", "counted"),
    [((), 2), ((proof("discovery", checkable=False),), 3), ((proof("discovery"),), 4)],
)
def test_proof_decides_how_much_of_a_rating_counts(evidence: tuple[Evidence, ...], counted: int) -> None:
    """A 4 counts as 2 without proof, as 3 on one's own word, as 4 with a result."""
    assert standing(found({"discovery": 4}, *evidence), "discovery").counted == counted


def test_the_best_proof_counts() -> None:
    """Of two proofs the one with a result decides."""
    evidence = (proof("discovery"), proof("discovery", checkable=False))
    assert standing(found({"discovery": 4}, *evidence), "discovery").proof == 2


def test_what_is_private_proves_nothing() -> None:
    """What nobody may be told cannot be told as a strength; a private note beside it hides only itself."""
    hidden = found({"discovery": 4}, proof("discovery", private=True))
    assert (standing(hidden, "discovery").proof, hidden.to_prove) == (0, True)
    noted = found({"discovery": 4}, proof("discovery", private="Tomas did half of it"))
    assert (standing(noted, "discovery").proof, noted.to_prove) == (2, False)


def test_a_strength_needs_proof_and_no_gap() -> None:
    """A proven 3 is a strength where the role needs 3, and a gap where it needs 4."""
    assert ids_of(found({"discovery": 3}, proof("discovery"), needs=NEEDS[:1]).strengths) == ["discovery"]
    demanding = (NEEDS[0]._replace(required=4),)
    assert ids_of(found({"discovery": 3}, proof("discovery"), needs=demanding).gaps) == ["discovery"]


def test_strengths_are_ordered_by_what_they_are_worth_in_the_role() -> None:
    """A core strength with a result comes before a lesser one that is only told."""
    told = (proof("metrics", checkable=False), proof("discovery"))
    one = found({"discovery": 3, "metrics": 3}, *told)
    assert [(s.need.id, s.leverage) for s in one.strengths] == [("discovery", 3 * 3 * 1.5), ("metrics", 2 * 3 * 1.25)]


def test_a_strength_that_serves_the_manager_takes_the_last_place() -> None:
    """One of the strengths that are told serves what the manager has asked for, where there is such a one."""
    needs = (*NEEDS[:2], Need("domain", required=2, importance=3), Need("cooking", required=2, importance=1))
    evidence = [proof(one) for one in ("discovery", "metrics", "domain", "cooking")]
    levels: dict[str, Rating] = dict.fromkeys(("discovery", "metrics", "domain", "cooking"), 4)
    assert ids_of(found(levels, *evidence, needs=needs).strengths) == ["discovery", "domain"]
    assert ids_of(found(levels, *evidence, needs=needs, named=("cooking",)).strengths) == ["discovery", "cooking"]
    assert ids_of(found(levels, *evidence, needs=needs, named=("domain",)).strengths) == ["discovery", "domain"]


def test_a_strength_in_teaching_carries_the_others() -> None:
    """Teaching is the way another strength is put to use, and stands alone only where there is no other."""
    both = found({"discovery": 3, "teaching": 4}, proof("discovery"), proof("teaching"))
    assert (ids_of(both.strengths), ids_of(both.channels)) == (["discovery"], ["teaching"])
    alone = found({"teaching": 4}, proof("teaching"))
    assert (ids_of(alone.strengths), ids_of(alone.channels)) == (["teaching"], [])


@pytest.mark.parametrize(
    ("levels", "hope"),
    [
        ({"discovery": 1, "metrics": 3, "domain": 4}, "domain"),
        ({"domain": 3, "teaching": 3}, "teaching"),
        ({"domain": 2}, "domain"),
    ],
)
def test_without_a_proven_strength_the_best_rating_is_a_hope(levels: dict[str, Rating], hope: str) -> None:
    """Who can prove nothing starts with what they rate best, then what matters most, marked as still to be proved."""
    one = found(levels)
    assert (ids_of(one.strengths), one.to_prove) == ([hope], True)


def test_what_somebody_could_not_rate_is_no_hope_either() -> None:
    """A ``?`` is never turned into something the person is good at."""
    one = found({"metrics": "?"}, background={"metrics": 4})
    assert (ids_of(one.strengths), one.to_prove, ids_of(one.unknown)) == ([], False, ["metrics"])


def test_a_beginner_has_no_strength_to_tell() -> None:
    """Where nothing is rated above 1, no strength is made up."""
    one = found({"cooking": 1})
    assert (one.strengths, one.to_prove) == ((), False)


@given(cases, proofs)
def test_more_evidence_never_lowers_a_strength(case: Case, more: Evidence) -> None:
    """One more proof leaves each competency at least as strong as it was."""
    before, after = case.assessed(), case.assessed(evidence=(*case.answers.evidence, more))
    for old in before.standings:
        new = standing(after, old.need.id)
        assert new.counted >= old.counted
        assert new.leverage >= old.leverage
        assert new.gap <= old.gap


def test_what_the_role_does_not_need_may_still_be_a_strength() -> None:
    """Something proven that the role has not asked for is offered, and never a gap."""
    one = found({"cooking": 3, "interviews": 0}, proof("cooking"))
    assert [(s.need.id, s.leverage) for s in one.strengths] == [("cooking", 1 * 3 * 1.5)]
    assert standing(one, "interviews").gap == 0


# What is inferred


def test_what_nobody_rated_comes_from_the_present_role() -> None:
    """A competency that the old role needed counts as the old role needed it, and is marked so."""
    answers = Answers("product-manager", from_="solutions-architect")
    one = assess(answers, NEEDS, CATALOGUE, {"discovery": 2, "domain": 3}, AMPLE)
    assert [(s.rating, s.inferred) for s in one.standings] == [
        (2, "solutions-architect"),
        (1, "solutions-architect"),
        (3, "solutions-architect"),
        (1, "solutions-architect"),
    ]


@pytest.mark.parametrize(
    ("have", "level"),
    [
        ({}, 1),
        ({"discovery": 4}, 4),
        ({"interviews": 3}, 2),
        ({"interviews": 0}, 0),
        ({"metrics": 4}, 1),
        ({"discovery": 0, "interviews": 4}, 0),
    ],
)
def test_a_neighbour_counts_one_level_less(have: dict[str, int], level: int) -> None:
    """Who interviews well discovers a level lower, and nobody is taken to be below nothing."""
    assert prefill("discovery", have, CATALOGUE) == level


def test_neighbours_are_so_both_ways() -> None:
    """It does not matter which of two neighbours names the other."""
    assert prefill("interviews", {"discovery": 3}, CATALOGUE) == 2


def test_the_best_neighbour_counts() -> None:
    """Of two things that come close, the one that the person does better is taken."""
    assert prefill("interviews", {"discovery": 2, "cooking": 4}, CATALOGUE) == 3
    assert prefill("interviews", {"discovery": 4, "cooking": 2}, CATALOGUE) == 3


def test_what_is_inferred_is_no_strength_without_proof() -> None:
    """The old role alone never makes a strength; with a proof it does, on the person's word."""
    have = {"metrics": 4}
    assert found(background=have).strengths == ()
    assert ids_of(found({}, proof("metrics", checkable=False), background=have).strengths) == ["metrics"]


def test_a_proven_result_stands_for_a_rating() -> None:
    """Who shows a result but rated nothing is taken to do it alone, and it is marked where that comes from."""
    one = standing(found({}, proof("metrics")), "metrics")
    assert (one.rating, one.inferred, one.gap) == (3, "your evidence", 0)
    assert standing(found({}, proof("metrics"), background={"metrics": 4}), "metrics").rating == 4
    assert standing(found({"metrics": 1}, proof("metrics")), "metrics").rating == 1


def test_a_question_mark_is_asked_and_inferred() -> None:
    """A ``?`` keeps the inferred level and becomes something to ask."""
    one = found({"metrics": "?"}, background={"metrics": 2})
    assert ids_of(one.unknown) == ["metrics"]
    assert (standing(one, "metrics").rating, standing(one, "metrics").gap) == (2, 1)
    assert found({"metrics": 2}).unknown == ()


# How much fits


@pytest.mark.parametrize(
    ("usable", "gaps", "strengths", "wins"),
    [(0.0, 1, 1, 1), (39.9, 1, 1, 1), (40.0, 2, 1, 1), (64.0, 2, 2, 1), (90.0, 3, 2, 2), (500.0, 3, 2, 2)],
)
def test_more_hours_hold_more(usable: float, gaps: int, strengths: int, wins: int) -> None:
    """Three gaps, two strengths and two wins take ninety hours; who has fewer hours takes on less."""
    tier = tier_for(usable)
    assert (tier.gaps, tier.strengths, tier.wins, tier.lite) == (gaps, strengths, wins, usable < 90)


@given(cases)
def test_a_plan_takes_up_no_more_than_its_hours_allow(case: Case) -> None:
    """Gaps and strengths stay within what fits, nothing is both, and a gap that waits is named."""
    one = case.assessed()
    assert len(one.gaps) <= one.tier.gaps
    assert len(one.strengths) <= one.tier.strengths
    assert not {s.need.id for s in (*one.strengths, *one.channels)} & {s.need.id for s in one.standings if s.gap}
    assert not set(ids_of(one.strengths)) & set(ids_of(one.channels))
    assert sorted(ids_of((*one.gaps, *one.parked_gaps))) == sorted(s.need.id for s in one.standings if s.gap)
    ranks = [(bool(s.inferred), -s.priority) for s in (*one.gaps, *one.parked_gaps)]
    assert ranks == sorted(ranks)


@given(cases)
def test_every_need_and_every_rating_stands_once(case: Case) -> None:
    """Nothing that the role needs or the person names is lost, and nothing stands twice."""
    one = case.assessed()
    proven = {key for e in case.answers.evidence if e.private is not True for key in e.competency}
    assert ids_of(one.standings)[: len(case.needs)] == [need.id for need in case.needs]
    assert sorted(ids_of(one.standings)) == sorted({n.id for n in case.needs} | {*case.answers.ratings} | proven)


# Two axes


def test_the_mean_gap_tells_whether_field_and_craft_are_new() -> None:
    """Far is who is new to both, not to one of them."""
    one = found({"discovery": 1, "metrics": 2, "domain": 0, "teaching": 2})
    assert (one.craft_gap, one.field_gap) == (1.0, 2.0)
    assert not one.far
    assert found({"discovery": 0, "metrics": 1, "domain": 0, "teaching": 2}).far
    assert found({}, needs=(Need("cooking", required=3),)).field_gap == 0.0


def test_a_level_and_a_half_is_far() -> None:
    """From a mean gap of one and a half levels on, a field or a craft counts as new."""
    needs = (*NEEDS[:2], Need("domain", required=3, axis="field"), Need("cooking", required=3, axis="field"))
    assert found({"discovery": 1, "metrics": 2, "domain": 1, "cooking": 2}, needs=needs).far
    assert not found({"discovery": 2, "metrics": 2, "domain": 1, "cooking": 2}, needs=needs).far
    assert not found({"discovery": 1, "metrics": 2, "domain": 2, "cooking": 2}, needs=needs).far


def test_a_competency_without_a_level_is_no_gap() -> None:
    """What a person adds without saying how much the role needs of it is useful, and nothing is missing."""
    one = standing(found({"cooking": 3}, proof("cooking"), needs=(Need("cooking"),)), "cooking")
    assert (one.gap, one.leverage) == (0, 1 * 3 * 1.5)
    assert standing(found({"cooking": 0}, needs=(Need("cooking"),)), "cooking").gap == 0


# With the real library


def test_the_needs_of_a_role_are_those_of_its_template_and_the_person_s_own() -> None:
    """A competency that only the person knows is assessed like any other."""
    own = (CompetencyNeed("beekeeping", required=3, importance=3), CompetencyNeed("experimentation", drop=True))
    template = compose("product-manager", ()).template
    needs = lay_entries(template.competencies, own, Need)
    answers = Answers("product-manager", competencies=own, ratings={"beekeeping": 1})
    one = assess(answers, needs, load_competencies(own), {}, AMPLE)
    assert standing(one, "beekeeping").gap == 2
    assert "experimentation" not in ids_of(one.standings)


def test_an_architect_is_no_beginner_as_a_product_manager() -> None:
    """What a solutions architect needs every day is not counted as missing in the next role."""
    needs = compose("product-manager", ()).template.competencies
    answers = Answers("product-manager", from_="solutions-architect")
    one = assess(answers, needs, load_competencies(), background("solutions-architect"), AMPLE)
    assert standing(one, "customer-discovery").gap == 0
    assert standing(one, "communication").gap == 0
