"""What ``plan export`` does: read and build, read the ticks back, call the format, write what it made."""

import datetime
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from .answers import Answers
from .edge import put_bytes, say, tell
from .errors import InvalidFile, PlanError, Problem, Refused, WrongUse
from .export.bundle import Bundle, Exported, File, Options
from .export.formats import Format, find_format, refuse_foreign
from .gate import check_answers
from .gathering import assets, former, gather
from .library import Library, load_layouts
from .lookup import find_library
from .run import STDIN, Job, folder_for, plan_file, read_input, refuse_unreadable, shown, tell_saved
from .saving import OVERWRITE, Saved, save_documents


class Asked(NamedTuple):
    """What the flags of ``plan export`` ask for."""

    file: str = "plan.yaml"
    output: str | None = None
    templates: str | None = None
    changes: tuple[str, ...] = ()
    options: Options = Options()
    today: datetime.date | None = None
    force: bool = False
    quiet: bool = False


class Exporter(Protocol):
    """What the module of a format has."""

    def export(self, bundle: Bundle) -> Exported:
        """Return the files of a plan."""
        ...


class Target(NamedTuple):
    """Where exported files go: a folder, and the name of a single one; no folder is standard output."""

    folder: str | None
    name: str = ""


def export_plan(name: str, asked: Asked) -> int:
    """Export one plan in one format; returns the exit code."""
    export_one(name, asked)
    return 0


def export_home(name: str, asked: Asked) -> str:
    """Export one plan beside its documents; returns where the file stands."""
    saved = export_one(name, asked)
    return (*saved.written, *saved.unchanged)[0] if saved else ""


def export_one(name: str, asked: Asked) -> Saved | None:
    """Read the plan file and export it; returns what was written, if files were."""
    format_ = find_format(name)
    refuse_foreign(format_, asked.options)
    refuse_unreadable([asked.file], asked.changes)
    load(format_)
    file, library = plan_file(asked.file), find_library(asked.templates)
    answers = check_answers(read_input(file), shown(file), asked.changes, library)
    return export_answers(format_, answers, folder_for(file, None, False), library, asked)


def export_answers(format_: Format, answers: Answers, home: str, library: Library, asked: Asked) -> Saved | None:
    """Export what the answers make; ``home`` is the documents' folder. Returns what was written, if files were."""
    refuse_undated(format_, answers, asked.file)
    target = find_target(asked.output, home, format_)
    before = former(target.folder, target.name or f"plan{format_.suffix}", format_, home)
    bundle = gather(answers, home, library, asked.options, asked.today)
    if format_.answers:
        bundle = bundle._replace(answers=answers, layouts=load_layouts())
    made = load(format_).export(bundle._replace(former=before, assets=assets(format_)))
    files = [File(target.name, made.files[0].data)] if target.name else made.files
    for note in made.notes:
        say(f"note: {note}")
    if target.folder is None:
        put_bytes(only([file for file in files if not file.yields], format_).data)
        return None
    files = [one for one in files if not (one.yields and os.path.lexists(os.path.join(target.folder, one.name)))]
    try:
        saved = save_documents(target.folder, files, force=asked.force)
    except Refused as error:
        if error.hint == OVERWRITE:  # the flags of a render are not those of an export
            error.hint = "--force replaces it and keeps a backup; --output writes elsewhere"
        raise
    if not asked.quiet:
        tell_saved(saved)
    return saved


def refuse_undated(format_: Format, answers: Answers, file: str) -> None:
    """Stop where a calendar is asked of a plan that has no dates."""
    if format_.dated and answers.start is None:
        name = shown(plan_file(file))
        problem = Problem(f"{name}:1:1", f"start: is missing, and {format_.what} needs dates")
        raise InvalidFile(name, [problem], "write start: 2027-01-11 into it, or --set start=2027-01-11 for this run")


def load(format_: Format) -> Exporter:
    """Return the format's module; says what to install where that is missing."""
    try:
        return cast(Exporter, import_module(f".export.{format_.module}", __package__))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in format_.imports:
            raise
        raise WrongUse(
            f"plan export {format_.name} needs {' and '.join(format_.packages)}; this installs them: "
            f"{install_command(format_.packages)}"
        ) from None


def install_command(packages: Sequence[str], prefix: str = sys.prefix, python: str = sys.executable) -> str:
    """Return what to type so that this very ``plan`` finds the packages, however it was installed."""
    parts = os.path.normpath(prefix).split(os.sep)
    wanted = " ".join(packages)
    if "pipx" in parts:
        return f"pipx inject {parts[-1]} {wanted}"
    if parts[-3:-1] == ["uv", "tools"]:
        return f"uv pip install --python {shlex.quote(python)} {wanted}"
    return f"{shlex.quote(python)} -m pip install {wanted}"


def find_target(output: str | None, home: str, format_: Format) -> Target:
    """Return where the files go: beside the documents, into a folder, under a name, or to standard output."""
    if output == STDIN:
        return Target(None)
    if output is None or not output.rstrip(os.sep) or output.endswith(os.sep) or os.path.isdir(output):
        return Target(home if output is None else output)
    if not format_.suffix:
        return Target(output)
    folder, name = os.path.split(output)
    return Target(folder or ".", name)


def only(files: Sequence[File], format_: Format) -> File:
    """Return the one file that standard output can take."""
    if len(files) != 1:
        raise WrongUse(f"{format_.name} makes {len(files)} files; standard output takes one", "give --output a folder")
    return files[0]


def following(also: str, asked: Asked) -> Callable[[Job, Answers, Library], None]:
    """Return what ``--also html,ics`` does after a render; unknown formats and missing packages are told before it."""
    formats = list(dict.fromkeys(find_format(name.strip()) for name in also.split(",")))
    for format_ in formats:
        load(format_)

    def export_each(job: Job, answers: Answers, library: Library) -> None:
        failed: list[PlanError] = []
        for format_ in formats:
            try:
                export_answers(format_, answers, job.folder, library, asked._replace(file=job.file))
            except PlanError as error:  # the next format has its turn
                failed.append(error)
        for one in failed[:-1]:
            tell(one)
        if failed:
            raise failed[-1]

    return export_each
