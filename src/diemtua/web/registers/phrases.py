"""What matching did and what a pair of rows has in common, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from diemtua.registers.rules.doubts import Compared

_STEPS = {
    "read": noop("Đọc hai sổ, chuẩn hoá tên và số"),
    "id": noop("Cùng số căn cước công dân"),
    "old_id": noop("Cùng số chứng minh nhân dân"),
    "insurance_number": noop("Cùng mã số BHXH"),
    "name_birthday_commune": noop("Cùng họ tên, ngày sinh và xã"),
    "name_household": noop("Cùng họ tên trong cùng một hộ"),
    "name_year_phone": noop("Cùng họ tên, năm sinh và số điện thoại"),
    "household_birthday": noop("Cùng hộ, cùng ngày sinh, trùng họ hoặc tên"),
    "household_given_year": noop("Cùng hộ, cùng tên gọi và năm sinh"),
    "phone_given_year": noop("Cùng số điện thoại, tên gọi và năm sinh"),
    "scored": noop("Giống nhau ở nhiều thông tin, không luật chặt nào khớp"),
    "estimates": noop("Ước tính độ chính xác"),
}
_COLUMNS = {
    "full_name": noop("Họ và tên"),
    "birth": noop("Ngày sinh"),
    "sex": noop("Giới tính"),
    "personal_id": noop("Số định danh"),
    "household": noop("Mã hộ"),
    "hamlet": noop("Thôn, xóm"),
    "commune": noop("Xã"),
    "address": noop("Địa chỉ"),
    "phone": noop("Điện thoại"),
    "insurance_number": noop("Mã số BHXH"),
    "group_code": noop("Mã nhóm BHYT"),
    "valid_to": noop("Hạn đến ngày"),
}
_RELATIONS = {"same": noop("giống"), "similar": noop("gần giống"), "differs": noop("khác")}
_NOTES = {
    "tones": noop("chỉ khác dấu hoặc chữ hoa"),
    "initials": noop("tên đệm viết tắt"),
    "year_only": noop("cùng năm, một bên chỉ ghi năm"),
    "crossed": noop("đổi chỗ ngày và tháng"),
    "first_of_year": noop("cùng năm; 01/01 thường ghi thay ngày không rõ"),
    "same_year": noop("cùng năm, khác ngày"),
    "length": noop("khác độ dài"),
}
_SEXES = {"M": noop("nam"), "F": noop("nữ")}


def step_label(step: str) -> str:
    """Return what a step of the matching goes by; its own name where nobody gave it words."""
    return _(_STEPS[step]) if step in _STEPS else step


def column_label(column: str) -> str:
    """Return what a column of a register is called."""
    return _(_COLUMNS[column])


def relation_of(line: Compared) -> str:
    """Return how two cells relate: "khác 2 chữ số"."""
    if line.note == "digits":
        return ngettext("khác %(n)d chữ số", "khác %(n)d chữ số", line.count) % {"n": line.count}
    return _(_NOTES[line.note]) if line.note else _(_RELATIONS[line.relation])


def cell(column: str, value: str) -> str:
    """Return a cell as people write it: days, sexes."""
    if column in ("birth", "valid_to") and len(value) == len("1980-03-05"):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return _(_SEXES[value]) if column == "sex" and value in _SEXES else value
