"""The formats of ``plan export``: a line each. A new one is a module beside this one and a line here."""

from typing import NamedTuple

from transition_plan.errors import UnknownName, WrongUse

from .bundle import Options


class Format(NamedTuple):
    """A format: the module whose ``export(bundle)`` makes it, and what it needs."""

    name: str
    module: str  # below transition_plan.export
    suffix: str  # of its one file; nothing for a format of several files
    what: str  # for --help and messages
    options: tuple[str, ...] = ()  # fields of Options that it takes
    dated: bool = False  # whether it means nothing without a start
    assets: tuple[str, ...] = ()  # files of plan_templates/export/ that its module is given
    extra: str = ""  # of the distribution, where the format needs packages that do not come with plan
    packages: tuple[str, ...] = ()  # what to install then
    imports: tuple[str, ...] = ()  # what these are called in Python
    answers: bool = False  # whether it is given the answers, too


MARKDOWN = "markdown-it-py"
FORMATS = (
    Format("csv", "spreadsheet", ".csv", "a spreadsheet, a row an action", ("private", "raw_cells")),
    Format(
        "docx", "word", ".docx", "a Word file", ("private",),
        extra="docx", packages=("python-docx", MARKDOWN), imports=("docx", "markdown_it"),
    ),
    Format(
        "html", "page", ".html", "a web page", ("private",),
        assets=("page.html.j2", "parts.html.j2", "drawings.html.j2", "road.html.j2", "page.css", "page.js"),
    ),
    Format("ics", "ics", ".ics", "a calendar", ("private", "actions"), dated=True),
    Format(
        "pdf", "pdf", ".pdf", "a PDF", ("private",), assets=("plan.typ",),
        extra="pdf", packages=("typst", MARKDOWN), imports=("typst", "markdown_it"),
    ),
    Format(
        "post", "post", "", "a blog post for the public", ("flavor", "show_names", "document"),
        assets=("timeline.html", "tweet.html"), answers=True,
    ),
)  # fmt: skip


def find_format(name: str) -> Format:
    """Return a format by name; raises ``UnknownName`` with all of them."""
    for one in FORMATS:
        if one.name == name.lower():
            return one
    raise UnknownName(f"there is no format '{name}'", f"there are: {', '.join(one.name for one in FORMATS)}")


def refuse_foreign(format_: Format, options: Options) -> None:
    """Stop at a flag that the format does not know; it would do nothing, and nobody would notice."""
    for name in options._fields:
        if getattr(options, name) and name not in format_.options:
            flag = "--" + {"show_names": "show-name"}.get(name, name).replace("_", "-")
            takers = [one.name for one in FORMATS if name in one.options]
            raise WrongUse(f"{flag} means nothing to {format_.name}", f"it is for {', '.join(takers) or 'no format'}")
