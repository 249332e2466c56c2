"""Layouts and a template's texts become text, every mistake in them told with its file and line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from traceback import walk_tb
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import FunctionLoader, Template, nodes
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.utils import missing

from .errors import PlanError, Refused, RenderFailed
from .filters import kind, printable
from .sandbox import TEXT, Environment, Layout, NotDefinedError, nearest

__all__ = [
    "Environment",
    "Layout",
    "Phrase",
    "environment",
    "fill_layout",
    "fill_phrases",
    "unknown_in_layout",
    "unknown_names",
]

TOO_DEEP = (RecursionError, SyntaxError, MemoryError)
RULE = "a layout or a text reads plain values and stays small; it can do nothing else"

NO_NAMESPACE = "cannot assign attribute"  # Jinja's words for a change to the plan's data
UNCLOSED = re.compile(r"^Unexpected end of template.* needs to be closed is '(\w+)'")
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
        names = {**_reachable(data), **_assigned(env, path)} if isinstance(error, NotDefinedError) else {}
        raise _failure(place, error, names, env) from error


def unknown_in_layout(env: Environment, name: str, known: Iterable[str]) -> list[tuple[int, str]]:
    """Compile a layout, and say with their lines which names it uses that nothing has, even those a condition hides.

    Raises:
        RenderFailed: the layout is wrong.
        Refused: the layout reaches for what layouts may not have.
    """
    layout, there = env.layouts[name], {*known, *env.globals}
    try:
        env.get_template(name)
        tree = env.parse(layout.source)
        missed = find_undeclared_variables(tree) - there - _assigned(env, layout.path).keys() - set(_imported(tree))
    except Exception as error:  # a layout can make Python raise anything
        path, line = _spot(env, name, error)
        raise _failure(f"{path}:{line}" if line else path, error, {}, env) from error
    lines = {node.name: node.lineno for node in tree.find_all(nodes.Name) if node.name in missed}
    return sorted((line, f"{one!r} is not defined{nearest(one, known)}") for one, line in lines.items())


def _imported(tree: nodes.Template) -> Iterator[str]:
    """Yield what a layout imports at its top: that is there in its blocks, too."""
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)


def fill_phrases(env: Environment, phrases: Sequence[Phrase], names: Mapping[str, object]) -> list[str]:
    """Put the person's names into a template's strings, each one line, in the order given.

    Raises:
        RenderFailed: a string is wrong, or names what is not there.
        Refused: a string reaches for what layouts may not have, or goes on without end.
    """
    env.steps = 0
    return [_fill(env, phrase, {**names, **phrase.names} if phrase.names else names) for phrase in phrases]


def unknown_names(env: Environment, text: str, names: Mapping[str, object]) -> list[str]:
    """Say which names of a text nothing has, even those that a condition hides.

    Raises:
        RenderFailed: the text is wrong.
        Refused: the text reaches for what layouts may not have.
    """
    known = {name: name for name in names}
    try:
        tree = env.parse(text, filename=TEXT)
        missed = sorted(find_undeclared_variables(tree) - known.keys() - env.globals.keys())
    except Exception as error:  # a text can make Python raise anything
        raise _failure("", error, known, env) from error
    told = [f"{name!r} is not defined{nearest(name, known)}" for name in missed]
    for node in tree.find_all(nodes.Getattr):
        part = names.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if isinstance(part, dict) and node.attr not in part:
            told.append(f"{node.attr!r} is not defined{nearest(node.attr, part)}")
    return told


def _fill(env: Environment, phrase: Phrase, visible: Mapping[str, object]) -> str:
    try:
        if _holds_only_names(phrase.text, visible):
            text = env.concat(_with_names(phrase.text, visible))
        else:
            text = _load(env, phrase.text).render(visible)
    except Exception as error:  # a text can make Python raise anything
        raise _failure(phrase.place, error, {name: name for name in visible}, env) from error
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
        path = error.filename or (env.layouts[name].path if name in env.layouts else name)
        return path, _opening(env, path, error) or error.lineno
    paths = {layout.path for layout in env.layouts.values()}
    steps = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    start = (env.layouts[name].path if name in env.layouts else name, 0)
    return next((step for step in reversed(steps) if step[0] in paths), start)


def _opening(env: Environment, path: str, error: TemplateSyntaxError) -> int:
    """Find the line of the tag that is never closed: the end of the file, where Jinja notices, helps nobody."""
    unclosed = UNCLOSED.search(error.message or "")
    source = next((layout.source for layout in env.layouts.values() if layout.path == path), "")
    if not unclosed or not source:
        return 0
    tag, opened = unclosed[1], [0]
    for line, word in _tags(env, source):
        if word == tag:
            opened.append(line)
        elif word == f"end{tag}" and len(opened) > 1:
            opened.pop()
    return opened[-1]


def _tags(env: Environment, source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the first word of each tag; a ``set`` with a value closes itself."""
    word, line = "", 0
    for token in env.lexer.tokenize(source):
        if token.type == "block_begin":
            word, line = "", token.lineno
        elif token.type == "name" and not word:
            word = token.value
        elif token.type == "assign" and word == "set":
            word = "set …"
        elif token.type == "block_end":
            yield line, word


def _reachable(data: Mapping[str, object]) -> dict[str, str]:
    """Return what a misspelled name may mean, and how it is written: the names, and what stands in the mappings."""
    inner = {key: f"{name}.{key}" for name, part in data.items() if isinstance(part, dict) for key in part}
    return {**inner, **{name: name for name in data}}


def _assigned(env: Environment, path: str) -> dict[str, str]:
    """Return the names that a layout makes, by ``set``, ``for`` and ``macro``: those are misspelled, too."""
    trees = [env.parse(layout.source) for layout in env.layouts.values() if layout.path == path]
    variables = [node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx != "load"]
    return {name: name for name in (*variables, *(node.name for tree in trees for node in tree.find_all(nodes.Macro)))}


def _failure(place: str, error: Exception, names: Mapping[str, str], env: Environment) -> PlanError:
    text = f"{place}: {_reason(error, names, env)}" if place else _reason(error, names, env)
    safe = not isinstance(error, SecurityError) and NO_NAMESPACE not in str(error)
    return RenderFailed(text) if safe else Refused(text, RULE)


def _reason(error: Exception, names: Mapping[str, str], env: Environment) -> str:
    if isinstance(error, NotDefinedError):
        return _not_defined(error, names)
    if isinstance(error, TemplateNotFound):
        return f"there is no layout {error.name!r}{nearest(error.name, env.layouts)}"
    if isinstance(error, TOO_DEEP):
        return "this is nested too deeply, or calls itself without end"
    return str(error)


def _not_defined(error: NotDefinedError, names: Mapping[str, str]) -> str:
    if error.owner is missing:
        close = get_close_matches(str(error.name), names, 1)
        mend = f"; did you mean {names[close[0]]!r}?" if close else ""
        return f"{error.name!r} is not defined{mend}"
    if isinstance(error.owner, dict):
        return f"{error.name!r} is not defined{nearest(error.name, map(str, error.owner))}"
    return f"{kind(error.owner)} has no {error.name!r}"
