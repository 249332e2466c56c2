"""The actions as a CSV file: a row each, for a spreadsheet or a tracker's import; no cell is a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from transition_plan.actionline import capital

from .bundle import TICKED, Bundle, Exported, File
from .rows import Row, rows

NAME = "plan.csv"
COLUMNS = (
    "Action", "Due", "Begin", "Day", "Week", "Phase", "Focus area", "Hours", "Repeats", "Owner", "Done when", "Steps",
    "Status", "Id",
)  # fmt: skip
FORMULA = "=+-@|"  # what a spreadsheet takes for the beginning of a formula or a command
UNSEEN = re.compile(r"^[\s\0-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]+")  # what it skips before it
NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def export(bundle: Bundle) -> Exported:
    """Return the file: UTF-8 with a byte order mark, without which Excel reads it as something else."""
    made = [cells(row) for row in rows(bundle)]
    risky = 0 if bundle.options.raw_cells else sum(is_risky(cell) for row in made for cell in row)
    shown = made if bundle.options.raw_cells else [[guard(cell) for cell in row] for row in made]
    return Exported((File(NAME, table([COLUMNS, *shown])),), tuple(note(risky)))


def table(lines: Sequence[Sequence[str]]) -> bytes:
    """Return rows of cells as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig", "replace")


def cells(row: Row) -> list[str]:
    """Return the cells of an action, as they were typed."""
    action = row.action
    return [
        ("Stretch: " if action.stretch else "") + capital(action.title),
        str(action.date or ""),
        str(action.begin or ""),
        str(action.day or ""),
        str(action.week) if action.day else "",
        row.phase,
        row.area,
        f"{action.hours:g}" if action.hours else "",
        action.repeat + (f" until {action.until}" if action.until else ""),
        action.owner,
        action.done_when,
        "; ".join(action.steps),
        status(row.mark),
        action.id,
    ]


def status(mark: str) -> str:
    """Return what the mark in a box says."""
    return "done" if mark in TICKED else "dropped" if mark == "-" else "open"


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would compute; a number stays a number."""
    return f"'{cell}" if is_risky(cell) else cell


def is_risky(cell: str) -> bool:
    """Tell whether a cell begins like a formula, behind whatever a spreadsheet does not see."""
    begun = unicodedata.normalize("NFKC", UNSEEN.sub("", cell))[:1]
    return (bool(begun) and begun in FORMULA and not NUMBER.fullmatch(cell)) or cell[:1] in ("\t", "\r", "\n")


def note(risky: int) -> Iterator[str]:
    """Say that cells were changed."""
    if risky:
        cells_begin = "a cell begins" if risky == 1 else f"{risky} cells begin"
        yield f"{cells_begin} like a formula and got an apostrophe before it; --raw-cells writes them as typed"
