"""The plan file's gate: from bytes to checked answers, with everything that is wrong in one report."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from .answers import ActionChange, Answers, PhaseChange, is_unknown
from .compose import repeated
from .documents import document_names, find_document
from .errors import InvalidFile, Problem
from .horizon import FIRST, LAST, USUAL, first_day, last_day, plan_length
from .ids import slug
from .library import (
    SHIPPED,
    Library,
    Mix,
    compose,
    has_plan,
    ids_elsewhere,
    layout_names,
    lineage,
    load_competencies,
    load_template,
    template_ids,
)
from .road_gate import impossible_road
from .slips import not_one_of, shorten
from .source import Table, find_mark, parse_yaml, place, read, set_value

Path = tuple[str | int, ...]
Finding = tuple[Path, str]


def check_answers(data: bytes, name: str, changes: Sequence[str] = (), library: Library = SHIPPED) -> Answers:
    """Return the answers of a plan file, with ``--set`` changes applied; raises ``InvalidFile`` with every problem."""
    return check_marked(data, name, changes, library)[0]


def check_marked(
    data: bytes, name: str, changes: Sequence[str] = (), library: Library = SHIPPED
) -> tuple[Answers, Table]:
    """Return the answers of a plan file and its nodes, which know where each value stands."""
    root = parse_yaml(data, name)
    for change in changes:
        set_value(root, change)
    problems: list[Problem] = []
    answers = read(root, Answers, problems)
    found = (
        [(find_mark(root, path), told(path, text)) for path, text in cross_check(answers, library)] if answers else []
    )
    problems += [Problem(place(mark), text) for mark, text in found]
    if problems or answers is None:
        raise InvalidFile(name, sorted(set(problems), key=by_place), "plan schema prints every key")
    return answers, root


def by_place(problem: Problem) -> tuple[str, int, int, str]:
    """Sort problems as they stand in the file."""
    name, line, column = problem.place.rsplit(":", 2)
    return name, int(line), int(column), problem.text


def told(path: Path, text: str) -> str:
    """Put the path before what is wrong there: “people[0].group: …”."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return f"{shown}: {text}"


def cross_check(answers: Answers, library: Library = SHIPPED) -> list[Finding]:
    """Return what types cannot tell: names that nothing has, ids given twice, days that cannot be."""
    answers = blanked(answers, library)
    catalogue = [*load_competencies((), library), *(c.id for c in answers.competencies)]
    return [
        *unknown_templates(answers, library),
        *unknown_competencies(answers, catalogue),
        *impossible_road(answers, catalogue),
        *unknown_people(answers),
        *unknown_documents(answers, library),
        *unknown_extra(answers, library),
        *changes_of_nothing(answers, library),
        *twice(answers),
        *twice_held(answers),
        *impossible_days(answers, plan_end(answers, library)),
        *impossible_phases(answers),
        *impossible_hours(answers),
    ]


def blanked(answers: Answers, library: Library) -> Answers:
    """Return the answers with nothing in the changes that belong to another stage: what they say holds there."""
    elsewhere = elsewhere_of(answers, library)
    return answers._replace(
        phases=tuple(PhaseChange(one.id) if one.id in elsewhere else one for one in answers.phases),
        actions=tuple(ActionChange(id=one.id) if one.id in elsewhere else one for one in answers.actions),
    )


def elsewhere_of(answers: Answers, library: Library) -> set[str]:
    """Return the ids of changes whose entry the role has at another stage only."""
    ids = [*(one.id for one in answers.phases), *(one.id for one in answers.actions)]
    known = answers.role in template_ids("role", library)
    return ids_elsewhere(ids, answers.role, known_mix(answers, library), library) if known else set()


def unknown_templates(answers: Answers, library: Library) -> Iterable[Finding]:
    """Find roles, transitions, situations and seniorities that nothing has."""
    roles = template_ids("role", library)
    if answers.role not in roles:
        yield ("role",), not_one_of("role", answers.role, roles) + ", or generic-professional with your own title"
    elif not has_plan(answers.role, library):
        yield ("role",), f"'{answers.role}' has no plan of its own yet; it can stand under 'from'"
    if answers.from_ and answers.from_ not in roles:
        yield ("from",), not_one_of("role", answers.from_, roles) + ", or leave it out and write from_title"
    for n, one in enumerate(answers.transitions):
        yield from unless_template(("transitions", n), "transition", one, library)
    for kind in ("situation", "seniority"):
        yield from unless_template((kind,), kind, getattr(answers, kind), library)


def unless_template(path: Path, kind: str, name: str, library: Library) -> Iterable[Finding]:
    """Find a template that is named and not there."""
    known = template_ids(kind, library)
    if name and name not in known:
        yield path, not_one_of(kind, name, known)


def unknown_extra(answers: Answers, library: Library) -> Iterable[Finding]:
    """Find answers to questions that the role does not ask."""
    if answers.extra and answers.role in template_ids("role", library):
        steps = lineage(answers.role, library)
        known = [one.id for step in steps for one in load_template(*step, library).extra]
        for key in answers.extra:
            if key not in known:
                asks = not_one_of("question", key, known) if known else f"{answers.role} asks nothing of its own"
                yield ("extra", key), asks


def unknown_competencies(answers: Answers, known: Sequence[str]) -> Iterable[Finding]:
    """Find competencies that neither the catalogue nor the person has."""
    for field in ("ratings", "manager_ratings"):
        for key in getattr(answers, field):
            yield from unless_known((field, key), key, known)
    yield from each_unless_known(("gaps",), answers.gaps, known)
    for n, priority in enumerate(answers.priorities):
        for m, key in enumerate(priority.competencies):
            yield from unless_known(("priorities", n, "competencies", m), key, known)
    for field in ("evidence", "wins", "carry_over"):
        for n, entry in enumerate(getattr(answers, field)):
            yield from each_unless_known((field, n, "competency"), entry.competency, known)
    for field in ("learning", "certifications"):
        for n, entry in enumerate(getattr(answers, field)):
            yield from unless_known((field, n, "competency"), entry.competency, ["", *known])
    for n, action in enumerate(answers.actions):
        yield from each_unless_known(("actions", n, "serves"), action.serves or (), known)
    for n, phase in enumerate(answers.phases):
        for m, focus in enumerate(phase.focus):
            yield from each_unless_known(("phases", n, "focus", m, "serves"), focus.serves or (), known)
            for k, action in enumerate(focus.actions):
                path = ("phases", n, "focus", m, "actions", k, "serves")
                yield from each_unless_known(path, action.serves or (), known)


def each_unless_known(path: Path, keys: Sequence[str], known: Sequence[str]) -> Iterable[Finding]:
    """Find those of several competencies that are not known."""
    for n, key in enumerate(keys):
        yield from unless_known((*path, n), key, known)


def unless_known(path: Path, key: str, known: Sequence[str]) -> Iterable[Finding]:
    """Find one competency that is not known."""
    if key not in known:
        yield path, not_one_of("competency", key, known)


def unknown_people(answers: Answers) -> Iterable[Finding]:
    """Find references to people and proof that the plan file does not hold."""
    people = {c.id or slug(c.name) for c in answers.people} | {c.name for c in answers.people}
    for n, contact in enumerate(answers.people):
        by = contact.introduced_by
        if by and not is_unknown(by) and by not in people and " " not in by:
            yield (
                ("people", n, "introduced_by"),
                not_one_of("person", by, sorted(people)) + ", or write a full name",
            )
    proofs = [e.id or slug(e.title) for e in answers.evidence]
    for n, phase in enumerate(answers.phases):
        for m, focus in enumerate(phase.focus):
            for k, key in enumerate(focus.evidence or ()):
                if key not in proofs:
                    yield ("phases", n, "focus", m, "evidence", k), not_one_of("evidence", key, proofs)


def unknown_documents(answers: Answers, library: Library) -> Iterable[Finding]:
    """Find documents that no layout makes."""
    known = document_names(layout_names(library))
    for n, name in enumerate(answers.documents):
        if not find_document(name, known):
            yield ("documents", n), not_one_of("document", name, known)


def changes_of_nothing(answers: Answers, library: Library) -> Iterable[Finding]:
    """Find changes that would change nothing: a drop of what is not there, a question without its text."""
    for n, question in enumerate(answers.unknowns):
        if question.id and not question.question and not question.drop:
            yield ("unknowns", n), "'question' is missing"
    for n, win in enumerate(answers.wins):
        if win.id and not win.title and not win.drop:
            yield ("wins", n), "'title' is missing"
    gone = [win for win in answers.wins if win.drop and not win.title]
    if (answers.phases or answers.actions or gone) and answers.role in template_ids("role", library):
        template = compose(answers.role, mix=known_mix(answers, library), library=library).template
        wins = [*(win.id for win in template.wins), *(one.id or slug(one.title) for one in answers.carry_over)]
        for win in gone:
            if win.id not in wins:
                yield ("wins", answers.wins.index(win)), not_one_of("early win", win.id, wins)
        there = (*template.actions, *template.habits, *repeated(template.reviews, LAST))
        yield from drops_of_nothing(("actions",), "action", answers.actions, there)
        phases = {phase.id: phase for phase in template.phases}
        elsewhere = elsewhere_of(answers, library)
        for n, change in enumerate(answers.phases):
            if change.id not in {*phases, *elsewhere} and (change.drop or not spans_given(change)):
                more = "" if change.drop else " One of your own needs from_day or from_week"
                yield ("phases", n, "id"), not_one_of("phase", change.id, list(phases)) + more
            areas = phases[change.id].focus if change.id in phases else ()
            yield from drops_of_nothing(("phases", n, "focus"), "focus area", change.focus, areas)


def known_mix(answers: Answers, library: Library) -> Mix:
    """Return what there is of what the answers lay over the role; the rest has been told already."""
    moves = tuple(one for one in answers.transitions if one in template_ids("transition", library))
    named = {kind: getattr(answers, kind) for kind in ("situation", "seniority")}
    known = {kind: name if name in template_ids(kind, library) else "" for kind, name in named.items()}
    return Mix(moves, **known, stage=answers.stage)


def drops_of_nothing(path: Path, kind: str, changes: Sequence[Any], there: Sequence[Any]) -> Iterable[Finding]:
    """Find entries with ``drop: true`` that the template does not have, at every level below."""
    by_id = {entry.id: entry for entry in there}
    for n, change in enumerate(changes):
        key = change.id or slug(change.title or "")
        own = change.id and change.title  # an entry of the owner's that keeps its lines
        if change.drop and key not in by_id and not own:
            yield (*path, n), not_one_of(kind, key, list(by_id))
        for field, name in (("goals", "goal"), ("actions", "action")) if key in by_id and kind == "focus area" else ():
            yield from drops_of_nothing((*path, n, field), name, getattr(change, field), getattr(by_id[key], field))


def twice(answers: Answers) -> Iterable[Finding]:
    """Find ids that the person gave twice in one list, and entries without a name."""
    for field in (
        "people",
        "evidence",
        "carry_over",
        "handover",
        "learning",
        "wins",
        "risks",
        "unknowns",
        "competencies",
        "actions",
        "phases",
    ):
        yield from twice_in((field,), getattr(answers, field))
    for field in ("experiences", "mentors", "network"):
        yield from twice_in(("road", field), getattr(answers.road, field))
    for n, phase in enumerate(answers.phases):
        yield from twice_in(("phases", n, "focus"), phase.focus)
        for m, focus in enumerate(phase.focus):
            yield from twice_in(("phases", n, "focus", m, "goals"), focus.goals)
            yield from twice_in(("phases", n, "focus", m, "actions"), focus.actions)


def twice_held(answers: Answers) -> Iterable[Finding]:
    """Find reviews that stand twice in the plan file."""
    days: set[int] = set()
    for n, one in enumerate(answers.reviews):
        if one.day in days:
            yield ("reviews", n, "day"), f"the review of day {one.day} stands twice; make one of them"
        days.add(one.day)


def twice_in(path: Path, entries: Sequence[Any]) -> Iterable[Finding]:
    """Find ids that stand twice in one list or cannot stand in a line, and entries that nothing could be called by."""
    seen: set[str] = set()
    for n, entry in enumerate(entries):
        if not entry.id and not entry[0]:
            yield (*path, n), f"'{entry._fields[0]}' is missing; add it"
        if not re.fullmatch("[A-Za-z0-9_-]*", entry.id):
            yield (*path, n, "id"), f"'{shorten(entry.id)}' is no id; use letters, digits and hyphens: {slug(entry.id)}"
        if entry.id and entry.id in seen:
            yield (*path, n, "id"), f"'{entry.id}' is given twice; make one of them different"
        seen.add(entry.id)


def plan_end(answers: Answers, library: Library) -> int:
    """Return the last day of the plan, the usual one where its phases cannot be known."""
    changed = [phase for phase in answers.phases if phase.drop or spans_given(phase)]
    if answers.role not in template_ids("role", library) or any(impossible_phases(answers)):
        return USUAL
    template = compose(answers.role, mix=known_mix(answers, library), library=library).template
    return plan_length(template.phases, changed)


def spans_given(phase: PhaseChange) -> list[tuple[str, int]]:
    """Return the keys with which the owner says when a phase is."""
    keys = ("from_day", "to_day", "from_week", "to_week")
    return [(key, getattr(phase, key)) for key in keys if getattr(phase, key) is not None]


def impossible_phases(answers: Answers) -> Iterable[Finding]:
    """Find phases whose days cannot be."""
    for n, phase in enumerate(answers.phases):
        for key, number in spans_given(phase):
            unit, most = ("week", LAST // 7) if key.endswith("week") else ("day", LAST)
            least = -(-FIRST // 7) if unit == "week" else FIRST
            if number == 0 or not least <= number <= most:
                yield (
                    ("phases", n, key),
                    f"there is no {unit} {number}; {unit} 1 is the first, -1 the one before; use {least} to {most}",
                )
        for end in ("from", "to"):
            if getattr(phase, f"{end}_day") is not None and getattr(phase, f"{end}_week") is not None:
                yield ("phases", n, f"{end}_week"), f"'{end}_day' is given, too; keep one of them"
        first, last = first_day(phase), last_day(phase)
        if first is not None and last is not None and last < first:
            yield ("phases", n), f"it ends on day {last}, before it begins on day {first}; swap them"


def impossible_days(answers: Answers, end: int) -> Iterable[Finding]:
    """Find days and dates that cannot be."""
    for n, span in enumerate(answers.days_off):
        if span.to and span.to < span.from_:
            yield ("days_off", n, "to"), f"{span.to} is before {span.from_}; swap them"
    if answers.start and not date(1970, 1, 1) <= answers.start <= date(2199, 12, 31):
        yield ("start",), f"{answers.start} is not a day that somebody starts on; look at the year"
    if answers.hours is not None and not 0.5 <= answers.hours <= 80:
        yield ("hours",), f"{answers.hours:g} hours a week cannot be planned; use 0.5 to 80"
    if not answers.working_days:
        yield ("working_days",), "name at least one day"
    for path, day in given_days(answers):
        if day == 0 or not FIRST <= day <= end:
            yield path, day_told(day, end)


def impossible_hours(answers: Answers) -> Iterable[Finding]:
    """Find work that would take no time or less."""
    for field in ("learning", "wins", "actions"):
        for n, entry in enumerate(getattr(answers, field)):
            yield from unless_hours((field, n, "hours"), entry.hours)
    for n, phase in enumerate(answers.phases):
        for m, focus in enumerate(phase.focus):
            for k, action in enumerate(focus.actions):
                yield from unless_hours(("phases", n, "focus", m, "actions", k, "hours"), action.hours)


def unless_hours(path: Path, hours: float | None) -> Iterable[Finding]:
    """Find hours that nothing can take."""
    if hours is not None and not 0 < hours <= 80:
        yield path, f"{hours:g} hours cannot be planned; use more than 0 and up to 80"


def day_told(day: int, end: int = USUAL) -> str:
    """Say what is wrong with a day."""
    if day == 0:
        return "there is no day 0; day 1 is the start, -1 the day before"
    return f"day {day} is outside the plan; use {FIRST} to {end}, and 'later' for what comes after"


def given_days(answers: Answers) -> Iterable[tuple[Path, int]]:
    """Yield every day that the person gave, with its path."""
    for field, key in (
        ("people", "day"),
        ("handover", "day"),
        ("learning", "day"),
        ("wins", "due"),
        ("risks", "day"),
        ("unknowns", "day"),
        ("reviews", "day"),
        ("actions", "day"),
        ("actions", "until"),
    ):
        for n, entry in enumerate(getattr(answers, field)):
            if getattr(entry, key) is not None:
                yield (field, n, key), getattr(entry, key)
    for n, phase in enumerate(answers.phases):
        for m, focus in enumerate(phase.focus):
            for kind, key in (("goals", "due"), ("actions", "day"), ("actions", "until")):
                for k, entry in enumerate(getattr(focus, kind)):
                    if getattr(entry, key) is not None:
                        yield ("phases", n, "focus", m, kind, k, key), getattr(entry, key)
