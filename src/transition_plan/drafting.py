"""The actions of a plan before they have dates: what each part of the answers and the templates asks to be done."""

from collections.abc import Iterable, Mapping, Sequence

from .answers import Answers, Learning, PhaseChange, is_private, is_unknown
from .assess import Assessment
from .draft import WHOLE_PLAN, Draft, FocusDraft, PhaseDraft
from .focus import who_is
from .horizon import USUAL, length_of, within
from .ids import slug
from .months import EXPLORING
from .naming import manager_of, quoted
from .onward import BEFORE_THE_OFFER
from .plan import Why
from .seeking import IN_TOUCH, touch_habits
from .template import ActionText, PhaseText, Template
from .winning import CARRY_OVER_HOURS, WinDraft, win_drafts

# An area's first action is placed after the gaps and before the strengths.
ROLE_RANK, LATER_RANK, OPTIONAL_RANK = 24.0, 16.0, 60.0
FIRST_OF_AREA = ROLE_RANK + 1.0  # below which the rank of an area's first action lies
MUST_RANK = 5.0  # what every plan and every plan of the role has is placed first
# What a move adds comes after the first action of each focus area, what a situation or seniority adds after that.
ADDED_RANK = {"transition": 25.5, "situation": 30.0, "seniority": 30.0}
KEPT = 2  # actions of a move after the start that are in every plan
EARLIER, LATER = 7, 21  # days by which it may move, in its first weeks no more than its day
FEW_HOURS = 8  # a week, below which one habit is enough
FINISH_RANK = 15.0  # what was promised before the move comes after the first early win
INSISTED_RANK = 7.0  # after the first gap: the first action of a focus area that would find no room
STRETCH_RANK = 90.0  # what nobody counts on is placed when all else has its room
ASKED = 0.25  # hours that it takes to have somebody else do something
IN_PHASE_BEFORE = 20  # days before its due day that a role's action may begin


def fits_day(day: int | None, stage: str) -> bool:
    """Tell whether a day can be planned: what comes before day 1 makes sense once the offer is accepted."""
    return (day or 1) > 0 or stage == "accepted"


def fits_stage(action: ActionText, stage: str) -> bool:
    """Tell whether an action makes sense where the person is: nothing before day 1 once the role has begun."""
    return (not action.stages or stage in action.stages) and fits_day(action.day, stage)


def why_from(origin: str) -> Why:
    """Say which template put something into the plan, or that the owner did."""
    kind, _, name = origin.partition(" ")
    return Why(kind, name, f"the {kind} {name}") if kind else Why("you", "phases", "your own")


def whole_plan_drafts(template: Template, answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return what belongs to no focus area: access, expectations, reviews, what the kind of move brings."""
    kept = kept_of_moves(template.actions)
    actions = [
        on_day(
            Draft(
                id=a.id,
                title=a.title or a.id,
                hours=hours_of(a),
                first_day=a.day or 1,
                due_day=a.day or 1,
                done_when=a.done_when or "",
                audience=a.audience or "",
                repeat=a.repeat or "",
                why=why_from(a.origin),
                phase=phase_at[a.day or 1],
                fixed=bool(a.fixed) or not a.origin,
                serves=a.serves or (),
                owner=a.owner or "",
                stretch=bool(a.stretch),
                steps=a.steps,
                span=max(1, a.span or 1),
            ),
            max(phase_at),
            must=a.id in kept,
        )
        for a in template.actions
        if fits_stage(a, answers.stage) and (a.day or 1) <= max(phase_at)
    ]
    return actions + [
        Draft(
            id=r.id,
            title=r.title or r.id,
            hours=r.hours or 1.0,
            first_day=r.day or 1,
            due_day=r.day or 1,
            done_when=r.done_when or "",
            why=why_from(r.origin),
            phase=phase_at[r.day or 1],
            fixed=True,
        )
        for r in template.reviews
    ]


def kept_of_moves(actions: Sequence[ActionText]) -> set[str]:
    """Return the ids of the first actions of each move: a return that is planned like any start is no return."""
    kept: dict[str, list[str]] = {}
    for one in actions:
        if one.origin.startswith("transition ") and (one.day or 1) > 0:
            kept.setdefault(one.origin, []).append(one.id)
    return {key for keys in kept.values() for key in keys[:KEPT]}


def hours_of(action: ActionText) -> float:
    """Return the hours an action takes the person; what somebody else does is asked for and looked at."""
    return ASKED if action.owner else action.hours or 1.0


def on_day(draft: Draft, last: int, *, must: bool = False) -> Draft:
    """Let a template's action move by days where its week is full; what comes before day 1 stays where it is.

    What goes on for weeks is begun so many weeks before its day.

    What a move, a situation or a seniority adds is left out where there is no room for it, unless it is a ``must``.
    """
    draft = draft._replace(first_day=first_day(draft.due_day, draft.span, 1)) if draft.span > 1 else draft
    if draft.stretch and draft.due_day > 0:
        return draft._replace(fixed=False, chain=f"stretch:{draft.id}", rank=STRETCH_RANK, last_day=last)
    if draft.fixed or draft.due_day < 1:
        return draft._replace(fixed=True)
    rank = MUST_RANK if must else ADDED_RANK.get(draft.why.source, MUST_RANK)
    return draft._replace(
        must=rank == MUST_RANK,
        chain=f"must:{draft.id}",
        rank=rank,
        first_day=max(1, min(draft.first_day, draft.due_day - EARLIER)),
        last_day=min(last, draft.due_day + min(LATER, max(EARLIER, draft.due_day))),
    )


def win_steps(win: WinDraft, n: int, answers: Answers, phase_at: dict[int, str], template: Template) -> list[Draft]:
    """Return the steps of one early win."""
    return win_drafts(win, n, manager_of(answers), phase_at, template.load.win_by or 45)


def role_drafts(
    phases: Sequence[PhaseText], drafts: Sequence[PhaseDraft], changes: Mapping[str, PhaseChange], found: Assessment
) -> list[Draft]:
    """Return the actions of the chosen focus areas: one of each at least, the rest as the tier allows, yours always."""
    areas = {(phase.id, area.id): area for phase in phases for area in phase.focus}
    yours: list[Draft] = []
    first: list[Draft] = []
    rest: list[Draft] = []
    for phase in drafts:
        mine = changed_actions(changes.get(phase.id))
        for n, area in enumerate(phase.focus):
            texts = [text for text in areas[phase.id, area.id].actions if (text.repeat or "once") == "once"]
            for m, text in enumerate(texts):
                owned = not text.origin or (area.id, text.id) in mine
                rank = ROLE_RANK + n / 10 + (OPTIONAL_RANK if text.optional else LATER_RANK * m)
                rank = STRETCH_RANK if text.stretch else rank
                draft = role_draft(text, area, phase, rank, owned)
                (yours if owned else first if m == 0 else rest).append(draft)
    rest.sort(key=lambda draft: draft.rank)
    return [*yours, *first, *rest[: max(0, found.tier.role_actions - len(first))]]


def changed_actions(change: PhaseChange | None) -> set[tuple[str, str]]:
    """Return the focus area and id of every action that the owner wrote or changed."""
    return {
        (focus.id or slug(focus.title or ""), action.id or slug(action.title or ""))
        for focus in (change.focus if change else ())
        for action in focus.actions
    }


def role_draft(action: ActionText, area: FocusDraft, phase: PhaseDraft, rank: float, mine: bool) -> Draft:
    """Return an action of a focus area; the owner's own stays on the day that the owner gave."""
    due = action.day or phase.to_day
    return Draft(
        id=action.id,
        title=action.title or action.id,
        hours=hours_of(action),
        first_day=min(max(phase.from_day, due - IN_PHASE_BEFORE), first_day(due, action.span or 1, phase.from_day)),
        due_day=due,
        done_when=action.done_when or "",
        audience=action.audience or "",
        repeat=action.repeat or "",
        why=Why("you", action.id, "your own action") if mine else why_from(action.origin),
        phase=phase.id,
        last_day=phase.to_day,
        focus=area.id,
        fixed=due < 1 or (mine and action.day is not None and not action.stretch),
        chain=f"role:{action.id}",
        rank=rank,
        serves=action.serves or area.serves,
        owner=action.owner or "",
        stretch=bool(action.stretch),
        steps=action.steps,
        span=max(1, action.span or 1),
    )


def first_day(due: int, span: int, earliest: int) -> int:
    """Return the day from which something can go on for its weeks until it is due."""
    return min(due, max(earliest, due - 7 * span + 1))


def handover_drafts(answers: Answers, template: Template, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return the hand-over of the old role: the person's own duties, or else the kinds that such a move has."""
    if answers.stage in BEFORE_THE_OFFER:
        return []
    if answers.handover:
        return [
            Draft(
                id=f"hand-over-{d.id or slug(d.duty)}",
                title=f"Hand over {quoted(d.duty)}" + handover_to(d.to, answers),
                hours=1.0,
                first_day=-10,
                due_day=d.day or 21,
                done_when=d.note or "The new owner has done it once without me",
                why=Why("you", d.id or slug(d.duty), "your old role"),
                phase=phase_at[within(max(d.day or 21, min(phase_at)), phase_at)],
                fixed=True,
                private=is_private(d),
            )
            for d in answers.handover
        ]
    return [
        on_day(
            Draft(
                id=f"hand-over-{d.id}",
                title=f"Hand over: {d.duty or d.id}",
                hours=1.0,
                first_day=-10,
                due_day=d.day or 21,
                done_when=d.done_when or "",
                why=why_from(d.origin),
                phase=phase_at[within(d.day or 21, phase_at)],
            ),
            max(phase_at),
            must=True,
        )
        for d in template.handover
        if (d.day or 21) > 0 or answers.stage == "accepted"
    ]


def handover_to(who: str, answers: Answers) -> str:
    """Return “to somebody”, or nothing where nobody has been named."""
    name = "" if is_unknown(who) else who_is(who, answers)
    return f" to {name}" if name else ""


def learning_drafts(answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return what the person wants to read or hear once, and the exams that are still open."""
    drafts = [
        Draft(
            id=item.id or slug(item.title),
            title=learning_title(item),
            hours=item.hours,
            first_day=1,
            due_day=within(item.day or 60, phase_at),
            done_when=item.done_when,
            why=Why("you", item.id or slug(item.title), "your own learning list"),
            phase=phase_at[within(item.day or 60, phase_at)],
            fixed=item.day is not None,
            chain=f"learning:{item.id or slug(item.title)}",
            rank=45.0,
        )
        for item in answers.learning
        if item.rhythm == "once"
    ]
    exams = [
        one.code
        for one in answers.certifications
        if not is_private(one) and one.status in ("planned", "booked", "retired")
    ]
    if exams:
        drafts.append(
            Draft(
                id="exams",
                title=f"Settle which exams still count: {', '.join(exams)}",
                hours=1.0,
                first_day=3,
                due_day=within(20, phase_at),
                done_when="Each has a date, a successor or a line through it",
                why=Why("you", "certifications", "your exams"),
                phase=phase_at[within(20, phase_at)],
                chain="exams",
                rank=40.0,
            )
        )
    return drafts


def learning_title(item: Learning) -> str:
    """Return what to read, hear or try, and where it comes from."""
    return f"{item.title} ({item.source})" if item.source else item.title


def carry_over_drafts(answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return the unfinished work that is no early win: it is brought to an end all the same."""
    return [
        Draft(
            id=f"finish-{c.id or slug(c.title)}",
            title=" for ".join(part for part in (f"Finish {quoted(c.title)}", who_is(c.for_, answers)) if part),
            hours=CARRY_OVER_HOURS,
            first_day=1,
            due_day=within(45, phase_at),
            done_when="; ".join(part for part in (c.so_far and f"so far {c.so_far}", c.next_step, c.result) if part),
            why=Why("you", c.id or slug(c.title), "work that you bring along"),
            phase=phase_at[within(45, phase_at)],
            chain=f"finish:{c.id or slug(c.title)}",
            rank=FINISH_RANK,
            private=is_private(c),
            serves=c.competency,
        )
        for c in answers.carry_over
        if not c.win and answers.stage != EXPLORING
    ]


def habit_drafts(answers: Answers, template: Template, phases: Sequence[PhaseText]) -> list[Draft]:
    """Return what repeats: the template's habits, recurring learning, the owner's repeated actions."""
    last = length_of(phases) if phases else USUAL
    touches = touch_habits(answers, last, phases[0].id) if phases else []
    usual = [one for one in template.habits if not (touches and one.id == IN_TOUCH)]
    return (
        touches
        + [
            habit(h, h.hours or 0.25, h.repeat or "weekly", h.day or 1, last, phases[0].id)
            for h in usual[: None if (answers.hours or FEW_HOURS) >= FEW_HOURS else 1]
        ]
        + [
            Draft(
                id=item.id or slug(item.title),
                title=learning_title(item),
                hours=item.hours,
                first_day=1,
                due_day=last,
                repeat=item.rhythm,
                done_when=item.done_when,
                why=Why("you", item.id or slug(item.title), "your own learning list"),
                phase=phases[0].id,
            )
            for item in answers.learning
            if item.rhythm != "once"
        ]
        + [
            habit(a, a.hours or 0.5, a.repeat or "", a.day or phase.from_day or 1, last, phase.id)._replace(
                focus=area.id
            )
            for phase in phases
            for area in phase.focus
            for a in area.actions
            if a.repeat and a.repeat != "once"
        ]
    )


def habit(action: ActionText, hours: float, repeat: str, first: int, last: int, phase: str) -> Draft:
    """Return something that repeats, until its last day or the end of the plan."""
    return Draft(
        id=action.id,
        title=action.title or action.id,
        hours=hours,
        first_day=first,
        due_day=min(action.until or last, last),
        repeat=repeat,
        done_when=action.done_when or "",
        audience=action.audience or "",
        why=why_from(action.origin),
        phase=phase,
        owner=action.owner or "",
        stretch=bool(action.stretch),
        steps=action.steps,
    )


def at_home(rung: Draft, phases: Sequence[PhaseDraft]) -> Draft:
    """Put a rung into the focus area of its phase that serves its competency, if there is one."""
    areas: Iterable[FocusDraft] = next(phase.focus for phase in phases if phase.id == rung.phase)
    home = next((area.id for area in areas if set(area.serves) & set(rung.serves)), WHOLE_PLAN)
    return rung._replace(focus=home)
