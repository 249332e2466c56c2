"""A new plan file as text: readable, in the order of its keys, with a line of comment where one helps."""

from collections.abc import Mapping, Sequence

from .answers import Answers
from .schema import fields_of
from .spelling import spell

WIDTH = 96  # of a line that holds a whole entry
HEADS = {  # what stands above a key, for whoever opens the file next
    "role": "Your plan. Change anything, then: plan render. What may stand here: plan schema.",
    "mission": "What your manager should be able to say at the end; ? asks them.",
    "people": "Who matters. ask and offer say what you want from them, and what you can give.",
    "ratings": "Where you stand, 0 to 4; ? if you don't know. What is left out is inferred from your present role.",
    "gaps": "Which gaps to close first, in this order.",
    "evidence": "Your proof, best first. A result that others can see counts most.",
    "hours": "Hours a week for the plan, besides the job.",
    "notes": "For you alone: only the checklist shows them.",
    "extra": "Answers to your role's own questions.",
}


def write_plan_file(tree: Mapping[str, object]) -> str:
    """Return the text of a plan file that holds these values."""
    order = list(fields_of(Answers))
    keys = sorted(tree, key=lambda key: order.index(key) if key in order else len(order))
    parts = [entry(key, tree[key]) for key in keys]
    return "\n".join(part for part in parts if part) + "\n"


def entry(key: str, value: object) -> str:
    """Return a key with its value, and the comment above it."""
    head = f"{'' if key == 'role' else chr(10)}# {HEADS[key]}\n" if key in HEADS else ""
    return head + "\n".join(lines(f"{key}:", value))


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
