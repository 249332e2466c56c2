"""The plan and its checklist as a PDF, set by Typst: ``plan.typ`` is the layout, the plan is its data."""

import json
import re
from collections.abc import Iterator
from typing import Any

import typst

from transition_plan.actionline import capital
from transition_plan.months import is_seeking, month
from transition_plan.plan import Plan, Review

from .bundle import TICKED, Bundle, Exported, File
from .prose import Piece, clean, read_prose, widths
from .rows import Section, sections, told

NAME, PLAN, LAYOUT = "plan.pdf", "plan.md", "plan.typ"


def export(bundle: Bundle) -> Exported:
    """Return the file: the same bytes for the same plan, since no date is put in."""
    layout = bundle.assets[LAYOUT].encode()
    made = typst.compile(layout, sys_inputs={"plan": json.dumps(page_data(bundle))})
    return Exported((File(NAME, made),))


def page_data(bundle: Bundle) -> dict[str, Any]:
    """Return all that the layout shows, as plain values."""
    plan = bundle.plan
    return {
        "title": clean(plan.title),
        "name": clean(plan.name),
        "days": plan.days,
        "phases": [
            {"title": clean(phase.title.partition(" (")[0]), "begin": phase.from_day, "end": phase.to_day}
            for phase in plan.phases
            if phase.to_day > 0
        ],
        "reviews": [{"day": review.day, "label": label_of(review, plan)} for review in plan.reviews],
        "pieces": list(with_band(read_prose(bundle.documents[PLAN]), plan)),
        "weeks": [week_data(section) for section in sections(bundle)],
    }


def label_of(review: Review, plan: Plan) -> str:
    """Return what stands below a review's mark on the band."""
    return f"Month {month(review.day)}" if is_seeking(plan) else f"Day {review.day}"


def with_band(pieces: list[Piece], plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield the pieces, and the band of the days before the first phase."""
    titles = [plain(phase.title) for phase in plan.phases[:1]]
    for piece in pieces:
        if piece.kind == "heading" and plain("".join(run.text for run in piece.runs)) in titles and plan.chart:
            yield {"kind": "chart"}
        yield piece_data(piece)


def plain(text: str) -> str:
    """Return the letters of a title, to know it again."""
    return re.sub(r"\W", "", text)


def piece_data(piece: Piece) -> dict[str, Any]:
    """Return a piece as plain values; the columns of a table are as wide as their words ask for."""
    return {
        "kind": piece.kind,
        "level": piece.level,
        "runs": [run._asdict() for run in piece.runs],
        "rows": [[[run._asdict() for run in cell] for cell in row] for row in piece.rows],
        "widths": widths(piece),
    }


def week_data(section: Section) -> dict[str, Any]:
    """Return a week of the checklist as plain values."""
    return {
        "title": section.title,
        "actions": [
            {
                "title": clean(capital(row.action.title)),
                "told": clean(told(row.action)),
                "done": row.mark in TICKED,
            }
            for row in section.rows
        ],
    }
