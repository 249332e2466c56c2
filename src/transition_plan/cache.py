"""Keeps between runs what is dear to make and always the same, in a folder that only this user can write to.

What lies there is trusted like the compiled layouts beside it: whoever can write to it could run code as this user, and
nobody else can. Without the folder everything works, a little slower.
"""

import os
import pickle
from collections.abc import Callable
from typing import TypeVar

from . import __version__
from .files import cache_folder

T = TypeVar("T")


def remember(name: str, sources: tuple[str, ...], make: Callable[[], T]) -> T:
    """Return what ``make`` made when the source files were last as they are now, or make it and keep it."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = os.path.join(folder, f"{name}.pickle")
    stamp = (__version__, sources, tuple(looks(source) for source in sources))
    kept: tuple[object, T] | None = recall(path)
    if kept and kept[0] == stamp:
        return kept[1]
    made = make()
    keep(path, (stamp, made))
    return made


def looks(path: str) -> tuple[int, int]:
    """Return what changes when a file changes; a missing one is for the reader to tell of."""
    try:
        there = os.stat(path)
    except OSError:
        return 0, 0
    return there.st_mtime_ns, there.st_size


def recall(path: str) -> "tuple[object, T] | None":
    """Return what was kept, or nothing where it is missing or spoilt."""
    try:
        with open(path, "rb") as file:
            kept: tuple[object, T] = pickle.load(file)
            return kept
    except Exception:  # a spoilt file can make pickle raise anything
        return None


def keep(path: str, value: object) -> None:
    """Write it for the next run; another run may be doing the same, and the disk may be full."""
    part = f"{path}.{os.getpid()}"
    try:
        with open(part, "wb") as file:
            pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
        os.replace(part, path)
    except OSError:
        return
