"""What ``plan explain`` does: read, build, trace an id back, and try what would take it away before saying so."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from .actionline import words
from .answers import Answers
from .arguments import folder_for
from .boxes import read_boxes
from .build import Fitted, build_fitted
from .checklists import CHECKLIST
from .edge import put
from .edit import dotted
from .errors import PlanError, UnknownName
from .files import cache_folder
from .gate import check_marked
from .library import Library, load_layouts
from .living import find_checklist
from .lookup import find_library
from .reasons import Line, Sources, homes_of, make_sources, members
from .rendering import Environment, environment
from .run import STDIN, json_text, plan_file, read_input, run_trusting, shown
from .showing import short
from .slips import not_one_of
from .source import Table, find_mark, place
from .spelling import spell
from .spots import Edit
from .tracing import Trace, ids, traces
from .ways import Way, ways_in, ways_out

STDIN_SHOWN = "standard input"
ENOUGH = 2  # ways that are told; a third helps nobody
FEW = 2  # things that go or come with it, by name


class Held(NamedTuple):
    """A way that was tried and did what it says."""

    said: str
    changes: tuple[str, ...]  # as --set and plan set take them
    goes: tuple[str, ...]  # titles of the actions that go, too
    comes: tuple[str, ...]  # and of those that come in their place


class Subject(NamedTuple):
    """A plan file as it was read, to be built again with a change."""

    data: bytes
    name: str
    root: Table
    library: Library
    env: Environment


def explain(key: str, file: str, templates: str | None, *, json: bool = False) -> int:
    """Say why something is in the plan, or why not; returns the exit code.

    Raises:
        UnknownName: nothing in the plan has this id.
    """
    file = plan_file(file)
    library = find_library(templates)
    data = read_input(file)
    answers, root = check_marked(data, shown(file), (), library)
    work = partial(explain_here, key, answers, root, data, shown(file), library)
    try:
        told: list[dict[str, Any]] = run_trusting(answers, ["plan.md"], library, work)
    except UnknownName:
        told = own_line(key, file)
        if not told:
            raise
    if json:
        put(json_text(told, compact=False))
    else:
        put("\n".join("".join(f"{line}\n" for line in lines_of(one)) for one in told))
    return 0


def explain_here(
    key: str, answers: Answers, root: Table, data: bytes, name: str, library: Library
) -> list[dict[str, Any]]:
    """Build the plan in this process, and return each trace as plain data with the ways that hold."""
    subject = Subject(data, name, root, library, environment(load_layouts(library), cache_folder()))
    at = sources_of(answers, subject)
    found = traces(key, at)
    if not found:
        raise unknown(key, at)
    return [as_data(one, list(held(one, at, subject)), subject) for one in found]


def sources_of(answers: Answers, subject: Subject) -> Sources:
    """Return the plan of some answers with what it was made of."""
    fitted: Fitted = build_fitted(answers, subject.env, subject.library)
    return make_sources(fitted.plan, fitted.parts)


def own_line(key: str, file: str) -> list[dict[str, Any]]:
    """Return what to tell of a line of the checklist that no answer asks for; nothing where there is none."""
    there = find_checklist(folder_for(file, None, several=False)) if file != STDIN else None
    box = next((box for box in read_boxes(there.text) if box.id == key), None) if there else None
    if there is None or box is None:
        return []
    whose = "It was in the plan that was rendered last" if key in (there.written or ()) else "It is a line of your own"
    text = f"{whose}; nothing in the plan file asks for it. plan drop {key} gives it up."
    where = f"{CHECKLIST}:{box.line + 1}:1"
    why = [{"text": text, "depth": 0, "place": where}]
    title = short(words(box.body))
    return [
        {"id": key, "kind": "line", "title": title, "in_plan": False, "why": why, "when": [], "bound": [], "ways": []}
    ]


def unknown(key: str, at: Sources) -> UnknownName:
    """Return the error for an id that nothing has, with the nearest, or where ids stand."""
    known = ids(at)
    message = not_one_of("id", key, known)
    return UnknownName(message, "ids stand behind 🆔 in checklist.md; plan render --json has all of them")


# Trying


def held(one: Trace, at: Sources, subject: Subject) -> Iterator[Held]:
    """Yield the first ways that do what they say, each tried on the plan."""
    candidates = ways_out(one.id, one.kind, at) if one.there else ways_in(one.id, one.kind, at)
    told: list[tuple[object, object]] = []
    for way in candidates:
        made = tried(way, one, at, subject)
        if made and (made.goes, made.comes) not in told:
            yield made
            told.append((made.goes, made.comes))
        if len(told) == (ENOUGH if one.there else 1):
            return


def tried(way: Way, one: Trace, at: Sources, subject: Subject) -> Held | None:
    """Return a way if the plan that is built with it holds the thing no longer, or now does."""
    changes = tuple(as_change(edit) for edit in way.edits)
    try:
        answers, _ = check_marked(subject.data, subject.name, changes, subject.library)
        after = sources_of(answers, subject)
    except PlanError:
        return None
    if is_there(one, after, at) is one.there:
        return None
    before, now = actions_of(at), actions_of(after)
    goes = tuple(title for key, title in before.items() if key not in now and key != one.id)
    comes = tuple(title for key, title in now.items() if key not in before and key != one.id)
    return Held(way.said, changes, goes, comes)


def as_change(edit: Edit) -> str:
    """Return an edit as ``plan set`` takes it."""
    return f"{dotted(edit.path)}={'' if edit.value is None else spell(edit.value, flow=True)}"


def actions_of(at: Sources) -> Mapping[str, str]:
    """Return the titles of a plan's actions by their ids."""
    return {action.id: action.title for _, _, action in homes_of(at.plan)}


def is_there(one: Trace, after: Sources, before: Sources) -> bool:
    """Tell whether a plan still holds, or now holds, what a trace is about."""
    plan = after.plan
    actions = actions_of(after)
    if one.kind in ("gap", "strength", "ladder") or one.id in standings(before):
        return any(action.why.id == one.id for _, _, action in homes_of(plan))
    if one.id.startswith("meet-"):  # others may be met in that week instead
        return any(name in actions.get(one.id, "") for name in names_in(one, before))
    areas = [area for phase in plan.phases for area in phase.focus]
    there = {
        "goal": [goal.id for area in areas for goal in area.goals],
        "focus area": [area.id for area in areas],
        "person": [row.id for row in plan.people],
        "early win": [win.id for win in plan.wins],
        "win": [win.id for win in plan.wins],
        "yours": [win.id for win in plan.wins],
        "question": [question.id for question in plan.questions],
        "risk": [risk.id for risk in plan.risks],
    }
    return one.id in there.get(one.kind, actions)


def standings(at: Sources) -> set[str]:
    """Return the competencies that a plan knows of."""
    return {standing.need.id for standing in at.parts.found.standings}


def names_in(one: Trace, at: Sources) -> list[str]:
    """Return whom a wave of introductions introduces."""
    return [person.contact.name for person in members(one.id, at)]


# Telling


def as_data(one: Trace, ways: Sequence[Held], subject: Subject) -> dict[str, Any]:
    """Return a trace as ``--json`` has it."""
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "in_plan": one.there,
        "why": [line_data(line, subject) for line in one.why],
        "when": [line_data(line, subject) for line in one.when],
        "bound": [line_data(line, subject) for line in one.bound],
        "ways": [{**way._asdict(), "command": command(way.changes, subject.name)} for way in ways],
    }


def line_data(line: Line, subject: Subject) -> dict[str, Any]:
    """Return a sentence of a trace with the place of the answer that it tells of."""
    where = place(find_mark(subject.root, line.path)) if line.path else ""
    return {"text": line.text, "depth": line.depth, "place": where}


def lines_of(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield a trace as a person reads it."""
    yield f"{told['id']} ({told['kind']}): {told['title']}"
    yield ""
    yield from ("  " + indented(line) for line in told["why"])
    for head, key in (("When", "when"), ("What hangs on it", "bound")):
        if told[key]:
            yield f"{head}:"
            yield from ("  " + indented(line) for line in told[key])
    yield from way_lines(told)


def indented(line: Mapping[str, Any]) -> str:
    """Return a sentence with its depth and its place."""
    where = f"  [{line['place']}]" if line["place"] else ""
    return f"{'  ' * line['depth']}{line['text']}{where}"


def way_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what would take it away or bring it in, each tried."""
    if told["ways"]:
        yield f"It {'goes' if told['in_plan'] else 'comes in'} if"
    for way in told["ways"]:
        yield f"  {way['said']}:"
        yield f"    {way['command']}"
        for verb, titles in (("gone with it", way["goes"]), ("new then", way["comes"])):
            if titles:
                yield f"    {verb}: {named(titles)}"


def command(changes: Sequence[str], name: str) -> str:
    """Return how to make a change in the plan file, as a shell takes it."""
    words = ["plan", "set", *changes]
    return shlex.join(words if name in ("plan.yaml", STDIN_SHOWN) else [*words, "--file", name])


def named(titles: Sequence[str]) -> str:
    """Return some titles and how many more there are."""
    more = len(titles) - FEW
    return "; ".join(titles[:FEW]) + (f"; {more} more" if more > 0 else "")
