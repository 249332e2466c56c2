"""The rules of a lint that look at what the owner wrote, entry by entry."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from .answers import Certification, Contact, Link, is_unknown
from .assess import proof_class
from .compose import is_record
from .dates import WEEKDAYS, Calendar, make_calendar
from .onward import with_road
from .owned import (
    Case,
    Flaw,
    Path,
    leaves,
    own_actions,
    own_goals,
    path_of_goal,
    person_paths,
    quoted,
    texts,
)
from .plan import Goal
from .wording import (
    addresses,
    carried_keys,
    inside_host,
    is_task,
    is_vague,
    lacks_scheme,
    latest_day,
    leftover,
    proves,
    unfinished,
)

OLD = 366  # days before the start after which a certificate should be looked up again
LINE = ("manager", "team", "old-manager", "executive")  # the reporting line
NO_PURPOSE_NEEDED = ("manager", "old-manager")
LAST_WAVE = 60  # whoever is not met by then is met as the work brings it
TWO = 2  # people named, from which on it says something that all are of one line
DAYS = ("day", "due", "until")
USUAL_DAYS = {("wins", "due"): 45, ("unknowns", "day"): 14}  # nobody wrote them
FEW_HOURS, FEW_IN_ALL = 3, 20
ONE_EMPLOYER = ("internal-move", "promotion-same-track", "return-from-leave", "contract-to-permanent")
BEEN_HERE = ("internal-move", "promotion-same-track", "promotion-to-manager", "manager-to-ic", "return-from-leave")
CONTRARY = (
    *(("new-company", other) for other in ONE_EMPLOYER),
    *(("first-job", other) for other in (*BEEN_HERE, "career-returner", "contract-to-permanent")),
    ("interim", "contract-to-permanent"),
    ("promotion-to-manager", "manager-to-ic"),
    ("promotion-to-manager", "promotion-same-track"),
    ("promotion-same-track", "manager-to-ic"),
    ("career-returner", "return-from-leave"),
)


def weak_answers(case: Case) -> Iterator[Flaw]:
    """Yield every weakness of what the owner wrote."""
    for check in CHECKS:
        yield from check(case)


def goals(case: Case) -> Iterator[Flaw]:
    """Find goals without a measure, and measures that are something to do; a template's are named by their id."""
    for phase in case.plan.phases:
        for area in phase.focus:
            for goal in area.goals:
                path = path_of_goal(phase, area, goal, case)
                own = (phase.id, area.id, "goals", goal.id) in case.homes
                yield from measure(path, goal, own=own)


def measure(path: Path, goal: Goal, *, own: bool) -> Iterator[Flaw]:
    """Find what is wrong with how one goal is measured."""
    which = "" if own else f" (id {goal.id})"
    if not goal.measure.strip():
        yield Flaw(path, "P001", f"the goal {quoted(goal.title)}{which} has no measure")
    elif is_task(goal.measure):
        there: Path = (*path, "measure") if own else path
        yield Flaw(there, "P002", f"the measure {quoted(goal.measure)}{which} is something to do")


def actions(case: Case) -> Iterator[Flaw]:
    """Find actions of the owner that have no day or no done-when; what repeats has its rhythm instead."""
    known = template_actions(case)
    for home, path, one in own_actions(case):
        below = known.get((home[0], home[1], home[3]))
        if (one.repeat or getattr(below, "repeat", None) or "once") != "once" or is_review(home, case):
            continue
        lacks = [
            name for name, key in (("day", "day"), ("done-when", "done_when")) if getattr(one, key) in (None, "")
            and getattr(below, key, None) in (None, "")
        ]  # fmt: skip
        if lacks:
            title = one.title or getattr(below, "title", None) or home[3]
            keys = " and ".join(f"'{lack.replace('-', '_')}'" for lack in lacks)
            yield Flaw(path, "P003", f"the action {quoted(title)} has no {' and no '.join(lacks)}", f"give it {keys}")


def template_actions(case: Case) -> dict[tuple[str, str, str], Any]:
    """Return the templates' actions by phase, focus area and id."""
    found: dict[tuple[str, str, str], Any] = {
        ("", "", one.id): one for one in (*case.template.actions, *case.template.habits)
    }
    for phase in case.template.phases:
        for area in phase.focus:
            found |= {(phase.id, area.id, one.id): one for one in area.actions}
    return found


def is_review(home: tuple[str, str, str, str], case: Case) -> bool:
    """Tell whether a change of the whole plan is to one of its reviews, which have their day."""
    return not home[0] and home[3] in {one.id for one in case.template.reviews}


def vague(case: Case) -> Iterator[Flaw]:
    """Find vague verbs in the owner's goals, measures and done-whens that nothing proves."""
    for _, path, goal in own_goals(case):
        yield from vague_pair(path, goal.title or "", "measure", goal.measure or "")
    for _, path, action in own_actions(case):
        yield from vague_pair(path, action.title or "", "done_when", action.done_when or "")


def vague_pair(path: Path, title: str, key: str, proof: str) -> Iterator[Flaw]:
    """Find a vague title whose proof proves nothing, or a vague proof; that there is none at all is another rule's."""
    if proof and not proves(proof) and is_vague(proof):
        yield Flaw((*path, key), "P016", f"{quoted(proof)} is nothing that somebody else could see")
    elif proof and not proves(proof) and not proves(title) and is_vague(title):
        yield Flaw((*path, "title"), "P016", f"{quoted(title)} is never done, and {quoted(proof)} does not prove it")


def ratings(case: Case) -> Iterator[Flaw]:
    """Find high ratings that no evidence stands for."""
    proved = {key for one in with_road(case.answers).evidence for key in one.competency}
    for key, rating in case.answers.ratings.items():
        seen = key in proved or key in case.answers.manager_ratings  # who works with you knows
        if isinstance(rating, int) and rating >= 3 and not seen:
            yield Flaw(("ratings", key), "P009", f"'{key}' is rated {rating} and no evidence names it")


def evidence(case: Case) -> Iterator[Flaw]:
    """Find evidence of which nobody could check what came of it; of work that goes on nothing has come yet."""
    for n, one in enumerate(case.answers.evidence):
        if proof_class(one) < 2 and one.status == "done":
            yield Flaw(("evidence", n), "P010", f"{quoted(one.title)} does not say what came of it")


def people(case: Case) -> Iterator[Flaw]:
    """Find people with no purpose or no first contact, and a circle that knows only up and down."""
    paths = person_paths(case.answers)
    for row in case.plan.people:
        if row.id not in paths:
            continue
        path = paths[row.id]
        one = case.answers.people[int(path[1])]
        if not has_purpose(one) and not (row.in_circle and (one.rhythm or one.channel)):
            yield Flaw(path, "P011", f"nothing says why {quoted(one.name)} matters or what you want from them")
        elif one.day is None and not row.known and row.day > min(LAST_WAVE, case.plan.days):
            text = f"{quoted(one.name)} is not met in this plan: the weeks before have no room for another introduction"
            yield Flaw(path, "P011", text, "give a 'day', or 'known: yes' if you know each other")
    named_people = case.answers.people
    if len(named_people) >= TWO and all(one.group in LINE for one in named_people) and not case.answers.partners:
        yield Flaw(("people",), "P012", f"all {len(named_people)} people are above or below you")


def has_purpose(one: Contact) -> bool:
    """Tell whether it is said, or will be asked, what somebody matters for."""
    return one.group in NO_PURPOSE_NEEDED or any((one.why, one.ask, one.offer, one.measured_on))


def notes(case: Case) -> Iterator[Flaw]:
    """Find what was not finished, and placeholders that were not filled."""
    for n, note in enumerate(case.answers.notes):
        if note.draft:
            yield Flaw(("notes", n), "P013", f"the note {quoted(note.text)} is a draft")
    drafts = [n for n, note in enumerate(case.answers.notes) if note.draft]
    for path, text in texts(case.answers):
        if (
            (mark := unfinished(text))
            and not may_be_open(path, text)
            and path[:2] not in {("notes", n) for n in drafts}
        ):
            yield Flaw(path, "P013", f"{quoted(text)} is not finished ({mark})")
        if mark := leftover(text):
            yield Flaw(path, "P021", f"{quoted(text)} still holds {mark}")


def may_be_open(path: Path, text: str) -> bool:
    """Tell whether ``?`` is an answer here; of evidence P010 asks for what came of it."""
    key = str(path[-1])
    if path[0] == "evidence":
        return is_unknown(text) and len(path[2:]) == 1 and key != "title"
    askable = {
        "people": ("why", "measured_on", "ask", "offer", "introduced_by", "title", "org"), "handover": ("to",),
        "person": ("why",), "road": ("ask",), "ratings": (key,), "unknowns": ("question",),
    }.get(str(path[0]), ("mission", "org", "team", "product", "from_title", "from_org"))  # fmt: skip
    return is_unknown(text) and key in askable


def links(case: Case) -> Iterator[Flaw]:
    """Find links without https://, to hosts that only some network knows, and with ids or tokens in them."""
    for path, link in links_in((case.answers.evidence, case.answers.road), ()):
        if wanted := lacks_scheme(link.url):
            yield Flaw(path, "P014", f"{quoted(link.url)} has no https://", f"write {wanted}")
        yield from address(path, link.url, hidden=link.access == "internal")
    for path, text in texts(case.answers):
        if path[-1] != "url":
            for url in addresses(text):
                yield from address(path, url)


def links_in(value: Any, path: Path) -> Iterator[tuple[Path, Link]]:
    """Yield every link of evidence and road, with the path of its address."""
    if not path:
        for key, part in zip(("evidence", "road"), value, strict=True):
            yield from links_in(part, (key,))
    elif isinstance(value, Link):
        yield (*path, "url"), value
    elif is_record(value):
        for key, part in zip(value._fields, value, strict=True):
            yield from links_in(part, (*path, key.removesuffix("_")))
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from links_in(part, (*path, n))


def address(path: Path, url: str, *, hidden: bool = False) -> Iterator[Flaw]:
    """Find what should not be passed on in one address; a link that is marked internal may lead inside."""
    if keys := carried_keys(url):
        yield Flaw(path, "P014", f"{quoted(url)} carries {', '.join(dict.fromkeys(keys))}")
    if (host := inside_host(url)) and not hidden:
        mend = "give an address that the reader can open, or say 'access: internal'"
        yield Flaw(path, "P014", f"{quoted(host)} is a host that only your network knows", mend)


def certificates(case: Case) -> Iterator[Flaw]:
    """Find certificates that have ended, and those that nobody looked up in the year before the start."""
    for n, one in enumerate(case.answers.certifications):
        path: Path = ("certifications", n)
        if one.status in ("retired", "expired"):
            if not one.replaced_by:
                yield Flaw(
                    (*path, "status"), "P017", f"{one.code} is {one.status}", "write 'replaced_by', or leave it out"
                )
        elif not one.checked_on:
            yield Flaw(path, "P017", f"nobody has checked whether {one.code} is still offered")
        elif is_old(one, case.answers.start):
            yield Flaw(
                (*path, "checked_on"), "P017", f"{one.code} was last checked {one.checked_on}, a year before you start"
            )


def is_old(one: Certification, start: date | None) -> bool:
    """Tell whether a certificate was looked up too long before the start."""
    checked = latest_day(one.checked_on)
    return bool(start and checked and (start - checked).days > OLD)


def days(case: Case) -> Iterator[Flaw]:
    """Find days that the owner fixed on a day off, and a start on one."""
    answers = case.answers
    if not answers.start:
        return
    calendar = make_calendar(answers.start, answers.working_days, answers.days_off)
    if not calendar.is_free(answers.start):
        yield Flaw(("start",), "P028", f"you do not work on {told(answers.start)}")
    for path, day in leaves(answers):
        if path[0] == "reviews":  # held already
            continue
        if path[-1] in DAYS and isinstance(day, int) and USUAL_DAYS.get((str(path[0]), str(path[-1]))) != day:
            yield from off_day(path, day, calendar)


def off_day(path: Path, day: int, calendar: Calendar) -> Iterator[Flaw]:
    """Find a day on which the person does not work, and say where the plan puts it."""
    when = calendar.date_of(day)
    if not calendar.is_free(when):
        moved = calendar.due(day)
        if moved == day:  # no working day is near
            yield Flaw(path, "P019", f"day {day}, {told(when)}, is a day off, and so is every day near it")
        else:
            to = f"day {moved}, {told(calendar.date_of(moved))}"
            yield Flaw(path, "P019", f"day {day}, {told(when)}, is a day off; the plan moves it to {to}")


def told(when: date) -> str:
    """Return a date with its weekday: “Sat 23 Jan 2027”, the same in every locale."""
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[when.month - 1]
    return f"{WEEKDAYS[when.weekday()].capitalize()} {when.day} {month} {when.year}"


def moves(case: Case) -> Iterator[Flaw]:
    """Find kinds of move that cannot both be true."""
    said: Sequence[str] = case.answers.transitions
    for one, other in CONTRARY:
        if one in said and other in said:
            later = max(said.index(one), said.index(other))
            yield Flaw(("transitions", later), "P025", f"'{one}' and '{other}' cannot both be true")


def room(case: Case) -> Iterator[Flaw]:
    """Find hours and days off that leave too little."""
    answers, weeks = case.answers, case.plan.weeks[1:]
    if answers.hours is not None and answers.hours < FEW_HOURS:
        yield Flaw(("hours",), "P027", f"{answers.hours:g} hours a week are too few for a plan")
    if not answers.start or not answers.days_off:
        return
    calendar = make_calendar(answers.start, answers.working_days, answers.days_off)
    gone = [week.n for week in weeks[:2] if not calendar.working_days(week.n)]
    left = sum(week.capacity for week in weeks)
    full = answers.hours * len(weeks) if answers.hours else FEW_IN_ALL
    if gone:
        first = calendar.date_of(7 * gone[0] - 6)
        text = f"all of week {' and week '.join(map(str, gone))} is off"
        yield Flaw(("days_off", span_of(case, first)), "P026", text)
    elif left < FEW_IN_ALL <= full:
        yield Flaw(("days_off", longest_span(case)), "P026", f"the days off leave {left:.0f} hours in all")


def span_of(case: Case, first: date) -> int:
    """Return which days off a week falls into: the first that end after its beginning."""
    spans = case.answers.days_off
    return next((n for n, one in enumerate(spans) if (one.to or one.from_) >= first), 0)


def longest_span(case: Case) -> int:
    """Return which days off take most."""
    spans = case.answers.days_off
    return max(range(len(spans)), key=lambda n: (spans[n].to or spans[n].from_) - spans[n].from_)


CHECKS: tuple[Any, ...] = (
    goals, actions, ratings, evidence, people, notes, links, vague, certificates, days, moves, room,
)  # fmt: skip
