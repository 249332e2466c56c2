"""The commands of ``plan templates``; everything that is dear to import is imported where it is used."""

from typing import Annotated

import typer

templates_app = typer.Typer(
    name="templates",
    help="Show, make and check the templates that plans are made of.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Templates = Annotated[
    str | None, typer.Option("--templates", metavar="DIR", help="Look for templates and layouts here first.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print data instead of text.")]


@templates_app.command("list")
def list_(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="role, family, seniority, situation, transition or document."),
    ] = None,
    templates: Templates = None,
    json: AsJson = False,
) -> None:
    """List the templates and layouts that there are."""
    from .templating import list_templates

    list_templates(kind, templates, as_json=json)


@templates_app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A template or document.")],
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Which, if two have this id.")] = None,
    templates: Templates = None,
    json: AsJson = False,
    source: Annotated[bool, typer.Option("--source", help="Print the file as it stands.")] = False,
) -> None:
    """Show what a template brings to a plan."""
    from .templating import show_template

    show_template(name, kind, templates, as_json=json, source=source)


@templates_app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="ID", help="The new role's id, which is its file's name.")],
    extends: Annotated[str, typer.Option("--extends", metavar="ROLE|FAMILY", help="What it is laid over.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="As it stands on a card.")] = None,
    output_dir: Annotated[
        str | None, typer.Option("--output-dir", "-o", metavar="DIR", help="Write DIR/roles/ID.yaml.")
    ] = None,
    templates: Templates = None,
) -> None:
    """Write a role of your own that can be used at once."""
    from .template_new import new_template

    new_template(name, extends, title, output_dir, templates)


@templates_app.command()
def lint(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE|ID|FOLDER]...", help="What to check.", show_default="all of your own"),
    ] = None,
    templates: Templates = None,
    json: AsJson = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODE", help="Only this rule, or T2 for many; repeatable.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="All but this rule; repeatable.")
    ] = None,
    explain: Annotated[str | None, typer.Option("--explain", metavar="CODE", help="Say what a rule is about.")] = None,
) -> None:
    """Check templates and layouts; exit 1 if there is something to mend."""
    from .template_lint import explain_rule, lint_templates

    if explain is not None:
        explain_rule(explain)
        return
    raise typer.Exit(lint_templates(what or [], templates, select or [], ignore or [], as_json=json))


@templates_app.command()
def path(templates: Templates = None, json: AsJson = False) -> None:
    """Print the folders in which templates are looked up, the first first."""
    from .templating import print_path

    print_path(templates, as_json=json)
