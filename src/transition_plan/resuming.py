"""A talk and its draft: what is kept while questions are answered, and how a draft is gone on with."""

import os
import shlex
from typing import NamedTuple

from .differing import settled
from .drafts import Draft, can_keep, discard_draft, load_draft, save_draft
from .edge import say
from .files import shown
from .given import Told, Wanted, given_tree
from .library import load_questions
from .pages import Choice, Given, GoBack, Page, Prompter
from .questions import key_of
from .so_far import Setting
from .spelling import spell

ALSO = {"role": ("title",), "from": ("from_title",), "hours": ("days_off",)}  # keys that a question fills in, too


class Talk(NamedTuple):
    """Whom the questions are put to, and what they go by."""

    setting: Setting
    wanted: Wanted
    told: Told
    prompter: Prompter
    path: str  # of the draft
    unsent: dict[str, Given]  # what was entered on a page that was left, by question


def save(draft: Draft, talk: Talk) -> None:
    """Keep the draft, and what was entered on pages that were left."""
    save_draft(talk.path, draft._replace(unsent=talk.unsent))


def leave(mark: str, draft: Draft, talk: Talk, given: Given) -> None:
    """Keep what was entered on a page that is left, to show it there again."""
    talk.unsent[mark] = given
    save(draft, talk)


def kept(talk: Talk) -> str:
    """Return how to go on with the answers that were given."""
    if not os.path.exists(talk.path):
        return "no answer is kept"
    where = ["-o", talk.wanted.output_dir] if talk.wanted.output_dir is not None else []
    again = shlex.join(["plan", "new", *talk.wanted.words, *where, "--resume"])
    return f"your answers are kept: {again} goes on"


def offered_draft(fresh: Draft, talk: Talk) -> Draft:
    """Return what to begin with: the draft for this plan if the person wants it, what was given otherwise."""
    if not can_keep(talk.path):
        say(
            f"note: {shown(os.path.dirname(talk.path))} is not yours alone, so no draft is kept: do not stop in between"
        )
    if talk.wanted.discard:
        discard_draft(talk.path)
    draft = load_draft(talk.path)
    if draft is None:
        if talk.wanted.resume:
            say(f"note: there is no draft{for_plan(talk.wanted)}; this begins anew")
        return fresh
    if not talk.wanted.resume and without_way_back(talk.prompter, draft_page(draft, talk.wanted)) != "yes":
        discard_draft(talk.path)
        return fresh
    return resumed(draft, fresh, talk)


def for_plan(wanted: Wanted) -> str:
    """Return which plan a draft is for."""
    return f" for {shown(wanted.target)}" if wanted.target else ""


def draft_page(draft: Draft, wanted: Wanted) -> Page:
    """Return the page that offers a draft."""
    about = draft.tree.get("title") or draft.tree.get("role") or "a plan"
    done = len({*draft.asked, *draft.seen})  # whoever went back has answered more than stands before the question
    count = f"{done} question{'' if done == 1 else 's'} answered"
    return Page(
        "draft",
        "choice",
        f"There is a draft{for_plan(wanted)}: {about}, {count}. Go on with it?",
        choices=(Choice("yes", "Go on"), Choice("no", "Begin anew", "the draft is forgotten")),
        default="yes",
    )


def resumed(draft: Draft, fresh: Draft, talk: Talk) -> Draft:
    """Return a draft as it goes on now: with what flags say and what was changed in the plan file meanwhile."""
    tree, both = settled(draft.begun, draft.tree, fresh.begun) if talk.wanted.file else (draft.tree, [])
    if both:
        say(f"note: {shown(talk.wanted.target)} was changed since; what it says now stands, and is asked again:")
    for key in both:
        say(f"  {key}, for which you had answered: {spell(draft.tree.get(key))}")
    stale = [one for one in draft.asked if set(keys_of(one, talk.setting)) & set(both)]
    asked = tuple(one for one in draft.asked if one not in stale)
    talk.unsent.update(draft.unsent)
    return Draft(given_tree(tree, talk.wanted, talk.setting), asked, draft.seen, fresh.begun)


def keys_of(mark: str, setting: Setting) -> list[str]:
    """Return the keys of the plan file that a question fills in; a role's own are under ``extra``."""
    asks = {one.id: one for one in load_questions(setting.library).questions}
    ask = asks.get(mark.partition(":")[0])
    return [key_of(ask).partition(".")[0], *ALSO.get(ask.id, ())] if ask else ["extra"]


def without_way_back(prompter: Prompter, page: Page) -> str:
    """Return the answer to a page before which there is none: whoever goes back sees it again."""
    while True:
        try:
            return str(prompter.ask(page))
        except GoBack:
            continue
