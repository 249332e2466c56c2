"""How far a plan is and what to do next, in words: for a person at a terminal, for a pipe, as data for a script."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from .agenda import Agenda, days_until
from .markdown import unescape
from .progress import DONE, GIVEN_UP, Count, Item, Progress, Unfilled

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BAR = 20  # cells
LISTED = 5  # late actions and open questions that `status` names
PROOF = ". Done when: "
BESIDE = " " * 19  # under an action's words
NUMBERED = re.compile(r" +\d+  .{10}  ")
INDENT = re.compile(r" *")
COLUMNS = ("done", "open", "late", "dropped", "unfilled")


class Named(NamedTuple):
    """A plan's progress under the name by which the person asked for it."""

    name: str
    standing: Progress


def status_text(named: Named, *, columns: int) -> str:
    """Say how far one plan is; ``columns`` is the width of a terminal that draws, 0 for what gets plain text."""
    one = named.standing
    rows = [(part.title, part.tally) for part in one.parts]
    rows.append(("All", one.total))
    width = max(len(title) for title, _ in rows)
    digits = len(str(max(count.done + count.todo for _, count in rows)))
    lines = [heading(one), *where(one), ""]
    lines += [f"  {title:<{width}}  {shown_count(count, digits, bar=columns > 0)}" for title, count in rows]
    late = sorted((item for item in one.items if item.late), key=lambda item: item.due or date.max)
    lines += listed("Late", [f"{say_day(item.due)}: {short(item.words)}{name_of(item)}" for item in late])
    lines += listed("Still to fill in", [say_unfilled(blank, one.as_of) for blank in one.unfilled])
    return folded(lines, columns)


def heading(one: Progress) -> str:
    """Say whose plan it is."""
    return " · ".join(clean(part) for part in (one.title, one.name) if part)


def where(one: Progress) -> list[str]:
    """Say where in the plan one is, and which talk comes next."""
    if one.start is None or one.end is None or one.day is None:
        return ["No start date yet, so nothing is late."]
    if one.day < 0:
        place = f"Starts {days_until(one.start, one.as_of)}, on {long_day(one.start)}"
    elif one.day > one.days:
        place = f"Ended {days_until(one.end, one.as_of)}, on {long_day(one.end)}"
    else:
        weeks = (one.days + 6) // 7
        place = f"{long_day(one.as_of)}: day {one.day} of {one.days}, week {(one.day + 6) // 7} of {weeks}"
        place += f", {clean(one.phase)}" if one.phase else ""
    talk = one.next_review
    return [place, *([f"Next review {days_until(talk.date, one.as_of)}: {clean(talk.title)}"] if talk else [])]


def shown_count(count: Count, digits: int, *, bar: bool) -> str:
    """Say how much is done, with a bar where one can be seen."""
    whole = count.done + count.todo
    full = BAR * count.done // whole if whole else 0
    drawn = f"{'█' * full}{'░' * (BAR - full)}  " if bar else ""
    more = [f" · {number} {word}" for number, word in ((count.late, "late"), (count.dropped, "dropped")) if number]
    return f"{drawn}{count.done:>{digits}} of {whole:>{digits}} done{''.join(more)}"


def listed(head: str, entries: Sequence[str]) -> list[str]:
    """Return a short list under its head, and how many more there are."""
    if not entries:
        return []
    more = len(entries) - LISTED
    return [
        "",
        f"{head}:",
        *(f"  {entry}" for entry in entries[:LISTED]),
        *([f"  and {more} more"] if more > 0 else []),
    ]


def say_unfilled(blank: Unfilled, today: date) -> str:
    """Say what nobody has written down yet, and where to."""
    if blank.document:
        return f"{blank.document}:{blank.line}: {clean(unescape(blank.text)).replace('**', '')}"
    since = f" ({'since' if blank.due < today else 'ask by'} {say_day(blank.due)})" if blank.due else ""
    return f"{clean(blank.ask)}: {clean(blank.text)}{since}"


def table_text(plans: Sequence[Named]) -> str:
    """Return a table of several plans, a line each: what a manager looks at."""
    rows: list[tuple[str, ...]] = [("plan", "who", *COLUMNS, "day", "next review")]
    for name, one in plans:
        numbers = (*(str(number) for number in one.total), str(len(one.unfilled)))
        day = "—" if one.day is None else f"{one.day}/{one.days}"
        talk = say_day(one.next_review.date) if one.next_review else "—"
        rows.append((clean(name), clean(one.name) or "—", *numbers, day, talk))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "".join("  ".join(aligned(row, widths)).rstrip() + "\n" for row in rows)


def aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return the cells of a row, numbers to the right."""
    numbers = range(2, 3 + len(COLUMNS))
    return [
        f"{cell:>{width}}" if n in numbers else f"{cell:<{width}}"
        for n, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def agenda_text(found: Agenda, standing: Progress, *, columns: int) -> str:
    """Say what to do now, with numbers for ``plan done``."""
    groups = (
        ("Late", found.late),
        (week_head(found, standing), found.due),
        ("To begin", found.begin),
        ("Without a day", found.undated),
    )
    lines: list[str] = []
    number = 0
    for head, items in groups:
        lines += ["", head] if items else []
        for item in items:
            number += 1
            lines += action_lines(number, item, proof=items is not found.late)
    if not number:
        lines = ["", nothing(standing)]
    if found.habits and (standing.day is None or standing.day > 0):
        lines += ["", "Again and again", *(f"{BESIDE}{short(item.words)}{name_of(item)}" for item in found.habits)]
    return folded([*where(standing), *lines], columns)


def week_head(found: Agenda, standing: Progress) -> str:
    """Say which week it is, or which month in a plan that has no weeks."""
    week = found.week
    if found.month:
        return f"Month {found.month}"
    if week.n == 0:
        return "Before day 1"
    dates = f", {say_day(week.first)} to {say_day(week.last)}" if week.first and week.last else ""
    now = standing.day is not None and (standing.day + 6) // 7 == week.n
    return f"{'This week' if now else f'Week {week.n}'}{dates}"


def nothing(standing: Progress) -> str:
    """Say that there is nothing to do, and why."""
    return "All is done." if not standing.total.todo else "Nothing is due any more; plan status shows what is open."


def action_lines(number: int, item: Item, *, proof: bool) -> list[str]:
    """Return an action's line for a terminal, and what shows that it is done."""
    title, _, done_when = item.words.partition(PROOF)
    state = {DONE: "✓ ", GIVEN_UP: "– "}.get(item.state, "")
    day = say_day(item.due) if item.due else ""
    late = " · late" if item.late and proof else ""
    lines = [f"  {number:>3}  {day:<10}  {state}{clean(unescape(title))}{late}{name_of(item)}"]
    if done_when and proof and not state:
        lines.append(f"{BESIDE}Done when: {clean(unescape(done_when))}")
    return lines


def folded(lines: Sequence[str], columns: int) -> str:
    """Return lines as a text; what is longer than a terminal is wide goes on beneath its own beginning."""
    if not columns:
        return "".join(f"{line}\n" for line in lines)
    from textwrap import wrap

    made: list[str] = []
    for line in lines:
        beside = NUMBERED.match(line) or INDENT.match(line)
        hang = " " * (beside.end() if beside else 0)
        made += wrap(
            line, max(columns, 40), subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "".join(f"{line}\n" for line in made)


def name_of(item: Item) -> str:
    """Return an action's id as it stands behind its words."""
    return f"  [{item.id}]" if item.id else ""


def status_data(named: Named, folder: str) -> dict[str, Any]:
    """Return one plan's progress as plain data."""
    one = named.standing
    return {
        "plan": named.name,
        "folder": folder,
        "title": one.title,
        "name": one.name,
        **place_data(one),
        "total": {**count_data(one.total), "unfilled": len(one.unfilled)},
        "phases": [
            {
                "id": part.id,
                "title": part.title,
                "from_day": part.from_day,
                "to_day": part.to_day,
                **count_data(part.tally),
            }
            for part in one.parts
        ],
        "late": [item_data(item) for item in one.items if item.late],
        "unfilled": [{**blank._asdict(), "due": iso(blank.due)} for blank in one.unfilled],
    }


def count_data(count: Count) -> dict[str, int]:
    """Return a count as plain data."""
    return dict(zip(COLUMNS, count, strict=False))


def place_data(one: Progress) -> dict[str, Any]:
    """Return where in its plan somebody is, as plain data."""
    talk = one.next_review
    return {
        "start": iso(one.start),
        "end": iso(one.end),
        "today": iso(one.as_of),
        "day": one.day,
        "days": one.days,
        "phase": one.phase,
        "next_review": {"title": talk.title, "day": talk.day, "date": iso(talk.date)} if talk else None,
    }


def agenda_data(name: str, found: Agenda, standing: Progress) -> dict[str, Any]:
    """Return what to do now as plain data; ``number`` is what ``plan done`` takes on the same day."""
    return {
        "plan": name,
        **place_data(standing),
        "week": {"n": found.week.n, "first": iso(found.week.first), "last": iso(found.week.last)},
        "actions": [{"number": n, **item_data(item)} for n, item in enumerate(found.numbered, 1)],
        "habits": [item_data(item) for item in found.habits],
    }


def item_data(item: Item) -> dict[str, Any]:
    """Return an action as plain data."""
    title, _, proof = item.words.partition(PROOF)
    return {
        "id": item.id,
        "title": clean(unescape(title)),
        "done_when": clean(unescape(proof)),
        "state": item.state,
        "late": item.late,
        "due": iso(item.due),
        "begin": iso(item.begin),
        "phase": item.part,
        "own": item.own,
        "line": item.box.line + 1 if item.box else None,
    }


def short(words: str) -> str:
    """Return an action's title without what shows that it is done."""
    return clean(unescape(words.partition(PROOF)[0]))


def clean(text: str) -> str:
    """Return a text that a terminal shows and does not obey."""
    return "".join(character if character.isprintable() else " " for character in text)


def iso(day: date | None) -> str | None:
    """Return a day as data has it."""
    return day.isoformat() if day else None


def say_day(day: date | None) -> str:
    """Return “Mon 4 Jan”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}" if day else "—"


def long_day(day: date) -> str:
    """Return “Mon 4 Jan 2027”."""
    return f"{say_day(day)} {day.year}"
