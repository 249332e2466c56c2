"""People as one line: “Dana, manager; Lee Park, peer in finance”. Whoever a changed line names stays whole."""

import re
from collections.abc import Iterable, Mapping, Sequence

from .replies import WrongReply, one_line

Record = Mapping[str, object]
GROUPS = {  # what people call somebody → the group
    "manager": "manager",
    "boss": "manager",
    "lead": "manager",
    "director": "manager",
    "buddy": "buddy",
    "mentor": "mentor",
    "peer": "peer",
    "colleague": "peer",
    "team": "team",
    "team mate": "team",
    "teammate": "team",
    "report": "team",
    "direct report": "team",
    "executive": "executive",
    "sponsor": "executive",
    "customer": "customer",
    "client": "customer",
    "partner": "partner",
    "supplier": "upstream",
    "upstream": "upstream",
    "downstream": "downstream",
    "support": "support",
    "predecessor": "predecessor",
    "old manager": "old-manager",
    "former manager": "old-manager",
    "old-manager": "old-manager",
}
TITLES = ("director", "lead")  # words that are a title, too
PEOPLE_EXAMPLE = "Dana, manager; Lee Park, peer in finance"


def joined_people(people: Sequence[object]) -> str:
    """Return people as one would type them, to be changed."""
    return "; ".join(map(typed_person, people))


def typed_person(one: object) -> str:
    """Return “Lee Park, peer in Finance”, with no more than is known."""
    who = whole(one)
    return ", ".join(part for part in (one_line(who["name"]), typed_about(who)) if part)


def typed_about(one: Record) -> str:
    """Return what stands behind the name."""
    where = f"in {one['org']}" if one.get("org") else ""
    return one_line(f"{typed_what(one)} {where}")


def typed_what(one: Record) -> str:
    """Return the title, else the group."""
    return one_line(one.get("title") or one.get("group") or "")


def whole(one: object) -> Record:
    """Return somebody as a record; a bare name is one."""
    return one if isinstance(one, Mapping) else {"name": str(one)}


# New people


def read_people(text: str, *, managed: bool = False) -> list[dict[str, object]]:
    """Return people from a line; the first without a word is the manager, unless there is one already."""
    people: list[dict[str, object]] = []
    for part in parted(text, ()):
        name, _, about = (piece.strip() for piece in part.partition(","))
        if name:
            people.append(person(name, about, first=not people and not managed))
    if not people and text.strip():
        raise WrongReply(f"write it like this: {PEOPLE_EXAMPLE}")
    return people


def person(name: str, about: str, *, first: bool) -> dict[str, object]:
    """Return somebody: “peer in finance” is the group and where; any other word is the title."""
    what, _, where = (
        piece.strip() for piece in re.sub(r"\s+(?:in|at|of|from)\s+", "\0", about, count=1).partition("\0")
    )
    group = group_of(what)
    found: dict[str, object] = {"name": name}
    if what and (not group or what.lower() in TITLES):
        found["title"] = begun(what)
    if where:
        found["org"] = begun(where)
    return {**found, "group": group or ("manager" if first else "peer")}


def group_of(what: str) -> str:
    """Return the group that a word means, nothing where it is no word for one."""
    return GROUPS.get(what.lower().removeprefix("my ").removeprefix("a "), "")


def begun(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


# People who are there already


def changed_people(text: str, there: Sequence[object]) -> list[object]:
    """Return whom a line names: who stands in it as before is kept whole, who was changed keeps the rest.

    A line that begins with + adds people to those who are there.
    """
    managed = any(whole(one).get("group") == "manager" for one in there)
    if text.startswith("+"):
        return [*there, *read_people(text[1:], managed=managed)]
    parts = parted(text, there)
    known = recognised(parts, there)
    found = [
        renewed(old, part) if old is not None else read_people(part, managed=managed or n > 0)[0]
        for n, (part, old) in enumerate(zip(parts, known, strict=True))
    ]
    return found or list(read_people(text))


def parted(text: str, there: Sequence[object]) -> list[str]:
    """Return the parts of a line; who stands there as shown, or by name, is one part, whatever marks are in it."""
    parts, rest = [], text.strip("; \n")
    while rest:
        shown = longest(rest, map(typed_person, there), "[;\n]")
        name = "" if shown else longest(rest, (one_line(whole(one)["name"]) for one in there), "[,;\n]")
        part = shown or name + re.split(r"[;\n]", rest[len(name) :])[0]
        parts.append(part.strip())
        rest = rest[len(part) :].lstrip("; \n")
    return parts


def longest(text: str, known: Iterable[str], marks: str) -> str:
    """Return the longest of the known texts with which a text begins, a mark behind it; nothing if none does."""
    fitting = (one for one in known if re.match(rf"{re.escape(one)}\s*(?:{marks}|$)", text))
    return max(fitting, key=len, default="")


def recognised(parts: Sequence[str], there: Sequence[object]) -> list[object | None]:
    """Return who is meant by each part: shown as before, of the same name, or the only one with a word of the name."""
    left = list(there)
    found: list[object | None] = [None] * len(parts)
    for fits in (shown_as, named_as, nearly_named_as):
        for n, part in enumerate(parts):
            fitting = [one for one in left if fits(one, part)]
            if found[n] is None and fitting and (len(fitting) == 1 or fits is not nearly_named_as):
                found[n] = fitting[0]
                left = [one for one in left if one is not fitting[0]]
    return found


def shown_as(one: object, part: str) -> bool:
    """Tell whether somebody stands there as they were shown."""
    return typed_person(one) == part


def named_as(one: object, part: str) -> bool:
    """Tell whether a part begins with somebody's name."""
    name = one_line(whole(one)["name"]).casefold()
    return part.casefold() == name or part.casefold().startswith(f"{name},")


def nearly_named_as(one: object, part: str) -> bool:
    """Tell whether a name shares a word with somebody's: “Dana M. Ortiz” is Dana Ortiz."""
    words = set(one_line(whole(one)["name"]).casefold().split())
    return bool(words & set(part.partition(",")[0].casefold().split()))


def renewed(old: object, part: str) -> object:
    """Return somebody with what a part says otherwise now; all else that was known stays."""
    who = whole(old)
    if shown_as(old, part):
        return old
    name = one_line(who["name"])
    if not named_as(old, part):
        name = part.partition(",")[0].strip()
    about = part[len(name) :].lstrip(", ")
    now = {**who, "name": who["name"] if name == one_line(who["name"]) else part[: len(name)]}
    return now if about == typed_about(who) else placed(now, about)


def placed(who: Record, about: str) -> dict[str, object]:
    """Return somebody with another title, group or organisation: what the words have in common with before stays."""
    what, org = typed_what(who), one_line(who.get("org") or "")
    if about == what:
        return without(who, "org")
    if what and about.startswith(f"{what} in "):
        return {**who, "org": about[len(what) + 4 :]}
    if org and about.endswith(f" in {org}"):
        return called(who, about[: -len(org) - 4])
    found = person("", about, first=False)
    moved = {**who, "org": found["org"]} if "org" in found else without(who, "org")
    word = str(found.get("title") or "") or re.split(r"\s+(?:in|at|of|from)\s+", about)[0]
    return called(moved, word)


def called(who: Record, what: str) -> dict[str, object]:
    """Return somebody with another title; the word for a group changes the group."""
    group = group_of(what)
    if group and what.lower() not in TITLES:
        return {**without(who, "title"), "group": group}
    return {**who, "title": begun(what)} if what else without(who, "title")


def without(who: Record, key: str) -> dict[str, object]:
    """Return a record without one of its keys."""
    return {name: value for name, value in who.items() if name != key}
