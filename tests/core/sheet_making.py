"""Small workbooks for the tests, written cell by cell as people's files are."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

FILES = Path(__file__).parent / "sheet_files"
HEADERS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD")


def workbook(
    *draw: Callable[[Any, Any], None], names: Sequence[str] = ("Thôn 1", "Thôn 2", "Thôn 3")
) -> bytes:
    """Return an .xlsx; each function draws one sheet, given the workbook and the sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, function in zip(names, draw, strict=False):
            function(book, book.add_worksheet(name))
    return stream.getvalue()


def table(*lines: Sequence[Any], headers: Sequence[str] = HEADERS, top: int = 0) -> bytes:
    """Return an .xlsx with `headers` on line `top` (from 0) and `lines` below; None leaves a cell blank."""

    def draw(book: Any, sheet: Any) -> None:
        for at, line in enumerate([headers, *lines], top):
            for index, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(at, index, value)
                elif value is not None:
                    sheet.write(at, index, value)

    return workbook(draw)


def open_document(*lines: Sequence[str | float], name: str = "Thôn 1") -> bytes:
    """Return a minimal .ods."""
    rows = "".join(
        "<table:table-row>" + "".join(_document_cell(value) for value in line) + "</table:table-row>"
        for line in lines
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return stream.getvalue()


def _document_cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'
