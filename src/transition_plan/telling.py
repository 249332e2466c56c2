"""The parts of a plan that tell about the person: what they bring and lack, whom they meet, what they hand over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from . import plan as out
from .answers import Answers, Contact, is_private
from .assess import Assessment, Standing
from .circle import PersonDraft
from .dates import Calendar
from .draft import Room
from .drafting import fits_day
from .focus import evidence_by_id, proof_of, who_is
from .horizon import length_of
from .ids import slug
from .ladders import competency_name, gap_reason, target
from .naming import PLURAL, SINGULAR, known
from .onward import BEFORE_THE_OFFER
from .recounting import private_road
from .scaffold import MISSION, Scaffold
from .schedule import Schedule
from .template import Template

CLIMBS = ("learn", "practise", "demonstrate")
USES = ("offer", "teach", "multiply")
FIRST_REVIEW, USUALLY_ASKED = 30, 14  # days by which a risk is looked at and a question asked, if nothing says when
CIRCLE = 3  # people, from which on a line tells them


class Parts(NamedTuple):
    """What a plan is made of."""

    answers: Answers
    template: Template
    found: Assessment
    content: Scaffold
    times: Schedule
    calendar: Calendar
    room: Room


def due(day: int, calendar: Calendar) -> out.Date:
    """Return the date on which something of a day is due, moved off a day off."""
    return calendar.shown(calendar.due(day))


def opening(parts: Parts, phases: Sequence[out.Phase]) -> out.Opening:
    """Return the mission and one outcome a phase: the goal of the area that weighs most, the owner's before others."""
    outcomes = []
    for phase in phases:
        areas = sorted(phase.focus, key=lambda area: area.why.source != "you")
        outcomes += [area.goals[0] for area in areas if area.goals][:1]
    mission = known(parts.answers.mission)
    return out.Opening(mission or parts.template.mission, bool(mission), tuple(outcomes))


def strength(standing: Standing, parts: Parts, actions: Mapping[str, out.Action]) -> out.Strength:
    """Return a strength with its proof and what becomes of it."""
    serves = next(
        (p.title for p in parts.answers.priorities if standing.need.id in p.competencies and not is_private(p)), ""
    )
    channel = next((competency_name(c) for c in parts.found.channels), "")
    return out.Strength(
        standing.need.id,
        competency_name(standing),
        standing.competency.meaning,
        parts.content.strength_proofs.get(standing.need.id, ()),
        not parts.found.to_prove,
        serves,
        channel,
        steps(standing, USES, actions),
    )


def evidence(parts: Parts) -> tuple[out.Proof, ...]:
    """Return every piece of evidence with the names of what it proves, for the person's own documents."""
    names = {s.need.id: competency_name(s) for s in parts.found.standings}
    return tuple(
        proof_of(key, one)._replace(proves=tuple(names[c] for c in one.competency))
        for key, one in evidence_by_id(parts.answers).items()
    )


def level(standing: Standing) -> out.Level:
    """Return where the person stands on one competency."""
    return out.Level(
        standing.need.id,
        competency_name(standing),
        standing.competency.meaning,
        standing.need.required or 0,
        standing.own,
        standing.own_inferred,
        standing.unknown,
        standing.counted if standing.manager is None else standing.own,
        standing.manager,
    )


def gap(standing: Standing, parts: Parts, actions: Mapping[str, out.Action]) -> out.Gap:
    """Return a gap with its ladder."""
    return out.Gap(
        standing.need.id,
        competency_name(standing),
        standing.competency.meaning,
        standing.rating,
        standing.inferred,
        standing.need.required or 0,
        target(standing),
        standing.competency.proof,
        gap_reason(standing),
        steps(standing, CLIMBS, actions),
    )


def steps(standing: Standing, kinds: Sequence[str], actions: Mapping[str, out.Action]) -> tuple[out.Step, ...]:
    """Return the rungs of a ladder that found their place."""
    found = ((kind, actions.get(f"{standing.need.id}-{kind}")) for kind in kinds)
    return tuple(out.Step(kind, a.id, a.title, a.day, a.date) for kind, a in found if a)


def person_row(person: PersonDraft, parts: Parts) -> out.PersonRow:
    """Return somebody with the date of the first contact; what is unknown stays empty, its question is elsewhere."""
    c: Contact = person.contact
    return out.PersonRow(
        person.id,
        c.name,
        known(c.title),
        known(c.org),
        c.group,
        known(c.why),
        known(c.measured_on),
        known(c.ask),
        known(c.offer),
        who_is(known(c.introduced_by), parts.answers),
        c.rhythm or "",
        c.channel,
        person.day,
        due(person.day, parts.calendar),
        person.assumed,
        known=c.known or c.group == "old-manager",
        private=c.private,
    )


def in_circles(rows: Sequence[out.PersonRow]) -> tuple[tuple[out.PersonRow, ...], tuple[out.Circle, ...]]:
    """Return the people, and the circles of those of whom only the name and the post are known."""
    plain: dict[tuple[str, str, str], list[out.PersonRow]] = {}
    for row in rows:
        told = row.why or row.measured_on or row.ask or row.offer or row.introduced_by
        if not (told or row.assumed or row.private is True):
            plain.setdefault((row.group, row.rhythm, row.channel), []).append(row)
    circles = tuple(
        out.Circle(group, members[0].day, members[0].date, rhythm, channel, tuple(members))
        for (group, rhythm, channel), members in plain.items()
        if len(members) >= CIRCLE
    )
    met = {row.id for circle in circles for row in circle.members}
    return tuple(row._replace(in_circle=row.id in met) for row in rows), circles


def audience(said: str, answers: Answers) -> str:
    """Return for whom something is: somebody by name, or the whole group where nobody of it was named."""
    name = who_is(said, answers)
    return PLURAL.get(said, name) if name == SINGULAR.get(said) else name


def dated_win(key: str, parts: Parts, actions: Mapping[str, out.Action]) -> out.Win:
    """Return an early win whose steps found their place, with its dates."""
    win = next(w for w in parts.content.wins if w.id == key)
    steps = [actions[f"{key}-{name}"] for name in ("begin", "agree", "show") if f"{key}-{name}" in actions]
    *_, agree, show = steps
    return out.Win(
        key,
        win.title,
        audience(win.for_, parts.answers),
        win.so_far,
        win.result,
        agree.day,
        agree.date,
        show.day,
        show.date,
        win.yours,
        tuple(action.id for action in steps),
    )


def own_risks(parts: Parts) -> list[out.Risk]:
    """Return the risks that the person named, the private ones marked."""
    return [
        out.Risk(
            r.id or slug(r.risk),
            r.risk,
            r.sign,
            r.response,
            who_is(r.owner, parts.answers),
            due(r.day or FIRST_REVIEW, parts.calendar),
            r.private,
        )
        for r in parts.answers.risks
    ]


def usual_risks(parts: Parts) -> Iterable[out.Risk]:
    """Return the risks of such a move that stand beside the person's own."""
    for r in parts.content.risks:
        yield out.Risk(r.id, r.risk or "", r.sign or "", r.response or "", "", due(FIRST_REVIEW, parts.calendar))


def questions(parts: Parts) -> Iterable[out.Question]:
    """Return what is not known yet, whom to ask and by when."""
    for q in parts.content.questions:
        day = q.day or USUALLY_ASKED
        yours = not q.origin or q.id == MISSION
        who = asked(q.ask or "manager", parts)
        yield out.Question(q.id, q.question or "", who, day, due(day, parts.calendar), q.why or "", yours=yours)


def reviews(parts: Parts) -> Iterable[out.Review]:
    """Return the talks in which the plan is looked back on."""
    for r in parts.template.reviews:
        day = r.day or 1
        yield out.Review(r.id, r.title or r.id, day, due(day, parts.calendar), r.about or "", r.questions or ())


def partners(answers: Answers) -> Iterable[out.Firm]:
    """Return the firms that one works with."""
    for firm in answers.partners:
        if not is_private(firm):
            people = tuple(titled(p.name, p.title) for p in firm.people)
            yield out.Firm(firm.firm, people, firm.note, firm.next_step)


def held_reviews(parts: Parts) -> Iterable[out.Held]:
    """Return the reviews that were held, in the order of their days."""
    for one in sorted(parts.answers.reviews, key=lambda review: review.day):
        when = due(one.day, parts.calendar)
        outcomes = (one.met, one.dropped, one.moved)
        yield out.Held(one.day, when, one.decisions, one.keep, one.change, one.learnt, *outcomes)


def duties(parts: Parts) -> Iterable[out.Handover]:
    """Return what of the old role is handed over: the person's own duties, or the kinds that the move has."""
    answers, calendar = parts.answers, parts.calendar
    if answers.stage in BEFORE_THE_OFFER:
        return
    for d in answers.handover:
        yield out.Handover(
            d.id or slug(d.duty),
            d.duty,
            known(d.to) and (who_is(d.to, answers) or "somebody"),
            d.day or 21,
            due(d.day or 21, calendar),
            d.note,
            True,
            d.private,
        )
    for kind in () if answers.handover else parts.template.handover:
        if fits_day(kind.day, answers.stage):
            yield out.Handover(
                kind.id, kind.duty or kind.id, "", kind.day or 21, due(kind.day or 21, calendar), "", False
            )


def certifications(answers: Answers) -> tuple[out.Certification, ...]:
    """Return the certificates, those that stand alike in one entry."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for c in answers.certifications:
        if not is_private(c):
            alike.setdefault((c.name, c.status, c.replaced_by, c.date, c.expires, c.checked_on), []).append(c.code)
    return tuple(out.Certification(tuple(codes), *rest) for rest, codes in alike.items())


def titled(name: str, title: str) -> str:
    """Return “Ana Ruiz, CTO”."""
    return f"{name}, {title}" if title else name


def past_role(title: str, org: str, begun: str, ended: str) -> str:
    """Return one step of the way here: “Support lead, Brightwater (2019–2022)”."""
    years = f"{begun}–{ended}" if begun and ended else begun or ended
    return titled(title, org) + (f" ({years})" if years else "")


def priority(title: str, measure: str) -> str:
    """Return a priority with its measure."""
    return f"{title} ({measure})" if measure else title


def parked_chains(parts: Parts) -> list[out.Parked]:
    """Return what found no room, a line a chain."""
    after = f"after day {length_of(parts.template.phases)}"
    names = {s.need.id: competency_name(s) for s in parts.found.standings}
    wins = {win.id: win.title for win in parts.content.wins if win.yours}
    tried = {draft.why.id for draft in parts.content.drafts if draft.why.source == "strength"}
    made = [
        out.Parked("ladder", names[s.need.id], "strengths take no more than their share of the hours", after, s.need.id)
        for s in parts.found.strengths
        if s.need.id not in tried
    ]
    for one in (parked for parked in parts.times.parked if not parked.drafts[0].private):
        first = one.drafts[0]
        ladder = first.why.source in ("gap", "strength")
        kind = "ladder" if ladder else "win" if first.why.id in wins else "action"
        title = names[first.why.id] if ladder else wins.get(first.why.id, first.title)
        made.append(out.Parked(kind, title, one.reason, after, first.id if kind == "action" else first.why.id))
    return made


def private_notes(answers: Answers) -> Iterable[str]:
    """Return what only the person may read: the notes behind ``private:``."""
    for kind in (
        answers.people,
        answers.priorities,
        answers.evidence,
        answers.handover,
        answers.unknowns,
        answers.wins,
        answers.carry_over,
        answers.certifications,
        answers.partners,
    ):
        for entry in kind:
            if entry.private:
                yield private_note(str(entry[0]), entry.private)
    yield from private_road(answers.road)
    about = answers.person.name if answers.person.private is True else answers.person.private
    if about:
        yield str(about)


def private_note(name: str, note: bool | str) -> str:
    """Return the note with what it is about."""
    return name if note is True else f"{name}: {note}"


def asked(who: str, parts: Parts) -> str:
    """Return who is asked, by name where there is one that others may read."""
    return who_is(who, parts.answers) or "somebody"
