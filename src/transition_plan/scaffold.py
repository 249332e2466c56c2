"""Template, answers and assessment → the plan's content, still without dates."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from .answers import Answers, PhaseChange, is_unknown
from .assess import Assessment, Standing
from .circle import PersonDraft, introductions, open_points, person_drafts
from .compose import lay_owner
from .draft import WHOLE_PLAN, Draft, FocusDraft, PhaseDraft, Room
from .focus import choose, focus_draft, own_ids, proofs_of, who_is
from .ids import slug, unique
from .ladders import competency_name
from .naming import manager_of, quoted, shared
from .plan import Parked, Proof, Why
from .template import ActionText, FocusText, PhaseText, QuestionText, RiskText, Template
from .winning import WinDraft, candidates, win_drafts

WEEKS = 13
ROLE_RANK, LATER_RANK, OPTIONAL_RANK = 30.0, 10.0, 60.0
PROOFS_OF_STRENGTH, PROOFS_IN_AREA = 2, 2
IN_PHASE_BEFORE = 12  # days before its due day that a role's action may begin
TURNS = ("role", "transition", "base", "family")
AFTER_90 = "after day 90"


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
    answers: Answers, template: Template, found: Assessment, rungs: Sequence[Draft], room: Room
) -> Scaffold:
    """Choose and join everything that a plan holds.

    ``template`` has its texts filled, ``rungs`` are the ladders, ``room`` says how much of it a reader takes in.
    """
    phases = lay_owner(template.phases, answers.phases)
    changes = {change.id: change for change in answers.phases}
    chosen = [choose(phase, changes.get(phase.id), answers, found, usual) for phase, usual in zip(phases, room.areas, strict=True)]  # type: ignore[call-overload]
    strength_proofs, area_proofs, more = share_proofs(answers, found, [area for one in chosen for area in one.areas])
    phase_drafts = tuple(
        phase_draft(phase, changes.get(phase.id), one.areas, answers, area_proofs, template.id)  # type: ignore[call-overload]
        for phase, one in zip(phases, chosen, strict=True)
    )
    people = person_drafts(answers, template.people, template.load.people or 1.0)
    wins = candidates(answers, template.wins, found)[: found.tier.wins]
    phase_at = phase_of_day(phases)
    drafts = [
        *fixed_drafts(template, answers, phase_at),
        *introductions(people, {week: phase_at[min(7 * week - 6, 90)] for week in range(1, WEEKS + 1)}),
        *(draft for n, win in enumerate(wins) for draft in win_steps(win, n, answers, phase_at, template)),
        *(at_home(rung, phase_drafts) for rung in rungs),
        *role_drafts(phases, phase_drafts, changes, found),
        *handover_drafts(answers, template, phase_at),
        *learning_drafts(answers, phase_at),
    ]
    parked = [
        *(Parked("gap", competency_name(gap), "less urgent than the gaps above", AFTER_90) for gap in found.parked_gaps),
        *(Parked("focus area", area.title or area.id, "weighs less for me in this month", AFTER_90)
          for one in chosen for area in one.waiting),
        *(Parked("yours", text, "left for later by choice", AFTER_90) for text in answers.later),
    ]
    return Scaffold(
        phase_drafts, tuple(distinct(drafts)), tuple(habit_drafts(answers, template, phases)), tuple(people), tuple(wins),
        tuple(risks(answers, template, room.risks)), tuple(questions(answers, template, people, found, room.questions)), tuple(parked),
        strength_proofs, more,
    )  # fmt: skip


def phase_of_day(phases: Sequence[PhaseText]) -> dict[int, str]:
    """Return the phase of each day; what comes before the start belongs to the first."""
    at = {day: phase.id for phase in phases for day in range(phase.from_day or 1, (phase.to_day or 90) + 1)}
    return {**dict.fromkeys(range(-60, 1), phases[0].id), **at}


def phase_draft(
    phase: PhaseText, change: PhaseChange | None, areas: Sequence[FocusText], answers: Answers,
    proofs: Mapping[str, Sequence[Proof]], role: str,
) -> PhaseDraft:  # fmt: skip
    """Return a phase with its chosen focus areas."""
    mine = own_ids(change)
    return PhaseDraft(
        phase.id, phase.title or phase.id, phase.persona or "", phase.theme or "", phase.gate or "",
        phase.from_day or 1, phase.to_day or 90,
        tuple(focus_draft(area, answers, proofs.get(area.id, ()), area.id in mine, role) for area in areas),
    )  # fmt: skip


def share_proofs(
    answers: Answers, found: Assessment, areas: Sequence[FocusText]
) -> tuple[dict[str, tuple[Proof, ...]], dict[str, list[Proof]], tuple[Proof, ...]]:
    """Tell each proof once: where the owner put it, with a strength, in a focus area that needs it, or by itself."""
    left = proofs_of(answers)
    proves = {e.id or slug(e.title): e.competency for e in answers.evidence}
    in_area = {area.id: [left.pop(one) for one in area.evidence or () if one in left] for area in areas}
    with_strength: dict[str, tuple[Proof, ...]] = {}
    for strength in found.strengths:
        keys = sorted((k for k in left if strength.need.id in proves[k]), key=lambda k: proves[k].index(strength.need.id))
        with_strength[strength.need.id] = tuple(left.pop(key) for key in keys[:PROOFS_OF_STRENGTH])
    for key in list(left):
        homes = [a for a in areas if set(a.serves or ()) & set(proves[key]) and len(in_area[a.id]) < PROOFS_IN_AREA]
        if homes:
            in_area[min(homes, key=lambda a: len(in_area[a.id])).id].append(left.pop(key))
    return with_strength, in_area, tuple(left.values())


def at_home(rung: Draft, phases: Sequence[PhaseDraft]) -> Draft:
    """Put a rung into the focus area of its phase that serves its competency, if there is one."""
    areas: Iterable[FocusDraft] = next(phase.focus for phase in phases if phase.id == rung.phase)
    home = next((area.id for area in areas if set(area.serves) & set(rung.serves)), WHOLE_PLAN)
    return rung._replace(focus=home)


def fits_day(day: int | None, stage: str) -> bool:
    """Tell whether a day can be planned: what comes before day 1 makes sense once the offer is accepted."""
    return (day or 1) > 0 or stage == "accepted"


def fits_stage(action: ActionText, stage: str) -> bool:
    """Tell whether an action makes sense where the person is: nothing before day 1 once the role has begun."""
    return (not action.stages or stage in action.stages) and fits_day(action.day, stage)


def fixed_drafts(template: Template, answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return what stays on its day: access, expectations, reviews, what the kind of move brings."""
    drafts = [
        Draft(id=a.id, title=a.title or a.id, hours=a.hours or 1.0, first_day=a.day or 1, due_day=a.day or 1,
              done_when=a.done_when or "", audience=a.audience or "", repeat=a.repeat or "",
              why=why_from(a.origin), phase=phase_at[a.day or 1], fixed=True,
              serves=a.serves or ())
        for a in template.actions if fits_stage(a, answers.stage)
    ] + [
        Draft(id=r.id, title=r.title or r.id, hours=r.hours or 1.0, first_day=r.day or 1, due_day=r.day or 1,
              done_when=r.done_when or "", why=why_from(r.origin), phase=phase_at[r.day or 1], fixed=True)
        for r in template.reviews
    ]  # fmt: skip
    return drafts


def win_steps(win: WinDraft, n: int, answers: Answers, phase_at: dict[int, str], template: Template) -> list[Draft]:
    """Return the steps of one early win."""
    return win_drafts(win, n, manager_of(answers), phase_at, template.load.win_by or 45)


def role_drafts(
    phases: Sequence[PhaseText], drafts: Sequence[PhaseDraft], changes: Mapping[str, PhaseChange], found: Assessment
) -> list[Draft]:
    """Return the actions of the chosen focus areas: one for each at least, the rest as the tier allows, yours always."""
    areas = {area.id: area for phase in phases for area in phase.focus}
    yours, first, rest = [], [], []
    for phase in drafts:
        mine = changed_actions(changes.get(phase.id))
        for n, area in enumerate(phase.focus):
            texts = [text for text in areas[area.id].actions if (text.repeat or "once") == "once"]
            for m, text in enumerate(texts):
                owned = not text.origin or (area.id, text.id) in mine
                rank = ROLE_RANK + n + (OPTIONAL_RANK if text.optional else LATER_RANK * m)
                (yours if owned else first if m == 0 else rest).append(role_draft(text, area, phase, rank, owned))
    rest.sort(key=lambda draft: draft.rank)
    return [*yours, *first, *rest[: max(0, found.tier.role_actions - len(first))]]


def changed_actions(change: PhaseChange | None) -> set[tuple[str, str]]:
    """Return the focus area and id of every action that the owner wrote or changed."""
    return {
        (focus.id or slug(focus.title or ""), action.id or slug(action.title or ""))
        for focus in (change.focus if change else ()) for action in focus.actions
    }  # fmt: skip


def role_draft(action: ActionText, area: FocusDraft, phase: PhaseDraft, rank: float, mine: bool) -> Draft:
    """Return an action of a focus area; the owner's own stays on the day that the owner gave."""
    due = action.day or phase.to_day
    return Draft(
        id=action.id, title=action.title or action.id, hours=action.hours or 1.0,
        first_day=max(phase.from_day, due - IN_PHASE_BEFORE), due_day=due, done_when=action.done_when or "",
        audience=action.audience or "", repeat=action.repeat or "",
        why=Why("you", action.id, "your own action") if mine else why_from(action.origin),
        phase=phase.id, focus=area.id, fixed=mine and action.day is not None, chain=f"role:{action.id}", rank=rank,
        serves=action.serves or area.serves,
    )  # fmt: skip


def handover_drafts(answers: Answers, template: Template, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return the hand-over of the old role: the person's own duties, or else the kinds that such a move has."""
    if answers.stage == "candidate":
        return []
    if answers.handover:
        return [
            Draft(id=f"hand-over-{d.id or slug(d.duty)}", title=f"Hand over {quoted(d.duty)}" + handover_to(d.to), hours=1.0,
                  first_day=-10, due_day=d.day or 21, done_when=d.note or "The new owner has done it once without me",
                  why=Why("you", d.id or slug(d.duty), "your old role"), phase=phase_at[max(d.day or 21, -60)], fixed=True,
                  private=bool(d.private))
            for d in answers.handover
        ]  # fmt: skip
    return [
        Draft(id=f"hand-over-{d.id}", title=f"Hand over: {d.duty}", hours=1.0, first_day=-10, due_day=d.day or 21,
              done_when=d.done_when or "", why=why_from(d.origin),
              phase=phase_at[d.day or 21], fixed=True)
        for d in template.handover if (d.day or 21) > 0 or answers.stage == "accepted"
    ]  # fmt: skip


def handover_to(who: str) -> str:
    """Return “to somebody”, or nothing where nobody has been named."""
    return "" if is_unknown(who) else f" to {who}"


def learning_drafts(answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return what the person wants to read or hear once, and the exams that are still open."""
    drafts = [
        Draft(id=item.id or slug(item.title), title=item.title, hours=item.hours, first_day=1, due_day=item.day or 60,
              done_when=item.done_when, why=Why("you", item.id or slug(item.title), "your own learning list"),
              phase=phase_at[item.day or 60], fixed=item.day is not None, chain=f"learning:{item.id or slug(item.title)}",
              rank=45.0)
        for item in answers.learning if item.rhythm == "once"
    ]  # fmt: skip
    exams = [one.code for one in answers.certifications if not one.private and one.status in ("planned", "booked", "retired")]
    if exams:
        drafts.append(
            Draft(id="exams", title=f"Settle which exams still count: {', '.join(exams)}", hours=1.0, first_day=3, due_day=20,
                  done_when="Each has a date, a successor or a line through it", why=Why("you", "certifications", "your exams"),
                  phase=phase_at[20], chain="exams", rank=40.0)
        )  # fmt: skip
    return drafts


def habit_drafts(answers: Answers, template: Template, phases: Sequence[PhaseText]) -> list[Draft]:
    """Return what repeats: the template's habits, recurring learning, the owner's repeated actions."""
    habits = [
        Draft(id=h.id, title=h.title or h.id, hours=h.hours or 0.25, first_day=1, due_day=90, repeat=h.repeat or "weekly",
              done_when=h.done_when or "", why=why_from(h.origin), phase=phases[0].id)
        for h in template.habits
    ] + [
        Draft(id=item.id or slug(item.title), title=item.title, hours=item.hours, first_day=1, due_day=90, repeat=item.rhythm,
              done_when=item.done_when, why=Why("you", item.id or slug(item.title), "your own learning list"), phase=phases[0].id)
        for item in answers.learning if item.rhythm != "once"
    ] + [
        Draft(id=a.id, title=a.title or a.id, hours=a.hours or 0.5, first_day=phase.from_day or 1, due_day=90,
              repeat=a.repeat or "", done_when=a.done_when or "", audience=a.audience or "",
              why=why_from(a.origin), phase=phase.id, focus=area.id)
        for phase in phases for area in phase.focus for a in area.actions
        if a.repeat and a.repeat != "once"
    ]  # fmt: skip
    return habits


def risks(answers: Answers, template: Template, most: int) -> list[RiskText]:
    """Return the templates' risks that fit beside the person's own."""
    return in_turn(template.risks, most - len([r for r in answers.risks if not r.private]))


def in_turn(entries: Sequence[Any], most: int) -> list[Any]:
    """Choose entries so that each kind of template has its turn: role, transitions, base, family, role again."""
    queues = [[e for e in entries if e.origin.split()[0] == kind] for kind in TURNS]
    rounds = zip_longest(*queues)
    return [entry for one in rounds for entry in one if entry][: max(0, most)]


def questions(
    answers: Answers, template: Template, people: Sequence[PersonDraft], found: Assessment, most: int
) -> list[QuestionText]:
    """Return every open question: the person's, the template's, and one for each ``?`` in the answers."""
    asked = [QuestionText(q.id or slug(q.question), q.question, q.ask, q.day, q.why) for q in answers.unknowns
             if not q.private and not q.drop]  # fmt: skip
    dropped = {q.id for q in answers.unknowns if q.drop}
    asked += in_turn([q for q in template.questions if q.id not in dropped and fits_day(q.day, answers.stage)],
                     most - len(asked))  # fmt: skip
    asked += [QuestionText(key, text, "manager", min(person.day + 7, 60)) for person, key, text in open_points(people)
              if not person.contact.private]  # fmt: skip
    asked += [
        QuestionText(f"level-{s.need.id}", f"Compared with people who do this job: how good is my {competency_name(s)}?",
                     "manager", 14, "I could not rate it myself")
        for s in found.unknown
    ]  # fmt: skip
    asked += [
        QuestionText(f"owner-{d.id or slug(d.duty)}", f"Who takes over {quoted(d.duty)}?", "old manager", -3 if answers.stage == "accepted" else 5,
                     "A duty without a new owner stays mine")
        for d in answers.handover if is_unknown(d.to) and not d.private and answers.stage != "candidate"
    ]  # fmt: skip
    if is_unknown(answers.mission) and answers.mission[1:].strip():
        asked = [q._replace(question=answers.mission[1:].strip()) if q.id == "mission" else q for q in asked]
    return sorted(asked, key=lambda q: q.day or 14)


def why_from(origin: str) -> Why:
    """Say which template put something into the plan, or that the owner did."""
    kind, _, name = origin.partition(" ")
    return Why(kind, name, f"the {kind} {name}") if kind else Why("you", "phases", "your own")


def distinct(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """Give every action an id of its own."""
    taken: set[str] = set()
    for draft in drafts:
        yield draft._replace(id=unique(draft.id, taken))


def private_names(answers: Answers) -> list[str]:
    """Return the names that no shared document may hold."""
    hidden = [p.name for p in answers.people if p.private is True]
    return [name for name in hidden if name not in {p.name for p in shared(answers.people)}]


def standing_of(found: Assessment, competency: str) -> Standing | None:
    """Return where the person stands on a competency."""
    return next((s for s in found.standings if s.need.id == competency), None)


def asked_person(question: QuestionText, answers: Answers) -> str:
    """Return the name of the person who is asked."""
    return who_is(question.ask or "manager", answers)
