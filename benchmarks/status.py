"""How long it takes to read a megabyte of checklist back, as a fraction of what a Markdown parser takes.

Both read the same text in the same run and must find the same boxes. The text is what people keep: weeks of short
lines, lines with fields, and an example of ours.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

from transition_plan.boxes import read_boxes

SIZE = 1_000_000
RATIO = 30.0
ROUNDS = 5
WEEK = "## Week {n}\n\nA line of prose that somebody wrote.\n\n{boxes}\n"
OWN = "- [{mark}] Ask somebody about the thing of day {n}\n"
FIELDS = "- [{mark}] Ask somebody about the thing of day {n} 🆔 thing-{n} 📅 2027-01-11\n"
GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "product-manager" / "checklist.md"
PARSER = MarkdownIt("commonmark").enable("table").use(tasklists_plugin)


def weeks(line: str) -> str:
    """Return a megabyte of weeks with twelve boxes each, every thirtieth ticked."""
    one = [
        WEEK.format(n=n, boxes="".join(line.format(mark="x" if (n + m) % 30 == 0 else " ", n=m) for m in range(12)))
        for n in range(2_000)
    ]
    text = "".join(one)
    return text[: text.rindex("\n", 0, min(SIZE, len(text))) + 1]


def ours(text: str) -> tuple[int, int]:
    """Count done and open boxes with the scanner."""
    ticked = [box.is_ticked for box in read_boxes(text)]
    return sum(ticked), len(ticked) - sum(ticked)


def theirs(text: str) -> tuple[int, int]:
    """Count done and open boxes with the parser."""
    first = [token.children[0].content for token in PARSER.parse(text) if token.type == "inline" and token.children]
    boxes = [html for html in first if "task-list-item-checkbox" in html]
    done = sum("checked" in html for html in boxes)
    return done, len(boxes) - done


def timed(work: Callable[[str], tuple[int, int]], text: str) -> tuple[float, tuple[int, int]]:
    """Return how long it took, and the counts."""
    gc.collect()
    begun = time.perf_counter()
    counts = work(text)
    return time.perf_counter() - begun, counts


def main() -> int:
    """Print a line for each text; exit 1 where a target is missed."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = words.parse_args().rounds
    golden = GOLDEN.read_text(encoding="utf-8")
    texts = {
        "short lines": weeks(OWN),
        "lines with fields": weeks(FIELDS),
        "an example": golden * (SIZE // len(golden)),
    }
    missed = False
    gc.set_threshold(100_000)  # as the command does
    for name, text in texts.items():
        pairs = [(timed(ours, text), timed(theirs, text)) for _ in range(rounds)]  # in turns: a busy minute hits both
        mine, other = median(one[0] for one, _ in pairs), median(one[0] for _, one in pairs)
        counts, same = pairs[0][0][1], pairs[0][1][1]
        ratio = other / mine
        missed |= counts != same or (name == "short lines" and ratio < RATIO)
        found = "same boxes" if counts == same else f"but {same}"
        times = f"{mine * 1000:6.1f} ms, parser {other * 1000:7.1f} ms: {ratio:.0f} times"
        print(f"{name:<18} {len(text.encode()) / 1e6:.2f} MB  {counts} {found}  {times}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
