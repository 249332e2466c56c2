"""What ``plan templates lint`` does: finds the files, checks each, shows the findings."""

import json
import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from .bounded import run_bounded
from .edge import put, say, tell
from .errors import InvalidFile, PlanError, Problem, Refused, UnknownName
from .files import read_bytes
from .findings import Finding, chosen, explained, told
from .library import Library, file_of, load_template, parse_file, relative_name, template_ids
from .lookup import CATALOGUE, FOLDERS, LAYOUTS, File, Folder, find_file, find_library, layout_names, listed
from .rendering import environment
from .slips import not_one_of
from .source import Mark, Table, find_mark, place, read
from .template import Catalogue, Template
from .template_checks import Fault, Path, Subject, check_structure, subject_of, unless
from .template_rules import BREAKING, RULES
from .template_texts import EXAMPLES, Place, check_catalogue, check_text, check_texts, names_of, places_of, with_days

KIND_OF = {folder: kind for kind, folder in FOLDERS.items()}
BASE = "base.yaml"
GAPS = ("T201", "T204", "T205", "T208", "T209", "T301", "T302", "T303")  # what an entry lacks
FOUND = 1  # the exit code where there is something to mend
ENDINGS = (".yaml", ".j2")


class Target(NamedTuple):
    """A file to check: the name that it has in a folder of templates, and the library that it belongs to."""

    relative: str
    file: File
    library: Library

    @property
    def kind(self) -> str:
        """Return what the file is: role, base, catalogue or document."""
        if self.relative in (BASE, CATALOGUE):
            return "base" if self.relative == BASE else "catalogue"
        return KIND_OF.get(self.relative.partition("/")[0], "document")

    @property
    def name(self) -> str:
        """Return the id by which the file is found."""
        return os.path.basename(self.relative).removesuffix(".yaml")


class Checked(NamedTuple):
    """What came of the files: findings, how many were read, and the exit code of what could not be."""

    findings: tuple[Finding, ...]
    read: int
    code: int


def lint_templates(
    wanted: Sequence[str], given: str | None, select: Sequence[str], ignore: Sequence[str], *, as_json: bool
) -> int:
    """Check the templates that are named, or all that did not come with plan; returns the exit code."""
    chosen((), RULES, select, ignore)
    checked = check_all(targets_of(wanted, find_library(given)))
    findings = chosen(dict.fromkeys(checked.findings), RULES, select, ignore)
    put(json_of(findings) if as_json else "".join(f"{told(one)}\n" for one in findings))
    say(f"{counted(len(findings), 'finding')} in {counted(checked.read, 'template')}")
    return checked.code or (FOUND if findings else 0)


def counted(number: int, word: str) -> str:
    """Return a number with its word: no findings, 1 finding, 2 findings."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def explain_rule(code: str) -> None:
    """Show what a rule is about.

    Raises:
        UnknownName: there is no such rule.
    """
    if code.upper() not in RULES:
        raise UnknownName(f"there is no rule '{code}'", f"there are {', '.join(RULES)}")
    put(explained(RULES[code.upper()]))


def json_of(findings: Sequence[Finding]) -> str:
    """Return findings as JSON: a list, an object each, the place in its parts."""
    rows = []
    for one in findings:
        file, line, column = one.place.rsplit(":", 2)
        rows.append(
            {
                "file": file,
                "line": int(line),
                "column": int(column),
                "code": one.code,
                "text": one.text,
                "mend": one.mend,
            }
        )
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def check_all(targets: Sequence[Target]) -> Checked:
    """Check every file; one that cannot be read is told, and the others have their turn."""
    findings: list[Finding] = []
    code = read_ones = 0
    for target in targets:
        try:
            findings += check(target)
            read_ones += 1
        except PlanError as error:
            tell(error)
            code = max(code, error.exit_code)
    return Checked(tuple(findings), read_ones, code)


# Which files


def targets_of(wanted: Sequence[str], library: Library) -> list[Target]:
    """Return the files that the words mean: paths, folders, ids; without words all that did not come with plan."""
    if not wanted:
        folders = [folder for folder in library.folders if not folder.ships]
        return [one for folder in folders for one in in_folder(folder.path, library) if not one.file.ships]
    return [one for word in wanted for one in targets_for(word, library)]


def targets_for(word: str, library: Library) -> list[Target]:
    """Return the files that one word means.

    Raises:
        UnknownName: no template has this id.
    """
    if os.path.isdir(word):
        return in_folder(word, library) or loose_in(word, library)
    if os.path.exists(word) or word.endswith(ENDINGS) or os.sep in word:
        return [target_at(word, library)]
    found = [one for kind in FOLDERS if word in template_ids(kind, library) for one in [by_id(kind, word, library)]]
    if f"{word}.j2" in layout_names(library):
        found.append(target_in(library, f"{LAYOUTS}/{word}.j2"))
    if not found:
        known = [name for kind in FOLDERS for name in template_ids(kind, library)]
        raise UnknownName(not_one_of("template", word, known), "plan templates list shows them; a file needs its path")
    return found


def by_id(kind: str, name: str, library: Library) -> Target:
    """Return the file of a template."""
    return target_in(library, relative_name(kind, name))


def target_in(library: Library, relative: str) -> Target:
    """Return a file of the library; a missing one is told when it is read."""
    return Target(relative, find_file(library, relative) or File(relative, relative, False), library)


def in_folder(path: str, library: Library) -> list[Target]:
    """Return the templates in a folder of templates, or in one of its folders such as ``roles``."""
    name = os.path.basename(os.path.normpath(path))
    if name in (*KIND_OF, LAYOUTS):
        return [target_at(os.path.join(path, one), library) for one in sorted(listed(path)) if one.endswith(ENDINGS)]
    here = Library((Folder(path, False),))
    relatives = [one for one in (BASE, CATALOGUE) if os.path.isfile(os.path.join(path, one))]
    relatives += [relative_name(kind, one) for kind in FOLDERS for one in template_ids(kind, here)]
    relatives += [f"{LAYOUTS}/{one}" for one in layout_names(here)]
    return [target_in(with_first(path, library), relative) for relative in relatives]


def loose_in(path: str, library: Library) -> list[Target]:
    """Return the templates of a folder that is none of the look-up's: roles and layouts."""
    names = [one for one in sorted(listed(path)) if one.endswith(ENDINGS) and not one.startswith(".")]
    return [target_at(os.path.join(path, one), library) for one in names]


def target_at(path: str, library: Library) -> Target:
    """Return the file at a path with the library that it belongs to: its folder of templates, or else itself alone.

    Raises:
        DiskFailed: there is no such file.
    """
    if not os.path.isfile(path):
        read_bytes(path)  # says what is there instead
    folder, name = os.path.split(path)
    above, last = os.path.split(os.path.abspath(folder or "."))
    root = os.path.normpath(os.path.join(folder or ".", ".."))
    if name in (BASE, CATALOGUE):
        return named(path, target_in(with_first(folder or ".", library), name))
    if last in KIND_OF and name.endswith(".yaml"):
        return named(path, target_in(with_first(root, library), f"{last}/{name}"))
    if last == LAYOUTS and name.endswith(".j2"):
        return named(path, target_in(with_first(root, library), f"{LAYOUTS}/{name}"))
    if os.path.basename(above) == LAYOUTS and name.endswith(".j2"):
        upper = os.path.normpath(os.path.join(root, ".."))
        return named(path, target_in(with_first(upper, library), f"{LAYOUTS}/{last}/{name}"))
    relative = f"{LAYOUTS}/{name}" if name.endswith(".j2") else f"{FOLDERS['role']}/{name}"
    loose = library._replace(loose=((relative, path),))
    return Target(relative, File(path, path, False), loose)


def named(path: str, target: Target) -> Target:
    """Return a file called as the person typed it, unless it came with plan."""
    return target if target.file.ships else target._replace(file=target.file._replace(name=path))


def with_first(path: str, library: Library) -> Library:
    """Return the library with a folder before the others, unless it is one of them."""
    real = os.path.realpath(path)
    for one in library.folders:
        if os.path.realpath(one.path) == real:
            others = [folder for folder in library.folders if folder is not one]
            return Library((one, *others))
    return Library((Folder(path, False), *library.folders))


# What is wrong with a file


def check(target: Target) -> list[Finding]:
    """Return the findings of one file; what strangers wrote is filled in a child with limits.

    Raises:
        PlanError: the file cannot be read at all.
    """
    if target.kind == "document":
        return check_layout_file(target)
    root = parse_file(target.file)
    if target.file.ships:
        return check_template(target, root)
    try:
        made = run_bounded(lambda: check_template(target, root))
    except Refused:
        return [*check_template(target, root, texts=False), *check_each_text(target, root)]
    return [Finding(*one) for one in made]


def check_template(target: Target, root: Table, *, texts: bool = True) -> list[Finding]:
    """Return the findings of a template or of the catalogue; without ``texts`` no Jinja is run."""
    env = environment({}) if texts else None
    problems: list[Problem] = []
    if target.kind == "catalogue":
        catalogue = read(root, Catalogue, problems)
        faults = [*catalogue_faults(catalogue), *check_catalogue(root, env)] if catalogue else []
    else:
        own = read(root, Template, problems)
        faults = list(template_faults(target, own, env)) if own else []
    told_already = [problem.text.partition(": ")[0] for problem in problems]
    kept = (one for one in faults if not (one.code in GAPS and misread_inside(one.path, told_already)))
    return [*map(misread, problems), *(finding(root, fault) for fault in kept)]


def misread_inside(path: Path, told_already: Sequence[str]) -> bool:
    """Tell whether something in an entry could not be read: then it only seems to be missing."""
    dotted = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[:-1])[1:]
    return any(one.startswith(f"{dotted}.") for one in told_already)


def template_faults(target: Target, own: Template, env: Any) -> Iterator[Fault]:
    """Yield what is wrong in a template that can be read."""
    subject, faults = subject_of(target.kind, target.name, own, target.library)
    yield from faults
    yield from check_structure(subject)
    yield from check_texts(subject, env)


def catalogue_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what is wrong in how a catalogue hangs together."""
    from .library import load_competencies

    seen: set[str] = set()
    known = {*load_competencies(), *(one.id for one in catalogue.competencies)}
    for n, one in enumerate(catalogue.competencies):
        if one.id in seen:
            yield Fault(("competencies", n, "id"), "T008", f"id '{one.id}' stands twice in this list")
        seen.add(one.id)
        for m, other in enumerate(one.neighbours):
            yield from unless(("competencies", n, "neighbours", m), "T010", "competency", other, known)


def misread(problem: Problem) -> Finding:
    """Return what the reader says of a file as a finding."""
    text, _, mend = problem.text.rpartition("; ")
    text = text or problem.text
    code = "T001" if "unknown key" in text else "T002" if text.endswith(("is missing", "is empty")) else "T003"
    return Finding(problem.place, code, text, mend if text != problem.text else RULES[code].mend)


def finding(root: Table, fault: Fault) -> Finding:
    """Return a fault with its place in the file."""
    mark = key_mark(root, fault.path) if fault.at_key else find_mark(root, fault.path)
    return Finding(place(mark), fault.code, fault.text, fault.mend or RULES[fault.code].mend)


def key_mark(root: Table, path: Path) -> Mark:
    """Return where the key at the end of a path stands."""
    node: Any = root
    for step in path[:-1]:
        node = node.nodes[step]
    mark: Mark = node.marks[path[-1]]
    return mark


def check_each_text(target: Target, root: Table) -> list[Finding]:
    """Find which text goes beyond the limits, one child each; the first is enough."""
    own = read(root, Template, [])
    if own is None or target.kind == "catalogue":
        return [Finding(place(root.mark), "T105", "a text takes too long", RULES["T105"].mend)]
    subject, _ = subject_of(target.kind, target.name, own, target.library)
    for one in places_of(with_days(own)):
        if "{" in one.text or one.key == "when":
            try:
                run_bounded(partial(one_text, subject, one))
            except Refused:
                return [finding(root, Fault(one.path, "T105", f"{one.key}: it takes too long"))]
    return [Finding(place(root.mark), "T105", "its texts together take too long", RULES["T105"].mend)]


def one_text(subject: Subject, one: Place) -> list[Fault]:
    """Return what is wrong with one text alone."""
    people = [names_of(who, subject.composed) for who in EXAMPLES]
    return list(check_text(one, environment({}), people))


def check_layout_file(target: Target) -> list[Finding]:
    """Return the findings of a layout."""
    from .layout_checks import LayoutFault, check_layout

    read_bytes(target.file.path)
    name = target.relative.removeprefix(f"{LAYOUTS}/")
    try:
        work = partial(check_layout, name, target.library)
        faults = work() if target.file.ships else [LayoutFault(*one) for one in run_bounded(work)]
    except Refused as error:
        faults = [LayoutFault(target.file.name, 1, "T604", error.message, "")]
    return [Finding(f"{one.path}:{one.line}:1", one.code, one.text, one.mend or RULES[one.code].mend) for one in faults]


def refuse_unusable(steps: Sequence[tuple[str, str]], library: Library) -> None:
    """Stop before a plan is made of what no plan can be made of, each fault with its place.

    Raises:
        InvalidFile: a template that did not come with plan names what there is not.
    """
    for kind, name in steps:
        file = file_of(kind, name, library)
        if file.ships:
            continue
        subject, _ = subject_of(kind, name, load_template(kind, name, library), library)
        faults = [one for one in check_structure(subject) if one.code in BREAKING]
        if faults:
            root = parse_file(file)
            found = [finding(root, one) for one in faults]
            raise InvalidFile(file.name, [Problem(one.place, f"{one.text}; {one.mend}") for one in found])
