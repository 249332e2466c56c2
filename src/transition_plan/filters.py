"""The filters of layouts and of a template's texts: the harmless ones of Jinja, made strict, and our own."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from types import BuiltinMethodType, MethodType, NoneType
from typing import TYPE_CHECKING, Any

from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.filters import FILTERS as JINJA
from jinja2.filters import make_attrgetter
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.utils import pass_environment

from .markdown import word_count

if TYPE_CHECKING:
    from .sandbox import Environment

MAX_TEXT = 2_000_000  # characters that one rendering, or one value in it, may grow to
MAX_DIGITS = 9
LISTED = 3  # names in a sentence; a reader takes in no more

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

KINDS: tuple[tuple[type, str], ...] = (
    (str, "a text"),
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (tuple, "a list"),
    (dict, "a mapping"),
    (date, "a date"),
    (NoneType, "nothing"),
    (BuiltinMethodType, "a function"),
    (MethodType, "a function"),
    (Macro, "a macro"),
    (LoopContext, "loop"),
    (TemplateModule, "the imported layout"),
)
MENDS = {
    "nothing": "; ask with {% if %} whether it is there",
    "a list": "; join it, or loop over it",
    "a mapping": "; name one of its keys",
    "a function": "; call it with ()",
    "a macro": "; call it with ()",
}


def kind(value: object) -> str:
    """Say what a value is in the words of somebody who writes layouts."""
    return next((word for known, word in KINDS if isinstance(value, known)), "this")


def printable(value: Any) -> Any:
    """Let a value into a document only if people can read it; a list or ``None`` would look like code."""
    if isinstance(value, (str, int, float, date, Undefined)):
        return value
    raise TemplateRuntimeError(f"{kind(value)} cannot be printed{MENDS.get(kind(value), '')}")


def check_size(length: int) -> None:
    """Stop a text or a list that grows without end, before it fills the memory."""
    if length > MAX_TEXT:
        raise SecurityError(f"a text or a list grows beyond {MAX_TEXT} characters or entries")


def cap(text: str) -> str:
    """Begin with a capital letter and leave the rest, names and acronyms, as it is."""
    return _text(text)[:1].upper() + text[1:]


@pass_environment
def first(env: "Environment", values: Any) -> Any:
    """Return the first entry, or nothing, which can be asked for but not printed."""
    return next(iter(env.walk(values)), None)


@pass_environment
def last(env: "Environment", values: Any) -> Any:
    """Return the last entry, or nothing, which can be asked for but not printed."""
    return next(reversed(env.walk(values)), None)


@pass_environment
def names(env: "Environment", values: Any, most: int = LISTED) -> str:
    """Join names as a sentence does: A, B and C."""
    *before, end = [_text(value) for value in env.walk(values)][:most] or [""]
    return f"{', '.join(before)} and {end}" if before else end


def day(value: object) -> str:
    """Show a date where the plan's year is plain: Mon 4 Jan."""
    when = _date(value)
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1][:3]}"


def day_month(value: object) -> str:
    """Show a date inside a sentence: 4 Jan."""
    when = _date(value)
    return f"{when.day} {MONTHS[when.month - 1][:3]}"


def long_day(value: object) -> str:
    """Show a date with its year: 4 January 2027."""
    when = _date(value)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def plural(count: float, one: str, many: str) -> str:
    """Choose the word that goes with a number; the number itself is not repeated."""
    return one if _number(count) == 1 else many


def words(text: str) -> int:
    """Count the words that a reader meets, as the budgets of the documents do."""
    return word_count(_text(text))


@pass_environment
def join(env: "Environment", values: Any, separator: str = "", attribute: str | None = None) -> str:
    """Join what can be printed."""
    entries = _picked(env, values, attribute) if attribute else env.walk(values)
    pieces = [str(printable(entry)) for entry in entries]
    check_size(sum(map(len, pieces)) + len(pieces) * len(_text(separator)))
    return separator.join(pieces)


def replace(text: str, old: str, new: str) -> str:
    """Replace a part of a text wherever it stands."""
    check_size(len(_text(text)) + text.count(_text(old)) * len(_text(new)))
    return text.replace(old, new)


def rounded(value: float, digits: int = 0) -> float:
    """Round a number; without digits to a whole one, which prints without a point."""
    if digits not in range(MAX_DIGITS + 1):
        raise TemplateRuntimeError(f"round takes 0 to {MAX_DIGITS} digits")
    return round(_number(value), digits or None)


@pass_environment
def picked(env: "Environment", values: Any, *others: object, attribute: str = "") -> list[Any]:
    """List one field of each entry."""
    if others or not attribute:
        raise TemplateRuntimeError("map takes attribute='…' and nothing else")
    return _picked(env, values, attribute)


@pass_environment
def total(env: "Environment", values: Any, attribute: str | None = None) -> float:
    """Add up numbers, or one field of each entry."""
    entries = _picked(env, values, attribute) if attribute else env.walk(values)
    return sum(_number(entry) for entry in entries)


def items(value: Any) -> list[Any]:
    """List the keys of a mapping, each with its value."""
    if isinstance(value, dict | Undefined):
        return list(value.items())
    raise TemplateRuntimeError(f"items takes a mapping, not {kind(value)}")


def _picked(env: "Environment", values: Any, attribute: str) -> list[Any]:
    return [make_attrgetter(env, attribute)(value) for value in env.walk(values)]


def _text(value: Any) -> str:
    return str(_checked(value, str, "a text"))


def _number(value: Any) -> float:
    made: float = _checked(value, (int, float), "a number")
    return made


def _checked(value: Any, wanted: type | tuple[type, ...], word: str) -> Any:
    if isinstance(value, Undefined):
        str(value)  # says which name is not defined
    if not isinstance(value, wanted):
        raise TemplateRuntimeError(f"this needs {word}, not {kind(value)}")
    return value


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise TemplateRuntimeError(f"{value!r} is not a date like 2027-01-04") from None


def _of_text(change: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda value: change(_text(value))


def _listed(lazy: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
    # A generator is true even when nothing comes out of it, and has no length.
    @wraps(lazy)
    def listed(*args: Any, **options: Any) -> list[Any]:
        return list(lazy(*args, **options))

    return listed


FILTERS: dict[str, Callable[..., Any]] = {
    **{name: JINJA[name] for name in ("default", "length", "sort", "dictsort")},
    **{name: _listed(JINJA[name]) for name in ("select", "reject", "selectattr", "rejectattr", "unique")},
    "lower": _of_text(str.lower),
    "upper": _of_text(str.upper),
    "trim": _of_text(str.strip),
    "first": first,
    "last": last,
    "join": join,
    "replace": replace,
    "round": rounded,
    "map": picked,
    "sum": total,
    "items": items,
    "cap": cap,
    "names": names,
    "day": day,
    "day_month": day_month,
    "long_day": long_day,
    "plural": plural,
    "words": words,
}
