"""The spreadsheet: a row an action, and no cell that a spreadsheet would compute."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import SMALL, actions_of, bundle_of, with_action
from transition_plan.export.bundle import Bundle
from transition_plan.export.spreadsheet import COLUMNS, export, guard, is_risky, table

HOSTILE = json.loads((Path(__file__).parent / "hostile/answers/csv.json").read_text("utf-8"))["cases"]
CASES = [pytest.param(case["cell"], case["expect"], id=case["id"]) for case in HOSTILE]


def rows(bundle: Bundle) -> list[dict[str, str]]:
    """Return the rows that a program reads."""
    [file] = export(bundle).files
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


def test_each_action_is_a_row() -> None:
    """Everything on the checklist is there once, with its date and what shows that it is done."""
    bundle = bundle_of()
    found = rows(bundle)
    assert sorted(row["Id"] for row in found) == sorted(action.id for action in actions_of(bundle.plan))
    [talk] = [row for row in found if row["Id"] == "expectations"]
    assert (talk["Due"], talk["Week"], talk["Status"], talk["Hours"]) == ("2027-01-13", "1", "open", "1")
    assert talk["Action"].startswith("Agree expectations")
    assert talk["Done when"]


def test_the_columns_keep_their_names() -> None:
    """A tracker's import is set up once; the first column is the name, as Asana wants it."""
    assert (
        *("Action", "Due", "Begin", "Day", "Week", "Phase", "Focus area", "Hours", "Repeats", "Owner", "Done when"),
        *("Steps", "Status", "Id"),
    ) == COLUMNS


def test_the_boxes_are_told() -> None:
    """What was ticked is done, what was dropped is dropped, the rest is open."""
    found = rows(bundle_of()._replace(ticks={"expectations": "x", "access": "-"}))
    status = {row["Id"]: row["Status"] for row in found}
    assert (status["expectations"], status["access"]) == ("done", "dropped")
    assert set(status.values()) == {"open", "done", "dropped"}


def test_an_action_stands_with_its_phase_and_focus_area() -> None:
    """What comes before the start belongs to no phase; what repeats belongs to all."""
    found = rows(bundle_of({**SMALL, "transitions": ["internal-move"]}))
    assert {row["Phase"] for row in found if int(row["Day"]) < 0} == {"Before day 1"}
    assert {row["Phase"] for row in found if row["Repeats"]} == {""}
    inside = [row for row in found if row["Focus area"]]
    assert inside
    assert all(row["Phase"].startswith("Month") for row in inside)


def test_without_a_start_there_are_days() -> None:
    """A plan without dates is a spreadsheet without dates."""
    found = rows(bundle_of({"role": "product-manager"}))
    assert {row["Due"] for row in found} == {""}
    assert all(row["Day"] for row in found)


def test_excel_reads_it_as_utf8() -> None:
    """Without a byte order mark Excel takes UTF-8 for something else; lines end as RFC 4180 has them."""
    [file] = export(bundle_of()).files
    assert file.name == "plan.csv"
    assert file.data.startswith(b"\xef\xbb\xbfAction,Due,")
    assert file.data.endswith(b"\r\n")


@pytest.mark.parametrize(("cell", "expect"), CASES)
def test_a_hostile_cell_is_no_formula(cell: str, expect: dict[str, Any]) -> None:
    """One apostrophe before what begins like a formula, however it is hidden; a number stays one."""
    prefixed = expect["prefixed"] and not expect["plain_number_kept"]
    made = guard(cell)
    assert made == (f"'{cell}" if prefixed else cell)
    [row] = rows(with_action(bundle_of(), done_when=cell))
    assert row["Done when"] == made


@pytest.mark.parametrize(("cell", "expect"), CASES)
def test_raw_cells_are_as_typed(cell: str, expect: dict[str, Any]) -> None:
    """With `--raw-cells` a program reads back exactly what the plan says."""
    assert expect["round_trips_with_option_raw"]
    [row] = rows(with_action(bundle_of(raw_cells=True), done_when=cell))
    assert row["Done when"] == cell


def test_it_says_once_that_cells_were_changed() -> None:
    """However many there are, it is one line; there is none where nothing was changed."""
    changed = with_action(bundle_of(), done_when="=1", title="=2")
    assert export(changed).notes == (
        "2 cells begin like a formula and got an apostrophe before it; --raw-cells writes them as typed",
    )
    assert export(with_action(bundle_of(), done_when="=1")).notes[0].startswith("a cell begins like")
    assert export(bundle_of()).notes == ()
    assert export(with_action(bundle_of(raw_cells=True), done_when="=1")).notes == ()


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), min_size=1))
def test_any_cells_come_back(lines: list[list[str]]) -> None:
    """Line breaks, quotes and commas stay inside their cell."""
    text = table(lines).decode("utf-8")[1:]
    assert list(csv.reader(io.StringIO(text, newline=""))) == lines


@given(st.text())
def test_a_guarded_cell_is_safe_and_stays_so(cell: str) -> None:
    """What was guarded needs no second apostrophe."""
    assert not is_risky(guard(cell)) or guard(cell) == cell
    assert guard(guard(cell)) == guard(cell)
