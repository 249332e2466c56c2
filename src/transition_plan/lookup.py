"""Where templates and layouts stand: yours first, then those that ship. Paths and names only; nothing is read here."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from .errors import Refused, WrongUse
from .files import read_bytes

FOLDERS = {
    "role": "roles",
    "family": "families",
    "seniority": "seniority",
    "situation": "situations",
    "transition": "transitions",
    "stage": "stages",
}
LAYOUTS = "documents"
CATALOGUE = "competencies.yaml"
QUESTIONS = "questions.yaml"
HERE = "plan_templates"
LARGEST = 1_000_000  # bytes of a file that somebody else may have written


class Folder(NamedTuple):
    """A folder of templates, as its owner would type it."""

    path: str
    ships: bool


class File(NamedTuple):
    """A template or layout: what a message calls it, where it is, and whether it is the one that ships."""

    name: str
    path: str
    ships: bool
    replaces: bool = False  # yours, in the place of one that ships


class Library(NamedTuple):
    """The folders in which templates are looked up; the first that has a file of that name wins."""

    folders: tuple[Folder, ...]
    loose: tuple[tuple[str, str], ...] = ()  # files in no such folder, each after the name that it would have there


def templates_folder() -> str:
    """Return where the templates that ship are: beside the package in a wheel, at the top of a checkout otherwise."""
    package = os.path.dirname(os.path.abspath(__file__))
    shipped = os.path.join(package, HERE)
    if os.path.isdir(shipped):
        return shipped
    return os.path.join(os.path.dirname(os.path.dirname(package)), HERE)


SHIPPED = Library((Folder(templates_folder(), True),))


def find_library(given: str | None = None) -> Library:
    """Return the library of this run: the folder given, ``plan_templates`` here, the user's own, what ships.

    Raises:
        WrongUse: the folder given is none.
    """
    if given is not None and not os.path.isdir(given):
        raise WrongUse(
            f"--templates: there is no folder {given}", "plan templates path prints where templates are read"
        )
    return Library(tuple(folder for folder in looked_up(given) if os.path.isdir(folder.path)))


def looked_up(given: str | None = None) -> list[Folder]:
    """Return the folders in the order of the look-up, each once, whether they are there or not."""
    seen = {os.path.realpath(SHIPPED.folders[0].path)}
    folders = []
    for path in (given, HERE, own_folder()):
        if path is not None and os.path.realpath(path) not in seen:
            seen.add(os.path.realpath(path))
            folders.append(Folder(path, False))
    return [*folders, *SHIPPED.folders]


def own_folder() -> str:
    """Return where a user keeps templates for every plan; it need not be there."""
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("plan", appauthor=False), "templates")


def find_file(library: Library, relative: str) -> File | None:
    """Return the file of a name (``roles/product-manager.yaml``), yours before ours; None where nobody has it.

    A copy of one that ships is the one that ships: a checkout beside an installed package replaces nothing.

    Raises:
        Refused: a link leads out of its folder.
    """
    for name, path in library.loose:
        if name == relative:
            return File(path, path, False)
    for folder in library.folders:
        path = os.path.join(folder.path, relative)
        if os.path.isfile(path):
            if folder.ships:
                return File(f"{HERE}/{relative}", path, True)
            refuse_outside(path, folder.path)
            twin = os.path.join(SHIPPED.folders[0].path, relative)
            copy = is_copy(path, twin)
            return File(path, path, copy, replaces=not copy and os.path.isfile(twin))
    return None


def refuse_outside(path: str, folder: str) -> None:
    """Refuse a template that is reached by a link out of its folder: it could be any file of the user's."""
    root = os.path.realpath(folder)
    if not os.path.realpath(path).startswith(os.path.join(root, "")):
        raise Refused(f"{path} leads out of {folder} by a link", "put the file itself into the folder")


def is_copy(path: str, twin: str) -> bool:
    """Tell whether a file has the bytes of the one that ships under its name."""
    if not os.path.isfile(twin) or os.path.getsize(twin) != os.path.getsize(path):
        return False
    return read_bytes(path, LARGEST) == read_bytes(twin)


def template_ids(kind: str, library: Library = SHIPPED) -> list[str]:
    """Return the ids of the roles, families, seniorities, situations, transitions or stages that there are, sorted."""
    return sorted({name.removesuffix(".yaml") for name in names_in(library, FOLDERS[kind], (".yaml",))})


def layout_names(library: Library = SHIPPED) -> list[str]:
    """Return the names of the layouts that there are, with their folder below ``documents``, sorted."""
    inner = {folder for one in library.folders for folder in subfolders(os.path.join(one.path, LAYOUTS))}
    found = set(names_in(library, LAYOUTS, (".j2",)))
    for folder in inner:
        found |= {f"{folder}/{name}" for name in names_in(library, f"{LAYOUTS}/{folder}", (".j2",))}
    return sorted(found)


def subfolders(path: str) -> list[str]:
    """Return the folders in a folder."""
    return [name for name in listed(path) if os.path.isdir(os.path.join(path, name)) and not name.startswith(".")]


def names_in(library: Library, relative: str, endings: Sequence[str]) -> set[str]:
    """Return the names of the files of a kind in every folder of the library; hidden ones are an editor's."""
    every = {name for folder in library.folders for name in listed(os.path.join(folder.path, relative))}
    every |= {os.path.basename(name) for name, _ in library.loose if os.path.dirname(name) == relative}
    return {name for name in every if name.endswith(tuple(endings)) and not name.startswith(".")}


def listed(path: str) -> list[str]:
    """Return the names in a folder, none where it is missing or closed."""
    try:
        return os.listdir(path)
    except OSError:
        return []
