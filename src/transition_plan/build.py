"""Answers → plan: the arrows in their order, with the library that they need."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from .answers import Answers
from .assemble import assemble
from .assess import USABLE, Assessment, assess
from .closing import is_again
from .compose import lay_actions, lay_entries, lay_levels_on
from .dates import Calendar, make_calendar, week_of
from .documents import fill_document
from .draft import Draft, Room
from .drafting import FIRST_OF_AREA, INSISTED_RANK
from .errors import PlanError
from .filling import fill_template
from .horizon import lay_owner, lay_reviews, length_of, plan_length
from .ladders import ladder_drafts, ladders, rung_phrases, steep_gap
from .library import (
    SHIPPED,
    Library,
    Mix,
    background,
    compose,
    find_text,
    ids_elsewhere,
    load_competencies,
    load_template,
)
from .markdown import word_count
from .naming import names_for
from .onward import with_road, without_elsewhere
from .plan import Parked, Plan
from .rendering import Environment, Phrase, fill_phrases
from .scaffold import Scaffold, scaffold
from .schedule import Schedule, schedule
from .telling import Parts
from .template import Need, Template

# From the fullest plan to the leanest: what a busy manager still reads decides.
ROOMS = (
    Room((3, 3, 3), actions=2, questions=6, risks=3),
    Room((3, 3, 2), actions=2, questions=5, risks=3),
    Room((3, 2, 2), actions=2, questions=5, risks=2),
    Room((2, 2, 2), actions=2, questions=4, risks=2),
    Room((2, 2, 2), actions=1, questions=3, risks=1),
    Room((2, 2, 2), actions=1, questions=2, risks=1, lean=True),
)
LADDERS = ("gap", "strength")
MOST_FIT = 3  # the room that most plans of defaults have
MUCH = 5  # people and proofs, from which a plan is likely to need the leanest
TRIES = 3  # other focus areas for those whose actions find no room even before all that can wait
REVIEW_WEEKS = (4, 8)  # and the last: for looking back and catching up
WORDS = 1200  # of plan.md (product.md)


class Begun(NamedTuple):
    """Where a plan begins: what is composed, where the person stands, the days and the hours."""

    template: Template
    found: Assessment
    calendar: Calendar
    hours: Sequence[float]


class Fitted(NamedTuple):
    """The plan that keeps within its words, its ``plan.md``, and what it was made of."""

    plan: Plan
    text: str
    parts: Parts


class Prepared(NamedTuple):
    """Everything about a plan that does not depend on how much of it fits."""

    answers: Answers
    template: Template
    found: Assessment
    rungs: Sequence[Draft]
    calendar: Calendar
    hours: Sequence[float]


def build_plan(answers: Answers, env: Environment, library: Library = SHIPPED) -> Plan:
    """Return the plan alone."""
    return build_fitting(answers, env, library)[0]


def build_fitting(answers: Answers, env: Environment, library: Library = SHIPPED) -> tuple[Plan, str]:
    """Return the fullest plan that keeps within the words a manager reads, or the leanest, and its ``plan.md``.

    How much fits is measured as if nothing paused: a pause moves dates and drops nothing.

    Raises:
        RenderFailed: a template or a layout is at fault.
    """
    fitted = build_fitted(answers, env, library)
    return fitted.plan, fitted.text


def build_fitted(answers: Answers, env: Environment, library: Library = SHIPPED) -> Fitted:
    """Return the same plan with what it was made of, for whoever asks why it holds what it holds."""
    ready = prepare(answers, env, library)
    straight = ready._replace(answers=ready.answers._replace(pause=()))
    tried: dict[int, Fitted] = {}

    def fits(n: int) -> bool:
        tried[n] = composed(straight, ROOMS[n], env)
        return word_count(tried[n].text) <= WORDS

    n = walk(likely_room(answers), len(ROOMS), fits)
    return composed(ready, ROOMS[n], env) if answers.pause else tried[n]


def composed(ready: Prepared, room: Room, env: Environment) -> Fitted:
    """Return the plan with so much in it, and its ``plan.md``."""
    parts = compose_parts(ready, room)
    plan = assemble(parts)
    return Fitted(plan, fill_document(plan, "plan.md", env), parts)


def likely_room(answers: Answers) -> int:
    """Return the room to begin with: who says much about themselves fills the page, and each try takes its time."""
    says_much = answers.phases or answers.history or len(answers.people) + len(answers.evidence) > MUCH
    return len(ROOMS) - 1 if says_much else MOST_FIT


def walk(start: int, count: int, fits: Callable[[int], bool]) -> int:
    """Return the first of ``count`` rooms that fits, or the last; nearly all are next to the one where it starts."""
    best = start
    if fits(best):
        while best and fits(best - 1):
            best -= 1
        return best
    while best < count - 1:
        best += 1
        if fits(best):
            break
    return best


def mix_of(answers: Answers) -> Mix:
    """Return what the answers lay over the role."""
    return Mix(answers.transitions, answers.situation, answers.seniority, answers.stage)


def begin(answers: Answers, library: Library = SHIPPED) -> Begun:
    """Read the library and assess the answers; no text of a template is filled."""
    template = compose(answers.role, mix=mix_of(answers), library=library).template
    catalogue = load_competencies(answers.competencies, library)
    levelled = lay_levels_on(template.competencies, template.levels, catalogue)
    needs: Sequence[Need] = lay_entries(levelled, answers.competencies, Need)
    length = plan_length(template.phases, answers.phases)
    template = template._replace(reviews=lay_reviews(template.reviews, length))
    calendar = make_calendar(answers.start, answers.working_days, answers.days_off)
    hours = weekly_hours(drawn_curve(template.load.weeks or (), length), answers.hours)
    usable = USABLE * sum(hour * calendar.share(n) for n, hour in enumerate(hours, start=1))
    levels = background(answers.from_, library) if answers.from_ else {}
    found = assess(answers, needs, catalogue, levels, usable, template.load.craft, template.levels.inferred)
    return Begun(template, found, calendar, hours)


def prepare(answers: Answers, env: Environment, library: Library = SHIPPED) -> Prepared:
    """Read the library, assess the answers, put the person's names into the texts."""
    answers = of_this_stage(with_road(with_old_title(answers, library)), library)
    template, found, calendar, hours = begin(answers, library)
    names = {**names_for(answers, template), "steep_gap": steep_gap(found), "far": found.far}

    def fill(texts: Sequence[str]) -> Mapping[str, str]:
        phrases = [Phrase(text, "") for text in texts]
        return dict(zip(texts, fill_located(env, phrases, names, library), strict=True))

    filled = lay_actions(fill_template(template, fill), answers.actions)
    filled = filled._replace(phases=lay_owner(filled.phases, answers.phases))
    planned = ladders(answers, found, filled.phases, template.load.strengths or 0.0)
    rungs = ladder_drafts(planned, fill_located(env, rung_phrases(planned), names, library))
    return Prepared(answers, filled, found, rungs, calendar, hours)


def of_this_stage(answers: Answers, library: Library) -> Answers:
    """Return the answers without changes that belong to the plan of another stage."""
    ids = [*(one.id for one in answers.phases), *(one.id for one in answers.actions)]
    return without_elsewhere(answers, ids_elsewhere(ids, answers.role, mix_of(answers), library))


def idle_areas(content: Scaffold, times: Schedule) -> set[tuple[str, str]]:
    """Return the template's focus areas for which no action found room: a goal that nothing leads to is no goal.

    The rung of a ladder that stands in an area leads to the level of its competency, not to the area's goal.
    """
    busy = {home(draft) for draft in content.drafts if draft.id in times.placed and draft.why.source not in LADDERS}
    areas = {(phase.id, area.id) for phase in content.phases for area in phase.focus if area.why.source != "you"}
    return areas - busy


def without_areas(content: Scaffold, empty: Collection[tuple[str, str]]) -> Scaffold:
    """Leave out focus areas for which there is no time at all, and say so; a phase keeps one in any case."""
    phases, parked = [], []
    for phase in content.phases:
        kept = [area for area in phase.focus if (phase.id, area.id) not in empty] or list(phase.focus[:1])
        gone = [area for area in phase.focus if area not in kept]
        phases.append(phase._replace(focus=tuple(kept)))
        parked += [
            Parked("focus area", area.title, "its weeks are full", "when hours are found", area.id) for area in gone
        ]
    return content._replace(phases=tuple(phases), parked=(*content.parked, *parked))


def home(draft: Draft) -> tuple[str, str]:
    """Return the phase and the focus area of an action."""
    return draft.phase, draft.focus


def insisted(draft: Draft, areas: Collection[tuple[str, str]]) -> Draft:
    """Let the first action of a focus area go before all that can wait: the area was chosen for this person.

    A rung stays with its ladder: what was not learnt is not shown.
    """
    if home(draft) not in areas or draft.rank >= FIRST_OF_AREA or draft.why.source in LADDERS:
        return draft
    return draft._replace(rank=INSISTED_RANK)


def with_old_title(answers: Answers, library: Library) -> Answers:
    """Return the answers with the old role called by its template's title where the person gave no other.

    Who stays where they are has no old role.
    """
    if answers.from_title or not answers.from_ or is_again(answers):
        return answers
    return answers._replace(from_title=load_template("role", answers.from_, library).title)


def fill_located(
    env: Environment, phrases: Sequence[Phrase], names: Mapping[str, object], library: Library
) -> list[str]:
    """Fill texts; where one is at fault, look up its file and line, which nobody needs before."""
    try:
        return fill_phrases(env, phrases, names)
    except PlanError:
        for phrase in phrases:
            try:
                fill_phrases(env, [phrase], names)
            except PlanError:
                fill_phrases(env, [phrase._replace(place=find_text(phrase.text, library))], names)
        raise


def compose_parts(ready: Prepared, room: Room) -> Parts:
    """Return what the plan with so much in it is made of."""
    idle: set[tuple[str, str]] = set()
    for _ in range(TRIES):
        content = scaffold(ready.answers, ready.template, ready.found, ready.rungs, room, idle)
        times, empty = place_insisting(ready, content)
        if empty <= idle:
            break
        idle |= empty
    content = without_areas(content, empty)
    return Parts(ready.answers, ready.template, ready.found, content, times, shown_calendar(ready.answers), room)


def shown_calendar(answers: Answers) -> Calendar:
    """Return the calendar in which the plan is told: it was placed as if nothing paused."""
    return make_calendar(answers.start, answers.working_days, answers.days_off, answers.pause)


def place_insisting(ready: Prepared, content: Scaffold) -> tuple[Schedule, set[tuple[str, str]]]:
    """Place everything, the first action of an area that found no room before what can wait; return what is empty."""
    urgent: set[tuple[str, str]] = set()
    while True:
        times = place(ready, [insisted(draft, urgent) for draft in content.drafts], content)
        empty = idle_areas(content, times)
        if empty <= urgent:
            return times, empty
        urgent |= empty


def place(ready: Prepared, drafts: Sequence[Draft], content: Scaffold) -> Schedule:
    """Give everything that has room its day."""
    return schedule(drafts, content.habits, ready.calendar, ready.hours, length_of(ready.template.phases))


def drawn_curve(curve: Sequence[float], length: int) -> list[float]:
    """Return the hours of a move for as many weeks as the plan has; the last week looks back."""
    weeks = week_of(length)
    if weeks == len(curve) or not curve:
        return list(curve)
    *most, last = curve
    return [most[min(n, len(most) - 1)] for n in range(weeks - 1)] + [last]


def weekly_hours(curve: Sequence[float], wished: float | None) -> list[float]:
    """Return the hours of each week: what the person gave, halved in review weeks, or else the move's curve."""
    if not wished:
        return list(curve)
    halved = {*REVIEW_WEEKS, len(curve)}
    return [wished / 2 if week in halved else wished for week in range(1, len(curve) + 1)]
