"""What several tests need: the installed command, run as a shell runs it, and a cache that is not the person's own."""

import importlib
import os
import pkgutil
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, Protocol

import pytest
from hypothesis import settings

import transition_plan

SCRIPTS = sysconfig.get_path("scripts")
COMMAND = os.path.join(SCRIPTS, "plan")
EXAMPLES = Path(__file__).parent.parent / "examples"
SOURCE = Path(__file__).parent.parent / "src" / "transition_plan"
ANSWERS = "role: product-manager\ntitle: Product Manager, Billing\nstart: 2027-01-11\nperson: {name: Noor Castellan}\n"


class Ran(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Plan(Protocol):
    """Runs ``plan`` with some words; a word in bytes reaches it as it is."""

    def __call__(
        self,
        *words: str | bytes,
        code: int = 0,
        stdin: bytes = b"",
        stdout: IO[bytes] | int = subprocess.PIPE,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run it; fail unless it ends with ``code``."""
        ...


class Shell(Protocol):
    """Runs a bash script that finds ``plan`` on its path."""

    def __call__(self, script: str, *, code: int = 0, env: Mapping[str, str] | None = None) -> Ran:
        """Run it; fail unless it ends with ``code``."""
        ...


# A change is judged by the same examples each time; new ones are looked for in runs of their own. Speed judges nothing.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, print_blob=True)
settings.register_profile("thorough", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run a cache of its own: the person's is not touched, and layouts are compiled once."""
    folder = tempfile.mkdtemp(prefix="plan-cache-")
    os.environ["XDG_CACHE_HOME"] = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_finish() -> None:
    """Load all modules: hypothesis takes words of theirs for examples, and the order of tests must not matter."""
    for module in pkgutil.walk_packages(transition_plan.__path__, "transition_plan."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # of an extra that is not installed
                importlib.import_module(module.name)


@pytest.fixture
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment that holds what every terminal has, and nothing of the person's."""
    return {
        "PATH": os.pathsep.join([SCRIPTS, os.defpath]),
        "HOME": str(tmp_path_factory.mktemp("home")),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "LANG": "C.UTF-8",
    }


@pytest.fixture
def plan(clean: dict[str, str], tmp_path: Path) -> Plan:
    """Return the command; it must end well unless ``code`` says how else."""

    def run(
        *words: str | bytes,
        code: int = 0,
        stdin: bytes = b"",
        stdout: IO[bytes] | int = subprocess.PIPE,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        done = subprocess.run(
            [COMMAND, *words],
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            cwd=cwd or tmp_path,
            env={**clean, **(env or {})},
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stderr.decode(errors="replace")
        return Ran(done.returncode, (done.stdout or b"").decode(errors="replace"), done.stderr.decode(errors="replace"))

    return run


@pytest.fixture
def shell(clean: dict[str, str], tmp_path: Path) -> Shell:
    """Return a shell, for what only a shell can do: close a stream, end a pipe early, press TAB."""

    def run(script: str, *, code: int = 0, env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            ["bash", "-c", script],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=tmp_path,
            env={**clean, **(env or {})},
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stderr.decode(errors="replace")
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Return a small plan file, ``plan.yaml`` in a folder of its own."""
    path = tmp_path / "plan.yaml"
    path.write_text(ANSWERS)
    return path
