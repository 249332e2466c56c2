"""What would take something out of a plan, or bring in what was left out: changes of the plan file, to be tried.

A way is a guess until the plan was built with it; ``explaining.py`` tells only those that held.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .answers import Answers, is_private
from .circle import KNOWN_ALREADY
from .ladders import competency_name
from .owned import person_paths
from .plan import Action, FocusArea, Phase
from .reasons import LADDERS, Sources, home_of, homes_of, is_open, members
from .spots import Edit, Step, edits, index_of
from .tracing import unknown_paths

MORE_HOURS = (2, 4, 6, 8, 12, 16, 24)
WEAK = 2  # a rating that is told as no strength


class Way(NamedTuple):
    """A change of the plan file: in words, and as it is made."""

    said: str
    edits: tuple[Edit, ...]


def ways_out(key: str, kind: str, at: Sources) -> Iterator[Way]:
    """Yield what might take an id out of the plan, the plainest first."""
    home = next((one for one in homes_of(at.plan) if one[2].id == key), None)
    if kind in ("action", "habit", "review") and home:
        yield from action_ways(*home_of(home, at), at)
    elif kind == "goal":
        yield from goal_ways(key, at)
    elif kind == "focus area":
        yield from area_ways(key, at)
    elif kind == "person":
        yield from entry_ways("people", key, at, "you take them out")
        yield from named_ways(key, at)
    elif kind == "early win":
        yield from win_ways(key, at)
    elif kind == "question":
        yield from question_ways(key, at)
    elif kind in ("gap", "strength"):
        yield from standing_ways(key, at)
    elif kind == "risk":
        yield from entry_ways("risks", key, at, "you take it out")


def dropped(steps: Sequence[Step], at: Sources, said: str = "you drop it") -> Way:
    """Return the way that drops an entry by its id."""
    return Way(said, tuple(edits(at.answers, steps, {"drop": True})))


def without(field: str, n: int, said: str) -> Way:
    """Return the way that takes an entry out of a list."""
    return Way(said, (Edit((field, n), None),))


def entry_ways(field: str, key: str, at: Sources, said: str) -> Iterator[Way]:
    """Yield the way that takes out the person's own entry with an id."""
    n = index_of(getattr(at.answers, field), key)
    if n is not None:
        yield without(field, n, said)


def named_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield the way in which somebody of the person's own takes the place of a kind of people."""
    row = next((one for one in at.plan.people if one.id == key and one.assumed), None)
    if row:
        entry = {"name": "Their Name", "group": row.group}
        yield Way(f"you name your own {row.group}", (Edit(("people", len(at.answers.people)), entry),))


# Actions


def action_ways(phase: Phase | None, area: FocusArea | None, action: Action, at: Sources) -> Iterator[Way]:
    """Yield what might take an action out."""
    why = action.why
    if why.source in LADDERS:
        yield from standing_ways(why.id, at)
        return
    if why.id == "people":
        yield from wave_ways(action.id, at)
        return
    for win in at.plan.wins:
        if action.id in win.actions:
            yield from win_ways(win.id, at)
    yield from own_ways(action, at)
    if phase and area:
        steps = [("phases", phase.id), ("focus", area.id), ("actions", action.id)]
        yield dropped(steps, at)
        yield from taken_out(steps, at)
    yield dropped([("actions", action.id)], at)
    yield from entry_ways("actions", action.id, at, "you take it out")
    yield from template_ways(why.source, why.id, at)


def taken_out(steps: Sequence[Step], at: Sources) -> Iterator[Way]:
    """Yield the way that takes out an entry that the owner wrote; one of a template comes back as it was."""
    path = edits(at.answers, steps, {"drop": True})[0].path
    if path[-1] == "drop":
        yield Way("you take it out", (Edit(path[:-1], None),))


def own_ways(action: Action, at: Sources) -> Iterator[Way]:
    """Yield what might take out an action that comes from an answer of the person's."""
    answers, why = at.answers, action.why
    if why.id == "certifications":
        found = [n for n, one in enumerate(answers.certifications) if is_open(one)]
        yield Way("each certificate is held", tuple(Edit(("certifications", n, "status"), "held") for n in found))
    if action.id.startswith("hand-over-"):
        yield from entry_ways("handover", why.id, at, "you take the duty out")
        yield Way("you name your own duties", (Edit(("handover", len(answers.handover)), {"duty": "A duty of mine"}),))
    if why.source == "you":
        yield from entry_ways("learning", why.id, at, "you take it off the list")
        yield from entry_ways("carry_over", why.id, at, "you take the work out")


def template_ways(kind: str, name: str, at: Sources) -> Iterator[Way]:
    """Yield the way that gives up the template that brings something."""
    if kind == "transition" and name in at.answers.transitions:
        said = f"the move is no {name}"
        yield Way(said, (Edit(("transitions", at.answers.transitions.index(name)), None),))
    elif kind in ("situation", "seniority"):
        yield Way(f"the {kind} is not {name}", (Edit((kind,), None),))


def wave_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield the way that makes an introduction needless: everybody in it is known."""
    paths = person_paths(at.answers)
    new = len(at.answers.people)
    made = []
    for person in members(key, at):
        if person.id in paths:
            made.append(Edit((*paths[person.id], "known"), True))
        elif person.contact.group not in KNOWN_ALREADY:
            entry = {"name": person.contact.name, "group": person.contact.group, "known": True}
            made.append(Edit(("people", new), entry))
            new += 1
    yield Way("you know them already" if made[1:] else "you know each other already", tuple(made))


# Gaps and strengths


def standing_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield what might end the work on a competency: another rating, other proof, another role."""
    one = next(standing for standing in at.parts.found.standings if standing.need.id == key)
    answers, name = at.answers, competency_name(one)
    needed = one.need.required or 0
    rater, field = ("you rate", "ratings") if one.manager is None else ("your manager rates", "manager_ratings")
    if one.gap:
        yield Way(f"{rater} {name} {needed} or more", (Edit((field, key), needed),))
    else:
        low = min(WEAK, needed) if needed else WEAK
        yield Way(f"{rater} {name} {low} or less", (Edit((field, key), low),))
        proofs = [n for n, proof in enumerate(answers.evidence) if key in proof.competency and not is_private(proof)]
        gone = tuple(Edit(("evidence", n), None) for n in reversed(proofs))
        if gone:
            yield Way("its evidence is gone", gone)
    if needed:
        yield need_dropped(key, name, at)
    if key in answers.gaps:
        yield Way("you take it out of 'gaps'", (Edit(("gaps", answers.gaps.index(key)), None),))


def need_dropped(key: str, name: str, at: Sources) -> Way:
    """Return the way in which the role does without a competency."""
    said = f"the role does not need {name}"
    n = next((n for n, one in enumerate(at.answers.competencies) if one.id == key), None)
    if n is not None:
        return Way(said, (Edit(("competencies", n, "drop"), True),))
    return Way(said, (Edit(("competencies", len(at.answers.competencies)), {"id": key, "drop": True}),))


# Goals, focus areas, wins, questions


def goal_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield what might take a goal out."""
    for phase in at.plan.phases:
        for area in phase.focus:
            if any(goal.id == key for goal in area.goals):
                steps = [("phases", phase.id), ("focus", area.id), ("goals", key)]
                yield dropped(steps, at)
                yield from taken_out(steps, at)


def area_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield what might take a focus area out."""
    for phase in at.plan.phases:
        if any(area.id == key for area in phase.focus):
            steps = [("phases", phase.id), ("focus", key)]
            yield dropped(steps, at)
            yield from taken_out(steps, at)


def win_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield what might take an early win out."""
    yield from entry_ways("wins", key, at, "you take the early win out")
    yield from carried_ways(key, at.answers)
    yield dropped([("wins", key)], at, "you drop the early win")
    yield from entry_ways("carry_over", key, at, "you take the work out")


def carried_ways(key: str, answers: Answers) -> Iterator[Way]:
    """Yield the way in which work that is brought along is finished, and no early win."""
    n = index_of(answers.carry_over, key)
    if n is not None:
        yield Way("the work is no early win", (Edit(("carry_over", n, "win"), False),))


def question_ways(key: str, at: Sources) -> Iterator[Way]:
    """Yield what might settle a question: an answer where it was open, or a line that drops it."""
    answers = at.answers
    if index_of(answers.unknowns, key) is not None:
        yield from entry_ways("unknowns", key, at, "you take it out")
        return
    path = unknown_paths(answers).get(key)
    if path:
        yield Way("you answer it", (Edit(path, 2 if path[0] == "ratings" else "The answer"),))
    yield dropped([("unknowns", key)], at)


# What was left out


def ways_in(key: str, kind: str, at: Sources) -> Iterator[Way]:
    """Yield what might bring in what was left out, the plainest first."""
    answers = at.answers
    if kind == "gap":
        others = [one for one in answers.gaps if one != key]
        yield Way("you put it first", (Edit(("gaps",), [key, *others]),))
    if kind == "focus area":
        for phase in at.parts.template.phases:
            if any(area.id == key for area in phase.focus):
                yield Way("you name it as yours", tuple(edits(answers, [("phases", phase.id), ("focus", key)], {})))
    hours = answers.hours or at.plan.hours
    for more in MORE_HOURS:
        wished = min(80.0, float(int(hours + more)))
        yield Way(f"you have {wished:g} hours a week", (Edit(("hours",), wished),))
