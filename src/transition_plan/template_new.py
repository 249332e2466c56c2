"""What ``plan templates new`` does: writes a role that can be used at once, and shows how to make it one's own."""

import json
import os
import re
from collections.abc import Mapping
from string import Template as Pattern

from .edge import say
from .errors import UnknownName, WrongUse
from .files import create_new, read_text, refuse_overwriting
from .ids import slug
from .library import Library, compose, has_plan, load_template, template_ids
from .lookup import FOLDERS, HERE, SHIPPED, find_library
from .slips import not_one_of
from .template import PhaseText, Template

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 60
SMALL = ("a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with")
SCAFFOLDS = "scaffolds"


def new_template(name: str, parent: str, title: str | None, output_dir: str | None, given: str | None) -> None:
    """Write a role laid over another one or over a family, and say what to do with it.

    Raises:
        WrongUse: the id or the title cannot be used.
        UnknownName: there is no such parent.
        Refused: the file is there already.
    """
    library = find_library(given)
    path = os.path.join(output_dir or HERE, FOLDERS["role"], f"{name}.yaml")
    refuse_id(name)
    refuse_overwriting(path)
    refuse_namesake(name, library)
    kind = kind_of_parent(parent, library)
    values = {
        "id": name,
        "parent": parent,
        **titles(title or titled(name)),
        **(values_of_role(parent, library) if kind == "role" else values_of_family(parent, library)),
    }
    create_new(path, scaffold(kind, values))
    elsewhere = "" if output_dir is None or output_dir == given else f" --templates {output_dir}"
    say(f"wrote  {path}")
    say(f"next: change it, then plan templates lint {path}")
    say(f"      plan render{elsewhere} with 'role: {name}' in the plan file makes a plan of it")


def refuse_id(name: str) -> None:
    """Stop at an id that no file should have."""
    if not ID.fullmatch(name) or len(name) > LONGEST:
        close = slug(name)[:LONGEST].strip("-")
        hint = f"'{close}' would do" if ID.fullmatch(close) else "'chief-of-staff' would do"
        raise WrongUse(f"'{name}' cannot be an id: small letters, digits and single '-', a letter first", hint)


def refuse_namesake(name: str, library: Library) -> None:
    """Stop at an id that a template has already: it would stand in for that one, or be taken for it."""
    for kind in ("role", "family"):
        if name in template_ids(kind, library):
            raise WrongUse(f"there is a {kind} '{name}' already", "choose another id; --extends lays yours over it")


def kind_of_parent(parent: str, library: Library) -> str:
    """Return whether the parent is a role with a plan of its own, or a family (or a role that needs one)."""
    found = [kind for kind in ("role", "family") if parent in template_ids(kind, library)]
    if not found:
        known = [*template_ids("role", library), *template_ids("family", library)]
        raise UnknownName(not_one_of("role or family", parent, known), "plan templates list shows them")
    if len(found) > 1:
        raise WrongUse(f"'{parent}' is both a role and a family", "rename one of the two files")
    return "role" if found == ["role"] and has_plan(parent, library) else "family"


def titled(name: str) -> str:
    """Return a title for an id: Chief of Staff."""
    first, *others = name.split("-")
    return " ".join([first.capitalize(), *(one if one in SMALL else one.capitalize() for one in others)])


def titles(title: str) -> dict[str, str]:
    """Return a title for comments and as a YAML text."""
    if not title.isprintable() or not title.strip() or "{{" in title or "{%" in title:
        raise WrongUse("--title takes one line of plain text", "for example --title 'Chief of Staff'")
    return {"title": title.strip(), "quoted": json.dumps(title.strip(), ensure_ascii=False)}


def values_of_role(parent: str, library: Library) -> dict[str, str]:
    """Return the ids of a role that the scaffold shows how to change."""
    template = compose(parent, library=library).template
    month: PhaseText = next(phase for phase in template.phases if phase.focus)
    by_weight = sorted(month.focus, key=lambda area: -(area.weight or 1))
    return {
        "need": need_of(template),
        "changed": by_weight[0].id,
        "dropped": by_weight[-1].id,
        "checked_on": template.checked_on or SAMPLE_DAY,
    }


SAMPLE_DAY = "2026-11-21"  # the clock is never read; whoever reads the file through puts their own


def need_of(template: Template) -> str:
    """Return a competency that the role needs, one that may be written down again."""
    return next((need.id for need in template.competencies if (need.required or 0) == 3), "communication")


def values_of_family(parent: str, library: Library) -> dict[str, str]:
    """Return the ids of a family that the scaffold shows how to change."""
    kind = "family" if parent in template_ids("family", library) else "role"
    template = load_template(kind, parent, library)
    dropped = template.risks[0].id if template.risks else "too-much"
    return {"dropped": dropped, "checked_on": template.checked_on or SAMPLE_DAY}


def scaffold(kind: str, values: Mapping[str, str]) -> str:
    """Return the text of the new file."""
    text = read_text(os.path.join(SHIPPED.folders[0].path, SCAFFOLDS, f"role-of-{kind}.yaml"))
    return Pattern(text).substitute(values)
