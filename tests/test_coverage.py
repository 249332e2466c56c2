"""Each thing that the two first stories have is met: the list of ``docs/coverage.md``, row by row; and their facts."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import EXAMPLES, SOURCE
from renew_golden import every_document, layouts, plan_of
from transition_plan.answers import Answers
from transition_plan.build import build_plan
from transition_plan.gate import check_marked
from transition_plan.linting import placed, weaknesses
from transition_plan.lookup import SHIPPED
from transition_plan.recounting import told_when

ROOT = SOURCE.parent.parent
LIST = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
OPEN = "not met yet"


class Row(NamedTuple):
    """Something that a story has, and where it is met."""

    key: str
    what: str
    by: str
    where: str
    pattern: str


def rows() -> Iterator[Row]:
    for line in LIST.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if re.match(r"\| [ABC]\d", line):
            key, what, by, where, *pattern = [cell.removesuffix(" |").strip() for cell in cells]
            yield Row(key, what, by.strip("`"), where.strip("`"), "".join(pattern).strip("` ").replace("¦", "|"))


ROWS = list(rows())


def test_no_row_is_missing() -> None:
    """41 rows of the first story, 34 of the second, five of both; none is open."""
    keys = [f"A{n}" for n in range(1, 42)] + [f"B{n}" for n in range(1, 35)] + [f"C{n}" for n in range(1, 6)]
    assert list(dict.fromkeys(row.key for row in ROWS)) == keys
    assert [row.key for row in ROWS if row.by == OPEN] == []


CHANGE = re.compile(r" (?=[a-z_]+[\w.\[\]]*=)")


def changed(by: str) -> tuple[bytes, str, list[str]]:
    """Return an example's bytes, its name and the changes behind it."""
    name, *changes = CHANGE.split(by)
    return (EXAMPLES / f"{name}.yaml").read_bytes(), name, changes


@cache
def documents(by: str) -> dict[str, str]:
    """Return every document of an example after its changes, as somebody reads them."""
    data, name, changes = changed(by)
    texts = every_document(plan_of(data, name, *changes))
    return {key.removesuffix(".md"): re.sub(r"\\([^\w\s])", r"\1", text) for key, text in texts.items()}


def findings(by: str) -> str:
    """Return what a lint says of an example after its changes."""
    data, name, changes = changed(by)
    answers, root = check_marked(data, f"{name}.yaml", changes, SHIPPED)
    return "\n".join(f"{one.code} {one.text}; {one.mend}" for one in placed(weaknesses(answers, SHIPPED), root))


@pytest.mark.parametrize("row", [row for row in ROWS if row.by != OPEN], ids=lambda row: f"{row.key}-{row.what}")
def test_a_row_is_met(row: Row) -> None:
    """What a story has stands in the document that the list names, in the words of the example."""
    if row.where.startswith("tests/"):
        path, _, name = row.where.partition("::")
        assert name in (ROOT / path).read_text(encoding="utf-8")
    else:
        text = findings(row.by) if row.where == "lint" else documents(row.by)[row.where]
        assert re.search(row.pattern, text), text


def test_what_is_private_is_not_in_what_others_read() -> None:
    """Row A22 from the other side."""
    for name in ("plan", "one-page", "manager", "journey", "reviews/day-30"):
        assert "oversell" not in documents("data-ai-specialist")[name]


def test_half_of_the_ratings_come_from_the_present_role() -> None:
    """Row C2: by role and former role alone, five of ten ratings are pre-filled above the least, each marked so."""
    plan = build_plan(Answers("product-manager", from_="customer-success-architect"), layouts())
    levels = [level for level in plan.levels if level.required]
    assert len([level for level in levels if level.inferred == "customer-success-architect" and level.rating > 1]) >= 5
    assert all(level.inferred for level in levels)


# Facts


UNTOLD = {  # keys whose values steer the plan and are read by nobody, besides those that are private
    "role", "from", "stage", "id", "competency", "competencies", "ratings", "serves", "groups", "group", "lens",
    "rhythm", "repeat", "status", "access", "kind", "checked_by", "documents", "working_days", "private",
    "front_matter", "wanted", "evidence", "transitions", "hours", "day", "due", "importance",
}  # fmt: skip


def facts(value: Any, key: str = "") -> Iterator[str]:
    """Yield every name, title, organisation, number, date, link and locator of a plan file."""
    if isinstance(value, dict) and value.get("private") is not True:
        for part_key, part in value.items():
            if part_key not in UNTOLD or (part_key == "evidence" and not key):
                yield from facts(part, part_key)
    elif isinstance(value, list):
        for part in value:
            yield from facts(part, key)
    elif isinstance(value, str) and not value.startswith("?"):
        if key in (
            "name",
            "title",
            "org",
            "firm",
            "url",
            "label",
            "locator",
            "code",
            "when",
            "date",
            "caption",
            "product",
        ):
            yield told_when(value)
        yield from re.findall(r"(?<![\w/.])[$]?\d[\d.,:]*\d[+%K]?", value) if key not in ("url", "file", "when") else ()
    elif hasattr(value, "isoformat"):
        yield told_when(value.isoformat())


def read(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("name", ["data-ai-specialist", "road-to-product-manager"])
def test_the_facts_of_the_two_stories_are_told(name: str) -> None:
    """At least 95 % of what was said stands in a document; the example of the road also as it was before the offer."""
    said = list(dict.fromkeys(facts(yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))))
    told = " ".join(documents(name).values())
    if name.startswith("road"):
        told += " ".join(documents(f"{name} stage=exploring start=").values())
    missing = [fact for fact in said if read(fact) not in read(told)]
    assert len(said) > 100
    assert len(missing) <= 0.05 * len(said), f"{len(missing)} of {len(said)}: {missing}"


def test_no_fact_of_the_road_is_invented() -> None:
    """Every amount, year and address in the journey was said, or follows from two dates that were."""
    file = (EXAMPLES / "road-to-product-manager.yaml").read_text(encoding="utf-8")
    journey = documents("road-to-product-manager")["journey"]
    assert [link for link in re.findall(r"\]\((.*?)\)", journey) if link not in file] == []
    numbers = set(re.findall(r"\d[\d.,:–]*", re.sub(r"\]\(.*?\)", "", journey)))
    known = {number.lstrip("0") for number in re.findall(r"\d+", file)} | {"1372"}
    assert [n for n in numbers if not {p.lstrip("0") for p in re.findall(r"\d+", n)} <= known] == []
