"""What a command's words mean: which plan file, and in which folder its documents stand."""

import os

STDIN = "-"
PLAN_FILE = ("plan.yaml", "plan.yml")


def plan_file(file: str) -> str:
    """Return the plan file that an argument means: itself, or the one in a folder."""
    return os.path.join(file, PLAN_FILE[0]) if file != STDIN and os.path.isdir(file) else file


def folder_for(file: str, output_dir: str | None, several: bool) -> str:
    """Return where a plan file's documents go: beside ``plan.yaml``, else into a folder of the file's name."""
    folder, name = os.path.split(file)
    own = name in PLAN_FILE
    stem = os.path.basename(os.path.abspath(folder)) if own else os.path.splitext(name)[0]
    if output_dir is not None:
        return os.path.join(output_dir, "standard-input" if file == STDIN else stem) if several else output_dir
    if file == STDIN or own:
        return folder or "."
    return os.path.join(folder, stem) if stem != name else os.path.join(folder, f"{name}-plan")


def shown(file: str) -> str:
    """Return what an input is called in a message."""
    return "standard input" if file == STDIN else file
