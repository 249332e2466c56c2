"""Traces: what an id means in a plan, why that is there or was left out, and when.

An id in, traces out: plain sentences, each with the path of the answer that it tells of, where there is one.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .answers import Answers
from .assess import CAP_BY_PROOF, Standing
from .draft import Draft
from .focus import evidence_by_id
from .ladders import competency_name
from .owned import Path, person_paths
from .plan import Action, FocusArea, Goal, PersonRow, Phase, Question, Risk, Win
from .reasons import (
    LADDERS,
    Doing,
    Line,
    Sources,
    area_lines,
    home_of,
    homes_of,
    members,
    reason,
    standing_lines,
    template_lines,
    win_lines,
)  # fmt: skip
from .spots import index_of, key_of
from .timing import bound, told_day, when


class Trace(NamedTuple):
    """Why one thing is in a plan, or is not."""

    id: str
    kind: str  # "action", "goal", "gap" …
    title: str
    there: bool  # in the plan, rather than left out of it
    why: tuple[Line, ...]
    when: tuple[Line, ...] = ()
    bound: tuple[Line, ...] = ()  # what depends on it


# What an id means


def traces(key: str, at: Sources) -> list[Trace]:
    """Return a trace of each thing with an id; several kinds of things may share one."""
    return [make(found, at) for kind, one, found, make in things(at) if one == key]


def ids(at: Sources) -> list[str]:
    """Return every id that can be asked about, those of actions first."""
    return list(dict.fromkeys(one for _, one, _, _ in things(at)))


def things(at: Sources) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield all that has an id in a plan or was left out of it: its kind, its id, itself, and who tells about it."""
    plan = at.plan
    for home in homes_of(plan):
        yield "action", home[2].id, home, action_trace
    for phase in plan.phases:
        for area in phase.focus:
            yield from (("goal", goal.id, (phase, area, goal), goal_trace) for goal in area.goals)
    for phase in plan.phases:
        yield "phase", phase.id, phase, phase_trace
        yield from (("focus area", area.id, (phase, area), area_trace) for area in phase.focus)
    yield from (("early win", win.id, win, win_trace) for win in plan.wins)
    yield from (("person", row.id, row, person_trace) for row in plan.people)
    yield from (("question", one.id, one, question_trace) for one in plan.questions)
    yield from (("risk", one.id, one, risk_trace) for one in plan.risks)
    yield from (("competency", one.need.id, one, standing_trace) for one in at.parts.found.standings)
    yield from (("evidence", key, key, evidence_trace) for key in evidence_by_id(at.answers))
    standing = {one.need.id for one in at.parts.found.standings}
    yield from (("left out", one.id, one, parked_trace) for one in plan.parked if one.id and one.id not in standing)
    yield from (("left out", one.id, one, later_rung_trace) for chain in at.parts.times.parked for one in chain.drafts)


# Actions


def action_trace(home: Doing, at: Sources) -> Trace:
    """Tell why there is an action, why on its day, and what hangs on it."""
    phase, area, action = home = home_of(home, at)
    review = next((one for one in at.plan.reviews if one.id == action.id), None)
    why = [*reason(action.why, at, action.id)]
    if area and phase and action.why.source not in LADDERS:
        why.append(Line(f"It belongs to the focus area “{area.title}” ({area.id}) of {phase.title}.", 0))
        why += area_lines(area, phase, at, 1)
    elif area:
        why.append(Line(f"It stands in the focus area “{area.title}” ({area.id}), which needs the same competency.", 0))
    homes = [(phase.id if phase else "", area.id if area else "", "actions", action.id), ("", "", "actions", action.id)]
    if own := next((at.homes[one] for one in homes if one in at.homes), ()):
        said = "A template has it, and you changed it." if origin_of(action.id, at) else "You wrote it."
        why.insert(0, Line(said, 0, own))
    kind = "review" if review else "habit" if action in at.plan.habits else "action"
    return Trace(action.id, kind, action.title, True, tuple(why), tuple(when(action, at)), tuple(bound(home, at)))


def origin_of(key: str, at: Sources) -> str:
    """Return which template has an action, nothing where only the owner has."""
    template = at.parts.template
    inside = [one for phase in template.phases for area in phase.focus for one in area.actions]
    origins = {one.id: one.origin for one in (*inside, *template.actions, *template.habits)}
    return {**origins, **{one.id: one.origin for one in template.reviews}}.get(key, "")


def standing_trace(one: Standing, at: Sources) -> Trace:
    """Tell where the person stands on a competency and what the plan makes of it."""
    found = at.parts.found
    rungs = [a for _, _, a in homes_of(at.plan) if a.why.source in LADDERS and a.why.id == one.need.id]
    parked = next((p for p in at.plan.parked if p.id == one.need.id), None)
    kind, head = (
        "competency",
        "The plan does nothing about it: you have what the role needs, and others come first.",
    )
    if one in found.gaps:
        kind, head = "gap", "It is a gap that the plan closes." if rungs else "It is a gap that found no room."
    elif one in found.parked_gaps:
        kind, head = "gap", "It is a gap that waits: your hours allow for fewer, and the others are more urgent."
    elif one in (*found.strengths, *found.channels):
        kind, head = "strength", "It is a strength that the plan puts to use." if rungs else "It is a strength."
    why = [Line(head), *standing_lines(one, at, 1)]
    if parked and not rungs:
        why.append(Line(f"Left out: {parked.reason}. Look again {parked.look_again}.", 0))
    steps = tuple(Line(f"{told_day(a.day, at)}: {a.title} ({a.id})") for a in sorted(rungs, key=lambda a: a.day))
    there = bool(rungs) or kind == "competency" or (kind == "strength" and not parked)
    return Trace(one.need.id, kind, competency_name(one), there, tuple(why), (), steps)


# Focus areas, phases, goals


def area_trace(home: tuple[Phase, FocusArea], at: Sources) -> Trace:
    """Tell why there is a focus area."""
    phase, area = home
    why = [Line(f"It is a focus area of {phase.title}."), *area_lines(area, phase, at, 1)]
    inside = [Line(f"Goal: {goal.title} ({goal.id})") for goal in area.goals]
    inside += [Line(f"{told_day(one.day, at)}: {one.title} ({one.id})") for one in area.actions]
    return Trace(area.id, "focus area", area.title, True, tuple(why), (), tuple(inside))


def phase_trace(phase: Phase, at: Sources) -> Trace:
    """Tell where a phase comes from."""
    home = at.homes.get((phase.id, "", "phases", ""))
    first = Line("You wrote or changed it.", 0, home) if home else Line("Every plan has it, unless you name others.")
    span = Line(f"It goes from day {phase.from_day} to day {phase.to_day}.")
    return Trace(phase.id, "phase", phase.title, True, (first,), (span,))


def goal_trace(home: tuple[Phase, FocusArea, Goal], at: Sources) -> Trace:
    """Tell why there is a goal, when it is due and what leads to it."""
    phase, area, goal = home
    own = at.homes.get((phase.id, area.id, "goals", goal.id))
    why = [Line(f"It is what the focus area “{area.title}” ({area.id}) is for."), *area_lines(area, phase, at, 1)]
    if own:
        why.append(Line("You wrote or changed it.", 0, own))
    if not goal.measure:
        why.append(Line("It has no measure, so nobody can say whether it was met.", 0))
    leads = [one for one in area.actions if one.why.source not in LADDERS]
    day = Line(f"Due {told_day(goal.day, at)}: not before the last action that leads to it.")
    return Trace(goal.id, "goal", goal.title, True, tuple(why), (day,), tuple(leading(leads, at)))


def leading(actions: Sequence[Action], at: Sources) -> Iterator[Line]:
    """Say which actions lead to a goal."""
    for one in actions:
        yield Line(f"{told_day(one.day, at)}: {one.title} ({one.id}) leads to it.")


# People, wins, questions, risks, proof


def person_trace(row: PersonRow, at: Sources) -> Trace:
    """Tell why somebody is in the plan and when they are first met."""
    path = person_paths(at.answers).get(row.id, ())
    person = next(one for one in at.parts.content.people if one.id == row.id)
    if row.assumed:
        why = [Line(f"You named nobody of the group {row.group}; the role's template fills it.", 0, ("role",))]
    else:
        why = [Line(f"You named them, as {row.group}.", 0, path)]
    wave = next((a for _, _, a in homes_of(at.plan) if a.why.id == "people" and person in members(a.id, at)), None)
    rule = f"you gave day {person.contact.day}" if person.contact.day else "few people a week, this group in its turn"
    day = [Line(f"First contact {told_day(row.day, at)}: {rule}.")]
    if row.known:
        day = [Line("You know each other: no introduction is planned.", 0, path)]
    asked = [Line(f"Question: {one.question} ({one.id})") for one in at.plan.questions if one.ask == row.name]
    met = [Line(f"{told_day(wave.day, at)}: {wave.title} ({wave.id})")] if wave else []
    return Trace(row.id, "person", row.name, True, tuple(why), tuple(day), (*met, *asked))


def win_trace(win: Win, at: Sources) -> Trace:
    """Tell why there is an early win."""
    shown = [a for _, _, a in homes_of(at.plan) if a.id in win.actions]
    steps = tuple(Line(f"{told_day(a.day, at)}: {a.title} ({a.id})") for a in shown)
    day = Line(f"Agreed by {told_day(win.agree_day, at)}, shown by {told_day(win.due_day, at)}.")
    return Trace(win.id, "early win", win.title, True, tuple(win_lines(win, at, 0)), (day,), steps)


def question_trace(one: Question, at: Sources) -> Trace:
    """Tell why a question is asked, whom, and by when."""
    own = index_of(at.answers.unknowns, one.id)
    path = unknown_paths(at.answers).get(one.id, ("unknowns", own) if own is not None else ())
    if own is not None:
        why = Line("You wrote it under unknowns.", 0, path)
    elif path:
        why = Line("You answered “?”.", 0, path)
    else:
        text = next((q for q in at.parts.template.questions if q.id == one.id), None)
        kind, _, name = (text.origin if text else "").partition(" ")
        why = template_lines(kind, name, at)[0] if kind else Line("You answered “?”.")
    when = Line(f"Asked of {one.ask} by {told_day(one.day, at)}.")
    reasons = [why, *([Line(f"It matters: {one.why}.")] if one.why else [])]
    return Trace(one.id, "question", one.question, True, tuple(reasons), (when,))


def unknown_paths(answers: Answers) -> dict[str, Path]:
    """Return where each ``?`` stands that became a question, by the question's id."""
    paths: dict[str, Path] = {"mission": ("mission",)}
    paths |= {f"level-{key}": ("ratings", key) for key, said in answers.ratings.items() if said == "?"}
    paths |= {f"owner-{key_of(one)}": ("handover", n, "to") for n, one in enumerate(answers.handover)}
    for key, path in person_paths(answers).items():
        for field in ("measured_on", "ask", "why", "offer", "introduced_by"):
            paths[f"{key}-{field.replace('_', '-')}"] = (*path, field)
    return paths


def risk_trace(one: Risk, at: Sources) -> Trace:
    """Tell where a risk comes from."""
    n = next((n for n, risk in enumerate(at.answers.risks) if key_of(risk) == one.id), None)
    if n is not None:
        why = Line("You named it.", 0, ("risks", n))
    else:
        text = next((r for r in at.parts.template.risks if r.id == one.id), None)
        kind, _, name = (text.origin if text else "role").partition(" ")
        why = template_lines(kind, name, at)[0]
    return Trace(one.id, "risk", one.risk, True, (why,))


def evidence_trace(key: str, at: Sources) -> Trace:
    """Tell what a piece of evidence does in the plan."""
    keys = list(evidence_by_id(at.answers))
    one = evidence_by_id(at.answers)[key]
    why = [Line("You gave it as proof.", 0, ("evidence", keys.index(key)))]
    for standing in at.parts.found.standings:
        if standing.need.id in one.competency:
            cap = CAP_BY_PROOF[standing.proof]
            name = competency_name(standing)
            why.append(Line(f"It proves {name} ({standing.need.id}): with it, a rating may count up to {cap}.", 1))
    return Trace(key, "evidence", one.title, True, tuple(why))


# What was left out


def parked_trace(one: Any, at: Sources) -> Trace:
    """Tell why something was left out, and when to look again."""
    return Trace(one.id, one.kind, one.title, False, (Line(left_out(one.reason, one.look_again)),))


def later_rung_trace(one: Draft, at: Sources) -> Trace:
    """Tell why an action found no room."""
    reason = next(chain.reason for chain in at.parts.times.parked if one in chain.drafts)
    after = f"after day {at.plan.days}"
    why = [Line(left_out(reason, after))]
    others = [draft.id for chain in at.parts.times.parked if one in chain.drafts for draft in chain.drafts]
    if len(others) > 1:
        why.append(Line(f"It is planned with {', '.join(x for x in others if x != one.id)} or not at all."))
    return Trace(one.id, "action", one.title, False, tuple(why))


def left_out(reason: str, again: str) -> str:
    """Return why something is not in the plan, as a sentence."""
    return f"It is not in the plan: {reason}. Look again {again}."
