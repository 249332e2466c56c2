"""What to cut out of a plan file's text and what to put there, so that all around it stays as it was typed."""

import re
from collections.abc import Iterable
from typing import NamedTuple, cast

from .schema import fields_of, is_record, shape_at
from .source import Table, parse_yaml
from .spans import Entry, Span, find_spans
from .spelling import WIDTH, needs_lines, quote, spell, spell_lines, spell_text

Path = tuple[str | int, ...]
Splice = tuple[int, int, str]  # from, to, and what stands there then

MARK = "\ufeff"

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


def spliced(file: File, splices: Iterable[Splice]) -> str:
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


def find_entry(holder: Span, step: str | int) -> Entry | None:
    """Return what a list or table has at a step, as it was typed there."""
    if isinstance(step, int):
        return holder.entries[step] if step < len(holder.entries) else None
    return next((entry for entry in holder.entries if entry.name == step), None)


# A value in the place of another


def replace_value(file: File, spot: Spot, value: object) -> list[Splice]:
    """Return the splices that put a value in the place of the one at a spot."""
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
    if not old.is_empty and file.column(old.start) > column and (own_line or not entry.name):
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


def add_value(file: File, spot: Spot, path: Path, value: object, shape: object) -> list[Splice]:
    """Return the splices that add a key, behind those that ``shape`` has before it, or an entry at the end."""
    step, holder = path[-1], spot.holder
    one = {step: value} if isinstance(step, str) else [value]
    if not holder.entries and spot.owner and "#" not in file.text[holder.start : holder.end]:
        return replace_value(file, spot.owner, one)
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


def take_out(file: File, spot: Spot, entry: Entry) -> list[Splice]:
    """Return the splices that take an entry out, with the comment directly above it and the one behind."""
    if len(spot.holder.entries) == 1 and spot.owner:
        return replace_value(file, spot.owner, {} if entry.name else [])
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
