"""``plan templates lint``: every seeded fault is found on its line, and nothing in what ships."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from conftest import Plan
from transition_plan.findings import Finding
from transition_plan.lookup import find_library
from transition_plan.template_lint import check, targets_of
from transition_plan.template_rules import RULES

ROOT = Path(__file__).parent.parent
BAD = Path(__file__).parent / "bad_templates"
FILES = sorted(str(path.relative_to(BAD)) for path in BAD.rglob("*.*"))
SEEDED = re.compile(r"expect: (T\d{3}(?:, T\d{3})*)")


def expected(name: str) -> set[tuple[int, str]]:
    """Return the lines and codes that a file names in its comments."""
    lines = (BAD / name).read_text("utf-8").splitlines()
    found = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := SEEDED.search(line))]
    return {(number, code) for number, codes in found for code in codes.split(", ")}


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """Return what the lint says of a file."""
    [target] = targets_of([str(BAD / name)], find_library())
    return tuple(check(target))


@pytest.mark.parametrize("name", FILES)
def test_every_seeded_fault_is_found_on_its_line_and_no_other(name: str) -> None:
    """Each bad template says in a comment which rule it breaks and where; the lint says just that."""
    told = {(int(one.place.split(":")[-2]), one.code) for one in findings(name)}
    assert told == expected(name), findings(name)
    assert all(one.place.startswith(f"{BAD / name}:") and one.text and one.mend for one in findings(name))


def test_every_rule_has_a_template_that_breaks_it() -> None:
    """No rule is only promised."""
    assert {code for name in FILES for _, code in expected(name)} == RULES.keys()


def test_nothing_is_found_in_what_ships(plan: Plan) -> None:
    """Our own templates and layouts keep every rule that others are asked to keep."""
    ran = plan("templates", "lint", str(ROOT / "plan_templates"))
    assert (ran.out, ran.err) == ("", f"no findings in {shipped()} templates\n")


def shipped() -> int:
    folder = ROOT / "plan_templates"
    apart = {"scaffolds", "export"}  # no templates, but what makes them; and the layouts of the web page
    files = [path for path in folder.rglob("*") if path.suffix in (".yaml", ".j2") and path.name != "questions.yaml"]
    return sum(path.parent.name not in apart for path in files)


HEAD = "title: Taster\nextends: product-manager\nchecked_on: 2026-11-21\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_without_words_all_that_is_ones_own_is_checked(plan: Plan, tmp_path: Path) -> None:
    """Templates in the folder here and in the one that is named; each finding is a line that an editor can follow."""
    write(
        tmp_path, {"plan_templates/roles/here.yaml": f"id: her\n{HEAD}", "more/roles/there.yaml": f"id: there\n{HEAD}"}
    )
    ran = plan("templates", "lint", "--templates", "more", code=1)
    assert ran.out == (
        "plan_templates/roles/here.yaml:1:5: T004 id 'her' stands in a file called here.yaml; make the two the same\n"
    )
    assert ran.err == "1 finding in 2 templates\n"


def test_without_templates_of_ones_own_there_is_nothing_to_find(plan: Plan) -> None:
    """What ships is not checked again in every run."""
    ran = plan("templates", "lint")
    assert (ran.out, ran.err) == ("", "no findings in no templates\n")


def test_a_copy_of_ours_is_not_ones_own(plan: Plan, tmp_path: Path) -> None:
    """A checkout's own folder is not taken for templates of a stranger."""
    copy = (ROOT / "plan_templates/roles/product-manager.yaml").read_text("utf-8")
    write(tmp_path, {"plan_templates/roles/product-manager.yaml": copy})
    assert plan("templates", "lint").err == "no findings in no templates\n"


@pytest.mark.parametrize("word", ["odd", "plan_templates/roles/odd.yaml", "plan_templates", "plan_templates/roles"])
def test_a_template_is_checked_by_its_id_its_file_or_its_folder(plan: Plan, tmp_path: Path, word: str) -> None:
    """All mean the same file, which is told as one would type it."""
    write(tmp_path, {"plan_templates/roles/odd.yaml": f"id: odd\n{HEAD}mision: x\n"})
    ran = plan("templates", "lint", word, code=1)
    assert ran.out == ("plan_templates/roles/odd.yaml:5:1: T001 unknown key 'mision'; did you mean 'mission'?\n")


def test_a_file_in_the_folder_one_is_in_is_checked(plan: Plan, tmp_path: Path) -> None:
    """Whoever stands in the folder of roles types the name alone, and its neighbours are found as parents."""
    roles = tmp_path / "mine" / "roles"
    write(
        roles,
        {"top.yaml": f"id: top\n{HEAD}", "child.yaml": "id: child\ntitle: X\nextends: top\nchecked_on: 2026-11-21\n"},
    )
    assert plan("templates", "lint", "child.yaml", cwd=roles).err == "no findings in 1 template\n"


def test_a_file_that_nobody_would_look_up_is_checked_too(plan: Plan, tmp_path: Path) -> None:
    """A role in a download folder can be checked before it is put where it belongs, and so can a layout."""
    write(tmp_path, {"got/taster.yaml": f"id: taster\n{HEAD}", "got/tea.md.j2": "# {{ titel }}\n"})
    assert plan("templates", "lint", "got/taster.yaml").err == "no findings in 1 template\n"
    ran = plan("templates", "lint", "got", code=1)
    assert ran.out == "got/tea.md.j2:1:1: T602 'titel' is not defined; did you mean 'title'?\n"


def test_the_findings_come_as_data(plan: Plan, tmp_path: Path) -> None:
    """A script gets file, line and column apart; the exit code is the same."""
    write(tmp_path, {"plan_templates/roles/odd.yaml": f"id: odd\n{HEAD}mision: x\n"})
    [row] = json.loads(plan("templates", "lint", "--json", code=1).out)
    assert row == {
        "file": "plan_templates/roles/odd.yaml",
        "line": 5,
        "column": 1,
        "code": "T001",
        "text": "unknown key 'mision'",
        "mend": "did you mean 'mission'?",
    }
    assert json.loads(plan("templates", "lint", "--json", "product-manager").out) == []


def test_rules_are_chosen_by_code_or_by_its_beginning(plan: Plan, tmp_path: Path) -> None:
    """``--select`` and ``--ignore`` take a code or a group; one that is no rule is wrong use."""
    write(tmp_path, {"plan_templates/roles/odd.yaml": "id: other\ntitle: Odd\nextends: product-manager\n"})
    assert [line.split()[1] for line in plan("templates", "lint", code=1).out.splitlines()] == ["T004", "T406"]
    assert "T406" not in plan("templates", "lint", "--select", "T0", code=1).out
    assert plan("templates", "lint", "--ignore", "T004", "--ignore", "T4").err == "no findings in 1 template\n"
    assert "there is no rule 'T9'" in plan("templates", "lint", "--select", "T9", code=2).err


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_explained(code: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Whoever meets a code can ask what it is about, why it matters and how to mend it."""
    from transition_plan.template_lint import explain_rule

    explain_rule(code.lower())
    told = capfdbinary.readouterr().out.decode()
    assert told == f"{code}: {RULES[code].title}\n\nWhy: {RULES[code].why}\nMend: {RULES[code].mend}\n"


def test_a_rule_that_there_is_not_cannot_be_explained(plan: Plan) -> None:
    """An unknown code is wrong use; all codes are told."""
    assert plan("templates", "lint", "--explain", "T001").out.startswith("T001: unknown key\n")
    assert "T001, T002" in plan("templates", "lint", "--explain", "X1", code=2).err


def test_every_rule_stands_in_the_documentation() -> None:
    """The table in docs/templates.md names every rule with its title, and no other."""
    text = (ROOT / "docs/templates.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| `(T\d{3})` \| (.*?) \|", text)
    assert rows == [(code, rule.title) for code, rule in RULES.items()]


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("torn.yaml", b"id: torn\n  title: x\n", 3, "torn.yaml:2:"),
        ("list.yaml", b"- a\n", 3, "list.yaml:1:1"),
        ("bytes.yaml", b"id: \xff\n", 3, "not UTF-8"),
        ("bytes.md.j2", b"a\n\xff\n", 3, "bytes.md.j2:2:1"),
        ("large.yaml", b"#" * 1_000_001, 5, "more than 1,000,000"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_are_checked(
    plan: Plan, tmp_path: Path, name: str, data: bytes, code: int, said: str
) -> None:
    """One torn file does not hide the findings in the next; the exit code says that something was not read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "odd.yaml").write_text(f"id: odder\n{HEAD}")
    ran = plan("templates", "lint", name, "odd.yaml", code=code)
    assert said in ran.err
    assert "odd.yaml:1:5: T004" in ran.out
    assert "1 finding in 1 template\n" in ran.err


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("product-manger", 2, "did you mean 'product-manager'?"),
        ("roles/gone.yaml", 5, "no such file: roles/gone.yaml"),
        ("gone.j2", 5, "no such file: gone.j2"),
    ],
)
def test_what_is_not_there_is_told(plan: Plan, word: str, code: int, said: str) -> None:
    """A misspelled id is wrong use, a missing file cannot be read."""
    assert said in plan("templates", "lint", word, code=code).err


def test_a_layout_of_ones_own_that_goes_on_without_end_is_a_finding(plan: Plan, tmp_path: Path) -> None:
    """Even what only a child process can stop ends with a line that says so."""
    grow = "".join("{% set a = [a, a] %}{% set b = [b, b] %}" for _ in range(60))
    text = "{% set a = [1] %}{% set b = [1] %}" + grow + "{{ a == b }}\n"
    write(tmp_path, {"plan_templates/documents/slow.md.j2": text})
    ran = plan("templates", "lint", code=1)
    assert re.match(r"plan_templates/documents/slow\.md\.j2:1:1: T604 .* more than 5 s", ran.out)


def test_render_tells_what_a_role_of_ones_own_gets_wrong(plan: Plan, tmp_path: Path) -> None:
    """A competency that there is not stops the plan at its line, before anything is made of it."""
    needs = "competencies:\n  - {id: influense, required: 3, importance: 3, axis: craft}\n"
    write(tmp_path, {"plan_templates/roles/odd.yaml": f"id: odd\n{HEAD}{needs}", "plan.yaml": "role: odd\n"})
    ran = plan("render", "--stdout", code=3)
    assert (
        "plan_templates/roles/odd.yaml:6:10  there is no competency 'influense'; did you mean 'influence'?" in ran.err
    )


def test_an_id_that_clashes_is_told_with_the_other_place(plan: Plan, tmp_path: Path) -> None:
    """Both lines are named: one of them has to change."""
    action = "actions:\n  - {id: exit-date, title: Agree the last day, day: 30, hours: 1, done_when: It is agreed}\n"
    write(tmp_path, {"plan_templates/roles/odd.yaml": f"id: odd\n{HEAD}{action}"})
    line = plan("templates", "lint", code=1).out
    assert "plan_templates/roles/odd.yaml:6:10: T009 id 'exit-date' is another action's at " in line
    [place] = re.findall(r"plan_templates/transitions/interim\.yaml:(\d+):\d+; rename one of them", line)
    written = (ROOT / "plan_templates/transitions/interim.yaml").read_text("utf-8").splitlines()[int(place) - 1]
    assert "id: exit-date" in written


def test_a_circle_is_told_with_the_other_files(plan: Plan, tmp_path: Path) -> None:
    """Each file on the way is named with its line."""
    for name, to in (("one", "two"), ("two", "one")):
        text = f"id: {name}\n{HEAD}".replace("product-manager", to)
        write(tmp_path, {f"plan_templates/roles/{name}.yaml": text})
    first, second = plan("templates", "lint", code=1).out.splitlines()
    assert first.startswith("plan_templates/roles/one.yaml:3:10: T007 extends: 'two' comes round again")
    assert "plan_templates/roles/two.yaml:3:10" in first
    assert second.startswith("plan_templates/roles/two.yaml:3:10: T007")


def test_a_link_out_of_the_folder_is_told_and_not_read(plan: Plan, tmp_path: Path) -> None:
    """A lint of a stranger's folder shows no file of the person's."""
    write(tmp_path, {"secret.txt": "TOPSECRET: x\n", "got/roles/fine.yaml": f"id: fine\n{HEAD}"})
    (tmp_path / "got/roles/link.yaml").symlink_to(tmp_path / "secret.txt")
    ran = plan("templates", "lint", "got", code=4)
    assert "TOPSECRET" not in ran.out + ran.err
