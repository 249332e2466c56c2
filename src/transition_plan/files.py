"""UTF-8 in and out, whole files: the one place that touches a person's files."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol

from .errors import DiskFailed, Refused

LARGEST = 20_000_000  # bytes of one file
STAGED = ".plan-new"
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
CACHES = {"darwin": ("HOME", "Library/Caches"), "win32": ("LOCALAPPDATA", "")}


class Named(Protocol):
    """Whatever has a name, relative to the folder of the set ("reviews/day-30.md"), and bytes."""

    @property
    def name(self) -> str:
        """Where it goes."""
        ...

    @property
    def data(self) -> bytes:
        """What shall stand there."""
        ...


class Document(NamedTuple):
    """A name and a text."""

    name: str
    text: str

    @property
    def data(self) -> bytes:
        """Return what shall stand on the disk."""
        return self.text.encode()


class Found(NamedTuple):
    """A file as it was looked at; not equal to the next look once somebody saved it."""

    data: bytes
    mode: int
    state: tuple[int, int, int]  # inode, size, mtime_ns


def read_bytes(path: str, limit: int = LARGEST) -> bytes:
    """Read a regular file whole; whatever is in the way is a ``DiskFailed`` of one line."""
    found = find(path, path, limit)
    if found is None:
        raise DiskFailed(f"no such file: {shown(path)}{nearest(path)}")
    return found.data


def read_text(path: str) -> str:
    """Read a UTF-8 file as it is, line ends too; says on which line it is not UTF-8."""
    return decode(read_bytes(path), path)


def decode(data: bytes, path: str) -> str:
    """Return a file's text; says on which line it is not UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{shown(path)}:{line}: byte 0x{data[error.start]:02X} is not UTF-8"
        raise DiskFailed(message, "save the file as UTF-8") from error


def create_new(path: str, text: str) -> None:
    """Write a file where none is, with the folders that it needs.

    Raises:
        DiskFailed: the disk does not allow it, or something came to stand there just now.
    """
    with telling("write", path):
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        create(path, text.encode(), None)
        sync_folder(os.path.dirname(path) or ".")


def refuse_overwriting(path: str) -> None:
    """Leave alone what stands there already, even a link to nowhere."""
    if os.path.lexists(path):
        raise Refused(f"would overwrite {shown(path)}", "move it away, or choose another name")


def cache_folder() -> str | None:
    """Return a folder that only this user can read and write, None where there can be none; never fails."""
    variable, below = CACHES.get(sys.platform, ("HOME", ".cache"))
    home, base = os.environ.get(variable, ""), os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # the XDG specification has a relative one ignored
        base = os.path.join(home, below) if os.path.isabs(home) and os.path.isdir(home) else ""
    folder = os.path.join(base, "transition-plan")
    try:
        return folder if base and is_private(folder) else None
    except OSError:
        return None


def is_private(folder: str) -> bool:
    """Make the folder where it is missing; tell whether it is ours alone."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    there = os.lstat(folder)
    closed = stat.S_ISDIR(there.st_mode) and not there.st_mode & 0o077
    return os.name == "nt" or (closed and there.st_uid == os.geteuid())


def is_below(path: str, folder: str) -> bool:
    """Tell whether a resolved path lies in a resolved folder."""
    return path.startswith(os.path.join(folder, ""))


def leftovers(folder: str) -> list[str]:
    """Return what killed runs staged in a folder."""
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)
    return [os.path.join(folder, one) for one in names if one.startswith(".") and one.endswith(STAGED)]


def find(path: str, name: str, limit: int = LARGEST) -> Found | None:
    """Read a regular file under the name that a message gives it; None where there is none."""
    with telling("read", name):
        try:
            refuse_special(os.stat(path).st_mode, name)
            with open(path, "rb") as file:
                there = os.fstat(file.fileno())
                if there.st_size > limit:
                    raise DiskFailed(f"{shown(name)} has {there.st_size:,} bytes, more than {limit:,}")
                state = (there.st_ino, there.st_size, there.st_mtime_ns)
                return Found(file.read(), stat.S_IMODE(there.st_mode), state)
        except FileNotFoundError:
            return None


def refuse_special(mode: int, name: str) -> None:
    """Say what a path is that is no regular file; a FIFO would keep us waiting."""
    if stat.S_ISDIR(mode):
        raise DiskFailed(f"{shown(name)} is a folder, not a file")
    if not stat.S_ISREG(mode):
        raise DiskFailed(f"{shown(name)} is not a regular file")


def staged(path: str, run: int) -> str:
    """Return where the text for a path waits; two runs at once do not share it."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{run}{STAGED}")


def create(path: str, data: bytes, mode: int | None) -> None:
    """Write a new file through to the disk; half of one does not stay. No mode leaves it to the umask."""
    descriptor = os.open(path, CREATE, 0o666 if mode is None else mode)
    try:
        with open(descriptor, "wb") as file:
            if mode is not None:
                os.chmod(path, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        remove([path])
        raise


def save_private(path: str, data: bytes) -> None:
    """Put a file in its place whole, for this user alone; the folder is there."""
    part = staged(path, os.getpid())
    with telling("write", path):
        remove([part])
        create(part, data, 0o600)
        os.replace(part, path)


def make_folders(folder: str) -> list[str]:
    """Make a folder and those above it where they are missing; returns the new ones, the deepest first."""
    missing: list[str] = []
    while folder and not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    try:
        for one in reversed(missing):
            step("make a folder")
            os.makedirs(one, exist_ok=True)  # another run may be doing the same
            sync_folder(os.path.dirname(one) or ".")
    except BaseException:
        remove_empty(missing)
        raise
    return missing


def remove_empty(folders: Iterable[str]) -> None:
    """Remove folders of ours, the deepest first, that nothing came to stand in."""
    for folder in folders:
        with suppress(OSError):
            os.rmdir(folder)


def sync_folder(folder: str) -> None:
    """Write a folder's list of names through to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def step(name: str) -> None:
    """Say to whoever audits the process what comes next; so the tests stop it or let it fail at each step by name."""
    sys.audit("transition_plan.step", name)


def remove(paths: Iterable[str]) -> None:
    """Remove files of ours as far as possible."""
    for path in paths:
        with suppress(OSError):
            os.unlink(path)


@contextmanager
def telling(act: str, path: str) -> Iterator[None]:
    """Turn what the system says into one line with the path that the user typed."""
    try:
        yield
    except (OSError, ValueError) as error:
        hint = f"you may not {act} it, or not in its folder" if isinstance(error, PermissionError) else ""
        cause = getattr(error, "strerror", None) or str(error)
        raise DiskFailed(f"cannot {act} {shown(path)}: {cause}", hint) from error


def typed(folder: str, *names: str) -> str:
    """Return a path as the user would type it."""
    return os.path.join(folder, *names).removeprefix("./")


def shown(path: str) -> str:
    """Return a path that a terminal can show: no escape sequences, no bytes that are no text."""
    return path if path.isprintable() else repr(path)[1:-1]


def nearest(path: str) -> str:
    """Return what was probably meant in that folder, as the end of a message."""
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    names: list[str] = []
    with suppress(OSError):
        names = sorted(os.listdir(folder or "."))[:1000]
    near = get_close_matches(name, names, 1)
    return f"; did you mean {shown(os.path.join(folder, near[0]))}?" if near else ""
