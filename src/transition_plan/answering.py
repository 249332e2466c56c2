"""What every prompter does alike, with no terminal in it: a page's entries, matching, judging and telling an answer."""

import unicodedata
from collections.abc import Mapping, Sequence

from .pages import JOINERS, UNKNOWN, Choice, Given, Page, Rating, clean

SHOWN = 8  # matches at a time
NO_ANSWER = Choice("", "No answer", "go on without it")
NOT_KNOWN = Choice(UNKNOWN, "I don’t know yet", "the plan makes it a question to ask")
TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "·": "|", "→": "->"}
)


def joined(text: str, mark: str = "") -> tuple[str, int]:
    """Return pasted text in one line, with a mark between its lines, and how many lines with words it had."""
    lines = [line for line in map(clean, text.splitlines()) if line]
    return f"{mark} ".join([*(line.removesuffix(mark) for line in lines[:-1]), *lines[-1:]]), len(lines)


def spelled(text: str, encoding: str) -> str:
    """Return the text in the marks that a terminal's encoding has: quotes and dashes plain, letters without accents."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", text.translate(TYPOGRAPHY))
        bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
        return bare.encode(encoding, "replace").decode(encoding)
    return text


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(
        0 if unicodedata.combining(mark) or mark in JOINERS else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )


def wrap(text: str, columns: int) -> list[str]:
    """Return the text in lines no wider than that; only a word that is wider itself is cut."""
    lines, line = [], ""
    for word in clean(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer) <= columns:
            line = longer
            continue
        lines += [line] if line else []
        *whole, line = pieces(word, columns)
        lines += whole
    return [*lines, line] if line else lines


def pieces(word: str, columns: int) -> list[str]:
    """Return a word in pieces that fit."""
    found = [""]
    for mark in word:
        if found[-1] and width(found[-1] + mark) > columns:
            found.append("")
        found[-1] += mark
    return found


def shortened(text: str, columns: int, ellipsis: str = "…") -> str:
    """Return the text, or its first words and a mark that there was more."""
    first, *more = wrap(text, columns) or [""]
    if not more:
        return first
    return f"{(wrap(text, columns - width(ellipsis)) or [''])[0]}{ellipsis}"


def plain(text: str) -> str:
    """Return how a text is compared: small letters, no accents."""
    marks = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def matches(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return the choices in which every word typed stands, or whose initials are typed; the best first."""
    wanted = plain(clean(typed))
    ranked = [(rank(choice, wanted), choice) for choice in choices]
    return [choice for place, choice in sorted(ranked, key=lambda pair: pair[0]) if place < 9]


def rank(choice: Choice, wanted: str) -> int:
    """Return how well a choice fits, 0 best and 9 not at all."""
    title, value, hint = plain(choice.title), plain(choice.value), plain(choice.hint)
    words = title.split()
    whole = " ".join((title, value, hint))
    fits = (
        wanted in (title, value),
        title.startswith(wanted),
        any(word.startswith(wanted) for word in words),
        len(wanted) > 1 and "".join(word[0] for word in words).startswith(wanted),
        wanted in title,
        wanted in value,
        all(word in title for word in wanted.split()),
        wanted in hint,
        all(word in whole for word in wanted.split()),
    )
    return fits.index(True) if True in fits else 9


def entries(page: Page) -> tuple[Choice, ...]:
    """Return what a list of one answer offers: the choices, then to know it not yet, then to leave it out."""
    unsure = (NOT_KNOWN,) if page.unknown else ()
    return (*page.choices, *unsure, *((NO_ANSWER,) if page.optional else ()))


def first_entry(page: Page) -> int:
    """Return which entry is offered first: the default, else no answer where that is one, else the first."""
    wanted = page.default if page.default or not page.optional else NO_ANSWER.value
    values = [choice.value for choice in entries(page)]
    return values.index(wanted) if wanted in values else 0


def opening_text(page: Page) -> str:
    """Return the default of a text."""
    return page.default if isinstance(page.default, str) else ""


def opening_choice(page: Page) -> list[Choice]:
    """Return what a search offers before anything is typed: its default, else no answer where that is one."""
    if not page.default:
        return [NO_ANSWER] if page.optional else []
    own = Choice(opening_text(page), f"“{opening_text(page)}”", "as you typed it")
    known = (*page.choices, NOT_KNOWN)
    return [next((choice for choice in known if choice.value == page.default), own)]


def opening_values(page: Page) -> tuple[str, ...]:
    """Return what is chosen before the person chose: of ``order`` every value, the default's first."""
    known = [choice.value for choice in page.choices]
    given = tuple(value for value in page.default if value in known) if isinstance(page.default, tuple) else ()
    return (*given, *(value for value in known if value not in given)) if page.kind == "order" else given


def opening_ratings(page: Page) -> dict[str, Rating]:
    """Return the levels that the rows begin with."""
    given = page.default if isinstance(page.default, Mapping) else {}
    return {row.id: given.get(row.id, row.level) for row in page.rows}


def wrong(page: Page, given: Given) -> str:
    """Return what is wrong with an answer, or nothing; ``?`` and no answer are right where the page says so."""
    if given == UNKNOWN:
        instead = "leave it empty if there is none." if page.optional else "this one needs an answer."
        return "" if page.unknown else f"? is no answer here; {instead}"
    if not given and page.kind != "ratings":
        return "" if page.optional else "This one needs an answer."
    return clean(page.check(given))


def title_of(page: Page, value: str) -> str:
    """Return the title of a value, or the text itself when it is the person's own."""
    return next((choice.title for choice in page.choices if choice.value == value), value)


def told(page: Page, given: Given) -> str:
    """Return the line that stays when a question is answered: “Role: Product Manager”."""
    label = page.id.replace("-", " ").replace("_", " ")
    return clean(f"{label[:1].upper()}{label[1:]}: {answer_told(page, given)}")


def answer_told(page: Page, given: Given) -> str:
    """Return an answer in words."""
    if isinstance(given, str):
        return {UNKNOWN: "don’t know yet", "": "no answer"}.get(given) or title_of(page, given)
    if isinstance(given, Mapping):
        return ratings_told(given)
    titles = [title_of(page, value) for value in given]
    counting = titles[: page.most] if page.kind == "order" and page.most else titles
    return ", ".join(counting) or "none"


def ratings_told(given: Mapping[str, Rating]) -> str:
    """Return how many were rated: a list of all would be the page again."""
    unknown = sum(level == UNKNOWN for level in given.values())
    return f"{len(given) - unknown} rated" + (f", {unknown} not known" if unknown else "")
