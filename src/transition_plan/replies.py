"""What people type in the wizard → what stands in a plan file: dates, people, proof, hours; ``today`` is given."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import get_args

from .answers import UNKNOWN, Weekday
from .schema import WrongValue, value_of

WEEKDAYS = get_args(Weekday)
NUMBER_WORDS = {"d": 1, "w": 7}
GROUPS = {  # what people call somebody → the group
    "manager": "manager",
    "boss": "manager",
    "lead": "manager",
    "director": "manager",
    "buddy": "buddy",
    "mentor": "mentor",
    "peer": "peer",
    "colleague": "peer",
    "team": "team",
    "team mate": "team",
    "teammate": "team",
    "report": "team",
    "direct report": "team",
    "executive": "executive",
    "sponsor": "executive",
    "customer": "customer",
    "client": "customer",
    "partner": "partner",
    "supplier": "upstream",
    "upstream": "upstream",
    "downstream": "downstream",
    "support": "support",
    "predecessor": "predecessor",
    "old manager": "old-manager",
    "former manager": "old-manager",
    "old-manager": "old-manager",
}
PEOPLE_EXAMPLE = "Dana, manager; Lee Park, peer in finance"


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


def read_people(text: str) -> list[dict[str, object]]:
    """Return people from “Dana, manager; Lee Park, peer in finance”; the first without a word is the manager."""
    people: list[dict[str, object]] = []
    for part in re.split(r"[;\n]+", text):
        name, _, about = (piece.strip() for piece in part.strip().partition(","))
        if name:
            people.append(person(name, about, first=not people))
    if not people and text.strip():
        raise WrongReply(f"write it like this: {PEOPLE_EXAMPLE}")
    return people


def person(name: str, about: str, *, first: bool) -> dict[str, object]:
    """Return somebody: “peer in finance” is the group and where; any other word is the title."""
    what, _, where = (
        piece.strip() for piece in re.sub(r"\s+(?:in|at|of|from)\s+", "\0", about, count=1).partition("\0")
    )
    group = GROUPS.get(what.lower().removeprefix("my ").removeprefix("a "), "")
    found: dict[str, object] = {"name": name}
    if what and (not group or what.lower() in ("director", "lead")):
        found["title"] = what[0].upper() + what[1:]
    if where:
        found["org"] = where[0].upper() + where[1:]
    return {**found, "group": group or ("manager" if first else "peer")}


def read_proof(text: str, competency: str) -> dict[str, object]:
    """Return a piece of evidence from “what I did; what came of it; https://…”."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    links = [part for part in parts if re.match(r"https?://", part)]
    told = [part for part in parts if part not in links]
    if not told:
        raise WrongReply("say first what you did: Led the move to one ticket system; 40 teams use it")
    proof: dict[str, object] = {"competency": competency, "title": told[0]}
    if told[1:]:
        proof["result"] = "; ".join(told[1:])
    return {**proof, **({"links": links} if links else {})}


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
    inner = tree.get(first)
    now = merged(inner if isinstance(inner, Mapping) else {}, rest, value) if rest else value
    kept = {name: part for name, part in tree.items() if name != first or now not in (None, "", [], {})}
    return {**kept, first: now} if now not in (None, "", [], {}) else {n: p for n, p in kept.items() if n != first}


def value_at(tree: Mapping[str, object], key: str) -> object:
    """Return the value under a key such as ``person.name``, None where there is none."""
    first, _, rest = key.partition(".")
    inner = tree.get(first)
    return value_at(inner, rest) if rest and isinstance(inner, Mapping) else None if rest else inner


def joined_people(people: Sequence[Mapping[str, object]]) -> str:
    """Return people as one would type them, to be changed."""
    return "; ".join(typed_person(one) for one in people)


def typed_person(one: Mapping[str, object]) -> str:
    """Return “Lee Park, peer in Finance”, with no more than is known."""
    about = str(one.get("title") or one.get("group") or "")
    where = f" in {one['org']}" if one.get("org") else ""
    return ", ".join(part for part in (str(one["name"]), f"{about.lower()}{where}".strip()) if part)
