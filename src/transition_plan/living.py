"""A plan's documents read back from the disk: found by the plan file, by its folder, or from the folder alone."""

import os
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .agenda import Agenda, agenda
from .arguments import PLAN_FILE, folder_for
from .checklists import CHECKLIST, Checklist, read_checklist
from .errors import DiskFailed
from .files import decode, find, nearest, shown, typed
from .index import INDEX, Index, read_index
from .places import RECORDS, find_record
from .progress import SHEET, Progress, progress
from .saving import Standing, look_at


class Lived(NamedTuple):
    """A plan and its documents as they stand."""

    name: str  # as the person asked for it
    folder: str
    record: Index
    checklist: Standing
    standing: Progress
    written: frozenset[str] | None  # the ids of the lines that plan wrote last
    wrapped: bool = False  # a formatter has put ids on other lines than their boxes

    @property
    def agenda(self) -> Agenda:
        """Return what to do on the day."""
        return agenda(self.record, self.standing)


def load_lived(word: str, today: date) -> Lived:
    """Load a plan by its file or folder.

    Raises:
        DiskFailed: there is no such plan, or nothing was rendered for it yet.
        InvalidFile: the record or the plan file cannot be read.
    """
    file, folder = find_plan(word)
    checklist = look_at(folder, [CHECKLIST])[0] if os.path.isdir(folder) else None
    if checklist is None or checklist.old is None:
        raise DiskFailed(f"no such file: {shown(typed(folder, CHECKLIST))}", render_hint(file, folder))
    index = load_index(file, folder)
    sheets = load_texts(folder, [SHEET.format(one.day) for one in index.reviews])
    there = as_checklist(checklist, decode(checklist.old.data, typed(folder, CHECKLIST)))
    standing = progress(index, there.text, sheets, today, there.written)
    return Lived(word, folder, index, checklist, standing, there.written, there.wrapped)


def find_checklist(folder: str) -> Checklist | None:
    """Return the checklist of a folder; of bytes that are no UTF-8 what can be read. Nothing where there is none."""
    if not os.path.isdir(folder):
        return None
    [standing] = look_at(folder, [CHECKLIST])
    return as_checklist(standing, standing.old.data.decode(errors="replace")) if standing.old else None


def as_checklist(standing: Standing, text: str) -> Checklist:
    """Return the checklist that stands in a place, by its text."""
    return read_checklist(text, standing.record.data.decode(errors="replace") if standing.record else None)


def find_plan(word: str) -> tuple[str, str]:
    """Return a plan's file, nothing where only its documents are there, and the folder of its documents."""
    if word.endswith(".md"):
        word = os.path.dirname(word) or "."
    if not os.path.isdir(word):
        if not os.path.lexists(word):
            raise DiskFailed(f"no such file: {shown(word)}{nearest(word)}")
        return word, folder_for(word, None, False)
    file = next((path for name in PLAN_FILE if os.path.isfile(path := typed(word, name))), "")
    if not file and not has_index(word):
        missing = f"{PLAN_FILE[0]} and no documents that plan wrote"
        below = " or ".join(shown(path) for path in plans_below(word)[:3])
        hint = f"there is one in {below}" if below else "name the plan file, or the folder of its documents"
        raise DiskFailed(f"no plan in {shown(word)}: there is no {missing}", hint)
    return file, word


def find_plans(words: Sequence[str]) -> list[str]:
    """Return the plans that words mean: a folder that is none itself stands for those right below it."""
    found: list[str] = []
    for word in words:
        below = plans_below(word) if os.path.isdir(word) and not is_plan(word) else []
        found += below or [word]
    return found


def plans_below(folder: str) -> list[str]:
    """Return the folders below that hold a plan's documents."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [path for name in names if os.path.isdir(path := typed(folder, name)) and is_plan(path)]


def is_plan(folder: str) -> bool:
    """Tell whether a folder holds a plan file or the documents of one."""
    return has_index(folder) or any(os.path.isfile(os.path.join(folder, name)) for name in PLAN_FILE)


def has_index(folder: str) -> bool:
    """Tell whether plan wrote documents into a folder."""
    return os.path.isfile(os.path.join(folder, RECORDS, INDEX))


def load_index(file: str, folder: str) -> Index:
    """Load the record beside the documents; without one the plan is made from its file, which takes longer."""
    name = typed(folder, RECORDS, INDEX)
    record = find(find_record(folder, INDEX), name)
    if record:
        return read_index(record.data, shown(name))
    if not file:
        raise DiskFailed(f"no such file: {shown(name)}", "name the plan file")
    from .run import Wishes, make_index

    return read_index(make_index(file, Wishes()).encode(), shown(file))


def load_texts(folder: str, names: Sequence[str]) -> dict[str, str]:
    """Load those documents that are there."""
    found = [(one.place.typed, name, one.old) for name, one in zip(names, look_at(folder, names), strict=True)]
    return {name: decode(old.data, path) for path, name, old in found if old}


def render_hint(file: str, folder: str) -> str:
    """Return the command that makes the documents."""
    from shlex import quote

    return f"plan render {quote(file)}" if file else f"plan render PLAN-FILE --output-dir {quote(folder)}"
