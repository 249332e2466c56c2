"""What a lint says: rules with codes, and findings with their place, the reason and the mend."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from .errors import UnknownName


class Rule(NamedTuple):
    """Something that makes a plan or a template weaker: what, why it matters, and how to mend it."""

    code: str  # "P001" for plans, "T101" for templates; a code is never used again for something else
    title: str
    why: str
    mend: str


class Finding(NamedTuple):
    """One place where a rule is broken."""

    place: str  # "plan.yaml:14:11"
    code: str
    text: str  # what is wrong there, in the words that stand there
    mend: str


def chosen(
    findings: Iterable[Finding], rules: Mapping[str, Rule], select: Sequence[str], ignore: Sequence[str]
) -> list[Finding]:
    """Return the findings that are wanted: a code, or the beginning of several (``P1``); sorted by place, then code.

    Raises:
        UnknownName: no rule begins so.
    """
    for wish in (*select, *ignore):
        if not any(code.startswith(wish) for code in rules):
            raise UnknownName(f"there is no rule '{wish}'", f"there are {', '.join(rules)}; --explain CODE tells one")
    return sorted(
        (one for one in findings if wanted(one.code, select, ignore)), key=lambda one: (by_place(one.place), one.code)
    )


def wanted(code: str, select: Collection[str], ignore: Collection[str]) -> bool:
    """Tell whether a code is selected (all are if nobody chose) and not ignored."""
    return (not select or code.startswith(tuple(select))) and not (ignore and code.startswith(tuple(ignore)))


def by_place(place: str) -> tuple[str, int, int]:
    """Sort places as they stand in their files; a place may lack its column or its line."""
    name, *numbers = place.split(":")
    line, column, *_ = (*(int(n) for n in numbers if n.isdigit()), 0, 0)
    return name, line, column


def told(finding: Finding) -> str:
    """Return a finding as a line: place, code, what is wrong, the mend."""
    return f"{finding.place}: {finding.code} {finding.text}; {finding.mend}"


def explained(rule: Rule) -> str:
    """Return what a rule is about, for ``--explain``."""
    return f"{rule.code}: {rule.title}\n\nWhy: {rule.why}\nMend: {rule.mend}\n"
