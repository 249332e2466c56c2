"""What a template says: one shape for base, family, role, seniority, situation and transition; and the catalogue.

Texts are kept as they stand in the file: Jinja that ``scaffold`` fills. See ``docs/templates.md`` for the meaning.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

Group = Literal[
    "manager", "team", "peer", "buddy", "mentor", "executive", "customer", "partner", "upstream", "downstream",
    "support", "predecessor", "old-manager",
]  # fmt: skip
Kind = Literal["knowledge", "craft", "people", "lead", "operate", "strategy"]
Axis = Literal["craft", "field"]
Level = Annotated[int, "0 to 4.", range(5)]


class Rung(NamedTuple):
    """One step of a ladder."""

    title: str
    hours: float
    done_when: str
    cue: str = ""
    span: int = 1  # weeks in a row that it goes on for


class GapLadder(NamedTuple):
    """From not knowing to showing it, a rung a phase."""

    learn: Rung
    practise: Rung
    demonstrate: Rung


class StrengthLadder(NamedTuple):
    """From offering help to others carrying it on, a rung a phase."""

    offer: Rung
    teach: Rung
    multiply: Rung


class Ladders(NamedTuple):
    """What a kind of competency falls back on."""

    gap: GapLadder
    strength: StrengthLadder


class Competency(NamedTuple):
    """Something a role needs and a person has more or less of."""

    id: str
    name: str
    kind: Kind
    meaning: str = ""
    proof: str = ""
    mode: bool = False
    neighbours: tuple[str, ...] = ()
    gap: GapLadder | None = None
    strength: StrengthLadder | None = None


class Catalogue(NamedTuple):
    """``competencies.yaml``."""

    kinds: Mapping[str, Ladders] = {}
    competencies: tuple[Competency, ...] = ()


class Need(NamedTuple):
    """How much of a competency a role needs."""

    id: str
    required: Level | None = None
    importance: Annotated[int | None, "3 core, 2 important, 1 useful", range(1, 4)] = None
    axis: Axis | None = None
    early: bool | None = None
    taught: bool | None = None
    name: str | None = None
    kind: Kind | None = None
    drop: bool = False


class Who(NamedTuple):
    """A kind of people who matter when nobody was named."""

    id: str
    group: Group | None = None
    who: str | None = None
    why: str | None = None
    ask: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class GoalText(NamedTuple):
    """An outcome and how one knows."""

    id: str
    title: str | None = None
    measure: str | None = None
    due: int | None = None
    checked_by: str | None = None
    stretch: bool | None = None
    when: str | None = None
    drop: bool = False


class ActionText(NamedTuple):
    """Something to do by a day."""

    id: str
    title: str | None = None
    day: int | None = None
    hours: float | None = None
    done_when: str | None = None
    repeat: str | None = None
    audience: str | None = None
    serves: tuple[str, ...] | None = None
    owner: str | None = None
    stretch: bool | None = None
    until: int | None = None
    steps: tuple[str, ...] = ()
    optional: bool | None = None
    span: int | None = None  # weeks in a row that it goes on for
    fixed: bool | None = None
    stages: tuple[str, ...] | None = None
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class FocusText(NamedTuple):
    """Two to four a phase: an intent, its goals, its actions."""

    id: str
    title: str | None = None
    lens: str | None = None
    weight: int | None = None
    serves: tuple[str, ...] | None = None
    groups: tuple[str, ...] | None = None
    intent: str | None = None
    text: str | None = None
    principle: str | None = None
    evidence: tuple[str, ...] | None = None
    goals: tuple[GoalText, ...] = ()
    actions: tuple[ActionText, ...] = ()
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class PhaseText(NamedTuple):
    """A span of days with a theme."""

    id: str
    title: str | None = None
    from_day: int | None = None
    to_day: int | None = None
    from_week: int | None = None
    to_week: int | None = None
    persona: str | None = None
    theme: str | None = None
    gate: str | None = None
    focus: tuple[FocusText, ...] = ()
    drop: bool = False
    open_ended: bool = False  # found out: no last day was said


class WinText(NamedTuple):
    """An early win worth proposing."""

    id: str
    title: str | None = None
    first_step: str | None = None
    result: str | None = None
    for_: str | None = None
    hours: float | None = None
    due: int | None = None
    effort: Literal["S", "M", "L"] | None = None
    serves: tuple[str, ...] | None = None
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class RiskText(NamedTuple):
    """A trap of the trade."""

    id: str
    risk: str | None = None
    sign: str | None = None
    response: str | None = None
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class QuestionText(NamedTuple):
    """What nobody can know before asking."""

    id: str
    question: str | None = None
    ask: str | None = None
    day: int | None = None
    why: str | None = None
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class DutyText(NamedTuple):
    """A kind of duty of the old role that needs a new owner."""

    id: str
    duty: str | None = None
    day: int | None = None
    done_when: str | None = None
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class ReviewText(NamedTuple):
    """A talk with the manager on a fixed day."""

    id: str
    day: int | None = None
    title: str | None = None
    hours: float | None = None
    done_when: str | None = None
    about: str | None = None
    questions: tuple[str, ...] | None = None
    every: int | None = None  # days after which it comes round again, until the plan ends
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class Load(NamedTuple):
    """What a kind of move leaves room for."""

    weeks: tuple[float, ...] | None = None
    people: float | None = None
    win_by: int | None = None
    strengths: float | None = None
    listen: int | None = None  # days of listening before the first change
    urgent: bool | None = None  # its win and its listening hold whatever else the move brings
    craft: int | None = None  # gaps of a craft that are climbed at once


class Levels(NamedTuple):
    """How much more or less of a competency is needed than the role says."""

    kinds: Mapping[Kind, int] = {}  # steps up or down, by kind of competency
    more: Mapping[str, int] = {}  # steps up, by competency
    inferred: Mapping[Axis, int] = {}  # steps that a rating loses which nobody gave: another house, another field
    at_least: Mapping[str, Level] = {}  # by competency, which is added where the role lacks it


class ChoiceText(NamedTuple):
    """One of the answers to a question of the wizard."""

    value: str
    title: str = ""
    hint: str = ""


class AskText(NamedTuple):
    """A question of the wizard: what is asked, how it is answered, and where the answer goes in the plan file."""

    id: str
    kind: Annotated[str, "what an answer is; ``interview.KINDS`` has them all"] = "text"
    ask: str = ""
    help: str = ""
    key: str = ""  # where the answer goes: "person.name"; the id if left out
    default: str = ""  # as somebody would type it, computed from the answers before
    example: str = ""
    choices: tuple[ChoiceText, ...] = ()
    choices_from: str = ""  # the templates of a kind are the choices
    when: str = ""
    flag: str = ""
    required: bool = False
    optional: bool = False
    unknown: bool = False
    quick: bool = False
    seconds: int = 15  # that people take for it
    note: str = ""  # of a note: the words before it
    field: str = ""  # of a question about each person, or for an entry: what it fills in, with commas between several


class BlockText(NamedTuple):
    """Questions that make one thing of a plan better."""

    id: str
    title: str
    improves: str = ""
    questions: tuple[AskText, ...] = ()


class Questions(NamedTuple):
    """``questions.yaml``."""

    id: str
    title: str
    questions: tuple[AskText, ...] = ()
    blocks: tuple[BlockText, ...] = ()


class ExtraText(NamedTuple):
    """A question of a role's own; its answer stands under ``extra:`` and is called ``extra.<id>`` in texts."""

    id: str
    question: str | None = None
    help: str | None = None
    default: str | None = None
    choices: tuple[ChoiceText, ...] = ()
    when: str | None = None
    drop: bool = False
    origin: str = ""  # stamped when templates are laid over one another: "role product-manager"


class Template(NamedTuple):
    """A base, family, role, seniority, situation or transition."""

    id: str
    title: str
    summary: str = ""
    extends: str = ""
    checked_on: str = ""
    mission: str = ""
    background: Mapping[str, Level] = {}
    competencies: tuple[Need, ...] = ()
    people: tuple[Who, ...] = ()
    phases: tuple[PhaseText, ...] = ()
    actions: tuple[ActionText, ...] = ()
    habits: tuple[ActionText, ...] = ()
    reviews: tuple[ReviewText, ...] = ()
    wins: tuple[WinText, ...] = ()
    risks: tuple[RiskText, ...] = ()
    questions: tuple[QuestionText, ...] = ()
    handover: tuple[DutyText, ...] = ()
    extra: tuple[ExtraText, ...] = ()
    documents: tuple[str, ...] = ()
    load: Load = Load()
    levels: Levels = Levels()
