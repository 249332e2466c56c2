"""Plan → what the public may read: no person, no firm, no address of insiders, nothing private, nothing unfinished."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from transition_plan.answers import Answers
from transition_plan.compose import is_record
from transition_plan.documents import for_others, hidden
from transition_plan.journey import Picture, RoadLink
from transition_plan.plan import Firm, Link, PersonRow, Plan, Proof
from transition_plan.wording import ADDRESS, carried_keys, host_of, inside_host, unfinished

from .addresses import Addresses
from .folding import plain
from .hidden import FIRM, UNIT, Names, public_texts
from .ordinary import OF_WORK, ORDINARY
from .renaming import Renamer

KEPT = {
    "id",
    "stage",
    "group",
    "access",
    "front_matter",
    "url",
    "file",
}  # what a program looks up, and what the owner passes through
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
HOST = re.compile(r"\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/[^\s<>()\"'”]*)?")
INSIDE = re.compile(
    r"\b(?:[\w-]+\.)+(?:local|localhost|internal|corp|lan|intranet|home\.arpa)\b(?:[:/][^\s)]*)?"
    r"|(?<![\w.])(?:(?:10|127)\.\d{1,3}|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}(?!\.?\w)(?:[:/][^\s)]*)?"
    r"|\\\\[\w.-]+(?:\\[\w$.-]+)+",
    re.I,
)
IDS = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b19:[\w@.-]+@thread\.\w+", re.IGNORECASE)
INSIDERS = ("intranet", "sharepoint.com", "teams.microsoft.com", "teams.live.com", "slack.com", "microsoftstream.com")
STRUCTURED = ("org", "team", "product", "old_org")  # that name a firm or unit by itself


class Public(NamedTuple):
    """A plan for the public, and what was left out of it."""

    plan: Plan
    dropped: tuple[str, ...]  # addresses that only insiders can open
    suspects: tuple[str, ...]  # words that may name somebody or some firm


def public_plan(plan: Plan, answers: Answers, names: Names) -> Public:
    """Return the plan as the public may read it."""
    rename = Renamer(names, list(public_texts(answers)))
    veil = Veil(rename, Addresses(names, rename))
    told = cast(Plan, veil(for_others(plan)))
    shown = plan.name if plan.name in names.shown else ""
    told = told._replace(name=shown, questions=(), parked=(), warnings=(), extra={})
    told = told._replace(**cast(Any, {one: words_for(getattr(plan, one), names, rename) for one in STRUCTURED}))
    told = told._replace(
        title=without_default(told.title, names),
        old_role=without_default(told.old_role, names),
        history=tuple(without_default(one, names) for one in told.history),
    )
    return Public(told, tuple(dict.fromkeys(veil.dropped)), suspect_words(answers, names, rename))


class Veil:
    """Goes through a plan and makes each text public, noting which addresses it left out."""

    def __init__(self, rename: Callable[[str], str], addresses: Addresses) -> None:
        self.rename = rename
        self.addresses = addresses
        self.dropped: list[str] = []

    def __call__(self, value: Any) -> Any:
        """Return a value of the plan for the public."""
        if isinstance(value, str):
            return self.text(value)
        if is_record(value):
            return FINISH.get(type(value), as_it_is)(self.record(value))
        if isinstance(value, tuple):
            return tuple(self(part) for part in value if self.is_told(part))
        return value

    def record(self, value: Any) -> Any:
        """Return a record with each of its texts made public."""
        parts = {field: self(part) for field, part in zip(value._fields, value, strict=True) if field not in KEPT}
        if "private" in parts and not isinstance(parts["private"], tuple):
            parts["private"] = ""
        return value._replace(**parts)

    def is_told(self, part: Any) -> bool:
        """Tell whether an entry is for the public: not private, not unfinished, not a link for insiders."""
        if isinstance(part, Link | RoadLink):
            return self.is_open(part)
        if isinstance(part, Picture):
            return self.is_shown(part)
        if isinstance(part, str):
            return not unfinished(part)
        kept = hidden(part) or getattr(part, "draft", None) is True
        return not kept and not (is_record(part) and unfinished(main_text(part)))

    def is_open(self, link: Link | RoadLink) -> bool:
        """Tell whether everybody may follow a link; note it where not."""
        why = closed(link.url) or ("" if link.access == "public" else link.access)
        why = why or ("carries an e-mail address or ids" if MAIL.search(link.url) or IDS.search(link.url) else "")
        why = why or self.addresses.why(link.url)
        if why:
            self.dropped.append(f"{host_of(link.url) or link.label or link.url} ({why})")
        return not why

    def is_shown(self, picture: Picture) -> bool:
        """Tell whether the place of a picture names nobody; note it where it does."""
        why = (closed(picture.file) if "://" in picture.file else "") or self.addresses.why(picture.file)
        if why:
            self.dropped.append(f"the picture {picture.file} ({why})")
        return not why

    def text(self, text: str) -> str:
        """Return a text without names, addresses of insiders and of people; nothing where it is unfinished."""
        if not text or unfinished(text):
            return ""
        made = ADDRESS.sub(self.address, text)
        made = MAIL.sub("an e-mail address", made)
        made = INSIDE.sub(self.inside, made)
        made = HOST.sub(self.host, made)
        made = IDS.sub("…", made)
        return self.rename(made)

    def address(self, found: re.Match[str]) -> str:
        """Return an address that everybody may open, or a word in its place."""
        return found[0] if self.is_open(Link(found[0], "")) else "(link left out)"

    def host(self, found: re.Match[str]) -> str:
        """Return an address without https:// as it is, or a word in its place where it holds a name."""
        whole = found[0]
        if "." not in self.rename(whole) or not (why := self.addresses.why(whole)):  # “dana.ortiz” is a name alone
            return whole
        self.dropped.append(f"{whole} ({why})")
        return "(link left out)"

    def inside(self, found: re.Match[str]) -> str:
        """Return a word in the place of a host that only a network knows."""
        self.dropped.append(f"{host_of(found[0]) or found[0]} (internal)")
        return "an internal page"


def as_it_is(record: Any) -> Any:
    """Return a record of which nothing more is to be said."""
    return record


def person(row: PersonRow) -> PersonRow:
    """Return somebody whose title is the name already, and whose firm has no name."""
    inside = plain(row.title) in plain(row.name)
    return row._replace(title="" if inside else row.title, org="")


def firm(one: Firm) -> Firm:
    """Return a firm as it stands at the start of a line, with those of whom more is known than that they are there."""
    people = tuple(who for who in one.people if not re.search(r"\bcontact there\b", who))
    return one._replace(firm=one.firm[:1].upper() + one.firm[1:], people=people)


def proof(one: Proof) -> Proof:
    """Return a proof that says “others” once and last."""
    people = [who for who in dict.fromkeys(one.people) if who != "others"]
    return one._replace(people=(*people, *(["others"] if "others" in one.people else [])))


FINISH: Mapping[type, Callable[[Any], Any]] = {PersonRow: person, Firm: firm, Proof: proof}


def main_text(entry: Any) -> str:
    """Return what an entry is called: its title, its name, its question."""
    for field in ("title", "risk", "question", "duty", "text"):
        if isinstance(found := getattr(entry, field, None), str):
            return found
    return ""


def closed(url: str) -> str:
    """Say why not everybody may open an address, or nothing."""
    host = host_of(url).casefold()
    if inside_host(url):
        return "internal"
    if keys := carried_keys(url):
        return f"carries {keys[0]}"
    if IDS.search(url) and any(host.endswith(one) for one in INSIDERS):
        return "carries ids"
    if any(host == one or host.endswith(f".{one}") or one in host.split(".") for one in INSIDERS):
        return "internal"
    return ""


def words_for(name: str, names: Names, rename: Renamer) -> str:
    """Return what stands where a firm, a team or a product is named by itself: chosen words, or nothing."""
    for one in names.hidden:
        if plain(one.name) == plain(name):
            return one.words if one.chosen else ""
    return rename(name)


def without_default(text: str, names: Names) -> str:
    """Return a title without the words for a firm or a unit of which nothing is known."""
    for one in names.hidden:
        if one.kind in (FIRM, UNIT) and not one.chosen:
            text = text.replace(f", {one.words}", "")
    return text


def suspect_words(answers: Answers, names: Names, rename: Renamer) -> tuple[str, ...]:
    """Return the capitalised words inside the owner's sentences that no field names: the owner should look at them."""
    shown = {plain(name) for name in names.shown}
    found: dict[str, None] = {}
    for text in public_texts(answers):
        for hit in re.finditer(r"(?<=[a-z,;] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*", rename(text)):
            words = re.sub(r"['’]s?$", "", hit[0])
            if not all(plain(word) in ORDINARY | OF_WORK for word in words.split()) and plain(words) not in shown:
                found.setdefault(words)
    return tuple(found)
