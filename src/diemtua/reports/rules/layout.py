"""The report as .docx in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

A4; margins 20/20/30/20 mm; Times New Roman; page number centred in the top margin from the second page on.
The same snapshot and letterhead give the same bytes.
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

from diemtua.reports.rules.letterhead import Letterhead
from diemtua.reports.rules.snapshot import Snapshot
from diemtua.reports.rules.wording import Body, Part, body_of

FONT = "Times New Roman"
_ROMAN = ("I", "II", "III", "IV", "V")
_LEFT, _CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_HEAD_WIDTHS = (Cm(6.8), Cm(9.2))
_FOOT_WIDTHS = (Cm(7.6), Cm(8.4))
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def report_document(snapshot: Snapshot, head: Letterhead, *, digest: str) -> bytes:
    """Return the report as the bytes of a .docx. `digest` of the snapshot stands in the file's properties."""
    body = body_of(snapshot)
    document = Document()
    _set_page(document)
    _set_properties(document, head, body, digest, snapshot.frozen_at)
    _write_head(document, head)
    _write_title(document, body.subject)
    _write_body(document, body)
    _write_foot(document, head)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


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


def _set_properties(
    document: DocumentType, head: Letterhead, body: Body, digest: str, moment: datetime
) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = body.subject[:255], head.agency[:255], "vi-VN"
    properties.comments = f"Mã số liệu: {digest}"
    properties.last_modified_by = ""
    properties.created = properties.modified = moment.replace(tzinfo=None)


def _write_head(document: DocumentType, head: Letterhead) -> None:
    table = _bare_table(document, 2, _HEAD_WIDTHS)
    left, right = table[0]
    if head.parent_agency:
        _line(left, head.parent_agency.upper(), 12, first=True)
    _line(left, head.agency.upper(), 12, bold=True, first=not head.parent_agency)
    _short_rule(left, Cm(2.3))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _short_rule(right, Cm(1.45))
    left, right = table[1]
    _line(left, head.number_line, 13, first=True)
    _line(right, head.date_line, 13, italic=True, first=True)


def _write_title(document: DocumentType, subject: str) -> None:
    for number, text in enumerate(("BÁO CÁO", subject)):
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTRE
        _space(paragraph, before=18 if number == 0 else 0, after=0)
        _say(paragraph, text, 14, bold=True)
    rule = document.add_paragraph()
    _border_below(rule)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Cm(5)
    _space(rule, before=0, after=10, exactly=4)


def _write_body(document: DocumentType, body: Body) -> None:
    _text(document, body.opening)
    for number, part in enumerate(body.parts):
        _heading(document, f"{_ROMAN[number]}. {part.title.upper()}")
        _write_part(document, part)
    _text(document, body.closing)


def _write_part(document: DocumentType, part: Part) -> None:
    for number, section in enumerate(part.sections, start=1):
        if section.title:
            _heading(document, f"{number}. {section.title}")
        for paragraph in section.paragraphs:
            _text(document, paragraph)


def _write_foot(document: DocumentType, head: Letterhead) -> None:
    _space(document.add_paragraph(), before=0, after=0, exactly=8)
    left, right = _bare_table(document, 1, _FOOT_WIDTHS)[0]
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=_LEFT, first=True)
    for recipient in head.recipients:
        _line(left, recipient_line(recipient), 11, align=_LEFT)
    _line(right, (head.signing_for or head.signatory_title).upper(), 14, bold=True, first=True)
    if head.signing_for and head.signatory_title:
        _line(right, head.signatory_title.upper(), 14, bold=True)
    for _ in range(4):
        _line(right, "", 14)
    _line(right, head.signatory_name, 14, bold=True)


def recipient_line(recipient: str) -> str:
    """Return one line of 'Nơi nhận': '- UBND tỉnh;', the last one 'Lưu: …' ending with a full stop."""
    bare = recipient.strip().lstrip("-").strip().rstrip(";.")
    return f"- {bare}{'.' if bare.startswith('Lưu:') else ';'}"


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


def _same_bytes(data: bytes) -> bytes:
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
