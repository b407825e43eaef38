"""The template of the report in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

A4; margins 20/20/30/20 mm; Times New Roman; page number centred in the top margin from the second page on.
`template_document` makes the file `reports/data/report.docx`; an office may change that file in Word, or
bring its own (docs/how-to/change-the-report.md). `layout.py` fills it.
"""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
_LEFT, _CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_HEAD_WIDTHS = (Cm(7.8), Cm(9.8))  # a little wider than the text, so that the heads keep to one line
_FOOT_WIDTHS = (Cm(7.6), Cm(8.4))
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def template_document() -> bytes:
    """Return the default template: the layout of the decree, with docxtpl's marks where the words go."""
    document = Document()
    _set_page(document)
    _write_head(document)
    _write_title(document)
    _write_body(document)
    _write_foot(document)
    document.core_properties.language = "vi-VN"
    document.core_properties.created = document.core_properties.modified = datetime(*_ZIP_TIME)  # noqa: DTZ001 -- a fixed stamp
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _set_page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _add_page_field(number)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def _write_head(document: DocumentType) -> None:
    table = _bare_table(document, 2, _HEAD_WIDTHS)
    left, right = table[0]
    _line(left, "{%p if parent_agency %}", 12, first=True)
    _line(left, "{{ parent_agency }}", 12)
    _line(left, "{%p endif %}", 12)
    _line(left, "{{ agency }}", 12, bold=True)
    _short_rule(left, Cm(2.8))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _short_rule(right, Cm(1.75))
    left, right = table[1]
    _line(left, "{{ number_line }}", 13, first=True)
    _line(right, "{{ date_line }}", 13, italic=True, first=True)


def _write_title(document: DocumentType) -> None:
    for number, text in enumerate(("BÁO CÁO", "{{ subject }}")):
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTRE
        _space(paragraph, before=18 if number == 0 else 0, after=0)
        _say(paragraph, text, 14, bold=True)
    rule = document.add_paragraph()
    _border_below(rule)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Cm(5)
    _space(rule, before=0, after=10, exactly=4)


def _write_body(document: DocumentType) -> None:
    _text(document, "{{ opening }}")
    _text(document, "{%p for line in lines %}")
    _text(document, "{%p if line.is_heading %}")
    _heading(document, "{{ line.text }}")
    _text(document, "{%p else %}")
    _text(document, "{{ line.text }}")
    _text(document, "{%p endif %}")
    _text(document, "{%p endfor %}")
    _text(document, "{{ closing }}")


def _write_foot(document: DocumentType) -> None:
    _space(document.add_paragraph(), before=0, after=0, exactly=8)
    left, right = _bare_table(document, 1, _FOOT_WIDTHS)[0]
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=_LEFT, first=True)
    _line(left, "{%p for recipient in recipients %}", 11, align=_LEFT)
    _line(left, "{{ recipient }}", 11, align=_LEFT)
    _line(left, "{%p endfor %}", 11, align=_LEFT)
    _line(right, "{%p for title in titles %}", 14, first=True)
    _line(right, "{{ title }}", 14, bold=True)
    _line(right, "{%p endfor %}", 14)
    for _ in range(4):
        _line(right, "", 14)
    _line(right, "{{ signatory_name }}", 14, bold=True)


def _heading(document: DocumentType, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.keep_with_next = True
    _space(paragraph, before=6, after=6)
    _say(paragraph, text, 14, bold=True)


def _text(document: DocumentType, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _BOTH
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.widow_control = True
    _space(paragraph, before=0, after=6)
    _say(paragraph, text, 14)


def _line(
    cell: _Cell,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = _CENTRE,
    first: bool = False,
) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    _space(paragraph, before=0, after=0)
    _say(paragraph, text, size, bold=bold, italic=italic)


def _say(paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = FONT, Pt(size)
    run.bold, run.italic = bold, italic


def _space(paragraph: Paragraph, *, before: int, after: int, exactly: int = 0) -> None:
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if exactly:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exactly)
    else:
        shape.line_spacing = 1.0


def _short_rule(cell: _Cell, indent: Cm) -> None:
    """Draw the rule under a head: as long as the cell less `indent` on both sides."""
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    _border_below(paragraph)
    _space(paragraph, before=0, after=8, exactly=3)


def _border_below(paragraph: Paragraph) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _bare_table(document: DocumentType, lines: int, widths: tuple[Cm, Cm]) -> list[tuple[_Cell, _Cell]]:
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


def _add_page_field(paragraph: Paragraph) -> None:
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
                zipfile.ZipInfo(entry.filename, _ZIP_TIME),
                source.read(entry.filename),
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()
