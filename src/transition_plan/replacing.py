"""One file of the owner's changed in its place, whole or not at all."""

import os

from .errors import DiskFailed, Refused
from .files import (
    Place,
    Work,
    create,
    find,
    is_below,
    leftovers,
    refuse_saved_meanwhile,
    remove,
    replace,
    shown,
    staged,
    telling,
)


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Put a changed file in the place of the one that was read, whole or not at all; its mode stays.

    Raises:
        Refused: the path leads out of its folder by a link, or another program saved the file meanwhile.
        DiskFailed: the disk does not allow it; the file is as it was.
    """
    work = find_own(path, old, new)
    try:
        with telling("write", path):
            create(staged(work.place.path), new, work.old.mode if work.old else None)
        refuse_saved_meanwhile([work])
        replace([(work, work.place.path)])
    finally:
        remove([staged(work.place.path)])


def find_own(path: str, old: bytes, new: bytes) -> Work:
    """Return the work that replaces a file of the owner's, which still holds what was read from it."""
    real = os.path.realpath(path)
    if not is_below(real, os.path.realpath(os.path.dirname(path) or ".")):
        raise Refused(f"{shown(path)} leads out of its folder by a link", f"change {shown(real)} itself")
    remove(leftovers(real))
    found = find(real, path)
    if found is None or found.data != old:
        raise Refused(f"another program saved {shown(path)} just now; nothing was replaced", "run the command again")
    if not os.access(real, os.W_OK):
        raise DiskFailed(f"{shown(path)} is read-only", "allow yourself to write to it first")
    return Work(Place(path, real, ""), new, found, None)
