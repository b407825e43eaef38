"""Head and foot of an official document, and what the checker remarks on them.

Nghị định 30/2020/NĐ-CP, Phụ lục I: số, ký hiệu (mục II.3), địa danh và thời gian (II.4), nơi nhận (II.9).
"""

import re
from dataclasses import dataclass
from datetime import date

NO_DISTRICTS_FROM = date(2025, 7, 1)  # Nghị quyết 203/2025/QH15
_SYMBOL = re.compile(r"[A-ZĐ&]+(-[A-ZĐ&]+)+")
_AUTHORITIES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")


@dataclass(frozen=True)
class Letterhead:
    """Who issues the document, under which number, where and when, signed by whom, sent to whom."""

    agency: str
    parent_agency: str = ""
    number: str = ""
    symbol: str = ""
    locality: str = ""
    issued_on: date | None = None
    signing_for: str = ""  # "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC"
    signatory_title: str = ""
    signatory_name: str = ""
    recipients: tuple[str, ...] = ()

    @property
    def number_line(self) -> str:
        """Return 'Số: 05/BC-BHXH': a number below ten with its zero; dots where it is still blank."""
        number = self.number.strip()
        if number.isdigit():
            number = number.zfill(2)
        return f"Số: {number or '……'}/{self.symbol.strip()}"

    @property
    def date_line(self) -> str:
        """Return 'Nghệ An, ngày 02 tháng 6 năm 2024': zero before days below ten and months 1 and 2."""
        if self.issued_on is None:
            return f"{self.locality}, ngày …… tháng …… năm ……"
        day = self.issued_on
        return f"{self.locality}, ngày {day.day:02} tháng {month_of(day)} năm {day.year}"


@dataclass(frozen=True)
class Remark:
    """Something that the layout rules would not let pass; a warning, never a bar."""

    code: str
    text: str


def month_of(day: date) -> str:
    """Return the month as official documents write it: 01, 02, then 3 to 12."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def day_in_words(day: date) -> str:
    """Return '06/5/2024': how documents write a day within a sentence."""
    return f"{day.day:02}/{month_of(day)}/{day.year}"


def gettext_noop(text: str) -> str:
    """Mark `text` for the catalogue of translations; the page translates it."""
    return text


_ = gettext_noop


def remarks_on(head: Letterhead) -> list[Remark]:
    """Return what is missing or wrong in head and foot, in the order of the page."""
    last_recipient = head.recipients[-1].strip() if head.recipients else ""
    found = [
        (not head.agency.strip(), "agency", _("Chưa ghi cơ quan ban hành.")),
        (not head.number.strip(), "number", _("Chưa có số văn bản.")),
        (_has_stray_space(head), "space", _("Số, ký hiệu không được có dấu cách quanh “/” và “-”.")),
        (
            bool(head.symbol.strip()) and not _SYMBOL.fullmatch(head.symbol.replace(" ", "")),
            "symbol",
            _("Ký hiệu viết hoa, nối bằng “-”, ví dụ BC-BHXH."),
        ),
        (not head.symbol.strip(), "symbol", _("Chưa có ký hiệu văn bản.")),
        (head.symbol.strip().startswith("CV"), "type", _("“CV” không phải chữ viết tắt tên loại văn bản.")),
        (not head.locality.strip(), "locality", _("Chưa ghi địa danh.")),
        (head.issued_on is None, "day", _("Chưa ghi ngày ban hành.")),
        (
            bool(head.signing_for.strip()) and not head.signing_for.strip().startswith(_AUTHORITIES),
            "authority",
            _("Quyền hạn người ký bắt đầu bằng TM., Q., KT., TL. hoặc TUQ."),
        ),
        (not head.signatory_name.strip(), "signatory", _("Chưa ghi họ tên người ký.")),
        (
            not last_recipient.startswith("Lưu:"),
            "archive",
            _("Nơi nhận phải kết thúc bằng dòng “Lưu: VT, …”."),
        ),
        (
            _names_a_district(head),
            "district",
            _("Từ 01/7/2025 không còn cấp huyện: hãy xem lại tên cơ quan."),
        ),
    ]
    return [Remark(code, text) for is_wrong, code, text in found if is_wrong]


def _has_stray_space(head: Letterhead) -> bool:
    return bool(re.search(r"\s", head.number.strip()) or re.search(r"\s", head.symbol.strip()))


def _names_a_district(head: Letterhead) -> bool:
    names = " ".join([head.agency, head.parent_agency, *head.recipients]).lower()
    return head.issued_on is not None and head.issued_on >= NO_DISTRICTS_FROM and "huyện" in names
