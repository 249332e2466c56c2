"""The process's edge: what a closed stream, a full disk, a signal or a fault of ours does."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from conftest import COMMAND, SOURCE, Plan, Shell
from transition_plan.edge import SHOWN_PROBLEMS, guarded, put, say, tell
from transition_plan.errors import DiskFailed, InvalidFile, Locked, PlanError, Problem, WrongUse

TESTS_RUN_AS_ROOT = os.geteuid() == 0
MORE_THAN_A_PIPE_HOLDS = b"# a comment\n" * 200_000
FULL = Path("/dev/full")

Capture = pytest.CaptureFixture[str]


def ended(act: Callable[[], object]) -> object:
    """Return the exit code of what runs behind the boundary."""
    with pytest.raises(SystemExit) as caught:
        guarded(act)
    return caught.value.code


def failing(error: BaseException) -> Callable[[], NoReturn]:
    """Return a command that goes wrong like this."""

    def act() -> NoReturn:
        raise error

    return act


# Streams that are not there


@pytest.mark.parametrize("words", ["render --stdout", "render --json", "--version", "schema"])
def test_a_closed_standard_output_is_told(shell: Shell, plan_file: Path, words: str) -> None:
    """A result that nobody can receive is an error, not a silent success."""
    assert shell(f"plan {words} >&-", code=5).err == "error: standard output is closed\n"


def test_documents_are_written_without_any_stream(shell: Shell, plan_file: Path) -> None:
    """Where the result is files, closed streams do not matter."""
    shell("plan render <&- >&- 2>&-")
    assert plan_file.with_name("plan.md").is_file()


def test_a_closed_standard_error_keeps_the_exit_code(shell: Shell, plan_file: Path) -> None:
    """An error that nobody can hear still ends with its code."""
    plan_file.write_text("role: nobody\n")
    assert shell("plan render 2>&-", code=3) == (3, "", "")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_talk_that_finds_no_room_keeps_the_exit_code(shell: Shell, plan_file: Path) -> None:
    """Where standard error is full the documents are written all the same, and an error keeps its code."""
    shell("plan render 2>/dev/full")
    assert plan_file.with_name("plan.md").is_file()
    shell("plan render nope.yaml 2>/dev/full", code=5)


def test_a_closed_standard_input_is_told(shell: Shell) -> None:
    """``-`` without a standard input says so."""
    assert shell("plan render - <&-", code=5).err == "error: standard input is closed\n"


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "words", ["render --stdout", "render --json", "render --check", "schema", "--version", "--help"]
)
def test_a_full_disk_is_told(plan: Plan, plan_file: Path, words: str) -> None:
    """A result that does not fit ends with 5 and one line, nothing of Python's."""
    with FULL.open("wb") as full:
        said = plan(*words.split(), code=5, stdout=full)
    assert said.err == "error: cannot write to standard output: No space left on device\n"


@pytest.mark.parametrize("words", ["render --stdout", "render --json", "schema", "--version"])
def test_a_reader_that_went_away_ends_it_silently(shell: Shell, plan_file: Path, words: str) -> None:
    """``plan … | head -1`` ends with 141 as the pipe's other programs do, and not a word is said."""
    script = f'{{ sleep 0.2; plan {words}; }} | true; echo "${{PIPESTATUS[0]}}"'
    assert shell(script) == (0, "141\n", "")


def test_head_gets_its_line(shell: Shell, plan_file: Path) -> None:
    """The first line is there although the rest is not wanted."""
    assert shell("plan render --stdout | head -1") == (0, "# Product Manager, Billing: the first 90 days\n", "")


# Files that cannot be read or written


def test_a_folder_in_place_of_a_file_is_told(plan: Plan, plan_file: Path) -> None:
    """A ``plan.yaml`` that is a folder cannot be read, and that is said."""
    folder = plan_file.with_name("ines") / "plan.yaml"
    folder.mkdir(parents=True)
    assert plan("render", "ines", code=5).err == "error: ines/plan.yaml is a folder, not a file\n"


def test_a_file_in_place_of_a_folder_is_told(plan: Plan, plan_file: Path) -> None:
    """Documents cannot go into a file."""
    plan_file.with_name("out").write_text("mine")
    assert plan("render", "-o", "out", code=5).err == "error: out is a file, not a folder\n"
    assert plan_file.with_name("out").read_text() == "mine"


def stopped_by_permissions(shell: Shell, code: int) -> str:
    """Run ``plan render`` as somebody whom permissions stop, root too; return what it says."""
    if not TESTS_RUN_AS_ROOT:
        return shell("plan render", code=code).err
    if shutil.which("setpriv") is None:
        pytest.skip("nothing here takes root's powers away")
    return shell("setpriv --bounding-set=-dac_override,-dac_read_search plan render", code=code).err


def test_an_unreadable_plan_file_is_told(shell: Shell, plan_file: Path) -> None:
    """A plan file that may not be read is told with its name and the reason."""
    plan_file.chmod(0)
    said = stopped_by_permissions(shell, 5).splitlines()
    assert said[0] == "error: cannot read plan.yaml: Permission denied"
    assert [line.partition(":")[0] for line in said[1:]] == ["hint"]


def test_a_folder_that_may_not_be_written_is_told(shell: Shell, plan_file: Path) -> None:
    """Where nothing may be written nothing is, and the document is named."""
    plan_file.parent.chmod(0o555)
    try:
        said = stopped_by_permissions(shell, 5)
    finally:
        plan_file.parent.chmod(0o755)
    assert said.splitlines()[0] == "error: cannot write plan.md: Permission denied"
    assert [path.name for path in plan_file.parent.iterdir()] == ["plan.yaml"]


def test_a_home_that_is_not_there_does_not_matter(plan: Plan, plan_file: Path) -> None:
    """Without a place to keep compiled layouts the documents come all the same."""
    env = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent/cache"}
    assert plan("render", "--stdout", env=env).out == plan("render", "--stdout").out


# Signals


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)]
)
def test_a_signal_ends_it_without_a_word(
    clean: dict[str, str], tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    """Ctrl-C ends with 130, a hang-up or a request to end with the signal; no traceback, no file."""
    pipe = subprocess.PIPE
    heard = partial(signal.signal, sent, signal.SIG_DFL)  # even where the tests run in the background
    with subprocess.Popen(
        [COMMAND, "render", "-"],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        cwd=tmp_path,
        env=clean,
        preexec_fn=heard,  # noqa: PLW1509 - there are no threads here
    ) as run:
        assert run.stdin is not None
        run.stdin.write(MORE_THAN_A_PIPE_HOLDS)  # returns once the command is reading
        run.stdin.flush()
        run.send_signal(sent)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (code, b"", b"")
    assert list(tmp_path.iterdir()) == []


# A fault of ours


def test_a_fault_of_ours_keeps_its_traceback(tmp_path: Path, plan_file: Path, clean: dict[str, str]) -> None:
    """A broken installation is told as a fault of the tool, with the lines to report, on standard error alone."""
    shutil.copytree(SOURCE, tmp_path / "broken" / "transition_plan")  # without its templates
    run = subprocess.run(
        [sys.executable, "-c", "from transition_plan.quick import main; main()", "render", str(plan_file)],
        capture_output=True,
        text=True,
        env={**clean, "PYTHONPATH": str(tmp_path / "broken")},
        cwd=tmp_path,
        check=False,
    )
    assert (run.returncode, run.stdout) == (70, "")
    assert run.stderr.startswith("Traceback (most recent call last):")
    assert run.stderr.splitlines()[-1].startswith("This is a fault of plan itself; please report it")


# The boundary itself


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WrongUse("what"), 2),
        (DiskFailed("what"), 5),
        (Locked("what"), 7),
        (InvalidFile("plan.yaml", [Problem("plan.yaml:1:1", "what")]), 3),
        (PlanError("what"), 70),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("what"), 70),
    ],
)
def test_every_error_has_its_exit_code(error: BaseException, code: int, capsys: Capture) -> None:
    """What goes wrong becomes the published exit code, and nothing of it goes to standard output."""
    assert ended(failing(error)) == code
    assert capsys.readouterr().out == ""


def test_what_goes_well_ends_with_0(capsys: Capture) -> None:
    """A command that returns ended well."""
    assert ended(lambda: None) == 0
    assert capsys.readouterr() == ("", "")


def test_a_command_may_end_by_itself() -> None:
    """An exit code that a command chose is kept."""
    assert ended(failing(SystemExit(6))) == 6


def test_an_error_is_told_whole(capsys: Capture) -> None:
    """Message, every problem with its place in a column, and the mend, in this order."""
    problems = [Problem("plan.yaml:2:1", "first"), Problem("plan.yaml:14:11", "second")]
    tell(InvalidFile("plan.yaml", problems, "look again"))
    assert capsys.readouterr().err == (
        "error: plan.yaml has 2 problems\n  plan.yaml:2:1    first\n  plan.yaml:14:11  second\nhint: look again\n"
    )


def test_an_error_without_a_mend_has_no_hint(capsys: Capture) -> None:
    """No empty hint is shown."""
    tell(DiskFailed("no such file: x"))
    assert capsys.readouterr().err == "error: no such file: x\n"


def test_a_flood_of_problems_is_counted(capsys: Capture) -> None:
    """A file with a thousand mistakes does not scroll the first away."""
    tell(InvalidFile("x", [Problem(f"x:{n}:1", "what") for n in range(1000)]))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "error: x has 1000 problems"
    assert len(lines) == SHOWN_PROBLEMS + 2
    assert lines[-1] == f"  and {1000 - SHOWN_PROBLEMS} more"


def test_a_result_goes_out_as_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result's bytes do not depend on the stream's encoding, and follow what was printed before."""
    path = tmp_path / "out"
    with path.open("w", encoding="ascii") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        stream.write("before ")
        put("Größe 東京\r\n")
    assert path.read_bytes() == "before Größe 東京\r\n".encode()


def test_a_result_for_nobody_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is closed, or was never there, is said to be closed."""
    stream = (tmp_path / "out").open("w")
    stream.close()
    for gone in (stream, None):
        monkeypatch.setattr("sys.stdout", gone)
        with pytest.raises(DiskFailed, match="standard output is closed"):
            put("text")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_talk_that_finds_no_room_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a full standard error did not take is not tried again when the process ends."""
    with FULL.open("w") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        say("text")
        stream.flush()


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_a_full_disk_in_a_command_of_typer(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Help that does not fit is told like any other result that does not."""
    with FULL.open("w") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        assert ended(lambda: put("text")) == 5
        assert ended(lambda: os.write(os.open(FULL, os.O_WRONLY), b"x")) == 5
    assert capsys.readouterr().err == "error: cannot write to standard output: No space left on device\n" * 2


def test_a_broken_pipe_is_silent(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Whoever notices first that the reader went away, the end is 141 and nothing is said."""
    for act in (lambda: put("text"), failing(BrokenPipeError())):
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "w") as stream:
            monkeypatch.setattr("sys.stdout", stream)
            assert ended(act) == 141
    assert capsys.readouterr().err == ""


def test_talk_that_nobody_hears_is_not_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Where standard error is missing or closed the work goes on, and no talk gets among the results."""
    closed = (tmp_path / "err").open("w")
    closed.close()
    for stream in (None, closed):
        monkeypatch.setattr("sys.stderr", stream)
        say("text")
    assert capsys.readouterr().out == ""


def test_talk_shows_what_the_terminal_lacks_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal without a letter, and a file name of odd bytes, are told escaped."""
    path = tmp_path / "err"
    with path.open("w", encoding="cp1252") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        say("ø 東 \udcff")
    assert path.read_bytes() == b"\xf8 \\u6771 \\udcff\n"
