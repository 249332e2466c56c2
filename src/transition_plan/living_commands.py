"""The commands on a plan that is being lived: their flags, and nothing else."""

from typing import Annotated

import typer

Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PLAN]...", help="Plan files or the folders of their documents.", show_default="this folder"
    ),
]
OnePlan = Annotated[
    str, typer.Option("--file", "-f", metavar="PLAN", help="The plan file or the folder of its documents.")
]
Today = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="Count from this day: 2027-01-11, friday, +2w.")
]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, or the numbers that plan next shows today.")]


def status(
    plans: Plans = None,
    today: Today = None,
    json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
) -> None:
    """Say what is done, open and late, and where you are; of several plans a table."""
    from .clock import read_today
    from .standing import show_status

    raise typer.Exit(show_status(plans or ["."], read_today(today), as_json=json))


def next_(
    plan: Annotated[str, typer.Argument(metavar="[PLAN]", help="The plan file or the folder of its documents.")] = ".",
    today: Today = None,
    json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
) -> None:
    """Say what to do this week and what is late, with numbers for plan done."""
    from .clock import read_today
    from .standing import show_next

    raise typer.Exit(show_next(plan, read_today(today), as_json=json))


def done(ids: Ids, file: OnePlan = ".", today: Today = None) -> None:
    """Tick actions in the checklist."""
    from .clock import read_today
    from .ticking import tick_actions

    raise typer.Exit(tick_actions(ids, file, read_today(today)))


def undo(ids: Ids, file: OnePlan = ".", today: Today = None) -> None:
    """Open actions again that were ticked or dropped."""
    from .clock import read_today
    from .ticking import open_actions

    raise typer.Exit(open_actions(ids, file, read_today(today)))


def drop(
    ids: Ids,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it stands beneath the line.")] = "",
    file: OnePlan = ".",
    today: Today = None,
) -> None:
    """Give actions up, and keep their lines with the reason."""
    from .clock import read_today
    from .ticking import drop_actions

    raise typer.Exit(drop_actions(ids, why, file, read_today(today)))


def add(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What to do.")],
    due: Annotated[
        str, typer.Option("--due", metavar="DATE", help="The day to have it done by: 2027-01-11, friday, +2w.")
    ] = "+1w",
    file: OnePlan = ".",
    today: Today = None,
) -> None:
    """Add a line of your own to the checklist, in the week of its day."""
    from .clock import read_day_said, read_today
    from .ticking import add_action

    now = read_today(today)
    raise typer.Exit(add_action(words, read_day_said(due, now, "--due"), file, now))
