"""A filled-in review sheet → what to change in the plan file, and what in the sheet cannot be understood.

The manager's rating goes before one's own; an answer settles its question; a goal is met, moved or dropped; what was
decided, kept, changed and learnt is kept under ``reviews``. Nothing is guessed: what is unclear is told with its line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from .answers import Answers
from .closing import written
from .dates import Calendar
from .ids import slug
from .owned import Path
from .plan import Plan, Review
from .replies import WrongReply, read_date
from .sheet import Filled, Rated, Sheet, letters
from .slips import refuse_character, shorten
from .spots import Edit, Step, edits, index_of
from .tracing import unknown_paths

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BECAME = {
    "met": "met", "reached": "met", "done": "met", "yes": "met",
    "moved": "moved", "move": "moved", "postponed": "moved",
    "dropped": "dropped", "drop": "dropped", "stopped": "dropped",
}  # fmt: skip
BECAME_LISTS = ("met", "dropped", "moved")
KEPT = ("decisions", "keep", "change", "learnt", *BECAME_LISTS, "said")  # what the entry of a review holds
OUTCOMES = "write met, moved to day 75 (or a date), or dropped, and why if you like"
# “75, no time”, “day 75 because …”; a bare number before another word may count weeks or belong to a month.
_BECAUSE = r"(?:because|as|since|so|due|for|when|once|if|while|after|and|but)\b"
BY_DAY = re.compile(
    rf"day\s+(\d{{1,3}})\b(?![.,]\d)|(\d{{1,3}})(?=\.?$|\s*[,;:(–—]\s*(?!\d)|\.?\s+(?:-\s|{_BECAUSE}))",
    re.IGNORECASE,
)
_OF_MONTH, _MONTH = r"(\d{1,2})(?:st|nd|rd|th)?", r"([A-Za-z]{3,})\.?"
BY_MONTH = re.compile(rf"(?:{_OF_MONTH}\.?\s+{_MONTH}|{_MONTH}\s+{_OF_MONTH})(?!\w)(?:,?\s+(\d{{4}})\b)?")
BEFORE_REASON = re.compile(rf"(?=[,;:(–—]|\s-\s|\s{_BECAUSE}|\.\s)", re.IGNORECASE)
LONGEST_NAME = 5  # words; what is longer says more than who


class Fold(NamedTuple):
    """A change of the plan file: at a path, or in the entry that ids lead to, which is looked up when it is made."""

    path: Path = ()
    value: object = None
    steps: tuple[Step, ...] = ()

    def edits(self, answers: Answers) -> list[Edit]:
        """Return where the change goes in a plan file as it is now."""
        if self.steps and isinstance(self.value, Mapping):
            return edits(answers, self.steps, self.value)
        return [Edit(self.path, self.value)]


class Unclear(NamedTuple):
    """Something in a sheet that cannot be folded back."""

    line: int
    column: int
    text: str


class Folded(NamedTuple):
    """What a sheet asks for."""

    folds: tuple[Fold, ...]
    unclear: tuple[Unclear, ...]


class Thing(NamedTuple):
    """A goal or an early win that a sheet may tell of."""

    id: str
    title: str
    steps: tuple[Step, ...]  # none where it is no longer in the plan
    said: Mapping[str, object]  # what a new entry of it needs besides


class Talk(NamedTuple):
    """A review with all that its sheet can be about."""

    answers: Answers
    plan: Plan
    calendar: Calendar
    review: Review
    when: date
    things: tuple[Thing, ...]
    questions: Mapping[str, str]  # by id, or by themselves where they have none


class Fault(Exception):
    """Raised where a line cannot be understood; the message says why, with the mend."""


def fold(answers: Answers, plan: Plan, calendar: Calendar, review: Review, sheet: Sheet, today: date) -> Folded:
    """Return what a sheet asks for, all of it, and what is wrong in it, all of it."""
    questions = dict(known_questions(answers, plan, review))
    talk = Talk(answers, plan, calendar, review, today, tuple(known_things(answers, plan)), questions)
    folds: list[Fold] = []
    unclear: list[Unclear] = []
    noted: dict[str, list[object]] = {}
    readers: list[tuple[Any, Callable[[], Iterable[Fold]]]] = [
        *((one, lambda one=one: rate(one, talk)) for one in sheet.ratings),
        *((one, lambda one=one: take(one, talk, sheet, noted)) for one in sheet.filled),
    ]
    for one, read in readers:
        try:
            refuse_odd(one.text)
            folds += read()
        except Fault as fault:
            unclear.append(Unclear(one.line, one.column, str(fault)))
    if noted:
        folds += record(answers, review.day, noted)
    return Folded(tuple(folds), tuple(sorted(unclear)))


def refuse_odd(text: str) -> None:
    """Stop at a character that no plan file takes."""
    if wrong := refuse_character(text):
        raise Fault(wrong)


def record(answers: Answers, day: int, noted: Mapping[str, Sequence[object]]) -> Iterator[Fold]:
    """Yield the changes that keep what a review brought: one entry a review, and what stands in it already stays."""
    n = next((n for n, one in enumerate(answers.reviews) if one.day == day), None)
    said = {key: noted[key] for key in KEPT if key in noted}
    if n is None:
        yield Fold(("reviews", len(answers.reviews)), {"day": day, **said})
        return
    there = {key: [written(one) for one in getattr(answers.reviews[n], key)] for key in KEPT}
    told = {called(one) for key in BECAME_LISTS for one in said.get(key, ())}
    for key in KEPT:
        path, new = ("reviews", n, key), said.get(key, ())
        if key in BECAME_LISTS and told & {called(one) for one in there[key]} - {called(one) for one in new}:
            yield Fold(path, [*(one for one in there[key] if called(one) not in told), *new])
        else:
            yield from added(path, there[key], new)


def added(path: Path, there: Sequence[object], new: Sequence[object]) -> Iterator[Fold]:
    """Yield the entries that are not in a list yet, and those that say something else now."""
    places = {called(one): n for n, one in enumerate(there)}
    for one in new:
        place = places.setdefault(called(one), len(places))
        if place >= len(there) or there[place] != one:
            yield Fold((*path, place), one)


def called(one: object) -> str:
    """Return what an entry is known by."""
    return str(one.get("id") or one.get("question")) if isinstance(one, Mapping) else str(one)


# Ratings


def rate(one: Rated, talk: Talk) -> Iterator[Fold]:
    """Yield the rating of a row: one's own, or the manager's, which the plan goes by."""
    level = next((level for level in talk.plan.levels if letters(level.name) == letters(one.name)), None)
    if level is None:
        raise Fault(f"the plan knows no competency '{one.name}'; write its name as it stood")
    field = "ratings" if one.who == "me" else "manager_ratings"
    yield Fold((field, level.competency), rating(one.text, unknown=one.who == "me"))


def rating(text: str, *, unknown: bool = False) -> object:
    """Return a rating of a cell or an answer: 0 to 4, and nothing else that looks like a number."""
    if unknown and text == "?":
        return "?"
    found = re.match(r"([0-4])(?![\d.,/]*\d)(?:\s*\?)?(?:\W|$)", f"{text} ")
    if not found:
        raise Fault(f"'{text}' is no rating; write 0, 1, 2, 3 or 4")
    return int(found[1])


# Lines


def take(one: Filled, talk: Talk, sheet: Sheet, noted: dict[str, list[object]]) -> Iterable[Fold]:
    """Return the changes that a line asks for; what is only to be kept is noted."""
    if one.kind == "answer":
        return answer(one, talk, noted)
    if one.kind == "outcome":
        return outcome(one, talk, sheet, noted)
    if one.kind == "effect":
        if not any(other.kind == "outcome" and other.about == one.about for other in sheet.filled):
            raise Fault(f"it is not said what became of it; {OUTCOMES}")
        return ()
    key = {"decision": "decisions"}.get(one.kind, one.kind)
    noted.setdefault(key, []).append(one.text)
    return ()


def answer(one: Filled, talk: Talk, noted: dict[str, list[object]]) -> Iterator[Fold]:
    """Yield what an answer changes; the question it settles is not asked again."""
    if not one.about:
        raise Fault("there is no question above this answer; put it below its question")
    key = find(one.about, talk.questions)
    if key is None or key == talk.questions[key]:  # the review's own question, or one that somebody added
        noted.setdefault("said", []).append({"question": key or one.about, "answer": one.text})
        return
    if index_of(talk.answers.unknowns, key) is not None or key not in settling(talk.answers):
        known = index_of(talk.answers.unknowns, key) is not None
        question = {} if known else {"question": talk.questions[key]}
        yield Fold(steps=(("unknowns", key),), value={**question, "answer": one.text})
        return
    yield settled(key, one.text, talk)
    noted.setdefault("said", []).append({"question": talk.questions[key], "id": key, "answer": one.text})


def settling(answers: Answers) -> Mapping[str, Path]:
    """Return where the answer to a ``?`` belongs, by the question's id."""
    return unknown_paths(answers) | {f"level-{key}": ("manager_ratings", key) for key in answers.ratings}


def settled(key: str, text: str, talk: Talk) -> Fold:
    """Return the change that puts an answer where the ``?`` stood."""
    path = settling(talk.answers)[key]
    if path[0] == "manager_ratings":
        return Fold(path, rating(text))
    if path[0] == "handover" and len(text.split()) > LONGEST_NAME:
        raise Fault("only a name can stand here; write who takes it, and the rest below 'Decision:'")
    return Fold(path, text)


def outcome(one: Filled, talk: Talk, sheet: Sheet, noted: dict[str, list[object]]) -> Iterator[Fold]:
    """Yield what became of a goal or an early win: met is noted, moved gets a day, dropped is left out."""
    key = find(one.about, {thing.id: thing.title for thing in talk.things})
    if key is None:
        raise Fault(f"no goal or early win of the plan is called '{one.about}'; write its title as it stood")
    thing = next(thing for thing in talk.things if thing.id == key)
    became, why = read_outcome(one.text)
    if became == "moved":
        if not thing.steps:
            raise Fault(f"'{thing.title}' is no longer in the plan; take its 'drop' out of the plan file first")
        day, why = read_day(why, talk)
        yield Fold(steps=thing.steps, value={**thing.said, "due": day})
    effect = next((line.text for line in sheet.filled if line.kind == "effect" and line.about == one.about), "")
    result = "; ".join(part for part in (why, effect) if part)
    if result or became != "moved":  # a new day alone stands with the goal
        entry = {"id": thing.id, "title": thing.title, **({"result": result} if result else {})}
        noted.setdefault(became, []).append(entry)
    if became == "dropped" and thing.steps:
        yield Fold(steps=thing.steps, value={"id": thing.id, "drop": True})


def read_outcome(text: str) -> tuple[str, str]:
    """Return what became of something, and what was said besides."""
    found = re.match(r"([A-Za-z]+)\b[\s,;:.–—-]*(.*)", text)
    became = BECAME.get(found[1].lower()) if found else None
    if not found or became is None:
        raise Fault(f"'{text}' does not say what became of it; {OUTCOMES}")
    return became, found[2].strip()


# Days


def read_day(text: str, talk: Talk) -> tuple[int, str]:
    """Return the day to which something was moved, after this review and in the plan; and why, if that is said."""
    bare = re.sub(r"^(?:to|until|till)\s+", "", text.strip(), flags=re.IGNORECASE)
    by_day = BY_DAY.match(bare)
    if by_day:
        day, rest = int(by_day[1] or by_day[2]), bare[by_day.end() :]
    else:
        when, rest = read_when(bare, talk)
        day = talk.calendar.day_of(when)
    told = shorten(bare[: len(bare) - len(rest)])
    if day <= talk.review.day:
        raise Fault(f"'{told}' is not after this review, day {talk.review.day}; write a later day")
    if day > talk.plan.days:
        last = f"the plan ends on day {talk.plan.days}"
        raise Fault(f"'{told}' is day {day}, and {last}; write an earlier day, or dropped")
    return day, reason(rest)


def reason(text: str) -> str:
    """Return why something was moved, as it stands behind its day."""
    bare = text.strip(" ,;:.–—-")
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def read_when(text: str, talk: Talk) -> tuple[date, str]:
    """Return a date as people write it: 2027-02-12, 12 Feb, Feb 12, friday, +2w; and what stands behind it."""
    if not talk.calendar.dated:
        raise Fault(f"'{text}' needs a start, which the plan file does not give; write: moved to day 75")
    found = BY_MONTH.match(text)
    month = (found[2] or found[3]).lower()[:3] if found else ""
    if found and month in MONTHS:
        day = next_date(int(found[1] or found[4]), MONTHS.index(month) + 1, found[5], found[0], talk)
        return day, text[found.end() :]
    said = BEFORE_REASON.split(text, maxsplit=1)[0]
    try:
        return date.fromisoformat(read_date(said.strip().rstrip("."), talk.when)), text[len(said) :]
    except (WrongReply, ValueError):
        raise Fault(f"'{text}' is no day; write: moved to day 75, or moved to 2027-02-12") from None


def next_date(day: int, month: int, year: str | None, text: str, talk: Talk) -> date:
    """Return a day of a month: in the year given, or the first that comes after the review."""
    review = talk.calendar.date_of(talk.review.day)
    found = []
    for one in [int(year)] if year else [review.year, review.year + 1]:
        with suppress(ValueError):  # 29 February is not in every year
            found.append(date(one, month, day))
    if not found:
        raise Fault(f"'{text}' is a day that there is not; look at the calendar")
    return next((one for one in found if year or one >= review), found[-1])


# What a sheet can be about


def find(about: str, titles: Mapping[str, str]) -> str | None:
    """Return the id of the longest title that stands in an item, whatever was done to its spacing and its marks."""
    said = letters(about)
    fitting = [key for key, title in titles.items() if letters(title) and letters(title) in said]
    return max(fitting, key=lambda key: len(titles[key]), default=None)


def known_things(answers: Answers, plan: Plan) -> Iterator[Thing]:
    """Yield the goals and early wins of a plan, and those that a review gave up."""
    there = set()
    for phase in plan.phases:
        for area in phase.focus:
            for goal in area.goals:
                there.add(goal.id)
                yield Thing(goal.id, goal.title, (("phases", phase.id), ("focus", area.id), ("goals", goal.id)), {})
    for win in plan.wins:
        there.add(win.id)
        own = index_of(answers.wins, win.id) is not None
        said = {"title": win.title, "for": win.whom, "result": win.result}
        yield Thing(win.id, win.title, (("wins", win.id),), {} if own else {k: v for k, v in said.items() if v})
    for review in answers.reviews:
        for one in (*review.met, *review.dropped):
            if one.title and one.id not in there:
                there.add(one.id)
                yield Thing(one.id, one.title, (), {})


def known_questions(answers: Answers, plan: Plan, review: Review) -> Iterator[tuple[str, str]]:
    """Yield every question that a sheet may hold: its id, itself where it has none, and its text."""
    yield from ((one, one) for one in review.questions)
    for held in answers.reviews:
        yield from ((one.id, one.question) for one in held.said if one.id)
    yield from ((one.id or slug(one.question), one.question) for one in answers.unknowns if one.question)
    yield from ((one.id, one.question) for one in plan.questions)
