"""The process's edge: streams, signals and exit codes. Results go to standard output, talk to standard error."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from .errors import Collided, DiskFailed, InvalidFile, PlanError

READER_WENT_AWAY = 141
INTERRUPTED = 130
USUAL_WIDTH = 80
SHOWN_PROBLEMS = 50


def put(text: str) -> None:
    """Write a result to standard output, as UTF-8 in every locale, so that its bytes are always the same."""
    put_bytes(text.encode("utf-8"))


def put_bytes(data: bytes) -> None:
    """Write a result to standard output as it is."""
    if sys.stdout is None or sys.stdout.closed:
        raise DiskFailed("standard output is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        leave_silently(READER_WENT_AWAY)
    except OSError as error:
        quiet(sys.stdout)
        raise DiskFailed(f"cannot write to standard output: {error.strerror}") from None


def has_terminal() -> bool:
    """Tell whether there is somebody to ask: a terminal to read from and one to show on."""
    streams = (sys.stdin, sys.stderr)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def say(text: str) -> None:
    """Write a line of talk to standard error; if nobody can hear it, go on."""
    if sys.stderr is None:  # print would take standard output instead
        return
    try:
        print(printable(text), file=sys.stderr, flush=True)  # noqa: T201 - the one place that talks
    except ValueError:
        return
    except OSError:
        quiet(sys.stderr)


def printable(text: str) -> str:
    """Return the text with what the terminal's encoding lacks replaced, and names of odd bytes shown escaped."""
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def columns() -> int:
    """Return how wide the terminal is; 0 for a pipe, for one that does not draw and for somebody who listens to it."""
    wide = 0
    if os.environ.get("TERM") != "dumb" and not os.environ.get("PLAN_ACCESSIBLE"):
        with suppress(AttributeError, OSError, ValueError):  # closed, or no terminal
            wide = os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_WIDTH  # some do not know
    return wide


def quiet(stream: Any) -> None:
    """Point a stream that cannot be written to at nothing, so that Python does not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def leave_silently(code: int) -> NoReturn:
    """End without a word."""
    quiet(sys.stdout)
    raise SystemExit(code)


def tell(error: PlanError) -> None:
    """Show an error: what, every problem with its place, and the mend."""
    say(f"error: {error.message}")
    if isinstance(error, InvalidFile):
        width = max((len(problem.place) for problem in error.problems), default=0)
        for problem in error.problems[:SHOWN_PROBLEMS]:
            say(f"  {problem.place:<{width}}  {problem.text}")
        if len(error.problems) > SHOWN_PROBLEMS:
            say(f"  and {len(error.problems) - SHOWN_PROBLEMS} more")
    if isinstance(error, Collided):
        for clash in error.clashes[:SHOWN_PROBLEMS]:
            say(f"  {clash.place}  {clash.id} ({clash.what})")
            say(f"    yours:  {clash.mine}")
            say(f"    plan's: {clash.theirs}")
        if len(error.clashes) > SHOWN_PROBLEMS:
            say(f"  and {len(error.clashes) - SHOWN_PROBLEMS} more")
    if error.hint:
        say(f"hint: {error.hint}")


def guarded(command: Callable[[], object]) -> NoReturn:
    """Run the command and turn what goes wrong into words and an exit code; anything unforeseen is our bug (70)."""
    try:
        command()
    except PlanError as error:
        tell(error)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        leave_silently(READER_WENT_AWAY)
    except Exception as error:
        if isinstance(error, OSError) and not error.filename:  # typer's own words found no room: --help >/dev/full
            quiet(sys.stdout)
            tell(DiskFailed(f"cannot write to standard output: {error.strerror}"))
            raise SystemExit(DiskFailed.exit_code) from None
        import traceback

        say(traceback.format_exc())
        say("This is a fault of plan itself; please report it with the lines above, after taking out what is private.")
        raise SystemExit(PlanError.exit_code) from None
    raise SystemExit(0)
