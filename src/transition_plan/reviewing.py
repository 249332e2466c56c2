"""What ``plan review`` does: writes a sheet with what is known on the day, and folds a filled one back."""

import os
import shlex
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import NamedTuple

from .answers import Answers
from .build import Fitted, build_fitted
from .documents import EACH_REVIEW, fill_document
from .edge import put, say
from .edit import change, dotted, find_node, plainly
from .errors import DiskFailed, InvalidFile, Problem, Refused, UnknownName
from .files import Document, cache_folder, read_text, shown, typed
from .folding import Fold, fold
from .gate import check_answers
from .index import INDEX, index_text
from .library import Library, load_layouts
from .living import find_checklist
from .lookup import find_library
from .markdown import word_count
from .plan import Review
from .prefill import SHOWN, prefilled
from .rendering import environment
from .replacing import replace_file
from .run import PLAN_FILE, STDIN, Made, Wishes, folder_for, plan_file, read_input, run_trusting, save, tell_saved
from .saving import look_at_record
from .schema import shape_at
from .setting import next_command
from .sheet import read_sheet
from .slips import shorten
from .source import parse_yaml
from .spelling import spell
from .unified import difference

WORDS = 400  # of a sheet: one page


class Asked(NamedTuple):
    """What the flags of ``plan review`` ask for."""

    day: int
    file: str
    when: date
    templates: str | None = None
    output_dir: str | None = None
    stdout: bool = False
    force: bool = False
    dry_run: bool = False


class Subject(NamedTuple):
    """A plan that is looked back on."""

    answers: Answers
    data: bytes
    name: str
    folder: str
    library: Library

    @property
    def text(self) -> str:
        """Return the plan file as it was read."""
        return self.data.decode()


def load_subject(asked: Asked) -> Subject:
    """Read the plan file, and find where its documents are."""
    file = plan_file(asked.file)
    library = find_library(asked.templates)
    data = read_input(file)
    folder = folder_for(file, asked.output_dir, False)
    return Subject(check_answers(data, shown(file), (), library), data, file, folder, library)


def find_review(fitted: Fitted, day: int) -> Review:
    """Return the review of a day; raises ``UnknownName`` with those that there are."""
    found = next((one for one in fitted.plan.reviews if one.day == day), None)
    if found is None:
        days = ", ".join(str(one.day) for one in fitted.plan.reviews) or "none"
        raise UnknownName(f"the plan has no review on day {day}", f"its reviews: {days}")
    return found


# The sheet


def write_sheet(asked: Asked) -> int:
    """Write or show the sheet of a review, with what was done, what is late and what was given up."""
    subject = load_subject(asked)
    name = sheet_name(asked.day)
    text, index = run_trusting(subject.answers, [name], subject.library, partial(fill_here, subject, asked))
    if asked.stdout:
        put(text)
        return 0
    refuse_held(subject, asked)
    index = look_at_record(subject.folder, INDEX) or index  # it tells what was rendered, and a sheet renders no more
    saved = save(subject.folder, Made((Document(name, text),), (), index), Wishes(force=asked.force))
    tell_saved(saved)
    where = "" if asked.file in PLAN_FILE else f" --file {shlex.quote(asked.file)}"
    say(f"next: fill it in together, then plan review {asked.day} --apply{where}")
    return 0


def refuse_held(subject: Subject, asked: Asked) -> None:
    """Leave a sheet alone that was folded back: it is the record of the talk."""
    there = os.path.lexists(typed(subject.folder, sheet_name(asked.day)))
    if there and not asked.force and any(one.day == asked.day for one in subject.answers.reviews):
        message = f"the review of day {asked.day} was folded back; its sheet is the record of it"
        raise Refused(message, "--stdout shows a new one; --force replaces it and keeps a backup")


def sheet_name(day: int) -> str:
    """Return the name of a review's sheet."""
    return EACH_REVIEW.replace("NN", str(day))


def fill_here(subject: Subject, asked: Asked) -> tuple[str, str]:
    """Return the sheet of a review, as full as a page allows, and the record of the plan."""
    env = environment(load_layouts(subject.library), cache_folder())
    fitted = build_fitted(subject.answers, env, subject.library)
    review = find_review(fitted, asked.day)
    checklist = find_checklist(subject.folder)
    index = index_text(fitted.plan)
    text = ""
    for most in SHOWN:
        known = () if checklist is None else prefilled(fitted.plan, review, index, checklist, asked.when, most)
        text = fill_document(fitted.plan, sheet_name(asked.day), env, known)
        if word_count(text) <= WORDS:
            break
    return text, index


# Folding back


def apply_sheet(asked: Asked) -> int:
    """Fold a filled-in sheet back into the plan file: all of it, or nothing."""
    subject = load_subject(asked)
    path = typed(subject.folder, sheet_name(asked.day))
    text = load_sheet(path, asked.day)
    folds = run_folds(subject, asked, path, text)
    after, told = changed(subject, folds)
    if asked.dry_run:
        put(difference(subject.text, after, subject.name, subject.name))
    elif subject.name == STDIN:
        put(after)
    elif after != subject.text:
        replace_file(subject.name, subject.data, after.encode())
    for line in told:
        say(line)
    finish(subject, asked, path, after, nothing=not folds)
    return 0


def finish(subject: Subject, asked: Asked, path: str, after: str, *, nothing: bool) -> None:
    """Say what was written and what to do next."""
    if nothing:
        say(f"{shown(path)} is not filled in yet; nothing was changed")
    elif after == subject.text:
        say(f"{shown(subject.name)} says so already; nothing was changed")
    elif not asked.dry_run and subject.name != STDIN:
        say(f"wrote  {shown(subject.name)}")
        say(f"next: {next_command(subject.name)}")


def load_sheet(path: str, day: int) -> str:
    """Return a sheet's text; raises ``DiskFailed`` where there is none yet."""
    try:
        return read_text(path)
    except DiskFailed as error:
        if not error.message.startswith("no such file"):
            raise
        raise DiskFailed(f"no such file: {shown(path)}", f"plan review {day} writes it") from None


def run_folds(subject: Subject, asked: Asked, path: str, text: str) -> list[Fold]:
    """Return what the sheet asks for; raises ``InvalidFile`` with all that cannot be understood."""
    work = partial(fold_here, subject, asked, path, text)
    return [as_fold(*one) for one in run_trusting(subject.answers, ["plan.md"], subject.library, work)]


def as_fold(path: Iterable[str | int], value: object, steps: Iterable[Iterable[str]]) -> Fold:
    """Return a fold that may have come through JSON."""
    return Fold(tuple(path), value, tuple((field, key) for field, key in steps))


def fold_here(subject: Subject, asked: Asked, path: str, text: str) -> list[Fold]:
    """Build the plan in this process and read the sheet against it."""
    env = environment(load_layouts(subject.library), cache_folder())
    fitted = build_fitted(subject.answers, env, subject.library)
    review = find_review(fitted, asked.day)
    folded = fold(subject.answers, fitted.plan, fitted.parts.calendar, review, read_sheet(text), asked.when)
    if folded.unclear:
        problems = [Problem(f"{shown(path)}:{one.line}:{one.column}", one.text) for one in folded.unclear]
        raise InvalidFile(shown(path), problems, "nothing was changed; mend these lines and run it again")
    return list(folded.folds)


def changed(subject: Subject, folds: Iterable[Fold]) -> tuple[str, list[str]]:
    """Return the plan file with every change made in turn, and a line on each that changed something."""
    text, answers, told = subject.text, subject.answers, list[str]()
    for one in folds:
        before = text
        for edit in one.edits(answers):
            after = change(text, edit.path, edit.value, subject.name)
            if after != text:
                told.append(f"{dotted(edit.path)}: {stands_in(text, edit.path)} → {shorten(spell(edit.value))}")
            text = after
        if text != before:
            answers = check_answers(text.encode(), shown(subject.name), (), subject.library)
    return text, told


def stands_in(text: str, path: tuple[str | int, ...]) -> str:
    """Return what a text has at a path, on one line."""
    node = find_node(parse_yaml(text.encode(), "plan file"), path)
    return "(nothing)" if node is None else shorten(spell(plainly(node, shape_at(Answers, path))))
