"""What is wrong or weak in a template's texts: each is filled for people who named nobody, everybody, one word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from .answers import Answers, CarryOver, Certification, Contact, Group, Person, Priority
from .errors import PlanError, Refused
from .filling import condition
from .horizon import with_day
from .naming import names_for
from .rendering import Environment, Phrase, fill_phrases, unknown_names
from .source import Items, Node, Table, Text
from .template import Template
from .template_checks import Fault, Path, Subject, entries_of

NO_TEXT = ("id", "extends", "checked_on", "origin", "lens", "checked_by", "repeat", "effort", "group", "for")
NOBODY = Answers("")
EVERYBODY = Answers(
    "",
    title="Head of Tea",
    from_title="Taster",
    from_org="the old house",
    org="Northlake",
    team="the tea team",
    product="the kettle",
    person=Person("Noor Castellan"),
    mission="One cup that people come back for",
    hours=9,
    priorities=(Priority("A better cup"),),
    certifications=(Certification("T-1"), Certification("T-2", status="booked")),
    carry_over=(CarryOver("The winter blend"),),
    people=tuple(
        Contact(f"{name} of {group}", group=group)
        for group in get_args(Group)
        for name in ("Ana Ruiz", "Ben Okafor", "Caro Lund")
    ),
)
BY_ONE_WORD = Answers(
    "",
    title="Taster",
    org="Northlake",
    team="Leaf",
    product="Kettle",
    people=tuple(Contact("Ana", group=group) for group in get_args(Group)),
)
EXAMPLES = (NOBODY, EVERYBODY, BY_ONE_WORD)
IN_A_LADDER = {
    "name": "tasting",
    "helper": "a colleague who does it well",
    "checker": "my manager",
    "proof": "my best example",
    "audience": "my team",
}
SHORT_LADDER = {"name": "it", "helper": "Ana", "checker": "Ben", "proof": "it", "audience": "them"}

TASK = re.compile(
    r"(meet|attend|read|talk|call|ask|visit|join|schedule|discuss|contact|shadow|watch|listen|speak|send|have)\b", re.I
)
CLAIMS = re.compile(
    r"[;:,]|\b(without|agreed|confirm\w*|accept\w*|sign\w*|approve\w*|within|by day|no one|nobody)\b|\d"
)
VAGUE = re.compile(r"\b(understand\w*|get familiar|familiari[sz]e\w*|learn about|build rapport|gain insight)", re.I)
GENDERED = re.compile(r"\b(he|she|his|her|him|hers|himself|herself|guys|man-?hours?|chairman|salesman)\b", re.I)
CLAIM = re.compile(r"\b(19|20)\d\d\b|\d ?%|[$€£]|\bper cent\b|\bpercent\b")
LEFTOVER = re.compile(
    r"\b(TODO|TBD|FIXME|XXX)\b|\blorem ipsum\b|^\s*(…|\.\.\.)\s*$|\{\{|\}\}|\{%|%\}|\bUndefined\b", re.I
)
SUBJECT = re.compile(r"(i|we|you)\b|(i['’](ll|d|m|ve))\b|to \w", re.I)
FOCUS_WORDS, ACTION_WORDS = 6, 9


class Place(NamedTuple):
    """A text of a template: where it stands, the key that it belongs to, the list that holds its entry."""

    path: Path
    key: str
    field: str
    text: str


class Filled(NamedTuple):
    """A text as it reads for somebody who named nobody, and for somebody who named all by one word."""

    plain: str
    short: str


def places_of(value: Any, path: Path = (), key: str = "", field: str = "") -> Iterator[Place]:
    """Yield every text of a record that a reader may see, with its conditions."""
    if isinstance(value, str):
        if value and key not in NO_TEXT and not (key == "ask" and field == "questions"):
            yield Place(path, key, field, value)
    elif hasattr(value, "_fields"):
        for name, part in zip(value._fields, value, strict=True):
            if name not in ("serves", "groups", "stages", "documents", "background"):
                inner = name if isinstance(part, tuple) and part and hasattr(part[0], "_fields") else field
                yield from places_of(part, (*path, name.removesuffix("_")), name.removesuffix("_"), inner)
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from places_of(part, (*path, n), key, field)


def check_texts(subject: Subject, env: Environment | None) -> Iterator[Fault]:
    """Yield what is wrong in the texts; without an environment those that hold Jinja are passed over."""
    people = [names_of(one, subject.composed) for one in EXAMPLES]
    dropped = {one.path for one in entries_of(subject.own) if getattr(one.record, "drop", False)}
    for one in places_of(with_days(subject.own)):
        if one.path[:-1] not in dropped:
            yield from check_text(one, env, people)


def with_days(template: Template) -> Template:
    """Return a template with each review's day in its texts, as a plan has it."""
    return template._replace(reviews=tuple(with_day(review) for review in template.reviews))


def names_of(answers: Answers, template: Template) -> dict[str, object]:
    """Return the names that a text of the template may use."""
    return {**names_for(answers, template), "steep_gap": "" if answers is NOBODY else "tasting", "far": True}


def check_text(one: Place, env: Environment | None, people: Sequence[Mapping[str, object]]) -> Iterator[Fault]:
    """Yield what is wrong with one text: first whether it can be filled, then how it reads."""
    if env is None:
        if "{" in one.text or one.key == "when":
            return
        filled = Filled(one.text, one.text)
    else:
        found, filled = fill_text(one, env, people)
        if found:
            yield found
            return
    if one.key != "when":
        yield from check_words(one, filled)


def fill_text(one: Place, env: Environment, people: Sequence[Mapping[str, object]]) -> tuple[Fault | None, Filled]:
    """Return how a text reads, or why it cannot be filled."""
    text = condition(one.text) if one.key == "when" else one.text
    if "{" not in text:
        return None, Filled(text, text)
    try:
        for unknown in unknown_names(env, text, people[0]):
            return jinja_fault(one, "T102", unknown), Filled("", "")
        made = [fill_phrases(env, [Phrase(text, "")], names)[0] for names in people]
    except Refused as error:
        return jinja_fault(one, "T103", error.message), Filled("", "")
    except PlanError as error:
        code = "T102" if "is not defined" in error.message or " has no " in error.message else "T101"
        return jinja_fault(one, code, error.message), Filled("", "")
    return None, Filled(made[0], made[-1])


def jinja_fault(one: Place, code: str, message: str) -> Fault:
    """Return a fault of a text; a condition has a code of its own, for it would stop every plan."""
    text, _, mend = message.partition("; ")
    return Fault(one.path, "T104" if one.key == "when" else code, f"{one.key}: {text}", mend)


def check_words(one: Place, filled: Filled) -> Iterator[Fault]:
    """Yield what is weak in how a text reads."""
    text = filled.plain
    if found := LEFTOVER.search(text):
        yield Fault(one.path, "T106", f"{one.key}: '{found[0].strip()}' is left over")
        return
    if found := GENDERED.search(text):
        yield Fault(one.path, "T403", f"{one.key}: '{found[0]}'")
    if found := CLAIM.search(text):
        yield Fault(one.path, "T404", f"{one.key}: '{found[0]}'")
    yield from check_goal(one, text)
    if one.key == "intent":
        yield from check_intent(one, text)
    if one.key == "title" and one.field:
        yield from check_title(one, filled)


def check_goal(one: Place, text: str) -> Iterator[Fault]:
    """A goal and its measure say what can be seen, and a measure is no task."""
    if one.field != "goals" or one.key not in ("title", "measure"):
        return
    if found := VAGUE.search(text):
        yield Fault(one.path, "T203", f"{one.key}: '{found[0]}' cannot be seen")
    elif one.key == "measure" and TASK.match(text) and not CLAIMS.search(text):
        yield Fault(one.path, "T202", f"measure: '{text.split(maxsplit=1)[0]} …' is a task")


def check_intent(one: Place, text: str) -> Iterator[Fault]:
    """An intent goes on after “I will”: a verb in lower case, no subject, no full stop."""
    if SUBJECT.match(text):
        yield Fault(one.path, "T206", f"intent: '{' '.join(text.split()[:2])} …' has its own subject")
    elif not text[:1].islower():
        yield Fault(one.path, "T206", f"intent: '{text.split(maxsplit=1)[0]} …' begins with a capital")
    elif text.endswith((".", "!", ";", ":")):
        yield Fault(one.path, "T206", f"intent: it ends with '{text[-1]}'")


def check_title(one: Place, filled: Filled) -> Iterator[Fault]:
    """A title is short and looks like one."""
    if one.field == "focus" and len(filled.short.split()) > FOCUS_WORDS:
        yield Fault(one.path, "T401", f"title: it has {len(filled.short.split())} words")
    if one.field in ("actions", "habits", "reviews") and len(filled.plain.split()) > ACTION_WORDS:
        yield Fault(one.path, "T402", f"title: it has {len(filled.plain.split())} words")
    if one.text[:1].islower() or filled.plain.endswith((".", ";", ":")):
        yield Fault(one.path, "T405", f"title: '{filled.plain}' does not look like one")


def check_catalogue(root: Node, env: Environment | None) -> Iterator[Fault]:
    """Yield what is wrong in the texts of a catalogue: a ladder's texts have names of their own."""
    people = [{**names_of(one, Template("", "")), **IN_A_LADDER} for one in (NOBODY, EVERYBODY)]
    people.append({**names_of(BY_ONE_WORD, Template("", "")), **SHORT_LADDER})
    for one in texts_in(root):
        yield from check_text(one, env, people)


def texts_in(node: Node, path: Path = (), key: str = "") -> Iterator[Place]:
    """Yield the texts that stand in a file, whatever its shape."""
    if isinstance(node, Text):
        if key not in ("id", "kind", "neighbours"):
            yield Place(path, key, "", node.value)
    elif isinstance(node, Items):
        for n, child in enumerate(node.nodes):
            yield from texts_in(child, (*path, n), key)
    elif isinstance(node, Table):
        for name, child in node.nodes.items():
            yield from texts_in(child, (*path, name), name)
