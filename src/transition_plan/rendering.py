"""Layouts and a template's texts become text, every mistake in them told with its file and line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from traceback import walk_tb
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import FunctionLoader, Template, nodes
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from .errors import PlanError, Refused, RenderFailed
from .filters import kind, printable
from .sandbox import TEXT, Environment, Layout, NotDefinedError, nearest

__all__ = ["Environment", "Layout", "Phrase", "environment", "fill_layout", "fill_phrases"]

TOO_DEEP = (RecursionError, SyntaxError, MemoryError)
RULE = "a layout or a text reads plain values and stays small; it can do nothing else"

NAME = re.compile(r"\{\{ *([A-Za-z]\w*) *\}\}")


class Phrase(NamedTuple):
    """A template's string that names the person's things, perhaps with names of its own."""

    text: str
    place: str  # "plan_templates/roles/x.yaml:41"
    names: Mapping[str, object] = MappingProxyType({})


def environment(layouts: Mapping[str, Layout], cache_dir: str | None = None) -> Environment:
    """Make the environment for some layouts.

    Args:
        layouts: what ``extends``, ``include`` and ``fill_layout`` find, by name.
        cache_dir: a folder for compiled layouts, writable by its owner alone because what lies there is run.
    """
    return Environment(layouts, cache_dir)


def fill_layout(env: Environment, name: str, data: Mapping[str, object]) -> str:
    """Turn a layout and a plan into a document's text.

    Raises:
        RenderFailed: the layout is wrong, or names what is not there.
        Refused: the layout reaches for what layouts may not have, or goes on without end.
    """
    env.steps = 0
    try:
        return env.get_template(name).render(data)
    except Exception as error:  # a layout can make Python raise anything
        path, line = _spot(env, name, error)
        place = f"{path}:{line}" if line else path
        names = [*data, *_assigned(env, path)] if isinstance(error, NotDefinedError) else []
        raise _failure(place, error, names, env) from error


def fill_phrases(env: Environment, phrases: Sequence[Phrase], names: Mapping[str, object]) -> list[str]:
    """Put the person's names into a template's strings, each one line, in the order given.

    Raises:
        RenderFailed: a string is wrong, or names what is not there.
        Refused: a string reaches for what layouts may not have, or goes on without end.
    """
    env.steps = 0
    return [_fill(env, phrase, {**names, **phrase.names} if phrase.names else names) for phrase in phrases]


def _fill(env: Environment, phrase: Phrase, visible: Mapping[str, object]) -> str:
    try:
        if _holds_only_names(phrase.text, visible):
            text = env.concat(_with_names(phrase.text, visible))
        else:
            text = _load(env, phrase.text).render(visible)
    except Exception as error:  # a text can make Python raise anything
        raise _failure(phrase.place, error, visible, env) from error
    return " ".join(text.split())


def _holds_only_names(text: str, visible: Mapping[str, object]) -> bool:
    # Nineteen texts of twenty do. To compile one costs a hundred times what it takes to fill it like this.
    parts = NAME.split(text)
    return "{" not in "".join(parts[::2]) and visible.keys() >= set(parts[1::2])


def _with_names(text: str, visible: Mapping[str, object]) -> list[str]:
    parts = NAME.split(text)
    parts[1::2] = [str(printable(visible[name])) for name in parts[1::2]]
    return parts


def _load(env: Environment, text: str) -> Template:
    if text not in env.texts:
        # Through a loader, because only loaders use the cache; through one of its own, so that no layout
        # can include a text by its name.
        loader = FunctionLoader(lambda _: (text, TEXT, None))
        env.texts[text] = loader.load(env, sha256(text.encode()).hexdigest(), env.make_globals(None))
    found: Template = env.texts[text]
    return found


def _spot(env: Environment, name: str, error: Exception) -> tuple[str, int]:
    """Find where in the layouts it went wrong: their innermost line on the way to the error."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or name, error.lineno
    paths = {layout.path for layout in env.layouts.values()}
    steps = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    start = (env.layouts[name].path if name in env.layouts else name, 0)
    return next((step for step in reversed(steps) if step[0] in paths), start)


def _assigned(env: Environment, path: str) -> list[str]:
    """List the names that a layout makes, by ``set``, ``for`` and ``macro``: those are misspelled, too."""
    trees = [env.parse(layout.source) for layout in env.layouts.values() if layout.path == path]
    variables = [node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx != "load"]
    return variables + [node.name for tree in trees for node in tree.find_all(nodes.Macro)]


def _failure(place: str, error: Exception, names: Iterable[str], env: Environment) -> PlanError:
    text = f"{place}: {_reason(error, names, env)}" if place else _reason(error, names, env)
    return Refused(text, RULE) if isinstance(error, SecurityError) else RenderFailed(text)


def _reason(error: Exception, names: Iterable[str], env: Environment) -> str:
    if isinstance(error, NotDefinedError):
        return _not_defined(error, names)
    if isinstance(error, TemplateNotFound):
        return f"there is no layout {error.name!r}{nearest(error.name, env.layouts)}"
    if isinstance(error, TOO_DEEP):
        return "this is nested too deeply, or calls itself without end"
    return str(error)


def _not_defined(error: NotDefinedError, names: Iterable[str]) -> str:
    if error.owner is missing:
        return f"{error.name!r} is not defined{nearest(error.name, names)}"
    if isinstance(error.owner, dict):
        return f"{error.name!r} is not defined{nearest(error.name, map(str, error.owner))}"
    return f"{kind(error.owner)} has no {error.name!r}"
