"""The command as a shell sees it: its words, its help, its streams, its completion."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import ANSWERS, Plan, Shell
from transition_plan import __version__
from transition_plan.cli import app, main

FLAGS = ("--output-dir", "--document", "--set", "--stdout", "--json", "--check", "--dry-run", "--force", "--quiet")
HELP_WIDTH = 50  # the narrowest that help is laid out for


def words(line: str) -> list[str]:
    """Return the first word of every indented line of a help text's list."""
    return [part.split()[0] for part in line.splitlines() if part.startswith("  ") and part.split()]


# Help and names


def test_version_is_one_line(plan: Plan) -> None:
    """``plan --version`` says the command's name and version on standard output."""
    assert plan("--version") == (0, f"plan {__version__}\n", "")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_lists_the_commands(plan: Plan, flag: str) -> None:
    """``plan --help`` names every command with what it does, on standard output."""
    said = plan(flag)
    assert {"render", "schema"} <= set(words(said.out.partition("Commands:")[2]))
    assert said.err == ""


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_a_command_lists_its_flags(plan: Plan, flag: str) -> None:
    """``plan render --help`` names every flag."""
    out = plan("render", flag).out
    assert [one for one in FLAGS if one not in out.split()] == []


def test_no_word_at_all_shows_the_help(plan: Plan) -> None:
    """``plan`` alone is wrong use, and shows what it can do instead of a bare error."""
    said = plan(code=2)
    assert "Commands:" in said.out + said.err


@pytest.mark.parametrize("page", [["--help"], ["render", "--help"]])
def test_help_is_readable_in_a_narrow_terminal(plan: Plan, page: list[str]) -> None:
    """In 20 columns the help still comes, whole, no line of it wider than the narrowest layout."""
    narrow, wide = (plan(*page, env={"COLUMNS": columns}).out for columns in ("20", "200"))
    assert max(map(len, narrow.splitlines())) <= HELP_WIDTH
    assert max(map(len, wide.splitlines())) > HELP_WIDTH
    assert {flag for flag in wide.split() if flag.startswith("--")} == {
        flag for flag in narrow.split() if flag.startswith("--")
    }


def test_an_unknown_command_names_the_nearest(plan: Plan) -> None:
    """A mistyped command ends with 2 and says which was meant."""
    assert "Did you mean 'render'?" in plan("rendr", code=2).err
    assert "No such command 'nope'" in plan("nope", code=2).err


def test_an_unknown_flag_is_wrong_use(plan: Plan, plan_file: Path) -> None:
    """A mistyped flag ends with 2, says which are near, and nothing is written."""
    said = plan("render", "--jso", code=2)
    assert "No such option: --jso" in said.err
    assert "--json" in said.err
    assert [path.name for path in plan_file.parent.iterdir()] == ["plan.yaml"]


def test_a_flag_without_its_value_is_wrong_use(plan: Plan) -> None:
    """A flag that wants a value says so."""
    assert "'--output-dir'" in plan("render", "--output-dir", code=2).err


# Rendering, from outside


def test_render_takes_plan_yaml_by_default(plan: Plan, plan_file: Path) -> None:
    """``plan render`` alone makes the documents of the ``plan.yaml`` in the current folder."""
    said = plan("render")
    assert said.out == ""
    assert plan_file.with_name("plan.md").read_text().startswith("# Product Manager, Billing: the first 90 days")
    assert plan_file.with_name("checklist.md").read_text().startswith("# Checklist: Product Manager, Billing")


def test_render_of_nothing_is_told(plan: Plan) -> None:
    """``plan render`` in a folder without ``plan.yaml`` says that it is missing, and what makes one."""
    assert plan("render", code=5).err == "error: no such file: plan.yaml\nhint: plan new makes one\n"


def test_render_of_a_folder_from_elsewhere(
    plan: Plan, plan_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A plan file's documents stand beside it, wherever the command is run."""
    said = plan("render", str(plan_file.parent), cwd=tmp_path_factory.mktemp("elsewhere"))
    assert f"wrote  {plan_file.with_name('plan.md')}\n" in said.err
    assert plan_file.with_name("checklist.md").is_file()


def test_render_in_a_pipe(plan: Plan, plan_file: Path) -> None:
    """``plan render - --stdout`` is a filter: a plan file in, a document out, no file written."""
    plan_file.unlink()
    said = plan("render", "-", "--stdout", "-d", "checklist", stdin=ANSWERS.encode())
    assert said.out.startswith("# Checklist: Product Manager, Billing")
    assert said.err == ""
    assert list(plan_file.parent.iterdir()) == []


def test_quiet_is_quiet_and_errors_are_not(plan: Plan, plan_file: Path) -> None:
    """``--quiet`` leaves both streams empty, until something is wrong."""
    assert plan("render", "--quiet") == (0, "", "")
    plan_file.write_text("role: nobody\n")
    assert plan("render", "-q", code=3).err.startswith("error: plan.yaml has 1 problem\n  plan.yaml:1:7  role:")


def test_problems_come_with_file_line_and_mend(plan: Plan, plan_file: Path) -> None:
    """Every mistake of a plan file is told at once, each with its place, and nothing is written."""
    plan_file.write_text("role: product-manger\nstart: 1 March\nhuors: 5\n")
    lines = plan("render", code=3).err.splitlines()
    assert lines[0] == "error: plan.yaml has 3 problems"
    assert [line.split()[0] for line in lines[1:4]] == ["plan.yaml:1:7", "plan.yaml:2:8", "plan.yaml:3:1"]
    assert "did you mean 'product-manager'?" in lines[1]
    assert lines[4:] == ["hint: plan schema prints every key"]
    assert [path.name for path in plan_file.parent.iterdir()] == ["plan.yaml"]


def test_a_file_of_somebody_else_ends_with_4(plan: Plan, plan_file: Path) -> None:
    """A file that plan did not write is named and left as it is; ``--force`` replaces it and names the backup."""
    document = plan_file.with_name("plan.md")
    document.write_text("# Mine\n")
    assert "error: would overwrite plan.md (no record that plan wrote it)\n" in plan("render", code=4).err
    assert document.read_text() == "# Mine\n"
    assert "kept   plan.backup-1.md\n" in plan("render", "--force").err
    assert plan_file.with_name("plan.backup-1.md").read_text() == "# Mine\n"


def test_what_both_sides_changed_ends_with_6(plan: Plan, plan_file: Path) -> None:
    """Both texts are shown with the words that settle it; the chosen one is written, the other kept beside it."""
    plan("render")
    document = plan_file.with_name("checklist.md")
    document.write_text(document.read_text().replace("Open tracker, analytics", "Open the tools"))
    change = ("--set", 'actions=[{id: access, title: "Ask for every access"}]')
    said = plan("render", *change, code=6).err
    assert "error: 1 of your changes collides with the plan's; nothing was written\n" in said
    assert "    yours:  Open the tools" in said
    assert "    plan's: Ask for every access" in said
    assert "--take access=mine" in said
    ran = plan("render", *change, "--take", "access=theirs", "--take", "acess=mine")
    assert "kept   checklist.backup-1.md\n" in ran.err
    assert "note: --take acess: nothing of that name collides\n" in ran.err
    assert "Ask for every access" in document.read_text()


def test_check_answers_by_its_exit_code(plan: Plan, plan_file: Path) -> None:
    """A script asks ``--check`` and looks at the exit code alone."""
    plan("render", "--check", "--quiet", code=1)
    plan("render", "--quiet")
    plan("render", "--check", "--quiet", code=0)


def test_several_files_where_one_is_bad(plan: Plan, plan_file: Path) -> None:
    """One bad file of several ends with 6 and does not keep the others from being written."""
    plan_file.rename(plan_file.with_name("ines.yaml"))
    plan_file.with_name("bad.yaml").write_text("role: nobody\n")
    said = plan("render", "bad.yaml", "ines.yaml", code=6)
    assert "bad.yaml:1:7" in said.err
    assert plan_file.with_name("ines").joinpath("plan.md").is_file()
    assert not plan_file.with_name("bad").exists()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--stdout", "--json"], "--stdout and --json"),
        (["--json", "-n"], "write no file"),
        (["--json", "--document", "plan"], "prints the whole plan"),
        (["--json", "--force"], "prints the whole plan"),
        (["-d", "nope"], "checklist.md, evidence.md, journey.md, manager.md, one-page.md"),
        (["--set", b"title=\xff"], "not UTF-8"),
    ],
)
def test_wrong_use_ends_with_2(plan: Plan, plan_file: Path, flags: list[str | bytes], told: str) -> None:
    """Words that do not go together, a document that is not there and bytes that are no text are wrong use."""
    assert told in plan("render", *flags, code=2).err
    assert [path.name for path in plan_file.parent.iterdir()] == ["plan.yaml"]


def test_a_bad_set_ends_with_3(plan: Plan, plan_file: Path) -> None:
    """A ``--set`` with a misspelt key is wrong input, and the nearest key is named."""
    assert "did you mean 'title'?" in plan("render", "--set", "titel=x", code=3).err


def test_every_flag_of_render_does_what_it_says(plan_file: Path) -> None:
    """Long and short flags mean the same and can be given together."""
    folder = plan_file.parent / "out"
    run = CliRunner().invoke
    words = ["render", str(plan_file), "-o", str(folder), "-d", "plan", "--document", "checklist", "-q"]
    assert run(app, [*words, "--set", "person=Ana", "--set", "title=Cook"]).exit_code == 0
    assert folder.joinpath("plan.md").read_text().startswith("# Cook: the first 90 days\n\n*Ana · ")
    assert run(app, [*words, "--check"]).exit_code == 1
    assert run(app, [*words, "-n"]).exit_code == 0
    folder.joinpath("plan.md").write_text("mine")
    assert run(app, [*words, "--force"]).exit_code == 0
    assert folder.joinpath("plan.backup-1.md").read_text() == "mine"
    printed = run(app, ["render", str(plan_file), "--stdout"]).stdout
    assert printed.startswith("# Product Manager, Billing")
    assert json.loads(run(app, ["render", str(plan_file), "--json"]).stdout)["title"] == "Product Manager, Billing"


def test_schema_is_json() -> None:
    """``plan schema`` prints one JSON object that says what it is."""
    said = CliRunner().invoke(app, ["schema"])
    assert (said.exit_code, json.loads(said.stdout)["title"]) == (0, "plan file")


def test_version_in_process() -> None:
    """``--version`` stops before a command is asked for."""
    assert CliRunner().invoke(app, ["--version"]).stdout == f"plan {__version__}\n"


def test_main_ends_with_an_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What the installed script calls ends the process with the code of what happened."""
    monkeypatch.setattr("sys.argv", ["plan", "render", "missing.yaml"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 5
    assert capsys.readouterr().err == "error: no such file: missing.yaml\n"


# Terminals and locales


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "utf-16"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "TERM": "dumb"},
    ],
)
def test_a_document_has_the_same_bytes_in_every_locale(plan: Plan, plan_file: Path, env: dict[str, str]) -> None:
    """What ``--stdout`` prints is UTF-8 whatever the terminal's encoding, and so is the file."""
    text = ANSWERS.replace("Noor", "Nørå 東京 “so”")
    plan_file.write_text(text, encoding="utf-8")
    printed = plan("render", "--stdout", env=env).out
    assert "*Nørå 東京 “so” Castellan · 11 January 2027" in printed
    plan("render", env=env)
    assert plan_file.with_name("plan.md").read_text(encoding="utf-8") == printed


def test_talk_fits_the_terminal(plan: Plan, plan_file: Path) -> None:
    """What a terminal cannot show is told escaped, not as an error of ours."""
    plan_file.with_name("Nørå.yaml").write_text("role: nobody\n")
    said = plan("render", "Nørå.yaml", code=3, env={"PYTHONIOENCODING": "ascii"})
    assert said.err.startswith("error: N\\xf8r\\xe5.yaml has 1 problem\n")


@pytest.mark.parametrize(
    "env", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}]
)
@pytest.mark.parametrize("page", [["--help"], ["nope"], ["render", "missing.yaml"], ["render", "--stdout"]])
def test_nothing_is_coloured_in_a_pipe(plan: Plan, plan_file: Path, env: dict[str, str], page: list[str]) -> None:
    """No escape code stands in what a script or a simple terminal reads."""
    code = {"nope": 2, "missing.yaml": 5}.get(page[-1], 0)
    said = plan(*page, env=env, code=code)
    assert "\x1b" not in said.out + said.err
    assert said.out + said.err


# Completion


def test_bash_asks_the_command_when_tab_is_pressed(shell: Shell) -> None:
    """The script that ``--show-completion`` prints makes bash offer the commands, and the flags of one."""
    press = 'printf "%s\\n" "${COMPREPLY[@]}"'
    first = f'eval "$(plan --show-completion)"; COMP_WORDS=(plan ""); COMP_CWORD=1; _plan_completion plan; {press}'
    assert {"render", "schema"} <= set(shell(first, env={"SHELL": "/bin/bash"}).out.split())
    flag = "COMP_WORDS=(plan render --js); COMP_CWORD=2; _plan_completion plan"
    assert shell(f'eval "$(plan --show-completion)"; {flag}; {press}').out.split() == ["--json"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("bash", "complete -o default -F _plan_completion plan"),
        ("zsh", "#compdef plan"),
        ("fish", "complete --command plan"),
    ],
)
def test_each_shell_gets_its_script(plan: Plan, name: str, line: str) -> None:
    """``--show-completion`` prints the script of the shell that is named, where none is looked for."""
    said = plan("--show-completion", name, env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert line in said.out


@pytest.mark.parametrize(
    "env",
    [
        {"_PLAN_COMPLETE": "complete_bash", "COMP_WORDS": "plan re", "COMP_CWORD": "1"},
        {"_PLAN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "plan re"},
        {
            "_PLAN_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_ARGS": "plan re",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    ],
)
def test_each_shell_gets_what_begins_so(plan: Plan, env: dict[str, str]) -> None:
    """A word begun completes to the command that begins so, and to no other."""
    said = plan(env=env)
    assert "render" in said.out
    assert "schema" not in said.out
