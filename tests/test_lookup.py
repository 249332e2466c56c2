"""Where templates are looked up: four places, the first that has a file wins, no link leads out."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Plan
from transition_plan.errors import Refused, WrongUse
from transition_plan.library import load_layouts, load_template
from transition_plan.lookup import (
    SHIPPED,
    Library,
    find_file,
    find_library,
    layout_names,
    looked_up,
    own_folder,
    template_ids,
)

LIBRARY = Path(__file__).parent.parent / "plan_templates"
ROLE = "id: taster\ntitle: {}\nextends: product-manager\nchecked_on: 2026-11-21\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Return a folder to give, the one here and the user's own, each with a taster of its own; one stands here."""
    home = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    found = {"given": tmp_path / "given", "here": work / "plan_templates", "own": Path(own_folder())}
    for name, folder in found.items():
        write(folder, {"roles/taster.yaml": ROLE.format(name)})
    return found


def test_the_first_of_four_places_wins(places: dict[str, Path]) -> None:
    """``--templates``, then the folder here, then the user's own, then what ships."""
    given = str(places["given"])
    for name in ("given", "here", "own"):
        assert load_template("role", "taster", find_library(given)).title == name
        (places[name] / "roles/taster.yaml").unlink()
    assert "taster" not in template_ids("role", find_library(given))
    assert "product-manager" in template_ids("role", find_library(given))


def test_what_the_first_place_lacks_is_found_in_the_next(places: dict[str, Path]) -> None:
    """Each file is looked up by itself: a folder with one role hides no other."""
    write(places["own"], {"transitions/tea.yaml": "id: tea\ntitle: Tea\n"})
    library = find_library(str(places["given"]))
    assert load_template("transition", "tea", library).title == "Tea"
    assert load_template("role", "taster", library).title == "given"


def test_a_folder_counts_once(places: dict[str, Path]) -> None:
    """Who gives the folder that is looked up anyway changes nothing, and ours is always the last."""
    folders = [folder.path for folder in looked_up("plan_templates")]
    assert folders == ["plan_templates", own_folder(), str(LIBRARY)]
    assert find_library(str(LIBRARY)).folders[-1] == SHIPPED.folders[0]


def test_a_folder_that_is_given_must_be_there(tmp_path: Path) -> None:
    """A misspelled folder would silently be none."""
    with pytest.raises(WrongUse, match="there is no folder"):
        find_library(str(tmp_path / "gone"))


def test_a_copy_of_ours_is_ours(tmp_path: Path) -> None:
    """A checkout of the templates replaces nothing; once a byte differs, it does."""
    ours = (LIBRARY / "roles/product-manager.yaml").read_text("utf-8")
    write(tmp_path, {"roles/product-manager.yaml": ours})
    copy = find_file(find_library(str(tmp_path)), "roles/product-manager.yaml")
    write(tmp_path, {"roles/product-manager.yaml": ours.replace("Decides", "decides", 1)})
    changed = find_file(find_library(str(tmp_path)), "roles/product-manager.yaml")
    assert copy
    assert changed
    assert (copy.ships, copy.replaces) == (True, False)
    assert (changed.ships, changed.replaces) == (False, True)


def test_a_file_of_a_new_name_replaces_nothing(tmp_path: Path) -> None:
    """Only what stands in for ours is told."""
    write(tmp_path, {"roles/taster.yaml": ROLE})
    found = find_file(find_library(str(tmp_path)), "roles/taster.yaml")
    assert found
    assert (found.ships, found.replaces) == (False, False)


@pytest.mark.parametrize("linked", ["roles/taster.yaml", "roles", "documents/tea.md.j2"])
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, linked: str) -> None:
    """It could be any file of the person's: whether the file or its folder is the link."""
    write(tmp_path, {"out/taster.yaml": ROLE, "in/documents/x.md.j2": "x", "out/tea": "x"})
    path = tmp_path / "in" / linked
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / {"roles": "out", "roles/taster.yaml": "out/taster.yaml"}.get(linked, "out/tea"))
    relative = "roles/taster.yaml" if linked == "roles" else linked
    with pytest.raises(Refused, match=r"leads out of .* by a link"):
        find_file(find_library(str(tmp_path / "in")), relative)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    """Two names for one template are the owner's business."""
    write(tmp_path, {"roles/taster.yaml": ROLE.format("Taster")})
    (tmp_path / "roles/sampler.yaml").symlink_to("taster.yaml")
    assert load_template("role", "sampler", find_library(str(tmp_path))).title == "Taster"


def test_a_link_out_of_the_folder_ends_with_4_and_tells_no_secret(plan: Plan, tmp_path: Path) -> None:
    """Neither the documents nor the message show what the link leads to."""
    write(tmp_path, {"secret.txt": "TOPSECRET: x\n", "plan.yaml": "role: taster\n", "plan_templates/roles/a": ""})
    (tmp_path / "plan_templates/roles/taster.yaml").symlink_to(tmp_path / "secret.txt")
    ran = plan("render", "--stdout", code=4)
    assert "leads out of plan_templates by a link" in ran.err
    assert "TOPSECRET" not in ran.out + ran.err


def test_what_stands_in_for_ours_is_told(plan: Plan, tmp_path: Path) -> None:
    """Nobody wonders why a plan looks different: a role, a part of it and a layout are named; a new one is not."""
    layout = (LIBRARY / "documents/plan.md.j2").read_text("utf-8")
    family = (LIBRARY / "families/product.yaml").read_text("utf-8")
    write(
        tmp_path,
        {
            "plan.yaml": "role: taster\n",
            "plan_templates/roles/taster.yaml": ROLE.format("Taster"),
            "plan_templates/families/product.yaml": f"{family}# mine\n",
            "plan_templates/documents/plan.md.j2": f"{layout}\n",
            "plan_templates/documents/checklist.md.j2": (LIBRARY / "documents/checklist.md.j2").read_text("utf-8"),
        },
    )
    notes = [line for line in plan("render").err.splitlines() if line.startswith("note: plan_templates")]
    assert notes == [
        "note: plan_templates/families/product.yaml stands in for the one that comes with plan",
        "note: plan_templates/documents/plan.md.j2 stands in for the one that comes with plan",
    ]


def test_a_competency_of_ones_own_costs_no_other(plan: Plan, tmp_path: Path) -> None:
    """A catalogue is laid over ours by id, so that a role may need what no catalogue had."""
    own = "competencies:\n  - {id: tea-tasting, name: tea tasting, kind: craft}\n"
    needs = "competencies:\n  - {id: tea-tasting, required: 3, importance: 3, axis: craft, early: true}\n"
    write(
        tmp_path,
        {
            "plan_templates/competencies.yaml": own,
            "plan_templates/roles/taster.yaml": ROLE.format("Taster") + needs,
            "plan.yaml": "role: taster\nratings: {tea-tasting: 0, influence: 3}\n",
        },
    )
    assert "tea tasting" in plan("render", "--stdout").out


def test_layouts_are_found_one_folder_deep_and_editors_files_are_none(tmp_path: Path) -> None:
    """``documents/reviews/x.md.j2`` is a layout; a hidden file and a note are not."""
    names = ("a.md.j2", "reviews/b.md.j2", ".c.md.j2", "notes.txt", ".git/d.j2", "reviews/deep/e.md.j2")
    write(tmp_path, {f"documents/{name}": "x" for name in names})
    found = set(layout_names(find_library(str(tmp_path)))) - set(layout_names())
    assert found == {"a.md.j2", "reviews/b.md.j2"}
    assert load_layouts(find_library(str(tmp_path)))["reviews/b.md.j2"].source == "x"


def test_a_file_in_no_folder_can_stand_for_one(tmp_path: Path) -> None:
    """What a lint is asked about counts before all folders, under the name that it would have there."""
    write(tmp_path, {"download.yaml": ROLE.format("Loose")})
    loose = Library(SHIPPED.folders, (("roles/download.yaml", str(tmp_path / "download.yaml")),))
    assert "download" in template_ids("role", loose)
    assert load_template("role", "download", loose).title == "Loose"
