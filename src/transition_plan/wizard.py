"""``plan new``: asks what is missing, keeps each answer at once, shows what will be written, then writes it."""

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from .bounded import run_bounded
from .drafts import Draft, discard_draft, draft_path, load_draft, save_draft
from .edge import say
from .errors import WrongUse
from .gate import check_answers
from .given import Wanted, can_ask, defaulted, given_tree, read_tree, refuse_missing, texts_of
from .interview import answered, page_for
from .library import Library, load_questions, load_template
from .lookup import find_library
from .pages import Choice, GoBack, Page, Prompter
from .planfile import write_plan_file
from .questions import Asked, is_answered, key_of, questions_now, told_progress
from .rendering import Environment, environment
from .run import PLAN_FILE, Wishes, make, shown
from .setting import refuse_bytes
from .so_far import Setting, fill_here
from .taking import closest_roles
from .writing import new_folder, preview, role_title, write

OWN_ROLE = "role-match"  # asked when somebody typed a title of their own
INTERRUPTED = 130


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
            wishes = Wishes(templates=wanted.templates, documents=wanted.documents)
            return deepen(wanted.words, setting, choose_prompter(plain=wanted.plain), wishes)
        except KeyboardInterrupt:
            say("\nwhat you answered stands in the plan file; plan render makes its documents")
            return INTERRUPTED


def fill_trusting(library: Library, env: Environment, texts: Sequence[str], names: Mapping[str, object]) -> list[str]:
    """Put names into the texts of questions; where a stranger may have written one, in a child with limits."""
    work = partial(fill_here, env, texts, names)
    filled: list[str] = work() if all(folder.ships for folder in library.folders) else run_bounded(work)
    return filled


def this_day() -> date:
    """Return the day on this machine's clock: whoever types "next monday" means the calendar on the wall."""
    return datetime.now().astimezone().date()


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
