"""What the documentation says is what the program does: keys, examples, commands, exit codes and links."""

import ast
import inspect
import re
import shlex
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin

import pytest
import typer

from conftest import Plan as PlanCommand
from transition_plan import edge, linting, run, template_lint
from transition_plan.answers import Answers
from transition_plan.build import build_plan
from transition_plan.cli import app
from transition_plan.documents import document_names, fill_document, fill_documents
from transition_plan.errors import InvalidFile, PlanError, Problem
from transition_plan.gate import check_answers
from transition_plan.library import SHIPPED, compose, load_layouts
from transition_plan.plan import FORMAT, Plan
from transition_plan.rendering import environment
from transition_plan.schema import Field, fields_of, is_record, unwrap
from transition_plan.source import parse_yaml, read
from transition_plan.template import Template

ROOT = Path(__file__).parent.parent
DOCS = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
}
PLAN_FILE = DOCS["docs/plan-file.md"]
ROLE = "role: product-manager\n"


# How the tests read a document


class Row(NamedTuple):
    """A row of a table under its header; ``path`` names the record of its section, "" the plan file itself."""

    header: str
    path: str
    cells: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Return the keys that the row is about."""
        return re.findall(r"`(\w+)`", self.cells[0])

    @property
    def text(self) -> str:
        """Return what stands in the row besides its example."""
        return " ".join(self.cells[:2])


FIELDS, JSON, EXITS, READINGS = (
    "| key | what to write | example |",
    "| key | holds |",
    "| code | means |",
    "| you write | it is read as |",
)


def table_rows(text: str) -> Iterator[Row]:
    """Read every table of a document."""
    header = path = ""
    for line in text.splitlines():
        if line.startswith("#"):
            path = "".join(re.findall(r"^### `([\w.]+)`", line))
        elif not line.startswith("|"):
            header = ""
        elif not header:
            header = line
        elif not line.startswith("|---"):
            yield Row(header, path, tuple(cell.strip() for cell in line.strip("|").split(" | ")))


ROWS = list(table_rows(PLAN_FILE))


def rows_under(header: str) -> list[Row]:
    """Return the rows of the tables with a header."""
    return [row for row in ROWS if row.header == header]


def blocks(text: str, *languages: str) -> list[str]:
    """Return the fenced blocks in some languages."""
    found = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for language, block in found if language in languages]


def without_blocks(text: str) -> str:
    """Return a document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def code_spans(text: str) -> list[str]:
    """Return what stands between single backticks."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def records_in(shape: object, path: str = "") -> Iterator[tuple[str, type]]:
    """Return every record that can be reached from a shape, with the keys that lead to it."""
    bare, _ = unwrap(shape)
    if is_record(bare):
        yield path, bare
        for field in fields_of(bare).values():
            yield from records_in(field.shape, f"{path}.{field.key}".lstrip("."))
    else:
        for part in get_args(bare):
            yield from records_in(part, path)


RECORDS = dict(records_in(Answers))
ALL_FIELDS = {(path, key): field for path, record in RECORDS.items() for key, field in fields_of(record).items()}


def rows_about(path: str, key: str) -> list[Row]:
    """Return the rows that tell about a field: where its record stands, or where the same record stands first."""
    same = [other for other, record in RECORDS.items() if path in RECORDS and record is RECORDS[path]]
    found = (rows for other in (path, *same) if (rows := rows_at(other, key)))
    return next(found, [])


def rows_at(path: str, key: str) -> list[Row]:
    """Return the rows about a field at one place: in its record's section, or else the row of the record itself."""
    own = [row for row in rows_under(FIELDS) if row.path == path]
    if own:
        return [row for row in own if key in row.keys]
    parent, _, name = path.rpartition(".")
    return [row for row in rows_at(parent, name) if f"`{key}`" in row.text]


def literals_in(shape: object) -> Iterator[tuple[str, ...]]:
    """Return the words that a shape offers to choose from."""
    bare, _ = unwrap(shape)
    if get_origin(bare) is Literal:
        yield tuple(str(choice) for choice in get_args(bare))
    elif not is_record(bare):
        for part in get_args(bare):
            yield from literals_in(part)


# The plan file's keys


@pytest.mark.parametrize(("path", "key"), ALL_FIELDS, ids=lambda part: part or "plan file")
def test_every_key_of_every_record_is_documented_where_its_record_is(path: str, key: str) -> None:
    """A key has one row in its record's table, so that nobody finds two truths, or a section of its own instead."""
    has_section = f"{path}.{key}".lstrip(".") in {row.path for row in rows_under(FIELDS)}
    assert len(rows_about(path, key)) == 1 or (has_section and not rows_about(path, key))


def test_no_key_is_documented_that_the_reader_would_refuse() -> None:
    """A key that was renamed or taken away leaves the documentation too."""
    unknown = [(row.path, key) for row in rows_under(FIELDS) for key in row.keys if (row.path, key) not in ALL_FIELDS]
    assert unknown == []


SHORT = [where for where, field in ALL_FIELDS.items() if field.short]


@pytest.mark.parametrize(("path", "key"), SHORT, ids=lambda part: part or "plan file")
def test_the_key_that_a_bare_text_stands_for_is_bold(path: str, key: str) -> None:
    """``people: [Ana]`` is short for ``people: [{name: Ana}]``; bold says which key that is, and no other is bold."""
    [row] = rows_about(path, key)
    assert f"**`{key}`**" in row.text


def test_no_other_key_is_bold() -> None:
    """Bold means one thing."""
    bold = [(row.path, key) for row in rows_under(FIELDS) for key in re.findall(r"\*\*`(\w+)`\*\*", row.cells[0])]
    assert [where for where in bold if not ALL_FIELDS[where].short] == []


CHOICES = {choices for field in ALL_FIELDS.values() for choices in literals_in(field.shape)}


@pytest.mark.parametrize("choices", sorted(CHOICES), ids=lambda words: words[0])
def test_every_word_to_choose_from_is_documented_in_one_row(choices: tuple[str, ...]) -> None:
    """Whoever wonders what ``group`` takes finds all twelve words together."""
    wanted = {f"`{choice}`" for choice in choices}
    assert any(all(word in row.text for word in wanted) for row in rows_under(FIELDS))


def default_of(field: Field) -> str:
    """Return what stands for a field that is left out, as a person would write it; "" where nothing does."""
    if field.default is True:
        return "yes"
    if isinstance(field.default, float):
        return f"{field.default:g}"
    return str(field.default) if isinstance(field.default, str | int) and field.default else ""


DEFAULTS = [(path, key) for (path, key), field in ALL_FIELDS.items() if default_of(field)]


@pytest.mark.parametrize(("path", "key"), DEFAULTS, ids=lambda part: part or "plan file")
def test_what_a_left_out_key_means_is_documented(path: str, key: str) -> None:
    """A default that is not empty stands in the row of its key."""
    [row] = rows_about(path, key)
    assert f"`{default_of(ALL_FIELDS[path, key])}`" in row.text


EXAMPLES = [(row, span) for row in rows_under(FIELDS) for span in code_spans(row.cells[2])]


@pytest.mark.parametrize(("row", "example"), EXAMPLES, ids=[f"{row.path}-{span}" for row, span in EXAMPLES])
def test_every_example_of_a_key_can_be_read_as_that_key(row: Row, example: str) -> None:
    """What a person copies from a table works: it holds keys of its row, each with a value of its field."""
    problems: list[Problem] = []
    for key, node in parse_yaml(example.encode(), "example").nodes.items():
        assert key in row.keys
        read(node, cast(type[object], ALL_FIELDS[row.path, key].shape), problems)
    assert problems == []
    if not row.path and "extra" not in row.keys:  # no role that ships asks anything of its own
        check_answers((example if "role" in row.keys else ROLE + example).encode(), "example")


def test_every_row_has_an_example() -> None:
    """A table without examples is half a table."""
    assert [row for row in rows_under(FIELDS) if not code_spans(row.cells[2])] == []


def test_the_documents_that_can_be_written_are_documented() -> None:
    """The row of ``documents`` names each layout, without ``.md``, and no other."""
    [row] = rows_about("", "documents")
    names = [name.removesuffix(".md") for name in document_names(list(load_layouts()))]
    assert sorted(code_spans(row.cells[1])) == sorted(names)


# YAML


WHOLE = [block for text in DOCS.values() for block in blocks(text, "yaml") if re.search("(?m)^role:", block)]


def test_the_first_plan_file_has_ten_lines() -> None:
    """The document begins with a file that is short enough to type."""
    assert blocks(PLAN_FILE, "yaml")[0].count("\n") == 10


@pytest.mark.parametrize("block", WHOLE)
def test_every_whole_plan_file_becomes_a_plan(block: str) -> None:
    """A block that names a role passes the gate, and its plan shows the title."""
    answers = check_answers(block.encode(), "plan.yaml")
    env = environment(load_layouts(), None)
    assert answers.title in fill_document(build_plan(answers, env), "plan.md", env)


@pytest.mark.parametrize("block", [blocks(PLAN_FILE, "yaml")[0], *(b for b in WHOLE if b in DOCS["README.md"])])
def test_what_we_show_first_has_no_finding(block: str) -> None:
    """Whoever copies the first plan file of a page begins with one that is not weak."""
    assert linting.weaknesses(check_answers(block.encode(), "plan.yaml"), SHIPPED) == []


def as_file(fragment: str) -> bytes:
    """Return a fragment as a file of its own; a list is put under a key."""
    if re.match(r"(?:#.*\n|\n)*- ", fragment):
        fragment = "fragment:\n" + "".join(f"  {line}\n" for line in fragment.splitlines())
    return fragment.encode()


FRAGMENTS = [(name, block) for name, text in DOCS.items() for block in blocks(text, "yaml", "yml")]


@pytest.mark.parametrize(("name", "fragment"), FRAGMENTS)
def test_every_yaml_fragment_can_be_read(name: str, fragment: str) -> None:
    """No document shows YAML that the reader refuses."""
    assert parse_yaml(as_file(fragment), name).nodes


@pytest.mark.parametrize("fragment", [block for block in blocks(PLAN_FILE, "yaml") if block not in WHOLE])
def test_every_fragment_about_the_plan_file_fits_one(fragment: str) -> None:
    """A fragment needs no more than a role to be a plan file."""
    check_answers(ROLE.encode() + fragment.encode(), "plan.yaml")


def test_the_changes_shown_are_of_entries_that_there_are() -> None:
    """An entry without a title changes or drops the template's; one that is not there would do nothing, silently."""
    [fragment] = [block for block in blocks(PLAN_FILE, "yaml") if block.startswith("phases:") and "persona" in block]
    first = blocks(PLAN_FILE, "yaml")[0]
    answers = check_answers((first + fragment).encode(), "plan.yaml")
    there = {phase.id: phase for phase in compose(answers.role, ()).template.phases}
    changed = [(phase, focus) for phase in answers.phases for focus in phase.focus if focus.title is None]
    assert changed
    for phase, focus in changed:
        [area] = [area for area in there[phase.id].focus if area.id == focus.id]
        assert {goal.id for goal in focus.goals if goal.title is None} <= {goal.id for goal in area.goals}


# Templates


TEMPLATES = DOCS["docs/templates.md"]
TEMPLATE_BLOCKS = [block for block in blocks(TEMPLATES, "yaml") if block not in WHOLE]
WHOLE_TEMPLATES = [block for block in TEMPLATE_BLOCKS if re.search("(?m)^(id|# competencies.yaml)", block)]


def file_in(block: str) -> str:
    """Return where a whole template stands in its folder: as its first line says, or among the roles."""
    said = re.match(r"# (\S+\.yaml)\n", block)
    return said[1] if said else f"roles/{re.findall('(?m)^id: (.*)', block)[0]}.yaml"


def test_the_first_template_has_fifteen_lines() -> None:
    """The document begins with a role that is short enough to type."""
    assert blocks(TEMPLATES, "yaml")[0].count("\n") == 15
    assert {file_in(block) for block in WHOLE_TEMPLATES} == {
        "roles/growth-product-manager.yaml",
        "situations/rescue.yaml",
        "seniority/principal.yaml",
        "competencies.yaml",
    }


@pytest.mark.parametrize("block", WHOLE_TEMPLATES, ids=file_in)
def test_every_whole_template_has_no_finding_and_makes_a_plan(block: str, plan: PlanCommand, tmp_path: Path) -> None:
    """Whoever copies a template from the document can use it."""
    path = tmp_path / "plan_templates" / file_in(block)
    path.parent.mkdir(parents=True)
    path.write_text(block)
    assert plan("templates", "lint").err == "no findings in 1 template\n"
    kind, name = file_in(block).split("/")[0], path.stem
    mix = {"situations": f"situation: {name}\n", "seniority": f"seniority: {name}\n"}.get(kind, "")
    role = name if kind == "roles" else "product-manager"
    assert plan("render", "-", "--stdout", stdin=f"role: {role}\n{mix}".encode()).out.startswith("# ")


@pytest.mark.parametrize("block", [block for block in TEMPLATE_BLOCKS if block not in WHOLE_TEMPLATES])
def test_every_fragment_of_a_template_is_one(block: str) -> None:
    """A part of a template that is shown has known keys and values that can be read."""
    problems: list[Problem] = []
    read(parse_yaml(b"id: x\ntitle: X\n" + block.encode(), "templates.md"), Template, problems)
    assert problems == []


def test_every_key_of_a_template_is_in_the_document() -> None:
    """A key that nobody knows of is of no use."""
    spans = set(code_spans(without_blocks(TEMPLATES))) | set(re.findall(r"(\w+):", "".join(blocks(TEMPLATES, "yaml"))))
    inner = {key for _, record in records_in(Template) for key in fields_of(record)}
    assert inner - spans - MADE == set()


MADE = {"origin", "open_ended"}  # found out while templates are laid over one another


def reading_of(written: str) -> object:
    """Return what the one key of a line is read as in a plan file."""
    [key] = parse_yaml(written.encode(), "line").nodes
    return getattr(check_answers((ROLE + written).encode(), "plan.yaml"), key)


def told(value: object) -> str:
    """Return a value as the table of readings tells it."""
    if isinstance(value, str | float | date):
        return f"the {({str: 'text', float: 'number', date: 'date'})[type(value)]} `{value}`" if value else "nothing"
    return f"a list of {'one' if isinstance(value, tuple) and len(value) == 1 else 'more'}"


@pytest.mark.parametrize("row", rows_under(READINGS), ids=lambda row: row.cells[0])
def test_a_text_is_read_as_the_documentation_says(row: Row) -> None:
    """The table of readings is tried line by line; what it calls refused is refused."""
    [written] = code_spans(row.cells[0])
    value = reading_of(written)
    assert row.cells[1].startswith("one name" if written.startswith("person") else told(value))
    for refused in re.findall(r"`([^`]+)` is refused$", row.cells[1]):
        bare = written.replace('"', "") if refused == ": " else f"{written.partition(':')[0]}: {refused}"
        with pytest.raises(InvalidFile):
            reading_of(bare)


# Commands and exit codes


def shown_commands(text: str) -> Iterator[list[str]]:
    """Return the words of every call of ``plan`` in a document: in shell blocks and in code spans."""
    lines = [line for block in blocks(text, "console", "sh") for line in block.replace("\\\n", " ").splitlines()]
    for line in [*lines, *code_spans(without_blocks(text))]:
        if re.search(r"(?<![^\s/])plan\s", line):
            lexer = shlex.shlex(line.removeprefix("$ "), posix=True, punctuation_chars=True)
            lexer.whitespace_split = True
            yield from (call[1:] for call in calls_in(list(lexer)) if re.fullmatch("(?:.*/)?plan", call[0]))


def calls_in(words: list[str]) -> list[list[str]]:
    """Cut the words of a line at pipes, redirections and the like."""
    calls: list[list[str]] = [[]]
    for word in words:
        if set(word) <= set("|&;<>()"):
            calls.append([])
        else:
            calls[-1].append(word)
    return [call for call in calls if call]


COMMANDS = [(name, words) for name, text in DOCS.items() for words in shown_commands(text)]


def parse_command(words: list[str]) -> None:
    """Parse the words after ``plan`` as the program does; raises what it would say.

    The parser alone is asked: no callback runs, for that of ``--install-completion`` would write to the home folder.
    """
    group: Any = typer.main.get_command(app)
    top = typer.Context(group, info_name="plan", **group.context_settings)
    if words[0].startswith("-"):
        group.make_parser(top).parse_args(words)
    else:
        assert words[0] in group.commands, f"there is no command plan {words[0]}"
        command: Any = group.commands[words[0]]
        if hasattr(command, "commands") and words[1:]:
            assert words[1] in command.commands, f"there is no command plan {words[0]} {words[1]}"
            command, words = command.commands[words[1]], words[1:]
        command.make_parser(typer.Context(command, parent=top)).parse_args(words[1:])


@pytest.mark.parametrize(("name", "words"), COMMANDS, ids=[f"{name}-{' '.join(words)}" for name, words in COMMANDS])
def test_every_command_line_shown_can_be_typed(name: str, words: list[str]) -> None:
    """A document shows only commands and options that there are."""
    parse_command(words)


@pytest.mark.parametrize("words", [words for name, words in COMMANDS if name == "docs/plan-file.md"], ids=" ".join)
def test_every_change_shown_can_be_made_to_the_first_plan_file(words: list[str]) -> None:
    """What ``--set`` shows can be tried on the file that the document begins with."""
    changes = [word for before, word in pairwise(words) if before == "--set"]
    check_answers(blocks(PLAN_FILE, "yaml")[0].encode(), "plan.yaml", changes)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nothing", "there is no command plan nothing"),
        ("templates nothing", "there is no command plan templates nothing"),
        ("templates list --nothing", "No such option: --nothing"),
        ("render --nothing", "No such option: --nothing"),
        ("schema --set a=b", "No such option: --set"),
        ("render --set", "requires an argument"),
        ("--nothing", "No such option: --nothing"),
    ],
)
def test_a_command_line_that_cannot_be_typed_is_noticed(line: str, said: str) -> None:
    """The check above says no to a command or an option that there is not, and to an option without its value."""
    with pytest.raises(Exception, match=said):
        parse_command(line.split())


def test_the_shown_commands_are_found() -> None:
    """The search sees prompts, paths, pipes, redirections, continued lines and code spans, and nothing else."""
    block = "$ plan render \\\n  -q | cat\na plan render\nx && .venv/bin/plan render -\n"
    assert list(shown_commands(f"```console\n{block}```\n`plan schema > a` `plan.yaml` a plan file\n")) == [
        ["render", "-q"],
        ["render", "-"],
        ["schema"],
    ]


def codes_in(module: ModuleType, node: ast.AST) -> Iterator[int]:
    """Return the whole numbers in an expression, spelled out or behind a constant's name."""
    for part in ast.walk(node):
        value = getattr(module, part.id, None) if isinstance(part, ast.Name) and part.id.isupper() else None
        value = part.value if isinstance(part, ast.Constant) else value
        if type(value) is int:
            yield value


def ends_of(module: ModuleType) -> Iterator[ast.AST]:
    """Return the expressions that a module ends the process with: what it exits with, what its commands return."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("SystemExit", "leave_silently"):
            yield from node.args
        elif isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "int":
            yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value)


def kinds_of(error: type[PlanError]) -> Iterator[type[PlanError]]:
    """Return an error and everything derived from it in the program."""
    yield error
    for kind in error.__subclasses__():
        if kind.__module__.startswith("transition_plan."):
            yield from kinds_of(kind)


def test_the_exit_codes_in_the_documentation_are_those_of_the_program() -> None:
    """Scripts rely on the table: it names every code that the source can end with, once each, and no other."""
    modules = (run, edge, linting, template_lint)
    ends = {code for module in modules for end in ends_of(module) for code in codes_in(module, end)}
    used = ends | {kind.exit_code for kind in kinds_of(PlanError)}
    assert [int(row.cells[0]) for row in rows_under(EXITS)] == sorted(used)


# JSON


def test_every_key_of_the_plan_is_in_the_section_on_json() -> None:
    """Each top-level key of ``plan render --json`` stands in the table once, and no other does."""
    assert sorted(key for row in rows_under(JSON) for key in row.keys) == sorted(Plan._fields)


def test_the_format_of_the_json_is_the_documented_one() -> None:
    """A new format is told in the documentation, and where to read what changed."""
    assert f"`format` is {FORMAT}; it changes only with a line in the CHANGELOG" in " ".join(PLAN_FILE.split())


# Links and paths


def anchors_of(text: str) -> set[str]:
    """Return what a link may name after ``#``: the headings, spelled as GitHub does."""
    titles = re.findall(r"(?m)^#+ (.+)$", without_blocks(text))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


LINKS = [
    (name, target)
    for name, text in DOCS.items()
    for target in re.findall(r"\]\(([^()\s]+)\)", without_blocks(text))
    if not re.match(r"\w+:", target)
]


@pytest.mark.parametrize(("name", "target"), sorted(set(LINKS)))
def test_every_relative_link_leads_somewhere(name: str, target: str) -> None:
    """A link names a file or folder of the repository, and a heading that it has."""
    path, _, anchor = target.partition("#")
    found = ROOT / name if not path else (ROOT / name).parent / path
    assert found.exists()
    assert not anchor or anchor in anchors_of(found.read_text("utf-8"))


@pytest.mark.parametrize("name", DOCS)
def test_no_document_names_a_path_of_one_machine(name: str) -> None:
    """Nobody else has ``/work`` or finds anything in ``/tmp``."""
    assert not re.search(r"(?<![\w.])/(?:work|tmp|home)\b", DOCS[name])


def test_the_readme_shows_what_its_plan_file_makes() -> None:
    """Whoever tries the README's twenty lines gets the plan that stands under them, word for word."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    answers = check_answers(readme.partition("```yaml\n")[2].partition("```")[0].encode(), "README.md")
    env = environment(load_layouts())
    made = fill_documents(build_plan(answers, env), ["plan.md", "checklist.md"], env)
    told = " ".join(" ".join(document.text for document in made).split())
    quoted = "\n".join(line[2:] for line in readme.splitlines() if line.startswith("> "))
    shown = [" ".join(part.split()) for part in re.split(r"\n(?=- |### |\*\*|I will)", quoted)]
    assert len(shown) > 5
    assert [part for part in shown if part not in told] == []
