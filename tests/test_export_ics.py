"""The calendar: all-day events that a second import moves instead of doubling, whatever a person typed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from exports import SMALL, bundle_of, with_action
from transition_plan.export.bundle import Bundle
from transition_plan.export.ics import NAME, export
from transition_plan.markdown import one_line

HOSTILE = json.loads((Path(__file__).parent / "hostile/answers/ics.json").read_text("utf-8"))["cases"]
CASES = [case for case in HOSTILE if case["expect"]["exit"] == 0]


def made(bundle: Bundle) -> bytes:
    """Return the calendar's bytes."""
    [file] = export(bundle).files
    assert file.name == NAME
    return file.data


def events(data: bytes) -> list[Event]:
    """Return the events that a program reads."""
    return [part for part in Calendar.from_ical(data).walk("VEVENT") if isinstance(part, Event)]


def by_uid(data: bytes) -> dict[str, Event]:
    found = {str(event["UID"]): event for event in events(data)}
    assert len(found) == len(events(data))
    return found


def titled(data: bytes, start: str) -> Event:
    [event] = [event for event in events(data) if str(event["SUMMARY"]).startswith(start)]
    return event


def answer(case: dict[str, Any]) -> str:
    return str(case.get("value") or "".join(text * times for text, times in case["generate"]))


def test_reviews_and_fixed_days_are_whole_days() -> None:
    """A review fills a day of the calendar, ends on the next, and leaves the day free for other things."""
    data = made(bundle_of())
    review = titled(data, "Day-30 review")
    assert (str(review.start), str(review.end)) == ("2027-02-09", "2027-02-10")
    assert review["TRANSP"] == "TRANSPARENT"
    assert "Which expectation of mine turned out wrong?" in str(review["DESCRIPTION"])
    assert titled(data, "Day 1: Product Manager, Billing").start == bundle_of().plan.start


def test_a_road_has_no_first_day_in_the_role() -> None:
    """Without an offer nobody starts: the calendar says where the road begins and when to decide."""
    told = [str(event["SUMMARY"]) for event in events(made(bundle_of({**SMALL, "stage": "exploring"})))]
    assert "On the road to Product Manager, Billing" in told
    assert [one for one in told if "Day 1" in one or "review" in one] == []
    assert "Decide: go on, take a bridge, or stop" in told


def test_each_has_a_reminder_on_the_day_before() -> None:
    """What is done needs none."""
    bundle = bundle_of()
    [alarm] = titled(made(bundle), "Day-30 review").walk("VALARM")
    assert (str(alarm["ACTION"]), alarm["TRIGGER"].to_ical()) == ("DISPLAY", b"-P1D")
    done = titled(made(bundle._replace(ticks={"review-30": "x"})), "✓ Day-30 review")
    assert done.walk("VALARM") == []


def test_actions_come_on_request() -> None:
    """Only what has a fixed day is shown by default: a calendar with everything is looked at once."""
    few, all_of_them = by_uid(made(bundle_of())), by_uid(made(bundle_of(actions=True)))
    assert few.keys() < all_of_them.keys()
    assert len(all_of_them) > 2 * len(few)
    habits = [event for event in all_of_them.values() if "RRULE" in event]
    assert len(habits) == len(bundle_of().plan.habits)
    assert "FREQ=WEEKLY;UNTIL=20270410" in made(bundle_of(actions=True)).decode()


def test_a_moved_date_keeps_its_event() -> None:
    """A later start moves every event; none is new and none is left behind, and its number goes up once."""
    first = made(bundle_of())
    later = bundle_of({**SMALL, "start": "2027-02-01"})
    second = made(later._replace(former={NAME: first}))
    assert by_uid(first).keys() == by_uid(second).keys()
    assert by_uid(first) != by_uid(second)
    assert {event["SEQUENCE"] for event in events(first)} == {0}
    assert {event["SEQUENCE"] for event in events(second)} == {1}
    assert str(titled(second, "Day-30 review").start) == "2027-03-02"
    assert made(later._replace(former={NAME: second})) == second


def test_a_new_title_keeps_the_event() -> None:
    """The event is known by ids, not by its words; a name or another id makes another plan."""
    uids = by_uid(made(bundle_of())).keys()
    assert by_uid(made(bundle_of({**SMALL, "title": "Head of Billing"}))).keys() == uids
    assert not by_uid(made(bundle_of({**SMALL, "person": {"name": "Ana Ruiz"}}))).keys() & uids
    named = bundle_of({**SMALL, "id": "my-move"})
    assert named.plan.id == "my-move"
    assert not by_uid(made(named)).keys() & uids


def test_an_event_does_not_tell_its_id() -> None:
    """An id is made of words, and these can be private; what a calendar knows an event by tells nothing."""
    data = made(bundle_of())
    for word in ("review-30", "meet-week-1", "noor-castellan"):
        assert word.encode() not in data
    assert all(re.fullmatch(r"[0-9a-f]{32}@transition-plan", uid) for uid in by_uid(data))


def test_what_is_gone_is_cancelled_without_its_words() -> None:
    """A calendar does not forget by itself: it is told that an event is off, and nothing else of it."""
    first = made(bundle_of())
    dropped = made(bundle_of()._replace(ticks={"review-30": "-"}, former={NAME: first}))
    gone = by_uid(dropped)[str(titled(first, "Day-30 review")["UID"])]
    assert (gone["STATUS"], gone["SUMMARY"], gone["SEQUENCE"]) == ("CANCELLED", "Cancelled", 1)
    assert "DESCRIPTION" not in gone
    again = made(bundle_of()._replace(ticks={"review-30": "-"}, former={NAME: dropped}))
    assert again == dropped


def test_what_was_private_is_not_cancelled_in_public() -> None:
    """A calendar for others does not even hold the events that only mine had."""
    said = {**SMALL, "people": [*SMALL["people"], {"name": "Kim Hidden", "group": "peer", "private": True}]}
    mine = bundle_of(said, private=True, actions=True)
    secret = with_action(mine, private=True)
    first = made(secret)
    assert b"CLASS:PRIVATE" in first
    others = with_action(bundle_of(said, actions=True))
    others = others._replace(plan=others.plan._replace(weeks=()), former={NAME: first})
    assert [str(event["SUMMARY"]) for event in events(made(others))] == ["Day 1: Product Manager, Billing"]


def test_a_former_calendar_that_nobody_can_read_does_no_harm() -> None:
    """Then it is made as if it were the first."""
    first = made(bundle_of())
    for damaged in (
        b"BEGIN:VCALENDAR\r\nX",
        first.replace(b"SEQUENCE:0", b"SEQUENCE:abc", 1),
        first.replace(b"DTSTART;VALUE=DATE:2027", b"DTSTART;VALUE=DATE:abc", 1),
        first.replace(b"UID:", b"XUID:", 1),
    ):
        assert damaged != first
        assert made(bundle_of()._replace(former={NAME: damaged})) == first


def lines_of(data: bytes) -> list[str]:
    """Return the content lines, unfolded; each line of the file is one that every reader takes."""
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # folded between characters, not inside one
        assert not re.search(rb"[\0-\x08\n-\x1f\x7f]", line)
    return data.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_a_hostile_value_stays_a_value(case: dict[str, Any]) -> None:
    """It adds no line to the calendar, no control character, and a reader finds the words, cleaned."""
    value = answer(case)
    usual, attacked = (
        with_action(bundle_of(), title=f"T{text}", done_when=text, steps=(text,)) for text in ("ok", value)
    )
    attacked = attacked._replace(plan=attacked.plan._replace(title=f"P{value}", subtitle=value))
    usual = usual._replace(plan=usual.plan._replace(subtitle="ok"))
    assert len(lines_of(made(attacked))) == len(lines_of(made(usual)))
    event = titled(made(attacked), "T")
    assert str(event["SUMMARY"]) == one_line(f"T{value}")
    assert str(event["DESCRIPTION"]).splitlines()[0] == f"Done when: {one_line(value)}"
    assert str(Calendar.from_ical(made(attacked))["X-WR-CALNAME"]) == one_line(f"P{value}")
