"""A template's texts with a person's names in them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition_plan.errors import RenderFailed
from transition_plan.filling import condition, fill_template, filled, texts_of
from transition_plan.rendering import Phrase, environment, fill_phrases
from transition_plan.template import ActionText, FocusText, GoalText, Load, PhaseText, QuestionText, Template

GOAL = GoalText("met", title="Ten heard by {{ manager }}", measure="Ten notes", due=28)
LISTEN = FocusText("listen", intent="hear {{ customers }}", goals=(GOAL,), serves=("listening",))
TEAM = FocusText("team", intent="know {{ team }}", when="n_team > 1", actions=(ActionText("ask", when="not has_org"),))
TEMPLATE = Template(
    "role",
    "A role at {{ org }}",
    background={"listening": 2},
    phases=(PhaseText("month-1", theme="Hear", focus=(LISTEN, TEAM)),),
    questions=(QuestionText("mission", question="What for, {{ manager }}?", when="not mission_known"),),
    load=Load(weeks=(8.0, 4.0)),
)
NAMES = {
    "manager": "Dana",
    "customers": "Lee and Ana",
    "team": "the team",
    "n_team": 1,
    "org": "Northlake",
    "has_org": True,
    "mission_known": False,
}


def fill(texts: Sequence[str], **changed: object) -> Mapping[str, str]:
    phrases = [Phrase(text, "") for text in texts]
    return dict(zip(texts, fill_phrases(environment({}), phrases, {**NAMES, **changed}), strict=True))


class Asked(NamedTuple):
    """Notes what a template asks to have filled."""

    batches: list[list[str]]

    def fill(self, texts: Sequence[str]) -> Mapping[str, str]:
        """Fill the texts and note them."""
        self.batches.append(list(texts))
        return fill(texts)


def test_the_persons_names_stand_in_every_text() -> None:
    """Title, intents, goals and questions of a template speak of this person's people and things."""
    made = fill_template(TEMPLATE, fill)
    assert made.title == "A role at Northlake"
    assert made.phases[0].focus[0].intent == "hear Lee and Ana"
    assert made.phases[0].focus[0].goals[0].title == "Ten heard by Dana"
    assert made.questions[0].question == "What for, Dana?"


def test_what_names_nobody_stays_as_it_was_written() -> None:
    """Days, measures, weights and loads come through as they stand in the file."""
    made = fill_template(TEMPLATE, fill)
    assert made.load == TEMPLATE.load
    assert made.background == TEMPLATE.background
    assert made.phases[0].focus[0].goals[0] == GOAL._replace(title="Ten heard by Dana")
    assert made.phases[0].theme == "Hear"


def test_an_entry_is_left_out_where_its_condition_is_false() -> None:
    """A focus area about a team does not stand in the plan of somebody who has none."""
    assert [area.id for area in fill_template(TEMPLATE, fill).phases[0].focus] == ["listen"]


def test_an_entry_stays_where_its_condition_holds() -> None:
    """The same area is there for somebody with a team, and inside it the same rule goes on."""
    made = fill_template(TEMPLATE, lambda texts: fill(texts, n_team=3))
    assert [area.id for area in made.phases[0].focus] == ["listen", "team"]
    assert made.phases[0].focus[1].actions == ()


def test_a_question_goes_once_it_is_answered() -> None:
    """Whoever knows the mission is not told to ask for it."""
    assert fill_template(TEMPLATE, fill).questions
    assert not fill_template(TEMPLATE, lambda texts: fill(texts, mission_known=True)).questions


@pytest.mark.parametrize(
    ("expression", "value", "holds"),
    [
        ("x", "", False),
        ("x", "a", True),
        ("x", 0, False),
        ("x > 2", 3, True),
        ("not x", [], True),
        ("x == 'a'", "b", False),
    ],
)
def test_a_condition_is_what_jinja_takes_for_true(expression: str, value: object, holds: bool) -> None:
    """A condition reads like one in a layout: empty and zero are false."""
    text = condition(expression)
    assert bool(fill([text], x=value)[text]) is holds


def test_a_name_that_is_misspelled_in_a_condition_is_told() -> None:
    """A wrong name in a condition is an error, not an entry that quietly goes away."""
    with pytest.raises(RenderFailed, match="'n_taem' is not defined; did you mean 'n_team'"):
        fill_template(TEMPLATE._replace(phases=(PhaseText("m", focus=(FocusText("a", when="n_taem"),)),)), fill)


def test_all_texts_are_filled_in_one_go_and_each_once() -> None:
    """A text that stands in several places costs one filling, and a template costs one round."""
    twice = TEMPLATE._replace(questions=tuple(TEMPLATE.questions[0]._replace(id=key) for key in "ab"))
    asked = Asked([])
    assert [q.question for q in fill_template(twice, asked.fill).questions] == ["What for, Dana?"] * 2
    [batch] = asked.batches
    assert len(batch) == len(set(batch))


def test_only_what_holds_a_mark_is_filled() -> None:
    """Plain texts, which are most, cost nothing."""
    assert "Ten notes" not in list(texts_of(TEMPLATE))
    assert {"hear {{ customers }}", condition("n_team > 1")} <= set(texts_of(TEMPLATE))


@settings(max_examples=50)
@given(st.text(st.characters(exclude_characters="{")), st.lists(st.text(st.characters(exclude_characters="{"))))
def test_a_template_without_marks_comes_back_as_it_was(text: str, many: list[str]) -> None:
    """Whatever a template says in plain words, nothing of it is changed."""
    plain = Template("x", text, phases=(PhaseText("m", theme=text, focus=(FocusText("a", serves=tuple(many)),)),))
    assert list(texts_of(plain)) == []
    assert fill_template(plain, fill) == plain


def test_marks_in_somebodys_name_are_not_filled_again() -> None:
    """What a person typed is put in as it stands, even if it looks like a template."""
    made = fill_template(TEMPLATE, lambda texts: fill(texts, manager="{{ org }}"))
    assert made.questions[0].question == "What for, {{ org }}?"


def test_a_value_that_is_no_text_is_left_alone() -> None:
    """Numbers and truths are not texts, and nothing is looked up for them."""
    assert [filled(value, {"1": "x"}) for value in (1, 0.5, None, True)] == [1, 0.5, None, True]
