"""What a person is told who slipped while writing YAML: the place, plain words and the mend."""

import pytest
import yaml

from transition_plan import nodes
from transition_plan.errors import InvalidFile
from transition_plan.slips import shorten
from transition_plan.source import parse_yaml, to_plain

QUOTE_IT = "put the whole text in quotes"
MISFIT = "this does not fit the lines above; line it up with them, and close every quote and bracket"
BRACES = "YAML reads '{{' as a table; put the whole text in quotes: \"{{ … }}\""
NO_BREAK = "a no-break space stands here, as web pages have; type a plain space"
ESCAPE = "in double quotes '\\' starts an escape; put a Windows path in single quotes"
UNCLOSED = "this quote is never closed; close it where the text ends"
BRACKET = "this bracket has no end or lacks a ','; close it, or quote the text"
NO_COLON = "this line has no ': '; write 'key: value', or indent it below the text it goes on with"
AFTER_QUOTE = "the text goes on after its closing quote; put all of it in quotes of the other kind"
BLOCK = "'|' and '>' start a text on the next line; put a text that starts so in quotes"
MARKED = "a text without quotes cannot start with *, & or !; put it in quotes"
COLON_IN_TEXT = f"a text without quotes cannot hold ': '; {QUOTE_IT}"
LONG_KEY = "this key is longer than 200 characters; if it is a text, put it in quotes"


def problems_of(text: str | bytes) -> list[str]:
    """Return what is wrong with a file as ``line:column text``."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InvalidFile) as caught:
        parse_yaml(data, "p")
    return [f"{one.place.removeprefix('p:')} {one.text}" for one in caught.value.problems]


def cannot_start(character: str) -> str:
    return f"a text without quotes cannot start with '{character}'; put it in quotes"


def typographic(character: str) -> str:
    return f"'{character}' is a typographic quote; write straight quotes around the text"


def closes_nothing(character: str) -> str:
    return f"this '{character}' closes nothing; take it out, or put the text in quotes"


SLIPS = {
    # Jinja without quotes, the commonest slip in a template
    "title: {{ role }} plan\n": f"1:8 {BRACES}",
    "title: {{ role }}\n": f"1:8 {BRACES}",
    "list:\n  - {{ role }} plan\n": f"2:5 {BRACES}",
    "list: [{{ role }}, b]\n": f"1:8 {BRACES}",
    "{% if x %}\ntitle: A\n{% endif %}\n": f"1:1 YAML cannot read '{{%' here; {QUOTE_IT}",
    "title: {% if x %}\n": f"1:8 YAML cannot read '{{%' here; {QUOTE_IT}",
    # ': ' inside a text
    "title: Plan: the first 90 days\n": f"1:8 {COLON_IN_TEXT}",
    "list:\n  - goal: learn: everything\n": f"2:11 {COLON_IN_TEXT}",
    "title: note:\n": f"1:8 {COLON_IN_TEXT}",
    # tabs and spaces that are none
    "title: A\n\tid: b\n": "2:1 a tab indents this line; indent with spaces",
    "a:\n\tb: 1\n": "2:1 a tab indents this line; indent with spaces",
    "a:\n  b: 1\n  \tc: 2\n": "3:3 a tab indents this line; indent with spaces",
    "a:\xa0b\nc: 1\n": f"1:3 {NO_BREAK}",
    # signs that mean something to YAML at the start of a text
    "owner: @ann\n": f"1:8 {cannot_start('@')}",
    "goal: %90\n": f"1:7 {cannot_start('%')}",
    "code: `x`\n": f"1:7 {cannot_start('`')}",
    "a: , b\n": f"1:4 {cannot_start(',')}",
    "pattern: *.md\n": f"1:10 {MARKED}",
    "title: **bold** words\n": f"1:8 {MARKED}",
    "team: & more\n": f"1:7 {MARKED}",
    "title: !x!y z\n": f"1:8 {MARKED}",
    "title: > 3 years\n": f"1:8 {BLOCK}",
    "title: | text\n": f"1:8 {BLOCK}",
    # quotes
    "title: “Hello: world”\n": f"1:8 {typographic('“')}",
    "- „a“: b: c\n": f"1:3 {typographic('„')}",
    'title: "abc\nid: x\nb: 2\n': f"1:8 {UNCLOSED}",
    "id: x\ntitle: 'abc\n": f"2:8 {UNCLOSED}",
    '"title: 1\n': f"1:1 {UNCLOSED}",
    'title: "abc\n---\n': f"1:8 {UNCLOSED}",
    "title: 'it's me'\n": f"1:8 {AFTER_QUOTE}",
    'title: "abc" def\n': f"1:8 {AFTER_QUOTE}",
    'list: ["x, "y"]\n': f"1:8 {AFTER_QUOTE}",
    'path: "C:\\new\\users"\n': f"1:16 {ESCAPE}",
    'path: "C:\\dir"\n': f"1:10 {ESCAPE}",
    # brackets
    "tasks: [a, b\nid: x\n": f"1:8 {BRACKET}",
    "tasks: [a, b\n": f"1:8 {BRACKET}",
    "load: {a: 1\nid: x\n": f"1:7 {BRACKET}",
    "a: 1\n}\n": f"2:1 {closes_nothing('}')}",
    "a: ]\n": f"1:4 {closes_nothing(']')}",
    # a space left out
    "b:\n  - one\n  -two\n  - three\n": "3:3 put a space after the '-'",
    "b:\n  - one\n  -two: 3\n": "3:3 put a space after the '-'",
    "b:\n  -one\n  two: 3\n": "2:3 put a space after the '-'",
    "a: 1\nid:b\nc: 2\n": "2:3 put a space after the ':'",
    "person:\n  name:Ana\n  role: PM\n": "2:7 put a space after the ':'",
    "people:\n  - name:Ana\n    role: PM\n": "2:9 put a space after the ':'",
    # lines that do not belong where they stand
    "phases:\n  - id: a\n   title: b\n": f"3:4 {MISFIT}",
    "a: 1\n  b: 2\n": f"2:4 {MISFIT}",
    "a:\n  - x\n  y: 1\n": f"3:3 {MISFIT}",
    'a: "x\n\nb: "y"\n': f"3:5 {MISFIT}",
    "title: A\njust text\nb: 1\n": f"2:1 {NO_COLON}",
    "just text\ntitle: A\n": f"2:6 {MISFIT}",
    "body: |\ntext\n": "1:7 the lines of the text that starts here must be indented",
    "a: - b\n": "1:4 a list starts on a line of its own; put '- ' on the next line",
    ": x\n": "1:1 a key is missing before ':'",
    f"{'k' * 1100}: 1\n": f"1:1 {LONG_KEY}",
    "%YAML 3.0\n---\na: 1\n": "1:1 this reader knows YAML 1.1 and 1.2; take the line '%YAML …' out",
}
LOADERS = {"with libyaml": nodes._LOADER, "without libyaml": yaml.SafeLoader}
# The two parsers give up one character apart.
PURE_PLACES = {'path: "C:\\dir"\n': f"1:11 {ESCAPE}"}


@pytest.mark.parametrize("text", SLIPS, ids=lambda text: repr(text[:30]))
def test_a_slip_is_told_in_plain_words_with_its_place_and_mend(text: str) -> None:
    assert problems_of(text) == [SLIPS[text]]


@pytest.mark.parametrize("text", SLIPS, ids=lambda text: repr(text[:30]))
def test_where_libyaml_is_missing_the_words_are_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    assert problems_of(text) == [PURE_PLACES.get(text, SLIPS[text])]


@pytest.mark.parametrize("text", SLIPS, ids=lambda text: repr(text[:30]))
def test_no_message_repeats_the_parsers_jargon(text: str) -> None:
    jargon = ("mapping", "scalar", "token", "expected", "indicator", "block", "flow", "context")
    assert not [word for word in jargon if word in problems_of(text)[0]]


def test_a_question_mark_is_an_answer_though_yaml_refuses_it() -> None:
    text = "a: ?\nb: ? who decides\nc:\n- ?\n- ? # nobody\nd: {e: ?, f: ?}\ng: |\n  Why: ?\nh: 'x: ? y'\n"
    assert to_plain(parse_yaml(text.encode(), "p")) == {
        "a": "?",
        "b": "? who decides",
        "c": ["?", "?"],
        "d": {"e": "?", "f": "?"},
        "g": "Why: ?\n",
        "h": "x: ? y",
    }


@pytest.mark.parametrize(
    "text",
    [
        "title: C# developer\n",
        "title: 50 % of it, {name} and [x]\n",
        "title: me@example.org - 'quoted' \"too\"\n",
        "time: 12:30\nurl: https://example.org/a:b\n",
        "title: “Best” in class\n",
        "title: Wer? — ‘ich’ 日本語 👩‍👧\n",
        "list:\n- a\n- -5\n- x:y\n",
        "a:\n-\tx\n-\t- y\n",
        "a: 'it''s' # a comment\n",
        'a: "\\u00e9\\t\\n\\"x\\""\n',
        "%YAML 1.2\n---\na: 1\n...\n",
    ],
)
def test_what_only_looks_like_a_slip_is_read(text: str) -> None:
    assert parse_yaml(text.encode(), "p").nodes


# Characters and bytes


def cannot_be_used(code: str) -> str:
    return f"the character {code} cannot be used here; take it out"


BAD_CHARACTERS = {
    "title: a\x00b\n": f"1:9 {cannot_be_used('U+0000 (control character)')}",
    "a: 1\ntitle: a\x1b[31m\n": f"2:9 {cannot_be_used('U+001B (control character)')}",
    "a: x\x85\n": f"1:5 {cannot_be_used('U+0085 (control character)')}",
    "a: x\u2028\n": f"1:5 {cannot_be_used('U+2028 (line separator)')}",
    "a: x\u202ey\n": f"1:5 {cannot_be_used('U+202E (right-to-left override)')}",
    "# \u2066\na: x\n": f"1:3 {cannot_be_used('U+2066 (left-to-right isolate)')}",
    "a: x\ufeff\n": f"1:5 {cannot_be_used('U+FEFF (zero width no-break space)')}",
    "ti\u200btle: A\n": f"1:1 {cannot_be_used('U+200B (zero width space)')}",
    "a:\n\xa0 b: 1\n": f"2:1 {cannot_be_used('U+00A0 (no-break space)')}",
    'a: "x\\x07"\n': f"1:4 {cannot_be_used('U+0007 (control character)')}",
    'a: "x\\r"\n': f"1:4 {cannot_be_used('U+000D (control character)')}",
    'a:\n  - "\\u202E"\n': f"2:5 {cannot_be_used('U+202E (right-to-left override)')}",
}


@pytest.mark.parametrize("text", BAD_CHARACTERS, ids=ascii)
def test_a_character_nobody_sees_is_refused_where_it_stands(text: str) -> None:
    assert problems_of(text) == [BAD_CHARACTERS[text]]


def test_a_lone_half_of_a_character_is_refused_without_libyaml_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    assert problems_of('a: "\\ud800"\n') == [f"1:4 {cannot_be_used('U+D800 (control character)')}"]


def test_every_bad_character_is_told_but_not_thousands() -> None:
    assert len(problems_of("a: \x01\nb: \x02\n")) == 2
    assert len(problems_of("a: " + "\x01" * 5000)) == 20


def test_a_bad_character_is_told_with_other_problems_but_not_with_what_follows_from_it() -> None:
    assert problems_of("a: \x01\na: 2\n") == [
        f"1:4 {cannot_be_used('U+0001 (control character)')}",
        "2:1 the key 'a' stands twice, first on line 1; keep one of them",
    ]
    assert problems_of("a: x\x85b: y\n") == [f"1:5 {cannot_be_used('U+0085 (control character)')}"]


def test_a_file_in_another_encoding_is_told_so() -> None:
    assert problems_of("title: café\n".encode("latin-1")) == ["1:11 the byte 0xe9 is not UTF-8; save the file as UTF-8"]
    assert problems_of(b"a: \x80\xff\n") == [
        "1:4 the byte 0x80 is not UTF-8; save the file as UTF-8",
        "1:5 the byte 0xff is not UTF-8; save the file as UTF-8",
    ]
    assert problems_of("a:\0b") == [f"1:3 {cannot_be_used('U+0000 (control character)')}"]
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert problems_of("title: A\n".encode(encoding)) == ["1:1 the file is UTF-16; save it as UTF-8"]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: x\nb: y\n", b"a: x\r\nb: y\r\n", b"a: x\rb: y\r"])
def test_a_byte_order_mark_and_the_line_ends_of_other_systems_are_no_problem(data: bytes) -> None:
    table = parse_yaml(data, "p")
    assert list(table.nodes) == ["a", "b"]
    assert table.marks["b"] == ("p", 2, 1)


# Files that are something else


def test_a_web_page_is_told_to_be_one() -> None:
    for page in ("<!DOCTYPE html><html>", "\n <HTML>\n", "<?xml version='1.0'?>"):
        assert problems_of(page) == [
            "1:1 this is a web page (HTML), not YAML; save the file itself, not the page that shows it"
        ]


def test_every_merge_conflict_is_told() -> None:
    conflict = "<<<<<<< HEAD\nid: x\n=======\nid: y\n>>>>>>> b\n"
    told = "a merge conflict is left here; keep one side, delete the lines '<<<<<<<', '=======', '>>>>>>>'"
    assert problems_of(f"title: A\n{conflict}a: 1\n{conflict}") == [f"2:1 {told}", f"8:1 {told}"]


def test_a_markdown_file_with_front_matter_is_told_what_to_keep() -> None:
    told = "a second document starts here; keep one, of a Markdown file the lines between the two '---'"
    assert problems_of("---\ntitle: A\n---\n# Plan\nWhy: because: yes\n") == [f"3:1 {told}"]
    assert problems_of("title: A\n---\ntitle: B\n") == [f"2:1 {told}"]


def test_what_a_person_typed_is_shortened_for_a_message() -> None:
    assert shorten("a\n  b") == "a b"
    assert shorten("x" * 40) == "x" * 40
    assert shorten("x" * 5000) == "x" * 39 + "…"
