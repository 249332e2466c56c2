"""The wizard's draft: every answer is on the disk before the next question, for this user alone."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from .errors import DiskFailed
from .files import is_private, read_bytes, remove, save_private
from .pages import Given

LARGEST = 50_000_000  # bytes: the largest plan file twice, and a little
DATE = "\0date"  # marks a day; no key of a plan file can hold it


class Draft(NamedTuple):
    """What was answered when the wizard ended, and which questions had been asked."""

    tree: dict[str, object]
    asked: tuple[str, ...]  # those to which the way back leads
    seen: frozenset[str] = frozenset()  # every one that was ever answered
    begun: Mapping[str, object] = {}  # what the plan file said when it was begun with
    unsent: Mapping[str, Given] = {}  # what was entered on a page and not yet taken, by question


def draft_path(target: str = "") -> str:
    """Return where the draft for a plan file is kept, of a new plan without one; the folder need not be there."""
    from platformdirs import user_state_dir

    name = f"draft-{sha256(os.fsencode(os.path.realpath(target))).hexdigest()[:16]}" if target else "draft"
    return os.path.join(user_state_dir("plan", appauthor=False), f"{name}.json")


def can_keep(path: str) -> bool:
    """Tell whether a draft can be kept where nobody else reads it."""
    with suppress(OSError):
        return is_private(os.path.dirname(path))
    return False


def save_draft(path: str, draft: Draft) -> None:
    """Keep a draft; a disk that is full or closed costs the draft and not the interview."""
    with suppress(DiskFailed, OSError):
        if is_private(os.path.dirname(path)):
            said = {**draft._asdict(), "seen": sorted(draft.seen)}
            save_private(path, json.dumps(plain(said), ensure_ascii=True, indent=1).encode())


def load_draft(path: str) -> Draft | None:
    """Return the draft that is there, nothing where there is none or it is spoilt."""
    try:
        said = json.loads(read_bytes(path, LARGEST))
        asked = tuple(map(str, said["asked"]))
        seen = frozenset((*asked, *map(str, said.get("seen", ()))))
        unsent = {key: tuple(one) if isinstance(one, list) else one for key, one in said.get("unsent", {}).items()}
        return Draft(dated(said["tree"]), asked, seen, dated(said.get("begun", {})), unsent)
    except (DiskFailed, ValueError, LookupError, TypeError, AttributeError):
        return None


def discard_draft(path: str) -> None:
    """Forget the draft."""
    remove([path])


def plain(value: object) -> object:
    """Return a value with its dates as JSON can hold them."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return {DATE: value.isoformat()} if isinstance(value, date) else value


def dated(value: dict[str, object]) -> dict[str, object]:
    """Return a tree with its dates."""
    return {key: undo(part) for key, part in value.items()}


def undo(value: object) -> object:
    """Return a value as it was before ``plain``."""
    if isinstance(value, dict):
        if set(value) == {DATE}:
            return date.fromisoformat(value[DATE])
        return dated(value)
    return [undo(part) for part in value] if isinstance(value, list) else value
