"""``plan new``: asks what is missing, keeps each answer at once, shows what will be written, then writes it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from .bounded import run_bounded
from .drafts import Draft, discard_draft, draft_path
from .edge import say
from .errors import PlanError, WrongUse
from .gate import check_answers
from .given import (
    Wanted,
    begun_tree,
    can_ask,
    defaulted,
    find_told,
    given_tree,
    refuse_missing,
    tell_role,
    texts_of,
)
from .interview import answered, page_for
from .library import Library, load_template
from .lookup import find_library
from .pages import ENTERED, Choice, Given, GoBack, Page, begun_page
from .planfile import write_plan_file
from .questions import Asked, questions_now, to_come, told_progress
from .rendering import Environment, environment
from .replies import merged, table_at
from .resuming import Talk, kept, leave, offered_draft, save
from .run import PLAN_FILE, STDIN, Wishes, make
from .setting import refuse_bytes
from .so_far import Setting, fill_here
from .taking import for_role, likely_roles
from .writing import files_to_write, preview, refuse_occupied, role_title, wishes_of, write

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
    if wanted.file == STDIN:
        raise WrongUse("plan new goes over a plan file", "--answers - reads answers from standard input")
    refuse_occupied(wanted.output_dir, wanted)
    begun = begun_tree(wanted, setting)
    tree = given_tree(begun, wanted, setting)
    tell_role(tree, wanted)
    if not can_ask(wanted):
        refuse_missing(tree, setting, wanted)
        return write(defaulted(tree, setting, wanted), setting, wanted, begun)
    return interview(Draft(tree, (), begun=begun), setting, wanted)


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


def this_day() -> date:
    """Return the day on this machine's clock: whoever types "next monday" means the calendar on the wall."""
    return datetime.now().astimezone().date()


# The interview


def interview(fresh: Draft, setting: Setting, wanted: Wanted) -> int:
    """Ask, show what will be written, write; whatever stops it, the answers are kept."""
    from .prompts import choose_prompter, terminal_guard

    told, path = find_told(wanted, setting), draft_path(wanted.target)
    talk = Talk(setting, wanted, told, choose_prompter(plain=wanted.plain), path, {})
    with terminal_guard():
        try:
            draft = ask_all(offered_draft(fresh, talk), talk)
        except KeyboardInterrupt:
            say("")
            draft = None
        except PlanError:
            say(kept(talk))
            raise
    if draft is None:
        say(f"nothing was written; {kept(talk)}")
        return INTERRUPTED
    try:
        code = write(draft.tree, setting, wanted, draft.begun)
    except PlanError:
        say(kept(talk))
        raise
    discard_draft(path)
    return code


def ask_all(draft: Draft, talk: Talk) -> Draft | None:
    """Ask everything that is open, then show the review page until the person says what to do."""
    while True:
        draft = ask_open(draft, talk)
        try:
            choice = review(draft.tree, talk)
        except GoBack:
            draft = gone_back(draft, talk)
            continue
        if choice == "write":
            return draft
        if choice == "cancel":
            return None
        draft = ask_again(choice, draft, talk)


def ask_open(draft: Draft, talk: Talk) -> Draft:
    """Ask every question that is neither answered nor given; going back keeps the answer and asks it again."""
    while True:
        every = to_ask(draft, talk)
        asked = next((one for one in every if one.mark not in draft.asked), None)
        if asked is None:
            return draft
        try:
            draft = answered_draft(asked, draft, talk, progress_at(asked, every, draft.tree, talk))
        except GoBack:
            draft = gone_back(draft, talk)
        save(draft, talk)


def to_ask(draft: Draft, talk: Talk) -> list[Asked]:
    """Return the questions of this interview; what was given is asked only of whoever wanted to change it."""
    every = questions_now(draft.tree, talk.setting, quick=talk.wanted.quick)
    again = [one._replace(again=talk.wanted.file is not None or one.mark in draft.seen) for one in every]
    return [one for one in again if one.mark in draft.seen or not talk.told.has(one)]


def progress_at(asked: Asked, every: Sequence[Asked], tree: Mapping[str, object], talk: Talk) -> str:
    """Return how far along a question is, counting those that may still come."""
    still = [
        one.id
        for one in to_come(asked.ask, tree, talk.setting, quick=talk.wanted.quick)
        if not talk.told.has(Asked(one))
    ]
    return told_progress(every.index(asked), every, still)


def gone_back(draft: Draft, talk: Talk) -> Draft:
    """Return the draft with the last answer open again; those that are no question any more are passed over."""
    marks = [one.mark for one in to_ask(draft, talk)]
    there = [n for n, one in enumerate(draft.asked) if one in marks]
    return draft._replace(asked=draft.asked[: there[-1]] if there else ())


def ask_again(mark: str, draft: Draft, talk: Talk) -> Draft:
    """Ask one question once more; whoever goes back leaves its answer as it was."""
    seen = draft._replace(seen=draft.seen | {mark})
    every = to_ask(seen, talk)
    asked = next((one for one in every if one.mark == mark), None)
    try:
        draft = answered_draft(asked, seen, talk, "") if asked else draft
    except GoBack:
        return draft
    save(draft, talk)
    return draft


def answered_draft(asked: Asked, draft: Draft, talk: Talk, progress: str) -> Draft:
    """Ask a question; return the draft with its answer."""
    page = begun_page(page_for(asked, draft.tree, talk.setting, progress), talk.unsent.get(asked.mark))
    if page.kind in ENTERED:
        page = page._replace(left=partial(leave, asked.mark, draft, talk))
    tree = ask_one(asked, page, draft.tree, talk)
    talk.unsent.pop(asked.mark, None)
    others = tuple(one for one in draft.asked if one != asked.mark)
    return draft._replace(tree=tree, asked=(*others, asked.mark), seen=draft.seen | {asked.mark})


def ask_one(asked: Asked, page: Page, tree: Mapping[str, object], talk: Talk) -> dict[str, object]:
    """Ask one question; a title of one's own is followed by which role comes closest."""
    while True:
        given = talk.prompter.ask(page)
        changed = answered(asked, given, tree, talk.setting)
        if asked.ask.kind != "role" or (changed == tree and given != tree.get("title")):
            return changed
        try:
            return with_role(given, changed, tree, talk, page.progress)
        except GoBack:
            page = page._replace(default=given)


def with_role(
    given: Given, changed: Mapping[str, object], tree: Mapping[str, object], talk: Talk, progress: str
) -> dict[str, object]:
    """Return the data with the role: the one that was named, or the one that is said to come closest to a title."""
    role = str(given) if given == changed["role"] else closest(str(given), tree, talk, progress)
    if role == tree.get("role") and given == tree.get("title"):
        return dict(tree)
    now = for_role(merged({**changed, "role": role}, "extra", tree.get("extra")), talk.setting)
    lost = {*table_at(tree, "extra")} - {*table_at(now, "extra")}
    if lost:
        name = role_title(role, talk.setting.library)
        talk.prompter.show([f"{name} does not ask, so it is left out: {', '.join(sorted(lost))}."])
    return now


def closest(title: str, tree: Mapping[str, object], talk: Talk, progress: str) -> str:
    """Return the role that comes closest to a title; nobody is asked where only one does."""
    library = talk.setting.library
    roles = likely_roles(title, tree, talk.setting)
    there = str(tree.get("role", "")) if title == tree.get("title") else ""
    if len(roles) == 1:
        made = role_title(roles[0], library)
        talk.prompter.show([f"No role of ours is called that: the plan is made from {made}."])
        return roles[0]
    page = Page(
        OWN_ROLE,
        "choice",
        f"Which comes closest to {title}?",
        "Your title stays as you wrote it.",
        progress,
        there or roles[0],
        tuple(Choice(role, role_title(role, library), summary(role, library)) for role in roles),
    )
    return str(talk.prompter.ask(page))


def summary(role: str, library: Library) -> str:
    """Return what a role does, in a line."""
    return load_template("role", role, library).summary


# The review page


def review(tree: Mapping[str, object], talk: Talk) -> str:
    """Show what will be written; return ``write``, ``cancel``, or the question to change."""
    setting, wanted = talk.setting, talk.wanted
    answers = check_answers(write_plan_file(tree).encode(), PLAN_FILE[0], (), setting.library)
    made = make(answers, wishes_of(wanted, json=True), setting.library)
    talk.prompter.show(preview(made.data, files_to_write(answers, setting, wanted)))
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
    choice = str(talk.prompter.ask(page))
    return choice if choice != "change" else which(tree, talk)


def which(tree: Mapping[str, object], talk: Talk) -> str:
    """Return the question whose answer is to be changed."""
    every = questions_now(tree, talk.setting, quick=talk.wanted.quick)
    choices = tuple(Choice(one.mark, page_for(one, tree, talk.setting).ask) for one in every)
    try:
        page = Page("change", "choice", "Which answer?", choices=choices, default=choices[0].value)
        return str(talk.prompter.ask(page))
    except GoBack:
        return "again"
