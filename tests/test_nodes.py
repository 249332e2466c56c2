"""From bytes to texts, lists and tables: what is kept as typed, where it stands, and what is refused."""

import gc
from collections.abc import Mapping

import pytest

from transition_plan.errors import InvalidFile
from transition_plan.nodes import (
    LIMITS,
    Items,
    Limits,
    Mark,
    Node,
    Table,
    Text,
    parse_value,
    parse_yaml,
    place,
)


def problems_of(text: str, limits: Limits = LIMITS) -> list[str]:
    """Return what is wrong with a file as ``line:column text``."""
    with pytest.raises(InvalidFile) as caught:
        parse_yaml(text.encode(), "p", limits)
    return [f"{one.place.removeprefix('p:')} {one.text}" for one in caught.value.problems]


def outline(node: Node) -> object:
    """Return a node without its marks: a text without quotes as itself, one with quotes in a set."""
    if isinstance(node, Text):
        return node.value if node.plain else {node.value}
    if isinstance(node, Items):
        return [outline(child) for child in node.nodes]
    return {key: outline(child) for key, child in node.nodes.items()}


def parsed(text: str) -> object:
    return outline(parse_yaml(text.encode(), "p"))


def at(table: Node, key: str) -> Node:
    assert isinstance(table, Table)
    return table.nodes[key]


# What is kept


def test_a_scalar_is_kept_as_typed() -> None:
    text = "a: no\nb: 12:30\nc: 010\nd: 1.10\ne: null\nf: ~\ng: 0x1F\nh: 2026-02-30\ni:\n"
    kept = {"a": "no", "b": "12:30", "c": "010", "d": "1.10", "e": "null", "f": "~", "g": "0x1F"}
    assert parsed(text) == {**kept, "h": "2026-02-30", "i": ""}


def test_quotes_and_blocks_are_told_from_texts_without_quotes() -> None:
    text = "a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\n  y\nf: ''\n"
    assert parsed(text) == {"a": "x", "b": {"x"}, "c": {"x"}, "d": {"x\n"}, "e": {"x y\n"}, "f": {""}}


def test_json_is_yaml_with_tabs_too() -> None:
    assert parsed('{\n\t"a": ["b", 1],\n\t"c": {}\n}\n') == {"a": [{"b"}, "1"], "c": {}}


def test_a_key_is_text_whatever_it_looks_like() -> None:
    assert parsed("on: a\nnull: b\n1: c\n2026-01-01: d\n'x y': e\n") == {
        "on": "a",
        "null": "b",
        "1": "c",
        "2026-01-01": "d",
        "x y": "e",
    }


def test_every_value_and_key_knows_its_line_and_column() -> None:
    root = parse_yaml(b"role: x\npeople:\n  - name: Ana\n    group: peer\n", "plan.yaml")
    assert root.mark == Mark("plan.yaml", 1, 1)
    people = at(root, "people")
    assert isinstance(people, Items)
    ana = people.nodes[0]
    assert isinstance(ana, Table)
    assert (people.mark[1:], ana.mark[1:], ana.marks["group"][1:]) == ((3, 3), (3, 5), (4, 5))
    assert place(at(ana, "group").mark) == "plan.yaml:4:12"


def test_columns_count_characters_not_bytes() -> None:
    assert at(parse_yaml("é日👩: x\n".encode(), "p"), "é日👩").mark == ("p", 1, 6)


# Documents


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1 the file is empty; write at least one line 'key: value'"),
        ("# only this\n", "1:1 the file is empty; write at least one line 'key: value'"),
        ("---\n...\n", "2:1 the file is empty; write at least one line 'key: value'"),
        ("just text\n", "1:1 a file holds lines 'key: value', and this is only a text"),
        ("''\n", "1:1 a file holds lines 'key: value', and this is only a text"),
        ("- a\n- b\n", "1:1 a file holds lines 'key: value', and this is only a list"),
        ("title:A\nid:b\n", "1:1 put a space after each ':' to make it 'key: value'"),
    ],
)
def test_a_file_must_hold_a_table(text: str, told: str) -> None:
    assert problems_of(text) == [told]


def test_an_address_is_no_key_without_a_space() -> None:
    assert problems_of("https://example.org\n") == ["1:1 a file holds lines 'key: value', and this is only a text"]


# Keys


def test_a_key_that_stands_twice_is_told_where_both_are() -> None:
    assert problems_of("title: A\nphases: []\n'title': B\n") == [
        "3:1 the key 'title' stands twice, first on line 1; keep one of them"
    ]


def test_keys_that_look_the_same_are_the_same() -> None:
    assert problems_of("café: 1\ncafe\u0301: 2\n") == [
        "2:1 the key 'café' stands twice, first on line 1; keep one of them"
    ]
    assert parsed("cafe\u0301: 2\n") == {"café": "2"}


def test_a_key_must_be_a_text_that_is_there() -> None:
    told = "a key must be a text; put a text that starts with '[' or '{' in quotes"
    assert problems_of("? [a, b]\n: 1\n? {c: d}\n: 2\n") == [f"1:3 {told}", f"3:3 {told}"]
    assert problems_of("'': x\n") == ["1:1 a key is missing before ':'"]


def test_a_key_that_is_a_whole_text_is_refused() -> None:
    told = "this key is longer than 200 characters; if it is a text, put it in quotes"
    assert problems_of(f"{'k' * 201}: 1\n") == [f"1:1 {told}"]
    assert problems_of(f"? {'k' * 201}\n: 1\n") == [f"1:3 {told}"]
    assert parsed(f"{'k' * 200}: 1\n") == {"k" * 200: "1"}


def test_duplicates_tags_and_the_final_slip_come_in_one_report_in_the_order_of_the_file() -> None:
    assert problems_of("b: !x 1\na: 1\na: {b: 1, b: 2}\nc: @x\n") == [
        "1:4 '!x' is a tag, and YAML acts on tags; put the text in quotes",
        "3:1 the key 'a' stands twice, first on line 2; keep one of them",
        "3:11 the key 'b' stands twice, first on line 3; keep one of them",
        "4:4 a text without quotes cannot start with '@'; put it in quotes",
    ]


def test_the_error_names_the_file_and_counts_its_problems() -> None:
    with pytest.raises(InvalidFile, match=r"^p has 2 problems$"):
        parse_yaml(b"a: !x 1\nb: !x 2\n", "p")


# Tags


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("!important", "!important"),
        ("! x", "!"),
        ("!!binary aGVsbG8=", "!!binary"),
        ("!!python/object/apply:os.system ['true']", "!!python/object/apply:os.system"),
        ("!!map [1, 2]", "!!map"),
        ("!<tag:x.org,2002:a> b", "tag:x.org,2002:a"),
    ],
)
def test_no_tag_is_followed(tag: str, shown: str) -> None:
    assert problems_of(f"a: {tag}\n") == [f"1:4 '{shown}' is a tag, and YAML acts on tags; put the text in quotes"]


# Anchors, aliases and merges


def test_an_alias_stands_for_what_its_anchor_names() -> None:
    assert parsed("a: &x [1, 2]\nb: *x\nc: [*x, &y z, *y]\n") == {
        "a": ["1", "2"],
        "b": ["1", "2"],
        "c": [["1", "2"], "z", "z"],
    }
    assert parsed("a: &x 1\nb: &x 2\nc: *x\n") == {"a": "1", "b": "2", "c": "2"}


def test_a_merge_takes_keys_over_and_own_keys_win() -> None:
    root = parse_yaml(b"base: &b {id: x, title: T}\nrole:\n  <<: *b\n  id: y\n", "p")
    assert outline(at(root, "role")) == {"id": "y", "title": "T"}
    role = at(root, "role")
    assert isinstance(role, Table)
    assert (role.marks["id"], role.marks["title"]) == (("p", 4, 3), ("p", 1, 18))
    assert outline(at(root, "base")) == {"id": "x", "title": "T"}


def test_of_several_merged_tables_the_first_wins() -> None:
    text = "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b], z: 3}\n"
    assert parsed(text) == {"a": {"x": "1"}, "b": {"x": "2", "y": "2"}, "c": {"x": "1", "y": "2", "z": "3"}}


def test_only_a_table_can_be_merged() -> None:
    told = "'<<' takes over a table's keys; write '<<: *name' for a table marked &name"
    assert problems_of("a: {<<: x}\n") == [f"1:5 {told}"]
    assert problems_of("a: &a x\nb: {<<: [*a, *a]}\n") == [f"2:5 {told}"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: *x\n", "2:4 no finished '&x'"),
        ("a: &a [1, *a]\n", "1:11 no finished '&a'"),
        ("&r\nname: x\nchild: *r\n", "3:8 no finished '&r'"),
        ("a: &a\n  <<: *a\n  x: 1\n", "2:7 no finished '&a'"),
    ],
)
def test_an_alias_without_a_finished_anchor_is_refused(text: str, told: str) -> None:
    assert problems_of(text) == [f"{told} is above; put a text that starts with '*' in quotes"]


def test_an_anchor_by_accident_is_told() -> None:
    assert problems_of("team: R & D\nx: &D\n") == ["2:4 '&D' names a value, and none follows; put the text in quotes"]


# Limits

LADDER = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 40))
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)
)
TOO_DEEP = "lists and tables are over 32 deep in each other; flatten them"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 25_000 + "]" * 25_000, f"1:33 {TOO_DEEP}"),
        ("- " * 3000 + "x\n", f"1:65 {TOO_DEEP}"),
        ("".join(f"{'  ' * i}a:\n" for i in range(600)), f"33:65 {TOO_DEEP}"),
        (LADDER, f"32:12 {TOO_DEEP}"),
        (BOMB, "5:30 aliases (*name) stand for over 50,000 items; use fewer"),
        ("".join(f"k{i}: &a{i} v\n" for i in range(2000)), "1001:8 the file has more than 1,000 anchors"),
        (f"a: [{'[],' * 50_000}]\n", "1:149996 the file has more than 50,000 items; shorten it"),
        (f"# {'x' * 1_000_000}\na: 1\n", "1:1 the file has more than 1,000,000 bytes; shorten it"),
        (f"a: {'x' * 100_001}\n", "1:4 this text is longer than 100,000 characters; shorten it"),
    ],
    ids=["lists", "list items", "tables", "aliases", "bomb", "anchors", "items", "bytes", "text"],
)
def test_a_file_far_beyond_any_plan_is_refused_before_it_hurts(text: str, told: str) -> None:
    (problem,) = problems_of(text)
    assert problem.startswith(told)


def test_a_merge_bomb_is_refused() -> None:
    text = "a0: &a0 {k0: 1}\n" + "".join(
        f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}], k{i}: 1}}\n" for i in range(1, 9)
    )
    assert problems_of(text)[0].endswith("aliases (*name) stand for over 50,000 items; use fewer")


def test_a_file_at_its_limits_is_read() -> None:
    deep = "[" * 31 + "]" * 31
    limits = Limits(size=200, items=8, depth=32, text=40, key=3, alias_items=2, anchors=1)
    text = f"abc: &x [{'x' * 40}]\nb: *x\n"
    assert len(parse_yaml(text.encode(), "p", limits).nodes) == 2
    assert parse_yaml(f"a: {deep}\n".encode(), "p").nodes
    assert parse_yaml(b"a: 1".ljust(200), "p", limits).nodes
    assert parse_yaml(b"a: &x 1\nb: [*x]\n", "p", Limits(depth=2)).nodes


SMALL: Mapping[str, tuple[Limits, str]] = {
    "abcd: 1\n": (Limits(key=3), "this key is longer than 3 characters; if it is a text, put it in quotes"),
    "a: [1, 2]\n": (Limits(items=4), "the file has more than 4 items; shorten it"),
    "a: &x [1]\nb: *x\n": (Limits(alias_items=1), "aliases (*name) stand for over 1 items; use fewer"),
    "a: [[]]\n": (Limits(depth=2), "lists and tables are over 2 deep in each other; flatten them"),
    "a: &x 1\n": (Limits(anchors=0), "the file has more than 0 anchors (&name); use fewer"),
    "a: 12345\n": (Limits(text=4), "this text is longer than 4 characters; shorten it"),
    "a: 123\n": (Limits(size=6), "the file has more than 6 bytes; shorten it"),
}


@pytest.mark.parametrize("text", SMALL, ids=repr)
def test_one_more_than_a_limit_is_refused(text: str) -> None:
    limits, told = SMALL[text]
    assert [problem.partition(" ")[2] for problem in problems_of(text, limits)] == [told]


# The collector


def test_the_garbage_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    parse_yaml(b"a: 1\n", "p")
    assert gc.isenabled()
    problems_of("a: [\n")
    assert gc.isenabled()
    gc.disable()
    try:
        parse_yaml(b"a: 1\n", "p")
        assert not gc.isenabled()
    finally:
        gc.enable()


# A value by itself


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Ana", "Ana"),
        (" Ana ", "Ana"),
        ("", ""),
        ("C #1", "C #1"),
        ("# 1", "# 1"),
        ("'no'", {"no"}),
        ("[a, 'b']", ["a", {"b"}]),
        ("{a: 1}", {"a": "1"}),
        ("Plan: soon", {"Plan": "soon"}),
    ],
)
def test_a_value_may_be_anything_and_a_bare_text_loses_nothing(typed: str, held: object) -> None:
    assert outline(parse_value(typed, "--set x")) == held


def test_a_wrong_value_is_told_with_its_place_in_what_was_typed() -> None:
    with pytest.raises(InvalidFile) as caught:
        parse_value("[a, b", "--set x")
    (problem,) = caught.value.problems
    assert problem == (
        "--set x:1:1",
        "this bracket has no end or lacks a ','; close it, or quote the text",
    )
