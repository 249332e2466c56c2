"""The wizard's draft: every answer is on the disk before the next question, for this user alone."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from .errors import DiskFailed
from .files import is_private, read_bytes, remove, save_private

NAME = "draft.json"
LARGEST = 1_000_000  # bytes


class Draft(NamedTuple):
    """What was answered when the wizard ended, and which questions had been asked."""

    tree: dict[str, object]
    asked: tuple[str, ...]


def draft_path() -> str:
    """Return where the draft is kept; the folder need not be there."""
    from platformdirs import user_state_dir

    return os.path.join(user_state_dir("plan", appauthor=False), NAME)


def save_draft(path: str, draft: Draft) -> None:
    """Keep a draft; a disk that is full or closed costs the draft and not the interview."""
    with suppress(DiskFailed, OSError):
        if is_private(os.path.dirname(path)):
            text = json.dumps({"tree": plain(draft.tree), "asked": draft.asked}, ensure_ascii=True, indent=1)
            save_private(path, text.encode())


def load_draft(path: str) -> Draft | None:
    """Return the draft that is there, nothing where there is none or it is spoilt."""
    try:
        said = json.loads(read_bytes(path, LARGEST))
        tree, asked = said["tree"], said["asked"]
    except (DiskFailed, ValueError, KeyError, TypeError):
        return None
    return Draft(dated(tree), tuple(map(str, asked))) if isinstance(tree, dict) and isinstance(asked, list) else None


def discard_draft(path: str) -> None:
    """Forget the draft."""
    remove([path])


def plain(value: object) -> object:
    """Return a value with its dates as JSON can hold them."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return {"date": value.isoformat()} if isinstance(value, date) else value


def dated(value: dict[str, object]) -> dict[str, object]:
    """Return a tree with its dates."""
    return {key: undo(part) for key, part in value.items()}


def undo(value: object) -> object:
    """Return a value as it was before ``plain``."""
    if isinstance(value, dict):
        if set(value) == {"date"}:
            with suppress(ValueError, TypeError):
                return date.fromisoformat(value["date"])
        return dated(value)
    return [undo(part) for part in value] if isinstance(value, list) else value
