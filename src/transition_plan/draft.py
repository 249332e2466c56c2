"""A plan's content before it has dates: what ``scaffold`` makes and ``schedule`` places."""

from typing import NamedTuple

from .plan import Proof, Why

WHOLE_PLAN = ""  # the focus area of an action that belongs to none


class Room(NamedTuple):
    """How much of a plan a reader takes in: focus areas of each phase, then what a document shows of the rest."""

    areas: tuple[int, ...]
    actions: int  # of a focus area; the checklist has them all
    questions: int  # of the templates, beside the person's own
    risks: int
    lean: bool = False  # only what no manager would miss


class Draft(NamedTuple):
    """An action without a date: when it may begin, when it should be done, and what it is bound to."""

    id: str
    title: str
    hours: float
    first_day: int
    due_day: int
    why: Why
    phase: str
    last_day: int = 0  # of its phase: what belongs to a month is done in it or parked; 0 is the plan's last
    focus: str = WHOLE_PLAN
    done_when: str = ""
    cue: str = ""
    repeat: str = ""
    audience: str = ""
    fixed: bool = False  # stays on its day; everything else goes where there is room
    must: bool = False  # may move, but is never parked
    private: bool = False
    chain: str = ""  # actions of one chain are placed in order, or parked together
    rank: float = 50.0  # the lower, the earlier it is placed
    serves: tuple[str, ...] = ()
    owner: str = ""
    stretch: bool = False
    steps: tuple[str, ...] = ()
    span: int = 1  # weeks in a row that it goes on for: it is begun so many weeks before it is due


class GoalDraft(NamedTuple):
    """A goal without a date."""

    id: str
    title: str
    measure: str
    day: int
    checked_by: str
    stretch: bool = False


class FocusDraft(NamedTuple):
    """A focus area without dates."""

    id: str
    title: str
    intent: str
    text: str
    principle: str
    lens: str
    serves: tuple[str, ...]
    people: tuple[str, ...]
    proofs: tuple[Proof, ...]
    goals: tuple[GoalDraft, ...]
    why: Why


class PhaseDraft(NamedTuple):
    """A phase without dates."""

    id: str
    title: str
    persona: str
    theme: str
    gate: str
    from_day: int
    to_day: int
    focus: tuple[FocusDraft, ...]
    open_ended: bool = False
