"""What makes a register unfit to be matched, in words that say what to do."""

from diemtua.core.errors import Refusal


class RegisterMissing(Refusal):
    """No such file, or it may not be read."""

    code = "register_missing"
    text = "Không mở được tệp {file}: {reason}."


class RegisterUnreadable(Refusal):
    """The file is neither CSV nor Parquet, or it was cut off."""

    code = "register_unreadable"
    text = "Tệp {file} hỏng, bị cắt cụt hoặc không phải {kind}. Hãy xuất lại tệp từ phần mềm nguồn."


class RegisterNotText(Refusal):
    """The CSV is not UTF-8."""

    code = "register_not_text"
    text = "Tệp {file} không ở bảng mã UTF-8. Hãy lưu lại dưới dạng “CSV UTF-8”."


class ColumnsMissing(Refusal):
    """Columns that matching cannot do without are not there."""

    code = "columns_missing"
    text = "Tệp {file} thiếu cột {missing}. Các cột tìm thấy: {found}."


class RegisterEmpty(Refusal):
    """There is a heading and nothing below."""

    code = "register_empty"
    text = "Tệp {file} không có dòng nào."


class RowsNotTold(Refusal):
    """Row numbers are empty or used twice: links could not be traced back."""

    code = "rows_not_told"
    text = "Cột rid của tệp {file} có {count} dòng trống hoặc trùng số. Mỗi dòng cần một số riêng."


class NumbersRounded(Refusal):
    """A spreadsheet wrote identity numbers as 3.8E+10: the last digits are lost."""

    code = "numbers_rounded"
    text = (
        "Tệp {file} có {count} số định danh bị bảng tính viết thành dạng 3,8E+10, mất các chữ số cuối. "
        "Hãy đặt cột đó thành kiểu Văn bản (Text) rồi xuất lại."
    )


class OutputUnwritable(Refusal):
    """The links cannot be written there, or the disk is full; nothing half-written is left."""

    code = "output_unwritable"
    text = "Không ghi được {file}: {reason}. Chưa có gì được ghi."


class OutOfRoom(Refusal):
    """Memory and the disk for intermediate results are both used up."""

    code = "out_of_room"
    text = "Hết bộ nhớ hoặc đĩa tạm khi ghép ({reason}). Hãy giải phóng đĩa ở {folder} hoặc tăng --memory."


class BucketBroken(Refusal):
    """A process that matched a bucket was ended from outside, as when memory runs out."""

    code = "bucket_broken"
    text = (
        "Một tiến trình ghép bị dừng giữa chừng (thường do hết bộ nhớ); mới xong {done} trên {count} phần. "
        "Hãy giảm --workers rồi chạy lại đúng lệnh ấy: phần đã xong không phải làm lại."
    )


class OtherProvince(Refusal):
    """The registers are of two places: no commune in common, and next to no identity number."""

    code = "other_province"
    text = (
        "Hai sổ không cùng địa bàn: không có xã nào chung và chỉ {count} trên {rows} người tham gia có số "
        "định danh trong sổ dân cư. Hãy chọn đúng sổ của tỉnh này (mã xã cũ thì kèm --successors)."
    )
