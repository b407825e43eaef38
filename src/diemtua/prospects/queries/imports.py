"""What a file of prospects would bring: the rows that are good, and a sentence for every other one."""

from collections import defaultdict
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
    Column,
    Record,
    Severity,
    Sheet,
    Tally,
    column_letter,
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

IN_CAMPAIGN = "trong chiến dịch"
LABELS = {column.key: column.label_vi for column in COLUMNS}


@dataclass(frozen=True)
class GoodRow:
    """One row that can be loaded: its number in the file, where the person lives, and the typed values."""

    number: int
    place: Place
    values: dict[str, Any]


@dataclass
class FileReading:
    """A file read under a mapping: good rows, problems, counts.

    While a required column is `missing`, no row is read and every one counts as rejected: somebody is to say
    which column it is. `sheet_names` are all sheets with a table; only `sheet` is read.
    """

    book: Book
    sheet: Sheet
    mapping: dict[str, int]
    sheet_names: tuple[str, ...] = ()
    missing: tuple[Column, ...] = ()
    rows: list[GoodRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        """Return how many rows were sent, accepted, rejected and duplicate."""
        if self.missing:
            return Tally(sent=self.sheet.row_count, rejected=self.sheet.row_count)
        return tally(self.book, self.problems)[self.sheet.name]

    @property
    def why_not_readable(self) -> ColumnsMissing | None:
        """Return the refusal that names the required columns nobody has found yet, or None."""
        if not self.missing:
            return None
        labels = ", ".join(f"“{column.label_vi}”" for column in self.missing)
        return ColumnsMissing(
            name=self.book.name, sheet=self.sheet.name, row=self.sheet.header_row, columns=labels
        )


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

    :raises Refusal: of `core.sheets.refusals`, when the file cannot be read at all
    """
    book = read_book(name, data, max_rows=MAX_ROWS, columns=COLUMNS)
    sheet = next((one for one in book.sheets if one.name == sheet_name), None) or _likeliest(book)
    mapping = guessed(sheet) if mapping is None else mapping
    reading = FileReading(
        Book(book.name, (sheet,), book.left_out),
        sheet,
        mapping,
        sheet_names=tuple(one.name for one in book.sheets),
        missing=missing_columns(mapping, COLUMNS),
    )
    if not reading.missing:
        _sort_rows(reading, campaign, within, today)
    return reading


def guessed(sheet: Sheet) -> dict[str, int]:
    """Guess, for each column we know, which column of the sheet it is."""
    matches = guess_mapping(sheet.headers, COLUMNS, codes=sheet.codes)
    return {key: match.column for key, match in matches.items()}


def _likeliest(book: Book) -> Sheet:
    """Return the first sheet that seems to be a list of people, else the first one."""
    lists = (sheet for sheet in book.sheets if not missing_columns(guessed(sheet), COLUMNS))
    return next(lists, book.sheets[0])


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
    where = _Whereabouts(within, campaign.map_date, reading)
    records = list(read_records(reading.sheet, reading.mapping, COLUMNS, today=today))
    twins = _Twins(campaign, within, records)
    for record in records:
        found = list(record.problems)
        place = where.place_of(record)
        if isinstance(place, CellProblem):
            found.append(place)
        elif record.is_good and (why := twins.why_twin(record, place)):
            found.append(row_problem(record.sheet, record.row, "duplicate", why, Severity.DUPLICATE))
        elif record.is_good:
            reading.rows.append(GoodRow(record.row, place, record.values))
        reading.problems.extend(found)


class _Whereabouts:
    """Finds the hamlet that a row names, else its commune, else says why it is nowhere."""

    def __init__(self, within: Place, day: date, reading: FileReading) -> None:
        self._within = within
        self._commune = {Kind.COMMUNE: within, Kind.HAMLET: within.parent}.get(Kind(within.kind))
        self._finder = PlaceFinder(self._commune or within, day)
        self._reading = reading

    def place_of(self, record: Record) -> Place | CellProblem:
        commune = self._commune_of(record)
        if isinstance(commune, CellProblem):
            return commune
        written = str(record.values.get("hamlet") or "")
        hamlet = self._finder.find(written or record.section, Kind.HAMLET, commune)
        if written and hamlet is None:
            remedy = "Hãy sửa tên, hoặc thêm thôn ở trang Địa bàn."
            why = f"không có thôn “{written}” trong {commune.name}. {remedy}"
            return self._problem(record, "hamlet", "unknown_hamlet", why)
        if self._within.kind != Kind.HAMLET:
            return hamlet or commune
        if written and hamlet != self._within:
            why = f"“{written}” không phải {self._within.name}, nơi nhận danh sách này. Hãy kiểm tra lại."
            return self._problem(record, "hamlet", "other_hamlet", why)
        return self._within

    def _commune_of(self, record: Record) -> Place | CellProblem:
        written = str(record.values.get("commune") or "")
        found = self._finder.find(written, Kind.COMMUNE) if written else self._commune
        if found:
            return found
        if self._commune:
            why = f"“{written}” không phải {self._commune.name}. Hãy kiểm tra lại."
            return self._problem(record, "commune", "other_commune", why)
        if not written:
            return self._problem(record, "commune", "no_commune", "thiếu tên xã. Hãy ghi tên hoặc mã xã.")
        if same := self._finder.candidates(written, Kind.COMMUNE):
            named = "; ".join(f"{place.name}, {place.parent}" for place in same[:4])
            why = f"“{written}” là tên của nhiều xã ({named}). Hãy ghi kèm tên huyện, hoặc ghi mã xã."
            return self._problem(record, "commune", "several_communes", why)
        why = f"không có xã “{written}” trong {self._within.name}. Hãy ghi đúng tên hoặc mã xã."
        return self._problem(record, "commune", "unknown_commune", why)

    def _problem(self, record: Record, key: str, code: str, text: str) -> CellProblem:
        """Return the problem at the column `key`, or of the row when the file has no such column."""
        index = self._reading.mapping.get(key)
        if index is None:
            return CellProblem(record.sheet, record.row, "", LABELS[key], code, text)
        header = self._reading.sheet.headers[index] or LABELS[key]
        return CellProblem(record.sheet, record.row, column_letter(index), header, code, text)


@dataclass(frozen=True)
class _Seen:
    """Somebody met before: where, and what tells them apart from a namesake born in the same year."""

    where: str
    id_index: str
    born_on: date | None

    def may_be(self, id_index: str, born_on: date | None) -> bool:
        """Say whether this may be the same person: no id or birthday differs where both are known."""
        ids_differ = bool(self.id_index and id_index and self.id_index != id_index)
        return not ids_differ and not (self.born_on and born_on and self.born_on != born_on)


class _Twins:
    """Knows who is in the campaign already, and who came earlier in the same file."""

    def __init__(self, campaign: Campaign, within: Place, records: list[Record]) -> None:
        ids = {crypto.blind_index(str(number)) for number in _ids_of(records)}
        known = Person.objects.filter(personal_id_index__in=ids, prospects__campaign=campaign)
        self._by_id = dict.fromkeys(known.values_list("personal_id_index", flat=True), IN_CAMPAIGN)
        self._namesakes: dict[tuple[str, int, int], list[_Seen]] = defaultdict(list)
        there = Prospect.objects.filter(campaign=campaign, place__path__startswith=within.path)
        for name, year, born_on, id_index, place_id in there.values_list(
            "person__search_key",
            "person__birth_year",
            "person__birth_date",
            "person__personal_id_index",
            "place_id",
        ):
            if year := born_on.year if born_on else year:
                self._namesakes[name, year, place_id].append(_Seen(IN_CAMPAIGN, id_index or "", born_on))

    def why_twin(self, record: Record, place: Place) -> str:
        """Return why a row is the same person as another one, empty when it is not; and remember it."""
        where = f"ở dòng {record.row}"
        number = record.values.get("personal_id")
        id_index = crypto.blind_index(str(number)) if number else ""
        if earlier := self._by_id.get(id_index):
            return f"số định danh đã có {earlier}."
        if id_index:
            self._by_id[id_index] = where
        birth = record.values.get("birth")
        if not isinstance(birth, Birth):
            return ""
        namesakes = self._namesakes[fold(str(record.values["full_name"])), birth.year, place.pk]
        twin = next((seen for seen in namesakes if seen.may_be(id_index, birth.exact_day)), None)
        namesakes.append(_Seen(where, id_index, birth.exact_day))
        return f"cùng tên, năm sinh, thôn với người đã có {twin.where}." if twin else ""


def _ids_of(records: list[Record]) -> Iterator[object]:
    return (record.values["personal_id"] for record in records if record.values.get("personal_id"))
