"""Content and schedule → the plan: every entry with its date, every week with its load, nothing left to compute."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from . import plan as out
from .answers import Answers, Contact
from .assess import USABLE, Assessment, Standing
from .circle import PersonDraft
from .dates import Calendar, week_of
from .draft import WHOLE_PLAN, Draft, FocusDraft, GoalDraft, PhaseDraft, Room
from .focus import who_is
from .ids import slug
from .ladders import competency_name, gap_reason, target
from .naming import known, manager_of
from .scaffold import AFTER_90, Scaffold, fits_day
from .schedule import BOXES, WEEKS, Schedule
from .template import Template

LAST_DAY = 90
CIRCLE = 3  # people, from which on a line tells them
CLIMBS = ("learn", "practise", "demonstrate")
USES = ("offer", "teach", "multiply")


class Parts(NamedTuple):
    """What a plan is made of."""

    answers: Answers
    template: Template
    found: Assessment
    content: Scaffold
    times: Schedule
    calendar: Calendar
    room: Room


def assemble(parts: Parts) -> out.Plan:
    """Return the plan."""
    answers, calendar = parts.answers, parts.calendar
    actions = {draft.id: dated_action(draft, parts) for draft in parts.content.drafts if draft.id in parts.times.placed}
    by_focus = grouped(parts.content.drafts, actions)
    phases = tuple(dated_phase(phase, by_focus, calendar) for phase in parts.content.phases)
    habits = tuple(habit_action(draft, calendar) for draft in parts.content.habits)
    person = answers.person
    people, circles = in_circles([person_row(p, parts) for p in parts.content.people])
    return out.Plan(
        format=out.FORMAT, name=person.name, headline=person.headline, tenure=person.tenure, why_moving=known(person.why),
        title=answers.title or parts.template.title, subtitle=answers.subtitle, role=answers.role,
        role_title=parts.template.title, stage=answers.stage, org=known(answers.org), team=known(answers.team),
        product=known(answers.product), manager=manager_of(answers), old_role=known(answers.from_title),
        old_org=known(answers.from_org), history=tuple(past_role(r.title, r.org, r.from_, r.to) for r in answers.history),
        mantra=answers.mantra, priorities=tuple(priority(p.title, p.measure) for p in answers.priorities if not p.private),
        start=calendar.shown(1), end=calendar.shown(LAST_DAY), dated=calendar.dated, hours=weekly_hours(parts.times),
        opening=opening(parts, phases),
        strengths=tuple(strength(s, parts, actions) for s in parts.found.strengths),
        more_proofs=parts.content.more_proofs,
        gaps=tuple(gap(g, parts, actions) for g in parts.found.gaps),
        phases=phases, habits=habits,
        people=people, circles=circles,
        partners=tuple(out.Firm(f.firm, tuple(titled(p.name, p.title) for p in f.people), f.note, f.next_step)
                       for f in answers.partners if not f.private),
        wins=tuple(win for w in parts.content.wins if not w.private for win in [dated_win(w.id, parts, actions)] if win.actions),
        risks=(*own_risks(parts), *(out.Risk(r.id, r.risk or "", r.sign or "", r.response or "", "", calendar.shown(30))
                                    for r in parts.content.risks)),
        questions=tuple(
            out.Question(q.id, q.question or "", asked(q.ask or "manager", parts), q.day or 14, due(q.day or 14, calendar), q.why or "")
            for q in parts.content.questions),
        reviews=tuple(out.Review(r.id, r.title or r.id, r.day or 1, due(r.day or 1, calendar), r.questions or ())
                      for r in parts.template.reviews),
        handover=tuple(duties(parts)),
        certifications=certifications(answers),
        parked=(*parts.content.parked, *parked_chains(parts)),
        weeks=tuple(week(n, parts, actions) for n in range(WEEKS + 1)),
        notes=tuple(note.text + (" (unfinished)" if note.draft else "") for note in answers.notes),
        private=tuple(private_notes(answers)), warnings=tuple(warnings(parts)), shown_actions=parts.room.actions, lean=parts.room.lean, front_matter=dict(answers.front_matter),
    )  # fmt: skip


def due(day: int, calendar: Calendar) -> out.Date:
    """Return the date on which something of a day is due, moved off a day off."""
    return calendar.shown(calendar.due(day))


def dated_action(draft: Draft, parts: Parts) -> out.Action:
    """Return a draft with its day."""
    at = parts.times.placed[draft.id]
    return out.Action(
        draft.id, draft.title, at.day, parts.calendar.shown(at.day), at.week, at.weeks, draft.hours, draft.done_when,
        draft.cue, draft.repeat, draft.audience, draft.fixed, draft.private, draft.why,
    )  # fmt: skip


def habit_action(draft: Draft, calendar: Calendar) -> out.Action:
    """Return something that repeats, with the day on which it is done first: the end of its first week."""
    first = week_of(draft.first_day)
    day = (calendar.working_days(first) or [draft.first_day])[-1]
    return out.Action(
        draft.id, draft.title, day, calendar.shown(day), first, WEEKS - first + 1, draft.hours, draft.done_when, draft.cue,
        draft.repeat, draft.audience, False, draft.private, draft.why,
    )  # fmt: skip


def grouped(drafts: Iterable[Draft], actions: Mapping[str, out.Action]) -> dict[tuple[str, str], list[out.Action]]:
    """Return the placed actions by phase and focus area, in the order of their days."""
    groups: dict[tuple[str, str], list[out.Action]] = {}
    for draft in drafts:
        if draft.id in actions:
            groups.setdefault((draft.phase, draft.focus), []).append(actions[draft.id])
    return {key: sorted(group, key=lambda a: (a.day, a.id)) for key, group in groups.items()}


def dated_phase(phase: PhaseDraft, by_focus: Mapping[tuple[str, str], Sequence[out.Action]], calendar: Calendar) -> out.Phase:
    """Return a phase with its dates."""
    return out.Phase(
        phase.id, phase.title, phase.persona, phase.theme, phase.gate, phase.from_day, phase.to_day,
        calendar.shown(phase.from_day), calendar.shown(phase.to_day),
        tuple(dated_focus(area, by_focus.get((phase.id, area.id), ()), phase, calendar) for area in phase.focus),
        tuple(by_focus.get((phase.id, WHOLE_PLAN), ())),
    )  # fmt: skip


def dated_focus(area: FocusDraft, actions: Sequence[out.Action], phase: PhaseDraft, calendar: Calendar) -> out.FocusArea:
    """Return a focus area with its dates."""
    goals = tuple(dated_goal(goal, phase, calendar) for goal in area.goals)
    return out.FocusArea(
        area.id, area.title, area.intent, area.text, area.principle, area.lens, area.people, area.proofs, goals,
        tuple(actions), area.why,
    )  # fmt: skip


def dated_goal(goal: GoalDraft, phase: PhaseDraft, calendar: Calendar) -> out.Goal:
    """Return a goal with its date; without a day it is due when its phase ends."""
    day = goal.day or phase.to_day
    return out.Goal(goal.id, goal.title, goal.measure, day, due(day, calendar), goal.checked_by)


def opening(parts: Parts, phases: Sequence[out.Phase]) -> out.Opening:
    """Return the mission and one outcome a phase: the goal of the area that weighs most, the owner's before others."""
    outcomes = []
    for phase in phases:
        areas = sorted(phase.focus, key=lambda area: area.why.source != "you")
        outcomes += [area.goals[0] for area in areas if area.goals][:1]
    mission = known(parts.answers.mission)
    return out.Opening(mission or parts.template.mission, bool(mission), tuple(outcomes))


def strength(standing: Standing, parts: Parts, actions: Mapping[str, out.Action]) -> out.Strength:
    """Return a strength with its proof and what becomes of it."""
    serves = next((p.title for p in parts.answers.priorities
                   if standing.need.id in p.competencies and not p.private), "")  # fmt: skip
    channel = next((competency_name(c) for c in parts.found.channels), "")
    return out.Strength(
        standing.need.id, competency_name(standing), standing.competency.meaning,
        parts.content.strength_proofs.get(standing.need.id, ()), not parts.found.to_prove, serves, channel,
        steps(standing, USES, actions),
    )  # fmt: skip


def gap(standing: Standing, parts: Parts, actions: Mapping[str, out.Action]) -> out.Gap:
    """Return a gap with its ladder."""
    return out.Gap(
        standing.need.id, competency_name(standing), standing.competency.meaning, standing.rating, standing.inferred,
        standing.need.required or 0, target(standing), standing.competency.proof, gap_reason(standing),
        steps(standing, CLIMBS, actions),
    )  # fmt: skip


def steps(standing: Standing, kinds: Sequence[str], actions: Mapping[str, out.Action]) -> tuple[out.Step, ...]:
    """Return the rungs of a ladder that found their place."""
    found = ((kind, actions.get(f"{standing.need.id}-{kind}")) for kind in kinds)
    return tuple(out.Step(kind, a.id, a.title, a.day, a.date) for kind, a in found if a)


def person_row(person: PersonDraft, parts: Parts) -> out.PersonRow:
    """Return somebody with the date of the first contact; what is unknown stays empty, its question is elsewhere."""
    c: Contact = person.contact
    return out.PersonRow(
        person.id, c.name, known(c.title), known(c.org), c.group, known(c.why), known(c.measured_on), known(c.ask),
        known(c.offer), who_is(c.introduced_by, parts.answers), c.rhythm or "", c.channel,
        person.day, due(person.day, parts.calendar), person.assumed, c.private,
    )  # fmt: skip


def in_circles(rows: Sequence[out.PersonRow]) -> tuple[tuple[out.PersonRow, ...], tuple[out.Circle, ...]]:
    """Return the people, and the circles of those of whom only the name and the post are known."""
    plain: dict[tuple[str, str, str], list[out.PersonRow]] = {}
    for row in rows:
        if not (row.why or row.measured_on or row.ask or row.offer or row.introduced_by or row.assumed):
            plain.setdefault((row.group, row.rhythm, row.channel), []).append(row)
    circles = tuple(
        out.Circle(group, members[0].day, members[0].date, rhythm, channel, tuple(members))
        for (group, rhythm, channel), members in plain.items() if len(members) >= CIRCLE
    )  # fmt: skip
    met = {row.id for circle in circles for row in circle.members}
    return tuple(row._replace(in_circle=row.id in met) for row in rows), circles


def dated_win(key: str, parts: Parts, actions: Mapping[str, out.Action]) -> out.Win:
    """Return an early win with its dates."""
    win = next(w for w in parts.content.wins if w.id == key)
    steps = {name: actions.get(f"{key}-{name}") for name in ("begin", "agree", "show")}
    agree, show = steps["agree"], steps["show"]
    return out.Win(
        key, win.title, who_is(win.for_, parts.answers), win.so_far, win.result,
        agree.day if agree else 0, agree.date if agree else None, show.day if show else win.due,
        show.date if show else due(win.due, parts.calendar), win.yours,
        tuple(action.id for action in (steps["begin"], agree, show) if action) if show else (),
    )  # fmt: skip


def own_risks(parts: Parts) -> list[out.Risk]:
    """Return the risks that the person named, the private ones marked."""
    return [
        out.Risk(r.id or slug(r.risk), r.risk, r.sign, r.response, who_is(r.owner, parts.answers),
                 due(r.day or 30, parts.calendar), r.private)
        for r in parts.answers.risks
    ]  # fmt: skip


def duties(parts: Parts) -> Iterable[out.Handover]:
    """Return what of the old role is handed over: the person's own duties, or the kinds that the move has."""
    answers, calendar = parts.answers, parts.calendar
    if answers.stage == "candidate":
        return
    for d in answers.handover:
        yield out.Handover(d.id or slug(d.duty), d.duty, known(d.to), d.day or 21, due(d.day or 21, calendar), d.note, True, d.private)
    for kind in () if answers.handover else parts.template.handover:
        if fits_day(kind.day, answers.stage):
            yield out.Handover(kind.id, kind.duty or kind.id, "", kind.day or 21, due(kind.day or 21, calendar), "", False)


def certifications(answers: Answers) -> tuple[out.Certification, ...]:
    """Return the certificates, those that stand alike in one entry."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for c in answers.certifications:
        if not c.private:
            alike.setdefault((c.name, c.status, c.replaced_by, c.date, c.expires, c.checked_on), []).append(c.code)
    return tuple(out.Certification(tuple(codes), *rest) for rest, codes in alike.items())


def asked(who: str, parts: Parts) -> str:
    """Return who is asked, by name where there is one."""
    return who_is(who, parts.answers)


def titled(name: str, title: str) -> str:
    """Return “Ana Ruiz, CTO”."""
    return f"{name}, {title}" if title else name


def past_role(title: str, org: str, begun: str, ended: str) -> str:
    """Return one step of the way here: “Support lead, Brightwater (2019–2022)”."""
    years = f"{begun}–{ended}" if begun and ended else begun or ended
    return titled(title, org) + (f" ({years})" if years else "")


def priority(title: str, measure: str) -> str:
    """Return a priority with its measure."""
    return f"{title} ({measure})" if measure else title


def weekly_hours(times: Schedule) -> float:
    """Return the mean hours a week that the plan counts on."""
    return round(sum(times.capacity) / WEEKS, 1)


def parked_chains(parts: Parts) -> list[out.Parked]:
    """Return what found no room, a line a chain."""
    names = {s.need.id: competency_name(s) for s in parts.found.standings}
    made = []
    for one in parts.times.parked:
        first = one.drafts[0]
        ladder = first.why.source in ("gap", "strength")
        kind = "ladder" if ladder else "win" if first.chain.startswith("win:") else "action"
        made.append(out.Parked(kind, names[first.why.id] if ladder else first.title, one.reason, AFTER_90))
    return made


def week(n: int, parts: Parts, actions: Mapping[str, out.Action]) -> out.Week:
    """Return a week of the checklist; week 0 is the time before the start."""
    calendar, times = parts.calendar, parts.times
    mine = sorted((a for a in actions.values() if a.week == n), key=lambda a: (a.day, a.id))
    first, last = (7 * n - 6, min(7 * n, LAST_DAY)) if n else (-14, -1)
    if n == WEEKS:
        last = LAST_DAY
    off = [calendar.date_of(day) for day in range(first, last + 1) if day and calendar.date_of(day) in calendar.off]
    return out.Week(
        n, first, last, calendar.shown(first), calendar.shown(last), round(times.load[n], 2), round(times.capacity[n], 2),
        tuple(off), overload(n, times), tuple(mine),
    )  # fmt: skip


def overload(n: int, times: Schedule) -> str:
    """Say so where the answers force more into a week than fits."""
    if n and times.boxes[n] > BOXES:
        return f"{times.boxes[n]} boxes are due, more than {BOXES}"
    if n and times.load[n] > times.capacity[n] * USABLE + 0.01:
        return f"{times.load[n]:.1f} h are fixed in it, and {times.capacity[n] * USABLE:.1f} h would leave room for surprises"
    return ""


def warnings(parts: Parts) -> Iterable[str]:
    """Say what the answers force: weeks that are too full, a field and a craft that are both new."""
    full = [str(n) for n in range(1, WEEKS + 1) if overload(n, parts.times)]
    if full:
        yield f"{'Week' if len(full) == 1 else 'Weeks'} {', '.join(full)}: the fixed days ask for more than fits; move one or find hours"
    if parts.found.far:
        yield "Both the field and the craft are new: the targets for day 90 are lower on purpose, and a mentor matters most"


def private_notes(answers: Answers) -> Iterable[str]:
    """Return what only the person may read: the notes behind ``private:``."""
    for kind in (answers.people, answers.priorities, answers.evidence, answers.handover, answers.unknowns, answers.wins,
                 answers.carry_over, answers.certifications, answers.partners):  # fmt: skip
        for entry in kind:
            if entry.private:
                yield private_note(str(entry[0]), entry.private)
    if answers.person.private:
        yield str(answers.person.private)


def private_note(name: str, note: bool | str) -> str:
    """Return the note with what it is about."""
    return name if note is True else f"{name}: {note}"
