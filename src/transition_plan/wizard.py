"""``plan new``: asks what is missing, keeps each answer at once, shows what will be written, then writes it."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from .answers import Answers
from .bounded import run_bounded
from .drafts import Draft, discard_draft, draft_path, load_draft, save_draft
from .edge import has_terminal, say
from .errors import Refused, WrongUse
from .files import Document, typed
from .filters import long_day
from .gate import check_answers
from .ids import slug
from .interview import (
    GENERIC,
    OWN_ROLE,
    Asked,
    Setting,
    answered,
    closest_roles,
    fill_here,
    is_answered,
    key_of,
    missing,
    page_for,
    questions_now,
    told_progress,
)
from .library import Library, load_questions, load_template
from .lookup import find_library
from .pages import Choice, GoBack, Page, Prompter
from .planfile import write_plan_file
from .rendering import Environment, environment
from .replies import WrongReply
from .run import PLAN_FILE, Job, Wishes, make, plan_file, read_input, shown
from .saving import save_documents
from .setting import refuse_bytes
from .source import parse_yaml, set_value, to_plain

INTERRUPTED = 130


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
        """Return the plan file to begin with."""
        return self.words[0] if self.words else None


def new_plan(wanted: Wanted) -> int:
    """Make a plan file and its documents; returns the exit code."""
    refuse_bytes([*wanted.changes, *wanted.words, *texts_of(wanted.said)])
    library = find_library(wanted.templates)
    setting = Setting(library, partial(fill_trusting, library, environment({}, None)), wanted.day or this_day())
    if wanted.deep:
        return deeper(wanted, setting)
    if len(wanted.words) > 1:
        raise WrongUse(f"plan new takes one plan file, not {len(wanted.words)}")
    tree = given_tree(wanted, setting)
    if not can_ask(wanted):
        refuse_missing(tree, setting, wanted)
        return write(defaulted(tree, setting), setting, wanted)
    return interview(tree, setting, wanted)


def deeper(wanted: Wanted, setting: Setting) -> int:
    """Ask more about a plan file that is there; returns the exit code."""
    from .deep import deepen
    from .prompts import choose_prompter, terminal_guard

    if not can_ask(wanted):
        raise WrongUse("--deep asks, and there is no terminal to ask on", "plan set KEY=VALUE changes one answer")
    with terminal_guard():
        try:
            wishes = Wishes(templates=wanted.templates, documents=wanted.documents, after=wanted.after)
            return deepen(wanted.words, setting, choose_prompter(plain=wanted.plain), wishes)
        except KeyboardInterrupt:
            say("\nwhat you answered stands in the plan file; plan render makes its documents")
            return INTERRUPTED


def fill_trusting(library: Library, env: Environment, texts: Sequence[str], names: Mapping[str, object]) -> list[str]:
    """Put names into the texts of questions; where a stranger may have written one, in a child with limits."""
    work = partial(fill_here, env, texts, names)
    filled: list[str] = work() if all(folder.ships for folder in library.folders) else run_bounded(work)
    return filled


def texts_of(said: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    """Return every text that a flag gave."""
    return [text for value in said.values() for text in ([value] if isinstance(value, str) else value)]


def this_day() -> date:
    """Return the day on this machine's clock: whoever types "next monday" means the calendar on the wall."""
    return datetime.now().astimezone().date()


# What was given before anything is asked


def given_tree(wanted: Wanted, setting: Setting) -> dict[str, object]:
    """Return what a plan file, an answers file, ``--set`` and the flags say, the later before the earlier.

    Raises:
        InvalidFile: one of them cannot be read.
    """
    tree: dict[str, object] = {}
    for file in (wanted.file, wanted.answers):
        if file is not None:
            tree |= read_tree(file, setting.library)
    if wanted.changes:
        tree = changed_tree(tree, wanted.changes)
    asks = {one.id: one for one in load_questions(setting.library).questions}
    for key, value in wanted.said.items():
        try:
            tree = answered(Asked(asks[key]), value, tree, setting)
        except WrongReply as wrong:
            raise WrongUse(f"{asks[key].flag}: {wrong}") from None
    if wanted.said.get("role") not in (None, tree.get("role")):
        say(f"note: no role is called {wanted.said['role']}; the plan is made from {tree['role']}")
    if tree.get("role"):
        check_answers(write_plan_file(tree).encode(), "the answers", (), setting.library)
    return tree


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


def defaulted(tree: Mapping[str, object], setting: Setting) -> dict[str, object]:
    """Return the data with the defaults of what nobody was asked; what is unknown stays unknown."""
    now = dict(tree)
    for asked in questions_now(now, setting):
        if asked.ask.id in ("transitions", "stage") and not is_answered(asked, now):
            now = answered(asked, page_for(asked, now, setting).default, now, setting)
    return now


# The interview


def interview(tree: dict[str, object], setting: Setting, wanted: Wanted) -> int:
    """Ask, show what will be written, write."""
    from .prompts import choose_prompter, terminal_guard

    prompter = choose_prompter(plain=wanted.plain)
    path = draft_path()
    with terminal_guard():
        try:
            begun = offered_draft(path, tree, prompter, wanted)
            told = ask_all(begun, setting, wanted, prompter, path)
            if told is None:
                say(f"nothing was written; your answers are kept: {shown(path)}; plan new --resume goes on")
                return INTERRUPTED
        except KeyboardInterrupt:
            kept = "your answers are kept: " + shown(path) + "; plan new --resume goes on"
            say(f"\nnothing was written; {kept if os.path.exists(path) else 'nothing had been answered'}")
            return INTERRUPTED
    code = write(told, setting, wanted)
    discard_draft(path)
    return code


def offered_draft(path: str, tree: dict[str, object], prompter: Prompter, wanted: Wanted) -> Draft:
    """Return what to begin with: the draft if the person wants it, what was given otherwise."""
    if wanted.discard:
        discard_draft(path)
    draft = None if wanted.discard else load_draft(path)
    if draft is None:
        return Draft(tree, ())
    if not wanted.resume and wanted.file is None:
        about = draft.tree.get("title") or draft.tree.get("role") or "a plan"
        page = Page(
            "draft",
            "choice",
            f"There is a draft: {about}, {len(draft.asked)} questions answered. Go on with it?",
            choices=(Choice("yes", "Go on"), Choice("no", "Begin anew", "the draft is forgotten")),
            default="yes",
        )
        if without_way_back(prompter, page) != "yes":
            discard_draft(path)
            return Draft(tree, ())
    return Draft({**draft.tree, **tree}, draft.asked)


def without_way_back(prompter: Prompter, page: Page) -> str:
    """Return the answer to a page before which there is none: whoever goes back sees it again."""
    while True:
        try:
            return str(prompter.ask(page))
        except GoBack:
            continue


def ask_all(begun: Draft, setting: Setting, wanted: Wanted, prompter: Prompter, path: str) -> dict[str, object] | None:
    """Ask everything that is open, then show the review page until the person says what to do."""
    of_file = read_tree(wanted.file, setting.library) if wanted.file else {}
    given = {key for key in begun.tree if key not in begun.asked and begun.tree[key] != of_file.get(key)}
    tree = dict(begun.tree)
    done = list(begun.asked)
    while True:
        tree, done = ask_open(tree, done, given, setting, wanted, prompter, path)
        try:
            choice = review(tree, setting, wanted, prompter)
        except GoBack:
            done = done[:-1]
            continue
        if choice == "write":
            return tree
        if choice == "cancel":
            return None
        done = [one for one in done if one != choice]


def ask_open(
    tree: dict[str, object],
    done: list[str],
    given: set[str],
    setting: Setting,
    wanted: Wanted,
    prompter: Prompter,
    path: str,
) -> tuple[dict[str, object], list[str]]:
    """Ask every question that is neither answered nor given; going back keeps the answer and asks it again."""
    while True:
        every = [
            one
            for one in questions_now(tree, setting, quick=wanted.quick)
            if mark(one) in done or not (key_of(one.ask).partition(".")[0] in given and is_answered(one, tree))
        ]
        open_now = [one for one in every if mark(one) not in done]
        if not open_now:
            return tree, done
        asked = open_now[0]
        later = [one.id for one in load_questions(setting.library).questions if one.quick or not wanted.quick]
        progress = told_progress(every.index(asked), every, [one for one in later if one not in given])
        try:
            tree = ask_one(asked, tree, setting, prompter, progress)
            done = [*done, mark(asked)]
        except GoBack:
            done = done[:-1]
        save_draft(path, Draft(tree, tuple(done)))


def mark(asked: Asked) -> str:
    """Return what a question is remembered by: its id, and whom or what it is about."""
    return f"{asked.ask.id}:{asked.about}" if asked.about else asked.ask.id


def ask_one(
    asked: Asked, tree: Mapping[str, object], setting: Setting, prompter: Prompter, progress: str
) -> dict[str, object]:
    """Ask one question; a title of one's own is followed by which role comes closest."""
    given = prompter.ask(page_for(asked, tree, setting, progress))
    changed = answered(asked, given, tree, setting)
    if asked.ask.kind != "role" or given == changed.get("role"):
        return changed
    roles = closest_roles(str(given), setting)
    if len(roles) == 1:
        prompter.show(
            [f"No role of ours is called that: the plan is made from {role_title(roles[0], setting.library)}."]
        )
        return {**changed, "role": roles[0]}
    page = Page(
        OWN_ROLE,
        "choice",
        f"Which comes closest to {given}?",
        "Your title stays as you wrote it.",
        progress,
        roles[0],
        tuple(Choice(role, role_title(role, setting.library), summary(role, setting.library)) for role in roles),
    )
    return {**changed, "role": str(prompter.ask(page))}


def role_title(role: str, library: Library) -> str:
    """Return what a role is called."""
    return load_template("role", role, library).title


def summary(role: str, library: Library) -> str:
    """Return what a role does, in a line."""
    return load_template("role", role, library).summary


# The review page


def review(tree: Mapping[str, object], setting: Setting, wanted: Wanted, prompter: Prompter) -> str:
    """Show what will be written; return ``write``, ``cancel``, or the question to change."""
    answers = check_answers(write_plan_file(tree).encode(), PLAN_FILE[0], (), setting.library)
    made = make(answers, Wishes(templates=wanted.templates, json=True), setting.library)
    folder = new_folder(answers, setting, wanted)
    prompter.show(preview(made.data, folder))
    page = Page(
        "review",
        "choice",
        "Write it?",
        choices=(
            Choice("write", "Write it"),
            Choice("change", "Change an answer"),
            Choice("cancel", "Cancel", "your answers are kept as a draft"),
        ),
        default="write",
    )
    choice = str(prompter.ask(page))
    return choice if choice != "change" else which(tree, setting, wanted, prompter)


def which(tree: Mapping[str, object], setting: Setting, wanted: Wanted, prompter: Prompter) -> str:
    """Return the question whose answer is to be changed."""
    every = questions_now(tree, setting, quick=wanted.quick)
    choices = tuple(Choice(mark(one), page_for(one, tree, setting).ask) for one in every)
    try:
        return str(prompter.ask(Page("change", "choice", "Which answer?", choices=choices, default=choices[0].value)))
    except GoBack:
        return "again"


def preview(plan: Any, folder: str) -> list[str]:
    """Return the lines of the review page from a plan's data."""
    dates = (
        f"{long_day(plan['start'])} to {long_day(plan['end'])}" if plan["start"] else "no date yet: days are counted"
    )
    wins, gaps, strengths = (
        [one.get("title") or one["name"] for one in plan[key]] for key in ("wins", "gaps", "strengths")
    )
    return [
        "",
        f"{plan['title']}: {dates}",
        f"  first win:  {wins[0] if wins else 'to be found with your manager'}",
        f"  you bring:  {', '.join(strengths) or 'not proved yet'}",
        f"  you close:  {', '.join(gaps) or 'no gap'}",
        f"  hours:      {plan['hours']:g} a week" + (" (assumed)" if plan["hours_assumed"] else ""),
        f"  writes:     {typed(folder, PLAN_FILE[0])}, plan.md, checklist.md",
        "",
    ]


# Writing


def new_folder(answers: Answers, setting: Setting, wanted: Wanted) -> str:
    """Return the folder of a new plan: the one given, the plan file's own, or one named for the role and free."""
    if wanted.output_dir is not None:
        return wanted.output_dir
    if wanted.file is not None:
        return os.path.dirname(plan_file(wanted.file)) or "."
    name = slug(answers.title or role_title(answers.role, setting.library))
    number = 1
    while os.path.lexists(folder := name if number == 1 else f"{name}-{number}"):
        number += 1
    return folder


def write(tree: Mapping[str, object], setting: Setting, wanted: Wanted) -> int:
    """Write the plan file and its documents, all or nothing, and say what to do next.

    Raises:
        Refused: a plan file of somebody's stands there.
    """
    text = written(tree, wanted)
    answers = check_answers(text.encode(), PLAN_FILE[0], (), setting.library)
    folder = new_folder(answers, setting, wanted)
    target = os.path.join(folder, PLAN_FILE[0])
    if os.path.lexists(target) and wanted.file is None:
        raise Refused(
            f"{shown(target)} is there already", "plan new FILE begins with its answers; --output-dir writes elsewhere"
        )
    wishes = Wishes(templates=wanted.templates, documents=wanted.documents)
    made = make(answers, wishes, setting.library)
    documents = made.documents
    if wanted.file is None:
        documents = (*documents, Document(PLAN_FILE[0], text))
    saved = save_documents(folder, documents)
    if wanted.file is not None:
        save(plan_file(wanted.file), text)
    report_new(folder, (*saved.notes, *made.warnings), saved.written, saved.backups)
    if wanted.after:
        wanted.after(Job(target, folder), answers, setting.library)
    return 0


def written(tree: Mapping[str, object], wanted: Wanted) -> str:
    """Return the text of the plan file: a new one, or the one that was begun with, changed where answers changed."""
    if wanted.file is None:
        return write_plan_file(tree)
    from .deep import with_changes

    return with_changes(read_input(plan_file(wanted.file)).decode(), tree)


def save(file: str, text: str) -> None:
    """Put a changed plan file in its place."""
    from .deep import save

    save(file, text)


def report_new(folder: str, warnings: Sequence[str], written: Sequence[str], backups: Sequence[str]) -> None:
    """Say what was written, what to open and what to do next."""
    for path in backups:
        say(f"kept   {path}")
    for path in written:
        say(f"wrote  {path}")
    for warning in warnings:
        say(f"note: {warning}")
    say(f"open   {typed(folder, 'plan.md')}: read it as your manager would")
    say(f"next:  change {typed(folder, PLAN_FILE[0])}, then plan render {shown(folder)}")
    say(f"       plan new {shown(folder)} --deep asks more")
