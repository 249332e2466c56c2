"""The documents beside plan and checklist: what each reader finds in them, how long they are, what they keep back."""

import datetime
import re
from functools import cache
from itertools import product
from typing import Any

import pytest

from conftest import EXAMPLES
from renew_golden import every_document
from test_documents import (
    ANSWERS,
    DATE,
    KINDS,
    Hidden,
    answer_of,
    body,
    built,
    cleaned,
    plain_answers,
    replaced,
    shape,
    words,
)
from test_documents import layouts as environment_of
from test_examples import LEFTOVER, NAMES, answers_of, made, plain, said
from transition_plan.build import ROOMS, WORDS, composed, prepare
from transition_plan.documents import safe_view, tidy
from transition_plan.library import load_template, template_ids
from transition_plan.markdown import chart_label, word_count
from transition_plan.plan import Plan

SHARED = re.compile(r"plan|one-page|manager|reviews/day-\d+")
BUDGET = {"plan": WORDS, "one-page": 350, "manager": 300, "review": 400}
ROLES = [role for role in template_ids("role") if load_template("role", role).phases]
EVERY_EXAMPLE = pytest.mark.parametrize("name", NAMES)
EVERY_ROLE = pytest.mark.parametrize("role", ROLES)

TEAM = [
    {"name": "Dana Ortiz", "title": "Director", "group": "manager", "ask": "a seat in the review"},
    {"name": "Sam Field", "group": "old-manager", "ask": "a last day"},
    {"name": "Lee Park", "group": "peer", "why": "runs the rota", "introduced_by": "Dana Ortiz"},
]
BASE: dict[str, Any] = {
    "role": "product-manager",
    "title": "Product Manager, Billing",
    "start": "2027-01-11",
    "people": TEAM,
}


def texts(**more: object) -> dict[str, str]:
    """Return every document of a small plan, by name without its ending."""
    return by_name(built({**BASE, **more}))


def by_name(plan: Plan) -> dict[str, str]:
    return {name.removesuffix(".md"): text for name, text in every_document(plan).items()}


@cache
def example(name: str) -> dict[str, str]:
    return by_name(made(name))


def budget(name: str) -> int | None:
    return BUDGET.get("review" if name.startswith("reviews/") else name)


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, nothing if there is none of it."""
    return text.partition(f"\n## {heading}")[2].partition("\n\n")[2].partition("\n## ")[0]


# How long they are


@EVERY_EXAMPLE
def test_every_document_of_an_example_keeps_its_budget(name: str) -> None:
    """What a reader is asked to take in stays within what the documentation promises."""
    long = {doc: word_count(text) for doc, text in example(name).items()}
    assert {doc: count for doc, count in long.items() if count > (budget(doc) or count)} == {}


@EVERY_ROLE
def test_every_document_of_a_role_keeps_its_budget_and_is_clean(role: str) -> None:
    """Any role, stage and move, with a manager's name and without, dated or not: short, whole, no mark left over."""
    moves: tuple[list[str], ...] = ([], ["new-company"], ["internal-move", "promotion-to-manager"])
    for stage, start, move, people in product(
        ("candidate", "accepted", "in-role"), (None, "2027-01-11"), moves, ([], TEAM)
    ):
        plan: dict[str, object] = {"role": role, "stage": stage, "start": start, "transitions": move, "people": people}
        for doc, text in by_name(built(plan)).items():
            assert word_count(text) <= (budget(doc) or WORDS * 9), (doc, plan)
            assert_clean(text)


def assert_clean(text: str) -> None:
    """Fail on an empty heading, a placeholder, a word of a program, or punctuation around nothing."""
    assert tidy(text) == text
    assert not re.search(r"^#+ .*\n+(?=#{1,2} |\Z)", text.partition("\n")[2], re.M), text
    assert not LEFTOVER.search(text), text
    assert not re.search(r"\*{4}|\(\)|: \.|, \.|\.\.|\( | ,| ;|^\*\*?$|^- ?$|^\|( \|)+$|^; ", text, re.M), text


def test_a_plan_with_very_much_in_it_is_still_one_page_each() -> None:
    """Who has forty people, thirty questions and ten proofs still hands over one page, which says where the rest is."""
    people = [{"name": f"Peer Number{n}", "group": "peer", "why": f"knows part {n}"} for n in range(40)]
    unknowns = [{"question": f"Which of the parts {n} do you keep?", "ask": "manager", "day": n + 2} for n in range(30)]
    proofs = [{"title": f"Did thing {n}", "result": f"part {n} works", "competency": "influence"} for n in range(10)]
    goal = {"title": "One of many outcomes that matter", "measure": " ".join(["as agreed with everybody"] * 6)}
    areas = [{"title": f"Area number {n}", "goals": [goal]} for n in range(4)]
    made = texts(
        people=[*TEAM, *people], unknowns=unknowns, evidence=proofs, ratings={"influence": 4},
        phases=[{"id": f"month-{n}", "focus": areas} for n in (1, 2, 3)],
    )  # fmt: skip
    for doc in ("one-page", "manager"):
        assert word_count(made[doc]) <= BUDGET[doc]
    assert "\nThese come first; the rest stands in `plan.md`.\n" in made["manager"]
    entries = made["people"].count("\n### ")
    assert entries == 25
    assert "\nAnd 18 more, later: " in made["people"]
    assert all(person["name"] in made["people"] for person in people)


# What is told


@EVERY_EXAMPLE
def test_the_people_document_tells_all_of_the_people(name: str) -> None:
    """Whoever was named stands there with all that was said of them, and so do the partners."""
    answers = answers_of(name)
    for key in ("people", "partners"):
        assert [text for text in said(answers.get(key, [])) if plain(text) not in plain(example(name)["people"])] == []


@EVERY_EXAMPLE
def test_the_story_bank_tells_all_of_the_evidence(name: str) -> None:
    """Every word of every story stands there, links included."""
    told = plain(example(name)["evidence"])
    assert [text for text in said(answers_of(name).get("evidence", [])) if plain(text) not in told] == []


@EVERY_EXAMPLE
def test_the_one_page_has_what_the_plan_is_about(name: str) -> None:
    """Mission, priorities, the manager's name and at least one goal of each phase, with its measure."""
    plan, page = made(name), plain(example(name)["one-page"])
    for text in (plan.opening.mission, *plan.priorities, plan.manager):
        assert plain(text) in page
    for phase in plan.phases:
        told = [goal for area in phase.focus for goal in area.goals if plain(goal.title) in page]
        assert told
        assert [goal for goal in told if plain(goal.measure) not in page] == []


@EVERY_EXAMPLE
def test_each_goal_early_win_and_question_stands_in_one_review(name: str) -> None:
    """What is due is looked at once: in the first review on or after its day."""
    plan = made(name)
    sheets = [plain(example(name)[f"reviews/day-{review.day}"]) for review in plan.reviews]
    goals = [goal for phase in plan.phases for area in phase.focus for goal in area.goals]
    due = [*((g.title, g.day) for g in goals), *((w.title, w.due_day) for w in plan.wins)]
    due += [(q.question, q.day) for q in plan.questions]
    for title, day in due:
        first = next(n for n, review in enumerate(plan.reviews) if review.day >= day)
        assert [n for n, sheet in enumerate(sheets) if plain(title) in sheet] == [first], title
    for review, sheet in zip(plan.reviews, sheets, strict=True):
        assert [question for question in review.questions if plain(question) not in sheet] == []


@EVERY_EXAMPLE
def test_the_manager_finds_every_question_decision_and_check(name: str) -> None:
    """Each question to the manager, each early win, each talk and each goal that they check stands there."""
    plan, sheet = made(name), plain(example(name)["manager"])
    goals = [g for phase in plan.phases for area in phase.focus for g in area.goals if g.checked_by == plan.manager]
    wanted = [q.question for q in plan.questions if q.ask == plan.manager]
    wanted += [w.title for w in plan.wins] + [g.title.partition(plan.manager)[0] for g in goals]
    assert [text for text in wanted if plain(text) not in sheet] == []
    assert all(f"day-{review.day} review" in sheet for review in plan.reviews)


def test_the_manager_reads_what_is_to_be_settled_with_the_old_manager() -> None:
    """A duty that nobody has taken is named with its day, and what the person asks of the old manager."""
    duties = [{"duty": "Night calls", "to": "?", "day": 11}, {"duty": "The forum", "to": "Ana Ruiz", "day": 4}]
    sheet = section(texts(handover=duties, stage="accepted", transitions=["internal-move"])["manager"], "With Sam")
    assert sheet.splitlines() == [
        "- Settle by 21 Jan who takes over “Night calls”; until then it stays with me.",
        "- All else is handed over by 14 Jan.",
        "- Back what I ask for there: a last day.",
    ]


def test_the_manager_is_asked_by_day_and_called_you() -> None:
    """In each phase the lines go by their dates, and what the person brings is told to the reader."""
    sheet = section(texts()["manager"], "Month 1")
    days = re.findall(r"^- \*\*[^,]+, (\d+) (Jan|Feb)", sheet, re.M)
    dates = [datetime.date(2027, ("Jan", "Feb").index(month) + 1, int(day)) for day, month in days]
    assert dates == sorted(dates)
    assert "- **Introduction, 15 Jan:** Lee Park." in sheet
    assert "\n- I will tell you what surprised me" in sheet


def test_the_manager_reads_nothing_about_the_persons_own_chores() -> None:
    """An action that does not name the manager is no matter of theirs."""
    plan = built(BASE)
    sheet = plain(by_name(plan)["manager"])
    chores = [a.title for w in plan.weeks for a in w.actions if "Dana Ortiz" not in a.title]
    assert len(chores) > 20
    assert [title for title in chores if plain(title) in sheet] == []


def test_a_candidates_page_begins_with_the_proof() -> None:
    """An interviewer reads what somebody brings, each skill with its proof, and then a hypothesis."""
    proof = {"title": "Moved 40 customers", "result": "in a quarter", "competency": "influence"}
    page = texts(stage="candidate", evidence=[proof], ratings={"influence": 4})["one-page"]
    assert page.index("## What I bring") < page.index("## What I would do\n")
    assert "- **Influence.** Moved 40 customers: in a quarter.\n" in page


def test_two_proofs_stand_on_the_one_page_each_once() -> None:
    """A proof of two strengths is told once, and the place beside it goes to another."""
    both = {"title": "Led the pilot", "result": "40 users", "competency": ["influence", "communication"]}
    second = {"title": "Wrote the guide", "result": "used by all", "competency": "communication"}
    third = {"title": "Ran the forum", "result": "weekly", "competency": "influence"}
    ratings = {"influence": 4, "communication": 4}
    page = texts(evidence=[both, second, third], ratings=ratings)["one-page"]
    assert (page.count("Led the pilot"), page.count("Wrote the guide") + page.count("Ran the forum")) == (1, 1)


# The story bank


def test_the_story_bank_says_what_a_story_lacks() -> None:
    """A story without a result is named as not finished, with what to add; a whole one is left in peace."""
    whole = {"title": "Moved customers", "situation": "old rules", "action": "I wrote the guide", "result": "40 moved",
             "people": ["Lee Park"]}  # fmt: skip
    bank = texts(evidence=[whole, {"title": "Led the pilot", "links": ["https://e.org/p"]}])["evidence"]
    assert "Without a result, and so not finished: Led the pilot." in bank
    assert "**Missing:** what came of it (what changed, for whom, by how much), how it was before" in bank
    assert bank.count("**Missing:**") == 1
    assert "- **Can confirm it:** Lee Park." in bank


def test_the_story_bank_says_what_a_rating_counts_for_and_until_when() -> None:
    """In plain words: with no example a 4 is told as 2, with an unfinished one as 3, with a result as it is."""
    ratings = {"influence": 4, "communication": 4, "domain-knowledge": 4}
    proofs = [{"title": "Spoke up", "competency": "communication"},
              {"title": "Led it", "result": "40 users", "competency": "influence"}]  # fmt: skip
    less = section(texts(ratings=ratings, evidence=proofs)["evidence"], "Ratings that count for less")
    assert "- **Domain knowledge:** You rated 4; told as 2 until there is one example. The role needs 3." in less
    assert "- **Communication:** You rated 4; told as 3 until there is one example with a result." in less
    assert "Influence" not in less


def test_the_story_bank_names_a_strength_without_a_story() -> None:
    """What is told as a strength and has nothing behind it is said first."""
    bank = texts(ratings={"delivery-practice": 2})["evidence"]
    assert "- **Delivery practice** is told as a strength and has no story yet: add one" in bank


def test_only_the_story_bank_tells_that_a_rating_counts_for_less() -> None:
    """In a review both see the rating as the person gave it; no layout for others learns what it counts for."""
    levels = safe_view(built({**BASE, "ratings": {"domain-knowledge": 4}}), alone=False)["levels"]
    assert [level for level in levels if level["counted"] != level["rating"]] == []
    sheet = texts(ratings={"domain-knowledge": 4})["reviews/day-30"]
    assert "| Domain knowledge | 3 | 4 | | |" in sheet
    assert "told as" not in sheet


# The review


def test_a_review_has_room_for_what_a_person_fills_in() -> None:
    """The lines to fill in end with a colon and stand in lists, so that they can be found again."""
    sheet = texts()["reviews/day-30"]
    assert sheet.startswith("# Day-30 review with Dana Ortiz: keep, change, re-plan\n\n*Product Manager, Billing · ")
    assert "Tue 9 Feb 2027" in sheet
    room = re.findall(r"^ *- ([^:\n]+):$", sheet, re.M)
    assert [line for line in room if line in ("Keep", "Change")] == ["Keep", "Keep", "Change", "Change"]
    assert room[-2:] == ["Decision", "Change to the plan"]
    assert room.count("Met / moved / dropped") == len(re.findall(r"^- \*\*\d+ \w+: ", sheet, re.M)) > 0
    assert len(re.findall(r"^\| [^|]+ \| \d \| \d\?? \| \| \|$", sheet, re.M)) == 5


# Private


PEOPLE_AND_STORIES = {"people": "people", "evidence": "evidence"}


@pytest.mark.parametrize("kind", [*KINDS, "person", "myself"])
def test_nothing_private_gets_into_a_document_for_others(kind: str) -> None:
    """Not the note, not the entry, not the name of somebody private."""
    hidden = Hidden([kind], start="2027-01-11")
    for doc, text in by_name(built(hidden.said)).items():
        if SHARED.fullmatch(doc):
            assert not re.search(r"zq\d+q|Kim Hidden", text, re.I), doc


@pytest.mark.parametrize(("kind", "document"), PEOPLE_AND_STORIES.items())
def test_a_private_note_stands_where_the_person_looks_for_it(kind: str, document: str) -> None:
    """A note about somebody is in the people document, one about a story in the story bank, a whole entry as well."""
    hidden = Hidden([kind], start="2027-01-11")
    text = by_name(built(hidden.said))[document].casefold()
    assert [mark for mark in hidden.must if mark not in text] == []


# Voice, days, boxes


@pytest.mark.parametrize(
    ("stage", "voice", "other"),
    [("candidate", "would", "I will"), ("accepted", "I will", "I would"), ("in-role", "I will", "I would")],
)
def test_every_document_for_others_speaks_as_its_stage_does(stage: str, voice: str, other: str) -> None:
    """A candidate would, who accepted will; nobody mixes them."""
    made = texts(stage=stage)
    for doc in ("one-page", "manager"):
        assert voice in made[doc]
        assert other not in made[doc]


def test_without_a_start_no_document_has_a_date() -> None:
    """Days are numbers then, in every document, and there is no chart."""
    for doc, text in texts(start=None).items():
        assert not DATE.search(text), doc
        assert "gantt" not in text
        assert re.search(r"\bday \d", text, re.I) or doc in ("evidence", "checklist", "journey", "retro"), doc
    assert "\n\n*Product Manager, Billing · day 30*\n" in texts(start=None)["reviews/day-30"]


def test_boxes_stand_in_the_checklist_alone() -> None:
    """A box elsewhere would be counted as an action."""
    assert {doc for doc, text in texts().items() if "[ ]" in text} == {"checklist"}


# Hostile answers


@cache
def made_with(word: str) -> dict[str, str]:
    """Return the documents of a plan file with a word in every place."""
    env = environment_of()
    return by_name(composed(prepare(replaced(plain_answers(), word), env), ROOMS[0], env).plan)


@pytest.mark.parametrize("case", ANSWERS)
@pytest.mark.parametrize("document", ["people", "evidence", "reviews/day-30"])
def test_no_answer_changes_a_documents_shape_or_is_lost(case: dict[str, Any], document: str) -> None:
    """Whatever stands in every text of a plan file, the document keeps its structure and shows it as it was typed."""
    answer = answer_of(case)
    usual, hostile = made_with("Xword")[document], made_with(answer)[document]
    assert shape(hostile) == shape(usual)
    if answer.strip():
        assert words(hostile).casefold().count(cleaned(answer).casefold()) >= words(usual).count("Xword")


BLOCKS = {"html_block", "html_inline", "code_block", "fence", "blockquote_open", "hr", "image", "s_open"}


@pytest.mark.parametrize("case", ANSWERS)
@pytest.mark.parametrize("document", ["one-page", "manager"])
def test_no_answer_brings_structure_of_its_own(case: dict[str, Any], document: str) -> None:
    """These two choose what to tell by its length, so another answer may tell less, but never in another form."""
    usual, hostile = (made_with(word)[document] for word in ("Xword", answer_of(case)))
    new = {kind for kind, _, _ in shape(hostile)} - {kind for kind, _, _ in shape(usual)}
    assert new & (BLOCKS | {"link_open", "code_inline"}) == set()
    levels = [[tag for kind, tag, _ in shape(text) if kind == "heading_open"] for text in (usual, hostile)]
    assert levels[0] == levels[1]


# The chart


def chart_of(text: str) -> list[str]:
    """Return the lines of the chart of ``plan.md``."""
    return text.partition("```mermaid\n")[2].partition("\n```\n")[0].splitlines()


@EVERY_EXAMPLE
def test_the_chart_shows_what_the_plan_dates(name: str) -> None:
    """Phases as bars; reviews, early wins and days off on the days that the plan says."""
    plan, lines = made(name), [line.strip() for line in chart_of(example(name)["plan"])]
    assert lines[0] == "gantt"
    wanted = [f"{phase.title} :{phase.start}, {phase.end}" for phase in plan.phases]
    wanted += [f"{win.title} :milestone, {win.due}, 0d" for win in plan.wins]
    wanted += [f"Day {review.day} :milestone, {review.date}, 0d" for review in plan.reviews]
    wanted += [f"Off :done, {off.start}, {off.end}" for off in plan.days_off]
    assert [line for line in lines if " :" in line] == wanted
    assert example(name)["plan"].index("```mermaid") < example(name)["plan"].index("\n## Month 1")


def test_there_is_no_chart_where_nobody_wants_one() -> None:
    """`chart: no` leaves it out, and the budget does not count it when it is there."""
    with_chart, without = texts()["plan"], texts(chart=False)["plan"]
    assert "mermaid" not in without
    assert word_count(with_chart) == word_count(without)
    assert re.sub(r"```mermaid[\s\S]*?```\n\n", "", with_chart) == without


@pytest.mark.parametrize("case", ANSWERS)
def test_no_answer_ends_the_chart_or_the_fence(case: dict[str, Any]) -> None:
    """Whatever a phase or an early win is called, the chart has the same lines and dates, and one fence around it."""
    usual, hostile = chart_of(made_with("Xword")["plan"]), chart_of(made_with(answer_of(case))["plan"])
    assert len(usual) == len(hostile) > 10
    assert sum(line.endswith(f"{chart_label(answer_of(case))} :{line.rpartition(' :')[2]}") for line in hostile) > 1
    assert [line.rpartition(" :")[2] for line in hostile] == [
        line.rpartition(" :")[2].replace("Xword", "") for line in usual
    ]
    assert body(made_with(answer_of(case))["plan"]).count("```") == 2


# The table and the goals of plan.md


def test_a_column_that_nobody_fills_is_left_out() -> None:
    """Where nobody has anything to ask or to offer, the people table has three columns."""
    bare = [{"name": "Dana Ortiz", "group": "manager", "ask": "a seat"}, {"name": "Lee Park", "why": "runs the rota"}]
    assert "| Who | Why they matter | First, then |\n|---|---|---|\n" in texts(people=bare)["plan"]
    bare[1]["ask"] = "what broke last"
    assert "| I ask → I offer |" in texts(people=bare)["plan"]


def test_two_goals_of_a_focus_area_are_one_list() -> None:
    """Two goals stand as items by their days, with the steps below them; one goal stands by itself."""
    goals = [{"title": "Later", "measure": "b", "due": 20}, {"title": "Sooner", "measure": "a", "due": 9}]
    area = {"id": "mine", "title": "Mine", "goals": goals, "actions": [{"title": "Call five users", "day": 8}]}
    text = texts(phases=[{"id": "month-1", "focus": [area]}])["plan"]
    items = re.search(r"### Mine\n\n(- .*\n- .*\n- .*\n)\n", text)
    assert items
    assert [line[:12] for line in items[1].splitlines()] == ["- **By 19 Ja", "- **By 29 Ja", "- 18 Jan: Ca"]


def test_a_goal_that_nobody_measures_leaves_no_empty_marks() -> None:
    """``P001`` asks for the measure; until there is one, no document shows two asterisks around nothing."""
    goals = [{"title": "What users need", "due": 22}]
    told = texts(phases=[{"id": "month-1", "focus": [{"title": "Mine", "goals": goals}]}])
    assert len([name for name, text in told.items() if "What users need." in text]) >= 4
    for line in "\n".join(told.values()).splitlines():
        assert "**" not in re.sub(r"\*\*[^*]+\*\*", "", line)


def test_what_is_for_the_person_alone_says_so() -> None:
    """Whoever is about to hand a document on reads in its head, and in the guide, that it is for them."""
    alone = [name for name, layout in environment_of().layouts.items() if layout.alone]
    said = (EXAMPLES.parent / "docs" / "plan-file.md").read_text("utf-8")
    assert len(alone) == 4
    for name in alone:
        document = name.removesuffix(".md.j2")
        assert "for me alone" in "".join(example("product-manager")[document].splitlines()[:4])
        assert re.search(rf"- \*\*`{document}`\*\*, you alone", said)
        assert f"`{document}.md`" in said[said.index("are for you alone:") :].partition("\n\n")[0]


def test_a_kind_of_people_is_said_in_words() -> None:
    """Where nobody said why somebody matters, the table says it in English, never by the id of a group."""
    groups = ("old-manager", "predecessor", "upstream", "downstream", "support")
    text = texts(
        people=[*TEAM[:1], *({"name": f"Person {n} {one.title()}", "group": one} for n, one in enumerate(groups))]
    )
    rows = {line.split(" | ")[1].strip() for line in text["plan"].splitlines() if line.startswith("| Person")}
    assert rows == {
        "my old manager", "had the role before me", "hands work to me", "takes my work further", "supports my work"
    }  # fmt: skip


def test_a_title_with_a_field_behind_it_stands_before_a_noun() -> None:
    """“Data Analyst, Hospital Analytics” judges Data Analyst cases, and its plan keeps the whole title."""
    title = "Data Analyst, Hospital Analytics"
    text = texts(role="generic-professional", title=title)
    assert title in text["plan"]
    assert not re.search(rf"{title} (?:case|dut|post|work)|good {title}", text["plan"] + text["checklist"])
    assert "Data Analyst " in text["plan"].replace(title, "")
