"""What is laid over what: the documented order, held against real files, and clear errors where it cannot be."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Plan
from transition_plan.errors import InvalidFile
from transition_plan.library import Mix, compose, lineage
from transition_plan.lookup import FOLDERS, find_library

BASE_PHASES = [{"id": f"month-{n + 1}", "from_day": 30 * n + 1, "to_day": 30 * n + 30} for n in range(3)]
SAYS = {
    "title": st.sampled_from(["Taste", "Pour", "Wash"]),
    "day": st.integers(1, 90),
    "hours": st.sampled_from([0.5, 1.0, 2.0]),
    "done_when": st.sampled_from(["It is empty", "It is full"]),
    "serves": st.lists(st.sampled_from(["influence", "communication"]), min_size=1, max_size=2, unique=True),
    "fixed": st.booleans(),
}
IDS = ("a", "b", "c")
ENTRY = st.one_of(
    st.just({"drop": True}),
    st.fixed_dictionaries({}, optional=SAYS),
)
ENTRIES = st.dictionaries(st.sampled_from(IDS), ENTRY, max_size=3)
LAYER = st.fixed_dictionaries({"actions": ENTRIES, "goals": st.dictionaries(st.sampled_from(IDS), st.integers(1, 30))})
STEPS = ("base", "family", "family", "role", "role", "role", "seniority", "situation", "transition", "transition")
LAYERS = st.lists(LAYER, min_size=len(STEPS), max_size=len(STEPS))


def names_of(steps: Sequence[str]) -> list[tuple[str, str]]:
    """Return a name for each layer: base, family-1, family-2, role-3 and so on."""
    return [(kind, kind if kind == "base" else f"{kind}-{n}") for n, kind in enumerate(steps)]


def file_for(layer: Mapping[str, Any], name: str, extends: str) -> dict[str, Any]:
    """Return a template that says what a layer says, as it stands in its file."""
    actions = [{"id": key, **said} for key, said in layer["actions"].items()]
    goals = [{"id": key, "due": due} for key, due in layer["goals"].items()]
    phases = BASE_PHASES if name == "base" else [{"id": "month-1"}]
    phases = [{**phases[0], "focus": [{"id": "taste", "goals": goals}]}, *phases[1:]]
    return {
        "id": name,
        "title": name,
        "phases": phases,
        "actions": actions,
        **({"extends": extends} if extends else {}),
    }


def write_layers(root: Path, layers: Sequence[Mapping[str, Any]]) -> None:
    """Write each layer to the file that its kind has; each family and role extends the one before it."""
    before = ""
    for (kind, name), layer in zip(names_of(STEPS), layers, strict=True):
        chained = kind in ("family", "role")
        path = root / FOLDERS[kind] / f"{name}.yaml" if kind in FOLDERS else root / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(file_for(layer, name, before if chained else "")))
        before = name if chained else before


def laid(layers: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what the documentation says becomes of the actions: field by field the last wins, a drop begins anew."""
    made: dict[str, dict[str, Any]] = {}
    for (kind, name), layer in zip(names_of(STEPS), layers, strict=True):
        for key, said in layer["actions"].items():
            if said.get("drop"):
                made.pop(key, None)
            else:
                made[key] = {**made.get(key, {}), **said, "origin": f"{kind} {name}"}
    return made


@settings(max_examples=60)
@given(LAYERS)
def test_each_layer_is_laid_over_the_one_before_it(layers: list[dict[str, Any]]) -> None:
    """Base, furthest ancestor … parent, role, seniority, situation, transitions: the last that says a thing wins."""
    with tempfile.TemporaryDirectory() as folder:
        write_layers(Path(folder), layers)
        mix = Mix(("transition-8", "transition-9"), "situation-7", "seniority-6")
        made = compose("role-5", mix=mix, library=find_library(folder)).template
    fields = ("title", "day", "hours", "done_when", "serves", "fixed", "origin")
    got = {one.id: {field: getattr(one, field) for field in fields} for one in made.actions}
    expected = laid(layers)
    assert list(got) == list(expected)
    for key, said in expected.items():
        want = {field: said.get(field) for field in fields}
        assert got[key] == {**want, "serves": tuple(want["serves"]) if want["serves"] else None}
    dues = {key: due for layer in layers for key, due in layer["goals"].items()}
    [taste] = made.phases[0].focus
    assert {goal.id: goal.due for goal in taste.goals} == dues


@settings(max_examples=20)
@given(st.permutations(["transition-8", "transition-9"]), LAYERS)
def test_of_transitions_the_one_named_last_wins(order: list[str], layers: list[dict[str, Any]]) -> None:
    """The plan file's order is the order in which they are laid on."""
    for name, layer in zip(("transition-8", "transition-9"), layers[-2:], strict=True):
        layer["actions"] = {"a": {"title": name}}
    with tempfile.TemporaryDirectory() as folder:
        write_layers(Path(folder), layers)
        made = compose("role-5", order, library=find_library(folder)).template
    assert next(one.title for one in made.actions if one.id == "a") == order[-1]


# What cannot be


HEAD = "title: X\nchecked_on: 2026-11-21\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def problems_of(folder: Path, role: str) -> list[str]:
    """Return what composing a role says, the folder's path left out."""
    with pytest.raises(InvalidFile) as raised:
        compose(role, library=find_library(str(folder)))
    return [f"{one.place} {one.text}".replace(f"{folder}/", "") for one in raised.value.problems]


def test_a_circle_is_told_with_every_file_on_it(tmp_path: Path) -> None:
    """Whoever follows the lines can end it at any of them."""
    names = {"one": "two", "two": "three", "three": "one"}
    write(tmp_path, {f"roles/{name}.yaml": f"id: {name}\n{HEAD}extends: {to}\n" for name, to in names.items()})
    assert problems_of(tmp_path, "one") == [
        "roles/one.yaml:4:10 extends: 'two' comes round again; end the circle",
        "roles/two.yaml:4:10 extends: 'three' comes round again; end the circle",
        "roles/three.yaml:4:10 extends: 'one' comes round again; end the circle",
    ]


def test_a_circle_that_the_role_is_not_on_is_told_without_it(tmp_path: Path) -> None:
    """Only the files that make the circle are named."""
    names = {"out": "one", "one": "two", "two": "one"}
    write(tmp_path, {f"roles/{name}.yaml": f"id: {name}\n{HEAD}extends: {to}\n" for name, to in names.items()})
    assert [one.split(":")[0] for one in problems_of(tmp_path, "out")] == ["roles/one.yaml", "roles/two.yaml"]


def test_a_missing_parent_is_told_with_the_nearest(tmp_path: Path) -> None:
    """The child's file and line, and what was probably meant."""
    write(tmp_path, {"roles/x.yaml": f"id: x\n{HEAD}extends: produkt\n"})
    assert problems_of(tmp_path, "x") == [
        "roles/x.yaml:4:10 extends: there is no family or role 'produkt'; did you mean 'product'?"
    ]


def test_a_parent_that_is_family_and_role_is_told_with_both_files(tmp_path: Path) -> None:
    """Nobody has to guess which is meant."""
    tea = f"id: tea\n{HEAD}"
    write(tmp_path, {"roles/tea.yaml": tea, "families/tea.yaml": tea, "roles/x.yaml": f"id: x\n{HEAD}extends: tea\n"})
    assert problems_of(tmp_path, "x") == [
        "roles/x.yaml:4:10 extends: 'tea' is both a family and a role (families/tea.yaml and roles/tea.yaml);"
        " rename one of them"
    ]


def test_an_id_of_another_layer_is_told_with_both_places(tmp_path: Path) -> None:
    """An action of the child is called like one of an area of the parent: both lines are named."""
    area = (
        "phases:\n  - id: month-1\n    focus:\n      - id: {}\n        actions:\n          - {{id: cup, title: Cup}}\n"
    )
    write(
        tmp_path,
        {
            "roles/top.yaml": f"id: top\n{HEAD}{area.format('taste')}",
            "roles/x.yaml": f"id: x\n{HEAD}extends: top\n{area.format('pour')}",
        },
    )
    assert problems_of(tmp_path, "x") == [
        "roles/x.yaml:10:18 id 'cup' is another action's at roles/top.yaml:9:18; rename it"
    ]


def test_an_id_twice_in_a_list_is_told_at_the_second(tmp_path: Path) -> None:
    """One of two would be lost."""
    risks = "risks:\n  - {id: cold, risk: a}\n  - {id: cold, risk: b}\n"
    write(tmp_path, {"roles/x.yaml": f"id: x\n{HEAD}{risks}"})
    assert problems_of(tmp_path, "x") == ["roles/x.yaml:6:10 id 'cold' stands twice in this list; rename one of them"]


def test_the_same_id_in_the_same_list_is_a_change_and_no_clash(tmp_path: Path) -> None:
    """That is what inheritance is for."""
    risk = "risks:\n  - {{id: cold, risk: {}}}\n"
    write(
        tmp_path,
        {
            "roles/top.yaml": f"id: top\n{HEAD}{risk.format('a')}",
            "roles/x.yaml": f"id: x\n{HEAD}extends: top\n{risk.format('b')}",
        },
    )
    made = compose("x", library=find_library(str(tmp_path))).template
    assert [one.risk for one in made.risks if one.id == "cold"] == ["b"]


def test_a_role_may_extend_a_role_of_ours_that_extends_a_family(tmp_path: Path) -> None:
    """The furthest ancestor comes first, the role last, whoever wrote them."""
    write(tmp_path, {"roles/x.yaml": f"id: x\n{HEAD}extends: product-manager\n"})
    assert lineage("x", find_library(str(tmp_path))) == [
        ("family", "product"),
        ("role", "product-manager"),
        ("role", "x"),
    ]


# A role's own questions, documents and layouts


EXTRA = (
    f"id: x\n{HEAD}extends: product-manager\nmission: 'Pour {{{{ extra.tea }}}} for {{{{ manager }}}}'\n"
    "extra:\n  - {id: tea, question: Which tea?, default: green tea}\n"
)


def mission(plan: Plan, answers: str, *, code: int = 0) -> str:
    """Return the mission that a plan of the role with a question of its own has, or what was said instead."""
    ran = plan("render", "-", "--json", stdin=f"role: x\n{answers}".encode(), code=code)
    return ran.out + ran.err


def test_a_question_of_a_role_s_own_has_a_default(plan: Plan, tmp_path: Path) -> None:
    """Whoever does not answer gets what the template says; whoever does gets the answer, in every text."""
    write(tmp_path, {"plan_templates/roles/x.yaml": EXTRA})
    assert "Pour green tea for my manager" in mission(plan, "")
    assert "Pour black tea for my manager" in mission(plan, "extra: {tea: black tea}\n")


def test_an_answer_to_no_question_is_told_with_the_nearest(plan: Plan, tmp_path: Path) -> None:
    """A misspelled key of ``extra`` would be lost."""
    write(tmp_path, {"plan_templates/roles/x.yaml": EXTRA})
    told = "standard input:2:14  extra.tee: there is no question 'tee'; did you mean 'tea'?"
    assert told in mission(plan, "extra: {tee: black tea}\n", code=3)


def test_an_answer_is_never_run(plan: Plan, tmp_path: Path) -> None:
    """What a person types under ``extra`` is a value, whatever it looks like."""
    write(tmp_path, {"plan_templates/roles/x.yaml": EXTRA})
    assert "{{ 7 * 7 }}" in mission(plan, "extra: {tea: '{{ 7 * 7 }}'}\n")


def test_a_child_may_change_the_default_of_its_parent_s_question(plan: Plan, tmp_path: Path) -> None:
    """Questions are laid over one another like all else."""
    child = f"id: y\n{HEAD}extends: x\nmission: '{{{{ extra.tea }}}}'\nextra: [{{id: tea, default: white tea}}]\n"
    write(tmp_path, {"plan_templates/roles/x.yaml": EXTRA, "plan_templates/roles/y.yaml": child})
    ran = plan("render", "-", "--json", stdin=b"role: y\n")
    assert "white tea" in ran.out


def test_a_role_s_own_document_is_written_with_the_usual_ones(plan: Plan, tmp_path: Path) -> None:
    """``documents:`` of a role adds to the two; its layout stands beside the role."""
    role = f"id: x\n{HEAD}extends: product-manager\ndocuments: [tea.md]\n"
    layout = "# Tea for {{ title }}\n{% for phase in phases %}\n- {{ phase.title }}\n{% endfor %}\n"
    write(tmp_path, {"plan_templates/roles/x.yaml": role, "plan_templates/documents/tea.md.j2": layout})
    (tmp_path / "plan.yaml").write_text("role: x\ntitle: Taster\n")
    plan("render")
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["checklist.md", "plan.md", "tea.md"]
    assert (tmp_path / "tea.md").read_text().startswith("# Tea for Taster\n- Month 1")


def test_the_plan_file_has_the_last_word_on_documents(plan: Plan, tmp_path: Path) -> None:
    """Whoever names documents gets those and no others."""
    role = f"id: x\n{HEAD}extends: product-manager\ndocuments: [tea.md]\n"
    write(tmp_path, {"plan_templates/roles/x.yaml": role, "plan_templates/documents/tea.md.j2": "# Tea\n"})
    (tmp_path / "plan.yaml").write_text("role: x\ndocuments: [plan]\n")
    plan("render")
    assert [path.name for path in tmp_path.glob("*.md")] == ["plan.md"]


def test_a_document_that_no_layout_makes_is_told(plan: Plan, tmp_path: Path) -> None:
    """A role that names what there is not stops with the names of those that there are."""
    role = f"id: x\n{HEAD}extends: product-manager\ndocuments: [coffee.md]\n"
    write(tmp_path, {"plan_templates/roles/x.yaml": role, "plan.yaml": "role: x\n"})
    assert "there is no document 'coffee.md'" in plan("render", code=2).err
