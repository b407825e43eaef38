"""The papers that the journey hands in: a dispatch as .docx, a list of people as .xlsx."""

import io

import xlsxwriter
from docx import Document

Line = tuple[object, ...]

DISPATCH = """ỦY BAN NHÂN DÂN
TỈNH THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/UBND-VX
Thử, ngày 24 tháng 4 năm 2024
V/v tổ chức tháng vận động
Kính gửi:
- Bảo hiểm xã hội tỉnh;
- Bưu điện tỉnh.
UBND tỉnh giao các cơ quan làm tốt những việc sau:
1. Bảo hiểm xã hội tỉnh
- Chủ trì theo dõi, hướng dẫn, đôn đốc các cơ quan; tổng hợp kết quả gửi UBND tỉnh.
- Lập kế hoạch truyền thông của tháng.
2. Bưu điện tỉnh
Phối hợp Bảo hiểm xã hội tỉnh ra quân, tư vấn trực tiếp tại khu dân cư.
Các cơ quan tổ chức thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT, VX."""

PEOPLE: list[Line] = [
    ("Họ và tên", "Ngày sinh", "Thôn", "Nhóm", "Hoàn cảnh"),
    ("Nguyễn Thị Hạnh", "06/05/1980", "Xóm 1", "Nông dân", "Không"),
    ("Lô Văn Quý", "1975", "Xóm 1", "Lao động tự do", "Hộ nghèo"),
    ("Vi Thị Xuân", "12/12/1990", "Xóm 99", "Tiểu thương", "Không"),
]


def dispatch() -> bytes:
    """Return the dispatch as the bytes of a .docx."""
    document, out = Document(), io.BytesIO()
    for line in DISPATCH.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def people() -> bytes:
    """Return the list, whose last row names a hamlet that does not exist, as the bytes of an .xlsx."""
    return sheet_of(PEOPLE)


UNCOVERED = "Cao Văn Chín"
COVERED = [
    f"Vi Văn {name}" for name in ("An", "Bảo", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Long", "Minh")
]


def residents() -> bytes:
    """Return the residents of a commune as an .xlsx: those of one hamlet, and three namesakes in another."""
    lines: list[Line] = [
        ("SỔ DÂN CƯ XÃ AN BÌNH",),
        ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số hộ", "Xóm", "Xã"),
    ]
    for number, name in enumerate(COVERED, start=1):
        lines.append(
            (number, name, f"{number:02}/03/{1960 + number}", "Nam", f"H{number}", "Xóm 1", "An Bình")
        )
    lines += [
        (20, UNCOVERED, "04/07/1979", "Nam", "H20", "Xóm 1", "An Bình"),
        (21, "Lô Thị Hoà", "05/08/1985", "Nữ", "H21", "Xóm 1", "An Bình"),
    ]
    for number in range(22, 25):
        lines.append((number, "Lô Thị Hoà", f"{number}/10/1985", "Nữ", f"H{number}", "Xóm 2", "An Bình"))
    return sheet_of(lines)


def cards() -> bytes:
    """Return the cards of that commune as an .xlsx; one tells of its holder but name, year and hamlet."""
    lines: list[Line] = [("Mã số BHXH", "Họ tên", "Ngày sinh", "Giới tính", "Thôn", "Giá trị đến")]
    for number, name in enumerate(COVERED, start=1):
        lines.append(
            (f"40{number:08}", name.upper(), f"{number:02}/03/{1960 + number}", "Nam", "Xóm 1", "31/12/2099")
        )
    lines.append(("4000000021", "Lô Thị Hoà", "1985", "Nữ", "Xóm 1", "31/12/2099"))
    return sheet_of(lines)


def sheet_of(lines: list[Line]) -> bytes:
    """Return lines as the first sheet of an .xlsx."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return out.getvalue()
