"""What an answer changes in the plan file's data."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from .answers import UNKNOWN
from .library import has_plan, load_template, template_ids
from .pages import Given
from .questions import Asked, key_of, proved_by
from .replies import WrongReply, joined_people, listed, merged, read_date, read_hours, read_people, read_proof, value_at
from .showing import choices_of
from .slips import not_one_of
from .so_far import Setting, Tree, standing
from .template import AskText

GENERIC = "generic-professional"
CLOSEST = 3  # roles offered for a title of one's own


def put_text(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a line of text."""
    return merged(tree, key_of(asked.ask), one_line(given))


def one_line(given: Given) -> str:
    """Return a text with its line breaks as blanks."""
    return " ".join(str(given).split())


def put_role(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a role's id, or a title of one's own with the closest role until somebody chooses."""
    text = one_line(given)
    kept = merged(merged(merged(tree, "role", None), "ratings", None), "gaps", None) if tree.get("role") else dict(tree)
    if text in template_ids("role", setting.library):
        return merged({"role": text, **kept}, "role", text)
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text):  # meant as an id
        raise WrongReply(not_one_of("role", text, template_ids("role", setting.library)) + "; or write a title")
    return {**kept, "role": closest_roles(text, setting)[0], "title": text}


def closest_roles(title: str, setting: Setting) -> list[str]:
    """Return the roles whose titles are most like a text, then the one that fits everybody."""
    titles = {
        load_template("role", role, setting.library).title.lower(): role
        for role in template_ids("role", setting.library)
        if has_plan(role, setting.library)
    }
    said = title.lower()
    words = [name for name in titles if set(name.split()) & set(said.replace(",", " ").split()) - COMMON]
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
    if text and text not in values:
        raise WrongReply(f"'{text}' is not one of {', '.join(values)}")
    return merged(tree, key_of(asked.ask), text)


def put_choices(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take several of a list."""
    values = [one.value for one in choices_of(asked.ask, setting)]
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
    """Take people; whoever was there already keeps what was known of them, and Enter changes nothing."""
    if one_line(given) == joined_people(value_at(tree, "people") or []):  # type: ignore[arg-type]
        return dict(tree)
    there = {one["name"]: one for one in value_at(tree, "people") or []}  # type: ignore[attr-defined]
    people = [{**there.get(one["name"], {}), **one} for one in read_people(str(given))]
    return merged(tree, "people", people)


def put_ratings(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take the levels that the person gave."""
    if not isinstance(given, Mapping):
        raise WrongReply("rate from 0 to 4, ? if you don't know")
    return merged(tree, "ratings", {**given})


def put_gaps(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take an order of gaps, nothing where it is the computed one."""
    found = standing(merged(tree, "gaps", None), setting)
    usual = [one.need.id for one in (*found.gaps, *found.parked_gaps)] if found else []
    chosen = listed(given, ",; ") if isinstance(given, str) else list(given)
    unknown = [one for one in chosen if one not in usual]
    if unknown:
        raise WrongReply(f"'{unknown[0]}' is none of your gaps; they are {', '.join(usual)}")
    most = found.tier.gaps if found else 0
    return merged(tree, "gaps", None if chosen[:most] == usual[:most] else chosen[:most])


def put_proof(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a piece of evidence for one competency; asked again, it replaces what was said."""
    there = list(value_at(tree, "evidence") or [])  # type: ignore[call-overload]
    others = [one for one in there if asked.about not in proved_by(one)] if asked.ask.seconds else there
    text = one_line(given)
    return merged(tree, "evidence", [*others, *([read_proof(text, asked.about)] if text else [])])


def put_hours(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take hours a week, and days off."""
    found = read_hours(one_line(given))
    return merged(
        merged(tree, "hours", found["hours"]), "days_off", found.get("days_off") or value_at(tree, "days_off")
    )


def put_each(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take what is said about one person."""
    text = one_line(given)
    people = [
        {**one, asked.ask.field: text} if one.get("name") == asked.about and text else one
        for one in value_at(tree, "people") or []  # type: ignore[attr-defined]
    ]
    return merged(tree, "people", people)


def adding(make: Callable[[str, AskText], Sequence[object]]) -> "Put":
    """Return what appends entries to a list of the plan file."""

    def put(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
        there = list(value_at(tree, key_of(asked.ask)) or [])  # type: ignore[call-overload]
        text = one_line(given)
        return merged(tree, key_of(asked.ask), [*there, *(make(text, asked.ask) if text else [])])

    return put


Put = Callable[[Asked, Given, Tree, Setting], dict[str, object]]
KINDS: dict[str, Put] = {
    "role": put_role,
    "from": put_from,
    "choice": put_choice,
    "choices": put_choices,
    "date": put_date,
    "text": put_text,
    "people": put_people,
    "ratings": put_ratings,
    "proof": put_proof,
    "gaps": put_gaps,
    "hours": put_hours,
    "each-person": put_each,
    "note": adding(lambda text, ask: [f"{ask.note}: {text}" if ask.note else text]),
    "risk": adding(lambda text, _: [text]),
    "unknown": adding(lambda text, _: [{"question": text}]),
    "win": adding(lambda text, _: [text]),
    "carry": adding(lambda text, _: [text]),
    "priorities": adding(lambda text, _: listed(text)),
    "exams": adding(lambda text, _: listed(text, ",;")),
    "learning": adding(lambda text, _: listed(text)),
}
