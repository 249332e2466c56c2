"""What the tests of several formats need: a bundle made of a plan file, as the command makes it."""

import json
from collections.abc import Mapping
from typing import Any

from test_documents import layouts
from transition_plan.build import build_fitting
from transition_plan.export.bundle import Bundle, Options, for_this_reader
from transition_plan.gate import check_answers
from transition_plan.plan import Action, Plan

SMALL: dict[str, Any] = {
    "role": "product-manager",
    "title": "Product Manager, Billing",
    "start": "2027-01-11",
    "person": {"name": "Noor Castellan"},
    "people": [{"name": "Piotr Wren", "group": "manager"}],
}


def bundle_of(said: Mapping[str, Any] = SMALL, **options: Any) -> Bundle:
    """Return what a format is given for a plan file; ``options`` are fields of ``Options``."""
    plan, text = build_fitting(check_answers(json.dumps(said).encode(), "plan.yaml"), layouts())
    wanted = Options(**options)
    return Bundle(for_this_reader(plan, private=wanted.private), documents={"plan.md": text}, options=wanted)


def actions_of(plan: Plan) -> list[Action]:
    """Return every action of a plan, and what repeats."""
    return [*(action for week in plan.weeks for action in week.actions), *plan.habits]


def with_action(bundle: Bundle, **changes: Any) -> Bundle:
    """Return a bundle whose plan has one action, the first with a fixed day, with some fields as given."""
    first = next(action for action in actions_of(bundle.plan) if action.fixed)._replace(**changes)
    week = next(week for week in bundle.plan.weeks if week.n == first.week)._replace(actions=(first,))
    return bundle._replace(plan=bundle.plan._replace(weeks=(week,), habits=(), reviews=()))
