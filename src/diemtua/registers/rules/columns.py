"""The columns of a register, found in any order and under the headings that offices use.

The keys are the columns of a snapshot (`rules.schema`). Places, groups and circumstances are worked out from
what the sheet writes as `hamlet`, `commune`, `district` and `group`.
"""

from collections.abc import Iterable

from diemtua.core.sheets.columns import Choice, Column, Kind, name_key

NEEDED = ("rid", "full_name", "birth")
OPTIONAL = ("sex", "personal_id", "household", "hamlet", "commune", "phone")

SEX = (Choice("M", "Nam", ("nam", "male", "1", "trai")), Choice("F", "Nữ", ("nu", "female", "0", "2", "gai")))

#: Every column we take in, codes before names: where a file has both, the code tells more.
COLUMNS = (
    Column(
        "full_name",
        "Họ và tên",
        aliases=("ho ten", "ho va ten khai sinh", "ten day du", "ho ten nguoi tham gia", "ten nguoi tham gia",
                 "ho ten chu the", "ho va ten hoc sinh", "ho ten hoc sinh", "ten doi tuong", "hoten"),
        kind=Kind.NAME,
        max_length=120,
    ),
    Column(
        "birth",
        "Ngày sinh",
        aliases=("ngay thang nam sinh", "nam sinh", "ngay sinh nam sinh", "sinh ngay", "ns", "ngaysinh"),
        kind=Kind.BIRTH,
    ),
    Column("sex", "Giới tính", aliases=("gioi", "nam nu", "phai", "gt", "gioitinh"), kind=Kind.CHOICE,
           choices=SEX),
    Column(
        "personal_id",
        "Số định danh",
        aliases=("cccd", "so cccd", "cmnd", "so cmnd", "cccd cmnd", "cmnd cccd", "so dinh danh ca nhan",
                 "so ddcn", "so can cuoc", "so can cuoc cong dan", "cccd ddcn", "ma dinh danh", "soddcn"),
        kind=Kind.PERSONAL_ID,
        birth_key="birth",
        sex_key="sex",
    ),
    Column(
        "insurance_number",
        "Mã số BHXH",
        aliases=("ma so bhxh", "so so bhxh", "so bhxh", "ma bhxh", "masobhxh", "ma so bao hiem xa hoi"),
        kind=Kind.SI_NUMBER,
    ),
    Column(
        "card_number",
        "Mã thẻ BHYT",
        aliases=("so the bhyt", "ma the", "so the", "mathe", "ma so the bhyt", "the bhyt"),
        kind=Kind.CARD_NUMBER,
    ),
    Column(
        "household",
        "Mã hộ",
        aliases=("ma ho gia dinh", "ma so ho", "so ho khau", "ma ho gd", "maho", "ma so ho gia dinh"),
        max_length=40,
    ),
    Column("is_head", "Là chủ hộ", aliases=("la chu ho", "chu ho", "chuho"), max_length=60),
    Column(
        "relation",
        "Quan hệ với chủ hộ",
        aliases=("quan he", "moi quan he voi chu ho", "qh voi chu ho", "moi quan he"),
        max_length=60,
    ),
    Column(
        "address",
        "Địa chỉ",
        aliases=("dia chi thuong tru", "noi thuong tru", "noi o", "cho o hien nay", "noi o hien tai",
                 "diachi", "dia chi lien he", "dia chi noi o"),
        max_length=300,
    ),
    Column(
        "hamlet",
        "Xóm",
        aliases=("ma xom", "ma thon", "ma thon xom", "ma khoi xom", "ten xom", "ten thon", "thon", "xom thon",
                 "thon xom", "thon ban", "khoi xom", "khoi", "ban", "to dan pho", "thon to dan pho", "maxom"),
        max_length=120,
    ),
    Column(
        "commune",
        "Xã",
        aliases=("ma xa", "ma xa phuong", "ma dvhc", "ma dvhc cap xa", "ten xa", "xa phuong", "phuong xa",
                 "xa phuong thi tran", "maxa"),
        max_length=120,
    ),
    Column("district", "Huyện", aliases=("ma huyen", "ten huyen", "quan huyen", "huyen thi"), max_length=120),
    Column(
        "phone",
        "Số điện thoại",
        aliases=("sdt", "dien thoai", "dt di dong", "dt", "di dong", "dien thoai lien he", "so dt"),
        kind=Kind.PHONE,
    ),
    Column("occupation", "Nghề nghiệp", aliases=("nghe", "cong viec", "nghe nghiep hien nay")),
    Column(
        "group",
        "Nhóm đối tượng",
        aliases=("doi tuong", "ma doi tuong", "nhom", "ma nhom doi tuong", "loai doi tuong", "nhom bhyt"),
        max_length=120,
    ),
    Column(
        "hardship",
        "Hộ nghèo, cận nghèo",
        aliases=("hoan canh", "dien ho", "dien ho ngheo", "loai ho", "ho ngheo can ngheo", "phan loai ho",
                 "muc do ngheo", "dien"),
        max_length=120,
    ),
    Column(
        "valid_from",
        "Từ ngày",
        aliases=("gia tri tu", "the tu ngay", "han the tu", "tu thang", "ngay hieu luc", "gia tri tu ngay",
                 "gt the tu", "ngay bat dau", "dong tu"),
        kind=Kind.DAY,
    ),
    Column(
        "valid_to",
        "Đến ngày",
        aliases=("gia tri den", "the den ngay", "han the", "han the den", "den thang", "ngay het han",
                 "han su dung", "gia tri den ngay", "gt the den", "het han", "ngay het hieu luc", "dong den"),
        kind=Kind.DAY,
    ),
    Column(
        "months",
        "Số tháng",
        aliases=("so thang dong", "so thang bao luu", "tong so thang", "thoi gian dong", "thoi gian bao luu",
                 "so thang da dong", "tong thoi gian dong", "thoi gian tham gia"),
        max_length=60,
    ),
    Column(
        "stopped_on",
        "Ngày dừng đóng",
        aliases=("ngay dung dong", "dung dong tu", "thoi diem dung dong", "ngay nghi viec", "thang dung dong",
                 "ngay giam"),
        kind=Kind.DAY,
    ),
    Column("school", "Trường", aliases=("ten truong", "truong hoc", "truong lop", "co so giao duc"),
           max_length=200),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}
#: The columns that matching reads, in words.
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
_ROW_NUMBERS = ("rid", "stt", "so thu tu", "ma dong")


def required_of(kind: str) -> tuple[str, ...]:
    """Return the columns that a register of `kind` cannot do without."""
    return ("full_name", "birth") if kind == "POPULATION" else ("full_name",)


def find_columns(headings: Iterable[str]) -> dict[str, str]:
    """Return our name of a column to the heading it stands under; the first that fits is taken.

    >>> find_columns(["Số CCCD", "HỌ VÀ TÊN", "STT"])
    {'rid': 'STT', 'full_name': 'HỌ VÀ TÊN', 'personal_id': 'Số CCCD'}
    """
    plain = [(name_key(heading.replace("\ufeff", "")), heading) for heading in headings]
    found: dict[str, str] = {}
    for name, wordings in _WORDINGS.items():
        for wording in wordings:
            fitting = next((heading for text, heading in plain if text == wording), None)
            if fitting is not None:
                found[name] = fitting
                break
    return found


def missing(found: dict[str, str]) -> list[str]:
    """Return the needed columns that were not found."""
    return [name for name in NEEDED if name not in found]


def _wordings(column: Column) -> tuple[str, ...]:
    """Return every heading of a column as it is compared: our key, codes, names."""
    return tuple(dict.fromkeys(map(name_key, (column.key, *column.aliases, column.label_vi))))


_WORDINGS = {"rid": _ROW_NUMBERS} | {
    name: _wordings(BY_KEY[name]) for name in (*NEEDED, *OPTIONAL, "insurance_number") if name in BY_KEY
}
