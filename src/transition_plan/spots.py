"""Where in a plan file a change belongs that goes by ids: in the entry that is there, or in a new one at the end."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .answers import Answers
from .ids import slug

Path = tuple[str | int, ...]
Step = tuple[str, str]  # a list and an id in it: ("phases", "month-1")


class Edit(NamedTuple):
    """A value and where in the plan file it goes; none takes away what stands there."""

    path: Path
    value: object


def key_of(entry: Any) -> str:
    """Return what an entry of the plan file is called by; its first field names it."""
    return entry.id or slug(entry[0] or "")


def index_of(entries: Sequence[Any], key: str) -> int | None:
    """Return where the entry with an id stands in a list of the plan file."""
    return next((n for n, entry in enumerate(entries) if key_of(entry) == key), None)


def edits(answers: Answers, steps: Sequence[Step], said: Mapping[str, object]) -> list[Edit]:
    """Return what to change so that the entry at the end of ``steps`` says so; what is missing on the way is made."""
    there: Any = answers
    path: Path = ()
    for depth, (field, key) in enumerate(steps):
        entries = getattr(there, field)
        n = index_of(entries, key)
        if n is None:
            return [Edit((*path, field, len(entries)), nested(steps[depth:], said))]
        path, there = (*path, field, n), entries[n]
    return [Edit((*path, name), value) for name, value in said.items()]


def nested(steps: Sequence[Step], said: Mapping[str, object]) -> dict[str, object]:
    """Return a new entry with the entries in it, the last of which says so."""
    (_, key), *rest = steps
    return {"id": key, **({rest[0][0]: [nested(rest, said)]} if rest else said)}
