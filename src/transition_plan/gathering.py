"""Reads what every format is given: the plan, the boxes as they stand on disk, the owner's own edits."""

import datetime
import os
from collections.abc import Mapping
from functools import partial

from .answers import Answers
from .boxes import read_boxes
from .build import build_fitting
from .errors import PlanError
from .export.bundle import DROPPED, Bundle, Options, for_this_reader, ticks_of
from .export.formats import Format
from .files import Document, cache_folder, read_bytes, read_text, typed
from .library import Library, load_layouts
from .lookup import templates_folder
from .places import RECORDS
from .plan import Plan
from .plandata import plan_from
from .rendering import environment
from .renewing import renew
from .run import run_trusting
from .saving import look_at

CHECKLIST, PLAN = "checklist.md", "plan.md"


def gather(answers: Answers, home: str, library: Library, options: Options, today: datetime.date | None) -> Bundle:
    """Return what every format is given; ``home`` is the documents' folder."""
    plan, text = build(answers, library)
    private = options.private
    shown_plan = for_this_reader(plan, private=private)
    checklist = text_at(home, CHECKLIST)
    return Bundle(
        plan=shown_plan,
        ticks=ticks_of(shown_plan, read_ticks(checklist, text_at(home, RECORDS, CHECKLIST))),
        documents={PLAN: renewed(home, text)},
        checklist=checklist if private else None,
        today=today,
        options=options,
    )


def build(answers: Answers, library: Library) -> tuple[Plan, str]:
    """Return the plan and its ``plan.md``; what strangers wrote is run in a child with limits."""
    made, text = run_trusting(answers, [PLAN], library, partial(build_here, answers, library))
    return (made if isinstance(made, Plan) else plan_from(made, answers.front_matter)), text


def build_here(answers: Answers, library: Library) -> tuple[Plan, str]:
    """Return the plan and its ``plan.md``, made in this process."""
    return build_fitting(answers, environment(load_layouts(library), cache_folder()), library)


def read_ticks(checklist: str | None, record: str | None) -> Mapping[str, str]:
    """Return each action's mark; a line that plan wrote and its owner deleted counts as dropped."""
    if checklist is None:
        return {}
    marks = {box.id: DROPPED if box.is_dropped else box.mark for box in read_boxes(checklist) if box.id}
    written = (box.id for box in read_boxes(record or "") if box.id)
    return {**dict.fromkeys(written, DROPPED), **marks}


def renewed(home: str, text: str) -> str:
    """Return ``plan.md`` as the next render would leave it, with its owner's edits; theirs where the two collide."""
    [standing] = look_at(home, [PLAN])
    if standing.old is None or standing.record is None:
        return text
    try:
        [change] = renew([standing], [Document(PLAN, text)], {}, {}).changes
    except PlanError:
        return standing.old.data.decode(errors="replace")
    return (change.new or b"").decode()


def text_at(*names: str) -> str | None:
    """Return a file's text, nothing where there is none; of bytes that are no UTF-8 what can be read."""
    path = typed(*names)
    return read_bytes(path).decode(errors="replace") if os.path.exists(path) else None


def assets(format_: Format) -> dict[str, str]:
    """Return the files that a format is laid out by; they come with plan."""
    folder = os.path.join(templates_folder(), "export")
    return {name: read_text(os.path.join(folder, name)) for name in format_.assets}


def former(folder: str, name: str, format_: Format) -> dict[str, bytes]:
    """Return what the last export wrote under a name, by its record: a calendar counts on from it."""
    path = typed(folder, RECORDS, name)
    return {f"plan{format_.suffix}": read_bytes(path)} if os.path.isfile(path) else {}
