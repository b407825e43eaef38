"""From the cells of a row to typed values, with whatever is wrong as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diemtua.core.sheets.cells import CellProblem, Row, Severity, Sheet, column_letter
from diemtua.core.sheets.columns import Column, Kind, Match
from diemtua.core.sheets.findings import Birth, Finding, Value
from diemtua.core.sheets.identifiers import Known
from diemtua.core.sheets.values import Context, read_cell, spellings_of

_CHECKED_LAST = (
    Kind.PERSONAL_ID,
    Kind.SI_NUMBER,
)  # read after the birthday and the sex they are checked against


@dataclass(frozen=True, slots=True)
class Record:
    """One row read: a value for every mapped column (None when blank or wrong) and what there is to say."""

    sheet: str
    row: int
    values: dict[str, Value]
    problems: tuple[CellProblem, ...]
    section: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether nothing keeps the row out (warnings do not)."""
        return all(problem.severity is Severity.WARNING for problem in self.problems)


def read_records(
    sheet: Sheet, mapping: Mapping[str, int | Match], columns: Sequence[Column], *, today: date
) -> Iterator[Record]:
    """Yield a record for every data row. `mapping` gives, by key, the column of the file (from 0).

    Columns without a place in `mapping` are left out of the values; `today` decides what is in the future.
    """
    ordered = sorted(columns, key=lambda column: column.kind in _CHECKED_LAST)
    places = [(column, _index(mapping[column.key])) for column in ordered if column.key in mapping]
    spellings = {column.key: spellings_of(column.choices) for column, _ in places if column.choices}
    context = Context(today, spellings, Known())
    for row in sheet.rows:
        yield _record(sheet, row, places, context)


def _index(place: int | Match) -> int:
    return place.column if isinstance(place, Match) else place


def _record(sheet: Sheet, row: Row, places: Sequence[tuple[Column, int]], context: Context) -> Record:
    values: dict[str, Value] = {}
    problems: list[CellProblem] = []
    for column, index in places:
        cell = row.values[index] if index < len(row.values) else None
        if column.kind in _CHECKED_LAST:
            context = replace(context, known=_known(values, column))
        values[column.key], findings = read_cell(cell, column, context)
        if index in row.merged:
            findings = (*findings, _MERGED)
        for finding in findings:
            problems.append(_problem(sheet, row, column, index, finding))
    return Record(sheet.name, row.number, values, tuple(problems), row.section)


_MERGED = Finding(
    "merged",
    "ô gộp nhiều dòng: đã lấy giá trị của ô gộp cho dòng này. Hãy kiểm tra lại.",
    Severity.WARNING,
)


def _known(values: Mapping[str, Value], column: Column) -> Known:
    birth = values.get(column.birth_key)
    sex = values.get(column.sex_key)
    if isinstance(birth, date):
        birth = Birth(birth.year)
    return Known(
        birth_year=birth.year if isinstance(birth, Birth) else None, sex=sex if isinstance(sex, str) else ""
    )


def _problem(sheet: Sheet, row: Row, column: Column, index: int, finding: Finding) -> CellProblem:
    label = sheet.headers[index] if index < len(sheet.headers) and sheet.headers[index] else column.label_vi
    return CellProblem(
        sheet.name, row.number, column_letter(index), label, finding.code, finding.text_vi, finding.severity
    )
