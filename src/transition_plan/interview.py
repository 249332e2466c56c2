"""The interview: which question comes next, what its page shows, and what an answer changes in the plan file's data.

Questions are data (``questions.yaml`` and a role's ``extra``). The tree is what a plan file holds, as plain values; the
terminal, the clock and the disk are somebody else's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from .answers import UNKNOWN, Answers
from .assess import Assessment
from .build import begin
from .errors import InvalidFile, PlanError
from .gate import check_answers
from .ladders import competency_name
from .library import Library, has_plan, load_questions, load_template, template_ids
from .pages import Choice, Given, Page, Row
from .planfile import write_plan_file
from .rendering import Environment, Phrase, fill_phrases
from .replies import (
    WrongReply,
    joined_people,
    listed,
    merged,
    read_date,
    read_hours,
    read_people,
    read_proof,
    value_at,
)
from .slips import not_one_of
from .template import AskText, BlockText, ExtraText

Tree = Mapping[str, object]
GENERIC = "generic-professional"
OWN_ROLE = "role-match"  # asked when somebody typed a title of their own
STRENGTHS = 3  # that proof is asked for
CLOSEST = 3  # roles offered for a title of one's own


Fill = Callable[[Sequence[str], Mapping[str, object]], Sequence[str]]


class Setting(NamedTuple):
    """What an interview goes by."""

    library: Library
    fill: Fill  # puts names into texts, those of strangers within limits
    day: date  # today


class Asked(NamedTuple):
    """A question as it is asked now: one for each strength, or each person, where its kind has several."""

    ask: AskText
    about: str = ""  # the competency or person it is about


# What comes next


def questions_now(tree: Tree, setting: Setting, *, quick: bool = False) -> list[Asked]:
    """Return every question of the interview as far as the answers decide it, in order."""
    asks = [one for one in load_questions(setting.library).questions if one.quick or not quick]
    extras = [] if quick else [extra_ask(one) for one in role_extras(tree, setting)]
    every = [Asked(ask) for ask in (*asks, *extras) if holds(ask.when, tree, setting)]
    return [asked for one in every for asked in several(one, tree, setting)]


def block_questions(block: BlockText, tree: Tree, setting: Setting) -> list[Asked]:
    """Return the questions of a block of ``--deep``."""
    return [asked for ask in block.questions for asked in several(Asked(ask), tree, setting)]


def several(asked: Asked, tree: Tree, setting: Setting) -> list[Asked]:
    """Return one question for each strength to prove or each person, or the question itself."""
    if asked.ask.kind == "proof":
        found = standing(tree, setting)
        return [asked._replace(about=one) for one in to_prove(found)] if found else []
    if asked.ask.kind == "each-person":
        people = value_at(tree, "people") or []
        return [asked._replace(about=str(one["name"])) for one in people if not one.get(asked.ask.field)]  # type: ignore[attr-defined]
    if asked.ask.kind == "gaps":
        found = standing(tree, setting)
        return [asked] if found and len(found.gaps) + len(found.parked_gaps) > 1 else []
    return [asked]


def role_extras(tree: Tree, setting: Setting) -> Sequence[ExtraText]:
    """Return the questions that the chosen role adds."""
    role = str(tree.get("role", ""))
    return load_template("role", role, setting.library).extra if role in template_ids("role", setting.library) else ()


def extra_ask(extra: ExtraText) -> AskText:
    """Return a role's own question as one of the interview's."""
    return AskText(
        extra.id,
        "choice" if extra.choices else "text",
        extra.question or extra.id,
        extra.help or "",
        f"extra.{extra.id}",
        extra.default or "",
        choices=extra.choices,
        optional=True,
        when=extra.when or "",
    )


def is_answered(asked: Asked, tree: Tree) -> bool:
    """Tell whether flags or a file gave the answer, so that nobody is asked."""
    there = value_at(tree, key_of(asked.ask))
    if asked.ask.kind == "proof":
        return any(asked.about in proved_by(one) for one in there or [])  # type: ignore[attr-defined]
    return there is not None


def proved_by(entry: Mapping[str, Any]) -> list[str]:
    """Return the competencies that a piece of evidence proves."""
    said = entry.get("competency", [])
    return [said] if isinstance(said, str) else list(said)


def missing(tree: Tree, setting: Setting) -> list[AskText]:
    """Return the questions that must have an answer and have none."""
    return [one.ask for one in questions_now(tree, setting) if one.ask.required and not is_answered(one, tree)]


def key_of(ask: AskText) -> str:
    """Return where the answer goes."""
    return ask.key or ask.id


def told_progress(done: int, asked: Sequence[Asked], later: Sequence[str] = ()) -> str:
    """Return “4 of 12, about 3 minutes left”; several proofs are one question, ``later`` may still come."""
    ids = list(dict.fromkeys([*(one.ask.id for one in asked[: done + 1]), *later, *(one.ask.id for one in asked)]))
    left = sum(one.ask.seconds for one in asked[done:])
    minutes = max(1, round(left / 60))
    about = "less than a minute left" if left < 45 else f"about {minutes} minute{'s' if minutes > 1 else ''} left"
    return f"{ids.index(asked[done].ask.id) + 1} of {len(ids)}, {about}"


# What a page shows


def page_for(asked: Asked, tree: Tree, setting: Setting, progress: str = "") -> Page:
    """Return the page of a question."""
    ask = asked.ask
    names = {**names_of(tree), "strength": "", "person": asked.about, "most": 0}
    if ask.kind == "proof":
        names["strength"] = name_of(asked.about, tree, setting)
    page = Page(
        ask.id,
        "text",
        "",
        progress=progress,
        unknown=ask.unknown,
        optional=ask.optional or ask.kind in ("note", "risk", "unknown", "win", "carry", "exams", "learning"),
        check=lambda given: wrong(asked, given, tree, setting),
    )
    page, more = LAYOUTS.get(ask.kind, text_page)(page, asked, tree, setting)
    said, help_text = filled([ask.ask, ask.help], {**names, **more}, setting)
    return page._replace(ask=said, help=help_text)


Layout = Callable[[Page, Asked, Tree, Setting], tuple[Page, Mapping[str, object]]]


def text_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return a page for a line of text, with what stands there now, or the default."""
    there = value_at(tree, key_of(asked.ask))
    if asked.ask.kind == "people" and isinstance(there, list):
        there = joined_people(there)
    shown = there if isinstance(there, str | int | float | date) else default_of(asked.ask, tree, setting)
    return page._replace(default=str(shown)), {}


def role_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return a page that finds one of many roles; a title of one's own is an answer, too."""
    roles = [(role, load_template("role", role, setting.library)) for role in template_ids("role", setting.library)]
    choices = [
        Choice(role, template.title, template.summary)
        for role, template in roles
        if asked.ask.kind == "from" or has_plan(role, setting.library)
    ]
    key = key_of(asked.ask)
    there = tree.get("title" if key == "role" else f"{key}_title") or tree.get(key) or ""
    return page._replace(kind="search", choices=tuple(choices), default=str(there)), {}


def choice_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return a page with a few choices."""
    there = value_at(tree, key_of(asked.ask)) or default_of(asked.ask, tree, setting)
    return page._replace(kind="choice", choices=choices_of(asked.ask, setting), default=str(there)), {}


def choices_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return a page on which several choices may be marked."""
    there = value_at(tree, key_of(asked.ask))
    marked = tuple(there) if isinstance(there, list | tuple) else tuple(default_of(asked.ask, tree, setting).split())
    return page._replace(kind="choices", choices=choices_of(asked.ask, setting), default=marked, optional=True), {}


def ratings_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return the page of all the competencies of the role, with what is inferred filled in."""
    found = standing(tree, setting)
    rows = tuple(
        Row(
            one.need.id,
            competency_name(one),
            one.competency.meaning,
            one.need.required or 0,
            "?" if one.unknown else one.rating,
            inferred_from(one.inferred, tree, setting),
        )
        for one in (found.standings if found else ())
        if one.need.required
    )
    return page._replace(kind="ratings", rows=rows, default={row.id: row.level for row in rows}), {}


def inferred_from(source: str, tree: Tree, setting: Setting) -> str:
    """Return where a level comes from, in words."""
    if not source:
        return ""
    known = source in template_ids("role", setting.library)
    return f"from {load_template('role', source, setting.library).title}" if known else "a guess"


def gaps_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return the page on which the gaps are put in order."""
    found = standing(tree, setting)
    gaps = (*found.gaps, *found.parked_gaps) if found else ()
    choices = tuple(
        Choice(one.need.id, competency_name(one), f"you {one.rating}, the role {one.need.required}") for one in gaps
    )
    most = found.tier.gaps if found else 0
    return page._replace(
        kind="order", choices=choices, default=tuple(one.value for one in choices), most=min(most, len(choices))
    ), {"most": min(most, len(choices))}


LAYOUTS: dict[str, Layout] = {
    "role": role_page,
    "from": role_page,
    "choice": choice_page,
    "choices": choices_page,
    "ratings": ratings_page,
    "gaps": gaps_page,
}


def choices_of(ask: AskText, setting: Setting) -> tuple[Choice, ...]:
    """Return what may be chosen: what the question lists, or the templates of a kind."""
    if not ask.choices_from:
        return tuple(Choice(one.value, one.title or one.value, one.hint) for one in ask.choices)
    found = [
        load_template(ask.choices_from, name, setting.library)
        for name in template_ids(ask.choices_from, setting.library)
    ]
    return tuple(Choice(one.id, one.title, one.summary) for one in found)


def default_of(ask: AskText, tree: Tree, setting: Setting) -> str:
    """Return the default of a question, as somebody would type it."""
    return filled([ask.default], names_of(tree), setting)[0] if ask.default else ""


# What an answer changes


def answered(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Return the data with an answer in it.

    Raises:
        WrongReply: the answer cannot be taken; the message is one line with an example.
    """
    return KINDS[asked.ask.kind](asked, given, tree, setting)


def wrong(asked: Asked, given: Given, tree: Tree, setting: Setting) -> str:
    """Return what is wrong with an answer, in one line, or nothing."""
    if given in ("", (), {}) and asked.ask.required:
        return f"this one is needed: {asked.ask.example}"
    try:
        changed = answered(asked, given, tree, setting)
        if "role" in changed:
            check(changed, setting)
    except WrongReply as reply:
        return str(reply)
    except InvalidFile as error:
        return error.problems[0].text
    return ""


def put_text(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a line of text."""
    return merged(tree, key_of(asked.ask), one_line(given))


def one_line(given: Given) -> str:
    """Return a text with its line breaks as blanks."""
    return " ".join(str(given).split())


def put_role(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a role's id, or a title of one's own with the closest role until somebody chooses."""
    text = one_line(given)
    kept = merged(merged(merged(tree, "role", None), "ratings", None), "gaps", None) if tree.get("role") else dict(tree)
    if text in template_ids("role", setting.library):
        return merged({"role": text, **kept}, "role", text)
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text):  # meant as an id
        raise WrongReply(not_one_of("role", text, template_ids("role", setting.library)) + "; or write a title")
    return {**kept, "role": closest_roles(text, setting)[0], "title": text}


def closest_roles(title: str, setting: Setting) -> list[str]:
    """Return the roles whose titles are most like a text, then the one that fits everybody."""
    titles = {
        load_template("role", role, setting.library).title.lower(): role
        for role in template_ids("role", setting.library)
        if has_plan(role, setting.library)
    }
    said = title.lower()
    words = [name for name in titles if set(name.split()) & set(said.replace(",", " ").split()) - COMMON]
    near = get_close_matches(said, titles, n=CLOSEST, cutoff=0.5)
    found = dict.fromkeys(titles[name] for name in (*near, *words))
    return [*[role for role in found if role != GENERIC][:CLOSEST], GENERIC]


COMMON = {"of", "the", "and", "for", "senior", "junior", "lead", "head", "manager", "specialist", "professional", "&"}


def put_from(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take the present role: its id, or a title of the person's own."""
    text = one_line(given)
    known = text in template_ids("role", setting.library)
    return merged(merged(tree, "from", text if known else None), "from_title", None if known else text)


def put_choice(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take one of a few answers."""
    text = one_line(given)
    values = [one.value for one in choices_of(asked.ask, setting)]
    if text and text not in values:
        raise WrongReply(f"'{text}' is not one of {', '.join(values)}")
    return merged(tree, key_of(asked.ask), text)


def put_choices(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take several of a list."""
    values = [one.value for one in choices_of(asked.ask, setting)]
    chosen = listed(given, ",; ") if isinstance(given, str) else list(given)
    for one in chosen:
        if one not in values:
            near = get_close_matches(one, values, 1)
            raise WrongReply(f"there is no '{one}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    return merged(tree, key_of(asked.ask), chosen)


def put_date(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a day; an unknown one leaves the plan without dates."""
    day = read_date(one_line(given), setting.day)
    return merged(tree, key_of(asked.ask), None if day == UNKNOWN else date.fromisoformat(day))


def put_people(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take people; whoever was there already keeps what was known of them, and Enter changes nothing."""
    if one_line(given) == joined_people(value_at(tree, "people") or []):  # type: ignore[arg-type]
        return dict(tree)
    there = {one["name"]: one for one in value_at(tree, "people") or []}  # type: ignore[attr-defined]
    people = [{**there.get(one["name"], {}), **one} for one in read_people(str(given))]
    return merged(tree, "people", people)


def put_ratings(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take the levels that the person gave."""
    if not isinstance(given, Mapping):
        raise WrongReply("rate from 0 to 4, ? if you don't know")
    return merged(tree, "ratings", {**given})


def put_gaps(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take an order of gaps, nothing where it is the computed one."""
    found = standing(merged(tree, "gaps", None), setting)
    usual = [one.need.id for one in (*found.gaps, *found.parked_gaps)] if found else []
    chosen = listed(given, ",; ") if isinstance(given, str) else list(given)
    unknown = [one for one in chosen if one not in usual]
    if unknown:
        raise WrongReply(f"'{unknown[0]}' is none of your gaps; they are {', '.join(usual)}")
    most = found.tier.gaps if found else 0
    return merged(tree, "gaps", None if chosen[:most] == usual[:most] else chosen[:most])


def put_proof(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take a piece of evidence for one competency; asked again, it replaces what was said."""
    there = list(value_at(tree, "evidence") or [])  # type: ignore[call-overload]
    others = [one for one in there if asked.about not in proved_by(one)] if asked.ask.seconds else there
    text = one_line(given)
    return merged(tree, "evidence", [*others, *([read_proof(text, asked.about)] if text else [])])


def put_hours(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take hours a week, and days off."""
    found = read_hours(one_line(given))
    return merged(
        merged(tree, "hours", found["hours"]), "days_off", found.get("days_off") or value_at(tree, "days_off")
    )


def put_each(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Take what is said about one person."""
    text = one_line(given)
    people = [
        {**one, asked.ask.field: text} if one.get("name") == asked.about and text else one
        for one in value_at(tree, "people") or []  # type: ignore[attr-defined]
    ]
    return merged(tree, "people", people)


def adding(make: Callable[[str, AskText], Sequence[object]]) -> "Put":
    """Return what appends entries to a list of the plan file."""

    def put(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
        there = list(value_at(tree, key_of(asked.ask)) or [])  # type: ignore[call-overload]
        text = one_line(given)
        return merged(tree, key_of(asked.ask), [*there, *(make(text, asked.ask) if text else [])])

    return put


Put = Callable[[Asked, Given, Tree, Setting], dict[str, object]]
KINDS: dict[str, Put] = {
    "role": put_role,
    "from": put_from,
    "choice": put_choice,
    "choices": put_choices,
    "date": put_date,
    "text": put_text,
    "people": put_people,
    "ratings": put_ratings,
    "proof": put_proof,
    "gaps": put_gaps,
    "hours": put_hours,
    "each-person": put_each,
    "note": adding(lambda text, ask: [f"{ask.note}: {text}" if ask.note else text]),
    "risk": adding(lambda text, _: [text]),
    "unknown": adding(lambda text, _: [{"question": text}]),
    "win": adding(lambda text, _: [text]),
    "carry": adding(lambda text, _: [text]),
    "priorities": adding(lambda text, _: listed(text)),
    "exams": adding(lambda text, _: listed(text, ",;")),
    "learning": adding(lambda text, _: listed(text)),
}


# What the answers make of the plan so far


def check(tree: Tree, setting: Setting) -> Answers:
    """Return the answers of a tree as the plan file's gate takes them; raises ``InvalidFile``."""
    return check_answers(write_plan_file(tree).encode(), "plan.yaml", (), setting.library)


def standing(tree: Tree, setting: Setting) -> Assessment | None:
    """Return where the person stands on what the role needs, nothing before there is a role."""
    if not tree.get("role"):
        return None
    try:
        return begin(check(tree, setting), setting.library).found
    except PlanError:
        return None


def to_prove(found: Assessment) -> list[str]:
    """Return the competencies that proof is asked for: rated 3 or more, the most important first."""
    rated = [one for one in found.standings if one.rating >= 3 and not one.inferred]
    ranked = sorted(rated, key=lambda one: (-(one.need.importance or 1), -one.rating))
    return [one.need.id for one in ranked[:STRENGTHS]]


def name_of(competency: str, tree: Tree, setting: Setting) -> str:
    """Return a competency's name."""
    found = standing(tree, setting)
    return next((competency_name(one) for one in (found.standings if found else ()) if one.need.id == competency), "")


def names_of(tree: Tree) -> dict[str, object]:
    """Return what the texts of the questions may name."""
    said = {"stage": "accepted", "from": "", "role": "", "transitions": [], **tree}
    return {"said": {key: value for key, value in said.items() if isinstance(value, str | int | float | list | tuple)}}


def holds(when: str, tree: Tree, setting: Setting) -> bool:
    """Tell whether a question is asked at all."""
    return not when or bool(filled([f"{{% if {when} %}}yes{{% endif %}}"], names_of(tree), setting)[0])


def filled(texts: Sequence[str], names: Mapping[str, object], setting: Setting) -> Sequence[str]:
    """Put what was said into texts; most have nothing to fill."""
    return setting.fill(texts, names) if any("{" in text for text in texts) else texts


def fill_here(env: Environment, texts: Sequence[str], names: Mapping[str, object]) -> list[str]:
    """Put names into texts in this process."""
    return fill_phrases(env, [Phrase(text, "plan_templates/questions.yaml") for text in texts], names)
