"""The end of ``plan new``: what will be written is shown, then plan file and documents are written, all or nothing."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from .answers import Answers
from .deep import save
from .differing import with_changes
from .edge import say
from .errors import Refused
from .files import Document, save_documents, typed
from .filters import long_day
from .gate import check_answers
from .given import Wanted
from .ids import slug
from .library import Library, load_template
from .planfile import write_plan_file
from .run import PLAN_FILE, Wishes, make, plan_file, read_input, shown
from .so_far import Setting


def preview(plan: Any, folder: str) -> list[str]:
    """Return the lines of the review page from a plan's data."""
    dates = (
        f"{long_day(plan['start'])} to {long_day(plan['end'])}" if plan["start"] else "no date yet: days are counted"
    )
    wins, gaps, strengths = (
        [one.get("title") or one["name"] for one in plan[key]] for key in ("wins", "gaps", "strengths")
    )
    return [
        "",
        f"{plan['title']}: {dates}",
        f"  first win:  {wins[0] if wins else 'to be found with your manager'}",
        f"  you bring:  {', '.join(strengths) or 'not proved yet'}",
        f"  you close:  {', '.join(gaps) or 'no gap'}",
        f"  hours:      {plan['hours']:g} a week" + (" (assumed)" if plan["hours_assumed"] else ""),
        f"  writes:     {typed(folder, PLAN_FILE[0])}, plan.md, checklist.md",
        "",
    ]


def new_folder(answers: Answers, setting: Setting, wanted: Wanted) -> str:
    """Return the folder of a new plan: the one given, the plan file's own, or one named for the role and free."""
    if wanted.output_dir is not None:
        return wanted.output_dir
    if wanted.file is not None:
        return os.path.dirname(plan_file(wanted.file)) or "."
    name = slug(answers.title or role_title(answers.role, setting.library))
    number = 1
    while os.path.lexists(folder := name if number == 1 else f"{name}-{number}"):
        number += 1
    return folder


def write(tree: Mapping[str, object], setting: Setting, wanted: Wanted) -> int:
    """Write the plan file and its documents, all or nothing, and say what to do next.

    Raises:
        Refused: a plan file of somebody's stands there.
    """
    text = written(tree, wanted)
    answers = check_answers(text.encode(), PLAN_FILE[0], (), setting.library)
    folder = new_folder(answers, setting, wanted)
    target = os.path.join(folder, PLAN_FILE[0])
    if os.path.lexists(target) and wanted.file is None:
        raise Refused(
            f"{shown(target)} is there already", "plan new FILE begins with its answers; --output-dir writes elsewhere"
        )
    wishes = Wishes(templates=wanted.templates, documents=wanted.documents)
    made = make(answers, wishes, setting.library)
    documents = made.documents
    if wanted.file is None:
        documents = (*documents, Document(PLAN_FILE[0], text))
    saved = save_documents(folder, documents)
    if wanted.file is not None:
        save(plan_file(wanted.file), text)
    report_new(folder, made.warnings, saved.written, saved.backups)
    return 0


def written(tree: Mapping[str, object], wanted: Wanted) -> str:
    """Return the text of the plan file: a new one, or the one that was begun with, changed where answers changed."""
    if wanted.file is None:
        return write_plan_file(tree)
    return with_changes(read_input(plan_file(wanted.file)).decode(), tree)


def report_new(folder: str, warnings: Sequence[str], written: Sequence[str], backups: Sequence[str]) -> None:
    """Say what was written, what to open and what to do next."""
    for path in backups:
        say(f"kept   {path}")
    for path in written:
        say(f"wrote  {path}")
    for warning in warnings:
        say(f"note: {warning}")
    say(f"open   {typed(folder, 'plan.md')}: read it as your manager would")
    say(f"next:  change {typed(folder, PLAN_FILE[0])}, then plan render {shown(folder)}")
    say(f"       plan new {shown(folder)} --deep asks more")


def role_title(role: str, library: Library) -> str:
    """Return what a role is called."""
    return load_template("role", role, library).title
