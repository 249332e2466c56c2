"""Why something is in a plan, as sentences: which answer, gap, strength or template put it there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .answers import Answers, is_private
from .assess import Standing
from .circle import FIRST_DAY, KNOWN_ALREADY, PersonDraft
from .dates import Calendar
from .ladders import competency_name, target
from .owned import Home, Path, entries, person_paths
from .plan import Action, FocusArea, Phase, Plan, Why, Win
from .spots import index_of
from .telling import Parts

LADDERS = ("gap", "strength")
OVER = ("situation", "seniority")  # one of each is laid over a role
KINDS = {
    "base": "every plan has it",
    "family": "every role of the family {} has it",
    "role": "it comes with the role {}",
    "seniority": "it comes with the seniority {}",
    "situation": "it comes with the situation {}",
    "transition": "it comes with the kind of move {}",
}
LEARNT = {"gap": "learn, practise, demonstrate", "strength": "offer, teach, multiply"}
Doing = tuple[Phase | None, FocusArea | None, Action]  # an action with its phase and focus area


class Line(NamedTuple):
    """A sentence of a trace; the deeper it is indented, the further it goes back towards the answers."""

    text: str
    depth: int = 0
    path: Path = ()  # of the answer in the plan file


class Sources(NamedTuple):
    """Everything that a trace goes back to."""

    plan: Plan
    parts: Parts
    homes: Mapping[Home, Path]

    @property
    def answers(self) -> Answers:
        """Return what the person said."""
        return self.parts.answers

    @property
    def calendar(self) -> Calendar:
        """Return the days of the plan."""
        return self.parts.calendar


def homes_of(plan: Plan) -> list[Doing]:
    """Return every action of a plan with its phase and focus area, those of none last."""
    found: list[Doing] = []
    for phase in plan.phases:
        found += [(phase, area, action) for area in phase.focus for action in area.actions]
        found += [(phase, None, action) for action in phase.actions]
    return [*found, *((None, None, action) for action in plan.habits)]


def make_sources(plan: Plan, parts: Parts) -> Sources:
    """Return a plan with what it was made of, ready to be asked."""
    return Sources(plan, parts, dict(entries(parts.answers)))


def home_of(doing: Doing, at: Sources) -> Doing:
    """Return an action with its phase and focus area; something that repeats in one knows only their ids."""
    draft = next((one for one in at.parts.content.habits if one.id == doing[2].id and one.focus), None)
    areas = [(phase, area) for phase in at.plan.phases for area in phase.focus]
    found = (pair for pair in areas if draft and (pair[0].id, pair[1].id) == (draft.phase, draft.focus))
    return (*next(found, doing[:2]), doing[2])


def reason(why: Why, at: Sources, key: str = "") -> list[Line]:
    """Say which answer, gap, strength or template put something into the plan."""
    if why.source in LADDERS:
        standing = next(one for one in at.parts.found.standings if one.need.id == why.id)
        verb = "closes a gap" if why.source == "gap" else "puts a strength to use"
        rungs = f"Its steps are {LEARNT[why.source]}; their texts belong to the competency (competencies.yaml)."
        return [Line(f"It {verb}: {competency_name(standing)}."), *standing_lines(standing, at, 1), Line(rungs, 1)]
    if why.id == "people":
        return wave_lines(key, at)
    if win := next((one for one in at.plan.wins if key in one.actions), None):
        return [Line(f"It is a step of the early win “{win.title}” ({win.id})."), *win_lines(win, at, 1)]
    if why.source == "you":
        return own_lines(why, at)
    return template_lines(why.source, why.id, at)


def template_lines(kind: str, name: str, at: Sources) -> list[Line]:
    """Say which template brings something, and which answer brings the template."""
    text = KINDS.get(kind, "it comes with {}").format(name)
    path: Path = ("role",)
    if kind == "transition" and name in at.answers.transitions:
        path = ("transitions", at.answers.transitions.index(name))
    elif kind in OVER:
        path = (kind,)
    return [Line(f"{text[0].upper()}{text[1:]}.", 0, () if kind == "base" else path)]


OWN = {
    "handover": "It hands over a duty of your old role.",
    "learning": "It is on your own learning list.",
    "carry_over": "It is work that you bring along.",
    "wins": "It is an early win of your own.",
    "certifications": "It settles which of your exams still count.",
}


def own_lines(why: Why, at: Sources) -> list[Line]:
    """Say which answer of the person's something comes from."""
    if why.id == "certifications":
        open_ones = [n for n, one in enumerate(at.answers.certifications) if is_open(one)]
        return [Line(OWN["certifications"], 0, ("certifications", open_ones[0]))]
    for field in ("handover", "learning", "carry_over", "wins"):
        n = index_of(getattr(at.answers, field), why.id)
        if n is not None:
            return [Line(OWN[field], 0, (field, n))]
    return []


def is_open(one: Any) -> bool:
    """Tell whether a certificate asks for something."""
    return not is_private(one) and one.status in ("planned", "booked", "retired")


def wave_lines(key: str, at: Sources) -> list[Line]:
    """Say whom an introduction is for, and what decides on their week."""
    lines = [Line("It is where you meet people who matter in this role, a few a week.")]
    paths = person_paths(at.answers)
    for person in members(key, at):
        given = person.contact.day
        group = person.contact.group
        rule = f"you gave day {given}" if given else f"that group's turn comes from day {FIRST_DAY[group]} on"
        who = f"{group}, and you named nobody of that group" if person.assumed else group
        lines.append(Line(f"{person.contact.name}, {who}: {rule}.", 1, paths.get(person.id, ())))
    return lines


def members(key: str, at: Sources) -> list[PersonDraft]:
    """Return whom a wave of introductions introduces."""
    draft = next((one for one in at.parts.content.drafts if one.id == key), None)
    people = at.parts.content.people
    hidden = key.startswith("meet-privately")
    return [
        one
        for one in people
        if draft and one.day == draft.due_day and is_private(one.contact) is hidden and not one.contact.known
        and one.contact.group not in KNOWN_ALREADY
    ]  # fmt: skip


def win_lines(win: Win, at: Sources, depth: int) -> list[Line]:
    """Say where an early win comes from."""
    for field, told in (
        ("wins", "You proposed it"),
        ("carry_over", "You bring it along, and what moves already is best"),
    ):
        n = index_of(getattr(at.answers, field), win.id) if win.yours else None
        if n is not None:
            return [Line(f"{told}.", depth, (field, n))]
    room = at.parts.found.tier.wins
    return [
        Line(
            f"It is an idea of the role; your hours leave room for {room} early win{'s' * (room > 1)}.",
            depth,
            ("role",),
        )
    ]


# Where the person stands


def standing_lines(one: Standing, at: Sources, depth: int) -> list[Line]:
    """Say what somebody is rated on a competency, what proves it, what the role needs, and what follows."""
    return [
        rating_line(one, at, depth),
        *proof_lines(one, at, depth),
        need_line(one, at, depth),
        *urgency_lines(one, at, depth),
        *chosen_lines(one, at, depth),
    ]


def rating_line(one: Standing, at: Sources, depth: int) -> Line:
    """Say where a rating comes from."""
    path: Path = ("ratings", one.need.id)
    if one.manager is not None:
        own = "" if one.own_inferred else f"; you rated it {one.own}"
        return Line(f"Your manager rated it {one.manager}, which counts{own}.", depth, ("manager_ratings", one.need.id))
    if one.unknown:
        return Line(f"You answered “?”; until somebody says, {one.rating} is assumed ({basis_of(one)}).", depth, path)
    if one.inferred:
        bring: Path = ("from",) if one.inferred == at.answers.from_ else ()
        return Line(f"You did not rate it; {one.rating} is assumed ({basis_of(one)}).", depth, bring)
    return Line(f"You rated it {one.rating}.", depth, path)


def basis_of(one: Standing) -> str:
    """Say what an assumed rating comes from."""
    if one.inferred == "nothing yet":
        return "nothing else is known"
    return "from your evidence" if one.inferred == "your evidence" else f"from {one.inferred}"


def proof_lines(one: Standing, at: Sources, depth: int) -> list[Line]:
    """Say what proves a rating, and what it is told as while it has too little proof."""
    lines = [
        Line(f"Proof: “{proof.title}”.", depth, ("evidence", n))
        for n, proof in enumerate(at.answers.evidence)
        if one.need.id in proof.competency and not is_private(proof)
    ]
    if one.counted < one.rating and not one.gap:
        what = "an example" if one.proof == 0 else "an example with a result"
        lines.append(Line(f"Told as {one.counted} until you add {what}.", depth))
    return lines


def need_line(one: Standing, at: Sources, depth: int) -> Line:
    """Say what the role needs."""
    if not one.need.required:
        return Line("The role does not ask for it.", depth)
    n = index_of_need(at.answers, one.need.id)
    gap = f", which is {one.gap} more" if one.gap else ""
    own = n is not None and at.answers.competencies[n].required is not None
    path: Path = ("competencies", n) if own and n is not None else ("role",)
    return Line(f"The role needs {one.need.required}{gap}.", depth, path)


def index_of_need(answers: Answers, key: str) -> int | None:
    """Return where the owner changes what the role needs of a competency."""
    return next((n for n, one in enumerate(answers.competencies) if one.id == key), None)


def urgency_lines(one: Standing, at: Sources, depth: int) -> Iterator[Line]:
    """Say what makes a gap more or less urgent."""
    for n, priority in enumerate(at.answers.priorities):
        if one.need.id in priority.competencies:
            yield Line(f"Your manager named it: “{priority.title}”.", depth, ("priorities", n))
    if one.gap and one.need.id in at.answers.gaps:
        yield Line("You asked to close it.", depth, ("gaps", at.answers.gaps.index(one.need.id)))
    if one.gap and one.need.early:
        yield Line("It is needed in the first 30 days, so it weighs more.", depth)
    if one.gap and one.need.taught:
        yield Line("The employer teaches it, so it weighs less.", depth)


def chosen_lines(one: Standing, at: Sources, depth: int) -> Iterator[Line]:
    """Say whether the plan works on a gap or a strength, of how many, and up to where."""
    found = at.parts.found
    for several, left, kind in ((found.gaps, found.parked_gaps, "gap"), (found.strengths, (), "strength")):
        if one in several:
            more = f"; {len(left)} more wait{'s' if len(left) == 1 else ''}" if left else ""
            number = f"{several.index(one) + 1} of the {len(several)} {kind}s" if several[1:] else f"the only {kind}"
            yield Line(f"It is {number} that your hours allow{more}.", depth)
    if one in found.gaps and target(one) < (one.need.required or 0):
        yield Line(f"The plan aims at {target(one)}: nobody climbs further in 90 days.", depth)


# Why an area was chosen


def area_lines(area: FocusArea, phase: Phase, at: Sources, depth: int) -> list[Line]:
    """Say why a focus area was chosen: it is the owner's, or fits this person better than those that wait."""
    home = at.homes.get((phase.id, area.id, "focus", ""))
    if home:
        return [Line("The area is your own, or you changed it, so it stays.", depth, home)]
    kind, _, name = area.why.text.removeprefix("the ").partition(" ")
    lines = [line._replace(depth=depth) for line in template_lines(kind, name, at)]
    draft = next(
        one for part in at.parts.content.phases if part.id == phase.id for one in part.focus if one.id == area.id
    )
    served = [*fitting(draft.serves, at)]
    if served:
        lines.append(Line(f"It fits you: it serves {', '.join(served)}.", depth))
    if area.people:
        lines.append(Line(f"You named people it is about: {', '.join(area.people)}.", depth, ("people",)))
    return lines


def fitting(serves: Sequence[str], at: Sources) -> Iterator[str]:
    """Yield what of a person's an area serves, in words."""
    found = at.parts.found
    yield from (f"your gap {competency_name(one)}" for one in found.gaps if one.need.id in serves)
    yield from (f"your strength {competency_name(one)}" for one in found.strengths if one.need.id in serves)
