"""The template of the report in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I.

A4; margins 20/20/30/20 mm; Times New Roman; page number centred in the top margin from the second page on.
`template_document` makes the file `reports/data/report.docx`; an office may change that file in Word, or
bring its own (docs/how-to/change-the-report.md). `layout.py` fills it.
"""

import io
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Cm

from diemtua.core.official_paper import (
    CENTRE,
    HEAD_WIDTHS,
    LEFT,
    ZIP_TIME,
    bare_table,
    border_below,
    foot_of,
    heading,
    line,
    same_bytes,
    say,
    set_page,
    short_rule,
    space,
    text,
)

__all__ = ["same_bytes", "template_document"]


def template_document() -> bytes:
    """Return the default template: the layout of the decree, with docxtpl's marks where the words go."""
    document = Document()
    set_page(document)
    _write_head(document)
    _write_title(document)
    _write_body(document)
    _write_foot(document)
    document.core_properties.language = "vi-VN"
    document.core_properties.created = document.core_properties.modified = datetime(*ZIP_TIME)  # noqa: DTZ001 -- a fixed stamp
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _write_head(document: DocumentType) -> None:
    table = bare_table(document, 2, HEAD_WIDTHS)
    left, right = table[0]
    line(left, "{%p if parent_agency %}", 12, first=True)
    line(left, "{{ parent_agency }}", 12)
    line(left, "{%p endif %}", 12)
    line(left, "{{ agency }}", 12, bold=True)
    short_rule(left, Cm(2.8))
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    short_rule(right, Cm(1.75))
    left, right = table[1]
    line(left, "{{ number_line }}", 13, first=True)
    line(right, "{{ date_line }}", 13, italic=True, first=True)


def _write_title(document: DocumentType) -> None:
    for number, words in enumerate(("BÁO CÁO", "{{ subject }}")):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRE
        space(paragraph, before=18 if number == 0 else 0, after=0)
        say(paragraph, words, 14, bold=True)
    rule = document.add_paragraph()
    border_below(rule)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Cm(5)
    space(rule, before=0, after=10, exactly=4)


def _write_body(document: DocumentType) -> None:
    text(document, "{{ opening }}")
    text(document, "{%p for line in lines %}")
    text(document, "{%p if line.is_heading %}")
    heading(document, "{{ line.text }}")
    text(document, "{%p else %}")
    text(document, "{{ line.text }}")
    text(document, "{%p endif %}")
    text(document, "{%p endfor %}")
    text(document, "{{ closing }}")


def _write_foot(document: DocumentType) -> None:
    left, right = foot_of(document)
    line(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT, first=True)
    line(left, "{%p for recipient in recipients %}", 11, align=LEFT)
    line(left, "{{ recipient }}", 11, align=LEFT)
    line(left, "{%p endfor %}", 11, align=LEFT)
    line(right, "{%p for title in titles %}", 14, first=True)
    line(right, "{{ title }}", 14, bold=True)
    line(right, "{%p endfor %}", 14)
    for _ in range(4):
        line(right, "", 14)
    line(right, "{{ signatory_name }}", 14, bold=True)
