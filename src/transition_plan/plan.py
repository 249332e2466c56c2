"""What comes out: one person's plan, composed and dated. Pure values; days are counted from the start, hours are hours.

Texts are as people typed them; a document escapes them. Whatever is private is marked so, and the documents that
others read leave it out.
"""

import datetime
from typing import NamedTuple

from .answers import Outcome, Retro
from .journey import Distance, Journey

FORMAT = 1
Date = datetime.date | None  # None in a plan without a start: its days are numbers


class Why(NamedTuple):
    """What put something into the plan: an answer, a gap, a strength or a template."""

    source: str  # "you", "gap", "strength", "base", "family", "role" or "transition"
    id: str  # of the competency, entry or template
    text: str


class Off(NamedTuple):
    """Days on which nothing is due."""

    start: datetime.date
    end: datetime.date
    private: str  # what for


class Link(NamedTuple):
    """Where a proof can be seen."""

    url: str
    label: str
    locator: str = ""
    access: str = "public"
    kind: str = "page"


class Proof(NamedTuple):
    """A piece of evidence, told once in a document."""

    id: str
    title: str
    situation: str = ""
    action: str = ""
    result: str = ""
    metric: str = ""
    scale: str = ""
    when: str = ""
    role_then: str = ""
    people: tuple[str, ...] = ()
    reused_by: str = ""
    recognition: str = ""
    ongoing: bool = False
    links: tuple[Link, ...] = ()
    proves: tuple[str, ...] = ()  # names of competencies, the first counts most
    private: bool | str = ""


class Level(NamedTuple):
    """Where the person stands on one competency; only their own documents say what a rating counts for."""

    competency: str
    name: str
    meaning: str
    required: int
    rating: int
    inferred: str  # where the rating comes from when the person did not give one
    unknown: bool  # the person answered ?
    counted: int  # what others can be told, for want of proof less than the rating
    manager: int | None = None  # what the manager says, which counts instead


class Step(NamedTuple):
    """A rung of a ladder with its date."""

    kind: str  # learn, practise, demonstrate; offer, teach, multiply
    action: str
    title: str
    day: int
    date: Date


class Strength(NamedTuple):
    """What the person brings and how it is put to use."""

    competency: str
    name: str
    meaning: str
    proofs: tuple[Proof, ...]
    proved: bool
    serves: str = ""  # the manager's priority that it helps
    channel: str = ""  # a strength in telling or teaching that carries it
    steps: tuple[Step, ...] = ()


class Gap(NamedTuple):
    """What the role needs and the person does not have yet."""

    competency: str
    name: str
    meaning: str
    rating: int
    inferred: str  # where the rating comes from when the person did not give one
    required: int
    target: int
    proof: str
    reason: str
    steps: tuple[Step, ...] = ()


class Goal(NamedTuple):
    """An outcome and how one knows."""

    id: str
    title: str
    measure: str
    day: int
    date: Date
    checked_by: str
    stretch: bool = False


class Action(NamedTuple):
    """Something to do by a day, with what shows that it is done."""

    id: str
    title: str
    day: int
    date: Date
    week: int  # 0 before the start
    weeks: int  # over how many weeks it is spread
    begin: Date  # when it is begun, if that is in an earlier week
    hours: float
    done_when: str
    cue: str
    repeat: str  # "" once, or weekly, monthly …
    audience: str
    fixed: bool
    private: bool
    why: Why
    owner: str = ""  # who does it, if it is not the person
    stretch: bool = False  # only for when all else is done
    until: Date = None  # the last day of what repeats and ends before the plan
    steps: tuple[str, ...] = ()


class FocusArea(NamedTuple):
    """An intent with its goals, actions and proof."""

    id: str
    title: str
    intent: str
    text: str
    principle: str
    lens: str
    people: tuple[str, ...]
    proofs: tuple[Proof, ...]
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    why: Why


class Phase(NamedTuple):
    """A span of days with a theme."""

    id: str
    title: str
    persona: str
    theme: str
    gate: str
    from_day: int
    to_day: int
    start: Date
    end: Date
    focus: tuple[FocusArea, ...]
    actions: tuple[Action, ...]  # that belong to no focus area
    open_ended: bool = False  # goes on to the end of the plan, and perhaps further


class PersonRow(NamedTuple):
    """Somebody in the plan, named or as a kind of people."""

    id: str
    name: str
    title: str
    org: str
    group: str
    why: str
    measured_on: str
    ask: str
    offer: str
    introduced_by: str
    rhythm: str
    channel: str
    day: int
    date: Date
    assumed: bool  # a kind of people from the template, nobody the person named
    known: bool
    in_circle: bool = False
    private: bool | str = ""


class Circle(NamedTuple):
    """People of one group who are met in one way: a line tells them better than a table."""

    group: str
    day: int
    date: Date
    rhythm: str
    channel: str
    members: tuple[PersonRow, ...]


class Firm(NamedTuple):
    """A partner firm and whom one knows there."""

    firm: str
    people: tuple[str, ...]  # "Ana Ruiz, CTO"
    note: str
    next_step: str


class Win(NamedTuple):
    """An early win to agree with the manager."""

    id: str
    title: str
    whom: str
    so_far: str
    result: str
    agree_day: int
    agree_by: Date
    due_day: int
    due: Date
    yours: bool  # named by the person, rather than a template's idea
    actions: tuple[str, ...]


class Risk(NamedTuple):
    """What could go wrong, and who watches it."""

    id: str
    risk: str
    sign: str
    response: str
    owner: str
    date: Date
    private: bool | str = ""


class Question(NamedTuple):
    """An unknown, with the person who knows and the day to have asked by."""

    id: str
    question: str
    ask: str
    day: int
    date: Date
    why: str
    private: bool | str = ""
    yours: bool = False  # the person's own, or one that their “?” asks


class Review(NamedTuple):
    """A talk on a fixed day."""

    id: str
    title: str
    day: int
    date: Date
    about: str  # what it is about, in a few words
    questions: tuple[str, ...]


class Held(NamedTuple):
    """A review that was held, and what it brought."""

    day: int
    date: Date
    decisions: tuple[str, ...]
    keep: tuple[str, ...]
    change: tuple[str, ...]
    learnt: tuple[str, ...]
    met: tuple[Outcome, ...]  # goals and early wins
    dropped: tuple[Outcome, ...]
    moved: tuple[Outcome, ...]  # those that got another day for a reason


class Handover(NamedTuple):
    """A duty of the old role and its new owner."""

    id: str
    duty: str
    to: str
    day: int
    date: Date
    note: str
    yours: bool  # named by the person, rather than a kind of duty that such a move has
    private: bool | str = ""


class Certification(NamedTuple):
    """Certificates that stand alike."""

    codes: tuple[str, ...]
    name: str
    status: str
    replaced_by: str
    date: str
    expires: str
    checked_on: str


class Parked(NamedTuple):
    """Left out on purpose."""

    kind: str  # "gap", "focus area", "action", "ladder", "win", "yours"
    title: str
    reason: str
    look_again: str  # a day, or "after day 90"
    id: str = ""  # of the competency, focus area, action or win; none for what the person only named


class Week(NamedTuple):
    """A week of the checklist; week 0 is the time before the start."""

    n: int
    from_day: int
    to_day: int
    start: Date
    end: Date
    hours: float
    capacity: float
    days_off: tuple[Off, ...]
    note: str
    begins: tuple[Action, ...]  # what is due in a later week and begun in this one
    actions: tuple[Action, ...]


class Opening(NamedTuple):
    """What a busy reader must have in a minute."""

    mission: str
    mission_known: bool
    outcomes: tuple[Goal, ...]


class Plan(NamedTuple):
    """One person's transition into one role."""

    format: int
    id: str  # stays when dates and texts change
    name: str
    headline: str
    tenure: str
    why_moving: str
    title: str
    subtitle: str
    role: str
    role_title: str
    stage: str
    again: bool  # a post that the person has already: the next 90 days, not the first
    transitions: tuple[str, ...]
    org: str
    team: str
    product: str
    manager: str
    old_role: str
    old_org: str
    history: tuple[str, ...]
    mantra: str
    priorities: tuple[str, ...]
    days: int  # the last day of the plan, 90 unless its phases say otherwise
    start: Date
    end: Date
    days_off: tuple[Off, ...]
    working_days: str  # “Mon to Thu”, or nothing for a full week
    dated: bool  # False when the start is only assumed
    hours: float
    hours_assumed: bool
    opening: Opening
    talk: Action | None  # in which manager and person agree what counts
    strengths: tuple[Strength, ...]
    more_proofs: tuple[Proof, ...]
    evidence: tuple[Proof, ...]  # all of it, in the person's order
    levels: tuple[Level, ...]
    gaps: tuple[Gap, ...]
    phases: tuple[Phase, ...]
    habits: tuple[Action, ...]
    people: tuple[PersonRow, ...]
    circles: tuple[Circle, ...]
    partners: tuple[Firm, ...]
    wins: tuple[Win, ...]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]
    reviews: tuple[Review, ...]
    held: tuple[Held, ...]  # reviews that were folded back, by their day
    handover: tuple[Handover, ...]
    certifications: tuple[Certification, ...]
    parked: tuple[Parked, ...]
    weeks: tuple[Week, ...]
    notes: tuple[str, ...]
    private: tuple[str, ...]  # private notes, for the person's own documents
    warnings: tuple[str, ...]
    shown_actions: int  # of a focus area in plan.md; the checklist has them all
    chart: bool
    extra: dict[str, str]  # answers to the questions that a role's template adds
    road: Journey
    distance: Distance
    retro: Retro
    next_cycle: dict[str, object]  # the beginning of the next plan file, once this plan is closed
    lean: bool  # the person's own facts fill the page: plan.md leaves out what repeats
    front_matter: dict[str, object]
