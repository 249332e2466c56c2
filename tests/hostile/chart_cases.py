"""Draw charts with hostile names by Mermaid itself, and see that the names come out whole; prints how many do.

``python tests/hostile/chart_cases.py [FILE.json…]`` needs mermaid-cli and a browser: ``npm install
@mermaid-js/mermaid-cli`` with ``PUPPETEER_SKIP_DOWNLOAD=1``, Debian's ``chromium``, and ``mmdc`` on the path or in
``--mmdc``. Without arguments it takes the answers beside this file.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from transition_plan.build import build_plan
from transition_plan.documents import fill_document
from transition_plan.gate import check_answers
from transition_plan.library import load_layouts
from transition_plan.markdown import LONGEST_LABEL
from transition_plan.plan import Plan
from transition_plan.rendering import Environment, environment

ANSWERS = Path(__file__).parent / "answers" / "markdown.json"
DROPPED = re.compile(r"[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
CHART = re.compile(r"^```mermaid\n([\s\S]*?)^```$", re.MULTILINE)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
KEYWORDS = (
    "click here", "call me", "href x", "section two", "Section", "title", "Title case", "dateFormat x", "axisFormat x",
    "excludes weekends", "includes x", "todayMarker off", "weekday monday", "weekend friday", "gantt", "accTitle x",
    "accDescr {x}", "tickInterval 1day", "inclusiveEndDates", "topAxis", "vert x", "CLICK x", "click-through rates",
    "titles won", "done", "crit", "milestone", "end", "a: b", "#1; of two", "%%{init: {}}%%", "50 % off", "שלום עולם",
)  # fmt: skip


def names_in(path: Path) -> list[str]:
    """Return the names of a file of cases; long ones are told as [text, times]."""
    cases = json.loads(path.read_text("utf-8"))["cases"]
    told = [(case.get("answer", case.get("name")), case.get("generate", [])) for case in cases]
    return ["".join(text * times for text, times in pieces) if name is None else name for name, pieces in told]


def whole(name: str) -> str:
    """Return a name as the chart must show it: one line, without control characters, of a length that can be drawn."""
    line = " ".join(DROPPED.sub("", name).split()) or "—"
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"


def chart_with(plan: Plan, name: str, env: Environment) -> str:
    """Return the chart of a plan whose first phase and early win are called so."""
    first, *others = plan.phases
    named = plan._replace(
        phases=(first._replace(title=name), *others), wins=tuple(win._replace(title=name) for win in plan.wins[:1])
    )
    found = CHART.search(fill_document(named, "plan.md", env))
    return found[1] if found else ""


def drawn(charts: Sequence[str], mmdc: str, browser: str, folder: Path) -> list[list[str]]:
    """Return the texts that each chart shows, none for one that cannot be drawn."""
    (folder / "browser.json").write_text(json.dumps({"executablePath": browser, "args": ["--no-sandbox"]}))
    source = folder / "charts.md"
    source.write_text("\n\n".join(f"```mermaid\n{chart}```" for chart in charts), "utf-8")
    command = [mmdc, "-q", "-p", "browser.json", "-i", source.name, "-o", "drawn.md"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode and len(charts) > 1:  # one that cannot be drawn stops the others
        return [drawn([chart], mmdc, browser, folder)[0] for chart in charts]
    return [[] if done.returncode else texts_of(folder / f"drawn-{n}.svg") for n in range(1, len(charts) + 1)]


def texts_of(svg: Path) -> list[str]:
    """Return the names of the bars and milestones of a drawing, none where a name has broken it."""
    try:
        texts = ElementTree.parse(svg).iter("{http://www.w3.org/2000/svg}text")
    except ElementTree.ParseError:
        return []
    return ["".join(text.itertext()).strip() for text in texts if "taskText" in text.get("class", "")]


def main() -> int:
    """Print how many names come out whole, and those that do not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, default=[ANSWERS], help="JSON files of names")
    parser.add_argument("--mmdc", default=shutil.which("mmdc"), help="where mermaid-cli is")
    parser.add_argument("--browser", default=next(filter(None, map(shutil.which, BROWSERS)), None))
    said = parser.parse_args()
    if not said.mmdc or not said.browser:
        missing = "mmdc (npm install @mermaid-js/mermaid-cli)" if not said.mmdc else "a browser (chromium)"
        sys.stdout.write(f"nothing was drawn: {missing} is not there\n")
        return 2
    env = environment(load_layouts())
    plan = build_plan(check_answers(b"role: product-manager\nstart: 2027-01-11\n", "plan.yaml"), env)
    names = [*KEYWORDS, *(name for path in said.files for name in names_in(path))]
    with tempfile.TemporaryDirectory() as folder:
        charts = [chart_with(plan, name, env) for name in names]
        seen = drawn(charts, str(Path(said.mmdc).resolve()), said.browser, Path(folder))
    tasks = [chart.count(" :") for chart in charts]
    wrong = [
        (name, texts)
        for name, texts, count in zip(names, seen, tasks, strict=True)
        if texts.count(whole(name)) < 2 or len(texts) != count
    ]
    sys.stdout.write("".join(f"{name[:80]!a} was drawn as {texts!a}\n" for name, texts in wrong))
    sys.stdout.write(
        f"{len(names) - len(wrong)} of {len(names)} hostile names are drawn whole, on a bar and a milestone\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
