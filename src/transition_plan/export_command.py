"""``plan export``, ``plan open`` and ``--also``: their flags, and nothing else."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from .template_commands import Templates

After = Callable[[Any, Any, Any], object]  # the job of a render, answers, the library

File = Annotated[
    str,
    typer.Argument(metavar="[FILE]", help="The plan file or its folder; - reads standard input.", show_default=True),
]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change an answer for this run; repeatable.")
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="PATH", help="A file or a folder; - is standard output. Else beside the documents."
    ),
]
Today = Annotated[str | None, typer.Option("--today", metavar="DATE", help="The day that a post bears: 2027-01-11.")]
Also = Annotated[
    str | None, typer.Option("--also", metavar="FORMATS", help="Export, too: one or several, as in ics,csv.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that you changed, keeping a backup.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, docx, html, ics, pdf or post.")],
    file: File = "plan.yaml",
    output: Output = None,
    templates: Templates = None,
    change: Changes = None,
    private: Annotated[bool, typer.Option("--private", help="For yourself: with what is private.")] = False,
    actions: Annotated[bool, typer.Option("--actions", help="ics: every action, not only fixed days.")] = False,
    raw_cells: Annotated[bool, typer.Option("--raw-cells", help="csv: cells just as they were typed.")] = False,
    flavor: Annotated[str, typer.Option("--flavor", help="post: jekyll, hugo or plain.")] = "",
    show_name: Annotated[
        list[str] | None, typer.Option("--show-name", metavar="NAME", help="post: whom it may name; repeatable.")
    ] = None,
    document: Annotated[
        str, typer.Option("--document", help="post: plan or journey; the journey while there is no offer.")
    ] = "",
    today: Today = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Make a web page, a calendar, a spreadsheet, a Word file, a PDF or a blog post of a plan."""
    from .clock import read_today
    from .export.bundle import Options
    from .exporting import Asked, export_plan

    options = Options(private, actions, raw_cells, flavor, tuple(show_name or ()), document)
    asked = Asked(
        file=file,
        output=output,
        templates=templates,
        changes=tuple(change or ()),
        options=options,
        today=read_today(today),
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(export_plan(format_, asked))


def open_(
    file: File = "plan.yaml",
    templates: Templates = None,
    change: Changes = None,
    force: Force = False,
) -> None:
    """Show the plan's page in the browser; writes it first where it is missing or old."""
    from .clock import read_today
    from .exporting import Asked
    from .opening import open_page

    asked = Asked(
        file=file, templates=templates, changes=tuple(change or ()), today=read_today(None), force=force, quiet=True
    )
    raise typer.Exit(open_page(asked))


def also_exports(also: str | None, templates: str | None, *, force: bool = False, quiet: bool = False) -> After | None:
    """Return what ``--also`` does when the documents are written, or nothing without it."""
    if also is None:
        return None
    from .clock import read_today
    from .exporting import Asked, following

    return following(also, Asked(templates=templates, today=read_today(None), force=force, quiet=quiet))
