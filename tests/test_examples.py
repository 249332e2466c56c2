"""The examples that ship: what a person said stands in the documents, nothing else does, and always the same."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import EXAMPLES, SOURCE, Plan
from renew_golden import GOLDEN, documents_of, every_document, plan_of
from transition_plan.assess import USABLE
from transition_plan.build import WORDS
from transition_plan.filters import MONTHS
from transition_plan.markdown import word_count
from transition_plan.plan import Plan as Made
from transition_plan.recounting import told_when
from transition_plan.schedule import BOXES

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
EVERY_EXAMPLE = pytest.mark.parametrize("name", NAMES)
LEFTOVER = re.compile(r"\{\{|\{%|\bNone\b(?! of)|\bTODO\b|\bTBD\b|Undefined")
SETTINGS = {  # keys whose values steer the plan by an id or a word of a list; people do not read them
    "role", "stage", "start", "transitions", "id", "competency", "competencies", "ratings", "serves", "groups", "kind",
    "group", "lens", "rhythm", "repeat", "status", "access", "checked_by", "documents", "working_days", "private",
    "post",
}  # fmt: skip
MONTH = "|".join(month[:3] for month in MONTHS)
DATE = re.compile(rf"\b(\d{{1,2}}) ({MONTH})[a-z]*( \d{{4}})?\b")
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?:\+|K)?|\$\d+K")
PAIR = re.compile(r"\b(?=([A-Z][\w'’-]+) ([A-Z][\w'’-]+))")
LINK = re.compile(r"(?:https?|mailto):[^\s)\"']+")
ASSUMED = re.compile(r"about \d+ hours a week, which I assume until we have agreed")


def answers_of(name: str) -> Any:
    """Return an example as any YAML reader sees it."""
    return yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def made(name: str) -> Made:
    return plan_of((EXAMPLES / f"{name}.yaml").read_bytes(), name)


@cache
def shared(name: str) -> str:
    """Return ``plan.md``."""
    return documents_of(made(name))[0].text


@cache
def alone(name: str) -> str:
    """Return ``checklist.md``."""
    return documents_of(made(name))[1].text


@cache
def every(name: str) -> str:
    """Return the two documents; where there is a road, all documents, and the plan of the time before the offer."""
    if "road" not in answers_of(name):
        return f"{shared(name)} {alone(name)}"
    before = plan_of((EXAMPLES / f"{name}.yaml").read_bytes(), name, "stage=exploring", "start=")
    return " ".join([*every_document(made(name)).values(), *every_document(before).values()])


def read(markdown: str) -> str:
    """Return a document as somebody reads it: no escapes, one blank between words."""
    return " ".join(html.unescape(re.sub(r"\\([^\w\s])", r"\1", markdown)).split())


def plain(text: str) -> str:
    """Return a text as it can be looked for: a sentence may begin with it, or go on behind it."""
    return read(text).casefold().removeprefix("?").strip().rstrip(".")


def said(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text that somebody said for others to read; what they dropped and what is private is none."""
    if isinstance(value, dict) and not (value.get("drop") or value.get("private") is True):
        for part_key, part in value.items():
            an_id = (key, part_key) in {("", "from"), ("focus", "evidence")}
            yield from () if an_id or part_key in SETTINGS else said(part, part_key)
    elif isinstance(value, list):
        for part in value:
            yield from said(part, key)
    elif isinstance(value, str):
        yield value


def marks(value: Any) -> Iterator[Any]:
    """Yield every entry that has the mark ``private``."""
    if isinstance(value, dict) and value.get("private"):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from marks(part)


def secrets(value: Any) -> Iterator[str]:
    """Yield every private note, and the words of every entry that is private whole."""
    for entry in marks(value):
        yield from said({**entry, "private": ""}) if entry["private"] is True else [entry["private"]]


@cache
def template_words() -> str:
    """Return every text that ships: what templates and layouts say."""
    folder = SOURCE.parent.parent / "plan_templates"
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".j2", ".yaml")]
    return "\n".join(texts_in(path) for path in files)


def texts_in(path: Path) -> str:
    """Return the texts of a template, without the days and hours that stand beside them."""
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".j2" else "\n".join(leaves(yaml.safe_load(text)))


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(part)


# What somebody said


@EVERY_EXAMPLE
def test_an_example_renders(name: str, plan: Plan, tmp_path: Path) -> None:
    """Every example becomes its two documents, the same ones as here, and a second time nothing is written."""
    file = str(EXAMPLES / f"{name}.yaml")
    plan("render", file, "-o", "out")
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert (tmp_path / "out" / "plan.md").read_text(encoding="utf-8") == shared(name)
    assert (tmp_path / "out" / "checklist.md").read_text(encoding="utf-8") == alone(name)
    assert "wrote" not in plan("render", file, "-o", "out").err
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == written
    plan("render", file, "-o", "out", "--check", "--quiet")


@EVERY_EXAMPLE
def test_every_fact_is_told(name: str) -> None:
    """Every text that somebody said stands in one of the documents, whole and as it was written; a date in words."""
    documents = plain(every(name))
    texts = (told_when(text) for text in said(answers_of(name)))
    assert [text for text in texts if plain(text) not in documents] == []


@EVERY_EXAMPLE
def test_the_dates_of_the_answers_are_told(name: str) -> None:
    """The start stands in the plan, the days off in the checklist."""
    answers = answers_of(name)
    start: date = answers["start"]
    assert f"{start.day} {MONTHS[start.month - 1]} {start.year}" in shared(name)
    for off in answers.get("days_off", ()):
        assert f"{off['from'].day} {MONTHS[off['from'].month - 1][:3]}" in alone(name).partition("Off: ")[2]


@EVERY_EXAMPLE
def test_what_is_private_stays_so(name: str) -> None:
    """A private note, and every word of a private entry, is in the person's own checklist and in no plan for others."""
    hidden = [plain(text) for text in secrets(answers_of(name))]
    assert [text for text in hidden if text in plain(shared(name))] == []
    assert [text for text in hidden if text not in plain(alone(name))] == []


def test_the_examples_hold_something_private() -> None:
    """The examples show both ways to keep something to oneself: a note, and a whole entry."""
    assert {type(entry["private"]) for name in NAMES for entry in marks(answers_of(name))} == {bool, str}


# Nothing else


@EVERY_EXAMPLE
def test_no_mark_of_a_template_is_left(name: str) -> None:
    """No document holds a placeholder, or a word that only a program would write."""
    assert LEFTOVER.findall(shared(name) + alone(name)) == []


@EVERY_EXAMPLE
def test_no_number_is_invented(name: str) -> None:
    """A number of two digits or more was said, ships in a template, is an assumption, or is 80 % of the hours."""
    answers = answers_of(name)
    hours = answers.get("hours")
    known = {*NUMBER.findall(" ".join(said(answers))), *NUMBER.findall(template_words()), str(hours)}
    known |= set(NUMBER.findall(f"{hours * 0.8:.1f}")) if isinstance(hours, (int, float)) else set()
    text = ISO.sub("", DATE.sub("", ASSUMED.sub("", read(shared(name)))))
    assert [number for number in NUMBER.findall(text) if number not in known] == []


@EVERY_EXAMPLE
def test_the_hours_are_those_that_were_said(name: str) -> None:
    """The plan names the person's own hours a week; where nobody said any it calls its number an assumption."""
    hours = answers_of(name).get("hours")
    line = next(
        line for line in shared(name).splitlines() if line.startswith(("- **It takes**", "- **It would take**"))
    )
    assert bool(ASSUMED.search(line)) == (hours is None)
    assert hours is None or f" {hours} hours a week" in line


@EVERY_EXAMPLE
def test_no_name_is_invented(name: str) -> None:
    """Every name of two words or more was said, or ships in a template."""
    file = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    known, shipped = read(file) + template_words(), set(re.findall(r"\w[\w'’-]+", template_words()))
    pairs = {pair for line in shared(name).splitlines() for pair in PAIR.findall(read(line))}
    invented = {
        f"{first} {second}"
        for first, second in pairs
        if f"{first} {second}" not in known and not (first in shipped and re.search(rf"\b{re.escape(second)}\b", known))
    }
    assert invented == set()


@EVERY_EXAMPLE
def test_no_link_is_invented(name: str) -> None:
    """Every address was said, and every one that was said can be followed."""
    file = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(([^)]+)\)", every(name)))
    assert {link for link in links if link not in file} == set()
    assert set(LINK.findall(file)) == {link for link in links if LINK.match(link)}


@EVERY_EXAMPLE
def test_no_date_is_invented(name: str) -> None:
    """Every date was said or lies in the plan's calendar: from two months before the start to day 90."""
    answers = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    in_words = answers + " ".join(told_when(day) for day in ISO.findall(answers))
    start: date = answers_of(name)["start"]
    days = [start + timedelta(days=n) for n in range(-60, 90)]
    calendar = {f"{day.day} {MONTHS[day.month - 1][:3]}" for day in days}
    written = {(match[0], f"{match[1]} {match[2]}", match[3]) for match in DATE.finditer(read(shared(name)))}
    years = {f" {day.year}" for day in (days[0], days[-1])}
    invented = [
        whole
        for whole, day, year in written
        if whole not in in_words and (day not in calendar or year not in {None, *years})
    ]
    assert invented == []
    known = {day.isoformat() for day in days}
    assert [day for day in ISO.findall(shared(name)) if day not in answers and day not in known] == []


# What a reader takes in


@EVERY_EXAMPLE
def test_a_plan_is_as_long_as_a_manager_reads(name: str) -> None:
    """``plan.md`` keeps its budget."""
    assert word_count(shared(name)) <= WORDS


@EVERY_EXAMPLE
def test_no_week_is_too_full(name: str) -> None:
    """Every week keeps a fifth of its hours free and has twelve boxes at most."""
    weeks = [week for week in made(name).weeks if week.n]
    assert [week.n for week in weeks if week.hours > USABLE * week.capacity + 0.01] == []
    assert [week.n for week in made(name).weeks if len(week.actions) > BOXES] == []
    boxes = [part.count("\n- [ ] ") for part in alone(name).split("\n## Week ")[1:]]
    assert max(boxes) <= BOXES


# Always the same


@EVERY_EXAMPLE
def test_the_bytes_do_not_depend_on_the_machine(name: str, plan: Plan, tmp_path: Path) -> None:
    """The same answers give the same bytes whatever the hash seed, the time zone and the locale."""
    machines = [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Adak", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "America/Adak", "LC_ALL": "C"},
    ]
    for number, env in enumerate(machines):
        plan("render", str(EXAMPLES / f"{name}.yaml"), "-q", "-o", str(number), env=env)
        assert (tmp_path / str(number) / "plan.md").read_bytes() == shared(name).encode(), env
        assert (tmp_path / str(number) / "checklist.md").read_bytes() == alone(name).encode(), env


@EVERY_EXAMPLE
def test_a_change_of_a_document_is_meant(name: str) -> None:
    """All documents are the golden ones, and no other; tests/renew_golden.py renews them after a change that is meant.

    A person compares them as a whole: `git diff` after the renewal shows what became of each.
    """
    folder = GOLDEN / name
    golden = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
    assert every_document(made(name)) == golden


def test_there_is_a_golden_document_for_every_example_and_no_other() -> None:
    """An example that is gone leaves no golden documents behind."""
    assert sorted(path.name for path in GOLDEN.iterdir() if path.is_dir()) == sorted([*NAMES, "screens"])


# Somebody else's plan


SECOND = {  # other people in roles of the examples, every answer different
    "product-manager": """\
role: product-manager
title: Senior Product Manager, Ward Planner
from: solutions-architect
from_title: Hospital pharmacist
from_org: Saint Brannock
stage: in-role
start: 2027-05-03
transitions: [new-company]
org: Meridian Care
team: the Rostering group
product: the ward planner
hours: 14
person:
  name: Oskar Tamsin
  tenure: eleven years on wards
  why: I was tired of working around the software that I may mend now
mission: Night shifts on four wards are planned in the product and no longer on paper
mantra: Watch the hands and not the screen.
priorities:
  - title: Fewer shifts left open at noon
    measure: 19 a week on four wards
    competencies: [prioritisation, delivery-practice]
history: [{title: Pharmacist, from: "2016"}, {title: Lead pharmacist, from: "2021"}]
people:
  - {name: Beatrix Lomond, title: VP Product, group: manager, ask: the two promises already made to hospitals}
  - {name: Farid Quill, title: Lead developer, group: team, why: wrote the matching code, rhythm: weekly,
     ask: what he would never write again}
  - {name: Signe Halloway, title: Clinical designer, group: team, why: sits on wards on Fridays, ask: a seat beside her}
  - {name: Wim Dresner, title: Implementation lead, group: peer, why: hears every broken promise first,
     measured_on: go-live dates, rhythm: fortnightly}
  - {name: Ruth Abernathy, title: Matron, org: Saint Brannock, group: customer, why: plans 60 nurses by hand,
     ask: an hour at five in the morning, rhythm: monthly}
  - {name: Leopold Vance, title: Chief nurse, org: Kestrel Trust, group: executive,
     why: signs or stops the second contract, day: 33}
ratings:
  {domain-knowledge: 4, customer-discovery: 3, prioritisation: 1, delivery-practice: 0, communication: 3, influence: 2,
   experimentation: 0, roadmapping: 1, product-strategy: 2, product-metrics: 2}
evidence:
  - title: Rebuilt the drug round of three wards
    competency: [domain-knowledge]
    result: an hour a day back for 22 nurses
    when: "2024"
    links: [{url: "https://journal.example.org/drug-round", label: article, locator: page 12}]
  - title: Interviewed forty ward clerks
    competency: [customer-discovery]
    result: the list that Meridian bought
    people: [Ruth Abernathy]
  - {title: Taught a monthly class on safe doses, competency: [communication], scale: 300 students}
wins:
  - title: Show yesterday's open shifts on one page
    for: Beatrix Lomond
    first_step: Collect a week of paper lists
    result: read aloud at the noon call
    due: 40
    hours: 6
    competency: [prioritisation]
risks:
  - risk: I take the nurses' side before I know the code
    sign: the developers stop asking
    response: Pair with Farid on every estimate
    owner: Signe Halloway
    day: 25
unknowns:
  - {question: "Which of the eleven hospitals would leave first?", ask: Wim Dresner, day: 9}
later: [the payroll export, a phone version]
""",
    "data-ai-specialist": """\
role: data-ai-specialist
title: Data Specialist, Mills and Foundries
from: customer-success-architect
from_title: Process engineer
from_org: Brightforge
stage: accepted
start: 2026-09-07
transitions: [new-company]
org: Tessellate
team: the heavy industry desk
product: the sensor warehouse
hours: 15
person: {name: Kirsi Valdane, tenure: nine years in rolling mills, why: one mill at a time is too slow}
mission: Two mills pay for a second line before the winter stop
mantra: Bring the plot before the opinion.
priorities:
  - {title: First paid pilots in steel, measure: two signed orders, competencies: [solution-design, technical-depth]}
history: [{title: Shift engineer, from: "2017"}, {title: Process engineer, from: "2020"}]
people:
  - {name: Gregor Pascoe, title: Regional director, group: manager, ask: the list of mills he would not call again}
  - {name: Inge Marlowe, title: Solution engineer, group: team, why: builds every pilot alone, rhythm: weekly,
     ask: what she refuses to demo}
  - {name: Bruno Ashdown, title: Account lead for steel, group: peer, why: has eaten in every canteen,
     measured_on: new logos, offer: the words of the shift floor}
  - {name: Halina Prescott, title: Mill manager, org: Corvin Steel, group: customer, rhythm: fortnightly,
     why: lost a week to a hidden crack, ask: the shift book of that week}
  - {name: Edmund Rourke, title: Technical director, org: Lakeside Foundry, group: executive,
     why: decides on sensors for nine sites, day: 40}
partners:
  - firm: Pyrolux
    people: [{name: Anselm Brody, title: Head of sensors}]
    note: their pyrometers stand in both mills
    next_step: one joint visit to Corvin Steel
ratings:
  {domain-knowledge: 4, technical-depth: 3, deal-qualification: 0, pipeline-forecast: 0, value-selling: 1, teaching: 2,
   solution-design: 3, customer-relationship: 2, storytelling: 1, partner-mgmt: 1}
evidence:
  - title: Found the roll that cracked every tenth coil
    competency: [domain-knowledge, technical-depth]
    result: scrap fell from 6 % to 2 %
    when: "2022"
    links: [{url: "https://steel.example.net/tenth-coil", label: case}]
  - {title: Wired every furnace to one table, competency: [solution-design], scale: 48 furnaces,
     reused_by: the Lulea plant}
certifications:
  - {code: SW-210, name: Warehouse engineer, status: booked, date: October 2026, competency: technical-depth}
wins:
  - title: Replay the cracked coil in the warehouse
    for: Halina Prescott
    first_step: Load one week of the shift book
    result: the crack shows two hours earlier
    due: 44
    hours: 9
    competency: [solution-design]
risks:
  - risk: I mend the mill instead of selling
    sign: a night shift in my calendar
    response: Hand every fault to Inge Marlowe
    owner: Bruno Ashdown
    day: 28
unknowns:
  - {question: "Who at Corvin Steel may sign without the board?", ask: Bruno Ashdown, day: 10}
later: [aluminium, a talk at the foundry fair]
""",
}


def eight_word_strings(markdown: str) -> set[tuple[str, ...]]:
    """Return every run of eight words, without headings and the heads of tables."""
    lines = [line for line in markdown.splitlines() if not line.startswith(("#", "|---", "| Gap |", "| Who |"))]
    words = re.findall(r"[\w'’]+", read(" ".join(lines)).casefold())
    return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}


@pytest.mark.parametrize("role", SECOND)
def test_two_people_in_one_role_have_two_plans(role: str) -> None:
    """The plans of two people with different answers share less than 35 % of their eight-word strings."""
    other = documents_of(plan_of(SECOND[role].encode(), "second.yaml"))[0].text
    one, two = eight_word_strings(shared(role)), eight_word_strings(other)
    share = len(one & two) / min(len(one), len(two))
    assert share < 0.35, f"{share:.0%} of the eight-word strings are the same: {sorted(map(' '.join, one & two))[::20]}"


@pytest.mark.parametrize("role", SECOND)
def test_a_second_persons_facts_are_told(role: str) -> None:
    """Everything that somebody else said stands in their documents, and nobody of the example does."""
    documents = " ".join(one.text for one in documents_of(plan_of(SECOND[role].encode(), "second.yaml")))
    assert [text for text in said(yaml.safe_load(SECOND[role])) if plain(text) not in plain(documents)] == []
    people = [person["name"] for person in answers_of(role)["people"]]
    assert [person for person in people if person in read(documents)] == []
