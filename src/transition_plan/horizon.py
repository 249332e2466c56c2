"""The phases of a plan as spans of days, whatever their number and names; how a template's content falls into them.

Phases may be given in days or weeks, overlap, leave gaps, lie before the start or after day 90, or end open. Three
months are what the base has; whoever names others gets the templates' content put into those.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from .answers import PhaseChange
from .compose import lay_entries, lay_over, repeated
from .template import ActionText, FocusText, GoalText, PhaseText, ReviewText

USUAL = 90  # days
FIRST = -60  # no plan looks back further
LAST = 730  # two years: more is no transition
OPEN_DAYS = 30  # that are planned of an open phase which begins after all others end
FEW = 2  # focus areas that a phase gets where none falls into it
MONTH = 29  # days from the first of a month to its last
CLOSING = 7  # days before the end, within which a review closes the plan


def lay_owner(phases: tuple[PhaseText, ...], changes: Sequence[PhaseChange]) -> tuple[PhaseText, ...]:
    """Return the phases of a plan, in the order of their days, each with its first and last day and its content.

    The owner's changes come after the templates' texts were filled: nobody's words are compiled. Where the owner names
    phases of their own, the content of a dropped phase goes where its days fall.
    """
    bare = [change._replace(focus=()) for change in changes]
    kept = lay_entries(phases, bare, PhaseText)
    there = {phase.id for phase in phases}
    placed = [phase for phase in kept if is_placed(phase)] or list(kept)
    settled = settle(placed)
    ghosts = [phase for phase in kept if phase not in placed]
    gone = [phase for phase in phases if phase.id not in {one.id for one in kept}]
    if any(phase.id not in there for phase in kept):
        ghosts += gone
    was = {phase.id: phase for phase in settle([phase for phase in phases if is_placed(phase)])}
    said = {change.id: change for change in changes}
    moved = [moved_phase(phase, was.get(phase.id), said.get(phase.id)) for phase in settled]
    homed = find_homes(moved, [area for phase in ghosts for area in phase.focus])
    return tuple(lay_over(phase, PhaseChange(phase.id, focus=focus_of(said.get(phase.id)))) for phase in homed)


def plan_length(phases: Sequence[PhaseText], changes: Sequence[PhaseChange]) -> int:
    """Return the last day of a plan with the owner's changes."""
    return length_of(lay_owner(tuple(phases), changes))


def focus_of(change: PhaseChange | None) -> Any:
    """Return what the owner says about a phase's focus areas."""
    return change.focus if change else ()


def with_focus(phase: PhaseText, focus: Sequence[FocusText]) -> PhaseText:
    """Return a phase with other focus areas."""
    return phase._replace(focus=tuple(focus))


def is_placed(phase: PhaseText) -> bool:
    """Tell whether a phase says when it is; what a kind of move adds to a month that the role dropped does not."""
    return any(day is not None for day in (phase.from_day, phase.to_day, phase.from_week, phase.to_week))


def first_day(phase: PhaseText | PhaseChange) -> int | None:
    """Return the day a phase begins, if it says so: week 1 begins on day 1, week -1 on day -7."""
    if phase.from_week is None:
        return phase.from_day
    return 7 * phase.from_week - 6 if phase.from_week > 0 else 7 * phase.from_week


def last_day(phase: PhaseText | PhaseChange) -> int | None:
    """Return the day a phase ends, if it says so: week 1 ends on day 7, week -1 on day -1."""
    if phase.to_week is None:
        return phase.to_day
    return 7 * phase.to_week if phase.to_week > 0 else 7 * phase.to_week + 6


def settle(phases: Sequence[PhaseText]) -> list[PhaseText]:
    """Return the phases with both days, in their order; one without an end goes on to the end of the plan."""
    ends = [day for phase in phases if (day := last_day(phase)) is not None]
    starts = [day for phase in phases if (day := first_day(phase)) is not None]
    end = max([*ends, *(start + OPEN_DAYS - 1 for start in starts if start > max(ends, default=0))], default=USUAL)
    settled: list[PhaseText] = []
    for phase in phases:
        first, last = first_day(phase), last_day(phase)
        before = settled[-1].to_day if settled and last_day(settled[-1]) is not None else None
        if first is None:
            first = min(-1, (last or 1) - OPEN_DAYS + 1) if (last or 1) < 0 else next_day(before or 0)
        end_day = max(end if last is None else last, first)
        settled.append(
            phase._replace(from_day=first, to_day=end_day, from_week=None, to_week=None, open_ended=last is None)
        )
    return sorted(settled, key=lambda phase: (phase.from_day, phase.to_day))


def next_day(day: int) -> int:
    """Return the day after; there is no day 0."""
    return 1 if day in (-1, 0) else day + 1


def span(phase: PhaseText) -> tuple[int, int]:
    """Return the first and last day of a settled phase."""
    return phase.from_day or 1, phase.to_day or USUAL


def length_of(phases: Sequence[PhaseText]) -> int:
    """Return the last day of a plan."""
    return max((span(phase)[1] for phase in phases), default=USUAL)


def phase_of_day(phases: Sequence[PhaseText]) -> dict[int, str]:
    """Return the phase of each day of the plan: of several the shortest, in a gap the one before."""
    here: dict[int, str] = {}
    longest_first = sorted(
        enumerate(phases), key=lambda pair: (-days_of(pair[1]), -pair[0])
    )  # the last one put in stays
    for _, phase in longest_first:
        first, last = span(phase)
        here.update(dict.fromkeys(range(first, last + 1), phase.id))
    latest = phases[0].id
    first_of_all = min(FIRST, *(span(phase)[0] for phase in phases))
    return {day: (latest := here.get(day, latest)) for day in range(first_of_all, length_of(phases) + 1)}


def days_of(phase: PhaseText) -> int:
    """Return how long a settled phase is."""
    first, last = span(phase)
    return last - first


def within(day: int, at: Mapping[int, str]) -> int:
    """Return a day, or the last of the plan if that comes earlier."""
    return min(day, max(at))


def moved_phase(phase: PhaseText, was: PhaseText | None, change: PhaseChange | None) -> PhaseText:
    """Return a phase with its days drawn out or together as its span was; a heading of ours that is wrong goes."""
    if was is None or span(was) == span(phase):
        return phase
    first, last = span(phase)
    title = phase.title if change and change.title else f"Days {first} to {last}"
    return with_focus(
        phase._replace(title=title),
        [shifted(area, lambda day: drawn(day, span(was), (first, last))) for area in phase.focus],
    )


def find_homes(phases: Sequence[PhaseText], areas: Sequence[FocusText]) -> list[PhaseText]:
    """Put focus areas that lost their phase where most of their days fall; a plan below 90 days draws them together."""
    if not phases:
        return []
    length = length_of(phases)
    at = phase_of_day(phases)
    added: dict[str, list[FocusText]] = {}
    for area in areas:
        near = shifted(area, lambda day: drawn(day, (1, USUAL), (1, min(length, USUAL))))
        days = Counter(at[within(day, at)] for day in range(stretch(near)[0], stretch(near)[1] + 1) if day)
        home = next(phase for phase in phases if phase.id == days.most_common(1)[0][0])
        first, last = span(home)
        added.setdefault(home.id, []).append(shifted(near, lambda day, a=first, b=last: min(max(day, a), b)))
    fill_empty(phases, added)
    return [with_focus(phase, (*phase.focus, *added.get(phase.id, ()))) for phase in phases]


def fill_empty(phases: Sequence[PhaseText], added: dict[str, list[FocusText]]) -> None:
    """Give a phase in which no focus area falls the two nearest of those that found another home."""
    spans = {phase.id: span(phase) for phase in phases}
    for phase in phases:
        first, last = spans[phase.id]
        while last > 0 and len(added.get(phase.id, ())) < FEW and not phase.focus:
            donors = [(home, area) for home, areas in added.items() if len(areas) > FEW for area in areas]
            if not donors:
                break
            home, area = min(donors, key=lambda pair: (distance(pair[1], first, last), -(pair[1].weight or 1)))
            added[home].remove(area)
            end = stretch(area)[1]
            was, here = (end - MONTH, end), (first, last)
            now = shifted(area, lambda day, was=was, here=here: min(max(drawn(day, was, here), here[0]), here[1]))
            added.setdefault(phase.id, []).append(now)


def distance(area: FocusText, first: int, last: int) -> int:
    """Return how many days lie between the end of a focus area and a span."""
    day = stretch(area)[1]
    return max(first - day, day - last, 0)


def stretch(area: FocusText) -> tuple[int, int]:
    """Return the first and last day of a focus area: what it begins with, and its last goal or action."""
    days = [one.day for one in area.actions if one.day and not one.optional]
    days += [goal.due for goal in area.goals if goal.due]
    return min(days, default=1), max(days, default=1)


def drawn(day: int, was: tuple[int, int], now: tuple[int, int]) -> int:
    """Return where a day of one span falls in another."""
    (a, b), (c, d) = was, now
    moved = c + round((day - a) * (d - c) / max(1, b - a))
    return moved or 1


def shifted(area: FocusText, move: Any) -> FocusText:
    """Return a focus area with every day of it moved."""

    def goal(one: GoalText) -> GoalText:
        return one._replace(due=move(one.due)) if one.due else one

    def action(one: ActionText) -> ActionText:
        return one._replace(day=move(one.day)) if one.day else one

    return area._replace(goals=tuple(map(goal, area.goals)), actions=tuple(map(action, area.actions)))


def lay_reviews(reviews: Sequence[ReviewText], length: int) -> tuple[ReviewText, ...]:
    """Return the reviews of a plan, ``{{ day }}`` in their texts put in; the last closes a plan that ends earlier."""
    every = list(repeated(reviews, length))
    inside = [review for review in every if (review.day or 1) <= length]
    outside = sorted((review for review in every if review not in inside), key=lambda review: review.day or 1)
    if outside and not any(length - CLOSING < (review.day or 1) for review in inside):
        inside.append(outside[-1]._replace(day=length))
    return tuple(with_day(review) for review in inside)


def with_day(review: ReviewText) -> ReviewText:
    """Put a review's day into its texts."""
    day = str(review.day or 1)
    said: dict[str, Any] = {
        field: part.replace("{{ day }}", day)
        for field, part in zip(review._fields, review, strict=True)
        if isinstance(part, str)
    }
    return review._replace(**said)
