"""Text as an eye reads it: no accents, no invisible characters, one apostrophe, with the way back to what was typed."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# What Unicode does not take apart.
_APART = {
    "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
    "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-",
    "‑": "-", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip


_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_SPELLED_OUT = re.compile(r"(?<=[aouAOU])e|(?<=[aA])a")
_JOINTS = re.compile(r"(?<=\w)['’ʼ`‐‑-](?=\w)")


class Folded(NamedTuple):
    """A text without accents, and for each of its characters the place in the text as typed."""

    text: str
    places: Sequence[int]  # and the length of the text as typed

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text as typed."""
        return self.places[start], self.places[end]


def fold(text: str) -> Folded:
    """Fold a text; case is kept, for it tells a name from a word."""
    if text.isascii():
        return Folded(text.replace("`", "'"), range(len(text) + 1))
    made: list[str] = []
    places: list[int] = []
    for n, character in enumerate(text):
        for piece in unicodedata.normalize("NFKD", _APART.get(character, character)):
            if not (unicodedata.combining(piece) or unicodedata.category(piece) == "Cf"):
                made.append(piece)
                places.append(n)
    return Folded("".join(made), [*places, len(text)])


def spellings(name: str) -> tuple[str, ...]:
    """Return a name as others spell it: Mueller for Müller and Müller for Mueller, OBrien, Annemarie; itself first."""
    typed = unicodedata.normalize("NFC", name)
    spelt = typed.translate(_SPELT)
    short = " ".join(_SPELLED_OUT.sub("", word) if len(word) > 4 else word for word in typed.split())
    every = (typed, spelt, short)
    return tuple(dict.fromkeys((*every, *(_JOINTS.sub("", one) for one in every))))


def plain(text: str) -> str:
    """Return a text folded and in small letters: two spellings of one name are the same."""
    return " ".join(fold(text).text.casefold().split())


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone, folded and small: what an address makes of words."""
    return "".join(one for one in plain(text) if one.isalnum())
