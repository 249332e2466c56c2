"""The checklist's line for an action, in one place: one line, a box at column 0, the id and the date last.

The order is what Obsidian Tasks reads: it takes its fields off the end of the line, so nothing may follow the date.
"""

from collections.abc import Mapping
from typing import Any

SIGNS = "📅🆔🔁🛫⏳➕✅❌⛔🏁"  # what Obsidian Tasks takes off the end of a line
REPEATS = {
    "weekly": "every week",
    "fortnightly": "every 2 weeks",
    "monthly": "every month",
    "quarterly": "every 3 months",
}


def action_line(action: Mapping[str, Any]) -> str:
    """Return the line; ``action`` is the plain form of ``plan.Action`` with its texts already safe for Markdown."""
    parts = [
        "Stretch: " if action["stretch"] else "",
        capital(action["title"]),
        f" ({effort(action)})",
        f", until {action['until'].isoformat()}" if action["until"] else "",
        f", with {action['audience']}" if action["audience"] and action["repeat"] else "",
        f". Done when: {closed(capital(action['done_when']))}" if action["done_when"] else "",
        f" 🔁 {REPEATS[action['repeat']]}" if action["repeat"] in REPEATS else "",
        f" 🛫 {action['begin'].isoformat()}" if action["begin"] else "",
        f" 🆔 {action['id']}",
        f" 📅 {action['date'].isoformat()}" if action["date"] else "",
    ]
    return "- [ ] " + "".join(parts)


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
    return f"{text}." if any(sign in text for sign in SIGNS) else text


def hours(number: float) -> str:
    """Return “2 h” or “15 min”."""
    return f"{number:g} h" if number >= 1 else f"{number * 60:.0f} min"
