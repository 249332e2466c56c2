"""The road to a role, before there is an offer: what the plan file's ``road`` holds. Everything in it is optional."""

from typing import Annotated, Literal, NamedTuple

from .entries import Link, Private, Rhythm

When = Annotated[str, "A year, a month or a day: 2027, 2027-03 or 2027-03-14."]
EventKind = Literal["spark", "decision", "build", "learn", "practice", "proxy-role", "life", "setback", "offer"]
ExperienceKind = Literal[
    "speaking", "collaboration", "influence", "leading", "building", "customer-facing", "proxy-role"
]


class Image(NamedTuple):
    """A picture that goes with the road."""

    file: Annotated[str, "Where the picture is: a path or an address.", "short"]
    caption: Annotated[str, "The line below it."] = ""
    alt: Annotated[str, "What it shows, for whoever cannot see it."] = ""


class Event(NamedTuple):
    """Something that happened on the road."""

    date: Annotated[str, "When: 2027, 2027-03 or 2027-03-14."]
    label: Annotated[str, "What you call it, in a word or two: The spark."] = ""
    kind: Annotated[EventKind | None, "What kind of thing it was."] = None
    text: Annotated[str, "What happened, in your words."] = ""
    until: Annotated[str, "The last day of something long."] = ""
    lesson: Annotated[str, "What it taught you."] = ""
    against: Annotated[str, "What it showed you that speaks against the role."] = ""
    links: Annotated[tuple[Link, ...], "Where it can be seen."] = ()
    images: Annotated[tuple[Image, ...], "Pictures of it."] = ()
    draft: Annotated[bool, "True for what is not ready to be told."] = False
    private: Private = ""


class RoadGoal(NamedTuple):
    """Where you wanted to be, and the day you got there."""

    title: Annotated[str, "The goal in your words.", "short"]
    stated: Annotated[str, "When you said it: 2027-03-14."] = ""
    reached: Annotated[str, "When you reached it."] = ""
    stated_image: Annotated[Image | None, "A picture of the goal as you wrote it."] = None
    reached_image: Annotated[Image | None, "A picture of the day you reached it."] = None
    private: Private = ""


class Explained(NamedTuple):
    """A question about what you will work on, with its answer."""

    question: Annotated[str, "What somebody outside would ask.", "short"]
    answer: Annotated[str, "The answer in a sentence or two."] = ""


class Announcement(NamedTuple):
    """How you tell the world; role, team, organisation and product come from the plan file."""

    purpose: Annotated[str, "What you will do there, as a verb phrase: make first days shorter.", "short"] = ""
    date: Annotated[str, "When you tell it."] = ""
    text: Annotated[str, "What you want to say about the step, in your words."] = ""
    explains: Annotated[tuple[Explained, ...], "What you will work on, for whoever does not know it."] = ()
    links: Annotated[tuple[Link, ...], "Where it is announced or explained."] = ()


class Introspection(NamedTuple):
    """The six questions to ask yourself before anything else."""

    background: Annotated[str, "What is your background?"] = ""
    drives: Annotated[str, "What drives you?"] = ""
    bothers: Annotated[str, "What bothers you?"] = ""
    give_up: Annotated[str, "What are you willing to give up?"] = ""
    make_quit: Annotated[str, "What would make you give up the goal?"] = ""
    why: Annotated[str, "Why do you want this role?"] = ""
    private: Private = ""


QUESTIONS = {key: shape.__metadata__[0] for key, shape in Introspection.__annotations__.items() if key != "private"}


class Lived(NamedTuple):
    """An experience that you went for and had."""

    title: Annotated[str, "What it was.", "short"]
    when: Annotated[str, "The date or the time."] = ""
    result: Annotated[str, "What came of it."] = ""
    links: Annotated[tuple[Link, ...], "Where it can be seen."] = ()
    private: Private = ""


class Experience(NamedTuple):
    """An experience to seek, with a counter."""

    title: Annotated[str, "What to look for.", "short"]
    id: Annotated[str, "A short name; made from the title when left out."] = ""
    kind: Annotated[ExperienceKind | None, "What kind of experience it is."] = None
    wanted: Annotated[int, "How many you want.", range(1, 100)] = 1
    competency: Annotated[tuple[str, ...], "What it builds, by competency id; the first counts most."] = ()
    where: Annotated[str, "Where it can be had."] = ""
    sponsor: Annotated[str, "Who can open the door."] = ""
    done: Annotated[tuple[Lived, ...], "Those you had; each counts, and is evidence."] = ()
    private: Private = ""


class Mentor(NamedTuple):
    """Somebody who could guide you, and the three checks: same field, time, a clear ask; left out, one is unknown."""

    name: Annotated[str, "The name.", "short"]
    id: Annotated[str, "A short name; made from the name when left out."] = ""
    title: Annotated[str, "Their role."] = ""
    org: Annotated[str, "Their organisation or team."] = ""
    same_field: Annotated[bool | None, "They know your field and can relate to where you come from."] = None
    has_time: Annotated[bool | None, "They have time for a second talk, and a third."] = None
    ask: Annotated[str, "What exactly you want from them; ? while you don't know."] = ""
    hires: Annotated[bool, "They hire for the role."] = False
    shares: Annotated[str, "What of your goal they share."] = ""
    rhythm: Annotated[Rhythm | None, "How often you talk."] = None
    status: Annotated[Literal["wanted", "asked", "agreed", "declined", "ended"], "How far it is."] = "wanted"
    lesson: Annotated[str, "What it taught you, above all where it did not work."] = ""
    private: Private = ""


class Acquaintance(NamedTuple):
    """Somebody of your network."""

    name: Annotated[str, "The name.", "short"]
    id: Annotated[str, "A short name; made from the name when left out."] = ""
    title: Annotated[str, "Their role."] = ""
    org: Annotated[str, "Their organisation or team."] = ""
    met: Annotated[str, "Where you met."] = ""
    rhythm: Annotated[Rhythm, "How often you write or talk."] = "quarterly"
    last: Annotated[str, "When you last did: 2027-03-14."] = ""
    times: Annotated[int, "How often you did so far.", range(1000)] = 0
    given: Annotated[str, "What you gave them."] = ""
    received: Annotated[str, "What they gave you."] = ""
    refers: Annotated[bool, "They would put your name forward."] = False
    private: Private = ""


class Attempt(NamedTuple):
    """A try that counts, whatever came of it."""

    title: Annotated[str, "What you tried.", "short"]
    date: Annotated[str, "When: 2027, 2027-03 or 2027-03-14."] = ""
    kind: Annotated[Literal["application", "interview", "ask"], "What kind of try it was."] = "application"
    outcome: Annotated[str, "What came of it."] = ""
    lesson: Annotated[str, "What it taught you."] = ""
    next_try: Annotated[str, "What you do otherwise next time."] = ""
    private: Private = ""


class Advice(NamedTuple):
    """Advice that somebody gave you."""

    text: Annotated[str, "What they said.", "short"]
    from_: Annotated[str, "Who said it, by their role: a hiring manager."] = ""
    date: Annotated[str, "When they said it."] = ""
    accepted: Annotated[bool | None, "Whether you took it."] = None
    effect: Annotated[str, "What you did because of it."] = ""
    private: Private = ""


class Limit(NamedTuple):
    """What narrows the choice: a place, a family, money, hours."""

    limit: Annotated[str, "What holds.", "short"]
    rules_out: Annotated[str, "What it rules out, for now."] = ""
    private: Private = ""


class Passage(NamedTuple):
    """Something that you would tell whoever walks the same road."""

    title: Annotated[str, "Its heading.", "short"]
    text: Annotated[str, "What you would tell."] = ""
    points: Annotated[tuple[str, ...], "The same in a list, a line each."] = ()
    links: Annotated[tuple[Link, ...], "What belongs to it."] = ()


class Road(NamedTuple):
    """The road so far and what is still sought."""

    excerpt: Annotated[str, "The line by which the road is told in short."] = ""
    goals: Annotated[tuple[RoadGoal, ...], "What you set yourself, with the day you said it."] = ()
    announcement: Annotated[Announcement, "How you tell the world that you got there."] = Announcement()
    events: Annotated[tuple[Event, ...], "What happened, in any order."] = ()
    introspection: Annotated[Introspection, "The six questions to yourself."] = Introspection()
    limits: Annotated[tuple[Limit, ...], "What narrows the choice."] = ()
    experiences: Annotated[tuple[Experience, ...], "Experiences to seek, with counters."] = ()
    mentors: Annotated[tuple[Mentor, ...], "Who could guide you; the plan ranks them."] = ()
    network: Annotated[tuple[Acquaintance, ...], "Whom you stay in touch with."] = ()
    attempts: Annotated[tuple[Attempt, ...], "What you tried, each with its lesson."] = ()
    advice: Annotated[tuple[Advice, ...], "What others advised."] = ()
    disclaimer: Annotated[str, "What nobody should take your road for."] = ""
    passages: Annotated[tuple[Passage, ...], "What you would tell whoever walks the same road, under headings."] = ()
