"""Where the documents of a set stand and their records, ``.plan/`` beside them; says why one cannot stand there."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .errors import DiskFailed, Refused
from .files import is_below, shown, telling, typed

RECORDS = ".plan"
JOURNAL = "journal"  # of a set that is being replaced, among the records; nothing else is called so


class Place(NamedTuple):
    """Where a document stands: as the user would type it, really, and its record."""

    typed: str
    path: str
    record: str


def find_places(folder: str, names: Sequence[str]) -> list[Place]:
    """Find where every document of the set goes, or say why one cannot."""
    for name in names:
        refuse_name(name)
    refuse_twins((name, name) for name in names)
    refuse_no_folder(folder)
    with telling("find", folder or "."):
        places = [find_place(folder, name) for name in names]
    refuse_twins((place.path, place.typed) for place in places)
    return places


def find_place(folder: str, name: str) -> Place:
    """Follow the links of a document's path as long as they stay among the documents."""
    root = os.path.realpath(folder)
    records = os.path.join(root, RECORDS)
    path = os.path.realpath(os.path.join(root, name))
    if not is_below(path, root) or is_below(path, records):
        raise Refused(f"{shown(typed(folder, name))} leads out of the folder by a link", "remove the link")
    return Place(typed(folder, name), path, find_record(folder, name))


def find_record(folder: str, name: str) -> str:
    """Return where a record stands; no link leads there."""
    record = os.path.join(os.path.realpath(folder), RECORDS, name)
    if os.path.realpath(record) != record:
        raise Refused(f"{shown(typed(folder, RECORDS, name))} is reached by a link", "remove the link")
    return record


def refuse_no_folder(folder: str) -> None:
    """Refuse to take a file, or a link to nowhere, for the folder of a set."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        what = "a link to no folder" if os.path.islink(folder) else "a file, not a folder"
        raise DiskFailed(f"{shown(folder)} is {what}")


def refuse_name(name: str) -> None:
    """Refuse a document's name that leads out of the folder, into ``.plan``, or cannot be typed."""
    parts = name.split("/")
    odd = any(part in ("", ".", "..") for part in parts) or "\\" in name or not name.isprintable()
    if odd or folded(parts[0]) in (RECORDS, JOURNAL):
        raise Refused(f"{name!r} cannot name a document", "plan.md and reviews/day-30.md can")


def refuse_twins(pairs: Iterable[tuple[str, str]]) -> None:
    """Refuse two documents that some file system takes for one."""
    seen: dict[str, str] = {}
    for path, name in pairs:
        key = folded(path)
        if key in seen:
            raise Refused(f"{shown(seen[key])} and {shown(name)} would be one file", "rename one of them")
        seen[key] = name


def folded(name: str) -> str:
    """Return what a file system compares that minds neither case nor how an accent is spelt."""
    if name.isascii():
        return name.casefold()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", name).casefold())
