"""What happens to a person's files: real files, real errors, a real kill."""

import json
import os
import resource
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from transition_plan import files
from transition_plan.errors import DiskFailed, PlanError, Refused
from transition_plan.files import Document, cache_folder, read_bytes, read_text
from transition_plan.saving import Saved, look_at, save_documents

HINT = "--force replaces and keeps a backup of each; --output-dir writes elsewhere"
NOBODY = 65534
TESTS_RUN_AS_ROOT = os.geteuid() == 0
OLD = [Document("plan.md", "# Old plan\n"), Document("checklist.md", "- [ ] old\n")]
NEW = [Document("plan.md", "# New plan\n"), Document("checklist.md", "- [ ] new\n")]
NEWEST = [Document("plan.md", "# Newest plan\n"), Document("checklist.md", "- [ ] newest\n")]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too: what "nothing was written" is held against."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def texts(documents: list[Document]) -> dict[str, bytes]:
    return {one.name: one.text.encode() for one in documents}


def with_records(documents: list[Document]) -> dict[str, bytes]:
    return {**texts(documents), **{f".plan/{name}": text for name, text in texts(documents).items()}}


def failure(kind: type[PlanError], act: Callable[[], object]) -> PlanError:
    with pytest.raises(kind) as caught:
        act()
    return caught.value


def failed_save(kind: type[PlanError], folder: Path, documents: list[Document]) -> PlanError:
    """Return why a save failed, having seen that it changed no file."""
    before = contents(folder) if folder.is_dir() else {}
    error = failure(kind, lambda: save_documents(str(folder), documents))
    assert (contents(folder) if folder.is_dir() else {}) == before
    return error


# Reading


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"role: x\r\n\xc3\xa9 \x0b end")
    assert read_bytes(str(path)) == b"role: x\r\n\xc3\xa9 \x0b end"
    assert read_text(str(path)) == "role: x\r\né \x0b end"


def test_a_missing_file_is_told_with_the_nearest_name_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text("")
    path = tmp_path / "plan.yml"
    error = failure(DiskFailed, lambda: read_bytes(str(path)))
    assert error.message == f"no such file: {path}; did you mean {tmp_path}/plan.yaml?"
    monkeypatch.chdir(tmp_path)
    error = failure(DiskFailed, lambda: read_bytes("plam.yaml"))
    assert error.message == "no such file: plam.yaml; did you mean plan.yaml?"


def test_a_missing_file_without_a_near_name_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    assert failure(DiskFailed, lambda: read_bytes(str(path))).message == f"no such file: {path}"
    path = tmp_path / "nowhere" / "plan.yaml"
    assert failure(DiskFailed, lambda: read_bytes(str(path))).message == f"no such file: {path}"


def test_a_path_that_is_no_path_is_told_too() -> None:
    error = failure(DiskFailed, lambda: read_bytes("a\0b"))
    assert error.message == "cannot read a\\x00b: embedded null byte"


def test_a_name_from_the_disk_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "plan\x1b[2J.yaml").write_text("")
    error = failure(DiskFailed, lambda: read_bytes(str(tmp_path / "plan2J.yaml")))
    assert error.message.endswith("did you mean " + str(tmp_path) + "/plan\\x1b[2J.yaml?")


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    error = failure(DiskFailed, lambda: read_bytes(str(tmp_path)))
    assert error.message == f"{tmp_path} is a folder, not a file"
    assert error.exit_code == 5


def test_a_fifo_and_a_device_do_not_hold_the_command_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (str(tmp_path / "fifo"), os.devnull):
        with pytest.raises(DiskFailed, match=f"^{path} is not a regular file$"):
            read_bytes(path)


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"x" * 1001)
    error = failure(DiskFailed, lambda: read_bytes(str(path), 1000))
    assert error.message == f"{path} has 1,001 bytes, more than 1,000"
    assert len(read_bytes(str(path), 1001)) == 1001


def test_text_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"role: x\nname: Ren\xe9\n")
    error = failure(DiskFailed, lambda: read_text(str(path)))
    assert (error.message, error.hint) == (f"{path}:2: byte 0xE9 is not UTF-8", "save the file as UTF-8")


# Saving


def test_a_first_save_makes_the_folders_and_records_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    documents = [*OLD, Document("reviews/day-30.md", "é\r\n")]
    written = tuple(f"{folder}/{one.name}" for one in documents)
    assert save_documents(str(folder), documents) == Saved(written, (), ())
    assert contents(folder) == with_records(documents)


@pytest.mark.parametrize("folder", ["", ".", "./"])
def test_paths_come_back_as_the_user_would_type_them(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert save_documents(folder, OLD).written == ("plan.md", "checklist.md")
    (tmp_path / "plan.md").write_text("mine\n")
    assert save_documents(folder, OLD, force=True).backups == ("plan.backup-1.md",)


def test_saving_twice_touches_nothing(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    before = {path: path.stat() for path in tmp_path.rglob("*")}
    saved = save_documents(str(tmp_path), OLD)
    assert saved == Saved((), tuple(f"{tmp_path}/{one.name}" for one in OLD), ())
    assert {path: path.stat() for path in tmp_path.rglob("*")} == before


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    saved = save_documents(str(tmp_path), [OLD[0], NEW[1]])
    assert saved == Saved((f"{tmp_path}/checklist.md",), (f"{tmp_path}/plan.md",), ())
    assert contents(tmp_path) == with_records([OLD[0], NEW[1]])


def test_a_document_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    (tmp_path / "plan.md").unlink()
    assert save_documents(str(tmp_path), OLD).written == (f"{tmp_path}/plan.md",)
    assert contents(tmp_path) == with_records(OLD)


def test_new_files_follow_the_umask_and_old_ones_keep_their_mode(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        save_documents(str(tmp_path), OLD)
        (tmp_path / "plan.md").chmod(0o664)
        save_documents(str(tmp_path), NEW)
    finally:
        os.umask(before)
    modes = {
        name: stat.S_IMODE((tmp_path / name).stat().st_mode)
        for name in ("plan.md", ".plan/plan.md", "checklist.md", ".plan/checklist.md")
    }
    assert modes == {
        "plan.md": 0o664,
        ".plan/plan.md": 0o664,
        "checklist.md": 0o600,
        ".plan/checklist.md": 0o600,
    }


# What is the owner's


def test_an_edited_document_is_not_overwritten_and_all_are_named_at_once(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    (tmp_path / "plan.md").write_text("# Old plan, and my words\n")
    (tmp_path / "people.md").write_text("my people\n")
    error = failed_save(Refused, tmp_path, [*NEW, Document("people.md", "new\n"), Document("new.md", "")])
    assert error.message == (
        f"would overwrite {tmp_path}/plan.md (edited since plan wrote it), "
        f"{tmp_path}/people.md (no record that plan wrote it)"
    )
    assert error.hint == HINT
    assert error.exit_code == 4


def test_force_keeps_what_was_edited_under_the_next_free_name(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    (tmp_path / "plan.backup-1.md").write_text("an older one\n")
    (tmp_path / "plan.md").write_text("mine\n")
    (tmp_path / "plan.md").chmod(0o600)
    saved = save_documents(str(tmp_path), NEW, force=True)
    assert saved.backups == (f"{tmp_path}/plan.backup-2.md",)
    assert saved.written == tuple(f"{tmp_path}/{one.name}" for one in NEW)
    backups = {"plan.backup-1.md": b"an older one\n", "plan.backup-2.md": b"mine\n"}
    assert contents(tmp_path) == {**with_records(NEW), **backups}
    assert stat.S_IMODE((tmp_path / "plan.backup-2.md").stat().st_mode) == 0o600


def test_a_backup_stands_beside_its_document(tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "day-30.md").write_text("mine\n")
    saved = save_documents(str(tmp_path), [Document("reviews/day-30.md", "new\n")], force=True)
    assert saved.backups == (f"{tmp_path}/reviews/day-30.backup-1.md",)
    assert (tmp_path / "reviews" / "day-30.backup-1.md").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("name", "backups"),
    [
        ("LICENSE", ["LICENSE.backup-1", "LICENSE.backup-2"]),
        (".md", [".md.backup-1", ".md.backup-2"]),
        ("a.b.md", ["a.b.backup-1.md", "a.b.backup-2.md"]),
        ("a.backup-7.md", ["a.backup-7.backup-1.md", "a.backup-7.backup-2.md"]),
    ],
)
def test_backups_of_any_name_are_numbered(name: str, backups: list[str], tmp_path: Path) -> None:
    for n, backup in enumerate(backups):
        (tmp_path / name).write_text(f"mine {n}\n")
        document = Document(name, f"new {n}\n")
        assert save_documents(str(tmp_path), [document], force=True).backups == (f"{tmp_path}/{backup}",)
        assert (tmp_path / backup).read_text() == f"mine {n}\n"


def test_an_owners_file_with_the_very_text_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(OLD[0].text)
    assert save_documents(str(tmp_path), OLD).unchanged == (f"{tmp_path}/plan.md",)
    save_documents(str(tmp_path), NEW)
    assert contents(tmp_path) == with_records(NEW)


def test_without_records_the_owners_text_wins(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    shutil.rmtree(tmp_path / ".plan")
    error = failed_save(Refused, tmp_path, [NEW[0]])
    assert error.message == f"would overwrite {tmp_path}/plan.md (no record that plan wrote it)"


def test_a_document_linked_with_its_record_by_a_deduplicating_tool_is_not_taken_for_ours(
    tmp_path: Path,
) -> None:
    """The two are one file then, and so equal whatever the owner typed."""
    save_documents(str(tmp_path), [OLD[0]])
    (tmp_path / ".plan" / "plan.md").unlink()
    (tmp_path / ".plan" / "plan.md").hardlink_to(tmp_path / "plan.md")
    (tmp_path / "plan.md").write_text("my words\n")
    failed_save(Refused, tmp_path, [NEW[0]])


@pytest.fixture
def editor() -> Iterator[list[Callable[[], object]]]:
    """Take an act that happens once, at the moment when a text is staged: an editor that saves meanwhile."""
    acts: list[Callable[[], object]] = []

    def meanwhile(event: str, details: tuple[object, ...]) -> None:
        if acts and event == "open" and str(details[0]).endswith(files.STAGED):
            acts.pop()()

    sys.addaudithook(meanwhile)
    yield acts
    acts.clear()


def test_what_an_editor_saves_meanwhile_is_kept(tmp_path: Path, editor: list[Callable[[], object]]) -> None:
    save_documents(str(tmp_path), OLD)
    editor.append(lambda: (tmp_path / "checklist.md").write_text("- [x] old\n"))
    error = failure(Refused, lambda: save_documents(str(tmp_path), NEW))
    message = f"another program saved {tmp_path}/checklist.md just now; nothing was replaced"
    assert (error.message, error.hint) == (message, "run the command again")
    assert contents(tmp_path) == {**with_records(OLD), "checklist.md": b"- [x] old\n"}


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, editor: list[Callable[[], object]]) -> None:
    editor.append(lambda: (tmp_path / "plan.md").write_text("mine\n"))
    failure(Refused, lambda: save_documents(str(tmp_path), OLD))
    assert contents(tmp_path) == {"plan.md": b"mine\n"}


def test_a_backup_that_was_not_needed_goes_again(tmp_path: Path, editor: list[Callable[[], object]]) -> None:
    (tmp_path / "plan.md").write_text("mine\n")
    editor.append(lambda: (tmp_path / "plan.md").write_text("mine, and more\n"))
    failure(Refused, lambda: save_documents(str(tmp_path), OLD, force=True))
    assert contents(tmp_path) == {"plan.md": b"mine, and more\n"}


def test_a_file_put_where_a_text_is_staged_is_not_written(tmp_path: Path, editor: list[Callable[[], object]]) -> None:
    (tmp_path / "mine").write_text("mine\n")
    (tmp_path / "out").mkdir()
    place = tmp_path / "out" / f".plan.md.{os.getpid()}{files.STAGED}"
    editor.append(lambda: place.hardlink_to(tmp_path / "mine"))
    error = failure(DiskFailed, lambda: save_documents(str(tmp_path / "out"), OLD))
    assert error.message == f"cannot write {tmp_path}/out/plan.md: File exists"
    assert contents(tmp_path) == {"mine": b"mine\n"}


# Names and links


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "/etc/passwd", "../plan.md", "a/../../plan.md", "a//b", "a/", "./plan.md", "a\\b"),
        *(".plan/plan.md", ".PLAN/x", "a\nb", "a\0b", "a\u202eb", "\ud800.md"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    error = failed_save(Refused, tmp_path / "out", [*OLD, Document(name, "x")])
    assert error.message == f"{name!r} cannot name a document"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "names", [("plan.md", "plan.md"), ("Plan.md", "plan.md"), ("caf\u00e9.md", "CAFE\u0301.md"), ("ß", "SS")]
)
def test_two_names_that_some_disk_takes_for_one_are_refused(names: tuple[str, str], tmp_path: Path) -> None:
    error = failed_save(Refused, tmp_path, [Document(name, name) for name in names])
    assert error.message == f"{names[0]} and {names[1]} would be one file"


def test_a_link_among_the_documents_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "plan.md").symlink_to("real/plan.md")
    save_documents(str(tmp_path), OLD)
    assert save_documents(str(tmp_path), NEW).written == (f"{tmp_path}/plan.md", f"{tmp_path}/checklist.md")
    assert (tmp_path / "plan.md").is_symlink()
    assert (tmp_path / "real" / "plan.md").read_text() == NEW[0].text


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.md").symlink_to("../secret")
    (out / "reviews").symlink_to(tmp_path)
    for name in ("plan.md", "reviews/day-30.md"):
        error = failed_save(Refused, out, [Document(name, "x")])
        assert (error.message, error.hint) == (
            f"{out}/{name} leads out of the folder by a link",
            "remove the link",
        )
    assert contents(tmp_path) == {"secret": b"secret\n"} | {"out/plan.md": b"secret\n"}


def test_a_folder_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    (tmp_path / "out-of-here").mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.md").symlink_to("../out-of-here/plan.md")
    failed_save(Refused, out, OLD)


def test_a_document_linked_to_a_record_is_refused(tmp_path: Path) -> None:
    """Its edits would be taken for what plan wrote."""
    (tmp_path / ".plan").mkdir()
    (tmp_path / ".plan" / "plan.md").write_text("mine\n")
    (tmp_path / "plan.md").symlink_to(".plan/plan.md")
    error = failed_save(Refused, tmp_path, OLD)
    assert error.message == f"{tmp_path}/plan.md leads out of the folder by a link"


@pytest.mark.parametrize("link", [".plan", ".plan/plan.md"])
def test_records_behind_a_link_are_refused(link: str, tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    (tmp_path / link).rename(tmp_path / "elsewhere")
    (tmp_path / link).symlink_to(tmp_path / "elsewhere")
    error = failed_save(Refused, tmp_path, NEW)
    assert error.message == f"{tmp_path}/.plan/plan.md is reached by a link"


def test_two_documents_linked_to_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "checklist.md").symlink_to("plan.md")
    error = failed_save(Refused, tmp_path, OLD)
    assert error.message == f"{tmp_path}/plan.md and {tmp_path}/checklist.md would be one file"


def test_links_in_a_ring_are_told(tmp_path: Path) -> None:
    (tmp_path / "plan.md").symlink_to("plan.md")
    error = failed_save(DiskFailed, tmp_path, OLD)
    assert error.message == f"cannot read {tmp_path}/plan.md: Too many levels of symbolic links"


# What stands in the way


def test_a_folder_given_by_a_link_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    save_documents(str(tmp_path / "out"), OLD)
    assert contents(tmp_path / "real") == with_records(OLD)


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine\n")
    error = failure(DiskFailed, lambda: save_documents(str(tmp_path / "out"), OLD))
    assert error.message == f"{tmp_path}/out is a file, not a folder"
    error = failure(DiskFailed, lambda: save_documents(str(tmp_path / "out" / "deep"), OLD))
    assert error.message == f"cannot make {tmp_path}/out/deep: Not a directory"


def test_a_link_to_nowhere_in_the_folders_place_is_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("nowhere")
    error = failure(DiskFailed, lambda: save_documents(str(tmp_path / "out"), OLD))
    assert error.message == f"{tmp_path}/out is a link to no folder"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_fifo_or_socket_in_a_documents_place_stays(tmp_path: Path) -> None:
    (tmp_path / "plan.md").mkdir()
    assert failed_save(DiskFailed, tmp_path, OLD).message == f"{tmp_path}/plan.md is a folder, not a file"
    (tmp_path / "plan.md").rmdir()
    os.mkfifo(tmp_path / "plan.md")
    assert failed_save(DiskFailed, tmp_path, OLD).message == f"{tmp_path}/plan.md is not a regular file"
    assert stat.S_ISFIFO((tmp_path / "plan.md").stat().st_mode)


def test_a_socket_in_a_documents_place_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket has room for 107 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("plan.md")
        assert failed_save(DiskFailed, tmp_path, OLD).message == f"{tmp_path}/plan.md is not a regular file"


def test_a_name_that_the_disk_cannot_hold_is_told(tmp_path: Path) -> None:
    name = "x" * 300
    error = failed_save(DiskFailed, tmp_path, [*OLD, Document(name, "")])
    assert error.message == f"cannot read {tmp_path}/{name}: File name too long"


def test_a_folder_whose_name_is_no_text_works(tmp_path: Path) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")
    save_documents(folder, OLD)
    assert [one.claim for one in look_at(folder, [old.name for old in OLD])] == ["", ""]
    Path(folder, "plan.md").write_text("mine\n")
    error = failure(Refused, lambda: save_documents(folder, NEW))
    name = f"{tmp_path}/caf\\udce9/plan.md"
    assert error.message == f"would overwrite {name} (edited since plan wrote it)"


# A disk that fails


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a tmpfs needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_everything_as_it_was(small_disk: Path) -> None:
    save_documents(str(small_disk), OLD)
    error = failed_save(DiskFailed, small_disk, [NEW[0], Document("checklist.md", "x" * 200_000)])
    assert error.message == f"cannot write {small_disk}/checklist.md: No space left on device"


def test_without_room_for_the_backup_nothing_is_replaced(small_disk: Path) -> None:
    save_documents(str(small_disk), OLD)
    (small_disk / "plan.md").write_text("x" * 30_000)
    before = contents(small_disk)
    error = failure(DiskFailed, lambda: save_documents(str(small_disk), NEW, force=True))
    assert error.message == f"cannot write {small_disk}/plan.backup-1.md: No space left on device"
    assert contents(small_disk) == before


def test_a_read_only_disk_is_told(small_disk: Path) -> None:
    save_documents(str(small_disk), OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert failed_save(DiskFailed, small_disk, NEW).message == f"{small_disk}/plan.md is read-only"
    error = failed_save(DiskFailed, small_disk, [*OLD, Document("people.md", "")])
    assert error.message == f"cannot write {small_disk}/people.md: Read-only file system"


def test_a_limit_on_the_size_of_files_is_told(tmp_path: Path) -> None:
    save_documents(str(tmp_path), OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        error = failed_save(DiskFailed, tmp_path, [NEW[0], Document("checklist.md", "x" * 20_000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert error.message == f"cannot write {tmp_path}/checklist.md: File too large"


CHILD = """
import fcntl, json, os, sys
from difflib import get_close_matches
from transition_plan import errors, files, saving
user, act, arguments = json.loads(sys.argv[1])
if user and os.geteuid() == 0:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
try:
    if act == "save":
        folder, documents, force = arguments
        saving.save_documents(folder, [files.Document(*one) for one in documents], force=force)
    else:
        getattr(files, act)(*arguments)
except errors.PlanError as error:
    print(error.message + "\\n" + error.hint)
    sys.exit(error.exit_code)
"""


def child(act: str, *arguments: object, user: int = 0, before: tuple[str, ...] = ()) -> tuple[int, str]:
    """Run an act in a process of its own; returns how it ended and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(Path(files.__file__).parents[1])}
    command = [*before, sys.executable, "-B", "-c", CHILD, json.dumps([user, act, arguments])]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """Make a folder of an ordinary user; root may do too much to see a refusal."""
    with tempfile.TemporaryDirectory() as name:
        if TESTS_RUN_AS_ROOT:
            os.chown(name, NOBODY, NOBODY)
        yield Path(name)


def ordinary_save(folder: Path, documents: list[Document]) -> tuple[int, str]:
    return child("save", str(folder), documents, False, user=NOBODY)


def test_a_folder_without_write_permission_is_told(ordinary: Path) -> None:
    assert ordinary_save(ordinary, OLD)[0] == 0
    ordinary.chmod(0o555)
    code, said = ordinary_save(ordinary, NEW)
    ordinary.chmod(0o755)
    message = f"cannot write {ordinary}/plan.md: Permission denied"
    assert (code, said) == (5, f"{message}\nyou may not write it, or not in its folder\n")
    assert contents(ordinary) == with_records(OLD)


def test_a_file_that_its_owner_protected_is_not_replaced(ordinary: Path) -> None:
    assert ordinary_save(ordinary, OLD)[0] == 0
    (ordinary / "checklist.md").chmod(0o444)
    message = f"{ordinary}/checklist.md is read-only\n--output-dir writes elsewhere\n"
    assert ordinary_save(ordinary, NEW) == (5, message)
    assert contents(ordinary) == with_records(OLD)
    assert ordinary_save(ordinary, OLD)[0] == 0  # there is nothing to write


def test_a_file_that_may_not_be_read_is_told(ordinary: Path) -> None:
    path = ordinary / "plan.yaml"
    path.write_text("")
    path.chmod(0)
    message = f"cannot read {path}: Permission denied\nyou may not read it, or not in its folder\n"
    assert child("read_bytes", str(path), user=NOBODY) == (5, message)


def test_a_current_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    error = failure(DiskFailed, lambda: save_documents("", OLD))
    assert error.message == "cannot find .: No such file or directory"
    monkeypatch.chdir(tmp_path)


# The cache


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def where_caches_are() -> str:
    return "Library/Caches" if sys.platform == "darwin" else ".cache"


def test_the_cache_is_in_the_home_folder_and_private(home: Path) -> None:
    folder = home / where_caches_are() / "transition-plan"
    assert cache_folder() == str(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert cache_folder() == str(folder)


def test_the_cache_is_where_xdg_says_if_the_path_is_absolute(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "xdg"))
    assert cache_folder() == str(home / "xdg" / "transition-plan")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == str(home / where_caches_are() / "transition-plan")


@pytest.mark.parametrize("name", ["", "relative", "{home}/nowhere"])
def test_without_a_home_there_is_no_cache(name: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("HOME", name.format(home=home))
    assert cache_folder() is None
    monkeypatch.delenv("HOME")
    assert cache_folder() is None
    assert list(home.iterdir()) == []


def test_a_cache_that_others_can_reach_or_that_is_a_link_is_not_used(home: Path) -> None:
    assert cache_folder() is not None
    folder = home / where_caches_are() / "transition-plan"
    folder.chmod(0o755)
    assert cache_folder() is None
    folder.chmod(0o700)
    folder.rename(home / "elsewhere")
    folder.symlink_to(home / "elsewhere")
    assert cache_folder() is None
    folder.unlink()
    folder.write_text("a file\n")
    assert cache_folder() is None


@pytest.mark.skipif(not TESTS_RUN_AS_ROOT, reason="only root can give a folder away")
def test_a_cache_of_somebody_else_is_not_used(home: Path) -> None:
    folder = cache_folder()
    assert folder is not None
    os.chown(folder, NOBODY, NOBODY)
    assert cache_folder() is None
