"""When a list may be printed, and what comes back on it be entered. Plain Python."""

from datetime import date

from diemtua.core.errors import Refusal


class NobodyOnPaper(Refusal):
    code = "nobody_on_paper"
    text = "Không có ai cần gặp ở {place} nên không in được phiếu."


class NotYourPaper(Refusal):
    code = "not_your_paper"
    text = "Chỉ người đi gặp, người in phiếu hoặc cán bộ phụ trách địa bàn mới nhập được phiếu này."


class PhonesNotForYou(Refusal):
    code = "phones_not_for_you"
    text = "Chỉ in đủ số điện thoại cho người đi gặp đã được giao: tự in, hoặc cán bộ phụ trách địa bàn in."


class MetInTheFuture(Refusal):
    code = "met_in_the_future"
    text = "Ngày đi gặp không được sau hôm nay."


class MetBeforePrinting(Refusal):
    code = "met_before_printing"
    text = "Phiếu này in ngày {printed_on} nên ngày đi gặp không thể sớm hơn."


def why_not_met_on(day: date, *, printed_on: date, today: date) -> Refusal | None:
    """Return why nobody can have walked with a list on `day`, or None."""
    if day > today:
        return MetInTheFuture()
    return MetBeforePrinting(printed_on=f"{printed_on:%d/%m/%Y}") if day < printed_on else None
