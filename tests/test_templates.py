"""The templates that ship: each reads well alone, and every role goes with every kind of move."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple, get_args

import pytest

from transition_plan.answers import Answers
from transition_plan.assess import USABLE
from transition_plan.build import WORDS, build_plan
from transition_plan.compose import is_record
from transition_plan.documents import fill_documents
from transition_plan.filling import fill_template, texts_of
from transition_plan.horizon import lay_reviews
from transition_plan.library import (
    SHIPPED,
    compose,
    load_catalogue,
    load_competencies,
    load_layouts,
    load_template,
    template_ids,
)
from transition_plan.markdown import word_count
from transition_plan.naming import names_for
from transition_plan.plan import Plan, Week
from transition_plan.rendering import Environment, Phrase, environment, fill_phrases
from transition_plan.schedule import BOXES
from transition_plan.template import Catalogue, Group, Ladders, Template
from transition_plan.template_texts import BY_ONE_WORD, EVERYBODY, NOBODY

KINDS = ("role", "family", "seniority", "situation", "transition")
FILES = [(kind, name) for kind in KINDS for name in template_ids(kind)]
ROLES = [name for name in template_ids("role") if load_template("role", name).phases]
MOVES = template_ids("transition")
PHASES = {"month-1": (1, 30), "month-2": (31, 60), "month-3": (61, 90)}
COUNT = {"two": 2, "three": 3, "four": 4}
WEEKS_LONG = re.compile(r"\b(?:for|in|,) (?P<n>two|three|four) weeks\b|\bfor a month\b")
RUNGS = ("learn", "practise", "demonstrate", "offer", "teach", "multiply")
VAGUE = re.compile(r"\b(understand|get familiar|familiari[sz]e|learn about|build rapport)", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{\{|\{%|\bNone\b(?! of)|\bTODO\b|\bTBD\b|Undefined")
LADDER_NAMES = {
    "name": "prioritisation",
    "helper": "a colleague who does it well",
    "checker": "my manager",
    "proof": "my best example",
    "audience": "my team",
}


# People who named nobody, everybody, and everything in one word

WHO = {"nobody": NOBODY, "everybody": EVERYBODY, "by one word": BY_ONE_WORD}
PEOPLE = pytest.mark.parametrize("named", WHO)
EVERY_FILE = pytest.mark.parametrize(("kind", "name"), [*FILES, ("base", "base")])
EVERY_ROLE = pytest.mark.parametrize("role", ROLES)


class Entry(NamedTuple):
    """A record of a template, and where it stands: ``month-1.listen.sit-in``."""

    path: str
    record: Any


@cache
def raw(kind: str, name: str) -> Template:
    return load_template(kind, name)


@cache
def composed(role: str, *moves: str) -> Template:
    return compose(role, moves).template


@cache
def shared_environment() -> Environment:
    return environment(load_layouts(), None)


def fill(texts: Sequence[str], named: str, template: Template, **more: object) -> list[str]:
    """Return texts with a person's names in them; the place in an error is the template's name."""
    names = {
        **names_for(WHO[named], template),
        "steep_gap": "" if named == "nobody" else "prioritisation",
        "far": True,
        **more,
    }
    return fill_phrases(shared_environment(), [Phrase(text, template.id) for text in texts], names)


@cache
def filled(kind: str, name: str, named: str) -> Template:
    """Return a template with a person's names in it; what has a condition stays where it holds."""
    template = raw(kind, name)
    template = template._replace(reviews=lay_reviews(template.reviews, 90))
    return fill_template(template, lambda texts: dict(zip(texts, fill(texts, named, template), strict=True)))


def entries(record: Any, kind: str, path: str = "") -> Iterator[Entry]:
    """Yield the records of one list (``focus``, ``goals``, ``actions``), wherever they stand, without dropped ones."""
    for field, part in zip(record._fields, record, strict=True):
        for one in part if isinstance(part, tuple) and part and is_record(part[0]) else ():
            if not getattr(one, "drop", False):
                here = f"{path}.{one.id}".strip(".")
                if field == kind:
                    yield Entry(here, one)
                yield from entries(one, kind, here)


def acts(template: Template) -> list[Entry]:
    """Return everything that becomes a line of the checklist, by its title."""
    return [entry for kind in ("actions", "habits", "reviews") for entry in entries(template, kind)]


def none(found: Sequence[object]) -> None:
    """Fail with every offender, a line each."""
    assert not found, "\n".join(map(str, found))


def offending(found: Sequence[Entry], rule: Callable[[Any], object]) -> list[tuple[str, str]]:
    """Return the entries that break a rule, with their words."""
    return [(entry.path, str(entry.record.title)) for entry in found if not rule(entry.record)]


def texts(record: Any) -> Iterator[str]:
    """Yield every text of a filled record that a reader may see."""
    for field, part in zip(record._fields, record, strict=True):
        if isinstance(part, str) and field not in ("id", "when", "extends", "origin", "checked_on"):
            yield part
        elif isinstance(part, tuple):
            yield from (text for one in part if is_record(one) for text in texts(one))


# Each file alone


@EVERY_FILE
def test_every_template_reads_without_a_problem(kind: str, name: str) -> None:
    """A template has known keys only, is called like its file, and says what it is and when it was read through."""
    template = raw(kind, name)
    assert template.id == name
    assert template.title
    assert template.summary
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", template.checked_on)


@PEOPLE
@EVERY_FILE
def test_every_text_can_be_filled(kind: str, name: str, named: str) -> None:
    """Every text names only what there is, reads as one line, and leaves no mark of a template behind."""
    for text in texts(filled(kind, name, named)):
        assert not PLACEHOLDER.search(text)
        assert text == text.strip()
        assert "  " not in text


@PEOPLE
@EVERY_FILE
def test_every_condition_can_be_asked(kind: str, name: str, named: str) -> None:
    """Texts that stand behind a condition are filled too, whether it holds or not."""
    template = raw(kind, name)
    template = template._replace(reviews=lay_reviews(template.reviews, 90))
    found = list(texts_of(template))
    assert len(fill(found, named, template)) == len(found)


@EVERY_FILE
def test_an_intent_goes_on_after_i_will(kind: str, name: str) -> None:
    """An intent begins small, has no full stop, and is no longer than a breath: 24 words."""
    areas = list(entries(filled(kind, name, "nobody"), "focus"))
    intents = [(area.path, area.record.intent) for area in areas if area.record.intent]
    none([(path, intent) for path, intent in intents if not intent[0].islower()])
    none([(path, intent) for path, intent in intents if intent.endswith((".", "!", ";", ":"))])
    none([(path, intent) for path, intent in intents if len(intent.split()) > 24])


@EVERY_FILE
def test_titles_are_short(kind: str, name: str) -> None:
    """A focus area has six words, a name counted as one; an action nine, “my manager” and the like counted in full."""
    areas = list(entries(filled(kind, name, "by one word"), "focus"))
    none(offending(areas, lambda one: len((one.title or "").split()) <= 6))
    none(offending(acts(filled(kind, name, "nobody")), lambda one: len((one.title or "").split()) <= 9))


@EVERY_FILE
def test_titles_begin_with_a_capital_and_have_no_full_stop(kind: str, name: str) -> None:
    """A title looks like one wherever it stands."""
    template = filled(kind, name, "everybody")
    titled = [*entries(template, "focus"), *entries(template, "goals"), *acts(template), *entries(template, "wins")]
    said = [entry for entry in titled if entry.record.title]
    none(offending(said, lambda one: not one.title[0].islower() and not one.title.endswith((".", ";", ":"))))


@EVERY_FILE
def test_a_measure_can_be_seen(kind: str, name: str) -> None:
    """No goal and no measure asks somebody to understand something."""
    goals = list(entries(filled(kind, name, "nobody"), "goals"))
    none([(g.path, g.record.measure) for g in goals if VAGUE.search(f"{g.record.title} {g.record.measure}")])


@EVERY_FILE
def test_nobody_is_he_or_she(kind: str, name: str) -> None:
    """Texts do not know anybody's gender."""
    gendered = re.compile(r"\b(he|she|his|her|him|hers|himself|herself|guys|man-?hours?)\b", re.IGNORECASE)
    none([text for text in texts(filled(kind, name, "nobody")) if gendered.search(text)])


@EVERY_FILE
def test_nothing_is_claimed(kind: str, name: str) -> None:
    """A template holds no year, date, percentage or sum: nobody could prove it, and it would grow old."""
    claim = re.compile(r"\b(19|20)\d\d\b|\d ?%|[$€£]|\bper cent\b")
    none([text for text in texts(filled(kind, name, "nobody")) if claim.search(text)])


@EVERY_FILE
def test_names_are_known(kind: str, name: str) -> None:
    """Competencies, groups and families that a template refers to are there."""
    template, known = raw(kind, name), load_competencies()
    groups = set(get_args(Group))
    areas, goals = list(entries(template, "focus")), list(entries(template, "goals"))
    asked = [*entries(template, "questions")]
    assert template.extends in ("", *template_ids("family"))
    assert set(template.background) - known.keys() == set()
    assert {need.id for need in template.competencies} - known.keys() == set()
    for entry in [*areas, *acts(template), *entries(template, "wins")]:
        assert set(getattr(entry.record, "serves", None) or ()) - known.keys() == set(), entry.path
    none([a.path for a in areas if set(a.record.groups or ()) - groups])
    none([g.path for g in goals if g.record.checked_by not in (None, "self", *groups)])
    none([q.path for q in asked if q.record.ask not in (None, "old manager", *groups)])


@EVERY_FILE
def test_days_lie_in_their_month(kind: str, name: str) -> None:
    """What belongs to a month is due in it; what belongs to the whole plan is due within it, and never on day 0."""
    template = raw(kind, name)
    for phase in template.phases:
        first, last = PHASES[phase.id]
        dated = [(e.path, e.record.due) for e in entries(phase, "goals")]
        dated += [(e.path, e.record.day) for e in entries(phase, "actions")]
        assert [(path, day) for path, day in dated if day is not None and not first <= day <= last] == []
    whole: list[Any] = [*template.actions, *template.reviews, *template.questions, *template.handover]
    days = [(one.id, one.day) for one in whole if one.day is not None]
    none([(key, day) for key, day in days if day == 0 or not -60 <= day <= 90])
    none([win.id for win in template.wins if not 1 <= (win.due or 45) <= 60])


@EVERY_FILE
def test_an_id_stands_once_in_its_list(kind: str, name: str) -> None:
    """Entries with one id would be laid over one another, and one of them be lost."""
    template = raw(kind, name)
    records = [template, *template.phases, *(entry.record for entry in entries(template, "focus"))]
    lists = [part for record in records for part in record if isinstance(part, tuple) and part and is_record(part[0])]
    keys = [[one.id for one in part] for part in lists]
    none([key for ids in keys for key in set(ids) if ids.count(key) > 1])


def test_the_base_has_the_three_months() -> None:
    """Three phases of thirty days make the plan."""
    spans = {phase.id: (phase.from_day, phase.to_day) for phase in raw("base", "base").phases}
    assert spans == PHASES


@pytest.mark.parametrize("name", [*MOVES, "base"])
def test_a_move_gives_thirteen_weeks_or_none(name: str) -> None:
    """The hours of a move cover the whole plan."""
    weeks = raw("transition" if name in MOVES else "base", name).load.weeks
    assert weeks is None or (len(weeks) == 13 and min(weeks) > 0)


# The catalogue


def rungs(catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    """Yield every rung of every ladder with its path."""
    kinds: list[tuple[str, Ladders | Any]] = [*catalogue.kinds.items(), *((c.id, c) for c in catalogue.competencies)]
    for key, ladders in kinds:
        for kind in ("gap", "strength"):
            ladder = getattr(ladders, kind)
            yield from ((f"{key}.{field}", getattr(ladder, field)) for field in (ladder._fields if ladder else ()))


@cache
def catalogue() -> Catalogue:
    found: Catalogue = load_catalogue(SHIPPED)
    return found


def test_the_catalogue_hangs_together() -> None:
    """Every kind has ladders, every competency is there once, knows its kind and has neighbours that exist."""
    ids = [one.id for one in catalogue().competencies]
    assert len(ids) == len(set(ids))
    assert {one.kind for one in catalogue().competencies} <= catalogue().kinds.keys()
    assert {other for one in catalogue().competencies for other in one.neighbours} - set(ids) == set()
    none([one.id for one in catalogue().competencies if not (one.name and one.meaning and one.proof)])


def test_a_competencys_name_stands_inside_a_sentence() -> None:
    """A name begins small unless it is an abbreviation, and is no sentence."""
    names = [one.name for one in catalogue().competencies]
    none([name for name in names if name[0].isupper() and not name[:2].isupper()])
    none([name for name in names if len(name.split()) > 4 or name.endswith(".")])


@pytest.mark.parametrize("people", [LADDER_NAMES, {**LADDER_NAMES, "helper": "Ana Ruiz", "checker": "Ben Okafor"}])
def test_every_rung_can_be_filled(people: Mapping[str, object]) -> None:
    """Every step of every ladder has a short title, its hours and what shows that it is done, for whomever it is."""
    for path, rung in rungs(catalogue()):
        title, done, cue = fill([rung.title, rung.done_when, rung.cue], "nobody", Template("", ""), **people)
        assert title, path
        assert done, path
        assert not PLACEHOLDER.search(title + done + cue), path
        assert 0 < rung.hours <= 6, path


def test_every_rung_is_short() -> None:
    """A step's title has nine words, the competency's name and the colleague counted as one each."""
    short = {**LADDER_NAMES, "name": "it", "helper": "Ana", "checker": "Ben", "proof": "it", "audience": "them"}
    titles = [(path, fill([rung.title], "nobody", Template("", ""), **short)[0]) for path, rung in rungs(catalogue())]
    none([(path, title) for path, title in titles if len(title.split()) > 9])


def test_what_a_title_says_of_weeks_its_dates_hold() -> None:
    """Whoever is to do something for four weeks gets four weeks for it; the title says no more than the span."""
    named = [(path, rung.title, rung.span) for path, rung in rungs(catalogue())]
    every = [(kind, name, one) for kind, name in FILES for one in entries(raw(kind, name), "actions")]
    named += [(f"{kind}/{name}.{one.path}", one.record.title or "", one.record.span or 1) for kind, name, one in every]
    said = [(path, title, span, found) for path, title, span in named if (found := WEEKS_LONG.search(title))]
    assert len(said) >= 10
    none([one[:3] for one in said if one[2] < COUNT.get(one[3]["n"] or "", 4)])


# A role with what comes under it


@EVERY_ROLE
def test_a_role_is_whole(role: str) -> None:
    """Every area has a title, an intent, goals with a measure and a day; every action a day, hours and a done-when."""
    template = composed(role, *MOVES)
    areas, goals = list(entries(template, "focus")), list(entries(template, "goals"))
    actions = [*entries(template, "actions"), *entries(template, "reviews")]
    none(offending(areas, lambda one: one.title and one.intent and one.lens and one.weight and one.goals))
    none(offending(goals, lambda one: one.title and one.measure and one.due))
    none(offending(actions, lambda one: one.title and one.hours and one.done_when))
    assert [
        entry.path for entry in entries(template, "risks") if not (entry.record.risk and entry.record.response)
    ] == []
    none([entry.path for entry in entries(template, "questions") if not entry.record.question])


@EVERY_ROLE
def test_an_id_means_one_thing(role: str) -> None:
    """No two actions of a role share an id, nor with the steps of a ladder: the checklist's lines are told apart."""
    template = composed(role, *MOVES)
    ladder = [f"{need.id}-{kind}" for need in template.competencies for kind in RUNGS]
    steps = [f"{win.id}-{kind}" for win in template.wins for kind in ("begin", "agree", "show")]
    ids = [entry.record.id for entry in acts(template)] + ladder + steps
    none(sorted({one for one in ids if ids.count(one) > 1}))
    areas = [entry.record.id for entry in entries(template, "focus")]
    none(sorted({one for one in areas if areas.count(one) > 1}))


@EVERY_ROLE
def test_a_role_serves_what_it_asks_for(role: str) -> None:
    """Every competency that a role needs is carried by a focus area in two months at least."""
    template = composed(role)
    served = {
        need.id: sum(any(need.id in (area.serves or ()) for area in phase.focus) for phase in template.phases)
        for need in template.competencies
    }
    assert {key: months for key, months in served.items() if months < 2} == {}


@EVERY_ROLE
def test_a_role_says_what_it_needs(role: str) -> None:
    """Every need has a level, an importance and an axis; the role has a mission, wins, risks and questions."""
    template = composed(role)
    none([need.id for need in template.competencies if None in (need.required, need.importance, need.axis)])
    assert 6 <= len(template.competencies) <= 12
    assert template.mission
    assert min(len(template.wins), len(template.risks), len(template.questions)) >= 3
    none([phase.id for phase in template.phases if not (phase.persona and phase.theme and phase.gate)])


# Every role with every move at every stage


STAGES = ("candidate", "accepted", "in-role")
MIXES = [mix for size in range(3) for mix in combinations(MOVES, size)]
EVERY_MIX = pytest.mark.parametrize("moves", MIXES, ids=["+".join(mix) or "no move" for mix in MIXES])


@cache
def made(role: str, moves: tuple[str, ...], stage: Any) -> tuple[Plan, str, str]:
    """Return the plan of somebody who says no more than role, move and stage, and its two documents."""
    plan = build_plan(Answers(role, transitions=moves, stage=stage), shared_environment())
    shared, alone = fill_documents(plan, ["plan.md", "checklist.md"], shared_environment())
    return plan, shared.text, alone.text


@EVERY_MIX
@EVERY_ROLE
def test_a_plan_of_defaults_can_be_shown(role: str, moves: tuple[str, ...]) -> None:
    """At every stage: no mark of a template left, one to four focus areas a month, no longer than a manager reads."""
    for stage in STAGES:
        plan, shared, alone = made(role, moves, stage)
        assert not PLACEHOLDER.search(shared + alone), stage
        assert [len(phase.focus) for phase in plan.phases if not 1 <= len(phase.focus) <= 4] == [], stage
        assert word_count(shared) <= WORDS, stage


@EVERY_MIX
@EVERY_ROLE
def test_a_plan_of_defaults_fits_its_weeks(role: str, moves: tuple[str, ...]) -> None:
    """At every stage: no week is filled beyond four fifths of its hours, none has more than twelve boxes."""
    full = [
        f"{stage}, week {week.n}: {week.hours:g} h of {week.capacity:g}, "
        + ", ".join(f"{action.id} {action.hours:g} h" for action in week.actions)
        for stage in STAGES
        for week in made(role, moves, stage)[0].weeks
        if too_full(week)
    ]
    none(full)


def too_full(week: Week) -> bool:
    if week.n == 0:  # before the start there are no hours to fill
        return len(week.actions) > BOXES
    return week.hours > USABLE * week.capacity + 0.01 or len(week.actions) > BOXES
