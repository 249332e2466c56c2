"""Stops a save, or lets it fail, at every step: by the steps' own names anywhere, by system calls where strace is."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import transition_plan
from transition_plan.edge import say, tell
from transition_plan.errors import PlanError
from transition_plan.files import Document
from transition_plan.locking import locked
from transition_plan.saving import save_documents
from transition_plan.staging import UNFINISHED

SOURCE = Path(transition_plan.__file__).parent
KILL, INTERRUPT, EDIT = "KILL", "INTERRUPT", "EDIT"
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT")
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
CALLS = "mkdir mkdirat openat write fsync chmod fchmod fchmodat rename renameat renameat2 unlink unlinkat rmdir flock"
CHANGING = CALLS.split()
TRACED = "trace=" + ",".join(f"?{name}" for name in [*CHANGING, "access", "faccessat", "faccessat2"])  # ? where it is
OLD = [Document("plan.md", "# Old\n"), Document("checklist.md", "- [ ] old\n"), Document("reviews/day-30.md", "old\n")]
NEW = [Document("plan.md", "# New\n"), Document("checklist.md", "- [ ] new\n"), Document("reviews/day-30.md", "new\n")]
NEW += [Document("people/circle.md", "circle\n")]  # in a folder that is not there yet
NEWEST = [Document(name, f"newest {text}") for name, text in NEW]
MINE = "# Old\n\nmy words\n"
CHILD = """
import fcntl, os, sys, stopping
os.access(sys.argv[1], os.F_OK)  # what comes after this line is traced
os._exit(stopping.save_new(sys.argv[1]))
"""


class Ended(NamedTuple):
    """How a child ended and what it said."""

    code: int
    said: str


class Point(NamedTuple):
    """Where a save is stopped: the name of a step or system call, and the how-many-eth of that name."""

    name: str
    number: int


def prepare(folder: Path) -> None:
    """Make the set that is replaced: three documents, one of them edited by its owner."""
    save_documents(str(folder), OLD, records={"plan.json": "old\n"})
    (folder / "plan.md").write_text(MINE)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def environment(top: Path) -> dict[str, str]:
    """Return what makes every child import the same files in the same order."""
    path = os.pathsep.join([str(SOURCE.parent), str(Path(__file__).parent)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(top / "cache")}


def save_new(folder: str) -> int:
    """Save the new set over whatever stands there; returns the exit code, having told what went wrong."""
    try:
        saved = save_documents(folder, NEW, force=True, records={"plan.json": "new\n"})
        for note in saved.notes:
            say(f"note: {note}")
    except PlanError as error:
        tell(error)
        return error.exit_code
    return 0


def save(folder: Path, *before: str) -> Ended:
    """Save the new set in a process of its own, with words before the command."""
    command = [*before, sys.executable, "-B", "-c", CHILD, str(folder)]
    env = environment(folder.parent)
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=120, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stderr)


def stop(folder: Path, point: Point, fault: str, said: Path | None = None) -> Ended:
    """Save the new set in a child that is killed, or meets an error, before a named step."""
    from multiprocessing import get_context  # no business of a child that is traced

    said = said or folder.parent / "said"
    child = get_context("fork").Process(target=meet, args=(folder, point, fault, said))
    child.start()
    child.join()
    assert child.exitcode is not None
    return Ended(child.exitcode, said.read_text())


def meet(folder: Path, point: Point, fault: str, said: Path) -> None:
    """Be the child: every step is written down before it is taken."""
    sys.stderr = said.open("w")
    met: list[object] = []

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event == "transition_plan.step":
            say(str(details[0]))
            met.extend(name for name in details if name == point.name)
            if len(met) == point.number and point.name in details:
                if fault == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                if fault == INTERRUPT:
                    raise KeyboardInterrupt
                if fault == EDIT:
                    (folder / "checklist.md").write_text("- [x] old, done\n")
                    return
                raise OSError(getattr(errno, fault), os.strerror(getattr(errno, fault)))

    sys.addaudithook(hook)
    try:
        os._exit(save_new(str(folder)))
    except KeyboardInterrupt:
        os._exit(130)


def next_command(folder: Path) -> dict[str, bytes]:
    """Do what every command does first that writes; returns what stands in the folder then."""
    with locked(str(folder)):
        return contents(folder)


def steps(top: Path) -> list[Point]:
    """Return every named step of a save, in its order."""
    folder = top / "steps"
    prepare(folder)
    ended = stop(folder, Point("", 0), "")
    assert ended.code == 0
    return numbered(ended.said.splitlines())


def numbered(names: list[str]) -> list[Point]:
    """Return the points of which these are the names."""
    return [Point(name, names[: n + 1].count(name)) for n, name in enumerate(names)]


def has_strace() -> bool:
    """Tell whether this machine and user can trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def calls(top: Path) -> list[Point]:
    """Return every system call of a save that changes something; also sees that they are the same in every run."""
    folder = top / "calls"
    prepare(folder)
    subprocess.run([sys.executable, "-c", "import stopping"], env=environment(top), check=True)  # compiles the modules
    found = []
    for n in range(2):
        shutil.rmtree(folder)
        prepare(folder)
        log = top / f"log-{n}"
        assert save(folder, "strace", "-o", str(log), "-e", TRACED).code == 0
        found.append(list(calls_in(log, f'("{folder}", F_OK')))
    assert found[0] == found[1]
    return found[0]


def calls_in(log: Path, start: str) -> Iterator[Point]:
    """Yield the calls, from the line with ``start`` on, that change something; all of a name are counted."""
    counts: dict[str, int] = {}
    started = False
    for line in log.read_text().splitlines():
        name = line.partition("(")[0]
        counts[name] = counts.get(name, 0) + 1
        started = started or start in line
        if started and name in CHANGING:
            yield Point(name, counts[name])


def inject(point: Point, fault: str) -> tuple[str, ...]:
    """Return the words before a command that stop it at a system call."""
    act = "signal=KILL" if fault == KILL else f"error={fault}"
    fault = f"inject={point.name}:{act}:when={point.number}"
    return ("strace", "-qq", "-o", os.devnull, "-e", f"trace={point.name}", "-e", fault)


def outcome(folder: Path, ended: Ended, fault: str) -> str:
    """Run the next command, hold everything that is promised against what is there, and say which set stands there."""
    now = next_command(folder)
    assert now in (OLD_SET, NEW_SET), now
    is_new = now == NEW_SET
    if fault == KILL:
        assert ended.code == -9
    elif ended.code == 0:  # the step was of no importance: a lock on a disk without locks
        assert is_new
    else:
        assert (ended.code, is_new) == (5, UNFINISHED in ended.said), ended.said
        assert "error: cannot " in ended.said
    return "new" if is_new else "old"


def files_of(documents: list[Document], record: str) -> dict[str, bytes]:
    """Return a set as it stands on the disk: documents, their records and the plan's own."""
    texts = {name: text.encode() for name, text in documents}
    return {**texts, **{f".plan/{name}": text for name, text in texts.items()}, ".plan/plan.json": record.encode()}


OLD_SET = {**files_of(OLD, "old\n"), "plan.md": MINE.encode()}
NEW_SET = {**files_of(NEW, "new\n"), "plan.backup-1.md": MINE.encode()}
