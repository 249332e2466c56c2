"""One file of the owner's changed in its place, whole or not at all."""

import os

from .errors import DiskFailed, Refused
from .files import Found, create, find, is_below, remove, shown, staged, sync_folder, telling
from .locking import locked


def replace_file(path: str, old: bytes, new: bytes) -> tuple[str, ...]:
    """Put a changed file in the place of the one that was read, whole or not at all; its mode stays.

    Returns what the user should know; takes the folder's lock itself.

    Raises:
        Refused: the path leads out of its folder by a link, or another program saved the file meanwhile.
        DiskFailed: the disk does not allow it; the file is as it was.
        Locked: another run is at work in the folder.
    """
    real = os.path.realpath(path)
    if not is_below(real, os.path.realpath(os.path.dirname(path) or ".")):
        raise Refused(f"{shown(path)} leads out of its folder by a link", f"change {shown(real)} itself")
    with locked(os.path.dirname(path)) as notes:
        put_over(path, real, find_own(path, real, old), new)
        return notes


def put_over(path: str, real: str, found: Found, new: bytes) -> None:
    """Replace the file that was found unless somebody saves it meanwhile."""
    part = staged(real, os.getpid())
    try:
        with telling("write", path):
            create(part, new, found.mode)
        if find(real, path) != found:
            raise saved_meanwhile(path)
        with telling("write", path):
            os.replace(part, real)
            sync_folder(os.path.dirname(real))
    finally:
        remove([part])


def find_own(path: str, real: str, old: bytes) -> Found:
    """Return a file of the owner's, which still holds what was read from it."""
    found = find(real, path)
    if found is None or found.data != old:
        raise saved_meanwhile(path)
    if not os.access(real, os.W_OK):
        raise DiskFailed(f"{shown(path)} is read-only", "allow yourself to write to it first")
    return found


def saved_meanwhile(path: str) -> Refused:
    """Return the error of a file that another program saved since we read it."""
    return Refused(f"another program saved {shown(path)} just now; nothing was replaced", "run the command again")
