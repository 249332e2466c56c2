"""What was given to ``plan new`` before anything is asked: flags, a plan file, an answers file, ``--set``."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .answers import Answers
from .edge import has_terminal, say
from .errors import WrongUse
from .gate import check_answers
from .interview import answered, page_for
from .library import Library, load_questions
from .planfile import write_plan_file
from .questions import Asked, is_answered, key_of, missing, questions_now
from .replies import WrongReply
from .run import PLAN_FILE, Job, plan_file, read_input, shown
from .so_far import Setting
from .source import parse_change, parse_yaml, set_value, to_plain
from .taking import GENERIC


class Wanted(NamedTuple):
    """What the flags of ``plan new`` say."""

    words: tuple[str, ...] = ()  # a plan file; with ``deep`` also blocks of questions
    said: Mapping[str, str | tuple[str, ...]] = {}  # by the id of the question
    answers: str | None = None
    changes: tuple[str, ...] = ()
    defaults: bool = False
    quick: bool = False
    deep: bool = False
    no_input: bool = False
    plain: bool = False
    resume: bool = False
    discard: bool = False
    output_dir: str | None = None
    templates: str | None = None
    documents: tuple[str, ...] = ()
    day: date | None = None
    after: Callable[[Job, Answers, Library], object] | None = None  # what --also makes

    @property
    def file(self) -> str | None:
        """Return the plan file that is gone over."""
        return plan_file(self.words[0]) if self.words else None

    @property
    def target(self) -> str:
        """Return the plan file that will be written, nothing where its folder is named for the role."""
        return self.file or (os.path.join(self.output_dir, PLAN_FILE[0]) if self.output_dir is not None else "")


def texts_of(said: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    """Return every text that a flag gave."""
    return [text for value in said.values() for text in ([value] if isinstance(value, str) else value)]


def begun_tree(wanted: Wanted, setting: Setting) -> dict[str, object]:
    """Return what the plan file says that is gone over, nothing without one."""
    return read_tree(wanted.file, setting.library) if wanted.file is not None else {}


def given_tree(begun: Mapping[str, object], wanted: Wanted, setting: Setting) -> dict[str, object]:
    """Return what was begun with, an answers file, ``--set`` and the flags say, the later before the earlier.

    Raises:
        InvalidFile: one of them cannot be read.
    """
    tree = dict(begun)
    if wanted.answers is not None:
        tree |= read_tree(wanted.answers, setting.library)
    if wanted.changes:
        tree = changed_tree(tree, wanted.changes)
    asks = {one.id: one for one in load_questions(setting.library).questions}
    for key, value in wanted.said.items():
        try:
            tree = answered(Asked(asks[key]), value, tree, setting)
        except WrongReply as wrong:
            raise WrongUse(f"{asks[key].flag}: {wrong}") from None
    if tree.get("role"):
        check_answers(write_plan_file(tree).encode(), "the answers", (), setting.library)
    return tree


def tell_role(tree: Mapping[str, object], wanted: Wanted) -> None:
    """Say which role the plan is made from where the flag named none of ours."""
    if wanted.said.get("role") not in (None, tree.get("role")):
        say(f"note: no role is called {wanted.said['role']}; the plan is made from {tree['role']}")


class Told(NamedTuple):
    """Which questions flags, ``--answers`` and ``--set`` answered: they are not asked, whatever the answer was."""

    ids: frozenset[str] = frozenset()
    answers: Mapping[str, object] = {}
    paths: tuple[tuple[str | int, ...], ...] = ()

    def has(self, asked: Asked) -> bool:
        """Tell whether a question was answered so."""
        key = tuple(key_of(asked.ask).split("."))
        changed = any(path[: len(key)] == key for path in self.paths)
        return asked.ask.id in self.ids or changed or is_answered(asked, self.answers)


def find_told(wanted: Wanted, setting: Setting) -> Told:
    """Return which questions need not be asked."""
    changes = [parse_change(one) for one in wanted.changes]
    answers = read_tree(wanted.answers, setting.library) if wanted.answers is not None else {}
    tables = {str(one.path[0]): to_plain(one.value) for one in changes if len(one.path) == 1}
    return Told(frozenset(wanted.said), {**answers, **tables}, tuple(one.path for one in changes))


def read_tree(file: str, library: Library) -> dict[str, object]:
    """Return the data of a plan file, which may lack its role; raises ``InvalidFile`` with every problem."""
    data = read_input(plan_file(file))
    found = to_plain(parse_yaml(data, shown(file)))
    tree = dict(found) if isinstance(found, Mapping) else {}
    check_answers(data, shown(file), () if "role" in tree else (f"role={GENERIC}",), library)
    return tree


def changed_tree(tree: Mapping[str, object], changes: Sequence[str]) -> dict[str, object]:
    """Return the data with ``--set`` changes."""
    root = parse_yaml(write_plan_file(tree).encode() if tree else b"{}", "--set")
    for change in changes:
        set_value(root, change)
    found = to_plain(root)
    return dict(found) if isinstance(found, Mapping) else {}


def can_ask(wanted: Wanted) -> bool:
    """Tell whether there is somebody to ask: a terminal to read from and to show on, and nobody who said no."""
    if wanted.defaults or wanted.no_input or os.environ.get("CI"):
        return False
    return has_terminal()


def refuse_missing(tree: Mapping[str, object], setting: Setting, wanted: Wanted) -> None:
    """Stop before anything is written where an answer is missing that nobody can be asked for."""
    gone = missing(tree, setting)
    if gone:
        flags = ", ".join(f"{one.flag} ({one.example})" for one in gone)
        raise WrongUse(
            f"no terminal to ask on, and these answers are missing: {flags}"
            if not wanted.defaults
            else f"--defaults needs {flags}",
            "give them as flags, with --answers FILE, or with --set KEY=VALUE; --defaults fills in the rest",
        )


def defaulted(tree: Mapping[str, object], setting: Setting, wanted: Wanted) -> dict[str, object]:
    """Return the data with the defaults of what nobody was asked; a plan file gets none that it did not have."""
    now = dict(tree)
    if wanted.file is not None:
        return now
    for asked in questions_now(now, setting):
        if asked.ask.id in ("transitions", "stage") and not is_answered(asked, now):
            now = answered(asked, page_for(asked, now, setting).default, now, setting)
    return now
