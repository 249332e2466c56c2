"""How long ``plan`` takes to start, as a multiple of an empty Python, and what a person costs in a larger plan file.

A shared machine is slow one minute and fast the next. So the commands take turns, round by round and in rotated
order, and each is divided by the ``python -c pass`` of its own round.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

from transition_plan.answers import Answers
from transition_plan.nodes import Limits, parse_yaml
from transition_plan.source import read

ROUNDS = 15
RENDER = 14.0  # times `python -c pass`
STATUS = 8.0
EXAMPLES = Path(__file__).parent.parent / "examples"
TAB = {"_PLAN_COMPLETE": "complete_bash", "COMP_WORDS": "plan ren", "COMP_CWORD": "1"}
SLOWING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")  # with these, more than the start is measured

PEERS = {"copier": 0.40, "cookiecutter": 0.70}  # what our render may cost of theirs
COMPARED = "render minimal.yaml, new"
WIDTH = 44  # of a table's first column

SIZES = (1_000, 10_000, 100_000)  # people in a plan file
GROWTH = 1.5
ENOUGH = 10**9
UNLIMITED = Limits(size=ENOUGH, items=ENOUGH)
PERSON = "- name: Ana {n}\n  group: peer\n  why: owns the pipeline that I take over\n"


class Command(NamedTuple):
    """What is run in every round; ``emptied`` is a folder that has to be gone before."""

    name: str
    argv: tuple[str, ...]
    target: float | None = None
    env: Mapping[str, str] = {}
    emptied: Path | None = None


class Spent(NamedTuple):
    """Seconds of one run; those of the processor stay the same when other work delays it."""

    wall: float
    cpu: float


Round = Mapping[str, Spent]
PASS = Command("python -c pass", (sys.executable, "-c", "pass"))


def script(name: str) -> str:
    """Return the path of a command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def commands(folder: Path) -> Iterator[Command]:
    """Yield our commands; those that write have folders of their own in ``folder``."""
    plan = script("plan")
    yield Command("--version", (plan, "--version"), 7.0)
    yield Command("--help", (plan, "--help"), 7.0)
    yield Command("render --help", (plan, "render", "--help"))
    yield Command("one TAB", (plan,), 8.0, TAB)
    yield Command("schema", (plan, "schema"))
    minimal = str(EXAMPLES / "minimal.yaml")
    for format_ in ("ics", "csv"):
        yield Command(f"export {format_}", (plan, "export", format_, minimal, "-o", str(folder / "exports") + os.sep))
    for name in ("minimal", "data-ai-specialist"):
        render = (plan, "render", str(EXAMPLES / f"{name}.yaml"), "-o")
        new, old = folder / f"{name}-new", folder / f"{name}-old"
        yield Command(f"render {name}.yaml, new", (*render, str(new)), RENDER, emptied=new)
        yield Command(f"render {name}.yaml, unchanged", (*render, str(old)), RENDER)
        yield Command(f"status of {name}", (plan, "status", str(old)), STATUS)


def peers(folder: Path) -> Iterator[Command]:
    """Yield the peers that are installed, each with a template that is our documents and one name above them."""
    calls: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...]]] = {
        "copier": (make_copier, ("copy", "--defaults", "--quiet")),
        "cookiecutter": (make_cookiecutter, ("--no-input", "-o")),
    }
    for name, (make, words) in calls.items():
        if find_spec(name) is None:
            print(f"{name} is not installed beside this Python; left out")
            continue
        template, out = folder / name, folder / f"{name}-new"
        make(template, folder / "minimal-old")
        ends = (str(template), str(out)) if name == "copier" else (str(out), str(template))
        yield Command(name, (script(name), *words, *ends), emptied=out)


def make_copier(template: Path, documents: Path) -> None:
    """Write a template for copier."""
    template.mkdir()
    (template / "copier.yml").write_text("name: {type: str, default: Ana}\n")
    fill_template(template, documents, "{{ name }}", ".jinja")


def make_cookiecutter(template: Path, documents: Path) -> None:
    """Write a template for cookiecutter."""
    inner = template / "{{ cookiecutter.folder }}"
    inner.mkdir(parents=True)
    (template / "cookiecutter.json").write_text('{"name": "Ana", "folder": "out"}')
    fill_template(inner, documents, "{{ cookiecutter.name }}", "")


def fill_template(folder: Path, documents: Path, name: str, ending: str) -> None:
    """Write our documents as templates that fill in one name."""
    for document in documents.glob("*.md"):
        text = document.read_text(encoding="utf-8")
        filled = f"{name}\n{{% raw %}}{text}{{% endraw %}}"
        (folder / f"{document.name}{ending}").write_text(filled, encoding="utf-8")


def run(command: Command, env: Mapping[str, str]) -> Spent:
    """Run a command from start to end, without a terminal."""
    if command.emptied:
        shutil.rmtree(command.emptied, ignore_errors=True)
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
    begun = time.perf_counter()
    child = os.posix_spawn(command.argv[0], command.argv, {**env, **command.env}, file_actions=nothing)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{command.name} ended with {os.waitstatus_to_exitcode(status)}; run it by hand to see why")
    return Spent(wall, used.ru_utime + used.ru_stime)


def warm(every: Sequence[Command], env: Mapping[str, str]) -> None:
    """Run each command once: what the first run compiles and caches, the others find."""
    for command in every:
        run(command, env)


def play(every: Sequence[Command], count: int, env: Mapping[str, str]) -> list[Round]:
    """Run all commands in rounds, each round begun by the next one of them."""
    turns = [first % len(every) for first in range(count)]
    return [{one.name: run(one, env) for one in (*every[turn:], *every[:turn])} for turn in turns]


def environment(folder: Path) -> dict[str, str]:
    """Return this process's environment without what slows Python down, and with a cache folder of its own."""
    kept = {key: value for key, value in os.environ.items() if key not in SLOWING}
    return {**kept, "XDG_CACHE_HOME": str(folder)}


def measure(count: int, with_peers: bool) -> None:
    """Run every command in turns and print the table of starts."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        env = environment(folder)
        ours = list(commands(folder))
        warm(ours, env)
        theirs = list(peers(folder)) if with_peers else []
        warm(theirs, env)
        rounds = play([PASS, *ours, *theirs], count, env)
    print_starts(rounds, ours, theirs)


def print_starts(rounds: Sequence[Round], ours: Sequence[Command], theirs: Sequence[Command]) -> None:
    """Print what each command takes, in empty Pythons, and our render in renders of the peers."""
    milliseconds = 1000 * median(one[PASS.name].wall for one in rounds)
    print(f"{PASS.name}: {milliseconds:.1f} ms, {len(rounds)} rounds\n")
    print(f"{'plan':<{WIDTH}}{'x pass':>8}{'x cpu':>8}{'target':>8}")
    for command in (*ours, *theirs):
        print_row(command.name, ratio(rounds, command.name, PASS.name), command.target)
    for peer in theirs:
        print_row(f"{COMPARED} / {peer.name}", ratio(rounds, COMPARED, peer.name), PEERS[peer.name])


def ratio(rounds: Sequence[Round], above: str, below: str) -> Spent:
    """Return the median over the rounds of what one command takes over another."""
    walls = [one[above].wall / one[below].wall for one in rounds]
    return Spent(median(walls), median(one[above].cpu / one[below].cpu for one in rounds))


def print_row(name: str, value: Spent, target: float | None) -> None:
    """Print a ratio beside its target; a star marks what is above it."""
    goal, mark = (f"{target:.2f}", " *" if value.wall > target else "") if target else ("", "")
    print(f"{name:<{WIDTH}}{value.wall:>8.2f}{value.cpu:>8.2f}{goal:>8}{mark}".rstrip())


def person_cost(people: int) -> float:
    """Return the seconds that one of so many people in a plan file costs, from bytes to a record."""
    data = ("role: product-manager\npeople:\n" + "".join(PERSON.format(n=n) for n in range(people))).encode()
    begun = time.process_time()
    answers = read(parse_yaml(data, "plan.yaml", UNLIMITED), Answers, [])
    spent = time.process_time() - begun
    assert answers, "the made-up plan file is wrong"
    return spent / people


def measure_growth() -> None:
    """Print what a person costs in larger and larger plan files."""
    costs = [[person_cost(size) for size in SIZES] for _ in range(3)]
    print(f"\n{'people in a plan file':<{WIDTH}}{'us each':>8}{'x first':>8}{'target':>8}")
    for column, size in enumerate(SIZES):
        each = median(row[column] for row in costs)
        grown = median(row[column] / row[0] for row in costs)
        print(f"{size:<{WIDTH},}{each * 1e6:>8.1f}{grown:>8.2f}{GROWTH:>8.2f}{' *' if grown > GROWTH else ''}")


def main() -> None:
    """Read the flags and print both tables."""
    flags = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    flags.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each command runs (default: {ROUNDS})")
    flags.add_argument("--peers", action="store_true", help="copier and cookiecutter, too, where they are installed")
    wanted = flags.parse_args()
    measure(wanted.rounds, wanted.peers)
    measure_growth()


if __name__ == "__main__":
    main()
