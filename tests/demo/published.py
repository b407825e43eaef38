"""What the two published reports state: the figure, how the source prints it, how our report words it."""

import re
from dataclasses import dataclass

from diemtua.reports.rules import at_launch


@dataclass(frozen=True)
class Published:
    """One published number: its figure in our catalogue, and the words around it in our report.

    :param source: a pattern whose groups are the published number (group 1) and, for a stock, its percentage
    """

    key: str
    value: int
    words: str
    source: str

    def read_from(self, text: str) -> list[str]:
        """Return what the source says, as printed, whatever its letters' case and spaces."""
        found = re.search(self.source, " ".join(text.split()), re.IGNORECASE)
        assert found, f"the source does not say /{self.source}/"
        return list(found.groups())


NUMBER = r"(\d[\d.]*)"
NGHE_AN = [
    Published(at_launch("EV.TEAMS"), 490, "490 tổ tư vấn", rf"thành lập {NUMBER} tổ tư vấn"),
    Published(at_launch("EV.POINTS"), 881, "881 điểm tuyên truyền", rf"tại {NUMBER} điểm tuyên truyền"),
    Published(
        at_launch("EV.REACHED"), 10_547, "10.547 người dân được tiếp cận", rf"đã có {NUMBER} người dân"
    ),
    Published(
        at_launch("SI.VOL.NEW"),
        691,
        "691 người tham gia BHXH tự nguyện",
        rf"vận động được {NUMBER} người tham gia Bảo hiểm xã hội tự nguyện",
    ),
    Published(
        at_launch("HI.HH.NEW"),
        1_607,
        "1.607 người tham gia BHYT hộ gia đình",
        rf"{NUMBER} người tham gia Bảo hiểm y tế hộ gia đình",
    ),
    Published("CO.CONF.COUNT", 126, "126 hội nghị", rf"tổ chức {NUMBER} hội nghị"),
    Published("CO.CONF.ATT", 5_910, "5.910 người dự", rf"với {NUMBER} người tham dự; thực hiện"),
    Published("CO.SG.COUNT", 792, "792 cuộc tư vấn nhóm nhỏ", rf"thực hiện {NUMBER} cuộc tư vấn"),
    Published("CO.SG.ATT", 10_825, "10.825 người được tư vấn", rf"nhóm nhỏ với {NUMBER} người"),
    Published("CO.RADIO.ALL", 1_314, "phát 1.314 lượt", rf"Trên {NUMBER} lượt phát thanh"),
    Published("CO.RADIO.VSI", 982, "982 lượt về BHXH tự nguyện", rf"tự nguyện là {NUMBER} lượt"),
    Published("CO.WEB.ITEMS", 61, "61 tin bài trên cổng", rf"xã hội tỉnh {NUMBER} tin bài"),
    Published("CO.SOCIAL.ITEMS", 234, "234 tin bài, video", rf"{NUMBER} tin bài, video clip trên môi trường"),
    Published("CO.SOCIAL.SHARES", 1_076, "1.076 lượt chia sẻ", rf"viên chức {NUMBER} lượt"),
    Published(
        "SI.VOL.NEW",
        1_403,
        "1.403 người tham gia BHXH tự nguyện",
        rf"bắt buộc, {NUMBER} người tham gia Bảo hiểm xã hội tự nguyện",
    ),
    Published(
        "HI.NEW", 11_287, "11.287 người tham gia BHYT", rf"{NUMBER} người tham gia Bảo hiểm y tế\. Tuy"
    ),
    Published(
        "SI.COMP.NEW",
        2_391,
        "2.391 người tham gia BHXH bắt buộc",
        rf"phát triển thêm {NUMBER} người tham gia Bảo hiểm xã hội bắt buộc",
    ),
    Published(
        "ALL.TOTAL", 3_039_673, "có 3.039.673 người tham gia", rf"toàn tỉnh đã có {NUMBER} người tham gia"
    ),
    Published("EV.UNITS_DONE", 21, "21/21 địa phương", r"(\d+)/21 địa phương"),
]
NGHE_AN_WORKPLACES = [
    ("Công ty TNHH Haivina Kim Liên 154 người", rf"Haivina Kim Liên với {NUMBER} công nhân", "154"),
    ("Công ty TNHH Bắc Sơn 140 người", rf"Bắc Sơn với {NUMBER} công nhân", "140"),
    ("Tây Nam Nghệ An 65 người", rf"Tây Nam nghệ An với {NUMBER} công nhân", "65"),
    ("xã Đồng Văn, xã Tiên Kỳ và xã Phú Sơn hơn 300 người", rf"số lượng hơn {NUMBER} người", "300"),
]
YEN_BAI = [
    Published("SI.VOL.NEW", 556, "556 người tham gia BHXH tự nguyện", rf"vận động được {NUMBER} người"),
    Published(
        "SI.VOL.TOTAL",
        17_956,
        "có 17.956 người tham gia BHXH tự nguyện, đạt 74,4",
        rf"5/2021 là {NUMBER} người \(đạt ([\d,]+)%",
    ),
    Published(
        "SI.COMP.TOTAL",
        51_854,
        "có 51.854 người tham gia BHXH bắt buộc, đạt 96",
        rf"{NUMBER} người tham gia BHXH bắt buộc \(đạt ([\d,]+)%",
    ),
    Published(
        "UI.TOTAL",
        43_031,
        "có 43.031 người tham gia bảo hiểm thất nghiệp, đạt 95,9",
        rf"{NUMBER} người tham gia BHTN \(đạt ([\d,]+)%",
    ),
]
