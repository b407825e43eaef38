"""The papers that the journey hands in: a dispatch as .docx, a list of people as .xlsx."""

import io

import xlsxwriter
from docx import Document

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

PEOPLE = [
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
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(PEOPLE):
            sheet.write_row(number, 0, row)
    return out.getvalue()
