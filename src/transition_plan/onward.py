"""What the road hands on to a plan: experiences that were had become evidence, mentors become people.

So what was entered once stands in the journey and in the plan, and nothing is entered anew when the offer is there.
"""

from collections.abc import Collection, Iterator

from .answers import Answers, Contact, Evidence
from .ids import slug
from .months import EXPLORING
from .recounting import ranked, told_when
from .road import Experience, Lived, Mentor

BEFORE_THE_OFFER = (EXPLORING, "candidate")  # nothing is handed over yet
WAITING = ("carry_over", "handover", "wins")  # that make sense once there is an offer


def with_road(answers: Answers) -> Answers:
    """Return the answers with what the road adds to them."""
    known = {one.name for one in answers.people}
    told = {one.title for one in answers.evidence}
    why = answers.person.why or ("" if answers.road.introspection.private is True else answers.road.introspection.why)
    return answers._replace(
        person=answers.person._replace(why=why),
        people=(*answers.people, *(one for one in people(answers) if one.name not in known)),
        evidence=(*answers.evidence, *(one for one in evidence(answers) if one.title not in told)),
    )


def without_elsewhere(answers: Answers, elsewhere: Collection[str]) -> Answers:
    """Return the answers without changes of what stands in the plan of another stage: they hold again there."""
    return answers._replace(
        phases=tuple(one for one in answers.phases if one.id not in elsewhere),
        actions=tuple(one for one in answers.actions if one.id not in elsewhere),
    )


def waiting(answers: Answers) -> list[str]:
    """Return the keys of the plan file that a plan leaves out until there is an offer."""
    return [key for key in WAITING if getattr(answers, key)] if answers.stage == EXPLORING else []


def evidence(answers: Answers) -> Iterator[Evidence]:
    """Yield every experience that was had as a proof; the role's work without its title weighs as much as a result."""
    for sought in answers.road.experiences:
        for one in sought.done:
            yield Evidence(
                one.title,
                competency=sought.competency,
                result=one.result,
                when=told_when(one.when),
                proxy=sought.kind == "proxy-role",
                links=one.links,
                private=secret(sought, one),
            )


def secret(sought: Experience, one: Lived) -> bool | str:
    """Return what is private about an experience: all of it where all of what was sought is."""
    return True if sought.private is True else one.private


def people(answers: Answers) -> Iterator[Contact]:
    """Yield the mentors, those whom one still hopes for only while exploring, and whom one knows where one goes."""
    hoped = ("wanted", "asked", "agreed") if answers.stage == EXPLORING else ("agreed",)
    yield from (contact(one) for one in ranked(answers.road.mentors) if one.status in hoped)
    for one in answers.road.network if answers.stage not in BEFORE_THE_OFFER and answers.org else ():
        if one.org == answers.org:
            yield Contact(
                one.name,
                one.id or slug(one.name),
                one.title,
                one.org,
                rhythm=one.rhythm,
                known=True,
                private=one.private,
            )


def contact(one: Mentor) -> Contact:
    """Return a mentor as somebody of the plan, whom nobody has to introduce."""
    return Contact(
        one.name,
        one.id or slug(one.name),
        one.title,
        one.org,
        group="mentor",
        why=one.shares,
        ask=one.ask,
        rhythm=one.rhythm,
        known=True,
        private=one.private,
    )
