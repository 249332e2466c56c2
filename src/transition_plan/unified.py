"""What differs between two texts, as ``diff -u`` tells it and ``patch`` takes it."""

from difflib import unified_diff

from .passages import lines_of


def difference(before: str, after: str, old_name: str, new_name: str) -> str:
    """Return what changed; nothing where nothing did."""
    lines = unified_diff(lines_of(before), lines_of(after), old_name, new_name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
