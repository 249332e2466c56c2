"""A plan that has been lived → the beginning of the next one: what stays true becomes the next plan file's answers."""

from collections.abc import Mapping
from typing import Any

from .answers import Answers
from .assess import Assessment
from .compose import is_record

SAME = (
    "role", "title", "org", "team", "product", "seniority", "mantra", "hours", "working_days", "competencies",
    "extra",
)  # fmt: skip
KEPT = ("history", "people", "partners", "ratings", "manager_ratings", "evidence", "certifications")
ORDER = ("role", "title", "subtitle", "from", "stage", "mission")
SUBTITLE = "The next cycle"


def next_cycle(answers: Answers, found: Assessment) -> dict[str, object]:
    """Return the next plan file: the same role, now lived in; whom one knows, what is proved, where one stands.

    What was planned, asked and handed over stays behind; what was left for later comes back as notes.
    """
    if answers.stage != "closed":
        return {}
    usual = Answers(answers.role)
    same = {
        key: part for key in (*SAME, *KEPT) if (part := getattr(answers, key)) != getattr(usual, key) or key == "role"
    }
    known = tuple(one._replace(known=True, day=None) for one in answers.people if one.group != "old-manager")
    made = {
        **same,
        "subtitle": SUBTITLE,
        "from": answers.role,
        "stage": "in-role",
        "mission": answers.retro.next or "?",
        "person": answers.person._replace(why=""),  # it says why they moved, and they move no more
        "people": known,
        "gaps": tuple(one.need.id for one in (*found.gaps, *found.parked_gaps) if not one.inferred),
        "notes": tuple(f"Left from the last cycle: {one}" for one in answers.later),
    }
    return {key: part for key in dict.fromkeys((*ORDER, *made)) if (part := written(made.get(key, "")))}


def is_again(answers: Answers) -> bool:
    """Tell whether a plan is for a post that its owner has already: the same role before and after, and no move."""
    stays = answers.stage in ("in-role", "closed") and answers.from_ == answers.role
    return stays and not (answers.from_title or answers.from_org or answers.transitions)


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
    if isinstance(value, float) and value == int(value):
        return int(value)
    return dict(value) if isinstance(value, Mapping) else value
