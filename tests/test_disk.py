"""What a disk can do to the command as it is typed; ``hostile/disk/scenarios.json`` says what was thought of at all."""

import ast
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import stopping
from conftest import COMMAND, Plan, Shell
from stopping import contents, next_command

HERE = Path(__file__).parent
CASES = json.loads((HERE / "hostile" / "disk" / "scenarios.json").read_text("utf-8"))["cases"]
STRACE = pytest.mark.skipif(not stopping.has_strace(), reason="needs strace and the right to trace")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["happens"]))
def test_every_case_is_tried_where_it_says(case: dict[str, Any]) -> None:
    """Whoever takes a test away sees which scenario is tried no more; only a power cut is tried nowhere."""
    assert case["tests"] or case["happens"] == "the power goes"
    for place in case["tests"]:
        file, _, name = place.partition("::")
        tree = ast.parse((HERE / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, place


@pytest.fixture
def few_names(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk that has room for eight names."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "nr_inodes=8", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a tmpfs needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_without_room_for_another_name_is_told(few_names: Path, plan: Plan, plan_file: Path) -> None:
    """Nothing half made is left, not even an empty folder."""
    assert plan(
        "render", "-o", str(few_names / "out"), "-d", "people", "-d", "evidence", "-d", "reviews", code=5
    ).err == (f"error: cannot write {few_names}/out/reviews/day-60.md: No space left on device\n")
    assert contents(few_names) == {}
    assert list(few_names.iterdir()) == []


def test_a_limit_on_the_size_of_files_does_not_kill_the_command(shell: Shell, plan_file: Path) -> None:
    said = shell("ulimit -f 2; plan render", code=5).err
    assert said.startswith("error: cannot write plan.md: File too large\n")
    assert contents(plan_file.parent) == {"plan.yaml": plan_file.read_bytes()}


def test_a_document_with_two_names_is_replaced_under_one(plan: Plan, plan_file: Path) -> None:
    """A hard link is a second name of the old text, and keeps it: the document is a new file."""
    plan("render")
    old = (plan_file.parent / "plan.md").read_bytes()
    (plan_file.parent / "second.md").hardlink_to(plan_file.parent / "plan.md")
    plan("render", "--set", "hours=4")
    assert (plan_file.parent / "second.md").read_bytes() == old != (plan_file.parent / "plan.md").read_bytes()


def test_the_folder_for_temporary_files_is_not_used(plan: Plan, plan_file: Path) -> None:
    plan("render", env={"TMPDIR": "/nonexistent"})
    assert (plan_file.parent / "plan.md").exists()


def test_a_path_that_is_too_long_is_told(plan: Plan, plan_file: Path) -> None:
    deep = "/".join(["x" * 200] * 25)
    assert plan("render", "-o", deep, code=5).err.rstrip().endswith("File name too long")
    assert contents(plan_file.parent) == {"plan.yaml": plan_file.read_bytes()}


@pytest.mark.parametrize("time", [0, 4_102_444_800])
def test_times_of_files_decide_nothing(time: int, plan: Plan, plan_file: Path) -> None:
    """A file from 1970, or from 2100, is its owner's or ours by its text."""
    plan("render")
    checklist = plan_file.parent / "checklist.md"
    checklist.write_text(checklist.read_text() + "\nmine\n")
    for path in plan_file.parent.rglob("*.md"):
        os.utime(path, (time, time))
    assert "wrote  plan.md" in plan("render", "--set", "hours=4").err
    assert checklist.read_text().endswith("\nmine\n")


@STRACE
@pytest.mark.parametrize("number", [1, 4, 8, 12])
def test_killed_among_several_plan_files_each_set_is_whole(number: int, tmp_path: Path) -> None:
    """Plans before the kill are done, those after it untouched; rendering again does the rest."""
    for name in ("ana", "ben", "cem"):
        (tmp_path / f"{name}.yaml").write_text("role: product-manager\n")
    words = [COMMAND, "render", *sorted(path.name for path in tmp_path.glob("*.yaml")), "-q"]
    env = stopping.environment(tmp_path)
    killed = [*stopping.inject(stopping.Point("rename", number), stopping.KILL), *words]
    assert subprocess.run(killed, cwd=tmp_path, env=env, check=False).returncode == -9
    for name in ("ana", "ben", "cem"):
        folder = tmp_path / name
        assert not folder.exists() or len(next_command(folder)) in (0, 5)
    subprocess.run(words, cwd=tmp_path, env=env, check=True)
    assert [len(contents(tmp_path / name)) for name in ("ana", "ben", "cem")] == [5, 5, 5]
