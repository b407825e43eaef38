"""What is wrong with a cell or doubtful about it, in words. No sentence repeats what stands in the cell."""

_ERRORS = {
    "missing": "ô để trống, cột này bắt buộc phải có.",
    "not_a_name": "ô không phải là họ tên. Hãy gõ lại họ tên.",
    "too_long": "ô dài quá mức cho phép. Hãy rút gọn.",
    "letters_lost": "họ tên có chữ bị hỏng khi chuyển mã. Hãy gõ lại họ tên.",
    "not_a_day": "không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 06/05/1980, hoặc chỉ ghi năm sinh.",
    "no_such_day": "không phải là ngày có thật. Hãy kiểm tra lại ngày, tháng, năm.",
    "month_first": "ghi tháng trước ngày. Hãy ghi theo thứ tự ngày/tháng/năm.",
    "day_incomplete": "thiếu ngày hoặc tháng. Hãy ghi đủ ngày/tháng/năm.",
    "born_in_future": "ngày sinh ở tương lai. Hãy kiểm tra lại năm.",
    "too_early": "trước năm 1900. Hãy kiểm tra lại năm.",
    "year_ambiguous": "năm ghi hai chữ số, có thể là 19.. hoặc 20... Hãy ghi đủ bốn chữ số.",
    "year_as_day": "ô hiện một ngày năm 1905, có lẽ là năm sinh bị định dạng thành ngày. Hãy ghi lại.",
    "formula_error": "công thức trong ô báo lỗi. Hãy gõ thẳng giá trị.",
    "formula_text": "ô là công thức, không phải giá trị. Hãy gõ thẳng giá trị.",
    "digits_lost": "bảng tính đã viết số dạng 3,8E+10, mất chữ số. Hãy đặt cột là Văn bản rồi nhập lại.",
    "cells": "dòng có nhiều ô hơn số cột, giá trị bị lệch cột. Hãy đặt ô có dấu phân cách trong ngoặc kép.",
    "other_place": "xã không thuộc địa bàn của sổ này. Hãy kiểm tra lại mã hoặc tên xã.",
    "several_communes": "tên này là của nhiều xã. Hãy ghi kèm tên huyện, hoặc ghi mã xã.",
}
_WARNINGS = {
    "name_has_digits": "họ tên có chữ số. Hãy kiểm tra lại.",
    "year_short": "năm ghi hai chữ số, đã hiểu theo thế kỷ hợp lý.",
    "day_serial": "là số đếm ngày của Excel, đã đổi thành ngày.",
    "very_old": "ứng với hơn 120 tuổi. Hãy kiểm tra lại.",
    "unknown_choice": "không rõ ghi gì, đã để trống.",
    "not_whole": "không phải là số tháng, đã để trống.",
    "id_old": "là số CMND cũ 9 chữ số. Hãy bổ sung số định danh 12 chữ số khi có.",
    "zero_restored": "đã thêm số 0 ở đầu mà bảng tính bỏ mất.",
    "id_wrong_length": "không đủ 12 chữ số, không dùng số này để ghép.",
    "id_not_digits": "không phải chữ số, không dùng số này để ghép.",
    "id_place": "3 chữ số đầu không phải mã nơi đăng ký khai sinh.",
    "id_birth_differs": "năm sinh trong số định danh khác năm sinh đã ghi.",
    "id_sex_differs": "giới tính trong số định danh khác giới tính đã ghi.",
    "si_not_digits": "không phải chữ số, đã để trống.",
    "si_wrong_length": "không đủ 10 chữ số, đã để trống.",
    "card_wrong": "không đúng 15 ký tự của mã thẻ, đã để trống.",
    "not_digits": "phải chỉ gồm chữ số, đã để trống.",
    "phone_zero": "đã thêm số 0 ở đầu.",
    "phone_old_prefix": "đầu số 11 số cũ đã đổi sang 10 số.",
    "phone_several": "có nhiều số, chỉ lấy số đầu.",
    "not_a_phone": "không phải là số điện thoại, đã để trống.",
    "unknown_hamlet": "không có xóm này trong xã, chỉ biết đến xã.",
    "no_commune": "không rõ ở xã nào.",
    "missing": "không có ngày sinh, rất khó ghép đúng người.",
}
_KEPT = "không đọc được, đã để trống."
TWIN = "trùng với dòng {line} của tệp này."


def error_text(code: str) -> str:
    """Return why a cell keeps its row out."""
    return _ERRORS.get(code) or _WARNINGS.get(code) or "không đọc được. Hãy sửa lại."


def warning_text(code: str) -> str:
    """Return what is doubtful about a cell whose row is taken."""
    if code in _WARNINGS:
        return _WARNINGS[code]
    return (
        _ERRORS[code].split(". ", maxsplit=1)[0].rstrip(".") + ", đã để trống." if code in _ERRORS else _KEPT
    )
