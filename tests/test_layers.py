"""Data flows one way: which module may import which, and who may touch the disk, a stream, the clock."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter

import pytest

from conftest import SOURCE

WORDS = {"errors", "pages", "ids", "entries", "road", "answers", "template", "journey", "plan"}
DRAFT = {"draft"}  # what the arrows hand on, in the words of the plan
DISK = {"files", "places", "journal", "staging", "locking", "saving", "replacing"}
GATES = DISK | {
    "slips", "findings", "rules", "template_rules", "schema", "nodes", "source", "spans",
    "filters", "sandbox", "rendering", "markdown", "replies", "peopleline", "proofline",
    "road_gate",
}  # fmt: skip
EDITING = {"spelling", "splices", "edit", "planfile", "differing"}  # arrows over a plan file's text
LAYING = {"compose", "filling"}  # arrows over templates alone, which the library needs
STORE = {"cache", "lookup", "library"}
ARROWS = {
    "months",
    "horizon", "dates", "naming", "assess", "focus", "winning", "circle", "ladders", "drafting", "scaffold", "schedule",
    "telling", "recounting", "onward", "seeking", "closing", "assemble", "plandata", "actionline", "blocks", "boxes",
    "index", "unfilled", "progress", "agenda", "showing", "marks", "passages", "checklists", "matching", "weaving",
    "placing", "merged", "merge", "unified", "documents", "spots", "reasons", "timing", "tracing", "ways", "sheet",
    "prefill", "owned", "wording", "weak_answers", "weak_plan", "weak_lived", "lint",
}  # fmt: skip
ASKING = {"answering", "drawing", "screens", "grid"}  # the wizard's pages, as values
EXPORTS = {
    "export", "export.bundle", "export.formats", "export.rows", "export.prose", "export.ics", "export.spreadsheet",
    "export.word", "export.pdf", "export.page", "export.page_view", "export.timeline", "export.rings",
    "export.lettering", "export.standings", "export.copying",
    "export.ordinary", "export.folding", "export.hidden", "export.renaming", "export.addresses", "export.public",
    "export.leaks", "export.site", "export.front_matter", "export.post",
}  # fmt: skip
DOORS = {"gate", "build"}  # where the library and the arrows meet
CHECKS = {  # what needs both doors
    "template_checks", "template_texts", "layout_checks", "so_far", "questions", "presenting", "taking", "interview",
    "folding",
}  # fmt: skip
EDGE = {
    "bounded", "edge", "arguments", "clock", "texts_there", "touched", "renewing", "run", "living", "standing",
    "ticking", "living_commands", "linting", "setting", "templating", "template_new", "template_lint",
    "template_commands", "drafts", "deep", "given", "resuming", "writing", "wizard", "prompts", "plainprompts",
    "new_command", "cli", "quick", "gathering", "exporting", "opening", "export_command", "explaining",
    "explain_command", "reviewing", "review_command",
}  # fmt: skip
PURE = WORDS | DRAFT | EDITING | LAYING | ARROWS | ASKING | EXPORTS

MAY = {  # what a layer may import of ours, besides ``__version__``
    "words": (WORDS, WORDS),
    "draft": (DRAFT, {"plan"}),
    "gates": (GATES, WORDS | GATES),
    "editing": (EDITING, (WORDS | GATES | EDITING) - DISK),
    "laying": (LAYING, WORDS | LAYING),
    "store": (STORE, WORDS | GATES | LAYING | STORE),
    "arrows": (ARROWS, WORDS | DRAFT | LAYING | ARROWS | {"rendering", "markdown"}),
    "exports": (EXPORTS, WORDS | DRAFT | LAYING | ARROWS | {"markdown", "rendering", "filters"} | EXPORTS),
    "doors": (DOORS, WORDS | DRAFT | GATES | LAYING | STORE | ARROWS),
    "asking": (ASKING, WORDS | ASKING),
    "checks": (CHECKS, WORDS | DRAFT | GATES | EDITING | LAYING | STORE | ARROWS | DOORS | CHECKS),
    "edge": (
        EDGE,
        WORDS | DRAFT | ASKING | GATES | EDITING | LAYING | STORE | ARROWS | EXPORTS | DOORS | CHECKS | EDGE,
    ),
}
BESIDES = {("documents", "files")}  # a document is a name and a text; only its class is taken
THEIRS = {
    "yaml": {"nodes", "source", "spans", "schema", "documents", "export.front_matter"},
    "jinja2": {"filters", "sandbox", "rendering"},
    "typer": {
        "cli",
        "explain_command",
        "review_command",
        "new_command",
        "export_command",
        "template_commands",
        "living_commands",
    },
    "icalendar": {"export.ics"},
    "docx": {"export.word"},
    "markdown_it": {"export.prose"},
    "typst": {"export.pdf"},
    "prompt_toolkit": {"prompts"},
    "questionary": {"prompts"},
}
IN_MEMORY = {"export.spreadsheet": {"io"}, "export.word": {"io"}}  # a file's bytes, before there is a file
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "time_ns", "monotonic", "perf_counter", "time"}
PATHS = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
TREES = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in PATHS.items()}
MODULES = sorted(TREES.keys() - {"__init__"})


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports, ours with its dots before it; what only a type checker reads is left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{SOURCE.name}."):
            yield f".{(node.module or '').partition('.')[2]}"  # from a package of ours to the top
        elif isinstance(node, ast.ImportFrom):
            names = [name.name for name in node.names] if node.module is None else [node.module]
            yield from ("." * node.level + name for name in names)
        yield from imports(node)


def ours(module: str) -> set[str]:
    """Return which of our modules a module imports, by their names from the top."""
    package = module.rpartition(".")[0]
    beside = {f"{package}.{name[1:]}" for name in imports(TREES[module]) if package and name.startswith(".")}
    top = {name[1:] for name in imports(TREES[module]) if name.startswith(".")}
    return (beside & set(MODULES)) | {name for name in top if f"{package}.{name}" not in MODULES} - {"__version__"}


def theirs(module: str) -> set[str]:
    return {name.partition(".")[0] for name in imports(TREES[module]) if not name.startswith(".")}


def mentioned(module: str) -> set[str]:
    """Return every attribute and every called or passed name, as it is written: ``sys.stderr``, ``open``."""
    found = (node for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute | ast.Name))
    return {ast.unparse(node) for node in found}


def test_every_module_has_its_layer() -> None:
    """A new module is put into the table, once, and a module that is gone is taken out."""
    layers = [module for members, _ in MAY.values() for module in members]
    assert sorted(layers) == MODULES


@pytest.mark.parametrize("layer", MAY)
def test_a_layer_imports_only_what_lies_below(layer: str) -> None:
    """No module knows of a layer above its own."""
    members, allowed = MAY[layer]
    wrong = [(module, other) for module in sorted(members) for other in sorted(ours(module) - allowed)]
    assert [pair for pair in wrong if pair not in BESIDES] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    """There is no cycle, not even inside a layer."""
    order = list(TopologicalSorter({module: ours(module) for module in MODULES}).static_order())
    assert set(order) == set(MODULES)


def test_documents_take_one_word_from_files() -> None:
    """What the documents need of the disk's module is the class ``Document``, not the disk."""
    nodes = [
        node for node in ast.walk(TREES["documents"]) if isinstance(node, ast.ImportFrom) and node.module == "files"
    ]
    assert [[name.name for name in node.names] for node in nodes] == [["Document"]]


@pytest.mark.parametrize("module", sorted(PURE))
def test_what_computes_touches_nothing(module: str) -> None:
    """No word and no arrow knows the system, a stream, a process, chance or the network."""
    outside = {"os", "sys", "time", "io", "pathlib", "shutil", "subprocess", "random", "socket", "logging", "locale"}
    assert theirs(module) & outside - IN_MEMORY.get(module, set()) == set()


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"wizard", "clock"}))
def test_nothing_reads_the_clock(module: str) -> None:
    """The same answers give the same bytes on any day; the wizard and what is lived know today."""
    assert theirs(module) & {"time", "calendar", "zoneinfo", "random", "secrets", "uuid", "locale"} == set()
    read = {name for name in mentioned(module) if name.rpartition(".")[2] in CLOCKS and "." in name}
    assert read - {"asked.today", "bundle.today"} == set()


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"files", "cache", "locking"}))
def test_only_files_opens_files(module: str) -> None:
    """One place touches a person's files, one the cache, one locks a folder; the edge opens the null device."""
    opened = {
        name for name in mentioned(module) if name.rpartition(".")[2] in ("open", "fdopen", "write_text", "write_bytes")
    }
    besides = {"edge": {"os.open"}, "opening": {"webbrowser.open"}}  # a page that was written is shown
    assert opened - besides.get(module, set()) == set()
    assert theirs(module) & {"pathlib", "shutil", "tempfile", "io"} - IN_MEMORY.get(module, set()) == set()


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"edge", "cli", "prompts", "plainprompts"}))
def test_only_the_edge_speaks(module: str) -> None:
    """No other module prints or writes to a stream; the way in flushes them before it ends the process."""
    spoken = {"print", "input", "exit", "sys.exit", "os.write", "typer.echo", "sys.stdout", "sys.stderr"}
    besides = {"quick": {"sys.stdout", "sys.stderr"}, "bounded": {"os.write"}}  # a child answers its parent by a pipe
    assert mentioned(module) & (spoken - besides.get(module, set())) == set()
    written = {name for name in mentioned(module) if name.endswith((".write", ".writelines"))}
    assert written - {"file.write"} - besides.get(module, set()) == set()


@pytest.mark.parametrize("package", THEIRS)
def test_each_package_has_its_place(package: str) -> None:
    """What we did not write is imported where it is wrapped, and nowhere else."""
    assert {module for module in MODULES if package in theirs(module)} - THEIRS[package] == set()


@pytest.mark.parametrize("module", sorted(PURE - {"documents"} - EXPORTS))
def test_what_computes_needs_only_the_standard_library(module: str) -> None:
    """Words and arrows use no package; the documents write front matter with yaml, where there is any."""
    assert theirs(module) & THEIRS.keys() == set()


def test_a_terminal_is_dear_and_prompts_import_it_where_a_page_is_shown() -> None:
    """Who asks nothing, or asks in plain lines, does not pay for prompt_toolkit."""
    tops = ast.Module([node for node in TREES["prompts"].body if isinstance(node, ast.Import | ast.ImportFrom)], [])
    assert {name.partition(".")[0] for name in imports(tops)} & {"prompt_toolkit", "questionary", "termios"} == set()


def test_yaml_is_dear_and_documents_import_it_where_they_need_it() -> None:
    """A plan without front matter does not pay for yaml twice."""
    top = ast.Module([node for node in TREES["documents"].body if not isinstance(node, ast.FunctionDef)], [])
    assert "yaml" not in set(imports(top))


@pytest.mark.parametrize(
    ("module", "cheap"),
    [
        (
            "cli",
            {
                "sys",
                "typing",
                "typer",
                ".__version__",
                ".explain_command",
                ".export_command",
                ".living_commands",
                ".new_command",
                ".review_command",
                ".template_commands",
            },
        ),
        ("living_commands", {"typing", "typer"}),
        ("template_commands", {"typing", "typer"}),
        ("explain_command", {"typing", "typer", ".template_commands"}),
        ("review_command", {"typing", "typer", ".explain_command", ".template_commands"}),
        ("new_command", {"typing", "typer", ".export_command", ".template_commands"}),
        ("export_command", {"typing", "collections.abc", "typer", ".template_commands"}),
        ("quick", {"gc", "os", "sys", "typing", "collections.abc"}),
    ],
)
def test_the_command_starts_light(module: str, cheap: set[str]) -> None:
    """``plan --help`` pays for typer, ``plan render`` not even for that: what is dear is imported where it is used."""
    tops = (node for node in TREES[module].body if isinstance(node, ast.Import | ast.ImportFrom))
    assert {name for node in tops for name in imports(ast.Module([node], []))} <= cheap
