"""The exports in the programs that people open them with: calendars, LibreOffice. Skipped where these are missing."""

import csv
import io
import json
import os
import shutil
import subprocess
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ANSWERS, EXAMPLES, Plan

HERE = Path(__file__).parent
EXAMPLE = EXAMPLES / "product-manager.yaml"
KHAL = Path(sysconfig.get_path("scripts")) / "khal"
CALENDAR = """
[calendars]
[[plan]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = UTC
local_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""
FORMULA = '{role: product-manager, start: 2027-01-11, actions: [{title: "=1+1", id: sum, day: 9, done_when: "+41 79"}]}'


def run(*words: str, stdin: str = "", cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Return what a program says; it must end well."""
    done = subprocess.run(
        words, input=stdin, capture_output=True, text=True, cwd=cwd, env=env, timeout=180, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


# Calendars


@pytest.fixture(scope="session")
def read_calendar(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[dict[str, Any]]]:
    """Return a reader of calendars that is ical.js, which Thunderbird is built on."""
    if not shutil.which("npm"):
        pytest.skip("npm is missing")
    room = tmp_path_factory.mktemp("calendar")
    for path in (HERE / "calendar").iterdir():
        shutil.copy(path, room)
    words = ["npm", "ci", "--silent", "--no-audit", "--no-fund"]
    done = subprocess.run(words, cwd=room, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        pytest.skip(f"ical.js cannot be installed: {done.stderr.strip()[-200:]}")

    def read(text: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(run("node", str(room / "read.mjs"), stdin=text))
        return found

    return read


def test_a_second_parser_reads_the_calendar(
    plan: Plan, tmp_path: Path, read_calendar: Callable[[str], list[dict[str, Any]]]
) -> None:
    """Whole days of one day, a reminder the day before, and words with commas and line breaks as they are."""
    shutil.copy(EXAMPLE, tmp_path / "plan.yaml")
    plan("export", "ics", "-q")
    events = read_calendar((tmp_path / "plan.ics").read_bytes().decode())
    assert {(event["whole"], event["days"], tuple(event["alarms"])) for event in events} == {(True, 1, ("-P1D",))}
    [review] = [event for event in events if event["summary"].startswith("Day-30 review")]
    assert review["start"] == "2026-12-23"
    assert "Is the load right, and what should wait?" in review["description"].split("\n- ")
    assert len({event["uid"] for event in events}) == len(events)


@pytest.fixture
def khal(tmp_path: Path) -> Callable[..., str]:
    """Return khal with an empty calendar of its own."""
    if not KHAL.exists():
        pytest.skip("khal is missing: pip install khal")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(CALENDAR.format(folder=tmp_path))
    env = {"HOME": str(tmp_path), "PATH": os.defpath, "LANG": "C.UTF-8"}
    return lambda *words: run(str(KHAL), "-c", str(tmp_path / "config"), *words, env=env)


def days(khal: Callable[..., str]) -> list[str]:
    """Return the days of the calendar and what is on them, as khal shows them."""
    text = khal("list", "--day-format", "", "--format", "{start-date} {title}", "2026-10-01", "300d")
    return sorted(line for line in text.split("\n") if line)


def test_a_second_import_adds_nothing_and_a_moved_date_moves(
    plan: Plan, tmp_path: Path, khal: Callable[..., str]
) -> None:
    """A person imports again when the plan has changed, and has each day once, where it is now."""
    (tmp_path / "plan.yaml").write_text(ANSWERS)
    plan("export", "ics", "-q")
    khal("import", "--batch", "-a", "plan", str(tmp_path / "plan.ics"))
    first = days(khal)
    assert "2027-01-11 Day 1: Product Manager, Billing" in first
    khal("import", "--batch", "-a", "plan", str(tmp_path / "plan.ics"))
    assert days(khal) == first
    plan("export", "ics", "-q", "--set", "start=2027-01-18")
    khal("import", "--batch", "-a", "plan", str(tmp_path / "plan.ics"))
    moved = days(khal)
    assert "2027-01-18 Day 1: Product Manager, Billing" in moved
    assert sorted(line[11:] for line in moved) == sorted(line[11:] for line in first)


# LibreOffice


@pytest.fixture
def office(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return LibreOffice as a converter: a file's name and a format in, the new file out."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is missing: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")

    def convert(name: str, to: str) -> Path:
        home = f"-env:UserInstallation=file://{tmp_path}/office"
        read = ["--infilter=CSV:44,34,76,1"] if name.endswith(".csv") else []  # as its dialog proposes
        run(program, home, "--headless", *read, "--convert-to", to, "--outdir", str(tmp_path), str(tmp_path / name))
        return (tmp_path / name).with_suffix(f".{to.partition(':')[0]}")

    return convert


def test_a_formula_in_an_answer_stays_a_text(plan: Plan, tmp_path: Path, office: Callable[[str, str], Path]) -> None:
    """LibreOffice opens the spreadsheet, and no cell is computed; as typed, one would be."""
    (tmp_path / "plan.yaml").write_text(FORMULA)
    told = plan("export", "csv").err
    assert told.startswith("note: 2 cells begin like a formula")
    assert "<f" not in sheet(office("plan.csv", "xlsx"))
    plan("export", "csv", "--raw-cells", "-o", "raw.csv")
    assert "<f" in sheet(office("raw.csv", "xlsx"))


def sheet(path: Path) -> str:
    """Return the cells of a workbook's first sheet, as XML: a formula is an ``f``."""
    with zipfile.ZipFile(path) as file:
        return file.read("xl/worksheets/sheet1.xml").decode()


def test_the_spreadsheet_comes_back_from_libreoffice(
    plan: Plan, tmp_path: Path, office: Callable[[str, str], Path]
) -> None:
    """Opened and saved again it has the same rows, umlauts and dates."""
    shutil.copy(EXAMPLE, tmp_path / "plan.yaml")
    plan("export", "csv", "-q")
    before = (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")
    office("plan.csv", "ods")
    after = office("plan.ods", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false")
    made = list(csv.DictReader(io.StringIO(after.read_text(encoding="utf-8-sig"), newline="")))
    usual = list(csv.DictReader(io.StringIO(before, newline="")))
    assert [row["Action"] for row in made] == [row["Action"] for row in usual]
    assert [row["Done when"] for row in made] == [row["Done when"] for row in usual]


def test_a_word_processor_opens_the_word_file(plan: Plan, tmp_path: Path, office: Callable[[str, str], Path]) -> None:
    """LibreOffice shows the plan, its tables and a box before each action."""
    shutil.copy(EXAMPLE, tmp_path / "plan.yaml")
    plan("export", "docx", "-q")
    text = office("plan.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    assert "Product Manager, Employee Hub: the first 90 days at Veridane" in text
    assert "☐\u2002Agree expectations with Rosalind Achterberg" in text.replace("\xa0", "\u2002")
    assert office("plan.docx", "pdf").read_bytes().startswith(b"%PDF")
