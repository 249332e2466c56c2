"""Early wins: which to propose, and the three steps of each — begin, agree with the manager, show.

What the person names comes first, then work that is already moving, then the template's ideas by what they serve.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .answers import Answers, is_private
from .assess import Assessment
from .draft import Draft
from .ids import slug, unique
from .naming import quoted
from .plan import Why
from .template import WinText

WEEK = 7
BEGIN_BY, AGREE_BY = 21, 28
LAST_RESULT = 60  # a win that shows later is not an early one
EFFORT = {"S": 1.0, "M": 2.0, "L": 3.0}
OWN_RANK = 6.5  # what the person named comes right after the first gap
FIRST_RANK, NEXT_RANK = 10.0, 39.0  # the first before every ladder, another after a first action of each focus area
FIRST_STEP_HOURS = 2.0
CARRY_OVER_HOURS = 5.0


class WinDraft(NamedTuple):
    """A win that is worth proposing."""

    id: str
    title: str
    for_: str
    first_step: str
    so_far: str
    result: str
    hours: float
    due: int
    yours: bool
    score: float
    private: bool = False


def candidates(answers: Answers, ideas: Sequence[WinText], found: Assessment) -> list[WinDraft]:
    """Return every win that could be proposed, the best first."""
    taken: set[str] = set()
    named = {w.id for w in answers.wins if w.id}  # whose place they take
    gone = {w.id or slug(w.title) for w in answers.wins if w.drop}
    wins = (
        [
            WinDraft(
                unique(w.id or slug(w.title), taken),
                w.title,
                w.for_,
                w.first_step,
                "",
                w.result,
                w.hours,
                w.due,
                True,
                9.0,
                is_private(w),
            )
            for w in answers.wins
            if not w.drop
        ]
        + [
            WinDraft(
                unique(c.id or slug(c.title), taken),
                c.title,
                c.for_,
                c.next_step,
                c.so_far,
                c.result,
                CARRY_OVER_HOURS,
                45,
                True,
                8.0,
                is_private(c),
            )
            for c in answers.carry_over
            if c.win and (c.id or slug(c.title)) not in gone | named
        ]
        + [
            WinDraft(
                unique(w.id, taken),
                w.title or w.id,
                w.for_ or "",
                w.first_step or "",
                "",
                w.result or "",
                w.hours or 6.0,
                w.due or 45,
                False,
                idea_score(w, answers, found),
            )
            for w in ideas
            if w.id not in named
        ]
    )
    return sorted(wins, key=lambda w: -w.score)


def idea_score(win: WinText, answers: Answers, found: Assessment) -> float:
    """Score a template's idea: whom it serves, what the person brings to it, what it costs."""
    serves = set(win.serves or ())
    named = {one for priority in answers.priorities for one in priority.competencies}
    strong = {s.need.id for s in (*found.strengths, *found.channels)}
    relevance = 1.0 + 2.0 * bool(serves & named) + 1.0 * bool(serves & strong)
    return relevance / EFFORT[win.effort or "M"]


def win_drafts(win: WinDraft, n: int, manager: str, phase_at: dict[int, str], win_by: int) -> list[Draft]:
    """Return the steps of a win: the first step, the agreement, and the result by the day that the move allows."""
    last = max(phase_at)
    due = min(max(win.due, 1) if win.yours else min(max(win.due, win_by), LAST_RESULT), last)
    agree = max(min(AGREE_BY, due - WEEK), 1)
    begin = max(min(BEGIN_BY, agree - WEEK), 1)
    kind = Why("you" if win.yours else "role", win.id, "your own" if win.yours else "an early win of this role")
    common = Draft(
        "",
        "",
        0.0,
        1,
        1,
        kind,
        "",
        chain=f"win:{win.id}",
        rank=OWN_RANK + n / 100 if win.yours else NEXT_RANK if n else FIRST_RANK,
        private=win.private,
    )

    def step(name: str, title: str, hours: float, day: int, done_when: str) -> Draft:
        return common._replace(
            id=f"{win.id}-{name}",
            title=title,
            hours=hours,
            first_day=max(1, day - 2 * WEEK),
            due_day=day,
            done_when=done_when,
            phase=phase_at[day],
        )

    show = step(
        "show",
        f"Finish {quoted(win.title)} and show it to {manager}",
        win.hours,
        due,
        win.result or f"{manager} has seen it",
    )
    show = show._replace(last_day=min(max(due, LAST_RESULT), last))
    steps = [
        step(
            "agree",
            f"Agree the early win with {manager}: {quoted(win.title)}",
            0.5,
            agree,
            f"{manager} has said what counts as done",
        ),
        show._replace(first_day=agree),  # a large win has all the weeks since the agreement
    ]
    if win.first_step:
        done = "What came of it is on half a page"
        steps.insert(0, step("begin", win.first_step, FIRST_STEP_HOURS, begin, done))
    return steps
