"""The road to a role: what a person tells of it, the plan without an offer, and what a later stage takes along."""

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES
from renew_golden import layouts
from transition_plan.answers import Answers
from transition_plan.build import WORDS, build_plan
from transition_plan.compose import is_record
from transition_plan.documents import fill_document
from transition_plan.errors import InvalidFile
from transition_plan.gate import check_answers
from transition_plan.library import has_plan, template_ids
from transition_plan.linting import lint_here
from transition_plan.lookup import SHIPPED
from transition_plan.markdown import word_count
from transition_plan.onward import with_road
from transition_plan.plan import Plan
from transition_plan.recounting import checks, elapsed, next_turn, ranked, told_when
from transition_plan.road import Mentor
from transition_plan.schedule import BOXES
from transition_plan.slips import refuse_character

ROAD = (EXAMPLES / "road-to-product-manager.yaml").read_bytes()
EXPLORING = ("stage=exploring", "start=")
ROLES = [role for role in template_ids("role") if has_plan(role)]
ROLE = "role: product-manager\nstage: exploring\n"


def made(text: str | bytes, *changes: str) -> Plan:
    """Return the plan of a plan file after some changes."""
    data = text.encode() if isinstance(text, str) else text
    return build_plan(check_answers(data, "plan.yaml", changes), layouts())


def document(plan: Plan, name: str) -> str:
    return fill_document(plan, f"{name}.md", layouts())


@cache
def road(*changes: str) -> Plan:
    return made(ROAD, *changes)


def told(text: str, name: str = "plan") -> str:
    """Return a document of a plan file."""
    return document(made(text), name)


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as raised:
        check_answers(text.encode(), "plan.yaml")
    return [f"{one.place.partition(':')[2]} {one.text}" for one in raised.value.problems]


# Dates


@pytest.mark.parametrize(
    ("written", "read"),
    [("2015-05-01", "1 May 2015"), ("2015-05", "May 2015"), ("2015", "2015"), ("", ""), ("spring", "spring"),
     ("2027-13", "2027-13"), ("2027-00", "2027-00"), ("2027-02-30", "2027-02-30")],
)  # fmt: skip
def test_a_date_is_told_as_exactly_as_it_was_written(written: str, read: str) -> None:
    """Whoever remembers the month is not made to invent a day."""
    assert told_when(written) == read


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        ("2023-02-06", "2026-11-09", "1372 days"),
        ("2023-02-06", "2023-02-07", "1 day"),
        ("2023-02", "2026-11-09", "45 months"),
        ("2023", "2026-11", "3 years"),
        ("2023-02-06", "", ""),
        ("2026", "2023", ""),
        ("2024", "2024", ""),
        ("2024-08", "2024-08-20", ""),
        ("2024-08-20", "2024-08-20", ""),
    ],
)
def test_the_time_to_a_goal_is_counted_from_what_is_known(first: str, last: str, between: str) -> None:
    """Days between days, months where one is only a month, nothing while the goal is open."""
    assert elapsed(first, last) == between


@pytest.mark.parametrize(
    ("last", "rhythm", "turn"),
    [("2026-09-02", "quarterly", "2026-12-02"), ("2026-09-02", "weekly", "2026-09-09"), ("2026-09", "weekly", ""),
     ("2026-09-02", "as-needed", ""), ("9999-12-31", "monthly", "")],
)  # fmt: skip
def test_whose_turn_it_is_follows_from_the_rhythm(last: str, rhythm: str, turn: str) -> None:
    """The day comes from the last one and never from today: the same answers give the same bytes."""
    assert next_turn(last, rhythm) == turn


def test_events_are_told_in_the_order_of_their_days() -> None:
    """However the file has them."""
    text = (
        ROLE
        + "road: {events: [{date: 2026-02, text: later}, {date: 2025, text: first}, {date: 2026-01-31, text: then}]}\n"
    )
    journey = told(text, "journey")
    assert re.findall(r"\*\*(.*?)\.\*\* (\w+)", journey) == [
        ("2025", "first"), ("31 January 2026", "then"), ("February 2026", "later")
    ]  # fmt: skip


NO_DATE = "is no date; write 2027-03-14, 2027-03 or 2027"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("events: [{date: May 2015}]", f"3:24 road.events[0].date: 'May 2015' {NO_DATE}"),
        ("events: [{date: 2015-13}]", f"3:24 road.events[0].date: '2015-13' {NO_DATE}"),
        ("events: [{date: 2015-02, until: 2014-11}]", "3:40 road.events[0].until: 2014-11 is "
            "before 2015-02; swap them"),
        ("goals: [{title: A, stated: 2015-02-03, reached: 2015-02-02}]", "3:56 road.goals[0].reached: 2015-02-02 is "
            "before 2015-02-03; swap them"),
        ("network: [{name: A, last: soon}]", f"3:34 road.network[0].last: 'soon' {NO_DATE}"),
        ("network: [{name: A, last: ２０２７-０３-１４}]",
            f"3:34 road.network[0].last: '２０２７-０３-１４' {NO_DATE}"),
        ("goals: [{title: A, stated: ２０２７-０３-１４}]",
            f"3:35 road.goals[0].stated: '２０２７-０３-１４' {NO_DATE}"),
        ("experiences: [{title: A, competency: influnce}]", "3:45 road.experiences[0].competency[0]: there is no "
            "competency 'influnce'; did you mean 'influence'?"),
        ("mentors: [{name: A, id: x}, {name: B, id: x}]", "3:50 road.mentors[1].id: 'x' is given twice; "
            "make one of them different"),
        ("experiences: [{title: A, wanted: 0}]", "3:41 road.experiences[0].wanted: 0 is not from 1 to 99"),
    ],
)  # fmt: skip
def test_what_cannot_be_on_a_road_is_told_with_its_place(said: str, message: str) -> None:
    """Every mistake has its line, its column and the mend."""
    assert problems(f"{ROLE}road: {{{said}}}\n") == [message]


def test_a_span_may_begin_and_end_in_the_same_vague_year() -> None:
    """2015-05 until 2015 is no contradiction."""
    check_answers(f"{ROLE}road: {{events: [{{date: 2015-05-02, until: 2015}}]}}\n".encode(), "plan.yaml")


# Mentors and experiences


def test_mentors_stand_in_the_order_in_which_to_ask_them() -> None:
    """The three checks first, then who hires for the role, then who shares the goal; equals stay as they were."""
    far = Mentor("far", has_time=True, ask="an hour")
    unclear = Mentor("unclear", same_field=True, has_time=True, ask="?", hires=True)
    good, hiring, sharing = (
        Mentor(name, same_field=True, has_time=True, ask="x") for name in ("good", "hiring", "sharing")
    )
    order = ranked([far, unclear, good, sharing._replace(shares="y"), hiring._replace(hires=True)])
    assert [one.name for one in order] == ["hiring", "sharing", "good", "unclear", "far"]
    assert [checks(one) for one in order] == [3, 3, 3, 2, 2]


def in_road(said: str, name: str = "journey", stage: str = "exploring") -> str:
    """Return a document of a road of which only this is known."""
    return told(f"role: product-manager\nstage: {stage}\nroad: {{{said}}}\n", name)


def test_what_nobody_said_of_a_mentor_is_not_known() -> None:
    """A check that was left out is told as open, never as failed."""
    said = (
        "mentors: [{name: Bo Li, has_time: yes, ask: an hour}, {name: Lee Park}, "
        "{name: Al Ray, same_field: no, ask: '?'}]"
    )
    plan = in_road(said, "plan")
    assert "| Bo Li | 2 of 3; not known yet: the field | an hour |" in plan
    assert "| Lee Park | 0 of 3; not known yet: the field, time, what I ask | — |" in plan
    assert "| Al Ray | 0 of 3: another field, my ask is not clear; not known yet: time | — |" in plan
    assert "- **Lee Park**: 0 of 3; not known yet: the field, time, what I ask; wanted." in in_road(said, "people")


@pytest.mark.parametrize(
    ("said", "heading", "line"),
    [
        ("status: agreed", "## Who helped", "- **Editor**. She cuts."),
        ("status: agreed, has_time: no", "## Who helped", "- **Editor**. She cuts."),
        ("status: ended, has_time: yes", "## Who helped", "- **Editor**. She cuts."),
        ("status: ended, has_time: no", "With some it came to nothing:", "1. They had no time. She cuts."),
        ("status: declined", "With some it came to nothing:", "1. Editor declined. She cuts."),
        ("status: declined, same_field: no", "With some it came to nothing:", "1. It was not their field. She cuts."),
        ("status: asked", "Not settled yet:", "- **Editor**, whom I have asked. She cuts."),
        ("has_time: no", "Not settled yet:", "- **Editor**, whom I hope to ask. She cuts."),
    ],
)
def test_what_became_of_a_mentor_follows_from_the_status(said: str, heading: str, line: str) -> None:
    """Who agreed helped, whatever nobody wrote down of them; who was never asked did not come to nothing."""
    journey = in_road(f"mentors: [{{name: Bo Li, title: editor, lesson: she cuts, {said}}}]")
    assert f"{heading}\n\n{line}\n" in journey
    assert sum(one in journey for one in ("## Who helped", "it came to nothing", "Not settled yet")) == 1


@pytest.mark.parametrize(
    ("goal", "journey", "plan"),
    [
        ("stated: 2024-08-01, reached: 2024-09-01", "On 1 August 2024 I wrote it down: Speak. On 1 September 2024 it "
            "was true, 31 days later.", "Speak, said on 1 August 2024; reached on 1 September 2024, 31 days later."),
        ("stated: 2024-08, reached: 2024-08-20", "In August 2024 I wrote it down: Speak. On 20 August 2024 it was "
            "true.", "Speak, said in August 2024; reached on 20 August 2024."),
        ("stated: 2024", "In 2024 I wrote it down: Speak. It is still open.", "Speak, said in 2024."),
        ("reached: 2025-03-01", "On 1 March 2025 I got there: Speak.", "Speak, reached on 1 March 2025."),
        ("private: x", "What I want: Speak.", "Speak."),
    ],
)  # fmt: skip
def test_a_goal_is_told_with_what_is_known_of_it(goal: str, journey: str, plan: str) -> None:
    """A vague date is no day, no time is none that passed, and what was reached is not wanted any more."""
    said = f"goals: [{{title: Speak., {goal}}}]"
    assert f"\n{journey}\n" in in_road(said)
    assert f"- **The goal:** {plan}\n" in in_road(said, "plan")


def test_an_event_without_a_label_is_called_by_its_kind() -> None:
    """A kind that was said is told; a span of one day, or a full stop that somebody typed, is not told twice."""
    said = (
        "events: [{date: 2024-05-02, until: 2024-05-02, kind: decision, text: I said it}, {date: 2025, label: North., "
        "kind: life, text: We moved}], limits: [{limit: no nights., rules_out: on-call jobs.}]"
    )
    journey = in_road(said)
    assert "**2 May 2024: A decision.** I said it." in journey
    assert "**2025: North.** We moved." in journey
    assert "What narrowed the choice: no nights, which ruled out on-call jobs.\n" in journey
    assert "no nights (rules out on-call jobs).\n" in in_road(said, "plan")


def test_one_decides_on_a_day_or_in_a_month() -> None:
    """With a start there are days."""
    assert "**I decide** in month 3, month 6:" in told(ROLE)
    assert "**I decide** on 9 Apr, 9 Jul:" in told(ROLE + "start: 2027-01-11\n")


def test_the_plan_says_which_check_fails() -> None:
    """A mentor without time, from another field, or without a clear question is no surprise later."""
    text = (
        f"{ROLE}road: {{mentors: [{{name: Ada Quill, same_field: no, has_time: no, ask: '?'}}, {{name: Bo "
        f"Renn, same_field: yes, has_time: yes, ask: an hour}}]}}\n"
    )
    plan = told(text)
    assert "| Bo Renn | 3 of 3 | an hour | wanted |" in plan
    assert "| Ada Quill | 0 of 3: another field, no time, my ask is not clear | — | wanted |" in plan


def test_an_experience_that_is_still_sought_is_in_the_checklist_until_it_was_had() -> None:
    """The counter goes up with what was done, and the box goes with the last of them."""
    sought = "road: {experiences: [{title: Speak outside, wanted: 2, done: [DONE]}]}\n"
    one = told(ROLE + sought.replace("DONE", "Spoke in Lund"), "checklist")
    assert "- [ ] Speak outside (3 h). Done when: It has happened (2 of 2)" in one
    assert "🆔 seek-speak-outside" in one
    assert "seek-speak-outside" not in told(ROLE + sought.replace("DONE", "Spoke in Lund, Spoke in Oslo"), "checklist")
    assert "| Speak outside | — | 1 of 2 | — |" in told(ROLE + sought.replace("DONE", "Spoke in Lund"))


def test_whom_to_write_to_is_a_habit_for_each_rhythm() -> None:
    """Names take the place of the general habit; somebody private has a line in the checklist and none elsewhere."""
    text = (
        ROLE + "road: {network: [{name: Ada Quill, rhythm: monthly}, {name: Bo Renn, "
        "rhythm: monthly}, {name: Cy Vale, private: true}]}\n"
    )
    checklist = told(text, "checklist")
    assert "Write to Ada Quill and Bo Renn, giving first (30 min each)" in checklist
    assert "🔁 every month 🆔 in-touch-monthly" in checklist
    assert "Write to Cy Vale" in checklist
    assert "Write to my network" not in checklist
    assert "Cy Vale" not in told(text)


# Exploring


@pytest.mark.parametrize("role", ROLES)
def test_a_plan_without_an_offer_counts_in_months(role: str) -> None:
    """No start is needed: no day, no week and no date stand in the plan, and it stays within what people read."""
    plan = made(f"role: {role}\nstage: exploring\n")
    text = document(plan, "plan") + document(plan, "checklist") + document(plan, "one-page") + document(plan, "people")
    assert re.findall(r"\b[Dd]ay \d+|[Ww]eek \d+|\d{4}-\d\d-\d\d", text.replace("90 days", "")) == []
    assert {int(month) for month in re.findall(r"[Mm]onth (\d+)", text)} <= set(range(1, 7))
    assert word_count(document(plan, "plan")) <= WORDS
    assert all(len(week.actions) <= BOXES and not week.note for week in plan.weeks)


def test_with_a_start_it_has_dates() -> None:
    """Whoever says when the road begins gets a calendar of it."""
    plan = made(ROLE, "start=2027-01-11")
    assert "11 January 2027 to 9 July 2027" in document(plan, "plan")
    assert "**By 6 Feb:**" in document(plan, "plan") or "**By 5 Feb:**" in document(plan, "plan")


def test_a_decision_is_due_every_90_days() -> None:
    """Go on, take a bridge, or stop: in month 3, in month 6, and on for as long as the plan goes."""
    assert [(one.id, one.day) for one in made(ROLE).reviews] == [("decision-90", 90), ("decision-180", 180)]
    longer = made(ROLE + "phases: [{id: on-and-on, from_day: 181, to_day: 400}]\n")
    assert [one.day for one in longer.reviews] == [90, 180, 270, 360]
    assert "In month 3 and month 6 I write down one of the three" in told(ROLE)


def test_a_decision_can_be_dropped_by_its_id() -> None:
    """Like everything in a plan."""
    assert [one.id for one in made(ROLE + "actions: [{id: decision-90, drop: yes}]\n").reviews] == ["decision-180"]


def test_strengths_stand_before_gaps() -> None:
    """Who has no offer builds on what is there; what is missing comes after it."""
    plan = document(road(*EXPLORING), "plan")
    assert plan.index("## What I bring") < plan.index("## What I still lack") < plan.index("## Months 1 to 3")


FAR = (
    "ratings: {customer-discovery: 0, prioritisation: 0, product-metrics: 0, "
    "influence: 0, communication: 0, roadmapping: 0, delivery-practice: 0, "
    "experimentation: 0, domain-knowledge: FIELD, product-strategy: FIELD}\n"
)


def test_who_is_new_in_field_and_craft_is_shown_a_bridge() -> None:
    """Two new things at once are hard to hire: the plan says so and names both ways round."""
    near, far = ROLE + FAR.replace("FIELD", "3"), ROLE + "from_title: Baker\n" + FAR.replace("FIELD", "0")
    assert made(far).distance.far
    assert "**Both the field and the craft are far**" in told(far)
    assert "**or the field, in the craft I know:** Baker" in told(far)
    assert any("bridge" in risk.risk + risk.response for risk in made(far).risks)
    assert not made(near).distance.far
    assert "far on both sides" not in told(near)
    assert "The field is nearer" in told(near)


def test_what_waits_for_an_offer_is_told() -> None:
    """Nothing that was said goes in silence."""
    plan = made(ROLE + "handover: [the rota]\nwins: [a quick one]\n")
    assert "handover and wins in the plan file wait until there is an offer" in plan.warnings
    assert not plan.handover
    assert not plan.wins


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", ["exploring", "closed"])
def test_defaults_are_not_weak(role: str, stage: Any) -> None:
    """A lint is silent on what nobody was asked, at the first and the last stage, too."""
    assert lint_here(Answers(role, stage=stage), ["plan.md"], SHIPPED) == []


def test_a_bad_link_of_the_road_is_found() -> None:
    """A link without https:// leads nowhere, in an event as in evidence."""
    answers = check_answers(
        f"{ROLE}road: {{events: [{{date: 2020, links: [labs.example.com/x]}}]}}\n".encode(), "plan.yaml"
    )
    assert [(one.code, one.path) for one in lint_here(answers, ["plan.md"], SHIPPED)] == [
        ("P014", ("road", "events", 0, "links", 0, "url"))
    ]


# What is told to others


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "I am becoming Product Manager."),
        ("title: Product Manager, Billing\nproduct: the invoice",
            "I am becoming Product Manager, Billing, on the invoice."),
        ("team: the desk team", "I am joining the desk team as Product Manager."),
        ("org: Acme", "I am joining Acme as Product Manager."),
        ("org: Acme\nteam: the desk team\nproduct: the invoice\nstage: in-role",
            "I joined Acme as Product Manager in the desk team, on the invoice."),
        ("title: Product Manager, Billing\norg: Acme\nteam: the desk team",
            "I am joining Acme as Product Manager, Billing, in the desk team."),
        ("org: Acme\ntransitions: internal-move", "I am becoming Product Manager at Acme."),
        ("org: Acme\nteam: the desk team\ntransitions: internal-move\nstage: in-role",
            "I became Product Manager in the desk team at Acme."),
        ("road: {announcement: make first days shorter}", "I am becoming Product Manager, to make first days shorter."),
    ],
)  # fmt: skip
def test_the_news_is_a_sentence_whatever_is_known(said: str, sentence: str) -> None:
    """Nobody joins “a new team in the team”, nor the firm where they are already; a title's comma stands once."""
    assert f"\n**{sentence}**\n" in told(f"role: product-manager\n{said}\n", "journey")


def test_the_journey_names_nobody_who_helped() -> None:
    """It is written to be shown: a mentor is told by the title, a contact not at all."""
    plan = road()
    names = [*(one.name for one in plan.road.mentors), *(one.name for one in plan.road.network)]
    assert len(names) == 8
    assert [name for name in names if name in document(plan, "journey")] == []
    assert "Group product manager" in document(plan, "journey")


@pytest.mark.parametrize(
    "kind", ["events", "goals", "limits", "experiences", "mentors", "network", "attempts", "advice"]
)
def test_a_private_entry_of_the_road_is_for_the_person_alone(kind: str) -> None:
    """Whatever is marked so stands in no document for others, and not nowhere."""
    key = {
        "events": "date: 2020, text",
        "goals": "title",
        "limits": "limit",
        "mentors": "name",
        "network": "name",
        "advice": "text",
    }
    text = f"{ROLE}road: {{{kind}: [{{{key.get(kind, 'title')}: Zanzibar, private: true}}]}}\n"
    for stage in ("exploring", "accepted"):
        plan = made(text, f"stage={stage}")
        for name in ("plan", "journey", "one-page", "manager", "reviews/day-90"):
            assert "Zanzibar" not in document(plan, name), (stage, name)
        assert "Zanzibar" in document(plan, "checklist")


def test_a_note_beside_an_entry_hides_only_itself() -> None:
    """The event is told, the note is not."""
    text = (
        f"{ROLE}road: {{events: [{{date: 2020, text: I moved, private: because of "
        f"Zanzibar}}], introspection: {{why: quicksilver, private: true}}}}\n"
    )
    assert "I moved" in told(text, "journey")
    assert "Zanzibar" not in told(text, "journey") + told(text)
    assert "quicksilver" not in told(text) + told(text, "journey")
    assert "Zanzibar" in told(text, "checklist")


def test_what_is_no_more_than_a_draft_is_not_told() -> None:
    """An event that is not ready waits."""
    assert "half" not in told(ROLE + "road: {events: [{date: 2020, text: half a thought, draft: yes}]}\n", "journey")


def filled(value: Any, word: str) -> Any:
    """Return a record with a word behind every text that is no date, name of a file or choice."""
    if is_record(value):
        kept = (
            "date",
            "until",
            "stated",
            "reached",
            "last",
            "kind",
            "rhythm",
            "status",
            "id",
            "competency",
            "url",
            "file",
            "access",
        )
        return value._make(
            part if key in kept else filled(part, word) for key, part in zip(value._fields, value, strict=True)
        )
    if isinstance(value, tuple):
        return tuple(filled(part, word) for part in value)
    return f"{value} {word}" if isinstance(value, str) and value else value


@pytest.mark.parametrize(
    "word", ["{{ 7*7 }}", "{% raw %}", "{{< tweet 1 >}}", "<b onclick=x>", "```", "](javascript:x)", "# |"]
)
def test_no_text_of_the_road_is_ever_a_template_or_markup(word: str) -> None:
    """Marks of Jinja, Hugo, HTML and Markdown come out as they were typed."""
    answers = check_answers(ROAD, "plan.yaml")
    hostile = answers._replace(road=filled(answers.road, word))
    for stage in ("exploring", "accepted", "closed"):
        plan = build_plan(hostile._replace(stage=stage), layouts())
        for name in ("journey", "plan", "people", "retro", "evidence"):
            text = document(plan, name)
            outside = re.sub(r"(?ms)^(`{3,})yaml\n.*?^\1$|^```mermaid.*?^```$", "", text)
            assert "49" not in re.sub(r"\d{3,}", "", outside)
            assert "<b onclick" not in outside
            assert "\n```" not in outside
            assert not re.search(r"(?<!\\)\]\(javascript", outside)


# From stage to stage


def test_the_road_goes_on_as_a_plan_in_the_same_file() -> None:
    """With the offer, what was entered once stands in both: experiences are evidence, mentors and people are people."""
    answers = check_answers(ROAD, "plan.yaml", EXPLORING)
    lived = {one.title for sought in answers.road.experiences for one in sought.done}
    for changes in (EXPLORING, ("stage=accepted", "start=2027-03-01")):
        plan = road(*changes)
        assert lived <= {one.title for one in plan.evidence}
        assert {one.name for one in answers.people} <= {row.name for row in plan.people}
        assert {"Henrike Solbakken", "Oskar Vennesland"} <= {row.name for row in plan.people if row.known}
        assert "customer-discovery" in {one.competency for one in plan.strengths}
        assert [title for title in lived if title not in document(plan, "evidence")] == []
    accepted = road("stage=accepted", "start=2027-03-01")
    assert [phase.id for phase in accepted.phases] == ["month-1", "month-2", "month-3"]
    assert accepted.days == 90
    assert "1 March 2027" in document(accepted, "plan")


def test_whom_one_only_hoped_for_is_not_taken_along() -> None:
    """A mentor who declined, or was never asked, is nobody of the new role."""
    text = (
        "role: product-manager\nroad: {mentors: [{name: Ada Quill, status: "
        "declined}, {name: Bo Renn}, {name: Cy Vale, status: agreed}]}\n"
    )
    assert [row.name for row in made(text).people if row.group == "mentor"] == ["Cy Vale"]


def test_a_proof_that_was_entered_twice_is_told_once() -> None:
    """The same title in evidence and on the road is one proof."""
    text = (
        ROLE + "evidence: [{title: Spoke in Lund, result: 40 came}]\nroad: "
        "{experiences: [{title: Speak, done: [Spoke in Lund]}]}\n"
    )
    assert [(one.title, one.result) for one in made(text).evidence] == [("Spoke in Lund", "40 came")]


def test_the_work_without_its_title_counts_as_a_result() -> None:
    """It is the strongest proof short of the job: a rating of 4 stands."""
    text = (
        "role: product-manager\nratings: {influence: 4}\nroad: {experiences: "
        "[{title: Lead, KIND competency: influence, done: [Led it]}]}\n"
    )
    kinds = ("kind: proxy-role,", "kind: leading,")
    levels = {kind: made(text.replace("KIND", kind)).levels for kind in kinds}
    counted = {kind: one.counted for kind in kinds for one in levels[kind] if one.competency == "influence"}
    assert counted == {"kind: proxy-role,": 4, "kind: leading,": 3}


def test_changes_of_another_stage_rest_and_hold_again() -> None:
    """A change by id of the exploring plan is no mistake once the offer is there, nor one of the months before it."""
    both = (
        "phases:\n  - {id: months-1-3, focus: [{id: hear-the-role, goals: [{id: three-bad-weeks, due: 60}]}]}\n"
        "  - {id: month-1, persona: beginner}\nactions: [{id: decision-90, drop: yes}, {id: access, drop: yes}]\n"
    )
    exploring, accepted = made(ROLE + both), made(ROLE + both, "stage=accepted")
    assert [one.id for one in exploring.reviews] == ["decision-180"]
    assert [phase.id for phase in exploring.phases] == ["months-1-3", "months-4-6"]
    assert (
        next(g.day for phase in exploring.phases for a in phase.focus for g in a.goals if g.id == "three-bad-weeks")
        == 60
    )
    assert accepted.phases[0].persona == "beginner"
    assert "access" not in {action.id for week in accepted.weeks for action in week.actions}
    assert problems(ROLE + "phases: [{id: months-9}]\n") != []


# A pause


def dates(plan: Plan) -> dict[str, date]:
    """Return the date of everything that has one."""
    found = {action.id: action.date for week in plan.weeks for action in week.actions}
    found |= {
        f"goal {area.id}/{goal.id}": goal.date for phase in plan.phases for area in phase.focus for goal in area.goals
    }
    found |= {f"review {one.id}": one.date for one in plan.reviews} | {
        f"meet {one.id}": one.date for one in plan.people
    }
    return {key: day for key, day in found.items() if day}


def words_of(plan: Plan) -> list[tuple[str, str, int]]:
    return [(action.id, action.title, action.day) for week in plan.weeks for action in week.actions]


START = date(2027, 1, 11)
PLAIN = "role: product-manager\nstart: 2027-01-11\nhours: 8\n"


@settings(max_examples=25)
@given(st.integers(1, 100), st.integers(1, 60))
def test_a_pause_moves_what_is_ahead_by_its_length(after: int, length: int) -> None:
    """What lies before stays; what comes after moves by the pause, to a working day; no id or text changes."""
    first = date.fromordinal(START.toordinal() + after)
    last = date.fromordinal(first.toordinal() + length - 1)
    without, paused = plain_plan(), made(PLAIN, f"pause={{from: {first}, to: {last}}}")
    assert words_of(paused) == words_of(without)
    resumed = last.toordinal() + 1
    for key, day in dates(without).items():
        now = dates(paused)[key]
        assert now.weekday() < 5
        if day < first:
            assert now == day
        else:
            wished = date.fromordinal(day.toordinal() + length)
            back = next(n for n in range(3) if date.fromordinal(wished.toordinal() - n).weekday() < 5)
            moved = wished.toordinal() - back
            assert now.toordinal() == moved if moved >= resumed else resumed <= now.toordinal() <= resumed + 2


@pytest.mark.parametrize("hours", [8, 11])
def test_a_pause_drops_nothing(hours: int) -> None:
    """The few words that tell it push nothing out, even where they make the plan longer than a manager reads."""
    said = f"role: product-manager\nfrom: solutions-architect\nstart: 2027-03-01\nhours: {hours}\n"
    said += "road: {mentors: [{name: Lee Park, status: agreed, ask: an hour a month, rhythm: monthly}]}\n"
    without, paused = made(said), made(said, "pause={from: 2027-03-20, to: 2027-04-02, note: moving house}")
    assert words_of(paused) == words_of(without)
    assert [one.id for one in paused.questions] == [one.id for one in without.questions]
    assert [one.id for one in paused.risks] == [one.id for one in without.risks]


@cache
def plain_plan() -> Plan:
    return made(PLAIN)


def test_two_pauses_add_up() -> None:
    """The second is counted in the days as they are after the first."""
    plan = made(PLAIN, "pause=[{from: 2027-02-01, to: 2027-02-14}, {from: 2027-03-01, to: 2027-03-07}]")
    last = plain_plan().end
    assert last
    assert plan.end == date.fromordinal(last.toordinal() + 21)
    assert "1 Feb to 14 Feb, 1 Mar to 7 Mar" in document(plan, "plan")


def test_the_checklist_says_where_the_pause_is_and_what_for() -> None:
    """And the plan says nothing of the reason."""
    plan = made(PLAIN, "pause={from: 2027-02-01, to: 2027-02-14, note: the twins}")
    assert "Off: Mon 1 Feb to Sun 14 Feb (the twins)" in document(plan, "checklist")
    assert "the twins" not in document(plan, "plan")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{from: 2027-01-05, to: 2027-01-20}", "4:15 pause[0].from: the pause begins before the plan does; "
            "move 'start' to the day after 2027-01-20"),
        ("{from: 2027-02-05, to: 2027-02-01}", "4:31 pause[0].to: 2027-02-01 is before 2027-02-05; swap them"),
        ("[{from: 2027-02-05, to: 2027-02-09}, {from: "
            "2027-02-09, to: 2027-02-11}]", "4:45 pause[1]: it lies in another pause; make them one"),
        ("{from: 2027-02-05, to: 2029-12-01}", "4:8 pause: over two years of rest; begin a new plan instead"),
    ],
)  # fmt: skip
def test_a_pause_that_cannot_be_is_told(said: str, message: str) -> None:
    """With its place and the mend."""
    assert problems(f"{PLAIN}pause: {said}\n") == [message]


def test_a_pause_of_a_plan_without_dates_is_told_and_does_nothing() -> None:
    """There is no date that could move."""
    plan = made(ROLE + "pause: {from: 2027-02-05, to: 2027-02-09}\n")
    assert "a pause moves dates, and without 'start' the plan has none" in plan.warnings


# Closed


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def test_the_look_back_ends_with_a_plan_file_that_works(name: str) -> None:
    """Copied as it stands it passes the gate and makes a plan; proof, people and levels are as they were."""
    data = (EXAMPLES / f"{name}.yaml").read_bytes()
    before = with_road(check_answers(data, name))
    retro = document(made(data, "stage=closed"), "retro")
    [text] = re.findall(r"(?ms)^(?:`{3,})yaml\n(.*?)^`{3,}$", retro)
    after = check_answers(text.encode(), "plan.yaml")
    assert after.stage == "in-role"
    assert after.evidence == before.evidence
    assert (after.ratings, after.manager_ratings, after.history) == (
        before.ratings,
        before.manager_ratings,
        before.history,
    )
    assert {one.name for one in after.people} == {one.name for one in before.people if one.group != "old-manager"}
    assert all(one.known for one in after.people)
    assert fill_document(build_plan(after, layouts()), "plan.md", layouts())


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def test_the_next_cycle_begins_nothing_anew(name: str) -> None:
    """Who has had the post for three months tells no manager that it began today, nor that they were it before."""
    retro = document(made((EXAMPLES / f"{name}.yaml").read_bytes(), "stage=closed"), "retro")
    [text] = re.findall(r"(?ms)^(?:`{3,})yaml\n(.*?)^`{3,}$", retro)
    plan = made(text, "start=2027-05-03")
    whole = document(plan, "plan")
    assert whole.splitlines()[0].startswith(f"# {plan.title}: the next 90 days")
    assert "this is what I will do with the next 90 days." in whole
    for told_now in (whole, document(plan, "one-page")):
        assert not re.search(r"first 90 days|since 3 May|Before:|Until now", told_now)
    assert "this was my plan for another 90 days" in document(made(text, "stage=closed"), "plan")


@pytest.mark.parametrize(
    "move", ["from_org: Acme", "from_title: Junior", "transitions: new-company", "stage: accepted"]
)
def test_the_same_role_elsewhere_is_a_first_time(move: str) -> None:
    """A product manager who becomes one in another house, or moves up, has first days there."""
    said = f"role: product-manager\nfrom: product-manager\n{move}\n" + "stage: in-role\n" * ("stage" not in move)
    assert told(said).startswith("# Product Manager: the first 90 days")


def test_where_the_manager_sees_one_is_taken_along() -> None:
    """The plan goes by it rather than by the person's own rating: the next one must, too."""
    retro = told("role: product-manager\nstage: closed\nmanager_ratings: {roadmapping: 1}\n", "retro")
    assert "\nmanager_ratings:\n  roadmapping: 1\n" in retro


def test_what_was_learnt_is_told_in_the_persons_words() -> None:
    """The look back begins with what the person says, and leaves a line to fill in where they said nothing."""
    said = (
        "retro: {done: [Mended the form], learnt: [Ask for the number first], thanks: [Dario for "
        "patience], teach: the two who start in May, next: Halve the queue}\n"
    )
    text = told("role: product-manager\nstage: closed\n" + said, "retro")
    for part in (
        "- Mended the form.",
        "- Ask for the number first.",
        "- Dario for patience.",
        "The two who start in May.",
        "mission: Halve the queue",
    ):
        assert part in text
    assert "- Learnt:\n" not in text
    assert "- Learnt:\n" in told("role: product-manager\nstage: closed\n", "retro")


HELD = """role: product-manager
stage: closed
reviews:
  - day: 30
    decisions: [Pilot first]
    keep: [Friday note]
    change: [Fewer meetings]
    met:
      - {id: user-needs, title: What users need, result: Joost signed the list}
      - {id: fast-decision, result: "two days instead of nine, for support"}
      - {id: moved-away, title: Forms are short}
    dropped: [{id: metric-sheet, title: One metric sheet, result: no analyst}]
phases: [{id: month-1, focus: [{title: Mine, goals: [{id: user-needs, title: What users need, due: 22}]}]}]
wins: [{id: fast-decision, title: Decide faster, result: A rule, due: 40}]
"""


def test_what_the_reviews_found_is_told_in_the_look_back() -> None:
    """What showed that a goal or a win was met, what was given up and why, what was decided, kept and changed."""
    text = told(HELD, "retro")
    for part in (
        "- What users need.\n  - Met, by the review of day 30: Joost signed the list.\n",
        "- Decide faster. *A rule.*\n  - Met, by the review of day 30: two days instead of nine, for support.\n\n",
        "- Forms are short. Met, by the review of day 30.\n",
        "- One metric sheet. Given up in the review of day 30: no analyst.\n",
        "- Day 30: Pilot first.\n",
        "- Keep: Friday note.\n- Change: Fewer meetings.\n",
    ):
        assert part in text


def test_a_closed_plan_speaks_of_what_was() -> None:
    """Its text is not “I will” any more."""
    text = told("role: product-manager\nstage: closed\nstart: 2026-01-12\n")
    assert "this was my plan for my first 90 days" in text
    assert "I will " not in text
    assert "I meant to " in text
    assert "retro.md" not in text  # it is for nobody else


def test_nothing_of_the_next_cycle_is_read_by_others() -> None:
    """The look back is for the person alone: private entries are in it, and in no document for others."""
    text = "role: product-manager\nstage: closed\nevidence: [{title: Zanzibar, private: true}]\n"
    plan = made(text)
    assert "Zanzibar" in document(plan, "retro")
    assert "\n*for me alone*\n" in document(plan, "retro")
    for name in ("plan", "one-page", "manager", "journey"):
        assert "Zanzibar" not in document(plan, name)


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_text_survives_the_copy(text: str) -> None:
    """Quotes, colons, fences and dashes: the next plan file says what the last one said."""
    assume(not refuse_character(text))
    said = yaml.safe_dump({"role": "product-manager", "stage": "closed", "mantra": f"x {text}"}, allow_unicode=True)
    mantra = check_answers(said.encode(), "plan.yaml").mantra
    [copied] = re.findall(r"(?ms)^(?:`{3,})yaml\n(.*?)^`{3,}$", told(said, "retro"))
    assert check_answers(copied.encode(), "plan.yaml").mantra == mantra
