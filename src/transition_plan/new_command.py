"""``plan new``: its flags, and nothing else."""

from typing import Annotated

import typer

from .export_command import Also, also_exports
from .template_commands import Templates

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]", help="A plan file to go over; with --deep the one to ask more about.", show_default=False
    ),
]
Role = Annotated[str | None, typer.Option("--role", metavar="ROLE", help="The role: an id, or a title of your own.")]
From = Annotated[str | None, typer.Option("--from", metavar="ROLE", help="What you do now.")]
Start = Annotated[
    str | None, typer.Option("--start", metavar="DATE", help="The first day: 2027-01-11, next monday, +2w.")
]
Stage = Annotated[
    str | None, typer.Option("--stage", metavar="STAGE", help="exploring, candidate, accepted or in-role.")
]
Transitions = Annotated[
    list[str] | None, typer.Option("--transition", metavar="ID", help="What kind of move; repeatable.")
]
Hours = Annotated[str | None, typer.Option("--hours", metavar="N", help="Hours a week for the plan, besides the job.")]
Name = Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name on the plan.")]
AnswersFile = Annotated[
    str | None, typer.Option("--answers", metavar="FILE", help="Take answers from a plan file; - reads standard input.")
]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Give any other answer; repeatable.")
]
Documents = Annotated[
    list[str] | None, typer.Option("--document", "-d", metavar="NAME", help="Which document; repeatable.")
]


def new(
    words: Words = None,
    role: Role = None,
    from_: From = None,
    start: Start = None,
    stage: Stage = None,
    transition: Transitions = None,
    hours: Hours = None,
    name: Name = None,
    answers: AnswersFile = None,
    change: Changes = None,
    quick: Annotated[bool, typer.Option("--quick", help="Ask three questions only.")] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="Ask nothing; what is unknown is marked.")] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Ask more about a plan file: a block's name, or all of them.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; tell what is missing.")] = False,
    plain_prompts: Annotated[
        bool, typer.Option("--plain-prompts", help="Numbered lists and Enter only, for a screen reader.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the draft that was kept.")] = False,
    discard_draft: Annotated[bool, typer.Option("--discard-draft", help="Forget the draft that was kept.")] = False,
    output_dir: Annotated[
        str | None, typer.Option("--output-dir", "-o", metavar="DIR", help="Write plan file and documents here.")
    ] = None,
    document: Documents = None,
    also: Also = None,
    templates: Templates = None,
) -> None:
    """Ask about your move, then write a plan file and its documents."""
    from .given import Wanted
    from .wizard import new_plan

    given = {"role": role, "from": from_, "start": start, "stage": stage, "hours": hours, "name": name}
    said: dict[str, str | tuple[str, ...]] = {key: value for key, value in given.items() if value is not None}
    if transition:
        said["transitions"] = tuple(transition)
    wanted = Wanted(
        words=tuple(words or ()),
        said=said,
        answers=answers,
        changes=tuple(change or ()),
        defaults=defaults,
        quick=quick,
        deep=deep,
        no_input=no_input,
        plain=plain_prompts,
        resume=resume,
        discard=discard_draft,
        output_dir=output_dir,
        templates=templates,
        documents=tuple(document or ()),
        after=also_exports(also, templates),
    )
    raise typer.Exit(new_plan(wanted))
