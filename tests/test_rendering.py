import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition_plan.errors import PlanError, Refused, RenderFailed
from transition_plan.rendering import Layout, Phrase, environment, fill_layout, fill_phrases

PATH = "plan_templates/documents/plan.md.j2"
TOO_DEEP = "this is nested too deeply, or calls itself without end"


def fill(source: str, **data: object) -> str:
    return fill_layout(environment({"plan.md.j2": Layout(PATH, source)}), "plan.md.j2", data)


def fill_text(text: str, **names: object) -> str:
    return fill_phrases(environment({}), [Phrase(text, "roles/x.yaml:41")], names)[0]


def told(kind: type[PlanError], call: Callable[..., object], *args: object, **names: object) -> str:
    """Return what somebody is told when a layout or a text is wrong."""
    with pytest.raises(kind) as raised:
        call(*args, **names)
    assert type(raised.value) is kind
    return raised.value.message


# Layouts


def test_a_layout_shows_the_plan() -> None:
    source = "# {{ title }}\n{% for phase in phases %}\n- {{ phase.title }}\n{% endfor %}\n"
    phases = [{"title": "Learn"}, {"title": "Lead"}]
    assert fill(source, title="A", phases=phases) == "# A\n- Learn\n- Lead\n"


def test_layouts_take_in_one_another() -> None:
    layouts = {
        "base.j2": Layout("d/base.j2", "<{% block body %}{% endblock %}>"),
        "_macros.j2": Layout("d/_macros.j2", "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"),
        "part.j2": Layout("d/part.j2", "{{ name }}"),
        "a.j2": Layout(
            "d/a.j2",
            "{% extends 'base.j2' %}{% import '_macros.j2' as m %}{% from '_macros.j2' import twice %}"
            "{% block body %}{{ m.twice(1) }}{{ twice(2) }}{% include 'part.j2' %}{% endblock %}",
        ),
    }
    assert fill_layout(environment(layouts), "a.j2", {"name": "Ann"}) == "<1122Ann>"


def test_what_a_person_typed_is_never_a_template() -> None:
    answer = "{{ 7*7 }}{% for x in y %}{# c #}"
    assert fill("{{ name }}", name=answer) == answer


def test_an_entry_called_items_is_found_before_the_method() -> None:
    assert fill("{{ phase.items[0] }} {{ phase.keys }}", phase={"items": ["a"], "keys": "k"}) == "a k"


def test_the_same_plan_gives_the_same_bytes() -> None:
    source = "{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}"
    data = {"d": {"b": 1, "a": 2}}
    assert fill(source, **data) == fill(source, **data) == "b1a2"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ persn }}", "'persn' is not defined; did you mean 'person'?"),
        ("{{ zzz }}", "'zzz' is not defined"),
        ("{{ naem }}", "'naem' is not defined; did you mean 'person.name'?"),
        ("{% include 'zzz.j2' ignore missing %}", "'ignore missing' hides a misspelled name; take it out"),
        ("{{ person.nmae }}", "'nmae' is not defined; did you mean 'name'?"),
        ("{{ person.name.first }}", "a text has no 'first'"),
        ("{{ phases[7] }}", "a list has no 7"),
        ("{% for cell in phases %}{{ cel }}{% endfor %}", "'cel' is not defined; did you mean 'cell'?"),
        (
            "{% macro m(cell) %}{{ cel }}{% endmacro %}{{ m(1) }}",
            "'cel' is not defined; did you mean 'cell'?",
        ),
        ("{% macro row() %}{% endmacro %}{{ rwo() }}", "'rwo' is not defined; did you mean 'row'?"),
        (
            "{{ persn | default('x') | cap }}{{ persn | cap }}",
            "'persn' is not defined; did you mean 'person'?",
        ),
        ("{{ phases[0] + 1 }}", "a text and a number do not go together with '+'"),
        ("{{ 1 // 0 }}", "integer division or modulo by zero"),
        ("{{ person.name }", "unexpected '}'"),
        ("{{ 'a' ~ (person.name | uper) }}", "there is no filter 'uper'; did you mean 'upper'?"),
        ("{{ (person.name | uper) | cap }}", "there is no filter 'uper'; did you mean 'upper'?"),
        ("{{ person.name | uper }}", "there is no filter 'uper'; did you mean 'upper'?"),
        ("{% if 0 %}{{ 1 is defind }}{% endif %}", "there is no test 'defind'; did you mean 'defined'?"),
        ("{{ phases }}", "a list cannot be printed; join it, or loop over it"),
        ("{{ person }}", "a mapping cannot be printed; name one of its keys"),
        ("{{ none }}", "nothing cannot be printed; ask with {% if %} whether it is there"),
        ("{{ person.items }}", "cannot print the function 'items'; call it with ()"),
        (
            "{% for letter in person.name %}{% endfor %}",
            "this needs a list, not a text; a loop would walk through its letters",
        ),
        ("{% for x in none %}{% endfor %}", "this needs a list, not nothing"),
        ("{% include 'plan.j2' %}", "there is no layout 'plan.j2'; did you mean 'plan.md.j2'?"),
        ("{% include 'plan.md.j2' %}", TOO_DEEP),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", TOO_DEEP),
        ("{% for x in phases recursive %}{% endfor %}", "a loop may not be recursive"),
    ],
)
def test_a_mistake_in_a_layout_is_told_with_file_and_line(source: str, message: str) -> None:
    source = "line\n" * 11 + source + "\n"
    assert told(RenderFailed, fill, source, person={"name": "Ann"}, phases=["a"]) == f"{PATH}:12: {message}"


def test_the_line_is_that_of_the_expression() -> None:
    message = told(RenderFailed, fill, "{% for x in y %}\n- {{ x.a }}\n- {{ x.z }}\n{% endfor %}", y=[{"a": 1}])
    assert message == f"{PATH}:3: 'z' is not defined"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n{% if x %}\n\nb\n", 2),
        ("{% if x %}\n{% if x %}\n{% endif %}\n", 1),
        ("{% if x %}{% endif %}\n{% set a = 1 %}\n{% set b %}\n\n", 3),
        ("a\n{# a comment\n\n", 2),
        ("a\n{% raw %}\n\n", 2),
    ],
)
def test_a_tag_that_is_never_closed_is_told_where_it_opens(source: str, line: int) -> None:
    assert told(RenderFailed, fill, source, x=1).startswith(f"{PATH}:{line}: ")


def test_a_tag_that_nobody_knows_is_told_where_it_stands_though_another_is_open() -> None:
    assert told(RenderFailed, fill, "{% if x %}\n\n{% fi %}\n", x=1).startswith(
        f"{PATH}:3: Encountered unknown tag 'fi'"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% for x in y %}" * 21 + "{% endfor %}" * 21, TOO_DEEP),
        ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", TOO_DEEP),
        ("{{ " + "9" * 5000 + " }}", "Exceeds the limit (4300 digits)"),
    ],
)
def test_what_cannot_be_compiled_at_all_is_told_with_the_file(source: str, message: str) -> None:
    assert told(RenderFailed, fill, source, y=[]).startswith(f"{PATH}: {message}")


def test_a_mistake_is_told_where_it_stands_not_where_it_was_taken_in() -> None:
    layouts = {
        "a.j2": Layout("d/a.j2", "{% from '_m.j2' import row %}\n\n{{ row() }}"),
        "_m.j2": Layout("d/_m.j2", "\n\n{% macro row() %}\n{{ nothing_such }}{% endmacro %}"),
        "b.j2": Layout("d/b.j2", "{% include '_broken.j2' %}"),
        "_broken.j2": Layout("d/_broken.j2", "\n{{ }}"),
    }
    env = environment(layouts)
    assert told(RenderFailed, fill_layout, env, "a.j2", {}) == "d/_m.j2:4: 'nothing_such' is not defined"
    assert told(RenderFailed, fill_layout, env, "b.j2", {}).startswith("d/_broken.j2:2: Expected an expression")


def test_a_layout_that_is_not_there_is_told_with_the_nearest() -> None:
    env = environment({"plan.md.j2": Layout(PATH, "")})
    message = told(RenderFailed, fill_layout, env, "pln.md.j2", {})
    assert message == "pln.md.j2: there is no layout 'pln.md.j2'; did you mean 'plan.md.j2'?"


def test_what_is_not_for_layouts_is_refused_with_the_rule() -> None:
    with pytest.raises(Refused) as raised:
        fill("one\n{{ ''.__class__ }}")
    assert raised.value.message == f"{PATH}:2: '__class__' of a text is not for layouts"
    assert raised.value.hint == "a layout or a text reads plain values and stays small; it can do nothing else"
    assert raised.value.exit_code == 4


def test_a_layout_that_is_too_long_is_refused() -> None:
    assert told(Refused, fill, "x" * 262_145) == f"{PATH}: it is longer than 262144 characters"


# Texts


def test_texts_get_the_names_and_keep_their_order() -> None:
    texts = [
        "Meet {{ manager }}",
        "No names",
        "{% if n > 1 %}{{ n }} talks{% endif %}",
        "{{manager}}: {{ n }}",
    ]
    phrases = [Phrase(text, "x.yaml:1") for text in texts]
    filled = fill_phrases(environment({}), phrases, {"manager": "Dana", "n": 2})
    assert filled == ["Meet Dana", "No names", "2 talks", "Dana: 2"]


def test_no_texts_are_no_trouble() -> None:
    assert fill_phrases(environment({}), [], {}) == []


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("  folded\n  over   lines ", "folded over lines"),
        ("a {% if yes %}\n b{% endif %}  {{ gap }} c", "a b c"),
        ("{{ gap }}", ""),
    ],
)
def test_a_text_is_one_line(text: str, filled: str) -> None:
    assert fill_text(text, yes=True, gap=" \n ") == filled


def test_a_name_may_hold_what_looks_like_a_template() -> None:
    assert fill_text("Ask {{ manager }}", manager="{{ 7*7 }}") == "Ask {{ 7*7 }}"
    assert fill_text("Ask {{ manager | cap }}", manager="{{ 7*7 }}") == "Ask {{ 7*7 }}"


def test_single_braces_are_only_braces() -> None:
    assert fill_text("{a} { {{ b }} }", b=1) == "{a} { 1 }"


def test_jinja_words_are_not_taken_for_names() -> None:
    assert fill_text("{{ true }}{{ 'a' }}") == "Truea"


@pytest.mark.parametrize("text", ["{{ name }}", "{{ name | cap }}"])
def test_names_of_one_text_are_not_seen_by_another(text: str) -> None:
    phrases = [Phrase(text, "x.yaml:1", {"name": "Own"}), Phrase(text, "x.yaml:2")]
    env = environment({})
    assert fill_phrases(env, phrases, {"name": "All"}) == ["Own", "All"]
    assert told(RenderFailed, fill_phrases, env, phrases, {}) == "x.yaml:2: 'name' is not defined"


def test_what_one_text_sets_is_not_seen_by_another() -> None:
    phrases = [Phrase("{% set x = 1 %}{{ x }}", "x.yaml:1"), Phrase("{{ x }}", "x.yaml:2")]
    assert told(RenderFailed, fill_phrases, environment({}), phrases, {}) == "x.yaml:2: 'x' is not defined"


def test_no_tag_begins_in_one_text_and_ends_in_another() -> None:
    phrases = [Phrase("{% if 1 %}a", "x.yaml:1"), Phrase("b{% endif %}", "x.yaml:2")]
    assert told(RenderFailed, fill_phrases, environment({}), phrases, {}).startswith("x.yaml:1: Unexpected end")


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (RenderFailed, "{{ mangaer }}", "'mangaer' is not defined; did you mean 'manager'?"),
        (RenderFailed, "{{ nmae }}", "'nmae' is not defined; did you mean 'name'?"),
        (RenderFailed, "{{ peers }}", "a list cannot be printed; join it, or loop over it"),
        (RenderFailed, "{{ manager | caps }}", "there is no filter 'caps'; did you mean 'cap'?"),
        (RenderFailed, "{{ manager", "unexpected end of template, expected 'end of print statement'."),
        (RenderFailed, "{% include 'plan.md.j2' %}", "'include' belongs in a layout, not in a text"),
        (RenderFailed, "{% from 'plan.md.j2' import m %}", "'from' belongs in a layout, not in a text"),
        (RenderFailed, "{% call m() %}{% endcall %}", "'call' belongs in a layout, not in a text"),
        (RenderFailed, "{% macro m() %}{% endmacro %}", "'macro' belongs in a layout, not in a text"),
        (Refused, "{{ manager.format(1) }}", "'format' of a text is not for layouts"),
    ],
)
def test_a_mistake_in_a_text_is_told_with_its_place(kind: type[PlanError], text: str, message: str) -> None:
    good = Phrase("{{ manager | cap }}", "roles/x.yaml:40")
    phrases = [good, Phrase(text, "roles/x.yaml:41", {"name": "own"}), good]
    names = {"manager": "Dana", "peers": ["Lee"]}
    assert told(kind, fill_phrases, environment({}), phrases, names) == f"roles/x.yaml:41: {message}"


def test_a_text_without_a_place_is_told_without_one() -> None:
    assert told(RenderFailed, fill_phrases, environment({}), [Phrase("{{ x }}", "")], {}) == "'x' is not defined"


def test_a_layout_cannot_take_in_a_text() -> None:
    env = environment({"a.j2": Layout("a.j2", "{% include name %}")})
    fill_phrases(env, [Phrase("{{ secret | cap }}", "")], {"secret": "s"})
    for name in ("{{ secret | cap }}", "<text>"):
        assert "there is no layout" in told(RenderFailed, fill_layout, env, "a.j2", {"name": name})


@given(st.lists(st.sampled_from(["{{ a }}", "{{b}}", "{{ c }}", "{", "}", "%", "#", "-", " ", "\n", "x"])))
def test_texts_of_names_alone_are_filled_as_jinja_would(parts: list[str]) -> None:
    """A comment in front takes the slow way, through Jinja, and leaves no trace."""

    def outcome(text: str) -> str:
        try:
            return fill_text(text, a="A", b=2)
        except PlanError as error:
            return type(error).__name__

    text = "".join(parts)
    assert outcome(text) == outcome(f"{{# #}} {text}")


# The cache


def test_what_was_compiled_once_is_not_compiled_again(tmp_path: Path) -> None:
    layouts = {"a.j2": Layout("d/a.j2", "{{ x }}{% if 0 %}{{ y }}{% endif %}")}
    texts = [Phrase("{{ x | cap }}", "")]

    def run() -> tuple[str, list[str]]:
        env = environment(layouts, str(tmp_path))
        return fill_layout(env, "a.j2", {"x": "b"}), fill_phrases(env, texts, {"x": "b"})

    assert run() == ("b", ["B"])
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert len(kept) == 2
    assert run() == ("b", ["B"])
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept


def test_a_changed_layout_is_compiled_anew(tmp_path: Path) -> None:
    for source in ("one", "two"):
        env = environment({"a.j2": Layout("d/a.j2", source)}, str(tmp_path))
        assert fill_layout(env, "a.j2", {}) == source


def test_mistakes_keep_their_line_when_the_layout_comes_from_the_cache(tmp_path: Path) -> None:
    for _ in range(2):
        env = environment({"a.j2": Layout("d/a.j2", "\n\n{{ persn }}")}, str(tmp_path))
        assert told(RenderFailed, fill_layout, env, "a.j2", {}) == "d/a.j2:3: 'persn' is not defined"


def test_a_torn_cache_only_costs_time(tmp_path: Path) -> None:
    layouts = {"a.j2": Layout("d/a.j2", "{{ x }}")}
    fill_layout(environment(layouts, str(tmp_path)), "a.j2", {"x": 1})
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for length in range(0, len(whole), 7):
        kept.write_bytes(whole[:length])
        assert fill_layout(environment(layouts, str(tmp_path)), "a.j2", {"x": 1}) == "1"


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    env = environment({"a.j2": Layout("d/a.j2", "{{ x }}")}, os.fspath(tmp_path / "not there"))
    assert fill_layout(env, "a.j2", {"x": 1}) == "1"


def test_an_environment_leaves_nothing_behind() -> None:
    """A roster fills thousands of plans in one process."""
    env = environment({"a.j2": Layout("d/a.j2", "{{ x }}")})
    for number in range(20):
        fill_layout(env, "a.j2", {"x": number})
        fill_phrases(env, [Phrase("{{ x | cap }}", "")], {"x": str(number)})
    gc.collect()
    assert len(env.texts) == 1
