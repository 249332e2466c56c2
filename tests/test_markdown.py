import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin

from transition_plan.markdown import LONGEST_LABEL, chart_label, escape, escape_url, link, unescape, word_count

PLACES = {
    "heading": "# {x}\n\nnext\n",
    "item": "- [ ] {x}\n- [ ] next\n",
    "sub-item": "- [ ] a\n  - [ ] {x}\n- [ ] next\n",
    "table": "| a | b |\n|---|---|\n| {x} | y |\n\nnext\n",
    "paragraph": "Owner: {x}.\n\nnext\n",
    "line start": "{x}\n\nnext\n",
    "link": "[{x}](https://e.x)\n\nnext\n",
    "quote": "> {x}\n\nnext\n",
    "bold": "**{x}**\n\nnext\n",
}
HOSTILE = json.loads((Path(__file__).parent / "hostile/answers/markdown.json").read_text("utf-8"))["cases"]
SPECIAL = "\\`*_[]|~<>&;{}%#$!+-=.()^:@/?'\" \n\t1x"

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(tasklists_plugin)


def answer_of(case: dict[str, object]) -> str:
    """Return a case's answer; long ones are told as [text, times]."""
    pieces = case.get("generate") or [[case["answer"], 1]]
    return "".join(text * times for text, times in pieces)  # type: ignore[attr-defined]


def cleaned(answer: str) -> str:
    """Say what a reader should see, by Unicode's own tables."""
    bidi = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    kept = "".join(
        c
        for c in answer
        if c.isspace()
        or not (unicodedata.category(c) in ("Cc", "Cs") or unicodedata.bidirectional(c) in bidi or c == "\ufeff")
    )
    return " ".join(kept.split()) or "—"


def leaves(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (token.children or [token])]


def shape(document: str) -> list[tuple[str, str, int]]:
    """Return what the document is made of, apart from the words."""
    tokens = PARSER.parse(document)
    return [(t.type, t.tag, t.nesting) for t in leaves(tokens) if t.type not in ("text", "text_special")]


def words(document: str) -> str:
    """Return what the document says, apart from the marks."""
    return "".join(t.content for t in leaves(PARSER.parse(document)) if t.type in ("text", "text_special"))


@cache
def model(place: str) -> tuple[list[tuple[str, str, int]], str]:
    """Return what a place looks like around one harmless word."""
    document = PLACES[place].replace("{x}", "Xword")
    return shape(document), words(document)


def assert_only_words_differ(place: str, answer: str) -> None:
    filled = PLACES[place].replace("{x}", escape(answer))
    model_shape, model_words = model(place)
    assert shape(filled) == model_shape, filled
    assert words(filled) == model_words.replace("Xword", cleaned(answer)), filled


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["id"])
def test_no_hostile_answer_changes_a_document_or_loses_a_word(case: dict[str, object], place: str) -> None:
    assert_only_words_differ(place, answer_of(case))


def test_all_hostile_answers_are_here() -> None:
    assert len(HOSTILE) == 63


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=[])))
@example("\ufeff# not a heading")
def test_no_text_at_all_changes_a_document_or_loses_a_word(answer: str) -> None:
    for place in PLACES:
        assert_only_words_differ(place, answer)


@settings(max_examples=500)
@given(st.text(SPECIAL, max_size=12))
@example("issue #")
@example("<1@b.co>")
@example("-- -")
@example("a\\|b")
def test_no_mix_of_special_characters_changes_a_document_or_loses_one(answer: str) -> None:
    for place in PLACES:
        assert_only_words_differ(place, answer)


@pytest.mark.parametrize(
    "text",
    [
        "Data & AI",
        "AT&T, R&D",
        "snake_case and a__b",
        "$750K",
        "C++",
        "C#",
        "3 < 5 and 5 > 3",
        "<3 days",
        "a - b",
        "-5 degrees",
        "--verbose",
        "+1 from me",
        "=2+2",
        "#1 of 5",
        "we are #1 of 5",
        "#hashtag",
        "1.5 hours",
        "2)is no list",
        "50% of it",
        "{name} and {1}",
        "(in brackets)",
        "Why? Now!",
        "me@example.org: “hello” — ‘you’",
        "https://example.org/a_b?c=d&e=f",
        "👨‍👩‍👧 naïve 日本語",
        "a:b ^ c",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("", "—"),
        (" \n\t", "—"),
        ("two\nlines\r\n\u2028and  a \u00a0half", "two lines and a half"),
        ("a\0b\x1b[0m", "ab\\[0m"),
        ("\u202eabc\u2066", "abc"),
        ("a\ud800b", "ab"),
        ("*a* _b_ ~~c~~ `d`", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`"),
        ("__init__.py", "\\_\\_init\\_\\_.py"),
        ("C:\\new", "C:\\\\new"),
        ("[x] | y", "\\[x\\] \\| y"),
        ("&lt; &amp; &#60;", "&amp;lt; &amp;amp; &amp;#60;"),
        ("<b> </b> <!-- <?php", "&lt;b> &lt;/b> &lt;!-- &lt;?php"),
        ("<1@b.co>", "&lt;1@b.co>"),
        ("{{ 7*7 }}", "&#123;{ 7\\*7 }}"),
        ("{% x %} {# y #}", "&#123;% x %} &#123;# y #}"),
        ("%%hidden%%", "&#37;%hidden&#37;%"),
        ("$x$ costs $5", "\\$x\\$ costs $5"),
        ("# a", "\\# a"),
        ("###### a", "\\###### a"),
        ("#", "\\#"),
        ("> a", "\\> a"),
        ("- a", "\\- a"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("+++", "\\+++"),
        ("1. a", "1\\. a"),
        ("123456789) a", "123456789\\) a"),
        ("2026) a", "2026\\) a"),
        ("2026.", "2026\\."),
        ("issue ##", "issue \\##"),
        ("ends with <", "ends with &lt;"),
        ("ends with {", "ends with &#123;"),
    ],
)
def test_what_means_something_to_markdown_is_escaped_and_no_more(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(st.text(SPECIAL, max_size=20) | st.text(st.characters(codec="utf-8")))
def test_what_was_escaped_is_shown_as_it_was_typed(typed: str) -> None:
    """A terminal shows an action's words without the marks that only a document needs."""
    assert escape(unescape(escape(typed))) == escape(typed)
    if typed.isascii() and typed.isprintable() and typed.split():
        assert unescape(escape(typed)) == " ".join(typed.split())


def test_two_texts_side_by_side_make_nothing_new() -> None:
    joined = escape("a {") + escape("{ b }}") + escape("x <") + escape("b>")
    assert words(joined) == "a {{ b }}x <b>"
    assert "{{" not in joined


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a_b?c=d&e=f#g", "https://example.org/a_b?c=d&e=f#g"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        (" https://e.x/a b\n(c) ", "https://e.x/a%20b%20%28c%29"),
        ("https://e.x/<b>\0\u202e", "https://e.x/%3Cb%3E"),
        ("https://e.x/{{x}}|%%20`\\", "https://e.x/%7B%7Bx%7D%7D%7C%25%20%60%5C"),
        ("https://e.x/?a=1&copy;=2", "https://e.x/?a=1&amp;copy;=2"),
        ("https://e.x/日本", "https://e.x/日本"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("example.org/x", ""),
        ("//example.org/x", ""),
        ("https://", ""),
        ("https", ""),
        ("", ""),
    ],
)
def test_only_addresses_that_are_safe_to_follow_become_links(url: str, target: str) -> None:
    assert escape_url(url) == target


@settings(max_examples=200)
@given(st.text(SPECIAL), st.text(SPECIAL + "日", max_size=20))
def test_a_link_is_one_link_whatever_it_is_made_of(label: str, rest: str) -> None:
    for layout in PLACES.values():
        if layout != PLACES["link"]:
            filled = layout.replace("{x}", link(label, f"https://e.x/{rest}"))
            assert shape(filled) == shape(layout.replace("{x}", "[X](https://e.x)"))


def test_a_link_shows_its_label() -> None:
    assert link("The [demo]", "https://e.x/d") == "[The \\[demo\\]](https://e.x/d)"


def test_a_link_without_a_label_shows_its_address() -> None:
    assert link("", "https://e.x/d") == "[https://e.x/d](https://e.x/d)"


def test_an_address_that_cannot_be_followed_stands_beside_its_label() -> None:
    assert link("demo", "example.org/x") == "demo (example.org/x)"
    assert link("", "example.org/x") == "example.org/x"
    assert link("demo", "") == "demo"
    assert link("", "") == "—"


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("", 0),
        ("One two, three.", 3),
        ("# 1 — *two* | three-four |\n|---|---|", 3),
        ("|a|b|", 2),
        ("See [the demo](https://e.x/a/b) now", 4),
        ("See <https://e.x/a> now", 2),
        ("a <!-- not\nread --> b", 2),
        ("---\ntitle: not read\n---\nThree words here", 3),
        ("---\n---\nword\n---\n", 1),
        ("a\n\n---\nb\n\n---\nc", 3),
        ("- [x] done\n- [ ] open", 2),
        ("Data &amp; AI", 2),
        ("a<br>b <i> c </i>", 3),
    ],
)
def test_words_are_what_a_reader_reads(markdown: str, count: int) -> None:
    assert word_count(markdown) == count


def test_a_chart_is_not_counted() -> None:
    """A chart is looked at, not read: it takes no words from the budget, and what stands around it does."""
    assert word_count("one\n\n```mermaid\ngantt\n    Month 1 :2027-01-11, 30d\n```\n\ntwo three\n") == 3
    assert word_count("one\n\n```\ntwo three\n```\n") == 3


# A name in a chart


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Month 1 (days 1–30)", "Month 1 (days 1–30)"),
        ("Data & AI, “first” week's kit", "Data & AI, “first” week's kit"),
        ("$750K saved", "$750K saved"),
        ("Pilot: phase #2; go", "Pilot#58; phase #35;2#59; go"),
        ("click here", "#99;lick here"),
        ("Section one", "#83;ection one"),
        ("click-through rates", "#99;lick-through rates"),
        ("Titles won", "Titles won"),
        ("%%hidden%%", "#37;#37;hidden#37;#37;"),
        ("```", "#96;#96;#96;"),
        ("- [ ] a", "- #91; #93; a"),
        ("{{ x }} <b>", "#123;#123; x #125;#125; #60;b#62;"),
        ("a\n```\nb", "a #96;#96;#96; b"),
        ("&lt; &", "#38;lt#59; &"),
        (" ", "—"),
    ],
)
def test_a_name_in_a_chart_is_written_so_that_mermaid_draws_it_whole(typed: str, written: str) -> None:
    """Plain names stay readable; what Mermaid takes for its own is an entity; hostile/chart_cases.py draws them."""
    assert chart_label(typed) == written


@given(st.text(st.characters(codec="utf-8")) | st.text(st.sampled_from(SPECIAL), max_size=80))
def test_no_name_leaves_its_line_of_the_chart(name: str) -> None:
    """One line, no mark that ends a name, a comment, a statement or the fence, and as long as can be drawn."""
    label = chart_label(name)
    assert label == " ".join(label.split())
    bare = re.sub(r"#\d+;", "x", label)
    assert not set("#;:%<>`{}[]\\") & set(bare)
    assert 0 < len(bare) <= LONGEST_LABEL


def test_a_long_name_is_cut_where_the_drawing_ends() -> None:
    """The text of the plan has the whole name; the chart shows its beginning and says that there is more."""
    assert chart_label("x" * LONGEST_LABEL) == "x" * LONGEST_LABEL
    assert chart_label("ab " * 40) == "ab " * 19 + "ab…"
