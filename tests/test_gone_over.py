"""Going over answers again: what stands there is on the page, and Enter keeps it, every byte and every key."""

import io
from collections.abc import Mapping
from datetime import date
from functools import cache, partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES
from transition_plan.answering import wrong
from transition_plan.differing import tree_of
from transition_plan.drawing import RICH
from transition_plan.errors import InvalidFile
from transition_plan.interview import answered, page_for
from transition_plan.library import SHIPPED
from transition_plan.pages import Given, Page, clean
from transition_plan.plainprompts import PlainPrompter
from transition_plan.prompts import SCREENS
from transition_plan.questions import Asked, questions_now
from transition_plan.rendering import environment
from transition_plan.so_far import Setting, check, fill_here

TODAY = date(2026, 11, 21)
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))}
SHORT = """\
role: product-manager
title: "Head of product; billing, and more"
from: software-engineer
from_title: Tinkerer
stage: in-role
transitions: internal-move
person: Ana
mission: "? What should it be; who knows?"
hours: 7.25
days_off: [{from: 2027-02-15, note: skiing}]
people:
  - Dana Ortiz
  - {name: "Kestrel, Foods; the buyers", title: Director of Product, group: customer, private: "calls late"}
  - {name: Lee, title: CDO in waiting, org: Hub, rhythm: weekly}
ratings: {influence: 4, communication: 3, execution: "?", delegation: 2, teaching: 4}
manager_ratings: {influence: 1, execution: 2, roadmapping: 3, communication: 4}
gaps: [roadmapping, product-metrics, customer-discovery, influence, delegation]
evidence:
  - Led the choir
  - {competency: influence, title: "Led it; all of it", result: "see https://x.example/y; twice", metric: 40 teams}
  - {competency: [communication, influence], title: Wrote the guide, links: [{url: "https://x.example", label: guide}]}
"""


@cache
def setting() -> Setting:
    return Setting(SHIPPED, partial(fill_here, environment({}, None)), TODAY)


def again(tree: Mapping[str, object]) -> list[Asked]:
    """Return the questions as they are asked of whoever goes over a plan file."""
    return [one._replace(again=True) for one in questions_now(tree, setting())]


def entered(page: Page, *, plain: bool) -> Given:
    """Return what Enter alone answers."""
    if plain:
        return PlainPrompter(io.StringIO("\n" * 60), io.StringIO()).ask(page)
    given = SCREENS[page.kind](page, RICH).answer()
    given = clean(given) if isinstance(given, str) else given
    assert wrong(page, given) == ""
    return given


def enter_all(tree: dict[str, object], *, plain: bool) -> dict[str, object]:
    """Return the data after Enter on every page, the questions computed anew after each."""
    done: set[tuple[str, str]] = set()
    while left := [one for one in again(tree) if (one.ask.id, one.about) not in done]:
        page = page_for(left[0], tree, setting())
        tree = answered(left[0], entered(page, plain=plain), tree, setting())
        done.add((left[0].ask.id, left[0].about))
    return tree


TREES = {name: tree_of(text) for name, text in {**TEXTS, "short-forms": SHORT}.items()}


@pytest.mark.parametrize("plain", [False, True], ids=["screen", "lines"])
@pytest.mark.parametrize("name", TREES)
def test_enter_on_every_page_changes_nothing(name: str, plain: bool) -> None:
    """Whoever goes over a plan file with Enter alone has the same answers, and not a byte differs."""
    assert enter_all(TREES[name], plain=plain) == TREES[name]


@settings(max_examples=40)
@given(st.data())
def test_enter_changes_nothing_in_any_part_of_a_plan(data: st.DataObject) -> None:
    """Whatever is left out of a plan file stays out; whatever stands there stays."""
    whole = TREES[data.draw(st.sampled_from(sorted(TREES)))]
    keys = data.draw(st.sets(st.sampled_from(sorted(set(whole) - {"role"}))))
    tree = {key: value for key, value in whole.items() if key == "role" or key in keys}
    try:
        check(tree, setting())
    except InvalidFile:  # a part that needs another part
        return
    assert enter_all(tree, plain=data.draw(st.booleans())) == tree
