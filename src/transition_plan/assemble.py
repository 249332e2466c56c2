"""Content and schedule → the plan: every entry with its date, every week with its load, nothing left to compute."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from . import plan as out
from .answers import Answers, DaysOff, Pause, Person, is_private
from .assess import USABLE
from .closing import is_again, next_cycle
from .dates import WEEKDAYS, Calendar, week_of
from .draft import WHOLE_PLAN, Draft, FocusDraft, GoalDraft, PhaseDraft
from .focus import who_is
from .horizon import length_of
from .ids import slug
from .journey import Distance
from .ladders import competency_name
from .months import EXPLORING
from .naming import known, listed, manager_of
from .onward import waiting
from .recounting import recount
from .schedule import BOXES, Schedule
from .telling import (
    Parts,
    certifications,
    dated_win,
    due,
    duties,
    evidence,
    gap,
    held_reviews,
    in_circles,
    level,
    opening,
    own_risks,
    parked_chains,
    partners,
    past_role,
    person_row,
    priority,
    private_notes,
    questions,
    reviews,
    strength,
    usual_risks,
)

EXPECTATIONS = "expectations"  # the id of the talk that every plan has, in ``base.yaml``
BEFORE = -14  # the day on which the checklist begins, unless something is due earlier


def assemble(parts: Parts) -> out.Plan:
    """Return the plan."""
    answers, calendar = parts.answers, parts.calendar
    actions = {draft.id: dated_action(draft, parts) for draft in parts.content.drafts if draft.id in parts.times.placed}
    by_focus = grouped(parts.content.drafts, actions, parts.content.phases)
    phases = tuple(dated_phase(phase, by_focus, calendar) for phase in parts.content.phases)
    habits = tuple(habit_action(draft, parts) for draft in parts.content.habits)
    person = Person() if answers.person.private is True else answers.person
    people, circles = in_circles([person_row(p, parts) for p in parts.content.people])
    return out.Plan(
        format=out.FORMAT,
        id=plan_id(answers, person),
        name=person.name,
        headline=person.headline,
        tenure=person.tenure,
        why_moving=known(person.why),
        title=answers.title or parts.template.title,
        subtitle=answers.subtitle,
        role=answers.role,
        role_title=parts.template.title,
        stage=answers.stage,
        again=is_again(answers),
        transitions=answers.transitions,
        org=known(answers.org),
        team=known(answers.team),
        product=known(answers.product),
        manager=manager_of(answers),
        old_role=known(answers.from_title),
        old_org=known(answers.from_org),
        history=tuple(past_role(r.title, r.org, r.from_, r.to) for r in answers.history),
        mantra=answers.mantra,
        priorities=tuple(priority(p.title, p.measure) for p in answers.priorities if not is_private(p)),
        start=calendar.shown_bound(1),
        days=length_of(parts.template.phases),
        end=calendar.shown_bound(length_of(parts.template.phases)),
        days_off=tuple(out.Off(d.from_, d.to or d.from_, d.note) for d in free(answers) if calendar.dated),
        working_days=worked(answers.working_days),
        dated=calendar.dated,
        hours=answers.hours or weekly_hours(parts.times),
        hours_assumed=not answers.hours,
        opening=opening(parts, phases),
        talk=actions.get(EXPECTATIONS),
        strengths=tuple(strength(s, parts, actions) for s in parts.found.strengths),
        more_proofs=parts.content.more_proofs,
        evidence=evidence(parts),
        levels=tuple(level(s) for s in parts.found.standings),
        gaps=tuple(gap(g, parts, actions) for g in parts.found.gaps),
        phases=phases,
        habits=habits,
        people=people,
        circles=circles,
        partners=tuple(partners(answers)),
        wins=tuple(
            dated_win(w.id, parts, actions) for w in parts.content.wins if not w.private and f"{w.id}-show" in actions
        ),
        risks=(*own_risks(parts), *usual_risks(parts)),
        questions=tuple(questions(parts)),
        reviews=tuple(reviews(parts)),
        held=tuple(held_reviews(parts)),
        handover=tuple(duties(parts)),
        certifications=certifications(answers),
        parked=(*parts.content.parked, *parked_chains(parts)),
        weeks=tuple(week(n, parts, actions) for n in range(len(parts.times.load))),
        notes=tuple(note.text + (" (unfinished)" if note.draft else "") for note in answers.notes),
        private=tuple(private_notes(answers)),
        warnings=tuple(warnings(parts)),
        shown_actions=parts.room.actions,
        chart=answers.chart,
        extra={one.id: answers.extra.get(one.id, one.default or "") for one in parts.template.extra},
        road=recount(answers, {s.need.id: competency_name(s) for s in parts.found.standings}),
        distance=Distance(round(parts.found.craft_gap, 1), round(parts.found.field_gap, 1), parts.found.far),
        retro=answers.retro,
        next_cycle=next_cycle(answers, parts.found),
        lean=parts.room.lean,
        front_matter=dict(answers.front_matter),
    )


def plan_id(answers: Answers, person: Person) -> str:
    """Return what calendars know the plan by: neither dates nor the title, which change."""
    return slug(answers.id) if answers.id else "-".join(slug(part) for part in (person.name, answers.role) if part)


def dated_action(draft: Draft, parts: Parts) -> out.Action:
    """Return a draft with its day."""
    at = parts.times.placed[draft.id]
    return out.Action(
        draft.id,
        draft.title,
        at.day,
        parts.calendar.shown(at.day),
        at.week,
        at.weeks,
        begin_of(at.day, at.weeks, parts.calendar),
        draft.hours,
        draft.done_when,
        draft.cue,
        draft.repeat,
        who_is(draft.audience, parts.answers),
        draft.fixed,
        draft.private,
        draft.why,
        who_is(draft.owner, parts.answers),
        draft.stretch,
        None,
        draft.steps,
    )


def habit_action(draft: Draft, parts: Parts) -> out.Action:
    """Return something that repeats, first on its own day, or at the end of its first week."""
    calendar, week = parts.calendar, week_of(draft.first_day)
    last = week_of(length_of(parts.template.phases))
    day = calendar.due(draft.first_day) if draft.first_day > 1 else (calendar.working_days(week) or [1])[-1]
    return out.Action(
        draft.id,
        draft.title,
        day,
        calendar.shown(day),
        week,
        last - week + 1,
        None,
        draft.hours,
        draft.done_when,
        draft.cue,
        draft.repeat,
        draft.audience,
        False,
        draft.private,
        draft.why,
        who_is(draft.owner, parts.answers),
        draft.stretch,
        calendar.shown(calendar.due(draft.due_day)) if draft.due_day < length_of(parts.template.phases) else None,
        draft.steps,
    )


def begin_of(day: int, weeks: int, calendar: Calendar) -> out.Date:
    """Return the first working day of the week in which something is begun, nothing if that is its own week."""
    week = week_of(day) - weeks + 1
    return calendar.shown((calendar.working_days(week) or [7 * week - 6])[0]) if weeks > 1 else None


def grouped(
    drafts: Iterable[Draft], actions: Mapping[str, out.Action], phases: Sequence[PhaseDraft]
) -> dict[tuple[str, str], list[out.Action]]:
    """Return the placed actions by phase and focus area, in the order of their days."""
    groups: dict[tuple[str, str], list[out.Action]] = {}
    for draft in drafts:
        if draft.id in actions:
            home = (phase_of(draft, actions[draft.id].day, phases), draft.focus)
            groups.setdefault(home, []).append(actions[draft.id])
    return {key: sorted(group, key=lambda a: (a.day, a.id)) for key, group in groups.items()}


def phase_of(draft: Draft, day: int, phases: Sequence[PhaseDraft]) -> str:
    """Return an action's phase: its focus area's, else that of its day, which may have moved out of the one meant."""
    around = [phase.id for phase in phases if phase.from_day <= day <= phase.to_day]
    return draft.phase if draft.focus != WHOLE_PLAN or not around or draft.phase in around else around[0]


def dated_phase(
    phase: PhaseDraft, by_focus: Mapping[tuple[str, str], Sequence[out.Action]], calendar: Calendar
) -> out.Phase:
    """Return a phase with its dates."""
    return out.Phase(
        phase.id,
        phase.title,
        phase.persona,
        phase.theme,
        phase.gate,
        phase.from_day,
        phase.to_day,
        calendar.shown_bound(phase.from_day),
        calendar.shown_bound(phase.to_day),
        tuple(dated_focus(area, by_focus.get((phase.id, area.id), ()), phase, calendar) for area in phase.focus),
        tuple(by_focus.get((phase.id, WHOLE_PLAN), ())),
        phase.open_ended,
    )


def dated_focus(
    area: FocusDraft, actions: Sequence[out.Action], phase: PhaseDraft, calendar: Calendar
) -> out.FocusArea:
    """Return a focus area with its dates."""
    last = max((a.day for a in actions if a.why.source not in ("gap", "strength")), default=0)
    goals = tuple(dated_goal(goal, phase, calendar, last) for goal in area.goals)
    return out.FocusArea(
        area.id,
        area.title,
        area.intent,
        area.text,
        area.principle,
        area.lens,
        area.people,
        area.proofs,
        goals,
        tuple(actions),
        area.why,
    )


def dated_goal(goal: GoalDraft, phase: PhaseDraft, calendar: Calendar, last: int) -> out.Goal:
    """Return a goal with its date: not before the ``last`` of what leads to it; without a day, when its phase ends."""
    day = max(goal.day or phase.to_day, min(last, phase.to_day))
    return out.Goal(goal.id, goal.title, goal.measure, day, due(day, calendar), goal.checked_by, goal.stretch)


def weekly_hours(times: Schedule) -> float:
    """Return the mean hours a week that the plan counts on."""
    return round(sum(times.capacity) / (len(times.capacity) - 1), 1)


def week(n: int, parts: Parts, actions: Mapping[str, out.Action]) -> out.Week:
    """Return a week of the checklist; week 0 is the time before the start."""
    calendar, times = parts.calendar, parts.times
    mine = sorted((a for a in actions.values() if a.week == n), key=lambda a: (a.day, a.id))
    first, last = (7 * n - 6, min(7 * n, length_of(parts.template.phases))) if n else (before(actions), -1)
    off = [span for span in free(parts.answers) if calendar.dated and touches(span, calendar, first, last)]
    return out.Week(
        n,
        first,
        last,
        calendar.shown_bound(first),
        calendar.shown_bound(last),
        round(times.load[n], 2),
        round(times.capacity[n], 2),
        tuple(out.Off(span.from_, span.to or span.from_, span.note) for span in off),
        overload(n, times),
        tuple(sorted((a for a in actions.values() if begun_in(a, n)), key=lambda a: (a.day, a.id))),
        tuple(mine),
    )


def before(actions: Mapping[str, out.Action]) -> int:
    """Return the day with which week 0 begins."""
    return min([BEFORE, *(action.day for action in actions.values())])


def begun_in(action: out.Action, week: int) -> bool:
    """Tell whether an action is begun in a week and due in a later one."""
    return action.weeks > 1 and action.week - action.weeks + 1 == week


def free(answers: Answers) -> tuple[DaysOff | Pause, ...]:
    """Return the days on which nothing is due, those of a pause among them."""
    return (*answers.days_off, *answers.pause)


def touches(span: DaysOff | Pause, calendar: Calendar, first: int, last: int) -> bool:
    """Tell whether some days off lie in a span of days, or in a pause that comes right before it."""
    begun = calendar.bound(first - 1) + timedelta(days=1) if first > 1 else calendar.bound(first)
    return span.from_ <= calendar.bound(last) and (span.to or span.from_) >= begun


def overload(n: int, times: Schedule) -> str:
    """Say so where the answers force more into a week than fits."""
    if n and times.boxes[n] > BOXES:
        return f"{times.boxes[n]} boxes are due, more than {BOXES}"
    if n and times.load[n] > times.capacity[n] * USABLE + 0.01:
        return f"it asks for {times.load[n]:.1f} h and has {times.capacity[n]:.1f}, of which a fifth is for surprises"
    return ""


def warnings(parts: Parts) -> Iterable[str]:
    """Say what the answers force: weeks that are too full, a field and a craft that are both new."""
    full = [str(n) for n in range(1, len(parts.times.load)) if overload(n, parts.times)]
    if full:
        yield f"too full: week {', '.join(full)}; the fixed days ask for more than fits, so move one or find hours"
    if kept := waiting(parts.answers):
        yield f"{listed(kept, len(kept))} in the plan file wait until there is an offer"
    if parts.answers.pause and not parts.calendar.dated:
        yield "a pause moves dates, and without 'start' the plan has none"
    if parts.found.far and parts.answers.stage == EXPLORING:
        yield "both the field and the craft are far, so a bridge comes first: change one, then the other"
    elif parts.found.far:
        yield "both the field and the craft are new, so the last day aims lower on purpose and a mentor matters most"


def worked(days: Sequence[str]) -> str:
    """Return the working days of a week that is not the usual one: “Mon, Tue, Wed and Thu”."""
    if set(days) == set(WEEKDAYS[:5]):
        return ""
    return listed([day.capitalize() for day in WEEKDAYS if day in days], len(days))
