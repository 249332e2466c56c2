"""Reads what every format is given: the plan, the boxes as they stand on disk, the owner's own edits."""

import datetime
import os
from functools import partial

from .answers import Answers
from .build import build_fitting
from .errors import PlanError
from .export.bundle import Bundle, Options, for_this_reader, ticks_of
from .export.formats import Format
from .files import Document, cache_folder, read_bytes, read_text, typed
from .library import Library, load_layouts
from .living import find_checklist
from .lookup import templates_folder
from .places import RECORDS
from .plan import Plan
from .plandata import plan_from
from .rendering import environment
from .renewing import renew
from .run import run_trusting
from .saving import look_at

PLAN = "plan.md"
POSTS = "_posts"  # of a site for Jekyll


def gather(answers: Answers, home: str, library: Library, options: Options, today: datetime.date | None) -> Bundle:
    """Return what every format is given; ``home`` is the documents' folder."""
    plan, text = build(answers, library)
    private = options.private
    shown_plan = for_this_reader(plan, private=private)
    checklist = find_checklist(home)
    return Bundle(
        plan=shown_plan,
        ticks=ticks_of(shown_plan, checklist.marks if checklist else {}),
        documents={PLAN: renewed(home, text)},
        checklist=checklist.text if checklist and private else None,
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


def former(folder: str | None, name: str, format_: Format, home: str) -> dict[str, bytes]:
    """Return what earlier exports wrote, by their records: into this place, and beside the documents (``home/…``)."""
    if format_.answers:
        return former_posts(folder) if folder else {}
    own = f"plan{format_.suffix}"
    places = {f"home/{own}": typed(home, RECORDS, own)} | ({own: typed(folder, RECORDS, name)} if folder else {})
    return {key: read_bytes(path) for key, path in places.items() if os.path.isfile(path)}


def former_posts(folder: str) -> dict[str, bytes]:
    """Return the posts that stand in a site and that plan wrote, by name; Jekyll has the day in it."""
    records = typed(folder, RECORDS, POSTS)
    names = sorted(os.listdir(records)) if os.path.isdir(records) else []
    there = [name for name in names if os.path.isfile(typed(folder, POSTS, name))]
    return {f"{POSTS}/{name}": read_bytes(typed(folder, RECORDS, POSTS, name)) for name in there}
