"""What every format is given and gives back: values only; no format touches disk, clock or terminal."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from transition_plan.answers import Answers
from transition_plan.compose import is_record
from transition_plan.documents import for_others
from transition_plan.plan import Plan
from transition_plan.rendering import Layout

TICKED, DROPPED = "xX", "-"  # marks between the brackets of a box


class Options(NamedTuple):
    """What the flags of ``plan export`` ask for; ``formats.py`` says which format takes which."""

    private: bool = False  # for oneself: with what is private
    actions: bool = False  # ics: every action, not only what has a fixed day
    raw_cells: bool = False  # csv: cells as they were typed
    flavor: str = ""  # post: jekyll, hugo or plain
    show_names: tuple[str, ...] = ()  # post: whom one may name
    document: str = ""  # post: plan or journey


class Bundle(NamedTuple):
    """A plan with what has come of it so far.

    Unless ``options.private`` is set, ``plan`` holds nothing private, and what could tell it is not here either.
    """

    plan: Plan
    ticks: Mapping[str, str] = {}  # action id → the mark in its box on disk: " ", "x", "-" for dropped
    documents: Mapping[str, str] = {}  # “plan.md” → its text, as its owner edited it
    checklist: str | None = None  # as it stands on disk; None if there is none, or if it is not for this reader
    today: datetime.date | None = None  # only for what must bear a date
    options: Options = Options()
    former: Mapping[str, bytes] = {}  # name → what the last export left there
    assets: Mapping[str, str] = {}  # “page.css” → the text of a file of plan_templates/export/ that the format names
    answers: Answers | None = None  # only for a post, which must know what it may not tell
    layouts: Mapping[str, Layout] = {}  # only for a post: those that come with plan

    def mark(self, action: str) -> str:
        """Return the mark in an action's box: a blank where it is open."""
        return self.ticks.get(action, " ")

    def is_done(self, action: str) -> bool:
        """Tell whether an action was ticked."""
        return self.mark(action) in TICKED

    def is_dropped(self, action: str) -> bool:
        """Tell whether its owner dropped an action."""
        return self.mark(action) == DROPPED


class File(NamedTuple):
    """A name, relative to the folder (“plan.ics”, “_posts/2026-11-22-plan.md”), and its bytes."""

    name: str
    data: bytes
    yields: bool = False  # what stands there already stays


class Exported(NamedTuple):
    """What a format made, and what to tell about it."""

    files: tuple[File, ...]
    notes: tuple[str, ...] = ()  # a line each on stderr: “three cells begin like a formula …”


def for_this_reader(plan: Plan, *, private: bool) -> Plan:
    """Return the plan that a format may see: whole for oneself, else what documents for others tell, and the weeks."""
    if private:
        return plan
    return cast(Plan, without_private(for_others(plan)._replace(weeks=plan.weeks, habits=plan.habits)))


def without_private(value: Any) -> Any:
    """Return a record without its private entries and without the private notes beside the public ones."""
    if is_record(value):
        parts = {key: without_private(part) for key, part in zip(value._fields, value, strict=True)}
        if "private" in parts and not isinstance(parts["private"], tuple):
            parts["private"] = False if parts["private"] is False else ""
        return value._replace(**parts)
    if isinstance(value, tuple):
        return tuple(without_private(part) for part in value if getattr(part, "private", None) is not True)
    return value


def ticks_of(plan: Plan, ticks: Mapping[str, str]) -> dict[str, str]:
    """Return the ticks of the actions that the plan shows: an id alone can tell what is private."""
    ids = [action.id for week in plan.weeks for action in week.actions] + [habit.id for habit in plan.habits]
    return {one: ticks[one] for one in ids if one in ticks}
