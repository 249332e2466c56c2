"""What is wrong in a layout: it is compiled, and filled with the plans of two people who do not exist."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .answers import Evidence
from .build import build_plan
from .documents import EACH_REVIEW, fill_document, reviews_of
from .errors import PlanError, Refused
from .library import SHIPPED, Library, load_layout, load_layouts
from .plan import Plan
from .rendering import Environment, environment, unknown_in_layout
from .template_texts import EVERYBODY, NOBODY

ROLE = "product-manager"
SPOT = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<text>.*)", re.DOTALL)
BEYOND = re.compile(r"longer than|more than|grows beyond|too much|goes to|nested too deeply")


class LayoutFault(NamedTuple):
    """A rule that is broken in a layout, and the line."""

    path: str
    line: int
    code: str
    text: str
    mend: str


def check_layout(name: str, library: Library) -> list[LayoutFault]:
    """Return what is wrong in a layout; one with ``_`` is a part of others and only compiled."""
    path = load_layout(name, library).path
    env = environment(load_layouts(library))
    part = name.rpartition("/")[2].startswith("_")
    try:
        unknown = [] if part else unknown_in_layout(env, name, (*Plan._fields, "review", "progress"))
        if part:
            unknown_in_layout(env, name, ())
        found = [fault_of(path, f"{path}:{line}: {text}", "T602") for line, text in unknown]
        return found or ([] if part else [*fill_examples(name, env, path)])
    except PlanError as error:
        return [fault_of(path, error.message, code_of(error))]


def fill_examples(name: str, env: Environment, path: str) -> Iterator[LayoutFault]:
    """Yield the first fault that shows when the layout is filled."""
    for plan in example_plans():
        document = name.removesuffix(".j2")
        for one in reviews_of(plan)[:1] if document == EACH_REVIEW else [document]:
            try:
                fill_document(plan, one, env)
            except PlanError as error:
                yield fault_of(path, error.message, code_of(error))
                return


def example_plans() -> Iterator[Plan]:
    """Yield the plan of somebody who said everything, and of somebody who said nothing."""
    ours = environment(load_layouts(SHIPPED))
    proof = Evidence("A tasting that people came back for", competency=("influence",), result="40 guests")
    rich = EVERYBODY._replace(
        role=ROLE,
        from_="solutions-architect",
        start=date(2027, 1, 11),
        ratings={"influence": 3, "customer-discovery": 1},
        evidence=(proof,),
        transitions=("internal-move",),
    )
    yield build_plan(rich, ours)
    yield build_plan(NOBODY._replace(role=ROLE), ours)


def code_of(error: PlanError) -> str:
    """Return the rule that an error of a layout breaks."""
    if BEYOND.search(error.message):
        return "T604"
    if isinstance(error, Refused):
        return "T603"
    return "T602" if "is not defined" in error.message or " has no " in error.message else "T601"


def fault_of(path: str, message: str, code: str) -> LayoutFault:
    """Return a fault from what was said with its file and line."""
    spot = SPOT.fullmatch(message)
    text, _, mend = (spot["text"] if spot else message).partition("; ")
    return LayoutFault(spot["path"] if spot else path, int(spot["line"]) if spot else 1, code, text, mend)
