"""The road of the plan file → the road as documents tell it: in order, with dates in words and what can be counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from . import journey as out
from .answers import Answers
from .entries import VAGUE, Link, is_unknown, is_when
from .focus import host, who_is
from .ids import slug
from .road import QUESTIONS, Event, Experience, Image, Introspection, Lived, Mentor, Passage, Road, RoadGoal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = {"weekly": 7, "fortnightly": 14, "monthly": 30, "quarterly": 91}
MONTHS_OF_A_YEAR = 12


def recount(answers: Answers, names: Mapping[str, str]) -> out.Journey:
    """Return the road; ``names`` are those of the competencies, by id."""
    road = answers.road
    news = road.announcement
    return out.Journey(
        excerpt=road.excerpt,
        goals=tuple(map(aim, road.goals)),
        news=out.News(told_when(news.date), news.purpose, news.text, news.explains, links(news.links)),
        events=tuple(moment(one) for one in sorted(road.events, key=lambda one: one.date)),
        asked=tuple(asked(road.introspection)),
        limits=road.limits,
        experiences=tuple(sought(one, names, answers) for one in road.experiences),
        mentors=tuple(map(guide, ranked(road.mentors))),
        network=tuple(friends(road)),
        attempts=tuple(tries(road)),
        advice=tuple(one._replace(date=told_when(one.date)) for one in road.advice),
        disclaimer=road.disclaimer,
        passages=tuple(map(told, road.passages)),
    )


def told_when(text: str) -> str:
    """Return a date in words: “1 May 2015”, “May 2015”, “2015”; a text that is none stays as it is."""
    found = VAGUE.fullmatch(text) if is_when(text) else None
    if not found or not found[2]:
        return text
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{MONTHS[int(found[2]) - 1]} {found[1]}"


def elapsed(first: str, last: str) -> str:
    """Return the time between two dates, as exact as the vaguer of them; nothing where there is none to tell."""
    one, other = VAGUE.fullmatch(first), VAGUE.fullmatch(last)
    if not (one and other) or last < first:
        return ""
    if one[3] and other[3]:
        return counted((date.fromisoformat(last) - date.fromisoformat(first)).days, "day")
    years = int(other[1]) - int(one[1])
    if one[2] and other[2]:
        return counted(years * MONTHS_OF_A_YEAR + int(other[2]) - int(one[2]), "month")
    return counted(years, "year")


def counted(number: int, word: str) -> str:
    """Return “1 day” or “698 days”, and nothing for none."""
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""


def links(given: Sequence[Link]) -> tuple[out.RoadLink, ...]:
    """Return links with something to call each."""
    return tuple(out.RoadLink(at.url, at.label or host(at.url), at.locator, at.access, at.kind) for at in given)


def pictures(given: Sequence[Image | None]) -> tuple[out.Picture, ...]:
    """Return the pictures that there are; one that nobody described is described by its caption."""
    return tuple(out.Picture(one.file, one.caption, one.alt or one.caption) for one in given if one)


def moment(one: Event) -> out.Moment:
    """Return an event with its dates in words."""
    return out.Moment(
        told_when(one.date),
        one.date,
        told_when(one.until),
        one.label,
        one.kind or "",
        one.text,
        one.lesson,
        one.against,
        links(one.links),
        pictures(one.images),
        one.draft,
        one.private,
    )


def aim(one: RoadGoal) -> out.Aim:
    """Return a goal with the time that it took."""
    return out.Aim(
        one.title,
        told_when(one.stated),
        told_when(one.reached),
        elapsed(one.stated, one.reached),
        pictures((one.stated_image, one.reached_image)),
        one.private,
    )


def asked(one: Introspection) -> list[out.Asked]:
    """Return the questions to oneself that have an answer."""
    answered = ((question, getattr(one, key)) for key, question in QUESTIONS.items())
    return [out.Asked(question, answer, one.private is True) for question, answer in answered if answer]


def key_of(one: Experience | Mentor) -> str:
    """Return what an entry is called by."""
    return one.id or slug(one[0])


def sought(one: Experience, names: Mapping[str, str], answers: Answers) -> out.Sought:
    """Return an experience to seek with its counter."""
    return out.Sought(
        key_of(one),
        one.title,
        one.kind or "",
        len(one.done),
        one.wanted,
        len(one.done) >= one.wanted,
        tuple(names.get(key, key) for key in one.competency),
        one.where,
        who_is(one.sponsor, answers),
        tuple(map(lived, one.done)),
        one.private,
    )


def lived(one: Lived) -> out.Lived:
    """Return an experience that was had."""
    return out.Lived(one.title, told_when(one.when), one.result, links(one.links), one.private)


def clear(ask: str) -> bool | None:
    """Tell whether somebody knows what they want of a mentor; ``None`` where they have not said."""
    return not is_unknown(ask) if ask else None


def checks(one: Mentor) -> int:
    """Return how many of the three checks hold: the same field, time, a clear ask; what nobody knows does not."""
    return [one.same_field, one.has_time, clear(one.ask)].count(True)


def ranked(mentors: Sequence[Mentor]) -> list[Mentor]:
    """Return mentors in the order in which to ask them: by the checks, then who hires, then who shares the goal."""
    return sorted(mentors, key=lambda one: (-checks(one), not one.hires, not one.shares))


def guide(one: Mentor) -> out.Guide:
    """Return a mentor with the three checks."""
    return out.Guide(
        key_of(one),
        one.name,
        one.title,
        one.org,
        one.same_field,
        one.has_time,
        clear(one.ask),
        checks(one),
        "" if is_unknown(one.ask) else one.ask,
        one.hires,
        one.shares,
        one.rhythm or "",
        one.status,
        one.lesson,
        one.private,
    )


def friends(road: Road) -> list[out.Friend]:
    """Return the network; whose turn is next depends on when it was last and on the rhythm, never on today."""
    return [
        out.Friend(
            one.id or slug(one.name),
            one.name,
            one.title,
            one.org,
            one.met,
            one.rhythm,
            told_when(one.last),
            told_when(next_turn(one.last, one.rhythm)),
            one.times,
            one.given,
            one.received,
            one.refers,
            one.private,
        )
        for one in road.network
    ]


def next_turn(last: str, rhythm: str) -> str:
    """Return the day on which a rhythm comes round again, nothing where the last day is not known as a day."""
    found = VAGUE.fullmatch(last)
    if not (found and found[3] and rhythm in DAYS):
        return ""
    try:
        return (date.fromisoformat(last) + timedelta(days=DAYS[rhythm])).isoformat()
    except OverflowError:  # no calendar goes on so long
        return ""


def tries(road: Road) -> list[out.Try]:
    """Return the attempts in the order of their days."""
    return [
        out.Try(one.title, told_when(one.date), one.kind, one.outcome, one.lesson, one.next_try, one.private)
        for one in sorted(road.attempts, key=lambda one: one.date)
    ]


def private_road(road: Road) -> Iterator[str]:
    """Yield what of the road only the person may read, whole entries and notes beside them."""
    for event in road.events:
        if event.private is True:
            yield ". ".join(filter(None, (told_when(event.date), event.label, event.text, event.lesson, event.against)))
        elif event.private:
            yield f"{event.label or event.text}: {event.private}"
    rest = (road.goals, road.limits, road.experiences, road.mentors, road.network, road.attempts, road.advice)
    for entry in (entry for part in rest for entry in part if entry.private):
        texts = [text for text in entry if isinstance(text, str) and text] if entry.private is True else []
        yield ". ".join(texts) or f"{entry[0]}: {entry.private}"
    if road.introspection.private:
        yield str(road.introspection.why if road.introspection.private is True else road.introspection.private)


def told(one: Passage) -> out.Told:
    """Return something to tell others."""
    return out.Told(one.title, one.text, one.points, links(one.links))
