"""The web page, read as a browser's parser reads it: complete, safe, private, and the same bytes each time."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES, Plan
from test_documents import DATE, HOSTILE, KINDS, PLACES, REFUSED, Hidden, built, layouts, marks_in
from transition_plan.boxes import read_boxes
from transition_plan.build import build_plan
from transition_plan.compose import is_record
from transition_plan.documents import fill_document
from transition_plan.export.bundle import Bundle, Options, for_this_reader
from transition_plan.export.formats import find_format
from transition_plan.export.page import export, fill_page
from transition_plan.export.timeline import draw_timeline
from transition_plan.gate import check_answers
from transition_plan.gathering import assets
from transition_plan.journey import Distance
from transition_plan.markdown import one_line

ASSETS = assets(find_format("html"))
SMALL: dict[str, Any] = {
    "role": "product-manager",
    "title": "Product Manager, Billing",
    "start": "2027-01-11",
    "person": {"name": "Noor Castellan"},
    "people": [{"name": "Piotr Wren", "group": "manager"}],
}
VOID = {"meta", "link", "input"}
FILES = sorted(EXAMPLES.glob("*.yaml"))
ANSWERS = [
    pytest.param(case["answer"] or "x" * 5000, id=case["id"])
    for case in HOSTILE
    if case["answer"] is None or (one_line(case["answer"]) and case["id"].split("-", 2)[2] not in REFUSED)
]


class Page(HTMLParser):
    """A page as a parser sees it: its elements in their order, and what is read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of a drawing."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends; each must be the innermost that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is read, and style and script as they are."""
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.texts.append(data)

    @property
    def read(self) -> str:
        """Return all that is read, in one line."""
        return " ".join("".join(self.texts).split())

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the elements with the names of their attributes."""
        return [(tag, tuple(attrs)) for tag, attrs in self.elements]

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a kind."""
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def boxes(self) -> list[str]:
        """Return the actions that have a box."""
        return [box["data-action"] for box in self.all("input")]


def bundle_of(said: Mapping[str, Any] = SMALL, *, private: bool = False, **more: Any) -> Bundle:
    """Return what the format is given for a plan file."""
    plan = for_this_reader(built(dict(said)), private=private)
    return Bundle(plan, assets=ASSETS, options=Options(private=private), **more)


def example(path: Path) -> Bundle:
    plan = build_plan(check_answers(path.read_bytes(), path.name), layouts())
    return Bundle(for_this_reader(plan, private=False), assets=ASSETS)


def seeking() -> Bundle:
    """Return the road of the example before its offer."""
    text = (EXAMPLES / "road-to-product-manager.yaml").read_bytes()
    plan = build_plan(check_answers(text, "plan.yaml", ("stage=exploring", "start=")), layouts())
    return Bundle(for_this_reader(plan, private=False), assets=ASSETS)


def page_of(said: Mapping[str, Any] = SMALL, **more: Any) -> Page:
    return Page(fill_page(bundle_of(said, **more)))


def ids_of(bundle: Bundle) -> list[str]:
    return [
        *(action.id for week in bundle.plan.weeks for action in week.actions),
        *(habit.id for habit in bundle.plan.habits),
    ]


# What it shows


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_action_has_one_box_and_one_line(path: Path) -> None:
    """What the checklist has is there to be ticked, once, and comes back as Markdown, once."""
    bundle = example(path)
    page = Page(fill_page(bundle))
    assert Counter(page.boxes) == Counter(ids_of(bundle))
    lines = "".join(page.texts)
    assert Counter(box.id for box in read_boxes(lines) if box.id) == Counter(ids_of(bundle))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_page_is_built_as_a_reader_aloud_needs_it(path: Path) -> None:
    """One title, no level of headings left out, landmarks, each name that is pointed at is there, and none twice."""
    page = Page(fill_page(example(path)))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    names = Counter(attrs["id"] for _, attrs in page.elements if "id" in attrs)
    assert max(names.values()) == 1
    pointed = {one for _, attrs in page.elements for one in attrs.get("aria-labelledby", "").split()}
    pointed |= {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert pointed <= set(names)
    assert {tag for tag, _ in page.elements} >= {"header", "nav", "main", "caption"}
    assert page.all("html")[0]["lang"] == "en"
    assert all(svg.get("role") == "img" or svg["aria-hidden"] == "true" for svg in page.all("svg"))
    assert all(head.get("scope") for head in page.all("th"))


def test_what_is_ticked_on_disk_is_ticked_on_the_page() -> None:
    """The boxes, the dots of the timeline and the counts say the same."""
    bundle = bundle_of(ticks={"expectations": "x", "access": "X", "scan": " "})
    page = Page(fill_page(bundle))
    assert {box["data-action"] for box in page.all("input") if "checked" in box} == {"expectations", "access"}
    assert {dot["data-dot"] for dot in page.all("circle") if dot.get("class") == "done"} == {"expectations", "access"}
    assert f"2 of {len(ids_of(bundle)) - len(bundle.plan.habits)} actions done" in page.read
    assert "2 of" in page.read.partition("Listener")[2]


def test_what_its_owner_dropped_is_not_shown() -> None:
    """Nobody has to explain in a meeting what is no longer in the plan."""
    page = page_of(ticks={"access": "-"})
    assert "access" not in page.boxes
    assert "access" not in {dot.get("data-dot") for dot in page.all("circle")}
    assert "🆔 access" not in page.read


def test_the_lines_that_are_copied_are_those_of_the_checklist() -> None:
    """Put in the place of their own lines in `checklist.md` they change nothing but the marks."""
    said = {
        **SMALL,
        "transitions": ["internal-move"],
        "actions": [{"title": "Mine", "day": 9, "steps": ["one", "two"]}],
    }
    there = fill_document(built(said), "checklist.md", layouts())
    copied = "".join(Page(fill_page(bundle_of(said))).texts)
    wanted, found = [
        [line for line in text.splitlines() if line.startswith(("- [", "  - ", "## Week", "## Every", "## Before"))]
        for text in (there, copied)
    ]
    assert len(found) > 40
    assert found == wanted
    ticked = "".join(Page(fill_page(bundle_of(ticks={"access": "x"}))).texts)
    assert [box.id for box in read_boxes(ticked) if box.is_ticked] == ["access"]


def test_for_oneself_the_whole_checklist_is_copied() -> None:
    """With `--private` it is the file as it stands, own lines and all, to be pasted over the file."""
    own = "# Mine\r\n\r\nA word of mine <b>\r\n- [ ] Own line\r\n- [x] Open it 🆔 access 📅 2027-01-11\r\n"
    page = page_of(private=True, checklist=own, ticks={"access": "x"})
    assert own.replace("\r\n", "\n") in "".join(page.texts)
    assert "paste it over checklist.md" in page.read
    assert "A word of mine" not in page_of().read


def test_a_plan_without_a_start_has_days() -> None:
    """No date is shown, and the browser is not told a first day, so it draws no today."""
    page = page_of({key: value for key, value in SMALL.items() if key != "start"})
    assert [text for text in page.texts if DATE.search(text)] == []
    assert "data-start" not in page.all("html")[0]
    assert "day 3" in page.read


def test_a_candidate_would() -> None:
    """Before the offer nothing is promised."""
    page = page_of({**SMALL, "stage": "candidate", "ratings": {"influence": 1}})
    assert "It would take" in page.read
    assert "I will" not in page.read


def test_without_an_offer_the_page_tells_a_road() -> None:
    """It says so, counts in months, and holds what plan.md holds: goal, distance, counters, mentors."""
    page = Page(fill_page(seeking()))
    assert "There is no offer yet I want to become Product Manager, Foyer Arrivals" in page.read
    assert "Towards Product Manager, Foyer Arrivals: 6 months on the road" in page.read
    for told in (
        "The goalDecide what gets built",
        "How far it isIn levels of four, the craft 0.6, the field 0.5.",
        "I decideIn month 3 and month 6: go on, take a bridge, or stop.",
        "Speak to people who don't know me2 of 3",
        "Henrike Solbakken, Group product manager, Fjordway",
        "In month 3 and month 6 I write down one of the three",
    ):
        assert told in page.read
    assert not re.search(r"(?i)\b(?:the first|by day|day[ -]\d+\b|180 days|working hypothesis|an hour on)", page.read)


def test_who_is_new_in_field_and_craft_takes_a_bridge() -> None:
    """The page tells both ways, as plan.md does."""
    said = {**SMALL, "stage": "exploring", "from": "", "from_title": "Baker", "ratings": {}}
    page = Page(fill_page(bundle_of(said)._replace(plan=bundle_of(said).plan._replace(distance=Distance(2, 2, True)))))
    assert "so I take a bridge first" in page.read
    assert "or the field, in the craft I know: Baker" in page.read


def test_a_dated_road_has_dates() -> None:
    """With a start the page says dates, and the browser says which month it is."""
    page = page_of({**SMALL, "stage": "exploring"})
    assert "By 9 Apr and 9 Jul I write down" in page.read
    assert page.all("html")[0]["data-months"] == "6"


def test_a_road_is_copied_month_by_month() -> None:
    """As its checklist is grouped."""
    plan = built({key: value for key, value in SMALL.items() if key != "start"} | {"stage": "exploring"})
    lines = fill_document(plan, "checklist.md", layouts()).splitlines()
    heads = [line for line in lines if line.startswith(("## Every", "## Month"))]
    copied = "".join(Page(fill_page(Bundle(plan, assets=ASSETS))).texts)
    assert len(heads) > 5
    assert [line for line in copied.splitlines() if line.startswith("## ")] == heads


def test_a_lived_plan_is_told_as_past() -> None:
    """A closed plan promises and asks for nothing more."""
    said = {**SMALL, "stage": "closed", "ratings": {"influence": 1, "communication": 4}}
    said["people"] = [{"name": "Piotr Wren", "group": "manager", "ask": "a seat"}]
    page = page_of(said)
    for told in (
        "as I planned them",
        "I meant to ask Piotr Wren",
        "I wanted to close first",
        "From Piotr Wren I needed",
    ):
        assert told in page.read
    assert not re.search(r"I will|I close|I bring|I need |It takes|To be settled|role (?:also )?needs", page.read)


def test_the_page_can_be_written_and_is_the_same_again(plan: Plan, plan_file: Path) -> None:
    """`plan export html` writes `plan.html` beside the documents; the same plan file gives the same bytes."""
    plan("export", "html", "plan.yaml")
    first = (plan_file.parent / "plan.html").read_bytes()
    assert first.startswith(b"<!doctype html>")
    assert plan("export", "html", "plan.yaml", "--output", "-").out.encode() == first
    [file] = export(bundle_of()).files
    assert file == export(bundle_of()).files[0]


# What it must not do


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_page_asks_for_nothing(path: Path) -> None:
    """No element fetches; links are followed only when somebody clicks them."""
    page = Page(fill_page(example(path)))
    fetching = {"src", "srcset", "data", "action", "poster", "background", "ping", "xlink:href", "formaction"}
    assert [attrs for _, attrs in page.elements if fetching & set(attrs)] == []
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert {tag for tag, _ in page.elements} & {
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "use",
        "image",
    } == set()
    assert not re.search(r"url\(|@import|https?:|//\w", page.raw["style"])
    assert not re.search(r"https?:|fetch|XMLHttp|import\(|WebSocket|sendBeacon|innerHTML|eval\(", page.raw["script"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_its_own_style_and_script_may_run(path: Path) -> None:
    """The policy names them by their hashes, and nothing on the page needs more."""
    page = Page(fill_page(example(path)))
    [policy] = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for kind in ("style", "script"):
        digest = b64encode(sha256(page.raw[kind].encode()).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
    assert [
        attrs for _, attrs in page.elements if "style" in attrs or any(name.startswith("on") for name in attrs)
    ] == []
    assert len(page.all("style")) == len(page.all("script")) == 1


def full(text: str) -> dict[str, Any]:
    """Return a plan file that says one text in every kind of place."""
    return {
        **SMALL,
        "title": text,
        "subtitle": text,
        "org": text,
        "mission": f"To {text}",
        "mantra": text,
        "person": {"name": text, "tenure": text, "headline": text},
        "people": [
            {"name": text, "title": text, "org": text, "group": "manager", "ask": text},
            {"name": f"Lee {text}", "why": text, "ask": text, "offer": text, "group": "peer", "rhythm": "weekly"},
        ],
        "priorities": [{"title": text}],
        "evidence": [
            {"title": text, "result": text, "competency": "influence", "links": [{"url": text, "label": text}]}
        ],
        "ratings": {"influence": 4, "product-metrics": 1},
        "wins": [{"title": text, "result": text}],
        "risks": [{"risk": text, "response": text}],
        "handover": [{"duty": text, "to": text}],
        "unknowns": [{"question": text, "ask": text}],
        "partners": [{"firm": text, "note": text}],
        "phases": [
            {
                "id": "month-1",
                "title": text,
                "theme": text,
                "gate": text,
                "focus": [
                    {
                        "id": "own",
                        "title": text,
                        "intent": text,
                        "principle": text,
                        "goals": [{"title": text, "measure": text}],
                        "actions": [{"id": "a", "title": text, "done_when": text, "day": 9, "steps": [text]}],
                    }
                ],
            }
        ],
    }


WORD = "Xword"
FULL = bundle_of(full(WORD))


def saying(value: Any, answer: str) -> Any:
    """Return a record with an answer in the place of the word, everywhere."""
    if isinstance(value, str):
        return value.replace(WORD, answer)
    if is_record(value):
        return type(value)(*(saying(part, answer) for part in value))
    return tuple(saying(part, answer) for part in value) if isinstance(value, tuple) else value


def shape_of(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page; a link that may be followed or not, and the side of a name, may differ."""
    return [(tag, tuple(name for name in attrs if name != "text-anchor")) for tag, attrs in page.shape if tag != "a"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_text_wherever_it_stands(answer: str) -> None:
    """It changes no element and no attribute, and is read as it was typed."""
    harmless = Page(fill_page(FULL))
    page = Page(fill_page(FULL._replace(plan=saying(FULL.plan, answer))))
    assert shape_of(page) == shape_of(harmless)
    assert page.raw == harmless.raw
    said = one_line(answer)
    assert said[:1].upper() + said[1:] in page.read
    assert len(page.read) > len(harmless.read) / 2


ADDRESSES = st.text(max_size=30) | st.sampled_from(
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "https://good.example/a?b=c&copy=1",
        'http://good.example/"><script>',
        "mailto:ana@example.org",
        "\x01https://good.example",
    ]
)


@given(ADDRESSES)
def test_a_link_leads_only_where_a_reader_may_go(address: str) -> None:
    """Any other address stands as text."""
    from transition_plan.export.page_view import shown_link
    from transition_plan.plan import Link

    link = shown_link(Link(address, "See", "p. 3", "public"))
    assert re.match(r"(?i)(https?|mailto):", link.url) or link.url == ""
    assert not re.search(r"[\0-\x20<>\"`\\]", link.url)
    assert link.url or not one_line(address) or one_line(address) in link.label


@settings(max_examples=40)
@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True), PLACES)
def test_nothing_private_is_on_the_page(kinds: list[str], places: dict[str, Any]) -> None:
    """Neither what is read, nor the lines to copy, nor anything else in the file tells it."""
    hidden = Hidden(kinds, **places)
    text = fill_page(bundle_of(hidden.said))
    assert marks_in(text) == set()
    assert "Kim Hidden" not in text
    assert "meet-privately" not in text


def test_for_oneself_what_is_private_is_there() -> None:
    """`--private` says so on the page, so that nobody projects it by mistake."""
    said = {**SMALL, "people": [{"name": "Kim Hidden", "private": True}], "notes": ["A word to me"]}
    page = page_of(said, private=True)
    assert "Kim Hidden" in page.read
    assert "A word to me" in page.read
    assert "for me alone" in page.read
    assert "Kim Hidden" not in page_of(said).read


# How it looks, as far as numbers say it


def schemes() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the colours on paper, in the light and in the dark."""
    blocks = re.findall(r":root \{([^}]*)\}", ASSETS["page.css"])
    for name, block in zip(("light", "dark", "paper"), blocks, strict=True):
        yield name, dict(re.findall(r"--([\w-]+): (#\w+);", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("name", "colours"), list(schemes()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_text_can_be_read(name: str, colours: dict[str, str]) -> None:
    """Each colour of letters has 4.5 : 1 on each ground that it stands on; axe cannot judge texts in a drawing."""
    pairs = [
        *(("ink", ground) for ground in ("paper", "card", "wash", "off")),
        *(("soft", ground) for ground in ("paper", "card", "wash")),
        *(("accent", ground) for ground in ("paper", "card", "wash")),
        ("on-accent", "accent"),
    ]
    for letters, ground in pairs:
        lighter, darker = sorted((luminance(colours[letters]), luminance(colours[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (name, letters, ground)


SHAPES: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "no start": {"start": None},
    "side by side": {
        "phases": [
            *({"id": f"month-{n}", "drop": True} for n in (1, 2, 3)),
            {"id": "learn", "title": "Learn all that there is to learn about this", "from_day": 1, "to_day": 80},
            {"id": "build", "title": "Build", "from_day": 20, "to_day": 60},
            {"id": "own", "title": "Own", "from_day": 61, "to_day": 180},
        ]
    },
    "long names": {
        "wins": [
            {"title": "A win with a very long name that goes on and on, " * 3, "due": day} for day in (80, 85, 88)
        ],
    },
    "another script": {"wins": [{"title": "年度計画の最初の成果をまとめて共有する" * 3}]},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_leaves_the_drawing_or_lies_on_something_else(shape: str) -> None:
    """Phases and areas of one row do not overlap, nor names of wins and reviews; all lie inside."""
    said = {key: value for key, value in {**SMALL, **SHAPES[shape]}.items() if value is not None}
    drawn = draw_timeline(bundle_of(said).plan, set())
    for bars in (drawn.phases, drawn.areas):
        for bar in bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= drawn.width
        for row in {bar.y for bar in bars}:
            ends = [(bar.x, bar.x + bar.width) for bar in sorted(bars) if bar.y == row]
            assert all(end <= begin for (_, end), (begin, _) in pairwise(ends))
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.floor for dot in drawn.dots)
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == len(drawn.dots)
    spans = [(mark.y, *sorted((mark.at, mark.at + (-7 if mark.end else 7) * len(mark.text)))) for mark in drawn.marks]
    for n, (y, begin, end) in enumerate(spans):
        assert all(y != other or end < first or last < begin for other, first, last in spans[n + 1 :])
    assert all(mark.y < drawn.height for mark in drawn.marks)
