"""Answers × role → strengths, gaps, unknowns: what to build on, what to close, what to leave for later.

Ratings run from 0 (never did it) to 4 (others come to me). Proof decides what may be told as a strength; a gap is what
the person says it is. The rules and numbers are ``docs/design.md``.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .answers import Answers, Evidence, is_private, is_unknown
from .template import Axis, Competency, Need

CAP_BY_PROOF = (2, 3, 4)  # what a rating counts for with no proof, one's own word, a result that others can see
WEIGHT_BY_PROOF = (1.0, 1.25, 1.5)
STRONG = 3
USABLE = 0.8  # of the hours; the rest is slack against optimistic estimates
NAMED_BY_MANAGER, NEEDED_EARLY, TAUGHT_ANYWAY = 1.5, 1.25, 0.75
FAR = 1.5  # mean gap on an axis from which a field or a craft counts as new
FAMILY_LEVEL_UNKNOWN = 1
PROVED = "your evidence"  # where a rating comes from that proof gave


class Tier(NamedTuple):
    """How much a plan may hold, by the hours that it may use."""

    gaps: int
    strengths: int
    wins: int
    role_actions: int
    lite: bool
    areas: int  # focus areas of a phase


# From so many usable hours on; measured again over personas in docs/design.md.
TIERS = (
    (90.0, Tier(3, 2, 2, 12, False, 3)),
    (64.0, Tier(2, 2, 1, 10, True, 3)),
    (40.0, Tier(2, 1, 1, 8, True, 2)),
    (0.0, Tier(1, 1, 1, 6, True, 2)),
)


class Standing(NamedTuple):
    """Where the person stands on one competency."""

    need: Need
    competency: Competency
    rating: int  # the manager's where there is one, else the person's own
    inferred: str  # where the rating comes from, or "" when somebody gave it
    unknown: bool  # the person answered ?, and nobody else knows
    proof: int  # 0 none, 1 own word, 2 a result, a link or a third party
    counted: int
    gap: int
    priority: float
    leverage: float
    own: int = 0  # what the person says, or what is inferred
    own_inferred: str = ""
    manager: int | None = None  # what the manager says


class Assessment(NamedTuple):
    """What the answers and the role leave."""

    standings: tuple[Standing, ...]
    gaps: tuple[Standing, ...]
    strengths: tuple[Standing, ...]
    channels: tuple[Standing, ...]  # strengths in telling, teaching, speaking: they carry the others
    parked_gaps: tuple[Standing, ...]
    unknown: tuple[Standing, ...]
    to_prove: bool  # no strength reached 3: the first one is a hope, and is told so
    field_gap: float
    craft_gap: float
    tier: Tier
    usable: float

    @property
    def far(self) -> bool:
        """Tell whether both the field and the craft are new."""
        return self.field_gap >= FAR and self.craft_gap >= FAR


def tier_for(usable: float) -> Tier:
    """Return how much fits into so many usable hours."""
    return next(tier for floor, tier in TIERS if usable >= floor)


def proof_class(evidence: Evidence) -> int:
    """Grade a piece of evidence: 2 where somebody else could check it, else 1; an unknown result is none."""
    texts = (evidence.result, evidence.metric, evidence.scale, evidence.reused_by, evidence.recognition)
    told = any(text and not is_unknown(text) for text in texts)
    return 2 if told or evidence.links or evidence.proxy else 1


def proofs_by_competency(evidence: Sequence[Evidence]) -> dict[str, int]:
    """Return the best proof of each competency; what is private cannot be told, so it does not count."""
    best: dict[str, int] = {}
    for one in evidence:
        for competency in one.competency if not is_private(one) else ():
            best[competency] = max(best.get(competency, 0), proof_class(one))
    return best


def prefill(need: str, background: Mapping[str, int], catalogue: Mapping[str, Competency]) -> int:
    """Infer a rating from what the person does now: the same competency, or a neighbour one level lower."""
    if need in background:
        return background[need]
    near = {other for other in catalogue[need].neighbours if other in background}
    near |= {other for other in background if other in catalogue and need in catalogue[other].neighbours}
    best = max((background[other] for other in near), default=FAMILY_LEVEL_UNKNOWN + 1)
    return max(best - 1, 0)


def urgency(need: Need, named: set[str]) -> float:
    """Return how much a gap's priority rises or falls by who asked for it, when it is needed and who teaches it."""
    factor = NAMED_BY_MANAGER if need.id in named else 1.0
    factor *= NEEDED_EARLY if need.early else 1.0
    return factor * (TAUGHT_ANYWAY if need.taught else 1.0)


def stand(need: Need, competency: Competency, answers: Answers, inferred: int, proof: int) -> Standing:
    """Compare one need of the role with what the person says and can show; the manager's word goes before both."""
    said = answers.ratings.get(need.id)
    manager = answers.manager_ratings.get(need.id)
    own = said if isinstance(said, int) else max(inferred, STRONG) if proof == 2 else inferred
    own_inferred = "" if isinstance(said, int) else PROVED if proof == 2 else answers.from_ or "nothing yet"
    rated = isinstance(said, int) or manager is not None
    rating = own if manager is None else manager
    counted = min(rating, CAP_BY_PROOF[proof]) if manager is None else manager
    required, importance = need.required or 0, need.importance or 1
    gap = max(0, required - rating)
    named = {one for priority in answers.priorities for one in priority.competencies}
    strong = counted >= STRONG and gap == 0 and (rated or proof > 0)
    return Standing(
        need,
        competency,
        rating,
        inferred="" if rated else own_inferred,
        unknown=said == "?" and manager is None,
        proof=proof,
        counted=counted,
        gap=gap,
        priority=importance * gap * urgency(need, named),
        leverage=importance * counted * WEIGHT_BY_PROOF[proof] if strong else 0.0,
        own=own,
        own_inferred=own_inferred,
        manager=manager,
    )


def assess(
    answers: Answers,
    needs: Sequence[Need],
    catalogue: Mapping[str, Competency],
    background: Mapping[str, int],
    usable: float,
    most_craft: int | None = None,
    steps: Mapping[Axis, int] | None = None,
) -> Assessment:
    """Say what the person brings and lacks, and how much of it fits into the usable hours.

    ``most_craft`` is the number of gaps in a craft that are climbed at once: who leads has others for it. ``steps`` is
    what inferred ratings lose or gain by the kind of move, by axis.
    """
    proofs = proofs_by_competency(answers.evidence)
    extra = [
        Need(one, required=0, importance=1)
        for one in (*answers.ratings, *answers.manager_ratings, *proofs)
        if one not in {need.id for need in needs}
    ]

    def inferred(need: Need) -> int:
        step = (steps or {}).get(need.axis, 0) if need.axis else 0
        return min(4, max(0, prefill(need.id, background, catalogue) + step))

    standings = tuple(
        stand(need, catalogue[need.id], answers, inferred(need), proofs.get(need.id, 0))
        for need in (*needs, *dict.fromkeys(extra))
    )
    tier = tier_for(usable)
    wished = {key: n for n, key in enumerate(answers.gaps)}
    gaps = sorted(
        (s for s in standings if s.gap),
        key=lambda s: (
            wished.get(s.need.id, len(wished)),
            bool(s.inferred),
            -s.priority,
            -(s.need.importance or 1),
        ),
    )
    chosen = choose_gaps(gaps, tier.gaps, most_craft)
    strengths, channels, hoped = choose_strengths(standings, answers, tier.strengths)
    return Assessment(
        standings,
        tuple(chosen),
        strengths,
        channels,
        tuple(gap for gap in gaps if gap not in chosen),
        tuple(s for s in standings if s.unknown),
        hoped,
        field_gap=mean_gap(standings, "field"),
        craft_gap=mean_gap(standings, "craft"),
        tier=tier,
        usable=usable,
    )


def choose_gaps(gaps: Sequence[Standing], most: int, most_craft: int | None) -> list[Standing]:
    """Choose the gaps to climb, the most pressing first, no more of a craft than may be."""
    chosen: list[Standing] = []
    for gap in gaps:
        craft = sum(one.competency.kind == "craft" for one in chosen)
        if gap.competency.kind != "craft" or most_craft is None or craft < most_craft:
            chosen.append(gap)
    return chosen[:most]


def choose_strengths(
    standings: Sequence[Standing], answers: Answers, most: int
) -> tuple[tuple[Standing, ...], tuple[Standing, ...], bool]:
    """Choose the strengths to put to use, those that carry others, and tell whether the first is only a hope."""
    strong = sorted((s for s in standings if s.leverage), key=lambda s: -s.leverage)
    own = [s for s in strong if not s.competency.mode] or strong
    chosen = own[:most]
    named = {one for priority in answers.priorities for one in priority.competencies}
    wanted = [s for s in own if s.need.id in named]
    if wanted and not named & {s.need.id for s in chosen}:
        chosen[-1] = wanted[0]
    channels = tuple(s for s in strong if s.competency.mode and s not in chosen)
    if chosen:
        return tuple(chosen), channels, False
    said = [s for s in standings if not s.inferred and not s.gap and s.rating > 1]
    hoped = sorted(said, key=lambda s: (-s.rating, -(s.need.importance or 1)))
    return tuple(hoped[:1]), channels, bool(hoped)


def mean_gap(standings: Sequence[Standing], axis: str) -> float:
    """Return the mean gap on one axis, 0.0 when the role has nothing on it."""
    gaps = [s.gap for s in standings if s.need.axis == axis]
    return sum(gaps) / len(gaps) if gaps else 0.0
