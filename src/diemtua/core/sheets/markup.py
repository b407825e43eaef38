"""What an .xlsx says about its cells that calamine does not pass on. Read in pieces, never whole.

Three things: cells that show an error, formulas saved without a result, and numbers whose format shows
leading zeros. And one measure: how far down and right the cells go, before anything lays them out in memory.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from diemtua.core.sheets.cells import NO_VALUE, CellError, CellValue, cell_position, column_index

_PIECE = 1 << 20
_CELL = re.compile(rb"<c ([^>]*[^/>])>(.*?)</c>", re.DOTALL)
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_ROW_NUMBER = re.compile(rb'<row [^>]*?\br="(\d+)"')
_FAR_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d[^>]*[^/]>')
_OUT_OF_BOUNDS = re.compile(rb' r="(?:[A-Z]{4,}|[A-Z]*(?:\d{8,}|[2-9]\d{6}))')


@dataclass
class Findings:
    """What was found on one sheet; positions count from 0."""

    sheet: str = ""
    rows: int = 0
    columns: int = 26
    overrides: dict[tuple[int, int], CellValue] = field(default_factory=dict)

    def by_row(self) -> dict[int, dict[int, CellValue]]:
        rows: dict[int, dict[int, CellValue]] = {}
        for (row, column), value in self.overrides.items():
            rows.setdefault(row, {})[column] = value
        return rows


def scan_workbook(archive: zipfile.ZipFile) -> dict[int, Findings]:
    """Scan every worksheet; the key is the sheet's place in the workbook, from 0."""
    names = set(archive.namelist())
    widths = _zero_formats(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
    findings = {}
    for index, (sheet, part) in enumerate(_sheet_parts(archive, names)):
        if part in names and "worksheet" in part:
            findings[index] = _scan_sheet(archive, part, sheet, widths)
    return findings


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    links = "xl/_rels/workbook.xml.rels"
    targets = {}
    for link in re.findall(
        rb"<(?:\w+:)?Relationship ([^>]*)>", archive.read(links) if links in names else b""
    ):
        values = dict(_ATTRIBUTE.findall(link))
        targets[values.get(b"Id", b"")] = values.get(b"Target", b"").decode()
    for sheet in re.findall(rb"<(?:\w+:)?sheet ([^>]*)>", archive.read("xl/workbook.xml")):
        values = dict(_ATTRIBUTE.findall(sheet))
        target = targets.get(values.get(b"id", b""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield html.unescape(values.get(b"name", b"").decode()), part


def _zero_formats(styles: bytes) -> dict[bytes, int]:
    """Return the width of every cell style whose number format is nothing but zeros ('000000000000')."""
    formats = {
        match[1]: len(zeros[1])
        for match in re.finditer(rb'<numFmt [^>]*numFmtId="(\d+)" formatCode="([^"]*)"', styles)
        if (zeros := re.fullmatch(r"(0{2,})", html.unescape(match[2].decode()).replace("\\", "")))
    }
    used = re.search(rb"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    if not formats or not used:
        return {}
    ids = re.findall(rb'<xf [^>]*?numFmtId="(\d+)"', used[0])
    return {str(index).encode(): formats[number] for index, number in enumerate(ids) if number in formats}


def _scan_sheet(archive: zipfile.ZipFile, part: str, sheet: str, widths: dict[bytes, int]) -> Findings:
    findings = Findings(sheet)
    triggers = [b't="e"', b"<f", *(b's="%s"' % style for style in widths)]
    for piece in _pieces(archive, part):
        _measure(piece, findings)
        if any(trigger in piece for trigger in triggers):
            _find_overrides(piece, widths, findings)
    return findings


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the XML of a sheet in pieces that end with a whole row."""
    kept = b""
    with archive.open(part) as stream:
        while block := stream.read(_PIECE):
            kept += block
            cut = kept.rfind(b"</row>")
            if cut >= 0:
                yield kept[: cut + 6]
                kept = kept[cut + 6 :]
    yield kept


def _measure(piece: bytes, findings: Findings) -> None:
    if _OUT_OF_BOUNDS.search(piece):
        raise ValueError("a cell beyond what the format allows")
    last_value = max(piece.rfind(b"</v>"), piece.rfind(b"</is>"))
    row_at = piece.rfind(b"<row ", 0, last_value) if last_value >= 0 else -1
    if row_at >= 0 and (number := _ROW_NUMBER.match(piece, row_at)):
        findings.rows = int(number[1])
    for letters in set(_FAR_COLUMN.findall(piece)):
        findings.columns = max(findings.columns, column_index(letters.decode()) + 1)


def _find_overrides(piece: bytes, widths: dict[bytes, int], findings: Findings) -> None:
    for attributes, content in _CELL.findall(piece):
        if b't="e"' not in attributes and b"<f" not in content and not widths:
            continue
        values = dict(_ATTRIBUTE.findall(attributes))
        override = _override(values, content, widths)
        if override is not None and b"r" in values:
            findings.overrides[cell_position(values[b"r"].decode())] = override


def _override(attributes: dict[bytes, bytes], content: bytes, widths: dict[bytes, int]) -> CellValue:
    value = _VALUE.search(content)
    if attributes.get(b"t") == b"e":
        return CellError(value[1].decode()) if value else CellError("#N/A")
    if b"<f" in content and value is None and attributes.get(b"t") != b"str":  # a str result may be empty
        return NO_VALUE
    width = widths.get(attributes.get(b"s", b""))
    if width and value and b"t" not in attributes:
        digits = f"{float(value[1]):.0f}"
        return digits.zfill(width) if digits.isdigit() else None
    return None
