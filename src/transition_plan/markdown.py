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

_BLOCK_START = re.compile(r"^(?=#{1,6} |>|[-+] |[-+=][-+= ]*$)")
_LIST_NUMBER = re.compile(r"^([0-9]{1,9})(?=[.)](?: |$))")
_CLOSING_HASHES = re.compile(r"(^| )(?=#+$)")  # a heading would swallow them

_SCHEMES = ("http", "https", "mailto")
_URL_MARKS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in ' ()<>"\\`|{}'})
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENTITY = re.compile(r"&(?=#?\w+;)")

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
    line = _one_line(text)
    if not line:
        return "—"
    line = _MARKS.sub(_shield, line)
    line = _BLOCK_START.sub(r"\\", line)
    line = _LIST_NUMBER.sub(r"\1\\", line)
    return _CLOSING_HASHES.sub(r"\1\\", line)


def escape_url(url: str) -> str:
    """Make an address the target of a link; empty when it is none that a reader may safely follow."""
    line = _one_line(url)
    scheme, _, rest = line.partition(":")
    if scheme.lower() not in _SCHEMES or not rest.strip("/ "):
        return ""
    return _ENTITY.sub("&amp;", _BARE_PERCENT.sub("%25", line).translate(_URL_MARKS))


def link(label: str, url: str) -> str:
    """Show a label that leads to an address; both stand as plain text where it cannot be followed."""
    target = escape_url(url)
    if target:
        return f"[{escape(label or url)}]({target})"
    return escape(f"{label} ({url})" if label and url else label or url)


def word_count(markdown: str) -> int:
    """Count the words that somebody reads: no addresses, comments, tags, boxes or front matter."""
    read = _UNREAD.sub(" ", _FRONT_MATTER.sub("", markdown))
    return sum(any(map(str.isalnum, token)) for token in read.replace("|", " ").split())


def _one_line(text: str) -> str:
    return " ".join(_DROPPED.sub("", text).split())


def _shield(match: re.Match[str]) -> str:
    mark = match[0]
    return _ENTITIES.get(mark) or "".join(f"\\{character}" for character in mark)
