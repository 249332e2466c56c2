import calendar
from datetime import date

import pytest

from transition_plan.errors import RenderFailed
from transition_plan.filters import FILTERS
from transition_plan.rendering import Layout, environment, fill_layout

PEOPLE = [{"name": "Bo", "team": "b"}, {"name": "Al", "team": "a"}, {"name": "Cy", "team": ""}]
DATA = {
    "people": PEOPLE,
    "hours": [1, 0.5, 2],
    "empty": [],
    "text": "mENTOR at ACME",
    "day": "2027-01-04",
    "when": date(2027, 9, 12),
    "facts": {"b": 1, "a": 2},
    "nothing": None,
}


def fill(source: str) -> str:
    return fill_layout(environment({"a.j2": Layout("a.j2", source)}), "a.j2", DATA)


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("text | cap", "MENTOR at ACME"),
        ("'' | cap", ""),
        ("text | lower", "mentor at acme"),
        ("text | upper", "MENTOR AT ACME"),
        ("' a ' | trim", "a"),
        ("text | replace('at', '@')", "mENTOR @ ACME"),
        ("text | length", "14"),
        ("people | map(attribute='name') | names", "Bo, Al and Cy"),
        ("people | map(attribute='name') | names(2)", "Bo and Al"),
        ("['A', 'B', 'C', 'D'] | names", "A, B and C"),
        ("['Ann'] | names", "Ann"),
        ("empty | names", ""),
        ("day | day", "Mon 4 Jan"),
        ("when | day", "Sun 12 Sep"),
        ("day | day_month", "4 Jan"),
        ("day | long_day", "4 January 2027"),
        ("when | long_day", "12 September 2027"),
        ("1 | plural('week', 'weeks')", "week"),
        ("0 | plural('week', 'weeks')", "weeks"),
        ("2 | plural('week', 'weeks')", "weeks"),
        ("'- **Two words** — [here](https://e.org)' | words", "3"),
        ("hours | join(', ')", "1, 0.5, 2"),
        ("people | join('/', attribute='name')", "Bo/Al/Cy"),
        ("empty | join", ""),
        ("hours | sum", "3.5"),
        ("facts.values() | sum", "3"),
        ("[{'h': 1}, {'h': 2}] | sum(attribute='h')", "3"),
        ("2.6 | round", "3"),
        ("2.649 | round(1)", "2.6"),
        ("hours | first", "1"),
        ("hours | last", "2"),
        ("people | sort(attribute='name') | join(attribute='name')", "AlBoCy"),
        ("[2, 1, 2] | unique | join", "21"),
        ("people | selectattr('team') | join(attribute='name')", "BoAl"),
        ("people | selectattr('team', 'equalto', 'a') | join(attribute='name')", "Al"),
        ("people | rejectattr('team') | join(attribute='name')", "Cy"),
        ("['', 'a'] | select | join", "a"),
        ("['', 'a'] | reject | length", "1"),
        ("people | selectattr('team') | length", "2"),
        ("(facts | items)[0][0]", "b"),
        ("(facts | dictsort)[0][0]", "a"),
        ("missing | default('none')", "none"),
        ("(facts | list)[1]", "a"),
    ],
)
def test_a_filter_shows(expression: str, shown: str) -> None:
    assert fill("{{ " + expression + " }}") == shown


@pytest.mark.parametrize("month", range(1, 13))
def test_months_have_their_english_names_wherever_the_reader_is(month: int) -> None:
    english = calendar.month_name[month]  # English, as long as nobody sets a locale
    assert fill(f"{{{{ '2027-{month:02}-01' | long_day }}}}") == f"1 {english} 2027"
    assert fill(f"{{{{ '2027-{month:02}-01' | day }}}}").endswith(f" 1 {english[:3]}")


def test_what_finds_nothing_is_false() -> None:
    """Jinja's own filters give generators, which are true even when they are empty."""
    for expression in (
        "people | selectattr('team', 'equalto', 'z')",
        "empty | select",
        "empty | unique",
        "empty | map(attribute='x')",
        "empty | first",
        "empty | last",
    ):
        assert fill("{% if " + expression + " %}yes{% else %}no{% endif %}") == "no"


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("nothing | cap", "this needs a text, not nothing"),
        ("nothing | upper", "this needs a text, not nothing"),
        ("3 | trim", "this needs a text, not a number"),
        ("text | replace('a', 1)", "this needs a text, not a number"),
        ("text | names", "this needs a list, not a text; a loop would walk through its letters"),
        ("[1] | names", "this needs a text, not a number"),
        ("text | join", "this needs a list, not a text; a loop would walk through its letters"),
        ("[nothing] | join", "nothing cannot be printed; ask with {% if %} whether it is there"),
        ("text | first", "this needs a list, not a text; a loop would walk through its letters"),
        ("empty | first", "nothing cannot be printed; ask with {% if %} whether it is there"),
        ("'soon' | day", "'soon' is not a date like 2027-01-04"),
        ("'2027-02-30' | long_day", "'2027-02-30' is not a date like 2027-01-04"),
        ("nothing | day", "this needs a text, not nothing"),
        ("'1' | plural('week', 'weeks')", "this needs a number, not a text"),
        ("'1' | round", "this needs a number, not a text"),
        ("1 | round(10)", "round takes 0 to 9 digits"),
        ("1 | round(-1)", "round takes 0 to 9 digits"),
        ("['a'] | sum", "this needs a number, not a text"),
        ("people | map('upper')", "map takes attribute='…' and nothing else"),
        ("people | map('upper', attribute='name')", "map takes attribute='…' and nothing else"),
        ("people | map", "map takes attribute='…' and nothing else"),
        ("people | items", "items takes a mapping, not a list"),
        ("people | sum(attribute='nmae')", "'nmae' is not defined; did you mean 'name'?"),
    ],
)
def test_a_filter_says_what_it_needs(expression: str, message: str) -> None:
    with pytest.raises(RenderFailed) as raised:
        fill("{{ " + expression + " }}")
    assert raised.value.message == f"a.j2:1: {message}"


@pytest.mark.parametrize("name", sorted({*FILTERS, "list"} - {"default"}))
def test_no_filter_hides_a_misspelled_name(name: str) -> None:
    needs = {"map": "(attribute='a')", "plural": "('a', 'b')", "replace": "('a', 'b')"}
    for name_of in ("selectattr", "rejectattr"):
        needs[name_of] = "('a')"
    with pytest.raises(RenderFailed) as raised:
        fill(f"{{% if peple | {name}{needs.get(name, '')} %}}{{% endif %}}")
    assert raised.value.message == "a.j2:1: 'peple' is not defined; did you mean 'people'?"
