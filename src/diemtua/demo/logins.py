"""The people who log in to the demonstration; invented, all with the same password."""

from dataclasses import dataclass

PASSWORD = "thu-diem-tua-2024"  # noqa: S105 -- printed on purpose: invented people, invented rows


@dataclass(frozen=True)
class Login:
    """One demonstration login: `name` of the person, what they do, and what they type."""

    name: str
    role: str
    username: str
    password: str = PASSWORD


LOGINS = [
    Login("Nguyễn Thị Minh Hà", "cán bộ đầu mối, BHXH tỉnh Nghệ An", "dau-moi"),
    Login("Trần Quốc Bảo", "lãnh đạo UBND tỉnh, chỉ xem", "lanh-dao"),
    Login("Phan Thị Hương Giang", "cán bộ Bưu điện tỉnh", "buu-dien"),
    Login("Lê Thị Lan", "cán bộ xã Kim Liên, huyện Nam Đàn", "can-bo-xa"),
    Login("Hồ Văn Tám", "trưởng xóm, xã Kim Liên", "truong-xom"),
    Login("Đậu Thị Thuý", "nhân viên thu, xã Kim Liên", "nhan-vien-thu"),
    Login("Hoàng Văn Sơn", "cán bộ đầu mối, BHXH tỉnh Yên Bái", "yen-bai"),
]
