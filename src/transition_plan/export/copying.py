"""The checklist that the page gives back: Markdown lines, each with its box and id, for ``checklist.md``."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from transition_plan.actionline import action_line, capital
from transition_plan.documents import plain, safe_text
from transition_plan.filters import day
from transition_plan.months import in_months, month
from transition_plan.plan import Action, Plan, Week

BOX = "- [ ]"
SENTENCE_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", "…”")


def copied_checklist(plan: Plan, ticks: Mapping[str, str]) -> str:
    """Return the lines of every action, by week or month as in ``checklist.md``."""
    parts = by_month(plan) if in_months(plan) else [(heading(week), week.actions) for week in plan.weeks]
    blocks = [("Every week", plan.habits), *parts]
    texts = ["\n".join([f"## {title}", "", *lines(actions, ticks)]) for title, actions in blocks if actions]
    return "\n\n".join(texts) + "\n"


def by_month(plan: Plan) -> list[tuple[str, tuple[Action, ...]]]:
    """Return the actions of each month under what the checklist calls it."""
    every = [action for week in plan.weeks for action in week.actions]
    return [(f"Month {n}", tuple(actions)) for n, actions in groupby(every, lambda one: month(one.day))]


def heading(week: Week) -> str:
    """Return what the checklist calls a week."""
    if week.n == 0:
        return "Before day 1"
    span = f"{day(week.start)} to {day(week.end)}" if week.start else f"days {week.from_day} to {week.to_day}"
    return f"Week {week.n}: {span}"


def lines(actions: tuple[Action, ...], ticks: Mapping[str, str]) -> Iterator[str]:
    """Yield the line of each action with its mark, and below it its steps and its cue."""
    for action in actions:
        mark = ticks.get(action.id, " ")
        yield action_line(plain(action, safe_text, private=True)).replace(BOX, f"- [{mark}]", 1)
        yield from (f"  - {capital(safe_text(step))}" for step in action.steps)
        if action.cue:
            cue = capital(safe_text(action.cue))
            yield f"  - {cue}{'' if cue.endswith(SENTENCE_ENDS) else '.'}"
