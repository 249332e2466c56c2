"""What ``plan templates list``, ``show`` and ``path`` do: find templates, and tell what they bring."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .bounded import run_bounded
from .compose import is_record, lay_templates
from .documents import plain
from .edge import put, tell
from .errors import DiskFailed, PlanError, UnknownName, WrongUse
from .files import read_bytes
from .filling import condition, fill_template
from .library import Library, file_of, lineage, load_layout, load_template, relative_name, template_ids
from .lookup import LARGEST, LAYOUTS, File, find_file, find_library, layout_names, looked_up
from .rendering import Phrase, environment, fill_phrases
from .slips import not_one_of
from .template import FocusText, PhaseText, Template
from .template_texts import NOBODY, names_of, with_days

DOCUMENT = "document"
PLURALS = {
    "roles": "role",
    "families": "family",
    "seniorities": "seniority",
    "situations": "situation",
    "transitions": "transition",
    "stages": "stage",
    "documents": DOCUMENT,
}
KINDS = (*PLURALS.values(),)


class Row(NamedTuple):
    """A template or layout in the list."""

    id: str
    kind: str
    title: str
    summary: str
    path: str
    built_in: bool
    extends: str = ""
    error: str = ""


# list


def list_templates(kind: str | None, given: str | None, *, as_json: bool) -> None:
    """Show what templates and layouts there are; one that cannot be read is told, and listed too."""
    library = find_library(given)
    kinds = KINDS if kind is None else (kind_called(kind),)
    rows = [row for one in kinds for row in rows_of(one, library)]
    put(rows_json(rows) if as_json else table(rows))


def kind_called(word: str) -> str:
    """Return the kind that a word means, singular or plural.

    Raises:
        UnknownName: there is no such kind.
    """
    kind = PLURALS.get(word, word)
    if kind not in KINDS:
        raise UnknownName(not_one_of("kind of template", word, (*KINDS, *PLURALS)), f"the kinds: {', '.join(KINDS)}")
    return kind


def rows_of(kind: str, library: Library) -> Iterator[Row]:
    """Yield the templates of a kind."""
    names = layout_names(library) if kind == DOCUMENT else template_ids(kind, library)
    for name in names:
        if kind != DOCUMENT or not os.path.basename(name).startswith("_"):
            yield row_of(kind, name, library)


def row_of(kind: str, name: str, library: Library) -> Row:
    """Return a template as a row; what is wrong with it is told."""
    key = name.removesuffix(".j2")
    try:
        file = found_file(kind, name, library)
        if kind == DOCUMENT:
            return Row(key, kind, key, "for the person alone" if is_alone(name, library) else "to show", *where(file))
        one = load_template(kind, name, library)
        return Row(key, kind, one.title, one.summary, *where(file), one.extends)
    except PlanError as error:
        tell(error)
        return Row(key, kind, "", "", *guessed(kind, name, library), error=error.message)


def is_alone(name: str, library: Library) -> bool:
    """Tell whether a document is for the person alone."""
    return load_layout(name, library).alone


def relative_of(kind: str, name: str) -> str:
    """Return where a template or layout stands in its folder."""
    return f"{LAYOUTS}/{name}" if kind == DOCUMENT else relative_name(kind, name)


def found_file(kind: str, name: str, library: Library) -> File:
    """Return the file of a template or layout.

    Raises:
        DiskFailed: there is none.
        Refused: a link leads out of its folder.
    """
    file = find_file(library, relative_of(kind, name))
    if file is None:
        raise DiskFailed(f"no such file: {relative_of(kind, name)}")
    return file


def where(file: File) -> tuple[str, bool]:
    """Return a file's path and whether it came with plan."""
    return file.path, file.ships


def guessed(kind: str, name: str, library: Library) -> tuple[str, bool]:
    """Return where a file that cannot be read stands, and whether it came with plan."""
    relative = relative_of(kind, name)
    for folder in library.folders:
        if os.path.lexists(os.path.join(folder.path, relative)):
            return os.path.join(folder.path, relative), folder.ships
    return relative, False


def table(rows: Sequence[Row]) -> str:
    """Return the list as text, in columns: kind, id, title, and where it stands if it did not come with plan."""
    cells = [(row.kind, row.id, row.title or "(cannot be read)", "" if row.built_in else row.path) for row in rows]
    widths = [max((len(cell[n]) for cell in cells), default=0) for n in range(3)]
    lines = ("  ".join(f"{text:<{width}}" for text, width in zip(cell, (*widths, 0), strict=True)) for cell in cells)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def rows_json(rows: Sequence[Row]) -> str:
    """Return the list as JSON: an object each, ``extends`` and ``error`` where there is one."""
    return to_json([shown_row(row) for row in rows])


def shown_row(row: Row) -> dict[str, object]:
    """Return a row as an object of the JSON."""
    return {key: value for key, value in row._asdict().items() if value != "" or key not in ("extends", "error")}


def to_json(value: object) -> str:
    """Return a value as JSON that people can read."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


# path


def print_path(given: str | None, *, as_json: bool) -> None:
    """Show the folders in the order in which templates are looked up."""
    rows = [(path, os.path.isdir(path), ships) for path, ships in looked_up(given)]
    find_library(given)
    if as_json:
        put(to_json([{"path": path, "exists": there, "built_in": ships} for path, there, ships in rows]))
    else:
        put("".join(f"{path}{'' if there else '  (not there)'}\n" for path, there, _ in rows))


# show


def show_template(name: str, kind: str | None, given: str | None, *, as_json: bool, source: bool) -> None:
    """Show what a template brings, composed with what it is laid over.

    Raises:
        UnknownName: nothing has this id.
        WrongUse: the id is of two kinds.
    """
    if as_json and source:
        raise WrongUse("--json and --source both say what to print", "give one of them")
    library = find_library(given)
    found = find_kind(name, kind_called(kind) if kind else None, library)
    if source:
        full = f"{name_of_layout(name, library)}" if found == DOCUMENT else name
        put(read_bytes(found_file(found, full, library).path, LARGEST).decode("utf-8", "backslashreplace"))
    elif found == DOCUMENT:
        show_layout(name_of_layout(name, library), library, as_json=as_json)
    elif as_json:
        put(to_json(data_of(found, name, library)))
    else:
        put(text_of(found, name, library))


def name_of_layout(name: str, library: Library) -> str:
    """Return the layout of a document, named with or without its ending; nothing where there is none."""
    known = layout_names(library)
    return next((one for one in (name, f"{name}.j2", f"{name}.md.j2") if one in known), "")


def find_kind(name: str, kind: str | None, library: Library) -> str:
    """Return the kind of template that an id means."""
    kinds = [kind] if kind else list(KINDS)
    ids = {one: documents_in(library) if one == DOCUMENT else template_ids(one, library) for one in kinds}
    found = [one for one in kinds if name in ids[one] or (one == DOCUMENT and name_of_layout(name, library))]
    if not found:
        known = sorted({key for keys in ids.values() for key in keys})
        raise UnknownName(not_one_of(kind or "template", name, known), "plan templates list shows them all")
    if len(found) > 1:
        raise WrongUse(f"'{name}' is a {' and a '.join(found)}", f"say which: --kind {found[0]}")
    return found[0]


def documents_in(library: Library) -> list[str]:
    """Return the documents that there are layouts for."""
    return [one.removesuffix(".j2") for one in layout_names(library) if not os.path.basename(one).startswith("_")]


def show_layout(name: str, library: Library, *, as_json: bool) -> None:
    """Show what a layout is; its text is for ``--source``."""
    row = row_of(DOCUMENT, name, library)
    if as_json:
        put(to_json(shown_row(row)))
        return
    put(f"{row.id} (document, {row.summary})\n{row.path}\n\nplan templates show {row.id} --source shows its text.\n")


def composed_of(kind: str, name: str, library: Library) -> tuple[Template, Template, list[tuple[str, str]]]:
    """Return a template as its file has it, laid over base and ancestors, and the lineage."""
    own = load_template(kind, name, library)
    steps = lineage(name, library, kind) if kind in ("role", "family") else [(kind, name)]
    layers = [(step[0], load_template(*step, library)) for step in [("base", "base"), *steps]]
    return own, lay_templates(layers), steps


def data_of(kind: str, name: str, library: Library) -> dict[str, Any]:
    """Return a template as plain data: what it brings, texts as they stand, where each entry comes from."""
    own, composed, steps = composed_of(kind, name, library)
    head = {"id": own.id, "kind": kind, "title": own.title, "summary": own.summary, "extends": own.extends}
    file = file_of(kind, name, library)
    made = bare(plain(composed, str, private=True))
    return {**made, **head, "lineage": [one for _, one in steps], "path": file.path, "built_in": file.ships}


def bare(value: Any) -> Any:
    """Return plain data without what was not said."""
    if isinstance(value, Mapping):
        said = {key.removesuffix("_"): bare(part) for key, part in value.items()}
        return {key: part for key, part in said.items() if part not in (None, "", [], {}) and part is not False}
    return [bare(part) for part in value] if isinstance(value, list) else value


def text_of(kind: str, name: str, library: Library) -> str:
    """Return a template as people read it: texts as for somebody who named nobody."""
    own, composed, steps = composed_of(kind, name, library)
    files = [file_of(*step, library) for step in steps]
    if all(file.ships for file in files):
        read = readable(composed)
        return "\n".join(lines_of(kind, own, read, steps, files[-1])) + "\n"
    made: str = run_bounded(lambda: "\n".join(lines_of(kind, own, readable(composed), steps, files[-1])) + "\n")
    return made


def readable(template: Template) -> Template:
    """Return a template with its texts filled for somebody who named nobody; conditional entries stay."""
    env, names = environment({}), names_of(NOBODY, template)

    def fill(texts: Sequence[str]) -> Mapping[str, str]:
        asked = {condition(entry.when) for entry in every_entry(template) if getattr(entry, "when", None)}
        plain_ones = [text for text in texts if text not in asked]
        made = fill_phrases(env, [Phrase(text, "") for text in plain_ones], names)
        return {**dict.fromkeys(asked, "yes"), **dict(zip(plain_ones, made, strict=True))}

    return fill_template(with_days(template), fill)


def every_entry(record: Any) -> Iterator[Any]:
    """Yield every record inside a record."""
    for part in record:
        for one in part if isinstance(part, tuple) and part and is_record(part[0]) else ():
            yield one
            yield from every_entry(one)


def lines_of(kind: str, own: Template, whole: Template, steps: Sequence[tuple[str, str]], file: File) -> Iterator[str]:
    """Yield the lines that tell what a template brings; what every plan has is left out."""
    yield f"{own.title} ({kind} {own.id})"
    yield from (line for line in (own.summary, "" if file.ships else file.path) if line)
    if len(steps) > 1:
        yield f"laid over: {', then '.join(f'{one} {name}' for one, name in steps[:-1])}"
    yield from section("Mission", [whole.mission] if whole.mission else [])
    yield from section(
        "Needs", [f"{one.id} {one.required or 0} of 4" + (", early" if one.early else "") for one in whole.competencies]
    )
    for phase in whole.phases:
        yield from phase_lines(phase)
    yield from section("Besides", [f"{day(one)}{one.title}  [{one.id}]" for one in brought(whole.actions)])
    yield from section("Early wins", [f"{one.title}  [{one.id}]" for one in brought(whole.wins)])
    yield from section("Risks", [f"{one.risk}  [{one.id}]" for one in brought(whole.risks)])
    yield from section(
        "Questions", [f"{one.question} ({one.ask or 'manager'})  [{one.id}]" for one in brought(whole.questions)]
    )
    yield from section("People", [f"{one.who}: {one.why}  [{one.id}]" for one in brought(whole.people)])
    yield from section(
        "Asks of its own", [f"extra.{one.id}: {one.question} (else: {one.default or 'nothing'})" for one in whole.extra]
    )
    yield from section("Documents", list(whole.documents))


def brought(entries: Iterable[Any]) -> list[Any]:
    """Return the entries that do not come from the base."""
    return [one for one in entries if not one.origin.startswith("base ")]


def section(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a heading and its lines, nothing where there are none."""
    if lines:
        yield f"\n{title}"
        yield from (f"  {line}" for line in lines)


def phase_lines(phase: PhaseText) -> Iterator[str]:
    """Yield what a month holds."""
    areas = brought(phase.focus)
    if areas:
        yield f"\n{phase.title or phase.id}" + (f": {phase.theme}" if phase.theme else "")
        for area in areas:
            yield from area_lines(area)


def area_lines(area: FocusText) -> Iterator[str]:
    """Yield a focus area with its intent, its goals and its actions."""
    yield f"  {area.title}  [{area.id}]"
    yield from [f"    I will {area.intent}"] if area.intent else []
    yield from (f"    by day {one.due}: {one.title} ({one.measure})" for one in area.goals)
    yield from (f"    - {day(one)}{one.title}  [{one.id}]" for one in area.actions)


def day(one: Any) -> str:
    """Return the day of an action as its line begins."""
    return f"day {one.day}: " if one.day is not None else ""
