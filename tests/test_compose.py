"""Templates and the owner's changes laid over one another."""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.answers import ActionChange, CompetencyNeed, FocusChange, GoalChange, PhaseChange
from transition_plan.compose import lay_actions, lay_entries, lay_load, lay_over, lay_templates
from transition_plan.horizon import lay_owner
from transition_plan.ids import slug
from transition_plan.template import (
    ActionText,
    FocusText,
    GoalText,
    Load,
    Need,
    PhaseText,
    ReviewText,
    RiskText,
    Template,
    Who,
    WinText,
)

KINDS = ("base", "family", "role", "transition")
UNSAID = (None, "", ())
IDS = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from([None, "", "first", "second", "third"])
DAYS = st.none() | st.integers(1, 90)
HOURS = st.none() | st.sampled_from([0.5, 1.0, 4.0])
FLAGS = st.none() | st.booleans()
ONES = st.none() | st.sampled_from([(), ("x",), ("x", "y")])


class Changed(NamedTuple):
    """A phase of a template and what the owner writes over it."""

    phase: PhaseText
    change: PhaseChange


def made_of(shape: Callable[..., Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Make records in which the other fields have their defaults."""
    return st.fixed_dictionaries(fields).map(lambda said: shape(**said))


def entries(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Make entries of which no two have the same id."""
    return st.lists(one, max_size=3, unique_by=lambda entry: entry.id).map(tuple)


action_texts = made_of(
    ActionText, id=IDS, title=TEXTS, day=DAYS, hours=HOURS, done_when=TEXTS, serves=ONES, optional=FLAGS
)
goal_texts = made_of(GoalText, id=IDS, title=TEXTS, measure=TEXTS, due=DAYS)
focus_texts = made_of(
    FocusText, id=IDS, title=TEXTS, intent=TEXTS, serves=ONES, goals=entries(goal_texts), actions=entries(action_texts)
)
phase_texts = made_of(PhaseText, id=st.just("month-1"), title=TEXTS, theme=TEXTS, focus=entries(focus_texts))

action_changes = made_of(ActionChange, id=IDS, title=TEXTS, day=DAYS, hours=HOURS, drop=st.booleans())
goal_changes = made_of(GoalChange, id=IDS, title=TEXTS, measure=TEXTS, due=DAYS, drop=st.booleans())
focus_changes = made_of(
    FocusChange,
    id=IDS,
    title=TEXTS,
    intent=TEXTS,
    serves=ONES,
    goals=entries(goal_changes),
    actions=entries(action_changes),
    drop=st.booleans(),
)
phase_changes = made_of(PhaseChange, id=st.just("month-1"), title=TEXTS, theme=TEXTS, focus=entries(focus_changes))
changed_phases = st.builds(Changed, phase_texts, phase_changes)


def ids(of: Sequence[Any]) -> list[str]:
    return [entry.id for entry in of]


def by_id(of: Sequence[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in of}


def composed(*layers: Template) -> Template:
    """Lay base, family, role and transitions over one another."""
    kinds = [*KINDS[:3], *["transition"] * len(layers)]
    return lay_templates(list(zip(kinds, layers, strict=False)))


def template(kind: str, **said: Any) -> Template:
    return Template(f"some-{kind}", kind, **said)


# The order: base, family, role, transition


@given(st.lists(action_texts.map(lambda one: one._replace(id="a")), min_size=4, max_size=4))
def test_the_last_who_says_something_about_a_field_has_the_word(layers: list[ActionText]) -> None:
    """A transition goes before the role, the role before its family, the family before the base, field by field."""
    made = composed(*(template(kind, actions=(one,)) for kind, one in zip(KINDS, layers, strict=True)))
    for field in ("title", "day", "hours", "done_when", "serves", "optional"):
        said = [getattr(one, field) for one in layers if getattr(one, field) not in UNSAID]
        (action,) = made.actions
        assert getattr(action, field) == (said[-1] if said else getattr(layers[0], field))


def test_an_entry_comes_from_the_last_template_that_touched_it() -> None:
    """A plan can say which template put an action into it."""
    base = template("base", actions=(ActionText("kept"), ActionText("changed")), risks=(RiskText("risk"),))
    role = template("role", actions=(ActionText("changed", hours=2.0), ActionText("new")))
    made = composed(base, template("family"), role, template("move", risks=(RiskText("risk", sign="late mails"),)))
    assert [(one.id, one.origin) for one in made.actions] == [
        ("kept", "base some-base"),
        ("changed", "role some-role"),
        ("new", "role some-role"),
    ]
    assert [one.origin for one in made.risks] == ["transition some-move"]


def test_what_stands_inside_an_entry_has_its_own_origin() -> None:
    """An action that a transition adds to a role's focus area is told as the transition's."""
    area = FocusText("listen", title="Listen", actions=(ActionText("calls"),))
    role = template("role", phases=(PhaseText("month-1", focus=(area,)),))
    added = FocusText("listen", actions=(ActionText("visit"),))
    move = template("move", phases=(PhaseText("month-1", focus=(added,)),))
    (phase,) = composed(template("base"), template("family"), role, move).phases
    assert [(one.id, one.origin) for one in phase.focus[0].actions] == [
        ("calls", "role some-role"),
        ("visit", "transition some-move"),
    ]
    assert phase.focus[0].title == "Listen"


def test_levels_of_a_background_are_joined() -> None:
    """A family's background fills what the role's own does not say."""
    below = template("family", background={"communication": 3, "influence": 2})
    above = template("role", background={"influence": 3, "coding": 1})
    assert composed(below, above).background == {"communication": 3, "influence": 3, "coding": 1}


# One record over another


@given(changed_phases)
def test_saying_something_twice_changes_nothing_more(one: Changed) -> None:
    """A change that is laid on again leaves the phase as it is."""
    once = lay_over(one.phase, one.change)
    assert lay_over(once, one.change) == once


@given(changed_phases)
def test_what_is_not_said_stays_as_it_was(one: Changed) -> None:
    """Only the fields and the focus areas that a change names are touched, and the rest keeps its order."""
    made = lay_over(one.phase, one.change)
    for field in ("title", "theme"):
        said = getattr(one.change, field)
        assert getattr(made, field) == (getattr(one.phase, field) if said in UNSAID else said)
    named = set(ids(one.change.focus))
    assert [area for area in made.focus if area.id not in named] == [a for a in one.phase.focus if a.id not in named]
    kept = [area.id for area in one.phase.focus if area.id in ids(made.focus)]
    assert ids(made.focus)[: len(kept)] == kept


@given(changed_phases)
def test_what_is_dropped_is_gone_and_what_is_new_comes_last(one: Changed) -> None:
    """A focus area with ``drop: true`` is out, an unknown one is appended, a known one stays in its place."""
    dropped = {change.id for change in one.change.focus if change.drop}
    new = [change.id for change in one.change.focus if not change.drop and change.id not in ids(one.phase.focus)]
    kept = [area.id for area in one.phase.focus if area.id not in dropped]
    assert ids(lay_over(one.phase, one.change).focus) == [*kept, *new]


@given(changed_phases)
def test_the_rule_holds_for_what_stands_inside(one: Changed) -> None:
    """Goals and actions of a focus area are changed, dropped and added by id, as focus areas are."""
    below, made = by_id(one.phase.focus), by_id(lay_over(one.phase, one.change).focus)
    for change in (change for change in one.change.focus if not change.drop):
        for part in ("goals", "actions"):
            dropped = {entry.id for entry in getattr(change, part) if entry.drop}
            before = ids(getattr(below[change.id], part)) if change.id in below else []
            new = [e.id for e in getattr(change, part) if not e.drop and e.id not in before]
            assert ids(getattr(made[change.id], part)) == [*(key for key in before if key not in dropped), *new]


def test_no_is_an_answer() -> None:
    """``optional: false`` and ``early: false`` are said, an empty text is not."""
    assert lay_over(ActionText("a", optional=True), ActionText("a", optional=False)).optional is False
    assert lay_over(Need("a", early=True), CompetencyNeed("a", early=False)).early is False
    assert lay_over(Need("a", required=3), CompetencyNeed("a", required=0)).required == 0
    assert lay_over(ActionText("a", title="Listen"), ActionText("a", title="")).title == "Listen"


def test_a_list_of_plain_words_is_replaced() -> None:
    """What an action serves is said anew, not added to."""
    assert lay_over(ActionText("a", serves=("x", "y")), ActionText("a", serves=("z",))).serves == ("z",)


def test_what_the_owner_adds_needs_no_id() -> None:
    """An entry without an id is known by its title, so a second one can change or drop the first."""
    added = lay_entries((), (ActionChange("Sit in two calls", day=9),), ActionText)
    assert added == (ActionText("sit-in-two-calls", "Sit in two calls", day=9),)
    assert lay_entries(added, (ActionChange(id=slug("Sit in two calls"), drop=True),), ActionText) == ()


def test_dropping_what_is_not_there_does_nothing() -> None:
    """A template may drop what only some families have."""
    who = (Who("engineering-lead", "peer"),)
    assert lay_entries(who, (Who("design-lead", drop=True),)) == who


@pytest.mark.parametrize("make", [Who, RiskText, WinText, Need])
def test_every_list_of_a_template_follows_the_rule(make: Callable[..., Any]) -> None:
    """People, risks, wins and needs are changed, dropped and added by id."""
    below = (make("a"), make("b"), make("c"))
    assert ids(lay_entries(below, (make("b", drop=True), make("d"), make("a")))) == ["a", "c", "d"]


# The owner's changes


def test_the_owner_changes_only_the_months_that_are_named() -> None:
    """A change to the second month leaves the others alone."""
    phases = tuple(PhaseText(f"month-{n}", None, 30 * n - 29, 30 * n, theme="theirs") for n in (1, 2, 3))
    made = lay_owner(phases, (PhaseChange("month-2", theme="mine"),))
    assert [phase.theme for phase in made] == ["theirs", "mine", "theirs"]
    assert made[0] == phases[0]


def test_the_owner_s_words_are_kept_as_typed() -> None:
    """Braces in a person's own text are text, not a template."""
    change = PhaseChange("month-1", focus=(FocusChange("Ask {{ manager }}", text="{% raw %} 100 %"),))
    (phase,) = lay_owner((PhaseText("month-1"),), (change,))
    assert [(area.id, area.title, area.text) for area in phase.focus] == [
        ("ask-manager", "Ask {{ manager }}", "{% raw %} 100 %")
    ]


def test_what_the_owner_adds_comes_from_no_template() -> None:
    """An own action keeps no template's origin, and a changed one keeps the template's."""
    area = FocusText("listen", actions=(ActionText("calls", origin="role pm"),), origin="role pm")
    change = FocusChange(id="listen", actions=(ActionChange(id="calls", day=9), ActionChange("Visit a site")))
    (phase,) = lay_owner((PhaseText("month-1", focus=(area,)),), (PhaseChange("month-1", focus=(change,)),))
    assert [(one.id, one.origin) for one in phase.focus[0].actions] == [("calls", "role pm"), ("visit-a-site", "")]


def test_the_owner_changes_what_belongs_to_no_focus_area() -> None:
    """Actions, habits and reviews are changed and dropped where they stand; what is new and repeats is a habit."""
    below = template(
        "base",
        actions=(ActionText("access", title="Open every tool", origin="base base"),),
        habits=(ActionText("weekly-note", hours=0.25), ActionText("walk")),
        reviews=(ReviewText("review-30", day=30), ReviewText("review-60", day=60)),
    )
    changes = (
        ActionChange(id="access", day=2),
        ActionChange(id="walk", drop=True),
        ActionChange(id="weekly-note", hours=0.5),
        ActionChange(id="review-60", drop=True),
        ActionChange(id="review-30", day=28),
        ActionChange("Visit a site", day=9),
        ActionChange("Read the forum", repeat="weekly", hours=0.5),
        ActionChange("Call a customer", repeat="once", day=12),
    )
    made = lay_actions(below, changes)
    assert [(one.id, one.title, one.day, one.origin) for one in made.actions] == [
        ("access", "Open every tool", 2, "base base"),
        ("visit-a-site", "Visit a site", 9, ""),
        ("call-a-customer", "Call a customer", 12, ""),
    ]
    assert [(one.id, one.hours) for one in made.habits] == [("weekly-note", 0.5), ("read-the-forum", 0.5)]
    assert [(one.id, one.day) for one in made.reviews] == [("review-30", 28)]


# The load


BASE = Load(weeks=(12.0, 9.0), people=1.0, win_by=45, strengths=0.33)
MOVES = (
    Load(weeks=(16.0, 4.0), people=0.5, win_by=30),
    Load(weeks=(8.0, 8.0), win_by=60, strengths=0.25),
    Load(people=0.6, strengths=0.5),
)


@pytest.mark.parametrize("moves", list(permutations(MOVES)))
def test_several_moves_leave_the_least_room_in_any_order(moves: tuple[Load, ...]) -> None:
    """Of several kinds of move the fewest hours, people and uses of strengths hold, and the latest win."""
    assert lay_load([BASE], moves) == Load(weeks=(8.0, 4.0), people=0.5, win_by=60, strengths=0.25)


def test_the_base_only_fills_what_no_move_has_said() -> None:
    """A new company leaves more hours than the base, and they hold."""
    assert lay_load([BASE], []) == BASE
    assert lay_load([BASE], [Load()]) == BASE
    assert lay_load([BASE], [Load(weeks=(16.0, 16.0))]) == BASE._replace(weeks=(16.0, 16.0))


def test_a_composed_template_has_the_load_of_all_its_layers() -> None:
    """What a kind of move leaves room for is not overwritten by one that says nothing."""
    made = composed(
        template("base", load=BASE),
        template("family"),
        template("role"),
        *(template("transition", load=m) for m in MOVES),
    )
    assert made.load == lay_load([BASE], MOVES)


def test_a_day_that_the_owner_gives_is_kept() -> None:
    """A template's action may move by days; one whose day the owner set stays on it."""
    below = template("base", actions=(ActionText("scan", day=14), ActionText("access", day=1)))
    made = by_id(lay_actions(below, (ActionChange(id="scan", day=12), ActionChange(id="access", hours=2.0))).actions)
    assert (made["scan"].day, made["scan"].fixed) == (12, True)
    assert not made["access"].fixed
