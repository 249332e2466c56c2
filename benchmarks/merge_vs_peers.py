"""Five changes that every lived plan meets, given to ``plan``, ``git merge-file`` and ``copier update``.

``python benchmarks/merge_vs_peers.py`` prints for each whether the two sides' changes are all there, what was lost, and
the exit code. git must be installed; copier is installed into an environment of its own, which needs the network.
"""

import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from transition_plan.merge import merge_document

COPIER = "copier==9.19.1"
BASE = """# Checklist

## Week 1: Mon 11 Jan to Sun 17 Jan

- [ ] Meet the team 🆔 meet-team 📅 2027-01-13
- [ ] Read the runbooks 🆔 read-runbooks 📅 2027-01-14
- [ ] Draft the map 🆔 draft-map 📅 2027-01-15
"""
TICKED = BASE.replace("[ ] Meet", "[x] Meet")
OWN = TICKED.replace("- [ ] Read", "- [ ] Buy cake for Lucie\n- [ ] Read")
INSERTED = BASE.replace("- [ ] Read", "- [ ] Get a laptop 🆔 laptop 📅 2027-01-13\n- [ ] Read")


class Case(NamedTuple):
    """What the owner did, what the template does, and what must stand in the document after both."""

    name: str
    mine: str
    theirs: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


class Came(NamedTuple):
    """What came of a merge."""

    text: str
    code: int


CASES = (
    Case("an action inserted after a ticked one", TICKED, INSERTED, ("[x] Meet the team 🆔", "Get a laptop")),
    Case(
        "a ticked action reworded",
        TICKED,
        BASE.replace("Meet the team", "Meet the team and its manager"),
        ("[x] Meet the team and its manager",),
        ("Meet the team 🆔",),
    ),
    Case(
        "an action beside a ticked one removed",
        TICKED,
        BASE.replace("- [ ] Read the runbooks 🆔 read-runbooks 📅 2027-01-14\n", ""),
        ("[x] Meet the team",),
        ("runbooks",),
    ),
    Case(
        "the start moved",
        TICKED,
        BASE.replace("2027-01", "2027-02").replace("Jan", "Feb"),
        ("[x] Meet the team 🆔 meet-team 📅 2027-02-13", "📅 2027-02-14"),
        ("2027-01",),
    ),
    Case(
        "a line of one's own beside a reworded action",
        OWN,
        BASE.replace("Read the runbooks", "Read three runbooks"),
        ("[x] Meet the team", "Buy cake for Lucie", "Read three runbooks"),
        ("Read the runbooks",),
    ),
)


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of a peer's."""
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)


def by_plan(case: Case, _room: Path) -> Came:
    """Merge by passages."""
    merged = merge_document("checklist.md", BASE, case.mine, case.theirs)
    return Came(merged.text, 6 if merged.collisions else 0)


def by_git(case: Case, room: Path) -> Came:
    """Merge by lines."""
    for name, text in (("mine", case.mine), ("base", BASE), ("theirs", case.theirs)):
        (room / name).write_text(text, encoding="utf-8")
    done = run("git", "merge-file", "mine", "base", "theirs", cwd=room)
    return Came((room / "mine").read_text(encoding="utf-8"), done.returncode)


def commit(folder: Path, tag: str = "") -> None:
    """Commit all of a folder as nobody in particular."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    run("git", "init", "-q", cwd=folder)
    run("git", "add", "-A", cwd=folder)
    run("git", *who, "commit", "-q", "-m", "state", cwd=folder)
    if tag:
        run("git", *who, "tag", tag, cwd=folder)


def by_copier(copier: str, *options: str) -> Callable[[Case, Path], Came]:
    """Return what updates a project by copier: from the template's first tag to its second."""

    def update(case: Case, room: Path) -> Came:
        template, project = room / "template", room / "project"
        template.mkdir()
        (template / "copier.yml").write_text("name: {type: str, default: x}\n", encoding="utf-8")
        (template / "{{ _copier_conf.answers_file }}.jinja").write_text("{{ _copier_answers|to_nice_yaml }}\n")
        (template / "checklist.md").write_text(BASE, encoding="utf-8")
        commit(template, "v1")
        run(copier, "copy", "--defaults", "--vcs-ref", "v1", str(template), str(project), cwd=room)
        commit(project)
        (project / "checklist.md").write_text(case.mine, encoding="utf-8")
        commit(project)
        (template / "checklist.md").write_text(case.theirs, encoding="utf-8")
        commit(template, "v2")
        done = run(copier, "update", "--defaults", *options, cwd=project)
        return Came((project / "checklist.md").read_text(encoding="utf-8"), done.returncode)

    return update


def verdict(case: Case, came: Came) -> str:
    """Say in a few words what became of both sides' changes."""
    conflict = "<<<<<<<" in came.text
    lost = [text for text in case.wanted if text not in came.text]
    stale = [text for text in case.unwanted if text in came.text]
    if conflict:
        return f"conflict markers in the list, exit {came.code}"
    if lost:
        return f"lost {lost[0]!r}, exit {came.code}"
    return f"not renewed, exit {came.code}" if stale else f"both, exit {came.code}"


def main() -> None:
    """Print a row a case and a column a peer."""
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        venv.create(room / "venv", with_pip=True)
        run(str(room / "venv/bin/python"), "-m", "pip", "install", "-q", COPIER, cwd=room)
        copier = str(room / "venv/bin/copier")
        peers = {
            "plan": by_plan,
            "git merge-file": by_git,
            "copier update": by_copier(copier),
            "copier update --conflict rej": by_copier(copier, "--conflict", "rej"),
        }
        print(f"| change | {' | '.join(peers)} |\n|{'---|' * (len(peers) + 1)}")
        for n, case in enumerate(CASES):
            told = []
            for name, merge in peers.items():
                own = room / f"{n}-{name.replace(' ', '-')}"
                own.mkdir()
                told.append(verdict(case, merge(case, own)))
            print(f"| {case.name} | {' | '.join(told)} |", flush=True)
    sys.exit(0)


if __name__ == "__main__":
    main()
