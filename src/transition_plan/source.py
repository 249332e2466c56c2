"""Nodes to checked values: types come from the schema, not the spelling, and all problems come at once."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import pairwise
from types import NoneType
from typing import NamedTuple, TypeVar, cast, get_args, get_origin

from . import nodes, schema
from .errors import InvalidFile, Problem
from .nodes import LIMITS, Items, Limits, Mark, Node, Table, Text, parse_yaml, place
from .schema import UNIONS, Field, WrongValue, fields_of, is_record, unwrap
from .slips import shorten

__all__ = [
    "Items", "Limits", "Mark", "Node", "Table", "Text",
    "find_mark", "parse_change", "parse_yaml", "place", "read", "set_value", "to_plain",
]  # fmt: skip

T = TypeVar("T")
Step = str | int
SHORT = ""  # the key of a short form's value where --set opens it: person: Noor, then person.tenure=4 years

_SWITCHES = {"yes": True, "on": True, "no": False, "off": False}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?")
_WRONG: object = object()  # stands for a value that could not be read; its problem is told already
_EMPTY = "is empty; give a value or take the line away"


class _Spot(NamedTuple):
    """Where a value belongs, and where its problems go."""

    path: str
    problems: list[Problem]
    allowed: range | None = None

    def under(self, step: Step) -> "_Spot":
        """Go to one entry or one key of the value here."""
        if isinstance(step, int):
            return _Spot(f"{self.path}[{step}]", self.problems, self.allowed)
        return _Spot(f"{self.path}.{step}" if self.path else step, self.problems, self.allowed)

    def tell(self, mark: Mark, text: str) -> object:
        """Keep a problem, and return what stands for the value that is missing now."""
        self.problems.append(Problem(place(mark), f"{self.path}: {text}" if self.path else text))
        return _WRONG


def read(node: Node, shape: type[T], problems: list[Problem], path: str = "") -> T | None:
    """Return the value of a shape that a node holds, or None if a required part is wrong.

    Every problem goes to ``problems``. An optional part that is wrong gets its default, so that checks which
    need the whole can still be made and told in the same report.
    """
    with nodes.collector_off():
        value = _read(node, shape, _Spot(path, problems))
    return None if value is _WRONG else cast(T, value)


def _read(node: Node, shape: object, spot: _Spot) -> object:
    bare, notes = unwrap(shape)
    if allowed := schema.range_in(notes):
        spot = spot._replace(allowed=allowed)
    if is_record(bare):
        return _read_record(node, bare, spot)
    return _READERS.get(get_origin(bare) or bare, _read_value)(node, bare, spot)


def _read_value(node: Node, shape: object, spot: _Spot) -> object:
    if not isinstance(node, Text):
        return spot.tell(node.mark, f"wants {schema.wanted(shape, spot.allowed)}, not {_told(node)}")
    if nodes.is_empty(node):
        return spot.tell(node.mark, _EMPTY)
    try:
        return schema.value_of(node.value, shape, spot.allowed)
    except WrongValue as wrong:
        return spot.tell(node.mark, str(wrong))


def _told(node: Node) -> str:
    """Say what stands there, with the mend if it was meant as something else."""
    if isinstance(node, Text):
        return "a text"
    if isinstance(node, Items):
        return "a list; take the '- ' away"
    return "'key: value' lines; if it is one text, put it in quotes"


def _read_list(node: Node, shape: object, spot: _Spot) -> object:
    inner = get_args(shape)[0]
    if isinstance(node, Items):
        values = [_read(child, inner, spot.under(index)) for index, child in enumerate(node.nodes)]
    elif isinstance(node, Table) and not _takes_table(inner):
        return spot.tell(node.mark, "wants a list; start each line with '- '")
    elif isinstance(node, Text) and node.plain and re.match(r"-[^0-9\s]", node.value):
        return spot.tell(node.mark, "wants a list; put a space after each '-'")
    else:
        values = [_read(node, inner, spot)]
    return _WRONG if any(value is _WRONG for value in values) else tuple(values)


def _takes_table(shape: object) -> bool:
    bare, _ = unwrap(shape)
    return is_record(bare) or bare is object or get_origin(bare) is Mapping


def _read_mapping(node: Node, shape: object, spot: _Spot) -> object:
    if not isinstance(node, Table):
        return _tell_no_table(node, spot)
    inner = get_args(shape)[1]
    values = {key: _read(child, inner, spot.under(key)) for key, child in node.nodes.items()}
    return {key: value for key, value in values.items() if value is not _WRONG}


def _tell_no_table(node: Text | Items, spot: _Spot) -> object:
    if nodes.runs_together(node):
        return spot.tell(node.mark, "put a space after each ':' to make it 'key: value'")
    return spot.tell(node.mark, f"wants 'key: value' lines, not {_told(node)}")


def _read_union(node: Node, shape: object, spot: _Spot) -> object:
    members = [member for member in get_args(shape) if member is not NoneType]
    if len(members) < len(get_args(shape)) and _is_null(node, members):
        return None
    if len(members) == 1:
        return _read(node, members[0], spot)
    if nodes.is_empty(node):
        return spot.tell(node.mark, _EMPTY)
    if str in members and isinstance(node, Text) and not node.plain:
        return node.value
    values = (_read(node, member, spot._replace(problems=[])) for member in members)
    fitting = next((value for value in values if value is not _WRONG), _WRONG)
    return fitting if fitting is not _WRONG else _tell_none_fits(node, members, spot)


def _is_null(node: Node, members: list[object]) -> bool:
    """Tell whether a value says "none"; to a text field ``null`` is a name like any other."""
    if nodes.is_empty(node) or not isinstance(node, Text):
        return nodes.is_empty(node)
    return node.plain and str not in members and schema.plain_value(node.value) is None


def _tell_none_fits(node: Node, members: list[object], spot: _Spot) -> object:
    wants = " or ".join(schema.wanted(member, spot.allowed) for member in members)
    there = f"'{shorten(node.value)}'" if isinstance(node, Text) else _told(node)
    return spot.tell(node.mark, f"wants {wants}, not {there}")


def _read_record(node: Node, record: type, spot: _Spot) -> object:
    fields = fields_of(record)
    table = _spell_out(node, fields)
    if not isinstance(table, Table):
        return _tell_no_table(table, spot)
    for key in table.nodes:
        if key not in fields:
            spot.tell(table.marks[key], _unknown_key(key, list(fields)))
    values = {field.name: _read_field(table, field, spot) for field in fields.values()}
    return _WRONG if any(value is _WRONG for value in values.values()) else record(**values)


def _spell_out(node: Node, fields: Mapping[str, Field]) -> Node:
    """Return the table that a short form stands for: ``- Ana`` for ``- name: Ana``."""
    short = next((field for field in fields.values() if field.short), None)
    if short and isinstance(node, Table) and SHORT in node.nodes:
        rest = {key: part for key, part in node.nodes.items() if key != SHORT}
        return Table({short.key: node.nodes[SHORT], **rest}, {short.key: node.mark, **node.marks}, node.mark)
    if short is None or isinstance(node, Table):
        return node
    if isinstance(node, Items):
        takes_it = unwrap(short.shape)[0] is object
    else:  # "name:Ana" is a key without its space
        takes_it = not (nodes.runs_together(node) and node.value.partition(":")[0] in fields)
    return Table({short.key: node}, {short.key: node.mark}, node.mark) if takes_it else node


def _unknown_key(key: str, known: list[str]) -> str:
    near = schema.did_you_mean(key, known)
    return f"unknown key '{shorten(key)}'{near or f'; the keys are {schema.listed(known)}'}"


def _read_field(table: Table, field: Field, spot: _Spot) -> object:
    node = table.nodes.get(field.key)
    if node is None or nodes.is_empty(node):
        return _tell_not_given(table, field, spot) if field.needed else field.default
    value = _read(node, field.shape, spot.under(field.key))
    return field.default if value is _WRONG and not field.needed else value


def _tell_not_given(table: Table, field: Field, spot: _Spot) -> object:
    if field.key in table.marks:
        return spot.tell(table.marks[field.key], f"'{field.key}' is empty; give it a value")
    return spot.tell(table.mark, f"'{field.key}' is missing; add it")


def _read_anything(node: Node, _shape: object, _spot: _Spot) -> object:
    return to_typed(node)


_READERS: dict[object, Callable[[Node, object, _Spot], object]] = {
    tuple: _read_list,
    Mapping: _read_mapping,
    object: _read_anything,
    **dict.fromkeys(UNIONS, _read_union),
}


def to_plain(node: Node) -> object:
    """Return the value of a field that has no schema: tables, lists, and scalars by YAML 1.2's core rules."""
    if isinstance(node, Text):
        return schema.plain_value(node.value) if node.plain else node.value
    if isinstance(node, Items):
        return [to_plain(child) for child in node.nodes]
    return {key: to_plain(child) for key, child in node.nodes.items()}


def to_typed(node: Node) -> object:
    """Return front matter's value as the programs that read it do: as ``to_plain``, and yes, no and dates besides."""
    if isinstance(node, Items):
        return [to_typed(child) for child in node.nodes]
    if isinstance(node, Table):
        return {key: to_typed(child) for key, child in node.nodes.items()}
    value = to_plain(node)
    if node.plain and isinstance(value, str) and value.lower() in _SWITCHES:
        return _SWITCHES[value.lower()]
    if node.plain and isinstance(value, str) and _MOMENT.fullmatch(value):
        return _moment(value)
    return value


def _moment(text: str) -> object:
    with suppress(ValueError):
        return date.fromisoformat(text) if len(text) == len("2027-01-11") else datetime.fromisoformat(text)
    return text


def find_mark(root: Node, path: tuple[Step, ...]) -> Mark:
    """Return where the value at ``path`` stands, or, if it is missing, the last key or entry before it."""
    node, mark = root, root.mark
    for step in path:
        if step == 0 and not isinstance(node, Items):  # one value where a list is wanted is a list of one
            continue
        child = _child(node, step)
        if child is None:
            return node.mark if isinstance(node, Text) else mark
        mark = node.marks[step] if isinstance(node, Table) and isinstance(step, str) else child.mark
        node = child
    return node.mark


def _child(node: Node, step: Step) -> Node | None:
    if isinstance(node, Table) and isinstance(step, str):
        return node.nodes.get(step)
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
        return node.nodes[step]
    return None


class Change(NamedTuple):
    """What ``KEY=VALUE`` says: the name that its problems go by, where, and what."""

    name: str
    path: tuple[Step, ...]
    value: Node


def parse_change(assignment: str) -> Change:
    """Return what ``person.name=Ana`` or ``people[0].group=peer`` says, the value as YAML; raises ``InvalidFile``."""
    target, equals, typed = assignment.partition("=")
    name = f"--set {target}"
    steps = _steps(target)
    if not equals or not 0 < len(steps) <= LIMITS.depth:
        raise _refusal(name, "write it as person.name=Ana or 'people[0].group=peer'")
    return Change(name, tuple(steps), nodes.parse_value(typed, name))


def set_value(root: Table, assignment: str) -> None:
    """Change a table as ``--set`` says.

    Missing tables and lists are made; an index that equals a list's length appends; nothing after the ``=`` takes
    the value away. Raises ``InvalidFile``.
    """
    name, steps, value = parse_change(assignment)
    node: Node = root
    for step, following in pairwise(steps):
        node = _put(node, step, _opened(_child(node, step), following, value.mark), name)
    _put(node, steps[-1], value, name)


def _steps(target: str) -> list[Step]:
    if not re.fullmatch(r"[^.\[\]]+(?:\[[0-9]{1,6}\])*(?:\.[^.\[\]]+(?:\[[0-9]{1,6}\])*)*", target):
        return []
    parts = re.findall(r"\[([0-9]+)\]|([^.\[\]]+)", target)
    return [int(index) if index else nodes.compose(key) for index, key in parts]


def _refusal(name: str, text: str) -> InvalidFile:
    return InvalidFile(name, [Problem(place(Mark(name, 1, 1)), text)])


def _opened(node: Node | None, step: Step, mark: Mark) -> Node:
    """Return a copy to change, for an alias may share the node; a new table or list where there is none."""
    if node is None or nodes.is_empty(node):
        return Items([], mark) if isinstance(step, int) else Table({}, {}, mark)
    if isinstance(node, Items):
        return Items([*node.nodes], node.mark)
    if isinstance(node, Text) and isinstance(step, str):
        return Table({SHORT: node}, {SHORT: node.mark}, node.mark)
    return Table({**node.nodes}, {**node.marks}, node.mark) if isinstance(node, Table) else node


def _put(node: Node, step: Step, child: Node, name: str) -> Node:
    if isinstance(node, Table) and isinstance(step, str):
        node.nodes[step] = child
        node.marks.setdefault(step, child.mark)
    elif isinstance(node, Items) and isinstance(step, int) and step <= len(node.nodes):
        node.nodes[step : step + 1] = [] if nodes.is_empty(child) else [child]
    elif isinstance(node, Items):
        raise _refusal(name, f"this is a list; name an entry, [0] to [{len(node.nodes)}]")
    else:
        there = "a text" if isinstance(node, Text) else "a table of keys"
        raise _refusal(name, f"'{step}' has no place in {there}; set the whole of it")
    return child
