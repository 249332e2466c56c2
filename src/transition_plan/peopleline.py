"""People as one line: “Dana, manager; Lee Park, peer in finance”. Whoever a changed line names stays whole."""

import re
from collections.abc import Iterable, Mapping, Sequence

from .replies import WrongReply, one_line

Record = Mapping[str, object]
GROUPS = {  # what people call somebody → the group
    "manager": "manager",
    "boss": "manager",
    "line manager": "manager",
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
    "previous manager": "old-manager",
    "old boss": "old-manager",
    "former boss": "old-manager",
    "previous boss": "old-manager",
    "old-manager": "old-manager",
}
OUTSIDE = ("customer", "partner", "upstream")  # groups of people who are “at” a firm; others are “in” a team
OWN = ("my ", "our ")
PEOPLE_EXAMPLE = "Dana, manager; Lee Park, peer in finance"


def joined_people(people: Sequence[object]) -> str:
    """Return people as one would type them, to be changed."""
    return "; ".join(map(typed_person, people))


def typed_person(one: object) -> str:
    """Return “Lee Park, peer in Finance”, with no more than is known."""
    who = whole(one)
    return ", ".join(part for part in (one_line(who["name"]), typed_about(who)) if part)


def typed_about(one: Record) -> str:
    """Return what stands behind the name; of somebody with a title the group is told unless they are a peer."""
    title, group, org = (one_line(one.get(key) or "") for key in ("title", "group", "org"))
    word = "at" if title or group in OUTSIDE else "in"
    group = group.replace("-", " ")
    what = one_line(f"{title or group} {f'{word} {org}' if org else ''}")
    return f"{what}, {group}" if title and group not in ("", "peer") else what


def whole(one: object) -> Record:
    """Return somebody as a record; a bare name is one."""
    return one if isinstance(one, Mapping) else {"name": str(one)}


# New people


def read_people(text: str, *, more: bool = False) -> list[dict[str, object]]:
    """Return people from a line; the first is the manager unless the line says otherwise, or these are ``more``."""
    found = [person(part) for part in parted(text, ())]
    if not found and text.strip():
        raise WrongReply(f"write it like this: {PEOPLE_EXAMPLE}")
    said = [str(one.get("group", "")) for one in found]
    first = "manager" if not more and "manager" not in said else "peer"
    return [
        {**one, "group": group or (first if n == 0 else "peer")}
        for n, (one, group) in enumerate(zip(found, said, strict=True))
    ]


def person(part: str) -> dict[str, object]:
    """Return somebody, with a group only where the words say one."""
    name = name_in(part)
    if not name:
        raise WrongReply(f"write it like this: {PEOPLE_EXAMPLE}")
    return {"name": name, **read_about(about_in(part, name))}


def name_in(part: str) -> str:
    """Return the name with which a part begins."""
    return up_to(",", part).strip()


def about_in(part: str, name: str) -> str:
    """Return what a part says behind the name."""
    return part[len(name) :].lstrip(", ")


def up_to(marks: str, text: str) -> str:
    """Return a text up to the first of some marks; what is in brackets belongs together."""
    found = re.match(rf"(?:\([^()]*\)|[^{marks}])*", text)
    return found[0] if found else ""


def read_about(about: str, title: str = "", org: str = "") -> dict[str, object]:
    """Return title, group and organisation; a title or an organisation that was known is not taken apart."""
    if title and about == title:
        return {"title": title}
    group, place, words = "", "", []
    while about:
        piece = up_to(",", about)
        about = about[len(piece) + 1 :]
        found = group_and_place(piece.strip())
        if found[0] and not group:
            group, place = found
        elif piece.strip():
            words.append(piece.strip())
    what, where = title_and_place(", ".join(words), title, org)
    said = {"title": what if what == title else begun(what), "org": begun(where or place), "group": group}
    return {key: value for key, value in said.items() if value}


def group_and_place(words: str) -> tuple[str, str]:
    """Return the group that words mean, and where: “peer in finance”; a “manager of sales” may be anybody's."""
    what, *place = re.split(r"\s+(?:in|at|of|from)\s+", words, maxsplit=1)
    group = group_of(what)
    if place and group == "manager" and not what.lower().startswith(OWN):
        return "", ""
    return group, "".join(place) if group else ""


def title_and_place(words: str, title: str, org: str) -> tuple[str, str]:
    """Return a title and where: “in” and “of” belong to a title, what stands behind “at” is where somebody works."""
    for word in (" at ", " in "):
        if title and words.startswith(f"{title}{word}"):
            return title, words[len(title) + len(word) :]
        if org and words.endswith(f"{word}{org}"):
            return words[: -len(org) - len(word)], org
    what, _, where = words.partition(" at ")
    return (words, "") if where.lower() == "large" else (what, where)


def group_of(what: str) -> str:
    """Return the group that a word means, nothing where it is no word for one."""
    return GROUPS.get(re.sub(r"^(?:my|our|an?|the) ", "", what.lower()), "")


def begun(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


# People who are there already


def changed_people(text: str, there: Sequence[object]) -> list[object]:
    """Return whom a line names: who stands in it as before is kept whole, who was changed keeps the rest.

    A line that begins with + adds people to those who are there.
    """
    if text.startswith("+"):
        return [*there, *read_people(text[1:], more=bool(there))]
    if not there:
        return list(read_people(text))
    parts = parted(text, there)
    known = recognised(parts, there)
    found = [person(part) if old is None else renewed(old, part) for part, old in zip(parts, known, strict=True)]
    said = [said_group(part, old) for part, old in zip(parts, known, strict=True)]
    lost = has_manager(there) and not has_manager(found)
    if found and not said[0] and "manager" not in said and (known[0] is None or lost):
        found = [{**whole(found[0]), "group": "manager"}, *map(no_manager, found[1:])]
    return [
        one if old is not None else {**whole(one), "group": whole(one).get("group") or "peer"}
        for one, old in zip(found, known, strict=True)
    ]


def said_group(part: str, old: object | None) -> str:
    """Return the group that a part of the line says, nothing where it says none."""
    name = name_now(part, old) if old is not None else name_in(part)
    return str(read_about(about_in(part, name)).get("group", ""))


def has_manager(people: Iterable[object]) -> bool:
    """Tell whether one of them is the manager."""
    return any(whole(one).get("group") == "manager" for one in people)


def no_manager(one: object) -> object:
    """Return somebody as a peer, if they were the manager."""
    return {**whole(one), "group": "peer"} if has_manager([one]) else one


def parted(text: str, there: Sequence[object]) -> list[str]:
    """Return the parts of a line; who stands there as shown, or by name, is one part, whatever marks are in it."""
    parts, rest = [], text.strip("; \n")
    while rest:
        shown = longest(rest, map(typed_person, there), "[;\n]")
        name = "" if shown else longest(rest, (one_line(whole(one)["name"]) for one in there), "[,;\n]")
        part = shown or name + up_to(";\n", rest[len(name) :])
        parts.append(part.strip() if shown or name else without_bracket(part.strip()))
        rest = rest[len(part) :].lstrip("; \n")
    return parts


def without_bracket(part: str) -> str:
    """Return “Ada Brun (chief physician), peer” with a comma; a bracket of one word (she/her) belongs to the name."""
    found = re.match(r"([^,()]+?)\s*\(([^()]*)\)\s*(?=,|$)", part)
    if not found or not (group_of(found[2].strip()) or " " in found[2].strip()):
        return part
    return f"{found[1]}, {found[2].strip().replace(';', ',')}{part[found.end() :]}"


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
    return bool(words & set(name_in(part).casefold().split()))


def renewed(old: object, part: str) -> object:
    """Return somebody with what a part says otherwise now; all else that was known stays."""
    who = whole(old)
    if shown_as(old, part):
        return old
    name = name_now(part, old)
    now = {**who, "name": who["name"] if name == one_line(who["name"]) else name}
    about = about_in(part, name)
    return now if about == typed_about(who) else placed(now, about)


def name_now(part: str, old: object) -> str:
    """Return the name of somebody in a part: their own as it was written there, or the one that it has now."""
    return part[: len(one_line(whole(old)["name"]))] if named_as(old, part) else name_in(part)


def placed(who: Record, about: str) -> dict[str, object]:
    """Return somebody with another title, group or organisation; a group that is not said stays."""
    known = {key: one_line(who.get(key) or "") for key in ("title", "org")}
    now = read_about(about, **known)
    same = {key for key, value in known.items() if now.get(key) == value}
    gone = [key for key in known if key not in now]
    kept = {key: value for key, value in who.items() if key not in gone}
    return {**kept, **{key: value for key, value in now.items() if key not in same}}
