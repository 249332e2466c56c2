"""`plan export post`: what the post says, where it stands, what it keeps, and what Jekyll and Hugo make of it."""

import datetime
import html
import re
import shutil
import subprocess
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import EXAMPLES, Plan
from test_public import FIRMS, PEOPLE, WAYS, names_left, planted
from transition_plan.answers import Answers, Contact
from transition_plan.build import build_plan
from transition_plan.export.bundle import Bundle, Options, for_this_reader
from transition_plan.export.front_matter import Dumper, front_matter
from transition_plan.export.hidden import find_names
from transition_plan.export.leaks import find_leaks
from transition_plan.export.post import export, hint_of, name_of
from transition_plan.export.site import FLAVORS, embed, literal, own_text
from transition_plan.library import load_layouts
from transition_plan.rendering import environment

TODAY = "2026-11-22"
LAYOUTS = load_layouts()
ENV = environment(LAYOUTS)
ASSETS = dict.fromkeys(("timeline.html", "tweet.html"), "x")
MARKS = "Answer {{ 7*7 }}, {% if x %}, {% endraw %}, {{< y >}}, {{% z %}} and <b>bold</b>"
KEYS: Mapping[str, object] = {
    "layout": "post",
    "gh-repo": "example/plans",
    "comments": True,
    "lightgallery": False,
    "tags": ["AuthorNotes", "1e3", "yes", "2026-01-01", "12:30", "0o17", "null", "a: b", "# x", "{{ 7*7 }}", "é", "😀"],
    "keywords": "career, role, plan",
    "count": 3,
    "ratio": 1.5,
    "nothing": None,
    "since": datetime.date(2020, 2, 3),
    "nested": {"a": {"b": [1, "two", False]}},
}
KNOWN = [{"name": "Dana Ortiz", "title": "Director", "group": "manager"}]
ANSWERS: Mapping[str, object] = {
    "role": "product-manager",
    "title": "Product Manager, Billing",
    "start": datetime.date(2027, 1, 11),
    "org": "Veridane",
    "person": {"name": "Devika Solano", "tenure": "7 years at Veridane"},
    "mission": MARKS,
    "people": KNOWN,
    "front_matter": KEYS,
}


def written(folder: Path, **more: object) -> Path:
    """Write a plan file."""
    path = folder / "plan.yaml"
    path.write_text(yaml.dump({**ANSWERS, **more}, Dumper=Dumper, allow_unicode=True))
    return path


def head_and_body(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter as a reader of YAML has it, and the rest."""
    _, head, body = text.split("---\n", 2)
    return yaml.safe_load(head), body


def post_of(folder: Path) -> Path:
    """Return the one post in a folder."""
    (found,) = (path for path in folder.rglob("*.md") if ".plan" not in path.parts)
    return found


@pytest.mark.parametrize(
    ("flavor", "name", "mark"),
    [
        ("jekyll", f"_posts/{TODAY}-product-manager-billing-my-first-90-days.md", {"published": False}),
        ("hugo", "content/posts/product-manager-billing-my-first-90-days.md", {"draft": True}),
        ("plain", "product-manager-billing-my-first-90-days.md", {"draft": True}),
    ],
)
def test_a_post_stands_where_its_program_looks_and_waits_to_be_published(
    plan: Plan, tmp_path: Path, flavor: str, name: str, mark: dict[str, bool]
) -> None:
    """Name, keys with their types, today's date, the start in a key of its own, and unpublished by what each reads."""
    written(tmp_path)
    said = plan("export", "post", "--flavor", flavor, "--today", TODAY, "-o", "site")
    head, _ = head_and_body((tmp_path / "site" / name).read_text())
    assert {key: head[key] for key in KEYS} == KEYS
    assert head["title"] == "Product Manager, Billing: my first 90 days"
    assert (head["date"], head["start"]) == (datetime.date(2026, 11, 22), datetime.date(2027, 1, 11))
    assert {key: head[key] for key in ("published", "draft") if key in head} == mark
    assert f"take out “{next(iter(mark))}: {str(next(iter(mark.values()))).lower()}” to publish it" in said.err


def test_the_owners_keys_stand_above_ours(plan: Plan, tmp_path: Path) -> None:
    """Who dates, titles or publishes a post in `front_matter` has said so."""
    own = {"title": "Hello: world", "date": datetime.date(2021, 7, 19), "draft": False, "start": "soon"}
    written(tmp_path, front_matter=own)
    said = plan("export", "post", "--flavor", "hugo", "--today", TODAY, "-o", "site")
    head, _ = head_and_body((tmp_path / "site/content/posts/hello-world.md").read_text())
    assert head == own
    assert "draft" not in said.err
    plan("export", "post", "--flavor", "jekyll", "--today", TODAY, "-o", "site")
    assert (tmp_path / "site/_posts/2021-07-19-hello-world.md").exists()


def test_a_date_in_the_future_is_told(plan: Plan, tmp_path: Path) -> None:
    """Neither program shows a post before its day, and neither says why."""
    written(tmp_path, front_matter={"date": datetime.date(2027, 1, 11)})
    assert "front_matter.date 2027-01-11 is in the future" in plan("export", "post", "--today", TODAY, "-o", "site").err


def test_a_plan_without_a_start_has_a_post(plan: Plan, tmp_path: Path) -> None:
    """Its days are numbers, and it has no key for the start."""
    (tmp_path / "plan.yaml").write_text("role: product-manager\n")
    for flavor in FLAVORS:
        plan("export", "post", "--flavor", flavor, "--today", TODAY, "-o", flavor)
        head, body = head_and_body(post_of(tmp_path / flavor).read_text())
        assert "start" not in head
        assert "- **Day 30** Review on day 30" in body


def test_the_same_answers_on_the_same_day_give_the_same_post(plan: Plan, tmp_path: Path) -> None:
    """A second export finds nothing to write, and standard output gets the post alone."""
    written(tmp_path)
    plan("export", "post", "--flavor", "hugo", "--today", TODAY, "-o", "site")
    said = plan("export", "post", "--flavor", "hugo", "--today", TODAY, "-o", "site")
    assert "wrote" not in said.err
    shown = plan("export", "post", "--flavor", "hugo", "--today", TODAY, "-o", "-")
    assert shown.out == post_of(tmp_path / "site").read_text()


def test_a_post_made_anew_keeps_its_file(plan: Plan, tmp_path: Path) -> None:
    """On a later day Jekyll's post keeps its day, and with it its address; an edited one is not overwritten."""
    written(tmp_path)
    plan("export", "post", "--flavor", "jekyll", "--today", TODAY, "-o", "site")
    written(tmp_path, mantra="Stand at the desk.")
    plan("export", "post", "--flavor", "jekyll", "--today", "2026-11-25", "-o", "site")
    post = post_of(tmp_path / "site")
    head, body = head_and_body(post.read_text())
    assert post.name.startswith(TODAY)
    assert head["date"] == datetime.date(2026, 11, 22)
    assert "Stand at the desk." in body
    post.write_text(post.read_text() + "\nMine.\n")
    plan("export", "post", "--flavor", "jekyll", "--today", "2026-11-26", "-o", "site", code=4)
    post.unlink()
    plan("export", "post", "--flavor", "jekyll", "--today", "2026-11-26", "-o", "site")
    assert post_of(tmp_path / "site").name.startswith("2026-11-26")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Engineering Manager, Route Planner: my first 90 days", "engineering-manager-route-planner-my-first-90-days"),
        ("A " * 20 + "x" * 27 + " of the sea", "-".join(["a"] * 20) + "-" + "x" * 27),
    ],
)
def test_a_file_name_ends_with_a_word_that_can_end_it(title: str, name: str) -> None:
    """A long title is cut before the words that belong to what was cut off."""
    assert name_of({"title": title}) == name


def test_a_site_keeps_its_own_shortcodes(plan: Plan, tmp_path: Path) -> None:
    """What a theme's owner made of the timeline stays."""
    own = tmp_path / "site/layouts/shortcodes/timeline.html"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    written(tmp_path)
    plan("export", "post", "--flavor", "hugo", "--today", TODAY, "-o", "site")
    assert own.read_text() == "mine"


def test_ticks_and_dropped_actions_are_in_the_post(plan: Plan, tmp_path: Path) -> None:
    """A box that was ticked in the checklist is ticked, and what was dropped is not told."""
    written(tmp_path)
    plan("render")
    checklist = tmp_path / "checklist.md"
    plan("export", "post", "--today", TODAY, "-o", "before")
    boxes = re.findall(r"^- \[ \] \d+ \w+: (.*)$", post_of(tmp_path / "before").read_text(), re.M)
    lines = checklist.read_text().splitlines()
    done, dropped = (next(n for n, line in enumerate(lines) if f"- [ ] {box}" in line) for box in boxes[:2])
    lines[done] = lines[done].replace("- [ ]", "- [x]")
    del lines[dropped]
    checklist.write_text("\n".join(lines) + "\n")
    plan("export", "post", "--today", TODAY, "-o", "after")
    text = post_of(tmp_path / "after").read_text()
    assert re.search(rf"^- \[x\] \d+ \w+: {re.escape(boxes[0])}$", text, re.M)
    assert boxes[1] not in text


@pytest.mark.parametrize("said", [["--flavor", "ghost"], ["--show-name", "Nobody Known"]])
def test_a_slip_in_a_flag_is_told(plan: Plan, tmp_path: Path, said: list[str]) -> None:
    """A flavor or a name that is not there: the message says which there are, and nothing is written."""
    written(tmp_path)
    assert re.search(
        "there are: jekyll, hugo, plain|it names: .*Dana Ortiz", plan("export", "post", *said, "-o", "site", code=2).err
    )
    assert not (tmp_path / "site").exists()


def test_flags_of_a_post_mean_nothing_to_others(plan: Plan, tmp_path: Path) -> None:
    """A flag that would do nothing is refused."""
    written(tmp_path)
    assert "it is for post" in plan("export", "csv", "--show-name", "Dana Ortiz", code=2).err


# What the public may not read


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"front_matter": {"author": "Devika Solano"}}, "the person Devika Solano (person.name)"),
        ({"front_matter": {"gh-repo": "veridane/plans"}}, "the firm Veridane (org)"),
        ({"front_matter": {"title": "Working for Ortiz"}}, "the person Dana Ortiz (people[0].name)"),
        ({"post": {"above": "Thank you, **Dana**!"}}, "the person Dana Ortiz (people[0].name)"),
        ({"post": {"below": "[here](https://wiki.corp/x)"}}, "an internal address"),
        (
            {
                "risks": [{"risk": "They may sell the whole unit soon", "private": True}],
                "post": {"below": "They may sell the whole unit"},
            },
            "a private text (risks[0].risk)",
        ),
    ],
)  # fmt: skip
def test_what_slips_through_is_refused_with_all_of_it_told(
    plan: Plan, tmp_path: Path, more: dict[str, object], found: str
) -> None:
    """The owner's own passages and keys are not rewritten, so they are looked at; nothing is written (exit 4)."""
    written(tmp_path, **more)
    said = plan("export", "post", "--flavor", "jekyll", "--today", TODAY, "-o", "site", code=4)
    assert found in said.err
    assert "nothing was written" in said.err
    assert re.search(r"from (?:front_matter|post)\.[a-z-]+; ", said.err)
    assert "passed through as you wrote it" in said.err
    assert "report" not in said.err
    assert not (tmp_path / "site").exists()


def test_a_title_that_holds_a_name_makes_a_post(plan: Plan, tmp_path: Path) -> None:
    """A job is often called after its product or firm: the public reads the title without that, or the group."""
    for title, read in {
        "Zephyr engineering lead": "the product engineering lead",
        "Head of Veridane": "the head of the organisation",
        "Assistant to Dana Ortiz": "the assistant to my manager",
        "Zephyr": "a peer",
        "zephyrlead": "a peer",
    }.items():
        peer = {"name": "Kim Vo", "title": title, "group": "peer"}
        written(tmp_path, product="Zephyr", mantra="As Kim says.", people=[*KNOWN, peer])
        text = plan("export", "post", "--today", TODAY, "-o", "-").out
        assert f"> As {read} says." in text


def test_only_what_the_owner_did_not_write_is_our_mistake() -> None:
    """A leak is told with the field it can come from; one that no field holds is to be reported."""
    answers = Answers("x", people=(Contact("Dana Ortiz"),), mission="as Ortiz says")
    (leak,) = find_leaks("as Ortiz says", answers, find_names(answers))
    assert leak.places == ("mission",)
    assert "report" not in hint_of([leak])
    (ours,) = find_leaks("as Ortiz says", answers._replace(mission=""), find_names(answers))
    assert ours.places == ()
    assert "report" in hint_of([leak, ours])


def test_every_word_to_look_at_is_told(plan: Plan, tmp_path: Path) -> None:
    """The list is there to be read before publishing: nothing of it is cut, however long it is."""
    odd = [f"Zq{letter}rath" for letter in "abcdefghijkl"]
    written(tmp_path, mission=f"Work {', '.join(f'with {word}' for word in odd)}.")
    said = plan("export", "post", "--today", TODAY, "-o", "-").err
    assert [word for word in odd if f"\n  {word}" not in said] == []
    assert "more" not in said


def test_a_name_that_may_be_shown_passes(plan: Plan, tmp_path: Path) -> None:
    """`--show-name` lets a person stand in the text and in the keys."""
    written(tmp_path, front_matter={"author": "Devika Solano"})
    plan("export", "post", "--today", TODAY, "--show-name", "Devika Solano", "--show-name", "Dana Ortiz", "-o", "site")
    text = post_of(tmp_path / "site").read_text()
    assert "author: Devika Solano" in text
    assert "Veridane" not in text


@pytest.mark.parametrize("flavor", FLAVORS)
@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_make_posts_that_name_nobody(plan: Plan, tmp_path: Path, example: Path, flavor: str) -> None:
    """No word of a name that stands in a field for names comes out, and no link that needs a sign-in."""
    plan("export", "post", str(example), "--flavor", flavor, "--today", TODAY, "-o", "site")
    text = post_of(tmp_path / "site").read_text()
    said = yaml.safe_load(example.read_text())
    person = said["person"]
    people = [one["name"] for one in said.get("people", []) if not one.get("many")]
    people.append(person if isinstance(person, str) else person["name"])
    firms = [said.get("org", "?"), *(one.get("firm", "?") for one in said.get("partners", []))]
    firms += [one.get("org", "?") for one in said.get("people", [])]
    rare = [word for name in people for word in name.split() if word not in ("van", "Will")]
    assert [word for word in rare if re.search(rf"\b{word}\b", text)] == []
    assert [name for name in firms if name != "?" and re.search(rf"\b{re.escape(name)}\b", text)] == []
    assert not re.search(r"sign-in needed|\(internal\)", text)


@settings(max_examples=25)
@given(PEOPLE, FIRMS, st.lists(WAYS, min_size=1, max_size=5), st.sampled_from(FLAVORS))
def test_planted_names_never_come_out(people: list[str], firms: list[str], ways: list[str], flavor: str) -> None:
    """Names in every field, written in every way: no byte of a post and no file's name holds one."""
    parts = [part.casefold() for name in people for part in name.split()]
    assume(len(set(parts)) == len(parts))
    answers = planted(people, firms, ways)
    plan = for_this_reader(build_plan(answers, ENV), private=False)
    made = export(
        Bundle(
            plan,
            today=datetime.date(2026, 11, 22),
            options=Options(flavor=flavor),
            assets=ASSETS,
            answers=answers,
            layouts=LAYOUTS,
        )
    )
    for file in made.files:
        assert names_left(f"{file.name} {file.data.decode()}", people, firms) == []


# Marks, embeds and types

WORDS = st.lists(
    st.sampled_from(
        ["{{", "}}", "{%", "%}", "{{<", ">}}", "{{%", "%}}", "/*", "*/", "raw", "endraw", "x", " ", "\n", "`", "'", '"']
    )
).map("".join)


@given(WORDS)
def test_a_plain_post_leaves_the_owners_text_as_it_is(text: str) -> None:
    """There is no program whose marks would have to be kept literal."""
    assert literal(text, "plain") == text


@given(WORDS)
def test_no_mark_of_hugo_is_left_alive(text: str) -> None:
    """What Hugo would run stands as a comment, which it shows as typed, or is taken apart invisibly."""
    made = literal(text, "hugo")
    comment = r"\{\{([<%])/\*(.*?)\*/([>%])\}\}"
    assert re.search(r"\{\{[<%]", re.sub(comment, "", made, flags=re.S)) is None
    assert re.sub(comment, r"{{\1\2\3}}", made, flags=re.S).replace("\u2060", "") == text


@given(WORDS)
def test_no_mark_of_jekyll_is_left_alive(text: str) -> None:
    """Every mark is an expression whose value is the mark."""
    made = literal(text, "jekyll")
    assert re.sub(r"\{\{ '(\{\{|\{%)' \}\}", r"\1", made) == text


@pytest.mark.parametrize(
    ("url", "jekyll", "hugo"),
    [
        (
            "https://twitter.com/ines/status/1416186020509360129",
            "twitter-tweet",
            '{{< tweet user="ines" id="1416186020509360129" >}}',
        ),
        ("https://x.com/ines/status/14161?s=20", "twitter-tweet", '{{< tweet user="ines" id="14161" >}}'),
        ("https://youtu.be/dQw4w9WgXcQ", "iframe", "{{< youtube dQw4w9WgXcQ >}}"),
    ],
)
def test_a_social_link_is_embedded_and_is_a_link_where_nothing_can_be(url: str, jekyll: str, hugo: str) -> None:
    """A line that is only such a link; in a plain post it stays a link."""
    assert embed(url, "look", "hugo") == hugo
    assert jekyll in embed(url, "look", "jekyll")
    assert "<a href" in embed(url, "look", "jekyll") or f"[look]({url})" in embed(url, "look", "jekyll")
    text = f"Before\n\n[look]({url})\n\nin a [line]({url}) it stays"
    assert own_text(text, "plain") == text
    assert own_text(text, "hugo") == text.replace(f"[look]({url})", hugo)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.text(
        st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029\ufeff", exclude_categories=["Cc", "Cs", "Cn"])
    )
)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z-]{0,9}", fullmatch=True), SCALARS | st.lists(SCALARS), max_size=4))
def test_front_matter_means_what_the_owner_wrote(keys: dict[str, object]) -> None:
    """A reader of YAML has each key with its type."""
    assert yaml.safe_load(front_matter(keys).replace("---\n", "", 1).rpartition("---\n")[0]) == (keys or {})


# The real programs

PAGE = "<html><body><h1>{{ .Title }}</h1>{{ .Content }}<pre>{{ .Params | jsonify }}</pre></body></html>"
LIQUID = (
    "<html><h1>{{ page.title }}</h1>{{ content }}<i>{{ page.excerpt }}</i><pre>{{ page.tags | jsonify }}</pre></html>"
)
ABOVE = (
    "Own *Markdown*, <small>HTML</small>, {{ 7*7 }} {% raw %} {{< y >}} {{< open\n\n"
    "```\n{{ 7*7 }} {% if %} {{% z %}}\n```\n\n"
    "https://twitter.com/someone/status/1416186020509360129\n"
)


def program(name: str) -> str:
    """Return the program, or skip and say so."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed (apt-get install {name}): what it makes of a post was not seen")
    return found


def built(words: list[str], folder: Path, name: str = "my-first-90-days") -> str:
    """Run a site's program; return the page that it made of the post, or nothing where it made none."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    done = subprocess.run(words, cwd=folder, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    pages = [path.read_text() for path in (folder / "out").rglob("*.html") if name in str(path)]
    return pages[0] if pages else ""


def as_shown(page: str) -> str:
    """Return a page's text as a reader sees it."""
    return html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\u2060", "")


def check_page(page: str) -> None:
    """The post is there: boxes, timeline, the owner's own text; every mark as it was typed; nobody is named."""
    shown = as_shown(page)
    assert page.count('type="checkbox"') == page.count("<input") > 5
    assert "2027-01-11 Month 1 (days 1–30) begins" in shown
    assert page.count("<li>") > 10
    assert MARKS in shown
    assert "<em>Markdown</em>" in page
    assert "{{ 7*7 }} {% raw %} {{< y >}} {{< open" in shown
    assert "{{ 7*7 }} {% if %} {{% z %}}" in shown
    assert "https://twitter.com/someone/status/1416186020509360129" in page
    assert not re.search("Ortiz|Dana|Devika|Veridane|raw HTML omitted: ", page)


# What a lexer could stumble over: comments that never end, marks in marks, marks that no other closes.
ODD_MARKS = [
    "".join(words)
    for words in product(
        ["{{<", "{{%", "{{", "{%", "{{</*"], ["", "x", "*/", "{{<", "raw"], [">}}", "%}}", "*/>}}", "%}", ""]
    )
]


@pytest.mark.parametrize(
    ("flavor", "folder", "words"),
    [("hugo", "content/posts", ["--quiet"]), ("jekyll", "_posts", ["build", "-q"])],
    ids=["hugo", "jekyll"],
)
def test_every_mark_is_shown_as_it_was_typed(flavor: str, folder: str, words: list[str], tmp_path: Path) -> None:
    """Real Hugo and real Jekyll build posts of odd marks, and the reader sees what was typed."""
    command = program(flavor)
    posts = tmp_path / folder
    posts.mkdir(parents=True)
    (tmp_path / "config.toml").write_text('baseURL = "https://example.org/"\n')
    (tmp_path / "_config.yml").write_text("permalink: /:title/\n")
    if flavor == "hugo":
        (tmp_path / "layouts/_default").mkdir(parents=True)
        (tmp_path / "layouts/_default/single.html").write_text("{{ .Content }}")
    body = "\n\n".join(f"```\n{literal(text, flavor)}\n```" for text in ODD_MARKS)
    (posts / "2020-01-02-marks.md").write_text(f"---\ntitle: Marks\ndate: 2020-01-02\n---\n{body}\n")
    page = built([command, *words, "-d", "out"], tmp_path, name="marks")
    shown = [as_shown(code).strip("\n") for code in re.findall(r"(?s)<code[^>]*>(.*?)</code>", page)]
    assert shown == ODD_MARKS


def test_the_label_of_an_embed_is_words(tmp_path: Path) -> None:
    """Real Jekyll: quotes, tags and Liquid in the label of a film or post are shown, in the attribute, too."""
    jekyll, label = program("jekyll"), 'My "big" talk {{ 7*7 }} <b>x</b> {% raw %} & *y*'
    film, post = "https://youtu.be/abcdefghijk", "https://x.com/someone/status/123"
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("permalink: /:title/\n")
    text = f"---\ntitle: Film\n---\n{embed(film, label, 'jekyll')}\n\n{embed(post, label, 'jekyll')}\n\nend\n"
    (tmp_path / "_posts/2020-01-02-film.md").write_text(text)
    page = built([jekyll, "build", "-q", "-d", "out"], tmp_path, name="film")
    (title,) = re.findall(r'<iframe [^>]*title="([^"]*)"', page)
    assert html.unescape(title) == label
    assert [html.unescape(shown) for shown in re.findall(r"<a [^>]*>(.*?)</a>", page)][-1] == label
    assert re.findall(r"<a [^>]*>(.*?)</a>", page)[0].count("{{ 7*7 }} &lt;b&gt;x&lt;/b&gt;") == 1
    assert "49" not in page
    assert "end" in page


@pytest.mark.parametrize("flavor", ["jekyll", "hugo"])
def test_a_link_inside_code_is_code(flavor: str) -> None:
    """A fence ends where as many marks stand as it began with, indented or not."""
    for fence in ("````\n```\n{}\n```\n````", "  ```\n{}\n  ```", "~~~\n```\n{}\n~~~", "```text\n{}"):
        text = fence.format("https://youtu.be/dQw4w9WgXcQ")
        assert own_text(text, flavor) == text
        assert "dQw4w9WgXcQ" in own_text(f"{text}\n\n", flavor)
    after = own_text("```\nx\n```\n\nhttps://youtu.be/dQw4w9WgXcQ\n", flavor)
    assert "iframe" in after or "{{< youtube" in after


def test_jekyll_builds_the_post(plan: Plan, tmp_path: Path) -> None:
    """Real Jekyll: nothing without --unpublished; with it the page, its keys, boxes and timeline, marks as typed."""
    jekyll = program("jekyll")
    written(tmp_path, post={"above": ABOVE})
    plan("export", "post", "--flavor", "jekyll", "--today", "2020-01-02", "-o", "site")
    site = tmp_path / "site"
    (site / "_config.yml").write_text("title: x\n")
    (site / "_layouts").mkdir()
    (site / "_layouts/post.html").write_text(LIQUID)
    assert built([jekyll, "build", "-q", "-d", "out"], site) == ""
    page = built([jekyll, "build", "-q", "--unpublished", "-d", "out"], site)
    check_page(page)
    assert "<small>HTML</small>" in page
    tags = re.search(r"<pre>(\[.*\])</pre>", page)
    assert tags
    assert yaml.safe_load(tags[1]) == KEYS["tags"]


def test_hugo_builds_the_post(plan: Plan, tmp_path: Path) -> None:
    """Real Hugo: nothing without -D; with it the page, its keys with their types, boxes and timeline, literal marks."""
    hugo = program("hugo")
    written(tmp_path, post={"above": ABOVE})
    plan("export", "post", "--flavor", "hugo", "--today", "2020-01-02", "-o", "site")
    site = tmp_path / "site"
    (site / "config.toml").write_text('baseURL = "https://example.org/"\n[markup.goldmark.renderer]\nunsafe = true\n')
    (site / "layouts/_default").mkdir()
    (site / "layouts/_default/single.html").write_text(PAGE)
    assert built([hugo, "--quiet", "-d", "out"], site) == ""
    page = built([hugo, "--quiet", "-D", "-d", "out"], site)
    check_page(page)
    assert "<small>HTML</small>" in page
    head = re.search(r"<pre>(\{.*\})</pre>", page)
    assert head
    keys = yaml.safe_load(html.unescape(head[1]))
    dated = {key: value.isoformat() if isinstance(value, datetime.date) else value for key, value in KEYS.items()}
    keys["keywords"] = " ".join(keys["keywords"])  # Hugo makes a list of them itself
    assert {key: str(keys[key])[:10] if key == "since" else keys[key] for key in KEYS} == dated
    assert keys["draft"] is True


# The road

ROAD: Mapping[str, object] = {
    "role": "product-manager",
    "title": "Product Manager",
    "stage": "exploring",
    "org": "Veridane",
    "person": {"name": "Devika Solano", "why": "I want a wider impact"},
    "history": [{"title": "TAM", "org": "Veridane", "from": "2019"}, {"title": "SAM", "from": "2020"}],
    "road": {
        "excerpt": "It was never if, only when.",
        "announcement": {
            "text": f"A new chapter. {MARKS}",
            "links": [{"url": "https://twitter.com/dev/status/1416", "label": "the news", "kind": "social"}],
        },
        "events": [
            {
                "date": "2015-05-01",
                "label": "The spark",
                "text": "I told Rosa Vandermeer about it",
                "lesson": "say it aloud",
            },
            {
                "date": "2016-03",
                "label": "Autopilot",
                "images": [{"file": "/img/a.png", "alt": "a dog", "caption": "our dog"}],
            },
            {
                "date": "2019-04-10",
                "label": "Course",
                "text": "A year at Corvane",
                "links": ["https://x.com/dev/status/99"],
            },
            {"date": "2020-01-01", "label": "Secret", "text": "nobody knows about this one", "private": True},
            {"date": "2020-02-01", "label": "Half", "text": "a thought that is not ready", "draft": True},
        ],
        "mentors": [
            {"name": "Rosa Vandermeer", "title": "Director", "org": "Corvane", "status": "agreed", "ask": "an hour"}
        ],
        "network": [{"name": "Anton Kessler", "org": "Brightfell"}],
        "experiences": [{"title": "Speak", "sponsor": "Lena Ostrow", "done": [{"title": "Talk with Ostrow"}]}],
        "advice": [{"text": "Get your feet wet, said Ms Ostrow", "from": "Lena Ostrow", "date": "2018"}],
        "attempts": [{"title": "Applied at Brightfell", "outcome": "a no from Anton", "lesson": "ask first"}],
        "passages": [{"title": "Network", "text": "Start with Anton Kessler", "points": ["one", "two"]}],
    },
}


def test_the_road_is_told_while_there_is_no_offer(plan: Plan, tmp_path: Path) -> None:
    """Events by their days in Hugo's shortcode or in a list; nobody named, nothing private, nothing half done."""
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(dict(ROAD), sort_keys=False))
    for flavor in FLAVORS:
        plan("export", "post", "--flavor", flavor, "--today", TODAY, "-o", flavor)
        head, body = head_and_body(post_of(tmp_path / flavor).read_text())
        assert head["title"] == "On the road to Product Manager"
        assert "start" not in head
        assert (
            names_left(body, ["Rosa Vandermeer", "Anton Kessler", "Lena Ostrow"], ["Corvane", "Brightfell", "Veridane"])
            == []
        )
        assert "The spark.** I told my mentor about it." in body
        assert not re.search("Secret|nobody knows|Half|not ready", body)
    hugo, jekyll = (post_of(tmp_path / flavor).read_text() for flavor in ("hugo", "jekyll"))
    assert re.findall(r'timelinedate="(.*?)"', hugo) == ["2015-05-01", "2016-03", "2019-04-10"]
    assert re.findall(r"^- \*\*(\d{4}[\d-]*)\*\* \*\*", jekyll, re.M) == ["2015-05-01", "2016-03", "2019-04-10"]
    assert hugo.count("{{< tweet ") == jekyll.count('class="twitter-tweet"') == 2


def test_either_can_be_asked_for(plan: Plan, tmp_path: Path) -> None:
    """`--document` tells the road of somebody who has arrived, and the plan of somebody who has not."""
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump({**ROAD, "stage": "accepted", "start": "2027-01-11"}))
    plan("export", "post", "--document", "journey", "--today", TODAY, "-o", "road")
    assert "# The road to Product Manager" in post_of(tmp_path / "road").read_text()
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(dict(ROAD)))
    plan("export", "post", "--document", "plan", "--today", TODAY, "-o", "plan")
    assert "I want to become Product Manager; there is no offer yet." in post_of(tmp_path / "plan").read_text()
    assert "there are: plan, journey" in plan("export", "post", "--document", "people", code=2).err


def test_the_public_is_not_told_what_the_author_could_write_next(plan: Plan, tmp_path: Path) -> None:
    """A journey of which nothing is told yet asks its author for the first event, and a post asks nobody."""
    (tmp_path / "plan.yaml").write_text("role: product-manager\n")
    assert "put the first thing that happened" in plan("render", "--document", "journey", "--stdout").out
    plan("export", "post", "--document", "journey", "--today", TODAY, "-o", "road")
    _, body = head_and_body(post_of(tmp_path / "road").read_text())
    assert body.split("\n", 2)[-1].strip().endswith("**I am becoming Product Manager.**")
    assert "plan file" not in body


def test_the_plan_of_a_road_promises_no_role(plan: Plan) -> None:
    """Without an offer the post counts in months, tells goal, distance and counters, and no day in the role."""
    path = str(EXAMPLES / "road-to-product-manager.yaml")
    said = ["export", "post", path, "--document", "plan", "--today", TODAY, "-o", "-", "-q"]
    body = plan(*said, "--set", "stage=exploring", "--set", "start=").out
    for told in (
        "# Towards Product Manager: my next 6 months",
        "**The goal:** Decide what gets built",
        "the craft 0.6, the field 0.5",
        "- **Month 3** I decide: go on, take a bridge, or stop",
        "- **Speak to people who don't know me:** 2 of 3",
        "- [ ] Month 2: Talk with",
        "**In month 3:** I know what a bad week",
    ):
        assert told in body
    assert not re.search(r"(?i)by day|\bday \d|by month|own one area", body)


def test_a_lived_plan_is_told_as_past(plan: Plan) -> None:
    """The post of a closed plan promises nothing more."""
    path = str(EXAMPLES / "product-manager.yaml")
    body = plan("export", "post", path, "--set", "stage=closed", "--today", TODAY, "-o", "-", "-q").out
    assert "This was my plan for the first 90 days" in body
    assert "## What I wanted to learn first" in body
    assert "## What I brought" in body
    assert not re.search(r"I look back|change this plan|I will|What I learn first|Until now", body)


def test_the_programs_build_the_road(plan: Plan, tmp_path: Path) -> None:
    """Real Hugo and real Jekyll: the page with its timeline, picture, embeds with their links, literal marks."""
    hugo, jekyll = program("hugo"), program("jekyll")
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(dict(ROAD), sort_keys=False))
    site = tmp_path / "site"
    for flavor in ("hugo", "jekyll"):
        plan("export", "post", "--flavor", flavor, "--today", "2020-01-02", "-o", "site")
    (site / "config.toml").write_text('baseURL = "https://example.org/"\n')
    (site / "_config.yml").write_text("exclude: [content, layouts]\n")
    (site / "layouts/_default").mkdir()
    (site / "layouts/_default/single.html").write_text(PAGE)
    (site / "_layouts").mkdir()
    (site / "_layouts/post.html").write_text(LIQUID)
    for words in ([hugo, "--quiet", "-D", "-d", "out"], [jekyll, "build", "-q", "--unpublished", "-d", "out"]):
        page = built(words, site, "on-the-road")
        assert MARKS in as_shown(page)
        assert re.search(
            r"<li>\s*(?:<p>)?<strong>2015-05-01</strong> <strong>The spark.</strong> I told my mentor", page
        )
        assert '<img src="/img/a.png" alt="a dog"' in page
        assert "https://twitter.com/dev/status/1416" in page
        assert "raw HTML omitted" not in page
