"""What people type in the wizard, and what stands in the plan file then."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.answers import UNKNOWN
from transition_plan.peopleline import changed_people, joined_people, read_people
from transition_plan.proofline import read_proof
from transition_plan.replies import (
    WrongReply,
    merged,
    read_date,
    read_hours,
    value_at,
)

SATURDAY = date(2026, 11, 21)
KEYS = st.sampled_from(["role", "person.name", "person.why", "extra.region", "hours"])
VALUES = st.text(min_size=1) | st.integers() | st.lists(st.text(), min_size=1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-01-11", "2027-01-11"),
        (" today ", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("next monday", "2026-11-23"),
        ("Monday", "2026-11-23"),
        ("sat", "2026-11-28"),
        ("+2w", "2026-12-05"),
        ("+ 10 days", "2026-12-01"),
        ("?", UNKNOWN),
    ],
)
def test_a_day_is_said_as_people_say_it(typed: str, day: str) -> None:
    """Next Monday is the one after today, never today itself."""
    assert read_date(typed, SATURDAY) == day


@pytest.mark.parametrize("typed", ["01/12/2026", "soon", "2027-02-30", "", "next", "+2y", "1.12.2026"])
def test_a_day_with_two_readings_or_none_is_refused_with_an_example(typed: str) -> None:
    """What could be the first of December or the twelfth of January is not guessed at."""
    with pytest.raises(WrongReply, match=r"next monday|2026") as raised:
        read_date(typed, SATURDAY)
    assert "\n" not in str(raised.value)
    if typed == "01/12/2026":
        assert "1 December" in str(raised.value)
        assert "12 January" in str(raised.value)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_the_next_weekday_is_within_a_week(today: date, weekday: int) -> None:
    """Whatever today is, "next friday" is a Friday one to seven days away."""
    name = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[weekday]
    found = date.fromisoformat(read_date(f"next {name}", today))
    assert found.weekday() == weekday
    assert today < found <= today + timedelta(days=7)


def test_people_are_named_with_what_they_are() -> None:
    """A group's word is the group, any other word the title; who comes first without a word is the manager."""
    assert read_people("Dana; Lee Park, peer in finance; Sam Hill, VP Sales at Northlake; Kim, my customer") == [
        {"name": "Dana", "group": "manager"},
        {"name": "Lee Park", "org": "Finance", "group": "peer"},
        {"name": "Sam Hill", "title": "VP Sales", "org": "Northlake", "group": "peer"},
        {"name": "Kim", "group": "customer"},
    ]
    assert read_people("") == []


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True), max_size=5, unique=True))
def test_people_can_be_typed_again_as_they_are_shown(names: list[str]) -> None:
    """Whoever goes back finds the people as they were typed, and Enter keeps them."""
    people = [{"name": name, "group": "peer"} for name in names]
    assert read_people(joined_people(people)) == people


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Petra Nowak, Head of Analytics", {"title": "Head of Analytics", "group": "manager"}),
        ("Petra Nowak, Head of Analytics, manager", {"title": "Head of Analytics", "group": "manager"}),
        ("Petra Nowak, my manager, Head of Data", {"title": "Head of Data", "group": "manager"}),
        ("Petra Nowak, specialist in infectious diseases", {"title": "Specialist in infectious diseases"}),
        (
            "Petra Nowak, VP Sales at Northlake, customer",
            {"title": "VP Sales", "org": "Northlake", "group": "customer"},
        ),
        ("Petra Nowak, editor at large", {"title": "Editor at large"}),
        ("Petra Nowak, customer at Northlake", {"org": "Northlake", "group": "customer"}),
        ("Petra Nowak, my old boss", {"group": "old-manager"}),
        (
            "Petra Nowak (chief physician, surgery), customer",
            {"title": "Chief physician, surgery", "group": "customer"},
        ),
        ("Petra Nowak (sales; north), customer", {"title": "Sales, north", "group": "customer"}),
        ("Petra Nowak (my manager)", {}),
        ("Petra Nowak, head, , my boss", {"title": "Head"}),
        ("Petra Nowak (she/her), peer", {"name": "Petra Nowak (she/her)", "group": "peer"}),
        ("Petra Nowak, head (sales, north; EMEA)", {"title": "Head (sales, north; EMEA)"}),
    ],
)
def test_a_title_is_kept_in_one_piece_and_shown_as_it_was_typed(typed: str, person: dict[str, str]) -> None:
    """“Of” and “in” belong to a title, brackets stay together, a word for a group is one wherever it stands."""
    found = read_people(typed)
    assert found == [{"name": "Petra Nowak", "group": "manager", **person}]
    assert read_people(joined_people(found)) == found


@pytest.mark.parametrize("line", [";;", "Dana; , peer"])
def test_people_without_a_name_are_asked_for_again(line: str) -> None:
    """Nobody is passed over in silence; how to write it is told."""
    with pytest.raises(WrongReply, match="Lee Park, peer in finance"):
        read_people(line)


def test_only_the_first_person_is_a_manager_by_a_title() -> None:
    """A director or a manager of something, further on in the line, is somebody else's."""
    line = "Tom; Ray, Director of Finance; Ann, lead; Kim, manager of Payments"
    assert [one["group"] for one in read_people(line)] == ["manager", "peer", "peer", "peer"]
    assert [one["group"] for one in read_people("Tom; Ann, manager")] == ["peer", "manager"]


@pytest.mark.parametrize(
    ("before", "line", "managers"),
    [
        ("Helmut; Tom", "Petra Nowak; Tom", ["Petra Nowak"]),
        ("Helmut Braun, senior analyst; Tom", "Petra Nowak; Tom", ["Petra Nowak"]),
        ("Helmut; Tom", "Petra Nowak, Head of Analytics; Helmut Braun, senior analyst", ["Petra Nowak"]),
        ("Helmut; Tom", "Petra Nowak; Helmut, manager", ["Helmut"]),
        ("Helmut; Tom", "Tom", ["Tom"]),
        ("Helmut; Tom, Head of Tax", "Tom, Head of Tax; Kim", ["Tom"]),
        ("Helmut; Tom", "Tom, peer", []),
        ("Tom, peer", "+ Kim", []),
    ],
)
def test_who_is_first_in_a_corrected_line_is_the_manager(before: str, line: str, managers: list[str]) -> None:
    """Whoever was taken for the manager before does not stand in the way, unless the line still says so."""
    now = changed_people(line, read_people(before))
    assert [one["name"] for one in now if isinstance(one, dict) and one["group"] == "manager"] == managers


def test_proof_is_what_one_did_and_what_came_of_it() -> None:
    """A semicolon parts them; an address is a link."""
    assert read_proof("Led the move; 40 teams use it; https://x.example/y", "influence") == {
        "competency": "influence",
        "title": "Led the move",
        "result": "40 teams use it",
        "links": ["https://x.example/y"],
    }
    assert read_proof("Led the move", "influence") == {"competency": "influence", "title": "Led the move"}
    assert read_proof("Led the move; ?", "influence") == {"competency": "influence", "title": "Led the move"}
    with pytest.raises(WrongReply, match="what you did"):
        read_proof("https://x.example/y", "influence")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("8", {"hours": 8}),
        ("7.5 hours", {"hours": 7.5}),
        ("7,5", {"hours": 7.5}),
        ("6; off 2027-02-15", {"hours": 6, "days_off": [{"from": date(2027, 2, 15)}]}),
        (
            "6; off 2027-02-15 to 2027-02-19, 2027-03-01",
            {
                "hours": 6,
                "days_off": [{"from": date(2027, 2, 15), "to": date(2027, 2, 19)}, {"from": date(2027, 3, 1)}],
            },
        ),
    ],
)
def test_hours_come_with_days_off(typed: str, found: dict[str, object]) -> None:
    """A number is enough; what follows the semicolon is off."""
    assert read_hours(typed) == found


@pytest.mark.parametrize("typed", ["", "many", "0", "99", "6; off sometime"])
def test_hours_that_cannot_be_are_told_with_an_example(typed: str) -> None:
    """The mend stands in the line."""
    with pytest.raises(WrongReply, match="2027-02-1"):
        read_hours(typed)


@given(st.dictionaries(KEYS, VALUES), KEYS, VALUES)
def test_an_answer_changes_its_own_key_only(said: dict[str, Any], key: str, value: Any) -> None:
    """Every other answer stays as it was; taken out again, nothing of it is left."""
    tree: dict[str, object] = {}
    for name, part in said.items():
        tree = merged(tree, name, part)
    now = merged(tree, key, value)
    assert value_at(now, key) == value
    assert all(value_at(now, other) == part for other, part in said.items() if other != key)
    assert value_at(merged(now, key, None), key) is None
