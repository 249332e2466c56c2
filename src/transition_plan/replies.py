"""What people type in the wizard → what stands in a plan file: dates, hours, lists; ``today`` is given."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args

from .answers import UNKNOWN, Weekday
from .pages import clean
from .schema import WrongValue, value_of

WEEKDAYS = get_args(Weekday)
NUMBER_WORDS = {"d": 1, "w": 7}
SHORT = {"person": "name"}  # what a bare value stands for


class WrongReply(ValueError):
    """A reply that cannot be taken; the message says so in one line, with an example of one that can."""


def read_date(text: str, today: date) -> str:
    """Return a day as ISO text, ``?`` for an unknown one.

    Takes ``2027-01-11``, ``today``, ``tomorrow``, ``next monday``, ``monday``, ``+2w``, ``+10d``; refuses what has two
    readings.
    """
    said = " ".join(text.lower().split())
    if said == UNKNOWN:
        return UNKNOWN
    if said in ("today", "tomorrow"):
        return (today + timedelta(days=said == "tomorrow")).isoformat()
    weekday = re.fullmatch(r"(?:next )?([a-z]{3})[a-z]*", said)
    if weekday and weekday[1] in WEEKDAYS:
        return next_weekday(WEEKDAYS.index(weekday[1]), today).isoformat()
    if span := re.fullmatch(r"\+ ?(\d{1,3}) ?([dw])[a-z]*", said):
        return (today + timedelta(days=int(span[1]) * NUMBER_WORDS[span[2]])).isoformat()
    try:
        return str(value_of(text.strip(), date))
    except WrongValue as wrong:
        raise WrongReply(f"{wrong}; next monday and +2w do, too") from None


def next_weekday(weekday: int, today: date) -> date:
    """Return the next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def read_hours(text: str) -> dict[str, object]:
    """Return hours a week and days off from “8; off 2027-02-15 to 2027-02-19, 2027-03-01”."""
    hours, _, rest = (part.strip() for part in text.partition(";"))
    number = re.fullmatch(r"(\d{1,2}(?:[.,]\d)?) ?(?:h|hours?)?", hours)
    if not number or not 0.5 <= float(number[1].replace(",", ".")) <= 80:
        raise WrongReply("write a number of hours from 0.5 to 80: 6, or 8; off 2027-02-15 to 2027-02-19")
    found: dict[str, object] = {"hours": plain_number(float(number[1].replace(",", ".")))}
    off = [days_off(span) for span in re.split(r"[,;]", re.sub(r"^off\s+", "", rest)) if span.strip()]
    return {**found, **({"days_off": off} if off else {})}


def plain_number(number: float) -> float | int:
    """Return 8 for 8.0."""
    return int(number) if number == int(number) else number


def days_off(span: str) -> dict[str, object]:
    """Return a span of days off."""
    first, _, last = (part.strip() for part in span.partition(" to "))
    try:
        days = [value_of(day, date) for day in (first, last) if day]
    except WrongValue as wrong:
        raise WrongReply(f"{wrong}; days off are written 2027-02-15 to 2027-02-19") from None
    return dict(zip(("from", "to"), days, strict=False))


def listed(text: str, marks: str = ";") -> list[str]:
    """Return what stands between marks."""
    return [part.strip() for part in re.split(f"[{marks}\n]+", text) if part.strip()]


def merged(tree: Mapping[str, object], key: str, value: object) -> dict[str, object]:
    """Return a plan file's data with a value under a key such as ``person.name``; nothing takes the key out."""
    first, _, rest = key.partition(".")
    now = merged(table_at(tree, first), rest, value) if rest else value
    kept = {name: part for name, part in tree.items() if name != first or now not in (None, "", [], {})}
    return {**kept, first: now} if now not in (None, "", [], {}) else {n: p for n, p in kept.items() if n != first}


def value_at(tree: Mapping[str, object], key: str) -> object:
    """Return the value under a key such as ``person.name``, None where there is none."""
    first, _, rest = key.partition(".")
    return value_at(table_at(tree, first), rest) if rest else tree.get(first)


def table_at(tree: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return the table under a key; a bare value stands for one."""
    there = tree.get(key)
    if isinstance(there, Mapping):
        return there
    return {SHORT[key]: there} if there is not None and key in SHORT else {}


def list_at(tree: Mapping[str, object], key: str) -> list[Any]:
    """Return the list under a key, empty where there is none."""
    return as_list(value_at(tree, key))


def as_list(value: object) -> list[Any]:
    """Return a value as a list: one alone is a list of one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def one_line(text: object) -> str:
    """Return a text as a line on a page holds it."""
    return clean(str(text))
