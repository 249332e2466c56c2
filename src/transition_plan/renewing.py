"""Documents meet what stands in their folder: what is read there, what is merged, what is refused.

``look_at`` and ``save_set`` touch the disk; here bytes become text, and three texts one.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import unified_diff
from typing import NamedTuple

from .errors import Collided, InvalidFile, Problem, Refused, TwoTexts, WrongUse
from .files import Document, shown
from .index import INDEX, refuse_newer
from .merge import ALL, BOM, Merged, Take, is_of_another_plan, is_ours, merge_document
from .passages import Passage, lines_of, read_passages
from .places import RECORDS
from .saving import OVERWRITE, Change, Standing, overwrite

STRUCK = "deleted"  # the record of the actions that their owner deleted, a line each: document, id
SIDES = ("mine", "theirs")
ANEW = "delete the file to have it written anew, or --force, which keeps a backup"
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}) ")


class Renewed(NamedTuple):
    """What shall become of a set of documents, and what to tell about it."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    records: Mapping[str, str]  # what belongs to no document


def read_take(words: Sequence[str]) -> Take:
    """Read ``mine``, ``theirs`` and ``ID=mine``; raises ``WrongUse`` for anything else."""
    take: dict[str, str] = {}
    for word in words:
        name, _, side = word.rpartition("=")
        if side not in SIDES:
            raise WrongUse(
                f"--take {shown(word)} is neither mine nor theirs", "--take mine, or --take meet-peers=theirs"
            )
        take[name or ALL] = side
    return take


def renew(
    standings: Sequence[Standing],
    documents: Sequence[Document],
    records: Mapping[str, str],
    take: Take,
    *,
    force: bool = False,
) -> Renewed:
    """Return what a set becomes: new where nothing stands, merged where something does.

    Raises:
        InvalidFile: a document cannot be read as the text that it was.
        Refused: what stands there is not what was written there.
        Collided: both sides changed the same thing, and ``take`` does not settle it.
    """
    if force:
        return Renewed(
            tuple(overwrite(*pair) for pair in zip(standings, documents, strict=True)),
            (),
            changed({STRUCK: ""}, records),
        )
    refuse_newer(records.get(INDEX, ""), f"{RECORDS}/{INDEX}")
    refuse_unreadable(standings)
    refuse_strangers(standings, documents)
    struck = read_struck(records.get(STRUCK, ""))
    merged = [
        merge_document(one.name, recorded(there), standing_text(there), one.text, take, struck.get(one.name, ()))
        for there, one in zip(standings, documents, strict=True)
    ]
    places = [there.place.typed for there in standings]
    refuse_collisions(merged, places)
    gone = {document.name: one.struck for document, one in zip(documents, merged, strict=True)}
    return Renewed(
        tuple(
            Change(there, one.text.encode(), document.text.encode(), keep=one.settled)
            for there, document, one in zip(standings, documents, merged, strict=True)
        ),
        tuple(f"{place}{note}" for place, one in zip(places, merged, strict=True) for note in one.notes),
        changed({STRUCK: write_struck({**struck, **gone})}, records),
    )


def changed(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """Return the records that say something else than before; what says nothing and is not there stays away."""
    return {name: text for name, text in new.items() if text != old.get(name, "")}


def refuse_collisions(merged: Sequence[Merged], places: Sequence[str]) -> None:
    """Stop where a choice of the owner's is needed; all documents in one message."""
    clashes = [
        TwoTexts(f"{place}:{it.line}", it.id, it.what, it.mine, it.theirs)
        for place, one in zip(places, merged, strict=True)
        for it in one.collisions
    ]
    if clashes:
        raise Collided(clashes)


def read_struck(text: str) -> dict[str, frozenset[str]]:
    """Read which actions were deleted, by document."""
    pairs = [line.rpartition(" ")[::2] for line in text.split("\n") if line]
    return {name: frozenset(id_ for other, id_ in pairs if other == name) for name, _ in pairs}


def write_struck(struck: Mapping[str, Collection[str]]) -> str:
    """Write which actions were deleted."""
    return "".join(f"{name} {id_}\n" for name in sorted(struck) for id_ in sorted(struck[name]))


def recorded(standing: Standing) -> str | None:
    """Return the text that was written last, as far as it is known; where nothing stands, nothing was."""
    old, record = standing.old, standing.record
    if old is None:
        return ""
    # A deduplicating tool may have made the two one file: then they are equal whatever the owner did.
    return None if record is None or record.state == old.state else record.data.decode(errors="replace")


def standing_text(standing: Standing) -> str:
    """Return the text that stands there now."""
    return standing.old.data.decode() if standing.old else ""


def differences(changes: Sequence[Change]) -> str:
    """Return what a set would change, as ``diff -u`` and ``patch`` know it."""
    return "".join(difference(one.standing, (one.new or b"").decode()) for one in changes if one.is_changed)


def difference(standing: Standing, new: str) -> str:
    """Return what one document would change."""
    name = standing.place.typed
    before = name if standing.old else "/dev/null"
    lines = unified_diff(lines_of(standing_text(standing)), lines_of(new), before, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def refuse_strangers(standings: Sequence[Standing], documents: Sequence[Document]) -> None:
    """Leave alone what was not written there: another plan's document, or anybody's file of that name."""
    claims = []
    for standing, document in zip(standings, documents, strict=True):
        if standing.old and (claim := stranger(standing, document)):
            claims.append(f"{shown(standing.place.typed)} ({claim})")
    if claims:
        raise Refused(f"would overwrite {', '.join(claims)}", OVERWRITE)


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
