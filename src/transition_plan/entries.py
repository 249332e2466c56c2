"""What several records of the plan file share: a link, a rhythm, a date that may be vague, the mark ``private``."""

import re
from datetime import date
from typing import Annotated, Literal, NamedTuple, Protocol

UNKNOWN = "?"

Rhythm = Literal["once", "weekly", "fortnightly", "monthly", "quarterly", "as-needed"]
Private = Annotated[bool | str, "A note for you alone, or true for the whole entry; no shared document shows it."]

VAGUE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")  # \d would take digits that no date is made of


class Entry(Protocol):
    """Whatever may be private."""

    @property
    def private(self) -> bool | str:
        """A note, or true for the whole entry."""


class Link(NamedTuple):
    """Where something can be seen."""

    url: Annotated[str, "The address, with https://.", "short"]
    label: Annotated[str, "What the link is called in the text."] = ""
    locator: Annotated[str, "The page or the minutes: page 4, 35:00–49:00."] = ""
    access: Annotated[Literal["public", "login", "internal"], "Who can open it."] = "public"
    kind: Annotated[Literal["page", "social"], "A page, or a post that a web page can show as it looks there."] = "page"


def is_unknown(text: str) -> bool:
    """Tell whether an answer is ``?``, or ``?`` and the question in the person's own words."""
    return text.startswith(UNKNOWN)


def is_private(entry: Entry) -> bool:
    """Tell whether a whole entry is private; a note beside an entry hides only itself."""
    return entry.private is True


def is_when(text: str) -> bool:
    """Tell whether a text is a year, a month (2027-03) or a day (2027-03-14) of the calendar."""
    found = VAGUE.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True
