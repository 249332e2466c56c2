"""How wide a text is on a drawing, about: which font a reader has is not known."""

from bisect import bisect
from itertools import accumulate
from unicodedata import east_asian_width

WIDTHS = ((" ", 3.6), ("ijl|.,:;!'’()[]", 3.9), ("frt-–“”", 5.4), ("mwMW%@", 11.5))


def cut(text: str, room: float) -> str:
    """Return as much of a text as has room."""
    if length(text) <= room:
        return text
    kept = list(accumulate(map(letter_width, text)))
    return text[: bisect(kept, room - letter_width("…"))].rstrip(" ,;:\u200d") + "…"


def length(text: str) -> float:
    """Return how wide a text of 13 px is, about: no font is known here."""
    return sum(map(letter_width, text))


def letter_width(letter: str) -> float:
    """Return how wide a letter is in a common sans serif of 13 px."""
    if east_asian_width(letter) in "WF":
        return 13.5
    return next((width for letters, width in WIDTHS if letter in letters), 9.0 if letter.isupper() else 7.4)
