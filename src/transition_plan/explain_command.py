"""``plan explain``: its flags, and nothing else."""

from typing import Annotated

import typer

from .template_commands import Templates

File = Annotated[
    str, typer.Option("--file", "-f", metavar="FILE", help="The plan file or its folder; - reads standard input.")
]


def explain(
    key: Annotated[str, typer.Argument(metavar="ID", help="Of an action, goal, gap, person, …: behind 🆔.")],
    file: File = "plan.yaml",
    templates: Templates = None,
    json: Annotated[bool, typer.Option("--json", help="Write the trace as JSON.")] = False,
) -> None:
    """Say why something is in a plan, or was left out, and what would change that."""
    from .explaining import explain as explain_id

    raise typer.Exit(explain_id(key, file, templates, json=json))
