"""What a stopped run left behind is read strictly: whatever is odd about it, no file is touched."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stopping
from conftest import Plan
from stopping import KILL, NEW, NEW_SET, NEWEST, Point, contents, next_command, prepare
from transition_plan.errors import DiskFailed, InvalidFile, PlanError, Refused
from transition_plan.journal import BACKUP, DOCUMENT, FORMAT, RECORD, Move, journal_text, parse_journal
from transition_plan.saving import look_at, save_documents

HINT = "every document is whole; move this file away, then what a stopped run had not replaced stays as it is"


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """Return a folder in which a run was killed when its journal stood."""
    folder = tmp_path / "out"
    prepare(folder)
    assert stopping.stop(folder, Point("put a backup in its place", 1), KILL).code == -9
    return folder


def refused(folder: Path, kind: type[PlanError] = InvalidFile) -> PlanError:
    """Return why neither saving nor looking goes on; nothing was touched."""
    before = contents(folder)
    acts: list[Callable[[], object]] = [
        lambda: save_documents(str(folder), NEWEST, force=True),
        lambda: look_at(str(folder), [one.name for one in NEWEST]),
    ]
    for act in acts:
        with pytest.raises(kind) as caught:
            act()
        assert contents(folder) == before
    return caught.value


def told(folder: Path, journal: bytes) -> tuple[str, str]:
    """Put a journal into its place; returns what is told of it and the mend."""
    (folder / ".plan" / "journal").write_bytes(journal)
    error = refused(folder)
    assert isinstance(error, InvalidFile)
    assert error.exit_code == 3
    [problem] = error.problems
    return f"{problem.place.removeprefix(str(folder))} {problem.text}", error.hint


def test_a_journal_cut_anywhere_touches_nothing(stopped: Path) -> None:
    """A file system that lies about what it has written can leave such a thing."""
    whole = (stopped / ".plan" / "journal").read_bytes()
    for length in (0, 1, 2, len(whole) // 2, len(whole) - 2):
        said, hint = told(stopped, whole[:length])
        assert said.startswith("/.plan/journal:")
        assert said.endswith(" is no journal of plan")
        assert hint == HINT


def test_the_mend_that_is_told_works(stopped: Path) -> None:
    told(stopped, b"{")
    (stopped / ".plan" / "journal").unlink()
    assert next_command(stopped)["checklist.md"] == b"- [ ] old\n"
    assert save_documents(str(stopped), NEW, force=True).written != ()


def test_a_journal_of_a_newer_plan_is_left_to_it(stopped: Path) -> None:
    said = told(stopped, json.dumps({"format": FORMAT + 1, "sets": []}).encode())
    assert said == ("/.plan/journal:1:1 is of format 2; this plan knows 1", "use the newer plan that wrote it")


@pytest.mark.parametrize("journal", ["[]", "1", '"x"', "{}", '{"format": 1}', '{"format": 1, "moves": 3}', "\ufeff{}"])
def test_what_is_json_and_no_journal_touches_nothing(journal: str, stopped: Path) -> None:
    assert " is no journal of plan" in told(stopped, journal.encode())[0]


@pytest.mark.parametrize("journal", [b"\xff\xfe", b"[" * 100_000, b"\0", b'{"format": 1, "moves": [' + b"1, " * 9])
def test_what_is_no_json_touches_nothing(journal: bytes, stopped: Path) -> None:
    assert " is no journal of plan" in told(stopped, journal)[0]


@pytest.mark.parametrize(
    "odd",
    [
        *({"path": path} for path in ["../plan.md", "/etc/passwd", "a/../../x", "", ".", "a//b", ".plan/journal", 3]),
        *({"path": path} for path in [".plan/x.md", "link/x.md", None, "./plan.md", "a\0b"]),
        *({"kind": "record"}, {"kind": "backup"}, {"kind": "folder"}, {"kind": []}),
        *({"run": "1"}, {"run": None}, {"run": "../1"}, {"new": 3}, {"old": 3}, {"document": "../x"}, {"more": 1}),
    ],
    ids=str,
)
def test_a_journal_that_plan_would_not_write_moves_nothing(odd: dict[str, object], stopped: Path) -> None:
    """Whoever sends a folder cannot reach out of it by its journal."""
    (stopped / "link").symlink_to(stopped.parent)
    whole = json.loads((stopped / ".plan" / "journal").read_text())
    [line] = [line for line in whole["moves"] if line["path"] == "plan.md"]
    line.update(odd)
    assert told(stopped, json.dumps(whole).encode())[0] == "/.plan/journal:1:1 is no journal of plan"


def test_a_journal_that_is_a_link_or_a_folder_is_refused(stopped: Path) -> None:
    journal = stopped / ".plan" / "journal"
    journal.rename(stopped.parent / "elsewhere")
    journal.symlink_to(stopped.parent / "elsewhere")
    assert refused(stopped, Refused).message == f"{stopped}/.plan/journal is reached by a link"
    journal.unlink()
    journal.mkdir()
    assert refused(stopped, DiskFailed).message == f"{stopped}/.plan/journal is a folder, not a file"


def test_a_document_that_became_a_link_is_left_alone(stopped: Path) -> None:
    (stopped / "plan.md").rename(stopped / "mine.md")
    (stopped / "plan.md").symlink_to("mine.md")
    now = next_command(stopped)
    assert (stopped / "plan.md").is_symlink()
    assert now["mine.md"] == b"# Old\n\nmy words\n"
    assert now["checklist.md"] == NEW_SET["checklist.md"]


def test_a_staged_text_that_was_changed_is_not_put_in_place(stopped: Path) -> None:
    """Only what this program wrote, byte for byte, replaces a document."""
    [staged] = stopped.glob(".checklist.md.*")
    staged.write_text("something else\n")
    assert next_command(stopped)["checklist.md"] == b"- [ ] old\n"


def test_a_folder_of_documents_that_is_gone_is_not_missed(stopped: Path) -> None:
    for path in [*(stopped / "reviews").iterdir(), stopped / "reviews"]:
        path.rmdir() if path.is_dir() else path.unlink()
    now = next_command(stopped)
    assert "reviews/day-30.md" not in now
    assert now["checklist.md"] == NEW_SET["checklist.md"]


@pytest.mark.parametrize("name", ["journal", "Journal", "journal/x.md"])
def test_no_document_and_no_record_is_called_journal(name: str, tmp_path: Path) -> None:
    """Its record would stand where the journal does."""
    with pytest.raises(Refused, match="cannot name a document"):
        look_at(str(tmp_path), [name])
    with pytest.raises(Refused, match="cannot name a document"):
        save_documents(str(tmp_path / "out"), NEW, records={name: "x"})
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_of_a_spoilt_journal_with_line_and_column(plan: Plan, plan_file: Path) -> None:
    plan("render")
    (plan_file.parent / ".plan" / "journal").write_text('{"format": 1,\n oops')
    before = contents(plan_file.parent)
    for words in (("render",), ("render", "--force"), ("render", "--check"), ("render", "--dry-run")):
        assert plan(*words, code=3).err == (
            f"error: .plan/journal has 1 problem\n  .plan/journal:2:2  is no journal of plan\nhint: {HINT}\n"
        )
    assert contents(plan_file.parent) == before
    assert plan("render", "--stdout").out


PARTS = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=9)
BYTES = st.binary(min_size=1, max_size=9).map(lambda data: os.fsdecode(data.translate(None, b"/\0") or b"\xff"))
NAMES = st.lists(PARTS | BYTES, min_size=1, max_size=3).map("/".join)


@given(NAMES, st.integers(0, 2**31), st.sampled_from([BACKUP, DOCUMENT, RECORD]))
def test_what_is_written_is_read_again(name: str, run: int, kind: str) -> None:
    """Names in any script, or in bytes that are no text, come back as they were."""
    root = "/nowhere/out"
    if any(part in (".", "..", ".plan") for part in name.split("/")):
        return
    path = f"{root}/.plan/{name}" if kind == RECORD else f"{root}/{name}" + (".backup-1.md" if kind == BACKUP else "")
    if path == f"{root}/.plan/journal":
        return
    moves = [Move(kind, path, run, "00", None, f"{root}/plan.md" if kind == RECORD else None)]
    assert list(parse_journal(journal_text(moves, root), "journal", root)) == moves
