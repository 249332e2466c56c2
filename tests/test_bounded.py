"""What strangers' templates ask for is run in a child with limits; what comes back is a result or an error."""

import datetime
import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from transition_plan import bounded
from transition_plan.bounded import run_bounded
from transition_plan.errors import (
    DiskFailed,
    InvalidFile,
    PlanError,
    Problem,
    Refused,
    RenderFailed,
    UnknownName,
    WrongUse,
)

KINDS: list[type[PlanError]] = [DiskFailed, Refused, RenderFailed, UnknownName, WrongUse]


def failing(error: BaseException) -> Callable[[], Any]:
    def work() -> Any:
        raise error

    return work


def test_a_result_comes_back_as_plain_values() -> None:
    """Texts, numbers, lists and mappings; a date as its text, as in the JSON of a plan."""
    made = run_bounded(lambda: {"a": [1, 2.5, None, True, "é\ud7ff"], "day": datetime.date(2027, 1, 11)})
    assert made == {"a": [1, 2.5, None, True, "é\ud7ff"], "day": "2027-01-11"}


def test_a_large_result_comes_back_whole() -> None:
    """More than a pipe holds at once."""
    assert len(run_bounded(lambda: "x" * 5_000_000)) == 5_000_000


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_comes_back_as_what_it_was(kind: type[PlanError]) -> None:
    """Its kind decides the exit code; its words and its hint are the mend."""
    with pytest.raises(kind) as raised:
        run_bounded(failing(kind("what went wrong", "the mend")))
    assert (raised.value.message, raised.value.hint) == ("what went wrong", "the mend")
    assert type(raised.value) is kind


def test_every_problem_of_a_file_comes_back() -> None:
    """All at once, each with its place, as if the parent had found them."""
    problems = [Problem("x.yaml:1:2", "a"), Problem("x.yaml:3:4", "b")]
    with pytest.raises(InvalidFile) as raised:
        run_bounded(failing(InvalidFile("x has y.yaml", problems, "the mend")))
    assert raised.value.problems == tuple(problems)
    assert raised.value.message == "x has y.yaml has 2 problems"
    assert raised.value.hint == "the mend"


def test_what_nobody_foresaw_is_told_as_a_fault_of_the_template() -> None:
    """No traceback, no exit code 70: a template that is not whole can make anything fail."""
    with pytest.raises(RenderFailed, match=r"cannot be used \(KeyError: 'tea'\)") as raised:
        run_bounded(failing(KeyError("tea")))
    assert "plan templates lint" in raised.value.hint


def test_time_is_limited() -> None:
    """A loop that no step counter sees ends."""

    def work() -> None:
        while True:
            pass

    with pytest.raises(Refused, match="more than 5 s or 192 MB"):
        run_bounded(work)


def test_a_wait_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that sleeps uses no processor; the clock on the wall ends it."""
    monkeypatch.setattr(bounded, "SECONDS", 1)
    with pytest.raises(Refused):
        run_bounded(lambda: time.sleep(60))


def test_memory_is_limited() -> None:
    """Half a gigabyte in one step is refused, and this process has none of it."""
    with pytest.raises(Refused, match="192 MB"):
        run_bounded(lambda: len(bytearray(512 << 20)))


def test_memory_that_grows_step_by_step_is_limited() -> None:
    """So is a list that never ends."""

    def work() -> None:
        grown: list[bytes] = []
        while True:
            grown.append(bytes(1 << 20))

    with pytest.raises(Refused, match="192 MB"):
        run_bounded(work)


def test_memory_counts_from_where_the_work_begins() -> None:
    """A process that holds much already can still fill a plan: only what the templates take is limited."""
    held = bytearray(300 << 20)
    assert run_bounded(lambda: len(bytearray(100 << 20)) + len(held[:1])) == (100 << 20) + 1


def test_a_process_that_dies_is_told() -> None:
    """Whatever kills the child, the parent lives and says so."""
    with pytest.raises(Refused):
        run_bounded(lambda: os._exit(0))


def test_no_child_stays_behind() -> None:
    """Neither after a result nor after an error is there a process to wait for, or an open pipe."""
    before = len(os.listdir("/proc/self/fd"))
    run_bounded(lambda: 1)
    with pytest.raises(Refused):
        run_bounded(failing(Refused("x")))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_the_child_changes_stays_in_the_child() -> None:
    """A template cannot leave anything in the process that goes on."""
    seen: list[int] = []
    run_bounded(lambda: seen.append(1))
    assert seen == []


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a platform has no fork the sandbox alone holds; the result is the same."""
    monkeypatch.delattr(os, "fork")
    seen: list[int] = []
    run_bounded(lambda: seen.append(1))
    assert seen == [1]
