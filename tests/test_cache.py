"""What is kept between runs is found again, never trusted when its source changed, never needed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from transition_plan.cache import remember


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """A cache folder of the test's own."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    yield tmp_path / "cache" / "transition-plan"
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that something is made of."""
    path = tmp_path / "role.yaml"
    path.write_text("one")
    return path


def made_from(source: Path) -> tuple[str, list[str]]:
    """Return what is remembered of a source, and what had to be made for it."""
    made: list[str] = []

    def make() -> str:
        made.append(source.read_text())
        return made[-1]

    return remember("role", (str(source),), make), made


def test_what_was_made_once_is_not_made_again(source: Path) -> None:
    """The second run finds what the first one made."""
    assert made_from(source) == ("one", ["one"])
    assert made_from(source) == ("one", [])


def test_a_changed_source_is_read_again(source: Path) -> None:
    """Whoever edits a template sees the change at once."""
    made_from(source)
    source.write_text("two, longer")
    assert made_from(source) == ("two, longer", ["two, longer"])


def test_a_spoilt_file_does_no_harm(source: Path, folder: Path) -> None:
    """A cache that was cut off or overwritten is made anew."""
    made_from(source)
    (folder / "role.pickle").write_bytes(b"\x80\x05spoilt")
    assert made_from(source) == ("one", ["one"])
    assert made_from(source) == ("one", [])


def test_a_folder_in_place_of_the_file_does_no_harm(source: Path, folder: Path) -> None:
    """Where nothing can be kept, everything still works."""
    (folder / "role.pickle").mkdir(parents=True)
    folder.chmod(0o700)
    assert made_from(source) == ("one", ["one"])
    assert made_from(source) == ("one", ["one"])


def test_without_a_private_folder_nothing_is_kept(source: Path, folder: Path) -> None:
    """A folder that others can write to is never trusted."""
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert made_from(source) == ("one", ["one"])
    assert list(folder.iterdir()) == []
