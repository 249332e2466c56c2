"""What ``plan status`` and ``plan next`` do: load, then say."""

import json
from collections.abc import Sequence
from datetime import date

from .edge import columns, put, say, tell
from .errors import PlanError
from .living import Lived, find_plans, load_lived
from .showing import Named, agenda_data, agenda_text, status_data, status_text, table_text

SOME_FAILED = 6
FAR_BEHIND = 15  # late actions, two full weeks: from here on other dates help more than a longer list


def show_status(words: Sequence[str], today: date, *, as_json: bool) -> int:
    """Say how far plans are; of several, one that cannot be read is told and the others go on (6)."""
    names = find_plans(words)
    if len(names) == 1:
        found = [load_lived(names[0], today)]
    else:
        found = [lived for name in names if (lived := load_or_tell(name, today))]
    plans = [Named(lived.name, lived.standing) for lived in found]
    if as_json:
        put(
            json_text(
                {"plans": [status_data(*pair) for pair in zip(plans, (one.folder for one in found), strict=True)]}
            )
        )
    elif len(names) > 1:
        put(table_text(plans) if plans else "")
    else:
        put(status_text(plans[0], columns=columns()))
    return 0 if len(found) == len(names) else SOME_FAILED


def load_or_tell(name: str, today: date) -> Lived | None:
    """Load one of several plans; an error is told here, so that the next one has its turn."""
    try:
        return load_lived(name, today)
    except PlanError as error:
        tell(error)
        say(f"left out: {name}")
        return None


def show_next(word: str, today: date, *, as_json: bool) -> int:
    """Say what to do now."""
    lived = load_lived(word, today)
    found = lived.agenda
    put(
        json_text(agenda_data(lived.name, found, lived.standing))
        if as_json
        else agenda_text(found, lived.standing, columns=columns())
    )
    if len(found.late) > FAR_BEHIND and not as_json:
        say(begin_again(len(found.late)))
    return 0


def begin_again(late: int) -> str:
    """Say what somebody can do who fell far behind; a plan that only accuses is put away."""
    return (
        f"{late} actions are late. plan set 'pause={{from: DATE, to: DATE}}' or start=DATE, then plan render, moves "
        "the dates and keeps every tick; plan drop ID gives up what no longer matters"
    )


def json_text(data: object) -> str:
    """Return data as JSON, the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
