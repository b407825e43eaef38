"""Files that go out to a browser."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from diemtua.core.sheets import OutColumn, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    name: str,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    *,
    title: str = "",
    watermark: str = "",
) -> HttpResponse:
    """Return a workbook with one sheet as a file to save; `rows` are read once."""
    stream = io.BytesIO()
    write_sheet(stream, columns, rows, title=title, watermark=watermark)
    answer = HttpResponse(stream.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
