"""From a file to its tables: which reader, which sheets, and why a whole file is refused."""

from collections.abc import Iterable, Iterator

from diemtua.core.files import FileEmpty
from diemtua.core.sheets.cells import Book, LeftOut, Sheet
from diemtua.core.sheets.columns import Column
from diemtua.core.sheets.delimited import open_delimited
from diemtua.core.sheets.layout import lay_out
from diemtua.core.sheets.old_fonts import turned
from diemtua.core.sheets.refusals import (
    DisguisedFile,
    NoHeader,
    NoRows,
    NothingInside,
    UnreadableEnding,
)
from diemtua.core.sheets.sources import Source
from diemtua.core.sheets.workbooks import open_workbook

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
OWN_MARK = "Điểm Tựa ·"  # begins every sheet that we add to a workbook: summary, guide
MAX_ROWS = 200_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_book(
    name: str,
    data: bytes,
    *,
    max_rows: int = MAX_ROWS,
    columns: Iterable[Column] = (),
    turns_old_fonts: bool = False,
) -> Book:
    """Read every sheet of a file that has a table; `columns` help to recognise the header.

    Empty sheets, hidden sheets and sheets that we added ourselves are left out and listed; so is a sheet
    without a header, as long as another one has it. `max_rows` holds for each sheet. Columns typed in
    TCVN3 or VNI are refused, or read as Unicode where the caller says so.

    :raises Refusal: when nothing can be read at all, see `refusals`; also `core.files.FileEmpty`
    """
    sources = [turned(source) if turns_old_fonts else source for source in _open(name, data)]
    sheets: list[Sheet] = []
    left_out: list[LeftOut] = []
    refusal: NoHeader | NoRows | None = None
    for source in sources:
        reason = _why_left_out(source)
        if reason:
            left_out.append(LeftOut(source.name, reason))
            continue
        try:
            sheets.append(lay_out(name, source, max_rows=max_rows, columns=columns))
        except (NoHeader, NoRows) as no_table:
            refusal = refusal or no_table
            left_out.append(LeftOut(source.name, no_table.text))
    if not sheets:
        raise refusal or NothingInside(name=name, sheet=sources[0].name if sources else "")
    return Book(name, tuple(sheets), tuple(left_out))


def read_sheets(name: str, data: bytes, *, max_rows: int = MAX_ROWS) -> list[Sheet]:
    """Return the tables of a file; `read_book` also tells which sheets were left out.

    :raises Refusal: as `read_book`
    """
    return list(read_book(name, data, max_rows=max_rows).sheets)


def _open(name: str, data: bytes) -> list[Source]:
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in WORKBOOK_ENDINGS + TEXT_ENDINGS:
        raise UnreadableEnding(name=name)
    if not data.strip():
        raise FileEmpty(name=name)
    if ending in TEXT_ENDINGS:
        if data.startswith((_ZIP, _OLE)):
            raise DisguisedFile(name=name, ending=ending, found="tệp Excel")
        return open_delimited(name, data)
    if data.lstrip()[:1] == b"<" or data[:5] == b"\xef\xbb\xbf<!":
        raise DisguisedFile(name=name, ending=ending, found="trang web (HTML hoặc XML)")
    if not data.startswith((_ZIP, _OLE)) and _is_text(data):
        raise DisguisedFile(name=name, ending=ending, found="văn bản thường (CSV)")
    return open_workbook(name, data)


def _is_text(data: bytes) -> bool:
    head = data[:2000]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(sign < 9 or 13 < sign < 32 for sign in head)


def _why_left_out(source: Source) -> str:
    first = _first_text(source.walk())
    if first is None:
        return "trang trống"
    if first.startswith(OWN_MARK):
        return "trang do Điểm Tựa thêm vào"
    return "trang đang ẩn; hãy bỏ ẩn nếu cần đọc" if source.hidden else ""


def _first_text(lines: Iterator[tuple[object, ...]]) -> str | None:
    for line in lines:
        for value in line:
            if value is not None and str(value).strip():
                return str(value)
    return None
