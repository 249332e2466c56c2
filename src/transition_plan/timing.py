"""Why something in a plan is due on its day, whether it may move, and what depends on it, as sentences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .answers import Answers
from .dates import WEEKDAYS
from .draft import Draft
from .owned import Path
from .plan import Action
from .reasons import LADDERS, Doing, Line, Sources, homes_of
from .spots import index_of


def when(action: Action, at: Sources) -> Iterator[Line]:
    """Say when an action is due, why then, and whether it may move."""
    draft = next((one for one in at.parts.content.drafts if one.id == action.id), None)
    hours = f"{action.hours:g} h" if action.hours >= 1 else f"{action.hours * 60:.0f} min"
    if draft is None:
        yield Line(f"It repeats {action.repeat}, {hours} each, from {told_day(action.day, at)}.")
        return
    begun = f", begun {told_date(action.begin)}" if action.begin else ""
    week = f"week {action.week}" if action.week else "before the start"
    yield Line(f"Due {told_day(action.day, at)}, {week}; {hours}{begun}.")
    yield from day_lines(action, draft, at)


def day_lines(action: Action, draft: Draft, at: Sources) -> Iterator[Line]:
    """Say why an action is due on its day."""
    meant = at.calendar.due(draft.due_day)
    if meant != draft.due_day:
        yield Line(f"Day {draft.due_day} is a day off, so the working day nearest to it was meant.", 1)
    if draft.fixed:
        yield fixed_line(action, draft, at)
        return
    if draft.span > 1:
        yield Line(f"It goes on for {draft.span} weeks, so it is begun as many before.", 1)
    if action.day != meant:
        ends = "" if draft.span == 1 else ", or its weeks end later"
        yield Line(f"Best on {told_day(meant, at)}; that week had no room, or it comes after another step{ends}.", 1)
    last = max(draft.last_day or at.plan.days, action.day)
    whole = "; it is never left out" if draft.must else ""
    yield Line(f"It may move, from day {draft.first_day} to day {last}, to where there is room{whole}.", 1)


def fixed_line(action: Action, draft: Draft, at: Sources) -> Line:
    """Say why an action stays on its day."""
    path = given_day(action.id, at)
    if path:
        return Line("You gave the day, so it stays.", 1, path)
    if action.why.id == "people":
        return Line("It stays: whoever is met in one week is met by one day near its end.", 1)
    if draft.due_day < 1:
        return Line("It stays: what comes before day 1 keeps its day.", 1)
    if any(one.id == action.id for one in at.plan.reviews):
        return Line("It stays: reviews keep their day.", 1)
    return Line("It stays on its day: others wait for it.", 1)


def given_day(key: str, at: Sources) -> Path:
    """Return where the owner gave the day of an action, if anywhere."""
    for home, path in at.homes.items():
        if home[2:] == ("actions", key) and value_at(at.answers, (*path, "day")) is not None:
            return (*path, "day")
    for field, prefix in (("learning", ""), ("handover", "hand-over-")):
        n = index_of(getattr(at.answers, field), key.removeprefix(prefix))
        if n is not None and key.startswith(prefix) and getattr(at.answers, field)[n].day is not None:
            return field, n, "day"
    return ()


def value_at(answers: Answers, path: Path) -> Any:
    """Return the answer at a path."""
    found: Any = answers
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found


def told_day(day: int, at: Sources) -> str:
    """Return a day with its date, where the plan has dates: “Wed 23 Dec 2026 (day 23)”."""
    when = at.calendar.shown(at.calendar.due(day))
    return f"{told_date(when)} (day {day})" if when else f"day {day}"


def told_date(when: date) -> str:
    """Return a date with its weekday, the same in every locale."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{WEEKDAYS[when.weekday()].capitalize()} {when.day} {months[when.month - 1]} {when.year}"


def bound(home: Doing, at: Sources) -> Iterator[Line]:
    """Say what depends on an action: the later steps of its chain, and the goals that it leads to."""
    _, area, action = home
    draft = next((one for one in at.parts.content.drafts if one.id == action.id), None)
    shown = {one.id: one for _, _, one in homes_of(at.plan)}
    chain = [one for one in at.parts.content.drafts if draft and draft.chain and one.chain == draft.chain]
    if draft and draft in chain:
        for one in chain[chain.index(draft) + 1 :]:
            if one.id in shown:
                yield Line(f"{told_day(shown[one.id].day, at)}: {one.title} ({one.id}) comes after it.")
    for goal in area.goals if area and action.why.source not in LADDERS else ():
        yield Line(f"{told_day(goal.day, at)}: the goal “{goal.title}” ({goal.id}) counts on it.")
