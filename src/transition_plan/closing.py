"""A plan that has been lived → the beginning of the next one: what stays true becomes the next plan file's answers."""

from collections.abc import Mapping
from typing import Any

from .answers import Answers
from .assess import Assessment
from .compose import is_record

SAME = ("role", "title", "org", "team", "product", "seniority", "mantra", "hours", "working_days", "competencies")
KEPT = ("person", "people", "partners", "evidence", "certifications")
ORDER = ("role", "title", "subtitle", "from", "stage", "mission")
SUBTITLE = "The next cycle"


def next_cycle(answers: Answers, found: Assessment) -> dict[str, object]:
    """Return the next plan file: the same role, now lived in; whom one knows, what is proved, where one stands.

    What was planned, asked and handed over stays behind; what was left for later comes back as notes.
    """
    if answers.stage != "closed":
        return {}
    same = {key: getattr(answers, key) for key in SAME}
    kept = {key: getattr(answers, key) for key in KEPT}
    known = tuple(one._replace(known=True, day=None) for one in answers.people if one.group != "old-manager")
    made = {
        **same,
        "subtitle": SUBTITLE,
        "from": answers.role,
        "stage": "in-role",
        "mission": answers.retro.next or "?",
        **{**kept, "people": known},
        "ratings": answers.ratings,
        "gaps": tuple(one.need.id for one in (*found.gaps, *found.parked_gaps) if not one.inferred),
        "notes": tuple(f"Left from the last cycle: {one}" for one in answers.later),
    }
    return {key: part for key in dict.fromkeys((*ORDER, *made)) if (part := written(made[key]))}


def written(value: Any) -> Any:
    """Return a value as a plan file writes it: only what was said, keys as a person types them."""
    if is_record(value):
        return {
            key.removesuffix("_"): written(part)
            for key, part in zip(value._fields, value, strict=True)
            if part != value._field_defaults.get(key, ())
        }
    if isinstance(value, tuple):
        return [written(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value
