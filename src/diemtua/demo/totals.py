"""The published totals that the demonstration campaigns come to.

Nghệ An, May 2024: a provincial weekly of June 2024. Yên Bái, May 2021: a notice of 2/6/2021. Only the figures
are taken; every row behind them is invented.
"""

from datetime import date
from typing import NamedTuple


class NgheAn2024:
    """Nghệ An, 5/2024."""

    FIRST, LAST, LAUNCH = date(2024, 5, 1), date(2024, 5, 31), date(2024, 5, 6)
    TEAMS, POINTS, REACHED = 490, 881, 10_547
    LAUNCH_VSI, LAUNCH_HHI = 691, 1_607
    VSI, HEALTH = 1_403, 11_287
    CONFERENCES, CONFERENCE_PEOPLE = 126, 5_910
    SMALL_GROUPS, SMALL_GROUP_PEOPLE = 792, 10_825
    BROADCASTS, VSI_BROADCASTS = 1_314, 982
    PORTAL_ITEMS, SOCIAL_ITEMS, SHARES = 61, 234, 1_076
    COMPULSORY_NEW, ALL_TOTAL = 2_391, 3_039_673
    ALL_PLAN = 3_292_540  # implied by 92,32 % (3.039.673 / 0,9232), rounded to the person


class Workplace(NamedTuple):
    """A meeting at a workplace: title, commune or district, people, whether there were more."""

    title: str
    place: str
    within: str
    people: int
    or_more: bool = False


WORKPLACES = [
    Workplace("Truyền thông tại Công ty TNHH Haivina Kim Liên", "Xã Kim Liên", "Huyện Nam Đàn", 154),
    Workplace("Truyền thông tại Công ty TNHH Bắc Sơn", "Thị xã Thái Hoà", "", 140),
    Workplace("Truyền thông tại Công ty TNHH Thuỷ lợi Tây Nam Nghệ An", "Huyện Anh Sơn", "", 65),
    Workplace(
        "Truyền thông tại các trường học xã Đồng Văn", "Xã Đồng Văn", "Huyện Tân Kỳ", 110, or_more=True
    ),
    Workplace("Truyền thông tại các trường học xã Tiên Kỳ", "Xã Tiên Kỳ", "Huyện Tân Kỳ", 95, or_more=True),
    Workplace("Truyền thông tại các trường học xã Phú Sơn", "Xã Phú Sơn", "Huyện Tân Kỳ", 95, or_more=True),
]


class YenBai2021:
    """Yên Bái, 5/2021."""

    FIRST, LAST = date(2021, 5, 1), date(2021, 5, 31)
    VSI = 556
    VSI_TOTAL, VSI_PLAN = 17_956, 24_134  # 74,4 %
    COMPULSORY_TOTAL, COMPULSORY_PLAN = 51_854, 54_015  # 96 %
    UNEMPLOYMENT_TOTAL, UNEMPLOYMENT_PLAN = 43_031, 44_871  # 95,9 %
