"""The web page in a real browser: it asks for nothing, its boxes keep their ticks, everybody can use it, it prints.

Needs node, npm and a Chromium. What drives the browser is installed by npm into a folder that is thrown away, or is
taken from the folder that PLAN_BROWSER_MODULES names.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from test_export_html import FILES, bundle_of, example, ids_of, seeking
from transition_plan.boxes import read_boxes
from transition_plan.export.page import fill_page

BROWSER = Path(__file__).parent / "browser"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PEOPLE = [
    {"name": f"Person {n} with a long name", "title": "Director of many things", "group": group}
    for n, group in enumerate(["team", "peer", "customer", "executive", "partner", "support"] * 4)
]
CROWDED = {
    "role": "product-manager",
    "title": "Principal Product Manager for Everything, Northern and Southern Regions",
    "start": "2027-01-11",
    "hours": 20,
    "transitions": ["internal-move", "lateral-new-function"],
    "person": {"name": "Noor Castellan"},
    "people": [{"name": "Piotr Wren", "group": "manager"}, *PEOPLE],
}
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter"
LONG = {
    "role": "product-manager",
    "title": WORD,
    "org": WORD.lower(),
    "start": "2027-01-11",
    "person": {"name": WORD},
    "people": [{"name": WORD[::-1], "title": WORD, "group": "manager"}, {"name": WORD[1:], "group": "peer"}],
    "actions": [{"title": f"Read https://docs.example.com/{'a/path/' * 20}", "day": 9, "done_when": WORD}],
    "wins": [{"title": WORD, "for": WORD[1:]}],
    "risks": [{"risk": f"https://docs.example.com/{'a/path/' * 20}"}],
    "competencies": [{"id": "long", "name": WORD, "required": 3, "importance": 3}],
}
Seen = dict[str, Any]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser, or skip."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found or not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("a look at the page needs node, npm and a chromium")
    return found


@pytest.fixture(scope="session")
def modules(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what drives the browser, or skip."""
    if there := os.environ.get("PLAN_BROWSER_MODULES"):
        return Path(there)
    folder = tmp_path_factory.mktemp("modules")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(BROWSER / name, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        pytest.skip(f"npm could not install what drives the browser: {done.stderr.strip()[-200:]}")
    return folder


@pytest.fixture(scope="module")
def seen(chromium: str, modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Return what a browser saw.

    Of a plan with one tick, of its page exported later, with the first open box ticked, too; of every example.
    """
    folder = tmp_path_factory.mktemp("look")
    bundle = bundle_of(ticks={"expectations": "x"})
    first = next(action.id for area in bundle.plan.phases[0].focus for action in area.actions)
    pages = {path.stem: example(path) for path in FILES} | {
        "plan": bundle,
        "newer": bundle._replace(ticks={"expectations": "x", first: "x"}),
        "crowded": bundle_of(CROWDED),
        "long": bundle_of(LONG),
        "road": bundle_of({**LONG, "stage": "exploring"}),
        "seeking": seeking(),
    }
    for name, one in pages.items():
        (folder / f"{name}.html").write_text(fill_page(one), encoding="utf-8")
    command = ["node", str(BROWSER / "look.mjs"), chromium, str(folder)]
    done = subprocess.run(command, cwd=modules, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    made: Seen = json.loads(done.stdout)
    for name, one in made["pages"].items():
        files = [folder / f"{name}.html.{paper}.pdf" for paper in ("A4", "Letter")]
        one["printed"] = [len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) for file in files]
    return made


def ticked(markdown: str) -> set[str]:
    return {box.id for box in read_boxes(markdown) if box.is_ticked}


def test_the_page_asks_for_nothing_and_complains_of_nothing(seen: Seen) -> None:
    """No request leaves the file, no rule of its own is broken, no script fails."""
    assert seen["requests"] == []
    assert seen["complaints"] == []


def test_a_tick_is_kept_shown_and_copied(seen: Seen) -> None:
    """The dot, the counts and the Markdown follow the box; after a reload all is as it was left."""
    both = {"expectations", seen["box"]}
    assert seen["fresh"]["ticked"] == ["expectations"]
    for when in ("after", "reloaded"):
        assert set(seen[when]["ticked"]) == set(seen[when]["dots"]) == ticked(seen[when]["checklist"]) == both
        assert seen[when]["done"] == sum(seen[when]["counts"]) == 2
    assert seen["after"]["bars"][0] > seen["fresh"]["bars"][0] > 0
    assert seen["copied"]["said"] == "Copied."
    assert seen["copied"]["text"] == seen["reloaded"]["checklist"]
    assert {box.id for box in read_boxes(seen["copied"]["text"])} == set(ids_of(bundle_of()))


def test_a_newer_file_wins_over_what_the_browser_remembers(seen: Seen) -> None:
    """Once a tick has come back into the checklist, the browser forgets it: the file is where truth lives."""
    assert set(seen["newer"]["ticked"]) == {"expectations", seen["box"]}
    assert seen["older"]["ticked"] == ["expectations"]


def test_ticks_can_be_taken_back_and_forgotten(seen: Seen) -> None:
    """Also a tick of the file can be taken back; “Forget my ticks” returns to the file."""
    assert seen["unticked"]["ticked"] == []
    assert ticked(seen["unticked"]["checklist"]) == set()
    assert seen["forgotten"]["ticked"] == seen["forgottenStill"]["ticked"] == ["expectations"]


def test_the_keyboard_is_enough(seen: Seen) -> None:
    """The first stop leads past the head, and the space bar ticks."""
    assert seen["skip"] == "Skip to the plan"
    assert seen["main"] == "main"
    assert len(seen["space"]["ticked"]) == 2


def test_a_browser_that_remembers_nothing_says_so(seen: Seen) -> None:
    """Boxes tick all the same; where copying is forbidden the text is marked, ready to be copied by hand."""
    assert "does not remember" in seen["forgetful"]
    assert len(seen["forgetfulTicks"]["ticked"]) == 2
    assert "Ctrl+C" in seen["marked"]["said"]
    assert len(ticked(seen["marked"]["text"])) == 2


def test_the_page_can_be_read_without_scripts(seen: Seen) -> None:
    """No button that does nothing is shown; the checklist is there to be copied by hand."""
    assert seen["plain"] == {"tools": False, "boxes": len(ids_of(bundle_of())), "summary": True}


def test_today_comes_from_the_clock_of_the_browser(seen: Seen) -> None:
    """The day is the reader's own, on the other side of the world, too, and only drawn while the plan runs."""
    today = {when: one["told"] for when, one in seen["today"].items()}
    assert today == {
        "before": "Starts in 3 days",
        "first": "Today is day 1 of 90",
        "inside": "Today is day 22 of 90",
        "after": "",
    }
    assert seen["today"]["inside"]["drawn"]
    assert not seen["today"]["after"]["drawn"]


def test_axe_finds_nothing(seen: Seen) -> None:
    """No page has a violation, small and light or wide and dark."""
    assert len(seen["pages"]) == len(FILES) + 6
    assert {name: one["violations"] for name, one in seen["pages"].items() if one["violations"]} == {}
    assert all(min(one["passes"]) > 30 for one in seen["pages"].values())


def test_nothing_sticks_out_at_any_width(seen: Seen) -> None:
    """From a telephone to a projector no page has to be moved sideways, not even one of long words."""
    wide = {name: one["widths"] for name, one in seen["pages"].items()}
    assert {name: widths for name, widths in wide.items() if any(widths[key] > int(key) for key in widths)} == {}


def test_a_page_prints_on_two_or_three_sheets(seen: Seen) -> None:
    """On A4 and on Letter, each example and the small plan."""
    printed = {name: one["printed"] for name, one in seen["pages"].items() if name not in ("crowded", "long", "road")}
    assert {name: sheets for name, sheets in printed.items() if not set(sheets) <= {2, 3}} == {}
