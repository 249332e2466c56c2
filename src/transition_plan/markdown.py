"""A person's words in a Markdown document: safe in every place, and readable in the raw file."""

import re

# Control characters that are not white space, bidi overrides, surrogates, the byte order mark.
_DROPPED = re.compile(r"[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

# What means something to Markdown, or to a site generator that reads the document after us. A layout may
# go on right after the text, so `<` and `{` at its end are not left to meet what follows.
_MARKS = re.compile(
    r"[\\`*\[\]|~]"
    r"|(?<!\w)_+|_+(?!\w)"  # snake_case stays
    r"|&(?=#?\w+;)"  # Data & AI stays
    r"|<(?=[A-Za-z/!?]|[^\s>]*@|$)"  # 3 < 5 stays
    r"|\{(?=[{%#]|$)"
    r"|%(?=%)"
    r"|\$(?!\d)"  # $750K stays
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", "{": "&#123;", "%": "&#37;"}

_SHIELDED = re.compile(r"\\([!-/:-@\[-`{-~])")

_BLOCK_START = re.compile(r"^(?=#{1,6} |>|[-+] |[-+=][-+= ]*$)")
_LIST_NUMBER = re.compile(r"^([0-9]{1,9})(?=[.)](?: |$))")
_CLOSING_HASHES = re.compile(r"(^| )(?=#+$)")  # a heading would swallow them

_SCHEMES = ("http", "https", "mailto")
_URL_MARKS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in ' ()<>"\\`|{}'})
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENTITY = re.compile(r"&(?=#?\w+;)")

# What means something to Mermaid, or to a site generator or a viewer that looks for its own marks in a chart's text.
_CHART_MARKS = re.compile(
    r"[#;:%<>`\\~{}\[\]]|&(?=#?\w+;)|\$(?!\d)"
    r"|^(?=(?:accDescr|accTitle|axisFormat|call|click|dateFormat|excludes|gantt|href|includes|inclusiveEndDates|section"
    r"|tickInterval|title|todayMarker|topAxis|vert|weekday|weekend)\b)\w",
    re.IGNORECASE,
)
LONGEST_LABEL = 60  # characters; what is longer leaves the drawing

_CHART = re.compile(r"^```mermaid\n[\s\S]*?\n```$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"^---\n[\s\S]*?(?<=\n)---\n")
_UNREAD = re.compile(
    r"<!--[\s\S]*?-->"
    r"|</?[A-Za-z][^<>]*>"  # tags, and links that are all address
    r"|(?<=\])\([^()]*\)"  # where a link goes
    r"|(?<=[-*+] )\[[xX]\]"  # a ticked box is no word
    r"|&#?\w+;"
)


def escape(text: str) -> str:
    """Make a person's text one line that shows as it was written, wherever a layout puts it."""
    line = one_line(text)
    if not line:
        return "—"
    line = _MARKS.sub(_shield, line)
    line = _BLOCK_START.sub(r"\\", line)
    line = _LIST_NUMBER.sub(r"\1\\", line)
    return _CLOSING_HASHES.sub(r"\1\\", line)


def escape_url(url: str) -> str:
    """Make an address the target of a link; empty when it is none that a reader may safely follow."""
    return _ENTITY.sub("&amp;", web_address(url))


def web_address(url: str) -> str:
    """Return an address with what it may not hold as ``%XX``; empty when it is none that a reader may safely follow."""
    line = one_line(url)
    scheme, _, rest = line.partition(":")
    if scheme.lower() not in _SCHEMES or not rest.strip("/ "):
        return ""
    return _BARE_PERCENT.sub("%25", line).translate(_URL_MARKS)


def link(label: str, url: str) -> str:
    """Show a label that leads to an address; both stand as plain text where it cannot be followed."""
    target = escape_url(url)
    if target:
        return f"[{escape(label or url)}]({target})"
    return escape(f"{label} ({url})" if label and url else label or url)


def chart_label(text: str) -> str:
    """Make a person's text a name in a Mermaid chart: it ends neither its line, nor the chart, nor the fence around it.

    Inside a fence a backslash would show, so marks are written as Mermaid's own entities: ``#58;`` is drawn as a colon.
    """
    line = one_line(text)
    if len(line) > LONGEST_LABEL:
        line = line[: LONGEST_LABEL - 1].rstrip(" \u200d") + "…"
    return _CHART_MARKS.sub(_entity, line) or "—"


def unescape(line: str) -> str:
    """Return a line of a document as it was typed."""
    text = _SHIELDED.sub(r"\1", line)
    for mark, entity in reversed(_ENTITIES.items()):  # the ampersand last, it is in the others
        text = text.replace(entity, mark)
    return text


def one_line(text: str) -> str:
    """Return a text on one line, with no control characters: what no format can stumble over."""
    return " ".join(_DROPPED.sub("", text).split())


def word_count(markdown: str) -> int:
    """Count the words that somebody reads: no addresses, comments, tags, boxes, front matter or charts.

    A chart is looked at, not read, and what it names stands in the text as well.
    """
    read = _UNREAD.sub(" ", _CHART.sub("", _FRONT_MATTER.sub("", markdown)))
    return sum(any(map(str.isalnum, token)) for token in read.replace("|", " ").split())


def _shield(match: re.Match[str]) -> str:
    mark = match[0]
    return _ENTITIES.get(mark) or "".join(f"\\{character}" for character in mark)


def _entity(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"
