"""What ``plan done``, ``undo``, ``drop`` and ``add`` do: one line of the checklist, all of them checked before."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from .actionline import Fields, closed
from .boxes import read_boxes
from .checklists import CHECKLIST
from .edge import say
from .errors import InvalidFile, PlanError, Problem, Refused, UnknownName, WrongUse
from .files import decode, shown
from .ids import slug, unique
from .living import Lived, find_plan, load_lived
from .locking import locked
from .marks import added, dropped, opened, reason_of, ticked
from .progress import DONE, GIVEN_UP, OPEN, Item, Progress, progress
from .saving import Change, save_set
from .schema import did_you_mean
from .showing import long_day, short

Edit = Callable[[str, Item], tuple[str, str]]  # the text and an action → the new text, and what to say


def tick_actions(words: Sequence[str], plan: str, today: date) -> int:
    """Tick actions; what is ticked already is said and stays."""

    def tick(text: str, item: Item) -> tuple[str, str]:
        if item.state == DONE or item.box is None:
            return text, f"already done: {named(item)}"
        more = "; it repeats: this ticks it for good" if item.habit else ""
        return ticked(text, item.box, today), f"done: {named(item)}{more}{was_dropped(text, item)}"

    return change_actions(words, plan, today, tick)


def open_actions(words: Sequence[str], plan: str, today: date) -> int:
    """Open actions again."""

    def open_again(text: str, item: Item) -> tuple[str, str]:
        if item.box is None or (item.box.mark == " " and item.state == OPEN):
            return text, f"already open: {named(item)}"
        return opened(text, item.box), f"open again: {named(item)}{was_dropped(text, item)}"

    return change_actions(words, plan, today, open_again)


def was_dropped(text: str, item: Item) -> str:
    """Say the reason for which an action was dropped: it goes from beneath the line, and may be wanted elsewhere."""
    why = reason_of(text, item.box) if item.box else ""
    return f"; it was dropped for: {why}" if why else ""


def drop_actions(words: Sequence[str], why: str, plan: str, today: date) -> int:
    """Give actions up, with the reason."""
    reason = one_line(why)

    def give_up(text: str, item: Item) -> tuple[str, str]:
        if item.box is None or (item.state == GIVEN_UP and not reason):
            return text, f"already dropped: {named(item)}"
        if item.state == GIVEN_UP and reason_of(text, item.box):
            return text, f"already dropped: {named(item)}; plan undo opens it again"
        more = "" if item.own or item.habit else f"; plan explain {item.id} says how other documents leave it out"
        return dropped(text, item.box, reason, today), f"dropped: {named(item)}{more}"

    return change_actions(words, plan, today, give_up)


def change_actions(words: Sequence[str], plan: str, today: date, edit: Edit) -> int:
    """Change the lines of all actions that are named, or of none."""
    with opened_plan(plan, today) as lived:
        items = find_items(words, lived)
        before = after = checklist_text(lived)
        told: dict[Item, str] = {}
        for item in sorted(items, key=lambda one: one.box.line if one.box else 0, reverse=True):  # offsets above stay
            after, told[item] = edit(after, item)
        save(lived, before, after)
    for item in items:
        say(told[item])
    if after != before:
        say(tally(lived, after))
    return 0


def add_action(words: str, due: date, plan: str, today: date) -> int:
    """Add a line of the owner's."""
    text = closed(one_line(words))
    if not text:
        raise WrongUse("there is nothing to add", 'plan add "Call Ana about the budget" --due friday')
    with opened_plan(plan, today) as lived:
        taken = {*lived.record.known, *(item.id for item in lived.standing.items)}
        key = unique(worded(slug(text)), taken)
        before = checklist_text(lived)
        after = added(before, text, Fields(id=key, due=due), lived.record)
        if [box.id for box in read_boxes(after)].count(key) != 1:
            message = f"a line added to {shown(lived.checklist.place.typed)} would be no box: it would stand in code"
            raise Refused(message, "close the code block or the comment above it")
        save(lived, before, after)
    say(f"added: {text} (due {long_day(due)})  [{key}]")
    if due < today:
        say("note: that day is past, so it is late")
    return 0


@contextmanager
def opened_plan(plan: str, today: date) -> Iterator[Lived]:
    """Load a plan and keep other runs out of its folder meanwhile."""
    folder = find_plan(plan)[1]
    if not os.path.isdir(folder):
        load_lived(plan, today)  # says what is missing
    with locked(folder) as notes:
        for note in notes:
            say(f"note: {note}")
        lived = load_lived(plan, today)
        if lived.wrapped:
            message = f"a formatter has wrapped the lines of {shown(lived.checklist.place.typed)}"
            raise Refused(message, "plan render puts each action on one line again")
        yield lived


def checklist_text(lived: Lived) -> str:
    """Return the checklist as it stands."""
    return decode(lived.checklist.old.data if lived.checklist.old else b"", CHECKLIST)


def save(lived: Lived, before: str, after: str) -> None:
    """Replace the checklist if it changed."""
    if after != before:
        save_set(lived.folder, [Change(lived.checklist, after.encode(), None)])


def tally(lived: Lived, after: str) -> str:
    """Say how far the plan is now."""
    now: Progress = progress(lived.record, after, {}, lived.standing.as_of, lived.written)
    late = f", {now.total.late} late" if now.total.late else ""
    return f"now {now.total.done} of {now.total.done + now.total.todo} done{late}"


def find_items(words: Sequence[str], lived: Lived) -> list[Item]:
    """Return the actions that are named, each once.

    Raises:
        UnknownName: some are unknown; all of them are told.
        InvalidFile: two lines have the id, so nobody knows which is meant.
    """
    found, unknown = list[Item](), list[PlanError]()
    for word in dict.fromkeys(words):
        try:
            found.append(find_item(word, lived))
        except UnknownName as error:
            unknown.append(error)
    if len(unknown) > 1:
        raise UnknownName("; ".join(error.message for error in unknown), "plan next shows ids and numbers")
    if unknown:
        raise unknown[0]
    return list(dict.fromkeys(found))


def find_item(word: str, lived: Lived) -> Item:
    """Return the action of an id, or of a number that ``plan next`` shows."""
    items = lived.standing.items
    same = [item for item in items if item.id == word and item.box]
    if len(same) > 1:
        raise twice(word, same, lived)
    if same:
        return same[0]
    if word.isdecimal():
        return at_number(int(word), lived)
    if any(item.id == word for item in items):
        name = shown(lived.checklist.place.typed)
        raise UnknownName(f"'{word}' has no line in {name} any more", "plan add writes a line of your own there")
    meant = did_you_mean(word, [item.id for item in items if item.id and item.box])
    raise UnknownName(f"there is no action '{shown(word)}'{meant}", "plan next shows ids and numbers")


def at_number(number: int, lived: Lived) -> Item:
    """Return the action that ``plan next`` shows under a number."""
    numbered = lived.agenda.numbered
    if not 1 <= number <= len(numbered):
        there = f"shows 1 to {len(numbered)}" if numbered else "shows none"
        raise UnknownName(f"there is no number {number}: plan next {there}", "an id does, too")
    return numbered[number - 1]


def twice(word: str, same: Sequence[Item], lived: Lived) -> InvalidFile:
    """Return the error of an id that two lines have."""
    name = shown(lived.checklist.place.typed)
    lines = [item.box.line + 1 for item in same if item.box]
    problems = [Problem(f"{name}:{line}:1", f"a line with the id '{word}'") for line in lines]
    return InvalidFile(name, problems, "give one of them another id")


def named(item: Item) -> str:
    """Return an action as a message names it."""
    return f"{short(item.words)}  [{item.id}]" if item.id else short(item.words)


def one_line(text: str) -> str:
    """Return what somebody typed as one line that can stand in a document."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise WrongUse("the words hold bytes that are not UTF-8", "type them again in a UTF-8 terminal")
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def worded(key: str) -> str:
    """Return an id that nobody takes for a number."""
    return f"do-{key}" if key.isdecimal() else key
