"""The rules of a lint that look at the composed plan: its weeks, phases, talks, gaps, and what nobody said."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .answers import is_private
from .assess import USABLE
from .markdown import escape, word_count
from .months import EXPLORING
from .onward import with_road
from .owned import (
    BRINGING,
    ROLE,
    Case,
    Flaw,
    Path,
    change_at,
    every_text,
    named,
    path_of_action,
    path_of_area,
    path_of_goal,
    path_of_phase,
    quoted,
    texts,
)
from .plan import Action, FocusArea, Gap, Goal, Phase, Week
from .schedule import BOXES
from .wording import large_change

BUDGETS = {"plan.md": 1200, "one-page.md": 350, "manager.md": 300}  # words (product.md)
AREAS, GOALS = 4, 3
WIN_BY = 60
FIRST_WEEK = 7
NEAR, CLOSING, LONG = 7, 14, 21  # days: around a phase's end, before the plan's, of a phase that deserves a review
LISTEN = 21  # days, where neither the situation nor the move says how long
STRENGTHS = 1 / 3
OWN_TEXT = (("actions",), ("goals",))  # where a path of the owner's own entry ends, before its number
ROUNDED = 0.01
SIDES = (  # of arriving (after Bauer): what it is called, the ids that cover it, the words of titles that do
    (
        "access and the rules of the house",
        ("access",),
        r"\baccess\b|\bevery tool\b|log-?in|\bpolic(?:y|ies)\b|complian|mandatory|permission|credential|badge|safety",
    ),
    ("what is expected of you", ("expectations", "mission"), r"\bexpect|mandate|priorit|decision rights|what counts"),
    (
        "how things are done here",
        ("leave-alone", "scan"),
        r"unwritten|culture|\bnorms\b|not touch|leave alone|house (?:rule|word)|surpris|who decides|"
        r"\bhow (?:we|they|people|things|this house|decisions)\b",
    ),
)
_BACKSLASH = re.compile(r"\\(?=[^\w\s])")
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = re.compile(
    r"(?<![^\W\d_])[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*(?: [^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*)+"
)
_AMOUNT = re.compile(r"[$€£¥]\d[\d.,]*\d?\s?(?:[KMBkmb]\b)?|\d[\d.,]*\s?%")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = {"&amp;": "&", "&lt;": "<", "&#123;": "{", "&#37;": "%"}
CALENDAR = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep oct nov dec mon tue wed thu fri sat sun "
    "monday tuesday wednesday thursday friday saturday sunday"
)


def weak_plan(case: Case) -> Iterator[Flaw]:
    """Yield every weakness of what became of the answers."""
    for check in CHECKS:
        if case.answers.stage != EXPLORING or check not in OF_A_ROLE:
            yield from check(case)


def placed(case: Case) -> Iterator[tuple[Action, Path]]:
    """Yield every action of the plan that does not repeat, with its path."""
    for phase in case.plan.phases:
        for action in phase.actions:
            yield action, path_of_action(action, case)
        for area in phase.focus:
            for action in area.actions:
                yield action, path_of_action(action, case, phase.id, area.id)


# Weeks


def weeks(case: Case) -> Iterator[Flaw]:
    """Find weeks with more boxes or hours than they hold; those for the same reason are told together."""
    for week in case.plan.weeks[1:]:
        path = heaviest(case, week)
        if len(week.actions) > BOXES and (path != ROLE or said_when(case)):
            yield Flaw(path, "P004", f"week {week.n} has {len(week.actions)} open boxes")
    full = [week for week in case.plan.weeks[1:] if week.hours > week.capacity * USABLE + ROUNDED]
    for path in dict.fromkeys(reason_of(case, week) for week in full):
        if path == ROLE and not said_when(case):
            continue
        mine = [week for week in full if reason_of(case, week) == path]
        asked = f"week {mine[0].n} asks for {mine[0].hours:.1f} of its {mine[0].capacity:.1f} hours"
        more = f" (so do {', '.join(str(week.n) for week in mine[1:])})" if mine[1:] else ""
        yield Flaw(path, "P004", f"{asked}, and a fifth is for surprises{more}")


def reason_of(case: Case, week: Week) -> Path:
    """Return why a week is too full: days off in it, the hours given, or what takes most of it."""
    for n, span in enumerate(case.answers.days_off):
        if any(off.start == span.from_ for off in week.days_off):
            return "days_off", n
    return ("hours",) if case.answers.hours else heaviest(case, week)


def said_when(case: Case) -> bool:
    """Tell whether the owner said anything about time; without that, what finds no room is nobody's fault."""
    answers = case.answers
    return bool(answers.hours or answers.wins or answers.days_off or answers.phases)


def heaviest(case: Case, week: Week) -> Path:
    """Return where the owner's longest action of a week stands, or the role."""
    paths = {action.id: path for action, path in placed(case)}
    mine = [a for a in week.actions if paths.get(a.id, ROLE)[0] not in BRINGING]
    return paths[max(mine, key=lambda a: a.hours).id] if mine else ROLE


# Phases


def phases(case: Case) -> Iterator[Flaw]:
    """Find phases with too much in them, or nothing."""
    for phase in case.plan.phases:
        if not phase.focus and not phase.actions:
            yield Flaw(path_of_phase(phase, case), "P005", f"the phase {quoted(phase.title)} has nothing in it")
        if len(phase.focus) > AREAS:
            path = path_of_area(phase, last_own(phase, case), case)
            yield Flaw(path, "P005", f"the phase {quoted(phase.title)} has {len(phase.focus)} focus areas")
        for area in phase.focus:
            if len(area.goals) > GOALS:
                path = path_of_goal(phase, area, area.goals[GOALS], case)
                text = f"the focus area {quoted(area.title)}{named(path, area.id)} has {len(area.goals)} goals"
                yield Flaw(path, "P005", text)


def last_own(phase: Phase, case: Case) -> FocusArea:
    """Return the last focus area of a phase that the owner wrote, or its last."""
    mine = [area for area in phase.focus if (phase.id, area.id, "focus", "") in case.homes]
    return (mine or list(phase.focus))[-1]


def changes(case: Case) -> Iterator[Flaw]:
    """Find large changes that the owner plans in the first phase while it is time to listen, unless it is urgent."""
    load, first = case.template.load, first_phase(case)
    until = LISTEN if load.listen is None else load.listen
    if load.urgent or not first:
        return
    said: list[tuple[Path, Action | Goal]] = [(path, one) for one, path in placed(case) if one.day <= first.to_day]
    said += [(path_of_goal(first, area, goal, case), goal) for area in first.focus for goal in area.goals]
    for path, one in said:
        words = large_change(one.title) if 0 < one.day < until and path[-2:-1] in OWN_TEXT else ""
        if words:
            told = f"{quoted(one.title)} says '{words}' for day {one.day}, and until day {until} is for listening"
            yield Flaw(path, "P015", told)


def first_phase(case: Case) -> Phase | None:
    """Return the phase that holds day 1."""
    return next((phase for phase in case.plan.phases if phase.from_day <= 1 <= phase.to_day), None)


# Wins, talks, reviews


def early_win(case: Case) -> Iterator[Flaw]:
    """Find a plan that shows nobody anything until late; a private win is one, too."""
    answers = case.answers
    hidden = any(is_private(one) and one.due <= WIN_BY for one in answers.wins if not one.drop)
    brought = any(is_private(one) and one.win for one in answers.carry_over)
    if hidden or brought or any(win.due_day <= WIN_BY for win in case.plan.wins):
        return
    late = next((n for n, one in enumerate(answers.wins) if one.due > WIN_BY and not one.drop), None)
    if late is not None:
        text = f"the win {quoted(answers.wins[late].title)} is shown on day {answers.wins[late].due}"
        yield Flaw(("wins", late, "due"), "P006", text)
    elif said_when(case):
        given = [field for field in ("hours", "wins", "days_off") if getattr(answers, field)]
        path: Path = (given[0],) if given else ROLE
        yield Flaw(path, "P006", "the plan has no early win by day 60: its hours leave no room for one")


def talks(case: Case) -> Iterator[Flaw]:
    """Find a first week without the manager, a long phase that ends without a review, a plan without a closing one."""
    plan = case.plan
    if not any(0 < action.day <= FIRST_WEEK and with_manager(action, case) for action, _ in placed(case)):
        yield Flaw(dropped(case, "expectations"), "P007", f"no talk with {plan.manager} in the first week")
    days = [0, *(review.day for review in plan.reviews)]
    days += [
        action.day for action, _ in placed(case) if "review" in action.title.casefold() and with_manager(action, case)
    ]
    for phase in plan.phases:
        length = phase.to_day - max(phase.from_day, 1) + 1
        near = any(abs(day - phase.to_day) <= NEAR for day in days)
        if not near and length >= LONG and phase.to_day < plan.days:
            path = dropped(case, f"review-{phase.to_day}", path_of_phase(phase, case))
            yield Flaw(path, "P007", f"no review near day {phase.to_day}, where {quoted(phase.title)} ends")
    if max(days) <= plan.days - CLOSING:
        path = dropped(case, f"review-{plan.days}")
        yield Flaw(path, "P007", f"no review closes the plan: it ends on day {plan.days}")


def with_manager(action: Action, case: Case) -> bool:
    """Tell whether an action is a talk with the manager, by any part of the name."""
    names = [part for part in case.plan.manager.casefold().split() if len(part) > 2 and part != "my"]
    said = re.findall(r"\w+", action.title.casefold())
    return action.id == "expectations" or any(name in said for name in ("manager", *names))


def dropped(case: Case, key: str, otherwise: Path = ROLE) -> Path:
    """Return where the owner dropped something of the whole plan."""
    path = case.homes.get(("", "", "actions", key))
    return path if path and change_at(case, path).drop else otherwise


# Gaps, strengths, coverage


def gaps(case: Case) -> Iterator[Flaw]:
    """Find chosen gaps whose steps found no room; what nobody rated while nobody gave hours is nobody's fault."""
    for gap in case.plan.gaps:
        if len(gap.steps) < steps_needed(gap) and not (gap.inferred and not case.answers.hours):
            path: Path = ("ratings", gap.competency) if not gap.inferred else ("hours",)
            yield Flaw(path, "P008", f"the plan finds no time to close the gap '{gap.name}'")


def steps_needed(gap: Gap) -> int:
    """Return how many steps close a gap: a small one begins with doing it."""
    return 3 if gap.required - gap.rating > 1 else 2


def strengths(case: Case) -> Iterator[Flaw]:
    """Find a plan that spends over a third of its hours on what the person can do already."""
    every = list(placed(case))
    total = sum(week.hours for week in case.plan.weeks)
    mine = [(action, path) for action, path in every if serves_strength(action, path, case)]
    hours = sum(action.hours for action, _ in mine)
    if total and hours > STRENGTHS * total + ROUNDED:
        path = max(mine, key=lambda one: one[0].hours)[1]
        text = f"{hours:.0f} of {total:.0f} hours put to use what you can do already"
        yield Flaw(path, "P023", text)


def serves_strength(action: Action, path: Path, case: Case) -> bool:
    """Tell whether an action uses a strength: a step of its ladder, or the owner's that serves nothing else."""
    strong = {one.competency for one in case.plan.strengths if one.proved}
    own = set(getattr(change_at(case, path), "serves", None) or ()) if path in case.homes.values() else set()
    return action.why.source == "strength" or (bool(own) and own <= strong)


def coverage(case: Case) -> Iterator[Flaw]:
    """Find a side of arriving that no action, question or person of the plan covers."""
    plan = case.plan
    titles = [(action.id, action.title) for action, _ in placed(case)]
    titles += [(habit.id, habit.title) for habit in plan.habits]
    titles += [(question.id, question.question) for question in plan.questions]
    for name, ids, words in SIDES:
        if not any(key in ids or re.search(words, title, re.IGNORECASE) for key, title in titles):
            yield Flaw(left_out(case, ids), "P022", f"nothing in the plan is about {name}")
    if not any(row.group != "manager" for row in plan.people):
        yield Flaw(ROLE, "P022", "nothing in the plan is about whom to know here")
    ladders = [*(one.steps for one in plan.strengths), *(one.steps for one in plan.gaps)]
    if not plan.wins and not any(ladders) and said_when(case):
        yield Flaw(ROLE, "P022", "nothing in the plan lets you show that you can do it")
    if not plan.reviews and not any("feedback" in key for key, _ in titles):
        yield Flaw(left_out(case, ("feedback", "review-30")), "P022", "nothing in the plan asks how it goes")


def left_out(case: Case, ids: tuple[str, ...]) -> Path:
    """Return where the owner dropped what covers a side, or the role."""
    gone: dict[str, Path] = {one.id: ("unknowns", n) for n, one in enumerate(case.answers.unknowns) if one.drop}
    gone |= {key: path for key in ids if (path := dropped(case, key)) != ROLE}
    return next((gone[key] for key in ids if key in gone), ROLE)


# Documents


def lengths(case: Case) -> Iterator[Flaw]:
    """Find documents over their budget; the place is the part of the plan file in which the owner wrote most."""
    for name, text in case.documents.items():
        count, budget = word_count(text), BUDGETS[name]
        if count > budget:
            said: Counter[str] = Counter()
            for path, part in texts(case.answers):
                said[str(path[0])] += len(part.split())
            longest = said.most_common(1)[0][0]
            yield Flaw((longest,), "P018", f"{name} has {count} words, {count - budget} more than {budget}")


def invented(case: Case) -> Iterator[Flaw]:
    """Find names, amounts and proofs in ``plan.md`` that neither the answers nor the templates hold."""
    said = [escape(text) for text in every_text(case.answers)]
    source = read(" ".join((*said, *case.sources)))
    known = {word.casefold() for word in _WORD.findall(f"{source} {CALENDAR}")}
    text = read(body(case.documents.get("plan.md", "")))
    for name in dict.fromkeys(_NAMES.findall(text)):
        if any(word.casefold() not in known for word in _WORD.findall(name)):
            yield Flaw(ROLE, "P024", f"plan.md names {quoted(name)}, whom nobody named")
    amounts = {squeezed(one) for one in _AMOUNT.findall(source)}
    for amount in dict.fromkeys(_AMOUNT.findall(text)):
        if squeezed(amount) not in amounts:
            yield Flaw(ROLE, "P024", f"plan.md says {quoted(amount)}, which nobody said")
    titles = {one.title for one in with_road(case.answers).evidence}
    for proof in case.plan.evidence:
        if proof.title not in titles:
            yield Flaw(ROLE, "P024", f"the proof {quoted(proof.title)} is none of yours")


def body(text: str) -> str:
    """Return a document without its front matter, comments and fenced blocks: what is read as sentences."""
    if text.startswith("---\n"):
        text = text.partition("\n---\n")[2]
    return _COMMENT.sub(" ", _FENCED.sub(" ", text))


def read(markdown: str) -> str:
    """Return a text as it is read: no escapes, one blank between words."""
    for entity, mark in _ENTITY.items():
        markdown = markdown.replace(entity, mark)
    return " ".join(_BACKSLASH.sub("", markdown).split())


def squeezed(amount: str) -> str:
    """Return an amount in one spelling."""
    return re.sub(r"[\s.,]+$|\s", "", amount)


OF_A_ROLE = (early_win, talks, changes, coverage)  # what makes sense once there is a role to arrive in
CHECKS: tuple[Any, ...] = (
    weeks, phases, early_win, talks, gaps, changes, lengths, coverage, strengths, invented,
)  # fmt: skip
