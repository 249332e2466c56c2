"""The Word file and the PDF: what plan.md says, then every action as a box."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from exports import SMALL, actions_of, bundle_of, with_action
from transition_plan.export import pdf, word
from transition_plan.export.bundle import Bundle
from transition_plan.export.prose import read_prose, widths
from transition_plan.export.rows import sections
from transition_plan.markdown import word_count

LAYOUT = Path(__file__).parent.parent / "plan_templates/export/plan.typ"
HOSTILE = '*a* #b $c$ <d> [e](f) @g "h" \\ {{ 7*7 }} & 名前 😀'
FULL = {
    **SMALL,
    "ratings": {"influence": 3, "product-metrics": 1},
    "evidence": [
        {
            "competency": "influence",
            "title": "Led it",
            "result": "it works",
            "links": [{"url": "https://example.org/x"}],
        }
    ],
    "people": [*SMALL["people"], {"name": "Lucie Amadi", "title": "Lead", "group": "peer", "why": "owns the code"}],
}


def word_bytes(bundle: Bundle) -> bytes:
    [file] = word.export(bundle).files
    return file.data


def word_file(bundle: Bundle) -> Any:
    return Document(io.BytesIO(word_bytes(bundle)))


def pdf_bytes(bundle: Bundle) -> bytes:
    [file] = pdf.export(bundle._replace(assets={"plan.typ": LAYOUT.read_text(encoding="utf-8")})).files
    return file.data


def pdf_text(bundle: Bundle) -> str:
    """Return the words on the pages, with one blank between two."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_bytes(bundle))).pages).split())


def xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode()


# What plan.md says, in pieces


def test_the_pieces_of_a_document() -> None:
    """Headings, paragraphs, items at their depth, quotes and tables; a chart and front matter are left out."""
    text = (
        "---\nlayout: post\n---\n\n# A\n\nb **c** *d*\n\n- e\n  - f\n\n> g\n\n"
        "| h | i |\n|---|---|\n| j | k |\n\n```mermaid\nx\n```\n"
    )
    found = read_prose(text)
    assert [(piece.kind, piece.level) for piece in found] == [
        *(("heading", 1), ("paragraph", 0), ("item", 0), ("item", 1), ("quote", 0), ("table", 0)),
    ]
    assert [(run.text, run.bold, run.italic) for run in found[1].runs] == [
        *(("b ", False, False), ("c", True, False), (" ", False, False), ("d", False, True)),
    ]
    assert [["".join(run.text for run in cell) for cell in row] for row in found[5].rows] == [["h", "i"], ["j", "k"]]


def test_code_is_kept_and_only_a_chart_is_left_out() -> None:
    """What its owner fenced or set in stands in the prints line by line; Mermaid's words are no reading."""
    text = "```sql\nselect 1\n  from x\n```\n\n- item\n\n      set in\n\n~~~\nplain\n~~~\n\n```mermaid\ngantt\n```\n"
    found = [piece.runs[0].text for piece in read_prose(text) if piece.kind == "code"]
    assert found == ["select 1\n  from x", "set in", "plain"]
    bundle = bundle_of()._replace(documents={"plan.md": text})
    document = word_file(bundle)
    [code] = [one for one in document.paragraphs if one.text == "select 1\n  from x"]
    assert code.runs[0].font.name == "Courier New"
    assert "gantt" not in "".join(one.text for one in document.paragraphs)
    assert re.search(r"select 1\s+from x", pdf_text(bundle))


@pytest.mark.parametrize("length", [255, 256, 300])
def test_a_title_of_any_length_is_printed(length: int) -> None:
    """Word allows 255 characters in what a file says of itself; in the text the title is whole."""
    plan = bundle_of().plan._replace(title="T" * length, name="N" * length)
    assert word_file(bundle_of()._replace(plan=plan)).core_properties.title == "T" * 255


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "notes.md"])
def test_a_link_leads_only_where_one_may_follow(url: str) -> None:
    """Others stay words."""
    runs = [
        run
        for piece in read_prose(f"[a]({url}) [b](https://example.org) [c](mailto:a@example.org)")
        for run in piece.runs
    ]
    assert [run.url for run in runs if run.url] == ["https://example.org", "mailto:a@example.org"]


def test_html_and_what_cannot_be_printed_do_no_harm() -> None:
    """Raw HTML of the owner's is shown as typed; a control character is dropped, line ends of Windows are line ends."""
    [piece, table] = read_prose("a<b>\x00\x0b\ufffec\r\n\r\n|x|\r\n|-|\r\n|y|\r\n")
    assert "".join(run.text for run in piece.runs) == "a<b>c"
    assert len(table.rows) == 2
    assert widths(table) == [20]


def test_a_document_that_only_begins_like_front_matter_is_whole() -> None:
    """A rule at the top takes nothing away."""
    assert [piece.kind for piece in read_prose("---\n\nwords\n")] == ["paragraph"]


# Word


def test_the_word_file_says_what_the_plan_says() -> None:
    """Every word of plan.md that a reader counts stands in it, under headings that Word knows as such."""
    bundle = bundle_of(FULL)
    made = word_file(bundle)
    styles = {paragraph.style.name for paragraph in made.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Normal"} <= styles
    told = [paragraph.text for paragraph in made.paragraphs]
    told = told[: told.index("Checklist")]
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    count = word_count(" ".join([*told, *cells]))
    assert abs(count - word_count(bundle.documents["plan.md"])) <= 3  # words that a link splits


def test_every_action_is_a_box_to_click() -> None:
    """Word's own check boxes, ticked as on disk; what was dropped is not there."""
    bundle = bundle_of()._replace(ticks={"expectations": "x", "access": "-"})
    text = xml(word_bytes(bundle))
    assert text.count("<w14:checkbox>") == len(actions_of(bundle.plan)) - 1
    assert text.count('<w14:checked w14:val="1"/>') == text.count("☒") == 1
    assert len(set(re.findall(r'<w:id w:val="(\d+)"/>', text))) == text.count("<w14:checkbox>")


def test_tables_in_word_repeat_their_head_and_cut_no_row() -> None:
    """On a second page the columns still say what they are."""
    text = xml(word_bytes(bundle_of(FULL)))
    assert text.count("<w:tblHeader") == text.count("<w:tbl>") >= 1
    assert text.count("<w:cantSplit") == text.count("<w:tr>") + text.count("<w:tr ")


def test_the_word_file_speaks_english_and_says_whose_it_is() -> None:
    """A spelling check knows the language; the file tells title and name, and no date."""
    about = word_file(bundle_of()).core_properties
    assert (about.title, about.author, about.language) == ("Product Manager, Billing", "Noor Castellan", "en-GB")
    assert (about.created, about.modified, about.comments) == (None, None, "")


def test_a_link_in_word_can_be_followed() -> None:
    """It is a real link, not underlined words."""
    made = word_file(bundle_of(FULL))
    assert "https://example.org/x" in [link.address for paragraph in made.paragraphs for link in paragraph.hyperlinks]


# PDF


def test_the_pdf_says_what_the_plan_says() -> None:
    """Every heading and every action can be read and searched in it."""
    bundle = bundle_of(FULL)
    text = re.sub(r"\s", "", pdf_text(bundle))
    for piece in read_prose(bundle.documents["plan.md"]):
        if piece.kind == "heading":
            assert re.sub(r"\s", "", "".join(run.text for run in piece.runs)) in text
    for action in actions_of(bundle.plan):
        assert re.sub(r"\s", "", action.title[1:]) in text


def test_the_pdf_has_title_and_author_and_no_date() -> None:
    """Who gets it by mail sees what it is; the same plan gives the same bytes on any day."""
    about = PdfReader(io.BytesIO(pdf_bytes(bundle_of()))).metadata
    assert about
    assert (about.title, about.author) == ("Product Manager, Billing", "Noor Castellan")
    assert (about.creation_date, about.modification_date) == (None, None)


def test_the_pdf_draws_what_is_done() -> None:
    """A ticked box is drawn ticked; what was dropped is not there."""
    bundle = bundle_of()._replace(ticks={"expectations": "x", "access": "-"})
    drawn = [action for week in pdf.page_data(bundle)["weeks"] for action in week["actions"]]
    assert [action["title"][:18] for action in drawn if action["done"]] == ["Agree expectations"]
    assert len(drawn) == len(actions_of(bundle.plan)) - 1
    assert pdf_bytes(bundle) != pdf_bytes(bundle._replace(ticks={"access": "-"}))


def test_an_answer_is_no_typst() -> None:
    """Marks of Typst, Markdown and Jinja stand on the page as they were typed."""
    text = pdf_text(with_action(bundle_of(), title=f"X{HOSTILE}", done_when=HOSTILE))
    for word_ in HOSTILE.partition(" 名")[0].split():
        assert word_ in text
    assert "49" not in text


# Both


@pytest.mark.parametrize("make", [word_bytes, pdf_bytes])
def test_the_same_plan_gives_the_same_bytes(make: Any) -> None:
    """No clock, no chance."""
    assert make(bundle_of(FULL)) == make(bundle_of(FULL))


def test_the_parts_of_a_word_file_bear_no_time() -> None:
    """A zip archive notes when it was made, unless it is told not to."""
    with zipfile.ZipFile(io.BytesIO(word_bytes(bundle_of()))) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("make", [word_bytes, pdf_bytes])
@pytest.mark.parametrize("said", [{"role": "generic-professional"}, {**SMALL, "chart": False, "stage": "candidate"}])
def test_a_plan_of_little_is_printed_too(make: Any, said: dict[str, Any]) -> None:
    """Without a start, a name or a chart."""
    assert make(bundle_of(said))


@pytest.mark.parametrize("make", [word_bytes, pdf_bytes])
def test_an_action_of_control_characters_is_printed(make: Any) -> None:
    """Nothing that a person can type stops the press."""
    assert make(with_action(bundle_of(), title="a\0b\x1b[31m\ufffe\ud800", steps=("\x0c", "s"), owner="Ana\x01"))


def test_weeks_are_called_as_in_the_checklist() -> None:
    """With dates, or with days where there is no start; a road has months."""
    assert sections(bundle_of())[1].title == "Week 1: 11 Jan to 17 Jan"
    assert sections(bundle_of({"role": "product-manager"}))[1].title == "Week 1: days 1 to 7"
    road = [one.title for one in sections(bundle_of({"role": "product-manager", "stage": "exploring"}))]
    assert road[:2] == ["Month 1", "Month 2"]
    assert len(set(road)) == len(road)
    assert sections(bundle_of())[0].title == "Before day 1"
    assert sections(bundle_of())[-1].title == "Every week, or as often as it says"


def test_no_column_is_too_narrow_for_a_word() -> None:
    """The words in a column decide how wide it is, within limits; a long word gets its room."""
    [table] = read_prose(f"|a|b|c|\n|-|-|-|\n|d|{'d ' * 90}|{'w' * 20}|\n")
    assert widths(table) == [20, 94, 66]
