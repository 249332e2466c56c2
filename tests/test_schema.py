"""What the annotations of a record mean: to a reader of texts, and to an editor."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from transition_plan.schema import (
    WrongValue,
    did_you_mean,
    fields_of,
    json_schema,
    listed,
    plain_value,
    value_of,
    wanted,
)
from transition_plan.source import parse_yaml, to_plain

Group = Literal["manager", "team", "peer"]
Rating = Annotated[int | Literal["?"], "0 to 4; ? if you don't know.", range(5)]


class Link(NamedTuple):
    """Where something can be seen."""

    url: Annotated[str, "short", "The address."]


class Contact(NamedTuple):
    """Somebody who matters.

    The rest of the docstring is for programmers.
    """

    name: Annotated[str, "The name.", "short"]
    group: Annotated[Group, "What they are to you."] = "peer"
    day: Annotated[int | None, "The day of the first talk.", range(-60, 91)] = None
    many: bool = False


class Answers(NamedTuple):
    """What a person says."""

    role: Annotated[str, "The role."]
    from_: Annotated[date | None, "The first day."] = None
    hours: Annotated[float, "Hours a week."] = 4.0
    people: Annotated[tuple[Contact, ...], "Who matters."] = ()
    ratings: Annotated[Mapping[str, Rating], "Where you stand."] = {}
    link: Link | None = None
    manager: Contact | None = None
    rest: Annotated[object, "Anything."] = None


# Fields


def test_a_field_is_known_by_the_key_a_person_writes() -> None:
    fields = fields_of(Answers)
    assert list(fields) == ["role", "from", "hours", "people", "ratings", "link", "manager", "rest"]
    assert fields["from"].name == "from_"


def test_a_field_knows_its_doc_its_default_and_whether_it_is_needed() -> None:
    role, hours = fields_of(Answers)["role"], fields_of(Answers)["hours"]
    assert (role.doc, role.needed, role.short) == ("The role.", True, False)
    assert (hours.doc, hours.needed, hours.default) == ("Hours a week.", False, 4.0)


def test_a_bare_annotation_has_no_doc_and_short_is_none_wherever_it_stands() -> None:
    assert fields_of(Contact)["many"].doc == ""
    assert (fields_of(Link)["url"].doc, fields_of(Link)["url"].short) == ("The address.", True)


# Values of texts


@pytest.mark.parametrize("text", ["no", "12:30", "010", "1.10", "null", "~", "?", "", "2026-02-30", " x "])
def test_a_text_field_takes_everything_as_typed(text: str) -> None:
    assert value_of(text, str) == text


@pytest.mark.parametrize(
    ("text", "shape", "value"),
    [
        ("12", int, 12),
        ("-3", int, -3),
        ("+007", int, 7),
        ("9" * 15, int, 10**15 - 1),
        ("4", float, 4.0),
        ("1.50", float, 1.5),
        ("1" * 30, float, float("1" * 30)),
        ("-.5", float, -0.5),
        ("2.", float, 2.0),
        ("2028-02-29", date, date(2028, 2, 29)),
        ("0001-01-01", date, date(1, 1, 1)),
        ("peer", Group, "peer"),
        ("2", Literal[1, 2], 2),
        *((word, bool, True) for word in ("true", "TRUE", "yes", "Yes", "on", "On")),
        *((word, bool, False) for word in ("false", "False", "no", "NO", "off", "oFF")),
    ],
)
def test_a_text_becomes_the_value_its_field_wants(text: str, shape: object, value: object) -> None:
    found = value_of(text, shape)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "shape", "told"),
    [
        ("many", int, "'many' is not a whole number; write digits only, like 12"),
        ("3.5", int, "'3.5' is not a whole number; write digits only, like 12"),
        ("٣", int, "'٣' is not a whole number; write digits only, like 12"),
        ("1_000", int, "'1_000' is not a whole number; write digits only, like 12"),
        ("12 ", int, "'12' is not a whole number; write digits only, like 12"),
        ("9" * 16, int, "'9999999999999999' is too long a number; write at most 15 digits"),
        ("9" * 5000, int, f"'{'9' * 39}…' is too long a number; write at most 15 digits"),
        ("1,5", float, "'1,5' is not a number; write digits, with a point for parts, like 1.5"),
        ("1e3", float, "'1e3' is not a number; write digits, with a point for parts, like 1.5"),
        (".", float, "'.' is not a number; write digits, with a point for parts, like 1.5"),
        (".inf", float, "'.inf' is not a number; write digits, with a point for parts, like 1.5"),
        ("1" * 31, float, f"'{'1' * 31}' is not a number; write digits, with a point for parts, like 1.5"),
        ("maybe", bool, "'maybe' is neither yes nor no; write one of the two"),
        ("1", bool, "'1' is neither yes nor no; write one of the two"),
        ("boss", Group, "'boss' is not one of manager, team, peer"),
        ("Peer", Group, "'Peer' is not one of manager, team, peer; did you mean 'peer'?"),
        ("3", Literal[1, 2], "'3' is not one of 1, 2"),
    ],
)
def test_a_text_that_is_no_such_value_is_told_with_the_mend(text: str, shape: object, told: str) -> None:
    with pytest.raises(WrongValue) as caught:
        value_of(text, shape)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-02-30", "2026-02-30 is not a day in the calendar"),
        ("0000-01-01", "0000-01-01 is not a day in the calendar"),
        ("01/12/2026", "'01/12/2026' is not a date; write 2026-12-01 (1 December) or 2026-01-12 (12 January)"),
        ("13/12/2026", "'13/12/2026' is not a date; write 2026-12-13 (13 December)"),
        ("12/13/2026", "'12/13/2026' is not a date; write 2026-12-13 (13 December)"),
        ("5.5.2026", "'5.5.2026' is not a date; write 2026-05-05 (5 May)"),
        ("2026/1/5", "'2026/1/5' is not a date; write 2026-01-05 (5 January)"),
        ("2026-1-5", "'2026-1-5' is not a date; write 2026-01-05 (5 January)"),
        ("1/2/26", "'1/2/26' is not a date; write it as 2026-12-01: year, month, day"),
        ("99/99/2026", "'99/99/2026' is not a date; write it as 2026-12-01: year, month, day"),
        ("20260105", "'20260105' is not a date; write it as 2026-12-01: year, month, day"),
        ("next Monday", "'next Monday' is not a date; write it as 2026-12-01: year, month, day"),
        (f"2026-1-{'1' * 30}", f"'2026-1-{'1' * 30}' is not a date; write it as 2026-12-01: year, month, day"),
    ],
)
def test_a_wrong_date_is_told_with_what_may_have_been_meant(text: str, told: str) -> None:
    with pytest.raises(WrongValue) as caught:
        value_of(text, date)
    assert str(caught.value) == told


def test_a_number_out_of_its_range_is_told_with_the_range() -> None:
    assert value_of("4", int, range(5)) == 4
    with pytest.raises(WrongValue, match=r"^5 is not from 0 to 4$"):
        value_of("5", int, range(5))
    with pytest.raises(WrongValue, match=r"^-1 is not from 0 to 4$"):
        value_of("-1", int, range(5))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in ("", "~", "null", "Null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        ("0", 0),
        ("-12", -12),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        ("-2.5E-1", -0.25),
        # what would not be written back as typed, and what YAML 1.1 alone sees something in
        *((text, text) for text in ("no", "on", "nUll", "tRUE", "010", "0x1F", "0o7", "1_000", "12:30")),
        *((text, text) for text in (".inf", ".nan", "1.", ".5", "9" * 16, "1e400", "2026-01-05", "= 1", "٣")),
    ],
)
def test_where_no_schema_says_yaml_1_2_does(text: str, value: object) -> None:
    found = plain_value(text)
    assert found == value
    assert type(found) is type(value)


# Words for messages


def test_the_nearest_known_word_is_offered_however_it_was_written() -> None:
    known = ["days_off", "focus", "people"]
    assert did_you_mean("days-off", known) == "; did you mean 'days_off'?"
    assert did_you_mean("Days Off", known) == "; did you mean 'days_off'?"
    assert did_you_mean("focuss", known) == "; did you mean 'focus'?"
    assert did_you_mean("salary", known) == ""
    assert did_you_mean("x" * 100_000, known) == ""


def test_at_most_twelve_words_are_listed() -> None:
    assert listed(map(str, range(12))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
    assert listed(map(str, range(13))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (str, "a text"),
        (float, "a number"),
        (bool, "yes or no"),
        (date, "a date"),
        (int, "a whole number"),
        (Group, "one of manager, team, peer"),
        (Literal["?"], "'?'"),
        (Literal["yes", "?"], "one of yes, ?"),
        (Annotated[date, "A day."], "a date"),
        (Contact, "'key: value' lines"),
    ],
)
def test_what_a_shape_wants_is_said_in_plain_words(shape: object, told: str) -> None:
    assert wanted(shape) == told


def test_a_range_is_part_of_what_is_wanted() -> None:
    assert wanted(int, range(5)) == "a whole number from 0 to 4"
    assert wanted(Literal["?"], range(5)) == "'?'"


# JSON Schema

SCHEMA: dict[str, Any] = json_schema(Answers, "A plan file")


def errors_in(text: str) -> list[str]:
    """Return where an editor would mark a file."""
    found = Draft202012Validator(SCHEMA).iter_errors(to_plain(parse_yaml(text.encode(), "p")))
    return sorted("/".join(map(str, error.absolute_path)) for error in found)


def test_the_schema_is_one_and_says_what_it_is_of() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "A plan file"
    assert SCHEMA["$ref"] == "#/$defs/Answers"


def test_every_record_has_a_definition_with_its_doc_and_its_needed_keys() -> None:
    assert sorted(SCHEMA["$defs"]) == ["Answers", "Contact", "Link"]
    contact = SCHEMA["$defs"]["Contact"]
    assert contact["description"] == "Somebody who matters."
    assert contact["required"] == ["name"]
    assert contact["additionalProperties"] is False


def test_every_key_has_its_doc_as_description() -> None:
    properties = SCHEMA["$defs"]["Answers"]["properties"]
    assert list(properties) == ["role", "from", "hours", "people", "ratings", "link", "manager", "rest"]
    assert properties["role"] == {"description": "The role.", "type": ["string", "number", "boolean"]}
    assert properties["from"] == {
        "description": "The first day.",
        "type": ["string", "null"],
        "format": "date",
    }
    assert properties["rest"] == {"description": "Anything."}
    assert "description" not in properties["link"]


def test_choices_ranges_and_short_forms_are_in_the_schema() -> None:
    contact = SCHEMA["$defs"]["Contact"]["properties"]
    assert contact["group"]["enum"] == ["manager", "team", "peer", None]
    assert contact["day"] == {
        "description": "The day of the first talk.",
        "type": ["integer", "null"],
        "minimum": -60,
        "maximum": 90,
    }
    one = [{"$ref": "#/$defs/Contact"}, {"type": ["string", "number", "boolean"]}]
    assert SCHEMA["$defs"]["Answers"]["properties"]["people"]["anyOf"] == [
        {"type": "array", "items": {"anyOf": one}},
        *one,
        {"type": "null"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "role: x\n",
        "role: 1.10\nfrom:\npeople:\n",
        "role: true\nfrom: 2026-01-05\nhours: 4\n",
        "role: x\npeople: Ana\n",
        "role: x\npeople: [Ana, {name: Bo, group: team, day: -5, many: yes}]\n",
        "role: x\npeople: {name: Bo, many: true}\n",
        "role: x\npeople: {name: Bo, many: false}\n",
        "role: x\nratings: {sql: 3, java: '?'}\nlink: https://e.x\nrest: {a: [1, null]}\n",
    ],
)
def test_an_editor_marks_nothing_that_is_read(text: str) -> None:
    assert errors_in(text) == []


def test_a_needed_key_may_say_none_where_its_type_does() -> None:
    class Talk(NamedTuple):
        day: int | None

    assert json_schema(Talk, "A talk")["$defs"] == {
        "Talk": {
            "type": "object",
            "properties": {"day": {"type": ["integer", "null"]}},
            "required": ["day"],
            "additionalProperties": False,
        }
    }


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("{}\n", ""),
        ("role:\n", "role"),
        ("role: x\nfocus: 1\n", ""),
        ("role: [x]\n", "role"),
        ("role: x\nhours: many\n", "hours"),
        ("role: x\nratings: {sql: 5}\n", "ratings/sql"),
        ("role: x\nratings: {sql: good}\n", "ratings/sql"),
        ("role: x\npeople: [{group: team}]\n", "people"),
        ("role: x\npeople: [{name: Bo, group: boss}]\n", "people"),
    ],
)
def test_an_editor_marks_what_is_not_read(text: str, marked: str) -> None:
    assert errors_in(text) == [marked]
