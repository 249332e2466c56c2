"""``plan set`` as somebody types it: what the file holds afterwards, what is said, how it ends."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from conftest import ANSWERS, EXAMPLES, Plan

FILE = """\
# my move
role: product-manager  # for now
title: 'Product Manager, Billing'
stage: accepted
people:
  # the boss
  - {name: Piotr Wren, group: manager}
  - name: Lucie Amadi  # met already

# how I rate myself
ratings: {influence: 3, teaching: 2}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(FILE)
    return path


def test_several_values_are_changed_at_once_and_told(plan: Plan, file: Path) -> None:
    """Each value is read as ``--set`` of ``render`` reads it; comments, quotes and order stay."""
    ran = plan("set", "start=2027-02-01", "stage=in-role", "people[1].group=peer", "person.name=Ana", "mission=?")
    assert ran.out == ""
    assert ran.err == (
        "start: (nothing) → 2027-02-01\n"
        "stage: accepted → in-role\n"
        "people[1].group: (nothing) → peer\n"
        "person.name: (nothing) → Ana\n"
        'mission: (nothing) → "?"\n'
        "wrote  plan.yaml\n"
        "next: plan render\n"
    )
    wanted = FILE.replace("accepted\n", 'in-role\nstart: 2027-02-01\nperson: {name: Ana}\nmission: "?"\n')
    assert file.read_text() == wanted.replace("# met already\n", "# met already\n    group: peer\n")


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_set_gives_the_plan_that_render_gives_with_the_same_words(plan: Plan, tmp_path: Path, example: Path) -> None:
    """``plan set`` and ``plan render --set`` mean one thing."""
    words = ["start=2027-02-01", 'people[0].name="No: 1"', "person.headline=2", "hours=", "title=no", "later[0]=A # b"]
    wanted = plan("render", str(example), "--json", *(part for word in words for part in ("--set", word))).out
    (tmp_path / "plan.yaml").write_bytes(example.read_bytes())
    plan("set", *words)
    assert plan("render", "--json").out == wanted


def test_nothing_behind_the_sign_takes_the_key_out(plan: Plan, file: Path) -> None:
    """A key and an entry of a list go with their comments; what is not there already needs no change."""
    ran = plan("set", "stage=", "people[0]=", "hours=")
    gone = "stage: accepted\n", "  # the boss\n  - {name: Piotr Wren, group: manager}\n"
    assert file.read_text() == FILE.replace(gone[0], "").replace(gone[1], "")
    assert ran.err.splitlines()[:2] == [
        "stage: accepted → (nothing)",
        "people[0]: {name: Piotr Wren, group: manager} → (nothing)",
    ]


def test_the_same_value_leaves_the_file_untouched(plan: Plan, file: Path) -> None:
    """Not even its time changes, so that nothing that watches it runs."""
    os.utime(file, (1, 1))
    ran = plan("set", "stage=accepted", "title=Product Manager, Billing")
    assert ran.err == "plan.yaml says so already; nothing was changed\n"
    assert file.stat().st_mtime == 1


def test_a_dry_run_shows_a_patch_and_writes_nothing(plan: Plan, file: Path) -> None:
    """What it shows can be given to ``patch``."""
    file.write_bytes(FILE.replace("\n", "\r\n").rstrip().encode())
    before = file.read_bytes()
    ran = plan("set", "--dry-run", "hours=6", "ratings.teaching=4")
    assert file.read_bytes() == before
    assert ran.err == "hours: (nothing) → 6\nratings.teaching: 2 → 4\n"
    assert "+hours: 6\r\n" in ran.out
    assert ran.out.count("\\ No newline at end of file\n") == 2
    plan("set", "hours=6", "ratings.teaching=4")
    after = file.read_bytes()
    file.write_bytes(before)
    subprocess.run(["patch", "--binary", "-s", str(file)], input=ran.out.encode(), check=True, timeout=60)
    assert file.read_bytes() == after
    assert plan("set", "-n", "hours=6").out == ""


def test_standard_input_comes_out_changed(plan: Plan) -> None:
    """In a pipe there is no file to write; what has no change comes out as it went in."""
    ran = plan("set", "--file", "-", "hours=6", stdin=b"\xef\xbb\xbf" + ANSWERS.replace("\n", "\r\n").encode())
    assert ran.out == "\ufeff" + f"{ANSWERS}hours: 6\n".replace("\n", "\r\n")
    assert ran.err == "hours: (nothing) → 6\n"
    ran = plan("set", "-f", "-", "role=product-manager", stdin=ANSWERS.encode())
    assert ran.out == ANSWERS
    assert ran.err == "standard input says so already; nothing was changed\n"


def test_a_folder_means_the_plan_file_in_it(plan: Plan, tmp_path: Path) -> None:
    """As for ``render``; what to do next names the file that is not the usual one."""
    folder = tmp_path / "my move"
    folder.mkdir()
    (folder / "plan.yaml").write_text(FILE)
    assert plan("set", "--file", "my move", "hours=6").err.endswith("next: plan render 'my move/plan.yaml'\n")
    assert "hours: 6\n" in (folder / "plan.yaml").read_text()


# What is wrong is told, and nothing is written


def test_every_problem_is_told_at_once_and_nothing_is_written(plan: Plan, file: Path) -> None:
    """What was typed goes by its key, what stands in the file by its line."""
    file.write_text(before := FILE + "chart: maybe\n")
    ran = plan("set", "hours=1000", "persn.name=Ana", "stage=in-role", "misson=", "start=01/02/2027", code=3)
    assert ran.out == ""
    assert file.read_text() == before
    told = [" ".join(line.split()) for line in ran.err.splitlines()]
    assert told[0] == "error: plan.yaml has 5 problems"
    assert "--set persn.name:1:1 unknown key 'persn'; did you mean 'person'?" in told
    assert "--set misson:1:1 unknown key 'misson'; did you mean 'mission'?" in told
    assert "--set hours:1:1 hours: 1000 hours a week cannot be planned; use 0.5 to 80" in told
    assert "plan.yaml:12:8 chart: 'maybe' is neither yes nor no; write one of the two" in told
    assert any(line.startswith("--set start:1:1 start: '01/02/2027' is not a date") for line in told)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["hours"], 3, "write it as person.name=Ana"),
        (["people[7].name=A"], 3, "this is a list; name an entry, [0] to [2]"),
        (["title.first=A"], 3, "title: wants a text, not 'key: value' lines"),
        (["role="], 3, "'role' is empty; give it a value"),
        (["mission=@x"], 3, "a text without quotes cannot start with '@'"),
        (["mission=a\x07"], 3, "U+0007"),
        ([b"mission=\xff"], 2, "a change holds bytes that are not UTF-8"),
        ([], 2, "Missing argument"),
        (["--file", "nowhere.yaml", "hours=6"], 5, "no such file: nowhere.yaml"),
    ],
)
def test_what_cannot_be_set_is_told(plan: Plan, file: Path, words: list[str | bytes], code: int, told: str) -> None:
    """The exit code says which kind of mistake it is; the file is as it was."""
    assert told in plan("set", *words, code=code).err
    assert file.read_text() == FILE


def test_a_shared_value_is_refused_with_its_line(plan: Plan, file: Path) -> None:
    """What an alias stands for is not changed behind one's back."""
    file.write_text(before := "role: product-manager\norg: &x Northlake\nteam: *x\n")
    ran = plan("set", "hours=6", "org=Veridane", code=4)
    assert "plan.yaml:2:6: cannot change org alone: what is marked &x on line 2 is used again as *x" in ran.err
    assert file.read_text() == before


# The disk


def test_the_mode_stays_and_nothing_else_is_left(plan: Plan, file: Path) -> None:
    """A private file stays private; the staged text, and what a killed run left of one, is gone."""
    file.chmod(0o640)
    (file.parent / ".plan.yaml.123.plan-new").write_text("half")
    plan("set", "hours=6")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(file.parent) == ["plan.yaml"]


def test_a_read_only_file_is_left_alone(plan: Plan, file: Path) -> None:
    """A rename could replace it all the same."""
    if os.geteuid() == 0:
        pytest.skip("root may write to everything")
    file.chmod(0o444)
    assert "plan.yaml is read-only" in plan("set", "hours=6", code=5).err
    assert file.read_text() == FILE


def test_a_link_inside_the_folder_is_followed_and_one_out_of_it_refused(plan: Plan, tmp_path: Path) -> None:
    """The link stays a link; what lies elsewhere is changed only by its own name."""
    work = tmp_path / "work"
    work.mkdir()
    for target, path in (("real.yaml", work / "plan.yaml"), ("../out.yaml", work / "other.yaml")):
        (work / target).write_text(FILE)
        path.symlink_to(target)
    plan("set", "hours=6", cwd=work)
    assert (work / "plan.yaml").is_symlink()
    assert "hours: 6\n" in (work / "real.yaml").read_text()
    ran = plan("set", "--file", "other.yaml", "hours=6", cwd=work, code=4)
    assert "other.yaml leads out of its folder by a link" in ran.err
    assert (tmp_path / "out.yaml").read_text() == FILE
