"""``plan templates list``, ``show``, ``path`` and ``new``, through the command."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Plan
from transition_plan.library import load_template, template_ids
from transition_plan.lookup import templates_folder

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "plan_templates"
ROLES = template_ids("role")
FAMILIES = template_ids("family")
CHILD = "id: child\ntitle: Child\nsummary: A child.\nextends: product-manager\nchecked_on: 2026-11-21\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


# list


def test_the_list_has_every_template_and_document_that_ships(plan: Plan) -> None:
    """Kind, id and title in columns; a part of a layout is no document."""
    lines = plan("templates", "list").out.splitlines()
    assert len({len(re.findall(r"^\w+ +", line)[0]) for line in lines}) == 1
    folders = {"role": "roles", "family": "families", "seniority": "seniority", "situation": "situations"}
    for kind, folder in (folders | {"transition": "transitions"}).items():
        files = sorted(path.stem for path in (LIBRARY / folder).glob("*.yaml"))
        assert [line.split()[1] for line in lines if line.startswith(f"{kind} ")] == files
    documents = [line.split()[1] for line in lines if line.startswith("document ")]
    assert "plan.md" in documents
    assert not any(name.startswith("_") for name in documents)
    assert any(line.endswith("  Product Manager") for line in lines)


@pytest.mark.parametrize("word", ["family", "families"])
def test_the_list_can_be_of_one_kind(plan: Plan, word: str) -> None:
    """Singular or plural, as one happens to think of it."""
    assert [line.split()[1] for line in plan("templates", "list", word).out.splitlines()] == FAMILIES


def test_a_kind_that_there_is_not_is_told(plan: Plan) -> None:
    """A misspelled kind is wrong use, with the nearest."""
    assert "did you mean 'role'?" in plan("templates", "list", "rolle", code=2).err


def test_the_list_says_where_ones_own_templates_stand(plan: Plan, tmp_path: Path) -> None:
    """What shadows ours is listed once, with its path; ours have none."""
    write(tmp_path, {"plan_templates/roles/child.yaml": CHILD, "plan_templates/roles/staff-engineer.yaml": CHILD})
    lines = plan("templates", "list", "role").out.splitlines()
    own = {line.split()[1]: line.split()[-1] for line in lines if line.endswith(".yaml")}
    assert own == {
        "child": "plan_templates/roles/child.yaml",
        "staff-engineer": "plan_templates/roles/staff-engineer.yaml",
    }
    assert len([line for line in lines if " staff-engineer " in line]) == 1


def test_the_list_as_data(plan: Plan, tmp_path: Path) -> None:
    """A script gets an object each; ``extends`` where something is extended."""
    write(tmp_path, {"plan_templates/roles/child.yaml": CHILD})
    rows = {(row["kind"], row["id"]): row for row in json.loads(plan("templates", "list", "--json").out)}
    assert rows["role", "child"] == {
        "id": "child",
        "kind": "role",
        "title": "Child",
        "summary": "A child.",
        "path": "plan_templates/roles/child.yaml",
        "built_in": False,
        "extends": "product-manager",
    }
    ours = rows["family", "product"]
    assert ours["built_in"] is True
    assert Path(ours["path"]) == LIBRARY / "families/product.yaml"
    assert "extends" not in ours
    assert rows["document", "checklist.md"]["summary"] == "for the person alone"


def test_a_broken_template_of_a_stranger_does_not_break_the_list(plan: Plan, tmp_path: Path) -> None:
    """It is listed, its fault is told with its line, and the others are there."""
    broken = {"plan_templates/roles/broken.yaml": "id: broken\ntitel: x\n", "plan_templates/roles/torn.yaml": "- x"}
    write(tmp_path, broken)
    outside = tmp_path / "secret.yaml"
    outside.write_text(CHILD)
    (tmp_path / "plan_templates/roles/linked.yaml").symlink_to(outside)
    ran = plan("templates", "list", "role")
    listed = [line.split()[1] for line in ran.out.splitlines()]
    assert listed == sorted([*ROLES, "broken", "linked", "torn"])
    assert "plan_templates/roles/broken.yaml:2:1" in ran.err
    assert "leads out of plan_templates by a link" in ran.err
    rows = {row["id"]: row for row in json.loads(plan("templates", "list", "role", "--json").out)}
    assert rows["broken"]["error"].startswith("plan_templates/roles/broken.yaml has ")
    assert rows["torn"]["path"] == "plan_templates/roles/torn.yaml"


# path


def test_the_folders_are_printed_in_the_order_of_the_look_up(plan: Plan, tmp_path: Path) -> None:
    """The folder given, the one here, the user's own, ours; those that are not there are marked."""
    (tmp_path / "more").mkdir()
    first, here, own, ours = plan("templates", "path", "--templates", "more").out.splitlines()
    assert (first, here) == ("more", "plan_templates  (not there)")
    assert own.endswith("templates  (not there)")
    assert Path(ours) == LIBRARY == Path(templates_folder())
    rows = json.loads(plan("templates", "path", "--templates", "more", "--json").out)
    assert [(row["exists"], row["built_in"]) for row in rows] == [
        (True, False),
        (False, False),
        (False, False),
        (True, True),
    ]


def test_a_folder_that_is_not_there_cannot_be_given(plan: Plan) -> None:
    """A misspelled ``--templates`` is wrong use in every command."""
    for words in (["path"], ["list"], ["show", "product"], ["lint"], ["new", "x", "--extends", "product"]):
        assert "there is no folder gone" in plan("templates", *words, "--templates", "gone", code=2).err


# show


def test_show_tells_what_a_role_brings(plan: Plan) -> None:
    """Title, needs, months with their areas, wins, risks, questions; also what its family brings, and no Jinja."""
    told = plan("templates", "show", "product-manager").out
    assert told.startswith("Product Manager (role product-manager)\nDecides what is worth building")
    for part in (
        "laid over: family product",
        "Needs\n  customer-discovery 3 of 4, early",
        "[hear-users]",
        "Early wins",
    ):
        assert part in told
    assert "[contact-rules]" in told  # of the family
    assert "[weekly-note]" not in told  # of every plan
    assert "{{" not in told
    assert "I will ask users of the product when it last failed them" in told


@pytest.mark.parametrize("kind", ["role", "family", "seniority", "situation", "transition"])
def test_every_template_that_ships_can_be_shown(plan: Plan, kind: str) -> None:
    """Whatever its kind, there is a text and there are data."""
    for name in template_ids(kind)[:3]:
        assert load_template(kind, name).title in plan("templates", "show", name).out
        assert json.loads(plan("templates", "show", name, "--json").out)["kind"] == kind


def test_show_as_data_says_where_each_entry_comes_from(plan: Plan, tmp_path: Path) -> None:
    """Texts as they stand, the lineage, and the origin of every area."""
    own = CHILD + "phases:\n  - id: month-1\n    focus:\n      - {id: hear-users, weight: 1}\n"
    write(tmp_path, {"plan_templates/roles/child.yaml": own})
    data = json.loads(plan("templates", "show", "child", "--json").out)
    assert data["lineage"] == ["product", "product-manager", "child"]
    areas = {area["id"]: area for area in data["phases"][0]["focus"]}
    assert (areas["hear-users"]["weight"], areas["hear-users"]["origin"]) == (1, "role child")
    assert areas["pin-down-numbers"]["origin"] == "role product-manager"
    assert "{{ manager }}" in areas["pin-down-numbers"]["intent"]
    assert (data["title"], data["path"], data["built_in"]) == ("Child", "plan_templates/roles/child.yaml", False)


def test_the_source_is_the_file_as_it_stands(plan: Plan) -> None:
    """Byte for byte, comments too, for a template and for a layout."""
    for name, file in (("engineering", "families/engineering.yaml"), ("plan.md", "documents/plan.md.j2")):
        assert plan("templates", "show", name, "--source").out == (LIBRARY / file).read_text("utf-8")


def test_a_document_is_shown_by_what_it_is_for(plan: Plan) -> None:
    """A layout is Jinja; who wants it asks for the source."""
    assert "(document, for the person alone)" in plan("templates", "show", "checklist.md").out
    assert plan("templates", "show", "checklist").out == plan("templates", "show", "checklist.md").out
    assert json.loads(plan("templates", "show", "checklist.md", "--json").out)["id"] == "checklist.md"


def test_an_id_that_nothing_has_is_told_with_the_nearest(plan: Plan) -> None:
    """Wrong use, and how to see all."""
    ran = plan("templates", "show", "product-manger", code=2)
    assert "did you mean 'product-manager'?" in ran.err
    assert "plan templates list" in ran.err
    assert (
        "there is no family 'product-manager'"
        in plan("templates", "show", "product-manager", "--kind", "family", code=2).err
    )


def test_an_id_of_two_kinds_wants_the_kind(plan: Plan, tmp_path: Path) -> None:
    """A situation may be called like a role; then one says which."""
    same = "id: interim\ntitle: Interim\nchecked_on: 2026-11-21\n"
    write(tmp_path, {"plan_templates/situations/interim.yaml": same})
    assert "--kind situation" in plan("templates", "show", "interim", code=2).err
    assert plan("templates", "show", "interim", "--kind", "transitions").out.startswith("Interim post (transition")


def test_text_and_data_and_source_exclude_each_other(plan: Plan) -> None:
    """Two ways to print at once are wrong use."""
    assert "--json and --source" in plan("templates", "show", "product", "--json", "--source", code=2).err


def test_a_text_of_a_stranger_that_never_ends_is_stopped(plan: Plan, tmp_path: Path) -> None:
    """To show a template fills its texts, within limits."""
    loop = '"{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}"'
    write(tmp_path, {"plan_templates/roles/child.yaml": f"{CHILD}mission: {loop}\n"})
    assert "steps" in plan("templates", "show", "child", code=4).err


# new


def uncommented(text: str) -> str:
    """Return a scaffold with what it only shows put to use: each ``# `` before YAML taken away."""
    return re.sub(r"(?m)^( *)# (?=- \{id|competencies:|risks:|wins:|  [a-z- ]*\w+:|  - )", r"\1", text)


@pytest.mark.parametrize("parent", [*ROLES, *FAMILIES])
def test_a_new_role_can_be_used_at_once(plan: Plan, tmp_path: Path, parent: str) -> None:
    """Whatever it extends: no finding, a plan with two to four areas a month, and still so with all it only shows."""
    plan("templates", "new", "tea-taster", "--extends", parent, "--title", "Tea: “Taster”, #1")
    path = tmp_path / "plan_templates/roles/tea-taster.yaml"
    (tmp_path / "plan.yaml").write_text("role: tea-taster\nstart: 2027-01-11\n")
    for text in (path.read_text(), uncommented(path.read_text())):
        path.write_text(text)
        assert plan("templates", "lint").err == "no findings in 1 template\n"
        made = json.loads(plan("render", "--json").out)
        assert [phase["id"] for phase in made["phases"] if not 2 <= len(phase["focus"]) <= 4] == []
        assert made["extra"]
    assert uncommented(text) == text
    assert "# Tea: “Taster”, #1: the first 90 days" in plan("render", "--stdout").out


def test_a_new_role_shows_real_ids_of_its_parent(plan: Plan, tmp_path: Path) -> None:
    """What it changes and what it could drop are focus areas that the parent has."""
    plan("templates", "new", "tea-taster", "--extends", "product-manager")
    text = (tmp_path / "plan_templates/roles/tea-taster.yaml").read_text()
    areas = {area.id for area in load_template("role", "product-manager").phases[0].focus}
    [changed] = re.findall(r"- id: (\S+)\n +weight: 3\n", text)
    [dropped] = re.findall(r"# - \{id: (\S+), drop: true\}", text)
    assert {changed, dropped} <= areas
    assert 'title: "Tea Taster"\n' in text


def test_a_new_role_goes_where_one_says(plan: Plan, tmp_path: Path) -> None:
    """``--output-dir`` is a folder of templates; the next step names it."""
    ran = plan("templates", "new", "head-of-tea", "--extends", "management", "--output-dir", "shared")
    assert (tmp_path / "shared/roles/head-of-tea.yaml").exists()
    assert "plan templates lint shared/roles/head-of-tea.yaml" in ran.err
    assert "--templates shared" in ran.err
    assert ran.out == ""
    (tmp_path / "plan.yaml").write_text("role: head-of-tea\n")
    assert "# Head of Tea: the first" in plan("render", "--stdout", "--templates", "shared").out


def test_a_new_role_may_be_laid_over_one_that_is_new(plan: Plan, tmp_path: Path) -> None:
    """A grandchild has ids of its own for what it adds."""
    plan("templates", "new", "tea-taster", "--extends", "product-manager")
    plan("templates", "new", "green-tea-taster", "--extends", "tea-taster")
    assert plan("templates", "lint").err == "no findings in 2 templates\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Tea Taster", "--extends", "product"], "'tea-taster' would do"),
        (["../../etc/x", "--extends", "product"], "cannot be an id"),
        (["-tea", "--extends", "product"], ""),
        (["7", "--extends", "product"], "'chief-of-staff' would do"),
        (["a" * 61, "--extends", "product"], "would do"),
        (["x", "--extends", "prodct"], "did you mean 'product'?"),
        (["x"], "--extends"),
        (["product", "--extends", "product-manager"], "there is a family 'product' already"),
        (["product-manager", "--extends", "product"], "there is a role 'product-manager' already"),
        (["x", "--extends", "product", "--title", "a\nb"], "one line of plain text"),
        (["x", "--extends", "product", "--title", "{{ x }}"], "one line of plain text"),
    ],
)
def test_what_cannot_be_made_is_wrong_use(plan: Plan, tmp_path: Path, words: list[str], said: str) -> None:
    """A bad id, parent or title is told with the mend, and nothing is written."""
    assert said in plan("templates", "new", *words, code=2).err
    assert not (tmp_path / "plan_templates").exists()


def test_a_template_is_never_overwritten(plan: Plan, tmp_path: Path) -> None:
    """What stands there stays, even a link to nowhere."""
    write(tmp_path, {"plan_templates/roles/mine.yaml": "mine\n"})
    (tmp_path / "plan_templates/roles/link.yaml").symlink_to(tmp_path / "nowhere")
    for name in ("mine", "link"):
        ran = plan("templates", "new", name, "--extends", "product", code=4)
        assert f"would overwrite plan_templates/roles/{name}.yaml" in ran.err
    assert (tmp_path / "plan_templates/roles/mine.yaml").read_text() == "mine\n"
    assert not (tmp_path / "nowhere").exists()


def test_a_command_that_there_is_not_is_wrong_use(plan: Plan) -> None:
    """``plan templates`` alone shows what there is."""
    assert "No such command" in plan("templates", "lst", code=2).err
    assert "lint" in plan("templates", "--help").out
