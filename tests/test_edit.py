"""Changing one value of a plan file: the value is there afterwards, and every other byte as it was."""

import datetime
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES
from hostile.yaml_cases import CASES, data_of
from transition_plan.answers import Answers
from transition_plan.edit import change, drop, find_node
from transition_plan.errors import InvalidFile, PlanError, Refused
from transition_plan.gate import check_answers
from transition_plan.schema import fields_of
from transition_plan.source import Items, Node, Table, parse_yaml, to_plain
from transition_plan.spelling import Typed, spell
from transition_plan.splices import Path

TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))}


def nodes_of(text: str) -> Table:
    return parse_yaml(text.encode(), "plan.yaml")


def value_at(text: str, path: Path) -> object:
    """Return the plain value at a path."""
    node = find_node(nodes_of(text), path)
    assert node is not None
    return to_plain(node)


def paths_in(node: Node, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every value of a file, lists and tables too."""
    parts: list[tuple[str | int, Node]] = []
    if isinstance(node, Table):
        parts = [(key, one) for key, one in node.nodes.items()]
    elif isinstance(node, Items):
        parts = [(index, one) for index, one in enumerate(node.nodes)]
    for step, child in parts:
        yield (*path, step)
        yield from paths_in(child, (*path, step))


def comments(text: str) -> list[str]:
    """Return what stands behind ``#`` in a file whose texts hold none."""
    return re.findall(r"(?m)(?:^|[ \t])#.*", text)


def difference(before: str, after: str) -> tuple[str, str]:
    """Return what stood and what stands between the longest beginning and the longest end that are the same."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    return before[start : len(before) - end], after[start : len(after) - end]


ALL_PATHS = [(name, path) for name, text in TEXTS.items() for path in paths_in(nodes_of(text))]
HARD = [
    "?",
    "no",
    "- x",
    "a: b",
    "#",
    " x",
    "x ",
    "2027-01-01",
    "🙂",
    '"',
    "\\",
    "a\nb",
    "",
    "a #b",
    "010",
    "~",
    "{a}",
    "it's",
]
WORDS = st.one_of(
    st.sampled_from(HARD), st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Cf", "Co")))
)
SCALARS = st.one_of(
    WORDS,
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.dates(datetime.date(1000, 1, 1)),
)
KEYS = WORDS.map(lambda word: word.strip()[:20]).filter(lambda word: word.isprintable() and word not in ("", "<<"))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=8
)


def as_read(value: object) -> object:
    """Return a value as it is read back where no field says what it is."""
    if isinstance(value, dict):
        return {next(iter(nodes_of(f"{spell(key)}: 1").nodes)): as_read(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_read(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


# Everything but the value stays


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(where=st.sampled_from(ALL_PATHS), value=VALUES)
def test_any_value_of_any_example_can_be_changed_and_nothing_else_is(where: tuple[str, Path], value: object) -> None:
    """The value is read back, and what differs lies inside the old value's lines; the comments are the same."""
    name, path = where
    before = TEXTS[name]
    after = change(before, path, value)
    assert value_at(after, path) in (as_read(value), str(as_read(value)).lower(), to_plain_text(value))
    old = value_at(before, path)
    if not isinstance(old, dict | list) and "#" not in str(value):
        assert comments(after) == comments(before)
        was, _ = difference(before, after)
        assert was.count("\n") <= 1


def to_plain_text(value: object) -> object:
    """Return what a number or a truth is to a field of texts, where it stood already."""
    return spell(value) if isinstance(value, int | float) else value


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@settings(max_examples=60)
@given(where=st.sampled_from(ALL_PATHS), value=VALUES, mark=st.sampled_from(["", "\ufeff"]), final=st.booleans())
def test_line_ends_the_mark_and_the_last_line_stay(
    ends: str, where: tuple[str, Path], value: object, mark: str, final: bool
) -> None:
    """A file from another system gets its own line ends only, and no byte-order mark is lost or made."""
    name, path = where
    plain = TEXTS[name] if final else TEXTS[name].rstrip("\n")
    after = change(mark + plain.replace("\n", ends), path, value)
    assert after == mark + change(plain, path, value).replace("\n", ends)
    assert after.endswith(ends) is final


@settings(max_examples=200)
@given(where=st.sampled_from(ALL_PATHS))
def test_what_is_taken_out_is_gone_and_all_else_is_left(where: tuple[str, Path]) -> None:
    """Only lines or characters go; nothing new comes but an empty list or table for one that lost its last entry."""
    name, path = where
    after = drop(TEXTS[name], path)
    _, new = difference(TEXTS[name], after)
    assert len(after) < len(TEXTS[name])
    assert new.strip() in ("", "{}", "[]") or new in TEXTS[name]
    parent = find_node(nodes_of(after), path[:-1])
    old = find_node(nodes_of(TEXTS[name]), path[:-1])
    assert isinstance(parent, Table | Items)
    assert isinstance(old, Table | Items)
    assert len(parent.nodes) == len(old.nodes) - 1


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_value_leaves_the_file_alone(name: str) -> None:
    """Writing what stands there already changes no quote and no byte."""
    for path in paths_in(nodes_of(TEXTS[name])):
        assert change(TEXTS[name], path, find_node(nodes_of(TEXTS[name]), path)) == TEXTS[name]


NEW = {
    "start": datetime.date(2027, 2, 1),
    "hours": 7.5,
    "chart": False,
    "person": {"name": "Ana"},
    "ratings": {"teaching": 2},
}
LISTS = {
    "people": [{"name": "Ana", "group": "peer"}],
    "days_off": [datetime.date(2027, 3, 1)],
    "working_days": ["mon", "tue"],
    "phases": [{"id": "month-1", "title": "First"}],
    "actions": [{"title": "Call five", "day": 9}],
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("key", [key for key in fields_of(Answers) if key != "role"])
def test_every_missing_key_is_put_behind_those_that_come_before_it(name: str, key: str) -> None:
    """A new key stands where a reader of the documentation looks for it, and the lines around it are as they were."""
    before = drop(TEXTS[name], (key,))
    value = NEW.get(key, "x")
    after = change(before, (key,), value)
    assert value_at(after, (key,)) == as_read(value)
    lines = after.splitlines(keepends=True)
    [at] = [n for n, line in enumerate(lines) if line.startswith(f"{key}:")]
    assert "".join([*lines[:at], *lines[at + 1 :]]) == before
    order, keys = list(fields_of(Answers)), list(nodes_of(after).nodes)
    index = keys.index(key)
    assert order.index(keys[index - 1]) < order.index(key)
    assert all(order.index(one) > order.index(key) for one in keys[index + 1 :])
    assert drop(after, (key,)) == before


def test_a_key_comes_below_the_lines_of_the_key_before_it_and_above_what_belongs_to_the_next() -> None:
    """A comment further to the right goes with what is above it; a blank line and a comment with what is below."""
    before = "role: x\npeople:\n  - A  # a\n  # - B\n\n# how I rate myself\nratings: {a: 1}\n"
    assert change(before, ("partners",), ["Firm"]) == before.replace("# - B\n", "# - B\npartners: [Firm]\n")
    assert change(before, ("people", 1), "C") == before.replace("# a\n", "# a\n  - C\n")


# Forms of YAML


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("mission: x # note\n", ("mission",), "z", "mission: z # note\n"),
        ("mission: 'x'\t# note\twith tabs\n", ("mission",), "?", 'mission: "?"\t# note\twith tabs\n'),
        ("mission:\n", ("mission",), "z", "mission: z\n"),
        ("mission: # note\n", ("mission",), "z", "mission: z # note\n"),
        ("mission:", ("mission",), "z", "mission: z"),
        ("mission:\n  x\n", ("mission",), "z", "mission:\n  z\n"),
        ("mission: x\n  goes on\ntitle: t\n", ("mission",), "z", "mission: z\ntitle: t\n"),
        ('mission: "a\n  b" # n\n', ("mission",), "z", "mission: z # n\n"),
        ("mission: | # n\n  a\n  # no comment\n\ntitle: t\n", ("mission",), "z", "mission: z # n\n\ntitle: t\n"),
        ("mission: >-\n\n  a\n\n\n# c\ntitle: t", ("mission",), "z", "mission: z\n\n\n# c\ntitle: t"),
        ("mission: |+\n  a\n\ntitle: t\n", ("title",), "z", "mission: |+\n  a\n\ntitle: z\n"),
        ("mission: |+\n  a\n\nmantra: t\n", ("hours",), 3, "mission: |+\n  a\n\nmantra: t\nhours: 3\n"),
        ("mission: |+\n  a\n\nhours: 3\n", ("mantra",), "t", "mission: |+\n  a\n\nmantra: t\nhours: 3\n"),
        ("mission: |\n  + a\n\nhours: 3\n", ("mission",), "t", "mission: t\n\nhours: 3\n"),
        ("mission: |\n", ("mission",), "t", "mission: t\n"),
        ("'mission' : x\n", ("mission",), "z", "'mission' : z\n"),
        ("# mission: no\nmission: x # mission: no\n", ("mission",), "z", "# mission: no\nmission: z # mission: no\n"),
        ("---\nrole: x # r\n...\n", ("title",), "z", "---\nrole: x # r\ntitle: z\n...\n"),
        ("%YAML 1.1\n--- # c\nrole: x\n", ("role",), "z", "%YAML 1.1\n--- # c\nrole: z\n"),
        ("{role: x, title: [a]}\n", ("role",), "a, b", '{role: "a, b", title: [a]}\n'),
        ("{}\n", ("role",), "x", "{role: x}\n"),
        ("{title: x}", ("role",), "x", "{role: x, title: x}"),
        ('{"role":"x"}', ("title",), "z", '{"role":"x", "title": "z"}'),
        ('{\n  "role": "x"\n}\n', ("title",), "z", '{\n  "role": "x",\n  "title": "z"\n}\n'),
        ("{\n  role: x, # r\n}\n", ("title",), "z", "{\n  role: x, # r\n  title: z,\n}\n"),
        ("{role, title: x}\n", ("role",), "z", "{role: z, title: x}\n"),
        ("later: [a, b,]\n", ("later", 2), "c", "later: [a, b, c,]\n"),
        ("later: []\n", ("later", 0), "c", "later: [c]\n"),
        ("later: [ # none\n  ]\n", ("later", 0), "c", "later: [c # none\n  ]\n"),
        ("later:\n- a\n- b # b\ntitle: x\n", ("later", 2), "c", "later:\n- a\n- b # b\n- c\ntitle: x\n"),
        ("later:\n  - a", ("later", 1), "c", "later:\n  - a\n  - c"),
        ("later:\n-\n- b\n", ("later", 0), "c", "later:\n- c\n- b\n"),
        ("later:\n  # first\n  - a\n  - b # b\ntitle: x\n", ("later",), ["c"], "later: [c]\ntitle: x\n"),
        ("later: [a, b] # both\n", ("later",), [], "later: [] # both\n"),
        ("people:\n- name: A # a\n  group: peer\n", ("people", 0), "B", "people:\n- B\n"),
        ("people:\n- group: peer\n", ("people", 0, "name"), "B", "people:\n- name: B\n  group: peer\n"),
        ("person:\n  # t\n  tenure: a\n", ("person", "name"), "B", "person:\n  name: B\n  # t\n  tenure: a\n"),
        ("people:\n- - a\n", ("people", 0, 1), "B", "people:\n- - a\n  - B\n"),
        ("a: &x v\nb: *x # c\n", ("b",), "w", "a: &x v\nb: w # c\n"),
        ("a: &x v\n", ("a",), "w", "a: &x w\n"),
        ("a: &x # c\n  k: v\n", ("a", "k"), "w", "a: &x # c\n  k: w\n"),
        ("a: &x {k: v}\nb:\n  <<: *x\n", ("b", "k"), "w", "a: &x {k: v}\nb:\n  <<: *x\n  k: w\n"),
        ("role: x\nperson: Ana # me\n", ("person", "tenure"), "4", 'role: x\nperson: {name: Ana, tenure: "4"} # me\n'),
        ("people: [no]\n", ("people", 0, "group"), "peer", 'people: [{name: "no", group: peer}]\n'),
        ("role: x\n", ("people", 0, "name"), "A", "role: x\npeople: [{name: A}]\n"),
        ("person:\n", ("person", "name"), "A", "person: {name: A}\n"),
        ("extra: {}\n", ("front_matter",), {"a": None, "c": 1e-5}, "extra: {}\nfront_matter: {a: null, c: 0.00001}\n"),
    ],
)  # fmt: skip
def test_every_form_of_yaml_keeps_its_form(before: str, path: Path, value: object, after: str) -> None:
    """Flow and block, quotes, texts of several lines, anchors and document marks stay as they were typed."""
    assert change(before, path, value) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("# file\nrole: x\ntitle: y\n", ("role",), "# file\ntitle: y\n"),
        ("role: x\n\n# a\n# b\ntitle: y # c\nhours: 3\n", ("title",), "role: x\n\nhours: 3\n"),
        ("role: x\n# a\n\ntitle: y\n", ("title",), "role: x\n# a\n\n"),
        ("role: x\ntitle: y", ("title",), "role: x"),
        ("role: x\ntitle: |\n  a\n  b\nhours: 3", ("title",), "role: x\nhours: 3"),
        ("later:\n  - a\n  # about b\n  - b # b\n  - c\n", ("later", 1), "later:\n  - a\n  - c\n"),
        ("later:\n  # about a\n  - a # a\ntitle: x\n", ("later", 0), "later: []\ntitle: x\n"),
        ("later: [a, b, c] # l\n", ("later", 0), "later: [b, c] # l\n"),
        ("later: [a, b, c] # l\n", ("later", 2), "later: [a, b] # l\n"),
        ("later: [a, b, c,] # l\n", ("later", 2), "later: [a, b, ] # l\n"),
        ("later: [\n  # a\n  a, # A\n  # b\n  b # B\n]\n", ("later", 0), "later: [\n  # b\n  b # B\n]\n"),
        ("later: [\n  a, # A\n  b]\n", ("later", 1), "later: [\n  a, # A\n  ]\n"),
        ("people:\n- name: A # a\n  # g\n  group: peer\n", ("people", 0, "name"), "people:\n- # g\n  group: peer\n"),
        ("person: {name: A}\n", ("person", "name"), "person: {}\n"),
        ("role: x\n", ("title",), "role: x\n"),
        ("role: x\n", ("role", "a"), "role: x\n"),
        ("later: [a]\n", ("later", 3), "later: [a]\n"),
        ("person: {name: A}\n", ("person", 0), "person: {name: A}\n"),
    ],
)
def test_an_entry_goes_with_its_comments_and_nothing_else_does(before: str, path: Path, after: str) -> None:
    """The comment directly above and the one behind belong to an entry; one that begins the file does not."""
    assert drop(before, path) == after


LONG: list[dict[str, object]] = [
    {"name": "Ana Brun", "why": "w" * 50},
    {"name": "Bo", "ask": "a " * 60 + "b", "links": ["c" * 60, "d" * 60]},
]
LINES = """\
people:{comment}
  - {{name: Ana Brun, why: {w}}}
  - name: Bo
    ask: {a}
    links:
      - {c}
      - {d}
"""


@pytest.mark.parametrize(
    ("before", "comment"),
    [
        ("people: x # c\n", " # c"),
        ("people: x\n", ""),
        ("people:\n", ""),
        ("people: # c\n", " # c"),
        ("people: | # c\n  x\n", " # c"),
        ("people:\n  - x\n  - y # y\n", ""),
        ("people:\n- x\n", ""),
        ("people:\n  x\n", ""),
        ("people:\n  x: y\n", ""),
    ],
)
def test_what_is_too_long_for_a_line_gets_a_line_for_each_entry(before: str, comment: str) -> None:
    """A list of people does not become one line of five hundred characters."""
    wanted = LINES.format(comment=comment, w="w" * 50, a="a " * 60 + "b", c="c" * 60, d="d" * 60)
    assert change(f"role: x\n{before}title: y\n", ("people",), LONG) == f"role: x\n{wanted}title: y\n"
    assert change("role: x\n", ("people",), LONG) == f"role: x\n{wanted}".replace(comment, "", 1)


def test_a_long_entry_of_a_list_has_its_lines_behind_the_dash() -> None:
    """Below a dash the keys stand in one column."""
    after = change("people:\n- A # a\n- B\n", ("people", 0), LONG[0] | {"ask": "q" * 60})
    assert after == f"people:\n- name: Ana Brun\n  why: {'w' * 50}\n  ask: {'q' * 60} # a\n- B\n"
    wide = change("people:\n-   name: A\n    group: peer\n", ("people", 0), LONG[0] | {"ask": "q" * 60})
    assert wide == f"people:\n-   name: Ana Brun\n    why: {'w' * 50}\n    ask: {'q' * 60}\n"
    assert change("people:\n- A\n", ("people", 1), LONG[0] | {"ask": "q" * 60}).count("\n") == 5


# Texts

QUOTED = ["?", "no", "Yes", "~", "null", "- x", "a: b", "a:", "#", "a #b", "010", "1.10", "2027-01-01", "12:30"]
QUOTED += ["1e3", "", " x", "x ", "[a]", "*a", "name:Ana", "x 🙂"]


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("Ana Brun", "Ana Brun"),
        ("it's 31 % fewer, at least", "it's 31 % fewer, at least"),
        ("Zoë (née Ås) & co", "Zoë (née Ås) & co"),
        ("C# lead", "C# lead"),
        ("x" * 300, "x" * 300),
        ("https://example.org/a?b", "https://example.org/a?b"),
        ("7 years", "7 years"),
        *((word, f'"{word}"') for word in QUOTED),
        ('say "hi"', '"say \\"hi\\""'),
        ("C:\\x", '"C:\\\\x"'),
        ("a\nb\t", '"a\\nb\\t"'),
        (datetime.date(2027, 1, 1), "2027-01-01"),
        (Typed("no"), "no"),
        (Typed("?"), '"?"'),
        (Typed("-5"), "-5"),
        (True, "true"),
        (6.0, "6.0"),
    ],
)  # fmt: skip
def test_a_text_has_quotes_only_where_it_needs_them(value: object, spelled: str) -> None:
    """Every reader of YAML takes what is written for the text that was meant, on one line."""
    assert spell(value) == spelled
    assert change("mission: old # c\n", ("mission",), value) == f"mission: {spelled} # c\n"


def test_what_no_file_can_hold_is_refused_at_its_place() -> None:
    """A control character is no text; a value of an unknown kind is a mistake of the caller."""
    for value in ("a\x07", {"a": "\x1b"}, [{"\ud800": 1}]):
        with pytest.raises(InvalidFile) as caught:
            change("role: x\nmission: y\n", ("mission",), value)
        assert caught.value.problems[0].place == "plan.yaml:2:10"
    with pytest.raises(TypeError, match="set is nothing that a plan file holds"):
        change("role: x\n", ("mission",), {1, 2})


# What cannot be had


@pytest.mark.parametrize("number", [float("inf"), 10**20])
def test_a_number_that_would_not_be_read_back_is_refused(number: float) -> None:
    """It would be a text to the reader."""
    with pytest.raises(Refused):
        change("role: x\n", ("front_matter", "n"), number)


@pytest.mark.parametrize(
    ("before", "path", "told"),
    [
        ("a: &x {k: v}\nb: *x\n", ("b", "k"), "plan.yaml:1:11: cannot change b.k alone: on line 2, *x stands for"),
        ("a: &x v\nb: *x\n", ("a",), "plan.yaml:1:4: cannot change a alone: what is marked &x on line 1 is used again"),
        ("a: &x {k: v}\nb: *x\n", ("a", "k"), "marked &x on line 1 is used again as *x"),
        ("a: [&x v]\nb: *x\n", ("a",), "marked &x on line 1 is used again as *x"),
        ("a: &x {k: {l: v}}\nb:\n  <<: *x\n", ("b", "k", "l"), "takes keys over with '<<'"),
        ("a: [b: c]\n", ("a", 0, "d"), "cannot change a[0].d alone"),
        ("a: v\n", ("a",), "longer than 100,000 characters"),
        ("a: v\n", ("role",), "longer than 100,000 characters"),
    ],
)
def test_a_value_that_another_place_shares_is_refused(before: str, path: Path, told: str) -> None:
    """Nothing is changed that was not named; the message says where to do it by hand."""
    with pytest.raises(Refused) as caught:
        change(before, path, "w" * (100_001 if "longer" in told else 1))
    assert told in caught.value.message
    assert caught.value.hint == "open the file and change it by hand"


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("a: &x {k: v}\nb:\n  <<: *x\n", ("b", "k")),
        ("a: &x {k: v}\nb:\n  <<: *x\n  k: w\n", ("b", "k")),
        ("a: &x v\nb: *x\n", ("a",)),
        ("a: v\n", ("a",)),
    ],
)
def test_what_cannot_be_taken_out_is_refused(before: str, path: Path) -> None:
    """A key that comes from a merge would come again; the last key of a file leaves no file."""
    with pytest.raises(Refused, match=r"^plan.yaml:\d+:\d+: cannot change"):
        drop(before, path)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("title", "a"), "title: 'a' has no place in a text; set the whole of it"),
        (("title", 0), "title: '0' has no place in a text; set the whole of it"),
        (("later", "a"), "later: this is a list; name an entry, [0] to [1]"),
        (("later", 2), "later: this is a list; name an entry, [0] to [1]"),
        (("person", 0), "person: '0' has no place in a table of keys; set the whole of it"),
        (("wins", 1), "wins: this is a list; name an entry, [0] to [0]"),
    ],
)
def test_a_path_that_does_not_fit_is_told(path: Path, told: str) -> None:
    """As ``--set`` tells it, at the line of the file."""
    with pytest.raises(InvalidFile) as caught:
        change("title: x\nlater: [a]\nperson: {name: A}\nwins:\n", path, "y")
    assert caught.value.problems[0].text == told


def end_of(edit: Callable[[Path], str], path: Path) -> str | PlanError:
    """Return what comes of an edit, its error too."""
    try:
        return edit(path)
    except PlanError as error:
        return error


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_hostile_files_are_changed_cleanly_or_refused_with_a_message(case: dict[str, str]) -> None:
    """Whatever stands in a file, a change keeps the rest of it or says why not; nothing crashes."""
    before = data_of(case).decode("utf-8", "surrogateescape")
    try:
        paths = list(paths_in(parse_yaml(data_of(case), "plan.yaml")))[:40]
    except InvalidFile:
        with pytest.raises(InvalidFile):
            change(before, ("title",), "new")
        return
    edits: list[Callable[[Path], str]] = [
        lambda path: change(before, path, "new value"),
        lambda path: drop(before, path),
    ]
    ends = [end_of(edit, path) for path in [*paths, ("a new key",)] for edit in edits]
    assert any(isinstance(end, str) and end != before for end in ends)
    assert all(
        re.match(r"plan\.yaml(:\d+:\d+: cannot| has)", end.message) for end in ends if isinstance(end, PlanError)
    )


def test_an_edited_example_is_still_a_plan_file() -> None:
    """What is written passes the gate."""
    text = change(TEXTS["minimal"], ("mission",), "No: 3 #1 things")
    text = change(text, ("people", 0, "name"), "Yes")
    answers = check_answers(text.encode(), "plan.yaml")
    assert (answers.mission, answers.people[0].name) == ("No: 3 #1 things", "Yes")
