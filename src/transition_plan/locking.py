"""Keeps two runs apart that would change the same folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import Locked
from .files import make_folders, remove_empty, shown, telling
from .places import refuse_no_folder
from .staging import recover

WAIT = 10.0  # seconds
PAUSE = 0.05  # seconds between two tries
UNLOCKED = "{} is on a disk that knows no locks; let no two runs of plan write there at once"


@contextmanager
def locked(folder: str, wait: float = WAIT) -> Iterator[tuple[str, ...]]:
    """Make the folder, keep other runs out of it, finish what a killed one left; yields what the user should know.

    The lock is on the folder itself: nothing of it stays, and the system frees it however its holder ends. A process
    must not take it twice.

    Raises:
        Locked: another run is still at work there after so many seconds.
        InvalidFile: a killed run left a journal that cannot be understood.
    """
    refuse_no_folder(folder)
    made: list[str] = []
    descriptor = None
    try:
        descriptor, note = take(folder or ".", wait, made)
        yield (*note, *recover(folder))
    finally:
        remove_empty(made)
        if descriptor is not None:
            os.close(descriptor)


def take(folder: str, wait: float, made: list[str]) -> tuple[int, tuple[str, ...]]:
    """Return the descriptor that holds the lock, and a note where the disk knows no locks."""
    for attempt in range(int(wait / PAUSE) + 1):
        if attempt:
            pause()
        with telling("make", folder):
            made[:0] = make_folders(folder)
        with telling("open", folder):
            descriptor = os.open(folder, os.O_RDONLY)
        note = hold(descriptor, folder)
        if note is not None and is_there(descriptor, folder):
            return descriptor, note
        os.close(descriptor)
    made.clear()  # somebody is at work there
    raise Locked(f"another run of plan is at work in {shown(folder)}", "run this again when it has ended")


def hold(descriptor: int, folder: str) -> tuple[str, ...] | None:
    """Take the lock; nothing if another run has it."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None
    except OSError:  # a disk without locks says it in many ways: ENOLCK, ENOTSUP, ENOSYS, EBADF, EINVAL
        return (UNLOCKED.format(shown(folder)),)
    return ()


def is_there(descriptor: int, folder: str) -> bool:
    """Tell whether the folder that was opened still has its name: the run before may have removed it, being empty."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(folder))
    except OSError:
        return False


def pause() -> None:
    """Wait a moment; the clock is not read."""
    from threading import Event

    Event().wait(PAUSE)
