"""Every role with every kind of move, at every stage, in every situation and seniority: all of them, none sampled."""

import os
import re
import sys
from collections.abc import Iterator
from itertools import product
from multiprocessing import get_context
from typing import Any

from transition_plan.answers import Answers
from transition_plan.build import WORDS, build_fitting, mix_of
from transition_plan.library import compose, has_plan, load_layouts, template_ids
from transition_plan.lint import lint
from transition_plan.markdown import word_count
from transition_plan.owned import make_case
from transition_plan.plan import Plan
from transition_plan.rendering import Environment, environment
from transition_plan.schedule import BOXES

STAGES: Any = ("candidate", "accepted", "in-role")
OTHERS: Any = ("exploring", "closed")  # a plan of its own, and the last one told as what was: no situation changes them
ROLES = [role for role in template_ids("role") if has_plan(role)]
MOVES = ["", *template_ids("transition")]
SITUATIONS = ["", *template_ids("situation")]
SENIORITIES = ["", *template_ids("seniority")]
PLACEHOLDER = re.compile(r"\{\{|\{%|\bNone\b(?! of)|\bTODO\b|\bTBD\b|Undefined|\s,|  \S|\(\)|“”")


def faults(plan: Plan, text: str) -> Iterator[str]:
    """Yield what is wrong with a plan of defaults."""
    if mark := PLACEHOLDER.search(text):
        yield f"left over: {text[max(0, mark.start() - 30) : mark.end() + 30]!r}"
    if word_count(text) > WORDS:
        yield f"{word_count(text)} words"
    yield from (f"{phase.id} has {len(phase.focus)} areas" for phase in plan.phases if not 1 <= len(phase.focus) <= 4)
    areas = [area for phase in plan.phases for area in phase.focus]
    yield from (f"{area.id} is empty" for area in areas if not (area.goals and area.actions))
    yield from (f"week {week.n}: {len(week.actions)} boxes" for week in plan.weeks if len(week.actions) > BOXES)


def faults_of(role: str, move: str) -> list[str]:
    """Return what is wrong in any plan of a role and a move."""
    env: Environment = environment(load_layouts(), os.path.join(os.environ["XDG_CACHE_HOME"], "matrix"))
    found = []
    for situation, seniority, stage in [*product(SITUATIONS, SENIORITIES, STAGES), *product([""], SENIORITIES, OTHERS)]:
        moves = (move,) if move else ()
        said = Answers(role, transitions=moves, situation=situation, seniority=seniority, stage=stage)
        told = " + ".join(part for part in (role, move, situation, seniority, stage) if part)
        plan, text = build_fitting(said, env)
        found += [f"{told}: {fault}" for fault in (*faults(plan, text), *weaknesses(said, plan))]
    return found


def weaknesses(said: Answers, plan: Plan) -> list[str]:
    """Return what ``plan lint`` finds in a plan of defaults; what a document may tell is another test's."""
    template = compose(said.role, mix=mix_of(said)).template
    return [f"{flaw.code} {flaw.text}" for flaw in lint(make_case(said, plan, template, {}, ()))]


def test_every_mix_of_templates_makes_a_plan_that_can_be_shown() -> None:
    """Of 20,700 plans of defaults none has a placeholder, an empty phase or area, a lint finding, too many words."""
    with get_context("fork").Pool(initializer=sys.settrace, initargs=(None,)) as pool:  # measured elsewhere
        found = pool.starmap(faults_of, product(ROLES, MOVES), chunksize=1)
    every = [fault for some in found for fault in some]
    assert not every, f"{len(every)} faults\n" + "\n".join(every[:40])
