"""The end of ``plan new``: what will be written is shown, then plan file and documents are written, all or nothing."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .answers import Answers
from .differing import settled, tree_of, with_changes
from .edge import say
from .errors import Refused
from .files import Document, typed
from .filters import long_day
from .gate import check_answers
from .given import Wanted
from .ids import slug
from .index import INDEX, read_index
from .library import Library, load_template
from .living import find_checklist
from .planfile import write_plan_file
from .progress import progress
from .replacing import find_own, replace_file
from .run import PLAN_FILE, Job, Made, Wishes, folder_for, make, read_input, shown, tell_saved, wanted_documents
from .run import save as save_merged
from .saving import Saved, save_documents
from .so_far import Setting


def preview(plan: Any, files: Sequence[str]) -> list[str]:
    """Return the lines of the review page from a plan's data and the files to write."""
    dates = (
        f"{long_day(plan['start'])} to {long_day(plan['end'])}" if plan["start"] else "no date yet: days are counted"
    )
    wins, gaps, strengths = (
        [one.get("title") or one["name"] for one in plan[key]] for key in ("wins", "gaps", "strengths")
    )
    first = f"first win:  {wins[0] if wins else 'to be found with your manager'}"
    if plan["stage"] == "exploring":
        dates, first = "the road in months", "decisions:  every 90 days: go on, take a bridge, or stop"
    return [
        "",
        f"{plan['title']}: {dates}",
        f"  {first}",
        f"  you bring:  {', '.join(strengths) or 'not proved yet'}",
        f"  you close:  {', '.join(gaps) or 'no gap'}",
        f"  hours:      {plan['hours']:g} a week" + (" (assumed)" if plan["hours_assumed"] else ""),
        f"  writes:     {', '.join(files)}",
        "",
    ]


def files_to_write(answers: Answers, setting: Setting, wanted: Wanted) -> list[str]:
    """Return the plan file and its documents as the review page names them: a folder that they share once."""
    folder = new_folder(answers, setting, wanted)
    names = wanted_documents(answers, wishes_of(wanted), setting.library)
    own = wanted.file or os.path.join(folder, PLAN_FILE[0])
    beside = (os.path.dirname(own) or ".") == folder
    return [shown(own), *(names if beside else (typed(folder, name) for name in names))]


def wishes_of(wanted: Wanted, *, json: bool = False) -> Wishes:
    """Return what the flags say about the documents."""
    return Wishes(templates=wanted.templates, documents=wanted.documents, json=json)


def new_folder(answers: Answers, setting: Setting, wanted: Wanted) -> str:
    """Return the folder of the documents: the one given, the plan file's, or one named for the role and free."""
    if wanted.file is not None:
        return folder_for(wanted.file, wanted.output_dir, several=False)
    if wanted.output_dir is not None:
        return wanted.output_dir
    name = slug(answers.title or role_title(answers.role, setting.library))
    number = 1
    while os.path.lexists(folder := name if number == 1 else f"{name}-{number}"):
        number += 1
    return folder


def refuse_occupied(folder: str | None, wanted: Wanted) -> None:
    """Stop where a plan file of somebody's stands in the place of a new one."""
    for name in PLAN_FILE if folder is not None and wanted.file is None else ():
        if os.path.lexists(target := os.path.join(str(folder), name)):
            raise Refused(
                f"{shown(target)} is there already",
                "plan new FILE begins with its answers; --output-dir writes elsewhere",
            )


def write(tree: Mapping[str, object], setting: Setting, wanted: Wanted, begun: Mapping[str, object]) -> int:
    """Write the plan file and its documents, all or nothing, and say what to do next."""
    if wanted.file is None:
        return write_new(tree, setting, wanted)
    return write_again(wanted.file, tree, setting, wanted, begun)


def write_new(tree: Mapping[str, object], setting: Setting, wanted: Wanted) -> int:
    """Write a new plan file beside its documents.

    Raises:
        Refused: a plan file of somebody's stands there.
    """
    text = write_plan_file(tree)
    answers = check_answers(text.encode(), PLAN_FILE[0], (), setting.library)
    folder = new_folder(answers, setting, wanted)
    refuse_occupied(folder, wanted)
    made = make(answers, wishes_of(wanted), setting.library)
    documents = (*made.documents, Document(PLAN_FILE[0], text))
    saved = save_documents(folder, documents, records={INDEX: str(made.data)})
    file = os.path.join(folder, PLAN_FILE[0])
    report_new(folder, file, made, saved, setting.day)
    return make_besides(Job(file, folder), answers, setting, wanted)


def write_again(
    file: str, tree: Mapping[str, object], setting: Setting, wanted: Wanted, begun: Mapping[str, object]
) -> int:
    """Change the plan file that was gone over where answers changed; write its documents before it.

    Raises:
        Refused: another hand changed the same answers meanwhile.
    """
    before = read_input(file)
    text = changed_file(before.decode(), file, tree, begun)
    answers = check_answers(text.encode(), shown(file), (), setting.library)
    made = make(answers, wishes_of(wanted), setting.library)
    if text.encode() != before:
        find_own(file, os.path.realpath(file), before)
    folder = new_folder(answers, setting, wanted)
    saved = save_merged(folder, made, wishes_of(wanted))
    if text.encode() != before:
        replace_file(file, before, text.encode())
        say(f"wrote  {shown(file)}")
    report_new(folder, file, made, saved, setting.day)
    return make_besides(Job(file, folder), answers, setting, wanted)


def make_besides(job: Job, answers: Answers, setting: Setting, wanted: Wanted) -> int:
    """Make what was asked for besides the documents; returns the exit code."""
    if wanted.after:
        wanted.after(job, answers, setting.library)
    return 0


def changed_file(text: str, file: str, tree: Mapping[str, object], begun: Mapping[str, object]) -> str:
    """Return the text of a plan file with what the answers changed since it was begun with.

    Raises:
        Refused: it was changed since, in the same answers.
    """
    now, both = settled(begun, tree, tree_of(text))
    if both:
        raise Refused(
            f"{shown(file)} was changed while you answered, and you changed the same: {', '.join(both)}",
            "run the command again: it takes both and asks that anew",
        )
    return with_changes(text, now)


def report_new(folder: str, file: str, made: Made, saved: Saved, today: date) -> None:
    """Say what was written, what to open and what to do next."""
    tell_saved(saved)
    for warning in made.warnings:
        say(f"note: {warning}")
    own = os.path.basename(file) in PLAN_FILE
    again = shown((os.path.dirname(file) if own else file) or file)
    if late := late_already(folder, made, today):
        many = f"{late} actions are" if late > 1 else "one action is"
        say(f"note: {many} due before today: plan next {shown(folder)} shows what is late;")
        say("      do what still helps, and plan drop ID gives up what does not")
    say(f"open   {typed(folder, made.documents[0].name)}: read it as your manager would")
    say(f"next:  change {shown(file)}, then plan render {again}")
    say(f"       plan new {again} --deep asks more")


def late_already(folder: str, made: Made, today: date) -> int:
    """Return how many actions of a plan that was just written are late: its weeks before day 1 may be over."""
    checklist = find_checklist(folder)
    if checklist is None:
        return 0
    index = read_index(str(made.data).encode(), INDEX)
    return progress(index, checklist.text, {}, today, checklist.written).total.late


def role_title(role: str, library: Library) -> str:
    """Return what a role is called."""
    return load_template("role", role, library).title
