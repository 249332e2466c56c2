"""The slips people make in YAML: bytes that are no text, and lines whose look tells what went wrong."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple


class Slip(NamedTuple):
    """A mistake in plain words with its mend; ``line`` and ``column`` count from 0, as the parser does."""

    line: int
    column: int
    text: str


class Complaint(NamedTuple):
    """What a parser says: its jargon, where it gave up, and where the thing it was reading starts."""

    said: str
    at: tuple[int, int]
    opened: tuple[int, int]


# Controls, line ends that only YAML 1.1 sees, signs that turn the text around them, bytes that are no UTF-8.
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_STAND_IN = "\ufdd0"  # Unicode keeps it free for such use, and _BAD keeps it out of files
_MOST_SHOWN = 20  # a file in another encoding has thousands
SHOWN = 16  # names, from which on a list of them helps nobody

_CONFLICT = "a merge conflict is left here; keep one side, delete the lines '<<<<<<<', '=======', '>>>>>>>'"
_HTML = "this is a web page (HTML), not YAML; save the file itself, not the page that shows it"
BRACES = "YAML reads '{{' as a table; put the whole text in quotes: \"{{ … }}\""
_UTF16 = "the file is UTF-16; save it as UTF-8"

_VALUE = r"(?:^|[:\-]\s|[\[,])\s*"  # where a value starts
_DASH = (r"^\s*(-)[^\s-]", "put a space after the '-'")
_COLON = (r"^\s*(?:-\s+)?[\w-]+(:)[^\s:/\\]", "put a space after the ':'")
_NO_BREAK = (r"(?:^ *|[:-])(\xa0)", "a no-break space stands here, as web pages have; type a plain space")

# On the line where the parser gave up: what group 1 matches is what to point at, and \1 in the text.
_HERE = (
    (_VALUE + r"(\{\{)", BRACES),
    (_VALUE + r"(\{%)", "YAML cannot read '{%' here; put the whole text in quotes"),
    (r"^ *(\t)", "a tab indents this line; indent with spaces"),
    _NO_BREAK,
    (_VALUE + r"([“”„‟«»‘’‚])", "'\\1' is a typographic quote; write straight quotes around the text"),
    (r"^(%YAML)", "this reader knows YAML 1.1 and 1.2; take the line '%YAML …' out"),
    (_VALUE + r"([@`%,])", "a text without quotes cannot start with '\\1'; put it in quotes"),
    (r"^\s*(:)(?:\s|$)", "a key is missing before ':'"),
    _DASH,
    _COLON,
    (_VALUE + r"([\]}])", "this '\\1' closes nothing; take it out, or put the text in quotes"),
    (_VALUE + r"(\"[^\"]*\"|'[^']*')\s*[^\s,:#\]}]",
     "the text goes on after its closing quote; put all of it in quotes of the other kind"),
    (r":\s+(-)\s", "a list starts on a line of its own; put '- ' on the next line"),
    (r"^\s*(?:-\s+)?([^\s:\"'][^:\"']{200,}):\s",
     "this key is longer than 200 characters; if it is a text, put it in quotes"),
    (r":\s+([^\s\"'\[{#|>](?:[^#]|\S#)*?:)(?:\s|$)",
     "a text without quotes cannot hold ': '; put the whole text in quotes"),
)  # fmt: skip

# One line higher: these lines look like a text that goes on, so the parser only stumbles over the next one.
_ABOVE = (
    _NO_BREAK,
    _DASH,
    _COLON,
    (r"([|>])[+-]?\s*$", "the lines of the text that starts here must be indented"),
)

# By what the parser was reading; the place to point at is where that starts.
_INSIDE = (
    (r"flow (?:sequence|mapping)", "this bracket has no end or lacks a ','; close it, or quote the text"),
    (r"an (?:alias|anchor)| tag", "a text without quotes cannot start with *, & or !; put it in quotes"),
    (r"block scalar", "'|' and '>' start a text on the next line; put a text that starts so in quotes"),
    (r"simple key", "this line has no ': '; write 'key: value', or indent it below the text it goes on with"),
)

_UNCLOSED = "this quote is never closed; close it where the text ends"
_ESCAPE = "in double quotes '\\' starts an escape; put a Windows path in single quotes"
_MISFIT = "this does not fit the lines above; line it up with them, and close every quote and bracket"


def shorten(text: str) -> str:
    """Return what a person typed for use in a message: on one line, at most 40 characters."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def clean(data: bytes) -> tuple[str | None, list[Slip]]:
    """Return the text to parse and what is wrong in it already; no text where the file is no YAML at all."""
    if b"\0" in data[:2] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [Slip(0, 0, _UTF16)]
    text = data.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    if foreign := _find_foreign(text):
        return None, foreign
    bad = islice(_BAD.finditer(text), _MOST_SHOWN)
    found = [Slip(*_position(text, match.start()), _describe(match.group())) for match in bad]
    return _mend(_BAD.sub("\ufffd", text)), found


def refuse_character(text: str) -> str:
    """Say what is wrong with a text that holds a character no document should get, or nothing."""
    match = _BAD.search(text)
    return _describe(match.group()) if match else ""


def refuse_in_key(key: str) -> str:
    """Say what is wrong with a key that looks like another one, for something in it cannot be seen."""
    if key.isprintable():
        return ""
    return next(_describe(character) for character in key if not character.isprintable())


def _describe(character: str) -> str:
    from unicodedata import name

    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how "surrogateescape" keeps a byte that is no UTF-8
        return f"the byte 0x{code - 0xDC00:02x} is not UTF-8; save the file as UTF-8"
    called = name(character, "control character").lower()
    return f"the character U+{code:04X} ({called}) cannot be used here; take it out"


def _find_foreign(text: str) -> list[Slip]:
    if text[:1000].lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        return [Slip(0, 0, _HTML)]
    conflicts = re.finditer(r"(?m)^<{7} ", text) if "<<<<<<< " in text else ()
    return [Slip(*_position(text, match.start()), _CONFLICT) for match in conflicts]


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


def _mend(text: str) -> str:
    """Return a text with what people write and libyaml refuses in a form of the same length that it takes.

    Spaces stand for the tabs after a list's dash, and a stand-in for a value's ``?``, which is an answer here.
    """
    if "-\t" in text:
        text = re.sub(r"(?m)^( *-)(\t+)", lambda match: match[1] + " " * len(match[2]), text)
    if " ?" in text:
        text = re.sub(r"(?m)([:-] +)\?(?=[\s,\]}]|$)", rf"\1{_STAND_IN}", text)
    return text


def unmend(value: str) -> str:
    """Return a parsed text with the ``?`` that ``clean`` hid from the parser."""
    return value.replace(_STAND_IN, "?")


def explain(complaint: Complaint, lines: list[str]) -> Slip:
    """Return the likeliest slip behind a parser's complaint."""
    if re.search(r"quoted.*(?:end of stream|document (?:indicator|separator))", complaint.said):
        return Slip(*complaint.opened, _UNCLOSED)
    if "quoted" in complaint.said:
        return Slip(*complaint.at, _ESCAPE)
    return _look(complaint, lines) or _listen(complaint)


def _look(complaint: Complaint, lines: list[str]) -> Slip | None:
    """Return the slip that shows in the line itself, or in the line above that ran into it."""
    no_colon = "simple key" in complaint.said
    line = complaint.opened[0] if no_colon else complaint.at[0]
    found = _match(_HERE, line, lines)
    if found is None and (no_colon or "mapping values" in complaint.said):
        return _match(_ABOVE, line - 1, lines)
    return found


def _match(slips: tuple[tuple[str, str], ...], number: int, lines: list[str]) -> Slip | None:
    line = lines[number] if 0 <= number < len(lines) else ""
    matches = ((re.search(pattern, line), text) for pattern, text in slips)
    return next((Slip(number, match.start(1), match.expand(text)) for match, text in matches if match), None)


def _listen(complaint: Complaint) -> Slip:
    """Return the slip that only the parser's words tell."""
    texts = (text for pattern, text in _INSIDE if re.search(pattern, complaint.said))
    inside = next(texts, None)
    return Slip(*complaint.opened, inside) if inside else Slip(*complaint.at, _MISFIT)


def not_one_of(kind: str, said: str, known: Sequence[str]) -> str:
    """Say that a name is unknown, with the nearest one or all of them."""
    from difflib import get_close_matches

    near = get_close_matches(said, known, n=1, cutoff=0.6)
    if near:
        return f"there is no {kind} '{said}'; did you mean '{near[0]}'?"
    if len(known) > SHOWN or not known:
        return f"there is no {kind} '{said}'"
    return f"there is no {kind} '{said}'; there are {', '.join(known)}"
