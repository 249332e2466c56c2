"""What becomes of a gap and of a strength, a rung a month."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.answers import Answers, Contact, Evidence, Rating
from transition_plan.assess import Assessment, Standing, assess
from transition_plan.draft import Draft
from transition_plan.ladders import Planned, gap_reason, ladder_drafts, ladders, rung_phrases, steep_gap, target
from transition_plan.library import compose, load_competencies
from transition_plan.naming import names_for
from transition_plan.rendering import environment, fill_phrases
from transition_plan.template import Competency, GapLadder, Need, PhaseText, Rung, StrengthLadder

FULL, LITE = 200.0, 80.0  # usable hours
CLIMBS, USES = ("learn", "practise", "demonstrate"), ("offer", "teach", "multiply")
PHASES = tuple(PhaseText(f"month-{n}", from_day=30 * n - 29, to_day=30 * n) for n in (1, 2, 3))
MANAGER = Contact("Dana Ortiz", group="manager")
PEER = Contact("Lee Park", group="peer")


def rung(title: str, hours: float) -> Rung:
    return Rung(
        f"{title} {{{{ name }}}} with {{{{ helper }}}}", hours, f"{{{{ checker }}}} saw {title}", f"When {title}"
    )


def competency(key: str, name: str = "", kind: str = "craft") -> Competency:
    """Make a competency with both ladders: 4, 5 and 3 hours to learn it, 1, 3 and 2 to pass it on."""
    gap = GapLadder(*(rung(title, hours) for title, hours in zip(CLIMBS, (4.0, 5.0, 3.0), strict=True)))
    strength = StrengthLadder(*(rung(title, hours) for title, hours in zip(USES, (1.0, 3.0, 2.0), strict=True)))
    return Competency(key, name or key, "lead" if kind == "lead" else "craft", gap=gap, strength=strength)


def person(ratings: dict[str, Rating], *people: Contact, proven: Sequence[str] = (), from_: str = "") -> Answers:
    """Make the answers of somebody with these ratings, with a result for what is proven."""
    evidence = tuple(Evidence(f"Led {one}", competency=(one,), result="40 users") for one in proven)
    return Answers("product-manager", from_=from_, ratings=ratings, people=people, evidence=evidence)


def found(answers: Answers, *needs: Need, usable: float = FULL) -> Assessment:
    """Assess somebody against needs with ladders as above."""
    ids = [*(need.id for need in needs), *answers.ratings]
    return assess(answers, needs, {one: competency(one) for one in ids}, {}, usable)


def laid(answers: Answers, *needs: Need, usable: float = FULL, share: float = 1.0) -> list[Planned]:
    return ladders(answers, found(answers, *needs, usable=usable), PHASES, share)


def drafts(answers: Answers, *needs: Need, usable: float = FULL, share: float = 1.0) -> list[Draft]:
    """Return the rungs with their texts filled in."""
    rungs = laid(answers, *needs, usable=usable, share=share)
    return ladder_drafts(rungs, fill_phrases(environment({}), rung_phrases(rungs), {}))


def ids(rungs: Sequence[Draft]) -> list[str]:
    return [one.id for one in rungs]


def only(one: Assessment) -> Standing:
    (standing,) = one.standings
    return standing


def need(key: str, required: int = 3, *, early: bool | None = None, importance: int = 3) -> Need:
    return Need(key, required=required, importance=importance, early=early)


# Gaps


def test_a_gap_of_two_levels_is_learnt_practised_and_shown_a_month_each() -> None:
    """Who starts from little first learns, then practises, then shows it, in three months."""
    rungs = drafts(person({"metrics": 1}), need("metrics"))
    assert [(one.id, one.phase) for one in rungs] == [
        ("metrics-learn", "month-1"),
        ("metrics-practise", "month-2"),
        ("metrics-demonstrate", "month-3"),
    ]


def test_a_gap_of_one_level_begins_with_practice() -> None:
    """Who lacks one level knows the matter already and starts by doing it."""
    rungs = drafts(person({"metrics": 2}), need("metrics"))
    assert [(one.id, one.phase) for one in rungs] == [
        ("metrics-practise", "month-2"),
        ("metrics-demonstrate", "month-3"),
    ]


def test_what_is_needed_early_is_practised_in_the_first_month() -> None:
    """A small gap that the first 30 days need is closed a month sooner."""
    rungs = drafts(person({"metrics": 2}), need("metrics", early=True))
    assert [(one.id, one.phase) for one in rungs] == [
        ("metrics-practise", "month-1"),
        ("metrics-demonstrate", "month-2"),
    ]


@pytest.mark.parametrize(("rating", "required", "level"), [(0, 4, 2), (1, 4, 3), (1, 3, 3), (2, 3, 3), (0, 1, 1)])
def test_nobody_climbs_more_than_two_levels_in_90_days(rating: int, required: int, level: int) -> None:
    """The level to reach is what the role needs, or two above today's."""
    assert target(only(found(person({"metrics": rating}), need("metrics", required)))) == level


@pytest.mark.parametrize(("rating", "told"), [(0, "pricing"), (1, "")])
def test_a_gap_of_three_levels_calls_for_a_mentor(rating: int, told: str) -> None:
    """What is too steep for 90 days is named, so that a mentor can be asked for."""
    assert steep_gap(found(person({"metrics": 2, "pricing": rating}), need("metrics"), need("pricing"))) == told


def test_little_time_makes_a_gap_s_rungs_smaller() -> None:
    """With fewer than ninety hours a rung of a gap takes three fifths of its time, in half hours."""
    said = person({"metrics": 1})
    assert [one.hours for one in drafts(said, need("metrics"))] == [4.0, 5.0, 3.0]
    assert [one.hours for one in drafts(said, need("metrics"), usable=LITE)] == [2.5, 3.0, 2.0]


def test_no_rung_takes_less_than_half_an_hour() -> None:
    """However little time there is, a rung is something one sits down for."""
    tiny = Rung("Read it", 0.2, "Read")
    metrics = Competency("metrics", "metrics", "craft", gap=GapLadder(tiny, tiny, tiny))
    one = assess(person({"metrics": 1}), [need("metrics")], {"metrics": metrics}, {}, LITE)
    assert {rung.draft.hours for rung in ladders(person({}), one, PHASES, 1.0)} == {0.5}


# Strengths


def test_a_strength_is_offered_taught_and_multiplied() -> None:
    """A proven strength first helps, then is taught, then goes on without the person."""
    rungs = drafts(person({"influence": 4}, proven=["influence"]), need("influence"))
    assert [(one.id, one.phase, one.hours) for one in rungs] == [
        ("influence-offer", "month-1", 1.0),
        ("influence-teach", "month-2", 3.0),
        ("influence-multiply", "month-3", 2.0),
    ]


def test_a_hope_is_offered_and_no_more() -> None:
    """What is still to be proved is not taught to others yet."""
    assert ids(drafts(person({"influence": 4}), need("influence"))) == ["influence-offer"]


def test_little_time_does_not_shorten_a_strength() -> None:
    """Helping others takes what it takes."""
    rungs = drafts(person({"influence": 4}, proven=["influence"]), need("influence"), usable=LITE)
    assert [one.hours for one in rungs] == [1.0, 3.0, 2.0]


@pytest.mark.parametrize(
    ("share", "uses"), [(12 / FULL, 6), (11 / FULL, 3), (6 / FULL, 3), (5 / FULL, 0), (0.0, 0), (1.0, 6)]
)
def test_strengths_take_no_more_than_their_share_of_the_hours(share: float, uses: int) -> None:
    """Whoever only does what worked before learns nothing new, so a ladder of six hours over the share is left out."""
    answers = person({"influence": 4, "teaching": 3}, proven=["influence", "teaching"])
    assert len(laid(answers, need("influence"), need("teaching"), share=share)) == uses


def test_what_the_first_strength_leaves_the_second_may_take() -> None:
    """The strength that is worth more has its ladder first."""
    answers = person({"influence": 3, "teaching": 4}, proven=["influence", "teaching"])
    rungs = drafts(answers, need("influence"), need("teaching"), share=7 / FULL)
    assert ids(rungs) == ["teaching-offer", "teaching-teach", "teaching-multiply"]


# Order


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, 4)),
    st.lists(st.sampled_from(["a", "b", "c", "d"])),
    st.sampled_from([FULL, LITE, 10.0]),
    st.booleans(),
)
def test_the_rungs_of_a_ladder_go_up_month_by_month(
    ratings: dict[str, Rating], proven: list[str], usable: float, early: bool
) -> None:
    """Whatever the ratings, the rungs of a ladder are a week apart or more, each due in its month or a week later."""
    rungs = drafts(person(ratings, proven=proven), *(need(one, early=early) for one in "abcd"), usable=usable)
    ends = {phase.id: (phase.from_day or 0, phase.to_day or 0) for phase in PHASES}
    for lower, upper in pairwise(rungs):
        if lower.chain == upper.chain:
            assert lower.rank == upper.rank
            assert lower.due_day + 7 <= upper.due_day
        else:
            assert lower.rank < upper.rank
    for one in rungs:
        first, last = ends[one.phase]
        assert first <= one.due_day <= last
        assert one.last_day == min(last + 7, 90)
        assert 1 <= one.first_day <= one.due_day
        assert not one.fixed


def test_gaps_are_placed_before_strengths() -> None:
    """What the role needs has the hours first, the most urgent gap before the others."""
    answers = person({"metrics": 2, "pricing": 1, "influence": 4}, proven=["influence"])
    rungs = drafts(answers, need("metrics"), need("pricing"), need("influence"))
    by_rank = sorted(rungs, key=lambda one: one.rank)
    assert list(dict.fromkeys(one.chain for one in by_rank)) == ["gap:pricing", "gap:metrics", "strength:influence"]


# Words


def test_a_rung_names_what_whom_and_who_checks() -> None:
    """The person's own people stand in a rung, and its cue."""
    (learn, *_) = drafts(person({"metrics": 1}, MANAGER, PEER), need("metrics"))
    assert (learn.title, learn.done_when, learn.cue) == (
        "learn metrics with Lee Park",
        "Dana Ortiz saw learn",
        "When learn",
    )


def test_two_gaps_are_learnt_with_two_people() -> None:
    """Nobody is asked for everything."""
    people = (PEER, Contact("Ana Ruiz", group="team"))
    rungs = laid(person({"metrics": 1, "pricing": 1}, *people), need("metrics"), need("pricing"))
    assert list(dict.fromkeys(rung.names["helper"] for rung in rungs)) == ["Lee Park", "Ana Ruiz"]


def test_leading_is_not_learnt_from_those_who_are_led() -> None:
    """For a gap in leading the helper is a peer, not somebody on the team."""
    answers = person({"delegation": 1}, Contact("Ana Ruiz", group="team"), PEER)
    catalogue = {"delegation": competency("delegation", kind="lead")}
    one = assess(answers, [need("delegation")], catalogue, {}, FULL)
    names = [rung.names for rung in ladders(answers, one, PHASES, 1.0)]
    assert {(each["helper"], each["peer"]) for each in names} == {("Lee Park", "Lee Park")}


def test_a_strength_shows_its_first_proof_that_others_may_read() -> None:
    """The proof in a rung is the person's best one that is not private."""
    answers = person({"influence": 4})._replace(
        evidence=(
            Evidence("Secret deal", competency=("influence",), result="$1M", private=True),
            Evidence("Led the move", competency=("influence",), result="done", private="without Tomas"),
            Evidence("Ran the forum", competency=("influence",), result="monthly"),
        )
    )
    assert {rung.names["proof"] for rung in laid(answers, need("influence"))} == {"“Led the move”"}
    assert {rung.names["proof"] for rung in laid(person({"influence": 4}), need("influence"))} == {"my best example"}


def test_a_person_s_own_name_for_a_competency_is_used() -> None:
    """Who calls it “numbers” reads “numbers”."""
    (learn, *_) = drafts(person({"metrics": 1}), Need("metrics", required=3, name="numbers"))
    assert learn.title.startswith("learn numbers with")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (person({"metrics": 2}), "metrics: you rated 2; the role needs 3"),
        (person({}, from_="solutions-architect"), "metrics: assumed 1, from solutions-architect; the role needs 3"),
        (person({"metrics": "?"}), "metrics: assumed 1, from nothing yet; the role needs 3"),
    ],
)
def test_a_gap_says_whose_rating_it_rests_on(answers: Answers, told: str) -> None:
    """A rating that nobody gave is told as assumed, with what it was taken from."""
    assert gap_reason(only(found(answers, need("metrics")))) == told


@pytest.mark.parametrize(
    ("ratings", "told"), [({"metrics": 4}, "metrics: you rated 4"), ({}, "metrics: assumed 3, from your evidence")]
)
def test_a_strength_says_whose_rating_it_rests_on(ratings: dict[str, Rating], told: str) -> None:
    """Nobody is said to have rated what they only proved."""
    assert {one.why.text for one in drafts(person(ratings, proven=["metrics"]), need("metrics"))} == {told}


# With the real library


@pytest.mark.parametrize("people", [(), (MANAGER, PEER, Contact("Hub engineers", group="team", many=True))])
def test_every_rung_that_ships_can_be_filled(people: tuple[Contact, ...]) -> None:
    """Whatever somebody lacks or brings, with people named or without, no rung is left with a hole in it."""
    catalogue = load_competencies()
    answers = person({}, *people)
    names = names_for(answers, compose("product-manager", ()).template)
    needs = [Need(key, required=4, importance=1) for key in catalogue]
    weak, strong = (
        assess(answers._replace(ratings=dict.fromkeys(catalogue, level), evidence=evidence), needs, catalogue, {}, FULL)
        for level, evidence in ((0, ()), (4, (Evidence("Led it", competency=tuple(catalogue), result="done"),)))
    )
    every = weak._replace(gaps=weak.standings, strengths=strong.standings)
    rungs = ladders(answers, every, PHASES, 99.0)
    made = ladder_drafts(rungs, fill_phrases(environment({}), rung_phrases(rungs), names))
    assert len(made) == 6 * len(catalogue)
    assert [one.id for one in made if not (one.title and one.done_when) or "{" in one.title + one.done_when] == []
