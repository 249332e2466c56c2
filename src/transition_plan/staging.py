"""Replaces many files as one: every text is staged, a journal says where each goes, then all are put in place.

Until the journal stands nothing was replaced; from then on the set is the new one, and whoever comes next finishes it.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .errors import DiskFailed, Locked
from .files import (
    create,
    find,
    leftovers,
    make_folders,
    remove,
    remove_empty,
    shown,
    staged,
    step,
    sync_folder,
    telling,
)
from .files import typed as typed_path
from .journal import (
    BACKUP,
    DOCUMENT,
    KINDS,
    RECORD,
    Move,
    Rest,
    find_rest,
    journal_path,
    journal_text,
    numbered,
    rest_of,
)
from .places import RECORDS

ORDER = ((BACKUP, DOCUMENT), (RECORD,))  # a record never claims what did not reach its document
UNFINISHED = "the documents are half replaced; plan render finishes it there as soon as the disk allows it"


class Text(NamedTuple):
    """A text and the mode of its file; no mode leaves it to the umask."""

    data: bytes
    mode: int | None


class Done(NamedTuple):
    """The paths of the backups, and of documents that were left alone because somebody saved them meanwhile."""

    backups: tuple[str, ...]
    left: tuple[str, ...]


def replace_set(folder: str, texts: Mapping[Move, Text], recheck: Callable[[], None]) -> Done:
    """Put every text in its place, or none; ``recheck`` raises if that is not right any more when all are staged.

    Raises:
        DiskFailed: nothing was replaced, or its hint says that the next run finishes it.
        Locked: on a disk that knows no locks another run is replacing its set.
    """
    if os.path.lexists(journal_path(folder)):
        raise Locked(f"another run of plan is at work in {shown(folder or '.')}", "run this again when it has ended")
    moves = sorted(texts, key=lambda move: KINDS.index(move.kind))
    made: list[str] = []
    try:
        sweep(folders_of(moves))
        for move in sorted(moves, key=lambda move: move.kind != RECORD):  # by these whatever is staged is found again
            with telling("write", typed(folder, move.document or move.path)):
                made[:0] = make_folders(os.path.dirname(move.path))
        for move in moves:
            stage(folder, move, texts[move])
        recheck()
        announce(folder, moves)
    except BaseException as error:
        is_withdrawn = withdraw(folder, moves)
        remove_empty(made)
        if isinstance(error, DiskFailed) and not is_withdrawn:
            raise DiskFailed(error.message, UNFINISHED) from error
        raise
    try:
        return carry_out(folder, rest_of(moves))  # looks once more: writing the journal took its time
    except DiskFailed as error:
        if all(os.path.lexists(move.staged) for move in moves) and withdraw(folder, moves):
            raise
        raise DiskFailed(error.message, UNFINISHED) from error


def stage(folder: str, move: Move, text: Text) -> None:
    """Write a text beside its place, through to the disk."""
    with telling("write", typed(folder, move.path)):
        step(f"stage a {move.kind}")
        create(move.staged, text.data, text.mode)


def announce(folder: str, moves: Sequence[Move]) -> None:
    """Write the journal, whole, once all that it speaks of is safe; from here on the set is the new one."""
    path = journal_path(folder)
    part, root = staged(path, os.getpid()), os.path.realpath(folder)
    with telling("write", typed(folder, path)):
        sync_all("sync what was staged", folder, {root, *folders_of(moves)} - {os.path.dirname(path)})
        step("write the journal")
        create(part, journal_text(moves, root), None)
        step("put the journal in its place")
        os.replace(part, path)
        step("sync the journal")
        sync_folder(os.path.dirname(path))


def withdraw(folder: str, moves: Sequence[Move]) -> bool:
    """Take back what was staged and tell whether that could be done: while the journal stays, so does the rest."""
    path = journal_path(folder)
    try:
        journal = find(path, path)
        if journal and journal.data == journal_text(moves, os.path.realpath(folder)):
            os.unlink(path)
    except (DiskFailed, OSError):
        return False
    remove([staged(path, os.getpid()), *(move.staged for move in moves)])
    return True


def carry_out(folder: str, rest: Rest) -> Done:
    """Put the staged texts in their places, see that the folders know, and forget the journal."""
    backups = []
    for kinds in ORDER:
        for move in (move for move in rest.waiting if move.kind in kinds):
            backups += put_in_place(folder, move)
        there = filter(os.path.isdir, folders_of(move for move in rest.every if move.kind in kinds))
        sync_all(f"sync the {kinds[-1]}s", folder, there)
    path = journal_path(folder)
    with telling("remove", typed(folder, path)):
        step("remove the journal")
        os.unlink(path)
    remove(move.staged for move in {*rest.every} - {*rest.waiting})  # what was left alone
    return Done(tuple(backups), rest.left)


def put_in_place(folder: str, move: Move) -> list[str]:
    """Rename a staged text to its place; returns the path if it is a backup, which never replaces anything."""
    path = free_name(move.path) if move.kind == BACKUP else move.path
    with telling("write", typed(folder, path)):
        step(f"put a {move.kind} in its place")
        os.replace(move.staged, path)
    return [path] if move.kind == BACKUP else []


def free_name(path: str) -> str:
    """Return the next name of a backup that is free, from the given one on."""
    stem, number, ending = numbered(path)
    while os.path.lexists(path := f"{stem}{number}{ending}"):
        number += 1
    return path


def recover(folder: str) -> tuple[str, ...]:
    """Finish what a killed run had announced, throw away what it had only staged; the caller has the folder's lock.

    Returns what the user should know.

    Raises:
        InvalidFile: the journal cannot be understood; nothing was touched.
    """
    rest = find_rest(folder)
    if rest:
        try:
            carry_out(folder, rest)
        except DiskFailed as error:
            raise DiskFailed(error.message, UNFINISHED) from error
    sweep(staging_folders(folder))
    return ("finished what a stopped run had begun", *left_alone(folder, rest.left)) if rest else ()


def sweep(folders: Iterable[str]) -> None:
    """Throw away what killed runs staged in some folders; no journal speaks of it."""
    for folder in sorted(folders):
        remove(leftovers(folder))


def left_alone(folder: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Say which documents stay as they are."""
    return tuple(f"{shown(typed(folder, path))} stays as you saved it since" for path in paths)


def staging_folders(folder: str) -> set[str]:
    """Return the folders of documents and records: below ``.plan`` there is each folder that has a document."""
    root = os.path.realpath(folder)
    records = os.path.join(root, RECORDS)
    below = [found for found, _, _ in os.walk(records)]
    beside = (os.path.normpath(os.path.join(root, os.path.relpath(one, records))) for one in below)
    return {root, *below, *(one for one in beside if os.path.realpath(one) == one)}


def folders_of(moves: Iterable[Move]) -> set[str]:
    """Return the folders in which the moves take place."""
    return {os.path.dirname(move.path) for move in moves}


def sync_all(name: str, folder: str, folders: Iterable[str]) -> None:
    """Write the folders' lists of names through to the disk, under the name of a step."""
    for one in sorted(folders):
        with telling("write", typed(folder, one)):
            step(name)
            sync_folder(one)


def typed(folder: str, path: str) -> str:
    """Return a path below the folder as the user would type it."""
    return typed_path(folder, os.path.relpath(path, os.path.realpath(folder)))
