"""The plan's fixed days as a calendar: all-day events that a second import moves instead of doubling.

The clock is not read. A calendar program takes a changed event when its number went up, so this counts on from the
last export: what changed gets the next number, and what is gone is told as cancelled.
"""

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event

from transition_plan.actionline import capital, hours
from transition_plan.markdown import one_line
from transition_plan.months import is_seeking
from transition_plan.plan import Action, Plan, Review

from .bundle import DROPPED, TICKED, Bundle, Exported, File
from .rows import rows

NAME = "plan.ics"
FIRST_STAMP = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # each change counts a second on: no clock
A_DAY = datetime.timedelta(days=1)
RULES: dict[str, dict[str, object]] = {
    "weekly": {"freq": "weekly"},
    "fortnightly": {"freq": "weekly", "interval": 2},
    "monthly": {"freq": "monthly"},
    "quarterly": {"freq": "monthly", "interval": 3},
}
CANCELLED = "CANCELLED"


class Day(NamedTuple):
    """Something on a day, before it is an event."""

    id: str
    title: str
    date: datetime.date
    lines: tuple[str, ...] = ()
    done: bool = False
    fixed: bool = True
    private: bool = False
    repeat: str = ""
    until: datetime.date | None = None


def export(bundle: Bundle) -> Exported:
    """Return the calendar; the plan has a start."""
    there, home = events_in(bundle.former.get(NAME, b"")), events_in(bundle.former.get(f"home/{NAME}", b""))
    before = {uid: latest(there.get(uid), home.get(uid)) for uid in {**there, **home}}
    made = [event_of(bundle.plan, day) for day in days(bundle)]
    told = {str(event["UID"]) for event in made}
    whole = bundle._replace(options=bundle.options._replace(actions=True))
    kept = told | {uid(bundle.plan, day.id) for day in days(whole)}  # with --actions: no reason to cancel it elsewhere
    gone = [
        cancelled(event)
        for key, event in before.items()
        if key not in (told if key in there else kept) and (bundle.options.private or "CLASS" not in event)
    ]
    calendar = new_calendar(bundle.plan)
    for event in sorted([*made, *gone], key=lambda one: (one.start, str(one["UID"]))):
        calendar.add_component(numbered(event, before.get(str(event["UID"]))))
    return Exported((File(NAME, calendar.to_ical()),))


def days(bundle: Bundle) -> Iterator[Day]:
    """Yield day 1, the reviews and what has a fixed day; all other actions on request."""
    plan = bundle.plan
    if plan.start:
        first = f"On the road to {plan.title}" if is_seeking(plan) else f"Day 1: {plan.title}"
        yield Day("day-1", first, plan.start, (plan.subtitle,))
    reviews = {review.id: review for review in plan.reviews}
    for row in rows(bundle):
        action = row.action
        wanted = bundle.options.actions or (action.fixed and not action.repeat) or action.id in reviews
        if action.date and wanted and row.mark != DROPPED:
            yield day_of(action, reviews.get(action.id), row.mark in TICKED, action.until or plan.end)


def day_of(action: Action, review: Review | None, done: bool, last: datetime.date | None) -> Day:
    """Return an action, or the review that it is, as a day of the calendar."""
    assert action.date
    told = [f"Done when: {action.done_when}" if action.done_when else "", effort(action), *action.steps]
    asked = [f"- {question}" for question in review.questions] if review else []
    return Day(
        action.id,
        ("✓ " if done else "") + capital(action.title),
        action.date,
        (*told, *asked),
        done,
        action.fixed,
        action.private,
        action.repeat,
        last,
    )


def effort(action: Action) -> str:
    """Return what an action takes, or who else does it."""
    if action.owner:
        return f"{action.owner} does it"
    return f"Takes {hours(action.hours)}" if action.hours else ""


def event_of(plan: Plan, day: Day) -> Event:
    """Return a day as an event, not numbered yet."""
    event = Event()
    event.add("uid", uid(plan, day.id))
    event.add("summary", one_line(day.title))
    event.add("dtstart", day.date)
    event.add("dtend", day.date + A_DAY)  # a calendar's end is the first day after
    event.add("transp", "TRANSPARENT")
    description = "\n".join(line for line in map(one_line, day.lines) if line)
    if description:
        event.add("description", description)
    if day.private:
        event.add("class", "PRIVATE")
    if day.repeat in RULES:
        event.add("rrule", {**RULES[day.repeat], "until": day.until})
    if day.fixed and not day.done and not day.repeat:
        event.add_component(alarm(day))
    return event


def alarm(day: Day) -> Alarm:
    """Return a reminder on the day before."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", one_line(day.title))
    made.add("trigger", -A_DAY)
    return made


def uid(plan: Plan, key: str) -> str:
    """Return what a calendar knows an event by: made of ids alone, and telling nothing, for an id can be private."""
    return hashlib.sha256(f"{plan.id}/{key}".encode()).hexdigest()[:32] + "@transition-plan"


def new_calendar(plan: Plan) -> Calendar:
    """Return a calendar without events."""
    calendar = Calendar()
    calendar.add("prodid", "-//transition-plan//plan export//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(plan.title))
    return calendar


def events_in(data: bytes) -> dict[str, Event]:
    """Return the events of an earlier export by their UID; none where it cannot be read."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        found = [part for part in Calendar.from_ical(data).walk("VEVENT") if isinstance(part, Event)]
        read = {str(event["UID"]): event for event in found}
        if all(sequence(event) >= 0 and content(event) and event.start for event in found):
            return read
    return {}


def latest(*events: Event | None) -> Event:
    """Return the event that counted furthest, of those that are there."""
    return max((event for event in events if event is not None), key=sequence)


def cancelled(event: Event) -> Event:
    """Return an event that is no longer in the plan, without the words that it had."""
    made = Event()
    for key in ("UID", "DTSTART", "DTEND", "CLASS"):
        if key in event:
            made[key] = event[key]
    made.add("summary", "Cancelled")
    made.add("status", CANCELLED)
    made.add("transp", "TRANSPARENT")
    return made


def numbered(event: Event, before: Event | None) -> Event:
    """Return an event with the number of its last change: counted on if it is not what the last export said."""
    number = sequence(before) + (content(event) != content(before)) if before else 0
    event.add("sequence", number)
    event.add("dtstamp", FIRST_STAMP + datetime.timedelta(seconds=number))
    event.add("last-modified", FIRST_STAMP + datetime.timedelta(seconds=number))
    return event


def sequence(event: Event) -> int:
    """Return the number of an event's last change."""
    return int(event.get("SEQUENCE", 0))


def content(event: Event) -> Sequence[bytes]:
    """Return what an event says, without its number."""
    counting = (b"SEQUENCE", b"DTSTAMP", b"LAST-MODIFIED")
    return [line for line in event.to_ical().split(b"\r\n") if not line.startswith(counting)]
