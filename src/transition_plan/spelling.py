"""A value as YAML: without quotes where every reader sees the same text in it, in double quotes where not."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

WIDTH = 100  # a list or table that would make a line longer gets a line for each entry

_WORDS = "y|n|yes|no|on|off|true|false|null|nil|none|~"
_NUMBERS = r"[-+]?\.?[0-9][0-9a-f_xo.:e+-]*|[-+]?\.(?:inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?"
_OTHER_KIND = re.compile(f"(?:{_WORDS}|{_NUMBERS})", re.IGNORECASE)  # what some reader takes for no text
_PLAIN = re.compile(r"[^\W_][^\"\\]*|[($€£][^\"\\]*")  # a letter or digit first
_BREAKS = re.compile(r": |:$| #|^[\w-]+:[^\s/]")  # what ends a plain text, or looks like a slip
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


class Typed:
    """A text that was typed without quotes: what it is depends on who reads it, so it stays as it is."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def spell(value: object, *, flow: bool = False) -> str:
    """Return a value as YAML on one line; in ``flow`` it stands between brackets. Raises ``TypeError``."""
    if isinstance(value, str):
        return spell_text(value, flow=flow)
    if isinstance(value, Mapping):
        pairs = (f"{spell_text(key, flow=True)}: {spell(one, flow=True)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value, flow)
    raise TypeError(f"{type(value).__name__} is nothing that a plan file holds")


def spell_text(text: str, *, flow: bool) -> str:
    """Return a text so that every reader of YAML takes it for this text."""
    return text if stands_plain(text, flow=flow) and not _OTHER_KIND.fullmatch(text) else quote(text)


def quote(text: str) -> str:
    """Return a text in double quotes."""
    return '"' + re.sub(r'["\\\n\t]', lambda match: _ESCAPES[match[0]], text) + '"'


def stands_plain(text: str, *, flow: bool) -> bool:
    """Tell whether a text can stand without quotes."""
    if not _PLAIN.fullmatch(text) or _BREAKS.search(text) or (flow and re.search(r"[,\[\]{}:]", text)):
        return False
    return text == text.strip() and all(one.isprintable() and one <= "\uffff" for one in text)


def _typed(value: Typed, flow: bool) -> str:
    number = re.fullmatch(r"-?[0-9.]+|~", value.text)
    return value.text if not value.text or number or stands_plain(value.text, flow=flow) else quote(value.text)


def _number(value: float, _flow: bool) -> str:
    return format(Decimal(repr(value)), "f")


def _list(value: list[object] | tuple[object, ...], _flow: bool) -> str:
    return "[" + ", ".join(spell(one, flow=True) for one in value) + "]"


_WRITERS: dict[type | tuple[type, ...], Callable[..., str]] = {
    Typed: _typed,
    bool: lambda value, _: "true" if value else "false",
    (int, float): _number,
    date: lambda value, _: value.isoformat(),
    (list, tuple): _list,
    type(None): lambda _value, _: "null",
}


def spell_lines(value: object, room: int) -> list[str]:
    """Return a list or table with a line for each entry, and more where one has no room on a line."""
    if isinstance(value, Mapping):
        return [line for key, one in value.items() for line in _beside(f"{spell_text(key, flow=False)}:", one, room)]
    return [line for one in value for line in _behind_dash(one, room)] if isinstance(value, list | tuple) else []


def needs_lines(value: object, room: int) -> bool:
    """Tell whether a value is a list or table that is too long for one line."""
    return isinstance(value, Mapping | list | tuple) and bool(value) and len(spell(value)) > room


def _beside(key: str, value: object, room: int) -> list[str]:
    if needs_lines(value, room - len(key) - 1):
        return [key, *(f"  {line}" for line in spell_lines(value, room - 2))]
    return [f"{key} {spell(value)}".rstrip()]


def _behind_dash(value: object, room: int) -> list[str]:
    if not needs_lines(value, room - 2):
        return [f"- {spell(value)}"]
    first, *others = spell_lines(value, room - 2)
    return [f"- {first}", *(f"  {line}" for line in others)]
