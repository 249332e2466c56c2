"""The plan file's gate: every mistake is told with its place and the mend, all of them in one report."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.errors import InvalidFile, Problem
from transition_plan.gate import check_answers, day_told
from transition_plan.library import template_ids
from transition_plan.lookup import find_library
from transition_plan.slips import not_one_of

ROLE = "role: product-manager\n"
MARK = "→"  # stands in a case before what a message must point at
NO_ZERO = "there is no day 0; day 1 is the start, -1 the day before"


def problems(text: str, *changes: str) -> list[tuple[str, str]]:
    """Return the place and the words of every problem of a plan file."""
    with pytest.raises(InvalidFile) as raised:
        check_answers(text.encode(), "plan.yaml", changes)
    return [(problem.place, problem.text) for problem in raised.value.problems]


def places(marked: str) -> list[str]:
    """Return where the marks of a case stand, as editors count."""
    found, text = [], ""
    for part in marked.split(MARK)[:-1]:
        text += part
        found.append(f"plan.yaml:{text.count(chr(10)) + 1}:{len(text) - text.rfind(chr(10))}")
    return found


def assert_told(marked: str, *messages: str) -> None:
    """Check that a plan file has these problems and no others, each at its mark."""
    assert problems(marked.replace(MARK, "")) == list(zip(places(marked), messages, strict=True))


def test_a_sound_plan_file_becomes_answers() -> None:
    """A file without mistakes is read as it stands."""
    text = f"{ROLE}start: 2027-01-11\nstage: in-role\nratings: {{influence: 3}}\npeople: [Lee Park]\n"
    made = check_answers(text.encode(), "plan.yaml")
    assert (made.role, made.start, made.stage) == ("product-manager", datetime.date(2027, 1, 11), "in-role")
    assert (made.ratings, made.people[0].name) == ({"influence": 3}, "Lee Park")


# How the file is written


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (f'{ROLE}title: →"open\n', "this quote is never closed; close it where the text ends"),
        (f"{ROLE}title: →Lead: billing\n", "a text without quotes cannot hold ': '; put the whole text in quotes"),
        (f"{ROLE}people:\n→\t- Lee\n", "a tab indents this line; indent with spaces"),
        (f"{ROLE}→role: engineering-manager\n", "the key 'role' stands twice, first on line 1; keep one of them"),
        ("→", "the file is empty; write at least one line 'key: value'"),
        ("→- product-manager\n", "a file holds lines 'key: value', and this is only a list"),
    ],
    ids=["quote", "colon", "tab", "duplicate key", "empty", "list"],
)
def test_a_slip_in_the_yaml_is_told_in_plain_words(marked: str, message: str) -> None:
    """What the file's own grammar forbids is told where it stands, with what to write instead."""
    assert_told(marked, message)


# What the fields take


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (f"{ROLE}hours: →many\n", "hours: 'many' is not a number; write digits, with a point for parts, like 1.5"),
        (f"{ROLE}person: →[Ana]\n", "person: wants 'key: value' lines, not a list; take the '- ' away"),
        (f"{ROLE}ratings: {{influence: →5}}\n", "ratings.influence: wants a whole number from 0 to 4 or '?', not '5'"),
        (f"{ROLE}start: →2026-02-30\n", "start: 2026-02-30 is not a day in the calendar"),
        (
            f"{ROLE}start: →01/12/2026\n",
            "start: '01/12/2026' is not a date; write 2026-12-01 (1 December) or 2026-01-12 (12 January)",
        ),
        (f"{ROLE}→transition: [internal-move]\n", "unknown key 'transition'; did you mean 'transitions'?"),
        (
            f"{ROLE}people:\n  - name: Lee\n    →titel: CTO\n",
            "people[0]: unknown key 'titel'; did you mean 'title'?",
        ),
        (
            f"{ROLE}stage: →accept\n",
            "stage: 'accept' is not one of exploring, candidate, accepted, in-role, closed; did you mean 'accepted'?",
        ),
        (
            f"{ROLE}people: [{{name: Lee, rhythm: →daily}}]\n",
            "people[0].rhythm: 'daily' is not one of once, weekly, fortnightly, monthly, quarterly, as-needed",
        ),
        (f"{ROLE}people: [→{{title: CTO}}]\n", "people[0]: 'name' is missing; add it"),
        ("→title: Lead\n", "'role' is missing; add it"),
        ("→role:\n", "'role' is empty; give it a value"),
    ],
    ids=[
        "number",
        "list for a record",
        "rating",
        "day of no calendar",
        "order of a date",
        "unknown key",
        "unknown key below",
        "near choice",
        "bad choice",
        "missing name",
        "missing role",
        "empty role",
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_would(marked: str, message: str) -> None:
    """A wrong type, date, key or choice is told with the field, what stands there and what could."""
    assert_told(marked, message)


# Names that nothing has

ROLES = template_ids("role")
MOVES = ", ".join(template_ids("transition"))


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (
            "role: →product-manger\n",
            "role: there is no role 'product-manger'; did you mean 'product-manager'?, "
            "or generic-professional with your own title",
        ),
        (
            f"{ROLE}from: →enginering-manager\n",
            "from: there is no role 'enginering-manager'; did you mean 'engineering-manager'?, "
            "or leave it out and write from_title",
        ),
        (
            f"{ROLE}transitions: [internal-move, →new-compny]\n",
            "transitions[1]: there is no transition 'new-compny'; did you mean 'new-company'?",
        ),
        (f"{ROLE}transitions: →zzz\n", f"transitions[0]: there is no transition 'zzz'; there are {MOVES}"),
        (
            f"{ROLE}ratings: {{influnce: →3}}\n",
            "ratings.influnce: there is no competency 'influnce'; did you mean 'influence'?",
        ),
        (f"{ROLE}ratings: {{zzz: →3}}\n", "ratings.zzz: there is no competency 'zzz'"),
        (
            f"{ROLE}priorities:\n  - {{title: Grow, competencies: [influence, →influnce]}}\n",
            "priorities[0].competencies[1]: there is no competency 'influnce'; did you mean 'influence'?",
        ),
        (
            f"{ROLE}evidence:\n  - {{title: Led it, competency: →influnce}}\n",
            "evidence[0].competency[0]: there is no competency 'influnce'; did you mean 'influence'?",
        ),
        (
            f"{ROLE}phases:\n  - id: month-2\n    focus: [{{title: Pilot, serves: [→influnce]}}]\n",
            "phases[0].focus[0].serves[0]: there is no competency 'influnce'; did you mean 'influence'?",
        ),
        (
            f"{ROLE}people:\n  - {{name: Lee Park, introduced_by: →dan}}\n  - {{name: Dan Ray, id: dana}}\n",
            "people[0].introduced_by: there is no person 'dan'; did you mean 'dana'?, or write a full name",
        ),
        (
            f"{ROLE}evidence: [{{title: Led it}}]\n"
            "phases: [{id: month-1, focus: [{title: A, evidence: [led-it, →led-ti]}]}]\n",
            "phases[0].focus[0].evidence[1]: there is no evidence 'led-ti'; did you mean 'led-it'?",
        ),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, evidence: [→led-it]}}]}}]\n",
            "phases[0].focus[0].evidence[0]: there is no evidence 'led-it'",
        ),
        (
            f"{ROLE}documents: [plan, →chekclist]\n",
            "documents[1]: there is no document 'chekclist'; did you mean 'checklist.md'?",
        ),
    ],
    ids=[
        "role",
        "from",
        "transition",
        "transition far off",
        "rating",
        "rating far off",
        "priority",
        "evidence",
        "phase",
        "person",
        "proof",
        "proof of none",
        "document",
    ],
)
def test_a_name_that_nothing_has_is_told_with_the_nearest(marked: str, message: str) -> None:
    """A misspelled role, move, competency, person, proof or document is told at its place, with what was meant."""
    assert_told(marked, message)


def test_a_role_that_nobody_knows_is_told_with_all_there_are() -> None:
    """Whoever guesses a role's name sees which there are, and what fits any other."""
    [(place, message)] = problems("role: zzz\n")
    assert place == "plan.yaml:1:7"
    assert message.startswith("role: there is no role 'zzz'")
    assert message.endswith(", or generic-professional with your own title")
    assert len(ROLES) > 16 or all(name in message for name in ROLES)


def test_a_role_without_a_plan_can_only_be_come_from(tmp_path: Path) -> None:
    """A role that knows only what it takes can be left, not moved into."""
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/taster.yaml").write_text("id: taster\ntitle: Taster\nextends: customers\n")
    library = find_library(str(tmp_path))
    with pytest.raises(InvalidFile) as raised:
        check_answers(b"role: taster\n", "plan.yaml", (), library)
    told = Problem("plan.yaml:1:7", "role: 'taster' has no plan of its own yet; it can stand under 'from'")
    assert raised.value.problems == (told,)
    assert check_answers(f"{ROLE}from: taster\n".encode(), "plan.yaml", (), library).from_ == "taster"


@pytest.mark.parametrize("stage", ["exploring", "candidate", "accepted", "in-role", "closed"])
def test_every_stage_has_a_plan(stage: str) -> None:
    """From the first idea to the look back: no stage is refused."""
    assert check_answers(f"{ROLE}stage: {stage}\n".encode(), "plan.yaml").stage == stage


@pytest.mark.parametrize("by", ["dana", "dana-ortiz", "Dana Ortiz", "Sam Field", "?", '"? who knows her"'])
def test_whoever_introduces_may_be_anybody_with_a_full_name(by: str) -> None:
    """A person is meant by id or name, a stranger by a full name, and `?` asks."""
    text = (
        f"{ROLE}people:\n  - {{name: Lee, introduced_by: {by}}}\n  - {{name: Dana Ortiz, id: dana}}\n  - Dana Ortiz\n"
    )
    assert check_answers(text.encode(), "plan.yaml").people[0].introduced_by


def test_a_competency_of_ones_own_is_known() -> None:
    """Whoever adds a competency can rate it and prove it."""
    text = f"{ROLE}competencies: [bees]\nratings: {{bees: 2}}\nevidence: [{{title: Kept them, competency: bees}}]\n"
    assert check_answers(text.encode(), "plan.yaml").ratings == {"bees": 2}


# Ids, drops and empty entries


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("people", "name"),
        ("evidence", "title"),
        ("carry_over", "title"),
        ("handover", "duty"),
        ("learning", "title"),
        ("wins", "title"),
        ("risks", "risk"),
        ("unknowns", "question"),
    ],
)
def test_an_id_that_is_given_twice_is_told(key: str, short: str) -> None:
    """Two entries of one list cannot be called the same; one that has no id of its own is never in the way."""
    free = f"  - {short}: A\n  - {short}: A\n"
    assert_told(
        f"{ROLE}{key}:\n{free}  - {{{short}: B, id: x}}\n  - {{{short}: C, id: →x}}\n",
        f"{key}[3].id: 'x' is given twice; make one of them different",
    )


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        (f"{ROLE}competencies: [influence, →influence]\n", "competencies[1].id"),
        (f"{ROLE}actions: [{{id: scan, day: 9}}, {{id: →scan, hours: 1}}]\n", "actions[1].id"),
        (f"{ROLE}phases:\n  - {{id: month-1, title: A}}\n  - {{id: →month-1, title: B}}\n", "phases[1].id"),
        (
            f"{ROLE}phases:\n  - id: month-1\n    focus: [{{id: a, title: A}}, {{id: →a, title: B}}]\n",
            "phases[0].focus[1].id",
        ),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, goals: [{{id: g}}, {{id: →g}}]}}]}}]\n",
            "phases[0].focus[0].goals[1].id",
        ),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, actions: [{{id: b}}, {{id: →b}}]}}]}}]\n",
            "phases[0].focus[0].actions[1].id",
        ),
    ],
    ids=["competency", "action", "phase", "focus area", "goal of an area", "action of an area"],
)
def test_a_change_that_stands_twice_is_told(marked: str, path: str) -> None:
    """A second change to the same thing is not quietly preferred to the first."""
    name = re.split(r"[,\]}]", marked.partition(MARK)[2])[0]
    assert_told(marked, f"{path}: '{name}' is given twice; make one of them different")


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (
            f"{ROLE}phases:\n  - id: month-1\n    focus: [→{{id: hear-usres, drop: yes}}]\n",
            "phases[0].focus[0]: there is no focus area 'hear-usres'; did you mean 'hear-users'?",
        ),
        (
            f"{ROLE}phases:\n  - id: month-1\n    focus:\n"
            "      - {id: hear-users, goals: [→{id: needs-rankt, drop: yes}]}\n",
            "phases[0].focus[0].goals[0]: there is no goal 'needs-rankt'; did you mean 'needs-ranked'?",
        ),
        (
            f"{ROLE}phases:\n  - id: month-1\n    focus:\n"
            "      - {id: hear-users, actions: [{id: eight-users, drop: yes}, →{title: Eight usrs, drop: yes}]}\n",
            "phases[0].focus[0].actions[1]: there is no action 'eight-usrs'; did you mean 'eight-users'?",
        ),
        (f"{ROLE}unknowns: [{{id: mission, drop: yes}}, →{{id: why}}]\n", "unknowns[1]: 'question' is missing"),
        (
            f"{ROLE}actions: [{{id: weekly-note, drop: yes}}, {{id: review-30, day: 9}}, →{{id: scna, drop: yes}}]\n",
            "actions[2]: there is no action 'scna'; did you mean 'scan'?",
        ),
    ],
    ids=["focus area", "goal", "action", "question", "action of the whole plan"],
)
def test_a_change_of_nothing_is_told(marked: str, message: str) -> None:
    """Dropping what is not there, or asking without a question, is a slip and not a wish."""
    assert_told(marked, message)


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (f"{ROLE}people: [Lee, →'']\n", "people[1]: 'name' is missing; add it"),
        (f"{ROLE}unknowns: [→{{ask: peer}}]\n", "unknowns[0]: 'question' is missing; add it"),
        (f"{ROLE}actions: [→{{day: 4}}]\n", "actions[0]: 'title' is missing; add it"),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [→{{intent: do it}}]}}]\n",
            "phases[0].focus[0]: 'title' is missing; add it",
        ),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, goals: [→{{measure: two}}]}}]}}]\n",
            "phases[0].focus[0].goals[0]: 'title' is missing; add it",
        ),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, actions: [B, →{{day: 3}}]}}]}}]\n",
            "phases[0].focus[0].actions[1]: 'title' is missing; add it",
        ),
    ],
)
def test_an_entry_that_nothing_could_be_called_by_is_told(marked: str, message: str) -> None:
    """Without a title or an id an entry would stand in the plan as nothing."""
    assert_told(marked, message)


@pytest.mark.parametrize(
    ("marked", "path", "mend"),
    [
        (f"{ROLE}learning: [{{title: A, id: →a b 📅 2020-01-01}}]\n", "learning[0]", "a-b-2020-01-01"),
        (f"{ROLE}people: [{{name: A, id: →Zoë}}]\n", "people[0]", "zoe"),
        (f"{ROLE}actions: [{{title: A, id: →a#b}}]\n", "actions[0]", "a-b"),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, actions: [{{title: B, id: →b.c}}]}}]}}]\n",
            "phases[0].focus[0].actions[0]",
            "b-c",
        ),
    ],
)
def test_an_id_that_a_line_cannot_end_with_is_told(marked: str, path: str, mend: str) -> None:
    """A task list takes an id off the end of its line; a blank or a sign in it would be read as something else."""
    said = marked.partition(MARK)[2].partition("}")[0]
    assert_told(marked, f"{path}.id: '{said}' is no id; use letters, digits and hyphens: {mend}")


def test_of_a_role_that_there_is_not_no_changes_are_checked() -> None:
    """Whoever mistypes the role is told of the role, not of every change that this role does not have."""
    text = "role: product-manger\nphases: [{id: month-1, focus: [{id: hear-users, drop: yes}]}]\n"
    assert [place for place, _ in problems(text)] == ["plan.yaml:1:7"]


def test_proof_is_known_by_its_id_or_its_title() -> None:
    """A focus area refers to a proof by the id that the person gave, or by the one that its title makes."""
    proofs = "evidence: [{title: Led it, id: own}, Built it]\n"
    area = "phases: [{id: month-1, focus: [{title: A, evidence: [own, built-it]}]}]\n"
    assert check_answers(f"{ROLE}{proofs}{area}".encode(), "plan.yaml").phases


def test_documents_may_be_named_with_or_without_their_ending() -> None:
    """`plan` and `plan.md` are the same document."""
    assert check_answers(f"{ROLE}documents: [plan.md, checklist]\n".encode(), "plan.yaml").documents


def test_what_a_move_brings_can_be_dropped() -> None:
    """A focus area of the kind of move can be dropped where the move is named, and only there."""
    own = "{title: Own, actions: [{title: A, drop: yes}]}"
    change = f"phases: [{{id: month-1, focus: [{{id: clear-old-desk, drop: yes}}, {own}]}}]\n"
    assert check_answers(f"{ROLE}transitions: [internal-move]\n{change}".encode(), "plan.yaml").phases
    [(place, message)] = problems(f"{ROLE}transitions: [zzz]\n{change}")[1:]
    assert place.startswith("plan.yaml:3:")
    assert "there is no focus area 'clear-old-desk'" in message


# Days, dates and hours


@pytest.mark.parametrize(
    "entry",
    [
        "people: [{name: A, day: →D}]",
        "handover: [{duty: A, day: →D}]",
        "learning: [{title: A, day: →D}]",
        "wins: [{title: A, due: →D}]",
        "risks: [{risk: A, day: →D}]",
        "unknowns: [{question: A, day: →D}]",
        "actions: [{title: A, day: →D}]",
        "phases: [{id: month-1, focus: [{title: A, goals: [{title: G, due: →D}]}]}]",
        "phases: [{id: month-1, focus: [{title: A, actions: [{title: G, day: →D}]}]}]",
    ],
)
@pytest.mark.parametrize(
    ("day", "message"),
    [
        (0, NO_ZERO),
        (91, "day 91 is outside the plan; use -60 to 90, and 'later' for what comes after"),
        (-61, "day -61 is outside the plan; use -60 to 90, and 'later' for what comes after"),
    ],
)
def test_a_day_that_cannot_be_is_told(entry: str, day: int, message: str) -> None:
    """There is no day 0, and nothing before day -60 or after day 90 is planned, wherever a day is given."""
    marked = ROLE + entry.replace("D}", f"{day}}}") + "\n"
    key = entry.partition(":")[0]
    [(place, text)] = problems(marked.replace(MARK, ""))
    assert [place] == places(marked)
    assert text.startswith(f"{key}[0].")
    assert text.endswith(f": {message}")


@settings(max_examples=30)
@given(st.integers(-60, 90).filter(bool))
def test_every_other_day_can_be(day: int) -> None:
    """Each day from -60 to 90 is one that can be planned."""
    assert check_answers(f"{ROLE}people: [{{name: A, day: {day}}}]\n".encode(), "p").people[0].day == day
    assert "outside" in day_told(91)


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (
            f"{ROLE}days_off:\n  - {{from: 2027-02-03, to: →2027-02-01}}\n",
            "days_off[0].to: 2027-02-01 is before 2027-02-03; swap them",
        ),
        (f"{ROLE}start: →0206-01-11\n", "start: 0206-01-11 is not a day that somebody starts on; look at the year"),
        (f"{ROLE}start: →2200-01-01\n", "start: 2200-01-01 is not a day that somebody starts on; look at the year"),
        (f"{ROLE}hours: →0.4\n", "hours: 0.4 hours a week cannot be planned; use 0.5 to 80"),
        (f"{ROLE}hours: →80.5\n", "hours: 80.5 hours a week cannot be planned; use 0.5 to 80"),
        (f"{ROLE}working_days: →[]\n", "working_days: name at least one day"),
        (
            f"{ROLE}learning: [{{title: A, hours: →0}}]\n",
            "learning[0].hours: 0 hours cannot be planned; use more than 0 and up to 80",
        ),
        (
            f"{ROLE}wins: [{{title: A, hours: →-2}}]\n",
            "wins[0].hours: -2 hours cannot be planned; use more than 0 and up to 80",
        ),
        (
            f"{ROLE}phases: [{{id: month-1, focus: [{{title: A, actions: [{{title: G, hours: →81}}]}}]}}]\n",
            "phases[0].focus[0].actions[0].hours: 81 hours cannot be planned; use more than 0 and up to 80",
        ),
    ],
    ids=["swapped", "early", "late", "few hours", "many hours", "no day", "no time", "less than none", "too much"],
)
def test_a_date_or_an_effort_that_cannot_be_is_told(marked: str, message: str) -> None:
    """Days off the wrong way round, a year of another age, and hours that nobody has are told with the mend."""
    assert_told(marked, message)


@pytest.mark.parametrize(
    "text",
    [
        "start: 1970-01-01",
        "start: 2199-12-31",
        "hours: 0.5",
        "hours: 80",
        "days_off: [{from: 2027-02-03, to: 2027-02-03}]",
        "days_off: [2027-02-03]",
        "learning: [{title: A, hours: 80}]",
        "working_days: sun",
    ],
)
def test_what_is_just_possible_is_taken(text: str) -> None:
    """The limits themselves belong to what can be planned."""
    assert check_answers(f"{ROLE}{text}\n".encode(), "p")


# All at once


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    """One report holds slips of every kind, sorted by line, so that a file is mended in one go."""
    assert_told(
        "→titel: Lead\n"
        "role: →product-manger\n"
        "hours: →many\n"
        "people:\n"
        "  - {name: A, day: →0}\n"
        "learning: [{title: B, rhythm: →daily}]\n"
        "ratings:\n"
        "  influnce: →2\n"
        "  roadmapping: →nine\n"
        "stage: →clsed\n",
        "unknown key 'titel'; did you mean 'title'?",
        "role: there is no role 'product-manger'; did you mean 'product-manager'?, "
        "or generic-professional with your own title",
        "hours: 'many' is not a number; write digits, with a point for parts, like 1.5",
        f"people[0].day: {NO_ZERO}",
        "learning[0].rhythm: 'daily' is not one of once, weekly, fortnightly, monthly, quarterly, as-needed",
        "ratings.influnce: there is no competency 'influnce'; did you mean 'influence'?",
        "ratings.roadmapping: wants a whole number from 0 to 4 or '?', not 'nine'",
        "stage: 'clsed' is not one of exploring, candidate, accepted, in-role, closed; did you mean 'closed'?",
    )


def test_places_are_sorted_as_numbers() -> None:
    """Line 10 comes after line 9, column 10 after column 9, and two mistakes of one place by their words."""
    people = "".join(f"  - {{name: {name}, day: 0}}\n" for name in "ABCDEFGHIJKL")
    lines = [int(place.split(":")[1]) for place, _ in problems(f"{ROLE}people:\n{people}")]
    assert lines == list(range(3, 15))


def test_the_report_says_how_many_there_are_and_where_to_look() -> None:
    """The head of the report counts the problems and names the command that prints every key."""
    with pytest.raises(InvalidFile) as raised:
        check_answers(b"titel: x\nhours: many\n", "my plan.yaml")
    assert raised.value.message == "my plan.yaml has 3 problems"
    assert raised.value.hint == "plan schema prints every key"


def test_a_mistake_behind_an_alias_is_told_where_it_stands() -> None:
    """What stands once in the file is told at that one place, however often it is used."""
    own = f"{ROLE}phases:\n  - {{id: month-1, focus: &own [{{title: A, serves: →zzz}}]}}\n"
    text = f"{own}  - {{id: month-2, focus: *own}}\n"
    assert {place for place, _ in problems(text.replace(MARK, ""))} == set(places(text))


# Changes from the command line


def test_a_change_is_made_before_anything_is_checked() -> None:
    """`--set` may mend what the file has wrong."""
    made = check_answers(f"{ROLE}hours: many\n".encode(), "plan.yaml", ["hours=6", "people[0].name=Lee Park"])
    assert (made.hours, made.people[0].name) == (6.0, "Lee Park")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("hours=many", "hours: 'many' is not a number; write digits, with a point for parts, like 1.5"),
        (
            "stage=clsed",
            "stage: 'clsed' is not one of exploring, candidate, accepted, in-role, closed; did you mean 'closed'?",
        ),
        ("ratings.influnce=3", "ratings.influnce: there is no competency 'influnce'; did you mean 'influence'?"),
        ("titel=Lead", "unknown key 'titel'; did you mean 'title'?"),
        ("people[0]={name: A, day: 0}", f"people[0].day: {NO_ZERO}"),
    ],
)
def test_a_mistake_in_a_change_is_told_as_the_changes(change: str, message: str) -> None:
    """What `--set` brought in wrong is told by the change, not by a line of a file that does not hold it."""
    [(place, text)] = problems(ROLE, change)
    assert place.startswith(f"--set {change.partition('=')[0]}:1:")
    assert text == message


def test_mistakes_of_the_file_and_of_a_change_are_told_together() -> None:
    """A file and a change with a mistake each are one report."""
    assert problems(f"{ROLE}titel: x\n", "hours=many") == [
        ("--set hours:1:1", "hours: 'many' is not a number; write digits, with a point for parts, like 1.5"),
        ("plan.yaml:2:1", "unknown key 'titel'; did you mean 'title'?"),
    ]


def test_a_change_that_cannot_be_made_is_told() -> None:
    """A change without a value, or to a place that cannot be, is told with how to write it."""
    with pytest.raises(InvalidFile) as raised:
        check_answers(ROLE.encode(), "plan.yaml", ["hours"])
    assert raised.value.message == "--set hours has 1 problem"


# Words


@pytest.mark.parametrize(
    ("said", "known", "message"),
    [
        ("influnce", ["influence", "roadmapping"], "there is no thing 'influnce'; did you mean 'influence'?"),
        ("zzz", ["a", "b"], "there is no thing 'zzz'; there are a, b"),
        ("zzz", list("abcdefghijkl"), "there is no thing 'zzz'; there are a, b, c, d, e, f, g, h, i, j, k, l"),
        ("zzz", list("abcdefghijklmnopq"), "there is no thing 'zzz'"),
        ("zzz", [], "there is no thing 'zzz'"),
    ],
)
def test_an_unknown_name_is_told_with_what_helps(said: str, known: list[str], message: str) -> None:
    """The nearest name, else all of them if they are few, else nothing."""
    assert not_one_of("thing", said, known) == message


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("wins: [{title: a, competency: [influnce]}]", "wins[0].competency[0]"),
        ("carry_over: [{title: a, competency: influnce}]", "carry_over[0].competency[0]"),
        ("learning: [{title: a, competency: influnce}]", "learning[0].competency"),
        ("certifications: [{code: a, competency: influnce}]", "certifications[0].competency"),
        ("actions: [{id: scan, serves: [influnce]}]", "actions[0].serves[0]"),
        (
            "phases: [{id: month-1, focus: [{title: a, actions: [{title: b, serves: [influnce]}]}]}]",
            "phases[0].focus[0].actions[0].serves[0]",
        ),
    ],
)
def test_a_misspelled_competency_is_told_wherever_it_stands(said: str, place: str) -> None:
    """No list of competencies is read without a look at the names in it."""
    with pytest.raises(InvalidFile) as caught:
        check_answers(f"role: product-manager\n{said}\n".encode(), "plan.yaml")
    assert [problem.text for problem in caught.value.problems] == [
        f"{place}: there is no competency 'influnce'; did you mean 'influence'?"
    ]
