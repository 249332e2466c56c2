"""What the owner wrote, with its path in the plan file, and which line of it something in a plan comes from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .answers import ActionChange, Answers, GoalChange
from .compose import is_record
from .ids import slug, unique
from .plan import Action, FocusArea, Goal, Phase, Plan, Why
from .template import Template

Path = tuple[str | int, ...]
Home = tuple[str, str, str, str]  # phase, focus area, kind of entry, id; "" where there is none
ROLE: Path = ("role",)
BRINGING = ("role", "transitions", "situation", "seniority")  # keys whose values bring templates
UNREAD = ("front_matter", "private", "id", "documents")  # what no reader of a document sees as a sentence
OWN_LISTS = ("learning", "handover", "carry_over", "wins")  # that become actions


class Flaw(NamedTuple):
    """One place where a rule is broken, by its path in the plan file."""

    path: Path
    code: str
    text: str
    mend: str = ""  # the rule's own where it says nothing better


class Case(NamedTuple):
    """What a lint looks at: what the owner said, what became of it, and what the templates say by themselves."""

    answers: Answers
    plan: Plan
    template: Template  # the role with all that is laid under and over it, before anybody's names and changes
    documents: Mapping[str, str]  # by name, those that have a budget of words
    sources: Sequence[str]  # every text that the templates and layouts hold
    homes: Mapping[Home, Path]


def make_case(
    answers: Answers, plan: Plan, template: Template, documents: Mapping[str, str], sources: Sequence[str]
) -> Case:
    """Return a case, with the owner's entries where they can be looked up."""
    return Case(answers, plan, template, documents, sources, dict(entries(answers)))


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value that holds no other, with its path as the plan file spells it."""
    if is_record(value):
        for name, part in zip(value._fields, value, strict=True):
            yield from leaves(part, (*path, name.removesuffix("_")))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from leaves(part, (*path, str(key)))
    elif isinstance(value, tuple | list):
        for n, part in enumerate(value):
            yield from leaves(part, (*path, n))
    else:
        yield path, value


def texts(answers: Answers) -> Iterator[tuple[Path, str]]:
    """Yield what the owner wrote for people to read; a private note is for the owner's eyes and may be anything."""
    for path, value in leaves(answers):
        if isinstance(value, str) and value.strip() and not any(key in UNREAD for key in path):
            yield path, value


def every_text(value: Any) -> Iterator[str]:
    """Yield every text of a record, keys included."""
    for path, part in leaves(value):
        yield from (step for step in path if isinstance(step, str))
        if part is not None:
            yield str(part)


def key_of(entry: Any) -> str:
    """Return what an entry of the owner is called by."""
    return entry.id or slug(entry.title or "")


def entries(answers: Answers) -> Iterator[tuple[Home, Path]]:
    """Yield the owner's changes to a plan's content, with where each belongs."""
    for n, action in enumerate(answers.actions):
        yield ("", "", "actions", key_of(action)), ("actions", n)
    for n, phase in enumerate(answers.phases):
        yield (phase.id, "", "phases", ""), ("phases", n)
        for m, focus in enumerate(phase.focus):
            here: Path = ("phases", n, "focus", m)
            yield (phase.id, key_of(focus), "focus", ""), here
            for kind, changes in (("goals", focus.goals), ("actions", focus.actions)):
                for k, change in enumerate(changes):
                    yield (phase.id, key_of(focus), kind, key_of(change)), (*here, kind, k)


def change_at(case: Case, path: Path) -> Any:
    """Return the owner's entry at a path."""
    found: Any = case.answers
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found


def own_goals(case: Case) -> Iterator[tuple[Home, Path, GoalChange]]:
    """Yield every goal that the owner wrote or changed, and did not drop."""
    for home, path in case.homes.items():
        if home[2] == "goals" and not (one := change_at(case, path)).drop:
            yield home, path, one


def own_actions(case: Case) -> Iterator[tuple[Home, Path, ActionChange]]:
    """Yield every action that the owner wrote or changed, and did not drop."""
    for home, path in case.homes.items():
        if home[2] == "actions" and not (one := change_at(case, path)).drop:
            yield home, path, one


def origin(kind: str, name: str, answers: Answers) -> Path:
    """Return the line that brings a template: that of the role unless a move or an overlay does."""
    if kind == "transition" and name in answers.transitions:
        return "transitions", answers.transitions.index(name)
    return (kind,) if kind in ("situation", "seniority") and getattr(answers, kind) else ROLE


def path_of_phase(phase: Phase, case: Case) -> Path:
    """Return where a phase comes from."""
    return case.homes.get((phase.id, "", "phases", ""), ROLE)


def path_of_area(phase: Phase, area: FocusArea, case: Case) -> Path:
    """Return where a focus area comes from; a template's says in words which one it is of."""
    kind, _, name = area.why.text.removeprefix("the ").partition(" ")
    return case.homes.get((phase.id, area.id, "focus", "")) or origin(kind, name, case.answers)


def path_of_goal(phase: Phase, area: FocusArea, goal: Goal, case: Case) -> Path:
    """Return where a goal comes from."""
    return case.homes.get((phase.id, area.id, "goals", goal.id)) or path_of_area(phase, area, case)


def path_of_action(action: Action, case: Case, phase: str = "", area: str = "") -> Path:
    """Return where an action comes from."""
    for home in ((phase, area, "actions", action.id), ("", "", "actions", action.id)):
        if home in case.homes:
            return case.homes[home]
    return path_of_why(action.why, case)


def path_of_why(why: Why, case: Case) -> Path:
    """Return which answer put something into the plan, or which template."""
    answers = case.answers
    if why.source in ("gap", "strength"):
        return ("ratings", why.id) if why.id in answers.ratings else ROLE
    if why.id == "people" and answers.people:
        return ("people",)
    for field in OWN_LISTS if why.source == "you" else ():
        for n, entry in enumerate(getattr(answers, field)):
            if (entry.id or slug(entry[0])) == why.id:
                return field, n
    return origin(why.source, why.id, answers)


def named(path: Path, key: str) -> str:
    """Return an entry's id behind a text, where the path leads to the template that brings it and not to itself."""
    return f" (id {key})" if path[0] in BRINGING else ""


def person_paths(answers: Answers) -> dict[str, Path]:
    """Return where each person stands, by the id that the plan calls them by."""
    taken: set[str] = set()
    return {unique(one.id or slug(one.name), taken): ("people", n) for n, one in enumerate(answers.people)}


def quoted(text: str, longest: int = 60) -> str:
    """Return a text in quotation marks, cut where it is long: a finding is one line."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= longest else f"'{line[: longest - 1].rstrip()}…'"
