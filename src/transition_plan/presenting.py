"""What the page of a question shows: its kind, its choices, and what stands there now."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from .assess import PROVED
from .ladders import competency_name
from .library import has_plan, load_template, template_ids
from .pages import UNKNOWN, Choice, Given, Page, Row, clean
from .peopleline import joined_people, whole
from .proofline import typed_proof
from .questions import Asked, is_answered, key_of, proved_by
from .replies import as_list, one_line, table_at, value_at
from .so_far import Setting, Tree, filled, name_of, names_of, standing
from .template import AskText

PARTED = ("people", "more-people", "proof", "another-proof", "priorities", "exams", "learning", "entry")  # by “;”


def shown_page(asked: Asked, tree: Tree, setting: Setting) -> Page:
    """Return the page of a question."""
    ask = asked.ask
    there = is_answered(asked, tree)
    names = {**names_of(tree), "strength": "", "person": asked.about, "most": 0, "there": there}
    if ask.kind in ("proof", "another-proof"):
        names["strength"] = name_of(asked.about, tree, setting)
    page = Page(ask.id, "text", "", unknown=ask.unknown, optional=ask.optional)
    page, more = LAYOUTS.get(ask.kind, text_page)(page, asked, tree, setting)
    said, help_text = filled([ask.ask, ask.help], {**names, **more}, setting)
    return page._replace(ask=said, help=help_text)


def opened(page: Page) -> Given:
    """Return what Enter alone answers."""
    if page.kind == "ratings":
        return {row.id: row.level for row in page.rows if not row.inferred}
    if page.kind == "choice" and not page.default and not page.optional:
        return page.choices[0].value
    return page.default


def same(one: Given, other: Given) -> bool:
    """Tell whether two answers are one: a text as its page holds it."""
    return clean(one) == clean(other) if isinstance(one, str) and isinstance(other, str) else one == other


Layout = Callable[[Page, Asked, Tree, Setting], tuple[Page, Mapping[str, object]]]


def text_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return a page for a line of text, with what stands there now, or the default."""
    there = one_line(text_now(asked, tree))
    page = page._replace(between=";" if asked.ask.kind in PARTED else "")
    if there or not asked.again:
        said = there or one_line(default_of(asked.ask, tree, setting))
        page = page._replace(unknown=page.unknown or said == UNKNOWN)
        return page._replace(default=said, suggested=bool(said) and not there), {}
    unsaid = UNKNOWN if page.unknown and not page.optional else ""
    return page._replace(default=unsaid, optional=page.optional or not unsaid), {}


def text_now(asked: Asked, tree: Tree) -> object:
    """Return what stands in the plan file as one would type it, nothing where an answer adds to what is there."""
    ask, there = asked.ask, value_at(tree, key_of(asked.ask))
    if ask.kind == "people":
        return joined_people(as_list(there))
    if ask.kind == "proof":
        return next((typed_proof(one) for one in as_list(there) if asked.about in proved_by(one)), "")
    if ask.kind == "each-person":
        people = [whole(one) for one in as_list(there)]
        return next((one[ask.field] for one in people if str(one["name"]) == asked.about and one.get(ask.field)), "")
    return there if isinstance(there, str | int | float | date) else ""


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
    there = value_at(tree, key_of(asked.ask))
    default = "" if asked.again and page.optional else default_of(asked.ask, tree, setting)
    choices = with_own(choices_of(asked.ask, setting), as_list(there))
    return page._replace(kind="choice", choices=choices, default=str(there or default)), {}


def choices_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return a page on which several choices may be marked."""
    there = value_at(tree, key_of(asked.ask))
    default = [] if asked.again else default_of(asked.ask, tree, setting).split()
    marked = default if there is None else as_list(there)
    choices = with_own(choices_of(asked.ask, setting), marked)
    return page._replace(kind="choices", choices=choices, default=tuple(marked), optional=True), {}


def with_own(choices: tuple[Choice, ...], there: Sequence[object]) -> tuple[Choice, ...]:
    """Return the choices, and what stands in the plan file and is none of them."""
    known = {one.value for one in choices}
    return (*choices, *(Choice(str(one), str(one), "as it stands") for one in there if str(one) not in known))


def ratings_page(page: Page, asked: Asked, tree: Tree, setting: Setting) -> tuple[Page, Mapping[str, object]]:
    """Return the page of all the competencies of the role, with what is inferred filled in; a manager has no say."""
    found = standing(tree, setting)
    unknown = {key for key, level in table_at(tree, "ratings").items() if level == UNKNOWN}
    rows = tuple(
        Row(
            one.need.id,
            competency_name(one),
            one.competency.meaning,
            one.need.required or 0,
            "?" if one.need.id in unknown else one.own,
            "" if one.need.id in unknown else inferred_from(one.own_inferred, setting),
        )
        for one in (found.standings if found else ())
        if one.need.required
    )
    return page._replace(kind="ratings", rows=rows, default={row.id: row.level for row in rows}), {}


def inferred_from(source: str, setting: Setting) -> str:
    """Return where a level comes from, in words: “comes from Solutions Architect”, “from a guess”."""
    if source in template_ids("role", setting.library):
        return load_template("role", source, setting.library).title
    return source if source in ("", PROVED) else "a guess"


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
