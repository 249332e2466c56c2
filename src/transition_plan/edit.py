"""One value of a plan file changed: all else stays byte for byte, comments, order, quotes and line ends.

A change is a few splices at the spans of the file's nodes. Its result is parsed before anybody gets it: the value must
be the wanted one and every other as before, or the change is refused.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from .answers import Answers
from .errors import InvalidFile, Problem, Refused
from .nodes import compose, is_empty
from .schema import fields_of, is_record, plain_value, shape_at
from .slips import refuse_character
from .source import Items, Node, Table, Text, find_mark, place, read, to_plain
from .spans import Span
from .spelling import Typed, spell
from .splices import File, Path, Splice, Spot, add_value, find_entry, open_file, replace_value, spliced, take_out

BY_HAND = "open the file and change it by hand"


def change(text: str, path: Path, value: object, name: str = "plan.yaml", shape: type = Answers) -> str:
    """Return a file's text with the value at a path changed or added; missing parents are made.

    The value is plain Python (text, number, yes or no, date, list, mapping) or a node. An index that equals a list's
    length appends; a new key goes where ``shape`` has it. Raises ``InvalidFile`` or ``Refused``.
    """
    file = open_file(text, name)
    path, value = _settle(file, tuple(map(_step, path)), plainly(value, shape_at(shape, path)), shape)
    _refuse_characters(file, path, value)
    if _says_so(find_node(file.nodes, path), value, shape_at(shape, path)):
        return text
    spot = _reach(file, path)
    splices = replace_value(file, spot, value) if spot.entry else add_value(file, spot, path, value, shape)
    after = _parsed(file, path, splices)
    there = find_node(after.nodes, path)
    if there is None or to_plain(there) != _as_read(value) or _left(after, path) != _left(file, path):
        raise _refusal(file, path)
    return after.typed


def drop(text: str, path: Path, name: str = "plan.yaml") -> str:
    """Return a file's text without the key or entry at a path, its comment directly above it and at its end.

    A comment that begins the file belongs to the file and stays. Raises ``InvalidFile`` or ``Refused``.
    """
    file = open_file(text, name)
    path = tuple(map(_step, path))
    if find_node(file.nodes, path) is None:
        return text
    spot = _reach(file, path)
    if spot.entry is None:
        raise _refusal(file, path)
    after = _parsed(file, path, take_out(file, spot, spot.entry))
    if _bare(after.nodes) != _left(file, path):
        raise _refusal(file, path)
    return after.typed


def find_node(root: Node | None, path: Path) -> Node | None:
    """Return the node at a path, none where nothing was typed."""
    node = root
    for step in path:
        if isinstance(node, Table):
            node = node.nodes.get(str(step)) if isinstance(step, str) else None
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.nodes[step] if step < len(node.nodes) else None
        else:
            return None
    return node


def plainly(value: object, shape: object = object) -> object:
    """Return a node as a plain value; what was typed without quotes stays so, unless its field takes a text."""
    if isinstance(value, Table):
        return {key: plainly(one, shape_at(shape, (key,))) for key, one in value.nodes.items()}
    if isinstance(value, Items):
        return [plainly(one, shape_at(shape, (n,))) for n, one in enumerate(value.nodes)]
    if isinstance(value, Text):
        return Typed(value.value) if value.plain and (shape is not str or not value.value) else value.value
    return value


# Where the change belongs


def _step(step: str | int) -> str | int:
    return compose(step) if isinstance(step, str) else step


def _settle(file: File, path: Path, value: object, shape: object) -> tuple[Path, object]:
    """Return the nearest place that there is, with what must stand there for the value to be at its path."""
    node: Node = file.nodes
    for depth, step in enumerate(path):
        parent, here = path[:depth], path[: depth + 1]
        if isinstance(node, Text):
            return parent, _opened(file, node, path, depth, value, shape)
        if isinstance(node, Items) is not isinstance(step, int):
            raise _misfit(file, parent, step, node)
        if isinstance(node, Items) and isinstance(step, int) and step > len(node.nodes):
            raise _misfit(file, parent, step, node)
        child = find_node(node, (step,))
        if child is None or is_empty(child):
            return here, _nested(file, here, path[depth + 1 :], value)
        node = child
    return path, value


def _opened(file: File, node: Text, path: Path, depth: int, value: object, shape: object) -> object:
    """Return the table that a short form stands for, with one more key: ``person: Ana`` and its tenure."""
    step, record = path[depth], shape_at(shape, path[:depth])
    fields = fields_of(record).values() if isinstance(record, type) and is_record(record) else ()
    short = next((field for field in fields if field.short), None)
    if short is None or not isinstance(step, str):
        raise _misfit(file, path[:depth], step, node)
    name = plainly(node, shape_at(shape, (*path[:depth], short.key)))
    return {short.key: name, step: _nested(file, path[: depth + 1], path[depth + 1 :], value)}


def _nested(file: File, path: Path, steps: Path, value: object) -> object:
    for step in reversed(steps):
        if isinstance(step, int) and step:
            raise _misfit(file, path, step, Items([], file.nodes.mark))
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _reach(file: File, path: Path) -> Spot:
    """Follow a path to its spot; where it leads through an alias or a merge, the spot is another's."""
    holder, owner, flow = file.root, None, bool(file.root.style)
    for step in path[:-1]:
        owner = Spot(holder, owner, find_entry(holder, step), flow)
        if owner.entry is None or owner.entry.value.kind in ("alias", "text"):
            raise _refusal(file, path)
        holder = owner.entry.value
        flow = flow or bool(holder.style)
    return Spot(holder, owner, find_entry(holder, path[-1]), flow)


# The result, looked at


def _parsed(file: File, path: Path, splices: Iterable[Splice]) -> File:
    """Return the file with the splices made; refuses those after which it could not be read."""
    try:
        return open_file(spliced(file, splices), file.name)
    except InvalidFile as error:
        raise _refusal(file, path, error.problems[0].text) from None


def _says_so(node: Node | None, value: object, shape: object) -> bool:
    """Tell whether a value stands there already, however it is spelled."""
    if isinstance(value, Mapping):
        new = {compose(key): one for key, one in value.items()}
        same = isinstance(node, Table) and node.nodes.keys() == new.keys()
        return same and all(_says_so(find_node(node, (key,)), one, shape_at(shape, (key,))) for key, one in new.items())
    if isinstance(value, list | tuple):
        same = isinstance(node, Items) and len(node.nodes) == len(value)
        return same and all(_says_so(find_node(node, (n,)), one, shape_at(shape, (n,))) for n, one in enumerate(value))
    return isinstance(node, Text) and not is_empty(node) and _reads_same(node, value, cast(type[object], shape))


def _reads_same(node: Text, value: object, shape: type[object]) -> bool:
    spelled = spell(value)
    text = value if isinstance(value, str) else value.text if isinstance(value, Typed) else spelled
    problems: list[Problem] = []
    new = read(Text(text, not isinstance(value, str) and spelled == text, node.mark), shape, problems)
    return read(node, shape, problems) == new and not problems


def _left(file: File, path: Path) -> object:
    """Return everything in a file but the value at a path."""
    root: Any = _bare(file.nodes)
    holder, last = root, path[-1]
    for step in path[:-1]:
        holder = holder[step]
    if isinstance(last, int):
        del holder[last : last + 1]
    else:
        holder.pop(last, None)
    return root


def _bare(node: Node) -> object:
    """Return a node as something to compare: a text in quotes is not one without."""
    if isinstance(node, Text):
        return node.value, node.plain
    if isinstance(node, Items):
        return [_bare(one) for one in node.nodes]
    return {key: _bare(one) for key, one in node.nodes.items()}


def _as_read(value: object) -> object:
    """Return a value as ``to_plain`` reads it back."""
    if isinstance(value, Typed):
        return value.text if spell(value).startswith('"') else plain_value(value.text)
    if isinstance(value, Mapping):
        return {compose(key): _as_read(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _refuse_characters(file: File, path: Path, value: object) -> None:
    """Refuse what no file can hold before it stands in one."""
    if isinstance(value, Mapping | list | tuple):
        for one in value:
            _refuse_characters(file, path, one)
        for one in value.values() if isinstance(value, Mapping) else ():
            _refuse_characters(file, path, one)
    elif isinstance(value, str) and (wrong := refuse_character(value)):
        raise _invalid(file, path, wrong)


# What is told


def dotted(path: Path) -> str:
    """Return a path as a person writes it: ``people[0].name``."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")


def _invalid(file: File, path: Path, text: str) -> InvalidFile:
    return InvalidFile(file.name, [Problem(place(find_mark(file.nodes, path)), f"{dotted(path)}: {text}")])


def _misfit(file: File, path: Path, step: str | int, node: Node) -> InvalidFile:
    if isinstance(node, Items):
        return _invalid(file, path, f"this is a list; name an entry, [0] to [{len(node.nodes)}]")
    there = "a text" if isinstance(node, Text) else "a table of keys"
    return _invalid(file, path, f"'{step}' has no place in {there}; set the whole of it")


def _refusal(file: File, path: Path, why: str = "") -> Refused:
    """Return why a value cannot be changed by itself."""
    reason = _sharing(file, path) or why or "its lines are written in a way that plan cannot change"
    return Refused(f"{place(find_mark(file.nodes, path))}: cannot change {dotted(path)} alone: {reason}", BY_HAND)


def _sharing(file: File, path: Path) -> str:
    """Say what ties a value to another place."""
    used = {span.anchor for span in _all_below(file.root) if span.kind == "alias"}
    for span in _met(file.root, path):
        line = file.text.count("\n", 0, span.start) + 1
        if span.kind == "alias":
            return f"on line {line}, *{span.anchor} stands for what is marked &{span.anchor} further up"
        if span.anchor in used:
            return f"what is marked &{span.anchor} on line {line} is used again as *{span.anchor}"
    return "its table takes keys over with '<<'" if "<<" in _keys_met(file.root, path) else ""


def _met(root: Span, path: Path) -> Iterable[Span]:
    """Yield the spans on the way to a value, the value's own, and all in it."""
    span = root
    for step in path:
        entry = find_entry(span, step)
        if entry is None:
            return
        span = entry.value
        yield span
    yield from _all_below(span)


def _all_below(span: Span) -> Iterable[Span]:
    for entry in span.entries:
        yield entry.value
        yield from _all_below(entry.value)


def _keys_met(root: Span, path: Path) -> set[str]:
    spans = [root, *_met(root, path)]
    return {entry.name for span in spans for entry in span.entries}
