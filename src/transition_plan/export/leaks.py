"""The last look at what leaves: is anybody, any firm or anything private still in these bytes?

It shares the list of names with what replaces them and nothing else: what that misses must be found here.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from transition_plan.answers import Answers
from transition_plan.compose import is_record

from .hidden import FIRM, PERSON, Hidden, Names, public_texts
from .ordinary import BESIDE_NAMES, FIRM_ENDS, LEGAL, OF_WORK, ORDINARY, PARTICLES

RUN = 5  # words of a private text in a row that are no chance
FEWEST = 3  # words of a private note short enough to be looked for as a whole
AROUND = 30  # characters shown on either side
LETTERS = {
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "’": "'",
    "‘": "'",
}
GUIDS = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\btenantid=|@thread\.", re.IGNORECASE)
INSIDE = re.compile(
    r"https?://[\w.-]+\.(?:local|internal|corp|lan|intranet)\b|https?://[\w-]+(?=[:/\s)])"
    r"|(?<![\w.])(?:(?:10|127)\.\d{1,3}|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}(?!\.?\w)",
    re.IGNORECASE,
)
SHARE = re.compile(r"(?<!\\)(?:\\\\){1,2}[\w.-]+\\{1,2}[\w$-]+")  # in the bytes, where Markdown doubles each backslash
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”]+|\b(?:[\w-]+\.)+[a-z]{2,}\b[^\s<>\"”]*", re.IGNORECASE)
TIGHT = 4  # letters of a name that are no chance inside an address
WRITTEN_OUT = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ø": "oe",
    "å": "aa",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "Ø": "Oe",
    "Å": "Aa",
}
VERB = re.compile(
    r"\s+(?:the|an?|my|our|your|each|every|all|both|this|that|these|those|it|them|up|down|out|off|in|on|two|three)\b"
)


class Leak(NamedTuple):
    """Something in a text that the public may not read."""

    what: str  # “Dana Ortiz (people[0].name)”, “a private note (risks[1])”
    around: str  # where it stands
    mend: str
    places: tuple[str, ...] = ()  # fields in which the owner wrote it; none where only this program can have done so


def find_leaks(text: str, answers: Answers, names: Names) -> list[Leak]:
    """Return everything in the final text that is not for the public, a line a name or note, and where it was typed."""
    found = leaks_in(text, answers, names)
    typed = [(place, leaks_in(said, answers, names)) for place, said in texts_in(answers)] if found else []
    return [leak._replace(places=places_of(leak, typed)) for leak in found]


def places_of(leak: Leak, typed: Sequence[tuple[str, Sequence[Leak]]]) -> tuple[str, ...]:
    """Return the fields that a leak can come from: those that are passed through, else any that holds it."""
    every = [place for place, there in typed if tells(there, leak, place)]
    passed = [place for place in every if place.startswith(("front_matter", "post."))]
    return tuple(passed or every)


def tells(there: Sequence[Leak], leak: Leak, place: str) -> bool:
    """Tell whether a leak can come from a place: it is in that text, which is not the name's or note's own field."""
    return any(one.what == leak.what for one in there) and not leak.what.endswith(f"({place})")


def texts_in(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that can come into a post, with the field it was typed in."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts_in(part, f"{place}.{key}")
    elif is_record(value):
        for field, part in zip(value._fields, value, strict=True):
            here = f"{place}.{field.removesuffix('_')}" if place else field.removesuffix("_")
            if getattr(value, "private", None) is not True and field != "private" and here != "post.names":
                yield from texts_in(part, here)
    elif isinstance(value, tuple | list):
        for n, part in enumerate(value):
            yield from texts_in(part, f"{place}[{n}]")


def leaks_in(text: str, answers: Answers, names: Names) -> list[Leak]:
    """Return everything in a text that is not for the public."""
    seen = readable(text)
    chosen = [one.words for one in names.hidden if one.chosen]  # what the owner wants to be read
    for name in sorted((*names.shown, *chosen), key=len, reverse=True):
        seen = re.sub(re.escape(readable(name)), " ", seen, flags=re.IGNORECASE)
    owned = [readable(one) for one in public_texts(answers)]
    places = [(hit.start(), tight(hit[0])) for hit in ADDRESS.finditer(seen)]
    found = [
        leak
        for one in names.hidden
        if (leak := name_leak(one, seen, owned, names) or leak_in_address(one, seen, places))
    ]
    return [*found, *private_leaks(seen, answers), *address_leaks(seen), *share_leaks(text)]


def readable(text: str) -> str:
    """Return a text as it meets a reader: no escapes, entities, accents or invisible characters."""
    bare = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", html.unescape(unquote(text)))
    apart = unicodedata.normalize("NFKD", "".join(LETTERS.get(one, one) for one in bare))
    return "".join(one for one in apart if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")


def name_leak(one: Hidden, seen: str, owned: Sequence[str], names: Names) -> Leak | None:
    """Return where a name stands, whole or in a part of it that is no ordinary word."""
    small = seen.casefold()
    for typed in written(one.name):
        words = words_of(typed)
        if not words:
            return leak_at(one, seen, seen.find(readable(one.name)))
        if not any(word.casefold() in small for word in words):
            continue
        for hit in (*whole_hits(words, seen), *part_hits(one, words, seen, owned, names)):
            return leak_at(one, seen, hit)
    return None


def written(name: str) -> list[str]:
    """Return a name in every way in which people write it: with ue for ü or ü for ue, with and without its marks."""
    out = "".join(WRITTEN_OUT.get(each, each) for each in unicodedata.normalize("NFC", name))
    back = " ".join(re.sub(r"(?<=[aou])e|(?<=a)a", "", word) if len(word) > 4 else word for word in name.split())
    ways = [readable(each) for each in (name, out, back)]
    return list(dict.fromkeys([*ways, *(re.sub(r"(?<=\w)['-](?=\w)", "", each) for each in ways)]))


def words_of(name: str) -> list[str]:
    """Return the words of a readable name, without titles, legal form and what is said beside it."""
    bare = re.sub(r"\(.*?\)|\b(?:she|he|they)/\S+", " ", name, flags=re.IGNORECASE)
    every = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", bare)
    return [word for word in every if word.casefold() not in BESIDE_NAMES | LEGAL] or every


def tight(text: str) -> str:
    """Return a text as an address holds it: small letters and digits, nothing between them."""
    return re.sub(r"[\W_]", "", text.casefold())


def leak_in_address(one: Hidden, seen: str, places: Sequence[tuple[int, str]]) -> Leak | None:
    """Return the address that holds a name, whole or by the word that tells a firm."""
    for typed in written(one.name):
        words = words_of(typed)
        if len(words) < 2 and all(word.casefold() in ORDINARY | OF_WORK for word in words):
            continue
        said = ["".join(words), *(telling(one, words) if one.kind == FIRM else [])]
        for start, address in places:
            if any(len(tight(each)) >= TIGHT and tight(each) in address for each in said):
                return leak_at(one, seen, start)
    return None


def share_leaks(text: str) -> Iterator[Leak]:
    """Yield the folders of a firm's network that a text names."""
    if hit := SHARE.search(text):
        yield Leak("an internal address", around(text, hit.start()), "take the address out of the text")


def leak_at(one: Hidden, seen: str, place: int) -> Leak | None:
    """Return a leak with what stands around it; nothing for no place."""
    if place < 0:
        return None
    kind = "person" if one.kind == PERSON else "firm" if one.kind == FIRM else "name"
    mend = f"--show-name '{one.name}', or change the text or post.names"
    return Leak(f"the {kind} {one.name} ({one.place})", around(seen, place), mend)


def around(seen: str, place: int) -> str:
    """Return the words around a place, in one line."""
    return " ".join(seen[max(0, place - AROUND) : place + AROUND].split())


def whole_hits(words: Sequence[str], seen: str) -> Iterator[int]:
    """Yield where all words of a name stand in a row, whatever is between them."""
    plain = len("".join(words)) < 3 or all(word.casefold() in ORDINARY | OF_WORK for word in words)
    between = r"[\W_]*" if sum(map(len, words)) > 6 and len(words) > 1 else r"[\W_]+"
    for order in {tuple(words), (*words[-1:], *words[:-1])}:
        pattern = rf"(?<![^\W\d_]){between.join(map(re.escape, order))}(?![^\W\d_]{{2}})"
        for hit in re.finditer(pattern, seen, 0 if plain else re.IGNORECASE):
            if not (plain and len(words) == 1 and is_only_a_word(seen, hit, ())):
                yield hit.start()


def part_hits(one: Hidden, words: Sequence[str], seen: str, owned: Sequence[str], names: Names) -> Iterator[int]:
    """Yield where a single word of a name stands that has no other meaning there."""
    shown = {part for name in names.shown for part in readable(name).casefold().split()}
    for word in telling(one, words):
        if word.casefold() in shown:
            continue
        ordinary = word.casefold() in ORDINARY | OF_WORK
        for hit in re.finditer(
            rf"(?<![^\W_]){re.escape(word)}(?:'?s)?(?![^\W_])", seen, 0 if ordinary else re.IGNORECASE
        ):
            if not (ordinary and is_only_a_word(seen, hit, owned)):
                yield hit.start()


def telling(one: Hidden, words: Sequence[str]) -> list[str]:
    """Return the words of a name of several that tell who is meant: a person's all, a firm's first rare one."""
    if len(words) < 2 or one.words == "others":
        return []
    known = OF_WORK | PARTICLES
    if one.kind == PERSON:
        long = [word for word in words if len(word) > 2 and word.casefold() not in PARTICLES]
        return [word for word in long if word[0].isupper() or word.casefold() not in ORDINARY | OF_WORK]
    rare = [
        w for w in words if w.casefold() not in known | ORDINARY | {end.casefold() for end in FIRM_ENDS} and len(w) > 3
    ]
    return rare[:1] if one.kind == FIRM else []


def is_only_a_word(seen: str, hit: re.Match[str], owned: Sequence[str]) -> bool:
    """Tell whether a word that somebody is also called by is a month, or begins a sentence that nobody's name is in."""
    before, after = seen[max(0, hit.start() - 40) : hit.start()], seen[hit.end() : hit.end() + 40]
    if re.search(r"\d\W*$", before) or re.match(r"\W*\d", after) or VERB.match(after):
        return True
    if not re.search(r"(?:^|[.!?:;|>(\[\"“*_–—-]|\n)\W*$", before):
        return False
    sentence = " ".join(seen[hit.start() : hit.end() + 12].split())
    return not any(sentence in " ".join(text.split()) for text in owned)


def private_leaks(seen: str, answers: Answers) -> Iterator[Leak]:
    """Yield the private texts of which a run of words stands in the text."""
    told = f" {' '.join(words_in(seen))} "
    public = f" {' '.join(words_in(readable(' | '.join(public_texts(answers)))))} "
    for place, text in private_texts(answers):
        words = words_in(readable(text))
        size = min(RUN, len(words))
        for n in range(len(words) - size + 1 if size >= FEWEST else 0):
            run = " ".join(words[n : n + size])
            if f" {run} " in told and f" {run} " not in public:
                yield Leak(f"a private text ({place})", run, "take it out of the text that the public reads")
                break


def words_in(text: str) -> list[str]:
    """Return the words of a text, small."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.casefold())


def private_texts(value: Any, place: str = "", inside: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every private text with where it was typed: notes, and all of an entry that is private."""
    if isinstance(value, str) and inside and value:
        yield place, value
    elif is_record(value):
        kept = getattr(value, "private", None) is True or getattr(value, "draft", None) is True
        whole = inside or kept or type(value).__name__ == "Note"
        for field, part in zip(value._fields, value, strict=True):
            here = f"{place}.{field.removesuffix('_')}" if place else field.removesuffix("_")
            hidden = whole or field == "private" or (type(value).__name__, field) == ("DaysOff", "note")
            yield from private_texts(part, here, hidden)
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from private_texts(part, f"{place}[{n}]", inside)


def address_leaks(seen: str) -> Iterator[Leak]:
    """Yield the addresses that only insiders can open, and ids of their tenants."""
    for pattern, what in ((INSIDE, "an internal address"), (GUIDS, "a tenant’s or a thread’s id")):
        if hit := pattern.search(seen):
            yield Leak(what, around(seen, hit.start()), "take the address out of the text")
