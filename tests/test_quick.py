"""The way in that is read without typer means what typer would have read."""

from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from transition_plan import cli
from transition_plan.quick import read_living, read_render
from transition_plan.run import Wishes

WORDS = st.sampled_from(
    [
        "a.yaml",
        "b/",
        "-",
        "--",
        "",
        "-o",
        "out",
        "--output-dir",
        "--output-dir=out",
        "-oout",
        "-d",
        "plan",
        "--document",
        "--set",
        "hours=4",
        "--set=hours=4",
        "--stdout",
        "--json",
        "--check",
        "-n",
        "--dry-run",
        "--force",
        "-q",
        "-qn",
        "--quiet",
        "--help",
        "-h",
        "--nope",
        "-5",
        "--stdou",
    ]
)


def read_by_typer(words: list[str]) -> tuple[list[str], Wishes]:
    """Return what typer reads; it raises where it refuses or only helps."""
    command = get_command(cli.app).commands["render"]  # type: ignore[attr-defined]
    said = command.make_context("render", list(words)).params
    wishes = Wishes(
        output_dir=said["output_dir"],
        documents=tuple(said["document"] or ()),
        changes=tuple(said["change"] or ()),
        **{switch: said[switch] for switch in ("stdout", "json", "check", "dry_run", "force", "quiet")},
    )
    return list(said["files"] or ["plan.yaml"]), wishes


@given(st.lists(WORDS, max_size=6))
@settings(max_examples=400)
def test_what_is_read_without_typer_means_the_same(words: list[str]) -> None:
    """No command line has two meanings: what the quick way understands, typer understands in the same way."""
    quick = read_render(words)
    if quick is not None:
        files, wishes = quick
        assert read_by_typer(words) == (files or ["plan.yaml"], Wishes(**wishes))  # type: ignore[arg-type]


def test_the_common_forms_are_quick() -> None:
    """The forms that people and scripts use most are read without typer."""
    for line in ("", "a.yaml", "a.yaml -o out", "- --stdout", "a.yaml b.yaml --check -q", "a.yaml --set hours=4 -d x"):
        assert read_render(line.split()) is not None


def test_what_needs_help_goes_to_typer() -> None:
    """Whatever could be a mistake or a question is left to the parser that can explain."""
    for line in ("--help", "-h", "--nope", "a.yaml -qn", "--output-dir", "--set", "--set --json", "-- -rf.yaml"):
        assert read_render(line.split()) is None


LIVING = st.sampled_from(
    ["a", "b/", ".", "-", "--", "--json", "--today", "2027-01-11", "--today=friday", "--help", "-h", "--jso", "-f", ""],
)


@given(st.sampled_from(["status", "next"]), st.lists(LIVING, max_size=5))
@settings(max_examples=400)
def test_what_is_read_of_a_lived_plan_means_the_same(name: str, words: list[str]) -> None:
    """``status`` and ``next`` have one meaning, too."""
    quick = read_living(words, len(words) if name == "status" else 1)
    if quick is None:
        return
    said = get_command(cli.app).commands[name].make_context(name, list(words)).params  # type: ignore[attr-defined]
    plans, wishes = quick
    read = list(said["plans"] or []) if name == "status" else [said["plan"]]
    assert read == (plans if name == "status" else plans or ["."])
    assert (said["json"], said["today"]) == (wishes.get("as_json", False), wishes.get("today"))


def test_the_common_forms_of_a_lived_plan_are_quick() -> None:
    """What people look at each morning starts at once."""
    for line in ("", "a.yaml", "a b c", "a --json", "--today 2027-01-11 a"):
        assert read_living(line.split(), 3) is not None
    assert read_living(["a", "b"], 1) is None
