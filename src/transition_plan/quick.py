"""The way in. The plain forms of ``render``, ``status`` and ``next`` are read here: typer alone costs half of a status.

Whatever is not fully understood goes to ``cli``, which reads it anew: two readers, one meaning, compared in a test.
"""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

SWITCHES = {
    "--stdout": "stdout",
    "--json": "json",
    "--check": "check",
    "--dry-run": "dry_run",
    "-n": "dry_run",
    "--force": "force",
    "--quiet": "quiet",
    "-q": "quiet",
}
LISTS = {"--document": "documents", "-d": "documents", "--set": "changes", "--take": "take"}
FOLDERS = {"--output-dir": "output_dir", "-o": "output_dir", "--templates": "templates"}


def read_render(words: Sequence[str]) -> tuple[list[str], dict[str, object]] | None:
    """Return the files and wishes of ``plan render WORD…``, or nothing where a word is not plain."""
    files: list[str] = []
    wishes: dict[str, object] = {}
    lists: dict[str, tuple[str, ...]] = {}
    rest = iter(words)
    for word in rest:
        if word in SWITCHES:
            wishes[SWITCHES[word]] = True
        elif word in LISTS or word in FOLDERS:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
            if word in FOLDERS:
                wishes[FOLDERS[word]] = value
            else:
                lists[LISTS[word]] = (*lists.get(LISTS[word], ()), value)
        elif word.startswith("-") and word != "-":
            return None
        else:
            files.append(word)
    return files, {**wishes, **lists}


def read_living(words: Sequence[str], most: int) -> tuple[list[str], dict[str, object]] | None:
    """Return the plans and wishes of ``plan status WORD…`` or ``plan next WORD``, or nothing as above."""
    plans: list[str] = []
    wishes: dict[str, object] = {}
    rest = iter(words)
    for word in rest:
        if word == "--json":
            wishes["as_json"] = True
        elif word == "--today":
            wishes["today"] = day = next(rest, "-")
            if day.startswith("-"):
                return None
        elif word.startswith("-"):
            return None
        else:
            plans.append(word)
    return (plans, wishes) if len(plans) <= most else None


def read_plain(command: str, words: Sequence[str]) -> Callable[[], NoReturn] | None:
    """Return what a plain command line does, nothing where typer has to read it."""
    work: Callable[..., NoReturn]
    if command == "render":
        said, work = read_render(words), render
    elif command == "status":
        said, work = read_living(words, len(words)), status
    elif command == "next":
        said, work = read_living(words, 1), show_next
    else:
        return None
    return (lambda: work(*said)) if said else None


def main() -> NoReturn:
    """Run the command."""
    gc.set_threshold(100_000)  # a short run makes much and throws little away
    command, *words = sys.argv[1:] or [""]
    plain = None if "_PLAN_COMPLETE" in os.environ else read_plain(command, words)
    if plain is None:
        from .cli import main as with_typer

        with_typer()
    from .edge import guarded

    try:
        guarded(plain)
    except SystemExit as end:
        leave(end)


def leave(end: SystemExit) -> NoReturn:
    """End the process at once: all is written, and to take everything apart first costs a tenth of a render."""
    for stream in (sys.stdout, sys.stderr):
        if stream and not stream.closed:
            stream.flush()
    os._exit(end.code if isinstance(end.code, int) else 1)


def render(files: list[str], wishes: dict[str, object]) -> NoReturn:
    """Render, and leave with its exit code."""
    from .run import Wishes, render_files

    raise SystemExit(render_files(files or ["plan.yaml"], Wishes(**wishes)))  # type: ignore[arg-type]


def status(plans: list[str], wishes: Mapping[str, Any]) -> NoReturn:
    """Say how far plans are, and leave with the exit code."""
    from .clock import read_today
    from .standing import show_status

    raise SystemExit(show_status(plans or ["."], read_today(wishes.get("today")), as_json=wishes.get("as_json", False)))


def show_next(plans: list[str], wishes: Mapping[str, Any]) -> NoReturn:
    """Say what to do now, and leave with the exit code."""
    from .clock import read_today
    from .standing import show_next

    (plan,) = plans or ["."]
    raise SystemExit(show_next(plan, read_today(wishes.get("today")), as_json=wishes.get("as_json", False)))
