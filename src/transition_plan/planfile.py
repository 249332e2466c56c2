"""A new plan file as text: readable, in the order of its keys, with a line of comment where one helps."""

from collections.abc import Mapping, Sequence

from .answers import Answers
from .schema import fields_of
from .spelling import spell

WIDTH = 96  # of a line that holds a whole entry
TOP = "Your plan. Change anything, then: plan render. What may stand here: plan schema."
HEADED = (
    "mission",
    "people",
    "ratings",
    "gaps",
    "evidence",
    "hours",
    "notes",
    "extra",
)  # what the field is for, above it


def write_plan_file(tree: Mapping[str, object]) -> str:
    """Return the text of a plan file that holds these values."""
    order = list(fields_of(Answers))
    keys = sorted(tree, key=lambda key: order.index(key) if key in order else len(order))
    parts = [entry(key, tree[key]) for key in keys]
    return "\n".join(part for part in parts if part) + "\n"


def entry(key: str, value: object) -> str:
    """Return a key with its value, and the comment above it."""
    head = f"\n# {fields_of(Answers)[key].doc}\n" if key in HEADED else ""
    return (f"# {TOP}\n" if key == "role" else head) + "\n".join(lines(f"{key}:", value))


def lines(start: str, value: object) -> list[str]:
    """Return a value behind what it starts with: on one line if it fits, else an entry a line."""
    if isinstance(value, Mapping) and value:
        inline = f"{start} {spell(value)}"
        if len(inline) <= WIDTH and not any(isinstance(part, Mapping | list | tuple) for part in value.values()):
            return [inline]
        return [start, *(f"  {line}" for key, part in value.items() for line in lines(f"{spell(key)}:", part))]
    if is_list(value) and value:
        return [start, *(f"  {line}" for part in value for line in item(part))]  # type: ignore[attr-defined]
    return [f"{start} {spell(value)}"]


def item(value: object) -> list[str]:
    """Return an entry of a list."""
    inline = f"- {spell(value)}"
    if not isinstance(value, Mapping) or len(inline) <= WIDTH:
        return [inline]
    first, *rest = [line for key, part in value.items() for line in lines(f"{spell(key)}:", part)]
    return [f"- {first}", *(f"  {line}" for line in rest)]


def is_list(value: object) -> bool:
    """Tell a list from a text."""
    return isinstance(value, Sequence) and not isinstance(value, str)
