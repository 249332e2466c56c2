"""Answers → plan: the arrows in their order, with the library that they need."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .answers import Answers
from .assemble import assemble
from .assess import USABLE, Assessment, assess
from .compose import lay_actions, lay_entries
from .dates import Calendar, make_calendar
from .documents import fill_document
from .draft import Draft, Room
from .errors import PlanError
from .filling import fill_template
from .ladders import ladder_drafts, ladders, rung_phrases, steep_gap
from .library import background, compose, find_text, load_competencies
from .markdown import word_count
from .naming import names_for
from .plan import Plan
from .rendering import Environment, Phrase, fill_phrases
from .scaffold import scaffold
from .schedule import schedule
from .telling import Parts
from .template import Need, Template

# From the fullest plan to the leanest: what a busy manager still reads decides.
ROOMS = (
    Room((3, 3, 3), actions=2, questions=6, risks=3),
    Room((3, 3, 2), actions=2, questions=5, risks=3),
    Room((3, 2, 2), actions=2, questions=5, risks=2),
    Room((2, 2, 2), actions=2, questions=4, risks=2),
    Room((2, 2, 2), actions=1, questions=2, risks=1, lean=True),
)
WORDS = 1200  # of plan.md (product.md)


class Prepared(NamedTuple):
    """Everything about a plan that does not depend on how much of it fits."""

    answers: Answers
    template: Template
    found: Assessment
    rungs: Sequence[Draft]
    calendar: Calendar
    hours: Sequence[float]


def build_plan(answers: Answers, env: Environment) -> Plan:
    """Return the fullest plan that keeps within the words a manager reads, or the leanest.

    Raises:
        RenderFailed: a template or a layout is at fault.
    """
    ready = prepare(answers, env)
    for room in ROOMS:
        plan = compose_plan(ready, room)
        if word_count(fill_document(plan, "plan.md", env)) <= WORDS:
            break
    return plan


def prepare(answers: Answers, env: Environment) -> Prepared:
    """Read the library, assess the answers, put the person's names into the texts."""
    composed = compose(answers.role, answers.transitions)
    catalogue = load_competencies(answers.competencies)
    template = composed.template
    needs: Sequence[Need] = lay_entries(template.competencies, answers.competencies, Need)
    calendar = make_calendar(answers.start, answers.working_days, answers.days_off)
    hours = weekly_hours(template.load.weeks or (), answers.hours)
    usable = USABLE * sum(hour * calendar.share(n) for n, hour in enumerate(hours, start=1))
    levels = background(answers.from_) if answers.from_ else {}
    found = assess(answers, needs, catalogue, levels, usable)
    names = {**names_for(answers, template), "steep_gap": steep_gap(found)}

    def fill(texts: Sequence[str]) -> Mapping[str, str]:
        return dict(zip(texts, fill_located(env, [Phrase(text, "") for text in texts], names), strict=True))

    filled = lay_actions(fill_template(template, fill), answers.actions)
    planned = ladders(answers, found, template.phases, template.load.strengths or 0.0)
    rungs = ladder_drafts(planned, fill_located(env, rung_phrases(planned), names))
    return Prepared(answers, filled, found, rungs, calendar, hours)


def fill_located(env: Environment, phrases: Sequence[Phrase], names: Mapping[str, object]) -> list[str]:
    """Fill texts; where one is at fault, look up its file and line, which nobody needs before."""
    try:
        return fill_phrases(env, phrases, names)
    except PlanError:
        for phrase in phrases:
            try:
                fill_phrases(env, [phrase], names)
            except PlanError:
                fill_phrases(env, [phrase._replace(place=find_text(phrase.text))], names)
        raise


def compose_plan(ready: Prepared, room: Room) -> Plan:
    """Return the plan with so much in it."""
    content = scaffold(ready.answers, ready.template, ready.found, ready.rungs, room)
    times = schedule(content.drafts, content.habits, ready.calendar, ready.hours)
    return assemble(Parts(ready.answers, ready.template, ready.found, content, times, ready.calendar, room))


def weekly_hours(curve: Sequence[float], wished: float | None) -> list[float]:
    """Return the hours of each week: the move's curve, scaled so that its mean is what the person gave."""
    mean = sum(curve) / len(curve)
    return [hour * wished / mean for hour in curve] if wished else list(curve)
