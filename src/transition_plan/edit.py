"""One value of a plan file changed: all else stays byte for byte, comments, order, quotes and line ends.

A change is a few splices at the spans of the file's nodes. Its result is parsed before anybody gets it: the value must
be the wanted one and every other as before, or the change is refused.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, cast

from .answers import Answers
from .errors import InvalidFile, Problem, Refused
from .nodes import compose, is_empty
from .schema import fields_of, is_record, plain_value, shape_at
from .slips import refuse_character
from .source import Items, Node, Table, Text, find_mark, parse_yaml, place, read, to_plain
from .spans import Entry, Span, find_spans
from .spelling import WIDTH, Typed, needs_lines, quote, spell, spell_lines, spell_text

Path = tuple[str | int, ...]
Splice = tuple[int, int, str]  # from, to, and what stands there then

MARK = "\ufeff"
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
    splices = _replace(file, spot, value) if spot.entry else _add(file, spot, path, value, shape)
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
    after = _parsed(file, path, _take_out(file, spot, spot.entry))
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


# The file


class File(NamedTuple):
    """A file that is to be changed."""

    typed: str  # with its byte-order mark and line ends
    text: str  # with plain line ends, which is what the spans count in
    name: str
    nodes: Table
    root: Span

    def line_start(self, index: int) -> int:
        """Return where the line begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where the line ends, before its line end."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found

    def column(self, index: int) -> int:
        """Return how many characters stand before it on its line."""
        return index - self.line_start(index)

    def begins_line(self, index: int) -> bool:
        """Tell whether nothing stands before it on its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def ends_line(self, index: int) -> bool:
        """Tell whether nothing but a comment stands behind it on its line."""
        return re.fullmatch(r"[ \t]*(#.*)?", self.text[index : self.line_end(index)]) is not None


def open_file(typed: str, name: str) -> File:
    """Return a file with its nodes and spans; raises ``InvalidFile``."""
    nodes = parse_yaml(typed.encode("utf-8", "surrogatepass"), name)
    text = typed.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")
    return File(typed, text, name, nodes, find_spans(text))


def _spliced(file: File, splices: Iterable[Splice]) -> str:
    """Return the file as typed with the splices made."""
    typed, at = file.typed, _origins(file.typed)
    line_end = re.search(r"\r\n|\r|\n", typed)
    for start, end, new in sorted(splices, reverse=True):
        typed = typed[: at[start]] + new.replace("\n", line_end[0] if line_end else "\n") + typed[at[end] :]
    return typed


def _origins(typed: str) -> range | list[int]:
    """Return where each character of the text with plain line ends stands in the file as typed."""
    first = len(MARK) if typed.startswith(MARK) else 0
    if "\r" not in typed:
        return range(first, len(typed) + 1)
    inside = (match.start() + 1 for match in re.finditer("\r\n", typed))
    skipped = set(inside)
    return [index for index in range(first, len(typed) + 1) if index not in skipped]


# Where the change belongs


class Spot(NamedTuple):
    """Where a value stands or will: the list or table, whose value that is, and the entry if there is one."""

    holder: Span
    owner: "Spot | None"
    entry: Entry | None
    flow: bool  # between brackets

    @property
    def before(self) -> int:
        """Return how far what stands above the entry reaches."""
        index = self.holder.entries.index(self.entry) if self.entry else 0
        if index:
            return self.holder.entries[index - 1].value.end
        return self.owner.entry.stop if self.owner and self.owner.entry else -1


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
        owner = Spot(holder, owner, _entry(holder, step), flow)
        if owner.entry is None or owner.entry.value.kind in ("alias", "text"):
            raise _refusal(file, path)
        holder = owner.entry.value
        flow = flow or bool(holder.style)
    return Spot(holder, owner, _entry(holder, path[-1]), flow)


def _entry(holder: Span, step: str | int) -> Entry | None:
    if isinstance(step, int):
        return holder.entries[step] if step < len(holder.entries) else None
    return next((entry for entry in holder.entries if entry.name == step), None)


# A value in the place of another


def _replace(file: File, spot: Spot, value: object) -> list[Splice]:
    entry = cast(Entry, spot.entry)
    behind = file.column(entry.start) + (len(entry.name) + 2 if entry.name else 2)
    if not spot.flow and needs_lines(value, WIDTH - behind):
        return _replace_by_lines(file, entry, value)
    return _replace_by(file, spot.flow, entry, spell(value, flow=spot.flow))


def _replace_by(file: File, flow: bool, entry: Entry, new: str) -> list[Splice]:
    """Put a value that begins on the line of its key or dash, or where the old one does."""
    old, stop = entry.value, entry.stop
    if old.is_empty:
        return [(stop, stop, f" {new}" if entry.has_sign else f": {new}")]
    if old.style in ("|", ">"):
        header = _header_end(file, old)
        return [(old.start, header, new), (file.line_end(header), max(old.end, file.line_end(header)), "")]
    if flow or not old.is_block:
        return [(old.start, old.end, new)]
    if file.line_start(old.start) <= stop:
        return [(old.start, file.line_end(old.end), new)]
    return [(stop, stop, f" {new}"), (_above(file, old.start, stop) - 1, file.line_end(old.end), "")]


def _replace_by_lines(file: File, entry: Entry, value: object) -> list[Splice]:
    """Put a list or table with a line for each entry; a comment on the line of the key stays there."""
    old, stop, column = entry.value, entry.stop, file.column(entry.start)
    own_line = not old.is_empty and file.line_start(old.start) > stop
    if own_line and file.column(old.start) > column:
        column = file.column(old.start)
    else:
        column += 2
    lines = f"\n{' ' * column}".join(spell_lines(value, WIDTH - column))
    if own_line:
        start, end = file.line_start(old.start), file.line_end(old.end) if old.is_block else old.end
        return [(start, end, " " * column + lines)]
    if not entry.name:
        return _replace_by(file, False, entry, lines)
    end = _header_end(file, old) if old.style in ("|", ">") else old.end
    last = file.line_end(end)
    rest = "" if not file.text[end:last].strip() else file.text[end:last]
    return [(stop, max(old.end, last), f"{rest}\n{' ' * column}{lines}")]


def _header_end(file: File, old: Span) -> int:
    found = re.compile(r"[|>][-+0-9]*").match(file.text, old.start)
    return found.end() if found else old.start


# A value where there was none


def _add(file: File, spot: Spot, path: Path, value: object, shape: object) -> list[Splice]:
    step, holder = path[-1], spot.holder
    one = {step: value} if isinstance(step, str) else [value]
    if not holder.entries and spot.owner and "#" not in file.text[holder.start : holder.end]:
        return _replace(file, spot.owner, one)
    before = _entry_before(holder, step, shape_at(shape, path[:-1]))
    if spot.flow:
        return _add_between_brackets(file, holder, before, _item(file, holder, step, value))
    first = holder.entries[0]
    pad = " " * file.column(first.start)
    lines = f"\n{pad}".join(spell_lines(one, WIDTH - len(pad)))
    if before:
        end = _behind(file, before.value.end, len(pad))
        return [(end, end, f"\n{pad}{lines}")]
    start = first.start
    if spot.owner and file.begins_line(start):
        start = _above(file, start, spot.before) + len(pad)
    return [(start, start, f"{lines}\n{pad}")]


def _entry_before(holder: Span, step: str | int, shape: object) -> Entry | None:
    """Return the entry to add behind: the last whose key comes before in the record, the last of all without one."""
    inner = shape_at(shape, (0,)) if shape_at(shape, (0,)) is not object else shape
    record = shape if isinstance(shape, type) and is_record(shape) else inner
    order = list(fields_of(record)) if isinstance(record, type) and is_record(record) else []
    if step not in order:
        return holder.entries[-1] if holder.entries else None
    earlier = order[: order.index(str(step))]
    return next((entry for entry in reversed(holder.entries) if entry.name in earlier), None)


def _item(file: File, holder: Span, step: str | int, value: object) -> str:
    """Return an entry between brackets; in JSON it is in JSON's quotes."""
    is_json = bool(holder.entries) and file.text[holder.entries[0].start] == '"'
    new = quote(value) if is_json and isinstance(value, str) else spell(value, flow=True)
    if isinstance(step, int):
        return new
    return f"{quote(step) if is_json else spell_text(step, flow=True)}: {new}"


def _add_between_brackets(file: File, holder: Span, before: Entry | None, item: str) -> list[Splice]:
    if before is None:
        start, comma = (holder.entries[0].start, ", ") if holder.entries else (holder.start + 1, "")
        return [(start, start, f"{item}{comma}")]
    end = before.value.end
    found = re.compile(r" *,").match(file.text, end)
    behind = found.end() if found else end
    if not file.begins_line(before.start) or not file.ends_line(behind):
        return [(end, end, f", {item}")]
    line_end, pad = file.line_end(behind), " " * file.column(before.start)
    comma = "" if found else ","
    return [(end, line_end, f"{comma}{file.text[end:line_end]}\n{pad}{item}{',' if found else ''}")]


def _behind(file: File, end: int, column: int) -> int:
    """Return where the lines of an entry end: with those comments below it that stand further to the right."""
    last = at = file.line_end(end)
    while at < len(file.text):
        start, at = at + 1, file.line_end(at + 1)
        line = file.text[start:at]
        if not line.strip():
            continue
        if not re.match(r" *#", line) or len(line) - len(line.lstrip()) <= column:
            break
        last = at
    return last


def _above(file: File, start: int, before: int) -> int:
    """Return where the lines of an entry begin: with the comment directly above it, unless that begins the file."""
    first, pad = file.line_start(start), " " * file.column(start)
    above = first
    while above and file.line_start(above - 1) > before and file.text.startswith(f"{pad}#", file.line_start(above - 1)):
        above = file.line_start(above - 1)
    return above or first


# An entry taken out


def _take_out(file: File, spot: Spot, entry: Entry) -> list[Splice]:
    if len(spot.holder.entries) == 1 and spot.owner:
        return _replace(file, spot.owner, {} if entry.name else [])
    if spot.flow:
        return [_between_brackets(file, spot, entry)]
    end = file.line_end(entry.value.end)
    if not file.begins_line(entry.start):
        found = re.compile(r"[ \n]*").match(file.text, end)
        return [(entry.start, found.end() if found else end, "")]
    start = _above(file, entry.start, spot.before)
    if end == len(file.text) and start:
        return [(start - 1, end, "")]
    return [(start, min(end + 1, len(file.text)), "")]


def _between_brackets(file: File, spot: Spot, entry: Entry) -> Splice:
    """Return the splice for an entry and its comma; one with lines of its own goes as in a block."""
    end = entry.value.end
    found = re.compile(r" *, *").match(file.text, end)
    behind = found.end() if found else end
    if file.begins_line(entry.start) and file.ends_line(behind):
        return _above(file, entry.start, spot.before), file.line_end(behind) + 1, ""
    if not found and "\n" not in file.text[spot.before : entry.start]:
        return spot.before, end, ""
    return entry.start, behind, ""


# The result, looked at


def _parsed(file: File, path: Path, splices: Iterable[Splice]) -> File:
    """Return the file with the splices made; refuses those after which it could not be read."""
    try:
        return open_file(_spliced(file, splices), file.name)
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
    root = _bare(file.nodes)
    holder: object = root
    for step in path[:-1]:
        holder = holder[step] if isinstance(holder, dict | list) else holder  # type: ignore[index]
    if isinstance(holder, dict):
        holder.pop(path[-1], None)
    elif isinstance(holder, list) and isinstance(path[-1], int):
        del holder[path[-1] : path[-1] + 1]
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
        entry = _entry(span, step)
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
