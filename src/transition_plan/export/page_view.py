"""What the page's layout sees: the plan as plain values, its drawings, and how far it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from transition_plan.compose import is_record
from transition_plan.documents import plain
from transition_plan.markdown import one_line, web_address
from transition_plan.months import is_seeking
from transition_plan.plan import Action, Link, PersonRow, Plan

from .bundle import Bundle
from .copying import copied_checklist
from .rings import MOST, draw_rings
from .standings import LEFT, STEP, draw_standings
from .timeline import actions_of, draw_timeline


class Progress(NamedTuple):
    """How much of a phase is done."""

    done: int
    total: int


def page_view(bundle: Bundle) -> dict[str, Any]:
    """Return all names that the layout may use."""
    plan = cast(Plan, without_dropped(shown(bundle.plan._replace(front_matter={})), bundle))
    done = {one for one in bundle.ticks if bundle.is_done(one)}
    people = people_of(plan)
    view: dict[str, Any] = plain(plan, str, private=True)
    for action in (*view["habits"], *inner_actions(view["phases"])):
        action["done"] = action["id"] in done
    every = [progress(actions_of(plan._replace(phases=(phase,))), done) for phase in plan.phases]
    for phase, part in zip(view["phases"], every, strict=True):
        phase["progress"] = part._asdict()
    return view | {
        "progress": {"done": sum(one.done for one in every), "total": sum(one.total for one in every)},
        "timeline": plain(draw_timeline(plan, done), str, private=True),
        "rings": plain(draw_rings(people), str, private=True),
        "unshown": max(len(people) - MOST, 0),
        "standings": plain(draw_standings(plan), str, private=True),
        "levels_from": LEFT,
        "levels_step": STEP,
        "copied": checklist_text(plan, bundle),
        "whole": bundle.checklist is not None,
        "alone": bundle.options.private,
    }


def people_of(plan: Plan) -> tuple[PersonRow, ...]:
    """Return whom the rings show; mentors sought on the road stand with what they are asked."""
    sought = is_seeking(plan) and plan.road.mentors
    return tuple(one for one in plan.people if not (sought and one.group == "mentor"))


def shown(value: Any) -> Any:
    """Return a record whose texts can stand on a page: one line each, and addresses only where they may be followed."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Link):
        return shown_link(value)
    if is_record(value):
        return type(value)(*(shown(part) for part in value))
    if isinstance(value, tuple):
        return tuple(shown(part) for part in value)
    return {key: shown(part) for key, part in value.items()} if isinstance(value, Mapping) else value


def shown_link(link: Link) -> Link:
    """Return a link that can be followed, or its words and address as plain text."""
    url, label = web_address(link.url), link.label or link.url
    told = label if url or label == link.url else f"{label} ({link.url})"
    return Link(url, one_line(told), one_line(link.locator), link.access)


def without_dropped(value: Any, bundle: Bundle) -> Any:
    """Return a record without the actions that their owner dropped."""
    if is_record(value):
        return type(value)(*(without_dropped(part, bundle) for part in value))
    if isinstance(value, tuple):
        kept = (one for one in value if not (isinstance(one, Action) and bundle.is_dropped(one.id)))
        return tuple(without_dropped(one, bundle) for one in kept)
    return value


def inner_actions(phases: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the plain actions of all phases."""
    for phase in phases:
        for area in phase["focus"]:
            yield from area["actions"]
        yield from phase["actions"]


def progress(actions: Iterable[Action], done: set[str]) -> Progress:
    """Count what is done."""
    ids = [one.id for one in actions]
    return Progress(sum(one in done for one in ids), len(ids))


def checklist_text(plan: Plan, bundle: Bundle) -> str:
    """Return what “Copy as Markdown” gives: for oneself the checklist as it stands on disk, else the plan's lines."""
    if bundle.checklist is None:
        return copied_checklist(plan, bundle.ticks)
    text = bundle.checklist.replace("\r\n", "\n").removeprefix("\ufeff")
    return "".join(one for one in text if one in "\n\t" or one >= " ")
