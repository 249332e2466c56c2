"""The boxes of a document are those that GitHub's Markdown has, found without parsing the rest.

The yardstick is markdown-it-py with the task lists of mdit-py-plugins: it draws boxes in quotes and numbered lists, as
remark-gfm does, and none in a heading.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

from conftest import EXAMPLES
from transition_plan.boxes import read_boxes

PARSER = MarkdownIt("commonmark").enable("table").use(tasklists_plugin)
GOLDEN = sorted((EXAMPLES.parent / "tests" / "golden").glob("*/*.md"))
FORMS = {
    "each bullet": "- [ ] a\n* [x] b\n+ [X] c\n",
    "numbers": "1. [ ] a\n2. [x] b\n\n3) [ ] c\n",
    "inside one another": "- [ ] a\n  - [x] b\n    - [ ] c\n- - [x] d\n",
    "a quote": "> - [ ] a\n> 1. [x] b\n\n- > - [ ] c\n",
    "blanks before the mark": "-  [ ] a\n-   [x] b\n-    [ ] c\n-     [ ] code\n",
    "indented": "   - [x] a\n\n    - [ ] code\n",
    "tabs": "-\t[ ] a\n\t- [x] b\n",
    "no box": "- [] a\n- [ ]b\n- [  ] c\n-[ ] d\n- (x) e\n- [-] f\n- [y] g\n[ ] h\n",
    "nothing behind it": "- [ ]\n- [ ] \n\n- [x]\n",
    "its words below": "- [ ] \nwords\n",
    "no list item": "# - [ ] a\n\\- [ ] b\n- \\[ ] c\n- `[ ]` d\n- **[ ] e**\n",
    "a link": "- [ ](https://example.org) a\n- [x][y] b\n",
    "a paragraph below an item": "- a\n\n  [ ] b\n",
    "a second paragraph": "-\n  [x] a\n\n  [ ] b\n",
    "an item that begins with a blank line": "-\n  [x] a\n-\n\n  [ ] b\n",
    "a fence": "```\n- [ ] a\n```\n- [x] b\n~~~ md\n- [ ] c\n```\n~~~~\n- [ ] d\n",
    "a fence in an item": "- a\n  ```\n  - [ ] b\n\n  - [ ] c\n  ```\n  - [x] d\n",
    "a fence that its item ends": "- a\n  ```\n  - [ ] b\n- [x] c\n",
    "a fence that never ends": "- [x] a\n\n````\n- [ ] b\n```\n- [ ] c\n",
    "code": "words\n    - [ ] lazy\n\n    - [ ] code\n",
    "a comment": "<!-- - [ ] a\n- [ ] b\n\n- [ ] c -->\n- [x] d\n",
    "a comment in a line": "- [ ] a <!-- b -->\n- <!-- c --> [ ] d\n",
    "HTML": "<details>\n- [ ] a\n\n- [x] b\n</details>\n- [ ] c\n\n<pre>\n\n- [ ] d\n</pre>\n- [x] e\n",
    "a table": "| a | b |\n|---|---|\n| - [ ] c | [x] d |\n\n- [x] e\n",
    "a heading below": "- [ ] a\n  ===\n- [x] b\n===\n",
    "a rule": "- [ ] a\n---\n- - -\n* * *\n- [x] b\n",
    "a number in a paragraph": "words\n2. [ ] a\n1. [x] b\n",
    "a lazy line": "> - [ ] a\nwords\n- [x] b\n",
    "deep": "".join(f"{'  ' * n}- [{'x' if n % 2 else ' '}] {n}\n" for n in range(9)),
    "no end": "- [ ] a\n- [x] b",
    "nothing": "",
}
BEFORE = ("", "  ", "    ", "> ", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "\t", "-\t")
WORDS = (
    "[ ] a", "[x] b", "[X] c", "[x]  two", "[] d", "[ ]e", "[-] z", "text", "# h", "```", "~~~", "<!-- c", "-->",
    "<!-- a -->", "<div>", "</div>", "<pre>", "</pre>", "---", "===", "***", "", "`x`", "\\[ ] e", "[ ](u) l",
    "    [ ] deep", "| a | b |",
)  # fmt: skip
LINES = st.tuples(st.lists(st.sampled_from(BEFORE), max_size=2).map("".join), st.sampled_from(WORDS)).map("".join)


def parsed(text: str) -> list[bool]:
    """Return what a real parser draws: a box each, True where it is ticked."""
    first = [token.children[0].content for token in PARSER.parse(text) if token.type == "inline" and token.children]
    return ["checked" in html for html in first if "task-list-item-checkbox" in html]


def states(text: str) -> list[bool]:
    return [box.is_ticked for box in read_boxes(text)]


def one(text: str, number: int = 0) -> str:
    return read_boxes(text)[number].body


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_form_has_the_boxes_that_a_parser_draws(text: str) -> None:
    """Every form that people write is read as a real Markdown parser reads it."""
    assert states(text) == parsed(text)


@settings(max_examples=400)
@given(st.lists(LINES, max_size=9))
def test_any_mixture_has_the_boxes_that_a_parser_draws(lines: Sequence[str]) -> None:
    """However lists, quotes, code and HTML are put inside one another, the boxes and their states are the same."""
    text = "\n".join(lines)
    try:
        wanted = parsed(text)
    except IndexError:  # the parser's own fault: an HTML block in a quote that ends in a lazy line
        assume(False)
    assert states(text) == wanted


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_we_write_has_the_boxes_that_a_parser_draws(path: Path) -> None:
    """Every action of a checklist is a box for everybody, and no other document has any."""
    text = path.read_text(encoding="utf-8")
    assert states(text) == parsed(text)
    assert len(states(text)) == text.count("- [ ] ")


def test_a_box_knows_where_it_stands() -> None:
    """Line, offsets and parts put together are the text, so that one mark can be changed and nothing else."""
    text = "\ufeff# A\r\n\r\n> - [x] b 🆔 b\r\n\t1) [ ]\tc\n- [ ] last"
    boxes = read_boxes(text.replace("\t1)", "   1)"))
    for box in boxes:
        line = text.replace("\t1)", "   1)")[box.start : box.end]
        assert line in (f"{box.prefix}{box.mark}] {box.body}", f"{box.prefix}{box.mark}]\t{box.body}")
        assert "\r" not in line
    assert [(box.line, box.prefix, box.mark, box.body) for box in boxes] == [
        (2, "> - [", "x", "b 🆔 b"),
        (3, "   1) [", " ", "c"),
        (4, "- [", " ", "last"),
    ]
    assert text[boxes[0].mark_at] == "x"


def test_a_byte_order_mark_hides_no_box() -> None:
    """A file that an editor saved with a byte order mark begins with a box all the same."""
    assert one("\ufeff- [ ] a") == "a"
    assert read_boxes("\ufeff- [ ] a")[0].mark_at == 4


@pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\xa0"])
def test_only_a_line_feed_ends_a_line(odd: str) -> None:
    """What some programs take for a line's end cuts no action in two."""
    text = f"- [ ] one{odd}- [ ] still one\n- [x] two\n"
    assert [(box.line, box.body) for box in read_boxes(text)] == [(0, f"one{odd}- [ ] still one"), (1, "two")]


@pytest.mark.parametrize("mark", ["-", "/", ">", "?", "!", "ü", "✅"])
def test_other_marks_of_obsidian_count_on_lines_of_ours(mark: str) -> None:
    """Whoever marks an action as begun or dropped in Obsidian does not lose it; other brackets are words."""
    (box,) = read_boxes(f"- [{mark}] Meet Ana 🆔 meet 📅 2027-01-11\n- [{mark}] a footnote\n")
    assert (box.mark, box.id, box.is_ticked, box.is_dropped) == (mark, "meet", False, mark == "-")


def test_a_cancelled_day_drops_an_open_box() -> None:
    """Obsidian's ❌ says that somebody gave it up; a tick says that it was done after all."""
    given_up, done = read_boxes("- [ ] a ❌ 2027-01-11\n- [x] b ❌ 2027-01-11\n")
    assert (given_up.is_dropped, done.is_dropped) == (True, False)


def test_a_box_has_the_fields_of_its_line() -> None:
    """Id, days and rhythm are read off the end."""
    (box,) = read_boxes("- [x] a 🔁 every week 🛫 2027-01-04 🆔 a-1 📅 2027-01-11 ✅ 2027-01-09 ❌ 2027-01-10 ^link\n")
    days = [datetime.date(2027, 1, day) for day in (4, 11, 9, 10)]
    assert [box.begin, box.due, box.done, box.cancelled] == days
    assert (box.id, box.repeat) == ("a-1", "every week")


def test_nesting_without_end_is_read_without_end_of_memory_or_time() -> None:
    """A line of a hundred thousand bullets neither crashes nor hangs."""
    assert read_boxes("- " * 100_000 + "[ ] a") == []
    assert len(read_boxes("> " * 100_000 + "\n- [ ] a\n" * 3)) == 3
