"""Puts words in the place of names, in any text and however a name is written there."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transition_plan.answers import Answers

from .folding import Folded, fold, plain, spellings, squeezed
from .hidden import FIRM, NAME, PERSON, Hidden, Names, find_names, parts_of, tokens_of
from .ordinary import FIRM_ENDS, KNOWN_SHORT, OF_WORK, ORDINARY

START, END = r"(?<![A-Za-z0-9])", r"(?![a-z0-9])"
HONORIFIC = r"(?:\b(?i:mr|mrs|ms|mx|miss|dr|prof|professor|sir|herr|frau|mme|sr|sra)\b\.?\s+)*"
BEFORE_NAME = HONORIFIC + r"(?:\b[A-Z]\.\s?)*(?:\b(?i:van|von|der|den|della|dos|bin)\s+)*"
ARTICLE = r"(?:\b(?i:the|an?)\s+)?"
GAP, COMMA = r"(?:[\s_.*-]{1,3})", r"(?:[\s_.*,-]{1,3})"
TIGHT = 6  # letters of a name of several words; a longer one is known without what stands between them
OWNS = r"(?:'s|(?<=s)'(?![A-Za-z])|s)?"
SENTENCE = re.compile(r"(?:^|[.!?:;|>(\[“\"*_–—-]\s*|\n\s*)$")
IMPERATIVE = re.compile(  # what stands behind a verb and not behind a name
    r"\s+(?:the|an?|my|our|your|each|every|all|both|this|that|these|those|it|them|up|down|out|off|in|on|two|three)\b"
)
DETERMINED = re.compile(r"\b(?:my|our|your|his|her|its|their|the|an?)\s+$", re.IGNORECASE)


def public_names(answers: Answers, shown: Sequence[str] = ()) -> Names:
    """Return the names of a plan file, a person's title told without those that stand in it."""
    by_group = find_names(answers, shown, lambda title: "")
    rename, told = Renamer(by_group), {plain(one.words) for one in by_group.hidden}

    rare = [squeezed(one.name) for one in by_group.hidden if not is_ordinary(one.name) and len(one.name) > 3]

    def public_title(title: str) -> str:
        """Return nothing for what is a firm's name alone, and where a name is still in it: “zephyrlead”."""
        made = rename(title)
        return "" if plain(made) in told or any(name in squeezed(made) for name in rare) else made

    return find_names(answers, shown, public_title)


class Pattern(NamedTuple):
    """One way of writing a name."""

    length: int  # of the name: a whole name goes before a part of it
    text: str
    key: str  # small letters without which it finds nothing: most texts name few people, or nobody
    name: Hidden | None  # nothing where the name is shown
    careful: bool = False  # at the start of a sentence it may be only a word


class Renamer:
    """Finds the names of a plan file in a text; made once for all texts."""

    def __init__(self, names: Names, owned: Sequence[str] = ()) -> None:
        ways: dict[str, Pattern] = {}
        for one in patterns(names):
            ways.setdefault(one.text, one)
        self.patterns = sorted(ways.values(), key=lambda one: -one.length)
        self.keys = {one.key for one in self.patterns}
        self.compiled: dict[frozenset[str], tuple[list[Pattern], re.Pattern[str]]] = {}
        self.made: dict[str, str] = {}  # a plan tells most of its texts more than once
        self.starts = [text for text in owned if any(self.risky(text))]

    def found(self, folded: str) -> Iterator[tuple[re.Match[str], Pattern]]:
        """Yield where a name stands in a folded text, and in which way it is written there."""
        small = folded.lower()
        there = frozenset(key for key in self.keys if key in small)
        if not there:
            return
        if there not in self.compiled:
            ways = [one for one in self.patterns if one.key in there]
            self.compiled[there] = ways, re.compile("|".join(f"({one.text})" for one in ways))
        ways, pattern = self.compiled[there]
        for hit in pattern.finditer(folded):
            yield hit, ways[(hit.lastindex or 1) - 1]  # no pattern has groups of its own

    def risky(self, text: str) -> Iterator[bool]:
        """Tell of each word at the start of a sentence of the owner's whether it is a name there."""
        folded = fold(text).text
        for hit, way in self.found(folded):
            yield way.careful and opens(folded, hit) and not goes_on(folded, hit)

    def __call__(self, text: str) -> str:
        """Return the text without a hidden name."""
        if text not in self.made:
            self.made[text] = self.renamed(text)
        return self.made[text]

    def renamed(self, text: str) -> str:
        """Return the text without a hidden name, whether it was asked for before or not."""
        made, last, folded = [], 0, fold(text)
        for start, end, words in self.hits(folded, text):
            made += [text[last:start], with_article(words, text[:start])]
            last = end
        return "".join([*made, text[last:]])

    def hits(self, folded: Folded, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where a name stands, and the words for it."""
        for found, way in self.found(folded.text):
            if way.name is None or (way.careful and self.is_only_a_word(found, folded.text, text)):
                continue
            start, end = folded.span(found.start(), found.end())
            if in_a_title(way.name, found, folded.text):
                yield start, end + 1, ""
            else:
                yield start, end, in_place(way.name, found, folded.text)

    def is_only_a_word(self, found: re.Match[str], folded: str, text: str) -> bool:
        """Tell whether an ordinary word that is also somebody's name is only a word here, or a month."""
        if re.search(r"\d\s*$", folded[: found.start()]) or re.match(r"\s*\d", folded[found.end() :]):
            return True
        if not opens(folded, found):
            return False
        return goes_on(folded, found) or not any(start in text for start in self.starts)


def opens(text: str, found: re.Match[str]) -> bool:
    """Tell whether a hit begins a sentence, where every word has a capital letter."""
    return bool(SENTENCE.search(text[: found.start()]))


def goes_on(text: str, found: re.Match[str]) -> bool:
    """Tell whether the text goes on as behind a verb: “Mark the date”."""
    return bool(IMPERATIVE.match(text, found.end()))


def in_a_title(one: Hidden, found: re.Match[str], text: str) -> bool:
    """Tell whether a unit's name is a part of somebody's title here: “Customer Success Architect” is an architect."""
    if one.kind == PERSON or not is_ordinary(one.name):
        return False
    following = re.match(r" ([A-Z][a-z]+)\b", text[found.end() :])
    return bool(following and following[1].casefold() in OF_WORK)


def in_place(one: Hidden, found: re.Match[str], text: str) -> str:
    """Return the words for a hit: with its possessive, and with a capital letter after a sentence's end."""
    last = plain(found[0].split()[-1])
    ends = {plain(word) for word in (one.name.split() or [one.name])}
    owns = "’s" if last.endswith("'s") or (last.rstrip("'") not in ends and last.rstrip("'").endswith("s")) else ""
    if last.endswith("'") and last.rstrip("'") in ends:
        owns = "’s"
    words = one.words + owns
    begins = re.search(r"[.!?]\s+$", text[: found.start()]) or (not found.start() and text.rstrip().endswith("."))
    return words[:1].upper() + words[1:] if begins else words


def with_article(words: str, before: str) -> str:
    """Return the words as they go on after what stands before: no second article after “my” or “the”."""
    return re.sub(r"^(?:the|an?|my) ", "", words) if DETERMINED.search(before) else words


def patterns(names: Names) -> Iterator[Pattern]:
    """Yield a pattern for each way of writing each name; what is shown stands first among equals."""
    for name in names.shown:
        tokens = tokens_of(name) or [name]
        yield Pattern(len(name), whole_pattern(tokens, PERSON), small(tokens[0]), None)
    spoken = Counter(part.casefold() for one in names.hidden for part in set(spoken_parts(one)))
    shown = {part.casefold() for name in names.shown for part in parts_of(name)}
    for one in (each._replace(name=typed) for each in names.hidden for typed in spellings(each.name)):
        alone = one.kind == PERSON and is_ordinary(one.name) and len(tokens_of(one.name)) == 1
        for length, form, key in forms(one):
            yield Pattern(length, form, small(key), one, alone)
        for part in (each for each in spoken_parts(one) if each.casefold() not in shown):
            anybody = spoken[part.casefold()] > 1 and one.kind == PERSON
            meant = one._replace(words="a colleague") if anybody else one
            yield Pattern(len(part), part_pattern(part), small(part), meant, is_word(part) and one.kind == PERSON)


def spoken_parts(one: Hidden) -> list[str]:
    """Return the single words by which somebody or something is also called."""
    parts = parts_of(one.name)
    if one.kind in (PERSON, NAME) and one.words != "others":
        pieces = dict.fromkeys(piece for part in parts for piece in (part, *part.split("-")))
        return [one for one in pieces if len(one) > 1 and len(parts) > 1 and (one[0].isupper() or not is_word(one))]
    ends = {word.casefold() for word in FIRM_ENDS}
    telling = [p for p in parts if p.casefold() not in ORDINARY | OF_WORK | ends and len(p) > 3 and p[:1].isupper()]
    return telling[:1] if one.kind == FIRM and len(parts) > 1 else []


def small(text: str) -> str:
    """Return a folded text in small letters, to look for it before any pattern is tried."""
    return fold(text).text.lower()


def forms(one: Hidden) -> Iterator[tuple[int, str, str]]:
    """Yield how long a name is, a pattern, and what it needs: as typed, last name first, with title, by initials."""
    parts, length, whole = tokens_of(one.name), len(one.name), fold(one.name).text
    if not parts:
        yield length, re.escape(whole), whole
        return
    if re.search(r"[^\w\s.'’-]", one.name):  # marks are a part of it: S&P, C++
        yield length + 1, rf"(?<!\w){ARTICLE}{re.escape(whole)}{OWNS}(?!\w)", whole
    if one.title:
        title = rf",\s+(?i:{re.escape(fold(one.title).text)})"
        yield length + len(one.title), whole_pattern(parts, one.kind) + title, parts[0]
    yield length, whole_pattern(parts, one.kind), parts[0]
    if one.kind == PERSON and len(parts) > 1:
        yield length, whole_pattern([parts[-1], *parts[:-1]], one.kind, COMMA), parts[0]
        yield length, whole_pattern([parts[0], parts[-1]], one.kind), parts[0]
    if one.kind == FIRM and (short := re.search(r"\(([\w&. -]{2,})\)", one.name)):
        yield len(short[1]), rf"{START}{ARTICLE}{re.escape(fold(short[1]).text)}{OWNS}{END}", short[1]
    letters = "".join(part[0] for part in parts)
    if one.kind == FIRM and len(parts) > 2 and letters.isupper() and letters not in KNOWN_SHORT:
        yield len(letters), rf"{START}(?:[Tt]he )?{letters}(?![A-Za-z0-9])", letters


def is_word(part: str) -> bool:
    """Tell whether a part of a name is also an ordinary word."""
    return part.casefold() in ORDINARY | OF_WORK


def is_ordinary(name: str) -> bool:
    """Tell whether a name is made of ordinary or very short words, so that only its capital letters tell it."""
    parts = tokens_of(name)
    return len("".join(parts)) < 3 or all(part.casefold() in ORDINARY | OF_WORK for part in parts)


def whole_pattern(parts: Sequence[str], kind: str, gap: str = GAP) -> str:
    """Return what finds a name of several words, whatever stands between them."""
    gap += "?" if gap == GAP and len(parts) > 1 and len("".join(parts)) > TIGHT else ""
    words, loud = (gap.join(re.escape(part) for part in some) for some in (parts, [part.upper() for part in parts]))
    body = f"(?:{words}|{loud})" if is_ordinary(" ".join(parts)) else f"(?i:{words})"
    return f"{START}{BEFORE_NAME if kind in (PERSON, NAME) else ARTICLE}{body}{OWNS}{END}"


def part_pattern(part: str) -> str:
    """Return what finds one word of a name; an ordinary or very short one only with its capital letter."""
    exact = is_word(part) or len(part) < 3
    body = rf"(?:{re.escape(part)})(?:'s)?" if exact else f"(?i:{re.escape(part)}){OWNS}"
    return f"{START}{BEFORE_NAME}{body}{END}"
