"""Two roles make two plans: how much of one person's plan stays the same when only the role is another.

Run this file to see the table.
"""

from functools import cache
from itertools import combinations

import pytest

from transition_plan.answers import Answers, Contact, Evidence, Person
from transition_plan.build import build_fitting
from transition_plan.library import has_plan, load_layouts, load_template, template_ids
from transition_plan.rendering import environment

ROLES = [role for role in template_ids("role") if has_plan(role)]
RUN = 8  # words
MOST, MOST_OF_ANOTHER_FAMILY = 0.50, 0.35
NOOR = Answers(
    "",
    person=Person("Noor Castellan", tenure="6 years"),
    transitions=("new-company",),
    mission="Support calls on billing halved",
    hours=8.0,
    people=(Contact("Dana Ortiz", title="Director", group="manager"), Contact("Lee Park", why="knows the history")),
    ratings={"influence": 3, "communication": 3, "teaching": 4},
    evidence=(Evidence("Led the move to one ticket system", competency=("influence",), result="used by 40 teams"),),
)


@cache
def runs(role: str) -> frozenset[tuple[str, ...]]:
    """Return every run of eight words in the plan of one person in a role."""
    _, text = build_fitting(NOOR._replace(role=role), environment(load_layouts()))
    words = text.lower().split()
    return frozenset(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def shared(one: str, other: str) -> float:
    """Return the part of the smaller plan's runs that the other has, too."""
    return len(runs(one) & runs(other)) / min(len(runs(one)), len(runs(other)))


def limit(one: str, other: str) -> float:
    """Return how much two roles may share: less where they are of different families."""
    same = load_template("role", one).extends == load_template("role", other).extends
    return MOST if same else MOST_OF_ANOTHER_FAMILY


@pytest.mark.parametrize(("one", "other"), list(combinations(ROLES, 2)))
def test_two_roles_make_two_plans(one: str, other: str) -> None:
    """For one person any two roles share under half of their eight-word strings, two of other families a third."""
    assert shared(one, other) < limit(one, other)


if __name__ == "__main__":
    for first, second in sorted(combinations(ROLES, 2), key=lambda pair: -shared(*pair)):
        print(f"{shared(first, second):5.1%} of {limit(first, second):.0%}  {first} and {second}")  # noqa: T201
