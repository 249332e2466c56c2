"""A plan file's text changed as far as two trees of data differ; what did not change stays byte for byte."""

from collections.abc import Iterator, Mapping

from .edit import change, drop
from .source import parse_yaml, to_plain

Path = tuple[str | int, ...]


def with_changes(text: str, tree: Mapping[str, object]) -> str:
    """Return a plan file's text that holds a tree; what did not change stays byte for byte."""
    old = tree_of(text)
    for key in old:
        if key not in tree:
            text = drop(text, (key,))
    for path, value in differences({key: part for key, part in old.items() if key in tree}, tree):
        text = change(text, path, value)
    return text


def tree_of(text: str) -> dict[str, object]:
    """Return a plan file's data."""
    found = to_plain(parse_yaml(text.encode(), "plan.yaml"))
    return dict(found) if isinstance(found, Mapping) else {}


def differences(old: object, new: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield what changed, as deep as it can be said, so that what stands beside it is left alone."""
    if isinstance(old, Mapping) and isinstance(new, Mapping) and set(old) <= set(new):
        for key, value in new.items():
            if key not in old:
                yield (*path, key), value
            elif old[key] != value:
                yield from differences(old[key], value, (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and 0 < len(old) <= len(new):
        for n, value in enumerate(new):
            if n >= len(old):
                yield (*path, n), value
            elif old[n] != value:
                yield from differences(old[n], value, (*path, n))
    elif old != new:
        yield path, new
