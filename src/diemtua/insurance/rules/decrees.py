"""When a decree may be entered, applied or taken back. Plain Python."""

from datetime import date
from decimal import Decimal

from diemtua.core.errors import Refusal
from diemtua.core.numbers import decimal_comma, grouped
from diemtua.insurance.rules.law import Law

# What a figure may be at most, by its unit: a slip of the keyboard is caught here, not in a quote.
LARGEST = {"dong": 1_000_000_000, "percent": 100, "months": 1_200, "age_months": 1_200, "yes_no": 1}
LARGEST_OTHER = 1_000


class AlreadyApplied(Refusal):
    code = "decree_already_applied"
    text = "Văn bản “{title}” đã được áp dụng; số liệu của nó không sửa được nữa. Hãy thu hồi rồi nhập lại."


class NotApplied(Refusal):
    code = "decree_not_applied"
    text = "Văn bản “{title}” chưa áp dụng hoặc đã thu hồi."


class NothingToApply(Refusal):
    code = "decree_without_rows"
    text = "Văn bản “{title}” chưa có số liệu nào."


class AlreadyInDecree(Refusal):
    code = "already_in_decree"
    text = "Văn bản này đã có số liệu ấy từ ngày ấy."


class UnknownFigure(Refusal):
    code = "unknown_figure"
    text = "Không có số liệu “{name}”{key}."


class ValueOutOfRange(Refusal):
    code = "value_out_of_range"
    text = "Giá trị {value} nằm ngoài khoảng từ 0 đến {largest} của số liệu “{title}”."


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    text = "Ngày cuối ({last}) sớm hơn ngày đầu ({first})."


def why_not_enter(
    law: Law, *, parameter: str, key: str, value: Decimal, first: date, last: date | None
) -> Refusal | None:
    """Return why a row may not be entered, or None. `last` is the last day on which it holds."""
    known = law.parameters.get(parameter)
    keys = {row.key for row in law.rows if row.parameter == parameter}
    if known is None or key not in keys | {known_key for known_key, _, _ in known.keys}:
        return UnknownFigure(name=known.title_vi if known else parameter, key=f", {key}" if key else "")
    largest = LARGEST.get(known.unit, LARGEST_OTHER)
    if not 0 <= value <= largest:
        return ValueOutOfRange(value=decimal_comma(value, 4), largest=grouped(largest), title=known.title_vi)
    if last and last < first:
        return EndsBeforeItBegins(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return None
