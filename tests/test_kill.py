"""Stopped anywhere, a set of documents is all old or all new after the next command, and nothing of anybody's is lost.

``python tests/test_kill.py`` tries every point with every error and writes what came of it into docs/reliability.md.
"""

import ast
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import stopping
from conftest import COMMAND, SOURCE
from stopping import (
    EDIT,
    ERRORS,
    INTERRUPT,
    KILL,
    MINE,
    NEW,
    NEW_SET,
    NEWEST,
    OLD_SET,
    THOROUGH,
    Point,
    contents,
    next_command,
    outcome,
    prepare,
)
from transition_plan.saving import look_at, save_documents
from transition_plan.staging import UNFINISHED

DOCUMENT = Path(__file__).parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- what follows is written by tests/test_kill.py -->\n", "<!-- until here -->\n"

STRACE = pytest.mark.skipif(not stopping.has_strace(), reason="needs strace and the right to trace")
Try = tuple[Point, str, str]  # where, which fault, and the set that stands there after the next command


def tried(top: Path, points: list[Point], faults: Callable[[int], tuple[str, ...]], *, by_name: bool) -> Iterator[Try]:
    """Stop a save at every point; ``faults`` says how for the n-th."""
    for n, point in enumerate(points):
        for fault in faults(n):
            folder = top / f"{n}-{fault}"
            prepare(folder)
            if by_name:
                ended = stopping.stop(folder, point, fault)
            else:
                ended = stopping.save(folder, *stopping.inject(point, fault))
            yield point, fault, outcome(folder, ended, fault)


def kill_only(_: int) -> tuple[str, ...]:
    return (KILL,)


def some_error(n: int) -> tuple[str, ...]:
    return ERRORS if THOROUGH else (ERRORS[n % len(ERRORS)],)


def sample(points: list[Point], every: int) -> list[Point]:
    """Return some of the points; all of them take minutes."""
    return points if THOROUGH else points[::every]


def before_and_after(tries: list[Try]) -> tuple[int, int]:
    """Return how many tries ended with the old set and how many with the new; once new, it stays new."""
    sets = [which for _, _, which in tries]
    assert sets == sorted(sets, reverse=True)
    return sets.count("old"), sets.count("new")


def test_killed_before_any_step_the_set_is_all_old_or_all_new(tmp_path: Path) -> None:
    """Old until the journal stands in its place, new from then on; no backup and no staged text is left over."""
    old, new = before_and_after(list(tried(tmp_path, stopping.steps(tmp_path), kill_only, by_name=True)))
    assert (old, new) == (19, 18)


def test_a_disk_that_fails_at_any_step_is_told_and_the_set_is_all_old_or_all_new(tmp_path: Path) -> None:
    """Where nothing was replaced the old set stays; else the error says that the next run finishes the new one."""
    points = stopping.steps(tmp_path)
    tries = list(tried(tmp_path, points, some_error, by_name=True))
    news = {point.name for point, _, which in tries if which == "new"}
    assert {"stage a document", "sync the journal", "put a backup in its place"} & news == set()
    assert {"put a document in its place", "sync the records", "remove the journal"} <= news


def test_interrupted_at_any_step_the_set_is_all_old_or_all_new(tmp_path: Path) -> None:
    """Ctrl-C takes back at once what was only staged."""
    for n, point in enumerate(stopping.steps(tmp_path)):
        folder = tmp_path / str(n)
        prepare(folder)
        assert stopping.stop(folder, point, INTERRUPT).code == 130
        is_begun = (folder / ".plan" / "journal").exists()
        assert is_begun or contents(folder) == OLD_SET
        assert next_command(folder) == (NEW_SET if is_begun else OLD_SET)


@STRACE
def test_killed_at_any_system_call_the_set_is_all_old_or_all_new(tmp_path: Path) -> None:
    """Seen from outside: kill -9 at the calls that change something."""
    points = sample(stopping.calls(tmp_path), 4)
    old, new = before_and_after(list(tried(tmp_path, points, kill_only, by_name=False)))
    assert old > new > 3


@STRACE
def test_whatever_system_call_fails_the_set_is_all_old_or_all_new(tmp_path: Path) -> None:
    """A full disk, a broken one, one that became read-only: told with exit code 5, never a traceback."""
    points = sample(stopping.calls(tmp_path), 6)
    assert {which for _, _, which in tried(tmp_path, points, some_error, by_name=False)} == {"old", "new"}


def test_a_first_save_that_is_killed_leaves_nothing_or_all(tmp_path: Path) -> None:
    """Nothing but empty folders is left of a save that came to nothing."""
    points = [Point(name, 1) for name in dict.fromkeys(point.name for point in stopping.steps(tmp_path))]
    for n, point in enumerate([Point("make a folder", 1), *points]):
        folder = tmp_path / str(n) / "out"
        folder.parent.mkdir()
        ended = stopping.stop(folder, point, KILL)
        if ended.code == 0:
            assert "backup" in point.name  # there was nothing to back up
        now = next_command(folder)
        assert now in ({}, {name: text for name, text in NEW_SET.items() if "backup" not in name})
        assert save_documents(str(folder), NEWEST).backups == ()


def test_a_first_save_that_fails_leaves_nothing_at_all(tmp_path: Path) -> None:
    """Not even the folders that it made."""
    for n, name in enumerate(["make a folder", "stage a document", "write the journal", "sync the journal"]):
        folder = tmp_path / str(n) / "deep" / "out"
        folder.parent.parent.mkdir()
        (folder.parent.parent / "mine.md").write_text("mine\n")
        said = tmp_path / "said"
        assert stopping.stop(folder, Point(name, 1 + (n == 0) * 3), "EIO", said).code == 5
        assert list((tmp_path / str(n)).iterdir()) == [tmp_path / str(n) / "mine.md"]


def test_the_run_that_finishes_may_be_killed_too(tmp_path: Path) -> None:
    """Killed, and again killed at every step of finishing: the third run has the new set."""
    points = stopping.steps(tmp_path)
    finishing = sample(points[points.index(Point("sync the journal", 1)) + 1 :], 2)
    for n, point in enumerate(finishing):
        folder = tmp_path / str(n)
        prepare(folder)
        stopping.stop(folder, Point("sync the journal", 1), KILL)
        assert stopping.stop(folder, point, KILL).code == -9
        now = next_command(folder)
        assert {name: now[name] for name in NEW_SET} == NEW_SET


def test_what_the_owner_saves_before_the_next_run_stays(tmp_path: Path) -> None:
    """Their text stays word for word; its record is of the text that they edited, so that merging works."""
    for n, point in enumerate(stopping.steps(tmp_path)):
        folder, name = tmp_path / str(n), ("plan.md", "checklist.md", "reviews/day-30.md")[n % 3]
        prepare(folder)
        stopping.stop(folder, point, KILL)
        before = (folder / name).read_bytes()
        (folder / name).write_bytes(before + b"and more of mine\n")
        now = next_command(folder)
        assert now[name] == before + b"and more of mine\n"
        assert now[f".plan/{name}"] == (NEW_SET if before == NEW_SET[name] else OLD_SET)[f".plan/{name}"]
        others = [other for other in OLD_SET if not other.endswith(name)]
        assert [now[other] for other in others] in ([OLD_SET[one] for one in others], [NEW_SET[one] for one in others])
        assert not [left for left in now if "plan-new" in left or "journal" in left]


@pytest.mark.parametrize("step", ["write the journal", "put the journal in its place", "sync the journal"])
def test_what_an_editor_saves_while_the_journal_is_written_stays(step: str, tmp_path: Path) -> None:
    """It is looked once more before anything is replaced; document and record stay, and that is said."""
    folder = tmp_path / "out"
    prepare(folder)
    ended = stopping.stop(folder, Point(step, 1), EDIT)
    now = contents(folder)
    assert now == {
        **NEW_SET,
        "checklist.md": b"- [x] old, done\n",
        ".plan/checklist.md": OLD_SET[".plan/checklist.md"],
    }
    assert f"note: {folder}/checklist.md stays as you saved it since\n" in ended.said


def test_who_only_reads_sees_the_set_as_the_next_run_makes_it(tmp_path: Path) -> None:
    """``--check`` writes nothing and is right all the same, wherever a run was stopped."""
    for n, point in enumerate(stopping.steps(tmp_path)):
        folder = tmp_path / str(n)
        prepare(folder)
        stopping.stop(folder, point, KILL)
        before = contents(folder)
        seen = [(one.old, one.record) for one in look_at(str(folder), [one.name for one in NEW])]
        assert contents(folder) == before
        now = next_command(folder)
        found = [(old and old.data, record and record.data) for old, record in seen]
        assert found == [(now.get(one.name), now.get(f".plan/{one.name}")) for one in NEW]


def test_a_text_that_was_taken_away_leaves_its_document_and_record_as_they_are(tmp_path: Path) -> None:
    """Somebody who tidies up hidden files between two runs costs a document its new text, nothing else."""
    prepare(tmp_path / "out")
    stopping.stop(tmp_path / "out", Point("put a backup in its place", 1), KILL)
    [staged] = (tmp_path / "out").glob(".checklist.md.*")
    staged.unlink()
    now = next_command(tmp_path / "out")
    assert (now["checklist.md"], now[".plan/checklist.md"]) == (b"- [ ] old\n", b"- [ ] old\n")
    assert (now["plan.md"], now["plan.backup-1.md"]) == (b"# New\n", MINE.encode())


def test_the_folder_may_be_moved_before_the_next_run(tmp_path: Path) -> None:
    prepare(tmp_path / "out")
    stopping.stop(tmp_path / "out", Point("put a document in its place", 2), KILL)
    (tmp_path / "out").rename(tmp_path / "elsewhere")
    assert next_command(tmp_path / "elsewhere") == NEW_SET


def test_a_backup_never_replaces_what_came_to_stand_there(tmp_path: Path) -> None:
    prepare(tmp_path / "out")
    stopping.stop(tmp_path / "out", Point("put a backup in its place", 1), KILL)
    (tmp_path / "out" / "plan.backup-1.md").write_text("mine, too\n")
    expected = {**NEW_SET, "plan.backup-1.md": b"mine, too\n", "plan.backup-2.md": MINE.encode()}
    assert next_command(tmp_path / "out") == expected


@STRACE
def test_a_disk_that_still_fails_is_told_and_a_later_run_finishes(tmp_path: Path) -> None:
    """Whoever cannot write cannot finish either; the error says what the state is."""
    prepare(tmp_path / "out")
    stopping.stop(tmp_path / "out", Point("put a document in its place", 2), KILL)
    words = ("strace", "-qq", "-o", os.devnull, "-e", "trace=/^rename", "-e", "inject=/^rename:error=EROFS")
    ended = stopping.save(tmp_path / "out", *words)
    message = f"error: cannot write {tmp_path}/out/checklist.md: Read-only file system\nhint: {UNFINISHED}\n"
    assert ended == (5, message)
    assert next_command(tmp_path / "out") == NEW_SET


@STRACE
def test_a_journal_that_cannot_be_taken_back_is_told(tmp_path: Path) -> None:
    """The disk fails when the journal stands, and again when it shall go: the next run has the new set."""
    prepare(tmp_path / "out")
    journal = [point for point in stopping.calls(tmp_path) if point.name == "fsync"][18]
    words = stopping.inject(journal, "EIO")
    ended = stopping.save(tmp_path / "out", *words[:5], "trace=all", *words[6:], "-e", "inject=/^unlink:error=EIO")
    assert ended.code == 5
    assert UNFINISHED in ended.said
    assert next_command(tmp_path / "out") == NEW_SET


def test_the_user_is_told_that_a_stopped_run_was_finished(tmp_path: Path) -> None:
    prepare(tmp_path / "out")
    stopping.stop(tmp_path / "out", Point("put a backup in its place", 1), KILL)
    (tmp_path / "out" / "checklist.md").write_text("- [x] old\n")
    notes = save_documents(str(tmp_path / "out"), NEWEST, force=True).notes
    assert notes == (
        "finished what a stopped run had begun",
        f"{tmp_path}/out/checklist.md stays as you saved it since",
    )


# In which order


def opened(line: str) -> tuple[str, str]:
    """Return the call of a line of strace -y and the path that it is about."""
    call, path = re.findall(r'^(\w+)\([^"<]*["<]([^">]*)', line)[0]
    return call.removesuffix("at"), path


@STRACE
def test_every_text_and_every_name_reaches_the_disk_before_what_relies_on_it(tmp_path: Path) -> None:
    """The order that a power cut needs: texts, folders, the journal; documents, their folders; records, theirs."""
    folder = tmp_path / "out"
    prepare(folder)
    before = ("strace", "-y", "-o", str(tmp_path / "log"), "-e", "trace=fsync,/^rename,/^unlink")
    assert stopping.save(folder, *before).code == 0
    found = [opened(line) for line in (tmp_path / "log").read_text().splitlines() if str(folder) in line]
    done = [(call, re.sub(r"\.([^/]+)\.\d+\.plan-new$", r"\1+", os.path.relpath(path, folder))) for call, path in found]
    documents = ["plan.backup-1.md+", *(f"{one.name}+" for one in NEW)]
    records = [*(f".plan/{one.name}+" for one in NEW), ".plan/plan.json+"]
    assert done == [
        *[("fsync", ".plan"), ("fsync", ".")],  # where the new document's folders were made
        *(("fsync", path) for path in [*documents, *records]),
        *(("fsync", path) for path in [".", ".plan/people", ".plan/reviews", "people", "reviews", ".plan/journal+"]),
        *[("rename", ".plan/journal+"), ("fsync", ".plan")],
        *(("rename", path) for path in documents),
        *(("fsync", path) for path in [".", "people", "reviews"]),
        *(("rename", path) for path in records),
        *(("fsync", path) for path in [".plan", ".plan/people", ".plan/reviews"]),
        ("unlink", ".plan/journal"),
    ]


@STRACE
@pytest.mark.parametrize("words", [("--check",), ("--dry-run",), ("--stdout",), ("--json",)])
def test_a_command_that_only_reads_opens_nothing_for_writing(words: tuple[str, ...], plan_file: Path) -> None:
    """Not even the lock is taken."""
    env = stopping.environment(plan_file.parent.parent)
    subprocess.run([COMMAND, "render", str(plan_file), "-q"], check=True, env=env)
    log = plan_file.parent / "log"
    trace = "trace=openat,/^rename,/^unlink,/^mkdir,flock"
    command = ["strace", "-f", "-o", str(log), "-e", trace, COMMAND, "render", str(plan_file), "-q", *words]
    subprocess.run(command, check=True, capture_output=True, env=env)
    folder = str(plan_file.parent)
    about = [line for line in log.read_text().splitlines() if folder in line or "flock" in line]
    assert about
    assert [line for line in about if "O_RDONLY" not in line] == []


@STRACE
def test_plan_render_itself_may_be_killed_at_any_call(plan_file: Path, tmp_path: Path) -> None:
    """The command as it is typed: killed anywhere, the next render first has the old set or the new one."""
    words, env = [COMMAND, "render", "plan.yaml", "-q"], stopping.environment(tmp_path)
    old, log = tmp_path / "old", tmp_path / "log"
    old.mkdir()
    plan_file.rename(old / "plan.yaml")
    subprocess.run(words, cwd=old, env=env, check=True)
    (old / "plan.yaml").write_text((old / "plan.yaml").read_text() + "hours: 4\n")
    new = copied(old, tmp_path / "new")
    subprocess.run(["strace", "-o", str(log), "-e", stopping.TRACED, *words], cwd=new, env=env, check=True)
    points = [point for point in stopping.calls_in(log, "flock(") if point.name != "openat"]
    sets = (contents(old), contents(new))
    for n, point in enumerate(sample(points, 8)):
        folder = copied(old, tmp_path / str(n))
        ended = subprocess.run([*stopping.inject(point, KILL), *words], cwd=folder, env=env, check=False).returncode
        assert ended == -9
        assert next_command(folder) in sets
        subprocess.run(words, cwd=folder, env=env, check=True)
        assert contents(folder) == contents(new)


def copied(folder: Path, to: Path) -> Path:
    """Copy a folder; returns the copy."""
    return Path(shutil.copytree(folder, to))


# What the documentation shows


def cell(tries: list[Try]) -> str:
    """Return how many tries ended with which set."""
    counts = Counter(which for _, _, which in tries)
    return ", ".join(f"{counts[which]} all {which}" for which in ("old", "new") if counts[which]) or "–"


def table(head: str, tries: list[Try]) -> str:
    """Return a table of tries as Markdown, in the order in which the points are first met."""
    lines = [f"| {head} | points | killed there | failed there |", "|---|---|---|---|"]
    for name in dict.fromkeys(point.name for point, _, _ in tries):
        killed = [one for one in tries if one[0].name == name and one[1] == KILL]
        failed = [one for one in tries if one[0].name == name and one[1] != KILL]
        lines.append(f"| {name} | {len(killed)} | {cell(killed)} | {cell(failed)} |")
    return "\n".join(lines) + "\n"


def documented_steps() -> list[str]:
    """Return the steps of the first table of the document."""
    rows = DOCUMENT.read_text("utf-8").partition("| step |")[2].partition("\n\n")[0]
    return re.findall(r"^\| ([^|]+) \|", rows, re.MULTILINE)


def steps_in_source() -> Iterator[str]:
    """Yield a pattern for every step that the source names, itself or by way of ``sync_all``."""
    for module in ("files", "staging"):
        for node in ast.walk(ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("step", "sync_all"):
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield re.escape(str(name.value))
                elif isinstance(name, ast.JoinedStr):
                    parts = (str(part.value) if isinstance(part, ast.Constant) else ".+" for part in name.values)
                    yield "".join(parts)


def test_the_table_of_points_has_every_step_of_the_code(tmp_path: Path) -> None:
    """What the document says was tried is what there is to try."""
    assert documented_steps() == list(dict.fromkeys(point.name for point in stopping.steps(tmp_path)))
    for pattern in steps_in_source():
        assert [name for name in documented_steps() if re.fullmatch(pattern, name)], pattern


def renew() -> None:
    """Try everything and write the tables."""
    every = (KILL, *ERRORS)
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        steps, calls = top / "named", top / "called"
        steps.mkdir()
        calls.mkdir()
        first = list(tried(steps, stopping.steps(steps), lambda _: every, by_name=True))
        second = list(tried(calls, stopping.calls(calls), lambda _: every, by_name=False))
    text = DOCUMENT.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    tables = table("step", first) + "\n" + table("system call", second)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    renew()
