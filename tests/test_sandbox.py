import datetime
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from hostile.jinja_cases import CASES, faults_of
from transition_plan.errors import PlanError, Refused
from transition_plan.rendering import Layout, Phrase, environment, fill_layout, fill_phrases

DATA: dict[str, object] = {
    "role": "CTO",
    "answers": {"role": "CTO", "name": "Ann"},
    "entries": [3, 1, 2],
    "today": datetime.date(2026, 1, 5),
    "yes": True,
    "hours": 2.5,
}


def fill(source: str, **more: object) -> str:
    return fill_layout(environment({"a.j2": Layout("a.j2", source)}), "a.j2", {**DATA, **more})


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ role.lower() }} {{ role.startswith('C') }}", "cto True"),
        ("{{ answers.get('name') }} {{ answers.values() | join('+') }}", "Ann CTO+Ann"),
        ("{% for k, v in answers.items() %}{{ loop.index }}{{ k }}{% endfor %}", "1role2name"),
        ("{% for x in entries %}{{ x }}{{ ',' if not loop.last }}{% endfor %}", "3,1,2"),
        ("{{ today }} {{ today.year }} {{ today.isoformat() }}", "2026-01-05 2026 2026-01-05"),
        ("{{ hours * 2 + 1 - 1 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 3 / 2 }} {{ -1 }}", "5.0 3 3 1.5 -1"),
        ("{{ 'a' + 'b' }}{{ 'c' ~ 1 ~ hours }}{{ ([1] + [2]) | join }}", "abc12.512"),
        ("{{ role[0] }}{{ role[-1] }}{{ role[:2] }}{{ answers['name'] }}", "COCTAnn"),
        ("{{ 'x' if yes }}{{ 'x' if not yes }}", "x"),
        ("{% for n in range(3) %}{{ loop.cycle('a', 'b') }}{% endfor %}", "aba"),
        ("{% for n in entries | sort if n > 1 %}{{ n }}{% else %}none{% endfor %}", "23"),
        ("{% block b %}b{% endblock %}{{ self.b() }}", "bb"),
        ("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}in{% endcall %}", "<in>"),
        ("{% set x %}a{{ role }}{% endset %}{{ x }}", "aCTO"),
        ("{% filter upper %}a{% endfilter %}", "A"),
        ("{{ 1 is defined }} {{ zzz is defined }}", "True False"),
        ("a\n  {% if yes %}\nb\n  {% endif %}\nc\n", "a\nb\nc\n"),
        ("<b> & {{ '<i>' }}", "<b> & <i>"),
    ],
)  # fmt: skip
def test_what_a_layout_may_do(source: str, shown: str) -> None:
    assert fill(source) == shown


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ ''.__class__.__mro__ }}", "'__class__' of a text is not for layouts"),
        ("{{ ''['__class__'] }}", "'__class__' of a text is not for layouts"),
        ("{{ ['']|map(attribute='__class__') | first }}", "'__class__' of a text is not for layouts"),
        ("{{ '{0.__class__}'.format('') }}", "'format' of a text is not for layouts"),
        ("{{ ''.format_map }}", "'format_map' of a text is not for layouts"),
        ("{{ role.join.__call__ }}", "'__call__' of this is not for layouts"),
        ("{{ role.center(10) }}", "'center' of a text is not for layouts"),
        ("{{ zzz.__class__ }}", "'__class__' of this is not for layouts"),
        ("{{ range.__class__ }}", "'__class__' of this is not for layouts"),
        ("{{ answers.update({'role': 'X'}) }}", "'update' of a mapping is not for layouts"),
        ("{{ answers.pop('role') }}", "'pop' of a mapping is not for layouts"),
        ("{{ entries.append(1) }}", "'append' of a list is not for layouts"),
        ("{{ (1, 2).count }}", "'count' of a list is not for layouts"),
        ("{{ hours.hex }}", "'hex' of a number is not for layouts"),
        ("{{ yes.real }}", "'real' of true or false is not for layouts"),
        ("{{ today.strftime('%100d') }}", "'strftime' of a date is not for layouts"),
        ("{{ today.replace(year=1) }}", "'replace' of a date is not for layouts"),
        ("{% for x in [1] %}{{ loop._iterator }}{% endfor %}", "'_iterator' of loop is not for layouts"),
        ("{% macro m() %}{% endmacro %}{{ m._func }}", "'_func' of a macro is not for layouts"),
        ("{{ self.__init__ }}", "'__init__' of this is not for layouts"),
        ("{{ self._TemplateReference__context }}", "'_TemplateReference__context' of this is not for layouts"),
        ("{{ super.__init__ }}", "'__init__' of this is not for layouts"),
        ("{% set answers.role = 'X' %}", "cannot assign attribute on non-namespace object"),
        ("{{ role() }}", "a text cannot be called"),
        ("{{ 2 ** 3 }}", "'**' is not for layouts"),
        ("{{ 'a' * 1000000000 }}", "'*' is for numbers"),
        ("{{ 3 * [0] }}", "'*' is for numbers"),
        ("{{ '%1000000000d' % 1 }}", "'%' is for numbers"),
        ("{{ 10000000000 * 2 }}", "'*' is for numbers up to 1000000000"),
        ("{{ 2 * -10000000000 }}", "'*' is for numbers up to 1000000000"),
        ("{% for x in range(1001) %}{% endfor %}", "range goes to 1000"),
        ("{% for x in range(99999999999999999999) %}{% endfor %}", "range goes to 1000"),
    ],
)
def test_what_a_layout_may_not_do_is_refused(source: str, message: str) -> None:
    with pytest.raises(Refused) as raised:
        fill(source)
    assert raised.value.message == f"a.j2:1: {message}"


LONG = "a text or a list grows beyond 2000000 characters or entries"
STEPS = "loops and macros take more than 100000 steps"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% set s = 'aaaaaaaaaa' %}" + "{% set s = s ~ s %}" * 40, LONG),
        ("{% set s = 'aaaaaaaaaa' %}" + "{% set s = s + s %}" * 40, LONG),
        ("{% set s = ['a'] %}" + "{% set s = s + s %}" * 40, LONG),
        ("{% set s = 'aaaaaaaaaa' %}" + "{% set s = [s, s] | join %}" * 40, LONG),
        ("{% set s = 'aaaaaaaaaa' %}" + "{% set s %}{{ s }}{{ s }}{% endset %}" * 40, LONG),
        ("{% set s = 'aaaaaaaaaa' %}" + "{% set s = s | replace('a', 'aaaaaaaaaa') %}" * 12, LONG),
        ("{% macro m(s) %}{{ s }}{{ s }}{% endmacro %}{{ " + "m(" * 30 + "'a'" + ")" * 30 + " }}", LONG),
        ("{% for x in range(999) %}{% for y in range(999) %}{% endfor %}{% endfor %}", STEPS),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}", STEPS),
        ("{% for x in range(999) %}{{ range(999) | sum }}{% endfor %}", STEPS),
    ],
)
def test_what_grows_without_end_is_stopped(source: str, message: str) -> None:
    with pytest.raises(Refused) as raised:
        fill(source)
    assert raised.value.message == f"a.j2:1: {message}"


def test_the_inside_of_an_imported_layout_is_not_for_layouts() -> None:
    for name in ("__class__", "_body_stream"):
        layout = Layout("a.j2", f"{{% import 'm.j2' as m %}}{{{{ m.{name} }}}}")
        with pytest.raises(Refused, match=f"'{name}' of the imported layout is not for layouts"):
            fill_layout(environment({"a.j2": layout, "m.j2": Layout("m.j2", "")}), "a.j2", {})


def test_a_text_that_is_added_to_counts_as_a_whole() -> None:
    with pytest.raises(Refused, match=LONG):
        fill("{{ ('a' + text) | length }}", text="x" * 2_000_000)


def test_a_text_that_is_replaced_in_counts_before_it_is_made() -> None:
    with pytest.raises(Refused, match=LONG):
        fill("{{ text | replace('x', text) | length }}", text="x" * 10_000)


def test_a_layout_may_be_as_long_as_it_is_said() -> None:
    assert len(fill("x" * 262_144)) == 262_144


def test_a_document_that_grows_without_end_is_stopped() -> None:
    with pytest.raises(Refused, match=LONG):
        fill("{% for x in range(300) %}{{ text }}{% endfor %}", text="x" * 10_000)


def test_layouts_that_take_in_one_another_without_end_are_stopped() -> None:
    twice = {f"{n}.j2": Layout(f"{n}.j2", f"{{% include '{n + 1}.j2' %}}" * 2) for n in range(30)}
    with pytest.raises(Refused, match=STEPS):
        fill_layout(environment({**twice, "30.j2": Layout("30.j2", "")}), "0.j2", {})


def test_each_document_has_steps_of_its_own() -> None:
    env = environment({"a.j2": Layout("a.j2", "{% for x in range(999) %}{% endfor %}")})
    phrases = [Phrase("{% for x in range(999) %}{% endfor %}", "")]
    for _ in range(150):
        assert fill_layout(env, "a.j2", {}) == ""
        assert fill_phrases(env, phrases, {}) == [""]


def test_a_layout_with_too_much_in_it_is_refused_before_it_is_compiled() -> None:
    with pytest.raises(PlanError, match="there is too much in one layout"):
        fill("{{x}}" * 20_000)


def test_names_of_jinja_that_no_plan_needs_are_not_there() -> None:
    for name in ("cycler", "joiner", "lipsum", "namespace", "dict"):
        assert fill("{{ " + name + " is defined }}") == "False"


def test_a_layout_cannot_change_the_plan() -> None:
    data = {"answers": {"role": "CTO"}, "entries": [1]}
    layout = Layout("a.j2", "{% set answers = {} %}{% set entries = entries + [2] %}{{ entries | length }}")
    assert fill_layout(environment({"a.j2": layout}), "a.j2", data) == "2"
    assert data == {"answers": {"role": "CTO"}, "entries": [1]}


def test_to_look_into_a_mapping_never_changes_it() -> None:
    """Plans hold plain mappings; should one ever make what it lacks, it is not asked for it."""
    made: defaultdict[str, list[int]] = defaultdict(list, there=[1])
    assert fill("{{ made['there'] | length }}", made=made) == "1"
    with pytest.raises(Refused, match="'new' is not there"):
        fill("{% set _ = made['new'] %}", made=made)
    assert list(made) == ["there"]


def test_a_layout_beside_this_one_may_be_named_with_a_dot() -> None:
    layouts = {"a.j2": Layout("a.j2", "{% include './b.j2' %}"), "b.j2": Layout("b.j2", "b")}
    assert fill_layout(environment(layouts), "a.j2", {}) == "b"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_hostile_layout_ends_as_it_should(case: Mapping[str, Any]) -> None:
    """A stranger's layout cannot run code, reach a file, change a plan, hang or fill the memory."""
    assert faults_of(case) == []


def test_names_keep_their_order_whatever_the_hash_seed() -> None:
    """Jinja sorts what it compiles; a set of ours in between would show here."""
    program = (
        "from transition_plan.rendering import *\n"
        "env = environment({'a.j2': Layout('a.j2', '{{ b }}{{ a }}{{ zz }}')})\n"
        "try: fill_layout(env, 'a.j2', {'a': 1, 'b': 2, 'zza': 3, 'zzb': 4})\n"
        "except Exception as error: print(error)\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert seen == {"a.j2:1: 'zz' is not defined; did you mean 'zzb'?\n"}
