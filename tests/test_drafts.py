"""The wizard's draft: for one plan file, and with nothing of it lost when another hand changed that file."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_gone_over import setting
from transition_plan.differing import differences, settled, tree_of, with_changes
from transition_plan.drafts import Draft, draft_path, load_draft, save_draft
from transition_plan.errors import Refused
from transition_plan.given import Wanted, begun_tree, find_told, given_tree
from transition_plan.plainprompts import PlainPrompter
from transition_plan.questions import questions_now
from transition_plan.resuming import Talk, offered_draft
from transition_plan.wizard import ask_all
from transition_plan.writing import changed_file

TEXT = """\
role: product-manager   # mine
start: 2027-01-11
mission: Fewer calls
hours: 8
people:
  - {name: Dana Ortiz, group: manager}   # since May
  - {name: Lee Park}   # knows the house
  - {name: Kim}
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep drafts in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT)
    return path


def talk(wanted: Wanted, *lines: str) -> Talk:
    """Return a talk in plain lines; the end of the lines is Ctrl-C."""
    prompter = PlainPrompter(io.StringIO("".join(f"{line}\n" for line in lines)), io.StringIO())
    return Talk(setting(), wanted, find_told(wanted, setting()), prompter, draft_path(wanted.target), {})


def begun(wanted: Wanted) -> Draft:
    tree = begun_tree(wanted, setting())
    return Draft(given_tree(tree, wanted, setting()), (), begun=tree)


def interrupted(wanted: Wanted, *lines: str) -> Draft:
    """Return the draft after these lines and Ctrl-C."""
    one = talk(wanted, *lines)
    with pytest.raises(KeyboardInterrupt):
        ask_all(offered_draft(begun(wanted), one), one)
    draft = load_draft(one.path)
    assert draft is not None
    return draft


def said(one: Talk) -> str:
    target: Any = one.prompter
    return " ".join(target.target.getvalue().split())


def test_every_plan_file_has_its_own_draft(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft of one plan never gets into another, however its file is named on the command line."""
    other = tmp_path / "other.yaml"
    other.write_text("role: staff-engineer\n")
    interrupted(Wanted(words=(str(file),)), "", "", "", "2027-03-01")
    draft = interrupted(Wanted(words=(str(other),)), "", "")
    assert draft.tree == {"role": "staff-engineer"}
    monkeypatch.chdir(tmp_path)
    assert draft_path("plan.yaml") == draft_path(str(file)) != draft_path("other.yaml")
    assert draft_path() not in (draft_path("plan.yaml"), draft_path("other.yaml"))


def test_a_draft_of_a_plan_file_is_offered_with_its_name(file: Path) -> None:
    """It is told which plan it is for and how much was answered; who takes it up goes on after the last answer."""
    wanted = Wanted(words=(str(file),))
    interrupted(wanted, "", "", "", "2027-03-01")
    one = talk(wanted, "")
    assert offered_draft(begun(wanted), one).tree["start"] == date(2027, 3, 1)
    assert f"There is a draft for {file}: product-manager, 4 questions answered." in said(one)


def test_a_draft_goes_before_the_plan_file(file: Path) -> None:
    """What was answered before Ctrl-C is there again, though the file still says otherwise."""
    interrupted(Wanted(words=(str(file),)), "", "", "", "2027-03-01")
    draft = interrupted(Wanted(words=(str(file),), resume=True), "", "Ana")
    assert (draft.tree["start"], draft.tree["person"]) == (date(2027, 3, 1), {"name": "Ana"})


def test_what_was_changed_in_the_file_meanwhile_stands(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both hands' answers are kept; where both changed the same, the file stands and the question comes again."""
    interrupted(Wanted(words=(str(file),)), "", "", "", "2027-03-01", "", "Ana")
    file.write_text(TEXT.replace("2027-01-11", "2027-02-01").replace("hours: 8", "hours: 5"))
    wanted = Wanted(words=(str(file),), resume=True)
    draft = offered_draft(begun(wanted), talk(wanted))
    assert (draft.tree["hours"], draft.tree["person"], draft.tree["start"]) == (5, {"name": "Ana"}, "2027-02-01")
    assert "start" not in draft.asked
    assert "you had answered: 2027-03-01" in capsys.readouterr().err


def test_what_was_changed_in_the_file_while_answering_is_not_written_over(file: Path) -> None:
    """An editor that saved meanwhile keeps what it saved, or writing stops and says what collides."""
    wanted = Wanted(words=(str(file),))
    before = begun_tree(wanted, setting())
    file.write_text(TEXT.replace("Fewer calls", "No calls"))
    text = changed_file(file.read_text(), "plan.yaml", {**before, "hours": 5}, before)
    assert text == TEXT.replace("Fewer calls", "No calls").replace("hours: 8", "hours: 5")
    with pytest.raises(Refused, match="mission"):
        changed_file(file.read_text(), "plan.yaml", {**before, "mission": "Half the calls"}, before)


def test_what_a_flag_answers_is_not_asked_whatever_it_says() -> None:
    """`--start ?` and `--from ""` are answers, and so is a value that `--set` gives or takes."""
    wanted = Wanted(said={"role": "product-manager", "start": "?", "from": ""}, changes=("person.name=Ana", "mission="))
    one = find_told(wanted, setting())
    asks = questions_now(given_tree({}, wanted, setting()), setting())
    assert [each.ask.id for each in asks if one.has(each)] == ["role", "from", "start", "name", "mission"]


def test_an_answers_file_answers_what_it_says(tmp_path: Path) -> None:
    """Proof of one thing does not answer for another; a title of one's own says what one does now."""
    answers = tmp_path / "a.yaml"
    answers.write_text(
        "role: product-manager\nfrom_title: Cook\nperson: {tenure: 2 years}\n"
        "ratings: {influence: 4, communication: 3}\nevidence: [{competency: influence, title: Led it}]\n"
    )
    wanted = Wanted(answers=str(answers))
    asks = questions_now(given_tree({}, wanted, setting()), setting())
    told = find_told(wanted, setting())
    assert {each.mark for each in asks if told.has(each)} == {"role", "from", "ratings", "evidence:influence"}


def test_what_a_flag_gave_can_be_changed_at_the_end() -> None:
    """“Change an answer” offers what was not asked, too, asks it, and comes back with the new answer."""
    wanted = Wanted(said={"role": "product-manager", "start": "2027-01-11"}, quick=True)
    one = talk(wanted, *[""] * 10, "2", "2", "2027-03-01", "1")
    draft = ask_all(begun(wanted), one)
    assert draft is not None
    assert draft.tree["start"] == date(2027, 3, 1)


def test_an_answer_of_a_draft_can_be_changed_at_the_end() -> None:
    """What was answered before the interruption is asked again when it is chosen; going back leaves it."""
    wanted = Wanted(said={"role": "product-manager"}, quick=True)
    interrupted(wanted, "2027-01-11")
    one = talk(wanted._replace(resume=True), *[""] * 10, "2", "2", "<", "2", "2", "2027-03-01", "1")
    draft = ask_all(offered_draft(begun(wanted), one), one)
    assert draft is not None
    assert draft.tree["start"] == date(2027, 3, 1)


def test_going_back_from_the_closest_role_keeps_the_title() -> None:
    """Whoever goes back there finds the title as it was typed, and Enter takes it."""
    one = talk(Wanted(), "Head of Product, Billing", "<", "", "1")
    with pytest.raises(KeyboardInterrupt):
        ask_all(begun(Wanted()), one)
    draft = load_draft(one.path)
    assert draft is not None
    assert (draft.asked, draft.tree["title"]) == (("role",), "Head of Product, Billing")


def test_enter_on_the_way_back_changes_nothing() -> None:
    """Back over every answer to the first question and forth with Enter: the same answers."""
    lines = ["product manager", "", "", "?", "", "", "", "Dana, manager; Lee, Head of Tea"]
    first = interrupted(Wanted(), *lines)
    again = interrupted(Wanted(resume=True), *["<"] * len(lines), *[""] * len(lines))
    assert (again.tree, again.asked) == (first.tree, first.asked)
    assert "start" not in again.tree


def test_levels_are_kept_when_their_page_is_left() -> None:
    """Whoever rated four rows and goes back, or is interrupted, finds the four rated."""
    wanted = Wanted(said={"role": "product-manager", "start": "?"}, quick=True)
    assert interrupted(wanted, "3", "4", "?").unsent == {"ratings": RATED}
    one = talk(wanted._replace(resume=True), "", "", "", "2", *["<"] * 4, *[""] * 10, "1")
    draft = ask_all(offered_draft(begun(wanted), one), one)
    assert draft is not None
    assert draft.tree["ratings"] == {**RATED, "domain-knowledge": 2}


RATED = {"customer-discovery": 3, "prioritisation": 4, "product-metrics": "?"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["role", "extra", "front_matter", "start"]), JSON))
def test_a_draft_is_read_as_it_was_kept(tree: dict[str, Any]) -> None:
    """Days are days again, and a table that somebody called “date” stays a table."""
    draft = Draft(tree, ("role",), frozenset({"role", "start"}), tree)
    path = draft_path("some.yaml")
    save_draft(path, draft)
    assert load_draft(path) == draft


PEOPLE = st.lists(st.sampled_from(["Ana", "Bea", "Cy", "Dora", "Eve"]), unique=True)


@given(PEOPLE, PEOPLE)
def test_people_come_and_go_with_their_comments(before: Sequence[str], after: Sequence[str]) -> None:
    """Whoever stays on the list keeps the comment of their line, wherever on the list others left."""
    lines = "".join(f"  - {{name: {name}}}   # {name} it is\n" for name in before)
    text = f"role: product-manager\npeople:{chr(10) + lines if before else ' []' + chr(10)}"
    tree = {**tree_of(text), "people": [{"name": name} for name in after]}
    changed = with_changes(text, tree)
    assert tree_of(changed) == tree
    stayed = [name for name in before if name in after]
    if list(after[: len(stayed)]) == stayed:
        assert all(f"- {{name: {name}}}   # {name} it is" in changed for name in stayed)


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)),
)
def test_what_nobody_else_changed_is_as_it_was_answered(old: dict[str, int], mine: dict[str, int]) -> None:
    """Without another hand the answers stand, and a second hand's alone stand, too."""
    assert settled(old, mine, old) == (mine, [])
    assert settled(old, old, mine) == (mine, [])
    assert not list(differences(mine, mine))
