"""What ``plan explain`` tells: the trace from answer to action, and changes that do what it says they do."""

import json
from functools import cache
from pathlib import Path

import pytest

from conftest import EXAMPLES, Plan
from transition_plan.errors import UnknownName
from transition_plan.explaining import Subject, actions_of, explain, held, sources_of
from transition_plan.files import cache_folder
from transition_plan.gate import check_marked
from transition_plan.library import SHIPPED, load_layouts
from transition_plan.reasons import Sources, homes_of, members
from transition_plan.rendering import environment
from transition_plan.setting import make_changes
from transition_plan.source import find_mark, parse_change, place
from transition_plan.tracing import Trace, ids, traces
from transition_plan.ways import Way, ways_out

NAMES = sorted(path.name for path in EXAMPLES.glob("*.yaml"))
SMALL = """\
role: product-manager
from: solutions-architect
start: 2027-01-11
hours: 12
transitions: [internal-move]
ratings: {product-metrics: 1, influence: 3, roadmapping: "?"}
gaps: [product-metrics]
people:
  - {name: Piotr Wren, group: manager}
  - {name: Lucie Amadi, group: peer, day: 9, measured_on: "?"}
evidence:
  - {competency: influence, title: Led the migration, result: 40 customers moved}
certifications: [{code: EX-1, checked_on: 2026-12-01}]
learning: [{title: Hear one talk, day: 10}, {title: Read the news, rhythm: weekly}]
handover: [{duty: night calls, to: Samir, day: 4}]
carry_over: [{title: Old report, win: no}]
risks: [{risk: I say yes too often}]
unknowns: [{question: Who decides on prices?}]
phases:
  - id: month-1
    focus:
      - title: Mine
        goals: [{title: Ten traced, measure: Ten notes}]
        actions: [{title: Call five customers, day: 9, done_when: Five notes, id: call-five}]
actions: [{title: Write home, day: 12, id: write-home}]
"""


def subject_of(text: str) -> tuple[Subject, Sources]:
    """Return a plan file, ready to be asked and changed."""
    answers, root = check_marked(text.encode(), "plan.yaml")
    subject = Subject(text.encode(), "plan.yaml", root, SHIPPED, environment(load_layouts(SHIPPED), cache_folder()))
    return subject, sources_of(answers, subject)


@cache
def example(name: str) -> tuple[Subject, Sources]:
    """Return an example, read and built once."""
    return subject_of((EXAMPLES / name).read_text("utf-8"))


def text_of(one: Trace) -> str:
    """Return all that a trace says."""
    return "\n".join(line.text for line in (*one.why, *one.when, *one.bound))


def told(key: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str = SMALL) -> str:
    """Return what the command says of an id in a plan file."""
    file = tmp_path / "plan.yaml"
    file.write_text(text)
    assert explain(key, str(file), None) == 0
    return capsys.readouterr().out


# What would make it go away is true


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_to_take_an_action_away_does_so(name: str) -> None:
    """For every action of every example a change is told; made with ``plan set``, the action is gone."""
    subject, at = example(name)
    for key in actions_of(at):
        (one,) = (trace for trace in traces(key, at) if trace.kind in ("action", "review", "habit"))
        first = next(held(one, at, subject), None)
        assert first, f"nothing is told that would take {key} away"
        changes = [parse_change(change) for change in first.changes]
        after, _ = make_changes(subject.data.decode(), changes, "plan.yaml")
        _, now = subject_of(after)
        if key.startswith("meet-"):
            assert not any(one.contact.name in actions_of(now).get(key, "") for one in members(key, at))
        else:
            assert key not in actions_of(now)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_left_out_comes_in_as_it_is_told(name: str) -> None:
    """A gap that waits comes in when it is put first, a focus area when it is named, all as told."""
    subject, at = example(name)
    for parked in at.plan.parked:
        if parked.kind not in ("gap", "focus area"):
            continue
        one = next(trace for trace in traces(parked.id, at) if not trace.there)
        first = next(held(one, at, subject), None)
        assert first, f"nothing is told that would bring {parked.id} in"
        after, _ = make_changes(subject.data.decode(), [parse_change(c) for c in first.changes], "plan.yaml")
        _, now = subject_of(after)
        rungs = {action.why.id for _, _, action in homes_of(now.plan)}
        assert parked.id in rungs | {area.id for phase in now.plan.phases for area in phase.focus}


def test_a_change_that_would_not_help_is_not_told() -> None:
    """A way is only told after the plan was built with it: a rating that leaves the gap open is passed over."""
    subject, at = subject_of(SMALL)
    (one,) = traces("product-metrics-learn", at)
    said = [way.said for way in held(one, at, subject)]
    assert "you rate product metrics 3 or more" in said
    assert "you take it out of 'gaps'" not in said  # it is the most pressing anyway
    assert any("gaps" in way.said for way in ways_out(one.id, one.kind, at))


def test_what_goes_and_comes_with_a_change_is_told() -> None:
    """Who rates a gap away sees which steps go with it and which come in their place."""
    subject, at = example("product-manager.yaml")
    (one,) = traces("product-metrics-learn", at)
    first = next(held(one, at, subject))
    assert "Pick one measure; ask Kwame Ferreira how to cheat it" in first.goes
    assert first.comes


# The trace


@pytest.mark.parametrize(
    ("key", "sentences"),
    [
        ("product-metrics-learn", ["It closes a gap: product metrics.", "You rated it 1.", "comes after it"]),
        ("product-metrics-learn", ["The role needs 3, which is 2 more.", "You asked to close it."]),
        ("influence-offer", ["It puts a strength to use: influence.", "Proof: “Led the migration”."]),
        ("expectations", ["Every plan has it.", "It stays on its day: others wait for it."]),
        ("review-30", ["Every plan has it.", "reviews keep their day"]),
        ("meet-week-2", ["Lucie Amadi, peer: you gave day 9."]),
        ("hand-over-night-calls", ["It hands over a duty of your old role.", "You gave the day, so it stays."]),
        ("hear-one-talk", ["It is on your own learning list.", "You gave the day, so it stays."]),
        ("read-the-news", ["It is on your own learning list.", "It repeats weekly"]),
        ("exams", ["It settles which of your exams still count."]),
        ("finish-old-report", ["It is work that you bring along."]),
        ("call-five", ["You wrote it.", "the focus area “Mine” (mine)", "“Ten traced” (ten-traced) counts on it"]),
        ("write-home", ["You wrote it."]),
        ("ten-traced", ["the focus area “Mine” (mine) is for", "Call five customers (call-five) leads to it."]),
        ("mine", ["The area is your own, or you changed it, so it stays."]),
        ("month-1", ["It goes from day 1 to day 30."]),
        ("lucie-amadi", ["You named them, as peer.", "you gave day 9"]),
        ("mission", ["You answered “?”.", "Asked of Piotr Wren by"]),
        ("lucie-amadi-measured-on", ["You answered “?”."]),
        ("who-decides-on-prices", ["You wrote it under unknowns."]),
        ("i-say-yes-too-often", ["You named it."]),
        ("roadmapping", ["You answered “?”; until somebody says"]),
        ("led-the-migration", ["It proves influence (influence)"]),
    ],
)  # fmt: skip
def test_a_trace_leads_back_to_the_answer(key: str, sentences: list[str]) -> None:
    """Each kind of thing says which answer or template put it there, and when and why then."""
    _, at = subject_of(SMALL)
    found = "\n".join(text_of(one) for one in traces(key, at))
    assert [one for one in sentences if one not in found] == []


def test_a_trace_names_the_line_of_the_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whoever reads why an action is there finds the rating that put it there by file, line and column."""
    said = told("product-metrics-learn", capsys, tmp_path)
    root = check_marked(SMALL.encode(), str(tmp_path / "plan.yaml"))[1]
    assert f"You rated it 1.  [{place(find_mark(root, ('ratings', 'product-metrics')))}]" in said


def test_what_a_rating_counts_for_is_told_here_alone() -> None:
    """A rating without proof is told as less; ``explain`` is one of the two places that say so."""
    _, at = subject_of(SMALL.replace("influence: 3", "influence: 3, communication: 4"))
    assert "Told as 2 until you add an example." in "\n".join(text_of(one) for one in traces("communication", at))


def test_a_day_that_moved_says_why() -> None:
    """An action that could not stay in its week says when it would have been best, and how far it may move."""
    _, at = example("product-manager.yaml")
    (one,) = traces("influence-offer", at)
    assert "Best on Wed 23 Dec 2026 (day 23); that week had no room" in text_of(one)
    assert "It may move, from day 8 to day 37" in text_of(one)


def test_an_unknown_id_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A slip in an id is answered with the id that was meant."""
    file = tmp_path / "plan.yaml"
    file.write_text(SMALL)
    with pytest.raises(UnknownName) as error:
        explain("product-metrics-lern", str(file), None)
    assert "did you mean 'product-metrics-learn'?" in error.value.message
    assert error.value.exit_code == 2


def test_every_id_of_every_example_has_a_trace() -> None:
    """Whatever stands behind an id can be asked about, and nothing is told without a sentence."""
    for name in NAMES:
        _, at = example(name)
        for key in ids(at):
            assert all(one.why and one.title for one in traces(key, at)), key


def test_a_folder_stands_for_its_plan_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """``--file`` takes a plan file or its folder, as ``plan set`` does."""
    (tmp_path / "plan.yaml").write_text(SMALL)
    assert explain("scan", str(tmp_path), None, json=True) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert one["id"] == "scan"
    assert one["in_plan"] is True
    assert one["why"][0] == {"text": "Every plan has it.", "depth": 0, "place": ""}
    assert one["ways"][0]["changes"] == ["actions[1]={id: scan, drop: true}"]
    assert one["ways"][0]["command"].startswith("plan set 'actions[1]={id: scan, drop: true}' --file ")


def test_a_plan_without_a_start_has_days(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Where no date is known none is told."""
    said = told("scan", capsys, tmp_path, "role: product-manager\n")
    assert "Due day 12, week 2" in said
    assert "2027" not in said


def test_a_role_of_a_stranger_is_explained_within_limits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What did not come with plan runs in a child with limits, and its trace arrives all the same."""
    roles = tmp_path / "mine" / "roles"
    roles.mkdir(parents=True)
    (roles / "baker.yaml").write_text("id: baker\ntitle: Baker\nsummary: Bakes.\nextends: generic-professional\n")
    file = tmp_path / "plan.yaml"
    file.write_text("role: baker\n")
    assert explain("scan", str(file), str(tmp_path / "mine")) == 0
    assert "Every plan has it." in capsys.readouterr().out


def test_the_command_explains(plan: Plan, plan_file: Path) -> None:
    """``plan explain ID`` reads plan.yaml in the folder; standard input is ``-``; a slip ends with 2."""
    assert "It goes if" in plan("explain", "scan").out
    assert "Every plan has it." in plan("explain", "scan", "--file", "-", stdin=plan_file.read_bytes()).out
    assert "did you mean 'scan'?" in plan("explain", "scam", code=2).err


def test_a_line_of_ones_own_is_told_as_one(plan: Plan, plan_file: Path) -> None:
    """An id that stands in the checklist is known, whoever wrote its line; one that stands nowhere is not."""
    plan("render")
    plan("add", "Call Ana *soon*", "--due", "2027-02-01")
    plan("set", "actions=[{id: access, drop: yes}]")
    said = plan("explain", "call-ana-soon").out
    assert said.startswith("call-ana-soon (line): Call Ana *soon*\n")
    lines = plan_file.with_name("checklist.md").read_text().splitlines()
    place = f"checklist.md:{next(n for n, line in enumerate(lines, 1) if 'Ana' in line)}:1"
    asked = "nothing in the plan file asks for it. plan drop call-ana-soon gives it up."
    assert f"It is a line of your own; {asked}  [{place}]" in said
    (told,) = json.loads(plan("explain", "call-ana-soon", "--json").out)
    assert (told["kind"], told["in_plan"], told["ways"]) == ("line", False, [])
    assert "there is no id 'call-bo'" in plan("explain", "call-bo", code=2).err


def test_a_way_is_words_and_edits() -> None:
    """No way is empty: each has something to say and something to change, or is not told."""
    subject, at = example("minimal.yaml")
    for key in ids(at):
        for one in traces(key, at):
            for way in held(one, at, subject):
                assert way.said
                assert way.changes
    assert Way("", ()).edits == ()
