"""What ships with the program: templates, the catalogue of competencies, the layouts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from transition_plan.answers import CompetencyNeed
from transition_plan.errors import DiskFailed, InvalidFile
from transition_plan.library import (
    SHIPPED,
    background,
    compose,
    find_text,
    load_catalogue,
    load_competencies,
    load_layouts,
    load_template,
    read_template,
    template_ids,
)
from transition_plan.lookup import File, templates_folder
from transition_plan.source import Items, parse_yaml
from transition_plan.template import Competency, Template

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "plan_templates"
FOLDERS = {"role": "roles", "family": "families", "transition": "transitions"}
EVERY = [(kind, file.stem) for kind, folder in FOLDERS.items() for file in sorted((LIBRARY / folder).glob("*.yaml"))]


def origins(record: Any) -> Iterator[str]:
    """Yield the kind of template that each entry comes from."""
    if hasattr(record, "_fields"):
        if getattr(record, "origin", ""):
            yield record.origin.split()[0]
        for part in record:
            yield from origins(part)
    elif isinstance(record, tuple):
        for part in record:
            yield from origins(part)


def run_shipped(tmp_path: Path, code: str, files: Mapping[str, str] | None = None) -> str:
    """Return what some code prints beside a copy of the package with its templates inside, as a wheel has them."""
    copy = tmp_path / "site" / "transition_plan"
    shutil.copytree(ROOT / "src" / "transition_plan", copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(LIBRARY, copy / "plan_templates")
    for name, text in (files or {}).items():
        (copy / "plan_templates" / name).write_text(text)
    env = {**os.environ, "PYTHONPATH": str(copy.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_every_template_that_ships_is_sound(kind: str, name: str) -> None:
    """Each template can be read without a fault and is called what its file is called."""
    assert load_template(kind, name).id == name


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_templates_are_those_of_the_folder(kind: str) -> None:
    """Dropping a file into its folder is all it takes to add a template."""
    assert template_ids(kind) == [name for of, name in EVERY if of == kind]


def test_a_template_that_is_not_there_is_a_missing_file() -> None:
    """A template that a file names and nobody wrote is told as a file that cannot be read."""
    with pytest.raises(DiskFailed, match=r"nothing\.yaml"):
        load_template("family", "nothing")


def test_a_template_of_another_shape_is_told_with_every_place() -> None:
    """What is wrong with a template comes with file, line and column, all of it at once."""
    with pytest.raises(InvalidFile) as raised:
        read_template(File("plan_templates/base.yaml", str(LIBRARY / "base.yaml"), True), Competency)
    problems = {problem.text.split(";")[0] for problem in raised.value.problems}
    assert raised.value.message.startswith("plan_templates/base.yaml has ")
    assert {"unknown key 'title'", "unknown key 'phases'", "'name' is missing", "'kind' is missing"} <= problems
    assert all(problem.place.startswith("plan_templates/base.yaml:") for problem in raised.value.problems)


def test_in_a_checkout_the_templates_stand_at_its_top() -> None:
    """Whoever changes a template in a checkout sees the change without installing anything."""
    assert Path(templates_folder()) == LIBRARY


def test_an_installed_package_brings_its_templates(tmp_path: Path) -> None:
    """What was installed reads its own templates, wherever a checkout may be."""
    told = run_shipped(tmp_path, "from transition_plan.lookup import templates_folder; print(templates_folder())")
    assert Path(told.strip()) == tmp_path / "site" / "transition_plan" / "plan_templates"


def test_a_faulty_template_is_told_by_its_name_in_the_library(tmp_path: Path) -> None:
    """A mistake in a template names the template's file, not the folder it happens to be installed in."""
    code = """if True:
        from transition_plan.errors import InvalidFile
        from transition_plan.library import load_template
        try:
            load_template("role", "broken")
        except InvalidFile as error:
            print(error.message)
            print(*[f"{p.place} {p.text}" for p in error.problems], sep="\\n")
    """
    broken = "id: broken\ntitel: Broken\nphases:\n  - {}\n"
    assert run_shipped(tmp_path, code, {"roles/broken.yaml": broken}).splitlines() == [
        "plan_templates/roles/broken.yaml has 3 problems",
        "plan_templates/roles/broken.yaml:2:1 unknown key 'titel'; did you mean 'title'?",
        "plan_templates/roles/broken.yaml:1:1 'title' is missing; add it",
        "plan_templates/roles/broken.yaml:4:5 phases[0]: 'id' is missing; add it",
    ]


def test_a_key_too_many_is_a_fault_of_a_template_too(tmp_path: Path) -> None:
    """A template that could be used but for a misspelled key is not used without it."""
    code = """if True:
        from transition_plan.errors import InvalidFile
        from transition_plan.library import load_template
        try:
            load_template("role", "odd")
        except InvalidFile as error:
            print(error.problems[0].text)
    """
    told = run_shipped(tmp_path, code, {"roles/odd.yaml": "id: odd\ntitle: Odd\nsumary: x\n"})
    assert told == "unknown key 'sumary'; did you mean 'summary'?\n"


def test_what_is_no_template_or_layout_is_not_taken_for_one(tmp_path: Path) -> None:
    """A note that somebody left in a folder of the library is neither a role nor a document."""
    code = """if True:
        from transition_plan.library import layout_names, load_layouts, template_ids
        print("notes.txt" in [*template_ids("role"), *layout_names(), *load_layouts()])
    """
    assert run_shipped(tmp_path, code, {"roles/notes.txt": "x", "documents/notes.txt": "x"}) == "False\n"


def test_every_competency_has_both_ladders() -> None:
    """Whatever somebody lacks or brings, there is a way to close the gap and a way to use the strength."""
    assert all(one.gap and one.strength for one in load_competencies().values())


def test_a_competency_without_ladders_takes_those_of_its_kind() -> None:
    """A competency that nobody wrote a ladder for is climbed as its kind is, and one with a ladder keeps it."""
    catalogue = load_catalogue(SHIPPED)
    complete = load_competencies()
    for one in catalogue.competencies:
        kind = catalogue.kinds[one.kind]
        assert complete[one.id].gap == (one.gap or kind.gap)
        assert complete[one.id].strength == (one.strength or kind.strength)
    assert any(one.gap for one in catalogue.competencies)
    assert any(not one.gap for one in catalogue.competencies)


def test_a_competency_of_ones_own_is_climbed_as_its_kind_is() -> None:
    """Somebody may add what no catalogue has; a name and a kind are enough, and even those may be left out."""
    kinds = load_catalogue(SHIPPED).kinds
    complete = load_competencies([CompetencyNeed("bees", name="bee-keeping", kind="people"), CompetencyNeed("knots")])
    assert (complete["bees"].name, complete["bees"].gap) == ("bee-keeping", kinds["people"].gap)
    assert (complete["knots"].name, complete["knots"].strength) == ("knots", kinds["craft"].strength)


def test_changing_a_need_leaves_the_catalogue_as_it_is() -> None:
    """Whoever changes what the role needs of a known competency does not lose its meaning and its ladder."""
    assert load_competencies([CompetencyNeed("influence", required=4)]) == load_competencies()


def test_a_role_is_laid_over_its_family_and_under_the_kind_of_move() -> None:
    """A composed role holds something of each: every plan's, the family's, the role's, the move's."""
    composed = compose("product-manager", ["internal-move"])
    assert set(origins(composed.template)) == {"base", "family", "role", "transition"}


def test_a_role_stays_itself_whatever_is_laid_over_it() -> None:
    """Title, summary and mission of a composed role are the role's, not those of the kind of move."""
    own = load_template("role", "product-manager")
    composed = compose("product-manager", ["internal-move", "lateral-new-function"])
    assert composed.role == own
    template = composed.template
    assert (template.id, template.title, template.summary, template.mission) == (
        own.id,
        own.title,
        own.summary,
        own.mission,
    )


def test_without_a_kind_of_move_nothing_of_one_is_there() -> None:
    """Somebody who names no transition gets a plan of the role alone."""
    composed = compose("product-manager", [])
    assert set(origins(composed.template)) == {"base", "family", "role"}


def test_a_role_may_stand_alone(tmp_path: Path) -> None:
    """A role that belongs to no family is composed of what every plan has and of its own."""
    code = """if True:
        from transition_plan.library import background, compose
        template = compose("alone", []).template
        print(template.title, [a.id for a in template.actions if a.origin == "role alone"], background("alone"))
    """
    needs = "competencies: [{id: influence, required: 2}]"
    alone = f"id: alone\ntitle: Alone\n{needs}\nactions: [{{id: own, title: Own, day: 1}}]\n"
    assert run_shipped(tmp_path, code, {"roles/alone.yaml": alone}) == "Alone ['own'] {'influence': 2}\n"


@pytest.mark.parametrize("name", template_ids("role"))
def test_whoever_does_a_job_has_what_it_needs(name: str) -> None:
    """Somebody who comes from a role is taken to have at least what that role needs and its family brings."""
    own = load_template("role", name)
    family: Template | None = load_template("family", own.extends) if own.extends else None
    levels = background(name)
    assert all(levels[need.id] >= (need.required or 0) for need in own.competencies)
    assert all(levels[one] >= level for one, level in own.background.items())
    assert {*own.background, *(family.background if family else ())} <= set(levels)


def test_every_text_of_the_library_can_be_found_again() -> None:
    """A text that cannot be filled is told with the file, line and column in which it stands."""
    told = find_text("not mission_known")
    name, line, column = told.rsplit(":", 2)
    assert name == "plan_templates/base.yaml"
    assert (ROOT / name).read_text("utf-8").splitlines()[int(line) - 1][int(column) - 1 :] == "not mission_known"


def test_a_condition_is_found_by_what_it_was_made_of() -> None:
    """A faulty `when:` is told at its place, although it is filled as a part of something longer."""
    assert find_text("{% if not mission_known %}yes{% endif %}") == find_text("not mission_known")


def test_a_text_in_a_folder_of_the_library_is_found_too() -> None:
    """Roles, families and transitions are looked through as well as what every plan has."""
    root = parse_yaml((LIBRARY / "transitions" / "internal-move.yaml").read_bytes(), "x")
    people = root.nodes["people"]
    assert isinstance(people, Items)
    mark = people.nodes[0].nodes["who"].mark  # type: ignore[union-attr, call-overload]
    expected = f"plan_templates/transitions/internal-move.yaml:{mark.line}:{mark.column}"
    assert find_text("the manager I leave") == expected


def test_a_text_that_no_file_has_is_still_told_as_a_templates() -> None:
    """Where a text cannot be found again, the message says at least that it is a template's."""
    assert find_text("nobody ever wrote this") == "a template"


def test_the_layouts_are_those_of_the_folder() -> None:
    """Every layout can be used by its name, is told by its path, and holds what its file holds."""
    layouts = load_layouts()
    folder = LIBRARY / "documents"
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.j2")}
    assert sorted(layouts) == sorted(files)
    for name, layout in layouts.items():
        assert (layout.path, layout.source) == (f"plan_templates/documents/{name}", files[name].read_text("utf-8"))
