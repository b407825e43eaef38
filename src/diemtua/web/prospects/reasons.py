"""Why a prospect comes early or late, in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(reason: Mapping[str, Any]) -> str:
    """Return the sentence of one reason that a list wrote on a prospect; its code where it is not known."""
    number = int(reason.get("number") or 0)
    months = ngettext("đã đóng và bảo lưu %(n)d tháng", "đã đóng và bảo lưu %(n)d tháng", number)
    told = {
        "DUE": ngettext("thẻ hoặc kỳ đóng còn %(n)d ngày", "thẻ hoặc kỳ đóng còn %(n)d ngày", number),
        "LAPSED": ngettext("thẻ đã hết hạn %(n)d ngày", "thẻ đã hết hạn %(n)d ngày", number),
        "RESERVED": months,
        "HOUSEHOLD_PART": ngettext(
            "trong hộ đã có %(n)d người có thẻ", "trong hộ đã có %(n)d người có thẻ", number
        ),
        "HOUSEHOLD_SEVERAL": ngettext(
            "cả hộ còn %(n)d người chưa có", "cả hộ còn %(n)d người chưa có", number
        ),
        "SUPPORTED": _("được Nhà nước hỗ trợ mức đóng"),
        "SEGMENT": _("thuộc nhóm được kế hoạch nêu tên"),
        "PHONE": _("có số điện thoại"),
        "AGREED": _("đã đồng ý ở lần gặp trước"),
        "THINKING": _("đang cân nhắc từ lần gặp trước"),
        "NEVER_MET": _("chưa ai đến gặp"),
        "REFUSED": ngettext("đã từ chối %(n)d lần", "đã từ chối %(n)d lần", number),
    }.get(str(reason.get("code")), str(reason.get("code")))
    return told % {"n": number} if "%(n)d" in told else told


def lines(reasons: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """Return (sentence, points) of the reasons of a prospect, the weightiest first."""
    return [(sentence(one), int(one.get("points") or 0)) for one in reasons]
