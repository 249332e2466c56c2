"""What is installed: the wheel holds every template and no test, and the command runs from it anywhere."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import EXAMPLES, SOURCE, Plan
from transition_plan import __version__

ROOT = SOURCE.parent.parent
TEMPLATES = ROOT / "plan_templates"
SUFFIXES = {".yaml", ".j2", ".typ", ".css", ".js", ".html"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does, with the build tools that are here."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own; the packages that it needs are borrowed from this one."""
    room = tmp_path_factory.mktemp("room")
    venv.create(room, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(room), "platbase": str(room)}))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(room / "bin" / "python")]
    install = [*pip, "install", "--no-index", "--no-deps", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return room


def held(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_holds_every_template(wheel: Path) -> None:
    """Every role, family, transition and layout of the checkout is in the wheel, byte by byte."""
    here = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    assert {path.suffix for path in here} == SUFFIXES
    with zipfile.ZipFile(wheel) as file:
        for path in here:
            name = f"transition_plan/plan_templates/{path.relative_to(TEMPLATES).as_posix()}"
            assert file.read(name) == path.read_bytes()


def test_the_wheel_holds_every_module_and_the_mark_of_types(wheel: Path) -> None:
    """The package is whole, and a type checker that uses it reads its annotations."""
    paths = [*SOURCE.rglob("*.py"), SOURCE / "py.typed"]
    assert {f"transition_plan/{path.relative_to(SOURCE).as_posix()}" for path in paths} <= held(wheel)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """No test, example, document or leftover of a checkout is installed."""
    templates = {name for name in held(wheel) if name.startswith("transition_plan/plan_templates/")}
    info = {name for name in held(wheel) if name.startswith(f"transition_plan-{__version__}.dist-info/")}
    files = [path for path in SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    code = {f"transition_plan/{path.relative_to(SOURCE).as_posix()}" for path in files}
    assert held(wheel) == templates | info | code
    assert {Path(name).suffix for name in templates} == SUFFIXES


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    """Its metadata has the version of the package, the licence text and the command."""
    info = f"transition_plan-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as file:
        metadata = file.read(f"{info}/METADATA").decode()
        commands = file.read(f"{info}/entry_points.txt").decode()
    assert re.search(rf"^Version: {re.escape(__version__)}$", metadata, re.MULTILINE)
    assert f"{info}/licenses/LICENSE" in held(wheel)
    assert commands.split() == ["[console_scripts]", "plan", "=", "transition_plan.quick:main"]


def test_the_command_renders_from_another_folder(
    installed: Path, tmp_path: Path, clean: dict[str, str], plan: Plan
) -> None:
    """Installed from the wheel the command makes the same documents as here, and reads only what was installed."""

    def run(program: str, *words: str) -> str:
        command = [str(installed / "bin" / program), *words]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=clean, cwd=tmp_path).stdout

    where = run("python", "-c", "import transition_plan; print(transition_plan.__file__)")
    assert where.startswith(f"{installed}{os.sep}")
    assert run("plan", "render", str(EXAMPLES / "minimal.yaml"), "-o", "out", "-q") == ""
    for name in ("plan.md", "checklist.md"):
        here = plan("render", str(EXAMPLES / "minimal.yaml"), "--stdout", "-d", name).out
        assert (tmp_path / "out" / name).read_text(encoding="utf-8") == here
