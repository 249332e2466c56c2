"""Readable ids: what an action, a person or a document is called by other lines and by later runs."""

import unicodedata
from functools import lru_cache

LONGEST = 40


@lru_cache(maxsize=10_000)
def slug(text: str, longest: int = LONGEST) -> str:
    """Make an id of a text: ASCII letters, digits and hyphens, whole words, 40 characters at most unless more may be.

    A text that has no such letters (another script) becomes ``x`` and its first code points, so that two stay apart.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    if not words:
        return "x" + "".join(f"{ord(c):x}" for c in text[:6] if not c.isspace())
    made = words[0][:longest]
    for word in words[1:]:
        if len(made) + len(word) + 1 > longest:
            break
        made += "-" + word
    return made


def unique(wanted: str, taken: set[str]) -> str:
    """Return the id, or the id with the first free number, and note it as taken."""
    made, n = wanted, 1
    while made in taken:
        n += 1
        made = f"{wanted}-{n}"
    taken.add(made)
    return made
