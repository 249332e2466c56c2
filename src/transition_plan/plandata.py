"""A plan out of JSON: what a child process made of strangers' templates becomes the same records again."""

import datetime
import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from .plan import Plan


def plan_from(data: Sequence[Any], front_matter: Mapping[str, object]) -> Plan:
    """Return the plan that ``json.dumps`` made this of: records are lists there, dates are texts.

    The owner's front matter is given besides: what has no annotation cannot tell a date from a text.
    """
    return cast(Plan, read(Plan, data))._replace(front_matter=dict(front_matter))


def read(kind: Any, value: Any) -> Any:
    """Return a value as the annotation says: records, tuples and dates out of what JSON has."""
    if get_origin(kind) in (Union, types.UnionType):
        return read_either(get_args(kind), value)
    if get_origin(kind) is tuple:
        return tuple(read(get_args(kind)[0], part) for part in value)
    if hasattr(kind, "_fields"):
        return kind(*(read(hint, part) for hint, part in zip(hints(kind).values(), value, strict=True)))
    if kind is datetime.date and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value


def read_either(kinds: tuple[Any, ...], value: Any) -> Any:
    """Return a value that may be missing, or that is one of several plain kinds."""
    wanted = [kind for kind in kinds if kind is not types.NoneType]
    return value if value is None or len(wanted) > 1 else read(wanted[0], value)


@cache
def hints(kind: Any) -> dict[str, Any]:
    """Return the annotations of a record, resolved."""
    return get_type_hints(kind)
