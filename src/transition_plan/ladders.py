"""The two ladders: a gap is learnt, practised, shown; a strength is offered, taught, multiplied. A rung a phase.

A gap of one level starts at *practise*; nobody climbs more than two levels in 90 days.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .answers import Answers, is_private
from .assess import Assessment, Standing
from .draft import Draft
from .horizon import USUAL, length_of, phase_of_day
from .naming import audience_for, helper_for, manager_of, quoted
from .plan import Why
from .rendering import Phrase
from .template import PhaseText, Rung

LITE = 0.6  # of a rung's hours, where there is little time
SLIP = 7  # days by which a rung may run into the next month
CLIMB = 2  # levels in 90 days
FIRST_GAP_RANK = 6.0  # after what every such move has, before all else: who has few hours needs it most
GAP_RANK, STRENGTH_RANK, NEXT_STRENGTH = 20.0, 23.0, 4.0  # gaps are placed by priority, then strengths


class Window(NamedTuple):
    """When a rung may begin and when it should be done, in a plan of 90 days."""

    kind: str
    first: int
    due: int


FULL = (Window("learn", 4, 26), Window("practise", 31, 55), Window("demonstrate", 61, 82))
SMALL = (Window("practise", 24, 45), Window("demonstrate", 61, 78))
SMALL_EARLY = (Window("practise", 8, 28), Window("demonstrate", 36, 57))
STRENGTH = (Window("offer", 8, 24), Window("teach", 31, 52), Window("multiply", 61, 80))


def spread(window: Window, length: int) -> Window:
    """Return a window in a plan of another length: the rungs fall in thirds of it."""
    return window._replace(first=max(1, window.first * length // USUAL), due=max(1, window.due * length // USUAL))


class Planned(NamedTuple):
    """A rung with its window and whose it is."""

    standing: Standing
    rung: Rung
    window: Window
    names: Mapping[str, object]
    draft: Draft


def gap_windows(standing: Standing) -> tuple[Window, ...]:
    """Return the rungs that a gap needs and when."""
    if standing.gap > 1:
        return FULL
    return SMALL_EARLY if standing.need.early else SMALL


def target(standing: Standing) -> int:
    """Return the level to reach by day 90."""
    return min(standing.need.required or 0, standing.rating + CLIMB)


def competency_name(standing: Standing) -> str:
    """Return the name as the role or the catalogue has it."""
    return standing.need.name or standing.competency.name


def rating_reason(standing: Standing) -> str:
    """Say what the rating is and where it comes from."""
    who = "you" if standing.manager is None else "your manager"
    said = (
        f"assumed {standing.rating}, from {standing.inferred}"
        if standing.inferred
        else f"{who} rated {standing.rating}"
    )
    return f"{competency_name(standing)}: {said}"


def gap_reason(standing: Standing) -> str:
    """Say which answer and which need make the gap."""
    return f"{rating_reason(standing)}; the role needs {standing.need.required}"


def rung_names(answers: Answers, standing: Standing, n: int) -> dict[str, object]:
    """Return the names that a ladder's texts may use besides the common ones."""
    proof = next((e.title for e in answers.evidence if standing.need.id in e.competency and not is_private(e)), "")
    return {
        **({"peer": helper_for(answers, n, leads=True)} if standing.competency.kind == "lead" else {}),
        "name": competency_name(standing),
        "helper": helper_for(answers, n, leads=standing.competency.kind == "lead"),
        "checker": manager_of(answers),
        "proof": quoted(proof) if proof else "my best example",
        "audience": audience_for(answers),
    }


def planned(
    answers: Answers,
    standing: Standing,
    n: int,
    kind: str,
    windows: Sequence[Window],
    phases: Sequence[PhaseText],
    lite: bool,
) -> list[Planned]:
    """Return the rungs of one ladder, not yet filled."""
    names = rung_names(answers, standing, n)
    ladder = getattr(standing.competency, kind)
    text = gap_reason(standing) if kind == "gap" else rating_reason(standing)
    rank = (GAP_RANK + n if n else FIRST_GAP_RANK) if kind == "gap" else STRENGTH_RANK + NEXT_STRENGTH * n
    made = []
    length, at = length_of(phases), phase_of_day(phases)
    ends = {phase.id: phase.to_day or USUAL for phase in phases}
    for window in (spread(one, length) for one in windows):
        rung: Rung = getattr(ladder, window.kind)
        draft = Draft(
            id=f"{standing.need.id}-{window.kind}",
            title=rung.title,
            phase=at[window.due],
            last_day=min(ends[at[window.due]] + SLIP, length),
            hours=max(0.5, round(rung.hours * (LITE if lite and kind == "gap" else 1.0) * 2) / 2),
            first_day=window.first,
            due_day=window.due,
            done_when=rung.done_when,
            cue=rung.cue,
            why=Why(kind, standing.need.id, text),
            chain=f"{kind}:{standing.need.id}",
            rank=rank,
            serves=(standing.need.id,),
            span=max(1, rung.span),
        )
        made.append(Planned(standing, rung, window, names, draft))
    return made


def ladders(answers: Answers, found: Assessment, phases: Sequence[PhaseText], share: float) -> list[Planned]:
    """Return every ladder of the plan, gaps first; a strength that is only hoped for is offered, no more.

    ``share`` is the part of the usable hours that strengths may take: whoever only does what worked before learns
    nothing new.
    """
    made = []
    for n, gap in enumerate(found.gaps):
        made += planned(answers, gap, n, "gap", gap_windows(gap), phases, found.tier.lite)
    left = share * found.usable
    for n, strength in enumerate(found.strengths):
        uses = planned(answers, strength, n, "strength", STRENGTH[:1] if found.to_prove else STRENGTH, phases, False)
        hours = sum(use.draft.hours for use in uses)
        if hours <= left:
            made += uses
            left -= hours
    return made


def steep_gap(found: Assessment) -> str:
    """Return the first gap that nobody climbs alone, or nothing."""
    return next((competency_name(gap) for gap in found.gaps if gap.gap > CLIMB), "")


def rung_phrases(rungs: Sequence[Planned]) -> list[Phrase]:
    """Return the texts of the rungs, three a rung, to be filled in one go."""
    return [
        Phrase(text, "", rung.names) for rung in rungs for text in (rung.rung.title, rung.rung.done_when, rung.rung.cue)
    ]


def ladder_drafts(rungs: Sequence[Planned], texts: Sequence[str]) -> list[Draft]:
    """Return the rungs as drafts with their filled texts, in the order of ``rung_phrases``."""
    return [
        rung.draft._replace(title=texts[3 * n], done_when=texts[3 * n + 1], cue=texts[3 * n + 2])
        for n, rung in enumerate(rungs)
    ]
