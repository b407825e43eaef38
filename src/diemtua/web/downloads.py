"""Files that go out to a browser."""

import io
from collections.abc import Iterable, Sequence

from django.http import FileResponse

from diemtua.core.sheets import OutColumn, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    name: str, columns: Sequence[OutColumn], rows: Iterable[Sequence[object]], *, title: str = ""
) -> FileResponse:
    """Return a workbook with one sheet as a file to save; `rows` are read once."""
    stream = io.BytesIO()
    write_sheet(stream, columns, rows, title=title)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)
