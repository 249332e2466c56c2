"""``plan new --deep``: asks more about a plan file that is there, and changes only what was answered."""

import os
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from .differing import tree_of, with_changes
from .edge import say
from .errors import PlanError, UnknownName, WrongUse
from .gate import check_answers
from .interview import answered, page_for
from .library import load_questions
from .pages import ENTERED, Given, GoBack, Page, Prompter, begun_page
from .questions import Asked, block_questions
from .replacing import replace_file
from .replies import WrongReply
from .run import PLAN_FILE, Wishes, plan_file, read_input, render_files, shown
from .so_far import Setting
from .template import BlockText


def find_blocks(words: Sequence[str], setting: Setting) -> tuple[str, list[BlockText]]:
    """Return the plan file and the blocks that the words name: all of them where none is named.

    Raises:
        WrongUse: there is more than one file.
        UnknownName: a word is neither a block nor a plan file.
    """
    blocks = {block.id: block for block in load_questions(setting.library).blocks}
    named = [blocks[word] for word in words if word in blocks]
    files = [word for word in words if word not in blocks]
    if len(files) > 1:
        raise WrongUse(f"--deep takes one plan file, not {', '.join(files)}", f"the blocks are {', '.join(blocks)}")
    if files and not files[0].endswith((".yaml", ".yml")) and "/" not in files[0] and not os.path.lexists(files[0]):
        raise UnknownName(f"there is no block and no plan file '{files[0]}'", f"the blocks are {', '.join(blocks)}")
    return plan_file(files[0] if files else PLAN_FILE[0]), named or list(blocks.values())


class Said(NamedTuple):
    """A question, its answer, and the file's text with it."""

    asked: Asked
    given: Given
    text: str


class Deepening(NamedTuple):
    """A plan file that is asked about: its text before, what was answered since, and what is not asked any more."""

    file: str
    text: str
    said: tuple[Said, ...] = ()
    past: frozenset[str] = frozenset()

    def text_at(self, at: int) -> str:
        """Return the text after so many answers."""
        return self.said[at - 1].text if at else self.text


def deepen(words: Sequence[str], setting: Setting, prompter: Prompter, wishes: Wishes) -> int:
    """Ask the questions of the blocks; each answer is in the plan file before the next question. Then render."""
    file, blocks = find_blocks(words, setting)
    before = read_input(file)
    check_answers(before, shown(file), (), setting.library)
    for block in blocks:
        prompter.show(["", f"{block.title}. What it improves: {block.improves}.", ""])
        ask_block(file, block, setting, prompter)
    if read_input(file) == before:
        say(f"{shown(file)} is as it was")
        return 0
    say(f"wrote  {shown(file)}")
    return render_files([file], wishes)


def ask_block(file: str, block: BlockText, setting: Setting, prompter: Prompter) -> None:
    """Ask the questions of one block; whoever goes back is shown their answer, and changes it in its place."""
    now, at = Deepening(file, read_input(file).decode()), 0
    unsent: dict[str, Given] = {}
    while True:
        every = questions_of(block, now, setting)
        if at == len(every):
            return
        page = deep_page(every[at], now, at, setting, f"{at + 1} of {len(every)}")
        if page.kind in ENTERED:
            page = page._replace(left=partial(unsent.__setitem__, every[at].mark))
        try:
            given = prompter.ask(begun_page(page, unsent.pop(every[at].mark, None)))
        except GoBack:
            at = max(0, at - 1)
            continue
        now, at = kept(every[at], given, now, at, setting)


def questions_of(block: BlockText, now: Deepening, setting: Setting) -> list[Asked]:
    """Return the questions that were answered, then those that are open: an answer may bring more."""
    done = [one.asked for one in now.said]
    marks = {one.mark for one in done} | now.past
    every = block_questions(block, tree_of(now.text_at(len(done))), setting)
    return [*done, *(one._replace(again=True) for one in every if one.mark not in marks)]


def deep_page(asked: Asked, now: Deepening, at: int, setting: Setting, progress: str) -> Page:
    """Return the page of a question; one that was answered shows its answer."""
    page = page_for(asked, tree_of(now.text_at(at)), setting, progress)
    check = partial(wrong_with, page, asked, now, at, setting)
    return page._replace(check=check, default=now.said[at].given if at < len(now.said) else page.default)


def wrong_with(page: Page, asked: Asked, now: Deepening, at: int, setting: Setting, given: Given) -> str:
    """Return what is wrong with an answer, in one line, or why it cannot be put into this file."""
    if told := page.check(given):
        return told
    try:
        with_answer(asked, given, now, at, setting)
    except (PlanError, WrongReply) as error:
        return str(error)
    return ""


def with_answer(asked: Asked, given: Given, now: Deepening, at: int, setting: Setting) -> Deepening:
    """Return what was answered, with this in the place of an earlier answer; those that were given after it stay."""
    said, text = list(now.said[:at]), now.text_at(at)
    for one, reply in [(asked, given), *((one.asked, one.given) for one in now.said[at + 1 :])]:
        text = with_changes(text, answered(one, reply, tree_of(text), setting))
        said.append(Said(one, reply, text))
    check_answers(text.encode(), shown(now.file), (), setting.library)
    return now._replace(said=tuple(said))


def kept(asked: Asked, given: Given, now: Deepening, at: int, setting: Setting) -> tuple[Deepening, int]:
    """Put an answer into the plan file; return what to go on with.

    Where another hand saved the file meanwhile, its text is what the answer is put into.
    """
    there = read_input(now.file).decode()
    if there != now.text_at(len(now.said)):
        now = Deepening(now.file, there, (), now.past | {one.asked.mark for one in now.said})
        at = 0
    now = with_answer(asked, given, now, at, setting)
    save(now.file, now.text_at(len(now.said)))
    return now, at + 1


def save(file: str, text: str) -> None:
    """Put a changed plan file in its place."""
    old = read_input(file)
    if old != text.encode():
        replace_file(file, old, text.encode())
