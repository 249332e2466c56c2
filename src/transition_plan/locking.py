"""Keeps two runs apart that would change the same folder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event

from .errors import Locked
from .files import shown, sync_folder, telling
from .places import refuse_no_folder

WAIT = 10.0  # seconds
PAUSE = 0.05  # seconds between two tries
UNLOCKED = "{} is on a disk that cannot be locked; do not run plan there twice at once"


@contextmanager
def locked(folder: str, wait: float = WAIT) -> Iterator[tuple[str, ...]]:
    """Make the folder, keep other runs out of it, and finish what a killed one left; yields what the user should know.

    The lock is on the folder itself: nothing of it stays, and the system frees it when its holder ends, however.

    Raises:
        Locked: another run is still at work there after the seconds to wait.
    """
    refuse_no_folder(folder)
    made = make_folders(folder or ".")
    try:
        descriptor, notes = take(folder or ".", wait)
        try:
            yield notes
        finally:
            if descriptor is not None:
                os.close(descriptor)
    finally:
        remove_empty(made)


def make_folders(folder: str) -> list[str]:
    """Make a folder and those above it where they are missing; returns the new ones, the deepest first."""
    missing: list[str] = []
    while folder and not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for one in reversed(missing):
        with telling("make", one):
            os.makedirs(one, exist_ok=True)
            sync_folder(os.path.dirname(one) or ".")
    return missing


def remove_empty(folders: list[str]) -> None:
    """Remove folders of ours, the deepest first, that nothing came to stand in."""
    with suppress(OSError):
        for folder in folders:
            os.rmdir(folder)


def take(folder: str, wait: float) -> tuple[int | None, tuple[str, ...]]:
    """Return the descriptor that holds the lock, or none and a note where the disk knows no locks."""
    if sys.platform == "win32":
        return None, ()
    import fcntl

    for attempt in range(int(wait / PAUSE) + 1):
        if attempt:
            Event().wait(PAUSE)
        with telling("open", folder):
            descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        except OSError:
            os.close(descriptor)
            return None, (UNLOCKED.format(shown(folder)),)
        else:
            return descriptor, ()
    raise Locked(f"another run of plan is at work in {shown(folder)}", "wait until it has ended, then run this again")
