"""The interview: the page of a question, what an answer makes of the plan file's data, and what is wrong with one.

Questions are data (``questions.yaml`` and a role's ``extra``). The tree is what a plan file holds, as plain values; the
terminal, the clock and the disk are somebody else's.
"""

from .errors import InvalidFile
from .pages import Given, Page
from .presenting import opened, same, shown_page
from .questions import Asked, is_answered
from .replies import WrongReply
from .so_far import Setting, Tree, check
from .taking import KINDS


def page_for(asked: Asked, tree: Tree, setting: Setting, progress: str = "") -> Page:
    """Return the page of a question, which knows what is wrong with an answer."""
    page = shown_page(asked, tree, setting)
    return page._replace(progress=progress, check=lambda given: wrong(asked, given, tree, setting))


def answered(asked: Asked, given: Given, tree: Tree, setting: Setting) -> dict[str, object]:
    """Return the data with an answer in it.

    Raises:
        WrongReply: the answer cannot be taken; the message is one line with an example.
    """
    if stands(asked, given, tree, setting):
        return dict(tree)
    return KINDS[asked.ask.kind](asked, given, tree, setting)


def stands(asked: Asked, given: Given, tree: Tree, setting: Setting) -> bool:
    """Tell whether an answer is the one that stands there already: then nothing changes, however it is written."""
    there = asked.again or is_answered(asked, tree)
    return there and same(given, opened(shown_page(asked, tree, setting)))


def wrong(asked: Asked, given: Given, tree: Tree, setting: Setting) -> str:
    """Return what is wrong with an answer, in one line, or nothing."""
    if given in ("", (), {}) and asked.ask.required:
        return f"this one is needed: {asked.ask.example}"
    try:
        changed = answered(asked, given, tree, setting)
        if "role" in changed:
            check(changed, setting)
    except WrongReply as reply:
        return str(reply)
    except InvalidFile as error:
        return error.problems[0].text
    return ""
