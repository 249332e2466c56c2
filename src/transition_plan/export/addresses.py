"""Names in addresses and paths, where nothing stands between the words: getacme.io, /img/quillstone/letter.jpg."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from .folding import spellings, squeezed
from .hidden import FIRM, NAME, PERSON, Hidden, Names, tokens_of
from .ordinary import OF_WORK, ORDINARY
from .renaming import Renamer, spoken_parts

LEAST = 4  # letters; a shorter name stands in many words
WHY: Mapping[str, str] = {PERSON: "names somebody", NAME: "names somebody", FIRM: "names a firm"}


class Addresses:
    """Tells whether an address or a path holds a hidden name; made once for all of them."""

    def __init__(self, names: Names, rename: Renamer) -> None:
        self.rename = rename
        self.needles = {
            needle: WHY.get(one.kind, "names a team or product")
            for one in reversed(names.hidden)
            for needle in needles(one)
        }

    def why(self, address: str) -> str:
        """Say whom an address names, or nothing."""
        for part in re.split(r"[/?#&=]+", address.partition("://")[2] or address):
            tight = squeezed(unquote(part))
            for needle, why in self.needles.items():
                if needle in tight:
                    return why
        said = words_of(address)
        return "names somebody" if self.rename(said) != said else ""


def needles(one: Hidden) -> Iterator[str]:
    """Yield the letters of a name, whole and in the parts by which it is known, as an address would hold them."""
    for typed in spellings(one.name):
        tokens = tokens_of(typed)
        rare = any(token.casefold() not in ORDINARY | OF_WORK for token in tokens)
        whole = [typed] if rare or (one.kind == FIRM and len(tokens) > 1) else []
        parts = [part for part in spoken_parts(one._replace(name=typed)) if part.casefold() not in ORDINARY | OF_WORK]
        for said in (*(" ".join(tokens_of(each)) for each in whole), *parts):
            if len(tight := squeezed(said)) >= LEAST:
                yield tight


def words_of(address: str) -> str:
    """Return an address as words, so that a name in it is found."""
    return " ".join(re.split(r"[^\w'’%]+", address.partition("://")[2] or address))
