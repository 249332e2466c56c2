"""What plans look like over many made-up people: how full, how long, what is left out, and how fast they are made.

The same seed makes the same people. What must never be is counted, too; then the exit code is 1.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import median
from typing import NamedTuple, TypeVar, get_args

from transition_plan.answers import (
    Answers,
    CarryOver,
    Contact,
    DaysOff,
    Duty,
    Evidence,
    Group,
    Learning,
    Person,
    Priority,
    Rating,
    Stage,
    Weekday,
    Win,
)
from transition_plan.assess import USABLE
from transition_plan.build import WORDS, build_plan
from transition_plan.dates import Calendar, make_calendar
from transition_plan.documents import fill_document
from transition_plan.gate import cross_check
from transition_plan.ladders import SLIP
from transition_plan.library import load_layouts, load_template, template_ids
from transition_plan.markdown import word_count
from transition_plan.plan import Action, Parked, Plan, Week
from transition_plan.rendering import Environment, environment
from transition_plan.schedule import BOXES

T = TypeVar("T")
PEOPLE, SEED = 500, 7
LADDERS = ("gap", "strength")
ROUNDED = 0.01  # hours: the weeks of a plan have two decimals
GROUPS: tuple[Group, ...] = get_args(Group)
STAGES: tuple[Stage, ...] = tuple(stage for stage in get_args(Stage) if stage not in ("exploring", "closed"))
WORKING: tuple[tuple[Weekday, ...], ...] = (
    ("mon", "tue", "wed", "thu", "fri"),
    ("mon", "tue", "wed", "thu"),
    ("tue", "wed", "thu"),
    ("mon", "tue", "wed", "thu", "sun"),
)
MOVES = (
    (),
    ("new-company",),
    ("internal-move",),
    ("lateral-new-function",),
    ("promotion-to-manager",),
    ("internal-move", "lateral-new-function"),
    ("internal-move", "promotion-to-manager"),
    ("new-company", "lateral-new-function"),
)
HOURS = (2, 5, 8, 12, 21)  # where one band of hours a week ends and the next begins


class Made(NamedTuple):
    """A person's answers and what became of them."""

    answers: Answers
    plan: Plan
    words: int
    seconds: float


# The people


def up_to(rng: Random, most: int, make: Callable[[int], T]) -> tuple[T, ...]:
    """Return none to ``most`` of something."""
    return tuple(make(n) for n in range(rng.randint(0, most)))


def a_person(rng: Random, roles: Sequence[str]) -> Answers:
    """Make up the answers of one person."""
    role = rng.choice(roles)
    needs = [need.id for need in load_template("role", role).competencies]
    start = date(2027, 1, 1) + timedelta(days=rng.randrange(365))
    return Answers(
        role=role,
        from_=rng.choice(["", *template_ids("role")]),
        stage=rng.choice(STAGES),
        start=rng.choice([start, start, start, None]),
        transitions=rng.choice(MOVES),
        org=rng.choice(["", "Northlake"]),
        product=rng.choice(["", "the Northlake platform"]),
        person=Person(name="Ana Ruiz"),
        mission=rng.choice(["?", "Two stalled projects are live and their users say so"]),
        priorities=up_to(rng, 2, lambda n: Priority(f"Priority {n + 1}", competencies=tuple(rng.sample(needs, 2)))),
        hours=rng.choice([None, *range(HOURS[0], HOURS[-1])]),
        working_days=rng.choice(WORKING),
        days_off=days_off(rng, start),
        people=up_to(rng, 14, lambda n: a_contact(rng, n)),
        ratings=ratings(rng, needs),
        evidence=up_to(rng, 6, lambda n: a_proof(rng, n, needs)),
        learning=up_to(rng, 2, lambda n: a_book(rng, n)),
        carry_over=up_to(rng, 1, lambda n: CarryOver(f"Unfinished piece {n + 1}", next_step="Ask who still needs it")),
        handover=up_to(rng, 4, lambda n: Duty(f"duty {n + 1}", to="?", day=rng.choice([-5, 5, 12, 20, None]))),
        wins=up_to(rng, 1, lambda n: a_win(rng, n)),
    )


def days_off(rng: Random, start: date) -> tuple[DaysOff, ...]:
    """Make up a few days, a week or three weeks off."""

    def span(_: int) -> DaysOff:
        first = start + timedelta(days=rng.randrange(-10, 85))
        return DaysOff(first, first + timedelta(days=rng.choice([0, 1, 6, 13, 20])))

    return up_to(rng, 2, span)


def ratings(rng: Random, needs: Sequence[str]) -> dict[str, Rating]:
    """Make up ratings of some competencies, from those of somebody new to those of somebody seasoned."""
    levels: tuple[Rating, ...] = rng.choice([(0, 1, 2), (1, 2, 3), (2, 3, 4), ("?", 0, 1, 2, 3, 4)])
    return {need: rng.choice(levels) for need in needs if rng.random() < rng.choice([0.0, 0.5, 1.0])}


def a_contact(rng: Random, n: int) -> Contact:
    """Make up somebody; the first is the manager."""
    return Contact(
        f"Colleague {n + 1}",
        group=rng.choice(GROUPS) if n else "manager",
        many=bool(n) and rng.random() < 0.2,
        why=rng.choice(["", "knows what was tried before"]),
        ask=rng.choice(["", "what stalls"]),
        day=rng.choice([None, None, None, rng.randint(1, 60)]),
    )


def a_proof(rng: Random, n: int, needs: Sequence[str]) -> Evidence:
    """Make up a proof, every second one with a result."""
    result = rng.choice(["", "used by 40 customers in its first quarter"])
    return Evidence(f"Led piece of work {n + 1}", competency=tuple(rng.sample(needs, 2)), result=result)


def a_book(rng: Random, n: int) -> Learning:
    """Make up something to learn, every week or once, with a day or without."""
    if rng.random() < 0.5:
        return Learning(f"Podcast {n + 1}", hours=0.5, rhythm="weekly")
    return Learning(f"Book {n + 1}", hours=rng.choice([1.0, 4.0]), day=rng.choice([None, 40]))


def a_win(rng: Random, n: int) -> Win:
    """Make up an early win of one's own."""
    hours, due = rng.choice([3.0, 6.0, 10.0]), rng.choice([20, 45, 60])
    return Win(f"Win {n + 1}", first_step=rng.choice(["", "Count last month's cases"]), hours=hours, due=due)


def full_roles() -> list[str]:
    """Return the roles that have a plan of their own."""
    return [role for role in template_ids("role") if load_template("role", role).phases]


def make(count: int, seed: int) -> Iterator[Made]:
    """Make up people, and their plans with one environment."""
    rng, roles, env = Random(seed), full_roles(), environment(load_layouts())
    for _ in range(count):
        answers = a_person(rng, roles)
        wrong = cross_check(answers)
        assert not wrong, f"a made-up person is refused: {wrong}"
        yield made(answers, env)


def made(answers: Answers, env: Environment) -> Made:
    """Make one plan and take its time."""
    begun = time.process_time()
    plan = build_plan(answers, env)
    seconds = time.process_time() - begun
    return Made(answers, plan, word_count(fill_document(plan, "plan.md", env)), seconds)


# What is looked at


def weeks(one: Made) -> tuple[Week, ...]:
    """Return the weeks of a plan from the start on."""
    return one.plan.weeks[1:]


def too_full(week: Week) -> bool:
    """Tell whether a week asks for more than 80 % of its hours."""
    return week.hours > week.capacity * USABLE + ROUNDED


def once(one: Made) -> Iterable[Action]:
    """Return the actions of a plan that do not repeat."""
    return (action for week in one.plan.weeks for action in week.actions)


def gap_parked(one: Made) -> bool:
    """Tell whether a chosen gap has no rung in the plan."""
    return any(not gap.steps for gap in one.plan.gaps)


def usable(one: Made) -> float:
    """Return the hours that a plan may fill."""
    return USABLE * sum(week.capacity for week in weeks(one))


def used(one: Made) -> float:
    """Return how much of the usable hours is filled, 0.0 where there are none."""
    return sum(week.hours for week in weeks(one)) / usable(one) if usable(one) else 0.0


def in_days(one: Made, first: int, last: int) -> int:
    """Count the actions that are due from one day to another."""
    return sum(first <= action.day <= last for action in once(one))


def empty(week: Week) -> bool:
    """Tell whether a week has an hour or more and nothing due."""
    return week.capacity >= 1 and not week.actions


def left_out(one: Made) -> list[Parked]:
    """Return what found no room in the weeks of a plan."""
    return [parked for parked in one.plan.parked if parked.kind in ("ladder", "win", "action")]


def for_hours(parked: Parked) -> bool:
    """Tell whether something is left out because the hours are missing."""
    return parked.reason.startswith("needs ")


def own_win_late(one: Made) -> bool:
    """Tell whether a win of the person's own is shown after the day that was given."""
    given = {win.title: win.due for win in one.answers.wins}
    return any(win.due_day > given.get(win.title, 90) for win in one.plan.wins)


SHARES: dict[str, Callable[[Made], bool]] = {
    "a week over 80 % of its hours": lambda one: any(map(too_full, weeks(one))),
    "a week over 100 % of its hours": lambda one: any(w.hours > w.capacity + ROUNDED for w in weeks(one)),
    f"a week over {BOXES} boxes": lambda one: any(len(week.actions) > BOXES for week in weeks(one)),
    "an empty week": lambda one: any(map(empty, weeks(one))),
    "a parked gap ladder": gap_parked,
    "the first gap parked": lambda one: any(not gap.steps for gap in one.plan.gaps[:1]),
    "every gap parked": lambda one: bool(one.plan.gaps) and not any(gap.steps for gap in one.plan.gaps),
    "a parked strength ladder": lambda one: any(not strength.steps for strength in one.plan.strengths),
    "no gap at all": lambda one: not one.plan.gaps,
    "no strength at all": lambda one: not one.plan.strengths,
    "no early win": lambda one: not one.plan.wins,
    "the person's own win parked": lambda one: bool(one.answers.wins) and not any(w.yours for w in one.plan.wins),
    "the person's own win shown late": own_win_late,
    f"over {WORDS:,} words in plan.md": lambda one: one.words > WORDS,
    "the leanest form": lambda one: one.plan.lean,
    "something parked for want of hours": lambda one: any(map(for_hours, left_out(one))),
    "something parked for another reason": lambda one: not all(map(for_hours, left_out(one))),
}

BY_KIND = {
    "week over 80 %": "a week over 80 % of its hours",
    "gap parked": "a parked gap ladder",
    "strength parked": "a parked strength ladder",
    "leanest form": "the leanest form",
}

FIGURES: dict[str, Callable[[Made], float]] = {
    "words of plan.md": lambda one: one.words,
    "actions before day 1": lambda one: in_days(one, -60, -1),
    "actions in days 1 to 30": lambda one: in_days(one, 1, 30),
    "actions in days 31 to 60": lambda one: in_days(one, 31, 60),
    "actions in days 61 to 90": lambda one: in_days(one, 61, 90),
    "boxes in the fullest week": lambda one: max(len(week.actions) for week in weeks(one)),
    "usable hours": usable,
    "hours used, % of usable": lambda one: 100 * used(one),
    "parked chains": lambda one: len(left_out(one)),
    "time, ms": lambda one: 1000 * one.seconds,
}

# What must never be


def calendar_of(one: Made) -> Calendar:
    """Return when the person works."""
    return make_calendar(one.answers.start, one.answers.working_days, one.answers.days_off)


def works_on(one: Made, day: int) -> bool:
    """Tell whether the person works on a day."""
    calendar = calendar_of(one)
    return calendar.is_free(calendar.date_of(day))


def off_its_month(one: Made) -> bool:
    """Tell whether an action of a focus area stands in a month that is not its own, a rung's week of grace aside."""
    return any(
        not phase.from_day <= action.day <= phase.to_day + (SLIP if action.why.source in LADDERS else 0)
        for phase in one.plan.phases
        for area in phase.focus
        for action in area.actions
        if not action.fixed
    )


def half_a_ladder(one: Made) -> bool:
    """Tell whether a gap has some of its rungs in the plan but not all: three, or two where a level is missing."""
    return any(gap.steps and len(gap.steps) != min(gap.required - gap.rating + 1, 3) for gap in one.plan.gaps)


def rung_too_many(week: Week) -> bool:
    """Tell whether a rung is due in a week that is too full."""
    rungs = [action for action in week.actions if action.why.source in LADDERS]
    return bool(rungs) and (too_full(week) or len(week.actions) > BOXES)


NEVER: dict[str, Callable[[Made], bool]] = {
    "something due on a day off": lambda one: any(not works_on(one, action.day) for action in once(one)),
    "something due after day 90": lambda one: any(action.day > 90 for action in once(one)),
    "something outside its month": off_its_month,
    "a rung in a week that is too full": lambda one: any(map(rung_too_many, weeks(one))),
    "half a ladder": half_a_ladder,
    "two actions with one id": lambda one: len({a.id for a in once(one)}) < sum(1 for _ in once(one)),
}


# The table


def percent(told: Callable[[Made], bool], among: Sequence[Made]) -> str:
    """Return the share of plans of which something can be told."""
    return f"{100 * sum(map(told, among)) / len(among):.1f}" if among else "-"


def print_figures(every: Sequence[Made]) -> None:
    """Print each figure's median, 95th percentile and most."""
    print(f"{'':<38}{'median':>9}{'95 %':>9}{'most':>9}")
    for name, figure in FIGURES.items():
        values = sorted(map(figure, every))
        shown = (median(values), values[int(0.95 * (len(values) - 1))], values[-1])
        print(f"{name:<38}" + "".join(f"{value:>9.1f}" for value in shown))


def groups_of(every: Sequence[Made]) -> dict[str, list[Made]]:
    """Return the plans by what their people have in common."""
    groups = {"all": list(every)}
    for low, high in pairwise(HOURS):
        groups[f"{low}-{high - 1} h"] = [m for m in every if m.answers.hours and low <= m.answers.hours < high]
    groups["? h"] = [m for m in every if m.answers.hours is None]
    for stage in STAGES:
        groups[stage] = [m for m in every if m.answers.stage == stage]
    return groups


def print_shares(title: str, groups: dict[str, list[Made]], rows: dict[str, Callable[[Made], bool]]) -> None:
    """Print in how many plans of each group something is so."""
    print(f"\n{title:<38}" + "".join(f"{name:>10}" for name in groups))
    for name, told in rows.items():
        print(f"{name:<38}" + "".join(f"{percent(told, among):>10}" for among in groups.values()))


def print_kinds(every: Sequence[Made]) -> None:
    """Print the shares that differ by role and by kind of move."""
    print(f"\n{'% of plans by role and by kind of move':<46}{'plans':>8}" + "".join(f"{name:>16}" for name in BY_KIND))
    for kind in (*full_roles(), *MOVES):
        among = [m for m in every if kind in (m.answers.role, m.answers.transitions)]
        shown = kind if isinstance(kind, str) else " + ".join(kind) or "no kind of move"
        shares = "".join(f"{percent(SHARES[row], among):>16}" for row in BY_KIND.values())
        print(f"{shown:<46}{len(among):>8}{shares}")


def main() -> int:
    """Read the flags, make the plans, print the tables; returns 1 where there is what must never be."""
    flags = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    flags.add_argument("--people", type=int, default=PEOPLE, help=f"how many people (default: {PEOPLE})")
    flags.add_argument("--seed", type=int, default=SEED, help=f"another seed makes other people (default: {SEED})")
    wanted = flags.parse_args()
    every = list(make(wanted.people, wanted.seed))
    print(f"{len(every)} people, seed {wanted.seed}\n")
    print_figures(every)
    print_shares("% of plans with", groups_of(every), SHARES)
    print_kinds(every)
    print_shares("% of plans with what must never be", {"all": every}, NEVER)
    return int(any(told(one) for told in NEVER.values() for one in every))


if __name__ == "__main__":
    raise SystemExit(main())
