"""The layout of official documents: Nghị định 30/2020/NĐ-CP, Phụ lục I. Plain Python over python-docx.

A4; margins 20/20/30/20 mm; Times New Roman; page number centred in the top margin from the second page on.
`begin` writes the head, the caller the body with `heading`, `text` and `grid`, `finish` the foot.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
LEFT, CENTRE, BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HEAD_WIDTHS = (Cm(7.8), Cm(9.8))  # a little wider than the text, so that the heads keep to one line
FOOT_WIDTHS = (Cm(7.6), Cm(8.4))
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Head:
    """Head and foot of a document, each line as it is to be printed."""

    agency: str
    parent_agency: str = ""
    number_line: str = ""
    date_line: str = ""
    subject_line: str = ""  # "V/v …", under the number of a công văn
    titles: Sequence[str] = ()
    signatory_name: str = ""
    recipients: Sequence[str] = ()


def begin(head: Head, *, title: str = "", subject: str = "", is_wide: bool = False) -> DocumentType:
    """Return a new document with its head; `title` and `subject` stand in the middle where given."""
    document = Document()
    set_page(document)
    if is_wide:
        _turn(document)
    table = bare_table(document, 2, HEAD_WIDTHS)
    left, right = table[0]
    if head.parent_agency:
        line(left, head.parent_agency.upper(), 12, first=True)
    line(left, head.agency.upper(), 12, bold=True, first=not head.parent_agency)
    short_rule(left, Cm(2.8))
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    short_rule(right, Cm(1.75))
    left, right = table[1]
    line(left, head.number_line, 13, first=True)
    if head.subject_line:
        line(left, head.subject_line, 12)
    line(right, head.date_line, 13, italic=True, first=True)
    for number, words in enumerate(one for one in (title, subject) if one):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRE
        space(paragraph, before=18 if number == 0 else 0, after=0 if number == 0 and subject else 10)
        say(paragraph, words, 14, bold=True)
    return document


def addressed(document: DocumentType, names: Sequence[str]) -> None:
    """Write "Kính gửi:" and whom a công văn goes to."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    space(paragraph, before=12, after=0 if len(names) > 1 else 12)
    say(paragraph, f"Kính gửi: {names[0]}" if len(names) == 1 else "Kính gửi:", 14)
    for number, name in enumerate(names if len(names) > 1 else ()):
        is_last = number == len(names) - 1
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(4.5)
        space(paragraph, before=0, after=12 if is_last else 0)
        say(paragraph, f"- {name}{'.' if is_last else ';'}", 14)


def grid(
    document: DocumentType, headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> None:
    """Write a bordered table; its first row repeats on every page. Widths are centimetres."""
    table = document.add_table(rows=1, cols=len(headings))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _repeat(table.rows[0])
    for cell, heading_text in zip(table.rows[0].cells, headings, strict=True):
        line(cell, heading_text, 12, bold=True, first=True)
    for row in rows:
        cells = table.add_row().cells
        for cell, value, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            line(cell, value, 12, align=LEFT, first=True)


def finish(document: DocumentType, head: Head, *, title: str) -> bytes:
    """Write the foot and return the document as bytes; the same words give the same bytes."""
    left, right = foot_of(document)
    line(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT, first=True)
    for recipient in head.recipients:
        line(left, recipient, 11, align=LEFT)
    for number, words in enumerate(head.titles or [""]):
        line(right, words.upper(), 14, bold=True, first=number == 0)
    for _ in range(4):
        line(right, "", 14)
    line(right, head.signatory_name, 14, bold=True)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title[:255], head.agency[:255], "vi-VN"
    properties.last_modified_by = ""
    properties.created = properties.modified = datetime(*ZIP_TIME)  # noqa: DTZ001 -- a fixed stamp
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def foot_of(document: DocumentType) -> tuple[_Cell, _Cell]:
    """Return the two cells of the foot: it is never split over pages, nor parted from the last words."""
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    gap = document.add_paragraph()
    gap.paragraph_format.keep_with_next = True
    space(gap, before=0, after=0, exactly=8)
    cells = bare_table(document, 1, FOOT_WIDTHS)[0]
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    document.tables[-1].rows[0]._tr.get_or_add_trPr().append(whole)
    return cells


def _turn(document: DocumentType) -> None:
    """Lay the page on its side, for wide tables."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _repeat(row: object) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # type: ignore[attr-defined] # python-docx has no word for it


def set_page(document: DocumentType) -> None:
    """Set paper, margins, font, language and the page number."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    add_page_field(number)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def heading(document: DocumentType, text: str) -> None:
    """Write a heading of the body."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.keep_with_next = True
    space(paragraph, before=6, after=6)
    say(paragraph, text, 14, bold=True)


def text(document: DocumentType, text: str) -> None:
    """Write a paragraph of the body."""
    paragraph = document.add_paragraph()
    paragraph.alignment = BOTH
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.widow_control = True
    space(paragraph, before=0, after=6)
    say(paragraph, text, 14)


def line(
    cell: _Cell,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    first: bool = False,
) -> None:
    """Write one line into a cell."""
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    space(paragraph, before=0, after=0)
    say(paragraph, text, size, bold=bold, italic=italic)


def say(paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    """Add words to a paragraph."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = FONT, Pt(size)
    run.bold, run.italic = bold, italic


def space(paragraph: Paragraph, *, before: int, after: int, exactly: int = 0) -> None:
    """Set the space around a paragraph, in points."""
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if exactly:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exactly)
    else:
        shape.line_spacing = 1.0


def short_rule(cell: _Cell, indent: Cm) -> None:
    """Draw the rule under a head: as long as the cell less `indent` on both sides."""
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    border_below(paragraph)
    space(paragraph, before=0, after=8, exactly=3)


def border_below(paragraph: Paragraph) -> None:
    """Draw a thin line under a paragraph."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def bare_table(document: DocumentType, lines: int, widths: tuple[Cm, Cm]) -> list[tuple[_Cell, _Cell]]:
    """Add a table without borders, for heads and feet."""
    table = document.add_table(rows=lines, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice goes by the grid, Word by the cells
    rows = []
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
        rows.append((row.cells[0], row.cells[1]))
    return rows


def add_page_field(paragraph: Paragraph) -> None:
    """Add the number of the page."""
    run = paragraph.add_run()
    run.font.name, run.font.size = FONT, Pt(14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if text:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def same_bytes(data: bytes) -> bytes:
    """Write the archive again with fixed times, so that the same report is the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            copy.writestr(
                zipfile.ZipInfo(entry.filename, ZIP_TIME),
                source.read(entry.filename),
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()
