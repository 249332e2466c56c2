"""Runs what strangers' templates ask for in a child process: limits on time and memory, and an end that holds.

The sandbox counts steps, but a single step can take hours (two texts compared that share their parts a million times).
What comes back is JSON: whatever may have become of the child, the parent reads plain values.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, cast

from . import errors
from .documents import json_default
from .errors import InvalidFile, PlanError, Problem, Refused
from .files import read_bytes

SECONDS = 5
MEMORY, ADDRESSES = 192 << 20, 1 << 30  # bytes that the child may fill, and map, besides what it begins with
ANSWER = 50_000_000  # bytes that are read from it
LINT = "plan templates lint FILE shows what is wrong with it"
RULE = "templates that did not come with plan run within limits; plan templates lint FILE shows where one goes wrong"


def run_bounded(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns, made of what JSON has; run here where the platform has no fork.

    Raises:
        PlanError: what ``work`` raised.
        Refused: it took more than 5 seconds or 192 MB, or its process died.
    """
    if not hasattr(os, "fork"):
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        serve(work, writing)
    os.close(writing)
    try:
        told = read_within(reading, SECONDS)
    finally:
        os.close(reading)
        end(child)
    return opened(told)


def serve(work: Callable[[], Any], writing: int) -> NoReturn:
    """Do the work within the limits, write what came of it, and end without a trace."""
    code = 1
    with suppress(BaseException):
        limit()
        answer = json.dumps(attempt(work), default=json_default).encode()
        while answer:
            answer = answer[os.write(writing, answer) :]
        code = 0
    os._exit(code)


def attempt(work: Callable[[], Any]) -> dict[str, Any]:
    """Return the result, or the error as plain values."""
    try:
        return {"made": work()}
    except MemoryError:
        return {}
    except PlanError as error:
        problems = list(error.problems) if isinstance(error, InvalidFile) else []
        name = error.message.rpartition(" has ")[0] if problems else error.message
        return {"error": type(error).__name__, "message": name, "hint": error.hint, "problems": problems}
    except Exception as error:  # a template that is not whole can make anything fail
        text = f"a template that did not come with plan cannot be used ({type(error).__name__}: {error})"
        return {"error": "RenderFailed", "message": text, "hint": LINT, "problems": []}


def limit() -> None:
    """Take away what a template never needs: more time and more memory."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    mapped, filled = memory_now()
    for kind, most in ((resource.RLIMIT_DATA, filled + MEMORY), (resource.RLIMIT_AS, mapped + ADDRESSES)):
        with suppress(ValueError, OSError):  # a platform without this limit still has the other and the time
            resource.setrlimit(kind, (most, most))


def memory_now() -> tuple[int, int]:
    """Return how many bytes this process maps and fills before it begins; 0 where the system does not say."""
    with suppress(PlanError, ValueError, IndexError):
        fields = [int(field) for field in read_bytes("/proc/self/statm").split()]
        return fields[0] * os.sysconf("SC_PAGE_SIZE"), fields[5] * os.sysconf("SC_PAGE_SIZE")
    return 0, 0


def read_within(reading: int, seconds: float) -> bytes:
    """Return what the child writes before it closes its end; nothing if it takes too long or says too much.

    It writes once, when all is done: after the first bytes the rest is there.
    """
    import select

    told = bytearray()
    while len(told) < ANSWER and select.select([reading], [], [], seconds)[0]:
        part = os.read(reading, 1 << 16)
        if not part:
            return bytes(told)
        told += part
    return b""


def end(child: int) -> None:
    """See that the child is gone."""
    import signal

    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def opened(told: bytes) -> Any:
    """Return the result that was told, or raise the error that was."""
    try:
        answer = json.loads(told)
    except ValueError:
        answer = {}
    if "made" in answer:
        return answer["made"]
    if "error" not in answer:
        raise Refused(f"a template that did not come with plan took more than {SECONDS} s or {MEMORY >> 20} MB", RULE)
    raise revived(answer)


def revived(answer: dict[str, Any]) -> PlanError:
    """Return an error that was raised in the child."""
    kind = cast(type[PlanError], getattr(errors, answer["error"], Refused))
    if kind is InvalidFile:
        return InvalidFile(answer["message"], [Problem(*one) for one in answer["problems"]], answer["hint"])
    return kind(answer["message"], answer["hint"])
