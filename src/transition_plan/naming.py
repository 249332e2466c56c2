"""The names that a template's text may use: people and things of the answers, or a word that reads as well."""

import re
from collections.abc import Sequence

from .answers import Answers, Contact, is_private, is_unknown
from .ids import slug
from .template import Template

NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
LISTED = 3  # names in a sentence; a reader takes in no more

SINGULAR = {
    "peer": "a peer",
    "team": "someone on the team",
    "customer": "a customer",
    "executive": "an executive",
    "partner": "a partner",
    "buddy": "a buddy",
    "mentor": "a mentor",
}
PLURAL = {
    "peer": "my peers",
    "team": "the team",
    "customer": "my customers",
    "executive": "the executives",
    "partner": "the partners",
}
WORD = {"peer": "peers", "team": "team", "customer": "customers", "executive": "executives", "partner": "partners"}


def shared(people: Sequence[Contact]) -> list[Contact]:
    """Return the people whom documents for others may name; ``private: true`` hides the whole entry."""
    return [one for one in people if one.private is not True]


def hidden_names(answers: Answers) -> set[str]:
    """Return the names and ids of people whom documents for others may not name."""
    named = {one.name for one in shared(answers.people)}
    return {
        key for one in answers.people if one.private is True for key in (one.name, one.id or slug(one.name))
    } - named


def called(one: Contact) -> str:
    """Return a name as it stands inside a sentence; a kind of people begins with a small letter."""
    if one.many and one.name[1:2].islower():
        return one.name[0].lower() + one.name[1:]
    return one.name


def listed(names: Sequence[str], most: int = LISTED) -> str:
    """Join names as a sentence does: A, B and C."""
    *first, last = names[:most]
    return f"{', '.join(first)} and {last}" if first else last


def several(names: Sequence[str]) -> str:
    """Join names so that nobody is passed over: A, B and C, or A, B and two others."""
    if len(names) <= LISTED:
        return listed(names)
    others = len(names) - LISTED + 1
    return f"{', '.join(names[: LISTED - 1])} and {NUMBERS.get(others, others)} others"


def quoted(text: str) -> str:
    """Put a text in quotation marks."""
    return f"“{text}”"


def known(text: str) -> str:
    """Return an answer, or nothing where it is unknown."""
    return "" if is_unknown(text) else text


def manager_of(answers: Answers) -> str:
    """Return the manager's name, or “my manager”."""
    return next((one.name for one in shared(answers.people) if one.group == "manager"), "my manager")


def old_manager_of(answers: Answers) -> str:
    """Return the name of the manager in the old role, or “my old manager”."""
    return next((one.name for one in shared(answers.people) if one.group == "old-manager"), "my old manager")


def people_names(answers: Answers) -> dict[str, object]:
    """Return the names for each group of people: one of them, up to three of them, and how many."""
    names: dict[str, object] = {}
    for group, one in SINGULAR.items():
        members = [p for p in shared(answers.people) if p.group == group]
        single = [p for p in members if not p.many]
        names["team_mate" if group == "team" else group] = single[0].name if single else one
        if group in PLURAL:
            every = [called(p) for p in members]
            names[WORD[group]] = several(every) if every else PLURAL[group]
            names[f"n_{WORD[group]}"] = len(every)
    return names


def thing_names(answers: Answers, template: Template) -> dict[str, object]:
    """Return the names of things: the role, the organisation, the mission, what is brought along."""
    mission = known(answers.mission)
    public_priorities = [p.title for p in answers.priorities if not is_private(p)]
    carried = [c.title for c in answers.carry_over if not is_private(c)]
    open_exams = [c.code for c in answers.certifications if not is_private(c) and c.status in ("planned", "booked")]
    return {
        "role": answers.title or template.title,
        "job": job_of(answers.title or template.title),
        "org": known(answers.org) or "the company",
        "unit": known(answers.team) or "my team",
        "product": known(answers.product) or "the product",
        "old_role": known(answers.from_title) or "my old role",
        "old_org": known(answers.from_org) or "my old team",
        "mission": mission,
        "mission_known": bool(mission),
        "has_product": bool(known(answers.product)),
        "has_org": bool(known(answers.org)),
        "priority": quoted(public_priorities[0]) if public_priorities else "the manager's first priority",
        "carry_over": carried[0] if carried else "",
        "certifications": listed(open_exams) if open_exams else "",
        "hours": answers.hours or 0,
        "extra": {one.id: answers.extra.get(one.id, one.default or "") for one in template.extra},
    }


def job_of(title: str) -> str:
    """Return a title as it stands before a noun, “an unusual Data Analyst case”: without field or place behind it."""
    return re.split(r"\s*[,;(]", title, maxsplit=1)[0] or title


def names_for(answers: Answers, template: Template) -> dict[str, object]:
    """Return every name that a template's text may use (``docs/templates.md``)."""
    return {
        "manager": manager_of(answers),
        "old_manager": old_manager_of(answers),
        **people_names(answers),
        **thing_names(answers, template),
    }


def helper_for(answers: Answers, n: int, *, leads: bool = False) -> str:
    """Return somebody to learn from: peers, mentors and team in turn, so that no one is asked for everything.

    Who learns to lead does not learn it from the people who are led.
    """
    groups = ("mentor", "buddy", "peer") if leads else ("peer", "team", "mentor", "buddy")
    people = [p for p in shared(answers.people) if p.group in groups and not p.many]
    near = [p.name for p in (sorted(people, key=lambda p: groups.index(p.group)) if leads else people)]
    return near[n % len(near)] if near else "a colleague who does it well"


def audience_for(answers: Answers) -> str:
    """Return whom a strength helps first: a kind of people on the team or among the peers, or two of them by name."""
    for group in ("team", "peer"):
        near = [p for p in shared(answers.people) if p.group == group]
        kinds = [called(p) for p in near if p.many]
        if near:
            return kinds[0] if kinds else listed([p.name for p in near], 2)
    return "my team"
