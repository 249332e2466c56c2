"""Looks at a set of documents and replaces it as one, so that what is the owner's is never lost.

``.plan/`` beside the documents holds a record of each, the exact text last written: what differs from its record is
its owner's.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from .errors import DiskFailed, Refused
from .files import Found, Named, find, shown
from .journal import BACKUP, DOCUMENT, RECORD, Move, digest, find_rest
from .locking import locked
from .places import Place, find_places, find_record, refuse_name
from .staging import Done, Text, free_name, left_alone, replace_set
from .staging import typed as below

OVERWRITE = "--force replaces and keeps a backup of each; --output-dir writes elsewhere"


class Standing(NamedTuple):
    """What stands in a document's place, and what we wrote there last."""

    place: Place
    old: Found | None
    record: Found | None

    @property
    def claim(self) -> str:
        """Say why what stands there is its owner's, not ours; nothing where it is ours."""
        if self.old is None:
            return ""
        # A deduplicating tool may have made the two one file: then they are equal whatever the owner did.
        if self.record is None or self.record.state == self.old.state:
            return "no record that plan wrote it"
        return "edited since plan wrote it" if self.record.data != self.old.data else ""


class Change(NamedTuple):
    """What shall become of a document and its record; nothing means that it stays as it is."""

    standing: Standing
    new: bytes | None
    record: bytes | None
    keep: bool = False  # back up what stands there first

    @property
    def is_changed(self) -> bool:
        """Tell whether the document has to be written."""
        old = self.standing.old
        return self.new is not None and (old is None or old.data != self.new)

    @property
    def is_unrecorded(self) -> bool:
        """Tell whether the record has to be written."""
        record = self.standing.record
        return self.record is not None and (record is None or record.data != self.record)


class Saved(NamedTuple):
    """What a save did, as paths that the user would type; and what the user should know besides."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    backups: tuple[str, ...]
    notes: tuple[str, ...] = ()


def save_documents(
    folder: str, documents: Sequence[Named], *, force: bool = False, records: Mapping[str, str] | None = None
) -> Saved:
    """Write the set, or nothing of it; takes the folder's lock itself.

    Raises:
        Refused: it would overwrite what is the owner's (``force`` keeps a backup) or leave the folder.
        DiskFailed: the disk does not allow it; what was not replaced yet is as it was.
        Locked: another run is at work in the folder.
    """
    find_places(folder, [one.name for one in documents])
    with locked(folder) as notes:
        standings = look_at(folder, [one.name for one in documents])
        changes = [overwrite(*pair) for pair in zip(standings, documents, strict=True)]
        if not force:
            refuse_owned(changes)
        saved = save_set(folder, changes, records or {})
        return saved._replace(notes=(*notes, *saved.notes))


def overwrite(standing: Standing, document: Named) -> Change:
    """Return the change that puts a document in its place whatever stands there, and keeps what is the owner's."""
    new = document.data
    return Change(standing, new, new, keep=bool(standing.claim))


def look_at(folder: str, names: Sequence[str]) -> tuple[Standing, ...]:
    """Look at the documents of a set and their records; writes nothing.

    A set that a killed run left half replaced is seen as the next run makes it, so who only reads needs no lock.

    Raises:
        InvalidFile: the journal of such a set cannot be understood.
    """
    places = find_places(folder, names)
    rest = find_rest(folder)
    waiting = {move.path: move.staged for move in rest.waiting} if rest else {}
    return tuple(
        Standing(place, found(place.path, place.typed, waiting), found(place.record, place.record, waiting))
        for place in places
    )


def look_at_record(folder: str, name: str) -> str:
    """Return a record that belongs to no document as the next run finds it; nothing where there is none."""
    path, rest = find_record(folder, name), find_rest(folder)
    waiting = {move.path: move.staged for move in rest.waiting} if rest else {}
    there = found(path, path, waiting)
    return there.data.decode(errors="replace") if there else ""


def found(path: str, name: str, waiting: Mapping[str, str]) -> Found | None:
    """Return what stands in a place, or what will as soon as a stopped run is finished."""
    return (find(waiting[path], name) if path in waiting else None) or find(path, name)


def save_set(folder: str, changes: Sequence[Change], records: Mapping[str, str] | None = None) -> Saved:
    """Replace what changes, its records and more records (names below ``.plan/``), as one; the caller has the lock.

    Raises:
        Refused: another program saved a document since it was looked at; nothing was replaced.
        DiskFailed: the disk does not allow it.
    """
    changed = [change for change in changes if change.is_changed]
    refuse_read_only([change.standing.place for change in changed if change.standing.old])
    texts = dict([*document_moves(changed), *record_moves(changes), *extra_moves(folder, records or {})])
    recheck = partial(refuse_saved_meanwhile, [change.standing for change in changes])
    done = replace_set(folder, texts, recheck) if texts else Done((), ())
    places = [(change.standing.place, change.is_changed) for change in changes]
    return Saved(
        tuple(place.typed for place, is_changed in places if is_changed and place.path not in done.left),
        tuple(place.typed for place, is_changed in places if not is_changed),
        tuple(below(folder, path) for path in done.backups),
        left_alone(folder, done.left),
    )


def document_moves(changed: Sequence[Change]) -> Iterator[tuple[Move, Text]]:
    """Yield the documents that are replaced, each after the backup of what stood there."""
    for change in changed:
        (_, path, _), old, _ = change.standing
        if change.keep and old:
            stem, ending = os.path.splitext(path)
            backup = free_name(f"{stem}.backup-1{ending}")
            yield move_to(backup, BACKUP, old.data), Text(old.data, old.mode)
        if change.new is not None:
            was = digest(old.data) if old else None
            yield move_to(path, DOCUMENT, change.new)._replace(old=was), Text(change.new, old.mode if old else None)


def record_moves(changes: Sequence[Change]) -> Iterator[tuple[Move, Text]]:
    """Yield the records that differ from what they shall be."""
    for change in changes:
        (_, path, record), old, _ = change.standing
        if change.is_unrecorded and change.record is not None:
            move = move_to(record, RECORD, change.record)._replace(document=path)
            yield move, Text(change.record, old.mode if old else None)


def extra_moves(folder: str, records: Mapping[str, str]) -> Iterator[tuple[Move, Text]]:
    """Yield the records that belong to no document."""
    for name, text in records.items():
        refuse_name(name)
        path = find_record(folder, name)
        old = find(path, path)
        if old is None or old.data != text.encode():
            yield move_to(path, RECORD, text.encode()), Text(text.encode(), old.mode if old else None)


def move_to(path: str, kind: str, data: bytes) -> Move:
    """Return the move of this run that brings a text to its place."""
    return Move(kind, path, os.getpid(), digest(data))


def refuse_owned(changes: Sequence[Change]) -> None:
    """Refuse to overwrite words of the owner, all files in one message."""
    owned = [change.standing for change in changes if change.is_changed and change.standing.claim]
    names = [f"{shown(one.place.typed)} ({one.claim})" for one in owned]
    if names:
        raise Refused(f"would overwrite {', '.join(names)}", OVERWRITE)


def refuse_read_only(places: Sequence[Place]) -> None:
    """Leave a file alone that its owner protected; a rename would replace it all the same."""
    for place in places:
        if not os.access(place.path, os.W_OK):
            raise DiskFailed(f"{shown(place.typed)} is read-only", "--output-dir writes elsewhere")


def refuse_saved_meanwhile(standings: Sequence[Standing]) -> None:
    """Refuse to replace what an editor saved since we looked."""
    for place, old, _ in standings:
        if find(place.path, place.typed) != old:
            message = f"another program saved {shown(place.typed)} just now; nothing was replaced"
            raise Refused(message, "run the command again")
