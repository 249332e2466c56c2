"""YAML text to nodes: texts, lists and tables that know where they stand; all else is refused with a mend."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, NoReturn

import yaml

from .errors import InvalidFile, Problem
from .slips import BRACES, Complaint, clean, explain, refuse_character, refuse_in_key, shorten, unmend


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, as editors do."""

    name: str
    line: int
    column: int


def place(mark: Mark) -> str:
    """Write a mark as people and editors read it: ``plan.yaml:14:11``."""
    return f"{mark.name}:{mark.line}:{mark.column}"


class Text:
    """A scalar as typed; ``plain`` tells that it stood without quotes."""

    __slots__ = ("mark", "plain", "value")

    def __init__(self, value: str, plain: bool, mark: Mark) -> None:
        self.value = value
        self.plain = plain
        self.mark = mark


class Items:
    """A list."""

    __slots__ = ("mark", "nodes")

    def __init__(self, nodes: "list[Node]", mark: Mark) -> None:
        self.nodes = nodes
        self.mark = mark


class Table:
    """A mapping; ``marks`` has the place of each key, for what is wrong with the key itself."""

    __slots__ = ("mark", "marks", "nodes")

    def __init__(self, nodes: "dict[str, Node]", marks: dict[str, Mark], mark: Mark) -> None:
        self.nodes = nodes
        self.marks = marks
        self.mark = mark


Node = Text | Items | Table


class Limits(NamedTuple):
    """How large a file may be: far above any real plan, far below what takes a second."""

    size: int = 1_000_000  # bytes
    items: int = 50_000
    depth: int = 32
    text: int = 100_000  # characters
    key: int = 200
    alias_items: int = 50_000  # what all aliases stand for together
    anchors: int = 1_000


LIMITS = Limits()
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TWO_DOCUMENTS = "a second document starts here; keep one, of a Markdown file the lines between the two '---'"


def parse_yaml(data: bytes, name: str, limits: Limits = LIMITS) -> Table:
    """Return the table a file holds; raises ``InvalidFile`` with every problem there is before any schema."""
    builder = _Builder(name, limits)
    root = builder.run(data)
    if isinstance(root, Table) and not builder.found:
        return root
    if not builder.found:
        builder.note(root.mark if root else Mark(name, 1, 1), _wrong_root(root))
    raise builder.failure()


def _wrong_root(root: Node | None) -> str:
    if root is None or is_empty(root):
        return "the file is empty; write at least one line 'key: value'"
    if runs_together(root):
        return "put a space after each ':' to make it 'key: value'"
    there = "a list" if isinstance(root, Items) else "a text"
    return f"a file holds lines 'key: value', and this is only {there}"


def parse_value(text: str, name: str) -> Node:
    """Return the value that a text of its own stands for; raises ``InvalidFile``."""
    if text.lstrip().startswith("?"):  # an answer, and no key of YAML's longer form
        return Text(text.strip(), True, Mark(name, 1, 1))
    builder = _Builder(name, LIMITS)
    node = builder.run(text.encode("utf-8", "surrogateescape"))
    if builder.found:
        raise builder.failure()
    if node is None or (isinstance(node, Text) and node.plain):  # on a command line '#' starts no comment
        return Text(text.strip(), True, Mark(name, 1, 1))
    return node


def is_empty(node: Node) -> bool:
    """Tell whether nothing was typed: ``key:`` with no value counts as not given."""
    return isinstance(node, Text) and node.plain and not node.value


def runs_together(node: Node) -> bool:
    """Tell whether a text was meant as keys with values: ``name:Ana``."""
    return isinstance(node, Text) and node.plain and re.match(r"[\w-]+:[^\s/]", node.value) is not None


def compose(key: str) -> str:
    """Return one spelling for keys that look the same: é is one character or two."""
    if key.isascii():
        return key
    from unicodedata import normalize

    return normalize("NFC", key)


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep Python from walking all nodes over and over while they are made: 2.5 times the time at 10,000."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Stop(Exception):
    """Ends a parse that must not go on."""


class _Builder:
    """Builds nodes from parser events, so that nothing deep, shared or odd exists before it was checked."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.found: list[tuple[Mark, str]] = []
        self.events: Iterator[Any] = iter(())
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.items = self.expanded = self.depth = 0

    def note(self, mark: Mark, text: str) -> None:
        """Keep a problem for the report at the end."""
        self.found.append((mark, text))

    def stop(self, mark: Mark, text: str) -> NoReturn:
        """Keep a problem that must be the last."""
        self.note(mark, text)
        raise _Stop

    def failure(self) -> InvalidFile:
        """Return everything noted, in the file's order, as the error to raise."""
        return InvalidFile(self.name, [Problem(place(mark), text) for mark, text in sorted(set(self.found))])

    def run(self, data: bytes) -> Node | None:
        """Return the root of the one document in ``data``; None if there is none or the parse stopped."""
        try:
            with collector_off():
                return self._document(data)
        except _Stop:
            return None

    def _document(self, data: bytes) -> Node | None:
        if len(data) > self.limits.size:
            self.stop(Mark(self.name, 1, 1), f"the file has more than {self.limits.size:,} bytes; shorten it")
        text, slips = clean(data)
        self.found += [(self._mark(slip), slip.text) for slip in slips]
        if text is None:
            return None
        self.events = yaml.parse(text, Loader=_LOADER)
        try:
            return self._root()
        except yaml.MarkedYAMLError as error:
            if not slips:  # what cannot be read may have led to what is said here
                slip = explain(_complaint(error), text.split("\n"))
                self.note(self._mark(slip), slip.text)
            return None

    def _mark(self, there: Any) -> Mark:
        return Mark(self.name, there.line + 1, there.column + 1)

    def _root(self) -> Node | None:
        next(self.events)  # the stream starts
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self.events))
        next(self.events)  # the document ends
        if isinstance(event := next(self.events), yaml.DocumentStartEvent):
            self.note(self._mark(event.start_mark), _TWO_DOCUMENTS)
        return root

    def _node(self, event: Any) -> Node:
        mark = self._mark(event.start_mark)
        self.items += 1
        if self.items > self.limits.items:
            self.stop(mark, f"the file has more than {self.limits.items:,} items; shorten it")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event.anchor, mark)
        if event.tag is not None:
            self._refuse_tag(event.tag, mark)
        before = self.items + self.expanded
        node = self._text(event, mark) if isinstance(event, yaml.ScalarEvent) else self._holder(event, mark)
        if event.anchor is not None:
            self._anchor(event.anchor, node, self.items + self.expanded - before + 1)
        return node

    def _refuse_tag(self, tag: str, mark: Mark) -> None:
        shown = shorten(tag.replace("tag:yaml.org,2002:", "!!"))
        self.note(mark, f"'{shown}' is a tag, and YAML acts on tags; put the text in quotes")

    def _text(self, event: Any, mark: Mark) -> Text:
        value = unmend(event.value)
        if len(value) > self.limits.text:
            self.note(mark, f"this text is longer than {self.limits.text:,} characters; shorten it")
        if event.style == '"' and (wrong := refuse_character(value)):
            self.note(mark, wrong)
        return Text(value, not event.style, mark)

    def _holder(self, start: Any, mark: Mark) -> Items | Table:
        self._check_depth(1, mark)
        self.depth += 1
        node = self._list(mark) if isinstance(start, yaml.SequenceStartEvent) else self._table(mark)
        self.depth -= 1
        return node

    def _check_depth(self, more: int, mark: Mark) -> None:
        if self.depth + more > self.limits.depth:
            self.stop(mark, f"lists and tables are over {self.limits.depth} deep in each other; flatten them")

    def _list(self, mark: Mark) -> Items:
        items = Items([], mark)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.nodes.append(self._node(event))
        return items

    def _table(self, mark: Mark) -> Table:
        table = Table({}, {}, mark)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            node = self._node(event)
            key = self._key(node, table)
            value = self._node(next(self.events))
            if key is not None:
                table.nodes[key] = value
                table.marks[key] = node.mark
        if "<<" in table.nodes:
            self._merge(table, table.nodes.pop("<<"), table.marks.pop("<<"))
        return table

    def _key(self, node: Node, table: Table) -> str | None:
        if isinstance(node, Table) and node.mark == table.mark._replace(column=table.mark.column + 1):
            self.note(table.mark, BRACES)
            return None
        key = compose(node.value) if isinstance(node, Text) else None
        if wrong := self._wrong_key(key, table):
            self.note(node.mark, wrong)
            return None
        return key

    def _wrong_key(self, key: str | None, table: Table) -> str:
        if key is None:
            return "a key must be a text; put a text that starts with '[' or '{' in quotes"
        if key in table.nodes:
            first = table.marks[key].line
            return f"the key '{shorten(key)}' stands twice, first on line {first}; keep one of them"
        if not key:
            return "a key is missing before ':'"
        if len(key) > self.limits.key:
            return f"this key is longer than {self.limits.key} characters; if it is a text, put it in quotes"
        return refuse_in_key(key)

    def _merge(self, table: Table, source: Node, mark: Mark) -> None:
        for part in source.nodes if isinstance(source, Items) else [source]:
            if not isinstance(part, Table):
                self.note(mark, "'<<' takes over a table's keys; write '<<: *name' for a table marked &name")
                return
            for key, node in part.nodes.items():
                table.nodes.setdefault(key, node)
                table.marks.setdefault(key, part.marks[key])

    def _anchor(self, anchor: str, node: Node, size: int) -> None:
        self.anchors[anchor] = (node, size)
        if is_empty(node):
            self.note(node.mark, f"'&{anchor}' names a value, and none follows; put the text in quotes")
        if len(self.anchors) > self.limits.anchors:
            self.stop(node.mark, f"the file has more than {self.limits.anchors:,} anchors (&name); use fewer")

    def _alias(self, anchor: Any, mark: Mark) -> Node:
        if anchor not in self.anchors:
            self.note(mark, f"no finished '&{anchor}' is above; put a text that starts with '*' in quotes")
            return Table({}, {}, mark)
        node, size = self.anchors[anchor]
        self.expanded += size
        if self.expanded > self.limits.alias_items:
            self.stop(mark, f"aliases (*name) stand for over {self.limits.alias_items:,} items; use fewer")
        self._check_depth(_height(node), mark)
        return node


def _height(node: Node) -> int:
    if isinstance(node, Text):
        return 0
    children = node.nodes if isinstance(node, Items) else node.nodes.values()
    return 1 + max(map(_height, children), default=0)


def _complaint(error: yaml.MarkedYAMLError) -> Complaint:
    at: Any = error.problem_mark
    opened: Any = error.context_mark or at
    said = f"{error.context}: {error.problem}"
    return Complaint(said, (at.line, at.column), (opened.line, opened.column))
