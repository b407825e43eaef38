"""Spreadsheets in, spreadsheets out. Plain Python; see `docs/algorithms/reading-a-spreadsheet.md`.

An import goes like this. Nothing raises on a bad cell; only a useless file is refused (see `refusals`, all of
them `diemtua.core.errors.Refusal`):

    book = read_book("thon-3.xlsx", data)          # Book: sheets, and sheets left out with the reason
    for sheet in book.sheets:
        mapping = guess_mapping(sheet.headers, COLUMNS, codes=sheet.codes)  # {key: Match(column, confidence)}
        for record in read_records(sheet, mapping, COLUMNS, today=today):   # or {key: column index}
            record.row, record.values["full_name"], record.problems, record.is_good
    workbook = annotate(book, problems)            # bytes of the .xlsx that goes back
    tally(book, problems)                          # {sheet: Tally(sent, accepted, rejected, duplicate)}

Values by kind: TEXT, NAME, CODE, PHONE, PERSONAL_ID, SI_NUMBER, CARD_NUMBER `str`; WHOLE, MONEY `int`;
DECIMAL `Decimal`; DAY `date`; BIRTH `Birth`; CHOICE the code of the choice; YES_NO `bool`; a blank is None.
"""

from diemtua.core.sheets.annotating import annotate, tally
from diemtua.core.sheets.cells import (
    Book,
    Cell,
    CellError,
    CellProblem,
    CellValue,
    LeftOut,
    Row,
    Severity,
    Sheet,
    Skipped,
    SkipReason,
    Tally,
    column_letter,
    row_problem,
)
from diemtua.core.sheets.columns import Choice, Column, Kind, Match, guess_mapping, missing_columns
from diemtua.core.sheets.findings import Birth
from diemtua.core.sheets.reading import read_book, read_sheets
from diemtua.core.sheets.records import Record, read_records
from diemtua.core.sheets.templates import template_workbook
from diemtua.core.sheets.writing import OutColumn, Shape, Written, write_csv, write_sheet

__all__ = [
    "Birth",
    "Book",
    "Cell",
    "CellError",
    "CellProblem",
    "CellValue",
    "Choice",
    "Column",
    "Kind",
    "LeftOut",
    "Match",
    "OutColumn",
    "Record",
    "Row",
    "Severity",
    "Shape",
    "Sheet",
    "SkipReason",
    "Skipped",
    "Tally",
    "Written",
    "annotate",
    "column_letter",
    "guess_mapping",
    "missing_columns",
    "read_book",
    "read_records",
    "read_sheets",
    "row_problem",
    "tally",
    "template_workbook",
    "write_csv",
    "write_sheet",
]
