"""Two runs at once come one after the other; a run that is gone keeps nobody waiting."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import stopping
from conftest import COMMAND
from stopping import NEW, THOROUGH, contents, prepare
from transition_plan.errors import Locked
from transition_plan.locking import is_there, locked
from transition_plan.saving import save_documents

STRACE = pytest.mark.skipif(not stopping.has_strace(), reason="needs strace and the right to trace")
HOLDER = """
import sys
from transition_plan.locking import locked
with locked(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""
COUNTER = """
import sys
from transition_plan.locking import locked
from transition_plan.saving import Change, look_at, save_set
for _ in range(5):
    with locked(sys.argv[1], wait=60):
        [standing] = look_at(sys.argv[1], ["count.md"])
        new = b"%d" % (int(standing.old.data if standing.old else b"0") + 1)
        save_set(sys.argv[1], [Change(standing, new, new)])
"""


def child(script: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that works in a folder."""
    env = stopping.environment(folder.parent)
    words = [sys.executable, "-c", script, str(folder)]
    return subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def holder(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that holds the folder until its standard input ends."""
    process = child(HOLDER, folder)
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_second_run_is_told_which_folder_is_taken(tmp_path: Path) -> None:
    prepare(tmp_path / "out")
    before = contents(tmp_path / "out")
    with holder(tmp_path / "out"), pytest.raises(Locked) as caught, locked(str(tmp_path / "out"), wait=0.1):
        raise AssertionError
    assert caught.value.exit_code == 7
    assert caught.value.message == f"another run of plan is at work in {tmp_path}/out"
    assert caught.value.hint == "run this again when it has ended"
    assert contents(tmp_path / "out") == before


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    first = holder(tmp_path)
    timer = threading.Timer(0.3, first.communicate)
    timer.start()
    assert save_documents(str(tmp_path), NEW).written
    timer.join()


@pytest.mark.skipif(not THOROUGH, reason="waits ten seconds: HYPOTHESIS_PROFILE=thorough")
def test_after_ten_seconds_the_command_ends_with_7(plan_file: Path) -> None:
    with holder(plan_file.parent):
        env = stopping.environment(plan_file.parent.parent)
        done = subprocess.run([COMMAND, "render", str(plan_file)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert done.stderr.startswith(f"error: another run of plan is at work in {plan_file.parent}\nhint: ")


@pytest.mark.parametrize("runs", [2, 4, 16])
def test_no_run_loses_what_another_wrote(runs: int, tmp_path: Path) -> None:
    """Each of them reads a number and writes the next, five times over."""
    (tmp_path / "out").mkdir()
    processes = [child(COUNTER, tmp_path / "out") for _ in range(runs)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert (tmp_path / "out" / "count.md").read_text() == str(5 * runs)


def test_a_killed_run_keeps_nobody_waiting(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        first.kill()
        first.wait()
        with locked(str(tmp_path), wait=0) as notes:
            assert notes == ()


def test_reading_does_not_wait(tmp_path: Path, plan_file: Path) -> None:
    env = stopping.environment(tmp_path)
    subprocess.run([COMMAND, "render", str(plan_file), "-q"], check=True, env=env)
    with holder(plan_file.parent):
        subprocess.run([COMMAND, "render", str(plan_file), "--check"], check=True, env=env, capture_output=True)


@STRACE
@pytest.mark.parametrize("cause", ["ENOLCK", "EOPNOTSUPP", "ENOSYS", "EBADF"])
def test_a_disk_without_locks_gets_one_warning(cause: str, plan_file: Path) -> None:
    trace = ("strace", "-qq", "-o", os.devnull, "-e", "trace=flock", "-e", f"inject=flock:error={cause}")
    env = stopping.environment(plan_file.parent)
    words = [*trace, COMMAND, "render", "plan.yaml"]
    done = subprocess.run(words, cwd=plan_file.parent, env=env, capture_output=True, check=False)
    assert done.returncode == 0
    said = done.stderr.decode().splitlines()
    assert said[0] == "note: . is on a disk that knows no locks; let no two runs of plan write there at once"
    assert [line for line in said if "locks" in line] == said[:1]
    assert (plan_file.parent / "plan.md").exists()


def test_the_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    """A folder that was made for it goes again unless something stands in it."""
    with locked(str(tmp_path / "deep" / "out")):
        assert (tmp_path / "deep" / "out").is_dir()
    assert list(tmp_path.iterdir()) == []
    with locked(str(tmp_path / "deep" / "out")):
        (tmp_path / "deep" / "mine.md").write_text("mine\n")
    assert contents(tmp_path) == {"deep/mine.md": b"mine\n"}
    (tmp_path / "empty").mkdir()
    with locked(str(tmp_path / "empty")):
        pass
    assert (tmp_path / "empty").is_dir()


def test_a_folder_that_the_first_run_takes_away_is_made_anew(tmp_path: Path) -> None:
    """The run before made it, came to nothing, and removed it while this one waited."""
    first = holder(tmp_path / "out")
    timer = threading.Timer(0.2, first.communicate)
    timer.start()
    assert save_documents(str(tmp_path / "out"), NEW).written
    timer.join()
    assert (tmp_path / "out" / "plan.md").exists()


def test_a_folder_that_went_between_opening_and_locking_is_not_taken_for_locked(tmp_path: Path) -> None:
    """What is written below the old one would be gone; one of the same name is another folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    descriptor = os.open(folder, os.O_RDONLY)
    assert is_there(descriptor, str(folder))
    folder.rmdir()
    assert not is_there(descriptor, str(folder))
    (tmp_path / "other").mkdir()
    (tmp_path / "other").rename(folder)
    assert not is_there(descriptor, str(folder))
    os.close(descriptor)
