"""Fills the template of the report. The same snapshot and letterhead give the same bytes."""

import io
from dataclasses import dataclass
from pathlib import Path

from docxtpl import DocxTemplate

from diemtua.reports.rules.letterhead import Letterhead
from diemtua.reports.rules.snapshot import Snapshot
from diemtua.reports.rules.template import same_bytes
from diemtua.reports.rules.wording import Body, body_of

DEFAULT_TEMPLATE = Path(__file__).resolve().parents[1] / "data" / "report.docx"
_ROMAN = ("I", "II", "III", "IV", "V")


@dataclass(frozen=True)
class Line:
    """One paragraph of the body."""

    text: str
    is_heading: bool = False


def report_document(
    snapshot: Snapshot, head: Letterhead, *, digest: str, template: Path = DEFAULT_TEMPLATE
) -> bytes:
    """Return the report as the bytes of a .docx. `digest` of the snapshot stands in the file's properties."""
    body = body_of(snapshot)
    document = DocxTemplate(template)
    document.render(_words(body, head), autoescape=True)
    properties = document.docx.core_properties
    properties.title, properties.author, properties.language = body.subject[:255], head.agency[:255], "vi-VN"
    properties.comments = f"Mã số liệu: {digest}"
    properties.last_modified_by = ""
    properties.created = properties.modified = snapshot.frozen_at.replace(tzinfo=None)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _words(body: Body, head: Letterhead) -> dict[str, object]:
    titles = [head.signing_for, head.signatory_title]
    return {
        "parent_agency": head.parent_agency.upper(),
        "agency": head.agency.upper(),
        "number_line": head.number_line,
        "date_line": head.date_line,
        "subject": body.subject,
        "opening": body.opening,
        "lines": lines_of(body),
        "closing": body.closing,
        "recipients": [recipient_line(recipient) for recipient in head.recipients],
        "titles": [title.upper() for title in titles if title],
        "signatory_name": head.signatory_name,
    }


def lines_of(body: Body) -> list[Line]:
    """Return the body paragraph by paragraph, with numbered headings: 'I. KẾT QUẢ', '1. Ra quân'."""
    found = []
    for roman, part in zip(_ROMAN, body.parts, strict=False):
        found.append(Line(f"{roman}. {part.title.upper()}", is_heading=True))
        for number, section in enumerate(part.sections, start=1):
            if section.title:
                found.append(Line(f"{number}. {section.title}", is_heading=True))
            found += [Line(paragraph) for paragraph in section.paragraphs]
    return found


def recipient_line(recipient: str) -> str:
    """Return one line of 'Nơi nhận': '- UBND tỉnh;', the last one 'Lưu: …' ending with a full stop."""
    bare = recipient.strip().lstrip("-").strip().rstrip(";.")
    return f"- {bare}{'.' if bare.startswith('Lưu:') else ';'}"
