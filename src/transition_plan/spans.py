"""YAML text to spans: where each key and value of a file begins and ends, for whoever changes one of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from .nodes import compose
from .slips import clean, unmend

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Span(NamedTuple):
    """Where a value stands, without its anchor; ``end`` is behind its last character, before any comment."""

    start: int
    end: int
    kind: str  # text, list, table, alias
    style: str  # of a text: its quote, | or >; of a list or table: its bracket; nothing where it is plain or block
    anchor: str  # its own, or the one that an alias names
    entries: "tuple[Entry, ...]" = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return self.start == self.end

    @property
    def is_block(self) -> bool:
        """Tell whether this is a list or a table with a line for each entry."""
        return bool(self.entries) and not self.style


class Entry(NamedTuple):
    """One key with its value, or one value of a list."""

    name: str  # the key; nothing in a list
    start: int  # of the key, of the dash, or of the value between brackets
    stop: int  # behind the colon, the dash or the anchor: from here on stands the value
    has_sign: bool  # whether there is that colon or dash
    value: Span


def find_spans(text: str) -> Span:
    """Return the span of a file's table; the text has plain line ends and can be parsed."""
    mended, _ = clean(text.encode())
    return _Finder(mended or "").run()


class _Finder:
    """Puts the parser's events, which know the shape, together with the scanner's tokens, which know the signs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.colons: list[int] = []
        self.dashes: list[int] = []
        self.behind_anchor: dict[int, int] = {}
        self.names: dict[str, str] = {}
        for token in yaml.scan(text, Loader=_LOADER):
            self._take(token)

    def _take(self, token: Any) -> None:
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.ValueToken):
            self.colons.append(start)
        elif isinstance(token, yaml.BlockEntryToken):
            self.dashes.append(start)
        elif isinstance(token, yaml.AnchorToken):
            self.behind_anchor[start] = end

    def run(self) -> Span:
        """Return the span of the root."""
        next(self.events)  # the stream starts
        next(self.events)  # the document starts
        return self._span(next(self.events))

    def _span(self, event: Any) -> Span:
        start: int = event.start_mark.index
        anchor: str = event.anchor or ""
        if isinstance(event, yaml.AliasEvent):
            end: Any = event.end_mark
            return Span(start, end.index, "alias", "", anchor)
        if anchor:
            start = self._skip_blank(self.behind_anchor[start])
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, start, anchor)
        return self._list(start, anchor) if isinstance(event, yaml.SequenceStartEvent) else self._table(start, anchor)

    def _skip_blank(self, index: int) -> int:
        found = re.compile(r"[ \n]*(?:#[^\n]*\n[ \n]*)*").match(self.text, index)
        return found.end() if found else index

    def _text(self, event: Any, start: int, anchor: str) -> Span:
        end = event.end_mark.index
        if anchor:
            self.names[anchor] = event.value
        if event.style in ("|", ">"):
            end = self._end_of_block(start, end)
        return Span(min(start, end), end, "text", event.style or "", anchor)

    def _end_of_block(self, start: int, end: int) -> int:
        """Return where the last line of a text below ``|`` ends; with ``|+`` the blank lines below belong to it."""
        if re.match(r"[|>][0-9]?\+", self.text[start : start + 3]):
            return end - (self.text[end - 1] == "\n")
        typed = start + len(self.text[start:end].rstrip(" \t\n"))
        found = self.text.find("\n", typed, end)
        return end if found < 0 else found

    def _list(self, start: int, anchor: str) -> Span:
        bracket = self._bracket(start, "[")
        entries: list[Entry] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            entries.append(self._flow_entry(event) if bracket else self._dash_entry(event))
        return self._holder(start, "list", bracket, anchor, entries, event)

    def _flow_entry(self, event: Any) -> Entry:
        start, value = event.start_mark.index, self._span(event)
        return Entry("", start, value.start, True, value)

    def _dash_entry(self, event: Any) -> Entry:
        mark = event.start_mark.index
        dash = self.dashes[bisect_left(self.dashes, mark) - 1]
        return self._entry("", dash, dash, event)

    def _table(self, start: int, anchor: str) -> Span:
        bracket = self._bracket(start, "{")
        entries: list[Entry] = []
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            entries.append(self._key_entry(event))
        return self._holder(start, "table", bracket, anchor, entries, event)

    def _key_entry(self, event: Any) -> Entry:
        start, key = event.start_mark.index, self._span(event)
        name = self.names[event.anchor] if key.kind == "alias" else event.value
        after = next(self.events)
        nearest = bisect_left(self.colons, key.end)
        found = self.colons[nearest] if nearest < len(self.colons) else len(self.text)
        colon = found if found < after.start_mark.index else -1
        return self._entry(compose(unmend(name)), start, colon if colon >= 0 else key.end - 1, after, colon >= 0)

    def _entry(self, name: str, start: int, sign: int, event: Any, has_sign: bool = True) -> Entry:
        stop = self.behind_anchor.get(event.start_mark.index, sign + 1) if event.anchor else sign + 1
        value = self._span(event)
        if value.is_empty:
            value = value._replace(start=stop, end=stop)
        return Entry(name, start, stop, has_sign, value)

    def _bracket(self, start: int, bracket: str) -> str:
        return bracket if self.text[start : start + 1] == bracket else ""

    def _holder(self, start: int, kind: str, bracket: str, anchor: str, entries: list[Entry], last: Any) -> Span:
        if bracket:
            return Span(start, last.end_mark.index, kind, bracket, anchor, tuple(entries))
        return Span(entries[0].start, entries[-1].value.end, kind, "", anchor, tuple(entries))
