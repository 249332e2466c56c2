"""What an answer changes in the plan file's data."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from .answers import UNKNOWN
from .library import has_plan, lineage, load_template, template_ids
from .pages import Given
from .peopleline import changed_people, whole
from .presenting import choices_of
from .proofline import read_proof, renewed_proof
from .questions import Asked, key_of, proved_by
from .replies import (
    WrongReply,
    as_list,
    list_at,
    listed,
    merged,
    one_line,
    read_date,
    read_hours,
    table_at,
    value_at,
)
from .slips import not_one_of
from .so_far import Setting, Tree, standing
from .template import AskText

GENERIC = "generic-professional"
CLOSEST = 3  # roles offered for a title of one's own


def put_text(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a line of text."""
    return merged(tree, key_of(asked.ask), one_line(given))


def put_role(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a role's id, or a title of one's own with the closest role until somebody chooses."""
    text, roles = one_line(given), template_ids("role", setting.library)
    if tree.get("role") and text in (tree["role"], tree.get("title")):
        return dict(tree)
    if text in roles:
        return for_role({**merged(tree, "title", None), "role": text}, setting)
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text):  # meant as an id
        raise WrongReply(not_one_of("role", text, roles) + "; or write a title")
    return for_role({**tree, "role": likely_roles(text, tree, setting)[0], "title": text}, setting)


def for_role(tree: Tree, setting: Setting) -> dict[str, object]:
    """Return the data without those answers to a role's own questions that this role does not ask."""
    steps = lineage(str(tree["role"]), setting.library)
    known = {one.id for step in steps for one in load_template(*step, setting.library).extra}
    return merged(tree, "extra", {key: value for key, value in table_at(tree, "extra").items() if key in known})


def likely_roles(title: str, tree: Tree, setting: Setting) -> list[str]:
    """Return the roles closest to a title, before the one for everybody the one of a title that was changed in part."""
    near, old = closest_roles(title, setting), str(tree.get("title", "")) if tree.get("role") else ""
    there = [str(tree["role"])] if title == old or words_of(title) & words_of(old) else []
    return list(dict.fromkeys([*near[:-1], *there, near[-1]]))


def words_of(title: str) -> set[str]:
    """Return the words of a title that tell something."""
    return set(title.lower().replace(",", " ").split()) - COMMON


def closest_roles(title: str, setting: Setting) -> list[str]:
    """Return the roles whose titles are most like a text, then the one that fits everybody."""
    titles = {
        load_template("role", role, setting.library).title.lower(): role
        for role in template_ids("role", setting.library)
        if has_plan(role, setting.library)
    }
    said = title.lower()
    words = [name for name in titles if set(name.split()) & words_of(title)]
    near = get_close_matches(said, titles, n=CLOSEST, cutoff=0.5)
    found = dict.fromkeys(titles[name] for name in (*near, *words))
    return [*[role for role in found if role != GENERIC][:CLOSEST], GENERIC]


COMMON = {"of", "the", "and", "for", "senior", "junior", "lead", "head", "manager", "specialist", "professional", "&"}


def put_from(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take the present role: its id, or a title of the person's own."""
    text = one_line(given)
    known = text in template_ids("role", setting.library)
    return merged(merged(tree, "from", text if known else None), "from_title", None if known else text)


def put_choice(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take one of a few answers."""
    text = one_line(given)
    values = [one.value for one in choices_of(asked.ask, setting)]
    if text and text not in (*values, value_at(tree, key_of(asked.ask))):
        raise WrongReply(f"'{text}' is not one of {', '.join(values)}")
    return merged(tree, key_of(asked.ask), text)


def put_choices(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take several of a list."""
    values = [*(one.value for one in choices_of(asked.ask, setting)), *list_at(tree, key_of(asked.ask))]
    chosen = listed(given, ",; ") if isinstance(given, str) else list(given)
    for one in chosen:
        if one not in values:
            near = get_close_matches(one, values, 1)
            raise WrongReply(f"there is no '{one}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    return merged(tree, key_of(asked.ask), chosen)


def put_date(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a day; an unknown one leaves the plan without dates."""
    day = read_date(one_line(given), setting.day)
    return merged(tree, key_of(asked.ask), None if day == UNKNOWN else date.fromisoformat(day))


def put_people(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take people; whoever was there already keeps what was known of them."""
    return merged(tree, "people", changed_people(one_line(given), list_at(tree, "people")))


def put_more_people(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take people besides those who are there."""
    text = one_line(given)
    return put_people(asked, f"+{text}", tree, setting) if text else dict(tree)


def put_ratings(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take the levels that the person gave; what the page does not ask stays."""
    if not isinstance(given, Mapping):
        raise WrongReply("rate from 0 to 4, ? if you don't know")
    there = table_at(tree, "ratings")
    changed = {key: level for key, level in given.items() if str(there.get(key)) != str(level)}
    return merged(tree, "ratings", {**there, **changed})


def put_gaps(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take an order of gaps, nothing where it is the computed one; of one's own longer list nothing is lost."""
    found = standing(merged(tree, "gaps", None), setting)
    usual = [one.need.id for one in (*found.gaps, *found.parked_gaps)] if found else []
    there = list_at(tree, "gaps")
    others = [one for one in there if one not in usual]
    chosen = [one for one in (listed(given, ",; ") if isinstance(given, str) else given) if one not in others]
    unknown = [one for one in chosen if one not in usual]
    if unknown:
        raise WrongReply(f"'{unknown[0]}' is none of your gaps; they are {', '.join(usual)}")
    most = max(found.tier.gaps if found else 0, len(there) - len(others))
    return merged(tree, "gaps", [*(chosen[:most] if chosen[:most] != usual[:most] else []), *others])


def put_proof(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a piece of evidence for one competency; asked again, it changes the first that there is."""
    there, text = list_at(tree, "evidence"), one_line(given)
    old = next((n for n, one in enumerate(there) if asked.about in proved_by(one)), None)
    if old is None:
        return put_another_proof(asked, given, tree, setting)
    new = [renewed_proof(text, there[old])] if text else no_proof_of(asked.about, there[old])
    return merged(tree, "evidence", [*there[:old], *new, *there[old + 1 :]])


def no_proof_of(competency: str, entry: Mapping[str, object]) -> list[object]:
    """Return what is left of a piece of evidence that shall not prove a competency: it may prove another."""
    others = [one for one in proved_by(entry) if one != competency]
    return [{**entry, "competency": others}] if others else []


def put_another_proof(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a piece of evidence besides those that are there."""
    text = one_line(given)
    return merged(tree, "evidence", [*list_at(tree, "evidence"), *([read_proof(text, asked.about)] if text else [])])


def put_hours(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take hours a week, and days off besides those that are there."""
    text = one_line(given)
    if not text:
        return merged(tree, "hours", None)
    found, there = read_hours(text), list_at(tree, "days_off")
    known = [span_of(one) for one in there]
    new = [one for one in as_list(found.get("days_off")) if span_of(one) not in known]
    return merged(merged(tree, "hours", found["hours"]), "days_off", [*there, *new])


def span_of(days: object) -> list[str]:
    """Return the first and the last of some days off; a bare day is both."""
    first = days.get("from") if isinstance(days, Mapping) else days
    return [str(first), str(days.get("to") or first) if isinstance(days, Mapping) else str(first)]


def put_each(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take what is said about one person; of two of one name, about the one of whom it was not said yet."""
    text, field, people = one_line(given), asked.ask.field, list_at(tree, "people")
    meant = [n for n, one in enumerate(people) if str(whole(one)["name"]) == asked.about]
    open_ones = [n for n in meant if not whole(people[n]).get(field)] or meant[:1]
    told = {n: merged(whole(people[n]), field, text) for n in open_ones if text or whole(people[n]).get(field)}
    return merged(tree, "people", [told.get(n, one) for n, one in enumerate(people)])


def adding(make: Callable[[str, AskText], Sequence[object]]) -> "Put":
    """Return what appends entries to a list of the plan file."""

    def put(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
        there = list_at(tree, key_of(asked.ask))
        text = one_line(given)
        return merged(tree, key_of(asked.ask), [*there, *(make(text, asked.ask) if text else [])])

    return put


def read_entry(text: str, ask: AskText) -> list[object]:
    """Read the parts of a line, with semicolons between them, as the fields of an entry in their order."""
    fields = [one.strip() for one in ask.field.split(",")]
    parts = (part.strip() for part in text.split(";", len(fields) - 1))
    return [{field: part for field, part in zip(fields, parts, strict=False) if part}]


Put = Callable[[Asked, Given, Tree, Setting], dict[str, object]]
KINDS: dict[str, Put] = {
    "role": put_role,
    "from": put_from,
    "choice": put_choice,
    "choices": put_choices,
    "date": put_date,
    "text": put_text,
    "people": put_people,
    "more-people": put_more_people,
    "ratings": put_ratings,
    "proof": put_proof,
    "another-proof": put_another_proof,
    "gaps": put_gaps,
    "hours": put_hours,
    "each-person": put_each,
    "note": adding(lambda text, ask: [f"{ask.note}: {text}" if ask.note else text]),
    "entry": adding(read_entry),
    "risk": adding(lambda text, _: [text]),
    "unknown": adding(lambda text, _: [{"question": text}]),
    "win": adding(lambda text, _: [text]),
    "carry": adding(lambda text, _: [text]),
    "priorities": adding(lambda text, _: listed(text)),
    "exams": adding(lambda text, _: listed(text, ",;")),
    "learning": adding(lambda text, _: listed(text)),
}
