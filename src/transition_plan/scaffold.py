"""Template, answers and assessment → the plan's content, still without dates."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from .answers import Answers, PhaseChange, is_private, is_unknown
from .assess import Assessment
from .circle import PersonDraft, introductions, open_points, person_drafts
from .draft import Draft, PhaseDraft, Room
from .drafting import (
    at_home,
    carry_over_drafts,
    fits_day,
    habit_drafts,
    handover_drafts,
    learning_drafts,
    role_drafts,
    whole_plan_drafts,
    win_steps,
)
from .focus import choose, evidence_by_id, focus_draft, own_ids, proofs_of
from .horizon import USUAL, length_of, phase_of_day
from .ids import slug, unique
from .ladders import competency_name
from .months import EXPLORING
from .naming import quoted
from .onward import BEFORE_THE_OFFER
from .plan import Parked, Proof
from .seeking import seeking_drafts
from .template import FocusText, PhaseText, QuestionText, RiskText, Template
from .winning import WinDraft, candidates

ASKING = ("what", "which", "who", "whom", "whose", "how", "when", "where", "why", "is", "are", "do", "does", "should")
MISSION = "mission"  # the id of the question that everything is sorted by
PROOFS_OF_STRENGTH, PROOFS_IN_AREA = 2, 2
TURNS = ("stage", "role", "transition", "situation", "base", "seniority", "family")


class Scaffold(NamedTuple):
    """A plan's content: what ``schedule`` dates and ``assemble`` turns into a plan."""

    phases: tuple[PhaseDraft, ...]
    drafts: tuple[Draft, ...]
    habits: tuple[Draft, ...]
    people: tuple[PersonDraft, ...]
    wins: tuple[WinDraft, ...]
    risks: tuple[RiskText, ...]
    questions: tuple[QuestionText, ...]
    parked: tuple[Parked, ...]
    strength_proofs: Mapping[str, tuple[Proof, ...]]
    more_proofs: tuple[Proof, ...]


def scaffold(
    answers: Answers,
    template: Template,
    found: Assessment,
    rungs: Sequence[Draft],
    room: Room,
    idle: Collection[tuple[str, str]] = (),
) -> Scaffold:
    """Choose and join everything that a plan holds.

    ``template`` has its texts filled, ``rungs`` are the ladders, ``room`` says how much of it a reader takes in,
    ``idle`` are the focus areas, by phase and id, whose actions find no time.
    """
    phases = template.phases
    first = next((phase.id for phase in phases if (phase.to_day or USUAL) > 0), "")
    changes: dict[str, PhaseChange] = {change.id: change for change in answers.phases}
    chosen = [
        choose(
            phase, changes.get(phase.id), answers, found, min(usual, found.tier.areas), idle, first=phase.id == first
        )
        for phase, usual in zip(phases, areas_of(room.areas, len(phases)), strict=True)
    ]
    strength_proofs, area_proofs, more = share_proofs(answers, found, [area for one in chosen for area in one.areas])
    phase_drafts = tuple(
        phase_draft(phase, changes.get(phase.id), one.areas, answers, area_proofs)
        for phase, one in zip(phases, chosen, strict=True)
    )
    people = person_drafts(answers, template.people, template.load.people or 1.0)
    every_win = candidates(answers, template.wins, found) if answers.stage != EXPLORING else []
    wins = every_win[: found.tier.wins]
    phase_at = phase_of_day(phases)
    drafts = [
        *whole_plan_drafts(template, answers, phase_at),
        *introductions(people, answers, phase_at),
        *(draft for n, win in enumerate(wins) for draft in win_steps(win, n, answers, phase_at, template)),
        *(at_home(rung, phase_drafts) for rung in rungs),
        *role_drafts(phases, phase_drafts, changes, found),
        *handover_drafts(answers, template, phase_at),
        *learning_drafts(answers, phase_at),
        *seeking_drafts(answers, phase_at),
        *carry_over_drafts(answers, phase_at),
    ]
    shown = [phase._replace(focus=one.areas) for phase, one in zip(phases, chosen, strict=True)]
    habits = habit_drafts(answers, template, shown)
    taken: set[str] = set()
    return Scaffold(
        phase_drafts,
        tuple(distinct(drafts, taken)),
        tuple(distinct(habits, taken)),
        tuple(people),
        tuple(wins),
        tuple(risks(answers, template, room.risks)),
        tuple(questions(answers, template, people, found, room.questions)),
        tuple(parked(answers, found, [area for one in chosen for area in one.waiting], every_win[len(wins) :], phases)),
        strength_proofs,
        more,
    )


def parked(
    answers: Answers,
    found: Assessment,
    areas: Sequence[FocusText],
    wins: Sequence[WinDraft],
    phases: Sequence[PhaseText],
) -> Iterator[Parked]:
    """Yield what is left out on purpose: gaps, focus areas and wins that wait, and what the person puts off."""
    after = f"after day {length_of(phases)}"
    for gap in found.parked_gaps:
        yield Parked("gap", competency_name(gap), "less urgent than the gaps above", after, gap.need.id)
    for area in areas:
        yield Parked("focus area", area.title or area.id, "weighs less for me in this month", after, area.id)
    for text in answers.later:
        yield Parked("yours", text, "left for later by choice", after)
    for win in wins:
        if win.yours and not win.private:
            yield Parked("yours", win.title, "another early win goes first", after, win.id)


def areas_of(usual: Sequence[int], phases: int) -> list[int]:
    """Return how many focus areas each of any number of phases gets, in all as many as three would."""
    if phases <= len(usual):
        return [usual[n * len(usual) // phases] for n in range(phases)]
    return [max(1, sum(usual) // phases)] * phases


def phase_draft(
    phase: PhaseText,
    change: PhaseChange | None,
    areas: Sequence[FocusText],
    answers: Answers,
    proofs: Mapping[FocusText, Sequence[Proof]],
) -> PhaseDraft:
    """Return a phase with its chosen focus areas."""
    mine = own_ids(change)
    return PhaseDraft(
        phase.id,
        phase.title or phase.id,
        phase.persona or "",
        phase.theme or "",
        phase.gate or "",
        phase.from_day or 1,
        phase.to_day or USUAL,
        tuple(focus_draft(area, answers, proofs.get(area, ()), area.id in mine) for area in areas),
        phase.open_ended,
    )


def share_proofs(
    answers: Answers, found: Assessment, areas: Sequence[FocusText]
) -> tuple[dict[str, tuple[Proof, ...]], dict[FocusText, list[Proof]], tuple[Proof, ...]]:
    """Tell each proof once: where the owner put it, with a strength, in a focus area that needs it, or by itself."""
    left = proofs_of(answers)
    proves = {key: one.competency for key, one in evidence_by_id(answers).items()}
    in_area = {area: [left.pop(one) for one in area.evidence or () if one in left] for area in areas}
    with_strength: dict[str, tuple[Proof, ...]] = {}
    for strength in found.strengths:
        keys = sorted(
            (k for k in left if strength.need.id in proves[k]), key=lambda k: proves[k].index(strength.need.id)
        )
        with_strength[strength.need.id] = tuple(left.pop(key) for key in keys[:PROOFS_OF_STRENGTH])
    for key in list(left):
        homes = [a for a in areas if set(a.serves or ()) & set(proves[key]) and len(in_area[a]) < PROOFS_IN_AREA]
        if homes:
            in_area[min(homes, key=lambda a: len(in_area[a]))].append(left.pop(key))
    return with_strength, in_area, tuple(left.values())


def risks(answers: Answers, template: Template, most: int) -> list[RiskText]:
    """Return the templates' risks that fit beside the person's own."""
    return in_turn(template.risks, most - len([r for r in answers.risks if not is_private(r)]))


def in_turn(entries: Sequence[Any], most: int) -> list[Any]:
    """Choose entries so that each kind of template has its turn: role, transitions, base, family, role again."""
    queues = [[e for e in entries if e.origin.split()[0] == kind] for kind in TURNS]
    rounds = zip_longest(*queues)
    return [entry for one in rounds for entry in one if entry][: max(0, most)]


def questions(
    answers: Answers, template: Template, people: Sequence[PersonDraft], found: Assessment, most: int
) -> list[QuestionText]:
    """Return every open question: the person's, the template's, and one for each ``?`` in the answers."""
    dropped, settled = {q.id for q in answers.unknowns if q.drop}, settled_questions(answers)
    own = own_questions(answers)
    usual = [q for q in template.questions if q.id not in dropped and fits_day(q.day, answers.stage)]
    asked = [
        *own,
        *in_turn(usual, most - len(own)),
        *people_questions(people),
        *level_questions(found),
        *owner_questions(answers),
    ]
    asked = with_mission(asked, answers, template)
    return sorted((q for q in asked if q.id not in settled), key=lambda q: q.day or 14)


def own_questions(answers: Answers) -> list[QuestionText]:
    """Return what the person says they do not know."""
    return [
        QuestionText(q.id or slug(q.question), q.question, q.ask, q.day, q.why)
        for q in answers.unknowns
        if not is_private(q) and not q.drop
    ]


def people_questions(people: Sequence[PersonDraft]) -> Iterator[QuestionText]:
    """Yield a question for each ``?`` about somebody."""
    for person, key, text in open_points(people):
        if person.contact.private is not True:
            yield QuestionText(key, text, "manager", min(person.day + 7, 60))


def level_questions(found: Assessment) -> Iterator[QuestionText]:
    """Yield a question for each ``?`` among the ratings."""
    for standing in found.unknown:
        yield QuestionText(
            f"level-{standing.need.id}",
            f"Where do you see me in {competency_name(standing)}, from 0 to 4?",
            "manager",
            14,
            "I could not rate it myself",
        )


def owner_questions(answers: Answers) -> Iterator[QuestionText]:
    """Yield a question for each duty of the old role that has no new owner."""
    if answers.stage in BEFORE_THE_OFFER:
        return
    for duty in answers.handover:
        if is_unknown(duty.to) and duty.private is not True:
            yield QuestionText(
                f"owner-{duty.id or slug(duty.duty)}",
                f"Who takes over {quoted(duty.duty)}?",
                "old-manager",
                -3 if answers.stage == "accepted" else 5,
                "A duty without a new owner stays mine",
            )


def with_mission(asked: list[QuestionText], answers: Answers, template: Template) -> list[QuestionText]:
    """Put the question for the mission in the person's words; words that ask nothing stand beside the usual one."""
    words = answers.mission[1:].strip() if is_unknown(answers.mission) else ""
    usual = next((q for q in template.questions if q.id == MISSION), QuestionText(MISSION, day=3))
    asks = words.endswith("?") or words.lower().partition(" ")[0] in ASKING
    if not words or not (asks or usual.question):
        return asked
    now = usual._replace(question=words) if asks else usual._replace(why=words)
    return [*(q for q in asked if q.id != MISSION), now]


def settled_questions(answers: Answers) -> set[str]:
    """Return the ids of the questions that have an answer."""
    return {q.id or slug(q.question) for q in answers.unknowns if q.answer} | {
        reply.id for review in answers.reviews for reply in review.said if reply.id and reply.answer
    }


def distinct(drafts: Iterable[Draft], taken: set[str]) -> Iterable[Draft]:
    """Give every action an id that is not taken yet."""
    for draft in drafts:
        yield draft._replace(id=unique(draft.id, taken))
