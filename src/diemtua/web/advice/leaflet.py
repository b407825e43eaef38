"""The leaflet of a result: one A4 page as PDF, with a QR code that leads back to the same question."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import segno
import typst
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.insurance.rules.law import Row
from diemtua.web.advice.working import language

# The typeface comes with the front-end build; without it a serif that the typesetter carries itself.
TYPEFACE, CARRIED = "Be Vietnam Pro", "Libertinus Serif"
PRINT_FONT = "diemtua/print/400Regular.ttf"
PAGE = Path(__file__).with_name("leaflet.typ")
MOST_ROWS = 12  # that fit on the page


@dataclass(frozen=True)
class Fact:
    """One of the three facts: what it is, the figure, and what it means."""

    label: str
    value: str
    text: str


@dataclass(frozen=True)
class Leaflet:
    """What stands on the page, every word already in the language of the reader.

    `rows` are the lines of a table under `columns`, already printed; the last column is the one of figures,
    or of words where its heading is empty.
    """

    kicker: str
    title: str
    figure_label: str
    figure: str
    figure_note: str
    facts: Sequence[Fact]
    steps: Sequence[str]
    law: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def leaflet_file(leaflet: Leaflet, *, back: str, name: str) -> HttpResponse:
    """Return the leaflet as a PDF to open; `back` is the whole address of the question."""
    answer = HttpResponse(pdf_of(leaflet, back=back), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return answer


def pdf_of(leaflet: Leaflet, *, back: str) -> bytes:
    """Set the leaflet on one page of A4."""
    found = finders.find(PRINT_FONT)
    fonts = [Path(found).parent] if isinstance(found, str) else []
    said = {
        **asdict(leaflet),
        "rows": list(leaflet.rows)[:MOST_ROWS],
        "font": TYPEFACE if fonts else CARRIED,
        "language": language()[:2],
        "unit": _("đồng"),
        "steps_title": _("Tham gia thế nào?"),
        "office": _("Nơi tư vấn:"),
        "phone": _("Điện thoại:"),
        "qr": _qr(back),
        "qr_label": _("Quét để mở lại kết quả này"),
    }
    return typst.compile(
        PAGE,
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(said, ensure_ascii=False)},
    )


def law_line(rows: Sequence[Row], day: date) -> str:
    """Return the small print: by the law of which day, and by which texts."""
    texts = "; ".join(dict.fromkeys(row.basis for row in rows))
    return _(
        "Tính theo pháp luật ngày %(day)s: %(texts)s. Số chính thức do cơ quan bảo hiểm xã hội thông báo."
    ) % {
        "day": f"{day:%d/%m/%Y}",
        "texts": texts,
    }


def _qr(back: str) -> str:
    drawing = segno.make_qr(back, error="m").svg_inline(border=2, dark="#0a4a45")
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
