"""What a shape takes: the keys of a record, the values of a text, and both as a JSON Schema for editors."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeGuard, Union, get_args, get_origin

from .slips import shorten

UNIONS = (Union, UnionType)


class Field(NamedTuple):
    """One key of a record: how it is spelled, what it takes and whether it may be left out."""

    name: str
    key: str
    shape: object
    doc: str
    short: bool
    needed: bool
    default: object


@cache
def fields_of(record: type) -> dict[str, Field]:
    """Return the fields of a NamedTuple class by the key a person writes; ``from_`` is written ``from``."""
    defaults: Mapping[str, object] = vars(record)["_field_defaults"]
    fields = (_field(name, shape, defaults) for name, shape in record.__annotations__.items())
    return {field.key: field for field in fields}


def _field(name: str, shape: object, defaults: Mapping[str, object]) -> Field:
    _, notes = unwrap(shape)
    doc = next((note for note in notes if isinstance(note, str) and note != "short"), "")
    return Field(name, name.removesuffix("_"), shape, doc, "short" in notes, name not in defaults, defaults.get(name))


@cache
def unwrap(shape: object) -> tuple[object, tuple[object, ...]]:
    """Return a shape without its ``Annotated`` wrapping, and the notes that stood on it."""
    if get_origin(shape) is not Annotated:
        return shape, ()
    bare, *notes = get_args(shape)
    return bare, tuple(notes)


def range_in(notes: tuple[object, ...]) -> range | None:
    """Return the whole numbers a field is limited to, if its notes name them."""
    return next((note for note in notes if isinstance(note, range)), None)


def bare(shape: object) -> object:
    """Return what a shape takes besides nothing, without its wrapping."""
    inner, _ = unwrap(shape)
    members = [one for one in get_args(inner) if one is not NoneType] if get_origin(inner) in UNIONS else []
    return bare(members[0]) if len(members) == 1 else inner


def shape_at(shape: object, path: tuple[str | int, ...]) -> object:
    """Return the shape of the value at a path; ``object`` where anything may stand, or nothing."""
    for step in path:
        shape = _shape_under(bare(shape), step)
    return bare(shape)


def _shape_under(shape: object, step: str | int) -> object:
    if isinstance(shape, type) and is_record(shape):
        field = fields_of(shape).get(str(step))
        return field.shape if field else object
    if get_origin(shape) is tuple:
        inner = get_args(shape)[0]
        return inner if isinstance(step, int) else _shape_under(bare(inner), step)
    return get_args(shape)[1] if get_origin(shape) is Mapping else object


def is_record(shape: object) -> TypeGuard[type]:
    """Tell whether a shape is a NamedTuple class, which is read from a mapping with fixed keys."""
    return isinstance(shape, type) and hasattr(shape, "_field_defaults")


class WrongValue(Exception):
    """A text that is no value of its shape; the message names the mend."""


def value_of(text: str, shape: object, allowed: range | None = None) -> object:
    """Return the value a text stands for in a field of a simple shape; raises ``WrongValue``.

    The shape decides, not the spelling: to a ``str`` field ``no`` and ``1.10`` are texts as typed.
    """
    if get_origin(shape) is Literal:
        return _choice(text, get_args(shape))
    value = _READERS[shape](text)
    if isinstance(value, int) and allowed is not None and value not in allowed:
        raise WrongValue(f"{value} is not from {allowed[0]} to {allowed[-1]}")
    return value


def _choice(text: str, choices: tuple[object, ...]) -> object:
    spelled = {str(choice): choice for choice in choices}
    if text not in spelled:
        near = did_you_mean(text, spelled)
        raise WrongValue(f"'{shorten(text)}' is not one of {listed(spelled)}{near}")
    return spelled[text]


def _whole(text: str) -> int:
    if not re.fullmatch("[-+]?[0-9]+", text):
        raise WrongValue(f"'{shorten(text)}' is not a whole number; write digits only, like 12")
    if len(text) > 15:
        raise WrongValue(f"'{shorten(text)}' is too long a number; write at most 15 digits")
    return int(text)


def _decimal(text: str) -> float:
    if not re.fullmatch(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)", text) or len(text) > 30:
        raise WrongValue(f"'{shorten(text)}' is not a number; write digits, with a point for parts, like 1.5")
    return float(text)


def _switch(text: str) -> bool:
    word = text.lower()
    if word not in ("true", "yes", "on", "false", "no", "off"):
        raise WrongValue(f"'{shorten(text)}' is neither yes nor no; write one of the two")
    return word in ("true", "yes", "on")


def _day(text: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        days = _likely_days(text) or "it as 2026-12-01: year, month, day"
        raise WrongValue(f"'{shorten(text)}' is not a date; write {days}")
    day = _real_day(*text.split("-"))
    if day is None:
        raise WrongValue(f"{text} is not a day in the calendar")
    return day


def _likely_days(text: str) -> str:
    """Return what somebody who wrote 01/12/2026 may have meant, so told that one sees which is which."""
    numbers = re.findall("[0-9]+", text)
    if len(numbers) != 3:
        return ""
    first, middle, last = numbers
    orders = [(first, middle, last)] if len(first) == 4 else [(last, middle, first), (last, first, middle)]
    days = dict.fromkeys(_real_day(*order) for order in orders if len(order[0]) == 4)
    return " or ".join(f"{day} ({day.day} {day:%B})" for day in days if day)


def _real_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


_READERS: dict[object, Callable[[str], object]] = {
    str: str,
    int: _whole,
    float: _decimal,
    bool: _switch,
    date: _day,
}

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = r"[-+]?(?:0|[1-9][0-9]{0,14})"
_PARTS = r"(?:\.[0-9]{1,17})?(?:[eE][-+]?[0-9]{1,2})?"


def plain_value(text: str) -> object:
    """Return the value of a text without quotes that no schema covers, by YAML 1.2's core rules.

    A number that would not be written back as typed stays text: leading zeros, hexadecimal, over 15 digits.
    """
    word = text.lower()
    if word in _WORDS and text in (word, word.upper(), word.capitalize()):
        return _WORDS[word]
    if re.fullmatch(_WHOLE, text):
        return int(text)
    return float(text) if re.fullmatch(_WHOLE + _PARTS, text) else text


def wanted(shape: object, allowed: range | None = None) -> str:
    """Say what a shape takes, in words that go on after "wants"."""
    bare, _ = unwrap(shape)
    if get_origin(bare) is Literal:
        choices = get_args(bare)
        return f"one of {listed(map(str, choices))}" if len(choices) > 1 else f"'{choices[0]}'"
    if bare is int and allowed is not None:
        return f"a whole number from {allowed[0]} to {allowed[-1]}"
    return _NAMES.get(bare, "'key: value' lines")


_NAMES: dict[object, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "yes or no",
    date: "a date",
}


def listed(words: Iterable[str]) -> str:
    """Return words for a message, at most twelve of them."""
    known = list(words)
    return ", ".join(known[:12]) + (", …" if len(known) > 12 else "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message that names the nearest known word, or nothing if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(re.sub(r"[\s-]", "_", word[:100].lower()), list(known), 1)
    return f"; did you mean '{near[0]}'?" if near else ""


def json_schema(shape: type, title: str) -> dict[str, object]:
    """Return a JSON Schema (draft 2020-12) of a record, for editors to complete and check as a person types.

    It lets by what ``source.read`` takes; only odd spellings (``YES``, a number in quotes) may be marked.
    """
    definitions: dict[str, object] = {}
    root = _describe(shape, definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **root, "$defs": definitions}


Described = dict[str, object]


def _describe(shape: object, definitions: Described, allowed: range | None = None) -> Described:
    bare, notes = unwrap(shape)
    allowed = range_in(notes) or allowed
    kind = get_origin(bare) or bare
    if is_record(bare):
        return _refer(bare, definitions)
    parts = [_describe(part, definitions, allowed) for part in get_args(bare) if kind in _HOLDERS]
    if kind in UNIONS:
        members = _any_of(*(part for part in parts if part != _NULL))
        return _or_null(members) if _NULL in parts else members
    if kind is tuple:
        return _any_of({"type": "array", "items": parts[0]}, parts[0])
    if kind is Mapping:
        return {"type": "object", "additionalProperties": parts[1]}
    return _describe_value(bare, allowed)


def _describe_value(bare: object, allowed: range | None) -> Described:
    if get_origin(bare) is Literal:
        return {"enum": list(get_args(bare))}
    limits = {"minimum": allowed[0], "maximum": allowed[-1]} if bare is int and allowed else {}
    return {**_VALUES[bare], **limits}


_HOLDERS = (*UNIONS, tuple, Mapping)
_NULL: Described = {"type": "null"}
_VALUES: dict[object, Described] = {
    # Without quotes YAML sees a number in 1.10 and a truth in true; a text field takes both as typed.
    str: {"type": ["string", "number", "boolean"]},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"enum": [True, False, "yes", "no", "on", "off"]},
    date: {"type": "string", "format": "date"},
    NoneType: _NULL,
    object: {},
    ...: {},
}


def _any_of(*parts: Described) -> Described:
    """Return one schema for whatever fits one of ``parts``, as flat as it goes."""
    if {} in parts:
        return {}
    flat: list[Any] = []
    for part in parts:
        nested = part.get("anyOf")
        flat += nested if isinstance(nested, list) else [part]
    unique: list[Described] = [part for index, part in enumerate(flat) if part not in flat[:index]]
    return unique[0] if len(unique) == 1 else {"anyOf": unique}


def _or_null(described: Described) -> Described:
    """Return a schema that lets a key stand with nothing behind it, which counts as not given."""
    for word, null in (("enum", None), ("type", "null")):
        if word in described:
            known = described[word]
            values = known if isinstance(known, list) else [known]
            return {**described, word: values if null in values else [*values, null]}
    return _any_of(described, _NULL)


def _refer(record: type, definitions: Described) -> Described:
    reference: Described = {"$ref": f"#/$defs/{record.__name__}"}
    if record.__name__ not in definitions:
        definitions[record.__name__] = _define(record, definitions)
    short = next((field for field in fields_of(record).values() if field.short), None)
    return _any_of(reference, _describe(short.shape, definitions)) if short else reference


def _define(record: type, definitions: Described) -> Described:
    fields = fields_of(record).values()
    doc = (record.__doc__ or "").partition("\n")[0]
    written = not doc.startswith(f"{record.__name__}(")  # Python makes one up: Contact(name, group)
    return {
        "type": "object",
        **({"description": doc} if written else {}),
        "properties": {field.key: _property(field, definitions) for field in fields},
        "required": [field.key for field in fields if field.needed],
        "additionalProperties": False,
    }


def _property(field: Field, definitions: Described) -> Described:
    described = _describe(field.shape, definitions)
    if not field.needed:
        described = _or_null(described)
    return {"description": field.doc, **described} if field.doc else described
