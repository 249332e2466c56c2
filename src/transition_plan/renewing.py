"""Documents meet what stands in their folder: what is read there, what is merged, what is refused.

``look_at`` and ``save_set`` touch the disk; here bytes become text, and three texts one.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .errors import Collided, TwoTexts, WrongUse
from .files import Document, shown
from .index import INDEX, refuse_newer
from .merged import ALL, Merged, Take
from .places import RECORDS
from .saving import Change, Standing, overwrite
from .texts_there import is_untouched, recorded, standing_text

STRUCK = "deleted"  # the record of the actions that their owner deleted, a line each: document, id
SIDES = ("mine", "theirs")


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
    refuse_unmergeable([pair for pair in zip(standings, documents, strict=True) if not is_untouched(pair[0])])
    struck = read_struck(records.get(STRUCK, ""))
    merged = [
        merge(there, one, take, struck.get(one.name, frozenset()))
        for there, one in zip(standings, documents, strict=True)
    ]
    places = [there.place.typed for there in standings]
    refuse_collisions(merged, places)
    idle = sorted({id_ for id_ in take if id_ != ALL} - {id_ for one in merged for id_ in one.chosen})
    gone = {document.name: one.struck for document, one in zip(documents, merged, strict=True)}
    return Renewed(
        tuple(
            Change(there, one.text.encode(), document.text.encode(), keep=one.settled)
            for there, document, one in zip(standings, documents, merged, strict=True)
        ),
        (
            *(f"{place}{note}" for place, one in zip(places, merged, strict=True) for note in one.notes),
            *(f"--take {id_}: nothing of that name collides" for id_ in idle),
        ),
        changed({STRUCK: write_struck({**struck, **gone})}, records),
    )


def changed(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """Return the records that say something else than before; what says nothing and is not there stays away."""
    return {name: text for name, text in new.items() if text != old.get(name, "")}


def merge(standing: Standing, document: Document, take: Take, struck: frozenset[str]) -> Merged:
    """Merge one document with what stands there; one that nobody touched is simply renewed."""
    base, mine = recorded(standing), standing_text(standing)
    if not struck and mine in (base, document.text):
        return Merged(document.text)
    from .merge import merge_document

    return merge_document(document.name, base, mine, document.text, take, struck)


def refuse_unmergeable(touched: Sequence[tuple[Standing, Document]]) -> None:
    """Stop at what cannot be read as a text of ours, or was never one."""
    if touched:
        from .touched import refuse_strangers, refuse_unreadable

        refuse_unreadable([standing for standing, _ in touched])
        refuse_strangers(touched)


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
    found: dict[str, set[str]] = {}
    for line in text.split("\n"):
        name, _, id_ = line.rpartition(" ")
        if line:
            found.setdefault(name, set()).add(id_)
    return {name: frozenset(ids) for name, ids in found.items()}


def write_struck(struck: Mapping[str, Collection[str]]) -> str:
    """Write which actions were deleted."""
    return "".join(f"{name} {id_}\n" for name in sorted(struck) for id_ in sorted(struck[name]))
