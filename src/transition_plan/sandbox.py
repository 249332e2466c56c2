"""What a layout may do: read plain values and stay small; it cannot run code, reach a file or hang."""

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import partial
from types import BuiltinMethodType, MethodType
from typing import Any, NamedTuple

from jinja2 import FileSystemBytecodeCache, FunctionLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.exceptions import (
    SecurityError,
    TemplateAssertionError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import LRUCache, missing
from jinja2.visitor import NodeTransformer

from . import __version__
from .filters import FILTERS, check_size, kind, printable

FOR_ME_ALONE = re.compile(r"\{#-? *for me alone\b")
MAX_SOURCE = 256 * 1024  # characters of a layout
MAX_NODES = 20_000  # parts of one layout; it takes about two seconds to compile so many
MAX_STEPS = 100_000  # rounds of loops, calls and layouts taken in, in one rendering
MAX_RANGE = 1000
MAX_FACTOR = 10**9

TEXT = "<text>"  # the file name of a string that stands in a template
ONLY_IN_LAYOUTS: dict[type[nodes.Node], str] = {
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
}

SIZED = (str, list, tuple, dict)
CALLABLE = (Macro, BlockReference, BuiltinMethodType, MethodType, Undefined)
LOOP = frozenset(("index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem", "cycle"))
# None allows whatever is not private.
ATTRIBUTES: tuple[tuple[type, frozenset[str] | None], ...] = (
    (LoopContext, LOOP),
    (str, frozenset(("lower", "upper", "strip", "startswith", "endswith", "split"))),
    (dict, frozenset(("items", "keys", "values", "get"))),
    (date, frozenset(("year", "month", "day", "isoformat"))),
    (TemplateModule, None),
)


class Layout(NamedTuple):
    """A Jinja file under ``documents/``, already read: where it stands and what it says."""

    path: str
    source: str

    @property
    def alone(self) -> bool:
        """Tell whether its document is for the person alone: its first line says so. Only such show what is private."""
        return bool(FOR_ME_ALONE.match(self.source))


class NotDefinedError(UndefinedError):
    """A name that nothing has: whoever reports it knows which names there are and says the nearest."""

    def __init__(self, owner: object, name: object, message: str) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = name


class Missing(StrictUndefined):
    """What a name stands for that nothing has; to use it is an error."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        # Jinja only ever calls this with the message, which a partial serves as well as a class.
        kept: Any = exc if hint else partial(NotDefinedError, obj, name)
        super().__init__(hint, obj, name, kept)


class Cache(FileSystemBytecodeCache):
    """Compiled layouts on disk; where they cannot be read or written, rendering is only slower."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what was compiled before; a torn file can make pickle raise anything."""
        with suppress(Exception):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


class Environment(ImmutableSandboxedEnvironment):
    """Jinja over plain values, with a bound on everything that a layout could make dear."""

    intercepted_binops = frozenset(("+", "*", "%", "**"))

    def __init__(self, layouts: Mapping[str, Layout], cache_dir: str | None) -> None:
        super().__init__(
            loader=FunctionLoader(self.find_layout),
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
            finalize=shown,
            bytecode_cache=Cache(cache_dir, f"plan-{__version__}-%s.cache") if cache_dir else None,
        )
        self.layouts = layouts
        self.steps = 0
        self.texts: LRUCache = LRUCache(1000)
        self.globals = {"range": short_range}
        self.filters = {**FILTERS, "list": self.walk}

    def find_layout(self, name: str) -> tuple[str, str, None] | None:
        """Find a layout among those that were read; there is no way from here to the disk."""
        found = self.layouts.get(name)
        return (found.source, found.path, None) if found else None

    def walk(self, value: Any) -> list[Any]:
        """Make a list of what a loop goes over, and count its rounds; a text has letters, not entries."""
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            letters = "; a loop would walk through its letters" if isinstance(value, str) else ""
            raise TemplateRuntimeError(f"this needs a list, not {kind(value)}{letters}")
        entries = list(value)
        self.spend(len(entries))
        return entries

    def spend(self, steps: int) -> None:
        """Count the work of one rendering, which a few nested loops could make endless."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise SecurityError(f"loops and macros take more than {MAX_STEPS} steps")

    def concat(self, parts: Iterable[str]) -> str:
        """Join what was printed, as far as a document may grow."""
        kept, length = [], 0
        for part in parts:
            length += len(part)
            check_size(length)
            kept.append(part)
        return "".join(kept)

    def join_path(self, template: str, parent: str) -> str:
        """Count each layout that another one takes in: a few could take in one another for ever."""
        self.spend(1)
        return super().join_path(template, parent).removeprefix("./")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Find a key before a method, so that ``phase.items`` is the entry called items; it is faster."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Refuse a mapping that makes what it lacks: to look into it would change it."""
        if isinstance(obj, dict) and hasattr(type(obj), "__missing__") and argument not in obj:
            raise SecurityError(f"{argument!r} is not there, and this mapping would make it")
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the few attributes that a layout needs, by the kind of thing."""
        allowed = next((names for known, names in ATTRIBUTES if isinstance(obj, known)), frozenset[str]())
        return super().is_safe_attribute(obj, attr, value) and (allowed is None or attr in allowed)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Say what was refused without Python's words for it."""
        text = f"{attribute!r} of {kind(obj)} is not for layouts"
        return self.undefined(text, obj, attribute, SecurityError)

    def wrap_str_format(self, value: Any) -> None:
        """Leave ``str.format`` to ``is_safe_attribute``, which refuses it: one width fills the memory."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros and the methods of plain values; every call counts, or macros could call for ever."""
        self.spend(1)
        if isinstance(obj, CALLABLE) or obj is short_range:
            return True
        raise SecurityError(f"{kind(obj)} cannot be called")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Keep arithmetic small, and to numbers: a text that is multiplied or formatted fills the memory."""
        if operator == "**":
            raise SecurityError("'**' is not for layouts")
        if operator == "+":
            check_size(size(left) + size(right))
        elif isinstance(left, SIZED) or isinstance(right, SIZED):
            raise SecurityError(f"{operator!r} is for numbers")
        elif operator == "*" and (is_large(left) or is_large(right)):
            raise SecurityError(f"'*' is for numbers up to {MAX_FACTOR}")
        try:
            return super().call_binop(context, operator, left, right)
        except TypeError:
            text = f"{kind(left)} and {kind(right)} do not go together with {operator!r}"
            raise TemplateRuntimeError(text) from None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > MAX_SOURCE:
            raise SecurityError(f"it is longer than {MAX_SOURCE} characters")
        tree = super()._parse(source, name, filename)
        if filename == TEXT:
            self._refuse_layout_tags(tree)
        bounded: nodes.Template = Bounds(self, name, filename).visit(tree)
        return bounded

    def _refuse_layout_tags(self, tree: nodes.Template) -> None:
        for strange in tree.find_all(tuple(ONLY_IN_LAYOUTS)):
            tag = ONLY_IN_LAYOUTS[type(strange)]
            raise TemplateSyntaxError(f"{tag!r} belongs in a layout, not in a text", strange.lineno)


class Bounds(NodeTransformer):
    """Rewrites a parsed layout so that what runs is counted, and refuses what nobody knows."""

    def __init__(self, env: Environment, name: str | None, filename: str | None) -> None:
        self.env = env
        self.where = (name, filename)
        self.seen = 0

    def visit(self, node: nodes.Node, *args: Any, **options: Any) -> Any:
        """Count every node: compiling is the dearest part of a rendering."""
        self.seen += 1
        if self.seen > MAX_NODES:
            raise TemplateSyntaxError("there is too much in one layout", node.lineno, *self.where)
        return super().visit(node, *args, **options)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 -- Jinja finds it by the node's name
        """Send what is looped over through ``walk``."""
        if node.recursive:
            raise TemplateSyntaxError("a loop may not be recursive", node.lineno, *self.where)
        self.generic_visit(node)
        node.iter = filtered(node.iter, "list")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Make ``~`` a join, which has a bound."""
        self.generic_visit(node)
        return filtered(nodes.List(node.nodes, lineno=node.lineno), "join")

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """Refuse to pass over a layout that is not there: its name is misspelled, or it is no layout."""
        if node.ignore_missing:
            raise TemplateSyntaxError("'ignore missing' hides a misspelled name; take it out", node.lineno, *self.where)
        return self.generic_visit(node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802
        """Refuse an unknown filter even where the layout would not come to it."""
        return self._known(node, "filter", self.env.filters)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:  # noqa: N802
        """Refuse an unknown test even where the layout would not come to it."""
        return self._known(node, "test", self.env.tests)

    def _known(self, node: nodes.Filter | nodes.Test, word: str, known: Collection[str]) -> nodes.Node:
        if node.name not in known:
            text = f"there is no {word} {node.name!r}{nearest(node.name, known)}"
            raise TemplateAssertionError(text, node.lineno, *self.where)
        return self.generic_visit(node)


def shown(value: Any) -> Any:
    """Let into a document what people can read; a method that was not called is told by its name."""
    if isinstance(value, BuiltinMethodType | MethodType):
        raise TemplateRuntimeError(f"cannot print the function {value.__name__!r}; call it with ()")
    return printable(value)


def short_range(*ends: int) -> range:
    """Count in a layout, as far as a plan goes."""
    if range(*ends)[MAX_RANGE:]:
        raise SecurityError(f"range goes to {MAX_RANGE}")
    return range(*ends)


def filtered(node: nodes.Node, name: str) -> nodes.Node:
    """Wrap an expression of a layout in one of our filters."""
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def nearest(name: object, known: Iterable[str]) -> str:
    """Return the end of a message that names what was probably meant, if anything was."""
    close = get_close_matches(str(name), known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def size(value: object) -> int:
    """Measure what adding to a value would copy."""
    return len(value) if isinstance(value, SIZED) else 0


def is_large(value: object) -> bool:
    """Tell whether a number multiplied a few times more would take for ever."""
    return isinstance(value, int) and abs(value) > MAX_FACTOR
