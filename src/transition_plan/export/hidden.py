"""Who and what a public text does not name, and what it says instead: titles for people, sectors for firms.

What the owner says under ``post: names:`` goes first; without it a person is known by title or group, a firm by what it
is to the owner.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from transition_plan.answers import Answers, Contact, Group, Partner, is_unknown
from transition_plan.compose import is_record
from transition_plan.errors import UnknownName
from transition_plan.ids import slug

from .folding import fold, plain
from .ordinary import BESIDE_NAMES, FIRM_ENDS, LEGAL, OF_WORK, ORDINARY, PARTICLES

PERSON, FIRM, UNIT, NAME = "person", "firm", "unit", "name"
GROUPS = {*get_args(Group), "me", "both", "inside", "outside"}
NAMES_OF = {"Person", "Contact", "PartnerPerson", "Mentor", "Acquaintance"}  # records whose name is somebody's
NO_NAMES = {"Certification", "CompetencyNeed"}  # whose name is a thing's
FIRMS_IN = {"org": FIRM, "from_org": FIRM, "firm": FIRM, "company": FIRM, "team": UNIT, "product": UNIT}
SOMEBODY_IN = {"introduced_by", "for_", "to", "owner", "checked_by", "people", "ask", "audience", "sponsor"}
NOT_SOMEBODY = {("Contact", "ask"), ("Mentor", "ask"), ("PastRole", "to"), ("DaysOff", "to"), ("Pause", "to")}
ALSO_SOMEBODY = {("Advice", "from_")}
NO_TEXT = {"private", "id", "front_matter", "post", "notes", "days_off"}

BESIDE = re.compile(r"\([^()]*\)|\b(?:she|he|they)\s*/\s*\w+(?:\s*/\s*\w+)?", re.IGNORECASE)  # Dana (she/her)

OF_GROUP = {
    "manager": "my manager",
    "team": "someone on the team",
    "peer": "a peer",
    "buddy": "my buddy",
    "mentor": "my mentor",
    "executive": "an executive",
    "customer": "a customer",
    "partner": "a partner",
    "upstream": "a colleague upstream",
    "downstream": "a colleague downstream",
    "support": "a colleague in support",
    "predecessor": "my predecessor",
    "old-manager": "my old manager",
}
IN_HOUSE = {"internal-move", "promotion-to-manager", "promotion-same-track"}  # from_org is a part of the same firm then
OWN_GROUPS = ("manager", "buddy", "mentor", "predecessor", "old-manager")
ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
AT = re.compile(r"\bat ((?:[A-Z][\w&'’-]+)(?: [A-Z][\w&'’-]+)*)")
ENDING = re.compile(rf"\b((?:[A-Z][\w&'’-]+ ){{1,4}}(?:{'|'.join(sorted(FIRM_ENDS))}))\b")


class Hidden(NamedTuple):
    """A name, and what a public text says in its place."""

    name: str
    words: str
    kind: str
    place: str  # where the owner typed it: people[0].name
    title: str = ""  # that may stand right behind the name
    chosen: bool = False  # the owner chose the words


class Claim(NamedTuple):
    """A name as it was found in the answers, before anybody chose words for it."""

    name: str
    kind: str
    place: str
    record: Any  # the entry that it stands in
    above: Any  # the entry around that one


class Names(NamedTuple):
    """Every name of a plan file: what is hidden, what is shown, and what was only guessed to be one."""

    hidden: tuple[Hidden, ...]
    shown: tuple[str, ...]
    guessed: tuple[str, ...]


def find_names(
    answers: Answers, shown: Sequence[str] = (), public_title: Callable[[str], str] = lambda title: title
) -> Names:
    """Return what a public text hides and shows; raises ``UnknownName`` for a name to show that nobody has.

    ``public_title`` returns a person's title as the public may read it, or nothing.
    """
    chosen = {plain(name): words for name, words in answers.post.names.items()}
    claims = list(unique_claims(answers, chosen))
    kept = {one for said in shown for one in meant(said, claims)}
    kept |= {key for key, words in chosen.items() if plain(words) == key}
    hidden = tuple(worded([one for one in claims if plain(one.name) not in kept], chosen, answers, public_title))
    shown_names = tuple(one.name for one in claims if plain(one.name) in kept)
    return Names(
        hidden, shown_names, tuple(one.name for one in claims if one.place == "" and plain(one.name) not in kept)
    )


def meant(said: str, claims: Sequence[Claim]) -> set[str]:
    """Return the names that ``--show-name`` means: a whole name, or a part that only one has."""
    wanted = plain(said)
    names = {plain(one.name) for one in claims}
    near = {name for name in names if wanted in name.split()}
    if wanted in names or len(near) == 1:
        return {wanted} if wanted in names else near
    listed = ", ".join(dict.fromkeys(one.name for one in claims))
    raise UnknownName(f"--show-name: the plan file names no '{said}'", f"it names: {listed}" if listed else "")


def unique_claims(answers: Answers, chosen: Mapping[str, str]) -> Iterator[Claim]:
    """Yield each name once, the first place that says most about it."""
    taken: set[str] = set()
    every = sorted([*claims_in(answers), *references(answers)], key=rank)
    said = [Claim(name, FIRM, f"post.names.{name}", None, None) for name in answers.post.names]
    for one in (*every, *said, *guesses(answers, {plain(one.name) for one in (*every, *said)})):
        key = plain(one.name)
        if key and key not in taken and not is_unknown(one.name) and not (is_kind(one) and key not in chosen):
            taken.add(key)
            yield one


def rank(claim: Claim) -> int:
    """Order claims by how much they tell: an entry of somebody's own goes before a mention."""
    own = claim.kind != NAME and getattr(claim.record, "title", "") is not None
    return 0 if own and type(claim.record).__name__ in NAMES_OF | {"Partner", "Answers"} else 1


def claims_in(value: Any, place: str = "", above: Any = None) -> Iterator[Claim]:
    """Yield the names in fields that are made for a name, in every record of the answers."""
    for field, part in zip(value._fields, value, strict=True):
        here = f"{place}.{field.removesuffix('_')}" if place else field.removesuffix("_")
        kind = kind_of(value, field)
        if isinstance(part, str) and part and kind:
            yield Claim(part, kind, here, value, above)
        elif is_record(part):
            yield from claims_in(part, here, value)
        elif isinstance(part, tuple):
            for n, one in enumerate(part):
                if is_record(one):
                    yield from claims_in(one, f"{here}[{n}]", value)


def kind_of(record: Any, field: str) -> str:
    """Return what a field of a record names, or nothing."""
    if field == "name" and type(record).__name__ not in NO_NAMES:
        return PERSON
    return FIRMS_IN.get(field, "")


def references(value: Any, place: str = "", ids: frozenset[str] = frozenset()) -> Iterator[Claim]:
    """Yield the names of people who are only mentioned: who introduces, confirms, takes over."""
    if isinstance(value, Answers):
        ids = frozenset(one.id or slug(one.name) for one in value.people)
    for field, part in zip(value._fields, value, strict=True):
        here = f"{place}.{field.removesuffix('_')}" if place else field.removesuffix("_")
        if names_somebody(type(value).__name__, field):
            for name in (part,) if isinstance(part, str) else part if isinstance(part, tuple) else ():
                if isinstance(name, str) and name not in ids and looks_like_name(name):
                    yield Claim(name, NAME if field == "people" else PERSON, here, value, None)
        if is_record(part):
            yield from references(part, here, ids)
        for n, one in enumerate(part if isinstance(part, tuple) and not is_record(part) else ()):
            if is_record(one):
                yield from references(one, f"{here}[{n}]", ids)


def names_somebody(record: str, field: str) -> bool:
    """Tell whether a field may hold somebody's name among other things."""
    return (field in SOMEBODY_IN and (record, field) not in NOT_SOMEBODY) or (record, field) in ALSO_SOMEBODY


def looks_like_name(text: str) -> bool:
    """Tell whether a mention is a name rather than a group, an id or words."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    capitals = [word for word in words if word[:1].isupper() and plain(word) not in OF_WORK | ORDINARY]
    return text not in GROUPS and not is_unknown(text) and len(words) <= 5 and bool(capitals)


def is_kind(claim: Claim) -> bool:
    """Tell a kind of people, or a unit that words describe, from somebody's or something's own name."""
    if isinstance(claim.record, Contact) and claim.kind == PERSON and claim.record.many:
        return True
    words = [word for word in re.split(r"[^\w'’-]+", claim.name) if word]
    if claim.kind == PERSON:
        return all(plain(word) in OF_WORK for word in words)
    if claim.kind == UNIT:
        return any(word[0].islower() for word in words) and not any(
            word[0].isupper() and plain(word) not in ORDINARY | OF_WORK for word in words[-1:]
        )
    return False


def guesses(answers: Answers, known: set[str]) -> Iterator[Claim]:
    """Yield what is called like a firm in the owner's sentences although no field names it: “at Carrefield”."""
    for text in public_texts(answers):
        for found in (*ENDING.finditer(text), *AT.finditer(text)):
            name = re.sub(r"^(?:The|A|An|At|For|In|From|Of|With) ", "", found[1])
            words = [plain(word) for word in name.split()]
            if (plain(name) not in known and not all(word in ORDINARY | OF_WORK for word in words)) or (
                plain(name) not in known and name.split()[-1] in FIRM_ENDS and len(words) > 1
            ):
                yield Claim(name, FIRM, "", None, None)


def public_texts(value: Any) -> Iterator[str]:
    """Yield every text of the owner's that is not private and that people are meant to read."""
    if isinstance(value, str):
        yield value
    elif is_record(value):
        if getattr(value, "private", None) is not True and getattr(value, "draft", None) is not True:
            for field, part in zip(value._fields, value, strict=True):
                if field not in NO_TEXT:
                    yield from public_texts(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from public_texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from public_texts(part)


def worded(
    claims: Sequence[Claim], chosen: Mapping[str, str], answers: Answers, public_title: Callable[[str], str]
) -> Iterator[Hidden]:
    """Yield each hidden name with words that tell it from the others."""
    bases = [chosen.get(plain(one.name)) or base_words(one, answers, chosen, public_title) for one in claims]
    every, seen = Counter(bases), Counter[str]()
    for one, base in zip(claims, bases, strict=True):
        seen[base] += 1
        said = plain(one.name) in chosen
        words = base if said or every[base] == 1 else numbered(base, seen[base], one.kind)
        title = getattr(one.record, "title", "") if one.kind == PERSON else ""
        yield Hidden(one.name, words, one.kind, one.place or "a text of yours", title or "", said)


def base_words(claim: Claim, answers: Answers, chosen: Mapping[str, str], public_title: Callable[[str], str]) -> str:
    """Return what somebody or something is called in public when the owner has not said."""
    if claim.kind == PERSON:
        return person_words(claim, chosen, public_title)
    if claim.kind == NAME:
        return "others"
    field = claim.place.rpartition(".")[2]
    if field in ("team", "product"):
        return f"the {field}"
    return firm_words(claim, answers)


def person_words(claim: Claim, chosen: Mapping[str, str], public_title: Callable[[str], str]) -> str:
    """Return a person's title with “the”, else what the person is to the owner."""
    record = claim.record
    if claim.place.startswith("person."):
        return "the author"
    group = record.group if isinstance(record, Contact) else ""
    if group in OWN_GROUPS or type(record).__name__ == "Mentor":
        return OF_GROUP[group or "mentor"]
    title = "" if getattr(record, "private", None) is True else public_title(getattr(record, "title", "") or "")
    title = re.sub(r"^(?:the|an?|my) ", "", title, flags=re.IGNORECASE)
    if isinstance(claim.above, Partner):
        return f"a partner’s {small(title)}" if title else "a contact there"
    if claim.place.rpartition(".")[2] == "name" and title and not is_unknown(title):
        firm = chosen.get(plain(getattr(record, "org", "") or getattr(claim.above, "firm", "")))
        return f"the {small(title)}" + (f" at {firm}" if firm else "")
    if type(record).__name__ == "Acquaintance":
        return "an acquaintance"
    return OF_GROUP.get(group, "a colleague")


def firm_words(claim: Claim, answers: Answers) -> str:
    """Return what a firm is to the owner."""
    if plain(claim.name) == plain(answers.org):
        return "the organisation"
    if claim.place == "from_org":
        return "my former department" if set(answers.transitions) & IN_HOUSE else "my former organisation"
    if claim.place.startswith("history"):
        return "a former employer"
    if isinstance(claim.record, Partner):
        return "a partner"
    group = claim.record.group if isinstance(claim.record, Contact) else ""
    return {"customer": "a customer", "partner": "a partner"}.get(group, "an organisation")


def numbered(words: str, n: int, kind: str) -> str:
    """Return words that tell the nth of several apart: the first CDO, another customer, my third mentor."""
    article, _, noun = words.partition(" ")
    if not noun:
        return words
    if kind != PERSON:
        return f"another {noun}" if n > 1 and article in ("a", "an") else words
    if article in ("a", "an") and n < 3:
        return words if n == 1 else f"another {noun}"
    ordinal = ("" if article != "the" else "first") if n == 1 else ORDINALS.get(n, f"{n}th")
    if article in ("a", "an", "the", "my"):
        return " ".join(word for word in (article.replace("an", "a"), ordinal, noun) if word)
    return words if n == 1 else f"{words} ({n})"


def small(title: str) -> str:
    """Return a title inside a sentence: its words small, its acronyms as they are."""
    words = title.split()
    return " ".join(word.lower() if re.fullmatch(r"[A-Z][a-z'’-]*[,;]?", word) else word for word in words)


def parts_of(name: str) -> list[str]:
    """Return the words of a name that can stand for it alone: no titles, no particles, no legal form."""
    return [word for word in tokens_of(name) if word.casefold() not in PARTICLES]


def tokens_of(name: str) -> list[str]:
    """Return the words of a name without titles and legal form."""
    words = re.findall(r"[^\W_](?:[\w'-]*\w)?", BESIDE.sub(" ", fold(name).text))
    return [word for word in words if word.casefold() not in BESIDE_NAMES | LEGAL] or words
