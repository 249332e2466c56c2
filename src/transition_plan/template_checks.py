"""What is wrong or weak in a template, rule by rule, without running any of its texts (``template_texts`` does)."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args

from .answers import Rhythm, Stage
from .compose import is_record, lay_templates
from .documents import find_document
from .errors import PlanError, Problem
from .horizon import FIRST, is_placed, length_of, settle, span
from .library import Library, identified, lineage, load_competencies, load_template, mark_of, template_ids
from .lookup import layout_names
from .source import place
from .template import Group, Template

Path = tuple[str | int, ...]
LENSES = ("customer", "business", "craft", "people", "self")
MONTHS = ("month-1", "month-2", "month-3")
WEEKS = {"month-1": slice(0, 4), "month-2": slice(4, 9), "month-3": slice(9, 13)}
AREAS, ACTIONS, AT_ONCE = 7, 60, 3  # offered in a phase, in a role; areas of a phase that a plan has at most
RUNGS = ("learn", "practise", "demonstrate", "offer", "teach", "multiply")
OVER = ("seniority", "situation", "transition")
STEPS = ("begin", "agree", "show")  # of an early win
PEOPLE = get_args(Group)
SAYS_ENOUGH = {
    "wins": ("title", "first_step", "result"),
    "risks": ("risk", "response"),
    "questions": ("question",),
    "people": ("group", "who"),
    "handover": ("duty",),
    "extra": ("question",),
    "focus": ("title",),
    "goals": ("title",),
    "actions": ("title",),
    "habits": ("title",),
    "reviews": ("title", "day"),
}


class Fault(NamedTuple):
    """A rule that is broken, and where: a path in the template, or the key at its end."""

    path: Path
    code: str
    text: str
    mend: str = ""  # nothing where the rule's own will do
    at_key: bool = False


class Entry(NamedTuple):
    """A record of a template with where it stands: in the file, and by ids."""

    field: str
    record: Any
    path: Path
    ids: tuple[str, ...]


class Subject(NamedTuple):
    """A template under examination, and what it is laid over."""

    kind: str
    name: str
    own: Template
    below: Template | None  # base and ancestors; nothing where they cannot be read
    composed: Template
    library: Library

    @property
    def entries(self) -> list[Entry]:
        """Return what the file says, besides what it takes away."""
        return [one for one in entries_of(self.own) if not getattr(one.record, "drop", False)]

    @property
    def whole(self) -> dict[tuple[str, ...], Any]:
        """Return the entries as they are once laid over what is below, by their ids."""
        return {one.ids: one.record for one in entries_of(self.composed)}


def entries_of(record: Any, path: Path = (), ids: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Yield every record of a template's lists, the outer before the inner."""
    for field, part in zip(record._fields, record, strict=True):
        if isinstance(part, tuple) and part and is_record(part[0]) and hasattr(part[0], "id"):
            for n, one in enumerate(part):
                here, named = (*path, field.removesuffix("_"), n), (*ids, field, one.id)
                yield Entry(field, one, here, named)
                yield from entries_of(one, here, named)


def subject_of(kind: str, name: str, own: Template, library: Library) -> tuple[Subject, list[Fault]]:
    """Return a template with what it is laid over; where its parents cannot be used, over the base alone."""
    faults: list[Fault] = []
    base = ("base", load_template("base", "base", library))
    layers = [] if own_plan(kind, own) else [base]
    try:
        steps = lineage(name, library, kind, own)[:-1] if kind in ("role", "family") and own.extends else []
        layers += [(step[0], load_template(*step, library)) for step in steps]
    except PlanError as error:
        faults += wrong_parents(error)
    below = lay_templates(layers) if layers and not faults else None
    composed = lay_templates([*layers, (kind, own)])
    return Subject(kind, name, own, below, composed, library), faults


def own_plan(kind: str, own: Template) -> bool:
    """Tell whether a template is laid over nothing: the base, and a stage that has phases of its own."""
    return kind == "base" or (kind == "stage" and bool(own.phases))


PARENTS = {"there is no": "T005", "is both a": "T006", "comes round": "T007"}


def wrong_parents(error: PlanError) -> Iterator[Fault]:
    """Say why a template's parents cannot be used; of a circle, with every file that is on it."""
    problems: Sequence[Problem] = getattr(error, "problems", ()) or (Problem("", error.message),)
    text, _, mend = problems[0].text.removeprefix("extends: ").partition("; ")
    code = next((code for words, code in PARENTS.items() if words in text), "T005")
    others = [problem.place for problem in problems[1:]]
    around = f", by way of {' and '.join(others)}" if others and code == "T007" else ""
    yield Fault(("extends",), code, f"extends: {text}{around}", mend)


def check_structure(subject: Subject) -> Iterator[Fault]:
    """Yield every fault that can be seen without filling a text."""
    for rule in RULES_OF_STRUCTURE:
        yield from rule(subject)


def name_and_age(subject: Subject) -> Iterator[Fault]:
    """A template is called like its file, and says when somebody last read it through."""
    own = subject.own
    if own.id != subject.name:
        yield Fault(("id",), "T004", f"id '{own.id}' stands in a file called {subject.name}.yaml")
    if own.extends and subject.kind not in ("role", "family"):
        yield Fault(("extends",), "T020", f"a {subject.kind} extends nothing")
    if not own.checked_on:
        yield Fault(("id",), "T406", "checked_on is missing")
    elif not is_date(own.checked_on):
        yield Fault(("checked_on",), "T406", f"checked_on: '{own.checked_on}' is not a date")


def is_date(text: str) -> bool:
    """Tell whether a text is a day like 2026-11-21."""
    from datetime import date

    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and date.fromisoformat(text))
    except ValueError:
        return False


def ids_twice(subject: Subject) -> Iterator[Fault]:
    """An id stands once in its list: of two, one would be lost."""
    seen: set[tuple[str, ...]] = set()
    for one in entries_of(subject.own):
        if not one.record.id:
            yield Fault((*one.path, "id"), "T002", "'id' is empty")
        elif one.ids in seen:
            yield Fault((*one.path, "id"), "T008", f"id '{one.record.id}' stands twice in this list")
        seen.add(one.ids)


def ids_of_ladders(subject: Subject) -> Iterator[Fault]:
    """No action is called like a step of a ladder or of an early win: the checklist's lines go by id."""
    steps = {f"{need.id}-{rung}" for need in subject.composed.competencies for rung in RUNGS}
    steps |= {f"{win.id}-{step}" for win in subject.composed.wins for step in STEPS}
    for one in subject.entries:
        if one.field in ("actions", "habits", "reviews") and one.record.id in steps:
            yield Fault((*one.path, "id"), "T009", f"id '{one.record.id}' is that of a ladder's or a win's step")


def drops_of_nothing(subject: Subject) -> Iterator[Fault]:
    """What a role or family drops is there below it."""
    if subject.below is None or subject.kind not in ("role", "family"):
        return
    there = [one.ids for one in entries_of(subject.below)]
    for one in entries_of(subject.own):
        if getattr(one.record, "drop", False) and one.ids not in there:
            beside = [ids[-1] for ids in there if ids[:-1] == one.ids[:-1]]
            text = f"drops '{one.record.id}', which nothing below has"
            yield Fault((*one.path, "id"), "T021", text, meant(one.record.id, beside))


def meant(said: str, known: Collection[str]) -> str:
    """Return the nearest known word as a mend, or nothing."""
    return next((f"did you mean '{near}'?" for near in get_close_matches(said, sorted(known), 1)), "")


def unless(path: Path, code: str, what: str, said: str, known: Collection[str], *, at_key: bool = False) -> list[Fault]:
    """Return a fault where a word is none of those that are known."""
    if said in known:
        return []
    return [Fault(path, code, f"there is no {what} '{said}'", meant(said, known), at_key)]


def unknown_competencies(subject: Subject) -> Iterator[Fault]:
    """Every competency that a template names is in a catalogue."""
    known = load_competencies((), subject.library)
    for key in (own := subject.own).background:
        yield from unless(("background", key), "T010", "competency", key, known, at_key=True)
    for field, keys in (("more", own.levels.more), ("at_least", own.levels.at_least)):
        for key in keys:
            yield from unless(("levels", field, key), "T010", "competency", key, known, at_key=True)
    for one in subject.entries:
        if one.field == "competencies":
            yield from unless((*one.path, "id"), "T010", "competency", one.record.id, known)
        for n, key in enumerate(getattr(one.record, "serves", None) or ()):
            yield from unless((*one.path, "serves", n), "T010", "competency", key, known)


def unknown_words(subject: Subject) -> Iterator[Fault]:
    """Lenses, groups, stages and rhythms are words that a plan knows."""
    for field, path, one in ((one.field, one.path, one.record) for one in subject.entries):
        if field == "focus" and one.lens:
            yield from unless((*path, "lens"), "T012", "lens", one.lens, LENSES)
        for n, group in enumerate(getattr(one, "groups", None) or ()):
            yield from unless((*path, "groups", n), "T011", "group", group, PEOPLE)
        if getattr(one, "checked_by", None):
            yield from unless((*path, "checked_by"), "T013", "group", one.checked_by, ("self", *PEOPLE))
        if field == "questions" and one.ask:
            yield from unless((*path, "ask"), "T014", "group", one.ask, ("old manager", *PEOPLE))
        for n, stage in enumerate(getattr(one, "stages", None) or ()):
            yield from unless((*path, "stages", n), "T015", "stage", stage, get_args(Stage))
        if getattr(one, "repeat", None):
            yield from unless((*path, "repeat"), "T016", "rhythm", one.repeat, get_args(Rhythm))


def unknown_documents(subject: Subject) -> Iterator[Fault]:
    """What a role adds to the documents has a layout."""
    known = [name.removesuffix(".j2") for name in layout_names(subject.library)]
    for n, name in enumerate(subject.own.documents):
        if not find_document(name, known):
            yield from unless(("documents", n), "T017", "document", name, known)


def phases_and_load(subject: Subject) -> Iterator[Fault]:
    """The months are those of the base, and hours are given for every week."""
    months: Collection[str] = MONTHS if subject.below is None else [phase.id for phase in subject.below.phases]
    for one in subject.entries:
        if one.field == "phases" and subject.kind != "base" and not is_placed(one.record):
            yield from unless((*one.path, "id"), "T018", "phase", one.record.id, months)
        if one.field == "extra" and "-" in one.record.id:
            yield Fault((*one.path, "id"), "T022", f"'extra.{one.record.id}' cannot be written in a text")
    weeks = subject.own.load.weeks
    own = [phase for phase in subject.own.phases if is_placed(phase)] if subject.kind == "stage" else []
    if weeks is not None and (len(weeks) != -(-length_of(settle(own)) // 7) or min(weeks) <= 0):
        yield Fault(("load", "weeks"), "T019", f"load.weeks: there are {len(weeks)} numbers, the least {min(weeks):g}")


def incomplete(subject: Subject) -> Iterator[Fault]:
    """What a plan tells says enough, once it is laid over what is below."""
    whole = subject.whole
    for field, path, one in ((one.field, one.path, whole.get(one.ids, one.record)) for one in subject.entries):
        for key in SAYS_ENOUGH.get(field, ()):
            if getattr(one, key) is None:
                yield Fault((*path, "id"), "T209", f"'{one.id}' has no {key}", f"add {key}")
        if field == "focus":
            yield from incomplete_area(path, one)
        elif field == "goals":
            yield from incomplete_goal(path, one)
        elif field in ("actions", "habits", "reviews"):
            yield from incomplete_action(path, field, one)


def incomplete_area(path: Path, one: Any) -> Iterator[Fault]:
    """A focus area has an intent, and goals that tell when it is done."""
    if not one.intent:
        yield Fault((*path, "id"), "T205", f"focus area '{one.id}' has no intent")
    if not one.goals:
        yield Fault((*path, "id"), "T204", f"focus area '{one.id}' has no goals")


def incomplete_goal(path: Path, one: Any) -> Iterator[Fault]:
    """A goal has a measure and a day."""
    if not one.measure:
        yield Fault((*path, "id"), "T201", f"goal '{one.id}' has no measure")
    if one.due is None:
        yield Fault((*path, "id"), "T208", f"goal '{one.id}' has no due")


def incomplete_action(path: Path, field: str, one: Any) -> Iterator[Fault]:
    """An action has a day, its hours, and what shows that it is done; a habit is due every week."""
    if field == "actions" and one.day is None:
        yield Fault((*path, "id"), "T301", f"action '{one.id}' has no day")
    if not one.hours:
        yield Fault((*path, "id"), "T302", f"action '{one.id}' has no hours")
    if not one.done_when:
        yield Fault((*path, "id"), "T303", f"action '{one.id}' has no done_when")


def days(subject: Subject) -> Iterator[Fault]:
    """What belongs to a month is due in it, all else within the plan; there is no day 0."""
    known = [phase for phase in subject.composed.phases if is_placed(phase)]
    spans = {phase.id: span(phase) for phase in settle(known)}
    spans[""] = (FIRST, length_of(settle(known)))
    for one in subject.entries:
        for key in ("day", "due", "until"):
            day = getattr(one.record, key, None)
            if day is not None:
                yield from wrong_day((*one.path, key), one, day, spans)


def wrong_day(path: Path, one: Entry, day: int, spans: Mapping[str, tuple[int, int]]) -> Iterator[Fault]:
    """Say what is wrong with one day, if anything is; the plan's own span has no name."""
    month = one.ids[1] if one.ids[0] == "phases" and one.ids[1] in spans else ""
    first, last = spans[month]
    if day == 0:
        yield Fault(path, "T304", f"'{one.record.id}' is due on day 0")
    elif month and not first <= day <= last:
        yield Fault(path, "T305", f"day {day} of '{one.record.id}' is not in {month}, days {first} to {last}")
    elif not first <= day <= last:
        yield Fault(path, "T306", f"day {day} of '{one.record.id}' is outside the plan, days {first} to {last}")


def unserved_needs(subject: Subject) -> Iterator[Fault]:
    """Every competency that a role needs is carried by a focus area."""
    areas = [area for phase in subject.composed.phases for area in phase.focus]
    served = {key for area in areas for key in area.serves or ()}
    for one in subject.entries:
        if subject.kind == "role" and one.field == "competencies" and areas and one.record.id not in served:
            yield Fault((*one.path, "id"), "T207", f"no focus area serves '{one.record.id}'")


def budgets(subject: Subject) -> Iterator[Fault]:
    """A role offers no more than a plan could choose from, and a month needs no more than its weeks have."""
    own = {phase.id: n for n, phase in enumerate(subject.own.phases)}
    weeks = subject.composed.load.weeks or ()
    for phase in subject.composed.phases:
        if phase.id in own:
            yield from over_budget(("phases", own[phase.id], "id"), phase, sum(weeks[WEEKS.get(phase.id, slice(0))]))
    if len(actions := [one for one in subject.entries if one.field == "actions"]) > ACTIONS:
        yield Fault((*actions[ACTIONS].path, "id"), "T309", f"this is one of {len(actions)} actions")


def over_budget(path: Path, phase: Any, hours: float) -> Iterator[Fault]:
    """Say in which way a phase asks for too much."""
    if len(phase.focus) > AREAS:
        yield Fault(path, "T307", f"{phase.id} offers {len(phase.focus)} focus areas")
    needed = [sum(one.hours or 0 for one in area.actions if not one.optional) for area in phase.focus]
    most = sum(sorted(needed)[-AT_ONCE:])
    if hours and most > hours:
        yield Fault(path, "T308", f"three focus areas of {phase.id} need {most:g} h, its weeks have {hours:g}")


def clashes(subject: Subject) -> Iterator[Fault]:
    """An id means one thing among all templates that can come together in one plan."""
    homes: dict[tuple[str, str], tuple[str, Path]] = {}
    for what, key, home, path in identified(subject.own):
        homes.setdefault((what, key), (home, path))
    for step in companions(subject):
        for what, key, home, path in identified(load_or_nothing(step, subject.library)):
            if (what, key) in homes and homes[what, key][0] != home:
                there = place(mark_of(step, path, subject.library))
                yield Fault(homes.pop((what, key))[1], "T009", f"id '{key}' is another {what}'s at {there}")


def companions(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield the templates that can come into one plan with this one."""
    if subject.kind == "stage" and own_plan(subject.kind, subject.own):
        return
    over = [(kind, name) for kind in OVER for name in template_ids(kind, subject.library)]
    under = [(kind, name) for kind in ("family", "role") for name in template_ids(kind, subject.library)]
    if subject.kind in ("role", "family"):
        mine = [*ancestors(subject), *(step for step in under if is_child(step, subject))]
    else:
        mine = under
    every = [("base", "base"), *mine, *over]
    yield from (step for step in every if step != (subject.kind, subject.name))


def ancestors(subject: Subject) -> list[tuple[str, str]]:
    """Return what a role or family is laid over, besides the base; nothing where that cannot be told."""
    try:
        return lineage(subject.name, subject.library, subject.kind, subject.own)
    except PlanError:
        return []


def is_child(step: tuple[str, str], subject: Subject) -> bool:
    """Tell whether a template extends this one."""
    return load_or_nothing(step, subject.library).extends == subject.name


def load_or_nothing(step: tuple[str, str], library: Library) -> Template:
    """Return a template, or an empty one where it cannot be read: that is told for its own file."""
    try:
        return load_template(*step, library)
    except PlanError:
        return Template(step[1], step[1])


RULES_OF_STRUCTURE: tuple[Callable[[Subject], Iterable[Fault]], ...] = (
    name_and_age,
    ids_twice,
    ids_of_ladders,
    drops_of_nothing,
    unknown_competencies,
    unknown_words,
    unknown_documents,
    phases_and_load,
    incomplete,
    days,
    unserved_needs,
    budgets,
    clashes,
)
