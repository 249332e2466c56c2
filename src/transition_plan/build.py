"""Answers → plan: the arrows in their order, with the library that they need."""

from collections.abc import Mapping, Sequence

from .answers import Answers
from .assemble import Parts, assemble
from .assess import USABLE, assess
from .compose import lay_entries
from .dates import make_calendar
from .filling import fill_template
from .ladders import ladder_drafts, ladders, rung_phrases
from .library import background, compose, load_competencies
from .naming import names_for
from .plan import Plan
from .rendering import Environment, Phrase, fill_phrases
from .scaffold import scaffold
from .schedule import schedule
from .template import Need


def build_plan(answers: Answers, env: Environment) -> Plan:
    """Return the plan for checked answers; raises ``RenderFailed`` for a template's fault."""
    composed = compose(answers.role, answers.transitions)
    catalogue = load_competencies()
    template = composed.template
    needs: Sequence[Need] = lay_entries(template.competencies, answers.competencies, Need)
    calendar = make_calendar(answers.start, answers.working_days, answers.days_off)
    hours = weekly_hours(template.load.weeks or (), answers.hours)
    usable = USABLE * sum(hour * calendar.share(n) for n, hour in enumerate(hours, start=1))
    levels = background(answers.from_) if answers.from_ else {}
    found = assess(answers, needs, catalogue, levels, usable)
    names = names_for(answers, template)

    def fill(texts: Sequence[str]) -> Mapping[str, str]:
        return dict(zip(texts, fill_phrases(env, [Phrase(text, "") for text in texts], names), strict=True))

    filled = fill_template(template, fill)
    rungs = ladders(answers, found, [phase.id for phase in template.phases])
    drafts = ladder_drafts(rungs, fill_phrases(env, rung_phrases(rungs), names))
    content = scaffold(answers, filled, found, drafts)
    times = schedule(content.drafts, content.habits, calendar, hours)
    return assemble(Parts(answers, filled, found, content, times, calendar))


def weekly_hours(curve: Sequence[float], wished: float | None) -> list[float]:
    """Return the hours of each week: the move's curve, scaled so that its mean is what the person gave."""
    mean = sum(curve) / len(curve)
    return [hour * wished / mean for hour in curve] if wished else list(curve)
