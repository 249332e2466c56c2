"""One line of a checklist changed, and every other byte left as it is: ticked, opened again, dropped, added."""

import re
from datetime import date

from .actionline import DAY, Fields, read_fields, write_fields
from .blocks import VERBATIM, Blocks
from .boxes import DROPPED, OPEN, TICKED, Box, read_boxes
from .index import Index

REASON = "- Dropped: "
WEEK_HEAD = re.compile(r"## (?:Week (\d+)\b|(Before day 1)\b)")
ADDED, LATER = "## Added", "## Later"  # of lines without a week, and of those after the plan's last
BLOCK_ID = re.compile(r"\s+\^[a-zA-Z0-9-]+\s*$")  # by which Obsidian links to a line; it stays the last


def ticked(text: str, box: Box, today: date) -> str:
    """Tick a box and note the day, as Obsidian Tasks does; the reason why it was dropped goes."""
    return with_line(without_reason(text, box), box, TICKED[0], noted(reopened_body(box), f" ✅ {today.isoformat()}"))


def opened(text: str, box: Box) -> str:
    """Open a box again: without mark, day and the reason beneath that ``dropped`` wrote."""
    return with_line(without_reason(text, box), box, OPEN, reopened_body(box))


def dropped(text: str, box: Box, why: str, today: date) -> str:
    """Give a box up: its line stays, marked as Obsidian Tasks marks it, with the reason beneath."""
    body = noted(reopened_body(box), f" ❌ {today.isoformat()}")
    reason = f"{line_end(text, box)}{beneath(box)}{REASON}{why}" if why else ""
    return with_line(text, box, DROPPED, body + reason)


def reason_of(text: str, box: Box) -> str:
    """Return why a box was dropped, where ``dropped`` wrote it."""
    begin, end = reason_span(text, box)
    return text[begin:end].partition(REASON)[2]


def without_reason(text: str, box: Box) -> str:
    """Take the reason out beneath a box that was dropped."""
    begin, end = reason_span(text, box)
    return text[:begin] + text[end:]


def reason_span(text: str, box: Box) -> tuple[int, int]:
    """Return where the reason stands, with the end of the line before it; an empty span where there is none."""
    start = box.end + len(line_end(text, box))
    if not box.is_dropped or not text.startswith(f"{beneath(box)}{REASON}", start):
        return box.end, box.end
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    return box.end, stop - 1 if text.endswith("\r", start, stop) else stop


def with_line(text: str, box: Box, mark: str, body: str) -> str:
    """Put another mark and body into a box's line."""
    at = box.mark_at
    return f"{text[:at]}{mark}{text[at + 1 : at + 3]}{body}{text[box.end :]}"


def reopened_body(box: Box) -> str:
    """Return a line's words and fields without the day on which it was done or dropped."""
    body = box.body
    while sign := closing_sign(read_fields(body)):
        *_, last = re.finditer(rf" ?{sign}\ufe0f* *{DAY}", body)
        body = body[: last.start()] + body[last.end() :]
    return body


def closing_sign(fields: Fields) -> str:
    """Return the sign of a day on which a line was done or dropped, nothing where it has none."""
    return "✅" if fields.done else "❌" if fields.cancelled else ""


def noted(body: str, field: str) -> str:
    """Put a field behind the others of a line."""
    link = BLOCK_ID.search(body)
    at = link.start() if link else len(body.rstrip())
    return body[:at] + field + body[at:]


def beneath(box: Box) -> str:
    """Return what a line beneath a box begins with, so that it belongs to it."""
    return "".join(character if character in "> \t" else " " for character in box.prefix[:-1].lstrip("\ufeff"))


def line_end(text: str, box: Box | None = None) -> str:
    """Return how a line ends, or where it is the last and does not, how the others do."""
    at = text.find("\n", box.end if box else 0)
    at = text.find("\n") if at < 0 else at
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def added(text: str, words: str, fields: Fields, index: Index) -> str:
    """Add a line of the owner's, in the week of its day and behind what is due before it.

    After the plan's last week there are no weeks of it: a head with dates of its own would not move with the start.
    """
    line = f"- [ ] {words}{write_fields(fields)}"
    heads = headings(text)
    weeks = {number: n for n, (number, _, _) in enumerate(heads) if number is not None}
    week = week_of(index.day_of(fields.due))
    if week is None or not weeks:
        return in_own_section(text, ADDED, line, None, len(text))
    if week in weeks:
        _, start, end = heads[weeks[week]]
        return in_section(text, line, fields.due, start, end)
    later = [n for number, n in weeks.items() if number > week]
    place = heads[min(later)][1] if later else heads[max(weeks.values())][2]
    if week > (week_of(index.days) or 0):
        return in_own_section(text, LATER, line, fields.due, place)
    return new_section(text, f"## {week_title(index, week)}", line, place)


def headings(text: str) -> list[tuple[int | None, int, int]]:
    """Return the sections of a checklist: which week each is, where it begins and where the next one does."""
    blocks, found, at = Blocks(), list[tuple[int | None, int]](), 0
    for line in text.split("\n"):
        if line.startswith(("# ", "## ")) and blocks.leaf not in VERBATIM:
            week = WEEK_HEAD.match(line)
            found.append((int(week[1] or 0) if week else None, at))
        blocks.read(line.removeprefix("\ufeff"))
        at += len(line) + 1
    ends = [start for _, start in [*found, (None, len(text))]][1:]
    return [(number, start, end) for (number, start), end in zip(found, ends, strict=True)]


def in_section(text: str, line: str, due: date | None, start: int, end: int) -> str:
    """Put a line into a section, behind the last that is due by then."""
    ending = line_end(text)
    boxes = [box for box in read_boxes(text) if start <= box.start < end and box.prefix in ("- [", "* [", "+ [")]
    before = [box for box in boxes if due is None or box.due is None or box.due <= due]
    if before:
        return put(text, end_of_item(text, before[-1], end), f"{line}{ending}")
    if boxes:
        return put(text, boxes[0].start, f"{line}{ending}")
    return put(text, start + len(text[start:end].rstrip()), f"{ending}{ending}{line}")


def end_of_item(text: str, box: Box, end: int) -> int:
    """Return where the lines end that belong to a box: those right beneath it that are indented."""
    at = next_line(text, box.end)
    while at < end and text[at] in " \t" and text[at : next_line(text, at)].strip():
        at = next_line(text, at)
    return at


def next_line(text: str, at: int) -> int:
    """Return where the next line begins, or the end of the text."""
    return text.find("\n", at) + 1 or len(text)


def new_section(text: str, head: str, line: str, place: int) -> str:
    """Put a section with one line before another, or at the end."""
    ending = line_end(text)
    before = text[:place].replace("\r\n", "\n")
    gap = ending * (0 if not before or before.endswith("\n\n") else 1 if before.endswith("\n") else 2)
    behind = ending * 2 if text[place:] else ending if before.endswith("\n") else ""
    return f"{text[:place]}{gap}{head}{ending}{ending}{line}{behind}{text[place:]}"


def in_own_section(text: str, head: str, line: str, due: date | None, place: int) -> str:
    """Put a line into the section of the owner's lines with this head, which is made where there is none."""
    for number, start, end in headings(text):
        if number is None and text[start : next_line(text, start)].strip() == head:
            return in_section(text, line, due, start, end)
    return new_section(text, head, line, place)


def put(text: str, at: int, more: str) -> str:
    """Put more lines in where a line begins, even behind a last line that does not end."""
    if at == len(text) and not text.endswith("\n") and not more.startswith(("\n", "\r")):
        ending = line_end(text)
        return f"{text}{ending}{more.removesuffix(ending)}"
    return text[:at] + more + text[at:]


def week_of(day: int | None) -> int | None:
    """Return the week of a day, 0 before the start."""
    return None if day is None else (day - 1) // 7 + 1 if day > 0 else 0


def week_title(index: Index, week: int) -> str:
    """Return a week's heading as the checklist has it."""
    from .showing import say_day

    if week == 0:
        return "Before day 1"
    return f"Week {week}: {say_day(index.date_of(7 * week - 6))} to {say_day(index.date_of(min(7 * week, index.days)))}"
