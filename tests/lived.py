"""A plan that is being lived, for several tests: rendered once, with the days that its checklist has."""

import datetime
from pathlib import Path

from conftest import EXAMPLES, Plan

START = datetime.date(2026, 12, 1)


def day(number: int) -> str:
    """Return the date of a day of the example as a command takes it."""
    return (START + datetime.timedelta(days=number - 1)).isoformat()


def render_example(plan: Plan, folder: Path) -> Path:
    """Render the product manager's plan with its review sheets; returns the folder of its documents."""
    (folder / "plan.yaml").write_bytes((EXAMPLES / "product-manager.yaml").read_bytes())
    plan("render", str(folder), "-q", "-d", "plan", "-d", "checklist", "-d", "reviews")
    return folder
