"""What a person says: the shape of the plan file. Everything but ``role`` is optional.

The annotations are the schema: ``source.read`` builds these records from YAML, ``plan schema`` prints them, and the
first text of each ``Annotated`` is the field's documentation. ``"short"`` marks the field that a bare value stands for.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, NamedTuple

from .entries import UNKNOWN, Entry, Link, Private, Rhythm, is_private, is_unknown
from .road import Road

__all__ = ["UNKNOWN", "Entry", "Link", "Private", "Rhythm", "is_private", "is_unknown"]  # from a smaller module

Stage = Literal["exploring", "candidate", "accepted", "in-role", "closed"]
Group = Literal[
    "manager",
    "team",
    "peer",
    "buddy",
    "mentor",
    "executive",
    "customer",
    "partner",
    "upstream",
    "downstream",
    "support",
    "predecessor",
    "old-manager",
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Rating = Annotated[
    int | Literal["?"],
    "0 never did it, 1 with someone beside me, 2 with help, 3 alone and regularly, "
    "4 others come to me; ? if you don't know.",
    range(5),
]


class Person(NamedTuple):
    """Whose plan it is."""

    name: Annotated[str, "The name on the plan.", "short"] = ""
    tenure: Annotated[str, "How long with the organisation or in the field, in words: 7 years."] = ""
    headline: Annotated[str, "One line on who you are at work."] = ""
    why: Annotated[str, "Why you are moving."] = ""
    private: Private = ""


class PastRole(NamedTuple):
    """One step of the way here."""

    title: Annotated[str, "The role's title.", "short"]
    org: Annotated[str, "Where."] = ""
    from_: Annotated[str, "The year or month it began."] = ""
    to: Annotated[str, "The year or month it ended."] = ""


class Contact(NamedTuple):
    """Somebody, or a kind of people, who matters in the new role."""

    name: Annotated[str, "A name, or a kind of people: Account executives.", "short"]
    id: Annotated[str, "A short name for other entries to use; made from the name when left out."] = ""
    title: Annotated[str, "Their role."] = ""
    org: Annotated[str, "Their organisation or team."] = ""
    group: Annotated[Group, "What they are to you."] = "peer"
    many: Annotated[bool, "True for a kind of people rather than one person."] = False
    why: Annotated[str, "Why they matter; a noun or a half sentence."] = ""
    measured_on: Annotated[str, "What they are measured on."] = ""
    ask: Annotated[str, "What you want from them."] = ""
    offer: Annotated[str, "What you can give them."] = ""
    introduced_by: Annotated[str, "Who introduces you; a name or the id of another person."] = ""
    rhythm: Annotated[Rhythm | None, "How often you want to talk."] = None
    channel: Annotated[str, "How: call, e-mail update, site visit."] = ""
    day: Annotated[int | None, "The day of the first contact, counted from the start."] = None
    known: Annotated[bool, "True if you know each other: no introduction is planned."] = False
    private: Private = ""


class PartnerPerson(NamedTuple):
    """Somebody at a partner firm."""

    name: Annotated[str, "The name.", "short"]
    title: Annotated[str, "Their role."] = ""


class Partner(NamedTuple):
    """A firm you work with, and whom you know there."""

    firm: Annotated[str, "The firm.", "short"]
    people: Annotated[tuple[PartnerPerson, ...], "Whom you know there."] = ()
    note: Annotated[str, "What they are known for, or what you did together."] = ""
    next_step: Annotated[str, "What you want to do with them next."] = ""
    private: Private = ""


class Priority(NamedTuple):
    """Something the manager has named as important."""

    title: Annotated[str, "The priority in the manager's words.", "short"]
    measure: Annotated[str, "How it is measured."] = ""
    competencies: Annotated[tuple[str, ...], "What it takes; these gaps become urgent."] = ()
    private: Private = ""


class Evidence(NamedTuple):
    """Proof of something you can do."""

    title: Annotated[str, "What you did, as you would say it: Led the migration without the title.", "short"]
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    competency: Annotated[tuple[str, ...], "What it proves, by competency id; the first counts most."] = ()
    situation: Annotated[str, "What was the matter."] = ""
    action: Annotated[str, "What you did about it."] = ""
    result: Annotated[str, "What came of it."] = ""
    metric: Annotated[str, "The number: $420K, 31 % fewer calls."] = ""
    scale: Annotated[str, "How big: 60,000 seats, 12 sites."] = ""
    when: Annotated[str, "The date or the time."] = ""
    role_then: Annotated[str, "What you were then."] = ""
    people: Annotated[tuple[str, ...], "Who was in it or can confirm it."] = ()
    reused_by: Annotated[str, "Who uses it now."] = ""
    recognition: Annotated[str, "What others made of it: a prize, an invitation."] = ""
    status: Annotated[Literal["done", "ongoing"], "Ongoing work is a candidate for an early win."] = "done"
    proxy: Annotated[bool, "True for the role's work done without its title; weighs as much as a result."] = False
    links: Annotated[tuple[Link, ...], "Where it can be seen."] = ()
    private: Private = ""


class Certification(NamedTuple):
    """A certificate held, booked or planned."""

    code: Annotated[str, "The exam's code or name.", "short"]
    name: Annotated[str, "What it is called."] = ""
    status: Annotated[Literal["planned", "booked", "held", "expired", "retired"], "Where it stands."] = "planned"
    replaced_by: Annotated[str, "The code that follows a retired one."] = ""
    date: Annotated[str, "When it was or will be taken."] = ""
    expires: Annotated[str, "When it ends."] = ""
    checked_on: Annotated[str, "When you last looked whether it is still offered."] = ""
    competency: Annotated[str, "What it helps with, by competency id."] = ""
    private: Private = ""


class CarryOver(NamedTuple):
    """Unfinished work that you bring along."""

    title: Annotated[str, "The work.", "short"]
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    for_: Annotated[str, "Whom it is for."] = ""
    so_far: Annotated[str, "What is there already."] = ""
    next_step: Annotated[str, "What comes next."] = ""
    result: Annotated[str, "What done looks like."] = ""
    competency: Annotated[tuple[str, ...], "What it draws on, by competency id."] = ()
    win: Annotated[bool, "True if it can be an early win."] = True
    private: Private = ""


class Duty(NamedTuple):
    """Something of the old role that needs a new owner."""

    duty: Annotated[str, "The duty.", "short"]
    id: Annotated[str, "A short name; made from the duty when left out."] = ""
    to: Annotated[str, "Who takes it; ? if nobody has been named."] = UNKNOWN
    day: Annotated[int | None, "The day you stop, counted from the start of the new role."] = None
    note: Annotated[str, "What the new owner must know."] = ""
    private: Private = ""


class Learning(NamedTuple):
    """Something to read, hear, watch or try."""

    title: Annotated[str, "What.", "short"]
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    source: Annotated[str, "Where it comes from."] = ""
    rhythm: Annotated[Rhythm, "How often."] = "once"
    hours: Annotated[float, "Hours each time."] = 1.0
    day: Annotated[int | None, "The day it is due, if it happens once."] = None
    done_when: Annotated[str, "What shows that it was learnt."] = ""
    competency: Annotated[str, "What it helps with, by competency id."] = ""


class Win(NamedTuple):
    """An early win that you propose, or one of the role's that you leave out."""

    title: Annotated[str, "The win.", "short"] = ""
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    for_: Annotated[str, "Whose priority it serves."] = ""
    first_step: Annotated[str, "What to do first."] = ""
    result: Annotated[str, "What they will see."] = ""
    hours: Annotated[float, "What it costs you."] = 6.0
    due: Annotated[int, "The day the result is shown, counted from the start."] = 45
    competency: Annotated[tuple[str, ...], "What it draws on, by competency id."] = ()
    drop: Annotated[bool, "True leaves out the early win with this id, yours or the role's."] = False
    private: Private = ""


class Risk(NamedTuple):
    """What could go wrong."""

    risk: Annotated[str, "The risk.", "short"]
    id: Annotated[str, "A short name; made from the risk when left out."] = ""
    sign: Annotated[str, "How you would notice."] = ""
    response: Annotated[str, "What you would do."] = ""
    owner: Annotated[str, "Who watches it."] = ""
    day: Annotated[int | None, "The day to look again."] = None
    private: Private = ""


class Question(NamedTuple):
    """Something you don't know yet."""

    question: Annotated[str, "The question.", "short"] = ""
    id: Annotated[str, "A short name; made from the question when left out."] = ""
    ask: Annotated[str, "Who knows: a person's name or id, or a group such as manager."] = "manager"
    day: Annotated[int, "The day to have asked by."] = 14
    why: Annotated[str, "Why it matters."] = ""
    answer: Annotated[str, "The answer, once there is one: the question is not asked again."] = ""
    drop: Annotated[bool, "True leaves out a question of the template with this id."] = False
    private: Private = ""


class Outcome(NamedTuple):
    """What became of a goal or an early win."""

    id: Annotated[str, "The goal or early win.", "short"]
    title: Annotated[str, "What it was called."] = ""
    result: Annotated[str, "What showed it, or why not."] = ""


class Reply(NamedTuple):
    """What was said to a question of a review."""

    question: Annotated[str, "The question.", "short"]
    id: Annotated[str, "Its id in the plan, if it has one."] = ""
    answer: Annotated[str, "What was said."] = ""


class Held(NamedTuple):
    """What a review brought; plan review DAY --apply writes it."""

    day: Annotated[int, "The day of the review, counted from the start.", "short"]
    decisions: Annotated[tuple[str, ...], "What was decided."] = ()
    keep: Annotated[tuple[str, ...], "What to keep."] = ()
    change: Annotated[tuple[str, ...], "What to change."] = ()
    learnt: Annotated[tuple[str, ...], "What was learnt."] = ()
    met: Annotated[tuple[Outcome, ...], "Goals and early wins that were met."] = ()
    dropped: Annotated[tuple[Outcome, ...], "Goals and early wins that were given up."] = ()
    moved: Annotated[tuple[Outcome, ...], "Goals and early wins that got another day for a reason."] = ()
    said: Annotated[tuple[Reply, ...], "Questions and what was said to them."] = ()


class Note(NamedTuple):
    """A note to yourself; only the checklist shows it."""

    text: Annotated[str, "The note.", "short"]
    draft: Annotated[bool, "True for a thought that is not finished."] = False


class DaysOff(NamedTuple):
    """Days on which nothing is due."""

    from_: Annotated[date, "The first day off.", "short"]
    to: Annotated[date | None, "The last day off, if there are several."] = None
    note: Annotated[str, "What for; only the checklist shows it."] = ""


class Pause(NamedTuple):
    """A time in which the plan rests; what lies ahead of it moves by its length."""

    from_: Annotated[date, "The first day of it, after the start.", "short"]
    to: Annotated[date, "The last day of it."]
    note: Annotated[str, "What for; only the checklist shows it."] = ""


class Retro(NamedTuple):
    """What you say when the plan is closed."""

    done: Annotated[tuple[str, ...], "What you did that no action says."] = ()
    learnt: Annotated[tuple[str, ...], "What you learnt."] = ()
    thanks: Annotated[tuple[str, ...], "Whom you thank, and for what."] = ()
    teach: Annotated[str, "Whom you show what you learnt, and when."] = ""
    next: Annotated[str, "What your manager should be able to say at the end of the next cycle."] = ""


class CompetencyNeed(NamedTuple):
    """A change to what the role needs: add one, change one, drop one."""

    id: Annotated[str, "The competency.", "short"]
    name: Annotated[str | None, "Its name, if it is your own."] = None
    kind: Annotated[Literal["knowledge", "craft", "people", "lead", "operate", "strategy"] | None, "Its kind."] = None
    required: Annotated[int | None, "The level that the role needs.", range(5)] = None
    importance: Annotated[int | None, "3 core, 2 important, 1 useful.", range(1, 4)] = None
    axis: Annotated[Literal["craft", "field"] | None, "How one works, or what one works on."] = None
    early: Annotated[bool | None, "Needed in the first 30 days."] = None
    taught: Annotated[bool | None, "The employer teaches it formally."] = None
    drop: Annotated[bool, "True leaves it out."] = False


class GoalChange(NamedTuple):
    """The owner's own goal, or a change to the template's with the same id."""

    title: Annotated[str | None, "A state on a day.", "short"] = None
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    measure: Annotated[str | None, "How one knows."] = None
    due: Annotated[int | None, "The day, counted from the start."] = None
    checked_by: Annotated[str | None, "Who says so: a group such as manager, or a name."] = None
    stretch: Annotated[bool | None, "Yes if you would be glad of it and nobody counts on it."] = None
    drop: Annotated[bool, "True leaves it out."] = False


class ActionChange(NamedTuple):
    """The owner's own action, or a change to one with the same id."""

    title: Annotated[str | None, "What to do.", "short"] = None
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    day: Annotated[int | None, "The day it is due, counted from the start."] = None
    hours: Annotated[float | None, "What it takes."] = None
    done_when: Annotated[str | None, "What another person could see."] = None
    repeat: Annotated[Rhythm | None, "How often, if more than once."] = None
    audience: Annotated[str | None, "Who is to see it: inside, outside, both; or whom."] = None
    serves: Annotated[tuple[str, ...] | None, "Competency ids."] = None
    owner: Annotated[str | None, "Who does it, if it is not you: a person's name or id, or a group."] = None
    stretch: Annotated[bool | None, "Yes if it is only for when all else is done."] = None
    until: Annotated[int | None, "The last day of something that repeats."] = None
    steps: Annotated[tuple[str, ...], "What it takes, a line each; no boxes of their own."] = ()
    drop: Annotated[bool, "True leaves it out."] = False


class FocusChange(NamedTuple):
    """The owner's own focus area, or a change to the template's with the same id."""

    title: Annotated[str | None, "Its heading.", "short"] = None
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    intent: Annotated[str | None, "A verb phrase: earn the team's trust by …; the voice comes by the stage."] = None
    text: Annotated[str | None, "A paragraph in your own words, told as it stands."] = None
    lens: Annotated[Literal["customer", "business", "craft", "people", "self"] | None, "Seen from where."] = None
    principle: Annotated[str | None, "A line to remember, set apart."] = None
    serves: Annotated[tuple[str, ...] | None, "Competency ids."] = None
    groups: Annotated[tuple[Group, ...] | None, "Whom it is about."] = None
    evidence: Annotated[tuple[str, ...] | None, "Proof to tell here, by evidence id."] = None
    goals: Annotated[tuple[GoalChange, ...], "Goals, by id."] = ()
    actions: Annotated[tuple[ActionChange, ...], "Actions, by id."] = ()
    drop: Annotated[bool, "True leaves it out."] = False


class PhaseChange(NamedTuple):
    """The owner's changes to a phase."""

    id: Annotated[str, "Which phase: month-1, month-2 or month-3, or a name of your own for another.", "short"]
    title: Annotated[str | None, "Its heading: Month 1 (First 30 days)."] = None
    from_day: Annotated[int | None, "Its first day, counted from the start; after the phase before if left out."] = None
    to_day: Annotated[int | None, "Its last day; left out, the phase goes on to the end of the plan."] = None
    from_week: Annotated[int | None, "Its first week, instead of a day."] = None
    to_week: Annotated[int | None, "Its last week, instead of a day."] = None
    persona: Annotated[str | None, "Who you are in it, in a word: learner."] = None
    theme: Annotated[str | None, "What it is for, in a line."] = None
    gate: Annotated[str | None, "What must be true before the next begins."] = None
    focus: Annotated[tuple[FocusChange, ...], "Focus areas, by id."] = ()
    drop: Annotated[bool, "True leaves it out; where you have phases of your own, its content goes into those."] = False


class Post(NamedTuple):
    """What a public post says otherwise than the plan."""

    names: Annotated[
        Mapping[str, str], "What the public reads for a name: {Mercadero Foods: a grocer}; the name itself shows it."
    ] = {}
    above: Annotated[str, "Your own Markdown and HTML, above the plan."] = ""
    below: Annotated[str, "Your own Markdown and HTML, below the plan."] = ""


class Answers(NamedTuple):
    """A plan file: what one person says about one move."""

    role: Annotated[str, "The role you move into, by template id."]
    title: Annotated[str, "The role's title as you would write it."] = ""
    subtitle: Annotated[str, "A line under the title."] = ""
    from_: Annotated[str, "What you do now, by template id; pre-fills ratings, each marked as inferred."] = ""
    from_title: Annotated[str, "What you do now, in your words."] = ""
    from_org: Annotated[str, "Where you do it."] = ""
    stage: Annotated[Stage, "Where you are in the move."] = "accepted"
    start: Annotated[date | None, "The first day in the role."] = None
    transitions: Annotated[tuple[str, ...], "What kind of move it is, by template id."] = ()
    situation: Annotated[str, "What state the team is in, by template id; unknown if you don't know."] = ""
    seniority: Annotated[str, "How senior the role is, by template id; left out, the role is taken as written."] = ""
    org: Annotated[str, "The organisation you join."] = ""
    team: Annotated[str, "The team you join."] = ""
    product: Annotated[str, "The product or field you will work on."] = ""
    person: Annotated[Person, "You."] = Person()
    history: Annotated[tuple[PastRole, ...], "Your roles so far, oldest first."] = ()
    mission: Annotated[str, "What your manager should be able to say on day 90; ? if you don't know."] = UNKNOWN
    mantra: Annotated[str, "A line you work by."] = ""
    priorities: Annotated[tuple[Priority, ...], "What the manager has named, most important first."] = ()
    hours: Annotated[float | None, "Hours a week for the plan, besides the job."] = None
    working_days: Annotated[tuple[Weekday, ...], "The days you work."] = ("mon", "tue", "wed", "thu", "fri")
    days_off: Annotated[tuple[DaysOff, ...], "Days on which nothing is due."] = ()
    pause: Annotated[tuple[Pause, ...], "A time in which the plan rests, or several."] = ()
    people: Annotated[
        tuple[Contact, ...], "Who matters; ask and offer say what you want from them, and what you can give."
    ] = ()
    partners: Annotated[tuple[Partner, ...], "Firms you work with."] = ()
    ratings: Annotated[
        Mapping[str, Rating], "Where you stand, 0 to 4, by competency id; else inferred from what you do now."
    ] = {}
    manager_ratings: Annotated[
        Mapping[str, Annotated[int, "0 to 4.", range(5)]], "Where your manager sees you; it counts more than yours."
    ] = {}
    gaps: Annotated[
        tuple[str, ...], "Which gaps to close first, in this order, by competency id; else the plan's."
    ] = ()
    competencies: Annotated[tuple[CompetencyNeed, ...], "Your changes to what the role needs."] = ()
    evidence: Annotated[tuple[Evidence, ...], "Your proof, best first; a result that others can see counts most."] = ()
    certifications: Annotated[tuple[Certification, ...], "Certificates."] = ()
    learning: Annotated[tuple[Learning, ...], "What you want to read, hear or try."] = ()
    carry_over: Annotated[tuple[CarryOver, ...], "Unfinished work that you bring."] = ()
    handover: Annotated[tuple[Duty, ...], "Duties of the old role and who takes them."] = ()
    wins: Annotated[tuple[Win, ...], "Early wins you propose."] = ()
    risks: Annotated[tuple[Risk, ...], "What could go wrong."] = ()
    unknowns: Annotated[tuple[Question, ...], "What you don't know yet."] = ()
    reviews: Annotated[tuple[Held, ...], "What the reviews brought so far."] = ()
    later: Annotated[tuple[str, ...], "What you leave for after day 90, on purpose."] = ()
    notes: Annotated[tuple[Note, ...], "Notes to yourself; only the checklist shows them."] = ()
    actions: Annotated[tuple[ActionChange, ...], "Your changes to actions, habits and reviews of the whole plan."] = ()
    phases: Annotated[tuple[PhaseChange, ...], "Your own changes to the plan's content, by id."] = ()
    documents: Annotated[tuple[str, ...], "Which documents to write."] = ()
    id: Annotated[str, "What calendars and pages know this plan by; made of your name and the role if left out."] = ""
    chart: Annotated[bool, "No leaves the timeline chart out of plan.md."] = True
    road: Annotated[Road, "The road to the role: what happened, what you seek, who helps."] = Road()
    retro: Annotated[Retro, "What you say when the plan is closed."] = Retro()
    extra: Annotated[Mapping[str, str], "Answers to the questions that your role's template adds."] = {}
    post: Annotated[Post, "How the plan is told in public (`plan export post`)."] = Post()
    front_matter: Annotated[Mapping[str, object], "Keys to stand above plan.md, passed through as they are."] = {}
