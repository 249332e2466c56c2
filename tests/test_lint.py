"""What ``plan lint`` finds: each rule broken at one place and nearly broken at none; flags, exit codes, JSON, docs."""

import json
import re
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES, Plan
from transition_plan.answers import Answers, Group, Rhythm, Stage
from transition_plan.build import WORDS, build_fitting, mix_of
from transition_plan.errors import InvalidFile, Refused, UnknownName
from transition_plan.findings import Finding
from transition_plan.gate import check_answers, check_marked
from transition_plan.library import SHIPPED, compose, has_plan, load_layouts, template_ids
from transition_plan.lint import lint
from transition_plan.linting import LintWishes, explain_rule, lint_files, lint_here, placed, weaknesses
from transition_plan.lookup import FOLDERS
from transition_plan.owned import Case, every_text, make_case
from transition_plan.rendering import environment
from transition_plan.rules import RULES
from transition_plan.weak_answers import CONTRARY
from transition_plan.weak_plan import BUDGETS
from transition_plan.wording import (
    addresses,
    carried_keys,
    inside_host,
    is_task,
    is_vague,
    lacks_scheme,
    large_change,
    latest_day,
    leftover,
    unfinished,
)

DOCS = (Path(__file__).parent.parent / "docs" / "plan-file.md").read_text("utf-8")
HEAD = "role: generic-professional\nstart: 2027-01-11\n"  # a Monday
MINE = HEAD + "phases:\n  - id: month-1\n    focus:\n      - title: Mine\n"
FIFTEEN = "".join(f"          - {{title: Box {n}, day: 9, done_when: It is ticked, hours: 0.2}}\n" for n in range(15))
AREAS = "phases:\n  - id: month-1\n    focus:\n" + "".join(f"      - {{title: Area {n}}}\n" for n in range(4))
GOALS = ", ".join(f"{{title: State {n}, measure: Seen by {n} people, due: 19}}" for n in range(3))
PARTNERS = "".join(f"  - {{name: Partner {n}, group: partner, why: sells with us}}\n" for n in range(12))
LONG = "".join(f"  - {{risk: 'Risk {n}: {'and so on ' * 45}'}}\n" for n in range(18))
SCAN = "{id: scan, drop: yes}"
REVIEWS = "".join(f"  - {{id: review-{day}, drop: yes}}\n" for day in (30, 60, 90))
BOSSES = "".join(f"  - {{name: Boss {n}, group: manager}}\n" for n in range(7))
STRENGTH = (
    "hours: 12\nratings: {communication: 4}\n"
    "evidence: [{title: Wrote it, competency: communication, result: used by 40}]\n"
    "phases:\n  - id: month-1\n    focus:\n      - title: Mine\n        actions:\n"
)

# A plan file that breaks a rule at §, and one that nearly does.
CASES = [
    ("P001", MINE + "        goals: [§{title: Invoices traced, due: 19}]\n", ("}]", ", measure: Ten traced}]")),
    ("P002", MINE + "        goals: [{title: A, due: 19, measure: §Meet the team}]\n", ("the team", "all ten of them")),
    ("P002", MINE + "        goals: [{title: A, due: 19, measure: §Talk to sales}]\n", ("Talk", "Says no")),
    ("P003", MINE + "        actions: [§{title: Sit with billing, day: 9}]\n", ("}]", ", done_when: Ten notes}]")),
    (
        "P003",
        MINE + "        actions: [§{title: Sit with billing, done_when: x}]\n",
        ("done_when: x", "repeat: weekly"),
    ),
    ("P003", MINE + "        actions: [§Sit with billing]\n", ("[§Sit with billing]", "[]")),
    ("P003", HEAD + "actions:\n  - §{id: mine, title: Ask, day: 5}\n", ("id: mine", "id: access")),
    ("P004", HEAD + "hours: §3\n", ("3", "14")),
    (
        "P004",
        MINE + "        actions:\n" + FIFTEEN + "          - §{title: L, day: 10, done_when: x, hours: 2}\n",
        (FIFTEEN, ""),
    ),
    ("P005", HEAD + AREAS + "      - §{title: Area 5}\n", ("      - §{title: Area 5}\n", "")),
    ("P005", MINE + f"        goals: [{GOALS}, §{{title: D, measure: Ten, due: 19}}]\n", (f"{GOALS}, ", "")),
    (
        "P005",
        HEAD + "stage: in-role\nphases: [§{id: b, title: B, from_week: -2, to_week: -1}]\n",
        ("in-role", "accepted"),
    ),
    ("P006", HEAD + "hours: 6\nwins: [{title: Late, due: §73}]\n", ("73", "57")),
    ("P006", HEAD + "hours: §1\n", ("§1", "14")),
    ("P007", HEAD + "actions:\n  - §{id: expectations, drop: yes}\n", ("drop: yes", "day: 4")),
    ("P007", HEAD + "actions:\n  - §{id: review-30, drop: yes}\n", ("drop: yes", "hours: 2")),
    ("P007", HEAD + "actions:\n  - §{id: review-90, drop: yes}\n", ("drop: yes", "hours: 2")),
    (
        "P007",
        HEAD + "phases:\n  - {id: month-1, drop: yes}\n  - {id: month-2, drop: yes}\n  - {id: month-3, drop: yes}\n"
        "  - §{id: first, from_day: 1, to_day: 45}\n  - {id: rest, from_day: 46, to_day: 90}\n",
        ("to_day: 45}\n  - {id: rest, from_day: 46", "to_day: 60}\n  - {id: rest, from_day: 61"),
    ),
    (
        "P007",
        HEAD.replace("role: ", "role: §") + "phases:\n  - {id: month-3, to_day: 180}\n",
        ("phases:", "actions: [{title: Review it with my manager, day: 176, done_when: x}]\nphases:"),
    ),
    ("P008", HEAD + "hours: 2\nratings: {communication: §0}\n", ("hours: 2", "hours: 14")),
    ("P009", HEAD + "ratings: {communication: §3}\n", ("3", "2")),
    (
        "P009",
        HEAD + "ratings: {communication: §4}\nevidence: [{title: A, result: b, competency: execution}]\n",
        ("execution", "[execution, communication]"),
    ),
    ("P010", HEAD + "evidence: [§{title: Led it, when: 2024}]\n", ("when: 2024", "scale: 12 sites")),
    ("P010", HEAD + "evidence: [§{title: Led it, result: '?'}]\n", ("'?'", "40 teams use it")),
    ("P010", HEAD + "evidence: [§{title: Led it}]\n", ("}]", ", status: ongoing}]")),
    ("P011", HEAD + "people:\n  - §{name: Ana Ruiz, group: peer}\n", ("peer}", "peer, ask: what stalls}")),
    ("P011", HEAD + "people:\n  - §Ana Ruiz\n", ("§Ana Ruiz", "{name: Ana Ruiz, why: '?'}")),
    ("P011", HEAD + "people:\n  - §{name: Ana Ruiz, group: team}\n", ("team", "manager")),
    (
        "P011",
        HEAD + f"people:\n{PARTNERS}  - §{{name: Ana, group: partner, why: last}}\n",
        ("why: last", "day: 20, why: last"),
    ),
    (
        "P012",
        HEAD + "people: §[{name: A, group: manager}, {name: B, group: team, why: c}]\n",
        ("group: team", "group: customer"),
    ),
    ("P013", HEAD + "mission: §TODO ask Piotr\n", ("TODO", "First")),
    ("P013", HEAD + "mantra: §Always ask …\n", (" …", " … twice")),
    ("P013", HEAD + "title: §'?'\n", ("title", "team")),
    ("P013", HEAD + "notes: [§{text: Ask Ana, draft: yes}]\n", ("yes", "no")),
    ("P013", HEAD + "notes: [§talk about the rota]\n", ("talk about", "ask about")),
    (
        "P014",
        HEAD + "evidence: [{title: A, links: [{url: §example.org/a}]}]\n",
        ("§example.org/a", "'https://example.org/a'"),
    ),
    ("P014", HEAD + "evidence: [{title: A, links: [{url: §'https://wiki/a'}]}]\n", ("}]}", ", access: internal}]}")),
    ("P014", HEAD + "evidence: [{title: A, links: [§'https://a.org/?tenantId=7']}]\n", ("tenantId", "page")),
    ("P014", HEAD + "mission: §See http://10.0.0.7/plan\n", ("10.0.0.7", "example.org")),
    ("P015", MINE + "        actions: [§{title: Rewrite the importer, day: 12, done_when: x}]\n", ("12", "26")),
    ("P015", MINE + "        goals: [§{title: The team is reorganised, measure: Ten, due: 15}]\n", ("15", "24")),
    (
        "P015",
        MINE
        + "        actions: [§{title: Replace the tracker, day: 12, done_when: x}]\nsituation: sustaining-success\n",
        ("sustaining-success", "turnaround"),
    ),
    (
        "P015",
        MINE + "        actions: [§{title: Replace it, day: 12, done_when: x}]\nsituation: unknown\n",
        ("unknown", "start-up"),
    ),
    ("P016", MINE + "        goals: [{title: §Understand billing, measure: It is clear}]\n", ("It is", "Ten")),
    ("P016", MINE + "        actions: [{title: Sit in, day: 9, done_when: §I understand it}]\n", ("it}", "all}")),
    ("P017", HEAD + "certifications: [{code: DP-200, status: §retired}]\n", ("}]", ", replaced_by: DP-203}]")),
    ("P017", HEAD + "certifications: [§{code: DP-203, status: held}]\n", ("}]", ", checked_on: 2026-10}]")),
    ("P017", HEAD + "certifications: [{code: DP-203, checked_on: §May 2025}]\n", ("2025", "2026")),
    ("P018", HEAD + f"risks:\n  §{LONG.lstrip()}", (LONG.lstrip(), "- {risk: One}\n")),
    ("P019", HEAD + "unknowns: [{question: Why?, day: §6}]\n", ("6", "5")),
    ("P019", HEAD + "days_off: [2027-01-20]\nrisks: [{risk: A, day: §10}]\n", ("10", "11")),
    ("P019", HEAD + "days_off: [{from: 2026-01-01, to: 2029-01-01}]\nrisks: [{risk: A, day: §9}]\n", ("2026", "2028")),
    ("P021", HEAD + "mission: §'{{ mission }} by May'\n", ("{{ mission }}", "{mission}")),
    ("P021", HEAD + "person: {name: '§<name>'}\n".replace("'§", "§'"), ("<name>", "a < b > c")),
    ("P021", HEAD + "title: §'Head of [team]'\n", ("[team]", "[team](it)")),
    ("P022", HEAD + "actions:\n  - §{id: access, drop: yes}\n", ("drop: yes", "hours: 2")),
    ("P022", HEAD + "mission: Known\nactions:\n  - §{id: expectations, drop: yes}\n", ("Known", "'?'")),
    ("P022", HEAD + f"unknowns: [§{{id: leave-alone, drop: yes}}]\nactions: [{SCAN}]\n", (SCAN, "")),
    ("P022", HEAD + f"actions:\n  - §{{id: feedback, drop: yes}}\n{REVIEWS}", (REVIEWS, "")),
    ("P022", HEAD.replace("role: ", "role: §") + f"people:\n{BOSSES}", ("group: manager", "group: peer")),
    ("P022", HEAD.replace("role: ", "role: §") + "hours: 1\n", ("hours: 1", "hours: 14")),
    (
        "P023",
        HEAD + STRENGTH + "          - §{title: Write, day: 24, hours: 80, done_when: x, serves: communication}\n",
        ("hours: 80", "hours: 2"),
    ),
    ("P025", HEAD + "transitions: [new-company, §internal-move]\n", ("internal-move", "relocation")),
    ("P026", HEAD + "hours: 12\ndays_off: [§{from: 2027-01-18, to: 2027-01-24}]\n", ("01-18", "01-19")),
    ("P026", HEAD + "hours: 6\ndays_off: [§{from: 2027-01-27, to: 2027-04-30}]\n", ("04-30", "02-12")),
    ("P027", HEAD + "hours: §2.5\n", ("2.5", "3")),
    ("P028", "role: generic-professional\nstart: §2027-01-10\n", ("-10", "-11")),
    ("P028", HEAD.replace("start: ", "start: §") + "days_off: [2027-01-11]\n", ("-11]", "-12]")),
]


@cache
def found(text: str) -> tuple[Finding, ...]:
    """Return everything that is weak in a plan file."""
    answers, root = check_marked(text.encode(), "plan.yaml")
    return tuple(placed(weaknesses(answers, SHIPPED), root))


def spot(text: str) -> str:
    """Return the place of the mark in a plan file."""
    before = text.partition("§")[0]
    return f"plan.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def codes(text: str) -> set[str]:
    return {one.code for one in found(text)}


IDS = [f"{code}-{n}" for n, (code, _, _) in enumerate(CASES)]


@pytest.mark.parametrize(("code", "text", "_near"), CASES, ids=IDS)
def test_a_broken_rule_is_told_where_it_is_broken(code: str, text: str, _near: tuple[str, str]) -> None:
    """The finding stands at the line and column of what has to be changed."""
    assert (code, spot(text)) in {(one.code, one.place) for one in found(text.replace("§", ""))}


@pytest.mark.parametrize(("code", "text", "near"), CASES, ids=IDS)
def test_a_near_miss_is_not_told(code: str, text: str, near: tuple[str, str]) -> None:
    """One small change, the mend or something much like it, and the rule is silent."""
    mended = text.replace(*near, 1).replace("§", "")
    assert mended != text.replace("§", "")
    assert code not in codes(mended)


def test_every_rule_has_its_case() -> None:
    """No rule is without a plan file that breaks it; what nobody said is tried below."""
    lived = {"P020", "P029", "P030", "P031", "P032"}  # tests/test_lint_lived.py
    assert {code for code, _, _ in CASES} == RULES.keys() - {"P024"} - lived


# What nobody said


@cache
def case_of(text: str) -> Case:
    answers = check_answers(text.encode(), "plan.yaml")
    layouts = load_layouts()
    plan, written = build_fitting(answers, environment(layouts), SHIPPED)
    template = compose(answers.role, mix=mix_of(answers)).template
    sources = [*every_text(template), *(one.source for one in layouts.values())]
    return make_case(answers, plan, template, {"plan.md": written}, sources)


SAID = HEAD + "person: Noor Castellan\npriorities: [{title: Growth, measure: $750K and 31 % more}]\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("I ask Zora Quill.", "'Zora Quill'"),
        ("It brought $77K.", "'$77K'"),
        ("Calls fell by 12 %.", "'12 %'"),
        ("Noor Castellan was there in March, with $750K and 31 % more.", ""),
        ("```mermaid\nZora Quill\n```", ""),
        ("<!-- Zora Quill -->", ""),
    ],
)
def test_what_nobody_said_is_noticed(sentence: str, told: str) -> None:
    """A name or an amount in the document that neither the answers nor a template hold is a fault of the program."""
    case = case_of(SAID)
    case = case._replace(documents={"plan.md": f"{case.documents['plan.md']}\n{sentence}\n"})
    flaws = [flaw for flaw in lint(case) if flaw.code == "P024"]
    assert [flaw.path for flaw in flaws] == [("role",)] * bool(told)
    assert all(told in flaw.text for flaw in flaws)


def test_a_proof_that_is_none_of_yours_is_noticed() -> None:
    """The evidence of the plan is that of the answers."""
    case = case_of(HEAD + "evidence: [{title: Led it, result: done}]\n")
    case = case._replace(answers=case.answers._replace(evidence=()))
    assert [flaw.text for flaw in lint(case) if "proof" in flaw.text] == ["the proof 'Led it' is none of yours"]


def test_the_budget_of_the_plan_is_the_one_it_is_fitted_to() -> None:
    """One number of words: what a plan is made to keep is what a lint looks at."""
    assert BUDGETS["plan.md"] == WORDS


# Silence


PLANNED = [role for role in template_ids("role") if has_plan(role)]


@pytest.mark.parametrize("role", PLANNED)
def test_a_plan_of_nothing_but_defaults_has_no_finding(role: str) -> None:
    """What the person was not asked is not their fault, whatever the move, the stage, the situation, the seniority."""
    moves = [Answers(role, transitions=(move,)) for move in template_ids("transition")]
    stages = [Answers(role, stage=stage, start=date(2027, 1, 11)) for stage in get_args(Stage)]
    states = [Answers(role, situation=one) for one in template_ids("situation")]
    ranks = [Answers(role, seniority=one) for one in template_ids("seniority")]
    every = [Answers(role), *moves, *stages, *states, *ranks]
    assert [(one, flaws) for one in every if (flaws := lint_here(one, ["plan.md"], SHIPPED))] == []


MOVES = template_ids("transition")
PAIRS = [pair for pair in combinations(MOVES, 2) if not {pair, pair[::-1]} & set(CONTRARY)]


@pytest.mark.parametrize("situation", ["accelerated-growth", "start-up"])
def test_several_moves_at_once_have_no_finding(situation: str) -> None:
    """Two moves and a demanding state of the team fill the weeks, and still nobody was asked for hours."""
    every = [Answers("account-executive", transitions=p, situation=situation, seniority="executive") for p in PAIRS]
    full = ("lateral-new-function", "relocation", "acquisition")
    every.append(Answers("customer-success-architect", transitions=full, stage="candidate"))
    assert [(one, flaws) for one in every if (flaws := lint_here(one, ["plan.md"], SHIPPED))] == []


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_have_no_finding(example: Path) -> None:
    """Whoever begins with an example begins with a plan that is not weak."""
    assert found(example.read_text("utf-8")) == ()


def test_a_private_note_is_nobodys_matter() -> None:
    """What stands behind ``private:`` may be unfinished."""
    text = HEAD + "people: [{name: Ana, why: decides, private: TODO talk to her …}]\n"
    assert "P013" not in codes(text)


def test_a_result_that_nobody_knows_is_told_once() -> None:
    """P010 asks for what came of a proof; its `?` is an answer, of a title it is none."""
    assert "P013" not in codes(HEAD + "evidence: [{title: Led it, result: '?'}]\n")
    assert "P013" in codes(HEAD + "evidence: [{title: '?', result: 40 teams use it}]\n")


def test_contradictions_are_of_moves_that_there_are() -> None:
    """No pair names a move that was renamed."""
    assert {move for pair in CONTRARY for move in pair} <= set(template_ids("transition"))


def test_what_a_move_brings_is_told_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A goal without a measure that a template brings is told at the line that brings the template, with its id."""
    folder = tmp_path / "own"
    move = folder / FOLDERS["transition"] / "odd.yaml"
    move.parent.mkdir(parents=True)
    goal = "{id: bare, title: It is odd, due: 20}, {id: busy, title: I am in, measure: Join the round, due: 20}"
    done = "actions: [{id: be, title: Be, day: 9, hours: 1, done_when: I am}]"
    area = f"{{id: odd-area, title: Odd, weight: 9, intent: be odd, goals: [{goal}], {done}}}"
    move.write_text(f"id: odd\ntitle: Odd\nphases: [{{id: month-1, focus: [{area}]}}]\n")
    plan = tmp_path / "plan.yaml"
    plan.write_text(HEAD + "transitions: [relocation, odd]\n")
    assert lint_files([str(plan)], LintWishes(templates=str(folder))) == 1
    said = capsys.readouterr().out
    assert f"{plan}:3:27: P001 the goal 'It is odd' (id bare) has no measure" in said
    assert f"{plan}:3:27: P002 the measure 'Join the round' (id busy) is something to do" in said


def test_a_template_without_end_is_refused(tmp_path: Path) -> None:
    """A strangers' template runs within limits here, too."""
    folder = tmp_path / "own"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "plan.md.j2").write_text(
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"
    )
    plan = tmp_path / "plan.yaml"
    plan.write_text(HEAD)
    with pytest.raises(Refused):
        lint_files([str(plan)], LintWishes(templates=str(folder)))


# The command


WEAK = HEAD + "hours: 2.5\ncertifications: [{code: DP-203, status: held}]\n"


def test_findings_go_to_standard_output_and_their_number_to_standard_error(plan: Plan, plan_file: Path) -> None:
    """A line each, with place, code, what is wrong and the mend; exit code 1."""
    plan_file.write_text(WEAK)
    said = plan("lint", "--select", "P017", code=1)
    mend = RULES["P017"].mend
    assert said.out == f"plan.yaml:4:18: P017 nobody has checked whether DP-203 is still offered; {mend}\n"
    assert said.err == "1 finding\n"
    assert [path.name for path in plan_file.parent.iterdir()] == ["plan.yaml"]


def test_nothing_found_is_a_good_end(plan: Plan, plan_file: Path) -> None:
    """Without findings the exit code is 0 and standard output empty; a folder means its plan file."""
    plan_file.write_text(HEAD)
    assert plan("lint", ".") == (0, "", "no findings\n")
    assert plan("lint", "-", stdin=HEAD.encode()) == (0, "", "no findings\n")


def test_rules_are_selected_and_ignored_by_code_or_beginning(plan: Plan, plan_file: Path) -> None:
    """Both flags are repeatable, a beginning means all that begin so, and ignoring wins."""
    plan_file.write_text(WEAK)
    every = told_codes(plan("lint", code=1).out)
    assert {"P017", "P027"} <= every
    assert told_codes(plan("lint", "--select", "P017", "--select", "P027", code=1).out) == {"P017", "P027"}
    assert told_codes(plan("lint", "--select", "P01", "--select", "P02", "--ignore", "P027", code=1).out) == {"P017"}
    plan("lint", "--ignore", "P", code=0)


def told_codes(out: str) -> set[str]:
    return {line.split()[1] for line in out.splitlines()}


def test_set_changes_an_answer_and_is_the_place_of_what_it_breaks(plan: Plan, plan_file: Path) -> None:
    """What came by ``--set`` is told by the flag, for no line of the file is at fault."""
    plan_file.write_text(HEAD)
    assert plan("lint", "--set", "hours=2", "--select", "P027", code=1).out.startswith("--set hours:1:1: P027 ")


def test_the_json_has_a_list_of_all_files_findings(plan: Plan, plan_file: Path) -> None:
    """One list for several files, each finding with its parts; an empty list where there is nothing."""
    plan_file.write_text(WEAK)
    plan_file.with_name("good.yaml").write_text(HEAD)
    said = json.loads(plan("lint", "plan.yaml", "good.yaml", "--json", "--select", "P027", code=1).out)
    rule = RULES["P027"]
    assert said == [
        {
            "file": "plan.yaml", "line": 3, "column": 8, "code": "P027",
            "text": "2.5 hours a week are too few for a plan", "why": rule.why, "mend": rule.mend,
        }
    ]  # fmt: skip
    assert json.loads(plan("lint", "good.yaml", "--json").out) == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--select", "Q1"], 2, "there is no rule 'Q1'"),
        (["--explain", "P099"], 2, "there is no rule 'P099'"),
        (["--nope"], 2, "No such option"),
        (["-", "-"], 2, "standard input can be read once"),
        (["--set", "role=nobody"], 3, "--set role:1:1"),
        (["missing.yaml"], 5, "no such file"),
        (["missing.yaml", "plan.yaml"], 6, "missing.yaml was not looked at"),
        (["plan.yaml", "plan.yaml"], 1, "6 findings"),
    ],
)
def test_exit_codes_are_those_of_render(plan: Plan, plan_file: Path, words: list[str], code: int, told: str) -> None:
    """Whoever knows the codes of one command knows those of the other; of several files the others have their turn."""
    plan_file.write_text(WEAK)
    assert told in plan("lint", "--ignore", "P004", *words, code=code).err or code == 2


def test_several_files_in_this_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the command does, seen from inside: both files are told, then their number."""
    for name in ("ines", "ben"):
        (tmp_path / f"{name}.yaml").write_text(WEAK)
    files = [str(tmp_path / f"{name}.yaml") for name in ("ines", "ben")]
    assert lint_files(files, LintWishes(select=("P027",))) == 1
    said = capsys.readouterr()
    assert [line.partition(":")[0] for line in said.out.splitlines()] == files
    assert said.err == "2 findings\n"
    assert lint_files(files, LintWishes(select=("P027",), json=True)) == 1
    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == files
    assert (explain_rule("p001"), capsys.readouterr().out[:5]) == (0, "P001:")
    with pytest.raises(UnknownName):
        explain_rule("P099")


def test_help_names_the_flags(plan: Plan) -> None:
    """``plan lint --help`` says what there is."""
    out = plan("lint", "--help").out
    assert [
        flag for flag in ("--select", "--ignore", "--explain", "--json", "--set", "--templates") if flag not in out
    ] == []


@pytest.mark.parametrize("code", RULES)
def test_every_rule_explains_itself_and_is_documented(plan: Plan, code: str) -> None:
    """``--explain`` tells title, reason and mend in sentences; the plan file's page has one row for it."""
    rule = RULES[code]
    assert plan("lint", "--explain", code).out == f"{code}: {rule.title}\n\nWhy: {rule.why}\nMend: {rule.mend}\n"
    assert rule.why[0].isupper()
    assert rule.why.endswith(".")
    assert not rule.mend.endswith(".")
    assert len(re.findall(rf"(?m)^\| `{code}` \| .+ \|$", DOCS)) == 1


def test_no_other_rule_is_documented() -> None:
    """A rule that is gone leaves the page."""
    assert set(re.findall(r"(?m)^\| `(P\d+)` \|", DOCS)) == RULES.keys()


# Words


@pytest.mark.parametrize(
    ("text", "task"),
    [("Meet the team", True), ("read the handbook", True), ("Meet ten customers", False), ("I can name them", False),
     ("Talks are held", False), ("Attend the round and Ana confirms it", False)],
)  # fmt: skip
def test_a_task_is_told_from_a_measure(text: str, task: bool) -> None:
    """What begins like something to do and neither counts nor claims is no measure."""
    assert is_task(text) == task


@pytest.mark.parametrize(
    "text", ["Understand it", "Get familiar with it", "Learn about it", "Build rapport", "Familiar with it"]
)
def test_vague_verbs_are_known(text: str) -> None:
    """What nobody can see has many words."""
    assert is_vague(text)
    assert not is_vague(f"Show that {text.lower()}")


@pytest.mark.parametrize(
    ("text", "words"),
    [("Reorganize the rota", "Reorganize"), ("Ask Ana, then rewrite it", ""), ("Meet Ana and replace it", "replace"),
     ("The tracker is replaced", "replaced"), ("List what to rewrite", ""), ("A replacement is found", "")],
)  # fmt: skip
def test_a_large_change_is_known(text: str, words: str) -> None:
    """What is only thought about is none."""
    assert large_change(text) == words


@pytest.mark.parametrize(
    ("url", "wanted"),
    [("example.org", "https://example.org"), ("http://example.org", "https://example.org"), ("https://a.org", ""),
     ("//a.org", "https://a.org"), ("mailto:ana@a.org", ""), ("HTTP://a.org", "https://a.org"), ("a.org:80/x", "https://a.org:80/x")],
)  # fmt: skip
def test_a_link_gets_its_scheme(url: str, wanted: str) -> None:
    """The mend is the address as it should be."""
    assert lacks_scheme(url) == wanted


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://wiki/a", "wiki"), ("http://localhost:80", "localhost"), ("https://a.corp/x", "a.corp"),
     ("https://192.168.1.4", "192.168.1.4"), ("https://[::1]/", "::1"), ("https://[::1", ""), ("a.local", "a.local"),
     ("https://example.org", ""), ("https://8.8.8.8", ""), ("https://a.internal./", "a.internal"), ("", "")],
)  # fmt: skip
def test_a_host_inside_a_network_is_known(url: str, host: str) -> None:
    """No reader outside can open it."""
    assert inside_host(url) == host


@pytest.mark.parametrize(
    ("url", "keys"),
    [("https://a.org?tenantId=7&page=2", ["tenantId"]), ("https://a.org/x?author=Ana", []), ("https://a.org#a=7", []),
     ("https://a.org?x=1#access_token=7", ["access_token"]), ("https://a.org?sid=7;threadId=8", ["sid", "threadId"]),
     ("https://ana:pw@a.org/", ["a password"]), ("https://a.org/@ana", [])],
)  # fmt: skip
def test_keys_in_an_address_are_known(url: str, keys: list[str]) -> None:
    """Ids and tokens open more than the page."""
    assert carried_keys(url) == keys


def test_addresses_in_a_text_are_found() -> None:
    """A full stop behind an address is none of it."""
    assert addresses("See https://a.org/x, (http://b.org/y).") == ["https://a.org/x", "http://b.org/y"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-10-05", date(2026, 10, 5)), ("2026-02", date(2026, 2, 28)), ("October 2026", date(2026, 10, 31)),
     ("2026", date(2026, 12, 31)), ("5 October 2026", date(2026, 10, 5)), ("Oct 5, 2026", date(2026, 10, 5)),
     ("soon", None), ("2026-13-01", None)],
)  # fmt: skip
def test_the_latest_day_of_a_date_in_words(text: str, day: date | None) -> None:
    """A month that was not told to the day gets the benefit of the doubt."""
    assert latest_day(text) == day


@pytest.mark.parametrize("text", ["TODO: ask", "TBD", "and so on...", "??", "Talk about the rota", "He said “wait…”"])
def test_unfinished_texts_are_known(text: str) -> None:
    """What somebody meant to finish has its marks."""
    assert unfinished(text)


@pytest.mark.parametrize(
    "text", ["todo lists are kept", "A … B", "Why?", "Talks about it", "[1]", "a < b", "XX", "{a}", "[new](x)"]
)
def test_finished_texts_are_left_alone(text: str) -> None:
    """Nothing in them is left over, either."""
    assert not unfinished(text)
    assert not leftover(text)


# Whatever the gate accepts


WORD = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12),
    st.sampled_from(["TODO", "?", "Meet Ana Ruiz", "Understand", "https://[", "{{ a }}", "$5 %", "Ça Va", "…"]),
)
DAY = st.integers(-20, 90).filter(bool)


def entry(**parts: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=parts)


def listed(one: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[list[object]]:
    return st.lists(one, max_size=most)


def given_one(key: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Return an entry of a list: its text, and perhaps other parts."""
    return st.fixed_dictionaries({key: WORD}, optional=parts)


YES = st.just("yes")
HOURS = st.floats(0.1, 40)
DROPS = [{"id": key, "drop": "yes"} for key in ("expectations", "review-30", "access")]
ACTION = given_one(
    "title", day=DAY, done_when=WORD, hours=HOURS, repeat=st.sampled_from(get_args(Rhythm)), owner=WORD, stretch=YES
)
GOAL = given_one("title", measure=WORD, due=DAY, checked_by=WORD)
FOCUS = given_one("title", goals=listed(GOAL, 5), actions=listed(ACTION, 5))
MONTH = st.sampled_from(["month-1", "month-2", "month-3"])
PHASE = st.fixed_dictionaries({"id": MONTH}, optional={"focus": listed(FOCUS, 6), "title": WORD})
PERSON = given_one("name", group=st.sampled_from(get_args(Group)), why=WORD, day=DAY, private=YES, many=YES)
DATE = st.integers(0, 120).map(lambda n: str(date(2027, 1, 1) + timedelta(days=n)))
COMPETENCY = st.sampled_from(["communication", "execution", "influence"])
FILES = entry(
    start=DATE,
    hours=st.floats(0.5, 40),
    stage=st.sampled_from(get_args(Stage)),
    transitions=st.lists(st.sampled_from(template_ids("transition")), max_size=3, unique=True),
    situation=st.sampled_from(template_ids("situation")),
    mission=WORD,
    title=WORD,
    person=entry(name=WORD, why=WORD, tenure=WORD),
    people=listed(PERSON, 8),
    days_off=listed(DATE, 4),
    working_days=st.lists(st.sampled_from(["mon", "tue", "sat", "sun"]), min_size=1, unique=True),
    ratings=st.dictionaries(COMPETENCY, st.integers(0, 4)),
    evidence=listed(given_one("title", result=WORD, links=listed(WORD), competency=COMPETENCY, private=YES)),
    certifications=listed(given_one("code", checked_on=WORD, status=st.sampled_from(["held", "retired"]))),
    wins=listed(given_one("title", due=st.integers(1, 90), private=YES)),
    carry_over=listed(given_one("title", private=YES)),
    handover=listed(given_one("duty", day=DAY)),
    notes=listed(given_one("text", draft=YES)),
    risks=listed(given_one("risk", day=DAY)),
    actions=listed(ACTION) | st.lists(st.sampled_from(DROPS), unique_by=str),
    phases=st.lists(PHASE, max_size=2, unique_by=lambda phase: str(phase["id"])),
)


@settings(max_examples=60)
@given(FILES, st.sampled_from(PLANNED))
def test_no_plan_that_the_gate_accepts_makes_a_lint_stumble(said: dict[str, object], role: str) -> None:
    """A lint ends with findings, each at a place of the file, with a code that there is, in one line."""
    text = json.dumps({"role": role, **said}, ensure_ascii=False)
    try:
        answers, root = check_marked(text.encode(), "plan.yaml")
    except InvalidFile:
        return
    for one in placed(weaknesses(answers, SHIPPED), root):
        assert re.fullmatch(r"plan\.yaml:1:\d+", one.place)
        assert one.code in RULES
        assert "\n" not in one.text
        assert one.code != "P024", one.text
