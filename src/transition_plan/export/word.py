"""The plan and its checklist as a Word file: real headings, tables and boxes to click, in any order of reading."""

import io
import zipfile
from collections.abc import Sequence
from itertools import count
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from transition_plan.actionline import capital
from transition_plan.plan import Plan

from .bundle import TICKED, Bundle, Exported, File
from .prose import Piece, Run, clean, read_prose, widths
from .rows import Row, sections, told

NAME, PLAN = "plan.docx", "plan.md"
INK, ACCENT = RGBColor(0x22, 0x22, 0x22), RGBColor(0x1F, 0x4E, 0x79)
FONT = "Calibri"
CODE_FONT = "Courier New"
SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
WIDTH = Cm(16.4)  # of the text
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
LISTS = ("List Bullet", "List Bullet 2", "List Bullet 3")
EPOCH = (1980, 1, 1, 0, 0, 0)  # what a zip archive calls no date
LONGEST = 255  # characters that Word allows in what a file says of itself
BOX, TICKED_BOX = "☐", "☒"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def export(bundle: Bundle) -> Exported:
    """Return the file."""
    document = Document()
    prepare(document, bundle.plan)
    for piece in read_prose(bundle.documents[PLAN]):
        add_piece(document, piece)
    add_checklist(document, bundle)
    made = io.BytesIO()
    document.save(made)
    return Exported((File(NAME, undated(made.getvalue())),))


def prepare(document: Any, plan: Plan) -> None:
    """Set the page, the styles, the language and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    style_text(document.styles)
    about = document.core_properties
    about.title, about.author, about.language = clean(plan.title)[:LONGEST], clean(plan.name)[:LONGEST], "en-GB"
    about.comments = about.last_modified_by = ""
    for said in ("dcterms:created", "dcterms:modified"):  # when it was made is nobody's business, and never the same
        for element in about._element.findall(qn(said)):
            about._element.remove(element)


def style_text(styles: Any) -> None:
    """Set how texts look: one font, one colour for headings, and the language for spelling."""
    for name, size in {"Normal": 10.5, **SIZES}.items():
        font = styles[name].font
        font.name, font.size, font.color.rgb = FONT, Pt(size), INK if name == "Normal" else ACCENT
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    styles["Normal"].paragraph_format.space_after = Pt(5)
    styles["Heading 1"].paragraph_format.space_before = Pt(16)
    for name in LISTS:
        styles[name].paragraph_format.space_after = Pt(2)
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")


def add_piece(document: Any, piece: Piece) -> None:
    """Add a piece of the plan in the style that Word has for it."""
    if piece.kind == "table":
        add_table(document, piece)
    elif piece.kind == "code":
        made = document.add_paragraph(style="Normal").add_run(piece.runs[0].text)  # a line end becomes a break
        made.font.name, made.font.size = CODE_FONT, Pt(9)
    else:
        add_runs(document.add_paragraph(style=style_of(piece)), piece.runs)


def style_of(piece: Piece) -> str:
    """Return the name of the style of a piece."""
    if piece.kind == "heading":
        return "Title" if piece.level == 1 else f"Heading {min(piece.level - 1, 3)}"
    if piece.kind == "item":
        return LISTS[min(piece.level, len(LISTS) - 1)]
    return "Quote" if piece.kind == "quote" else "Normal"


def add_runs(paragraph: Paragraph, runs: Sequence[Run]) -> None:
    """Add words to a paragraph; a link can be followed."""
    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.bold or None, run.italic or None
        if run.url:
            target = paragraph.part.relate_to(run.url, LINK, is_external=True)
            link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"/>')
            made.font.underline, made.font.color.rgb = True, ACCENT
            paragraph._p.replace(made._r, link)
            link.append(made._r)


def add_table(document: Any, piece: Piece) -> None:
    """Add a table whose head stands on each page and whose rows are not cut."""
    lines = piece.rows
    table = document.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    for number, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for runs, cell in zip(line, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            add_runs(paragraph, [run._replace(bold=True) for run in runs] if number == 0 else runs)
            if number == 0:
                cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="E8EEF4"/>'))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    style_grid(table, piece)
    gap = document.add_paragraph().paragraph_format  # two tables in a row would be one
    gap.space_after, gap.line_spacing = Pt(0), Pt(6)


def style_grid(table: Any, piece: Piece) -> None:
    """Draw fine lines, and give each column room by the words in it."""
    table.autofit = False
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="B8C4D0"/>' for side in SIDES)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)  # Word insists on the order
    weights = widths(piece)
    for column, weight in zip(table.columns, weights, strict=True):
        column.width = Emu(WIDTH * weight // sum(weights))
        for cell in column.cells:  # Word reads the cells' own, LibreOffice the column's
            cell.width = column.width


def add_checklist(document: Any, bundle: Bundle) -> None:
    """Add every action by week as a box to click."""
    heading = document.add_paragraph("Checklist", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    number = count(1)
    for section in sections(bundle):
        document.add_paragraph(section.title, style="Heading 2")
        for row in section.rows:
            add_box(document, row, next(number))


def add_box(document: Any, row: Row, number: int) -> None:
    """Add an action: a box of Word's own, the action, and what shows that it is done."""
    paragraph = document.add_paragraph()
    style = paragraph.paragraph_format
    style.left_indent, style.first_line_indent, style.space_after = Cm(0.7), Cm(-0.7), Pt(3)
    paragraph._p.append(box(row.mark in TICKED, number))
    paragraph.add_run("\u2002" + clean(capital(row.action.title))).bold = True
    paragraph.add_run(clean(told(row.action)))


def box(ticked: bool, number: int) -> Any:
    """Return a check box as Word keeps it; python-docx has no call for it."""
    mark = TICKED_BOX if ticked else BOX
    fonts = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    return parse_xml(
        f'<w:sdt {nsdecls("w")} {W14}><w:sdtPr><w:id w:val="{number}"/><w14:checkbox>'
        f'<w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{fonts}</w:rPr><w:t>{mark}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def undated(data: bytes) -> bytes:
    """Return an archive without the time at which it was made: the same plan gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return made.getvalue()
