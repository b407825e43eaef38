"""The indicator catalogue (danh mục chỉ số): what every figure is called, counts and may be summed over.

Codes are those of the published tables of indicators. A launch-day figure is the same indicator, restricted
to the launch day. See `docs/algorithms/counters.md`.
"""

from dataclasses import dataclass
from enum import StrEnum

from diemtua.core.errors import Refusal
from diemtua.insurance.enums import Programme


class Aggregation(StrEnum):
    """How the values of several days become one."""

    SUM = "SUM"  # things that happened: the days add up
    LAST = "LAST"  # a stock: the newest value holds
    RATIO = "RATIO"  # a share: computed from its parts, never from other shares


class Source(StrEnum):
    """Which rows an indicator counts."""

    ACTIVITIES = "ACTIVITIES"
    LAUNCH = "LAUNCH"  # teams, points and tallies
    SIGNUPS = "SIGNUPS"
    GIFTS = "GIFTS"
    CONTACTS = "CONTACTS"
    OBSTACLES = "OBSTACLES"
    FIGURES = "FIGURES"  # not rows: figures of the insurer's own system
    DERIVED = "DERIVED"  # from other indicators


class UnknownIndicator(Refusal):
    code = "unknown_indicator"
    text = "Không có chỉ số “{code}” trong danh mục."


@dataclass(frozen=True)
class Indicator:
    """One indicator: `label` and `unit` as Vietnamese papers say them."""

    code: str
    label: str
    unit: str
    source: Source
    programme: Programme | None = None
    aggregation: Aggregation = Aggregation.SUM
    is_attendance: bool = False  # a sum of numbers of people, which may carry a bound ("hơn")

    @property
    def is_counted(self) -> bool:
        """Say whether the figure comes from our own rows."""
        return self.source is not Source.FIGURES

    @property
    def is_reporting(self) -> bool:
        """Say whether a row of it shows that a place reports: what the place itself does."""
        return self.source in (Source.ACTIVITIES, Source.LAUNCH, Source.SIGNUPS, Source.CONTACTS)


def gettext_noop(text: str) -> str:
    """Mark `text` for the catalogue of translations; the page translates it."""
    return text


_ = gettext_noop

_ALL = [
    Indicator("EV.TEAMS", _("Tổ tư vấn"), _("tổ"), Source.LAUNCH),
    Indicator("EV.POINTS", _("Điểm tuyên truyền"), _("điểm"), Source.LAUNCH),
    Indicator("EV.REACHED", _("Người được tiếp cận, tư vấn tại điểm"), _("người"), Source.LAUNCH),
    Indicator("EV.LAUNCH", _("Lễ ra quân"), _("lễ"), Source.ACTIVITIES),
    Indicator("EV.VISUAL", _("Băng rôn, pano, tuyên truyền trực quan"), _("lượt"), Source.ACTIVITIES),
    Indicator(
        "EV.UNITS_DONE",
        _("Địa phương đã tuyên truyền trực quan"),
        _("địa phương"),
        Source.DERIVED,
        aggregation=Aggregation.RATIO,
    ),
    Indicator(
        "SI.VOL.NEW",
        _("Tham gia mới BHXH tự nguyện"),
        _("người"),
        Source.SIGNUPS,
        Programme.VOLUNTARY_SOCIAL,
    ),
    Indicator(
        "SI.VOL.RETURNED",
        _("Quay lại BHXH tự nguyện"),
        _("người"),
        Source.SIGNUPS,
        Programme.VOLUNTARY_SOCIAL,
    ),
    Indicator(
        "SI.VOL.RENEWED", _("Tái tục BHXH tự nguyện"), _("người"), Source.SIGNUPS, Programme.VOLUNTARY_SOCIAL
    ),
    Indicator("HI.NEW", _("Tham gia mới BHYT"), _("người"), Source.SIGNUPS, Programme.HEALTH),
    Indicator("HI.RETURNED", _("Quay lại BHYT"), _("người"), Source.SIGNUPS, Programme.HEALTH),
    Indicator("HI.RENEWED", _("Tái tục BHYT"), _("người"), Source.SIGNUPS, Programme.HEALTH),
    Indicator(
        "HI.HH.NEW",
        _("Tham gia mới BHYT hộ gia đình"),
        _("người"),
        Source.SIGNUPS,
        Programme.HOUSEHOLD_HEALTH,
    ),
    Indicator("CO.CONF.COUNT", _("Hội nghị truyền thông"), _("hội nghị"), Source.ACTIVITIES),
    Indicator(
        "CO.CONF.ATT",
        _("Người dự hội nghị truyền thông"),
        _("người"),
        Source.ACTIVITIES,
        is_attendance=True,
    ),
    Indicator("CO.SG.COUNT", _("Cuộc tư vấn nhóm nhỏ"), _("cuộc"), Source.ACTIVITIES),
    Indicator(
        "CO.SG.ATT", _("Người được tư vấn nhóm nhỏ"), _("người"), Source.ACTIVITIES, is_attendance=True
    ),
    Indicator("CO.ENT.COUNT", _("Buổi truyền thông tại đơn vị"), _("buổi"), Source.ACTIVITIES),
    Indicator(
        "CO.ENT.ATT",
        _("Người dự truyền thông tại đơn vị"),
        _("người"),
        Source.ACTIVITIES,
        is_attendance=True,
    ),
    Indicator("CO.RADIO.ALL", _("Lượt phát thanh"), _("lượt"), Source.ACTIVITIES),
    Indicator(
        "CO.RADIO.VSI",
        _("Lượt phát thanh về BHXH tự nguyện"),
        _("lượt"),
        Source.ACTIVITIES,
        Programme.VOLUNTARY_SOCIAL,
    ),
    Indicator("CO.WEB.ITEMS", _("Tin bài trên cổng thông tin"), _("tin bài"), Source.ACTIVITIES),
    Indicator("CO.SOCIAL.ITEMS", _("Tin bài trên mạng xã hội"), _("tin bài"), Source.ACTIVITIES),
    Indicator("CO.SOCIAL.SHARES", _("Lượt chia sẻ trên trang cá nhân"), _("lượt"), Source.ACTIVITIES),
    Indicator("CO.HOME.COUNT", _("Đợt đến từng nhà"), _("đợt"), Source.ACTIVITIES),
    Indicator("PR.CONTACTS", _("Lần gặp đối tượng tiềm năng"), _("lần"), Source.CONTACTS),
    Indicator("GI.BOOKS", _("Sổ BHXH đã tặng"), _("sổ"), Source.GIFTS, Programme.VOLUNTARY_SOCIAL),
    Indicator("GI.CARDS", _("Thẻ BHYT đã tặng"), _("thẻ"), Source.GIFTS, Programme.HOUSEHOLD_HEALTH),
    Indicator(
        "GI.BOOKS.PLEDGED", _("Sổ BHXH cam kết tặng"), _("sổ"), Source.GIFTS, Programme.VOLUNTARY_SOCIAL
    ),
    Indicator(
        "GI.CARDS.PLEDGED", _("Thẻ BHYT cam kết tặng"), _("thẻ"), Source.GIFTS, Programme.HOUSEHOLD_HEALTH
    ),
    Indicator("OB.RAISED", _("Vướng mắc được nêu"), _("vướng mắc"), Source.OBSTACLES),
    Indicator("OB.ANSWERED", _("Vướng mắc đã trả lời"), _("vướng mắc"), Source.OBSTACLES),
    Indicator(
        "SI.COMP.NEW",
        _("Tham gia mới BHXH bắt buộc"),
        _("người"),
        Source.FIGURES,
        Programme.COMPULSORY_SOCIAL,
    ),
    *(
        Indicator(code, label, _("người"), Source.FIGURES, programme, Aggregation.LAST)
        for code, label, programme in (
            ("SI.COMP.TOTAL", _("Đang tham gia BHXH bắt buộc"), Programme.COMPULSORY_SOCIAL),
            ("SI.VOL.TOTAL", _("Đang tham gia BHXH tự nguyện"), Programme.VOLUNTARY_SOCIAL),
            ("UI.TOTAL", _("Đang tham gia bảo hiểm thất nghiệp"), Programme.UNEMPLOYMENT),
            ("HI.TOTAL", _("Đang tham gia BHYT"), Programme.HEALTH),
            ("ALL.TOTAL", _("Đang tham gia BHXH, BHYT, BHTN (người, không trùng)"), Programme.ANY),
        )
    ),
]

CATALOGUE: dict[str, Indicator] = {indicator.code: indicator for indicator in _ALL}


def indicator_of(code: str) -> Indicator:
    """Return the indicator of that code.

    :raises UnknownIndicator:
    """
    found = CATALOGUE.get(code.strip().upper())
    if found is None:
        raise UnknownIndicator(code=code)
    return found
