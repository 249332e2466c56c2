"""The way in. The plain forms of ``plan render`` are read here, because typer alone costs a quarter of a render.

Whatever is not fully understood goes to ``cli``, which reads it anew: two readers, one meaning, compared in a test.
"""

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

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


def main() -> NoReturn:
    """Run the command."""
    gc.set_threshold(100_000)  # a short run makes much and throws little away
    command, *words = sys.argv[1:] or [""]
    plain = read_render(words) if command == "render" and "_PLAN_COMPLETE" not in os.environ else None
    if plain is None:
        from .cli import main as with_typer

        with_typer()
    from .edge import guarded

    try:
        guarded(lambda: render(*plain))
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
