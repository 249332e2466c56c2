"""From a person's YAML to checked values, and everything that is wrong in one report."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hostile.yaml_cases import CASES, ends_as_demanded
from transition_plan.errors import InvalidFile, Problem
from transition_plan.source import (
    Items,
    Mark,
    Node,
    Table,
    Text,
    find_mark,
    parse_yaml,
    place,
    read,
    set_value,
    to_plain,
)

Rating = Annotated[int | Literal["?"], "0 to 4; ? if you don't know.", range(5)]


class Person(NamedTuple):
    """Whose plan it is."""

    name: Annotated[str, "The name.", "short"] = ""
    why: str = ""


class Contact(NamedTuple):
    """Somebody who matters."""

    name: Annotated[str, "The name.", "short"]
    group: Literal["manager", "team", "peer"] = "peer"
    day: int | None = None
    private: bool | str = ""


class Focus(NamedTuple):
    """A record whose short form may be a list."""

    actions: Annotated[object, "Whatever is to be done.", "short"]
    title: str = ""


class Answers(NamedTuple):
    """One field of every kind."""

    role: str
    title: str = "none"
    from_: str = ""
    start: date | None = None
    hours: float = 4.0
    dated: bool = True
    days_off: tuple[date, ...] = ()
    person: Person = Person("nobody")
    people: tuple[Contact, ...] = ()
    ratings: Annotated[Mapping[str, Rating], "Where you stand."] = {}
    serves: tuple[str, ...] | None = None
    nickname: str | None = "none"
    focus: tuple[Focus, ...] = ()
    groups: tuple[Mapping[str, str], ...] = ()
    rest: object = None


def node_of(text: str) -> Table:
    return parse_yaml(text.encode(), "p")


def answers_of(text: str) -> Answers:
    """Return what a file without mistakes holds."""
    problems: list[Problem] = []
    answers = read(node_of(text), Answers, problems)
    assert problems == []
    assert answers is not None
    return answers


def problems_of(text: str) -> list[str]:
    """Return what is wrong with a file as ``line:column text``."""
    problems: list[Problem] = []
    read(node_of(text), Answers, problems)
    return [f"{one.place.removeprefix('p:')} {one.text}" for one in problems]


# Types come from the schema


def test_a_text_is_read_as_typed_whatever_yaml_would_make_of_it() -> None:
    for typed in ("no", "12:30", "010", "1.10", "null", "~", "?", "2026-02-30", "Null"):
        assert answers_of(f"role: {typed}\n").role == typed


def test_every_kind_of_field_is_read() -> None:
    answers = answers_of(
        "role: x\nfrom: y\nstart: 2026-03-02\nhours: 5\ndated: no\ndays_off: [2026-04-01]\n"
        "person: {name: Ana, why: new}\npeople:\n  - {name: Bo, group: team, day: -5}\n"
        "ratings: {sql: 3, java: '?'}\nserves: [a, b]\nrest: {a: [1, no, null, 2021-07-19, '2021-07-19', nein]}\n"
    )
    assert answers._asdict() == {
        "role": "x",
        "title": "none",
        "from_": "y",
        "start": date(2026, 3, 2),
        "hours": 5.0,
        "dated": False,
        "days_off": (date(2026, 4, 1),),
        "person": Person("Ana", "new"),
        "people": (Contact("Bo", "team", -5),),
        "ratings": {"sql": 3, "java": "?"},
        "serves": ("a", "b"),
        "nickname": "none",
        "focus": (),
        "groups": (),
        "rest": {"a": [1, False, None, date(2021, 7, 19), "2021-07-19", "nein"]},
    }


def test_a_key_with_nothing_behind_it_counts_as_not_given() -> None:
    answers = answers_of("role: x\ntitle:\nstart:\npeople:\nperson:\nnickname:\n")
    assert (answers.title, answers.start, answers.people) == ("none", None, ())
    assert (answers.person, answers.nickname) == (Person("nobody"), "none")


def test_a_text_in_quotes_may_be_empty() -> None:
    assert answers_of("role: x\ntitle: ''\n").title == ""


def test_null_says_none_where_no_text_is_wanted() -> None:
    answers = answers_of("role: x\nstart: null\nserves: ~\nnickname: Null\npeople: [{name: null, day: ~}]\n")
    assert (answers.start, answers.serves, answers.nickname) == (None, None, "Null")
    assert answers.people == (Contact("null", "peer", None),)


def test_one_value_is_a_list_of_one() -> None:
    answers = answers_of("role: x\ndays_off: 2026-04-01\nserves: a\npeople: {name: Bo}\n")
    assert answers.days_off == (date(2026, 4, 1),)
    assert answers.serves == ("a",)
    assert answers.people == (Contact("Bo"),)
    assert answers_of("role: x\nfocus: {actions: {a: 1}}\n").focus == (Focus({"a": 1}),)
    assert answers_of("role: x\ngroups: {a: b}\n").groups == ({"a": "b"},)


def test_a_bare_value_stands_for_the_short_field_of_a_record() -> None:
    answers = answers_of("role: x\nperson: Ana\npeople:\n  - Bo\n  - 'Cy'\nfocus:\n  - [a, b]\n  - c\n")
    assert answers.person == Person("Ana")
    assert answers.people == (Contact("Bo"), Contact("Cy"))
    assert answers_of("role: x\npeople: [name, who:ever]\n").people == (Contact("name"), Contact("who:ever"))
    assert answers.focus == (Focus(["a", "b"]), Focus("c"))


def test_of_two_types_the_first_that_fits_is_taken_and_quotes_make_a_text() -> None:
    text = "role: x\npeople:\n- {name: a, private: yes}\n- {name: b, private: a note}\n- {name: c, private: 'yes'}\n"
    assert [one.private for one in answers_of(text).people] == [True, "a note", "yes"]


def test_a_value_by_itself_can_be_read() -> None:
    problems: list[Problem] = []
    assert read(node_of("a: Ana\n").nodes["a"], Person, problems, "person") == Person("Ana")
    assert read(node_of("a: [x]\n").nodes["a"], Person, problems, "person") is None
    assert problems[0].text.startswith("person: ")


# What is wrong is told at its place, with its path and the mend


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # wrong values
        (
            "people: [{name: a, group: boss}]\n",
            "1:27 people[0].group: 'boss' is not one of manager, team, peer",
        ),
        (
            "people: [{name: a, group: Team}]\n",
            "1:27 people[0].group: 'Team' is not one of manager, team, peer; did you mean 'team'?",
        ),
        ("start: 2026-02-30\n", "1:8 start: 2026-02-30 is not a day in the calendar"),
        (
            "days_off:\n- 2026-04-01\n- 01/12/2026\n",
            "3:3 days_off[1]: '01/12/2026' is not a date; "
            "write 2026-12-01 (1 December) or 2026-01-12 (12 January)",
        ),
        ("hours: many\n", "1:8 hours: 'many' is not a number; write digits, with a point for parts, like 1.5"),
        ("dated: soon\n", "1:8 dated: 'soon' is neither yes nor no; write one of the two"),
        ("ratings: {sql: 5}\n", "1:16 ratings.sql: wants a whole number from 0 to 4 or '?', not '5'"),
        ("ratings: {sql: [1]}\n", "1:16 ratings.sql: wants a whole number from 0 to 4 or '?', not a list; "
         "take the '- ' away"),
        ("people: [{name: a, private: {b: c}}]\n", "1:29 people[0].private: wants yes or no or a text, "
         "not 'key: value' lines; if it is one text, put it in quotes"),
        # nothing where something must be
        ("people: [{group: team}]\n", "1:10 people[0]: 'name' is missing; add it"),
        ("people: [{name: }]\n", "1:11 people[0]: 'name' is empty; give it a value"),
        ("days_off:\n- 2026-04-01\n-\n", "3:2 days_off[1]: is empty; give a value or take the line away"),
        ("ratings:\n  sql:\n", "2:7 ratings.sql: is empty; give a value or take the line away"),
        # keys
        ("titel: A\n", "1:1 unknown key 'titel'; did you mean 'title'?"),
        ("days-off: A\n", "1:1 unknown key 'days-off'; did you mean 'days_off'?"),
        ("person: {name: A, salary: 1}\n", "1:19 person: unknown key 'salary'; the keys are name, why"),
        (
            "salary: 1\n",
            "1:1 unknown key 'salary'; the keys are role, title, from, start, hours, dated, days_off, person, "
            "people, ratings, serves, nickname, …",
        ),
        # a text, a list and a table instead of one another
        ("title: [a]\n", "1:8 title: wants a text, not a list; take the '- ' away"),
        (
            "title:\n  Plan: soon\n",
            "2:3 title: wants a text, not 'key: value' lines; if it is one text, put it in quotes",
        ),
        (
            "serves:\n- learn: all\n",
            "2:3 serves[0]: wants a text, not 'key: value' lines; if it is one text, put it in quotes",
        ),
        ("start: [a]\n", "1:8 start: wants a date, not a list; take the '- ' away"),
        ("serves:\n  a: b\n", "2:3 serves: wants a list; start each line with '- '"),
        ("serves:\n  -one\n  -two\n", "2:3 serves: wants a list; put a space after each '-'"),
        ("person: [a]\n", "1:9 person: wants 'key: value' lines, not a list; take the '- ' away"),
        ("person:\n  name:Ana\n", "2:3 person: put a space after each ':' to make it 'key: value'"),
        ("ratings: high\n", "1:10 ratings: wants 'key: value' lines, not a text"),
        ("ratings:\n  sql:3\n", "2:3 ratings: put a space after each ':' to make it 'key: value'"),
        ("ratings: [a]\n", "1:10 ratings: wants 'key: value' lines, not a list; take the '- ' away"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_place_path_and_mend(text: str, told: str) -> None:
    assert problems_of(f"{text}role: x\n") == [told]


def test_a_missing_key_is_told_where_its_table_starts() -> None:
    assert problems_of("title: A\n") == ["1:1 'role' is missing; add it"]
    assert problems_of("title: A\nrole:\n") == ["2:1 'role' is empty; give it a value"]


def test_minus_numbers_are_no_list_without_spaces() -> None:
    class Days(NamedTuple):
        days: tuple[int, ...]

    assert read(node_of("days: -5\n"), Days, []) == Days((-5,))


def test_everything_is_told_in_one_go() -> None:
    text = (
        "titel: A\nstart: soon\npeople:\n  - name: Bo\n    group: boss\n    day: x\n  - group: team\n"
        "  - [a]\nratings: {a: 7, b: 3, c: high}\nhours: x\n"
    )
    told = problems_of(text)
    assert sorted(problem.split(" ")[0] for problem in told) == sorted(
        ["1:1", "1:1", "2:8", "5:12", "6:10", "7:5", "8:5", "9:14", "9:26", "10:8"]
    )


# What is returned beside problems


def test_an_optional_part_that_is_wrong_has_its_default() -> None:
    problems: list[Problem] = []
    answers = read(node_of("role: x\nhours: many\npeople: [{name: Bo, group: boss}, Cy]\n"), Answers, problems)
    assert answers == Answers("x", people=(Contact("Bo"), Contact("Cy")))
    assert len(problems) == 2


def test_a_list_with_a_wrong_entry_is_left_out_so_that_no_index_shifts() -> None:
    problems: list[Problem] = []
    answers = read(node_of("role: x\npeople: [{group: team}, Cy]\nratings: {a: 9, b: 1}\n"), Answers, problems)
    assert answers == Answers("x", ratings={"b": 1})
    assert len(problems) == 2


def test_nothing_is_returned_where_a_needed_part_is_wrong() -> None:
    problems: list[Problem] = []
    assert read(node_of("role: [x]\nhours: many\n"), Answers, problems) is None
    assert len(problems) == 2


# Fields without a schema


def test_where_no_schema_says_values_are_yaml_1_2s() -> None:
    text = "a: 1\nb: 1.5\nc: true\nd: ~\ne: no\nf: '1'\ng: 2026-01-05\nh: [1, {i: x}]\nj:\n"
    assert to_plain(node_of(text)) == {
        "a": 1,
        "b": 1.5,
        "c": True,
        "d": None,
        "e": "no",
        "f": "1",
        "g": "2026-01-05",
        "h": [1, {"i": "x"}],
        "j": None,
    }


class Quoting(yaml.SafeDumper):
    """Writes every text in quotes, as YAML 1.1 and 1.2 differ on what is no text without them."""


Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))

TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Zl", "Zp"]).filter(
    lambda letter: ord(letter) not in TURNING
)
WORDS = st.text(LETTERS, max_size=30)
KEYS = st.text("abcdefghij_- éñ日", min_size=1, max_size=12)
NUMBERS = st.integers(-(10**14), 10**14)
SIMPLE = st.one_of(WORDS, NUMBERS, NUMBERS.map(lambda number: number / 1000), st.booleans(), st.none())
TABLES = st.dictionaries(KEYS, SIMPLE | st.lists(SIMPLE, max_size=4) | st.dictionaries(KEYS, SIMPLE))


@given(st.dictionaries(KEYS, WORDS.filter(bool), max_size=8))
def test_any_table_of_texts_that_yaml_writes_is_read_back_as_it_was(table: dict[str, str]) -> None:
    dumped = yaml.safe_dump(table, allow_unicode=True)
    texts: Any = Mapping[str, str]
    problems: list[Problem] = []
    assert read(node_of(dumped), texts, problems) == table
    assert problems == []


@given(TABLES)
def test_any_simple_table_that_yaml_writes_is_read_back_without_a_schema(table: dict[str, object]) -> None:
    assert to_plain(node_of(yaml.dump(table, Dumper=Quoting, allow_unicode=True))) == table


# Where a value stands

FILE = "role: x\npeople:\n  - name: Ana\n    group: peer\n  - Bo\nserves: a\nperson:\nfocus: {title: b}\n"


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("role",), 1, 7),
        (("people",), 3, 3),
        (("people", 0), 3, 5),
        (("people", 0, "group"), 4, 12),
        (("people", 1), 5, 5),
        (("serves", 0), 6, 9),  # one value where a list is wanted is a list of one
        (("focus", 0, "title"), 8, 16),
        (("people", 1, "name"), 5, 5),  # a bare value stands for the whole record
        (("people", 0, "why"), 3, 5),
        (("people", 2), 2, 1),
        (("people", "x"), 2, 1),
        (("person", "name"), 7, 8),
        (("role", 1), 1, 7),
        (("missing", 0, "x"), 1, 1),
    ],
)
def test_a_path_is_found_or_the_last_step_of_it_that_exists(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    assert find_mark(node_of(FILE), path) == Mark("p", line, column)


def test_a_place_is_written_as_editors_read_it() -> None:
    assert place(Mark("plan.yaml", 14, 11)) == "plan.yaml:14:11"


# --set


def after(text: str, *assignments: str) -> object:
    """Return what a file holds after changes."""
    root = node_of(text)
    for assignment in assignments:
        set_value(root, assignment)
    return to_plain(root)


def test_a_value_is_changed_and_the_rest_kept_in_its_order() -> None:
    assert after("role: x\ntitle: A\nb: 1\n", "title=B") == {"role": "x", "title": "B", "b": 1}
    assert after("people: [{name: a}, {name: b}]\n", "people[1].name=c") == {"people": [{"name": "a"}, {"name": "c"}]}


def test_one_entry_is_changed_and_its_neighbours_stay() -> None:
    assert after("a: [x, y, z]\n", "a[0]=1") == {"a": [1, "y", "z"]}
    assert after("a: [x, y, z]\n", "a[3]=4") == {"a": ["x", "y", "z", 4]}


def test_missing_tables_and_lists_are_made() -> None:
    assert after("a: 1\n", "person.name=Ana") == {"a": 1, "person": {"name": "Ana"}}
    assert after("person:\n", "person.name=Ana") == {"person": {"name": "Ana"}}
    assert after("a: 1\n", "people[0].name=Ana", "people[1].name=Bo") == {
        "a": 1,
        "people": [{"name": "Ana"}, {"name": "Bo"}],
    }
    assert after("a: 1\n", "x[0][0]=y") == {"a": 1, "x": [["y"]]}


def test_the_value_is_yaml_and_a_bare_text_is_taken_whole() -> None:
    assert after("a: 1\n", "a=[b, 2]") == {"a": ["b", 2]}
    assert after("a: 1\n", "a={b: no}") == {"a": {"b": "no"}}
    assert after("a: 1\n", "a=C #1 = fun") == {"a": "C #1 = fun"}
    assert after("a: 1\n", "a=") == {"a": None}
    assert after("a: 1\n", "cafe\u0301=x") == {"a": 1, "café": "x"}


def test_an_alias_of_what_is_changed_is_left_alone() -> None:
    text = "a: &x {b: [{c: 1}]}\nd: *x\n"
    assert after(text, "d.b[0].c=2") == {"a": {"b": [{"c": 1}]}, "d": {"b": [{"c": 2}]}}


def test_what_is_wrong_with_a_set_value_names_the_flag() -> None:
    root = node_of("role: x\ntitle: A\n")
    set_value(root, "hours=many")
    set_value(root, "person.nmae=Ana")
    problems: list[Problem] = []
    read(root, Answers, problems)
    assert problems == [
        ("--set hours:1:1", "hours: 'many' is not a number; write digits, with a point for parts, like 1.5"),
        ("--set person.nmae:1:1", "person: unknown key 'nmae'; did you mean 'name'?"),
    ]


HOW = "write it as person.name=Ana or 'people[0].group=peer'"


@pytest.mark.parametrize(
    ("assignment", "name", "told"),
    [
        ("person.name", "--set person.name", HOW),
        ("=x", "--set ", HOW),
        ("a..b=x", "--set a..b", HOW),
        ("a[x]=1", "--set a[x]", HOW),
        ("[0]=1", "--set [0]", HOW),
        (".".join("a" * 33) + "=1", "--set " + ".".join("a" * 33), HOW),
        ("role=@x", "--set role", "a text without quotes cannot start with '@'; put it in quotes"),
        ("people[3]=x", "--set people[3]", "this is a list; name an entry, [0] to [2]"),
        ("people.name=x", "--set people.name", "this is a list; name an entry, [0] to [2]"),
        ("people[0][0]=x", "--set people[0][0]", "'0' has no place in a table of keys; set the whole of it"),
        ("role[0]=x", "--set role[0]", "'0' has no place in a text; set the whole of it"),
    ],
)
def test_a_set_that_cannot_be_is_told(assignment: str, name: str, told: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        set_value(node_of(FILE), assignment)
    assert caught.value.problems == ((f"{name}:1:1", told),)
    assert caught.value.message == f"{name} has 1 problem"


def test_nodes_can_be_made_by_hand() -> None:
    mark = Mark("p", 1, 1)
    nodes: list[Node] = [Text("a", True, mark), Table({}, {}, mark)]
    assert to_plain(Items(nodes, mark)) == ["a", {}]


# Hostile files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_hostile_file_ends_as_demanded(case: dict[str, Any]) -> None:
    assert ends_as_demanded(case), case["why"]


def test_all_hostile_files_are_here() -> None:
    assert len(CASES) == 108


class _Named(NamedTuple):
    name: Annotated[str, "The name.", "short"] = ""
    tenure: str = ""


class _Opened(NamedTuple):
    person: _Named = _Named()


class _Titled(NamedTuple):
    title: str = ""


def test_a_short_form_that_set_opens_keeps_its_value() -> None:
    """``person: Noor`` is the name; ``--set person.tenure=…`` adds to it, ``--set person.name=…`` replaces it."""
    root = parse_yaml(b"person: Noor\n", "p")
    set_value(root, "person.tenure=4 years")
    problems: list[Problem] = []
    assert read(root, _Opened, problems) == _Opened(_Named("Noor", "4 years"))
    set_value(root, "person.name=Ana")
    assert read(root, _Opened, problems) == _Opened(_Named("Ana", "4 years"))
    assert problems == []


def test_a_text_without_a_short_form_cannot_be_opened() -> None:
    """A plain text has no keys, and ``--set`` on one says so instead of losing it."""
    root = parse_yaml(b"title: Lead\n", "p")
    set_value(root, "title.first=x")
    problems: list[Problem] = []
    read(root, _Titled, problems)
    assert [problem.text for problem in problems] == [
        "title: wants a text, not 'key: value' lines; if it is one text, put it in quotes"
    ]
