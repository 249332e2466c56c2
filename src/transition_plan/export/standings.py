"""The chart of strengths and gaps: now, what the role needs, and the target, from 0 to 4."""

from collections.abc import Iterator
from typing import NamedTuple

from transition_plan.plan import Plan

LEFT, STEP = 12, 44  # of the drawing: where 0 stands, and how far 1 is from it


class Row(NamedTuple):
    """A competency and its levels; what is inferred was not rated by the person."""

    kind: str
    name: str
    meaning: str
    now: int
    needed: int
    target: int
    inferred: bool

    def x(self, level: int) -> int:
        """Return where a level stands in the drawing."""
        return LEFT + STEP * level


def draw_standings(plan: Plan) -> tuple[Row, ...]:
    """Return the strengths, the gaps that the plan closes, then what else the role needs."""
    told = (*strengths(plan), *gaps(plan))
    names = {row.name for row in told}
    rest = [
        Row("rest", one.name, one.meaning, one.rating, one.required, one.rating, bool(one.inferred or one.unknown))
        for one in plan.levels
        if one.required and one.name not in names
    ]
    return (*told, *rest)


def strengths(plan: Plan) -> Iterator[Row]:
    """Yield the strengths with the ratings that the person gave."""
    levels = {one.competency: one for one in plan.levels}
    for one in plan.strengths:
        if level := levels.get(one.competency):
            inferred = bool(level.inferred or level.unknown)
            yield Row("strength", one.name, one.meaning, level.rating, level.required, level.rating, inferred)


def gaps(plan: Plan) -> Iterator[Row]:
    """Yield the gaps for which the plan has steps."""
    for one in plan.gaps:
        if one.steps:
            yield Row("gap", one.name, one.meaning, one.rating, one.required, one.target, bool(one.inferred))
