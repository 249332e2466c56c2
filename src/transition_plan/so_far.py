"""What the answers make of the plan so far: where the person stands, and what the questions may name.

The tree is what a plan file holds, as plain values; the terminal, the clock and the disk are somebody else's.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .answers import Answers
from .assess import Assessment
from .build import begin
from .errors import PlanError
from .gate import check_answers
from .ladders import competency_name
from .library import Library
from .planfile import write_plan_file
from .rendering import Environment, Phrase, fill_phrases

Tree = Mapping[str, object]
STRENGTHS = 3  # that proof is asked for
Fill = Callable[[Sequence[str], Mapping[str, object]], Sequence[str]]


class Setting(NamedTuple):
    """What an interview goes by."""

    library: Library
    fill: Fill  # puts names into texts, those of strangers within limits
    day: date  # today


def check(tree: Tree, setting: Setting) -> Answers:
    """Return the answers of a tree as the plan file's gate takes them; raises ``InvalidFile``."""
    return check_answers(write_plan_file(tree).encode(), "plan.yaml", (), setting.library)


def standing(tree: Tree, setting: Setting) -> Assessment | None:
    """Return where the person stands on what the role needs, nothing before there is a role."""
    if not tree.get("role"):
        return None
    try:
        return begin(check(tree, setting), setting.library).found
    except PlanError:
        return None


def to_prove(found: Assessment) -> list[str]:
    """Return the competencies that proof is asked for: rated 3 or more, the most important first."""
    rated = [one for one in found.standings if one.rating >= 3 and not one.inferred]
    ranked = sorted(rated, key=lambda one: (-(one.need.importance or 1), -one.rating))
    return [one.need.id for one in ranked[:STRENGTHS]]


def name_of(competency: str, tree: Tree, setting: Setting) -> str:
    """Return a competency's name."""
    found = standing(tree, setting)
    return next((competency_name(one) for one in (found.standings if found else ()) if one.need.id == competency), "")


def names_of(tree: Tree) -> dict[str, object]:
    """Return what the texts of the questions may name."""
    said = {"stage": "accepted", "from": "", "role": "", "transitions": [], **tree}
    return {"said": {key: value for key, value in said.items() if isinstance(value, str | int | float | list | tuple)}}


def holds(when: str, tree: Tree, setting: Setting) -> bool:
    """Tell whether a question is asked at all."""
    return not when or bool(filled([f"{{% if {when} %}}yes{{% endif %}}"], names_of(tree), setting)[0])


def filled(texts: Sequence[str], names: Mapping[str, object], setting: Setting) -> Sequence[str]:
    """Put what was said into texts; most have nothing to fill."""
    return setting.fill(texts, names) if any("{" in text for text in texts) else texts


def fill_here(env: Environment, texts: Sequence[str], names: Mapping[str, object]) -> list[str]:
    """Put names into texts in this process."""
    return fill_phrases(env, [Phrase(text, "plan_templates/questions.yaml") for text in texts], names)
