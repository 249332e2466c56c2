"""A plan file's text changed as far as two trees of data differ; what did not change stays byte for byte."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from .edit import change, drop
from .source import parse_yaml, to_plain

Path = tuple[str | int, ...]
GONE = object()  # what stands where a key or an entry is taken out


def with_changes(text: str, tree: Mapping[str, object]) -> str:
    """Return a plan file's text that holds a tree; what did not change stays byte for byte."""
    for path, value in differences(tree_of(text), tree):
        text = drop(text, path) if value is GONE else change(text, path, value)
    return text


def tree_of(text: str) -> dict[str, object]:
    """Return a plan file's data."""
    found = to_plain(parse_yaml(text.encode(), "plan.yaml"))
    return dict(found) if isinstance(found, Mapping) else {}


def differences(old: object, new: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield what changed, as deep as it can be said, so that what stands beside it is left alone."""
    if isinstance(old, Mapping) and isinstance(new, Mapping) and (new or not path):
        for key in old:
            if key not in new:
                yield (*path, key), GONE
        for key, value in new.items():
            if key not in old:
                yield (*path, key), value
            elif old[key] != value:
                yield from differences(old[key], value, (*path, key))
    elif isinstance(old, list) and isinstance(new, list | tuple) and old and new:
        yield from listed_differences(old, list(new), path)
    elif old != new:
        yield path, new


def listed_differences(old: list[Any], new: list[Any], path: Path) -> Iterator[tuple[Path, object]]:
    """Yield what changed in a list: entries taken out from the end on, changed, put behind; else the list."""
    steps = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False).get_opcodes()
    changed: list[tuple[int, int]] = []
    for kind, first, last, at, end in steps:
        behind = last == len(old)
        if (kind == "insert" and not behind) or (kind == "replace" and end - at > last - first and not behind):
            yield path, new
            return
        changed += zip(range(first, last), range(at, end), strict=False) if kind == "replace" else ()
    for n, m in changed:
        yield from differences(old[n], new[m], (*path, n))
    kept = {n for kind, first, last, at, end in steps for n in range(first, first + min(last - first, end - at))}
    for n in reversed(range(len(old))):
        if n not in kept:
            yield (*path, n), GONE
    for n in range(len(kept), len(new)):
        yield (*path, n), new[n]


def settled(
    begun: Mapping[str, object], mine: Mapping[str, object], now: Mapping[str, object]
) -> tuple[dict[str, object], list[str]]:
    """Return what was begun with, changed by the answers and by another hand; and the keys that both changed."""
    tree, both = dict(now), []
    for key in {**begun, **mine}:
        if mine.get(key) == begun.get(key) or mine.get(key) == now.get(key):
            continue
        if now.get(key) != begun.get(key):
            both.append(key)
        elif key in mine:
            tree[key] = mine[key]
        else:
            tree.pop(key, None)
    return tree, both
