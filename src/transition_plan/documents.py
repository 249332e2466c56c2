"""Plan + layout → documents: names and texts, still in memory.

A layout sees plain values only, every text of them already safe for Markdown, so no layout can forget to escape.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from .actionline import action_line
from .compose import is_record
from .errors import UnknownName
from .files import Document
from .journey import RoadLink
from .markdown import chart_label, escape, link
from .plan import Link, Plan, Proof
from .rendering import Environment, fill_layout

DEFAULT = ("plan.md", "checklist.md")
EACH_REVIEW = "reviews/day-NN.md"  # one layout, a document for each review of the plan
OF_A_REVIEW = re.compile(r"reviews/day-(\d+)\.md")


def document_names(layouts: Sequence[str]) -> list[str]:
    """Return the documents that can be written, by their layouts' names; a name with ``_`` is a part of others."""
    return sorted(name.removesuffix(".j2") for name in layouts if not name.rpartition("/")[2].startswith("_"))


def layout_of(name: str) -> str:
    """Return the layout that makes a document."""
    return f"{EACH_REVIEW if OF_A_REVIEW.fullmatch(name) else name}.j2"


def find_documents(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the documents by name, with or without ``.md``; raises ``UnknownName`` with all of them."""
    found = [(name, find_document(name, known)) for name in wanted or DEFAULT]
    for name, full in found:
        if not full:
            raise UnknownName(f"there is no document '{name}'", f"there are: {', '.join(known)}")
    return list(dict.fromkeys(full for _, full in found))


def find_document(name: str, known: Sequence[str]) -> str:
    """Return a document's full name, or nothing: ``reviews`` are all of the plan, ``reviews/day-30`` is one."""
    if name == "reviews" and EACH_REVIEW in known:
        return EACH_REVIEW
    full = name if name in known or name.endswith(".md") else f"{name}.md"
    return full if full in known or (OF_A_REVIEW.fullmatch(full) and EACH_REVIEW in known) else ""


def fill_documents(
    plan: Plan, names: Sequence[str], env: Environment, filled: Mapping[str, str] | None = None
) -> list[Document]:
    """Return the documents of a plan; ``filled`` are those whose text is there already."""
    ready = filled or {}
    every = dict.fromkeys(one for name in names for one in (reviews_of(plan) if name == EACH_REVIEW else [name]))
    return [Document(name, ready.get(name) or fill_document(plan, name, env)) for name in every]


def reviews_of(plan: Plan) -> list[str]:
    """Return the names of the review sheets of a plan; one that was folded back is a record and stays as it is."""
    held = {one.day for one in plan.held}
    return [EACH_REVIEW.replace("NN", str(review.day)) for review in plan.reviews if review.day not in held]


def fill_document(plan: Plan, name: str, env: Environment, known: tuple[Any, ...] = ()) -> str:
    """Return one document's text; raises ``UnknownName`` for the sheet of a review that the plan does not have.

    ``known`` is what a review's sheet says beforehand (``prefill.Known``); a plain render knows nothing of a day.
    """
    layout = layout_of(name)
    view = safe_view(plan, alone=env.layouts[layout].alone)
    view["progress"] = plain(known, safe_text, private=False)
    if day := OF_A_REVIEW.fullmatch(name):
        view["review"] = next((one for one in view["reviews"] if str(one["day"]) == day[1]), None)
        if view["review"] is None:
            there = ", ".join(reviews_of(plan)) or "none"
            raise UnknownName(f"the plan has no review on day {day[1]}", f"its review sheets: {there}")
    text = tidy(fill_layout(env, layout, view))
    return front_matter(plan.front_matter) + text if name == "plan.md" else text


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data for ``--json``, texts as they were typed."""
    made: dict[str, Any] = plain(plan, str, private=True)
    return made


def safe_view(plan: Plan, *, alone: bool) -> dict[str, Any]:
    """Return the plan as a layout sees it; without what is private unless the reader is the person alone."""
    told = plan if alone else for_others(plan)
    view: dict[str, Any] = plain(told._replace(front_matter={}, next_cycle={}), safe_text, private=alone)
    view["next_cycle"] = fenced(told.next_cycle) if alone else ""
    for action in actions_in(view):
        action["line"] = action_line(action)
    titles = [*(phase.title for phase in plan.phases), *(win.title for win in plan.wins)]
    for shown, title in zip([*view["phases"], *view["wins"]], titles, strict=True):
        shown["label"] = chart_label(title)
    return view


def for_others(plan: Plan) -> Plan:
    """Return what others may read: the evidence that the plan tells anyway, and ratings as the person gave them."""
    by_id = {proof.id: proof for proof in told_proofs(plan)}
    evidence = tuple(by_id[one.id]._replace(proves=one.proves) for one in plan.evidence if one.id in by_id)
    levels = tuple(level._replace(counted=level.rating) for level in plan.levels if level.required)
    return plan._replace(weeks=(), habits=(), private=(), notes=(), evidence=evidence, levels=levels)


def told_proofs(plan: Plan) -> Iterator[Proof]:
    """Yield the evidence that the plan tells to others, wherever it stands."""
    for strength in plan.strengths:
        yield from strength.proofs
    for phase in plan.phases:
        for area in phase.focus:
            yield from area.proofs
    yield from plan.more_proofs


@cache
def safe_text(text: str) -> str:
    """Return a text made safe for Markdown, and nothing for nothing; a plan tells most of its texts more than once."""
    return escape(text) if text else ""


def plain(value: Any, text: Any, *, private: bool) -> Any:
    """Return a record as dicts and lists, every text passed through ``text``; private entries only if asked for."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Link | RoadLink):
        return {
            **{k: text(v) for k, v in value._asdict().items()},
            "link": link(value.label, value.url),
            "embed": "",  # a post for a site shows some links itself
        }
    if is_record(value):
        return {
            key: plain(part, text, private=private)
            for key, part in zip(value._fields, value, strict=True)
            if private or key != "private" or part is False
        }
    if isinstance(value, tuple):
        return [plain(part, text, private=private) for part in value if private or not hidden(part)]
    if isinstance(value, Mapping):
        return {key: plain(part, text, private=private) for key, part in value.items()}
    return value


def hidden(entry: Any) -> bool:
    """Tell whether a whole entry is private; a private note beside a public entry hides only itself."""
    return getattr(entry, "private", None) is True


def actions_in(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the actions of a view that stand in the checklist."""
    return [*view["habits"], *(action for week in view["weeks"] for action in week["actions"])]


def tidy(text: str) -> str:
    """Return a document with no blanks at line ends, no two empty lines in a row, and one line break at its end."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip(" \t") or (lines and lines[-1]):
            lines.append(line.rstrip(" \t"))
    return "\n".join(lines).strip("\n") + "\n"


def front_matter(keys: Mapping[str, object]) -> str:
    """Return the owner's own keys as YAML front matter, types kept; nothing where there are none."""
    if not keys:
        return ""
    import yaml

    return f"---\n{yaml.safe_dump(dict(keys), sort_keys=False, allow_unicode=True)}---\n\n"


def fenced(keys: Mapping[str, object]) -> str:
    """Return a plan file in a fence that nothing in it ends: a text with such a line is written on one line."""
    if not keys:
        return ""
    import yaml

    text = yaml.safe_dump(dict(keys), sort_keys=False, allow_unicode=True, width=10_000)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}yaml\n{text}{fence}"


def json_default(value: object) -> str:
    """Return what JSON has no type for: dates as ISO text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a plan")
