"""A Markdown document as headings, paragraphs, items and tables: what Word and PDF set in their own way."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

UNPRINTED = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
LEAST, MOST, WORD = 20, 90, 30  # the least width of a column; the most characters of a cell, of a word that count
CHART = "mermaid"  # a drawing in words, which no print shows as it is meant
FOLLOWED = ("http://", "https://", "mailto:")  # where a link may lead


class Run(NamedTuple):
    """Words that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


class Piece(NamedTuple):
    """A heading, paragraph, item, quote, table or code; ``kind`` says which."""

    kind: str  # "heading", "paragraph", "item", "quote", "table", "code"
    runs: tuple[Run, ...] = ()
    level: int = 0  # of a heading, 1 the highest; of an item, 0 the outermost
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()  # of a table; the first is its head


def read_prose(markdown: str) -> list[Piece]:
    """Return the pieces of a document; raw HTML is text, and a link leads only where a reader may safely go."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return list(pieces(reader.parse(clean(without_front_matter(markdown.replace("\r\n", "\n"))))))


def clean(text: str) -> str:
    """Return a text without what neither XML nor a printed page can hold."""
    return UNPRINTED.sub("", text)


def without_front_matter(markdown: str) -> str:
    """Return a document without the keys above it."""
    if not markdown.startswith("---\n"):
        return markdown
    _, closing, rest = markdown[4:].partition("\n---\n")
    return rest if closing else markdown


def pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Yield the pieces that tokens make."""
    inside: list[str] = []
    table: list[list[tuple[Run, ...]]] = []
    for token in tokens:
        if token.type == "table_open":
            table = []
        elif token.type == "tr_open":
            table.append([])
        elif token.type == "table_close":
            yield Piece("table", rows=tuple(map(tuple, table)))
        if token.nesting > 0:
            inside.append(token.type.removesuffix("_open") + token.tag[1:] * (token.type == "heading_open"))
        elif token.nesting < 0:
            inside.pop()
        elif token.type in ("fence", "code_block"):
            if token.info.split()[:1] != [CHART]:
                yield Piece("code", (Run(token.content.rstrip("\n")),))
        elif token.type == "inline":
            found = tuple(runs(token.children or []))
            if inside[-1] in ("th", "td"):
                table[-1].append(found)
            else:
                yield piece(found, inside)


def piece(found: tuple[Run, ...], inside: Sequence[str]) -> Piece:
    """Return what words are, by what they stand in."""
    if inside[-1].startswith("heading"):
        return Piece("heading", found, int(inside[-1].removeprefix("heading")))
    if "list_item" in inside:
        return Piece("item", found, inside.count("list_item") - 1)
    return Piece("quote" if "blockquote" in inside else "paragraph", found)


def runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Yield the words of a paragraph with how they look."""
    bold = italic = 0
    urls: list[str] = []
    for token in tokens:
        bold += token.nesting * (token.type.startswith("strong"))
        italic += token.nesting * (token.type.startswith("em_"))
        if token.type == "link_open":
            url = str(token.attrGet("href") or "")
            urls.append(url if url.startswith(FOLLOWED) else "")
        elif token.type == "link_close":
            urls.pop()
        text = " " if token.type == "softbreak" else "\n" if token.type == "hardbreak" else token.content
        if token.nesting == 0 and text:
            yield Run(text, bold > 0, italic > 0, urls[-1] if urls else "")


def widths(table: Piece) -> list[int]:
    """Return how wide the columns of a table ask to be, compared with each other."""
    return [int(max(room_for(cell) for cell in column)) for column in zip(*table.rows, strict=True)]


def room_for(cell: Sequence[Run]) -> float:
    """Return the width that a cell asks for: four times the words need not be four times as wide, they can wrap."""
    text = "".join(run.text for run in cell)
    longest = max(map(len, text.split()), default=0)
    return max(LEAST, 10 * math.sqrt(min(len(text), MOST)), 3.3 * min(longest, WORD))
