"""The ratings page, as a value: a grid on one screen, and what the level under the pointer means."""

from .answering import opening_ratings, width, wrap
from .drawing import LEAST, Glyphs, Line, stretch
from .pages import LEVELS, UNKNOWN, Given, Page, Rating, Row
from .screens import Cursor

NARROW, TINY = 62, 36  # columns


class RatingsScreen(Cursor):
    """A grid: a row for each competency, five levels, and what the level under the pointer means."""

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        super().__init__(page, glyphs)
        self.levels = opening_ratings(page)
        self.own: set[str] = set()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.page.rows)

    def press(self, key: str) -> None:
        """Rate and go to the next row, or move."""
        if key in ("0", "1", "2", "3", "4"):
            self.rate(int(key))
            super().press("down")
        elif key in (UNKNOWN, "-"):
            self.rate("?")
            super().press("down")
        elif key in ("left", "right"):
            self.step(1 if key == "right" else -1)
        else:
            super().press(key)

    def rate(self, level: Rating) -> None:
        """Give the row under the pointer a level."""
        row = self.page.rows[self.at]
        self.levels[row.id] = level
        self.own.add(row.id)

    def step(self, by: int) -> None:
        """Move the level of the row by one; from “don’t know” the first step is the lowest."""
        level = self.levels[self.page.rows[self.at].id]
        self.rate(max(0, min(4, level + by)) if isinstance(level, int) else 0)

    def inferred(self, row: Row) -> str:
        """Return where the level of a row comes from, unless the person gave it."""
        return "" if row.id in self.own else row.inferred

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return the grid and, below it, what the row and its level mean, as much of it as has room."""
        blocks = [self.row_lines(n, columns) for n in range(self.count())]
        header = columns >= TINY
        wanted = sum(map(len, blocks)) + header
        *full, short, shortest = self.meanings(columns)
        fits = [below for below in full if wanted + len(below) <= rows]
        fits += [below for below in (short, shortest) if min(wanted, LEAST + 2) + len(below) <= rows]
        below = fits[0] if fits else []
        first, last = stretch(list(map(len, blocks)), self.at, max(1, rows - header - len(below)))
        grid = [line for block in blocks[first : last + 1] for line in block]
        return [*(self.header(first, last, columns) if header else []), *grid, *below][: max(1, rows)]

    def header(self, first: int, last: int, columns: int) -> list[Line]:
        """Return the names of the columns, and which rows are shown unless it is all."""
        shown = "" if last - first + 1 == self.count() else f"{first + 1}-{last + 1} of {self.count()}"
        return [[("class:dim", f"  {shown:<{self.name_room(columns)}}  role  your level")]]

    def name_room(self, columns: int) -> int:
        """Return how wide the names may be."""
        widest = max((width(row.name) for row in self.page.rows), default=0)
        return min(widest, columns - 21 if columns < NARROW else 36)

    def row_lines(self, n: int, columns: int) -> list[Line]:
        """Return a row; in a few columns its cells have a line of their own."""
        row, here = self.page.rows[n], n == self.at
        style = "class:here" if here else ""
        if columns < TINY:
            cells = self.cells(row, columns)
            return [*[[(style, text)] for text in self.name_lines(row, here, columns - 2)], [("", "  "), *cells]]
        room = self.name_room(columns)
        first, *more = self.name_lines(row, here, room)
        level = f"{row.required:>5}  "
        line = [(style, first), ("", " " * (room + 2 - width(first))), ("class:need", level), *self.cells(row, columns)]
        return [line + self.source(row, columns - room - 20), *([(style, text)] for text in more)]

    def name_lines(self, row: Row, here: bool, room: int) -> list[str]:
        """Return the name in lines, the pointer before the first."""
        texts = wrap(row.name, max(1, room)) or [row.id]
        return [f"{self.mark(here and not n)}{text}" for n, text in enumerate(texts)]

    def cells(self, row: Row, columns: int) -> Line:
        """Return the five levels, the one that holds in brackets, an inferred one in round ones."""
        level, inferred = self.levels[row.id], self.inferred(row)
        style = "class:inferred" if inferred else "class:level"
        left, right = "()" if inferred else "[]"
        if columns < 14:
            return [(style, f"{left}{level}{right}")]
        line: Line = []
        for n in range(5):
            before = left if level == n else right if level == n - 1 else " "
            line += [("class:dim", before), (style if level == n else "class:dim", str(n))]
        end = right if level == 4 else " "
        return [*line, ("class:dim", end), *([("class:level", "?")] if level == UNKNOWN else [])]

    def source(self, row: Row, room: int) -> Line:
        """Return beside the level where it comes from, when there is room for the whole of it."""
        text = f"  from {self.inferred(row)}"
        return [("class:dim", text)] if self.inferred(row) and width(text) <= room else []

    def meanings(self, columns: int) -> list[list[Line]]:
        """Return what the row under the pointer and its level mean, from the fullest form to the shortest."""
        row = self.page.rows[self.at]
        level = self.levels[row.id]
        about: list[Line] = [[("class:here", text)] for text in wrap(f"{row.name}: {row.meaning}", columns)]
        whole = [line for one in (*range(5), UNKNOWN) for line in self.level_lines(one, one == level, columns)]
        short = self.level_lines(level, False, columns)
        source = f"({level}) comes from {self.inferred(row)}"
        hint = f"{source}; rate it to make it yours"
        texts = wrap(hint if width(hint) <= columns else source, columns) if self.inferred(row) else []
        origin: list[Line] = [[("class:inferred", text)] for text in texts]
        return [[[], *about, *whole, *origin], [[], *about, *short, *origin], [*short, *origin], short]

    def level_lines(self, level: object, here: bool, columns: int) -> list[Line]:
        """Return a level and its meaning."""
        words = LEVELS[level] if isinstance(level, int) else "don’t know; the plan asks about it early"
        texts = wrap(words, max(1, columns - 6))
        style = "class:level" if here else "class:dim"
        lead = f"{self.mark(here)}{level} = "
        return [[(style, f"{lead if not n else ' ' * len(lead)}{text}")] for n, text in enumerate(texts)]

    def keys(self) -> list[str]:
        """Return what the keys do."""
        return [self.arrows("row"), f"0-4 or {self.glyphs.sideways} rate", "? don’t know", "Enter done"]

    def answer(self) -> Given:
        """Return the levels that are the person's own: what was only filled in and left is nobody's word."""
        return {row.id: self.levels[row.id] for row in self.page.rows if not self.inferred(row)}
