"""The columns of a list of prospects, as communes write them. Plain Python."""

from diemtua.core.sheets import Choice, Column, Kind

MAX_ROWS = 4_000  # one list is read, shown and loaded within a request; a longer one is to be split

SEX = (Choice("MALE", "Nam", ("nam", "1")), Choice("FEMALE", "Nữ", ("nữ", "nu", "0")))
PROGRAMME = (
    Choice("VSI", "BHXH tự nguyện", ("bhxhtn", "bhxh tn", "xã hội", "bhxh")),
    Choice("HHI", "BHYT hộ gia đình", ("bhyt", "bhyt hgđ", "y tế")),
)
SEGMENT = (
    Choice("FARMER", "Nông dân sản xuất, kinh doanh giỏi", ("nông dân", "chủ trang trại")),
    Choice("TRADER", "Tiểu thương, kinh doanh cá thể", ("tiểu thương", "buôn bán", "kinh doanh")),
    Choice("LANDLORD", "Chủ nhà trọ", ("nhà trọ",)),
    Choice("CRAFT", "Thợ thủ công, làng nghề", ("làng nghề", "thủ công", "thợ")),
    Choice("COOPERATIVE", "Lao động hợp tác xã", ("hợp tác xã", "htx")),
    Choice("FREELANCE", "Lao động tự do", ("tự do",)),
    Choice("STOPPED_COMPULSORY", "Dừng BHXH bắt buộc, đang bảo lưu", ("bảo lưu", "dừng bhxh")),
    Choice("NEAR_POOR", "Hộ cận nghèo, mới thoát nghèo", ("cận nghèo",)),
    Choice("EXPIRING_CARD", "Thẻ BHYT sắp hết hạn", ("sắp hết hạn", "hết hạn thẻ")),
    Choice("OTHER", "Nhóm khác", ("khác",)),
)
HARDSHIP = (
    Choice("NONE", "Không", ("bình thường",)),
    Choice("POOR", "Hộ nghèo", ("nghèo",)),
    Choice("NEAR_POOR", "Hộ cận nghèo", ("cận nghèo",)),
    Choice("NEWLY_ESCAPED", "Hộ mới thoát nghèo", ("thoát nghèo",)),
    Choice("HARD", "Hoàn cảnh khó khăn", ("khó khăn",)),
)

COLUMNS = (
    Column(
        "full_name",
        "Họ và tên",
        aliases=("họ tên", "tên", "họ và tên người dân", "tên đối tượng"),
        kind=Kind.NAME,
        required=True,
        max_length=120,
        example="Nguyễn Thị Lan",
    ),
    Column(
        "birth",
        "Ngày sinh",
        aliases=("năm sinh", "ngày tháng năm sinh", "ns"),
        kind=Kind.BIRTH,
        example="06/05/1980",
    ),
    Column("sex", "Giới tính", aliases=("nam/nữ", "phái", "gt"), kind=Kind.CHOICE, choices=SEX, example="Nữ"),
    Column(
        "personal_id",
        "Số định danh",
        aliases=("số cccd", "cccd", "số căn cước", "cmnd/cccd", "số định danh cá nhân", "cccd/đdcn"),
        kind=Kind.PERSONAL_ID,
        birth_key="birth",
        sex_key="sex",
    ),
    Column(
        "phone",
        "Điện thoại",
        aliases=("số điện thoại", "sđt", "đt", "di động", "đt liên lạc", "điện thoại liên hệ"),
        kind=Kind.PHONE,
    ),
    Column("commune", "Xã", aliases=("xã, phường", "xã/phường", "tên xã", "xã/phường/thị trấn")),
    Column(
        "hamlet",
        "Thôn",
        aliases=("xóm", "thôn, xóm", "thôn/bản", "khối xóm", "khối", "bản", "tổ dân phố", "địa bàn"),
    ),
    Column(
        "segment",
        "Nhóm",
        aliases=("nhóm đối tượng", "nghề nghiệp", "đối tượng", "nhóm nghề"),
        kind=Kind.CHOICE,
        choices=SEGMENT,
    ),
    Column(
        "programme",
        "Chương trình",
        aliases=("vận động tham gia", "loại hình", "loại bảo hiểm"),
        kind=Kind.CHOICE,
        choices=PROGRAMME,
    ),
    Column(
        "hardship",
        "Hoàn cảnh",
        aliases=("diện hỗ trợ", "hộ nghèo/cận nghèo", "diện"),
        kind=Kind.CHOICE,
        choices=HARDSHIP,
    ),
    Column("note", "Ghi chú", aliases=("lưu ý",), max_length=300),
)
