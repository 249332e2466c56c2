"""Plan → what the public may read: no person, no firm, no address of insiders, nothing private, nothing unfinished."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from transition_plan.answers import Answers
from transition_plan.compose import is_record
from transition_plan.documents import for_others, hidden
from transition_plan.plan import Firm, Link, PersonRow, Plan, Proof
from transition_plan.wording import carried_keys, host_of, inside_host, unfinished
from .folding import fold, plain
from .hidden import FIRM, NAME, PERSON, UNIT, Hidden, Names, parts_of, public_texts, with_article
from .ordinary import FIRM_ENDS, KNOWN_SHORT, OF_WORK, ORDINARY

KEPT = {"id", "action", "competency", "stage", "role", "transitions", "group", "access", "status", "kind", "lens", "repeat"}
KEPT |= {"rhythm", "front_matter", "mission_known", "proves", "why"} - {"why"}
HONORIFIC = r"(?:\b(?i:mr|mrs|ms|mx|miss|dr|prof|professor|sir|herr|frau|mme|sr|sra|dona)\b\.?\s+)*"
INITIALS = r"(?:\b[A-Z]\.\s?)*"
GAP = r"(?:[\s_.*,-]{1,3})"
OWNS = r"(?:'s|(?<=s)'(?![A-Za-z])|s)?"
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'”)]+", re.IGNORECASE)
INSIDE = re.compile(r"\b(?:[\w-]+\.)+(?:local|localhost|internal|corp|lan|intranet|home\.arpa)\b(?:[:/][^\s)]*)?", re.IGNORECASE)
GUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b19:[\w@.-]+@thread\.\w+", re.IGNORECASE)
ORDERS = re.compile(  # what stands behind a verb and not behind a name
    r"\s+(?:the|an?|my|our|your|each|every|all|both|this|that|these|those|it|them|up|down|out|off|in|on|two|three)\b"
)
SENTENCE = re.compile(r"(?:^|[.!?:;|>(\[“\"*_–—-]\s*|\n\s*)$")
INSIDERS = ("intranet", "sharepoint.com", "teams.microsoft.com", "teams.live.com", "slack.com", "microsoftstream.com")


class Public(NamedTuple):
    """A plan for the public, and what was left out of it."""

    plan: Plan
    dropped: tuple[str, ...]  # addresses that only insiders can open
    suspects: tuple[str, ...]  # words that may name somebody or some firm


class Replacer:
    """Puts words in the place of names, in any text and however the name is written there."""

    def __init__(self, names: Names, owned: Sequence[str]) -> None:
        self.words: list[Hidden | str] = []
        self.careful: set[int] = set()  # patterns that at a sentence's start may be a verb
        patterns = [*self.made(names)]
        order = sorted(range(len(patterns)), key=lambda n: -patterns[n][0])  # the whole name before a part of it
        self.pattern = re.compile("|".join(f"(?P<n{n}>{patterns[n][1]})" for n in order)) if patterns else None
        self.starts = [text for text in owned if self.pattern and any(self.risky(text))]

    def made(self, names: Names) -> Iterator[tuple[int, str]]:
        """Yield a pattern for each way of writing each name, with its length; what is shown stands first among equals."""
        for name in names.shown:
            self.words.append("")
            yield len(name), whole_pattern(parts_of(name) or [name], PERSON)
        shared = [part.casefold() for one in names.hidden for part in set(spoken_parts(one))]
        taken = {part.casefold() for name in names.shown for part in parts_of(name)}
        for one in names.hidden:
            for form in forms(one):
                self.words.append(one)
                yield form
            for part in spoken_parts(one):
                if part.casefold() in taken:
                    continue
                others = shared.count(part.casefold()) > 1 and one.kind == PERSON
                self.words.append(one._replace(words="a colleague") if others else one)
                if part.casefold() in ORDINARY and one.kind == PERSON:
                    self.careful.add(len(self.words) - 1)
                yield len(part), part_pattern(part)

    def risky(self, text: str) -> Iterator[bool]:
        """Tell of each careful hit at the start of a sentence of the owner's that it is a name there."""
        folded = fold(text).text
        for found in cast("re.Pattern[str]", self.pattern).finditer(folded):
            n = int(cast(str, found.lastgroup)[1:])
            yield n in self.careful and bool(SENTENCE.search(folded[: found.start()])) and not orders(folded, found.end())

    def __call__(self, text: str) -> str:
        """Return the text without a hidden name."""
        if not text or not self.pattern:
            return text
        folded, made, last = fold(text), [], 0
        for found in self.pattern.finditer(folded.text):
            words = self.instead(found, folded.text, text)
            if words is None:
                continue
            start, end = folded.span(found.start(), found.end())
            made += [text[last:start], with_article(words, text[:start])]
            last = end
        return collapse("".join([*made, text[last:]]))

    def instead(self, found: re.Match[str], folded: str, text: str) -> str | None:
        """Return what stands in the place of a hit; None where it stays."""
        n = int(cast(str, found.lastgroup)[1:])
        one = self.words[n]
        if isinstance(one, str) or (n in self.careful and self.is_verb(found, folded, text)):
            return None
        hit = found[0]
        owns = "'s" if re.search(r"'s?$", hit) or (hit.endswith("s") and not plain(one.name).endswith(plain(hit.split()[-1]))) else ""
        words = one.words + owns.replace("'", "’" if "’" in text else "'")
        ended = re.search(r"[.!?]\s+$", folded[: found.start()]) or (not found.start() and text.rstrip().endswith("."))
        return words[:1].upper() + words[1:] if ended else words

    def is_verb(self, found: re.Match[str], folded: str, text: str) -> bool:
        """Tell whether an ordinary word that is also somebody's name is only a word here, or a month."""
        before, after = folded[: found.start()], folded[found.end() :]
        if re.search(r"\d\s*$", before) or re.match(r"\s*\d", after):
            return True
        if not SENTENCE.search(before):
            return False
        return orders(folded, found.end()) or not any(start in text for start in self.starts)


def orders(text: str, end: int) -> bool:
    """Tell whether a word goes on as a verb in the imperative does."""
    return bool(ORDERS.match(text, end))


def spoken_parts(one: Hidden) -> list[str]:
    """Return the single words by which somebody or something is also called."""
    parts = parts_of(one.name)
    if one.kind in (PERSON, NAME) and one.words != "others":
        pieces = [piece for part in parts for piece in (part, *part.split("-"))]
        return [p for p in dict.fromkeys(pieces) if len(p) > 1 and p.casefold() not in OF_WORK and p.casefold() != plain(one.name)]
    ends = {word.casefold() for word in FIRM_ENDS}
    tellers = [p for p in parts if p.casefold() not in ORDINARY | OF_WORK | ends and len(p) > 3 and p[:1].isupper()]
    return tellers[:1] if one.kind == FIRM and len(parts) > 1 else []


def forms(one: Hidden) -> Iterator[tuple[int, str]]:
    """Yield the patterns of a whole name: as typed, the last name first, with its title, by its initials."""
    parts, length = parts_of(one.name), len(one.name)
    if not parts:
        yield length, re.escape(fold(one.name).text)
        return
    if one.title:
        title = rf",\s+(?i:{re.escape(fold(one.title).text)})"
        yield length + len(one.title), whole_pattern(parts, one.kind) + title
    yield length, whole_pattern(parts, one.kind)
    if one.kind == PERSON and len(parts) > 1:
        yield length, whole_pattern([parts[-1], *parts[:-1]], one.kind)
        yield length, whole_pattern([parts[0], parts[-1]], one.kind)
    letters = "".join(part[0] for part in parts)
    if one.kind == FIRM and len(parts) > 2 and letters.isupper() and letters not in KNOWN_SHORT:
        yield len(letters), rf"(?<![A-Za-z0-9])(?:[Tt]he )?{letters}(?![A-Za-z0-9])"


def whole_pattern(parts: Sequence[str], kind: str) -> str:
    """Return what finds a name of several words, whatever stands between them."""
    words, loud = (GAP.join(re.escape(part) for part in some) for some in (parts, [part.upper() for part in parts]))
    ordinary = all(part.casefold() in ORDINARY | OF_WORK for part in parts)
    body = f"(?:{words}|{loud})" if ordinary else f"(?i:{words})"
    article = r"(?:\b(?i:the|an?)\s+)?"
    front = f"{HONORIFIC}{INITIALS}" if kind in (PERSON, NAME) else article
    return rf"(?<![A-Za-z0-9]){front}{body}{OWNS}(?![a-z0-9])"


def part_pattern(part: str) -> str:
    """Return what finds one word of a name; an ordinary or very short one only with its capital letter."""
    exact = part.casefold() in ORDINARY or len(part) < 3
    body = rf"(?:{re.escape(part)})" if exact else f"(?i:{re.escape(part)})"
    owns = r"(?:'s)?" if exact else OWNS
    return rf"(?<![A-Za-z0-9]){HONORIFIC}{INITIALS}{body}{owns}(?![a-z0-9])"


def collapse(text: str) -> str:
    """Say words once where a name and its title were both replaced by them."""
    return re.sub(r"\b(others)(?:(?:,| and|, and) others\b)+", r"\1", text)


def public_plan(plan: Plan, answers: Answers, names: Names) -> Public:
    """Return the plan as the public may read it."""
    replace = Replacer(names, list(public_texts(answers)))
    veil = Veil(replace)
    told = cast(Plan, veil(for_others(plan)))
    told = told._replace(name=replace(plan.name) if plan.name in names.shown else "", questions=(), parked=(), warnings=())
    told = told._replace(**{field: words_for(getattr(plan, field), names) for field in ("org", "team", "product", "old_org")})
    told = told._replace(history=tuple(without_default(one, names) for one in told.history))
    shown = [plain(text) for text in (*names.shown,)]
    suspects = suspect_words(answers, names, shown)
    return Public(told, tuple(dict.fromkeys(veil.dropped)), suspects)


class Veil:
    """Goes through a plan and makes each text public, noting which addresses it left out."""

    def __init__(self, replace: Callable[[str], str]) -> None:
        self.replace = replace
        self.dropped: list[str] = []

    def __call__(self, value: Any) -> Any:
        """Return a value of the plan for the public."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, PersonRow):
            return self.person(self.record(value))
        if isinstance(value, Firm):
            return self.firm(self.record(value))
        if isinstance(value, Proof):
            return self.proof(self.record(value))
        if is_record(value):
            return self.record(value)
        if isinstance(value, tuple):
            return tuple(self(part) for part in value if self.is_told(part))
        return value

    def record(self, value: Any) -> Any:
        """Return a record with each of its texts made public."""
        parts = {field: self(part) for field, part in zip(value._fields, value, strict=True) if field not in KEPT}
        if "private" in parts and not isinstance(parts["private"], tuple):
            parts["private"] = ""
        return value._replace(**parts)

    def is_told(self, part: Any) -> bool:
        """Tell whether an entry is for the public: not private, not unfinished, not a link for insiders."""
        if isinstance(part, Link):
            return self.is_open(part)
        if isinstance(part, str):
            return not unfinished(part)
        return not hidden(part) and not (is_record(part) and unfinished(main_text(part)))

    def is_open(self, link: Link) -> bool:
        """Tell whether everybody may follow a link; note it where not."""
        why = closed(link.url) or ("" if link.access == "public" else link.access)
        why = why or ("names somebody" if self.replace(words_of(link.url)) != words_of(link.url) else "")
        if why:
            self.dropped.append(f"{host_of(link.url) or link.label or link.url} ({why})")
        return not why

    def text(self, text: str) -> str:
        """Return a text without names, addresses of insiders and of people; nothing where it is unfinished."""
        if not text or unfinished(text):
            return ""
        made = ADDRESS.sub(self.address, text)
        made = MAIL.sub("an e-mail address", made)
        made = INSIDE.sub(self.inside, made)
        made = GUID.sub("…", made)
        return self.replace(made)

    def address(self, found: re.Match[str]) -> str:
        """Return an address that everybody may open, or a word in its place."""
        return found[0] if self.is_open(Link(found[0], "")) else "(link left out)"

    def inside(self, found: re.Match[str]) -> str:
        """Return a word in the place of a host that only a network knows."""
        self.dropped.append(f"{host_of(found[0])} (internal)")
        return "an internal page"

    def person(self, row: PersonRow) -> PersonRow:
        """Return somebody whose title is the name already, and whose firm has no name."""
        inside = plain(row.title) in plain(row.name)
        return row._replace(title="" if inside else row.title, org="")

    def firm(self, firm: Firm) -> Firm:
        """Return a firm as it stands at the start of a line, with those of whom more is known than that they are there."""
        people = tuple(one for one in firm.people if not re.search(r"\bcontact there\b", one))
        return firm._replace(firm=firm.firm[:1].upper() + firm.firm[1:], people=people)

    def proof(self, proof: Proof) -> Proof:
        """Return a proof that says “others” once and last."""
        people = [one for one in dict.fromkeys(proof.people) if one != "others"]
        return proof._replace(people=(*people, *(["others"] if "others" in proof.people else [])))


def main_text(entry: Any) -> str:
    """Return what an entry is called: its title, its name, its question."""
    for field in ("title", "risk", "question", "duty", "text"):
        if isinstance(found := getattr(entry, field, None), str):
            return found
    return ""


def closed(url: str) -> str:
    """Say why not everybody may open an address, or nothing."""
    host = host_of(url).casefold()
    if inside_host(url):
        return "internal"
    if keys := carried_keys(url):
        return f"carries {keys[0]}"
    if GUID.search(url) and any(host.endswith(one) for one in INSIDERS):
        return "carries ids"
    if any(host == one or host.endswith(f".{one}") or one in host.split(".") for one in INSIDERS):
        return "internal"
    return ""


def words_of(url: str) -> str:
    """Return an address as words, so that a name in it is found."""
    return " ".join(re.split(r"[^\w'’%]+", url.partition("://")[2] or url))


def words_for(name: str, names: Names) -> str:
    """Return what stands where a firm, a team or a product is named by itself: chosen words, or nothing."""
    for one in names.hidden:
        if plain(one.name) == plain(name):
            return one.words if one.chosen else ""
    return Replacer(names, ())(name)


def without_default(text: str, names: Names) -> str:
    """Return a past role without the words for a firm of which nothing is known."""
    for one in names.hidden:
        if one.kind == FIRM and not one.chosen:
            text = text.replace(f", {one.words}", "")
    return text


def suspect_words(answers: Answers, names: Names, shown: Sequence[str]) -> tuple[str, ...]:
    """Return the capitalised words inside the owner's sentences that no field names: the owner should look at them."""
    replace = Replacer(names, ())
    found: dict[str, None] = {}
    for text in public_texts(answers):
        for hit in re.finditer(r"(?<=[a-z,;] )(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*", replace(text)):
            if not all(plain(word) in ORDINARY | OF_WORK for word in hit[0].split()) and plain(hit[0]) not in shown:
                found.setdefault(hit[0].rstrip("'’s"))
    return tuple(found)
