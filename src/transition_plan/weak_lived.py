"""The rules of a lint that look at how a plan is lived: its checklist, its sheets, and a day.

They say nothing of a plan without documents or without a start: nobody can be late there. Before day 1 only what was
to be done by then can be.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .owned import ROLE, Case, Flaw, Path, named, origin, quoted
from .progress import OPEN, SHEET, Item, Progress
from .spots import index_of
from .tracing import unknown_paths
from .weak_answers import told
from .wording import latest_day

GRACE = timedelta(days=7)  # after a question's or a review's day
LATE = timedelta(days=14)  # from which on something open is not only late but given up, or should be
STILL = timedelta(days=21)  # without a tick
FEW = 3  # actions, below which a pause is no sign, nor what is late before day 1
NAMED = 2  # of several, by name
YEAR = timedelta(days=366)


class Lived(NamedTuple):
    """What the documents of a plan say on a day."""

    progress: Progress
    sheets: Mapping[str, str]  # those of reviews that hold an answer, by name
    when: date


def weak_lived(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Yield every weakness of a plan that is being lived."""
    if case.plan.dated and case.plan.start:
        begun = (questions, overdue, reviews, standstill, certificates)
        for check in begun if case.plan.start <= lived.when else (unprepared,):
            yield from check(case, lived)


def unprepared(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Find a start that comes too soon for what is to be done before it; day 1 waits for nobody, so no day is left."""
    late = [one for one in lived.progress.items if one.late]
    if len(late) >= FEW and case.plan.start:
        text = f"{len(late)} actions before day 1, {told(case.plan.start)}, are late: {some(late, case)}"
        yield Flaw(("start",), "P032", text)


def questions(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Find questions that nobody has answered a week after their day."""
    paths = unknown_paths(case.answers)
    for one in lived.progress.unfilled:
        if not one.id or one.due is None or lived.when - one.due <= GRACE:
            continue
        own = index_of(case.answers.unknowns, one.id)
        path: Path = ("unknowns", own) if own is not None else paths.get(one.id, question_origin(one.id, case))
        text = f"{quoted(one.text)}{named(path, one.id)} was to be asked of {one.ask} by {told(one.due)}"
        yield Flaw(path, "P020", text)


def question_origin(key: str, case: Case) -> Path:
    """Return the line that brings a question of a template."""
    text = next((one for one in case.template.questions if one.id == key), None)
    kind, _, name = (text.origin if text else "").partition(" ")
    return origin(kind, name, case.answers) if kind else ROLE


def overdue(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Find what has been late for more than two weeks, all in one."""
    late = [one for one in lived.progress.items if one.late and one.due and lived.when - one.due > LATE]
    if late:
        first = min(one.due for one in late if one.due)
        many, since = (f"{len(late)} actions are", ", the first") if late[1:] else ("one action is", "")
        text = f"{many} late for more than two weeks{since} since {told(first)}: {some(late, case)}"
        yield Flaw(("start",), "P029", text)


def some(items: Sequence[Item], case: Case) -> str:
    """Return the first few of some actions by their titles."""
    titles = {one.id: one.title for week in case.plan.weeks for one in week.actions}
    names = [quoted(titles.get(one.id, one.words)) for one in items[:NAMED]]
    more = len(items) - NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def reviews(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Find reviews whose day passed a week ago and of which nothing is known, and sheets that nobody folded back."""
    held = {one.day for one in case.plan.held}
    states = {one.id: one.state for one in lived.progress.items}
    for one in case.plan.reviews:
        if one.day in held or one.date is None or lived.when - one.date <= GRACE:
            continue
        if SHEET.format(one.day) in lived.sheets:
            mend = f"plan review {one.day} --apply"
            yield Flaw(
                ("start",), "P030", f"the sheet of the day-{one.day} review is filled in and not folded back", mend
            )
        elif states.get(one.id, OPEN) == OPEN:
            yield Flaw(
                ("start",), "P030", f"the day-{one.day} review was due {told(one.date)}, and nothing is known of it"
            )


def standstill(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Find three weeks in which things were due and nothing was ticked or dropped."""
    progress = lived.progress
    if progress.end is None or lived.when > progress.end or lived.when - STILL < (case.plan.start or lived.when):
        return
    recent = [one for one in progress.items if one.due and lived.when - STILL <= one.due < lived.when and not one.habit]
    noted = [one.closed for one in progress.items if one.closed]
    fresh = noted and lived.when - max(noted) <= STILL
    if len(recent) >= FEW and all(one.state == OPEN for one in recent) and not fresh:
        yield Flaw(("start",), "P031", f"of {len(recent)} actions that were due in the last three weeks none is ticked")


def certificates(case: Case, lived: Lived) -> Iterator[Flaw]:
    """Find certificates that have ended by now, and open ones that nobody has looked up for a year."""
    for n, one in enumerate(case.answers.certifications):
        ended, checked = latest_day(one.expires), latest_day(one.checked_on)
        if one.status == "held" and ended and ended < lived.when:
            yield Flaw(("certifications", n, "expires"), "P017", f"{one.code} ended {told(ended)}")
        elif one.status in ("planned", "booked") and checked and lived.when - checked > YEAR:
            text = f"{one.code} was last checked {one.checked_on}, over a year ago"
            yield Flaw(("certifications", n, "checked_on"), "P017", text)
