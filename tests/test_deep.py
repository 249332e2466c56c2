"""`--deep`: each answer is in the plan file before the next question, and none costs another."""

import io
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from conftest import EXAMPLES
from test_gone_over import setting
from transition_plan.deep import ask_block
from transition_plan.differing import tree_of
from transition_plan.library import SHIPPED, load_questions
from transition_plan.pages import Given, Page
from transition_plan.plainprompts import PlainPrompter

BLOCKS = {block.id: block for block in load_questions(SHIPPED).blocks}
TEXT = """\
# mine
role: product-manager
people:
  - {name: Dana Ortiz, group: manager}   # since May
  - {name: Lee Park, private: "was a candidate, too"}
ratings: {influence: 4}
evidence:
  - {competency: influence, title: Led it, metric: 40 teams}   # the best
notes: [one of mine]
"""


class Lines(PlainPrompter):
    """Plain lines, and what is done to the world before each page."""

    def __init__(self, lines: Sequence[str], before: Callable[[Page], None]) -> None:
        super().__init__(io.StringIO("".join(f"{line}\n" for line in lines)), io.StringIO())
        self.before, self.asked = before, list[Page]()

    def ask(self, page: Page) -> Given:
        """Let the world change, then ask."""
        self.asked.append(page)
        self.before(page)
        return super().ask(page)


def deepened(file: Path, block: str, *lines: str, before: Callable[[Page], None] = lambda _: None) -> Lines:
    """Ask a block with these lines; the end of the lines is Ctrl-C."""
    prompter = Lines([line for line in lines if line != "^C"], before)
    with pytest.raises(KeyboardInterrupt) if lines[-1] == "^C" else nullcontext():
        ask_block(str(file), BLOCKS[block], setting(), prompter)
    return prompter


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT)
    return path


def data(file: Path) -> Any:
    return tree_of(file.read_text())


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("block", BLOCKS)
def test_enter_on_every_page_leaves_the_file(tmp_path: Path, example: Path, block: str) -> None:
    """Every question can be passed over, and then not a byte differs."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(example.read_bytes())
    deepened(file, block, *[""] * 80)
    assert file.read_bytes() == example.read_bytes()


def test_somebody_new_is_asked_about_at_once(file: Path) -> None:
    """Whoever names one more person is asked what that one is measured on, and loses nobody."""
    asked = deepened(file, "people", "Kim, customer", "", "", "renewals", "^C").asked
    assert [page.ask for page in asked][1:4] == [
        f"What is {name} measured on?" for name in ("Dana Ortiz", "Lee Park", "Kim")
    ]
    assert data(file)["people"] == [
        *tree_of(TEXT)["people"],  # type: ignore[misc]
        {"name": "Kim", "group": "customer", "measured_on": "renewals"},
    ]
    assert "# since May" in file.read_text()


def test_the_way_back_shows_the_answer_and_enter_keeps_it(file: Path) -> None:
    """Twice back, twice Enter: what was typed stands there again, once, and later answers are never gone."""
    seen: list[str] = []
    lines = ["calm", "noise", "<", "<", "", "", "", ""]
    asked = deepened(file, "why", "", "", *lines, before=lambda _: seen.append(file.read_text())).asked
    drives = [page for page in asked if "drives you" in page.ask]
    assert [page.default for page in drives] == ["", "calm"]
    assert data(file)["notes"] == [
        "one of mine",
        "What drives me: calm",
        "What bothers me: noise",
    ]
    assert all("noise" in text for text in seen[4:])


def test_an_answer_that_is_changed_on_the_way_back_is_there_once(file: Path) -> None:
    """The new answer takes the place of the old one."""
    deepened(file, "why", "", "", "calm", "noise", "<", "<", "quiet", "", "^C")
    assert data(file)["notes"] == ["one of mine", "What drives me: quiet", "What bothers me: noise"]


def test_another_proof_stands_beside_the_first(file: Path) -> None:
    """What was proved already is left as it is."""
    deepened(file, "evidence", "Sang it; they clapped")
    assert [one["title"] for one in data(file)["evidence"]] == ["Led it", "Sang it"]
    assert "metric: 40 teams}   # the best" in file.read_text()


def test_what_an_editor_saved_meanwhile_stays(file: Path) -> None:
    """Answers go into the file as it is now, not as it was when the questions began."""

    def edit(page: Page) -> None:
        if "bothers" in page.ask:
            file.write_text(file.read_text() + "mantra: Small and shipped\n")

    asked = deepened(file, "why", "", "", "calm", "noise", "", "", before=edit).asked
    assert data(file)["mantra"] == "Small and shipped"
    assert data(file)["notes"] == ["one of mine", "What drives me: calm", "What bothers me: noise"]
    assert len(asked) == len(BLOCKS["why"].questions)


def test_what_cannot_be_put_into_this_file_is_told_at_its_question(file: Path) -> None:
    """A list that stands in two places is changed by hand; nothing is written and the wizard goes on."""
    file.write_text("role: product-manager\nrisks: &same [one]\nlater: *same\n")
    asked = deepened(file, "situation", "", "They left", "", "^C")
    assert "cannot change risks" in " ".join(str(asked.target.getvalue()).split())  # type: ignore[attr-defined]
    assert data(file)["risks"] == ["one"]
