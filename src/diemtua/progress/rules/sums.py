"""What may be added up, and what may be entered by hand. Plain Python."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from diemtua.core.errors import Refusal
from diemtua.progress.rules.catalogue import Aggregation, Indicator


class Cell(NamedTuple):
    """What one indicator comes to at one place on one day."""

    indicator: str
    place_id: int
    day: date
    value: int


class CannotSumOverDays(Refusal):
    code = "cannot_sum_over_days"
    text = "“{label}” là số tại một thời điểm hoặc tỷ lệ, không cộng qua các ngày được."


class ProgrammesOverlap(Refusal):
    code = "programmes_overlap"
    text = "Một người có thể tham gia nhiều chương trình, nên không cộng các chương trình thành số người."


class CountedFromRows(Refusal):
    code = "counted_from_rows"
    text = "“{label}” được đếm từ từng dòng đã ghi. Nếu đơn vị chỉ có con số tổng, hãy chọn “đơn vị tự báo”."


class ComputedFromParts(Refusal):
    code = "computed_from_parts"
    text = "“{label}” được tính từ các chỉ số khác, không nhập tay."


def check_days_may_be_summed(indicator: Indicator) -> None:
    """Refuse to add up the days of a stock or of a ratio.

    :raises CannotSumOverDays:
    """
    if indicator.aggregation is not Aggregation.SUM:
        raise CannotSumOverDays(label=indicator.label)


def check_programmes_may_be_summed(indicators: Sequence[Indicator]) -> None:
    """Refuse to add up the participants of several programmes: one person may hold three.

    :raises ProgrammesOverlap:
    """
    programmes = {indicator.programme for indicator in indicators if indicator.programme is not None}
    if len(programmes) > 1:
        raise ProgrammesOverlap


def sum_of_programmes(values: Sequence[tuple[Indicator, int]]) -> int:
    """Return the sum of values of indicators of one programme.

    :raises ProgrammesOverlap: when they belong to several
    :raises CannotSumOverDays: for a ratio
    """
    check_programmes_may_be_summed([indicator for indicator, _ in values])
    for indicator, _ in values:
        if indicator.aggregation is Aggregation.RATIO:
            raise CannotSumOverDays(label=indicator.label)
    return sum(value for _, value in values)


def why_not_enter(indicator: Indicator, *, is_imported: bool) -> Refusal | None:
    """Return why a figure may not be entered by hand, or None.

    What we count ourselves may only be declared beside the count; what is computed may not be entered at all.
    """
    if indicator.aggregation is Aggregation.RATIO:
        return ComputedFromParts(label=indicator.label)
    if indicator.is_counted and is_imported:
        return CountedFromRows(label=indicator.label)
    return None
