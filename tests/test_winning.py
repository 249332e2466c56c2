"""Early wins: which are proposed, and how each is brought about."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.answers import Answers, CarryOver, Evidence, Priority, Win
from transition_plan.assess import Assessment, assess
from transition_plan.build import build_plan
from transition_plan.dates import WEEKDAYS, make_calendar
from transition_plan.draft import Draft
from transition_plan.errors import InvalidFile
from transition_plan.files import cache_folder
from transition_plan.gate import check_answers
from transition_plan.ladders import GAP_RANK
from transition_plan.library import SHIPPED, load_layouts
from transition_plan.rendering import environment
from transition_plan.schedule import schedule
from transition_plan.template import Competency, Need, WinText
from transition_plan.winning import WinDraft, candidates, win_drafts

CATALOGUE = {key: Competency(key, key, "craft", mode=key == "teaching") for key in ("influence", "metrics", "teaching")}
PHASE_AT = {day: f"month-{max(1, (day + 29) // 30)}" for day in range(-60, 91)}
NAMED = Priority("Fewer open cases", competencies=("metrics",))


def person(*, strong: tuple[str, ...] = (), **said: Any) -> Answers:
    """Make the answers of somebody who is strong in something and says more."""
    evidence = tuple(Evidence(f"Led {key}", competency=(key,), result="done") for key in strong)
    return Answers("product-manager", ratings=dict.fromkeys(strong, 4), evidence=evidence, **said)


def found(answers: Answers) -> Assessment:
    return assess(answers, [Need(key, required=3, importance=2) for key in CATALOGUE], CATALOGUE, {}, 200.0)


def proposed(answers: Answers, *ideas: WinText) -> list[WinDraft]:
    return candidates(answers, ideas, found(answers))


def titles(wins: list[WinDraft]) -> list[str]:
    return [win.title for win in wins]


def own(n: int = 0, **said: Any) -> list[Draft]:
    """Return the steps of the person's own win."""
    (win,) = proposed(person(wins=(Win("Fewer open cases", **said),)))
    return steps(win, n)


def idea(n: int = 0, win_by: int = 45, **said: Any) -> list[Draft]:
    """Return the steps of a template's idea."""
    (win,) = proposed(person(), WinText("idea", **said))
    return steps(win, n, win_by)


def steps(win: WinDraft, n: int = 0, win_by: int = 45) -> list[Draft]:
    return win_drafts(win, n, "Dana Ortiz", PHASE_AT, win_by)


# Which


def test_the_person_s_own_wins_come_first_then_what_is_already_moving() -> None:
    """Own ideas go before unfinished work that can still be won, and both before a template's ideas."""
    answers = person(
        wins=(Win("Mine, first"), Win("Mine, second")),
        carry_over=(CarryOver("Half done"), CarryOver("No win in it", win=False)),
        priorities=(NAMED,),
    )
    best = WinText("best-idea", title="Best idea", serves=("metrics",), effort="S")
    assert titles(proposed(answers, best)) == ["Mine, first", "Mine, second", "Half done", "Best idea"]


def test_an_idea_that_serves_the_manager_goes_before_one_that_suits_the_person() -> None:
    """What the manager has named counts double of what the person is good at, and both count more than neither."""
    answers = person(strong=("influence",), priorities=(NAMED,))
    ideas = [
        WinText("neither", title="Neither", serves=("teaching",)),
        WinText("suits", title="Suits me", serves=("influence",)),
        WinText("both", title="Both", serves=("influence", "metrics")),
        WinText("serves", title="Serves the manager", serves=("metrics",)),
    ]
    assert titles(proposed(answers, *ideas)) == ["Both", "Serves the manager", "Suits me", "Neither"]


def test_a_strength_in_teaching_suits_an_idea_too() -> None:
    """What carries other strengths counts among them."""
    answers = person(strong=("influence", "teaching"))
    ideas = (WinText("other", title="Other"), WinText("course", title="Course", serves=("teaching",)))
    assert titles(proposed(answers, *ideas)) == ["Course", "Other"]


def test_of_two_equal_ideas_the_cheaper_goes_first() -> None:
    """A small win that serves the same end comes before a large one; without an estimate it counts as middling."""
    ideas = (WinText("l", title="Large", effort="L"), WinText("u", title="Unknown"), WinText("m", effort="M"))
    small = WinText("s", title="Small", effort="S")
    assert titles(proposed(person(), *ideas, small)) == ["Small", "Unknown", "m", "Large"]


def test_ideas_that_count_alike_keep_the_template_s_order() -> None:
    """The role's author has the last word among equals."""
    assert titles(proposed(person(), WinText("b"), WinText("a"))) == ["b", "a"]


def test_no_two_wins_share_an_id() -> None:
    """A win of one's own may have the title of a template's idea."""
    answers = person(wins=(Win("Quick fix"),), carry_over=(CarryOver("Quick fix"), CarryOver("Other", id="named")))
    assert [win.id for win in proposed(answers, WinText("quick-fix"))] == [
        "quick-fix",
        "quick-fix-2",
        "named",
        "quick-fix-3",
    ]


def test_a_win_keeps_what_was_said_about_it() -> None:
    """For whom it is, what is there already and what they will see come from the answers."""
    mine = Win("Fix", for_="Dana", first_step="Count", result="Fewer cases", hours=3.0, due=30)
    moving = CarryOver("Move", for_="Lee", so_far="Half of it runs", next_step="Finish", result="All of it runs")
    first, second = proposed(person(wins=(mine,), carry_over=(moving,)))
    assert (first.for_, first.first_step, first.result, first.hours, first.due) == tuple(mine[2:7])
    told = (second.for_, second.so_far, second.first_step, second.result)
    assert told == ("Lee", "Half of it runs", "Finish", "All of it runs")
    assert first.yours
    assert second.yours


def test_an_idea_keeps_what_its_template_says() -> None:
    """A template's idea is told with whom it is for and what they will see."""
    said = WinText("idea", title="Fix", for_="manager", first_step="Count", result="Fewer cases", hours=3.0, due=50)
    (win,) = proposed(person(), said)
    assert (win.title, win.for_, win.first_step, win.result, win.hours, win.due) == (
        "Fix",
        "manager",
        "Count",
        "Fewer cases",
        3.0,
        50,
    )
    assert not win.yours


def test_a_private_win_stays_private() -> None:
    """An entry that is private makes private steps; a note beside one does not."""
    answers = person(
        wins=(Win("Hidden", private=True), Win("Shown", private="Tomas knows")),
        carry_over=(CarryOver("Hidden too", private=True), CarryOver("Shown too")),
    )
    told = {win.title: {step.private for step in steps(win)} for win in proposed(answers)}
    assert told == {"Hidden": {True}, "Shown": {False}, "Hidden too": {True}, "Shown too": {False}}


# How


def test_a_win_is_begun_agreed_and_shown() -> None:
    """Three steps make a win: something found out, the manager's yes, the result."""
    begin, agree, show = own(first_step="Count the open cases", due=45, hours=4.0, result="The count is down")
    assert begin.title == "Count the open cases"
    for step in (agree, show):
        assert "“Fewer open cases”" in step.title
    assert "Dana Ortiz" in agree.title
    assert [step.due_day for step in (begin, agree, show)] == [21, 28, 45]
    assert [step.phase for step in (begin, agree, show)] == ["month-1", "month-1", "month-2"]
    assert (show.hours, show.done_when) == (4.0, "The count is down")


def test_a_win_without_a_first_step_is_agreed_and_shown() -> None:
    """Nothing is made up where no first step was named, nor a result."""
    agree, show = own()
    assert (agree.id, show.id) == ("fewer-open-cases-agree", "fewer-open-cases-show")
    assert show.done_when == "Dana Ortiz has seen it"


@pytest.mark.parametrize(("due", "win_by", "shown"), [(30, 45, 45), (50, 45, 50), (75, 45, 60), (30, 60, 60)])
def test_an_idea_is_shown_when_the_move_allows_and_by_day_60(due: int, win_by: int, shown: int) -> None:
    """A kind of move may put a first result off, but what shows after day 60 is no early win."""
    assert idea(win_by=win_by, due=due)[-1].due_day == shown


def test_an_idea_without_numbers_takes_six_hours_and_half_the_time() -> None:
    """A template that says neither hours nor day is planned all the same."""
    show = idea()[-1]
    assert (show.hours, show.due_day) == (6.0, 45)


@given(st.integers(-60, 90).filter(bool), st.booleans())
def test_a_win_is_never_shown_before_it_is_agreed(due: int, begun: bool) -> None:
    """Whatever day the person gives, the steps keep their order, the result its day, and none is before day 1."""
    made = own(due=due, first_step="Count" if begun else "")
    assert [step.id.rpartition("-")[2] for step in made] == ["begin", "agree", "show"][not begun :]
    for earlier, later in pairwise(made):
        assert earlier.due_day <= later.due_day
        assert earlier.due_day <= max(1, later.due_day - 7)
    assert made[-1].due_day == max(due, 1)
    assert made[-2].due_day <= 28
    assert all(1 <= step.first_day <= step.due_day for step in made)
    assert {step.chain for step in made} == {"win:fewer-open-cases"}


@settings(max_examples=50)
@given(st.integers(1, 90), st.booleans())
def test_the_steps_of_a_win_are_dated_in_order(due: int, begun: bool) -> None:
    """In the plan, too, the agreement comes before the result, even for a win of the first days."""
    made = own(due=due, first_step="Count" if begun else "", hours=1.0)
    times = schedule(made, [], make_calendar(None, WEEKDAYS[:5], ()), [12.0] * 13)
    days = [times.placed[step.id].day for step in made if step.id in times.placed]
    assert days == sorted(set(days))
    assert len(days) in (0, len(made))


def test_a_large_win_uses_every_week_since_the_agreement() -> None:
    """Twelve hours by day 60 fit where ten hours a week are free."""
    made = own(due=60, hours=12.0)
    times = schedule(made, [], make_calendar(None, WEEKDAYS[:5], ()), [10.0] * 13)
    assert times.parked == ()
    assert times.placed["fewer-open-cases-show"].week == 9


def test_the_first_win_is_placed_before_every_gap() -> None:
    """What earns trust has its hours first; a second idea waits, a second win of one's own does not."""
    assert idea(n=0)[0].rank < GAP_RANK
    assert idea(n=1)[0].rank > GAP_RANK
    assert own(n=0)[0].rank < own(n=1)[0].rank < GAP_RANK


def test_every_step_says_who_wanted_it() -> None:
    """A win of one's own is told as such, an idea as the role's."""
    assert {step.why[::2] for step in own(first_step="Count")} == {("you", "your own")}
    assert {step.why[::2] for step in idea(first_step="Count")} == {("role", "an early win of this role")}


def test_a_first_step_is_done_when_somebody_can_read_what_came_of_it() -> None:
    """A first step ends in half a page, whoever thought of the win."""
    assert own(first_step="Count")[0].done_when == idea(first_step="Count")[0].done_when
    assert "half a page" in own(first_step="Count")[0].done_when


def test_an_early_win_of_the_role_can_be_left_out_by_its_id() -> None:
    """``drop`` takes out an idea of the role, work that is brought along, or a win of one's own."""
    ours = "role: product-manager\nhours: 16\n"
    first = wins_of(ours)[0]
    assert first not in wins_of(f"{ours}wins: [{{id: {first}, drop: yes}}]\n")
    carried = ours + "carry_over: [{title: Old report}]\n"
    assert wins_of(carried)[0] == "old-report"
    assert "old-report" not in wins_of(carried + "wins: [{id: old-report, drop: yes}]\n")
    assert "mine" not in wins_of(f"{ours}wins: [{{id: mine, title: Mine, drop: yes}}]\n")


def test_a_win_that_is_nowhere_cannot_be_dropped() -> None:
    """A drop of what there is not is told with its line, as is an early win without a title."""
    with pytest.raises(InvalidFile) as error:
        check_answers(b"role: product-manager\nwins:\n  - {id: nothing, drop: yes}\n  - {id: x}\n", "plan.yaml")
    assert [problem.place for problem in error.value.problems] == ["plan.yaml:3:5", "plan.yaml:4:5"]
    assert "there is no early win 'nothing'" in error.value.problems[0].text
    assert "'title' is missing" in error.value.problems[1].text


def wins_of(text: str) -> list[str]:
    """Return the ids of a plan's early wins."""
    answers = check_answers(text.encode(), "plan.yaml")
    return [win.id for win in build_plan(answers, environment(load_layouts(SHIPPED), cache_folder())).wins]
