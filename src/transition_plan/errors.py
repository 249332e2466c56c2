"""What can go wrong, as values: an error never prints, chooses a stream or exits; ``cli.py`` shows it."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class Problem(NamedTuple):
    """One mistake in a file: where it stands and what is wrong, with the mend."""

    place: str  # "plan.yaml:14:11"
    text: str  # "people[0].group: 'boss' is not one of manager, team, peer"


class PlanError(Exception):
    """Something the person can mend; ``exit_code`` is part of the published contract."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class WrongUse(PlanError):
    """The command was called with words that do not go together."""

    exit_code = 2


class UnknownName(PlanError):
    """A name on the command line that nothing has; the hint says which is nearest."""

    exit_code = 2


class InvalidFile(PlanError):
    """Everything that is wrong with one input, in one report."""

    exit_code = 3

    def __init__(self, name: str, problems: Sequence[Problem], hint: str = "") -> None:
        count = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
        super().__init__(f"{name} has {count}", hint)
        self.problems = tuple(problems)


class RenderFailed(PlanError):
    """A layout or a template could not be filled; the message names file and line."""

    exit_code = 3


class Refused(PlanError):
    """Safe to stop, unsafe to go on: the message says what, the hint which rule and the way round it."""

    exit_code = 4


class DiskFailed(PlanError):
    """A file could not be read or written; what was there before is still there."""

    exit_code = 5


class Locked(PlanError):
    """Another run of ``plan`` is changing the same folder; nothing was changed."""

    exit_code = 7


class TwoTexts(NamedTuple):
    """What a person and the plan changed differently, with what settles it."""

    place: str  # "checklist.md:14"
    id: str  # for --take ID=mine
    what: str
    mine: str
    theirs: str


class Collided(PlanError):
    """Both sides changed the same thing; nothing was written."""

    exit_code = 6

    def __init__(self, clashes: Sequence[TwoTexts]) -> None:
        count = f"{len(clashes)} of your changes collide" if len(clashes) > 1 else "1 of your changes collides"
        first = clashes[0].id
        super().__init__(
            f"{count} with the plan's; nothing was written",
            f"--take mine or --take theirs settles all, --take {first}=mine this one",
        )
        self.clashes = tuple(clashes)
