"""The commands: load, call one arrow, save or show. Everything that is dear to import is imported where it is used."""

from typing import Annotated, NoReturn

import typer

from . import __version__
from .explain_command import explain
from .export_command import Also, also_exports, export, open_
from .living_commands import add, done, drop, next_, status, undo
from .new_command import new
from .review_command import review
from .template_commands import Templates, templates_app

app = typer.Typer(
    name="plan",
    help="Turn what you say about a role change into a 30/60/90-day plan that could only be yours.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Plan files; - reads standard input.", show_default="plan.yaml"),
]
OutputDir = Annotated[str | None, typer.Option("--output-dir", "-o", metavar="DIR", help="Write the documents here.")]
Documents = Annotated[
    list[str] | None, typer.Option("--document", "-d", metavar="NAME", help="Which document; repeatable.")
]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change an answer for this run; repeatable.")
]


app.add_typer(templates_app)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from .edge import put

        put(f"plan {__version__}\n")
        raise typer.Exit


@app.callback()
def top(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options of every command."""


app.command()(new)
app.command()(explain)
app.command()(review)
app.command()(export)
app.command("open")(open_)


@app.command()
def render(
    files: Files = None,
    output_dir: OutputDir = None,
    templates: Templates = None,
    document: Documents = None,
    also: Also = None,
    change: Changes = None,
    stdout: Annotated[bool, typer.Option("--stdout", help="Write one document to standard output.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write the composed plan to standard output; no file.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a document is not what it should be.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Write nothing; show what would change.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write documents anew, your edits too; keeps a backup.")
    ] = False,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="SIDE", help="mine, theirs or ID=mine: which text stays where both changed."),
    ] = None,
    no_chart: Annotated[bool, typer.Option("--no-chart", help="Leave the timeline chart out of plan.md.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Make the documents of a plan from its plan file."""
    from .run import NO_CHART, Wishes, render_files

    changes = (*(change or ()), *([NO_CHART] if no_chart else []))
    switches = (stdout, json, check, dry_run, force, quiet)
    after = also_exports(also, templates, force=force, quiet=quiet)
    wishes = Wishes(output_dir, templates, tuple(document or ()), changes, *switches, tuple(take or ()), after)
    raise typer.Exit(render_files(files or ["plan.yaml"], wishes))


@app.command("set")
def set_(
    changes: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE...", help="What to change: start=2027-02-01; KEY= takes it out."),
    ],
    file: Annotated[
        str, typer.Option("--file", "-f", metavar="FILE", help="The plan file or its folder; - reads standard input.")
    ] = "plan.yaml",
    templates: Templates = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Write nothing; show what would change.")] = False,
) -> None:
    """Change answers in a plan file; everything else in it stays as it is, comments too."""
    from .setting import set_values

    raise typer.Exit(set_values(changes, file, templates, dry_run=dry_run))


for living in (status, next_, done, undo, add, drop):
    app.command(living.__name__.rstrip("_"))(living)


@app.command()
def lint(
    files: Files = None,
    templates: Templates = None,
    change: Changes = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Only this rule, or those beginning so; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODE", help="Not this rule, or those beginning so; repeatable."),
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Say what a rule is about; reads no file.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day to look at the documents on, if not today.")
    ] = None,
) -> None:
    """Say what makes a plan weak, before it is lived or while it is; exit 1 if there is anything."""
    from .clock import read_today
    from .linting import LintWishes, explain_rule, lint_files

    if explain is not None:
        raise typer.Exit(explain_rule(explain))
    wishes = LintWishes(
        templates, tuple(change or ()), tuple(select or ()), tuple(ignore or ()), json, read_today(today)
    )
    raise typer.Exit(lint_files(files or ["plan.yaml"], wishes))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the plan file, for an editor or a validator."""
    from .run import print_schema

    print_schema()


def main() -> NoReturn:
    """Run the command; the one place where an error becomes words and an exit code."""
    from .edge import guarded

    guarded(app)
