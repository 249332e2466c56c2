"""The hostile layouts and what must become of each; run this file to see one line on all of them."""

import json
import os
import sys
import tempfile
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from transition_plan.bounded import run_bounded
from transition_plan.errors import PlanError
from transition_plan.library import load_layouts
from transition_plan.lookup import find_library
from transition_plan.rendering import Layout, environment, fill_layout

FOLDER = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((FOLDER / "jinja/manifest.json").read_text("utf-8"))["cases"]
TREE: dict[str, Any] = json.loads((FOLDER / "jinja/tree.json").read_text("utf-8"))
CASE = "self.j2"  # what the case is called among the layouts
PATH = "plan.yaml"  # what a message calls it
# Where a refusal is meant as much as the outcome that the manifest names, with the reason.
STRICTER = {
    "dos-053": "no plan needs cycler, and range goes to 1000",
    "dos-058": "'*' is for numbers",
    "mut-009": "set and loops are enough; a namespace is not there",
    "inc-014": "a layout takes in layouts, not whatever lies beside them",
}
CODES = {
    "refuse": (3, 4),
    "refuse-or-undefined": (3, 4),
    "within-budget": (0, 3, 4),
    "accept-or-refuse": (0, 3, 4),
    "accept": (0,),
    "error": (3,),
}


class End(NamedTuple):
    """How a case ended: its exit code, what it printed, what was said, and how long it took."""

    code: int
    printed: str
    said: str
    seconds: float


def source_of(case: Mapping[str, Any]) -> str:
    """Return the text of a case, made on the spot where it would be large."""
    if "file" in case:
        return Path(FOLDER, case["file"]).read_text("utf-8")
    return "".join(text * times for text, times in case["generate"])


def context() -> dict[str, object]:
    """Return what the layouts see (``context.json``), made anew: a case may try to change it."""
    return {
        "answers": {"role": "CTO", "name": "Ann"},
        "items": [3, 1, 2],
        "today": date(2026, 1, 5),
        "odict": OrderedDict(a=1, b=2),
        "counter": Counter("ab"),
        "aset": {1, 2},
        "ddict": defaultdict(list),
        "tree": [1],
        "x": 1,
    }


def lay_out(root: Path) -> None:
    """Make the folder that ``tree.json`` tells of; the layouts stand where the product looks for them."""
    for name, made in TREE.items():
        path = root / name.replace("tpl/", "tpl/documents/", 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(made, str):
            path.write_text(made)
        elif "symlink" in made:
            target = made["symlink"]
            path.symlink_to(target if target.startswith("/") else f"../{target}")
        elif "fifo" in made:
            os.mkfifo(path)
        elif "hex" in made:
            path.write_bytes(bytes.fromhex(made["hex"]))
        else:
            with path.open("wb") as file:
                file.truncate(made["sparse_bytes"])


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of this run; it goes when the run ends."""
    made = tempfile.TemporaryDirectory(prefix="plan-jinja-")
    lay_out(Path(made.name))
    return made


def state() -> list[tuple[str, int, int]]:
    """Return what would change if a case changed a file."""
    found = [Path(root, name) for root, _, names in os.walk(folder().name) for name in names]
    return sorted((str(path), path.lstat().st_size, path.lstat().st_mtime_ns) for path in found)


def run_case(case: Mapping[str, Any]) -> End:
    """Fill the layouts as the product does with those of a stranger, in a child with limits."""
    layouts = {
        **load_layouts(find_library(os.path.join(folder().name, "tpl"))),
        CASE: Layout(PATH, source_of(case)),
    }
    begun = time.perf_counter()
    try:
        printed = run_bounded(lambda: fill_layout(environment(layouts), CASE, context()))
        code, said = 0, ""
    except PlanError as error:
        printed, code, said = "", error.exit_code, f"{error.message} {error.hint}"
    return End(code, printed, said, time.perf_counter() - begun)


def faults_of(case: Mapping[str, Any], *, timed: bool = False) -> list[str]:
    """Return in which way a case did not end as its manifest demands; by the clock only when asked, machines differ."""
    before, end, expect = state(), run_case(case), case["expect"]
    codes = (3, 4) if case["id"] in STRICTER else CODES[expect["outcome"]]
    if expect["outcome"] == "refuse" and expect["exit"] == 4:
        codes = (4,)
    wanted = [*expect.get("message_has", ()), *([f"{PATH}:{expect['line']}"] if "line" in expect else ())]
    told = {
        f"ended with {end.code}": end.code in codes,
        "a file changed": state() == before,
        "printed too much": len(end.printed.encode()) <= expect.get("max_output_bytes", 2_000_000),
        "printed a secret": not any(word in end.printed + end.said for word in expect.get("must_not_print", ())),
        "showed a traceback": "Traceback" not in end.said,
        f"said only {end.said!r}": all(word in end.said for word in wanted) and bool(end.said or not end.code),
    }
    if timed:
        told[f"took {end.seconds:.1f} s"] = end.seconds <= expect["within_seconds"]
    return [fault for fault, holds in told.items() if not holds]


def main() -> int:
    """Print how many cases end as demanded, and the names of those that do not."""
    wrong = {case["id"]: faults for case in CASES if (faults := faults_of(case, timed=True))}
    sys.stdout.write("".join(f"{name}: {', '.join(faults)}\n" for name, faults in wrong.items()))
    sys.stdout.write(
        f"{len(CASES) - len(wrong)} of {len(CASES)} hostile Jinja cases end as demanded,"
        f" {len(STRICTER)} of them refused where the manifest would allow\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
