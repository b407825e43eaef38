"""Why a register is not taken in. No sentence repeats what stands in a row."""

from diemtua.core.errors import Refusal


class ColumnsUnknown(Refusal):
    """Nobody has found the columns that this kind of register cannot do without."""

    code = "register_columns_unknown"
    text = "Tệp “{name}”: chưa biết cột nào là {columns}. Hãy ghép cột rồi bấm “Đọc lại”."


class OtherPlace(Refusal):
    """Most rows name communes outside the place of the source."""

    code = "register_of_other_place"
    text = (
        "Tệp “{name}” là sổ của địa bàn khác: {share} % số dòng ghi xã không thuộc {place} (ví dụ: {seen}). "
        "Hãy kiểm tra tệp, hoặc chọn đúng địa bàn của nguồn rồi tải lại."
    )


class NumbersLost(Refusal):
    """So many ids lost their digits that the file is of no use."""

    code = "register_numbers_lost"
    text = (
        "Tệp “{name}” có {count} số định danh bị bảng tính viết thành dạng 3,8E+10, mất các chữ số cuối. "
        "Hãy đặt cột đó thành kiểu Văn bản (Text) ở tệp gốc rồi xuất lại."
    )


class NoRoom(Refusal):
    """Memory or disk is used up."""

    code = "register_no_room"
    text = (
        "Hết đĩa hoặc bộ nhớ khi đọc tệp “{name}”. Chưa có gì được ghi; hãy giải phóng đĩa rồi bấm “Đọc lại”."
    )


class LinesUnreadable(Refusal):
    """The lines are not a table in any way that we know."""

    code = "register_lines_unreadable"
    text = (
        "Không đọc được các dòng của tệp “{name}”: dấu phân cách hoặc dấu ngoặc kép không đều. "
        "Hãy mở bằng Excel, lưu thành .xlsx hoặc “CSV UTF-8” rồi tải lại."
    )
