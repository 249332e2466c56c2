"""What ``plan set`` does: change answers in a plan file, look at the result, then replace the file or show it."""

import shlex
from collections.abc import Sequence

from .answers import Answers
from .edge import put, say
from .edit import change, dotted, drop, find_node, plainly
from .errors import WrongUse
from .gate import check_answers
from .lookup import find_library
from .nodes import is_empty
from .replacing import replace_file
from .run import PLAN_FILE, STDIN, plan_file, read_input, shown
from .schema import shape_at
from .slips import shorten
from .source import Change, parse_change, parse_yaml
from .spelling import spell
from .unified import difference

NOTHING = "(nothing)"


def set_values(assignments: Sequence[str], file: str, templates: str | None, *, dry_run: bool = False) -> int:
    """Make all changes as one, or none; returns the exit code."""
    refuse_bytes(assignments)
    file = plan_file(file)
    name, data, library = shown(file), read_input(file), find_library(templates)
    check_answers(data, name, assignments, library)
    before = data.decode()
    after, told = make_changes(before, [parse_change(one) for one in assignments], name)
    check_answers(after.encode(), name, (), library)
    if dry_run:
        put(difference(before, after, name, name))
    elif file == STDIN:
        put(after)
    elif after != before:
        told += [f"note: {note}" for note in replace_file(file, data, after.encode())]
    for line in told:
        say(line)
    if after == before:
        say(f"{name} says so already; nothing was changed")
    elif not dry_run and file != STDIN:
        say(f"wrote  {file}")
        say(f"next: {next_command(file)}")
    return 0


def refuse_bytes(assignments: Sequence[str]) -> None:
    """Stop at what the shell handed over and no text holds."""
    for one in assignments:
        if any("\ud800" <= character <= "\udfff" for character in one):
            raise WrongUse("a change holds bytes that are not UTF-8", "type it again in a UTF-8 terminal")


def make_changes(text: str, changes: Sequence[Change], name: str) -> tuple[str, list[str]]:
    """Return the text with every change made in turn, and a line on each that changed something."""
    told = []
    for one in changes:
        value = plainly(one.value, shape_at(Answers, one.path))
        after = drop(text, one.path, name) if is_empty(one.value) else change(text, one.path, value, name)
        if after != text:
            new = NOTHING if is_empty(one.value) else stands_in(after, one, name)
            told.append(f"{dotted(one.path)}: {stands_in(text, one, name)} → {new}")
        text = after
    return text, told


def stands_in(text: str, one: Change, name: str) -> str:
    """Return what a text has at the place of a change, on one line."""
    root = parse_yaml(text.encode(), name)
    node = find_node(root, one.path)
    if node is None or is_empty(node):
        return NOTHING
    return shorten(spell(plainly(node, shape_at(Answers, one.path))))


def next_command(file: str) -> str:
    """Return how to make the documents anew."""
    return "plan render" if file == PLAN_FILE[0] else f"plan render {shlex.quote(file)}"
