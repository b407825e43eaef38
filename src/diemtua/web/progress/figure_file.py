"""A workbook of figures: which columns, which rows are good, what is wrong with the others."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.sheets import Column, Kind, Record, guess_mapping, missing_columns, read_book, read_records
from diemtua.core.text import fold
from diemtua.places.models import Place
from diemtua.places.queries import PlaceFinder
from diemtua.progress.actions import NewFigure
from diemtua.progress.enums import Origin
from diemtua.progress.rules import CATALOGUE, why_not_enter

COLUMNS = (
    Column("indicator", "Chỉ số", ("mã chỉ số", "chỉ tiêu"), required=True),
    Column("place", "Địa bàn", ("đơn vị", "nơi", "mã địa bàn"), required=True),
    Column("as_of", "Tính đến ngày", ("ngày", "đến ngày"), Kind.DAY, required=True),
    Column("value", "Giá trị", ("số người", "số liệu"), Kind.WHOLE, required=True, minimum=0),
    Column("source", "Nguồn", ("nguồn số liệu",), required=True, max_length=200),
)


class ColumnsMissing(Refusal):
    code = "columns_missing"
    text = "Tệp “{name}”, trang “{sheet}”: thiếu cột {columns}."


@dataclass(frozen=True)
class FigureFile:
    """What a file holds: good figures, and a whole sentence for each thing wrong."""

    figures: list[NewFigure]
    problems: list[str]
    rejected: int


def read_figures(name: str, data: bytes, top: Place, campaign: Campaign) -> FigureFile:
    """Read a workbook of figures for places under `top`.

    :raises Refusal: when the file cannot be read at all or lacks a column
    """
    places = PlaceFinder(top, campaign.map_date)
    figures: list[NewFigure] = []
    problems: list[str] = []
    rejected = 0
    for sheet in read_book(name, data, columns=COLUMNS).sheets:
        mapping = guess_mapping(sheet.headers, COLUMNS, codes=sheet.codes)
        if lacking := missing_columns(mapping, COLUMNS):
            labels = ", ".join(f"“{column.label_vi}”" for column in lacking)
            raise ColumnsMissing(name=name, sheet=sheet.name, columns=labels)
        for record in read_records(sheet, mapping, COLUMNS, today=timezone.localdate()):
            wrong = [problem.sentence(name) for problem in record.problems] if not record.is_good else []
            if not wrong:
                figure, wrong = _figure(name, record, places)
                figures += [figure] if figure else []
            problems += wrong
            rejected += bool(wrong)
    return FigureFile(figures, problems, rejected)


def _figure(name: str, record: Record, places: PlaceFinder) -> tuple[NewFigure | None, list[str]]:
    where = _("Tệp “%(name)s”, trang “%(sheet)s”, dòng %(row)s") % {
        "name": name,
        "sheet": record.sheet,
        "row": record.row,
    }
    values: dict[str, Any] = record.values
    code, place = _code_of(str(values["indicator"])), places.find(str(values["place"]))
    wrong = []
    if code is None:
        wrong.append(_("cột Chỉ số: không có “%(text)s” trong danh mục") % {"text": values["indicator"]})
    if place is None:
        wrong.append(_("cột Địa bàn: không tìm thấy đúng một nơi tên “%(text)s”") % {"text": values["place"]})
    if code and (refusal := why_not_enter(CATALOGUE[code], is_imported=True)):
        wrong.append(refusal.text)
    if wrong or code is None or place is None:
        return None, [f"{where}: {one}." for one in wrong]
    new = NewFigure(code, place, values["as_of"], values["value"], str(values["source"]), Origin.IMPORTED)
    return new, []


def _code_of(text: str) -> str | None:
    """Return the code that a cell means: a code, or a label whatever its tones."""
    if text.strip().upper() in CATALOGUE:
        return text.strip().upper()
    wanted = fold(text)
    return next((one.code for one in CATALOGUE.values() if fold(one.label) == wanted), None)
