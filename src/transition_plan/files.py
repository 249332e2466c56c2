"""UTF-8 in and out, atomic writes: the one place that touches the disk.

A set of documents is staged whole before any of it is replaced. ``.plan/`` beside the documents holds a
record of each, the exact text last written: what differs from its record is its owner's and is left alone.
Documents are replaced first, their records after them, so a record never claims what did not reach its
document; what a killed run staged as a record tells the next one that such a document is ours.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol

from .errors import DiskFailed, Refused

LARGEST = 20_000_000  # bytes of one file
RECORDS = ".plan"
STAGED = ".plan-new"
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
CACHES = {"darwin": ("HOME", "Library/Caches"), "win32": ("LOCALAPPDATA", "")}
OVERWRITE = "--force replaces and keeps a backup of each; --output-dir writes elsewhere"


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


class Saved(NamedTuple):
    """What a save did, as paths that the user would type."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    backups: tuple[str, ...]


class Place(NamedTuple):
    """Where a document stands: as the user would type it, really, and its record."""

    typed: str
    path: str
    record: str


class Found(NamedTuple):
    """A file as it was looked at; not equal to the next look once somebody saved it."""

    data: bytes
    mode: int
    state: tuple[int, int, int]  # inode, size, mtime_ns


class Work(NamedTuple):
    """One document of a set: what shall stand there, what does, and what we wrote last."""

    place: Place
    new: bytes
    old: Found | None
    record: Found | None

    @property
    def is_changed(self) -> bool:
        """Tell whether the document has to be written."""
        return self.old is None or self.old.data != self.new

    @property
    def claim(self) -> str:
        """Say why what stands there is its owner's, not ours; nothing where it is ours."""
        if self.old is None:
            return ""
        # A deduplicating tool may have made the two one file: then they are equal whatever the owner did.
        if self.record is None or self.record.state == self.old.state:
            return "no record that plan wrote it"
        return "edited since plan wrote it" if self.record.data != self.old.data else ""


def read_bytes(path: str, limit: int = LARGEST) -> bytes:
    """Read a regular file whole; whatever is in the way is a ``DiskFailed`` of one line."""
    found = find(path, path, limit)
    if found is None:
        raise DiskFailed(f"no such file: {shown(path)}{nearest(path)}")
    return found.data


def read_text(path: str) -> str:
    """Read a UTF-8 file as it is, line ends too; says on which line it is not UTF-8."""
    data = read_bytes(path)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{shown(path)}:{line}: byte 0x{data[error.start]:02X} is not UTF-8"
        raise DiskFailed(message, "save the file as UTF-8") from error


def save_documents(folder: str, documents: Sequence[Named], *, force: bool = False) -> Saved:
    """Write the set, or nothing of it.

    Raises:
        Refused: it would overwrite what is the owner's (``force`` keeps a backup) or leave the folder.
        DiskFailed: the disk does not allow it; what was not replaced yet is as it was.
    """
    places = find_places(folder, documents)
    for place in places:
        finish_killed_run(place)
    works = [look(place, one) for place, one in zip(places, documents, strict=True)]
    changed = [work for work in works if work.is_changed]
    if not force:
        refuse_owned(changed)
    refuse_read_only(changed)
    backups = write_set(works)
    unchanged = (work.place.typed for work in works if not work.is_changed)
    return Saved(tuple(work.place.typed for work in changed), tuple(unchanged), tuple(backups))


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


def compare_documents(folder: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the names of the documents that are missing or differ; writes nothing."""
    places = find_places(folder, documents)
    pairs = zip(places, documents, strict=True)
    return tuple(one.name for place, one in pairs if look(place, one).is_changed)


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


def find_places(folder: str, documents: Sequence[Named]) -> list[Place]:
    """Find where every document of the set goes, or say why one cannot."""
    for one in documents:
        refuse_name(one.name)
    refuse_twins((one.name, one.name) for one in documents)
    if os.path.lexists(folder) and not os.path.isdir(folder):
        what = "a link to no folder" if os.path.islink(folder) else "a file, not a folder"
        raise DiskFailed(f"{shown(folder)} is {what}")
    with telling("find", folder or "."):
        places = [find_place(folder, one.name) for one in documents]
    refuse_twins((place.path, place.typed) for place in places)
    return places


def find_place(folder: str, name: str) -> Place:
    """Follow the links of a document's path as long as they stay among the documents."""
    root = os.path.realpath(folder)
    records = os.path.join(root, RECORDS)
    path, record = os.path.realpath(os.path.join(root, name)), os.path.join(records, name)
    if not is_below(path, root) or is_below(path, records):
        raise Refused(f"{shown(typed(folder, name))} leads out of the folder by a link", "remove the link")
    if os.path.realpath(record) != record:
        raise Refused(f"{shown(typed(folder, RECORDS, name))} is reached by a link", "remove the link")
    return Place(typed(folder, name), path, record)


def is_below(path: str, folder: str) -> bool:
    """Tell whether a resolved path lies in a resolved folder."""
    return path.startswith(os.path.join(folder, ""))


def refuse_name(name: str) -> None:
    """Refuse a document's name that leads out of the folder, into ``.plan``, or cannot be typed."""
    parts = name.split("/")
    odd = any(part in ("", ".", "..") for part in parts) or "\\" in name or not name.isprintable()
    if odd or folded(parts[0]) == RECORDS:
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


def finish_killed_run(place: Place) -> None:
    """Keep the staged record of a document that a killed run did replace; remove all else that it staged."""
    with telling("clear up beside", place.typed):
        for left in leftovers(place.record):
            record, document = find(left, left), find(place.path, place.typed)
            if record and document and record.data == document.data:
                os.replace(left, place.record)
    remove([*leftovers(place.record), *leftovers(place.path)])


def leftovers(path: str) -> list[str]:
    """Return what killed runs staged for a file."""
    folder, name = os.path.split(path)
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)
    ours = [one for one in names if one.startswith(f".{name}.") and one.endswith(STAGED)]
    return [os.path.join(folder, one) for one in ours]


def look(place: Place, document: Named) -> Work:
    """Compare what shall stand in a place with what does."""
    old, record = find(place.path, place.typed), find(place.record, place.record)
    return Work(place, document.data, old, record)


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


def refuse_owned(works: Sequence[Work]) -> None:
    """Refuse to overwrite words of the owner, all files in one message."""
    names = [f"{shown(work.place.typed)} ({work.claim})" for work in works if work.claim]
    if names:
        raise Refused(f"would overwrite {', '.join(names)}", OVERWRITE)


def refuse_read_only(works: Sequence[Work]) -> None:
    """Leave a file alone that its owner protected; a rename would replace it all the same."""
    for place in (work.place for work in works if work.old):
        if not os.access(place.path, os.W_OK):
            raise DiskFailed(f"{shown(place.typed)} is read-only", "--output-dir writes elsewhere")


def refuse_saved_meanwhile(works: Sequence[Work]) -> None:
    """Refuse to replace what an editor saved since we looked."""
    for place, _, old, _ in works:
        if find(place.path, place.typed) != old:
            message = f"another program saved {shown(place.typed)} just now; nothing was replaced"
            raise Refused(message, "run the command again")


def write_set(works: Sequence[Work]) -> list[str]:
    """Stage all, replace the documents, and only when these are safe their records; returns the backups."""
    changed = [work for work in works if work.is_changed]
    unrecorded = [work for work in works if work.record is None or work.record.data != work.new]
    documents = [(work, work.place.path) for work in changed]
    records = [(work, work.place.record) for work in unrecorded]
    try:
        backups = stage_set(changed, [*documents, *records])
        replace(documents)
        replace(records)
    finally:
        remove(staged(path) for _, path in [*documents, *records])
    return backups


def staged(path: str) -> str:
    """Return where the text for a path waits; two runs at once do not share it."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.getpid()}{STAGED}")


def stage_set(changed: Sequence[Work], moves: Sequence[tuple[Work, str]]) -> list[str]:
    """Write every text beside its place and keep the backups, which go again if this fails."""
    backups: list[str] = []
    try:
        for work, path in moves:
            with telling("write", work.place.typed):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                create(staged(path), work.new, work.old.mode if work.old else None)
        backups.extend(back_up(work.place.typed, work.old) for work in changed if work.old and work.claim)
        refuse_saved_meanwhile(changed)
    except BaseException:
        remove(backups)
        raise
    return backups


def back_up(path: str, old: Found) -> str:
    """Keep what the owner wrote under the next free number; returns its name."""
    stem, ending = os.path.splitext(path)
    number = 1
    while os.path.lexists(name := f"{stem}.backup-{number}{ending}"):
        number += 1
    with telling("write", name):
        create(name, old.data, old.mode)
        sync_folder(os.path.dirname(name) or ".")
    return name


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
    part = staged(path)
    with telling("write", path):
        remove([part])
        create(part, data, 0o600)
        os.replace(part, path)


def replace(moves: Sequence[tuple[Work, str]]) -> None:
    """Put staged texts in their places, and see that the folders know."""
    for work, path in moves:
        with telling("write", work.place.typed):
            os.replace(staged(path), path)
    for folder in sorted({os.path.dirname(path) for _, path in moves}):
        with telling("write", folder):
            sync_folder(folder)


def sync_folder(folder: str) -> None:
    """Write a folder's list of names through to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
