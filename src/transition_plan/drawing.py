"""The parts of a page in a terminal, as lines of styled texts: the head, a list, the foot."""

from collections.abc import Sequence
from typing import NamedTuple

from .answering import width, wrap
from .pages import Choice, Page

Line = list[tuple[str, str]]  # style and text
ROOM = 8  # lines that an answer should have before the help is shown
LEAST = 3  # lines that it has even before the question


class Glyphs(NamedTuple):
    """The marks that a terminal's encoding has."""

    pointer: str
    up: str
    down: str
    sideways: str
    between: str
    ellipsis: str


RICH = Glyphs("›", "↑", "↓", "←→", " · ", "…")
ASCII = Glyphs(">", "up", "down", "left/right", " | ", "...")


def entry_lines(lead: str, entry: Choice, here: bool, columns: int) -> list[Line]:
    """Return an entry: its title, and its hint beside it, below it when there is no room."""
    style = "class:here" if here else ""
    room = max(1, columns - width(lead))
    texts = wrap(entry.title, room) or [entry.value]
    lines: list[Line] = [[(style, f"{lead if not n else ' ' * width(lead)}{text}")] for n, text in enumerate(texts)]
    if entry.hint and width(texts[-1]) + 2 + width(entry.hint) <= room:
        lines[-1].append(("class:dim", f"  {entry.hint}"))
    elif entry.hint and here:
        lines += [[("class:dim", f"{' ' * width(lead)}{text}")] for text in wrap(entry.hint, room)]
    return lines


def window(blocks: Sequence[list[Line]], at: int, rows: int, glyphs: Glyphs) -> list[Line]:
    """Return as many blocks around the one under the pointer as have room, and how many there are beyond."""
    if sum(map(len, blocks)) <= rows:
        return [line for block in blocks for line in block]
    if rows < LEAST:
        return blocks[at][: max(1, rows)]
    first, last = stretch(list(map(len, blocks)), at, rows - 2)
    shown = [line for block in blocks[first : last + 1] for line in block][: rows - 2]
    return [*beyond(first, glyphs.up), *shown, *beyond(len(blocks) - 1 - last, glyphs.down)]


def stretch(heights: Sequence[int], at: int, room: int) -> tuple[int, int]:
    """Return the first and the last of the blocks around one that have room together, as evenly as may be."""
    first = last = at
    left = room - heights[at]
    while True:
        after = last + 1 < len(heights) and heights[last + 1] <= left
        before = first > 0 and heights[first - 1] <= left
        if after and (last - at <= at - first or not before):
            last += 1
            left -= heights[last]
        elif before:
            first -= 1
            left -= heights[first]
        else:
            return first, last


def beyond(count: int, arrow: str) -> list[Line]:
    """Return the line that says how many are not shown."""
    return [[("class:dim", f"  {arrow} {count} more")]] if count else []


def head_lines(page: Page, columns: int, rows: int, glyphs: Glyphs) -> list[Line]:
    """Return the progress, the question and the help; the help only where there is room, the question cut at last."""
    progress: list[Line] = [[("class:dim", text)] for text in wrap(page.progress, columns)]
    ask: list[Line] = [[("class:ask", text)] for text in wrap(page.ask, columns)]
    explained: list[Line] = [[("class:dim", text)] for text in wrap(page.help, columns)]
    for lines in (progress + ask + explained, progress + ask, ask):
        if len(lines) <= rows:
            return lines
    most = max(1, rows + ROOM - LEAST - 1)
    whole = progress + ask if len(progress + ask) <= most else ask
    return whole if len(whole) <= most else [*whole[: most - 1], [("class:ask", glyphs.ellipsis)]]


def foot_lines(keys: Sequence[str], error: str, note: str, columns: int, glyphs: Glyphs) -> list[Line]:
    """Return what is wrong, what was done to a paste, and the keys, broken between two of them."""
    lines: list[Line] = [[("class:error", text)] for text in wrap(error, columns)]
    lines += [[("class:note", text)] for text in wrap(note, columns)]
    line = ""
    for key in keys:
        longer = f"{line}{glyphs.between}{key}" if line else key
        if line and width(longer) > columns:
            lines += [[("class:dim", text)] for text in wrap(line, columns)]
            longer = key
        line = longer
    return [*lines, *([("class:dim", text)] for text in wrap(line, columns))]
