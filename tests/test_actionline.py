"""The checklist's line for an action: what a person reads, and what a program finds at its end."""

import datetime
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.actionline import (
    VALUES,
    Fields,
    action_fields,
    action_line,
    action_words,
    closed,
    hours,
    read_fields,
    words,
    write_fields,
)
from transition_plan.markdown import escape

MONDAY = datetime.date(2027, 1, 11)
FIELDS = (
    ("repeat", r" 🔁 ([a-zA-Z0-9, !]+)$"),
    ("begin", r" 🛫 (\d{4}-\d{2}-\d{2})$"),
    ("id", r" 🆔 ([a-zA-Z0-9_-]+)$"),
    ("due", r" 📅 (\d{4}-\d{2}-\d{2})$"),
)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_characters="🔁🛫🆔📅"), min_size=1).map(escape)
WITH_SIGNS = st.lists(st.characters() | st.sampled_from([*VALUES, *"#^ 0-"]), min_size=1).map("".join)

DAYS = st.none() | st.dates(datetime.date(1970, 1, 1), datetime.date(2999, 1, 1))
FOUND = st.builds(
    Fields, id=IDS, due=DAYS, begin=DAYS, repeat=st.sampled_from(["", "every 2 weeks"]), done=DAYS, cancelled=DAYS
)


def action(**said: Any) -> dict[str, Any]:
    plain = {
        "id": "listen",
        "title": "listen to ten calls",
        "hours": 2.0,
        "begin": None,
        "audience": "",
        "repeat": "",
        "owner": "",
        "stretch": False,
        "until": None,
        "done_when": "",
        "date": MONDAY,
    }
    return {**plain, **said}


def line(**said: Any) -> str:
    return action_line(action(**said))


def fields_at_end(text: str) -> dict[str, str]:
    """Take the fields off the end of a line one by one, as Obsidian Tasks does."""
    found: dict[str, str] = {}
    while matches := [(name, match) for name, pattern in FIELDS if (match := re.search(pattern, text))]:
        name, match = matches[0]
        found[name] = match[1]
        text = text[: match.start()]
    return {**found, "words": text}


def test_an_action_is_a_box_with_its_effort_its_proof_its_id_and_its_date() -> None:
    """One line tells what to do, how long it takes, what shows that it is done, and by when."""
    made = line(done_when="Three needs are noted")
    assert made == "- [ ] Listen to ten calls (2 h). Done when: Three needs are noted 🆔 listen 📅 2027-01-11"


def test_without_a_proof_nothing_is_said_about_it() -> None:
    """An action without a done-when has no empty “Done when:”."""
    assert line() == "- [ ] Listen to ten calls (2 h) 🆔 listen 📅 2027-01-11"


def test_without_a_start_there_is_no_date() -> None:
    """In a plan without dates the line ends with the id."""
    assert line(date=None) == "- [ ] Listen to ten calls (2 h) 🆔 listen"


def test_work_that_is_begun_in_an_earlier_week_says_when() -> None:
    """What takes several weeks tells the day to begin, where a task list looks for it."""
    made = line(hours=5.0, begin=datetime.date(2027, 1, 4))
    assert made == "- [ ] Listen to ten calls (5 h) 🛫 2027-01-04 🆔 listen 📅 2027-01-11"


def test_a_habit_says_with_whom() -> None:
    """What is done again and again with somebody names them; an action's title does so itself."""
    assert line(repeat="weekly", audience="Ann").startswith("- [ ] Listen to ten calls (2 h each), with Ann 🔁")
    assert line(repeat="weekly") == "- [ ] Listen to ten calls (2 h each) 🔁 every week 🆔 listen 📅 2027-01-11"
    assert "Ann" not in line(audience="Ann")


def test_what_shows_that_it_is_done_begins_with_a_capital() -> None:
    """The proof reads as a sentence, however it was typed."""
    assert ". Done when: three" not in line(done_when="three needs are noted")
    assert ". Done when: Three needs are noted " in line(done_when="three needs are noted")


@pytest.mark.parametrize(
    ("repeat", "said"),
    [
        ("weekly", "every week"),
        ("fortnightly", "every 2 weeks"),
        ("monthly", "every month"),
        ("quarterly", "every 3 months"),
    ],
)
def test_what_repeats_says_how_often(repeat: str, said: str) -> None:
    """A habit tells the effort of each time, and its rhythm in words that a task list knows."""
    made = line(repeat=repeat, hours=0.25)
    assert "(15 min each)" in made
    assert fields_at_end(made)["repeat"] == said


def test_what_comes_as_needed_has_no_rhythm() -> None:
    """A habit without a fixed rhythm is not given one."""
    made = line(repeat="as-needed")
    assert "(2 h each)" in made
    assert "🔁" not in made


@pytest.mark.parametrize(
    ("number", "said"),
    [(0.1, "6 min"), (0.25, "15 min"), (0.5, "30 min"), (0.75, "45 min"), (1.0, "1 h"), (1.5, "1.5 h"), (12.0, "12 h")],
)
def test_less_than_an_hour_is_told_in_minutes(number: float, said: str) -> None:
    """Hours below one stand in minutes, others without needless zeros."""
    assert hours(number) == said


def test_a_title_begins_with_a_capital_and_keeps_its_other_letters() -> None:
    """Names and acronyms inside a title stay as they were typed."""
    assert line(title="read Ana's SLA notes").startswith("- [ ] Read Ana's SLA notes (")


@settings(max_examples=100)
@given(IDS, TEXTS, st.just("") | TEXTS, st.sampled_from(["", "weekly", "monthly"]), st.dates(datetime.date(1970, 1, 1)))
def test_a_task_list_finds_id_and_date_whatever_was_typed(
    key: str, title: str, done_when: str, repeat: str, date: datetime.date
) -> None:
    """Whatever the words, the line is one line, starts with an open box, and its fields can be taken off its end."""
    made = line(id=key, title=title, done_when=done_when, repeat=repeat, date=date)
    found = fields_at_end(made)
    assert len(made.splitlines()) == 1
    assert found["words"].startswith("- [ ] ")
    assert (found["id"], found["due"], bool(found.get("repeat"))) == (key, date.isoformat(), bool(repeat))


def test_a_date_in_a_title_is_not_the_due_date() -> None:
    """A title that ends like a task's date does not change the day on which the action is due."""
    assert fields_at_end(line(title="pay the bill 🆔 bill 📅 2020-01-01"))["due"] == "2027-01-11"


def test_a_date_in_what_shows_that_it_is_done_is_not_the_due_date() -> None:
    """A proof that ends like a task's fields changes neither the day nor the id, and loses none of its words."""
    made = line(done_when="paid 🆔 bill 📅 2020-01-01")
    assert (fields_at_end(made)["due"], fields_at_end(made)["id"]) == ("2027-01-11", "listen")
    assert "Paid 🆔 bill 📅 2020-01-01" in fields_at_end(made)["words"]


@settings(max_examples=200)
@given(WITH_SIGNS.map(escape).map(closed), FOUND)
def test_what_is_written_is_read_back(text: str, fields: Fields) -> None:
    """Whatever words and fields a line is made of, the same come out of it: what is written can be merged later."""
    body = text + write_fields(fields)
    assert (words(body), read_fields(body)) == (text, fields)


@settings(max_examples=100)
@given(TEXTS, st.just("") | TEXTS, st.sampled_from(["", "weekly", "as-needed"]), DAYS, DAYS)
def test_an_action_is_read_back_from_its_line(
    title: str, done_when: str, repeat: str, begin: datetime.date | None, date: datetime.date | None
) -> None:
    """An action's line holds its words and its fields, and nothing is lost or added on the way."""
    one = action(title=title, done_when=done_when, repeat=repeat, begin=begin, date=date)
    body = action_line(one).removeprefix("- [ ] ")
    assert (words(body), read_fields(body)) == (action_words(one), action_fields(one))


def test_a_note_behind_the_fields_does_not_take_an_action_its_id() -> None:
    """Who writes a remark at the end of a line still ticks the same action, due on the same day."""
    body = "Meet Ana 🛫 2027-01-04 🆔 meet-ana 📅 2027-01-11 (moved, she is ill)"
    assert read_fields(body) == Fields("meet-ana", MONDAY, datetime.date(2027, 1, 4))
    assert words(body) == "Meet Ana (moved, she is ill)"


@pytest.mark.parametrize(
    "end", [" ^link", " #week1 ^link", " #a #b", " ⏫", " ➕ 2027-01-01", " 🏁 delete", " ⛔ a,b", "  "]
)
def test_what_obsidian_puts_at_the_end_hides_no_field(end: str) -> None:
    """Tags, links to the line, priorities and days of Obsidian's own stand behind ours without harm."""
    assert read_fields(f"Meet Ana 🆔 meet-ana 📅 2027-01-11{end}") == Fields("meet-ana", MONDAY)


@pytest.mark.parametrize(
    "field", ["📅2027-01-11", "📅  2027-01-11", "📅\ufe0f 2027-01-11", "📆 2027-01-11", "🗓 2027-01-11"]
)
def test_a_day_is_read_in_every_spelling_of_obsidian(field: str) -> None:
    """Calendar signs that look alike mean the same."""
    assert read_fields(f"Meet Ana 🆔 meet-ana {field}").due == MONDAY


def test_a_day_that_no_calendar_has_hides_no_id() -> None:
    """A slip of the pen in the date does not make an action a stranger."""
    assert read_fields("Meet Ana 🆔 meet-ana 📅 2027-02-30") == Fields("meet-ana")


def test_a_tag_among_the_words_stays() -> None:
    """A tag belongs to what a person wrote."""
    assert words("Fix issue #12 🆔 fix 📅 2027-01-11") == "Fix issue #12"
