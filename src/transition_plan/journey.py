"""The road as documents tell it: dates in words, time elapsed, counters, mentors in their order. Pure values."""

from typing import NamedTuple

from .road import Advice, Explained, Limit


class RoadLink(NamedTuple):
    """Where something of the road can be seen."""

    url: str
    label: str
    locator: str = ""
    access: str = "public"
    kind: str = "page"


class Picture(NamedTuple):
    """A picture with what stands below it and what it shows."""

    file: str
    caption: str
    alt: str


class Moment(NamedTuple):
    """Something that happened, on its day."""

    date: str  # in words: “1 May 2015”
    iso: str  # as it was written, for a timeline
    until: str
    label: str
    kind: str
    text: str
    lesson: str
    against: str
    links: tuple[RoadLink, ...]
    images: tuple[Picture, ...]
    draft: bool
    private: bool | str


class Aim(NamedTuple):
    """A goal with the day it was said, the day it was reached, and the time between."""

    title: str
    stated: str
    reached: str
    elapsed: str  # “698 days”, or nothing while it is open
    images: tuple[Picture, ...]
    private: bool | str


class Lived(NamedTuple):
    """An experience that was had."""

    title: str
    when: str
    result: str
    links: tuple[RoadLink, ...]
    private: bool | str


class Sought(NamedTuple):
    """An experience to seek, with its counter."""

    id: str
    title: str
    kind: str
    had: int
    wanted: int
    full: bool  # as many were had as were wanted
    builds: tuple[str, ...]  # names of competencies
    where: str
    sponsor: str
    done: tuple[Lived, ...]
    private: bool | str


class Guide(NamedTuple):
    """A mentor with the three checks; the best come first."""

    id: str
    name: str
    title: str
    org: str
    same_field: bool | None  # None of these three: nobody has said
    has_time: bool | None
    clear_ask: bool | None
    checks: int  # of three, those that hold
    ask: str
    hires: bool
    shares: str
    rhythm: str
    status: str
    lesson: str
    private: bool | str


class Friend(NamedTuple):
    """Somebody of the network, and when their turn is."""

    id: str
    name: str
    title: str
    org: str
    met: str
    rhythm: str
    last: str
    next: str  # the day on which their turn is, as the rhythm has it
    times: int
    given: str
    received: str
    refers: bool
    private: bool | str


class Try(NamedTuple):
    """An application, an interview or an ask, and what it taught."""

    title: str
    date: str
    kind: str
    outcome: str
    lesson: str
    next_try: str
    private: bool | str


class Asked(NamedTuple):
    """A question to oneself, answered."""

    question: str
    answer: str
    private: bool | str


class News(NamedTuple):
    """What is told to the world when the role is there."""

    date: str
    purpose: str
    text: str
    explains: tuple[Explained, ...]
    links: tuple[RoadLink, ...]


class Told(NamedTuple):
    """Something to tell whoever walks the same road."""

    title: str
    text: str
    points: tuple[str, ...]
    links: tuple[RoadLink, ...]


class Journey(NamedTuple):
    """The road of one person."""

    excerpt: str
    goals: tuple[Aim, ...]
    news: News
    events: tuple[Moment, ...]  # the oldest first
    asked: tuple[Asked, ...]
    limits: tuple[Limit, ...]
    experiences: tuple[Sought, ...]
    mentors: tuple[Guide, ...]
    network: tuple[Friend, ...]
    attempts: tuple[Try, ...]
    advice: tuple[Advice, ...]
    disclaimer: str
    passages: tuple[Told, ...]


class Distance(NamedTuple):
    """How far the role is: the mean gap in the craft (how one works) and in the field (what one works on)."""

    craft: float
    field: float
    far: bool  # both are new
