"""The journal of a set that is being replaced: which staged text goes where, so that the next run can finish it."""

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple, NoReturn

from .errors import InvalidFile, Problem
from .files import find, is_below, staged, typed
from .places import JOURNAL, RECORDS, find_record

FORMAT = 1
BACKUP, DOCUMENT, RECORD = KINDS = ("backup", "document", "record")  # in the order in which they are put in place
NEWER = "use the newer plan that wrote it"
UNREADABLE = "every document is whole; move this file away, then what a stopped run had not replaced stays as it is"


class Move(NamedTuple):
    """A text that waits beside its place, and how to know later what became of it."""

    kind: str
    path: str
    run: int  # process id of the run that staged it
    new: str  # SHA-256 of the text
    old: str | None = None  # SHA-256 of what stood in its place, None where nothing did
    document: str | None = None  # path of the document that a record is of

    @property
    def staged(self) -> str:
        """Return where the text waits."""
        return staged(self.path, self.run)


class Rest(NamedTuple):
    """Every move of a stopped run's set, those still to be made, and the documents that stay as they are."""

    every: tuple[Move, ...]
    waiting: tuple[Move, ...]
    left: tuple[str, ...]  # paths of documents that their owner saved since


def digest(data: bytes) -> str:
    """Return what tells one text from another."""
    return sha256(data).hexdigest()


def numbered(path: str) -> tuple[str, int, str]:
    """Return the parts of a backup's name, "plan.backup-", 1 and ".md"; a ``ValueError`` tells of another name."""
    head, mark, tail = path.rpartition(".backup-")
    digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
    return head + mark, int(digits), tail[len(digits) :]


def journal_path(folder: str) -> str:
    """Return where the journal of a folder stands; no link leads there."""
    return find_record(folder, JOURNAL)


def journal_text(moves: Sequence[Move], root: str) -> bytes:
    """Return the journal of a set; paths are relative, so that the folder may be moved before the next run."""
    lines = [move._asdict() for move in moves]
    for line in lines:
        line["path"] = os.path.relpath(line["path"], root)
        line["document"] = line["document"] and os.path.relpath(line["document"], root)
    return json.dumps({"format": FORMAT, "moves": lines}, indent=1).encode() + b"\n"


def find_rest(folder: str) -> Rest | None:
    """Return what is left to do of a set, nothing where no run was stopped; writes nothing.

    Raises:
        InvalidFile: the journal cannot be understood, or is of a newer format.
    """
    name = typed(folder, RECORDS, JOURNAL)
    journal = find(journal_path(folder), name)
    return journal and rest_of(parse_journal(journal.data, name, os.path.realpath(folder)))


def rest_of(moves: Sequence[Move]) -> Rest:
    """Return which moves are still to be made; a document that its owner saved since keeps its record, too."""
    left = {move.path for move in moves if move.kind == DOCUMENT and is_left(move)}
    waiting = [move for move in moves if is_waiting(move) and not {move.path, move.document} & left]
    return Rest(tuple(moves), tuple(waiting), tuple(sorted(left)))


def is_waiting(move: Move) -> bool:
    """Tell whether a text still stands where it was staged, as it was staged."""
    found = None if os.path.islink(move.staged) else find(move.staged, move.staged)
    return found is not None and digest(found.data) == move.new


def is_left(move: Move) -> bool:
    """Tell whether a document stays as it is.

    An edit that came after the text was moved was made to the new text: that document's record may follow.
    """
    found = find(move.path, move.path)
    now = digest(found.data) if found else None
    if is_waiting(move):
        return now not in (move.old, move.new) or os.path.islink(move.path)
    return now == move.old


def parse_journal(data: bytes, name: str, root: str) -> tuple[Move, ...]:
    """Read a journal; whatever it says stays below the folder."""
    try:
        said = json.loads(data)
    except json.JSONDecodeError as error:
        refuse(f"{name}:{error.lineno}:{error.colno}", "is no journal of plan", UNREADABLE)
    except (UnicodeDecodeError, RecursionError):
        refuse(f"{name}:1:1", "is no journal of plan", UNREADABLE)
    if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
        refuse(f"{name}:1:1", f"is of format {said['format']}; this plan knows {FORMAT}", NEWER)
    try:
        return tuple(checked(Move(**line), root) for line in lines_of(said))
    except (TypeError, ValueError):
        refuse(f"{name}:1:1", "is no journal of plan", UNREADABLE)


def refuse(place: str, text: str, hint: str) -> NoReturn:
    """Stop before anything is touched."""
    raise InvalidFile(place.rsplit(":", 2)[0], [Problem(place, text)], hint)


def lines_of(said: object) -> list[dict[str, Any]]:
    """Return the moves that a journal lists."""
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("moves"), list):
        raise ValueError("no moves")
    return list(said["moves"])


def checked(move: Move, root: str) -> Move:
    """Return a move with whole paths; a ``ValueError`` tells of what no run of plan would have written."""
    path, records = whole(move.path, root), os.path.join(root, RECORDS)
    if move.kind == BACKUP:
        numbered(path)
    odd = move.kind not in KINDS or type(move.run) is not int
    odd = odd or not isinstance(move.new, str) or not isinstance(move.old, str | None)
    if odd or is_below(path, records) != (move.kind == RECORD) or path == os.path.join(records, JOURNAL):
        raise ValueError("no such move")
    return move._replace(path=path, document=move.document and whole(move.document, root))


def whole(path: object, root: str) -> str:
    """Return a path of the journal from the root on; it leads out of the folder neither by dots nor by a link."""
    if not isinstance(path, str) or path in ("", ".") or "\0" in path or os.path.normpath(path) != path:
        raise ValueError("no path")
    full = os.path.join(root, path)
    folder = os.path.dirname(full)
    if os.path.realpath(folder) != folder or not is_below(full, root):
        raise ValueError("a path out of the folder")
    return full
