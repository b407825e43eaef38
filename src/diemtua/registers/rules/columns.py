"""The columns of a register, found in any order and under the headings that offices use."""

from collections.abc import Iterable

from diemtua.core.text import fold

NEEDED = ("rid", "full_name", "birth")
OPTIONAL = ("sex", "personal_id", "household", "hamlet", "commune", "phone")

LABELS = {
    "rid": "số dòng (rid)",
    "full_name": "họ tên",
    "birth": "ngày sinh",
    "sex": "giới tính",
    "personal_id": "số định danh",
    "household": "mã hộ",
    "hamlet": "xóm",
    "commune": "xã",
    "phone": "số điện thoại",
}

HEADINGS = {
    "rid": ("rid", "stt", "so thu tu", "ma dong"),
    "full_name": ("ho ten", "ho va ten", "ho va ten khai sinh", "ten day du"),
    "birth": ("ngay sinh", "ngay thang nam sinh", "nam sinh"),
    "sex": ("gioi tinh", "gioi", "nam nu"),
    "personal_id": (
        "cccd",
        "so cccd",
        "cmnd",
        "so cmnd",
        "cccd cmnd",
        "so dinh danh",
        "so dinh danh ca nhan",
        "so ddcn",
    ),
    "household": ("ma ho", "ma ho gia dinh", "ma so ho", "so ho khau"),
    "hamlet": ("ma xom", "ma thon", "ma thon xom", "ma khoi xom"),
    "commune": ("ma xa", "ma xa phuong", "ma dvhc", "ma dvhc cap xa"),
    "phone": ("sdt", "so dien thoai", "dien thoai", "dt di dong"),
}


def find_columns(headings: Iterable[str]) -> dict[str, str]:
    """Return our name of a column to the heading it stands under; the first that fits is taken.

    >>> find_columns(["Số CCCD", "HỌ VÀ TÊN", "STT"])
    {'rid': 'STT', 'full_name': 'HỌ VÀ TÊN', 'personal_id': 'Số CCCD'}
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
