"""The documents: what each reader sees of a plan, safe for Markdown, and nothing that is private."""

import datetime
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from transition_plan.answers import Answers, Group
from transition_plan.build import ROOMS, build_plan, composed, prepare
from transition_plan.documents import (
    document_names,
    fill_document,
    fill_documents,
    find_documents,
    front_matter,
    json_default,
    plan_data,
    safe_view,
    tidy,
)
from transition_plan.errors import InvalidFile, UnknownName
from transition_plan.gate import check_answers
from transition_plan.library import load_layouts, load_template, template_ids
from transition_plan.markdown import escape
from transition_plan.plan import Plan
from transition_plan.rendering import Environment, Layout, environment
from transition_plan.schema import fields_of, is_record, unwrap

ROOT = Path(__file__).parent.parent
HOSTILE = json.loads((ROOT / "tests/hostile/answers/markdown.json").read_text("utf-8"))["cases"]
ANSWERS = [pytest.param(case, id=case["id"]) for case in HOSTILE if case["answer"] != ""]
REFUSED = ("crlf", "cr", "ls", "rtl", "nul", "esc", "sur")  # characters that no text of a plan file may hold
PARSER = MarkdownIt("commonmark").enable("table")
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATE = re.compile(rf"\b\d{{1,2}} (?:{MONTHS})|\d{{4}}-\d{{2}}-\d{{2}}|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d")

SET: dict[str, object] = {  # keys whose value is no free text, or refers to something that must be there
    "role": "product-manager",
    "from": "solutions-architect",
    "start": "2027-01-11",
    "transitions": ["internal-move"],
    "documents": ["plan"],
    "ratings": {"influence": 4, "communication": 1},
    "competencies": ["influence"],
    "competency": "influence",
    "serves": ["influence"],
    "groups": ["customer"],
    "days_off": [{"from": "2027-02-01", "note": "Xword"}],
    "introduced_by": "Dana Ortiz",
    "repeat": None,
    "evidence": None,
    "situation": None,
    "gaps": ["influence"],
    "seniority": None,
    "answer": None,  # a question with an answer is told no more
    "reviews": None,
    "pause": None,
}
WHEN = ("date", "until", "stated", "reached", "last")  # on the road a date is a text, and has to be one


@cache
def layouts() -> Environment:
    return environment(load_layouts())


def dumped(said: dict[str, object]) -> bytes:
    """Return a plan file in JSON, which is YAML."""
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")


def built(said: dict[str, object]) -> Plan:
    return build_plan(check_answers(dumped(said), "plan.yaml"), layouts())


def documents(plan: Plan) -> tuple[str, str]:
    """Return the text of ``plan.md`` and of ``checklist.md``."""
    return fill_document(plan, "plan.md", layouts()), fill_document(plan, "checklist.md", layouts())


# A plan file in which every text is there


def is_text(shape: object) -> bool:
    bare, _ = unwrap(shape)
    return bare is str or set(get_args(bare)) == {str, type(None)}


def everything(record: type, text: Callable[[], str], **said: object) -> dict[str, object]:
    """Return an entry of a plan file with every text that a record takes; ids and what must fit are given."""
    made: dict[str, object] = {"id": f"of-{record.__name__.lower()}"} if "id" in fields_of(record) else {}
    for key, field in fields_of(record).items():
        bare, _ = unwrap(field.shape)
        inner = unwrap(get_args(bare)[0])[0] if get_origin(bare) is tuple else None
        if key in said:
            made[key] = said[key]
        elif key in SET and not (record is Answers and key in ("competencies", "evidence")):
            made[key] = SET[key]
        elif key != "id" and is_text(field.shape):
            made[key] = "2026-03-14" if record.__module__.endswith(".road") and key in WHEN else text()
        elif is_record(bare):
            made[key] = everything(bare, text)
        elif inner is str:
            made[key] = [text()]
        elif inner is not None and is_record(inner) and key != "competencies":
            made[key] = [everything(inner, text, **({"id": "month-1"} if key == "phases" else {}))]
    return {key: value for key, value in made.items() if value is not None}


def full(word: str) -> dict[str, object]:
    """Return a plan file with a word in every place for a text."""
    said = everything(Answers, lambda: word, front_matter={"note": word})
    held = {"day": 1, "decisions": [word], "said": [{"question": word, "answer": word}]}
    days_off = [{"from": "2027-02-01", "note": word}]
    return {**said, "stage": "accepted", "mantra": f"{word} too", "days_off": days_off, "reviews": [held]}


def replaced(value: Any, word: str) -> Any:
    """Return a record with a word in the place of every “Xword”."""
    if isinstance(value, str):
        return value.replace("Xword", word)
    if isinstance(value, dict):
        return {key: replaced(part, word) for key, part in value.items()}
    if hasattr(value, "_fields"):
        return value._make(replaced(part, word) for part in value)
    return tuple(replaced(part, word) for part in value) if isinstance(value, tuple) else value


# Markdown


def leaves(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or [token]


def body(document: str) -> str:
    return re.sub(r"\A---\n[\s\S]*?\n---\n\n", "", document)


def shape(document: str) -> list[tuple[str, str, int]]:
    """Return what a document is made of, apart from its words."""
    return [(t.type, t.tag, t.nesting) for t in leaves(PARSER.parse(body(document))) if t.type != "text"]


def words(document: str) -> str:
    """Return what somebody reads who opens the document in a viewer."""
    return " ".join(token.content for token in leaves(PARSER.parse(body(document))) if token.type == "text")


def cleaned(answer: str) -> str:
    """Return an answer as a reader should see it, by the escaper's own promise for a place by itself."""
    return words(escape(answer))


def answer_of(case: dict[str, Any]) -> str:
    pieces = case.get("generate") or [[case["answer"], 1]]
    return "".join(text * times for text, times in pieces)


@cache
def plain_answers() -> Answers:
    return check_answers(dumped(full("Xword")), "plan.yaml")


@cache
def made_with(word: str, room: int) -> tuple[str, str]:
    """Return the documents of the full plan file with a word in every place, in a room that the word cannot change."""
    ready = prepare(replaced(plain_answers(), word), layouts())
    return documents(composed(ready, ROOMS[room], layouts()).plan)


@pytest.mark.parametrize("case", ANSWERS)
def test_no_answer_changes_a_documents_shape_or_is_lost(case: dict[str, Any]) -> None:
    """Whatever stands in every text of a plan file, both documents keep their structure and show it as it was typed."""
    answer = answer_of(case)
    for usual, hostile in zip(made_with("Xword", 0), made_with(answer, 0), strict=True):
        assert shape(hostile) == shape(usual)
        if answer.strip():
            assert words(hostile).casefold().count(cleaned(answer).casefold()) >= words(usual).count("Xword")


def test_the_word_stands_in_nearly_every_place() -> None:
    """The test above is about a plan in which the person's words are everywhere."""
    plan, checklist = made_with("Xword", 0)
    assert words(plan).count("Xword") > 60
    assert words(checklist).count("Xword") > 30


@pytest.mark.parametrize("room", range(len(ROOMS)))
def test_a_plan_of_any_room_keeps_its_shape(room: int) -> None:
    """Lean or full, a plan with a hostile answer everywhere has the structure of one with a harmless word."""
    hostile = "# a | b\n- [x] `c` <d> [e](f) *g* &amp; ---"
    for usual, attacked in zip(made_with("Xword", room), made_with(hostile, room), strict=True):
        assert shape(attacked) == shape(usual)


@pytest.mark.parametrize("case", ANSWERS)
def test_a_hostile_answer_is_taken_as_typed_or_refused_with_its_place(case: dict[str, Any]) -> None:
    """The gate hands on what was typed in every field, or says where a character stands that no document may get."""
    answer = answer_of(case)
    data = dumped(full(answer))
    if case["id"].split("-")[-1] in REFUSED:
        with pytest.raises(InvalidFile) as raised:
            check_answers(data, "plan.yaml")
        assert {problem.place.rpartition(":")[0] for problem in raised.value.problems} == {"plan.yaml:1"}
    else:
        assert check_answers(data, "plan.yaml") == replaced(plain_answers(), answer)


def test_marks_of_a_template_stay_as_they_were_typed() -> None:
    """`{{ 7*7 }}` in an answer is neither worked out nor left for a site generator to work out."""
    for text in made_with("{{ 7*7 }} {% raw %}", 0):
        assert "{{ 7*7 }} {% raw %}" in words(text)
        assert "49" not in text
        assert not re.search(r"\{\{|\{%", body(text))


# What is private


def marks_in(text: object) -> set[str]:
    return {found.casefold() for found in re.findall(r"zq\d+q", str(text), re.I)}


def entry_of(shape: object) -> Any:
    """Return the record that a list holds, or nothing."""
    bare, _ = unwrap(shape)
    inner = unwrap(get_args(bare)[0])[0] if get_origin(bare) is tuple else None
    return inner if is_record(inner) else None


PRIVATE_LISTS: dict[str, Any] = {
    key: record
    for key, field in fields_of(Answers).items()
    if (record := entry_of(field.shape)) and "private" in fields_of(record)
}
WHO = {"ask": "kim", "to": "kim", "for": "Kim Hidden", "owner": "kim", "introduced_by": "kim", "people": ["Kim Hidden"]}
KIM = {"name": "Kim Hidden", "id": "kim", "private": True}
PILOT = {
    "title": "Pilot",
    "goals": [{"title": "Signed", "checked_by": "kim"}],
    "actions": [{"title": "Show it", "audience": "Kim Hidden", "day": 9}],
}


BARE = dict.fromkeys(("title", "org", "why", "measured_on", "ask", "offer", "introduced_by", "channel"))
OTHERWISE: dict[str, list[dict[str, Any]]] = {  # what else a private entry may be, and would be told by another way
    "people": [BARE, BARE, BARE, {"why": "?", "ask": "?"}, *({"group": group} for group in get_args(Group))],
    "carry_over": [{"win": False}],
    "handover": [{"to": "?"}],
}


def short_key(record: type) -> str:
    return next(key for key, field in fields_of(record).items() if field.short)


class Hidden:
    """A plan file with marks in all that is private, and those of the marks that the person must find again."""

    def __init__(self, kinds: list[str], **said: object) -> None:
        self.numbers = count(1)
        self.must: set[str] = set()
        self.said: dict[str, Any] = {"role": "product-manager", "people": [KIM], "phases": [], **said}
        for kind in kinds:
            getattr(self, f"hide_{kind}", lambda kind=kind: self.hide_entry(kind))()

    def mark(self) -> str:
        """Return a mark that no other place has."""
        return f"Zq{next(self.numbers)}q"

    def note(self) -> str:
        """Return a mark that the checklist must show."""
        made = self.mark()
        self.must.add(made.casefold())
        return made

    def hide_entry(self, kind: str) -> None:
        """Add an entry that is wholly private, and a public one with a note, which refers to somebody private."""
        record = PRIVATE_LISTS[kind]
        short = short_key(record)
        hidden = everything(record, self.mark, private=True, id=None)
        seen = everything(record, lambda: f"Open {kind}", private=self.note(), id=None)
        seen |= {key: value for key, value in WHO.items() if key in fields_of(record) and kind != "partners"}
        self.must.add(str(hidden[short]).casefold())
        more = [everything(record, self.mark, private=True, id=None, **other) for other in OTHERWISE.get(kind, ())]
        self.said[kind] = [*self.said.get(kind, []), hidden, *more, seen]

    def hide_person(self) -> None:
        """Keep a note about oneself."""
        self.said["person"] = {"name": "Ana Ruiz", "why": "to build", "private": self.note()}

    def hide_myself(self) -> None:
        """Keep oneself private."""
        words = {key: self.mark() for key in ("tenure", "headline", "why")}
        self.said["person"] = {**words, "name": self.note(), "private": True}

    def hide_days_off(self) -> None:
        """Say what days off are for."""
        self.said |= {"start": "2027-01-11", "days_off": [{"from": "2027-02-01", "note": self.note()}]}

    def hide_notes(self) -> None:
        """Keep notes to oneself."""
        self.said["notes"] = [self.note(), {"text": self.note(), "draft": True}]

    def hide_phases(self) -> None:
        """Speak of somebody private in changes of one's own."""
        self.said["phases"] = [{"id": "month-1", "focus": [PILOT]}]


KINDS = [*PRIVATE_LISTS, "days_off", "notes", "phases"]
PLACES = st.fixed_dictionaries(
    {
        "role": st.sampled_from([role for role in template_ids("role") if load_template("role", role).phases]),
        "stage": st.sampled_from(["candidate", "accepted", "in-role"]),
        "transitions": st.sets(st.sampled_from(["internal-move", "new-company", "promotion-to-manager"])).map(sorted),
        "hours": st.sampled_from([0.5, 4, 12, 40]),
    },
    optional={"start": st.just("2027-01-11")},
)


def test_every_place_for_something_private_is_known() -> None:
    """The tests below look at every list that takes `private:`; a new one joins them by itself."""
    assert set(PRIVATE_LISTS) >= {
        "people",
        "priorities",
        "evidence",
        "risks",
        "handover",
        "unknowns",
        "carry_over",
        "wins",
    }
    assert set(PRIVATE_LISTS) >= {"partners", "certifications"}


@pytest.mark.parametrize("kind", [*KINDS, "person", "myself"])
def test_each_kind_of_private_thing_is_for_the_person_alone(kind: str) -> None:
    """Each private thing by itself stays out of `plan.md` and is found in `checklist.md`."""
    hidden = Hidden([kind], start="2027-01-11")
    shared, own = documents(built(hidden.said))
    assert marks_in(shared) == set()
    assert hidden.must <= marks_in(own)


@pytest.mark.parametrize("kind", PRIVATE_LISTS)
def test_a_private_note_leaves_its_entry_in_the_plan(kind: str) -> None:
    """A note beside an entry hides itself; the entry is told to others as if the note were not there."""
    record = PRIVATE_LISTS[kind]
    entry = everything(record, lambda: f"Open {kind}")
    noted = {**entry, "private": "a note"}
    without, with_note = (built({"role": "product-manager", kind: [one]}) for one in (entry, noted))
    assert documents(with_note)[0] == documents(without)[0]
    assert f"Open {kind}" in documents(with_note)[0]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(KINDS), unique=True), st.sampled_from(["person", "myself"]), PLACES)
def test_nothing_private_is_told_to_others(kinds: list[str], who: str, places: dict[str, Any]) -> None:
    """No private entry or note, and no name of somebody private, gets into `plan.md` or to any layout for others."""
    hidden = Hidden([*kinds, who], **places)
    plan = built(hidden.said)
    shared, own = documents(plan)
    for text in (shared, str(safe_view(plan, alone=False))):
        assert marks_in(text) == set()
        assert "Kim Hidden" not in text
    assert hidden.must <= marks_in(own)
    assert hidden.must <= marks_in(json.dumps(plan_data(plan), default=json_default))


# Stages and dates


SMALL: dict[str, object] = {
    "role": "product-manager",
    "title": "Product Manager, Billing",
    "org": "Northlake",
    "people": [{"name": "Dana Ortiz", "group": "manager"}, {"name": "Lee Park", "group": "peer"}],
    "handover": [{"duty": "Night calls"}],
}


@pytest.mark.parametrize(
    ("stage", "first", "voice", "other"),
    [
        ("candidate", "If I join Northlake as Product Manager, Billing, I would begin like this", "I would", "I will"),
        ("accepted", "On 11 January 2027 I start as Product Manager, Billing", "I will", "I would"),
        ("in-role", "I have been Product Manager, Billing, since 11 January 2027", "I will", "I would"),
    ],
)
def test_the_plan_speaks_as_its_stage_does(stage: str, first: str, voice: str, other: str) -> None:
    """A candidate would, somebody who accepted will, somebody in the role has begun; nobody mixes them."""
    shared, _ = documents(built({**SMALL, "stage": stage, "start": "2027-01-11"}))
    assert first in shared
    assert shared.count(voice) > 3
    assert other not in shared


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        ("candidate", "If I join"),
        ("accepted", "I am about to start as Product Manager"),
        ("in-role", "I am Product Manager"),
    ],
)
def test_without_a_start_the_plan_speaks_of_none(stage: str, first: str) -> None:
    """Without a first day the opening names none."""
    shared, _ = documents(built({**SMALL, "stage": stage}))
    assert first in shared


@pytest.mark.parametrize(("stage", "told"), [("candidate", False), ("accepted", True), ("in-role", True)])
def test_a_candidate_hands_nothing_over(stage: str, told: bool) -> None:
    """Before the offer, neither document speaks of the old role's duties."""
    for text in documents(built({**SMALL, "stage": stage, "start": "2027-01-11"})):
        assert ("ight calls" in text) is told


def test_a_plan_without_a_start_has_day_numbers_and_no_dates() -> None:
    """Without a first day both documents count days and weeks, and no date of any form is in them."""
    shared, own = documents(built(SMALL))
    assert not DATE.search(shared + own)
    assert re.search(r"\bday \d", shared)
    assert "## Week 1: days 1 to 7" in own
    assert "📅" not in own


def test_a_plan_with_a_start_has_dates_and_no_day_numbers() -> None:
    """With a first day people read dates, and each line of the checklist ends with one."""
    shared, own = documents(built({**SMALL, "start": "2027-01-11"}))
    assert DATE.search(shared)
    assert not re.search(r"^\*\*By day \d|^- \*?\*?day \d|\| day \d", shared, re.M)
    boxes = [line for line in own.splitlines() if line.startswith("- [ ] ")]
    assert boxes
    assert all(re.search(r" 🆔 \S+ 📅 \d{4}-\d{2}-\d{2}$", line) for line in boxes)


def test_boxes_stand_in_the_checklist_alone_each_action_once() -> None:
    """`plan.md` lists actions without boxes; the checklist has a box at the line's start for each, with its own id."""
    shared, own = documents(built({**SMALL, "start": "2027-01-11"}))
    assert "[ ]" not in shared
    boxes = re.findall(r"^- \[ \] .* 🆔 (\S+) ", own, re.M)
    assert len(boxes) == len(set(boxes)) == own.count("[ ]")


# Front matter


def test_the_owners_keys_stand_above_the_plan_alone() -> None:
    """`front_matter` is passed through as it is, above `plan.md` and no other document."""
    keys = {"layout": "post", "comments": True, "weight": 3, "tags": ["a", "b"], "note": "a: b # {{ c }}\n---"}
    shared, own = documents(built({**SMALL, "front_matter": keys}))
    head = re.match(r"---\n([\s\S]*?\n)---\n\n# ", shared)
    assert head
    assert yaml.safe_load(head[1]) == keys
    assert own.startswith("# ")


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-999, 999)
    | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]))
)


@settings(max_examples=100)
@given(st.dictionaries(st.from_regex(r"[a-z][a-z-]{0,9}", fullmatch=True), SCALARS | st.lists(SCALARS), max_size=4))
def test_front_matter_means_what_the_owner_wrote(keys: dict[str, object]) -> None:
    """A reader of YAML gets back what stood in the plan file, types kept; without keys there is no head."""
    text = front_matter(keys)
    assert text == "" if not keys else yaml.safe_load(text.removeprefix("---\n").removesuffix("---\n\n")) == keys
    assert text == "" or (text.startswith("---\n") and text.endswith("\n---\n\n"))


def test_front_matter_can_be_read_in_its_own_script() -> None:
    """Letters of any script stand as they are, so that people can read the head of their file."""
    assert front_matter({"author": "Zoë Дана"}) == "---\nauthor: Zoë Дана\n---\n\n"


# JSON


def test_the_json_has_the_documented_keys() -> None:
    """A script finds what the documentation names, in format 1."""
    section = (ROOT / "docs" / "plan-file.md").read_text("utf-8").split("## The JSON")[1]
    documented = {key for row in re.findall(r"^\| (`[^|]*) \|", section, re.M) for key in re.findall(r"`(\w+)`", row)}
    data = plan_data(built(SMALL))
    assert set(data) == documented
    assert data["format"] == 1


def test_the_json_has_texts_as_they_were_typed_and_dates_as_text() -> None:
    """What a script reads is neither escaped nor in a form of ours: dates are ISO text, none without a start."""
    typed = "A | b <c> *d* {{ e }}"
    for start, expected in (("2027-01-11", "2027-01-11"), (None, None)):
        said = {**SMALL, "title": typed, "start": start, "evidence": [{"title": typed, "links": ["https://e.org/x y"]}]}
        data = json.loads(json.dumps(plan_data(built(said)), default=json_default))
        assert (data["title"], data["start"]) == (typed, expected)
        [proof] = data["more_proofs"]
        assert (proof["title"], proof["links"][0]["url"]) == (typed, "https://e.org/x y")


def test_the_json_takes_nothing_but_plain_values() -> None:
    """A value that has no place in a plan is our mistake, and told as one."""
    assert json_default(datetime.date(2027, 1, 11)) == "2027-01-11"
    with pytest.raises(TypeError, match="set has no place in a plan"):
        json_default({1})


def test_the_json_holds_the_owners_keys() -> None:
    """Front matter is in the JSON with its types."""
    assert plan_data(built({**SMALL, "front_matter": {"a": [1, True]}}))["front_matter"] == {"a": [1, True]}


# Names and layouts


def test_a_document_is_whatever_has_a_layout() -> None:
    """A layout makes a document of its name; one with an underscore is a part of others."""
    assert document_names(["plan.md.j2", "_macros.j2", "card.html.j2"]) == ["card.html", "plan.md"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], ["plan.md", "checklist.md"]),
        (["plan"], ["plan.md"]),
        (["checklist.md", "plan", "plan.md"], ["checklist.md", "plan.md"]),
        (["card.html"], ["card.html"]),
    ],
)
def test_documents_are_found_with_or_without_their_ending(wanted: list[str], found: list[str]) -> None:
    """`plan` means `plan.md`; each document is written once, in the order asked for, both usual ones if none is."""
    assert find_documents(wanted, ["card.html", "checklist.md", "plan.md"]) == found


def test_a_document_that_there_is_not_is_told_with_those_that_there_are() -> None:
    """Whoever mistypes a document's name sees all names."""
    with pytest.raises(UnknownName) as raised:
        find_documents(["plan", "card"], ["checklist.md", "plan.md"])
    assert (raised.value.message, raised.value.hint) == (
        "there is no document 'card'",
        "there are: checklist.md, plan.md",
    )


def test_documents_are_filled_in_the_order_asked_for() -> None:
    """Each document has its name and its text; one whose text was made before is not made again."""
    plan = built(SMALL)
    shared, own = documents(plan)
    made = fill_documents(plan, ["checklist.md", "plan.md"], layouts())
    assert [(one.name, one.text) for one in made] == [("checklist.md", own), ("plan.md", shared)]
    ready = fill_documents(plan, ["plan.md", "checklist.md"], layouts(), {"plan.md": "made before"})
    assert [one.text for one in ready] == ["made before", own]


def test_a_layout_of_ones_own_cannot_forget_to_escape() -> None:
    """Whoever adds a layout gets texts that are safe already, links ready to use, and nothing private."""
    said = {
        **SMALL,
        "evidence": [{"title": "*Led* it", "links": [{"url": "https://e.org/(a)|b", "label": "[x]"}]}],
        "notes": ["secret"],
        "people": [{"name": "Kim", "private": True}, {"name": "Lee", "private": "a note"}],
    }
    lines = (
        "{{ more_proofs[0].title }}",
        "{{ more_proofs[0].links[0].link }}",
        "{{ more_proofs[0].links[0].url }}",
        "{{ people | map(attribute='name') | join(' ') }}",
        "{{ notes | length }} {{ weeks | length }} {{ habits | length }}",
        "{{ 'private' if phases[0].actions[0].private else 'for others' }}",
    )
    own = Layout("card.md.j2", "\n".join(lines))
    made = fill_document(built(said), "card.md", environment({"card.md.j2": own})).splitlines()
    assert made[:3] == [r"\*Led\* it", r"[\[x\]](https://e.org/%28a%29%7Cb)", r"https://e.org/(a)\|b"]
    assert "Lee" in made[3]
    assert "Kim" not in made[3]
    assert made[4:] == ["0 0 0", "for others"]


# Tidy text


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["", " ", "  ", "a", "a  ", "  - b", "\t"])).map("\n".join))
def test_a_document_has_no_stray_blanks(text: str) -> None:
    """No blank ends a line, no two empty lines follow one another, one line break ends the text; all else stays."""
    made = tidy(text)
    assert made.endswith("\n")
    assert made.strip("\n") + "\n" == made
    assert "\n\n\n" not in made
    assert all(line == line.rstrip() for line in made.split("\n"))
    assert made == re.sub(r"\n{3,}", "\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip("\n") + "\n"
    assert tidy(made) == made


@pytest.mark.parametrize("stage", ["candidate", "accepted", "in-role"])
@pytest.mark.parametrize("start", [None, "2027-01-14"])
def test_the_smallest_plan_file_makes_clean_documents(stage: str, start: str | None) -> None:
    """A role alone is enough: no heading stands empty, and no mark is left over where nothing was said."""
    for text in documents(built({"role": "generic-professional", "stage": stage, "start": start})):
        assert tidy(text) == text
        assert not re.search(r"^#+ .*\n+(?=#{1,2} |\Z)", text.partition("\n")[2], re.M)
        assert not re.search(r"None|\{\{|\{%|\*\*\*\*|\(\)|: \.|, \.|^\*\*?$|^- ?$", text, re.M)
