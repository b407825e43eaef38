"""Why a whole file is refused. Each says which file, which sheet, and what to do next."""

from diemtua.core.errors import Refusal


class UnreadableEnding(Refusal):
    code = "sheet_wrong_ending"
    text = "Tệp “{name}” không phải bảng tính. Hãy tải tệp .xlsx, .xls, .ods hoặc .csv."


class DisguisedFile(Refusal):
    code = "sheet_disguised"
    text = (
        "Tệp “{name}” mang đuôi {ending} nhưng bên trong là {found}. Hãy mở bằng Excel, "
        "chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”, rồi tải lại."
    )


class BrokenFile(Refusal):
    code = "sheet_broken"
    text = (
        "Không đọc được tệp “{name}”: tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở bằng Excel, "
        "lưu lại thành .xlsx rồi tải lại."
    )


class PasswordProtected(Refusal):
    code = "sheet_password"
    text = (
        "Tệp “{name}” có mật khẩu nên không đọc được. Hãy bỏ mật khẩu (Tệp, Thông tin, "
        "Bảo vệ sổ làm việc) rồi tải lại."
    )


class LegacyEncoding(Refusal):
    code = "sheet_legacy_encoding"
    text = (
        "Tệp “{name}”, trang “{sheet}”, dòng {row} dùng bảng mã cũ {encoding}, đọc vào sẽ sai dấu. "
        "Hãy chuyển sang Unicode (UniKey: Công cụ, Chuyển mã) rồi tải lại."
    )


class UnknownEncoding(Refusal):
    code = "sheet_unknown_encoding"
    text = (
        "Không nhận ra bảng mã của tệp “{name}” (dòng {row}). Hãy mở bằng Excel, "
        "lưu thành “CSV UTF-8” hoặc .xlsx rồi tải lại."
    )


class NoHeader(Refusal):
    code = "sheet_no_header"
    text = (
        "Tệp “{name}”, trang “{sheet}”: không tìm thấy dòng tiêu đề cột trong {searched} dòng đầu. "
        "Hãy thêm một dòng ghi tên từng cột ngay trên dữ liệu."
    )


class NoRows(Refusal):
    code = "sheet_no_rows"
    text = (
        "Tệp “{name}”, trang “{sheet}”: "
        "có tiêu đề cột ở dòng {header_row} nhưng không có dòng dữ liệu nào bên dưới. "
        "Hãy kiểm tra và tải lại."
    )


class NothingInside(Refusal):
    code = "sheet_nothing_inside"
    text = "Tệp “{name}”: mọi trang đều trống (trang “{sheet}”). Hãy kiểm tra và tải lại."


class TooManyRows(Refusal):
    code = "sheet_too_many_rows"
    text = (
        "Tệp “{name}”, trang “{sheet}” có {rows} dòng, vượt mức {limit} dòng một lần. "
        "Hãy chia thành nhiều tệp."
    )


class TooLargeUnpacked(Refusal):
    code = "sheet_too_large_unpacked"
    text = (
        "Tệp “{name}” bung ra quá lớn (trang “{sheet}”). Hãy chỉ giữ lại bảng dữ liệu, "
        "xoá các dòng và cột thừa, rồi tải lại."
    )


class ColumnsMissing(Refusal):
    code = "sheet_columns_missing"
    text = (
        "Tệp “{name}”, trang “{sheet}”, dòng {row}: thiếu cột bắt buộc {columns}. "
        "Hãy ghép cột hoặc bổ sung rồi tải lại."
    )
