"""Lays templates and the owner's changes over one another, by id, before any text is filled.

The rule, everywhere: an entry with the same id is changed field by field, a new entry is appended, ``drop: true`` takes
an entry out, and what is not said stays as it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .answers import ActionChange
from .ids import slug
from .template import (
    ActionText,
    Catalogue,
    Competency,
    FocusText,
    GoalText,
    Levels,
    Load,
    Need,
    ReviewText,
    Template,
)

MOVES = ("situation", "transition")
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
        key = change.id or slug(getattr(change, "title", None) or "")
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


def lay_load(below: Sequence[Load], moves: Sequence[Load]) -> Load:
    """Join what the role leaves room for with what the situation and several kinds of move leave.

    Of ``below`` (base, family, role, seniority) later wins. Of the moves the least hours hold, the fewest
    introductions, the latest win and the longest listening; what is urgent (an interim, a turnaround) goes before.
    """
    base = Load()
    for load in below:
        base = lay_over(base, load)
    weeks = [load.weeks for load in moves if load.weeks]
    return Load(
        weeks=tuple(min(hours) for hours in zip(*weeks, strict=True)) if weeks else base.weeks,
        people=least([load.people for load in moves], 1.0) * (1.0 if base.people is None else base.people),
        win_by=latest([(load.win_by, load.urgent) for load in moves], base.win_by),
        strengths=least([load.strengths for load in moves], base.strengths),
        listen=latest([(load.listen, load.urgent) for load in moves], base.listen),
        urgent=any(load.urgent for load in moves) or None,
        craft=base.craft,
    )


def least(said: Iterable[float | None], usual: Any) -> Any:
    """Return the smallest of what was said, or the usual."""
    return min((one for one in said if one is not None), default=usual)


def latest(said: Sequence[tuple[int | None, bool | None]], usual: int | None) -> int | None:
    """Return the latest day that was said, or the earliest of the urgent ones, or the usual."""
    urgent = [day for day, hurry in said if day is not None and hurry]
    return min(urgent) if urgent else max((day for day, _ in said if day is not None), default=usual)


def lay_levels(levels: Iterable[Levels]) -> Levels:
    """Join changes of level: of two that agree the larger holds (nobody is junior twice), of others the sum."""
    made = Levels()
    for one in levels:
        made = Levels(
            {**made.kinds, **{k: joined(made.kinds.get(k, 0), v) for k, v in one.kinds.items()}},
            {**made.more, **{k: joined(made.more.get(k, 0), v) for k, v in one.more.items()}},
            {**made.inferred, **{k: joined(made.inferred.get(k, 0), v) for k, v in one.inferred.items()}},
            {**made.at_least, **{k: max(made.at_least.get(k, 0), v) for k, v in one.at_least.items()}},
        )
    return made


def joined(one: int, other: int) -> int:
    """Return the larger of two changes in one direction, or the sum of two that pull apart."""
    return one + other if one * other < 0 else max(one, other, key=abs)


def lay_levels_on(needs: Sequence[Need], levels: Levels, catalogue: Mapping[str, Competency]) -> tuple[Need, ...]:
    """Return what a role needs at a seniority or after a kind of move; what it lacks and must have is added."""
    there = {need.id for need in needs}
    added = [Need(key, 0, 2, "craft") for key in levels.at_least if key not in there]
    return tuple(need._replace(required=changed_level(need, levels, catalogue)) for need in (*needs, *added))


def changed_level(need: Need, levels: Levels, catalogue: Mapping[str, Competency]) -> int:
    """Return the level of one need after the changes, 0 to 4; what the role asks for stays at 1 or more."""
    usual = need.required or 0
    step = levels.kinds.get(catalogue[need.id].kind, 0) + levels.more.get(need.id, 0)
    return min(4, max(usual + step, levels.at_least.get(need.id, 0), min(usual, 1)))


def lay_catalogue(ours: Catalogue, yours: Sequence[Catalogue]) -> Catalogue:
    """Lay catalogues over one another by id."""
    for one in yours:
        by_id = {competency.id: competency for competency in ours.competencies}
        for change in one.competencies:
            by_id[change.id] = lay_over(by_id[change.id], change) if change.id in by_id else change
        ours = Catalogue({**ours.kinds, **one.kinds}, tuple(by_id.values()))
    return ours


def lay_templates(layers: Sequence[tuple[str, Template]]) -> Template:
    """Compose the layers with their kinds, in this order: base, family, role, seniority, situation, transitions."""
    (kind, base), *above = layers
    merged = stamped(without_dropped(base), f"{kind} {base.id}")
    for kind, layer in above:
        merged = lay_over(merged, stamped(layer, f"{kind} {layer.id}")._replace(load=Load(), levels=Levels()))
    below = [layer.load for kind, layer in layers if kind not in MOVES]
    moves = [layer.load for kind, layer in layers if kind in MOVES]
    made: Template = merged._replace(
        load=lay_load(below, moves), levels=lay_levels(layer.levels for _, layer in layers)
    )
    return made


def lay_stage(role: Template, stage: Template) -> Template:
    """Return what a stage makes of a role: one with phases of its own has its own plan, and keeps what the role needs.

    Whoever has no offer yet does nothing of what a role, a move or a team asks for; the competencies are the same.
    """
    if not stage.phases:
        documents = tuple(dict.fromkeys((*role.documents, *stage.documents)))
        laid: Template = lay_over(role, stamped(stage, f"stage {stage.id}"))
        return laid._replace(load=lay_over(role.load, stage.load), levels=role.levels, documents=documents)
    own: Template = stamped(without_dropped(stage), f"stage {stage.id}")
    return own._replace(
        mission=role.mission,
        background=role.background,
        competencies=role.competencies,
        extra=role.extra,
        levels=role.levels,
    )


def without_dropped(record: Any) -> Any:
    """Return the lowest layer without what it drops: there is nothing below that could be meant."""
    said = {
        field: tuple(without_dropped(entry) for entry in part if not getattr(entry, "drop", False))
        for field, part in zip(record._fields, record, strict=True)
        if isinstance(part, tuple) and part and is_record(part[0])
    }
    return record._replace(**said) if said else record


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


def repeated(reviews: Sequence[ReviewText], length: int) -> Iterator[ReviewText]:
    """Yield the reviews of a plan, one that comes round as often as its days say, each with its day in its id."""
    for one in reviews:
        days = range(one.day or 1, length + 1, one.every) if one.every else ()
        yield from (one._replace(id=f"{one.id}-{day}", day=day, every=None) for day in days)
        if not one.every:
            yield one


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
