"""The columns of a register, found in any order and under the headings that offices use."""

from collections.abc import Iterable

from diemtua.core.text import fold

NEEDED = ("rid", "ho_ten", "ngay_sinh")
OPTIONAL = ("gioi_tinh", "cccd", "ma_ho", "ma_xom", "ma_xa", "sdt")

HEADINGS = {
    "rid": ("rid", "stt", "so thu tu", "ma dong"),
    "ho_ten": ("ho ten", "ho va ten", "ho va ten khai sinh", "ten day du"),
    "ngay_sinh": ("ngay sinh", "ngay thang nam sinh", "nam sinh"),
    "gioi_tinh": ("gioi tinh", "gioi", "nam nu"),
    "cccd": (
        "cccd",
        "so cccd",
        "cmnd",
        "so cmnd",
        "cccd cmnd",
        "so dinh danh",
        "so dinh danh ca nhan",
        "so ddcn",
    ),
    "ma_ho": ("ma ho", "ma ho gia dinh", "ma so ho", "so ho khau"),
    "ma_xom": ("ma xom", "ma thon", "ma thon xom", "ma khoi xom"),
    "ma_xa": ("ma xa", "ma xa phuong", "ma dvhc", "ma dvhc cap xa"),
    "sdt": ("sdt", "so dien thoai", "dien thoai", "dt di dong"),
}


def find_columns(headings: Iterable[str]) -> dict[str, str]:
    """Return our name of a column to the heading it stands under; the first that fits is taken.

    >>> find_columns(["Số CCCD", "HỌ VÀ TÊN", "STT"])
    {'rid': 'STT', 'ho_ten': 'HỌ VÀ TÊN', 'cccd': 'Số CCCD'}
    """
    plain = [(_plain(heading), heading) for heading in headings]
    found: dict[str, str] = {}
    for name, wordings in HEADINGS.items():
        for wording in wordings:
            fitting = next((heading for text, heading in plain if text == wording), None)
            if fitting is not None:
                found[name] = fitting
                break
    return found


def missing(found: dict[str, str]) -> list[str]:
    """Return the needed columns that were not found."""
    return [name for name in NEEDED if name not in found]


def _plain(heading: str) -> str:
    letters = "".join(sign if sign.isalnum() else " " for sign in fold(heading.replace("\ufeff", "")))
    return " ".join(letters.split())
