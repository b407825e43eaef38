"""From a file of any kind to the table `raw` of DuckDB: line, fault, section, and cells c0, c1, … as text."""

import csv
from dataclasses import replace
from pathlib import Path

import duckdb

from diemtua.core.files import FileEmpty
from diemtua.core.sheets.cells import Book, Sheet, SkipReason, as_written
from diemtua.core.sheets.columns import guess_mapping
from diemtua.core.sheets.headers import Header
from diemtua.core.sheets.layout import LineSorter
from diemtua.core.sheets.reading import WORKBOOK_ENDINGS, read_book
from diemtua.core.sheets.refusals import DisguisedFile, NoRows
from diemtua.registers.rules.columns import COLUMNS, required_of
from diemtua.registers.rules.intake.lines import number_lines
from diemtua.registers.rules.intake.table import Table
from diemtua.registers.rules.reading import quoted
from diemtua.registers.rules.refusals import RegisterEmpty, RegisterUnreadable

MOST_ROWS = 1_048_576  # of one sheet, set by the file format
MOST_THIN = 200_000  # lines with few cells that are looked at one by one
_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"


def open_file(
    db: duckdb.DuckDBPyConnection, source: Path, name: str, folder: Path, kind: str, sheet_name: str = ""
) -> Table:
    """Make the table `raw` of a file, its data lines only, and return what is known of its columns.

    :raises Refusal: of `core.sheets.refusals`, `core.files.FileEmpty`, RegisterEmpty, RegisterUnreadable
    """
    with source.open("rb") as file:
        start = file.read(8)
    if not start:
        raise FileEmpty(name=name)
    ending = Path(name).suffix.lower()
    if start.startswith(_PARQUET) or ending in {".parquet", ".pq"}:
        return _open_parquet(db, source, name)
    numbered = folder / "numbered.csv"
    if start.startswith((_ZIP, _OLE)) or ending in WORKBOOK_ENDINGS:
        if ending not in WORKBOOK_ENDINGS:
            raise DisguisedFile(name=name, ending=ending or "lạ", found="tệp Excel")
        table = _number_workbook(source, numbered, name, kind, sheet_name)
    else:
        table = number_lines(source, numbered, name)
    _load(db, numbered, table)
    numbered.unlink()
    if not table.is_sorted:
        table = _sort_out(db, table)
    if not db.execute("SELECT count(*) FROM raw").fetchall()[0][0]:
        raise NoRows(name=name, sheet=table.sheet_name, header_row=table.header.bottom + 1)
    return table


def read_workbook(source: Path, name: str, kind: str, sheet_name: str = "") -> tuple[Book, Sheet]:
    """Read a workbook, and choose its sheet: the named one, else the first that looks like a list of people.

    :raises Refusal: of `core.sheets.refusals`
    """
    book = read_book(name, source.read_bytes(), max_rows=MOST_ROWS, columns=COLUMNS, turns_old_fonts=True)
    named = next((one for one in book.sheets if one.name == sheet_name), None)
    likely = next((one for one in book.sheets if _is_list(one, kind)), book.sheets[0])
    return book, named or likely


def _is_list(sheet: Sheet, kind: str) -> bool:
    return set(required_of(kind)) <= set(guess_mapping(sheet.headers, COLUMNS, codes=sheet.codes))


def _number_workbook(source: Path, target: Path, name: str, kind: str, sheet_name: str) -> Table:
    book, sheet = read_workbook(source, name, kind, sheet_name)
    width = max(1, len(sheet.headers))
    last = sheet.header_row
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        for row in sheet.rows:
            width = max(width, len(row.values))
            texts = (" ".join(as_written(value).split()) for value in row.values)
            out.writerow((row.number, "", row.section, *texts))
            last = row.number
    skipped = [one.text_vi for one in sheet.skipped[:30] if one.reason is not SkipReason.BLANK]
    return Table(
        sheet_name=sheet.name,
        headings=sheet.headers,
        header=Header(0, sheet.header_row - 1, sheet.headers),
        width=width,
        lines=last,
        codes=sheet.codes,
        sheet_names=tuple(one.name for one in book.sheets),
        notes=(*(f"Trang “{one.sheet}” không đọc: {one.text_vi}" for one in book.left_out), *skipped),
    )


def _load(db: duckdb.DuckDBPyConnection, numbered: Path, table: Table) -> None:
    names = ("fault", "section", *(f"c{column}" for column in range(table.width)))
    typed = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    cells = ", ".join(f"nullif(trim({name}), '') AS {name}" for name in names)
    filled = " + ".join(f"(c{column} IS NOT NULL)::TINYINT" for column in range(table.width))
    mark = table.separator.replace("\t", "\\t")
    db.execute(
        f"""CREATE OR REPLACE TABLE raw AS
            WITH told AS (
                SELECT line, {cells} FROM read_csv({quoted(numbered)}, auto_detect = false, header = false,
                    delim = '{mark}', quote = '"', escape = '"', null_padding = true, strict_mode = false,
                    max_line_size = 16000000, columns = {{'line': 'BIGINT', {typed}}}))
            SELECT *, {filled} AS filled FROM told WHERE {filled} > 0 OR fault IS NOT NULL"""
    )


def _open_parquet(db: duckdb.DuckDBPyConnection, source: Path, name: str) -> Table:
    file = f"read_parquet({quoted(source)}, file_row_number = true)"
    try:
        headings = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()]
        headings.remove("file_row_number")
        escaped = [heading.replace('"', '""') for heading in headings]
        cells = ", ".join(
            f"nullif(trim(replace(\"{heading}\"::VARCHAR, chr(160), ' ')), '') AS c{column}"
            for column, heading in enumerate(escaped)
        )
        filled = " + ".join(f"(c{column} IS NOT NULL)::INTEGER" for column in range(len(headings)))
        db.execute(
            f"""CREATE OR REPLACE TABLE raw AS
                WITH told AS (SELECT file_row_number + 1 AS line, NULL::VARCHAR AS fault,
                                     NULL::VARCHAR AS section, {cells} FROM {file})
                SELECT *, {filled} AS filled FROM told WHERE {filled} > 0"""
        )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        raise RegisterUnreadable(file=name, kind="Parquet") from None
    (lines,) = db.execute("SELECT count(*) FROM raw").fetchall()[0]
    if not lines:
        raise RegisterEmpty(file=name)
    header = Header(0, -1, tuple(headings))
    return Table(
        sheet_name="Parquet", headings=tuple(headings), header=header, width=len(headings), lines=lines
    )


def _sort_out(db: duckdb.DuckDBPyConnection, table: Table) -> Table:
    """Take titles, sections, totals and footers out of `raw`; rows learn the section above them."""
    sorter = LineSorter(list(table.top_lines), table.header)
    cells = [f"c{column}" for column in range(table.width)]
    first = f"coalesce({', '.join(cells)})"
    head = [f"{cell} = {_text(name)}" for cell, name in zip(cells, table.headings, strict=False) if name][:3]
    rows = db.execute(
        f"""SELECT line, {", ".join(cells)} FROM raw
            WHERE fault IS NULL AND (line <= {table.header.bottom + 5}
                OR filled <= 2 OR filled * 2 <= {sorter.breadth}
                OR regexp_matches(lower(nfc_normalize({first})), '^(tổng|cộng|tong)')
                OR {" AND ".join(head) or "false"})
            ORDER BY line LIMIT {MOST_THIN}"""
    ).fetchall()
    out: list[tuple[int, str | None]] = []
    notes: list[str] = []
    before = 0
    for line, *values in rows:
        sorter.in_footer = sorter.in_footer and line == before + 1
        before = line
        while values and values[-1] is None:
            values.pop()
        reason = sorter.reason(line - 1, tuple(values))
        if reason is not None:
            text = " ".join(str(value) for value in values if value is not None)[:80]
            out.append((line, text if reason is SkipReason.SECTION else None))
            notes.append(f"dòng {line}: {reason.text_vi} “{text}”")
    if out:
        _take_out(db, out)
    return replace(table, notes=(*table.notes, *notes[:30]), is_sorted=True)


def _take_out(db: duckdb.DuckDBPyConnection, lines: list[tuple[int, str | None]]) -> None:
    db.execute("CREATE OR REPLACE TEMP TABLE aside (line BIGINT, section VARCHAR)")
    for begin in range(0, len(lines), 1_000):
        some = lines[begin : begin + 1_000]
        db.execute(
            "INSERT INTO aside SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])",
            [[line for line, _ in some], [text for _, text in some]],
        )
    db.execute("DELETE FROM raw WHERE line IN (SELECT line FROM aside)")
    if any(text for _, text in lines):
        db.execute(
            """UPDATE raw SET section = s.section FROM (
                   SELECT r.line, a.section FROM (SELECT line FROM raw) r
                   ASOF JOIN (SELECT line, section FROM aside WHERE section IS NOT NULL) a ON r.line >= a.line
               ) s WHERE s.line = raw.line"""
        )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
