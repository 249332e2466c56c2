"""`plan new` where nobody can be asked: scripts, pipes, closed streams."""

import re
from pathlib import Path

import pytest

from conftest import Plan, Shell
from transition_plan.library import has_plan, template_ids

ROLES = [role for role in template_ids("role") if has_plan(role)]


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_script_makes_a_plan_without_a_question(plan: Plan, tmp_path: Path) -> None:
    """A role and a day are enough; the rest is marked as unknown, and the last lines say what to do."""
    ran = plan("new", "--role", "product-manager", "--start", "2027-01-04", "--defaults")
    names = ("plan.yaml", "plan.md", "checklist.md", ".plan/plan.json")
    assert tree(tmp_path) >= {f"product-manager/{name}" for name in names}
    assert "Working hypothesis" in (tmp_path / "product-manager/plan.md").read_text()
    assert ran.out == ""
    assert "open   product-manager/plan.md" in ran.err
    assert "next:" in ran.err


def test_the_plan_file_gives_the_same_documents_again(plan: Plan, tmp_path: Path) -> None:
    """Rendering what the wizard wrote changes nothing, byte for byte."""
    plan(
        "new", "--role", "engineering-manager", "--start", "2027-01-04", "--name", "Noor", "--hours", "6", "--defaults"
    )
    ran = plan("render", "engineering-manager", "--check")
    assert "up to date: engineering-manager/plan.md" in ran.out


def test_a_plan_that_is_late_as_it_is_written_says_so(plan: Plan, tmp_path: Path) -> None:
    """Who starts tomorrow has the weeks before day 1 behind them: told with what to do; a ticked one counts no more."""
    move = ("--role", "engineering-manager", "--from", "software-engineer", "--transition", "internal-move")
    soon = plan("new", "--defaults", *move, "--start", "+1d", "-o", ".")
    late = re.search(r"note: (\d+) actions are due before today: plan next . shows what is late", soon.err)
    assert late
    assert "plan drop ID gives up what does not" in soon.err
    plan("done", "reasons")
    assert f"{int(late[1]) - 1} actions are due before today" in plan("new", "plan.yaml", "--defaults").err
    assert "before today" not in plan("new", "--defaults", *move, "--start", "+12w", "-o", "later").err


@pytest.mark.parametrize("stage", ["exploring", "candidate", "accepted", "in-role"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_and_stage_runs_through_with_defaults(plan: Plan, role: str, stage: str) -> None:
    """No combination asks back or fails."""
    plan("new", "--role", role, "--stage", stage, "--start", "2027-01-04", "--defaults")


@pytest.mark.parametrize("how", ["</dev/null", "<&-", "< <(echo product-manager)"])
def test_without_a_terminal_it_names_what_is_missing(shell: Shell, tmp_path: Path, how: str) -> None:
    """Nothing is asked, guessed from a pipe, or written; the flag that would help is named."""
    ran = shell(f"plan new {how}", code=2)
    assert "--role" in ran.err
    assert ran.out == ""
    assert tree(tmp_path) == set()


@pytest.mark.parametrize("env", [{"CI": "true"}, {}])
def test_no_input_and_ci_never_ask(plan: Plan, env: dict[str, str]) -> None:
    """A build machine is told, not kept waiting."""
    assert "--role" in plan("new", *([] if env else ["--no-input"]), code=2, env=env).err


def test_answers_come_from_a_file_and_flags_go_before_it(plan: Plan, tmp_path: Path) -> None:
    """What a file says is not asked; what a flag says wins."""
    (tmp_path / "a.yaml").write_text("role: product-manager\nperson: {name: Noor}\nhours: 4\n")
    plan("new", "--answers", "a.yaml", "--hours", "9", "--set", "mission=Fewer calls", "--defaults")
    text = (tmp_path / "product-manager/plan.yaml").read_text()
    assert "person: {name: Noor}" in text
    assert "hours: 9" in text
    assert "mission: Fewer calls" in text


def test_a_mistake_in_an_answers_file_has_its_place(plan: Plan, tmp_path: Path) -> None:
    """File, line, column and the mend, as everywhere; nothing is written."""
    (tmp_path / "a.yaml").write_text("role: product-manager\nroel: x\n")
    ran = plan("new", "--answers", "a.yaml", "--defaults", code=3)
    assert "a.yaml:2:1" in ran.err
    assert "did you mean 'role'?" in ran.err
    assert tree(tmp_path) == {"a.yaml"}


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--role", "prodct-manager"], "did you mean 'product-manager'?"),
        (["--role", "product-manager", "--start", "01/12/2026"], "1 December"),
        (["--role", "product-manager", "--stage", "closed"], "candidate"),
        (["--role", "product-manager", "--hours", "many"], "0.5 to 80"),
        (["--role", "product-manager", "--transition", "new-compny"], "did you mean 'new-company'?"),
    ],
)
def test_a_wrong_flag_is_told_with_its_name(plan: Plan, tmp_path: Path, flags: list[str], told: str) -> None:
    """One line at the flag, and nothing is written."""
    ran = plan("new", *flags, "--defaults", code=2)
    assert flags[-2] in ran.err
    assert told in ran.err
    assert tree(tmp_path) == set()


def test_bytes_that_are_no_text_are_refused(plan: Plan, tmp_path: Path) -> None:
    """A flag in another encoding is told, not passed on."""
    assert "not UTF-8" in plan("new", "--role", b"caf\xe9", "--defaults", code=2).err
    assert tree(tmp_path) == set()


def test_a_title_of_ones_own_names_the_plan(plan: Plan, tmp_path: Path) -> None:
    """The folder and the heading are the person's title; which role it is made from is told."""
    ran = plan("new", "--role", "Head of Product, Billing", "--defaults")
    assert "made from product-manager" in ran.err
    assert (tmp_path / "head-of-product-billing/plan.md").read_text().startswith("# Head of Product, Billing")


def test_a_second_plan_of_one_name_goes_beside_the_first(plan: Plan, tmp_path: Path) -> None:
    """Nothing that is there is written over."""
    for _ in range(2):
        plan("new", "--role", "product-manager", "--defaults")
    assert {"product-manager/plan.yaml", "product-manager-2/plan.yaml"} <= tree(tmp_path)


def test_a_plan_file_in_the_folder_given_is_not_replaced(plan: Plan, tmp_path: Path) -> None:
    """A plan file of the person's stays; the way round is told."""
    (tmp_path / "plan.yaml").write_text("role: product-manager\n")
    ran = plan("new", "--role", "staff-engineer", "--defaults", "-o", ".", code=4)
    assert "plan new FILE" in ran.err
    assert (tmp_path / "plan.yaml").read_text() == "role: product-manager\n"
