"""What a file of prospects would bring: the rows that are good, and a sentence for every other one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from diemtua.campaigns.models import Campaign
from diemtua.core import crypto
from diemtua.core.sheets import (
    Birth,
    Book,
    CellProblem,
    Record,
    Severity,
    Sheet,
    Tally,
    guess_mapping,
    missing_columns,
    read_book,
    read_records,
    row_problem,
    tally,
)
from diemtua.core.sheets.refusals import ColumnsMissing
from diemtua.core.text import fold
from diemtua.people.models import Person
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.places.queries import PlaceFinder
from diemtua.prospects.models import ImportBatch, Prospect
from diemtua.prospects.rules.columns import COLUMNS, MAX_ROWS

LABELS = {column.key: column.label_vi for column in COLUMNS}


@dataclass(frozen=True)
class GoodRow:
    """One row that can be loaded: its number in the file, where the person lives, and the typed values."""

    number: int
    place: Place
    values: dict[str, Any]


@dataclass
class FileReading:
    """A file read under a mapping: good rows, problems, counts."""

    book: Book
    sheet: Sheet
    mapping: dict[str, int]
    rows: list[GoodRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        """Return how many rows were sent, accepted, rejected and duplicate."""
        return tally(self.book, self.problems)[self.sheet.name]


def read_file(
    name: str,
    data: bytes,
    *,
    campaign: Campaign,
    within: Place,
    today: date,
    sheet_name: str = "",
    mapping: dict[str, int] | None = None,
) -> FileReading:
    """Read a file of prospects of the places under `within`, guessing sheet and mapping where none is given.

    :raises Refusal: of `core.sheets.refusals`, when the file cannot be read or lacks a required column
    """
    book = read_book(name, data, max_rows=MAX_ROWS, columns=COLUMNS)
    sheet = next((one for one in book.sheets if one.name == sheet_name), book.sheets[0])
    if mapping is None:
        guessed = guess_mapping(sheet.headers, COLUMNS, codes=sheet.codes)
        mapping = {key: match.column for key, match in guessed.items()}
    if missing := missing_columns(mapping, COLUMNS):
        labels = ", ".join(f"“{column.label_vi}”" for column in missing)
        raise ColumnsMissing(name=name, sheet=sheet.name, row=sheet.header_row, columns=labels)
    reading = FileReading(Book(book.name, (sheet,), book.left_out), sheet, mapping)
    _sort_rows(reading, campaign, within, today)
    return reading


def read_batch(batch: ImportBatch, today: date) -> FileReading:
    """Read the sealed file of a staged batch under its mapping."""
    return read_file(
        batch.file_name,
        crypto.unseal_bytes(batch.file_sealed or b""),
        campaign=batch.campaign,
        within=batch.place,
        today=today,
        sheet_name=batch.sheet_name,
        mapping=batch.mapping,
    )


def _sort_rows(reading: FileReading, campaign: Campaign, within: Place, today: date) -> None:
    finder = PlaceFinder(within, campaign.map_date)
    records = list(read_records(reading.sheet, reading.mapping, COLUMNS, today=today))
    twins = _Twins(campaign, within, records)
    for record in records:
        found = list(record.problems)
        place = _place_of(record, within, finder)
        if isinstance(place, CellProblem):
            found.append(place)
        elif record.is_good and (why := twins.why_twin(record, place)):
            found.append(row_problem(record.sheet, record.row, "duplicate", why, Severity.DUPLICATE))
        elif record.is_good:
            reading.rows.append(GoodRow(record.row, place, record.values))
        reading.problems.extend(found)


def _place_of(record: Record, within: Place, finder: PlaceFinder) -> Place | CellProblem:
    """Return the hamlet that a row names, else its commune, else why it is nowhere."""
    commune = within if within.kind == Kind.COMMUNE else within.parent if within.kind == Kind.HAMLET else None
    written = str(record.values.get("commune") or "")
    if commune is None or written:
        commune = finder.find(written, Kind.COMMUNE) if written else None
        if commune is None and within.kind not in (Kind.COMMUNE, Kind.HAMLET):
            why = f"không có xã “{written}” trong {within.name}" if written else "thiếu tên xã"
            return _place_problem(
                record, "commune", "unknown_commune", f"{why}. Hãy ghi đúng tên hoặc mã xã."
            )
        if commune is None:
            return _place_problem(
                record, "commune", "other_commune", f"“{written}” không phải {within.name}. Hãy kiểm tra lại."
            )
    hamlet = str(record.values.get("hamlet") or "")
    if within.kind == Kind.HAMLET:
        return within
    if not hamlet:
        return commune
    found = finder.find(hamlet, Kind.HAMLET, commune)
    if found is None:
        why = f"không có thôn “{hamlet}” trong {commune.name}. Hãy sửa tên, hoặc thêm thôn ở trang Địa bàn."
        return _place_problem(record, "hamlet", "unknown_hamlet", why)
    return found


def _place_problem(record: Record, key: str, code: str, text: str) -> CellProblem:
    return CellProblem(record.sheet, record.row, "", LABELS[key], code, text)


class _Twins:
    """Knows who is in the campaign already, and who came earlier in the same file."""

    def __init__(self, campaign: Campaign, within: Place, records: list[Record]) -> None:
        ids = {crypto.blind_index(str(number)) for number in _ids_of(records)}
        known = Person.objects.filter(personal_id_index__in=ids, prospects__campaign=campaign)
        self._indexes = dict.fromkeys(known.values_list("personal_id_index", flat=True), "trong chiến dịch")
        there = Prospect.objects.filter(campaign=campaign, place__path__startswith=within.path)
        keys = there.values_list("person__search_key", "person__birth_year", "person__birth_date", "place_id")
        self._keys = {
            (name, born.year if born else year, place_id): "trong chiến dịch"
            for name, year, born, place_id in keys
        }

    def why_twin(self, record: Record, place: Place) -> str:
        """Return why a row is the same person as another one, empty when it is not; and remember it."""
        where = f"ở dòng {record.row}"
        if number := record.values.get("personal_id"):
            index = crypto.blind_index(str(number))
            if earlier := self._indexes.get(index):
                return f"số định danh đã có {earlier}."
            self._indexes[index] = where
        birth = record.values.get("birth")
        year = birth.year if isinstance(birth, Birth) else None
        key = (fold(str(record.values["full_name"])), year, place.pk)
        if year and (earlier := self._keys.get(key)):
            return f"cùng tên, năm sinh, thôn với người đã có {earlier}."
        self._keys[key] = where
        return ""


def _ids_of(records: list[Record]) -> Iterator[object]:
    return (record.values["personal_id"] for record in records if record.values.get("personal_id"))
