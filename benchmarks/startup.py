"""How long ``plan`` takes to start, as a multiple of an empty Python, and what an item of YAML costs as files grow.

A shared machine is slow one minute and fast the next. So the commands take turns, round by round and in rotated
order, and each is divided by the ``python -c pass`` of its own round.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

from transition_plan.answers import Answers
from transition_plan.nodes import Limits, parse_yaml
from transition_plan.source import read

ROUNDS = 15
WARM = 14.0  # times `python -c pass`, for a render of one file
EXAMPLES = ("minimal", "data-ai-specialist")
TAB = {"_PLAN_COMPLETE": "complete_bash", "COMP_WORDS": "plan ren", "COMP_CWORD": "1"}
SLOWING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")  # with these, more than the start is measured

PEERS = {"copier": 0.40, "cookiecutter": 0.70}  # what a render may cost of each
PEER_TEMPLATE = "{{ cookiecutter.folder }}"

SIZES = (1_000, 10_000, 100_000)  # people in a plan file
GROWTH = 1.5
ENOUGH = 10**9
UNLIMITED = Limits(size=ENOUGH, items=ENOUGH)
ENTRY = "- name: Ana {n}\n  group: peer\n  why: owns the pipeline that I take over\n"


class Command(NamedTuple):
    """What is run in every round; ``emptied`` is a folder that has to be gone before."""

    name: str
    argv: Sequence[str]
    target: float | None = None
    env: Mapping[str, str] = {}
    emptied: Path | None = None


PASS = Command("python -c pass", (sys.executable, "-c", "pass"), 1.0)


def script(name: str) -> str:
    """Return the path of a command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def commands(folder: Path) -> Iterator[Command]:
    """Yield the commands, those that write with folders of their own below ``folder``."""
    plan = script("plan")
    yield Command("plan --version", (plan, "--version"), 7.0)
    yield Command("plan --help", (plan, "--help"), 7.0)
    yield Command("plan render --help", (plan, "render", "--help"))
    yield Command("one TAB", (plan,), 8.0, TAB)
    yield Command("plan schema", (plan, "schema"))
    for name in EXAMPLES:
        file = str(Path(__file__).parent.parent / "examples" / f"{name}.yaml")
        render, new, old = (plan, "render", file, "-o"), folder / f"{name}-new", folder / f"{name}-old"
        yield Command(f"plan render {name}.yaml, new", (*render, str(new)), WARM, emptied=new)
        yield Command(f"plan render {name}.yaml, unchanged", (*render, str(old)), WARM)


def peers(folder: Path) -> Iterator[Command]:
    """Yield the peers that are installed, each filling in one name in a text as long as our plan."""
    for name in PEERS:
        if find_spec(name) is None:
            print(f"{name} is not installed beside this Python; skipped\n")
    template, out = folder / "template", str(folder / "peers")
    for name, options in (
        ("copier", ("copy", "--defaults", "--quiet", "--overwrite", str(template), f"{out}-copier")),
        ("cookiecutter", ("--no-input", "--overwrite-if-exists", "-o", f"{out}-cookiecutter", str(template))),
    ):
        if find_spec(name):
            yield Command(name, (script(name), *options))


def make_peer_template(folder: Path) -> None:
    """Write a template that both peers understand: the documents of our plan as they are, and one name above."""
    template = folder / "template" / PEER_TEMPLATE
    template.mkdir(parents=True)
    (folder / "template" / "copier.yml").write_text("name: {type: str, default: Ana}\n_templates_suffix: ''\n")
    (folder / "template" / "cookiecutter.json").write_text('{"name": "Ana", "folder": "out"}')
    for document in (folder / f"{EXAMPLES[0]}-old").glob("*.md"):
        text = document.read_text(encoding="utf-8")
        (template / document.name).write_text(f"{{{{ name }}}}{{% raw %}}{text}{{% endraw %}}", encoding="utf-8")


def run(command: Command, env: Mapping[str, str]) -> float:
    """Run a command from start to end without a terminal; returns its seconds."""
    if command.emptied:
        shutil.rmtree(command.emptied, ignore_errors=True)
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
    begun = time.perf_counter()
    child = os.posix_spawn(command.argv[0], command.argv, {**env, **command.env}, file_actions=nothing)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{command.name} ended with {os.waitstatus_to_exitcode(status)}; run it by hand to see why")
    return seconds


def rounds(every: Sequence[Command], count: int, env: Mapping[str, str]) -> Iterator[dict[str, float]]:
    """Yield the seconds of each command, a round at a time, each round begun by the next command."""
    for first in range(count):
        turn = first % len(every)
        yield {command.name: run(command, env) for command in (*every[turn:], *every[:turn])}


def environment(folder: Path) -> dict[str, str]:
    """Return this process's environment without what slows Python down, with a cache of its own."""
    kept = {key: value for key, value in os.environ.items() if key not in SLOWING}
    return {**kept, "XDG_CACHE_HOME": str(folder)}


def measure(count: int, with_peers: bool) -> None:
    """Run every command in turns and print the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        env = environment(folder)
        every = [PASS, *commands(folder)]
        for command in every:
            run(command, env)  # what the first run compiles and caches, the others find
        if with_peers:
            make_peer_template(folder)
            found = list(peers(folder))
            for command in found:
                run(command, env)
            every += found
        print_starts(every, list(rounds(every, count, env)))


def print_starts(every: Sequence[Command], seconds: Sequence[Mapping[str, float]]) -> None:
    """Print what each command takes, as a multiple of an empty Python in the same round."""
    print(f"{PASS.name} takes {1000 * median(one[PASS.name] for one in seconds):.1f} ms; {len(seconds)} rounds")
    print(f"\n{'command':<44}{'x pass':>8}{'target':>8}")
    for command in every[1:]:
        print_row(command.name, ratio(seconds, command.name, PASS.name), command.target)
    ours = f"plan render {EXAMPLES[0]}.yaml, new"
    for peer in (command.name for command in every if command.name in PEERS):
        print_row(f"{ours} / {peer}", ratio(seconds, ours, peer), PEERS[peer])


def ratio(seconds: Sequence[Mapping[str, float]], above: str, below: str) -> float:
    """Return the median over the rounds of one command's time over another's."""
    return median(one[above] / one[below] for one in seconds)


def print_row(name: str, value: float, target: float | None) -> None:
    """Print a ratio beside its target; a star marks what is above it."""
    shown = f"{target:.2f}" if target else "-"
    print(f"{name:<44}{value:>8.2f}{shown:>8}{' *' if target and value > target else ''}")


def item_cost(size: int) -> float:
    """Return the seconds that one person of a plan file of ``size`` people costs, from bytes to a record."""
    data = ("role: product-manager\npeople:\n" + "".join(ENTRY.format(n=n) for n in range(size))).encode()
    begun = time.process_time()
    answers = read(parse_yaml(data, "plan.yaml", UNLIMITED), Answers, [])
    spent = time.process_time() - begun
    assert answers, "the made-up plan file is wrong"
    return spent / size


def measure_growth() -> None:
    """Print what an item costs in larger and larger files."""
    costs = [[item_cost(size) for size in SIZES] for _ in range(3)]
    print(f"\n{'people in a plan file':<36}{'us each':>8}{'x first':>8}{'target':>8}")
    for column, size in enumerate(SIZES):
        each = min(row[column] for row in costs)
        grown = median(row[column] / row[0] for row in costs)
        print(f"{size:<36,}{each * 1e6:>8.1f}{grown:>8.2f}{GROWTH:>8.2f}{' *' if grown > GROWTH else ''}")


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
