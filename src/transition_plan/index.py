"""What a checklist does not say about its plan: phases, days, reviews, questions. A small record beside the documents.

With it, reading the ticks back needs neither the plan file nor the templates.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import InvalidFile, Problem

if TYPE_CHECKING:
    from .plan import Action, Plan, Question, Review

INDEX = "plan.json"  # its name among the records
FORMAT = 1
MEND = "plan render writes it anew; your documents stay as they are"


class Span(NamedTuple):
    """A phase: its first and its last day."""

    id: str
    title: str
    from_day: int
    to_day: int


class Known(NamedTuple):
    """An action or a review of the plan; its date is not that of its day where that is a day off."""

    id: str
    day: int
    date: date | None
    title: str


class Asked(NamedTuple):
    """A question of the plan that had no answer when it was written."""

    id: str
    day: int
    date: date | None
    ask: str
    question: str


class Index:
    """What the record holds; dates are counted from the start, where there is one."""

    def __init__(
        self,
        *,
        title: str,
        name: str,
        start: date | None,
        days: int,
        phases: tuple[Span, ...],
        actions: tuple[Known, ...],
        habits: tuple[Known, ...],
        reviews: tuple[Known, ...],
        questions: tuple[Asked, ...],
        months: bool = False,
    ) -> None:
        self.title, self.name, self.start, self.days = title, name, start, days
        self.phases, self.actions, self.habits = phases, actions, habits
        self.reviews, self.questions = reviews, questions
        self.months = months  # the checklist has months of 30 days and neither weeks nor dates

    @cached_property
    def known(self) -> dict[str, Known]:
        """Return every action by its id."""
        return {one.id: one for one in (*self.habits, *self.actions)}

    @cached_property
    def repeating(self) -> frozenset[str]:
        """Return the ids of what is done again and again."""
        return frozenset(one.id for one in self.habits)

    @property
    def end(self) -> date | None:
        """Return the plan's last day."""
        return self.date_of(self.days)

    def date_of(self, day: int) -> date | None:
        """Return the date of a day: day 1 is the start, there is no day 0."""
        try:
            return self.start and self.start + timedelta(days=day - 1 if day > 0 else day)
        except OverflowError:  # no calendar goes on so long
            return None

    def day_of(self, when: date | None) -> int | None:
        """Return the day of the plan on a date."""
        if self.start is None or when is None:
            return None
        days = (when - self.start).days
        return days + 1 if days >= 0 else days


def index_text(plan: "Plan") -> str:
    """Return the record of a plan: the same bytes for the same plan."""
    from .months import in_months

    data = {
        "format": FORMAT,
        "title": plan.title,
        "name": plan.name,
        "start": plan.start.isoformat() if plan.dated and plan.start else None,
        "days": plan.days,
        "phases": [(one.id, one.title, one.from_day, one.to_day) for one in plan.phases],
        "actions": [entry(one, one.title) for week in plan.weeks for one in week.actions],
        "habits": [entry(one, one.title) for one in plan.habits],
        "reviews": [entry(one, one.title) for one in plan.reviews],
        "questions": [entry(one, one.ask, one.question) for one in plan.questions],
        **({"months": True} if in_months(plan) else {}),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def entry(one: "Action | Review | Question", *texts: str) -> tuple[str | int | None, ...]:
    """Return an entry of the record: id, day, date, texts."""
    return (one.id, one.day, one.date.isoformat() if one.date else None, *texts)


def refuse_newer(text: str, name: str) -> None:
    """Leave alone what a newer version wrote; whatever else is wrong with the record, a render mends.

    Raises:
        InvalidFile: its format is above ours.
    """
    try:
        form = json.loads(text)["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    if isinstance(form, int) and form > FORMAT:
        problem = Problem(f"{name}:1:1", f"format {form} was written by a newer version of plan")
        raise InvalidFile(name, [problem], "use that version here, or --force, which keeps a backup of each document")


def read_index(data: bytes, name: str) -> Index:
    """Read the record; ``name`` is what a message calls it.

    Raises:
        InvalidFile: somebody changed it, or a newer plan wrote it.
    """
    try:
        said = json.loads(data)
        if said["format"] != FORMAT:
            raise InvalidFile(name, [Problem(f"{name}:1:1", f"format {said['format']!r} is none that I know")], MEND)
        return Index(
            title=text(said["title"]),
            name=text(said["name"]),
            start=when(said["start"]),
            days=number(said["days"]),
            phases=tuple(Span(text(a), text(b), number(c), number(d)) for a, b, c, d in said["phases"]),
            actions=known(said["actions"]),
            habits=known(said["habits"]),
            reviews=known(said["reviews"]),
            questions=tuple(
                Asked(text(a), number(b), when(c), text(d), text(e)) for a, b, c, d, e in said["questions"]
            ),
            months=said.get("months") is True,
        )
    except json.JSONDecodeError as error:
        raise InvalidFile(name, [Problem(f"{name}:{error.lineno}:{error.colno}", error.msg)], MEND) from None
    except (KeyError, TypeError, ValueError, RecursionError):
        raise InvalidFile(name, [Problem(f"{name}:1:1", "this is not what plan wrote there")], MEND) from None


def known(said: Sequence[Any]) -> tuple[Known, ...]:
    """Read actions or reviews."""
    return tuple(Known(text(a), number(b), when(c), text(d)) for a, b, c, d in said)


def text(value: object) -> str:
    """Take a text and nothing else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def when(value: object) -> date | None:
    """Take a date, or nothing."""
    return None if value is None else date.fromisoformat(text(value))


def number(value: object) -> int:
    """Take a day that a calendar can have and nothing else."""
    if not isinstance(value, int) or not -36_500 < value < 36_500:
        raise TypeError
    return value
