"""Where Markdown's list items begin: CommonMark's containers and blocks, read line by line without a parser.

It knows what decides whether a line is a list item: quotes and items inside one another, lazy lines, fences, indented
code, HTML blocks, headings and rules. It reads thirty times faster than a parser that also reads what is inside.
"""

import re

QUOTE = -1  # among the containers; any other number is how far an item's content is indented
DEEPEST = 50  # containers inside one another; what stands deeper is text
PARAGRAPH, FENCE, HTML = "paragraph", "fence", "html"
VERBATIM = {FENCE, HTML}
FIRST, GOES_ON, HEADING = "first", "goes on", "heading"  # what ``Blocks.read`` can say about a line

_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_RAW = "script|pre|style|textarea"
_ATTRIBUTE = r"(?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\"))?)"
_BLANK = re.compile(r"(?!)")  # no line ends such a block, a blank one does
_HTML = (  # how an HTML block begins, and what its last line has
    (re.compile(rf"<(?:{_RAW})(?=\s|>|$)", re.I), re.compile(rf"</(?:{_RAW})>", re.I)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_NAMES})(?=\s|/?>|$)", re.I), _BLANK),
)  # fmt: skip
_ONE_TAG = re.compile(rf"(?:<[A-Za-z][A-Za-z0-9-]*{_ATTRIBUTE}*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)\s*$")
_HEADING = re.compile(r"#{1,6}(?: |$)")
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_RULE = re.compile(r"(?:\* *){3,}$|(?:- *){3,}$|(?:_ *){3,}$")
_MARKER = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?= |$)")
_SIGNS = frozenset("><#`~=-+*_0123456789")  # no block but a paragraph begins with anything else


class Blocks:
    """The containers and the block that are open after the lines read so far."""

    def __init__(self) -> None:
        self.containers: list[int] = []
        self.leaf = ""
        self.end: re.Pattern[str] = _BLANK  # what closes the fence or the HTML block
        self.fresh = False  # the innermost item has nothing in it yet
        self.first = False  # the open paragraph is the first thing in its item
        self.bare = ""  # the last line without what belongs to its containers

    def read(self, line: str) -> str:
        """Read the next line; say if it begins an item's first paragraph, goes on with it or makes it a heading."""
        line = line.rstrip(" \t\r")
        if self.leaf not in VERBATIM:  # most lines are blank or plain text: these need no search
            if not line and not self.fresh and QUOTE not in self.containers:
                self.leaf, self.first = "", False
                return ""
            if line[:1].isalpha():
                return self._text(0)
            if line[:1] == "#" and _HEADING.match(line):
                return self._leave(0)
        if "\t" in line:
            line = line.expandtabs(4)
        at, matched = self._enter(line)
        rest = line[at:]
        if self.leaf in VERBATIM and matched == len(self.containers):
            self._inside(rest)
            return ""
        said = self._open(rest, matched)
        while said is None:
            said = self._open(self.bare, len(self.containers))
        return said

    def open_item(self) -> None:
        """Read a line that begins with ``- `` and text at column 0, where no fence or HTML block stands open."""
        self.containers = [2]
        self.leaf, self.fresh, self.first = PARAGRAPH, False, True

    def _enter(self, line: str) -> tuple[int, int]:
        at, last = 0, len(self.containers) - 1
        for n, width in enumerate(self.containers):
            bare = line[at:].lstrip(" ")
            indent = len(line) - at - len(bare)
            if width == QUOTE:
                if indent > 3 or not bare.startswith(">"):
                    return at, n
                at += indent + (2 if bare.startswith("> ") else 1)
            elif bare:
                if indent < width:
                    return at, n
                at += width
            elif self.fresh and n == last:  # an item may begin with one blank line, not with two
                return at, n
        return at, last + 1

    def _inside(self, rest: str) -> None:
        bare = rest.lstrip(" ")
        if self.leaf == FENCE:
            ended = len(rest) - len(bare) <= 3 and self.end.match(bare) is not None
        else:
            ended = self.end.search(bare) is not None or (not bare and self.end is _BLANK)
        if ended:
            self.leaf = ""

    def _open(self, rest: str, matched: int) -> str | None:
        """Open what begins here; ``None`` after a container, whose content is read next."""
        bare = rest.lstrip(" ")
        self.bare = bare
        if not bare:
            return self._leave(matched, fresh=self.fresh and matched == len(self.containers))
        if len(rest) - len(bare) > 3:
            return self._text(matched) if self.leaf == PARAGRAPH else self._leave(matched)
        if bare[0] not in _SIGNS:
            return self._text(matched)
        return self._sign(bare, len(rest) - len(bare), matched)

    def _sign(self, bare: str, indent: int, matched: int) -> str | None:
        if bare[0] == "<":
            return self._html(bare, matched)
        if self._is_below_text(matched) and bare[0] in "=-" and not bare.strip(bare[0]):
            return self._leave(matched, said=HEADING if self.first else "")
        if _HEADING.match(bare) or _RULE.match(bare):
            return self._leave(matched)
        if fence := _FENCE.match(bare):
            return self._leave(matched, FENCE, re.compile(f"{fence[0]}{fence[0][0]}*$"))
        return None if self._contain(bare, indent, matched) else self._text(matched)

    def _contain(self, bare: str, indent: int, matched: int) -> bool:
        """Open a quote or an item, if one begins here."""
        if len(self.containers) >= DEEPEST:
            return False
        if bare[0] == ">":
            self._quote(matched)
            return True
        marker = _MARKER.match(bare)
        if marker is None or self._is_only_text(marker, bare, matched):
            return False
        self._item(bare, indent, marker.end(), matched)
        return True

    def _is_below_text(self, matched: int) -> bool:
        return self.leaf == PARAGRAPH and matched == len(self.containers)

    def _is_only_text(self, marker: re.Match[str], bare: str, matched: int) -> bool:
        """Tell whether a marker goes on with the paragraph above: an empty one and a number that is not 1 do."""
        return self._is_below_text(matched) and (marker.end() == len(bare) or int(marker[1] or 1) != 1)

    def _quote(self, matched: int) -> None:
        self._leave(matched)
        self.containers.append(QUOTE)
        self.bare = self.bare[2 if self.bare.startswith("> ") else 1 :]

    def _item(self, bare: str, indent: int, width: int, matched: int) -> None:
        content = bare[width:].lstrip(" ")
        spaces = len(bare) - width - len(content)
        if spaces > 4 or not content:
            spaces = 1
        self._leave(matched, fresh=True)
        self.containers.append(indent + width + spaces)
        self.bare = bare[width + spaces :]

    def _html(self, bare: str, matched: int) -> str:
        end = next((end for begin, end in _HTML if begin.match(bare)), None)
        if end is None and self.leaf != PARAGRAPH and _ONE_TAG.match(bare):
            end = _BLANK
        if end is None:
            return self._text(matched)
        return self._leave(matched, "" if end.search(bare) else HTML, end)

    def _text(self, matched: int) -> str:
        if self.leaf == PARAGRAPH:
            return GOES_ON if self.first else ""
        first = self.fresh and matched == len(self.containers)
        self._leave(matched, PARAGRAPH)
        self.first = first
        return FIRST if first else ""

    def _leave(
        self, matched: int, leaf: str = "", end: re.Pattern[str] = _BLANK, *, fresh: bool = False, said: str = ""
    ) -> str:
        """Close the containers that the line is not in, and open a block in the others."""
        del self.containers[matched:]
        self.leaf, self.end, self.fresh, self.first = leaf, end, fresh, False
        return said
