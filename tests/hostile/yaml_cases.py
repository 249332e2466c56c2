"""The hostile YAML files and what must become of each; run this file to see one line on all of them."""

import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

from transition_plan.errors import InvalidFile, Problem
from transition_plan.source import parse_yaml, read

FOLDER = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((FOLDER / "yaml/manifest.json").read_text("utf-8"))["cases"]
NAME = "plan.yaml"


class Start(NamedTuple):
    """A file that gives a day."""

    start: date


class Count(NamedTuple):
    """A file that gives a number."""

    n: int


class Tasks(NamedTuple):
    """A file that gives a list."""

    tasks: tuple[str, ...]


class Titled(NamedTuple):
    """A file with one known key."""

    title: str = ""


class Signs(NamedTuple):
    """A file that chooses among signs."""

    a: Literal["<", "=="]
    b: Literal["<", "=="]
    c: Literal["<", "=="]


class Norway(NamedTuple):
    """Words that YAML 1.1 takes for truth values."""

    countries: tuple[str, ...]
    answer: str
    light: str
    smoke: str
    yes__: str
    y: str


class Nothing(NamedTuple):
    """Words for nothing, and one key with nothing behind it."""

    a: str
    b: str
    d: str
    e: str
    f: str
    g: str
    name: str
    c: str = "not given"


# What a schema knows and the reader alone cannot.
SHAPES: dict[str, Any] = {
    "yml-030-norway": Norway,
    "yml-036-bad-date": Start,
    "yml-037-bad-date-year0": Start,
    "yml-038-null": Nothing,
    "yml-039-equals": Signs,
    "yml-040-int-huge": Count,
    "yml-041-int-big": Count,
    "yml-042-bool-key": Titled,
    "yml-130-dash-no-space": Tasks,
}
TYPED: dict[str, object] = {
    "yml-030-norway": Norway(("no", "se", "dk"), "no", "on", "off", "yes", "n"),
    "yml-038-null": Nothing("null", "~", "Null", "null", "nil", "none", "Null"),
}


def data_of(case: Mapping[str, Any]) -> bytes:
    """Return the bytes of a case, made on the spot where they would be large."""
    if "file" in case:
        return Path(FOLDER, case["file"]).read_bytes()
    if "generate" in case:
        return "".join(text * times for text, times in case["generate"]).encode()
    if "generate_indexed" in case:
        text, times = case["generate_indexed"]
        return "".join(str(text).replace("{i}", str(i)) for i in range(times)).encode()
    stairs: dict[str, Any] = case["generate_staircase"]
    steps: list[str] = [stairs["indent"] * i + stairs["line"] for i in range(stairs["levels"])]
    steps += [stairs["indent"] * stairs["levels"], stairs["last"]]
    return "".join(steps).encode()


def read_case(case: Mapping[str, Any]) -> tuple[object, list[Problem]]:
    """Return what a case holds, as the schema of its test sees it, and what is wrong with it."""
    try:
        root = parse_yaml(data_of(case), NAME)
    except InvalidFile as error:
        return None, list(error.problems)
    problems: list[Problem] = []
    texts: Any = Mapping[str, str]
    shape = SHAPES.get(case["id"], texts if "text" in case["expect"]["outcome"] else object)
    return read(root, shape, problems), problems


def as_typed(case: Mapping[str, Any]) -> object:
    """Return the texts of a file of ``key: value`` lines, by nothing but its lines."""
    lines = data_of(case).decode().splitlines()
    return TYPED.get(case["id"]) or dict(line.split(": ", 1) for line in lines)


def is_refused(case: Mapping[str, Any]) -> bool:
    """Tell whether a case ends with problems, each with its place and words for it."""
    _, problems = read_case(case)
    return bool(problems) and all(re.fullmatch(NAME + r":\d+:\d+", p.place) and p.text for p in problems)


OUTCOMES: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "error": is_refused,
    "accept": lambda case: not read_case(case)[1],
    "accept-as-text": lambda case: read_case(case) == (as_typed(case), []),
    "accept-date-or-text": lambda case: read_case(case) == (as_typed(case), []),
    "accept-or-error": lambda case: not read_case(case)[1] or is_refused(case),
    "accept-with-warning-or-error": lambda case: not read_case(case)[1] or is_refused(case),
}


def ends_as_demanded(case: Mapping[str, Any]) -> bool:
    """Tell whether a case ends as its manifest demands."""
    return OUTCOMES[case["expect"]["outcome"]](case)


def is_in_time(case: Mapping[str, Any]) -> bool:
    """Tell whether a case takes no more of the processor than its manifest allows; no test does, machines differ."""
    begun = time.process_time()
    ends_as_demanded(case)
    return bool(time.process_time() - begun <= case["expect"]["within_seconds"])


def main() -> int:
    """Print how many cases end as demanded, and the names of those that do not."""
    wrong = [case["id"] for case in CASES if not (ends_as_demanded(case) and is_in_time(case))]
    sys.stdout.write("".join(f"{name} does not\n" for name in wrong))
    sys.stdout.write(f"{len(CASES) - len(wrong)} of {len(CASES)} hostile YAML cases end as demanded\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
