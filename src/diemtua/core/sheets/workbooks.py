"""Workbooks: .xlsx and .xlsm, .xls, .ods, read by calamine.

Calamine gives values, not looks: an error cell comes back as an empty string, and a number loses the zeros
that its format shows. For .xlsx both are found again in the XML (`markup`). An .xls or .ods is read in a
process of its own (`apart`).
"""

import io
import pickle
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import python_calamine

from diemtua.core.sheets import apart
from diemtua.core.sheets.cells import CellValue
from diemtua.core.sheets.markup import Findings, scan_workbook
from diemtua.core.sheets.refusals import BrokenFile, PasswordProtected, TooLargeUnpacked
from diemtua.core.sheets.sources import Line, Merge, Source

MAX_UNPACKED_BYTES = 600 * 1024 * 1024  # 200,000 rows of 15 columns unpack to about 130 MB
MAX_GRID_CELLS = 20_000_000  # calamine lays out the whole rectangle: one stray cell far away costs gigabytes
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, ValueError, RuntimeError)
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def open_workbook(name: str, data: bytes) -> list[Source]:
    """Return the sheets of a workbook in their order, charts and empty sheets included.

    :raises PasswordProtected, BrokenFile, TooLargeUnpacked:
    """
    if _ENCRYPTED_STREAM in data[:65536] or _ENCRYPTED_STREAM in data[-65536:]:
        raise PasswordProtected(name=name)
    findings = _scan(name, data) if data.startswith(b"PK") else None
    if findings is None:
        return _read_apart(name, data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _source(book.get_sheet_by_name(sheet.name), sheet, findings.get(index, Findings()))
            for index, sheet in enumerate(book.sheets_metadata)
        ]
    except python_calamine.PasswordError as error:
        raise PasswordProtected(name=name) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise BrokenFile(name=name) from error


def _scan(name: str, data: bytes) -> Mapping[int, Findings] | None:
    """Scan the XML of an .xlsx; None when the archive is not one (an .ods)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise TooLargeUnpacked(name=name, sheet="*")
            findings = scan_workbook(archive) if "xl/workbook.xml" in archive.namelist() else None
    except _DAMAGE as error:
        raise BrokenFile(name=name) from error
    for found in (findings or {}).values():
        if found.rows * found.columns > MAX_GRID_CELLS:
            raise TooLargeUnpacked(name=name, sheet=found.sheet)
    return findings


def _read_apart(name: str, data: bytes) -> list[Source]:
    """Read an .xls or .ods through `apart`, which may die of it without taking us along."""
    command = [sys.executable, "-I", apart.__file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired as error:
        raise BrokenFile(name=name) from error
    if done.returncode == apart.PASSWORD:
        raise PasswordProtected(name=name)
    if done.returncode:
        raise BrokenFile(name=name)
    sheets = pickle.loads(done.stdout)  # noqa: S301 -- written by our own child, not by the sender
    return [
        Source(sheet, partial(_lines, lines), _merges(ranges), hidden=not visible)
        for sheet, visible, lines, ranges in sheets
    ]


def _lines(lines: list[list[CellValue]]) -> Iterator[Line]:
    for line in lines:
        yield tuple([_value(value) for value in line])


def _source(
    sheet: python_calamine.CalamineSheet, metadata: python_calamine.SheetMetadata, findings: Findings
) -> Source:
    left = (None,) * (sheet.start[1] if sheet.start else 0)
    overrides = findings.by_row()

    def walk() -> Iterator[Line]:
        for index, values in enumerate(sheet.iter_rows()):
            line: Line = left + tuple([None if value == "" else value for value in values])
            yield _overridden(line, overrides[index]) if index in overrides else line

    hidden = metadata.visible is not python_calamine.SheetVisibleEnum.Visible
    return Source(sheet.name, walk, _merges(sheet.merged_cell_ranges or ()), hidden)


def _merges(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[Merge, ...]:
    return tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges)


def _value(value: CellValue) -> CellValue:
    """Return a blank as None and every number as a float (an .xls gives whole numbers as int)."""
    if value == "":
        return None
    return float(value) if type(value) is int else value


def _overridden(line: Line, overrides: Mapping[int, CellValue]) -> Line:
    width = max(len(line), max(overrides) + 1)
    values = [*line, *[None] * (width - len(line))]
    for column, value in overrides.items():
        values[column] = value
    return tuple(values)
