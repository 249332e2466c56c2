"""The interview: which questions come, what their pages show, and what answers make of the plan file."""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import Answers
from transition_plan.build import build_plan
from transition_plan.differing import tree_of, with_changes
from transition_plan.gate import check_answers
from transition_plan.given import Wanted
from transition_plan.interview import answered, page_for, wrong
from transition_plan.library import SHIPPED, has_plan, load_layouts, load_questions, template_ids
from transition_plan.pages import Given, Page, clean
from transition_plan.peopleline import typed_person
from transition_plan.planfile import write_plan_file
from transition_plan.questions import (
    Asked,
    block_questions,
    is_answered,
    missing,
    questions_now,
    to_come,
    told_progress,
)
from transition_plan.rendering import environment
from transition_plan.road import Road
from transition_plan.run import Wishes, render_files
from transition_plan.so_far import Setting, check, fill_here
from transition_plan.taking import GENERIC, KINDS, closest_roles, likely_roles
from transition_plan.writing import write

TODAY = date(2026, 11, 21)
MOST = 12  # questions, one for several proofs
NOOR: dict[str, Given] = {
    "role": "product-manager",
    "from": "software-engineer",
    "stage": "accepted",
    "start": "next monday",
    "transitions": ("new-company",),
    "name": "Noor Castellan",
    "mission": "?",
    "people": "Dana Ortiz, manager; Lee Park, peer in finance",
    "ratings": {"influence": 3, "communication": 4, "roadmapping": "?"},
    "evidence": "Led the move to one ticket system; 40 teams use it",
    "gaps": ("roadmapping", "product-metrics", "customer-discovery"),
    "hours": "8; off 2027-02-15 to 2027-02-19",
}


@cache
def setting() -> Setting:
    return Setting(SHIPPED, partial(fill_here, environment({}, None)), TODAY)


def asked(question: str, tree: dict[str, object]) -> Asked:
    return next(one for one in questions_now(tree, setting()) if one.ask.id == question)


def after(**said: Given) -> dict[str, object]:
    """Return the plan file's data after some answers, in the order of the interview."""
    tree: dict[str, object] = {}
    for question in (one.id for one in load_questions(SHIPPED).questions):
        if question in said:
            for one in [one for one in questions_now(tree, setting()) if one.ask.id == question]:
                tree = answered(one, said[question], tree, setting())
    return tree


def page(question: str, tree: dict[str, object]) -> Page:
    return page_for(asked(question, tree), tree, setting())


# Which questions come


def test_there_are_twelve_questions_and_five_minutes() -> None:
    """Nobody is asked more than twelve things, nor for longer than five minutes."""
    asks = load_questions(SHIPPED).questions
    assert len(asks) == MOST
    assert sum(one.seconds for one in asks) <= 300


def test_quick_asks_the_three_that_matter_most() -> None:
    """Role, first day and ratings make a plan."""
    assert [one.ask.id for one in questions_now({}, setting(), quick=True)] == ["role", "start", "ratings"]


def test_only_the_role_has_to_be_answered() -> None:
    """Everything else has a default or may be unknown; what must be there is told with its flag."""
    assert [(one.id, one.flag) for one in missing({}, setting())] == [("role", "--role")]
    assert missing(after(role="product-manager"), setting()) == []


def test_what_was_given_is_known_to_be_answered() -> None:
    """A flag, a file or --set answers for good."""
    tree: dict[str, object] = {"role": "product-manager", "person": {"name": "Noor"}, "mission": "Fewer calls"}
    done = {one.ask.id for one in questions_now(tree, setting()) if is_answered(one, tree)}
    assert {"role", "name", "mission"} <= done
    assert not done & {"hours", "people", "start"}


def test_proof_is_asked_for_what_was_rated_high() -> None:
    """Three at most, of the ratings that the person gave, not of inferred ones."""
    tree = after(role="product-manager", **{"from": "software-engineer"}, ratings={"influence": 3, "communication": 4})
    about = [one.about for one in questions_now(tree, setting()) if one.ask.id == "evidence"]
    assert about == ["influence", "communication"]
    assert page_for(asked("evidence", tree), tree, setting()).ask == "Your best proof of influence?"


def test_progress_tells_number_and_minutes() -> None:
    """It counts what is really asked."""
    every = questions_now({}, setting())
    assert told_progress(0, every).startswith(f"1 of {len(every)}, about ")
    assert told_progress(len(every) - 1, every).endswith("less than a minute left")
    several = questions_now(after(**NOOR), setting())
    proofs = [n for n, one in enumerate(several) if one.ask.id == "evidence"]
    assert {told_progress(n, several).split(",")[0] for n in proofs} == {"10 of 12"}


# What the pages show


def test_what_will_not_come_is_not_counted() -> None:
    """Without an offer nobody waits for the mission; whoever is past the proofs for none of them."""
    tree: dict[str, object] = {"role": "product-manager", "stage": "exploring"}
    every = questions_now(tree, setting())
    assert not {"start", "transitions", "mission"} & {one.id for one in to_come(every[0].ask, tree, setting())}
    assert {"evidence", "gaps"} <= {one.id for one in to_come(every[0].ask, tree, setting())}
    assert to_come(every[-1].ask, tree, setting()) == []


def test_only_what_nobody_said_is_a_suggestion() -> None:
    """What is typed takes the place of a default, and is added to an answer."""
    tree = after(role="product-manager")
    assert [page(one, tree).suggested for one in ("hours", "start", "name", "people")] == [True, True, False, False]
    tree = after(role="product-manager", start="2027-01-11", hours="6", people="Dana")
    assert [page(one, tree).suggested for one in ("hours", "start", "name", "people")] == [False] * 4


def test_what_is_pasted_line_by_line_is_parted_as_its_question_wants_it() -> None:
    """People, and what came of a proof, stand behind semicolons; a mission is one sentence."""
    tree = after(role="product-manager", ratings={"influence": 3})
    assert [page(one, tree).between for one in ("people", "evidence", "mission")] == [";", ";", ""]


def test_every_role_that_has_a_plan_is_offered() -> None:
    """The list grows with the templates; whoever comes from a role finds it, too."""
    assert [one.value for one in page("role", {}).choices] == [one for one in template_ids("role") if has_plan(one)]
    assert {one.value for one in page("from", {}).choices} == set(template_ids("role"))


def test_the_stages_that_a_plan_begins_at_are_offered() -> None:
    """From no offer yet to already started; a plan is closed later, by ``plan set``."""
    assert [one.value for one in page("stage", {}).choices] == ["exploring", "candidate", "accepted", "in-role"]


@pytest.mark.parametrize(
    ("stage", "words", "default"),
    [
        ("in-role", "When did you start?", "today"),
        ("candidate", "When would you start?", "next monday"),
        ("accepted", "What is your first day?", "next monday"),
    ],
)
def test_texts_and_defaults_follow_the_answers_before(stage: str, words: str, default: str) -> None:
    """Who has begun is asked since when."""
    shown = page("start", after(role="product-manager", stage=stage))
    assert (shown.ask, shown.default) == (words, default)


def test_the_ratings_page_has_every_competency_of_the_role() -> None:
    """Levels are filled in from the present role, and say so; what nobody knows is a guess."""
    rows = page("ratings", after(role="product-manager", **{"from": "solutions-architect"}, transitions=())).rows
    assert {row.id: row.inferred for row in rows}["customer-discovery"] == "Solutions Architect"
    assert len(rows) == 10
    assert all(isinstance(row.level, int) and 0 <= row.level <= 4 for row in rows)


def test_the_ratings_page_tells_where_its_levels_come_from() -> None:
    """From the present role where one of ours was named; else they are a guess, and called so."""
    known = page("ratings", after(role="product-manager", **{"from": "solutions-architect"})).help
    assert "comes from your present role" in known
    assert "is a guess" in page("ratings", after(role="product-manager", **{"from": "Sous-chef"})).help


def test_gaps_come_in_the_computed_order() -> None:
    """The largest and most important first, and how many of them the plan has room for."""
    shown = page("gaps", after(**{k: v for k, v in NOOR.items() if k not in ("gaps", "evidence", "hours")}))
    assert len(shown.choices) > shown.most >= 1
    assert shown.default == tuple(one.value for one in shown.choices)
    assert f"The first {shown.most} get a place" in shown.help


# What answers make


def test_a_whole_interview_is_a_plan_file() -> None:
    """Twelve answers stand in the plan file in words that the gate takes."""
    said = check(after(**NOOR), setting())
    assert (said.role, said.from_, said.stage, said.start) == (
        "product-manager",
        "software-engineer",
        "accepted",
        date(2026, 11, 23),
    )
    assert [(one.name, one.group, one.org) for one in said.people] == [
        ("Dana Ortiz", "manager", ""),
        ("Lee Park", "peer", "Finance"),
    ]
    assert said.ratings["roadmapping"] == "?"
    assert [one.competency for one in said.evidence] == [("influence",), ("communication",)]
    assert said.gaps == ("roadmapping", "product-metrics", "customer-discovery")
    assert said.hours == 8


def test_gaps_in_the_order_that_somebody_chose_are_climbed_first() -> None:
    """Whoever moves a gap to the front finds it in the plan."""
    plan = build_plan(check(after(**NOOR), setting()), environment(load_layouts()))
    assert plan.gaps[0].competency == "roadmapping"


def test_the_computed_order_is_not_written_down() -> None:
    """Who takes the order as it is follows it when ratings change later."""
    tree = after(**{**NOOR, "gaps": ()})
    shown = page("gaps", tree)
    assert "gaps" not in answered(asked("gaps", tree), shown.default, tree, setting())


def test_a_title_that_was_typed_is_there_again_on_the_way_back() -> None:
    """Whoever goes back to a title of their own finds it, for the new role and for the present one."""
    tree = after(role="Head of Product, Billing", **{"from": "Sous-chef"})
    assert page("role", tree).default == "Head of Product, Billing"
    assert page("from", tree).default == "Sous-chef"


def test_a_title_of_ones_own_is_kept_with_the_closest_role() -> None:
    """The plan is made from a role that is there, and called as the person calls it."""
    tree = after(role="Head of Product, Billing")
    assert (tree["role"], tree["title"]) == ("product-manager", "Head of Product, Billing")
    assert closest_roles("Beekeeper", setting()) == [GENERIC]


def test_a_role_that_was_meant_as_an_id_is_told_with_the_nearest() -> None:
    """A slip in an id does not become a title."""
    assert wrong(asked("role", {}), "prodct-manager", {}, setting()).startswith(
        "there is no role 'prodct-manager'; did you mean 'product-manager'?"
    )


def test_another_role_keeps_ratings_and_gaps() -> None:
    """Whoever changes the role has rated what both roles need; the old title goes, what was rated stays."""
    before = after(**{**NOOR, "role": "Head of Product, Billing"})
    tree = answered(asked("role", {}), "software-engineer", before, setting())
    assert (tree["role"], "title" in tree) == ("software-engineer", False)
    assert (tree["ratings"], tree["gaps"]) == (before["ratings"], before["gaps"])
    assert check(tree, setting()).ratings["roadmapping"] == "?"


@pytest.mark.parametrize("said", ["Head of Product, Billing", "product-manager"])
def test_the_same_role_again_changes_nothing(said: str) -> None:
    """Enter on a title of one's own, or the role it was made from, keeps both and everything else."""
    tree = {**after(**NOOR), "title": "Head of Product, Billing"}
    assert answered(asked("role", tree), said, tree, setting()) == tree


def test_a_title_that_is_changed_in_part_keeps_its_role() -> None:
    """The role that somebody chose for a title stays with a title like it; another title is matched anew."""
    tree: dict[str, object] = {"role": "staff-engineer", "title": "Keeper of Billing"}
    assert answered(asked("role", tree), "Keeper of Payments", tree, setting())["role"] == "staff-engineer"
    assert answered(asked("role", tree), "Head of Tea", tree, setting())["role"] == GENERIC


def test_a_title_that_fits_a_role_better_is_matched_anew() -> None:
    """A word that stayed, as “Payments”, does not hold the plan for everybody before the role that the title names."""
    tree: dict[str, object] = {"role": GENERIC, "title": "Team Lead Payments"}
    assert likely_roles("Engineering Manager, Payments", tree, setting())[0] == "engineering-manager"
    assert GENERIC in likely_roles("Engineering Manager, Payments", tree, setting())


def test_another_role_drops_only_what_it_does_not_ask() -> None:
    """Answers to the questions of a role of one's own cannot stand in the plan file of another."""
    tree: dict[str, object] = {"role": "product-manager", "extra": {"cup": "blue"}, "mission": "?"}
    assert answered(asked("role", {}), "staff-engineer", tree, setting()) == {"role": "staff-engineer", "mission": "?"}


DANA = {"name": "Dana Ortiz", "title": "Director of Product", "group": "manager", "ask": "a seat", "private": "tired"}
BUYERS = {"name": "Kestrel, Foods; the buyers", "title": "CDO", "org": "Hub", "group": "customer", "why": "calls most"}


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("{dana}; {buyers}; Kim, customer", [DANA, BUYERS, {"name": "Kim", "group": "customer"}]),
        ("{buyers}; {dana}", [BUYERS, DANA]),
        ("{buyers}", [BUYERS]),
        ("+ Kim", [DANA, BUYERS, {"name": "Kim", "group": "peer"}]),
        ("Dana Ortiz, VP of Product; {buyers}", [{**DANA, "title": "VP of Product"}, BUYERS]),
        ("Dana Ortiz, VP at Hub, peer; {buyers}", [{**DANA, "title": "VP", "org": "Hub", "group": "peer"}, BUYERS]),
        ("Dana Ortiz, Director of Product in Hub; {buyers}", [{**DANA, "org": "Hub"}, BUYERS]),
        ("{dana}; Kestrel, Foods; the buyers, Chief in Hub", [DANA, {**BUYERS, "title": "Chief"}]),
        ("Dana M. Ortiz, Director of Product; {buyers}", [{**DANA, "name": "Dana M. Ortiz"}, BUYERS]),
        ("{dana}; Kestrel, Foods; the buyers, CDO", [DANA, {k: v for k, v in BUYERS.items() if k != "org"}]),
    ],
)
def test_a_changed_line_of_people_keeps_all_else_that_was_known(typed: str, people: list[object]) -> None:
    """Whoever stands in the line as before is kept whole, who is changed keeps the rest, marks in a name or not."""
    tree: dict[str, object] = {"role": "product-manager", "people": [DANA, BUYERS]}
    assert page("people", tree).default == "; ".join([typed_person(DANA), typed_person(BUYERS)])
    line = typed.format(dana=typed_person(DANA), buyers=typed_person(BUYERS))
    assert answered(asked("people", tree), line, tree, setting())["people"] == people


def test_a_name_of_several_signs_is_still_known() -> None:
    """Marks that join letters, and marks that no line shows, cost nobody their record."""
    there = [{"name": "\u0645\u06cc\u200c\u0646\u0627", "why": "knows all"}, {"name": "Jo\u00adanna", "private": True}]
    tree: dict[str, object] = {"role": "product-manager", "people": there}
    line = clean(f"{page('people', tree).default}; Kim")
    assert answered(asked("people", tree), line, tree, setting())["people"] == [
        *there,
        {"name": "Kim", "group": "peer"},
    ]


GUIDE = {
    "competency": ["communication", "influence"],
    "title": "Wrote the guide; all of it",
    "result": "it held",
    "metric": "40 teams",
    "links": [{"url": "https://x.example", "label": "guide"}],
}
PROVED: dict[str, Any] = {
    "role": "product-manager",
    "ratings": {"influence": 4, "communication": 3},
    "evidence": ["Led the choir", GUIDE, {"competency": "influence", "title": "Led it"}],
}


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("Wrote the guide; all of it; it held; https://x.example", {}),
        ("Wrote the guide; all of it; it holds; https://x.example", {"result": "it holds"}),
        ("Taught it; it held; https://x.example", {"title": "Taught it"}),
        (
            "Wrote the guide; all of it; it held; https://x.example; https://y.example",
            {"links": [{"url": "https://x.example", "label": "guide"}, "https://y.example"]},
        ),
        ("", {"competency": ["communication"]}),
    ],
)
def test_a_proof_is_shown_again_and_changed_in_its_place(typed: str, changed: dict[str, object]) -> None:
    """The first proof stands on the page; of it only what was typed otherwise changes, other proof never."""
    one = asked("evidence", PROVED)._replace(about="influence")
    shown = page_for(one, PROVED, setting())
    assert shown.default == "Wrote the guide; all of it; it held; https://x.example"
    before = PROVED["evidence"]
    now = [before[0], {**GUIDE, **changed}, before[2]]
    assert answered(one, typed, PROVED, setting())["evidence"] == now


def test_another_proof_is_added() -> None:
    """`--deep evidence` asks for another proof, which stands beside those that are there."""
    block = next(one for one in load_questions(SHIPPED).blocks if one.id == "evidence")
    first = block_questions(block, PROVED, setting())[0]
    shown = page_for(first, PROVED, setting())
    assert (shown.default, shown.optional) == ("", True)
    assert answered(first, "", PROVED, setting()) == PROVED
    sung = {"competency": first.about, "title": "Sang it", "result": "they clapped"}
    tree = answered(first, "Sang it; they clapped", PROVED, setting())
    assert tree["evidence"] == [*PROVED["evidence"], sung]


def test_ratings_that_the_page_does_not_ask_stay() -> None:
    """A level of something that this role does not need is kept for the plan of another."""
    tree = after(role="product-manager", ratings={"influence": 3})
    tree["ratings"] = {"people-mgmt": 4, "influence": 3}
    changed = answered(asked("ratings", tree), {"influence": 2, "execution": "?"}, tree, setting())
    assert changed["ratings"] == {"people-mgmt": 4, "influence": 2, "execution": "?"}


def test_a_long_list_of_gaps_is_not_cut() -> None:
    """Another order of the page's gaps keeps those that wait, and those that are none for this role."""
    tree = after(**{**NOOR, "gaps": ()})
    first, second, *rest = (one.value for one in page("gaps", tree).choices)
    tree["gaps"] = [first, second, *rest, "people-mgmt"]
    changed = answered(asked("gaps", tree), (second, first, *rest), tree, setting())
    assert changed["gaps"] == [second, first, *rest, "people-mgmt"]


def test_days_off_are_added() -> None:
    """The page shows the hours; days off that are typed behind them do not replace those that are there."""
    ski = {"from": "2027-02-15", "to": "2027-02-19", "note": "skiing"}
    tree: dict[str, object] = {"role": "product-manager", "hours": 8, "days_off": [ski]}
    changed = answered(asked("hours", tree), "6; off 2027-02-15 to 2027-02-19, 2027-03-01", tree, setting())
    assert changed["days_off"] == [ski, {"from": date(2027, 3, 1)}]


def test_a_stage_that_the_page_does_not_offer_is_kept() -> None:
    """Enter never turns what stands in the file into the first of the choices."""
    tree: dict[str, object] = {"role": "product-manager", "stage": "closed"}
    assert page("stage", tree).default in {one.value for one in page("stage", tree).choices}
    assert answered(asked("stage", tree), "closed", tree, setting()) == tree


def test_what_was_left_unknown_stays_so() -> None:
    """Whoever goes back to a first day that nobody knows, and presses Enter, still has none."""
    tree: dict[str, object] = {"role": "product-manager"}
    assert page("start", tree).default == "next monday"
    back = asked("start", tree)._replace(again=True)
    assert page_for(back, tree, setting()).default == "?"
    assert answered(back, "?", tree, setting()) == tree


def test_a_bare_name_is_kept_beside_more() -> None:
    """`person: Ana` is the name; a reason beside it does not cost it."""
    tree: dict[str, object] = {"role": "product-manager", "person": "Ana"}
    assert page("name", tree).default == "Ana"
    why = next(one for block in load_questions(SHIPPED).blocks for one in block.questions if one.id == "why")
    assert answered(Asked(why), "To mend it", tree, setting())["person"] == {"name": "Ana", "why": "To mend it"}


@pytest.mark.parametrize(
    ("question", "given_wrong", "told"),
    [
        ("start", "01/12/2026", "1 December"),
        ("hours", "lots", "0.5 to 80"),
        ("stage", "closed", "is not one of exploring, candidate"),
        ("transitions", ("new-compny",), "did you mean 'new-company'?"),
        ("role", "", "this one is needed"),
    ],
)
def test_a_wrong_answer_is_told_at_its_question(question: str, given_wrong: Given, told: str) -> None:
    """One line, with an example of a right one."""
    tree = {} if question == "role" else after(role="product-manager")
    said = wrong(asked(question, tree), given_wrong, tree, setting())
    assert told in said
    assert "\n" not in said


# Every mix of answers


def replies() -> Iterator[tuple[str, st.SearchStrategy[Given]]]:
    """Yield what people may answer to each question."""
    text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), max_size=40)
    levels: Any = st.sampled_from([0, 1, 2, 3, 4, "?"])
    yield "role", st.sampled_from([*template_ids("role"), "Head of Tea", "Principal Engineer, Payments"])
    yield "from", st.sampled_from(["", *template_ids("role"), "Sous-chef"])
    yield "stage", st.sampled_from(["candidate", "accepted", "in-role"])
    yield "start", st.sampled_from(["2027-01-11", "today", "+2w", "?"])
    yield "transitions", st.lists(st.sampled_from(template_ids("transition")), max_size=2, unique=True).map(tuple)
    yield "name", text
    yield "mission", text | st.just("?")
    yield "people", st.sampled_from(["", "Dana", "Dana, manager; Lee Park, peer in finance; K, customer"]) | text
    yield "ratings", st.dictionaries(st.sampled_from(["influence", "communication", "execution"]), levels)
    yield "evidence", st.sampled_from(["", "Led it; it held", "a; b; https://x.example/y"]) | text
    yield "gaps", st.just(())
    yield "hours", st.sampled_from(["6", "9; off 2027-02-15"])


def taken(said: dict[str, Given]) -> dict[str, object]:
    """Return the plan file's data after all replies that their pages take."""
    tree: dict[str, object] = {}
    for question, reply in said.items():
        for one in [one for one in questions_now(tree, setting()) if one.ask.id == question]:
            if not wrong(one, reply, tree, setting()):
                tree = answered(one, reply, tree, setting())
    return tree


@settings(max_examples=60)
@given(st.fixed_dictionaries(dict(replies())))
def test_what_the_wizard_writes_is_read_as_it_was_answered(said: dict[str, Given]) -> None:
    """Any answers that its pages take make a plan file that the gate takes, and reading it loses nothing."""
    tree = taken(said)
    again = check(tree, setting())
    assert isinstance(again, Answers)
    assert write_plan_file(tree) == write_plan_file(dict(tree))
    assert build_plan(again, environment(load_layouts())).role == again.role


@settings(max_examples=25)
@given(st.fixed_dictionaries(dict(replies())))
def test_rendering_what_the_wizard_wrote_changes_no_byte(said: dict[str, Given]) -> None:
    """The plan file that stands beside the documents makes exactly these documents."""
    tree = taken(said)
    with tempfile.TemporaryDirectory() as folder:
        assert write(tree, setting(), Wanted(output_dir=folder), {}) == 0
        assert sorted(os.listdir(folder)) == [".plan", "checklist.md", "plan.md", "plan.yaml"]
        assert render_files([os.path.join(folder, "plan.yaml")], Wishes(check=True, quiet=True)) == 0


EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_deep_answer_changes_its_own_line_only(example: Path) -> None:
    """Going over an example again keeps its comments and order: nothing changes, or the one value that did."""
    text = example.read_text("utf-8")
    tree = tree_of(text)
    assert with_changes(text, tree) == text
    changed = with_changes(text, {**tree, "mantra": "Small and shipped"})
    assert [line for line in changed.splitlines() if line not in text.splitlines()] == ["mantra: Small and shipped"]
    kept = [line for line in text.splitlines() if not line.startswith("mantra:")]
    assert [line for line in changed.splitlines() if not line.startswith("mantra:")] == kept


def test_every_kind_of_question_has_its_answer() -> None:
    """The questions' data names only kinds that the program knows."""
    loaded = load_questions(SHIPPED)
    asks = [*loaded.questions, *(ask for block in loaded.blocks for ask in block.questions)]
    assert {ask.kind for ask in asks} <= KINDS.keys()
    assert all(block.improves and block.questions for block in loaded.blocks)


# The road


def test_without_an_offer_nobody_is_asked_for_a_first_day() -> None:
    """Start, kind of move and mission come with the offer."""
    ids = [one.ask.id for one in questions_now({"role": "product-manager", "stage": "exploring"}, setting())]
    assert not {"start", "transitions", "mission"} & set(ids)
    assert {"name", "people", "ratings", "hours"} <= set(ids)


ROAD = ("introspection", "road", "goals", "experiences", "mentors", "network", "attempts", "advice")


@pytest.mark.parametrize("block", ROAD)
def test_the_example_of_each_question_about_the_road_is_an_answer(block: str) -> None:
    """What a page shows as an example can be typed, and the plan file holds it."""
    tree: dict[str, object] = {"role": "product-manager", "stage": "exploring"}
    [questions] = [one for one in load_questions().blocks if one.id == block]
    for ask in questions.questions:
        assert wrong(Asked(ask), ask.example, tree, setting()) == "", ask.id
        tree = answered(Asked(ask), ask.example, tree, setting())
    held = check_answers(write_plan_file(tree).encode(), "plan.yaml").road
    assert held != Road()


def test_a_date_that_is_none_is_told_on_the_page() -> None:
    """Not only when the file is read."""
    [block] = [one for one in load_questions().blocks if one.id == "road"]
    tree: dict[str, object] = {"role": "product-manager", "stage": "exploring"}
    assert "is no date" in wrong(Asked(block.questions[0]), "last spring; The spark", tree, setting())
