"""What ``plan lint`` does: read, build, look for what is weak, and say where in the plan file it stands."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from .answers import Answers
from .build import build_fitting, mix_of
from .documents import document_names, fill_document
from .edge import put, say
from .errors import UnknownName
from .files import cache_folder
from .findings import Finding, chosen, explained, told
from .gate import check_marked
from .index import INDEX, index_text, read_index
from .library import Library, compose, layout_names, load_competencies, load_layouts
from .lint import lint
from .living import find_checklist, load_texts
from .lookup import find_library
from .owned import Flaw, every_text, make_case
from .plan import Plan
from .progress import SHEET, progress
from .rendering import environment
from .rules import RULES
from .run import (
    STDIN,
    folder_for,
    json_text,
    or_told,
    plan_file,
    read_input,
    refuse_unreadable,
    run_trusting,
    shown,
    worst,
)
from .sheet import Sheet, read_sheet
from .source import Table, find_mark, place
from .weak_lived import Lived
from .weak_plan import BUDGETS

NOTHING = Sheet((), ())
FOUND = 1  # the answer is no: the plan is not as good as it could be


class LintWishes(NamedTuple):
    """What the flags of ``plan lint`` ask for."""

    templates: str | None = None
    changes: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    json: bool = False
    when: date | None = None  # the day that a lived plan is looked at on


class Life(NamedTuple):
    """Where the documents of a plan are, and the day on which they are looked at."""

    folder: str
    when: date


def lint_files(files: Sequence[str], wishes: LintWishes) -> int:
    """Lint every plan file; returns the exit code. Of several, a bad one is told and the others go on (6)."""
    refuse_unreadable(files, wishes.changes)
    chosen((), RULES, wishes.select, wishes.ignore)  # a rule that there is not is told before a file is read
    library = find_library(wishes.templates)
    names = [plan_file(file) for file in files]
    found: list[Finding] = []
    if len(names) == 1:
        code = lint_one(names[0], wishes, library, found)
    else:
        works = [(partial(lint_one, name, wishes, library, found), name) for name in names]
        code = worst([or_told(work, f"{shown(name)} was not looked at") for work, name in works])
    if wishes.json:
        put(json_text([as_data(one) for one in found], compact=False))
    say(counted(len(found)))
    return code


def lint_one(file: str, wishes: LintWishes, library: Library, found: list[Finding]) -> int:
    """Lint one plan file, adding to what was found; a line each, unless all of it becomes JSON."""
    answers, root = check_marked(read_input(file), shown(file), wishes.changes, library)
    life = Life(folder_for(file, None, False), wishes.when) if wishes.when and file != STDIN else None
    mine = chosen(placed(weaknesses(answers, library, life), root), RULES, wishes.select, wishes.ignore)
    found += mine
    if mine and not wishes.json:
        put("".join(f"{told(one)}\n" for one in mine))
    return FOUND if mine else 0


def weaknesses(answers: Answers, library: Library, life: Life | None = None) -> list[Flaw]:
    """Return what is weak in a plan; what strangers wrote is run in a child with limits."""
    names = [name for name in document_names(layout_names(library)) if name in BUDGETS]
    flaws = run_trusting(answers, names, library, lambda: lint_here(answers, names, library, life))
    return [Flaw(tuple(path), *rest) for path, *rest in flaws]


def lint_here(answers: Answers, names: Sequence[str], library: Library, life: Life | None = None) -> list[Flaw]:
    """Build the plan and look at it in this process."""
    layouts = load_layouts(library)
    env = environment(layouts, cache_folder())
    plan, text = build_fitting(answers, env, library)
    documents = {name: text if name == "plan.md" else fill_document(plan, name, env) for name in names}
    template = compose(answers.role, mix=mix_of(answers), library=library).template
    catalogue = load_competencies(answers.competencies, library)
    sources: list[str] = [layout.source for layout in layouts.values()]
    sources += every_text(template)
    sources += every_text(tuple(catalogue.values()))
    if answers.from_:
        sources += every_text(compose(answers.from_, library=library).template)
    return lint(make_case(answers, plan, template, documents, sources), load_life(plan, life) if life else None)


def load_life(plan: Plan, life: Life) -> Lived | None:
    """Read what the documents of a plan say; nothing where it has no checklist yet."""
    checklist = find_checklist(life.folder)
    if checklist is None:
        return None
    sheets = load_texts(life.folder, [SHEET.format(one.day) for one in plan.reviews])
    index = read_index(index_text(plan).encode(), INDEX)
    said = {name: text for name, text in sheets.items() if read_sheet(text) != NOTHING}
    return Lived(progress(index, checklist.text, sheets, life.when, checklist.written), said, life.when)


def placed(flaws: Sequence[Flaw], root: Table) -> list[Finding]:
    """Return findings: each path's place in the file, and the rule's own mend where there is no better."""
    return [
        Finding(place(find_mark(root, flaw.path)), flaw.code, flaw.text, flaw.mend or RULES[flaw.code].mend)
        for flaw in flaws
    ]


def as_data(one: Finding) -> dict[str, Any]:
    """Return a finding as ``--json`` has it."""
    name, line, column = one.place.rsplit(":", 2)
    return {
        "file": name,
        "line": int(line),
        "column": int(column),
        "code": one.code,
        "text": one.text,
        "why": RULES[one.code].why,
        "mend": one.mend,
    }


def counted(number: int) -> str:
    """Return “2 findings”."""
    return f"{number or 'no'} finding{'' if number == 1 else 's'}"


def explain_rule(code: str) -> int:
    """Say what a rule is about.

    Raises:
        UnknownName: there is no such rule.
    """
    rule = RULES.get(code.upper())
    if rule is None:
        raise UnknownName(f"there is no rule '{code}'", f"there are {', '.join(RULES)}")
    put(explained(rule))
    return 0
