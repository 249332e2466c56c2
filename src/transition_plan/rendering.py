"""Layouts and a template's texts become text, every mistake in them told with its file and line."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from traceback import walk_tb
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import FunctionLoader, Template, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.utils import missing

from .errors import PlanError, Refused, RenderFailed
from .filters import kind
from .sandbox import SEPARATOR, TEXTS, Environment, Layout, NotDefinedError, nearest

__all__ = ["Environment", "Layout", "Phrase", "environment", "fill_layout", "fill_phrases"]

TOO_DEEP = (RecursionError, SyntaxError, MemoryError)
RULE = "a layout or a text reads plain values and stays small; it can do nothing else"

Block = Callable[[Context], Iterator[str]]


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

    Give all strings of a template at once: to compile one costs more than to fill a hundred.

    Raises:
        RenderFailed: a string is wrong, or names what is not there.
        Refused: a string reaches for what layouts may not have, or goes on without end.
    """
    env.steps = 0
    blocks = _compile(env, {phrase.text: phrase for phrase in phrases if "{" in phrase.text})
    same_everywhere: dict[str, str] = {}
    filled = []
    for phrase in phrases:
        text = None if phrase.names else same_everywhere.get(phrase.text)
        if text is None:
            text = _fill(env, blocks.get(phrase.text), phrase, names)
        if not phrase.names:
            same_everywhere[phrase.text] = text
        filled.append(text)
    return filled


def _fill(env: Environment, block: Block | None, phrase: Phrase, names: Mapping[str, object]) -> str:
    if block is None:
        return _one_line(phrase.text)
    visible = {**names, **phrase.names}
    try:
        return _one_line(env.concat(block(Context(env, {**env.globals, **visible}, None, {}))))
    except Exception as error:  # a text can make Python raise anything
        raise _failure(phrase.place, error, visible, env) from error


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _compile(env: Environment, live: Mapping[str, Phrase]) -> Mapping[str, Block]:
    try:
        return _blocks(env, list(live))
    except Exception:  # which of them is at fault shows when each is compiled alone
        return {text: _compile_alone(env, phrase) for text, phrase in live.items()}


def _compile_alone(env: Environment, phrase: Phrase) -> Block:
    try:
        return _blocks(env, [phrase.text])[phrase.text]
    except Exception as error:
        raise _failure(phrase.place, error, (), env) from error


def _blocks(env: Environment, texts: Sequence[str]) -> dict[str, Block]:
    source = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)
    compiled: Template | None = env.compiled_texts.get(source)
    if compiled is None:
        compiled = env.compiled_texts[source] = _load(env, source)
    return {text: compiled.blocks[f"text_{number}"] for number, text in enumerate(texts)}


def _load(env: Environment, source: str) -> Template:
    # Through a loader, because only loaders use the cache; through one of its own, so that no layout
    # can include texts by their name.
    loader = FunctionLoader(lambda _: (source, TEXTS, None))
    name = sha256(source.encode()).hexdigest()
    return loader.load(env, name, env.make_globals(None))


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
    return str(error.message if isinstance(error, TemplateError) else error)


def _not_defined(error: NotDefinedError, names: Iterable[str]) -> str:
    if error.owner is missing:
        return f"{error.name!r} is not defined{nearest(error.name, names)}"
    if isinstance(error.owner, dict):
        return f"{error.name!r} is not defined{nearest(error.name, map(str, error.owner))}"
    return f"{kind(error.owner)} has no {error.name!r}"
