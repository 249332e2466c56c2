"""Fills a template's texts with the person's names: all at once, because a compile costs more than many fills."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .compose import is_record
from .template import Template

Fill = Callable[[Sequence[str]], Mapping[str, str]]


def texts_of(value: Any, field: str = "") -> Iterator[str]:
    """Yield every text of a record that holds a Jinja mark, a condition as a text that is empty where it is false."""
    if isinstance(value, str):
        if field == "when":
            yield condition(value)
        elif "{" in value:
            yield value
    elif is_record(value):
        for name, part in zip(value._fields, value, strict=True):
            yield from texts_of(part, name)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)


def condition(expression: str) -> str:
    """Return a text that is “yes” where an entry's ``when`` holds."""
    return f"{{% if {expression} %}}yes{{% endif %}}"


def filled(value: Any, texts: Mapping[str, str]) -> Any:
    """Return a record with its texts filled and without the entries whose ``when`` does not hold."""
    if isinstance(value, str):
        return texts.get(value, value)
    if is_record(value):
        return value._make(filled(part, texts) for part in value)
    if isinstance(value, tuple):
        return tuple(filled(part, texts) for part in value if holds(part, texts))
    return value


def holds(entry: Any, texts: Mapping[str, str]) -> bool:
    """Tell whether an entry stays: it has no condition, or its condition is true."""
    when = getattr(entry, "when", None)
    return not when or bool(texts[condition(when)])


def fill_template(template: Template, fill: Fill) -> Template:
    """Return the template with the person's names in it."""
    texts = fill(list(dict.fromkeys(texts_of(template))))
    made: Template = filled(template, texts)
    return made
