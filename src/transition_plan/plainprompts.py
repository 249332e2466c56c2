"""Asks a page's question with numbered lists and Enter: nothing is drawn twice, no colour, fit for a screen reader."""

import os
from collections.abc import Collection, Mapping, Sequence
from typing import TextIO

from .answering import (
    SHOWN,
    entries,
    first_entry,
    matches,
    opening_choice,
    opening_ratings,
    opening_text,
    opening_values,
    plain,
    spelled,
    title_of,
    told,
    wrap,
    wrong,
)
from .pages import LEVELS, UNKNOWN, Choice, Given, GoBack, Page, Rating, Row, clean

UNWRAPPED = 100_000  # columns of what is no terminal


class NotUnderstood(Exception):
    """What was typed is no answer to this kind of question; the text says what would be one."""


class PlainPrompter:
    """Asks line by line on two text streams; the end of the input ends the interview."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self.source, self.target = source, target

    def ask(self, page: Page) -> Given:
        """Show a page until it has an answer whose check finds nothing wrong; raises ``GoBack``."""
        ways = {
            "text": self.text,
            "choice": self.choice,
            "choices": self.choices,
            "search": self.search,
            "order": self.order,
            "ratings": self.ratings,
        }
        self.show(["", *filter(None, (page.progress, page.ask, page.help))])
        while True:
            try:
                given = ways[page.kind](page)
                problem = wrong(page, given)
            except NotUnderstood as error:
                problem = str(error)
            if not problem:
                self.show([told(page, given)])
                return given
            self.show([problem, page.ask])

    def show(self, lines: Sequence[str]) -> None:
        """Show lines between two pages, wrapped to the terminal."""
        for line in lines:
            indent = " " * (len(line) - len(line.lstrip(" ")))
            for text in wrap(line, self.columns() - len(indent)) or [""]:
                self.put(f"{indent}{text}\n")

    def put(self, text: str) -> None:
        """Write, in the marks that the stream can show."""
        self.target.write(spelled(text, getattr(self.target, "encoding", None) or "utf-8"))
        self.target.flush()

    def columns(self) -> int:
        """Return how wide a line may be."""
        try:
            return max(1, os.get_terminal_size(self.target.fileno()).columns - 1)
        except (OSError, ValueError):  # no terminal, or no file at all
            return UNWRAPPED

    def line(self, hint: str, default: str = "") -> str:
        """Ask for a line; ``<`` goes back."""
        *above, last = wrap(f"{hint}, < to go back{f' [{default}]' if default else ''}:", self.columns() - 1)
        self.show(above)
        self.put(f"{last} ")
        try:
            line = self.source.readline()
        except UnicodeDecodeError:
            raise NotUnderstood("That line had bytes that are no text here; type it again.") from None
        if not line:
            self.put("\n")
            raise KeyboardInterrupt
        if clean(line) == "<":
            raise GoBack
        return clean(line)

    def text(self, page: Page) -> Given:
        """Ask for a text; Enter takes the default."""
        default = opening_text(page)
        hint = ", ".join(["Type it" + (", or Enter for the text in brackets" if default else ""), *besides(page)])
        line = self.line(hint, default)
        return "" if line == "-" and page.optional else line or default

    def choice(self, page: Page) -> Given:
        """Ask for one of a few, by its number or how it begins."""
        offered, at = entries(page), first_entry(page)
        self.show(numbered(offered))
        line = self.line("Number or first letters", str(at + 1))
        if line == UNKNOWN and page.unknown:
            return UNKNOWN
        return picked(offered, line).value if line else offered[at].value

    def choices(self, page: Page) -> Given:
        """Ask for any of a few, by their numbers."""
        chosen = opening_values(page)
        self.show(numbered(page.choices))
        places = [str(n) for value in chosen for n, choice in enumerate(page.choices, 1) if choice.value == value]
        line = self.line("Numbers with spaces between, as in 1 3; 0 for none", " ".join(places) or "0")
        if not line:
            return chosen
        return () if line == "0" else tuple(page.choices[n].value for n in numbers(line, len(page.choices)))

    def search(self, page: Page) -> Given:
        """Ask for one of many: part of a title finds, a number takes, what finds nothing is an answer itself."""
        first = opening_choice(page)
        rest = [choice for choice in page.choices if choice not in first]
        offered = [*first, *rest[: SHOWN - len(first)]]
        left = len(page.choices) - sum(choice in page.choices for choice in offered)
        while True:
            self.show([*numbered(offered), *([f"  and {left} more"] if left else [])])
            line = self.line(", ".join(["Part of its title, or a number", *besides(page)]), "1")
            if line == UNKNOWN and page.unknown:
                return UNKNOWN
            if line == "-" and page.optional:
                return ""
            if not line or line.isdecimal():
                return picked(offered, line or "1").value
            offered, left = found(page, line)
            if len(offered) == 1:
                return offered[0].value

    def order(self, page: Page) -> Given:
        """Ask for the order of all, by their numbers."""
        values = opening_values(page)
        titles = [title_of(page, value) for value in values]
        lines = numbered([Choice(value, title) for value, title in zip(values, titles, strict=True)])
        if 0 < page.most < len(values):
            lines.insert(page.most, "  waiting, not in this plan:")
        self.show(lines)
        line = self.line("Numbers in the order you want, as in 2 1 3, or Enter to keep it")
        first = [values[n] for n in numbers(line, len(values))] if line else []
        return (*first, *(value for value in values if value not in first))

    def ratings(self, page: Page) -> Given:
        """Ask row by row; ``<`` goes to the row before."""
        levels, own = opening_ratings(page), set[str]()
        try:
            self.rate_rows(page, levels, own)
        except (GoBack, KeyboardInterrupt, SystemExit):
            if own:
                page.left(rated(page, levels, own))
            raise
        return rated(page, levels, own)

    def rate_rows(self, page: Page, levels: dict[str, Rating], own: set[str]) -> None:
        """Ask for every row in turn; put what was typed into ``levels``, and whose row it was into ``own``."""
        at = 0
        self.show([f"  {n} = {meaning}" for n, meaning in enumerate(LEVELS)])
        while at < len(page.rows):
            row = page.rows[at]
            try:
                typed = self.rating(row, levels[row.id], row.id in own, f"{at + 1} of {len(page.rows)}")
            except NotUnderstood as error:
                self.show([str(error)])
                continue
            except GoBack:
                if not at:
                    raise
                at -= 1
                continue
            if typed is not None:
                levels[row.id] = typed
                own.add(row.id)
            at += 1

    def rating(self, row: Row, level: Rating, own: bool, place: str) -> Rating | None:
        """Ask for one row; nothing typed leaves it as it is."""
        source = f" {level} comes from {row.inferred}." if row.inferred and not own else ""
        self.show([f"{place}. {row.name}: {row.meaning}", f"The role needs {row.required}.{source}"])
        line = self.line("0-4, ? for don’t know, Enter for the level in brackets", str(level))
        if line in (UNKNOWN, "-"):
            return "?"
        if line not in ("", "0", "1", "2", "3", "4"):
            raise NotUnderstood("Type a number from 0 to 4, or ? if you don’t know.")
        return int(line) if line else None


def rated(page: Page, levels: Mapping[str, Rating], own: Collection[str]) -> Given:
    """Return the levels that are the person's own."""
    return {row.id: levels[row.id] for row in page.rows if row.id in own or not row.inferred}


def besides(page: Page) -> list[str]:
    """Return what can be typed instead of an answer."""
    return [*(["? for don’t know yet"] if page.unknown else []), *(["- for no answer"] if page.optional else [])]


def numbered(offered: Sequence[Choice]) -> list[str]:
    """Return choices as lines with numbers."""
    return [f"  {n}. {choice.title}{f': {choice.hint}' if choice.hint else ''}" for n, choice in enumerate(offered, 1)]


def picked(offered: Sequence[Choice], line: str) -> Choice:
    """Return the choice with that number, or the only one that begins so."""
    if line.isdecimal():
        if not 0 < int(line) <= len(offered):
            raise NotUnderstood(f"Type a number from 1 to {len(offered)}.")
        return offered[int(line) - 1]
    begun = [choice for choice in offered if plain(choice.title).startswith(plain(line))]
    exact = [choice for choice in begun if plain(choice.title) == plain(line)]
    if len(exact or begun) == 1:
        return (exact or begun)[0]
    what = f"{len(begun)} of them begin with “{line}”" if begun else f"None of them begins with “{line}”"
    raise NotUnderstood(f"{what}; type a number from 1 to {len(offered)}.")


def numbers(line: str, most: int) -> list[int]:
    """Return places, counted from 0, without the repeated ones."""
    words = line.replace(",", " ").split()
    if not all(word.isdecimal() and 0 < int(word) <= most for word in words):
        raise NotUnderstood(f"Type numbers from 1 to {most} with spaces between.")
    return list(dict.fromkeys(int(word) - 1 for word in words))


def found(page: Page, line: str) -> tuple[list[Choice], int]:
    """Return what is offered for a text, and how many more there are; the text itself is the last."""
    fits = matches(page.choices, line)
    known = [choice for choice in fits if plain(line) in (plain(choice.title), plain(choice.value))]
    if known:
        return known[:1], 0
    return [*fits[:SHOWN], Choice(line, f"“{line}”", "as you typed it")], max(0, len(fits) - SHOWN)
