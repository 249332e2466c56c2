"""What ``plan render`` and ``plan schema`` do: read, build, then save, show or compare."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from .answers import Answers
from .arguments import PLAN_FILE as PLAN_FILE  # noqa: PLC0414 - others know these words from here
from .arguments import STDIN as STDIN  # noqa: PLC0414
from .arguments import folder_for as folder_for  # noqa: PLC0414
from .arguments import plan_file as plan_file  # noqa: PLC0414
from .arguments import shown as shown  # noqa: PLC0414
from .bounded import run_bounded
from .build import WORDS, build_fitting, mix_of
from .documents import (
    DEFAULT,
    document_names,
    fill_document,
    fill_documents,
    find_documents,
    json_default,
    layout_of,
    plan_data,
)
from .edge import put, say, tell
from .errors import DiskFailed, PlanError, WrongUse
from .files import Document, cache_folder, read_bytes, typed
from .gate import check_answers
from .index import INDEX, index_text
from .library import Library, compose, layers_of, layout_names, load_layouts
from .locking import locked
from .lookup import CATALOGUE, LAYOUTS, File, find_file, find_library
from .markdown import word_count
from .places import find_places
from .rendering import environment
from .renewing import STRUCK, Renewed, read_struck, read_take, renew
from .saving import Saved, look_at, look_at_record, save_set
from .texts_there import recorded

SOME_FAILED, DIFFERS = 6, 1
JOURNEY = "journey"  # is told as soon as something happened on the road
CHECKLIST, RETRO = "checklist.md", "retro.md"
NO_CHART = "chart=no"  # what --no-chart sets


class Wishes(NamedTuple):
    """What the flags of ``plan render`` ask for."""

    output_dir: str | None = None
    templates: str | None = None
    documents: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    stdout: bool = False
    json: bool = False
    check: bool = False
    dry_run: bool = False
    force: bool = False
    quiet: bool = False
    take: tuple[str, ...] = ()
    after: "Callable[[Job, Answers, Library], object] | None" = None  # what --also makes


class Made(NamedTuple):
    """What came of a plan file: documents, or the plan's data, and what to tell about it."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...]
    data: object


class Versions(NamedTuple):
    """A document as it was written last and as it stands, with the ids of the actions that its owner deleted."""

    base: str | None
    mine: str
    struck: frozenset[str]

    def merged_with(self, theirs: str) -> str:
        """Return what the next rendering makes of it."""
        from .merge import merge_document

        return merge_document(CHECKLIST, self.base, self.mine, theirs, struck=self.struck).text


class Job(NamedTuple):
    """One plan file and the folder that its documents go to."""

    file: str
    folder: str


def render_files(files: Sequence[str], wishes: Wishes) -> int:
    """Render every plan file; returns the exit code. Of several, a bad one is told and the others go on (6)."""
    refuse_conflicts(files, wishes)
    jobs = [Job(plan_file(file), folder_for(plan_file(file), wishes.output_dir, len(files) > 1)) for file in files]
    refuse_shared_folder(jobs, wishes)
    library = find_library(wishes.templates)
    if len(jobs) == 1:
        return render_one(jobs[0], wishes, library)
    works = [(partial(render_one, job, wishes, library, several=True), job.file) for job in jobs]
    return worst([or_told(work, f"nothing was written for {file}") for work, file in works])


def worst(codes: Sequence[int]) -> int:
    """Return the exit code of several plan files from those of each."""
    return SOME_FAILED if SOME_FAILED in codes else max(codes)


def or_told(work: Callable[[], int], without: str) -> int:
    """Do the work for one of several plan files; an error is told here, so that the next one has its turn."""
    try:
        return work()
    except PlanError as error:
        tell(error)
        say(without)
        return SOME_FAILED


def render_one(job: Job, wishes: Wishes, library: Library, *, several: bool = False) -> int:
    """Render one plan file as the flags say; the JSON of several is one line each."""
    answers = check_answers(read_input(job.file), shown(job.file), wishes.changes, library)
    made = make(answers, wishes, library, checklist=checklist_there(job.folder) if answers.stage == "closed" else None)
    if wishes.json:
        put(json_text(made.data, compact=several))
        return 0
    if wishes.stdout:
        put(made.documents[0].text)
        return 0
    if wishes.check or wishes.dry_run:
        return compare(job, made.documents, wishes)
    saved = save(job.folder, made, wishes)
    if not wishes.quiet:
        report(job, made, saved)
    if wishes.after:
        wishes.after(job, answers, library)
    return 0


def save(folder: str, made: Made, wishes: Wishes) -> Saved:
    """Write the documents so that what is their owner's stays; the lock is held from the first look."""
    find_places(folder, [one.name for one in made.documents])
    with locked(folder) as notes:
        for note in () if wishes.quiet else notes:
            say(f"note: {note}")
        renewed = renewed_set(folder, made.documents, wishes)
        saved = save_set(folder, renewed.changes, {INDEX: str(made.data), **renewed.records})
    return saved._replace(notes=(*saved.notes, *renewed.notes))


def renewed_set(folder: str, documents: Sequence[Document], wishes: Wishes) -> Renewed:
    """Return what the documents become over what stands in their folder."""
    standings = look_at(folder, [one.name for one in documents])
    records = {name: look_at_record(folder, name) for name in (INDEX, STRUCK)}
    return renew(standings, documents, records, read_take(wishes.take), force=wishes.force)


def checklist_there(folder: str) -> Versions | None:
    """Return the checklist that was lived, for the look back; None where there is none."""
    (standing,) = look_at(folder, [CHECKLIST]) if os.path.isdir(folder) else (None,)
    if standing is None or standing.old is None:
        return None
    struck = read_struck(look_at_record(folder, STRUCK)).get(CHECKLIST, frozenset())
    return Versions(recorded(standing), standing.old.data.decode(errors="replace"), struck)


def make(answers: Answers, wishes: Wishes, library: Library, *, checklist: Versions | None = None) -> Made:
    """Build the plan and its documents; what strangers wrote is run in a child with limits.

    ``checklist`` is the one that was lived, of a plan that is closed.
    """
    names = wanted_documents(answers, wishes, library)
    work = partial(make_here, answers, names, library, data=wishes.json, checklist=checklist)
    documents, warnings, data = run_trusting(answers, names, library, work)
    return Made(tuple(Document(*one) for one in documents), tuple(warnings), data)


def run_trusting(answers: Answers, names: Sequence[str], library: Library, work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns; unless all files came with the program, it is run in a child and comes as JSON."""
    files = used_files(answers, names, library)
    for file in files:
        if file.replaces:
            say(f"note: {file.name} stands in for the one that comes with plan")
    if all(file.ships for file in files):
        return work()
    refuse_unusable(answers, library)
    return run_bounded(work)


def refuse_unusable(answers: Answers, library: Library) -> None:
    """Stop at what strangers' templates get wrong, with file and line, before a plan is made of it."""
    from .template_lint import refuse_unusable

    refuse_unusable(layers_of(answers.role, mix_of(answers), library), library)


def make_index(file: str, wishes: Wishes) -> str:
    """Build a plan from its file for the record that ``render`` writes beside the documents."""
    library = find_library(wishes.templates)
    return str(make(check_answers(read_input(file), shown(file), wishes.changes, library), wishes, library).data)


def make_here(
    answers: Answers, names: Sequence[str], library: Library, *, data: bool, checklist: Versions | None = None
) -> Made:
    """Build the plan and its documents in this process."""
    env = environment(load_layouts(library), cache_folder())
    plan, text = build_fitting(answers, env, library)
    if data:
        return Made((), plan.warnings, plan_data(plan))
    index, filled = index_text(plan), {"plan.md": text}
    if checklist and RETRO in names:
        from .prefill import looked_back

        filled[CHECKLIST] = fill_document(plan, CHECKLIST, env)
        lived = checklist.mine if CHECKLIST not in names else checklist.merged_with(filled[CHECKLIST])
        filled[RETRO] = fill_document(plan, RETRO, env, looked_back(plan, index, lived))
    return Made(tuple(fill_documents(plan, names, env, filled)), plan.warnings, index)


def used_files(answers: Answers, names: Sequence[str], library: Library) -> list[File]:
    """Return every template and layout that the documents are made of."""
    parts = [name for name in layout_names(library) if os.path.basename(name).startswith("_")]
    layouts = dict.fromkeys(["plan.md.j2", *(layout_of(name) for name in names), *parts])
    found = (find_file(library, f"{LAYOUTS}/{name}") for name in layouts)
    catalogues = (find_file(Library((folder,)), CATALOGUE) for folder in library.folders)
    composed = compose(answers.role, mix=mix_of(answers), library=library).files
    return [*composed, *(file for file in (*catalogues, *found) if file)]


def wanted_documents(answers: Answers, wishes: Wishes, library: Library) -> list[str]:
    """Return the names of the documents: the flags', else the plan file's, else the usual two and the role's own."""
    known = document_names(layout_names(library))
    wished = wishes.documents or (("plan.md",) if wishes.stdout else answers.documents)
    own = compose(answers.role, mix=mix_of(answers), library=library).template.documents
    own = (*own, JOURNEY) if answers.road.events else own
    return find_documents(wished or (*DEFAULT, *own), known)


def json_text(data: object, *, compact: bool) -> str:
    """Return a plan's data as JSON: the same bytes for the same plan."""
    return json.dumps(data, ensure_ascii=False, indent=None if compact else 2, default=json_default) + "\n"


def compare(job: Job, documents: Sequence[Document], wishes: Wishes) -> int:
    """Show what would change; ``--check`` says only which documents, and answers with its exit code."""
    renewed = renewed_set(job.folder, documents, wishes)
    differs = any(change.is_changed for change in renewed.changes)
    if not wishes.check and not wishes.quiet:
        from .touched import differences

        put(differences(renewed.changes))
    for change in renewed.changes:
        line = f"{'would change' if change.is_changed else 'up to date'}: {change.standing.place.typed}"
        if wishes.check and not wishes.quiet:
            put(f"{line}\n")
        elif not wishes.quiet:
            say(line)
    return DIFFERS if differs and wishes.check else 0


def tell_saved(saved: Saved) -> None:
    """Say what a save did."""
    for note in saved.notes:
        say(f"note: {note}")
    for word, paths in (("kept   ", saved.backups), ("wrote  ", saved.written), ("as it was  ", saved.unchanged)):
        for path in paths:
            say(f"{word}{path}")


def report(job: Job, made: Made, saved: Saved) -> None:
    """Say what was written and what to do next."""
    tell_saved(saved)
    for document in made.documents:
        if document.name == "plan.md" and word_count(document.text) > WORDS:
            say(f"note: plan.md has {word_count(document.text)} words; a busy manager reads {WORDS}")
    for warning in made.warnings:
        say(f"note: {warning}")
    say(f"next: read {typed(job.folder, made.documents[0].name)}, change {shown(job.file)}, and render again")


def refuse_conflicts(files: Sequence[str], wishes: Wishes) -> None:
    """Stop at flags that do not go together."""
    if wishes.stdout and wishes.json:
        raise WrongUse("--stdout and --json both write to standard output", "give one of them")
    if wishes.stdout and (len(files) > 1 or len(wishes.documents) > 1):
        raise WrongUse("--stdout writes one document of one plan file", "name one file and one --document")
    if (wishes.stdout or wishes.json) and (wishes.check or wishes.dry_run or wishes.output_dir):
        raise WrongUse("--stdout and --json write no file", "leave out --check, --dry-run and --output-dir")
    if wishes.json and (wishes.documents or wishes.force):
        raise WrongUse("--json prints the whole plan and writes no file", "leave out --document and --force")
    if wishes.after and (wishes.stdout or wishes.json or wishes.check or wishes.dry_run):
        raise WrongUse("--also writes files", "leave out --stdout, --json, --check and --dry-run")
    refuse_unreadable(files, wishes.changes)


def refuse_unreadable(files: Sequence[str], changes: Sequence[str]) -> None:
    """Stop at a standard input that is wanted twice and at changes that are no text."""
    if list(files).count(STDIN) > 1:
        raise WrongUse("standard input can be read once", "give - once")
    for change in changes:
        if any("\ud800" <= character <= "\udfff" for character in change):
            raise WrongUse("--set holds bytes that are not UTF-8", "type it again in a UTF-8 terminal")


def refuse_shared_folder(jobs: Sequence[Job], wishes: Wishes) -> None:
    """Stop before two plans write into one folder."""
    folders: dict[str, str] = {}
    for job in jobs:
        place = os.path.realpath(job.folder)
        if place in folders and not wishes.json:
            raise WrongUse(
                f"{shown(folders[place])} and {shown(job.file)} would both write to {job.folder}",
                "render them one by one",
            )
        folders[place] = job.file


def read_input(file: str) -> bytes:
    """Return a plan file's bytes, from the disk or from standard input."""
    if file != STDIN:
        try:
            return read_bytes(file)
        except DiskFailed as error:
            if os.path.basename(file) in PLAN_FILE and not os.path.lexists(file):
                raise DiskFailed(error.message, "plan new makes one") from None
            raise
    if sys.stdin is None or sys.stdin.closed:
        raise DiskFailed("standard input is closed")
    return sys.stdin.buffer.read()


def print_schema() -> None:
    """Print the JSON Schema of the plan file."""
    from .schema import json_schema

    put(json.dumps(json_schema(Answers, "plan file"), indent=2, ensure_ascii=False) + "\n")
