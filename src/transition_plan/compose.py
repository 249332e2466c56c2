"""Lays templates and the owner's changes over one another, by id, before any text is filled.

The rule, everywhere: an entry with the same id is changed field by field, a new entry is appended, ``drop: true`` takes
an entry out, and what is not said stays as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .answers import ActionChange, PhaseChange
from .ids import slug
from .template import ActionText, FocusText, GoalText, Load, Need, PhaseText, ReviewText, Template

UNSAID: tuple[object, ...] = (None, "", ())
ENTRY_OF: dict[str, Any] = {"focus": FocusText, "goals": GoalText, "actions": ActionText, "competencies": Need}


def is_record(value: object) -> bool:
    """Tell a record (a NamedTuple) from a plain tuple."""
    return hasattr(value, "_fields")


def lay_over(below: Any, above: Any) -> Any:
    """Return ``below`` changed by what ``above`` says; both are records, not always of one class."""
    said = {
        field: lay_field(field, getattr(below, field), getattr(above, field))
        for field in below._fields
        if field in above._fields and getattr(above, field) not in UNSAID
    }
    return below._replace(**said) if said else below


def lay_field(field: str, below: Any, above: Any) -> Any:
    """Return one field's value after a change: entries by id, mappings by key, anything else replaced."""
    if isinstance(above, Mapping):
        return {**below, **above}
    if isinstance(above, tuple) and above and not is_record(above) and hasattr(above[0], "id"):
        return lay_entries(below, above, ENTRY_OF.get(field))
    return above


def lay_entries(below: Sequence[Any], above: Iterable[Any], entry: Any = None) -> tuple[Any, ...]:
    """Merge two lists of entries by id, keeping the order of the first and appending what is new."""
    merged = {item.id: item for item in below}
    for change in above:
        key = change.id or slug(change.title or "")
        if change.drop:
            merged.pop(key, None)
        elif key in merged:
            merged[key] = lay_over(merged[key], change)
        else:
            merged[key] = entry_from(entry, key, change) if entry else change
    return tuple(merged.values())


def entry_from(entry: Any, key: str, change: Any) -> Any:
    """Make an entry of a template's class from somebody's new one; ``drop`` inside it leaves nothing behind."""
    return lay_over(entry(id=key), change)


def lay_load(loads: Iterable[Load]) -> Load:
    """Join what several kinds of move leave room for: the least hours, the fewest introductions, the latest win.

    The base comes first and only fills what no move has said.
    """
    base, *moves = loads
    weeks = [load.weeks for load in moves if load.weeks]
    return Load(
        weeks=tuple(min(hours) for hours in zip(*weeks, strict=True)) if weeks else base.weeks,
        people=min((m.people for m in moves if m.people is not None), default=base.people),
        win_by=max((m.win_by for m in moves if m.win_by is not None), default=base.win_by),
        strengths=min((m.strengths for m in moves if m.strengths is not None), default=base.strengths),
    )


def lay_templates(layers: Sequence[tuple[str, Template]]) -> Template:
    """Compose base, family, role and transitions, each with its kind and in this order."""
    (kind, base), *above = layers
    merged = stamped(base, f"{kind} {base.id}")
    for kind, layer in above:
        merged = lay_over(merged, stamped(layer, f"{kind} {layer.id}")._replace(load=Load()))
    made: Template = merged._replace(load=lay_load(layer.load for _, layer in layers))
    return made


def stamped(record: Any, origin: str) -> Any:
    """Note on every entry of a template where it comes from, so that a plan can say why it holds what it holds."""
    said: dict[str, Any] = {
        field: tuple(stamped(entry, origin) for entry in part)
        for field, part in zip(record._fields, record, strict=True)
        if isinstance(part, tuple) and part and is_record(part[0])
    }
    if "origin" in record._fields:
        said["origin"] = origin
    return record._replace(**said) if said else record


def lay_actions(template: Template, changes: Sequence[ActionChange]) -> Template:
    """Apply the owner's changes to what belongs to no focus area, by id; what is new is a habit if it repeats."""
    known = {field: {entry.id for entry in getattr(template, field)} for field in ("actions", "habits", "reviews")}
    kept: dict[str, list[ActionChange]] = {"actions": [], "habits": [], "reviews": []}
    for change in changes:
        new = "actions" if change.repeat in (None, "once") else "habits"
        kept[next((field for field, ids in known.items() if change.id in ids), new)].append(change)
    dated = {change.id for change in changes if change.day is not None}
    actions = lay_entries(template.actions, kept["actions"], ActionText)
    return template._replace(
        actions=tuple(one._replace(fixed=True) if one.id in dated else one for one in actions),
        habits=lay_entries(template.habits, kept["habits"], ActionText),
        reviews=lay_entries(template.reviews, kept["reviews"], ReviewText),
    )


def lay_owner(phases: tuple[PhaseText, ...], changes: tuple[PhaseChange, ...]) -> tuple[PhaseText, ...]:
    """Apply the owner's changes to the phases, after the templates' texts were filled: nobody's words are compiled."""
    by_id: dict[str, PhaseChange] = {change.id: change for change in changes}
    return tuple(lay_over(phase, by_id[phase.id]) if phase.id in by_id else phase for phase in phases)
