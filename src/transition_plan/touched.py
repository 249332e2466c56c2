"""Documents that their owner touched: what may keep them from being merged, and what a rendering would change in them.

Whoever touched nothing does not wait for this module.
"""

import re
from collections.abc import Sequence

from .errors import InvalidFile, Problem, Refused
from .files import Document, shown
from .merge import BOM, is_of_another_plan, is_ours
from .passages import Passage, lines_of, read_passages
from .saving import OVERWRITE, Change, Standing
from .texts_there import recorded, standing_text
from .unified import difference

ANEW = "delete the file to have it written anew, or --force, which keeps a backup"
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}) ")


def differences(changes: Sequence[Change]) -> str:
    """Return what a set would change, as ``diff -u`` and ``patch`` know it."""
    return "".join(document_difference(one.standing, (one.new or b"").decode()) for one in changes if one.is_changed)


def document_difference(standing: Standing, new: str) -> str:
    """Return what one document would change."""
    name = standing.place.typed
    return difference(standing_text(standing), new, name if standing.old else "/dev/null", name)


def refuse_strangers(touched: Sequence[tuple[Standing, Document]]) -> None:
    """Leave alone what was not written there: another plan's document, or anybody's file of that name."""
    claims = [(standing, stranger(standing, document)) for standing, document in touched]
    told = [f"{shown(standing.place.typed)} ({claim})" for standing, claim in claims if claim]
    if told:
        raise Refused(f"would overwrite {', '.join(told)}", OVERWRITE)


def stranger(standing: Standing, document: Document) -> str:
    """Say why a document is not the one that was written there; nothing where it is."""
    base, mine = recorded(standing), standing_text(standing)
    if base is None:
        return "" if is_ours(mine, document.text) else "no record that plan wrote it"
    return "it looks like another plan's" if is_of_another_plan(base, mine) else ""


def refuse_unreadable(standings: Sequence[Standing]) -> None:
    """Tell all that keeps documents from being read as the texts that they were."""
    problems = [problem for one in standings if one.old for problem in faults(one, one.old.data)]
    if problems:
        names = ", ".join(dict.fromkeys(shown(problem.place.split(":")[0]) for problem in problems))
        raise InvalidFile(names, problems, ANEW)


def faults(standing: Standing, data: bytes) -> list[Problem]:
    """Return what is wrong with what stands in a document's place."""
    name = shown(standing.place.typed)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [Problem(f"{name}:{line}", f"byte 0x{data[error.start]:02X} is not UTF-8; save it as UTF-8")]
    if "\0" in text:
        return [Problem(f"{name}:{text.count(chr(10), 0, text.index(chr(0))) + 1}", "a NUL character is no text")]
    record = recorded(standing)
    if record and not text.strip():
        return [Problem(f"{name}:1", "it is empty")]
    passages = read_passages(text.removeprefix(BOM))
    return [*conflict_marks(name, passages), *front_faults(name, record or "", passages)]


def conflict_marks(name: str, passages: Sequence[Passage]) -> list[Problem]:
    """Find what a merge of somebody else's left behind."""
    lines = [
        (passage.line + n, line)
        for passage in passages
        if passage.kind != "fence"
        for n, line in enumerate(lines_of(passage.text))
    ]
    text = "a conflict of another merge stands here; settle it first"
    return [Problem(f"{name}:{n}", text) for n, line in lines if _CONFLICT.match(line)]


def front_faults(name: str, record: str, passages: Sequence[Passage]) -> list[Problem]:
    """Find front matter that is gone or can no longer be read."""
    had = read_passages(record)[:1]
    if not had or had[0].kind != "front":
        return []
    if not passages or passages[0].kind != "front":
        return [
            Problem(f"{name}:1", "the front matter is gone; put it back, or take front_matter out of the plan file")
        ]
    return yaml_faults(name, "".join(passages[0].body[:-1]))


def yaml_faults(name: str, text: str) -> list[Problem]:
    """Return what is wrong with front matter as YAML."""
    from .source import parse_yaml

    try:
        parse_yaml(f"\n{text}".encode(), name)
    except InvalidFile as error:
        return list(error.problems)
    return []
