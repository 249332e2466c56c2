"""The pages that offer a list or take a text, as values: what each key does and what is shown. No terminal is in it."""

from typing import Protocol

from .answering import (
    NO_ANSWER,
    NOT_KNOWN,
    SHOWN,
    entries,
    first_entry,
    matches,
    opening_choice,
    opening_text,
    opening_values,
    plain,
    wrap,
)
from .drawing import LEAST, Glyphs, Line, entry_lines, window
from .pages import UNKNOWN, Choice, Given, Page, clean


class Screen(Protocol):
    """One page being answered."""

    typed: bool  # it has a line to type in

    def press(self, key: str) -> None:
        """Take a key: a character, or an arrow or another key that moves, by its name."""
        ...

    def type(self, text: str) -> None:
        """Take what now stands in the line."""
        ...

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return what is shown between the question and the keys, in no more lines and columns than that."""
        ...

    def keys(self) -> list[str]:
        """Return what the keys do, besides going back."""
        ...

    def answer(self) -> Given:
        """Return what Enter would take."""
        ...


class Cursor:
    """A place in a list that keys move."""

    typed = False

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        self.page, self.glyphs, self.at = page, glyphs, 0

    def count(self) -> int:
        """Return how many places there are."""
        return len(self.page.choices)

    def press(self, key: str) -> None:
        """Move."""
        last = self.count() - 1
        steps = {"up": self.at - 1, "down": self.at + 1, "home": 0, "end": last, "pageup": self.at - 5}
        to = steps.get(key, self.at + 5 if key == "pagedown" else self.at)
        self.at = max(0, min(last, to))

    def type(self, text: str) -> None:
        """Take nothing: there is no line to type in."""

    def arrows(self, of: str) -> str:
        """Return the help for the arrows."""
        return f"{self.glyphs.up}{'' if len(self.glyphs.up) == 1 else '/'}{self.glyphs.down} {of}"

    def mark(self, here: bool) -> str:
        """Return the pointer, or its room."""
        return f"{self.glyphs.pointer} " if here else "  "


class TextScreen:
    """A line of text."""

    typed = True

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        self.page, self.text = page, opening_text(page)

    def press(self, key: str) -> None:
        """Take nothing: what is typed stands in the line."""

    def type(self, text: str) -> None:
        """Take what now stands in the line."""
        self.text = text

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return nothing below the line."""
        return []

    def keys(self) -> list[str]:
        """Return what can be typed."""
        unsure = ["? I don’t know yet"] if self.page.unknown else []
        if self.page.suggested and self.text == opening_text(self.page):
            return ["Enter take it, or type another", *unsure]
        return ["Enter go on" if not self.page.optional else "Enter go on, empty for no answer", *unsure]

    def answer(self) -> Given:
        """Return the text."""
        return self.text


class ChoiceScreen(Cursor):
    """One of a few, by arrows, number or first letters."""

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        super().__init__(page, glyphs)
        self.entries, self.at, self.begun = entries(page), first_entry(page), ""

    def count(self) -> int:
        """Return how many can be chosen."""
        return len(self.entries)

    def press(self, key: str) -> None:
        """Move by an arrow, or to what a number or letters begin."""
        if len(key) > 1:
            self.begun = ""
            super().press(key)
            return
        for begun in (self.begun + key, key):
            if (found := self.begins(begun)) is not None:
                self.begun, self.at = begun, found
                return

    def begins(self, begun: str) -> int | None:
        """Return the entry with that number, or whose title or one of whose words begins so."""
        if begun == UNKNOWN or begun.isdecimal():
            wanted = [entry.value == UNKNOWN if begun == UNKNOWN else str(n) == begun for n, entry in self.numbered()]
        else:
            titles = [plain(entry.title) for entry in self.entries]
            wanted = [title.startswith(plain(begun)) for title in titles]
            if not any(wanted):
                wanted = [any(word.startswith(plain(begun)) for word in title.split()) for title in titles]
        return wanted.index(True) if True in wanted else None

    def numbered(self) -> list[tuple[int, Choice]]:
        """Return the entries with their numbers."""
        return list(enumerate(self.entries, 1))

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return the list, as much of it as there is room for."""
        digits = len(str(len(self.entries)))
        blocks = [
            entry_lines(f"{self.mark(n - 1 == self.at)}{n:>{digits}}. ", entry, n - 1 == self.at, columns)
            for n, entry in self.numbered()
        ]
        return window(blocks, self.at, rows, self.glyphs)

    def keys(self) -> list[str]:
        """Return what the keys do."""
        unsure = ["? don’t know"] if self.page.unknown else []
        return [self.arrows("or number or first letters"), *unsure, "Enter take it"]

    def answer(self) -> Given:
        """Return the value under the pointer."""
        return self.entries[self.at].value


class ChoicesScreen(Cursor):
    """Any of a few, in the order in which they were chosen."""

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        super().__init__(page, glyphs)
        self.chosen = list(opening_values(page))

    def press(self, key: str) -> None:
        """Move, or choose and leave."""
        if key == " ":
            value = self.page.choices[self.at].value
            if value in self.chosen:
                self.chosen.remove(value)
            else:
                self.chosen.append(value)
        elif key.isdecimal():
            self.at = max(0, min(self.count(), int(key)) - 1)
        else:
            super().press(key)

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return the list with a box for each."""
        blocks = []
        for n, entry in enumerate(self.page.choices):
            box = "[x]" if entry.value in self.chosen else "[ ]"
            blocks.append(entry_lines(f"{self.mark(n == self.at)}{box} ", entry, n == self.at, columns))
        return window(blocks, self.at, rows, self.glyphs)

    def keys(self) -> list[str]:
        """Return what the keys do."""
        return [self.arrows("move"), "Space choose or leave", "Enter done"]

    def answer(self) -> Given:
        """Return the values."""
        return tuple(self.chosen)


class SearchScreen(Cursor):
    """One of hundreds: what is typed filters, and may be an answer itself."""

    typed = True

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        super().__init__(page, glyphs)
        self.type("")

    def type(self, text: str) -> None:
        """Filter anew; the best is under the pointer, before anything is typed the default."""
        self.text, self.at = clean(text), 0
        self.found = matches(self.page.choices, self.text) if self.text != UNKNOWN or not self.page.unknown else []
        self.offered = self.filtered() if self.text else self.unfiltered()

    def filtered(self) -> list[Choice]:
        """Return the matches, and what is typed as an answer of its own."""
        if self.text == UNKNOWN and self.page.unknown:
            return [NOT_KNOWN]
        known = any(plain(self.text) in (plain(choice.title), plain(choice.value)) for choice in self.found)
        return [*self.found[:SHOWN], *([] if known else [Choice(self.text, f"“{self.text}”", "as you typed it")])]

    def unfiltered(self) -> list[Choice]:
        """Return what can be taken at once: the default, else no answer where that is one, then the first choices."""
        first = opening_choice(self.page)
        rest = [choice for choice in self.found if choice not in first]
        last = [NO_ANSWER] if self.page.optional and NO_ANSWER not in first else []
        return [*first, *rest[: SHOWN - len(first)], *last]

    def count(self) -> int:
        """Return how many are offered."""
        return len(self.offered)

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return the matches and how many more there are."""
        blocks = [
            entry_lines(self.mark(n == self.at), entry, n == self.at, columns) for n, entry in enumerate(self.offered)
        ]
        more = sum(choice not in self.offered for choice in self.found)
        note = wrap(f"{more} more; type a few letters of it", columns - 2) if more else []
        note = note if rows - len(note) > LEAST else []
        return [*window(blocks, self.at, rows - len(note), self.glyphs), *([("class:dim", f"  {n}")] for n in note)]

    def keys(self) -> list[str]:
        """Return what the keys do."""
        unsure = ["? don’t know"] if self.page.unknown else []
        return ["type to find it", self.arrows("move"), *unsure, "Enter take it"]

    def answer(self) -> Given:
        """Return the value under the pointer."""
        return self.offered[self.at].value if self.offered else ""


class OrderScreen(Cursor):
    """Values in an order; the first few count, the others wait."""

    def __init__(self, page: Page, glyphs: Glyphs) -> None:
        super().__init__(page, glyphs)
        self.values, self.held = list(opening_values(page)), False

    def press(self, key: str) -> None:
        """Move the pointer, or what it holds."""
        if key == " ":
            self.held = not self.held
        elif key == "x" and 0 < self.page.most < self.count():
            self.swap()
        elif key.isdecimal():
            self.move(int(key) - 1)
        elif key in ("left", "right"):
            self.move(self.at + (1 if key == "right" else -1))
        elif self.held and key in ("up", "down"):
            self.move(self.at + (1 if key == "down" else -1))
        else:
            super().press(key)

    def move(self, to: int) -> None:
        """Move the entry under the pointer there."""
        to = max(0, min(self.count() - 1, to))
        self.values.insert(to, self.values.pop(self.at))
        self.at = to

    def swap(self) -> None:
        """Send an entry that counts to the end of those that wait; take one that waits as the last that counts."""
        counts, at = self.at < self.page.most, self.at
        self.move(self.count() - 1 if counts else self.page.most - 1)
        self.at = at if counts else self.at
        self.held = False

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return the list, with a rule where the waiting ones begin."""
        blocks = []
        for n, value in enumerate(self.values):
            entry = next(choice for choice in self.page.choices if choice.value == value)
            here, counts = n == self.at, n < self.page.most or not self.page.most
            hold = "*" if here and self.held else " "
            lead = f"{self.mark(here)}{hold}{f'{n + 1}.' if counts else '  '} "
            lines = entry_lines(lead, entry, here, columns)
            last = n + 1 == self.page.most < self.count()
            blocks.append([*lines, *self.rule(columns)] if last else lines)
        return window(blocks, self.at, rows, self.glyphs)

    def rule(self, columns: int) -> list[Line]:
        """Return the line above those that wait."""
        return [[("class:dim", f"   {text}")] for text in wrap("waiting, not in this plan:", columns - 3)]

    def keys(self) -> list[str]:
        """Return what the keys do."""
        swap = ["x swap"] if 0 < self.page.most < self.count() else []
        held = "Space put down" if self.held else "Space pick up"
        return [self.arrows("move it" if self.held else "move"), held, "1-9 place it", *swap, "Enter done"]

    def answer(self) -> Given:
        """Return all values in their order."""
        return tuple(self.values)
