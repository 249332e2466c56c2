"""``plan new --deep``: asks more about a plan file that is there, and changes only what was answered."""

import os
from collections.abc import Iterator, Mapping, Sequence

from .edge import say
from .edit import change, drop
from .errors import UnknownName, WrongUse
from .gate import check_answers
from .interview import Asked, Setting, answered, block_questions, page_for
from .library import load_questions
from .pages import GoBack, Prompter
from .replacing import replace_file
from .run import PLAN_FILE, Wishes, plan_file, read_input, render_files, shown
from .source import parse_yaml, to_plain
from .template import BlockText

Path = tuple[str | int, ...]


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


def deepen(words: Sequence[str], setting: Setting, prompter: Prompter, wishes: Wishes) -> int:
    """Ask the questions of the blocks; each answer is in the plan file before the next question. Then render."""
    file, blocks = find_blocks(words, setting)
    before = read_input(file)
    for block in blocks:
        prompter.show(["", f"{block.title}: makes better {block.improves}.", ""])
        ask_block(file, block, setting, prompter)
    if read_input(file) == before:
        say(f"{shown(file)} is as it was")
        return 0
    say(f"wrote  {shown(file)}")
    return render_files([file], wishes)


def ask_block(file: str, block: BlockText, setting: Setting, prompter: Prompter) -> None:
    """Ask the questions of one block; whoever goes back is asked the one before again."""
    texts = [read_input(file).decode()]
    while len(texts) <= len(every := block_questions(block, tree_of(texts[0]), setting)):
        asked = every[len(texts) - 1]
        try:
            texts.append(ask_one(texts[-1], asked, setting, prompter, f"{len(texts)} of {len(every)}"))
        except GoBack:
            texts = texts[:-1] or texts
        save(file, texts[-1])


def save(file: str, text: str) -> None:
    """Put a changed plan file in its place."""
    old = read_input(file)
    if old != text.encode():
        replace_file(file, old, text.encode())


def ask_one(text: str, asked: Asked, setting: Setting, prompter: Prompter, progress: str) -> str:
    """Ask one question and put its answer into the text."""
    tree = tree_of(text)
    given = prompter.ask(page_for(asked, tree, setting, progress))
    changed = answered(asked, given, tree, setting)
    text = with_changes(text, changed)
    check_answers(text.encode(), PLAN_FILE[0], (), setting.library)
    return text


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
    found = to_plain(parse_yaml(text.encode(), PLAN_FILE[0]))
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
