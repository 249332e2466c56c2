"""Which questions come, in what order, and how far along one is; they are data: ``questions.yaml`` and a role's own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .library import load_questions, load_template, template_ids
from .peopleline import whole
from .replies import as_list, list_at, value_at
from .so_far import Setting, Tree, holds, standing, to_prove
from .template import AskText, BlockText, ExtraText


class Asked(NamedTuple):
    """A question as it is asked now: one for each strength, or each person, where its kind has several."""

    ask: AskText
    about: str = ""  # the competency or person it is about
    again: bool = False  # asked before, or of a plan file that is gone over: what was not said stays unsaid

    @property
    def mark(self) -> str:
        """Return what the question is remembered by: its id, and whom or what it is about."""
        return f"{self.ask.id}:{self.about}" if self.about else self.ask.id


def questions_now(tree: Tree, setting: Setting, *, quick: bool = False) -> list[Asked]:
    """Return every question of the interview as far as the answers decide it, in order."""
    asks = [one for one in load_questions(setting.library).questions if one.quick or not quick]
    extras = [] if quick else [extra_ask(one) for one in role_extras(tree, setting)]
    every = [Asked(ask) for ask in (*asks, *extras) if holds(ask.when, tree, setting)]
    return [asked for one in every for asked in several(one, tree, setting)]


def to_come(ask: AskText, tree: Tree, setting: Setting, *, quick: bool = False) -> list[AskText]:
    """Return the questions behind one that may still come, whatever their kind finds to ask by then."""
    every = [one for one in load_questions(setting.library).questions if one.quick or not quick]
    later = every[every.index(ask) + 1 :] if ask in every else []
    return [one for one in later if holds(one.when, tree, setting)]


def block_questions(block: BlockText, tree: Tree, setting: Setting) -> list[Asked]:
    """Return the questions of a block of ``--deep``."""
    return [asked for ask in block.questions for asked in several(Asked(ask), tree, setting)]


def several(asked: Asked, tree: Tree, setting: Setting) -> list[Asked]:
    """Return one question for each strength to prove or each person, or the question itself."""
    if asked.ask.kind in ("proof", "another-proof"):
        found = standing(tree, setting)
        return [asked._replace(about=one) for one in to_prove(found)] if found else []
    if asked.ask.kind == "each-person":
        people = map(whole, list_at(tree, "people"))
        return [asked._replace(about=str(one["name"])) for one in people if not one.get(asked.ask.field)]
    if asked.ask.kind == "gaps":
        found = standing(tree, setting)
        return [asked] if found and len(found.gaps) + len(found.parked_gaps) > 1 else []
    return [asked]


def role_extras(tree: Tree, setting: Setting) -> Sequence[ExtraText]:
    """Return the questions that the chosen role adds."""
    role = str(tree.get("role", ""))
    return load_template("role", role, setting.library).extra if role in template_ids("role", setting.library) else ()


def extra_ask(extra: ExtraText) -> AskText:
    """Return a role's own question as one of the interview's."""
    return AskText(
        extra.id,
        "choice" if extra.choices else "text",
        extra.question or extra.id,
        extra.help or "",
        f"extra.{extra.id}",
        extra.default or "",
        choices=extra.choices,
        optional=True,
        when=extra.when or "",
    )


def is_answered(asked: Asked, tree: Tree) -> bool:
    """Tell whether the data holds the answer."""
    if asked.ask.kind == "proof":
        return any(asked.about in proved_by(one) for one in list_at(tree, "evidence"))
    if asked.ask.kind == "from" and tree.get("from_title") is not None:
        return True
    return value_at(tree, key_of(asked.ask)) is not None


def proved_by(entry: object) -> list[str]:
    """Return the competencies that a piece of evidence proves; a bare title proves none."""
    return as_list(entry.get("competency")) if isinstance(entry, Mapping) else []


def missing(tree: Tree, setting: Setting) -> list[AskText]:
    """Return the questions that must have an answer and have none."""
    return [one.ask for one in questions_now(tree, setting) if one.ask.required and not is_answered(one, tree)]


def key_of(ask: AskText) -> str:
    """Return where the answer goes."""
    return ask.key or ask.id


def told_progress(done: int, asked: Sequence[Asked], later: Sequence[str] = ()) -> str:
    """Return “4 of 12, about 3 minutes left”; several proofs are one question, ``later`` may still come."""
    ids = list(dict.fromkeys([*(one.ask.id for one in asked[: done + 1]), *later, *(one.ask.id for one in asked)]))
    left = sum(one.ask.seconds for one in asked[done:])
    minutes = max(1, round(left / 60))
    about = "less than a minute left" if left < 45 else f"about {minutes} minute{'s' if minutes > 1 else ''} left"
    return f"{ids.index(asked[done].ask.id) + 1} of {len(ids)}, {about}"
