"""A proof as one line: “what I did; what came of it; https://…”. What else is known of it stays."""

import re
from collections.abc import Mapping
from typing import Any

from .answers import UNKNOWN
from .replies import WrongReply, as_list, one_line

EXAMPLE = "Led the move to one ticket system; 40 teams use it"


def typed_proof(entry: Mapping[str, Any]) -> str:
    """Return a piece of evidence as one would type it."""
    return "; ".join(filter(None, (*map(one_line, (entry.get("title", ""), entry.get("result", ""))), *urls(entry))))


def urls(entry: Mapping[str, Any]) -> list[str]:
    """Return where a piece of evidence can be seen."""
    return [one_line(address(link)) for link in as_list(entry.get("links"))]


def address(link: object) -> object:
    """Return the address of a link, which may stand for itself."""
    return link.get("url", "") if isinstance(link, Mapping) else link


def read_proof(text: str, competency: str) -> dict[str, object]:
    """Return a piece of evidence from a line."""
    return renewed_proof(text, {"competency": competency})


def renewed_proof(text: str, old: Mapping[str, Any]) -> dict[str, object]:
    """Return a piece of evidence with title, result and links as a line has them; all else of it stays.

    Raises:
        WrongReply: nothing tells what was done.
    """
    title, rest = first_part(text, one_line(old.get("title", "")))
    if not title or is_link(title):
        raise WrongReply(f"say first what you did: {EXAMPLE}")
    result: list[str] = []
    links: list[str] = []
    known = one_line(old.get("result", ""))
    while rest:
        part, rest = first_part(rest, known)
        if part != UNKNOWN:  # nobody knows yet what came of it
            (links if is_link(part) and part != known else result).append(part)
    changed = {"title": title, "result": "; ".join(filter(None, result)), "links": known_links(links, old)}
    same = {key for key, value in changed.items() if key in old and one_line(old[key]) == one_line(value)}
    now = {**old, **{key: value for key, value in changed.items() if key not in same}}
    return {key: value for key, value in now.items() if key not in changed or value}


def first_part(text: str, known: str) -> tuple[str, str]:
    """Return the first part of a line and the rest; what stands there as before is one part, whatever marks it has."""
    text = text.strip("; ")
    if known and re.match(rf"{re.escape(known)}\s*(?:;|$)", text):
        return known, text[len(known) :].strip("; ")
    first, _, rest = text.partition(";")
    return first.strip(), rest.strip("; ")


def is_link(part: str) -> bool:
    """Tell whether a part is an address."""
    return bool(re.match(r"https?://", part))


def known_links(links: list[str], old: Mapping[str, Any]) -> list[object]:
    """Return links, each with the label that it had."""
    there = {one_line(address(link)): link for link in as_list(old.get("links"))}
    return [there.get(link, link) for link in links]
