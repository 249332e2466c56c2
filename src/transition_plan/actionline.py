"""The checklist's line for an action, in one place: one line, a box at column 0, the id and the date last.

The order is what Obsidian Tasks reads: it takes its fields off the end of the line, so nothing may follow the date.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

SIGNED = {"🆔": "id", "📅": "due", "🛫": "begin", "🔁": "repeat", "✅": "done", "❌": "cancelled"}
TWINS = {"📆": "📅", "🗓": "📅", "⌛": "⏳"}  # signs that Obsidian Tasks takes for one another
DAY, ID = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[a-zA-Z0-9_-]+"
VALUES = {  # what Obsidian Tasks takes off the end of a line: each sign with what may follow it
    **dict.fromkeys("📅📆🗓🛫⏳⌛➕✅❌", re.compile(DAY)),
    **dict.fromkeys("🔺⏫🔼🔽⏬", re.compile("")),
    "🆔": re.compile(ID),
    "🔁": re.compile("[a-zA-Z0-9, !]+"),
    "⛔": re.compile(f"{ID}(?: *, *{ID})*"),
    "🏁": re.compile("[a-zA-Z]+"),
}
IN_VALUES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-, !"
VALUE_OF_ID = re.compile(f"\ufe0f? *({ID})")
DAY_IN_FRONT = re.compile(f"\\s*([📅📆🗓🛫⏳⌛➕✅❌])\ufe0f? *({DAY})(?![0-9-])")
TAG = re.compile(r"#[^\s!@#$%^&*(),.?\":{}|<>]+")
BLOCK_ID = re.compile(r" \^[a-zA-Z0-9-]+\s*$")
REPEATS = {
    "weekly": "every week",
    "fortnightly": "every 2 weeks",
    "monthly": "every month",
    "quarterly": "every 3 months",
}


class Fields(NamedTuple):
    """What stands at the end of a line, for programs."""

    id: str = ""
    due: datetime.date | None = None
    begin: datetime.date | None = None
    repeat: str = ""  # "every week"
    done: datetime.date | None = None
    cancelled: datetime.date | None = None


def action_line(action: Mapping[str, Any]) -> str:
    """Return the line; ``action`` is the plain form of ``plan.Action`` with its texts already safe for Markdown."""
    return f"- [ ] {action_words(action)}{write_fields(action_fields(action))}"


def action_words(action: Mapping[str, Any]) -> str:
    """Return what a person reads in an action's line."""
    parts = [
        "Stretch: " if action["stretch"] else "",
        capital(action["title"]),
        f" ({effort(action)})",
        f", until {action['until'].isoformat()}" if action["until"] else "",
        f", with {action['audience']}" if action["audience"] and action["repeat"] else "",
        f". Done when: {closed(capital(action['done_when']))}" if action["done_when"] else "",
    ]
    return "".join(parts)


def action_fields(action: Mapping[str, Any]) -> Fields:
    """Return what a program reads in an action's line."""
    return Fields(action["id"], action["date"], action["begin"], REPEATS.get(action["repeat"], ""))


def write_fields(fields: Fields) -> str:
    """Return the end of a line, in the order in which Obsidian Tasks takes it off again."""
    parts = [
        f" 🔁 {fields.repeat}" if fields.repeat else "",
        f" 🛫 {fields.begin.isoformat()}" if fields.begin else "",
        f" 🆔 {fields.id}" if fields.id else "",
        f" 📅 {fields.due.isoformat()}" if fields.due else "",
        f" ✅ {fields.done.isoformat()}" if fields.done else "",
        f" ❌ {fields.cancelled.isoformat()}" if fields.cancelled else "",
    ]
    return "".join(parts)


def read_fields(body: str) -> Fields:
    """Return the fields of a line; what Obsidian Tasks reads there, and an id even where words follow it."""
    found = take_fields(body)[1]
    known = {name: found.get(sign, "") for sign, name in SIGNED.items()}
    days = {name: read_day(known[name]) for name in ("due", "begin", "done", "cancelled")}
    return Fields(id=known["id"], repeat=known["repeat"], **days)


def words(body: str) -> str:
    """Return a line's words, without its fields."""
    return take_fields(body)[0]


def words_in_front(body: str) -> str:
    """Return a line's words without its fields and without what its owner wrote behind or between them."""
    told = words(body)
    shared = next((n for n, pair in enumerate(zip(told, body, strict=False)) if pair[0] != pair[1]), len(told))
    return told[:shared].rstrip()


def take_fields(body: str) -> tuple[str, dict[str, str]]:
    """Take the fields off the end of a line one by one; returns what is left and the value after each sign."""
    rest, found = take_off_end(without_block_id(body))
    if "🆔" in found or "🆔" not in rest:
        return rest, found
    before, _, after = rest.rpartition("🆔")  # somebody wrote behind the fields: the action is still this one
    key = VALUE_OF_ID.match(after)
    if not key:
        return rest, found
    left, more = take_off_end(before.rstrip())
    after, following = take_off_front(after[key.end() :])
    return f"{left} {after.strip()}".strip(), {**found, **more, **following, "🆔": key[1]}


def take_off_end(text: str) -> tuple[str, dict[str, str]]:
    """Take fields off the end of a text until something else stands there; #tags between them are words."""
    found: dict[str, str] = {}
    tags: list[str] = []
    rest = text.rstrip()
    while rest:
        head = rest.rstrip(IN_VALUES)
        sign, value = head.rstrip("\ufe0f")[-1:], rest[len(head) :].strip()
        if sign in VALUES and VALUES[sign].fullmatch(value):
            found[TWINS.get(sign, sign)] = value
            rest = head.rstrip("\ufe0f")[:-1].rstrip()
        elif TAG.fullmatch(last := rest.rsplit(None, 1)[-1]):
            before = rest[: -len(last)]
            tags.insert(0, rest[max(0, len(before) - 1) :])
            rest = before.rstrip()
        else:
            break
    return f"{rest}{''.join(tags)}", found


def take_off_front(text: str) -> tuple[str, dict[str, str]]:
    """Take the days off the front of a text."""
    found: dict[str, str] = {}
    while field := DAY_IN_FRONT.match(text):
        found[TWINS.get(field[1], field[1])] = field[2]
        text = text[field.end() :]
    return text, found


def without_block_id(body: str) -> str:
    """Leave out the mark at a line's end by which Obsidian links to it."""
    return BLOCK_ID.sub("", body)


def read_day(value: str) -> datetime.date | None:
    """Read a day as a field has it; one that no calendar has is none."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def effort(action: Mapping[str, Any]) -> str:
    """Return what an action takes, or who else does it."""
    if action["owner"]:
        return f"{action['owner']} does it"
    return hours(action["hours"]) + (" each" if action["repeat"] else "")


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """End a text that holds a field's sign with a full stop, so that nothing takes it for a field of the action."""
    return f"{text}." if any(sign in text for sign in VALUES) else text


def hours(number: float) -> str:
    """Return “2 h” or “15 min”."""
    return f"{number:g} h" if number >= 1 else f"{number * 60:.0f} min"
