"""``plan review``: its flags, and nothing else."""

from typing import Annotated

import typer

from .explain_command import File
from .template_commands import Templates


def review(
    day: Annotated[int, typer.Argument(metavar="DAY", help="Which review: 30, 60 or 90.")],
    file: File = "plan.yaml",
    apply: Annotated[
        bool, typer.Option("--apply", help="Fold the filled-in sheet back into the plan file; comments stay.")
    ] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Write the sheet to standard output.")] = False,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day to count from, if not today.")
    ] = None,
    output_dir: Annotated[
        str | None, typer.Option("--output-dir", "-o", metavar="DIR", help="Where the documents are.")
    ] = None,
    templates: Templates = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="With --apply: write nothing; show what would change.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a sheet that you filled in, keeping a backup.")
    ] = False,
) -> None:
    """Write the sheet of a review with what is done, late and open; or fold the filled one back."""
    from .clock import read_today
    from .errors import WrongUse
    from .reviewing import Asked, apply_sheet, write_sheet

    if apply and (stdout or force):
        raise WrongUse("--apply reads the sheet and writes none", "leave out --stdout and --force")
    if dry_run and not apply:
        raise WrongUse("--dry-run belongs to --apply", "plan review 30 --stdout shows a sheet without writing it")
    asked = Asked(day, file, read_today(today), templates, output_dir, stdout, force, dry_run)
    raise typer.Exit(apply_sheet(asked) if apply else write_sheet(asked))
