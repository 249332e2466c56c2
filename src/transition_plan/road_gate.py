"""What types cannot tell about the road and its pauses: dates that are none, ends before beginnings, unknown names."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from .answers import Answers, Pause
from .entries import is_when
from .road import Road
from .slips import not_one_of, shorten

Path = tuple[str | int, ...]
Finding = tuple[Path, str]

LONGEST = timedelta(days=730)  # of all pauses together: what rests longer is begun anew


def impossible_road(answers: Answers, known: Sequence[str]) -> Iterator[Finding]:
    """Find what cannot be on the road, or between the start and the end of a plan that pauses."""
    yield from impossible_dates(answers.road)
    yield from unknown_builds(answers.road, known)
    yield from impossible_pauses(answers)


def impossible_dates(road: Road) -> Iterator[Finding]:
    """Find dates that are none, and spans that end before they begin."""
    for n, event in enumerate(road.events):
        yield from unless_span(("road", "events", n), ("date", event.date), ("until", event.until))
    for n, goal in enumerate(road.goals):
        yield from unless_span(("road", "goals", n), ("stated", goal.stated), ("reached", goal.reached))
    for field, key in (("attempts", "date"), ("advice", "date"), ("network", "last")):
        for n, entry in enumerate(getattr(road, field)):
            yield from unless_when(("road", field, n, key), getattr(entry, key))
    yield from unless_when(("road", "announcement", "date"), road.announcement.date)


def unless_when(path: Path, text: str) -> Iterator[Finding]:
    """Find a date that is none."""
    if text and not is_when(text):
        yield path, f"'{shorten(text)}' is no date; write 2027-03-14, 2027-03 or 2027"


def unless_span(path: Path, first: tuple[str, str], last: tuple[str, str]) -> Iterator[Finding]:
    """Find two dates of which one is none, or that stand the wrong way round."""
    for key, text in (first, last):
        yield from unless_when((*path, key), text)
    begun, ended = first[1], last[1]
    if begun and ended and ended < begun[: len(ended)]:
        yield (*path, last[0]), f"{ended} is before {begun}; swap them"


def unknown_builds(road: Road, known: Sequence[str]) -> Iterator[Finding]:
    """Find competencies that nothing has."""
    for n, sought in enumerate(road.experiences):
        for m, key in enumerate(sought.competency):
            if key not in known:
                yield ("road", "experiences", n, "competency", m), not_one_of("competency", key, known)


def impossible_pauses(answers: Answers) -> Iterator[Finding]:
    """Find pauses that cannot be: before the start, the wrong way round, one in another, too long."""
    rested = timedelta()
    for n, one in enumerate(answers.pause):
        rested += one.to - one.from_
        if one.to < one.from_:
            yield ("pause", n, "to"), f"{one.to} is before {one.from_}; swap them"
        elif answers.start and one.from_ <= answers.start:
            yield ("pause", n, "from"), f"the pause begins before the plan does; move 'start' to the day after {one.to}"
        elif any(meets(one, other) for other in answers.pause[:n]):
            yield ("pause", n), "it lies in another pause; make them one"
    if rested > LONGEST:
        yield ("pause",), "over two years of rest; begin a new plan instead"


def meets(one: Pause, other: Pause) -> bool:
    """Tell whether two pauses share a day."""
    return one.from_ <= other.to and other.from_ <= one.to
