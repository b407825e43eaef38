"""Files that go out to a browser."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.core.sheets import OutColumn, write_sheet

MOST_ROWS = 8_000  # of one download: what is written within the two seconds of a request
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def too_long(request: HttpRequest, rows: QuerySet[Any], back: str) -> HttpResponse | None:
    """Return the way back to the list, with a sentence, when it has more rows than one file takes."""
    count = rows.count()
    if count <= MOST_ROWS:
        return None
    said = _(
        "Danh sách có %(count)d dòng; một tệp chứa nhiều nhất %(most)d. Hãy lọc theo địa bàn rồi tải lại."
    )
    messages.error(request, said % {"count": count, "most": MOST_ROWS})
    answer = redirect(back)
    answer["Location"] += f"?{request.GET.urlencode()}"
    return answer


def labels(choices: Iterable[tuple[Any, Any]]) -> dict[Any, str]:
    """Return the words of choices in the language of the request, made once and not row by row."""
    return {value: str(label) for value, label in choices}


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
