"""Reads templates and lays them over one another; reads the competency catalogue and the layouts."""

import os
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from .answers import CompetencyNeed
from .cache import remember
from .compose import is_record, lay_catalogue, lay_stage, lay_templates, repeated
from .errors import DiskFailed, InvalidFile, Problem
from .files import read_bytes
from .filling import condition
from .lookup import (
    CATALOGUE,
    FOLDERS,
    LARGEST,
    LAYOUTS,
    QUESTIONS,
    SHIPPED,
    File,
    Library,
    find_file,
    layout_names,
    template_ids,
)
from .rendering import Layout
from .slips import not_one_of
from .source import Items, Mark, Node, Table, Text, find_mark, parse_yaml, place, read
from .template import Catalogue, Competency, Questions, Template

__all__ = ["SHIPPED", "Library", "layout_names", "template_ids"]

T = TypeVar("T")
LONGEST_PLAN = 730  # days
Step = tuple[str, str]  # kind and id: ("role", "product-manager")
# What reads a template: a change in it makes what was kept stale, as a new version does.
CODE = tuple(
    os.path.join(os.path.dirname(__file__), f"{module}.py")
    for module in ("library", "template", "compose", "source", "schema", "nodes", "slips")
)


class Mix(NamedTuple):
    """What is laid over a role: how senior it is, what shape the team is in, what kind of move it is, how far it is."""

    transitions: tuple[str, ...] = ()
    situation: str = ""
    seniority: str = ""
    stage: str = ""


class Composed(NamedTuple):
    """A role with everything that comes under and over it, and the files that it came from."""

    role: Template
    template: Template  # base, family, role, seniority, situation and transitions in one
    files: tuple[File, ...]


def relative_name(kind: str, name: str) -> str:
    """Return where a template stands in its folder."""
    return f"{FOLDERS[kind]}/{name}.yaml" if kind in FOLDERS else f"{name}.yaml"


def file_of(kind: str, name: str, library: Library) -> File:
    """Return the file of a template; raises ``DiskFailed`` where there is none."""
    relative = relative_name(kind, name)
    found = find_file(library, relative)
    if found is None:
        raise DiskFailed(f"no such file: plan_templates/{relative}")
    return found


def load_template(kind: str, name: str, library: Library = SHIPPED) -> Template:
    """Read one template; raises ``InvalidFile`` with every fault of it."""
    made: Template = load(file_of(kind, name, library), Template)
    return made


@cache
def load(file: File, shape: type[T]) -> T:
    """Read a file of the library as a record, once a run, and once for all runs while it stays as it is."""
    name = f"{os.path.basename(file.path)}-{crc32(os.path.abspath(file.path).encode()):x}"
    return remember(name, (file.path, *CODE), lambda: read_template(file, shape))


def read_template(file: File, shape: type[T]) -> T:
    """Read a file of the library from its YAML; raises ``InvalidFile`` with every fault of it."""
    problems: list[Problem] = []
    made = read(parse_file(file), shape, problems)
    if problems or made is None:
        raise InvalidFile(file.name, problems)
    return made


def parse_file(file: File) -> Table:
    """Return the YAML of a template with the marks of its values."""
    return parse_yaml(read_bytes(file.path) if file.ships else read_bytes(file.path, LARGEST), file.name)


def load_competencies(own: Sequence[CompetencyNeed] = (), library: Library = SHIPPED) -> dict[str, Competency]:
    """Read the catalogue, with the person's own; a competency without ladders of its own gets those of its kind."""
    catalogue = load_catalogue(library)
    yours = [Competency(one.id, one.name or one.id, one.kind or "craft") for one in own]
    return {one.id: with_ladders(one, catalogue) for one in (*yours, *catalogue.competencies)}


def load_catalogue(library: Library) -> Catalogue:
    """Read every ``competencies.yaml``, yours laid over ours by id: a competency of yours never costs the others."""
    files = [found for one in library.folders if (found := find_file(Library((one,)), CATALOGUE))]
    ours, *yours = [load(file, Catalogue) for file in reversed(files)]
    return lay_catalogue(ours, yours)


def load_questions(library: Library = SHIPPED) -> Questions:
    """Read what the wizard asks."""
    file = find_file(library, QUESTIONS)
    if file is None:
        raise DiskFailed(f"no such file: plan_templates/{QUESTIONS}")
    made: Questions = load(file, Questions)
    return made


def with_ladders(one: Competency, catalogue: Catalogue) -> Competency:
    """Fill in the ladders of the kind where the competency has none."""
    kind = catalogue.kinds[one.kind]
    return one._replace(gap=one.gap or kind.gap, strength=one.strength or kind.strength)


def lineage(name: str, library: Library = SHIPPED, kind: str = "role", own: Template | None = None) -> list[Step]:
    """Return the templates that a role or family is made of, the furthest ancestor first and itself last.

    Args:
        name: the id of the role or family.
        library: where templates are.
        kind: family or role.
        own: the template itself, where it was read already, perhaps with faults.

    Raises:
        InvalidFile: an ancestor is missing, is both a family and a role, or comes round again.
    """
    chain: list[Step] = [(kind, name)]
    while parent := (own or load_template(*chain[-1], library)).extends:
        own = None
        found = [kind for kind in ("family", "role") if parent in template_ids(kind, library)]
        step = (found[0] if found else "", parent)
        if len(found) != 1 or step in chain:
            raise wrong_parent(chain, step, found, library)
        chain.append(step)
    return chain[::-1]


def wrong_parent(chain: Sequence[Step], step: Step, found: Sequence[str], library: Library) -> InvalidFile:
    """Say why a template cannot extend what it names, with every file and line of the way."""
    child, parent = chain[-1], step[1]
    if not found:
        known = [*template_ids("family", library), *template_ids("role", library)]
        told = [(child, not_one_of("family or role", parent, known))]
    elif len(found) > 1:
        files = " and ".join(file_of(kind, parent, library).name for kind in found)
        told = [(child, f"'{parent}' is both a family and a role ({files}); rename one of them")]
    else:
        links = chain[chain.index(step) :]
        told = [(one, f"'{load_template(*one, library).extends}' comes round again; end the circle") for one in links]
    return InvalidFile(
        file_of(*child, library).name,
        [Problem(place(mark_of(one, ("extends",), library)), f"extends: {text}") for one, text in told],
    )


def mark_of(step: Step, path: tuple[str | int, ...], library: Library) -> Mark:
    """Return where a value of a template stands."""
    return find_mark(parse_file(file_of(*step, library)), path)


def layers_of(role: str, mix: Mix, library: Library) -> list[Step]:
    """Return what is laid over one another, in its order: later wins (``docs/templates.md``)."""
    over = [("seniority", mix.seniority), ("situation", mix.situation), *(("transition", t) for t in mix.transitions)]
    stage = [("stage", mix.stage)] if has_template("stage", mix.stage, library) else []
    return [("base", "base"), *lineage(role, library), *(step for step in over if step[1]), *stage]


def ids_elsewhere(ids: Collection[str], role: str, mix: Mix, library: Library = SHIPPED) -> set[str]:
    """Return those ids of phases and whole-plan actions that a role has at other stages and not at this one."""
    strange = set(ids) - {""} - ids_at(role, mix, library) if ids else set()
    if not strange:
        return strange
    own: set[str] = set()
    stages = [name for name in template_ids("stage", library) if load_template("stage", name, library).phases]
    for stage in ("", *stages):
        own |= ids_at(role, mix._replace(stage=stage), library)
    return own & strange


def ids_at(role: str, mix: Mix, library: Library) -> set[str]:
    """Return the ids of the phases and of the whole-plan actions of a role at a stage."""
    one = compose(role, mix=mix, library=library).template
    parts = (one.phases, one.actions, one.habits, tuple(repeated(one.reviews, LONGEST_PLAN)))
    return {entry.id for part in parts for entry in part}


def has_template(kind: str, name: str, library: Library) -> bool:
    """Tell whether there is a template; most stages need none."""
    return bool(name) and find_file(library, relative_name(kind, name)) is not None


def compose(
    role: str, transitions: Sequence[str] = (), *, mix: Mix | None = None, library: Library = SHIPPED
) -> Composed:
    """Lay everything that a role is made of over one another (``compose.py``), once for all runs.

    Raises:
        InvalidFile: a template has faults, or an id of two of them means two things.
    """
    wanted = mix or Mix(tuple(transitions))
    steps = layers_of(role, wanted, library)
    files = tuple(file_of(*step, library) for step in steps)
    sources = tuple(os.path.abspath(file.path) for file in files)
    name = f"composed-{crc32(' '.join(sources).encode()):x}"
    return remember(name, (*sources, *CODE), lambda: read_composed(steps, files, library))


def read_composed(steps: Sequence[Step], files: Sequence[File], library: Library) -> Composed:
    """Lay the templates over one another; what only we wrote is known to be free of clashes."""
    if not all(file.ships for file in files):
        refuse_clashes([step for step in steps if step[0] != "stage"], library)
    layers = [(kind, load_template(kind, name, library)) for kind, name in steps]
    last = max(n for n, (kind, _) in enumerate(steps) if kind in ("base", "role"))
    role = lay_templates(layers[: last + 1])
    own = layers[last][1]._replace(mission=role.mission, summary=role.summary)
    merged = lay_templates([layer for layer in layers if layer[0] != "stage"])
    for _, stage in layers[-1:] if layers[-1][0] == "stage" else []:
        merged = lay_stage(merged, stage)
    template = merged._replace(id=own.id, title=own.title, summary=own.summary, mission=own.mission)
    return Composed(own, template, tuple(files))


def refuse_clashes(steps: Sequence[Step], library: Library) -> None:
    """Stop where one id means two things: the checklist's lines and a person's changes go by id.

    Raises:
        InvalidFile: with the file and line of both, for every such id.
    """
    homes: dict[tuple[str, str], tuple[str, Mark]] = {}
    problems = []
    for kind, name in steps:
        root = parse_file(file_of(kind, name, library))
        template = load_template(kind, name, library)
        seen: set[tuple[str, str, str]] = set()
        for what, key, home, path in identified(template):
            mark = find_mark(root, path)
            there = homes.setdefault((what, key), (home, mark))
            if (what, key, home) in seen:
                problems.append(Problem(place(mark), f"id '{key}' stands twice in this list; rename one of them"))
            elif there[0] != home:
                problems.append(Problem(place(mark), f"id '{key}' is another {what}'s at {place(there[1])}; rename it"))
            seen.add((what, key, home))
    if problems:
        raise InvalidFile(file_of(*steps[-1], library).name, problems)


CALLED = {"actions": "action", "habits": "action", "reviews": "action", "focus": "focus area"}


def identified(record: Any, home: str = "", path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, str, str, Any]]:
    """Yield what has an id: what it is, its id, the list it belongs to, and its path in the file."""
    for field, part in zip(record._fields, record, strict=True):
        if isinstance(part, tuple) and part and is_record(part[0]) and hasattr(part[0], "id"):
            for n, entry in enumerate(part):
                here = (*path, field.removesuffix("_"), n)
                what = CALLED.get(field, f"{home} {field}".strip())
                yield what, entry.id, f"{home}/{field}", (*here, "id")
                yield from identified(entry, f"{home}/{entry.id}", here)


def background(role: str, library: Library = SHIPPED) -> dict[str, int]:
    """Return the levels that somebody in a role has: what the role needs, then what its family brings."""
    levels: dict[str, int] = {}
    for step in lineage(role, library):
        one = load_template(*step, library)
        levels |= one.background
        for need in one.competencies:
            levels[need.id] = max(levels.get(need.id, 0), need.required or 0)
    return levels


def has_plan(role: str, library: Library = SHIPPED) -> bool:
    """Tell whether a role says what to do, rather than only what it takes."""
    return any(load_template(*step, library).phases for step in lineage(role, library) if step[0] == "role")


def find_text(text: str, library: Library = SHIPPED) -> str:
    """Return the file and line of a template's text, for an error; reads the whole library, so only then."""
    names = [CATALOGUE, "base.yaml"]
    names += [relative_name(kind, name) for kind in FOLDERS for name in template_ids(kind, library)]
    for relative in names:
        file = find_file(library, relative)
        found = text_place(parse_file(file), text) if file else ""
        if found:
            return found
    return "a template"


def text_place(node: Node, text: str) -> str:
    """Return where a text stands in a file, or nothing."""
    if isinstance(node, Text):
        return place(node.mark) if text in (node.value, condition(node.value)) else ""
    children = node.nodes if isinstance(node, Items) else list(node.nodes.values()) if isinstance(node, Table) else []
    return next((found for child in children if (found := text_place(child, text))), "")


def load_layouts(library: Library = SHIPPED) -> dict[str, Layout]:
    """Read the layouts of the documents, yours before ours."""
    return {name: load_layout(name, library) for name in layout_names(library)}


def load_layout(name: str, library: Library) -> Layout:
    """Read one layout; raises ``InvalidFile`` where it is not UTF-8."""
    file = find_file(library, f"{LAYOUTS}/{name}")
    if file is None:
        raise DiskFailed(f"no such file: {name}")
    data = read_bytes(file.path, LARGEST)
    try:
        return Layout(file.name, data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        raise InvalidFile(file.name, [Problem(f"{file.name}:{line}:1", text)]) from None
