"""Which focus areas a phase gets, and what stands in each: people, proof, goals.

Two or three a phase, as the reader's budget allows; more only if the owner names more. The owner's own come first.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from .answers import Answers, Evidence, PhaseChange, is_private
from .assess import Assessment
from .draft import FocusDraft, GoalDraft
from .ids import slug, unique
from .naming import SINGULAR, called, hidden_names, known, manager_of, old_manager_of, shared
from .plan import Link, Proof, Why
from .template import FocusText, GoalText, PhaseText

FEWEST = 2  # focus areas of a phase, even if nobody has the time for them
# What counts for a focus area: the role's core, then what is this person's. One of the first phase is the move's own.
CORE, GAP, STRENGTH, PRIORITY, PEOPLE, PROOF = 1.5, 3.0, 1.5, 1.0, 0.75, 0.5
OF_THE_MOVE = ("transition", "situation")
NAMES_IN_AREA = 3


class Chosen(NamedTuple):
    """The focus areas of a phase and those that had to wait."""

    areas: tuple[FocusText, ...]
    waiting: tuple[FocusText, ...]


def own_ids(change: PhaseChange | None) -> list[str]:
    """Return the ids of the focus areas that the owner wrote or changed, in the owner's order."""
    ids = (f.id or slug(f.title or "") for f in change.focus if not f.drop) if change else ()
    return list(dict.fromkeys(ids))


def relevance(area: FocusText, answers: Answers, found: Assessment) -> float:
    """Score how much an area of the template is this person's."""
    serves = set(area.serves or ())
    named = {one for priority in answers.priorities for one in priority.competencies}
    score = CORE * (area.weight or 1)
    score += GAP * len(serves & {s.need.id for s in found.gaps})
    score += STRENGTH * len(serves & {s.need.id for s in (*found.strengths, *found.channels)})
    score += PRIORITY * bool(serves & named)
    score += PEOPLE * bool(set(area.groups or ()) & {p.group for p in answers.people})
    return score + PROOF * bool(serves & {one for e in answers.evidence for one in e.competency})


def choose(
    phase: PhaseText,
    change: PhaseChange | None,
    answers: Answers,
    found: Assessment,
    usual: int,
    idle: Collection[tuple[str, str]] = (),
    *,
    first: bool = False,
) -> Chosen:
    """Choose a phase's focus areas: the owner's, then the most fitting of the template's, in the template's order.

    In the ``first`` phase the best of what the kind of move brings has a place: a return is no promotion.
    """
    mine = own_ids(change)
    by_id = {area.id: area for area in phase.focus}
    others = [area for area in phase.focus if area.id not in mine]
    idlers = {area.id for area in others if (phase.id, area.id) in idle}
    moves = [area for area in others if area.origin.split(" ")[0] in OF_THE_MOVE and area.id not in idlers]
    own_kind = max(moves, key=lambda area: relevance(area, answers, found)) if first and moves else None
    ranked = sorted(
        others, key=lambda area: (area.id in idlers, area is not own_kind, -relevance(area, answers, found))
    )
    room = max(0, min(usual - len(mine), max(FEWEST - len(mine), len(others) - len(idlers))))
    kept = {area.id for area in ranked[:room]}
    areas = [by_id[one] for one in mine if one in by_id] + [area for area in others if area.id in kept]
    return Chosen(tuple(areas), tuple(area for area in others if area.id not in kept))


def focus_draft(area: FocusText, answers: Answers, proofs: Sequence[Proof], mine: bool) -> FocusDraft:
    """Return a focus area with the person's people and proof in it."""
    kind, _, name = area.origin.partition(" ")
    people = [called(p) for p in shared(answers.people) if p.group in (area.groups or ())]
    return FocusDraft(
        area.id,
        area.title or area.id,
        area.intent or "",
        area.text or "",
        area.principle or "",
        area.lens or "",
        area.serves or (),
        tuple(people[:NAMES_IN_AREA]),
        tuple(proofs),
        tuple(goal_draft(goal, answers) for goal in area.goals),
        Why("you", area.id, "your own focus area") if mine else Why(kind, area.id, f"the {kind} {name}"),
    )


def goal_draft(goal: GoalText, answers: Answers) -> GoalDraft:
    """Return a goal with the person who says whether it is met."""
    checked_by = who_is(goal.checked_by or "", answers)
    return GoalDraft(goal.id, goal.title or goal.id, goal.measure or "", goal.due or 0, checked_by, bool(goal.stretch))


def who_is(said: str, answers: Answers) -> str:
    """Return a name for what somebody wrote: a person's id, a group, “self”, or a name as it stands."""
    people = shared(answers.people)
    groups: dict[str, str] = {
        **SINGULAR,
        "": "",
        "self": "me",
        "manager": manager_of(answers),
        "old-manager": old_manager_of(answers),
        "team": "the team",
    }
    first: dict[str, str] = {p.group: p.name for p in reversed(people) if not p.many and p.group != "team"}
    by_key = {p.id or slug(p.name): p.name for p in people}
    hidden: dict[str, str] = dict.fromkeys(hidden_names(answers), "")
    return {**groups, **first, **hidden, **by_key}.get(said, said)


def evidence_by_id(answers: Answers) -> dict[str, Evidence]:
    """Return the evidence by id; two titles that make the same id stay apart."""
    taken: set[str] = set()
    return {unique(one.id or slug(one.title), taken): one for one in answers.evidence}


def proofs_of(answers: Answers) -> dict[str, Proof]:
    """Return every piece of evidence that others may read, by id, in the person's order."""
    hidden = hidden_names(answers)
    return {
        key: proof_of(key, one)._replace(people=tuple(name for name in one.people if name not in hidden), private="")
        for key, one in evidence_by_id(answers).items()
        if not is_private(one)
    }


def proof_of(key: str, one: Evidence) -> Proof:
    """Return a piece of evidence as a document tells it, whatever is private included."""
    return Proof(
        key,
        one.title,
        known(one.situation),
        known(one.action),
        known(one.result),
        known(one.metric),
        known(one.scale),
        known(one.when),
        known(one.role_then),
        one.people,
        known(one.reused_by),
        known(one.recognition),
        one.status == "ongoing",
        tuple(Link(at.url, at.label or host(at.url), at.locator, at.access, at.kind) for at in one.links),
        private=one.private,
    )


def host(url: str) -> str:
    """Return what to call a link that nobody named: where it leads."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.") or url
