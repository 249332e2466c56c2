"""What ``plan render`` does with its flags: which files it writes, what it says, how it ends."""

import io
import json
import os
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import ANSWERS, EXAMPLES
from transition_plan.build import WORDS
from transition_plan.errors import Collided, DiskFailed, InvalidFile, Refused, UnknownName, WrongUse
from transition_plan.run import Wishes, folder_for, print_schema, render_files

pytestmark = pytest.mark.usefixtures("here")

Capture = pytest.CaptureFixture[str]
WRITTEN = ["checklist.md", "plan.md"]  # by default, besides the records of what was written


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(folder: Path) -> list[str]:
    """Return the documents below a folder, without plan files and records."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if ".plan" not in path.parts and path.suffix not in (".yaml", ".yml"))


def save(name: str, text: str = ANSWERS) -> str:
    """Write a plan file below the current folder; returns its name, as somebody would type it."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return name


def say_less(capsys: Capture) -> None:
    """Forget what was said so far."""
    capsys.readouterr()


# Where documents go


def test_a_plan_yaml_has_its_documents_beside_it(tmp_path: Path, capsys: Capture) -> None:
    """``plan.yaml`` is rendered into its own folder, and every file that was written is named."""
    assert render_files([save("plan.yaml")], Wishes()) == 0
    assert written(tmp_path) == WRITTEN
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[:2] == ["wrote  plan.md", "wrote  checklist.md"]
    assert lines[-1] == "next: read plan.md, change plan.yaml, and render again"


def test_another_name_gets_a_folder_of_that_name(tmp_path: Path) -> None:
    """Two plan files in one folder do not overwrite each other's documents."""
    assert render_files([save("ines.yaml")], Wishes()) == 0
    assert written(tmp_path) == ["ines/checklist.md", "ines/plan.md"]


def test_a_folder_means_the_plan_file_in_it(tmp_path: Path) -> None:
    """A folder stands for its ``plan.yaml``."""
    save("ines/plan.yaml")
    assert render_files(["ines"], Wishes()) == 0
    assert written(tmp_path) == ["ines/checklist.md", "ines/plan.md"]


def test_output_dir_overrules(tmp_path: Path) -> None:
    """``--output-dir`` takes the documents, and is made where it is missing."""
    assert render_files([save("ines/plan.yaml")], Wishes(output_dir="for/dana")) == 0
    assert written(tmp_path) == ["for/dana/checklist.md", "for/dana/plan.md"]


def test_several_files_get_a_folder_each_below_output_dir(tmp_path: Path) -> None:
    """Below ``--output-dir`` each of several has a folder: a ``plan.yaml`` by its folder's name, another by its own."""
    files = [save("ines/plan.yaml"), save("ben.yaml")]
    assert render_files(files, Wishes(output_dir="out", documents=("plan",))) == 0
    assert written(tmp_path) == ["out/ben/plan.md", "out/ines/plan.md"]


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("plan.yaml", "."),
        ("plan.yml", "."),
        ("ines/plan.yml", "ines"),
        ("ines.yml", "ines"),
        ("a/ines.yaml", "a/ines"),
        ("a/ines.2027.yaml", "a/ines.2027"),
        ("ines", "ines-plan"),
        ("-", "."),
    ],
)
def test_the_folder_of_a_plan_file(file: str, folder: str) -> None:
    """A plan file's documents go where the rules say, and never onto the plan file itself."""
    assert folder_for(file, None, several=False) == folder
    assert folder_for(file, "out", several=False) == "out"


def test_standard_input_has_a_folder_of_its_own_among_several() -> None:
    """Standard input has no name, so below ``--output-dir`` it is called what it is."""
    assert folder_for("-", "out", several=True) == os.path.join("out", "standard-input")


# Which documents


def test_a_document_can_be_named_with_or_without_its_ending(tmp_path: Path) -> None:
    """``--document`` writes what it names, each once, and nothing else."""
    wishes = Wishes(documents=("checklist", "checklist.md"))
    assert render_files([save("plan.yaml")], wishes) == 0
    assert written(tmp_path) == ["checklist.md"]


def test_the_plan_file_can_name_its_documents_and_the_flag_wins(tmp_path: Path) -> None:
    """``documents:`` says what is written, unless ``--document`` does."""
    file = save("plan.yaml", f"{ANSWERS}documents: [checklist.md]\n")
    assert render_files([file], Wishes()) == 0
    assert written(tmp_path) == ["checklist.md"]
    assert render_files([file], Wishes(documents=("plan",))) == 0
    assert written(tmp_path) == WRITTEN


def test_an_unknown_document_is_told_with_the_known_ones(tmp_path: Path) -> None:
    """Somebody who misspells a document sees what there is; nothing is written."""
    with pytest.raises(UnknownName) as caught:
        render_files([save("plan.yaml")], Wishes(documents=("pln",)))
    assert caught.value.message == "there is no document 'pln'"
    assert {"plan.md", "checklist.md"} <= set(caught.value.hint.removeprefix("there are: ").split(", "))
    assert written(tmp_path) == []


# Standard output


def test_stdout_gives_the_very_text_of_the_file(tmp_path: Path, capsys: Capture) -> None:
    """``--stdout`` prints what would stand in the file, and writes no file; ``--document`` chooses another."""
    file = save("plan.yaml")
    assert render_files([file], Wishes(stdout=True)) == 0
    plan = capsys.readouterr()
    assert render_files([file], Wishes(stdout=True, documents=("checklist",))) == 0
    checklist = capsys.readouterr()
    assert written(tmp_path) == []
    assert render_files([file], Wishes()) == 0
    assert (plan.out, checklist.out) == (Path("plan.md").read_text(), Path("checklist.md").read_text())
    assert (plan.err, checklist.err) == ("", "")


def test_stdout_gives_plan_md_whatever_the_plan_file_writes(capsys: Capture) -> None:
    """``--stdout`` without ``--document`` is ``plan.md``, even if ``documents:`` names others."""
    file = save("plan.yaml", f"{ANSWERS}documents: [checklist.md]\n")
    assert render_files([file], Wishes(stdout=True)) == 0
    assert capsys.readouterr().out.startswith("# Product Manager, Billing: the first 90 days\n")


def test_json_is_one_object_and_no_file(tmp_path: Path, capsys: Capture) -> None:
    """``--json`` gives the composed plan: one object with its three phases and dates as ISO text."""
    assert render_files([save("plan.yaml")], Wishes(json=True)) == 0
    said = capsys.readouterr()
    made = json.loads(said.out)
    assert (made["name"], made["start"], len(made["phases"])) == ("Noor Castellan", "2027-01-11", 3)
    assert said.err == ""
    assert written(tmp_path) == []


def test_json_of_several_is_a_line_each(tmp_path: Path, capsys: Capture) -> None:
    """The plans of several files come as JSON lines, in the order of the files."""
    files = [save("ines.yaml", ANSWERS.replace("Noor", "Ines")), save("ben.yaml", ANSWERS.replace("Noor", "Ben"))]
    assert render_files(files, Wishes(json=True)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Ines Castellan", "Ben Castellan"]
    assert written(tmp_path) == []


def test_json_keeps_a_persons_letters(capsys: Capture) -> None:
    """Names in the JSON stand as they were typed, not as escapes."""
    assert render_files([save("plan.yaml", ANSWERS.replace("Noor", "Nørå 東"))], Wishes(json=True)) == 0
    assert "Nørå 東" in capsys.readouterr().out


# Nothing is written


def test_dry_run_writes_nothing_and_shows_what_it_would_write(tmp_path: Path, capsys: Capture) -> None:
    """``--dry-run`` shows every document that would change as a diff, makes no folder, and is content."""
    assert render_files([save("ines.yaml")], Wishes(dry_run=True)) == 0
    said = capsys.readouterr()
    assert said.out.startswith("--- /dev/null\n+++ ines/plan.md\n@@ -0,0 +1")
    assert said.err == "would change: ines/plan.md\nwould change: ines/checklist.md\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ines.yaml"]


def test_check_answers_whether_the_documents_are_what_the_plan_file_says(tmp_path: Path, capsys: Capture) -> None:
    """``--check`` ends with 1 while a document is missing or not what the plan says, with 0 when all are up to date."""
    file = save("plan.yaml")
    assert render_files([file], Wishes(check=True)) == 1
    assert written(tmp_path) == []
    render_files([file], Wishes())
    say_less(capsys)
    assert render_files([file], Wishes(check=True)) == 0
    assert capsys.readouterr().out == "up to date: plan.md\nup to date: checklist.md\n"
    Path("plan.md").write_text(Path("plan.md").read_text() + "mine\n")
    assert render_files([file], Wishes(check=True)) == 0
    assert render_files([file], Wishes(check=True, changes=("start=2027-02-01",))) == 1
    assert "would change: plan.md\nwould change: checklist.md\n" in capsys.readouterr().out
    assert Path("plan.md").read_text().endswith("mine\n")


def test_check_with_dry_run_still_answers() -> None:
    """Somebody who gives ``--dry-run`` besides ``--check`` gets the answer all the same."""
    assert render_files([save("plan.yaml")], Wishes(check=True, dry_run=True)) == 1


@pytest.mark.parametrize(
    "wishes", [Wishes(quiet=True), Wishes(quiet=True, check=True), Wishes(quiet=True, dry_run=True)]
)
def test_quiet_says_nothing(wishes: Wishes, capsys: Capture) -> None:
    """``--quiet`` leaves both streams empty when nothing is wrong."""
    render_files([save("plan.yaml")], wishes)
    assert capsys.readouterr() == ("", "")


# Again


def test_rendering_again_leaves_the_files_alone(tmp_path: Path, capsys: Capture) -> None:
    """The same plan file a second time writes nothing, and says so."""
    file = save("plan.yaml")
    render_files([file], Wishes())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    say_less(capsys)
    assert render_files([file], Wishes()) == 0
    assert capsys.readouterr().err.startswith("as it was  plan.md\nas it was  checklist.md\n")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_an_edited_document_keeps_its_edits() -> None:
    """What its owner wrote stays when the plan is rendered again, and what they left alone is renewed."""
    file = save("plan.yaml")
    render_files([file], Wishes())
    Path("plan.md").write_text(Path("plan.md").read_text() + "\n## Mine\n\nI wrote this.\n")
    render_files([file], Wishes(changes=("person=Ines",)))
    told = Path("plan.md").read_text()
    assert "Ines" in told
    assert told.endswith("\n## Mine\n\nI wrote this.\n")


def test_what_both_sides_changed_stops_the_run_and_is_shown(tmp_path: Path) -> None:
    """Nothing of the set is written; both texts are told with the line, and either choice goes on from there."""
    file = save("plan.yaml")
    render_files([file], Wishes())
    old, checklist = Path("plan.md").read_text(), Path("checklist.md").read_text()
    edited = old.replace("*", "*Noor herself, ", 1)
    Path("plan.md").write_text(edited)
    change = ("person=Ines",)
    with pytest.raises(Collided) as caught:
        render_files([file], Wishes(changes=change))
    (clash,) = caught.value.clashes
    assert (clash.place, "Noor herself" in clash.mine, "Ines" in clash.theirs) == ("plan.md:3", True, True)
    assert (Path("plan.md").read_text(), Path("checklist.md").read_text()) == (edited, checklist)
    assert written(tmp_path) == WRITTEN
    render_files([file], Wishes(changes=change, take=(f"{clash.id}=mine",)))
    assert "Noor herself" in Path("plan.md").read_text()
    assert "Ines" in Path("checklist.md").read_text()


def test_a_file_that_was_there_before_is_never_overwritten() -> None:
    """A ``plan.md`` that this tool did not write is somebody's own."""
    Path("plan.md").write_text("# Mine\n")
    with pytest.raises(Refused, match="no record that plan wrote it"):
        render_files([save("plan.yaml")], Wishes())
    assert Path("plan.md").read_text() == "# Mine\n"
    assert not Path("checklist.md").exists()


def test_force_replaces_and_names_the_backup(capsys: Capture) -> None:
    """``--force`` keeps what it replaces, under a name that it says."""
    file = save("plan.yaml")
    Path("plan.md").write_text("# Mine\n")
    assert render_files([file], Wishes(force=True)) == 0
    kept = capsys.readouterr().err.splitlines()[0]
    assert kept == "kept   plan.backup-1.md"
    assert Path("plan.backup-1.md").read_text() == "# Mine\n"
    assert Path("plan.md").read_text().startswith("# Product Manager, Billing")


# Changes for one run


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("title=Head of Tea", "Head of Tea"),
        ("person.name=Ana Ruiz", "Ana Ruiz"),
        ("people[0].name=Ben Okafor", "Ben Okafor"),
        ("start=2027-03-01", "1 March 2027"),
    ],
)
def test_set_changes_an_answer_for_this_run(change: str, told: str, capsys: Capture) -> None:
    """``--set`` reaches a field, a field of a record and an entry of a list; the plan file stays as it is."""
    file = save("plan.yaml", f"{ANSWERS}people:\n  - {{name: Piotr Wren, group: manager}}\n")
    text = Path(file).read_text()
    assert render_files([file], Wishes(stdout=True, changes=(change,))) == 0
    assert told in capsys.readouterr().out
    assert Path(file).read_text() == text


def test_set_is_repeatable_and_typed(capsys: Capture) -> None:
    """Each ``--set`` counts, and a number is a number."""
    wishes = Wishes(json=True, changes=("stage=candidate", "hours=13", "person=Ana Ruiz"))
    assert render_files([save("plan.yaml")], wishes) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["stage"], made["hours"], made["name"]) == ("candidate", 13.0, "Ana Ruiz")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("titel=x", "--set titel:1:1: unknown key 'titel'; did you mean 'title'?"),
        (
            "hours=some",
            "--set hours:1:1: hours: 'some' is not a number; write digits, with a point for parts, like 1.5",
        ),
        ("role=pilot", "--set role:1:1: role: there is no role 'pilot'"),
        ("title", "--set title:1:1: write it as person.name=Ana or 'people[0].group=peer'"),
    ],
)
def test_a_bad_change_is_told_by_its_key(change: str, told: str, tmp_path: Path) -> None:
    """A ``--set`` that cannot be is wrong input, told by the flag and not by a line of the file."""
    with pytest.raises(InvalidFile) as caught:
        render_files([save("plan.yaml")], Wishes(changes=(change,)))
    problems = [f"{problem.place}: {problem.text}" for problem in caught.value.problems]
    assert len(problems) == 1
    assert problems[0].startswith(told)
    assert written(tmp_path) == []


# Several plan files


def test_a_bad_one_of_several_does_not_stop_the_others(tmp_path: Path, capsys: Capture) -> None:
    """Of several the bad one is told and written nothing of, the others are written, and the end is 6."""
    files = [save("ines.yaml"), save("bad.yaml", "role: nobody\n"), save("ben.yaml"), "missing.yaml"]
    assert render_files(files, Wishes(documents=("plan",))) == 6
    assert written(tmp_path) == ["ben/plan.md", "ines/plan.md"]
    said = capsys.readouterr().err
    assert "error: bad.yaml has 1 problem\n" in said
    assert "nothing was written for bad.yaml\n" in said
    assert "nothing was written for missing.yaml\n" in said


def test_several_are_checked_together() -> None:
    """``--check`` of several is 0 when all are up to date, 1 when one is not, 6 when one cannot be read."""
    files = [save("ines.yaml"), save("ben.yaml")]
    render_files(files, Wishes())
    assert render_files(files, Wishes(check=True)) == 0
    Path("ben/plan.md").unlink()
    assert render_files(files, Wishes(check=True)) == 1
    assert render_files([*files, "missing.yaml"], Wishes(check=True)) == 6


def test_json_of_several_leaves_out_the_bad_one(capsys: Capture) -> None:
    """Somebody who reads the JSON lines gets every plan that there is."""
    assert render_files([save("bad.yaml", "role: nobody\n"), save("ben.yaml")], Wishes(json=True)) == 6
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("files", "output_dir"),
    [
        (["plan.yaml", "plan.yaml"], None),
        (["plan.yaml", "./plan.yaml"], None),
        (["plan.yaml", "plan.yml"], None),
        (["plan.yaml", "-"], None),
        (["a/ines.yaml", "b/ines.yaml"], "out"),
    ],
)
def test_two_plans_never_share_a_folder(files: list[str], output_dir: str | None, tmp_path: Path) -> None:
    """Two inputs that would write the same documents are refused before anything is written."""
    for file in files:
        if file != "-":
            save(file)
    with pytest.raises(WrongUse, match="would both write to"):
        render_files(files, Wishes(output_dir=output_dir))
    assert written(tmp_path) == []


def test_two_plans_of_one_folder_can_be_shown(capsys: Capture) -> None:
    """Where nothing is written, two inputs of one folder are no trouble."""
    assert render_files([save("plan.yaml"), save("plan.yml")], Wishes(json=True)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


# Flags that do not go together


@pytest.mark.parametrize(
    ("files", "wishes"),
    [
        (["plan.yaml"], Wishes(stdout=True, json=True)),
        (["plan.yaml"], Wishes(stdout=True, check=True)),
        (["plan.yaml"], Wishes(stdout=True, dry_run=True)),
        (["plan.yaml"], Wishes(stdout=True, output_dir="out")),
        (["plan.yaml"], Wishes(json=True, check=True)),
        (["plan.yaml"], Wishes(json=True, dry_run=True)),
        (["plan.yaml"], Wishes(json=True, output_dir="out")),
        (["plan.yaml"], Wishes(stdout=True, documents=("plan", "checklist"))),
        (["plan.yaml", "ines.yaml"], Wishes(stdout=True)),
        (["-", "-"], Wishes(json=True)),
        (["plan.yaml"], Wishes(changes=("title=\udcff",))),
    ],
)
def test_flags_that_do_not_go_together_are_refused(files: list[str], wishes: Wishes, tmp_path: Path) -> None:
    """What cannot be done as asked is told before a file is read, with the way round it."""
    with pytest.raises(WrongUse) as caught:
        render_files(files, wishes)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


# What the plan says about itself


def test_a_plan_too_long_for_a_manager_says_so(capsys: Capture) -> None:
    """Somebody whose own words fill more than a manager reads is told the count, and gets the plan."""
    risks = "".join(f"  - {{risk: Long risk {n} {'and so on ' * 40}, day: 30}}\n" for n in range(20))
    assert render_files([save("plan.yaml", f"{ANSWERS}risks:\n{risks}")], Wishes()) == 0
    note = next(line for line in capsys.readouterr().err.splitlines() if line.startswith("note: plan.md has "))
    assert int(note.split()[3]) > WORDS
    assert note.endswith(f"words; a busy manager reads {WORDS}")


def test_a_week_that_cannot_be_kept_is_told(capsys: Capture) -> None:
    """Somebody with half an hour a week is told which weeks ask for more."""
    assert render_files([save("plan.yaml", f"{ANSWERS}hours: 0.5\n")], Wishes()) == 0
    assert "note: too full: week 1" in capsys.readouterr().err


# Input that is not there


def test_a_missing_plan_file_names_the_nearest(tmp_path: Path) -> None:
    """Somebody who mistypes the name of the plan file sees which one there is."""
    save("plan.yaml")
    with pytest.raises(DiskFailed) as caught:
        render_files(["paln.yaml"], Wishes())
    assert caught.value.message == "no such file: paln.yaml; did you mean plan.yaml?"
    assert written(tmp_path) == []


def test_a_folder_without_a_plan_file_is_told() -> None:
    """A folder stands for a plan file that has to be there."""
    Path("empty").mkdir()
    with pytest.raises(DiskFailed, match=r"no such file: empty/plan\.yaml"):
        render_files(["empty"], Wishes())


def test_an_output_folder_that_is_a_file_is_told() -> None:
    """Documents do not go into a file."""
    Path("out").write_text("mine")
    with pytest.raises(DiskFailed, match="out is a file, not a folder"):
        render_files([save("plan.yaml")], Wishes(output_dir="out"))
    assert Path("out").read_text() == "mine"


# Standard input, and the schema


def typed_in(data: bytes) -> io.TextIOWrapper:
    """Return a standard input that holds some bytes."""
    return io.TextIOWrapper(io.BytesIO(data))


def test_standard_input_is_a_plan_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """``-`` reads the plan file from standard input and writes to the current folder."""
    monkeypatch.setattr("sys.stdin", typed_in(ANSWERS.encode()))
    assert render_files(["-"], Wishes()) == 0
    assert written(tmp_path) == WRITTEN
    assert capsys.readouterr().err.splitlines()[-1] == "next: read plan.md, change standard input, and render again"


def test_a_mistake_on_standard_input_is_told_by_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes from standard input has no file name, so its problems say where they came from."""
    monkeypatch.setattr("sys.stdin", typed_in(b"role: nobody\n"))
    with pytest.raises(InvalidFile) as caught:
        render_files(["-"], Wishes())
    assert caught.value.problems[0].place == "standard input:1:7"


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` without a standard input says so instead of failing."""
    stdin = typed_in(b"")
    stdin.close()
    monkeypatch.setattr("sys.stdin", stdin)
    with pytest.raises(DiskFailed, match="standard input is closed"):
        render_files(["-"], Wishes())


def test_the_schema_takes_every_example(capsys: Capture) -> None:
    """The JSON Schema is a valid one, and an editor that uses it marks nothing in the examples."""
    print_schema()
    schema = json.loads(capsys.readouterr().out)
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    for example in sorted(EXAMPLES.glob("*.yaml")):
        assert [error.message for error in validator(schema).iter_errors(as_editor_sees(example))] == [], example.name


def as_editor_sees(example: Path) -> object:
    """Return a plan file as the JSON that an editor checks: its dates are texts."""
    return json.loads(json.dumps(yaml.safe_load(example.read_text()), default=str))


def test_the_schema_marks_a_misspelt_key(capsys: Capture) -> None:
    """The JSON Schema knows every key, so an editor marks one that does not exist."""
    print_schema()
    schema = json.loads(capsys.readouterr().out)
    errors = jsonschema.Draft202012Validator(schema).iter_errors({"role": "product-manager", "titel": "x"})
    assert ["titel" in error.message for error in errors] == [True]
