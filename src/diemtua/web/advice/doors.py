"""The doors of the consulting desk, each with a figure of today, and the texts that stand behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diemtua.insurance import Unanswerable, income_bounds, quote_voluntary
from diemtua.insurance.rules.health_tariff import tariff
from diemtua.insurance.rules.law import DayLaw
from diemtua.web.advice.asking import address
from diemtua.web.advice.working import Citation, citations_of

# The figures that one asks for most: their texts are named on the first page.
NAMED = (
    ("base", ""),
    ("voluntary_lowest_income", ""),
    ("voluntary_rate", ""),
    ("voluntary_support", "other"),
    ("health_rate", ""),
    ("health_share", "2"),
    ("health_support", "near_poor"),
)


@dataclass(frozen=True)
class Door:
    """A way in: the question in a person's words, and from what it costs."""

    title: str
    text: str
    href: str
    icon: str
    figure: int | None = None
    figure_said: str = ""


def doors_of(on: DayLaw, asked: Mapping[str, Any]) -> list[Door]:
    """Return the doors with what each costs at least on a day."""
    return [
        Door(
            pgettext("trang", "BHXH tự nguyện"),
            _("Chọn mức thu nhập, biết mình đóng bao nhiêu, Nhà nước thêm bao nhiêu, lương hưu chừng nào."),
            address("voluntary", asked),
            "piggy-bank",
            _least_voluntary(on),
            _("đồng một tháng, mức thấp nhất"),
        ),
        Door(
            pgettext("trang", "BHYT hộ gia đình"),
            _("Thêm từng người trong nhà, biết cả hộ đóng bao nhiêu, thẻ dùng từ ngày nào, được hưởng gì."),
            address("household", asked),
            "heart-pulse",
            _first_member(on),
            _("đồng một tháng cho người thứ nhất"),
        ),
        Door(
            _("Rút một lần hay để dành?"),
            _("Đặt hai con đường cạnh nhau: nhận tiền ngay, hay giữ thời gian đóng để có lương hưu."),
            address("waiting", asked),
            "scale",
        ),
    ]


def texts_of(on: DayLaw) -> list[Citation]:
    """Return the legal texts of the figures asked for most."""
    found = (on.find(parameter, key) for parameter, key in NAMED)
    return citations_of(on.law, (row for row in found if row))


def _least_voluntary(on: DayLaw) -> int | None:
    try:
        return quote_voluntary(on, income=income_bounds(on).lowest, groups=[], months=1).net
    except Unanswerable:
        return None


def _first_member(on: DayLaw) -> int | None:
    try:
        return tariff(on).gross(1, 1)
    except Unanswerable:
        return None
