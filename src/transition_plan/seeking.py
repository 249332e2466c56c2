"""What the road adds to the checklist while exploring: the experiences to seek, and whom to stay in touch with."""

from collections.abc import Mapping, Sequence

from .answers import Answers, is_private
from .draft import Draft
from .horizon import within
from .ids import slug
from .months import EXPLORING
from .naming import listed
from .plan import Why
from .recounting import key_of
from .road import Acquaintance

FIRST, EVERY = 60, 30  # days: the first experience, and from one to the next
BEFORE = 45  # days that an experience may take to come about
HOURS, A_LETTER = 3.0, 0.25
RANK = 22.0  # after the gaps, before the strengths
IN_TOUCH = "in-touch"  # the habit that the names take the place of


def seeking_drafts(answers: Answers, phase_at: Mapping[int, str]) -> list[Draft]:
    """Return an action for each experience that is still sought, a month apart."""
    left = [one for one in answers.road.experiences if len(one.done) < one.wanted]
    made = []
    for n, one in enumerate(left if answers.stage == EXPLORING else ()):
        key, due = key_of(one), within(FIRST + EVERY * n, phase_at)
        made.append(
            Draft(
                id=f"seek-{key}",
                title=one.title,
                hours=HOURS,
                first_day=max(1, due - BEFORE),
                due_day=due,
                done_when=f"It has happened ({len(one.done) + 1} of {one.wanted}); what came of it is in the plan file",
                why=Why("you", key, "an experience that you seek"),
                phase=phase_at[due],
                chain=f"seek:{key}",
                rank=RANK + n / 10,
                private=is_private(one),
                serves=one.competency,
            )
        )
    return made


def touch_habits(answers: Answers, last: int, phase: str) -> list[Draft]:
    """Return whom to write to, a habit for each rhythm; the private ones by themselves."""
    groups: dict[tuple[str, bool], list[Acquaintance]] = {}
    for one in answers.road.network if answers.stage == EXPLORING else ():
        if one.rhythm != "once":
            groups.setdefault((one.rhythm, is_private(one)), []).append(one)
    return [touch(rhythm, private, members, last, phase) for (rhythm, private), members in groups.items()]


def touch(rhythm: str, private: bool, members: Sequence[Acquaintance], last: int, phase: str) -> Draft:
    """Return the habit of writing to some people."""
    names = listed([one.name for one in members], len(members))
    return Draft(
        id=f"{IN_TOUCH}-{'privately-' if private else ''}{slug(rhythm)}",
        title=f"Write to {names}, giving first",
        hours=A_LETTER * len(members),
        first_day=1,
        due_day=last,
        repeat=rhythm,
        done_when="Each has had something useful, and no request",
        why=Why("you", "road", "whom you stay in touch with"),
        phase=phase,
        private=private,
    )
