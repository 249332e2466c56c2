"""Finds templates and reads them: the roles, families and transitions that ship, and the competency catalogue."""

import os
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar
from zlib import crc32

from .answers import CompetencyNeed
from .cache import remember
from .compose import lay_templates
from .errors import InvalidFile, Problem
from .files import read_bytes, read_text
from .filling import condition
from .rendering import Layout
from .source import Items, Node, Table, Text, parse_yaml, place, read
from .template import Catalogue, Competency, Template

T = TypeVar("T")
# What reads a template: a change in it makes what was kept stale, as a new version does.
CODE = tuple(
    os.path.join(os.path.dirname(__file__), f"{module}.py")
    for module in ("library", "template", "compose", "source", "schema", "nodes", "slips")
)
FOLDERS = {"role": "roles", "family": "families", "transition": "transitions"}


class Composed(NamedTuple):
    """A role with everything that comes under and over it."""

    role: Template
    template: Template  # base, family, role and transitions in one


def templates_folder() -> str:
    """Return where the templates are: beside the package in a wheel, at the top of a checkout otherwise."""
    package = os.path.dirname(os.path.abspath(__file__))
    shipped = os.path.join(package, "plan_templates")
    if os.path.isdir(shipped):
        return shipped
    return os.path.join(os.path.dirname(os.path.dirname(package)), "plan_templates")


def template_ids(kind: str) -> list[str]:
    """Return the ids of the roles, families or transitions that there are, sorted."""
    folder = os.path.join(templates_folder(), FOLDERS[kind])
    return sorted(name.removesuffix(".yaml") for name in os.listdir(folder) if name.endswith(".yaml"))


def load_template(kind: str, name: str) -> Template:
    """Read one template; raises ``InvalidFile`` with every fault of it."""
    read: Template = load(os.path.join(FOLDERS[kind], f"{name}.yaml"), Template)
    return read


@cache
def load(relative: str, shape: type[T]) -> T:
    """Read a file of the library as a record, once a run, and once for all runs while it stays as it is."""
    path = os.path.join(templates_folder(), relative)
    name = f"{os.path.basename(relative)}-{crc32(path.encode()):x}"
    return remember(name, (path, *CODE), lambda: read_template(relative, shape))


def read_template(relative: str, shape: type[T]) -> T:
    """Read a file of the library from its YAML; raises ``InvalidFile`` with every fault of it."""
    name = f"plan_templates/{relative}"
    problems: list[Problem] = []
    made = read(parse_yaml(read_bytes(os.path.join(templates_folder(), relative)), name), shape, problems)
    if problems or made is None:
        raise InvalidFile(name, problems)
    return made


def load_competencies(own: Sequence[CompetencyNeed] = ()) -> dict[str, Competency]:
    """Read the catalogue, with the person's own; a competency without ladders of its own gets those of its kind."""
    catalogue = load("competencies.yaml", Catalogue)
    yours = [Competency(one.id, one.name or one.id, one.kind or "craft") for one in own]
    return {one.id: with_ladders(one, catalogue) for one in (*yours, *catalogue.competencies)}


def with_ladders(one: Competency, catalogue: Catalogue) -> Competency:
    """Fill in the ladders of the kind where the competency has none."""
    kind = catalogue.kinds[one.kind]
    return one._replace(gap=one.gap or kind.gap, strength=one.strength or kind.strength)


def compose(role: str, transitions: Sequence[str]) -> Composed:
    """Read a role and lay base, family, role and transitions over one another (``compose.py``), once for all runs."""
    own = load_template("role", role)
    layers = ["base.yaml", *([f"families/{own.extends}.yaml"] if own.extends else []), f"roles/{role}.yaml"]
    layers += [f"transitions/{one}.yaml" for one in transitions]
    sources = tuple(os.path.join(templates_folder(), layer) for layer in layers)
    name = f"composed-{crc32(' '.join(sources).encode()):x}"
    return remember(name, (*sources, *CODE), lambda: read_composed(own, transitions))


def read_composed(own: Template, transitions: Sequence[str]) -> Composed:
    """Lay the templates over one another."""
    family = [("family", load_template("family", own.extends))] if own.extends else []
    moves = [("transition", load_template("transition", one)) for one in transitions]
    merged = lay_templates([("base", load("base.yaml", Template)), *family, ("role", own), *moves])
    return Composed(own, merged._replace(id=own.id, title=own.title, summary=own.summary, mission=own.mission))


def background(role: str) -> dict[str, int]:
    """Return the levels that somebody in a role has: what the role needs, then what its family brings."""
    own = load_template("role", role)
    family = load_template("family", own.extends).background if own.extends else {}
    levels = {**family, **own.background}
    for need in own.competencies:
        levels[need.id] = max(levels.get(need.id, 0), need.required or 0)
    return levels


def find_text(text: str) -> str:
    """Return the file and line of a template's text, for an error; reads the whole library, so only then."""
    top = templates_folder()
    for folder in ("", *FOLDERS.values()):
        for file in sorted(os.listdir(os.path.join(top, folder))):
            if file.endswith(".yaml"):
                name = "/".join(part for part in ("plan_templates", folder, file) if part)
                found = text_place(parse_yaml(read_bytes(os.path.join(top, folder, file)), name), text)
                if found:
                    return found
    return "a template"


def text_place(node: Node, text: str) -> str:
    """Return where a text stands in a file, or nothing."""
    if isinstance(node, Text):
        return place(node.mark) if text in (node.value, condition(node.value)) else ""
    children = node.nodes if isinstance(node, Items) else list(node.nodes.values()) if isinstance(node, Table) else []
    return next((found for child in children if (found := text_place(child, text))), "")


def layout_names() -> list[str]:
    """Return the names of the layouts that there are, sorted."""
    return sorted(name for name in os.listdir(os.path.join(templates_folder(), "documents")) if name.endswith(".j2"))


def load_layouts() -> dict[str, Layout]:
    """Read the layouts of the documents that ship."""
    folder = os.path.join(templates_folder(), "documents")
    return {
        name: Layout(f"plan_templates/documents/{name}", read_text(os.path.join(folder, name)))
        for name in layout_names()
    }
