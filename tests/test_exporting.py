"""`plan export` and `--also`: what is read, where it is written, what is never overwritten and never told."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from conftest import ANSWERS, EXAMPLES, SOURCE, Plan
from exports import actions_of, bundle_of
from test_documents import KINDS, Hidden, dumped, layouts, marks_in
from transition_plan.build import build_plan
from transition_plan.cli import app
from transition_plan.documents import json_default
from transition_plan.export import ics, spreadsheet, word
from transition_plan.export.bundle import ticks_of
from transition_plan.export.formats import FORMATS
from transition_plan.export.prose import read_prose
from transition_plan.export.rows import rows, told
from transition_plan.exporting import install_command
from transition_plan.gate import check_answers
from transition_plan.plan import Plan as Whole
from transition_plan.plandata import plan_from

START = {"role": "product-manager", "start": "2027-01-11"}
NAMES = [one.name for one in FORMATS]
ONE_FILE = [one for one in FORMATS if one.suffix]


def table(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the spreadsheet."""
    text = (folder / "plan.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def status(folder: Path) -> dict[str, str]:
    """Return what the spreadsheet says of each action."""
    return {row["Id"]: row["Status"] for row in table(folder)}


# Where it goes


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in ONE_FILE])
def test_a_format_is_written_beside_the_documents(plan: Plan, plan_file: Path, one: Any) -> None:
    """A second time nothing is written: the same plan gives the same bytes."""
    first = plan("export", one.name)
    assert (first.out, first.err) == ("", f"wrote  plan{one.suffix}\n")
    assert plan("export", one.name).err == f"as it was  plan{one.suffix}\n"
    assert plan_file.read_text() == ANSWERS


def test_a_plan_file_of_another_name_has_a_folder(plan: Plan, tmp_path: Path) -> None:
    """The exports stand where its documents do."""
    (tmp_path / "noor.yaml").write_text(ANSWERS)
    assert plan("export", "csv", "noor.yaml").err == "wrote  noor/plan.csv\n"


@pytest.mark.usefixtures("plan_file")
def test_output_is_a_file_a_folder_or_a_stream(plan: Plan, tmp_path: Path) -> None:
    """A folder is what is one already, or ends like one."""
    (tmp_path / "there").mkdir()
    for output, path in (("mine.csv", "mine.csv"), ("there", "there/plan.csv"), ("new/", "new/plan.csv")):
        assert plan("export", "csv", "--output", output).err == f"wrote  {path}\n"
    shown = plan("export", "csv", "-o", "-")
    assert shown.err == ""
    assert shown.out.encode() == (tmp_path / "mine.csv").read_bytes().replace(b"\r\n", b"\r\n")


@pytest.mark.usefixtures("plan_file")
def test_a_binary_file_goes_through_a_pipe_whole(plan: Plan, tmp_path: Path) -> None:
    """Standard output gets the very bytes."""
    plan("export", "docx", "-q")
    with (tmp_path / "piped").open("wb") as stream:
        plan("export", "docx", "-o", "-", stdout=stream)
    assert (tmp_path / "piped").read_bytes() == (tmp_path / "plan.docx").read_bytes()


def test_a_plan_can_come_by_standard_input(plan: Plan) -> None:
    """A script needs no file."""
    assert "Product Manager" in plan("export", "ics", "-", "-o", "-", stdin=ANSWERS.encode()).out


@pytest.mark.usefixtures("plan_file")
def test_a_calendar_of_any_name_counts_its_changes(plan: Plan, tmp_path: Path) -> None:
    """Each file by itself, from its own record."""
    plan("export", "ics", "-q", "-o", "mine.ics")
    plan("export", "ics", "-q", "-o", "mine.ics", "--set", "start=2027-02-01")
    assert "SEQUENCE:1" in (tmp_path / "mine.ics").read_text()
    plan("export", "ics", "-q")
    assert "SEQUENCE:1" not in (tmp_path / "plan.ics").read_text()


# What is the owner's stays


def test_a_calendar_counts_on_wherever_it_goes(plan: Plan, tmp_path: Path) -> None:
    """To standard output or another file it goes on from the calendar beside the documents, cancellations and all."""
    answers = "role: product-manager\nperson: A\nstart: 2027-01-11\nactions: [{title: Mine, id: mine, day: 9}]\n"
    (tmp_path / "plan.yaml").write_text(answers)
    plan("export", "ics", "--actions")
    assert (tmp_path / "plan.ics").read_text().count("SUMMARY:Mine") == 1
    (tmp_path / "plan.yaml").write_text(answers.replace("01-11", "01-18").partition("actions")[0])
    plan("export", "ics", "--output", "other.ics")
    for text in (plan("export", "ics", "--output", "-").out, (tmp_path / "other.ics").read_text()):
        assert text.count("SEQUENCE:1") == text.count("BEGIN:VEVENT") > 3
        assert text.count("STATUS:CANCELLED") == 1  # what is gone, not what --actions would add


@pytest.mark.usefixtures("plan_file")
def test_an_old_export_is_replaced_and_an_edited_one_is_not(plan: Plan, tmp_path: Path) -> None:
    """Whoever sorts the spreadsheet by hand keeps it, unless they say otherwise, and then gets a copy."""
    plan("export", "csv", "-q")
    assert plan("export", "csv", "--set", "hours=3").err == "wrote  plan.csv\n"
    (tmp_path / "plan.csv").write_text("mine")
    refused = plan("export", "csv", code=4)
    assert refused.err.startswith("error: would overwrite plan.csv (edited since plan wrote it)\n")
    assert refused.err.endswith("hint: --force replaces it and keeps a backup; --output writes elsewhere\n")
    assert (tmp_path / "plan.csv").read_text() == "mine"
    assert plan("export", "csv", "--force").err == "kept   plan.backup-1.csv\nwrote  plan.csv\n"
    assert (tmp_path / "plan.backup-1.csv").read_text() == "mine"


@pytest.mark.usefixtures("plan_file")
def test_a_strangers_file_is_not_overwritten(plan: Plan, tmp_path: Path) -> None:
    """What plan did not write is somebody's."""
    (tmp_path / "cal.ics").write_text("BEGIN:VCALENDAR")
    assert "no record that plan wrote it" in plan("export", "ics", "-o", "cal.ics", code=4).err
    assert (tmp_path / "cal.ics").read_text() == "BEGIN:VCALENDAR"


# What is read back


@pytest.mark.usefixtures("plan_file")
def test_ticks_and_deleted_lines_are_read_back(plan: Plan, tmp_path: Path) -> None:
    """A ticked box is done; a line that its owner deleted is dropped; without a checklist all is open."""
    plan("export", "csv", "-q")
    assert set(status(tmp_path).values()) == {"open"}
    plan("render", "-q")
    path = tmp_path / "checklist.md"
    lines = path.read_text().split("\n")
    ticked = next(n for n, line in enumerate(lines) if "🆔 expectations" in line)
    lines[ticked] = lines[ticked].replace("[ ]", "[x]")
    path.write_text("\n".join(line for line in lines if "🆔 access" not in line))
    plan("export", "csv", "-q")
    found = status(tmp_path)
    assert (found["expectations"], found["access"]) == ("done", "dropped")
    assert list(found.values()).count("open") == len(found) - 2


@pytest.mark.usefixtures("plan_file")
def test_lines_of_ones_own_are_for_oneself(plan: Plan, tmp_path: Path) -> None:
    """What was added to the checklist is nobody else's; with `--private` it stands in its week and on its day."""
    plan("render", "-q")
    path = tmp_path / "checklist.md"
    more = [
        "- [ ] Dentist 🆔 dentist 📅 2027-01-10",
        "- [x] Ring Ana 📅 2027-01-20",
        "- [ ] Read *the* book",
        "- [-] Run 🆔 run",
    ]
    path.write_text("\n".join([path.read_text().rstrip("\n"), *more, ""]))
    plan("export", "csv", "-q")
    assert not {"dentist", "ring-ana", "read-the-book", "run"} & status(tmp_path).keys()
    plan("export", "csv", "-q", "--private")
    mine = [row for row in table(tmp_path) if row["Id"] in ("dentist", "ring-ana", "read-the-book", "run")]
    assert [(row["Id"], row["Day"], row["Week"], row["Status"]) for row in mine] == [
        ("dentist", "-1", "0", "open"),
        ("ring-ana", "10", "2", "done"),
        ("read-the-book", "", "", "open"),
        ("run", "", "", "dropped"),
    ]
    plan("export", "ics", "-q", "--private")
    calendar = (tmp_path / "plan.ics").read_text()
    assert "SUMMARY:Dentist" in calendar
    assert "SUMMARY:✓ Ring Ana" in calendar
    assert "book" not in calendar
    plan("export", "docx", "-q", "--private")
    told = [one.text for one in Document(str(tmp_path / "plan.docx")).paragraphs]
    assert told[told.index("Whenever") + 1].endswith("Read *the* book")


@pytest.mark.usefixtures("plan_file")
def test_the_word_file_has_the_owners_own_words(plan: Plan, tmp_path: Path) -> None:
    """What was edited in plan.md is what the manager gets, beside what changed in the plan file since."""
    plan("render", "-q")
    path = tmp_path / "plan.md"
    path.write_text(path.read_text().replace("## In one minute", "## In one breath"))
    plan("export", "docx", "-q", "--set", "mission=Refunds within a day")
    told = [one.text for one in Document(str(tmp_path / "plan.docx")).paragraphs]
    assert "In one breath" in told
    assert "By day 90: Refunds within a day." in told


# What cannot be done is said


def test_an_unknown_format_names_those_there_are(plan: Plan) -> None:
    """Before anything is read or written."""
    refused = plan("export", "xls", code=2)
    assert refused.err == f"error: there is no format 'xls'\nhint: there are: {', '.join(NAMES)}\n"


def test_a_flag_of_another_format_is_refused(plan: Plan) -> None:
    """It would do nothing, and nobody would notice."""
    assert (
        plan("export", "csv", "--actions", code=2).err == "error: --actions means nothing to csv\nhint: it is for ics\n"
    )


def test_a_calendar_needs_dates(plan: Plan, tmp_path: Path) -> None:
    """The mend can be copied; nothing is written."""
    (tmp_path / "plan.yaml").write_text("role: product-manager\n")
    refused = plan("export", "ics", code=3)
    assert "plan.yaml:1:1  start: is missing, and a calendar needs dates" in refused.err
    assert "hint: write start: 2027-01-11 into it, or --set start=2027-01-11 for this run" in refused.err
    assert plan("export", "ics", "--set", "start=2027-01-11").err == "wrote  plan.ics\n"


@pytest.mark.parametrize("case", ["csv", "ics"])
def test_every_hostile_value_in_a_plan_file_is_exported_or_refused(case: str, tmp_path: Path) -> None:
    """What no document may hold is refused with its place (3); all else becomes a calendar and a spreadsheet."""
    cases = json.loads((Path(__file__).parent / f"hostile/answers/{case}.json").read_text("utf-8"))["cases"]
    refused = set()
    for one in cases:
        value = one.get("value") or one.get("cell") or "".join(text * times for text, times in one["generate"])
        said: dict[str, object] = {**START, "actions": [{"title": value, "day": 9}]}
        (tmp_path / "plan.yaml").write_bytes(dumped(said))
        ended = CliRunner().invoke(
            app, ["export", case, str(tmp_path / "plan.yaml"), "--force", "-q", "-o", str(tmp_path)]
        )
        if ended.exception and not isinstance(ended.exception, SystemExit):
            assert getattr(ended.exception, "exit_code", 70) == 3, one["id"]
            refused.add(one["id"])
    controls = {"csv": "006 021 023", "ics": "001-crlf 003-cr 005-nel 006-nul 007-esc 009-surrogate 010-endcal"}
    more = "" if case == "csv" else " 011-controls 012-bom"
    assert refused == {f"{case}-{name}" for name in (controls[case] + more).split()}


@pytest.mark.parametrize("name", ["docx", "typst", "markdown_it", "icalendar"])
def test_a_package_that_is_missing_is_named_with_the_command(name: str, plan_file: Path, tmp_path: Path) -> None:
    """One sentence, exit code 2, nothing written; a package that every installation has is our fault instead."""
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / f"{name}.py").write_text(f"raise ModuleNotFoundError('no', name='{name}')")
    format_ = {"docx": "docx", "typst": "pdf", "markdown_it": "docx", "icalendar": "ics"}[name]
    start = "import sys; sys.argv[0] = 'plan'; from transition_plan.quick import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "gone"), str(SOURCE.parent)])}
    ran = subprocess.run(
        [sys.executable, "-c", start, "export", format_, str(plan_file)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if name == "icalendar":
        assert ran.returncode == 70
        return
    packages = "python-docx and markdown-it-py" if format_ == "docx" else "typst and markdown-it-py"
    install = f"{sys.executable} -m pip install {packages.replace(' and', '')}"
    assert ran.stderr == f"error: plan export {format_} needs {packages}; this installs them: {install}\n"
    assert ran.returncode == 2
    assert not list(tmp_path.glob("plan.docx"))


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/home/noor/.local/share/pipx/venvs/transition-plan", "pipx inject transition-plan typst"),
        ("/home/noor/.local/share/uv/tools/transition-plan", "uv pip install --python {python} typst"),
        ("/srv/my venv", "{python} -m pip install typst"),
    ],
)
def test_the_command_fits_the_way_plan_was_installed(prefix: str, command: str) -> None:
    """What is typed puts the package where this very plan looks for it."""
    python = f"{prefix}/bin/python"
    quoted = f"'{python}'" if " " in python else python
    assert install_command(["typst"], prefix, python) == command.format(python=quoted)


# --also


def test_a_render_exports_too(plan: Plan, plan_file: Path) -> None:
    """One command for all that one wants to hand on."""
    told = plan("render", "--also", "ics,csv").err
    assert told.endswith("wrote  plan.ics\nwrote  plan.csv\n")
    assert (plan_file.parent / "plan.md").exists()


def test_a_new_plan_exports_too(plan: Plan, tmp_path: Path) -> None:
    """From no file to a calendar."""
    words = ("--defaults", "--role", "product-manager", "--start", "2027-01-11", "-o", "mine")
    assert "wrote  mine/plan.ics" in plan("new", *words, "--also", "ics, docx").err
    assert (tmp_path / "mine/plan.docx").exists()


@pytest.mark.usefixtures("plan_file")
def test_also_is_checked_before_anything_is_written(plan: Plan, tmp_path: Path) -> None:
    """A slip in a name writes nothing; nor does a render that writes no file."""
    assert "there is no format 'xls'" in plan("render", "--also", "ics,xls", code=2).err
    assert "--also writes files" in plan("render", "--also", "ics", "--stdout", code=2).err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml"]


def test_what_can_be_exported_is_though_another_format_cannot(plan: Plan, tmp_path: Path) -> None:
    """No dates, no calendar: that is told, and the rest is there."""
    (tmp_path / "mine.yaml").write_text("role: product-manager\n")
    ended = plan("render", "mine.yaml", "--also", "ics,csv", code=3)
    assert "mine.yaml:1:1  start: is missing" in ended.err
    assert "wrote  mine/plan.csv" in ended.err


# plan open


BROWSER = '#!/bin/sh\nprintf %s "$1" > "$0.shown"\n'


@pytest.mark.usefixtures("plan_file")
def test_the_page_is_made_and_shown(plan: Plan, tmp_path: Path) -> None:
    """A browser gets its address, blanks and all; it is made if it is missing, and made anew if the plan changed."""
    folder = tmp_path / "my plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(ANSWERS)
    browser = tmp_path / "browser"
    browser.write_text(BROWSER)
    browser.chmod(0o755)
    told = plan("open", "my plan", env={"BROWSER": str(browser)})
    assert (told.out, told.err) == ("", f"opened {folder}/plan.html\n")
    assert (tmp_path / "browser.shown").read_text() == f"file://{tmp_path}/my%20plan/plan.html"
    before = (folder / "plan.html").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(ANSWERS.replace("Billing", "Payments"))
    plan("open", "my plan", env={"BROWSER": str(browser)})
    assert before != (folder / "plan.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("plan_file")
def test_without_a_screen_the_path_is_the_answer(plan: Plan, tmp_path: Path) -> None:
    """On a server one copies the file; a page that was edited stays as it is."""
    assert plan("open").out == f"{tmp_path}/plan.html\n"
    (tmp_path / "plan.html").write_text("mine")
    assert "would overwrite plan.html (edited since plan wrote it)" in plan("open", code=4).err
    assert (tmp_path / "plan.html").read_text() == "mine"


# What is private


def exported(plan: Whole, said: dict[str, Any], *, private: bool) -> str:
    """Return all that the formats would tell of a plan, as text."""
    bundle = bundle_of(said, private=private, actions=False)
    table = spreadsheet.export(bundle).files[0].data.decode("utf-8-sig")
    printed = [f"{row.action.title} {told(row.action)} {row.action.id}" for row in rows(bundle)]
    prose = [run.text for piece in read_prose(bundle.documents["plan.md"]) for run in piece.runs]
    calendar = ""
    if plan.dated:
        days = bundle_of(said, private=private, actions=True)
        calendar = ics.export(days).files[0].data.decode().replace("\r\n ", "")
    return "\n".join([table, *printed, *prose, calendar, json.dumps(bundle.plan, default=json_default)])


@settings(max_examples=25)
@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True))
def test_nothing_private_leaves(kinds: list[str]) -> None:
    """Whatever is marked private, no format is given it."""
    hidden = Hidden(kinds, start="2027-01-11")
    plan = build_plan(check_answers(dumped(hidden.said), "plan.yaml"), layouts())
    assert marks_in(exported(plan, hidden.said, private=False)) == set()
    assert "Kim Hidden" not in exported(plan, hidden.said, private=False)


def test_not_even_the_id_of_something_private_leaves() -> None:
    """A tick is found by its action's id; a format gets the ticks of what it may show."""
    said: dict[str, object] = {**START, "handover": [{"duty": "Zq1q", "to": "Ana Ruiz", "private": True}]}
    shown, mine = bundle_of(said), bundle_of(said, private=True)
    [secret] = {action.id for action in actions_of(mine.plan)} - {action.id for action in actions_of(shown.plan)}
    ticks = {secret: "x", "expectations": "x"}
    assert ticks_of(shown.plan, ticks) == {"expectations": "x"}
    assert ticks_of(mine.plan, ticks) == ticks


def test_for_oneself_what_is_private_is_there() -> None:
    """`--private` is for one's own calendar."""
    said: dict[str, object] = {**START, "handover": [{"duty": "Zq1q", "to": "Ana Ruiz", "private": True}]}
    plan = build_plan(check_answers(dumped(said), "plan.yaml"), layouts())
    assert marks_in(exported(plan, said, private=False)) == set()
    assert marks_in(exported(plan, said, private=True)) == {"zq1q"}


def test_the_word_file_is_made_of_what_was_looked_at() -> None:
    """The tests above look at rows and pieces; the Word file has nothing else."""
    bundle = bundle_of()
    [file] = word.export(bundle).files
    text = "\n".join(one.text for one in Document(io.BytesIO(file.data)).paragraphs)
    known = "".join(run.text for piece in read_prose(bundle.documents["plan.md"]) for run in piece.runs)
    rest = [line for line in text.split("\n") if line and line not in known]
    assert rest[0] == "Checklist"


# Templates of strangers


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_a_plan_comes_back_from_its_json(example: str) -> None:
    """What a child process made is the very plan."""
    plan = build_plan(check_answers((EXAMPLES / example).read_bytes(), example), layouts())
    assert plan_from(json.loads(json.dumps(plan, default=json_default)), plan.front_matter) == plan


@pytest.mark.usefixtures("plan_file")
def test_a_template_of_ones_own_makes_an_export(plan: Plan, tmp_path: Path) -> None:
    """It is run within limits, and the spreadsheet says what the template says."""
    roles = tmp_path / "mine" / "roles"
    roles.mkdir(parents=True)
    shutil.copy(SOURCE.parent.parent / "plan_templates/roles/product-manager.yaml", roles)
    with (roles / "product-manager.yaml").open("a") as file:
        file.write("# mine\n")
    told = plan("export", "csv", "-o", "one.csv", "--templates", "mine").err
    assert "stands in for the one that comes with plan" in told
    plan("export", "csv", "-o", "two.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


# What it costs


@pytest.mark.usefixtures("plan_file")
def test_other_commands_do_not_pay_for_exports(plan: Plan) -> None:
    """No package of a format, and no format, is imported by a render or a help text."""
    dear = ("icalendar", "docx", "lxml", "typst", "markdown_it", "transition_plan.export.", "transition_plan.exporting")
    for words in (("render", "-q"), ("--help",), ("export", "--help"), ("render", "--dry-run", "--no-chart")):
        imported = plan(*words, env={"PYTHONPROFILEIMPORTTIME": "1"}).err
        assert [name for name in dear if f" {name}" in imported] == []


def test_the_help_names_every_format(plan: Plan) -> None:
    """The list in the help is written by hand, because reading the table costs time."""
    told = " ".join(plan("export", "--help").out.split())
    assert ", ".join(NAMES[:-1]) + f" or {NAMES[-1]}." in told
