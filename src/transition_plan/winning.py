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
CARRY_OVER_HOURS, IDEA_HOURS = 5.0, 6.0
NAMED_SCORE, MOVING_SCORE = 9.0, 8.0  # over every idea's
USUALLY_DUE = 45


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
    """Return every win that could be proposed, the best first, each under an id of its own."""
    taken: set[str] = set()
    wins = [*named_wins(answers), *moving_wins(answers), *proposed_wins(ideas, answers, found)]
    told_apart = [win._replace(id=unique(win.id, taken)) for win in wins]
    return sorted(told_apart, key=lambda win: -win.score)


def named_wins(answers: Answers) -> list[WinDraft]:
    """Return the wins that the person names."""
    return [
        WinDraft(
            id=w.id or slug(w.title),
            title=w.title,
            for_=w.for_,
            first_step=w.first_step,
            so_far="",
            result=w.result,
            hours=w.hours,
            due=w.due,
            yours=True,
            score=NAMED_SCORE,
            private=is_private(w),
        )
        for w in answers.wins
        if not w.drop
    ]


def moving_wins(answers: Answers) -> list[WinDraft]:
    """Return the work that is already moving and that the person calls a win, unless a win names or drops it."""
    said = {w.id for w in answers.wins if w.id} | {w.id or slug(w.title) for w in answers.wins if w.drop}
    return [
        WinDraft(
            id=c.id or slug(c.title),
            title=c.title,
            for_=c.for_,
            first_step=c.next_step,
            so_far=c.so_far,
            result=c.result,
            hours=CARRY_OVER_HOURS,
            due=USUALLY_DUE,
            yours=True,
            score=MOVING_SCORE,
            private=is_private(c),
        )
        for c in answers.carry_over
        if c.win and (c.id or slug(c.title)) not in said
    ]


def proposed_wins(ideas: Sequence[WinText], answers: Answers, found: Assessment) -> list[WinDraft]:
    """Return the templates' ideas, but for those whose place a win of the person's takes."""
    named = {w.id for w in answers.wins if w.id}
    return [
        WinDraft(
            id=w.id,
            title=w.title or w.id,
            for_=w.for_ or "",
            first_step=w.first_step or "",
            so_far="",
            result=w.result or "",
            hours=w.hours or IDEA_HOURS,
            due=w.due or USUALLY_DUE,
            yours=False,
            score=idea_score(w, answers, found),
        )
        for w in ideas
        if w.id not in named
    ]


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
    title, seen = quoted(win.title), f"{manager} has seen it"

    def step(name: str, words: str, hours: float, day: int, done_when: str) -> Draft:
        return common_step(win, n)._replace(
            id=f"{win.id}-{name}",
            title=words,
            hours=hours,
            first_day=max(1, day - 2 * WEEK),
            due_day=day,
            done_when=done_when,
            phase=phase_at[day],
        )

    first = step("begin", win.first_step, FIRST_STEP_HOURS, begin, "What came of it is on half a page")
    said = f"{manager} has said what counts as done"
    agreed = step("agree", f"Agree the early win with {manager}: {title}", 0.5, agree, said)
    shown = step("show", f"Finish {title} and show it to {manager}", win.hours, due, win.result or seen)
    # A large win has all the weeks since the agreement.
    shown = shown._replace(first_day=agree, last_day=min(max(due, LAST_RESULT), last))
    return [first, agreed, shown] if win.first_step else [agreed, shown]


def common_step(win: WinDraft, n: int) -> Draft:
    """Return what all steps of a win share; ``n`` counts the wins, the best first."""
    kind = Why("you" if win.yours else "role", win.id, "your own" if win.yours else "an early win of this role")
    rank = OWN_RANK + n / 100 if win.yours else NEXT_RANK if n else FIRST_RANK
    return Draft("", "", 0.0, 1, 1, kind, "", chain=f"win:{win.id}", rank=rank, private=win.private)
