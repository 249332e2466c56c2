"""The whole interview at a real terminal: answers, the way back, Ctrl-C, the draft, the review page, `--deep`."""

import json
import os
import signal
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import COMMAND
from terminal import Terminal

SCREENS = Path(__file__).parent / "golden/screens"
RENEW = bool(os.environ.get("PLAN_RENEW"))
ESC, DOWN, CTRL_C = "\x1b", "\x1b[B", "\x03"
TEMPLATE = """\
id: taster
title: Taster
extends: product-manager
extra:
  - {id: cup, question: Which cup do you like?, choices: [{value: white, title: White}, {value: blue, title: Blue}]}
"""


@contextmanager
def wizard(
    folder: Path, *words: str, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """Run ``plan new`` in a folder, with a state folder of its own."""
    kept = {"XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config"), "HOME": str(folder)}
    cache = {"XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    script = f'cd "{folder}" && exec "{COMMAND}" new "$@"'
    terminal = Terminal(*size, "bash", "-c", script, "plan", *words, env={**cache, **kept, **(env or {})})
    yield terminal
    terminal.child.close(force=True)


def answer(terminal: Terminal, question: str, keys: str) -> None:
    """Wait for a question and answer it."""
    terminal.until(lambda shown: question in " ".join(shown.split()))
    terminal.settled()
    terminal.press(keys)


HALF = (
    ("Which role", "product man\r"),
    ("What do you do now", "software eng\r"),
    ("Where are you in the move", "\r"),
    ("What is your first day", "\x152027-01-11\r"),
    ("What changes", "\r"),
    ("Your name", "Noor Castellan\r"),
)
REST = (
    ("should your manager be able to say", "\r"),
    ("Who matters most", "Dana Ortiz, manager; Lee Park, peer in finance\r"),
    ("where are you?", f"3{DOWN}{DOWN}4\r"),
    ("Your best proof of domain knowledge", "Ran the support desk; calls fell by a third\r"),
    ("Your best proof of customer discovery", "\r"),
    ("These look like your biggest gaps", "\r"),
    ("How many hours a week", "\x158; off 2027-02-15 to 2027-02-19\r"),
)


def through(terminal: Terminal, *steps: tuple[str, str]) -> None:
    for question, keys in steps:
        answer(terminal, question, keys)


def draft(folder: Path) -> Path:
    return folder / "state/plan/draft.json"


def golden(name: str, shown: str) -> None:
    """Compare a screen with the one that was looked at; ``PLAN_RENEW=1`` writes it anew."""
    path = SCREENS / f"{name}.txt"
    if RENEW:
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_twelve_answers_make_a_plan(tmp_path: Path) -> None:
    """From the first question to the last line: the review page tells what will be, and the folder holds it."""
    with wizard(tmp_path) as terminal:
        terminal.until(lambda shown: "Which role" in shown)
        golden("wizard-first-80x24", terminal.settled())
        through(terminal, *HALF, *REST)
        terminal.until(lambda shown: "Write it?" in shown)
        golden("wizard-review-80x24", terminal.settled())
        assert not (tmp_path / "product-manager").exists()
        terminal.press("\r")
        assert terminal.ended() == 0
    text = (tmp_path / "product-manager/plan.yaml").read_text()
    assert "start: 2027-01-11" in text
    assert "- {name: Lee Park, org: Finance, group: peer}" in text
    assert "result: calls fell by a third" in text
    assert not draft(tmp_path).exists()


def test_the_way_back_leads_past_three_answers_and_keeps_the_others(tmp_path: Path) -> None:
    """Three times Esc, one answer changed; what was answered in between stands there again and Enter keeps it."""
    with wizard(tmp_path) as terminal:
        through(terminal, *HALF)
        answer(terminal, "should your manager", ESC)
        answer(terminal, "Your name", ESC)
        answer(terminal, "What changes", ESC)
        answer(terminal, "What is your first day", "\x152027-02-01\r")
        through(terminal, ("What changes", "\r"), ("Your name", "\r"), *REST, ("Write it?", "\r"))
        assert terminal.ended() == 0
    text = (tmp_path / "product-manager/plan.yaml").read_text()
    assert "start: 2027-02-01" in text
    assert "Noor Castellan" in text


def test_ctrl_c_keeps_every_answer_for_the_next_time(tmp_path: Path) -> None:
    """It ends at once with 130, says where the draft is, writes no plan; the next run goes on after the last answer."""
    with wizard(tmp_path) as terminal:
        through(terminal, *HALF)
        answer(terminal, "should your manager", CTRL_C)
        assert terminal.ended() == 130
        assert "--resume" in " ".join(terminal.shown().split())
    assert stat.S_IMODE(draft(tmp_path).stat().st_mode) == 0o600
    assert not (tmp_path / "product-manager").exists()
    with wizard(tmp_path) as terminal:
        through(terminal, ("There is a draft", "\r"), *REST, ("Write it?", "\r"))
        assert terminal.ended() == 0
    assert "Noor Castellan" in (tmp_path / "product-manager/plan.yaml").read_text()


def test_a_draft_can_be_taken_up_or_forgotten_by_a_flag(tmp_path: Path) -> None:
    """``--resume`` does not ask, ``--discard-draft`` begins anew."""
    with wizard(tmp_path) as terminal:
        through(terminal, *HALF[:2])
        answer(terminal, "Where are you", CTRL_C)
        assert terminal.ended() == 130
    with wizard(tmp_path, "--resume") as terminal:
        answer(terminal, "Where are you in the move", CTRL_C)
        assert terminal.ended() == 130
    with wizard(tmp_path, "--discard-draft") as terminal:
        answer(terminal, "Which role", CTRL_C)
        assert terminal.ended() == 130
    assert not draft(tmp_path).exists()


def test_a_draft_tells_every_answer_that_it_holds(tmp_path: Path) -> None:
    """Whoever went back to the first question has lost none of what they answered."""
    with wizard(tmp_path) as terminal:
        through(terminal, *HALF[:2])
        answer(terminal, "Where are you", ESC)
        answer(terminal, "What do you do now", ESC)
        answer(terminal, "Which role", CTRL_C)
        assert terminal.ended() == 130
    with wizard(tmp_path) as terminal:
        terminal.until(lambda shown: "2 questions answered" in " ".join(shown.split()))


def test_without_an_offer_the_last_question_is_the_last_of_all(tmp_path: Path) -> None:
    """What only comes with an offer is not counted, nor proof of what nobody rated high."""
    flags = ("--role", "product-manager", "--from", "software-engineer", "--stage", "exploring", "--name", "Noor")
    with wizard(tmp_path, *flags) as terminal:
        through(terminal, ("Who matters most", "\r"), ("where are you?", "\r"), ("biggest gaps", "\r"))
        terminal.until(lambda shown: "How many hours" in shown)
        assert "4 of 4" in terminal.settled()


def test_half_a_sentence_is_there_again(tmp_path: Path) -> None:
    """What was typed and not yet taken stands in the line again, after Esc and after Ctrl-C."""
    with wizard(tmp_path) as terminal:
        through(terminal, *HALF)
        answer(terminal, "should your manager", "Calls are hal" + ESC)
        answer(terminal, "Your name", "\r")
        answer(terminal, "Calls are hal", CTRL_C)
        assert terminal.ended() == 130
    with wizard(tmp_path, "--resume") as terminal:
        answer(terminal, "Calls are hal", "ved\r")
        answer(terminal, "Who matters most", CTRL_C)
        assert terminal.ended() == 130
    assert "Calls are halved" in draft(tmp_path).read_text()


def test_the_role_behind_a_title_can_be_chosen_anew(tmp_path: Path) -> None:
    """Whoever goes back and keeps the title is asked again which role comes closest; theirs is under the pointer."""
    with wizard(tmp_path) as terminal:
        answer(terminal, "Which role", "Data Analyst\r")
        answer(terminal, "Which comes closest", DOWN + "\r")
        answer(terminal, "What do you do now", ESC)
        answer(terminal, "as you typed it", "\r")
        terminal.until(lambda shown: "Which comes closest" in shown and "› 2." in terminal.settled())
        terminal.press("1\r")
        answer(terminal, "What do you do now", CTRL_C)
        assert terminal.ended() == 130
    kept = json.loads(draft(tmp_path).read_text())["tree"]
    assert (kept["title"], kept["role"]) == ("Data Analyst", "data-ai-specialist")


def test_where_no_draft_can_be_kept_is_told_at_once(tmp_path: Path) -> None:
    """A folder that others can read holds nobody's answers; who is asked knows it before the first question."""
    draft(tmp_path).parent.mkdir(parents=True, mode=0o755)
    with wizard(tmp_path) as terminal:
        terminal.until(lambda shown: "Which role" in shown)
        assert "no draft is kept" in " ".join(terminal.shown().split())
        answer(terminal, "Which role", CTRL_C)
        assert terminal.ended() == 130


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_with_the_answers_kept(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    """A closed terminal costs nothing that was typed."""
    with wizard(tmp_path) as terminal:
        through(terminal, *HALF[:3])
        terminal.until(lambda shown: "What is your first day" in shown)
        os.kill(terminal.child.pid, sign)
        assert terminal.ended() == code
    assert "software-engineer" in draft(tmp_path).read_text()


def test_an_answer_can_be_changed_before_anything_is_written(tmp_path: Path) -> None:
    """The review page leads back to one question and returns with the new answer; cancelling keeps a draft."""
    with wizard(tmp_path, "--role", "product-manager", "--quick") as terminal:
        through(terminal, ("What is your first day", "\x152027-01-11\r"), ("where are you?", "\r"))
        answer(terminal, "Write it?", "2")
        answer(terminal, "Write it?", "\r")
        answer(terminal, "Which answer?", "2\r")
        answer(terminal, "What is your first day", "\x152027-03-01\r")
        terminal.until(lambda shown: "1 March 2027" in shown)
        answer(terminal, "Write it?", "3\r")
        assert terminal.ended() == 130
    assert draft(tmp_path).exists()
    assert not (tmp_path / "product-manager").exists()


def test_the_way_back_from_the_review_page_leads_to_the_last_question(tmp_path: Path) -> None:
    """Esc there asks the last question again; before the first question it leads nowhere."""
    with wizard(tmp_path, "--role", "product-manager", "--quick") as terminal:
        answer(terminal, "What is your first day", ESC)
        through(terminal, ("What is your first day", "\x152027-01-11\r"), ("where are you?", "\r"))
        answer(terminal, "Write it?", ESC)
        answer(terminal, "where are you?", CTRL_C)
        assert terminal.ended() == 130
    with wizard(tmp_path) as terminal:
        answer(terminal, "There is a draft", ESC)
        answer(terminal, "There is a draft", CTRL_C)
        assert terminal.ended() == 130


def test_what_a_flag_gave_is_not_asked(tmp_path: Path) -> None:
    """Role, present role and start come from flags: the first question is another one."""
    flags = ["--role", "product-manager", "--from", "software-engineer", "--start", "2027-01-11", "--stage", "accepted"]
    with wizard(tmp_path, *flags) as terminal:
        answer(terminal, "What changes?", CTRL_C)
        assert "Which role" not in terminal.shown()


def test_a_wrong_answer_is_told_at_its_question(tmp_path: Path) -> None:
    """Both readings of a date stand below the line, and the line keeps what was typed."""
    with wizard(tmp_path, "--role", "product-manager", "--quick") as terminal:
        answer(terminal, "What is your first day", "\x1501/12/2026\r")
        shown = " ".join(terminal.until(lambda shown: "January" in shown).split())
        assert "12 January" in shown
        assert "01/12/2026" in shown


def test_a_role_asks_its_own_question(tmp_path: Path) -> None:
    """A template of the person's own adds a question, and its answer stands under ``extra``."""
    roles = tmp_path / "plan_templates/roles"
    roles.mkdir(parents=True)
    (roles / "taster.yaml").write_text(TEMPLATE)
    with wizard(tmp_path, "--role", "taster", "--start", "2027-01-11", "--name", "Noor", "--hours", "8") as terminal:
        through(terminal, HALF[1], HALF[2], HALF[4], REST[0], REST[1], ("where are you?", "\r"), REST[5])
        answer(terminal, "Which cup do you like?", "2\r")
        answer(terminal, "Write it?", "\r")
        assert terminal.ended() == 0
    assert "blue" in (tmp_path / "taster/plan.yaml").read_text()


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"PLAN_ACCESSIBLE": "1"}])
def test_without_a_comfortable_terminal_the_same_questions_are_asked_in_lines(
    tmp_path: Path, env: dict[str, str]
) -> None:
    """Numbers and Enter, no escape code, the same plan file."""
    with wizard(tmp_path, "--quick", "--role", "product-manager", env=env) as terminal:
        answer(terminal, "What is your first day", "2027-01-11\r")
        for n in range(1, 11):
            answer(terminal, f"{n} of 10.", "\r")
        answer(terminal, "Write it?", "\r")
        assert terminal.ended() == 0
        assert b"\x1b" not in terminal.said
    assert "start: 2027-01-11" in (tmp_path / "product-manager/plan.yaml").read_text()


def test_forty_columns_and_fifteen_rows_are_enough(tmp_path: Path) -> None:
    """The whole of the short interview on a small terminal."""
    with wizard(tmp_path, "--quick", size=(40, 15)) as terminal:
        through(terminal, ("Which role", "product man\r"), ("What is your first day", "\x152027-01-11\r"))
        answer(terminal, "where are you?", "\r")
        terminal.until(lambda shown: "Write it?" in shown)
        golden("wizard-review-40x15", terminal.settled())
        terminal.press("\r")
        assert terminal.ended() == 0


PLAN_FILE = """\
# mine
role: product-manager   # the new one
start: 2027-01-11
people:
  - {name: Dana Ortiz, group: manager}   # since May
  - {name: Lee Park}

# keep this line
hours: 8
"""


def test_a_plan_file_can_be_gone_over_again(tmp_path: Path) -> None:
    """Its answers stand on the pages, Enter keeps them; only what changed is changed in the file, comments stay."""
    (tmp_path / "plan.yaml").write_text(PLAN_FILE)
    with wizard(tmp_path, "plan.yaml", "--quick") as terminal:
        terminal.until(lambda shown: "Which role" in shown)
        assert "› Product Manager" in terminal.settled()
        terminal.press("\r")
        answer(terminal, "What is your first day", "\x152027-02-01\r")
        answer(terminal, "where are you?", "\r")
        answer(terminal, "Write it?", "\r")
        assert terminal.ended() == 0
    assert (tmp_path / "plan.yaml").read_text() == PLAN_FILE.replace("2027-01-11", "2027-02-01")
    assert (tmp_path / "plan.md").exists()


def test_a_plan_file_of_another_name_has_its_documents_where_render_puts_them(tmp_path: Path) -> None:
    """The review page names what will be written: the file itself, and the documents that were asked for."""
    (tmp_path / "mine.yaml").write_text(PLAN_FILE)
    with wizard(tmp_path, "mine.yaml", "--quick", "--document", "one-page") as terminal:
        through(terminal, ("Which role", "\r"), ("What is your first day", "\r"), ("where are you?", "\r"))
        shown = terminal.until(lambda shown: "Write it?" in shown)
        assert "writes: mine.yaml, mine/one-page.md" in " ".join(shown.split())
        terminal.press("\r")
        assert terminal.ended() == 0
        assert "open   mine/one-page.md" in terminal.shown()
    assert (tmp_path / "mine.yaml").read_text() == PLAN_FILE
    assert (tmp_path / "mine/one-page.md").exists()


@pytest.mark.parametrize("name", ["plan.yaml", "plan.yml"])
def test_a_plan_file_in_the_way_is_told_before_the_first_question(tmp_path: Path, name: str) -> None:
    """Nobody answers twelve questions to be refused after them."""
    (tmp_path / name).write_text(PLAN_FILE)
    with wizard(tmp_path, "-o", ".") as terminal:
        assert terminal.ended() == 4
        assert "is there already" in terminal.shown()
        assert "Which role" not in terminal.shown()


def test_answers_are_kept_when_writing_is_refused(tmp_path: Path) -> None:
    """A document that somebody edited stops the writing, not the answers; the next run goes on with them."""
    (tmp_path / "plan.yaml").write_text(PLAN_FILE)
    (tmp_path / "plan.md").write_text("mine\n")
    with wizard(tmp_path, "plan.yaml", "--quick") as terminal:
        through(terminal, ("Which role", "\r"), ("What is your first day", "\x152027-02-01\r"))
        through(terminal, ("where are you?", "\r"), ("Write it?", "\r"))
        assert terminal.ended() == 4
        assert "plan new plan.yaml --resume goes on" in " ".join(terminal.shown().split())
    assert (tmp_path / "plan.yaml").read_text() == PLAN_FILE
    (tmp_path / "plan.md").unlink()
    with wizard(tmp_path, "plan.yaml", "--quick", "--resume") as terminal:
        answer(terminal, "Write it?", "\r")
        assert terminal.ended() == 0
    assert (tmp_path / "plan.yaml").read_text() == PLAN_FILE.replace("2027-01-11", "2027-02-01")


def test_deep_asks_more_and_keeps_the_file_as_it_was_typed(tmp_path: Path) -> None:
    """Answers go into the plan file one by one; comments and order stay, and the documents follow."""
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN_FILE)
    with wizard(tmp_path, "plan.yaml", "--deep", "people") as terminal:
        answer(terminal, "Who else matters?", "\r")
        answer(terminal, "What is Dana Ortiz measured on?", "calls per customer\r")
        answer(terminal, "What is Lee Park measured on?", CTRL_C)
        assert terminal.ended() == 130
    assert file.read_text() == PLAN_FILE.replace("group: manager}", "group: manager, measured_on: calls per customer}")


def test_deep_knows_its_blocks(tmp_path: Path) -> None:
    """A word that is neither block nor file is told with all the blocks."""
    with wizard(tmp_path, "--deep", "peple") as terminal:
        assert terminal.ended() == 2
        assert "people" in terminal.shown()
