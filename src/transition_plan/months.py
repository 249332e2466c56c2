"""How a plan counts while there is no offer: in months of 30 days, for there is no first day in the role yet."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plan import Plan, Win

EXPLORING = "exploring"
MONTH = 30


def is_seeking(plan: "Plan") -> bool:
    """Tell whether there is no offer: the plan is a road, and nobody in the new place can agree to anything yet."""
    return plan.stage == EXPLORING


def in_months(plan: "Plan") -> bool:
    """Tell whether a plan says months: it seeks, and has no dates to say instead."""
    return is_seeking(plan) and not plan.dated


def month(day: int) -> int:
    """Return the month that a day falls into."""
    return (day - 1) // MONTH + 1


def told_wins(plan: "Plan") -> "tuple[Win, ...]":
    """Return the early wins; while there is no offer nobody can agree to one."""
    return () if is_seeking(plan) else plan.wins
