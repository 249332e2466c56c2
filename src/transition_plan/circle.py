"""The people of a plan: who, why, when first, and the waves in which somebody new meets them.

At most five introductions in the first week and four in a later one; the manager is met on day 1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .answers import Answers, Contact, is_private, is_unknown
from .dates import week_of
from .draft import Draft
from .focus import who_is
from .horizon import within
from .ids import slug, unique
from .naming import called, known, listed
from .plan import Why
from .template import Who

ORDER = (
    "manager",
    "buddy",
    "team",
    "peer",
    "mentor",
    "predecessor",
    "old-manager",
    "upstream",
    "downstream",
    "support",
    "customer",
    "executive",
    "partner",
)
FIRST_DAY = {
    "manager": 1,
    "buddy": 2,
    "team": 5,
    "peer": 7,
    "mentor": 12,
    "predecessor": 10,
    "old-manager": 3,
    "upstream": 14,
    "downstream": 14,
    "support": 14,
    "customer": 17,
    "executive": 31,
    "partner": 38,
}
FIRST_WEEK, LATER_WEEK = 5, 4
FEW = 3  # introductions in a week for whoever has few hours
FEW_HOURS = 8
INTRODUCTION = 0.5  # hours
WEEK = 7
KNOWN_ALREADY = ("manager", "old-manager")  # the first has a talk of their own, the second needs no introduction
LAST_WAVE = 60  # whoever has not been met by then is met as the work brings it
ENOUGH = 6  # people named, from which on the template's kinds of people are left out
ASSUMED_ROWS = 4
WHO_YOU_NAMED = Why("you", "people", "the people you named, in waves")
WHO_NOBODY_NAMED = Why("role", "people", "people who matter in this role, in waves")


class PersonDraft(NamedTuple):
    """Somebody in the plan, with the day of the first contact."""

    id: str
    contact: Contact
    day: int
    assumed: bool


def person_drafts(answers: Answers, kinds: Sequence[Who], share: float) -> list[PersonDraft]:
    """Return everybody in the order of ``ORDER``; the template's kinds of people fill the groups that nobody is in.

    ``share`` is the part of those kinds that a kind of move needs: who moves inside a house knows half of them.
    """
    taken: set[str] = set()
    named = [PersonDraft(unique(c.id or slug(c.name), taken), c, 0, False) for c in answers.people]
    groups = {c.group for c in answers.people}
    assumed = [
        PersonDraft(unique(kind.id, taken), contact_from(kind), 0, True) for kind in kinds if kind.group not in groups
    ][: round(ASSUMED_ROWS * share) if len(named) < ENOUGH else 0]
    ordered = sorted((*named, *assumed), key=lambda p: (p.contact.day or 0, ORDER.index(p.contact.group)))
    most = (FEW, FEW) if (answers.hours or FEW_HOURS) < FEW_HOURS else (FIRST_WEEK, LATER_WEEK)
    return spread(sorted(ordered, key=first_wish), *most)


def contact_from(kind: Who) -> Contact:
    """Return a kind of people of the template as somebody to meet."""
    return Contact(
        kind.who or kind.id,
        id=kind.id,
        group=kind.group or "peer",
        many=True,
        why=kind.why or "",
        ask=kind.ask or "",
    )


def first_wish(person: PersonDraft) -> int:
    """Return the day on which a first contact would be best."""
    return person.contact.day or FIRST_DAY[person.contact.group]


def spread(people: Sequence[PersonDraft], first: int, later: int) -> list[PersonDraft]:
    """Give everybody a day so that no week has more introductions than a newcomer can take in.

    Whoever is met in one week is met by one day, near its end; a day that the person named stays.
    """
    met = Counter(week_of(p.contact.day) for p in people if p.contact.day and needs_introduction(p))
    placed = []
    for person in people:
        day = first_wish(person)
        if not person.contact.day and needs_introduction(person):
            week = week_of(day)
            while met[week] >= (first if week == 1 else later):
                week += 1
            met[week] += 1
            day = 7 * week - 2
        placed.append(person._replace(day=day))
    return placed


def needs_introduction(person: PersonDraft) -> bool:
    """Tell whether somebody is new to the person."""
    return person.contact.group not in KNOWN_ALREADY and not person.contact.known


def introductions(people: Sequence[PersonDraft], answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return a wave of introductions for each day that has any."""
    waves: dict[tuple[bool, int], list[PersonDraft]] = {}
    for person in people:
        if needs_introduction(person) and (person.contact.day or person.day <= min(LAST_WAVE, max(phase_at))):
            waves.setdefault((is_private(person.contact), person.day), []).append(person)
    return [
        wave(day, members, answers, phase_at[within(day, phase_at)])._replace(
            private=private, id=f"meet-{'privately-' if private else ''}week-{week_of(day)}"
        )
        for (private, day), members in waves.items()
    ]


def wave(day: int, members: Sequence[PersonDraft], answers: Answers, phase: str) -> Draft:
    """Return the introductions of one day as one action."""
    names = [met_through(p.contact, answers) for p in members]
    return Draft(
        id=f"meet-week-{week_of(day)}",
        title=f"{'Talk with' if promoted(answers) else 'Meet'} {listed(names, len(names))}",
        hours=INTRODUCTION * len(members),
        first_day=day - WEEK,
        due_day=day,
        done_when=f"A note{' on each' if members[1:] else ''}: what they answer for and need, who else to ask",
        why=WHO_NOBODY_NAMED if all(p.assumed for p in members) else WHO_YOU_NAMED,
        phase=phase,
        fixed=True,
    )


def promoted(answers: Answers) -> bool:
    """Tell whether the person stays among the people whom the plan names: nobody meets a colleague of years."""
    return any(move.startswith("promotion-") for move in answers.transitions)


def met_through(contact: Contact, answers: Answers) -> str:
    """Return whom to meet and who introduces them."""
    through = who_is(known(contact.introduced_by), answers)
    return f"{called(contact)} (through {through})" if through else called(contact)


def open_points(people: Sequence[PersonDraft]) -> list[tuple[PersonDraft, str, str]]:
    """Return what is unknown about people: the person, the id of the question, and the question."""
    asked = {
        "measured_on": "What is {} measured on?",
        "ask": "What do I need from {}?",
        "why": "Why does {} matter to this role?",
        "offer": "What can I do for {}?",
        "introduced_by": "Who can introduce me to {}?",
    }
    found = []
    for person in people:
        for field, question in asked.items():
            said = getattr(person.contact, field)
            if is_unknown(said):
                own = said[1:].strip()
                found.append(
                    (person, f"{person.id}-{field.replace('_', '-')}", own or question.format(person.contact.name))
                )
    return found
