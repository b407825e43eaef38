"""Numbers that name a person or a telephone, and the zeros that Excel takes from them.

A personal id (số định danh, CCCD) has 12 digits: three for the place where the birth was registered, one for
century and sex, two for the year, six at random (Thông tư 07/2016/TT-BCA). A social insurance number has 10
digits; since 1/8/2025 it is the personal id (công văn 1804/BHXH-QLT). A card number has 15 signs (Quyết định
1351/QĐ-BHXH, 16/11/2015). Messages never repeat an identifier: they may be shown to people who see it masked.
"""

import re
from dataclasses import dataclass

from diemtua.core.sheets.cells import CellValue, Severity, as_written
from diemtua.core.sheets.columns import Column
from diemtua.core.sheets.findings import Finding, Reading, quoted, warned, wrong

# The 63 codes of provinces used in personal ids; mergers of provinces do not change an id.
BIRTH_PLACES = frozenset(
    f"{place:03}"
    for place in (
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36,
        37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74,
        75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
    )
)  # fmt: skip
# Mobile numbers lost a digit on 15/9/2018.
OLD_MOBILE_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_EXACT_FLOAT = 1e15  # beyond 15 digits Excel has already put zeros for the rest
_EXPONENT = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_PASSPORT = re.compile(r"[A-Z]\d{7,8}")
_CARD = re.compile(r"[A-Z]{2}[1-5]\d{12}")
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}")


@dataclass(frozen=True, slots=True)
class Known:
    """What the same row says about the person, to check an id against."""

    birth_year: int | None = None
    sex: str = ""


def read_code(value: CellValue, column: Column) -> Reading:
    """Read a code; where only one longer length is allowed, the zeros that were lost are put back."""
    code, findings = _signs(value)
    if code is None or not column.digits:
        return code, findings
    if not code.isdigit():
        return wrong("not_digits", f"{quoted(value)} phải chỉ gồm chữ số.")
    if len(code) in column.digits:
        return code, findings
    longer = [length for length in column.digits if length > len(code)]
    if len(longer) == 1 and longer[0] - len(code) <= 2:
        return _padded(code, longer[0])
    lengths = " hoặc ".join(str(length) for length in column.digits)
    return wrong("wrong_length", f"{quoted(value)} có {len(code)} chữ số, cần {lengths}.")


def read_personal_id(value: CellValue, known: Known) -> Reading:
    """Read a personal id. Zeros are put back only when place, century and year then make sense."""
    digits, findings = _signs(value)
    if digits is None or _PASSPORT.fullmatch(digits):
        return digits, findings
    if not digits.isdigit():
        return wrong("id_not_digits", "số định danh phải chỉ gồm chữ số (hoặc là số hộ chiếu).")
    if len(digits) == 12:
        return digits, findings + _doubts(digits, known)
    if len(digits) == 9:
        return warned(
            digits, "id_old", "đây là số CMND cũ 9 chữ số. Hãy bổ sung số định danh 12 chữ số khi có."
        )
    padded = digits.zfill(12)
    if len(digits) in (10, 11) and not _doubts(padded, known):
        return _padded(digits, 12)
    return wrong(
        "id_wrong_length",
        f"số định danh có {len(digits)} chữ số, cần đủ 12 (Excel có thể đã bỏ số 0 ở đầu). "
        "Hãy định dạng cột là Văn bản rồi nhập lại.",
    )


def read_si_number(value: CellValue, known: Known) -> Reading:
    """Read a social insurance number: 10 digits, or the personal id."""
    digits, findings = _signs(value)
    if digits is None:
        return digits, findings
    if not digits.isdigit():
        return wrong("si_not_digits", "mã số BHXH phải chỉ gồm chữ số.")
    if len(digits) == 10:
        return digits, findings
    if len(digits) == 12:
        return digits, findings + _doubts(digits, known)
    if len(digits) == 9:  # three zeros can not begin a personal id, so it can only be a 10-digit number
        return _padded(digits, 10)
    if len(digits) == 11 and not _doubts(digits.zfill(12), known):
        return _padded(digits, 12)
    return wrong("si_wrong_length", f"mã số BHXH có {len(digits)} chữ số, cần 10 hoặc 12.")


def read_card_number(value: CellValue) -> Reading:
    """Read a health insurance card number: 15 signs, or the 10 digits that newer cards show."""
    signs, findings = _signs(value)
    if signs is None:
        return signs, findings
    signs = signs.upper()
    if _CARD.fullmatch(signs) or re.fullmatch(r"\d{10}", signs):
        return signs, findings
    if re.fullmatch(r"\d{9}", signs):
        return _padded(signs, 10)
    return wrong("card_wrong", "mã thẻ BHYT cần 15 ký tự: 2 chữ cái, 1 số từ 1 đến 5, rồi 12 chữ số.")


def read_phone(value: CellValue) -> Reading:
    """Read a telephone number; '+84', blanks, dots and prefixes from before 2018 are brought up to date."""
    first, *others = [
        part for part in re.split(r"[/;,]|\s-\s|\shoặc\s", as_written(value)) if part.strip()
    ] or [""]
    digits = re.sub(r"[^\d+]", "", first)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9,10}$))0?", "0", digits)
    findings: list[Finding] = []
    if re.fullmatch(r"[35789]\d{8}|1[2689]\d{8}", digits):
        digits = "0" + digits
        _say(findings, "phone_zero", "đã thêm số 0 ở đầu số điện thoại.")
    if len(digits) == 11 and digits[:4] in OLD_MOBILE_PREFIXES:
        digits = OLD_MOBILE_PREFIXES[digits[:4]] + digits[4:]
        _say(findings, "phone_old_prefix", f"đầu số 11 số cũ đã đổi thành {digits[:3]}.")
    if not _PHONE.fullmatch(digits):
        return wrong(
            "not_a_phone", f"{quoted(value)} không phải là số điện thoại. Cần 10 chữ số, ví dụ 0912 345 678."
        )
    if others:
        _say(findings, "phone_several", "ô có nhiều số điện thoại, chỉ lấy số đầu.")
    return digits, tuple(findings)


def _signs(value: CellValue) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the letters and digits of an identifier cell, whichever way the cell keeps them."""
    if isinstance(value, float):
        if not value.is_integer() or value < 0:
            return None, wrong("not_digits", f"{quoted(value)} phải chỉ gồm chữ số.")[1]
        if value >= _EXACT_FLOAT:
            return None, _digits_lost()
        return str(int(value)), ()
    text = as_written(value).strip().lstrip("'")
    if match := _EXPONENT.fullmatch(text):
        mantissa = match[1] + (match[2] or "")
        if len(mantissa) != int(match[3]) + 1:
            return None, _digits_lost()
        return mantissa, ()
    return re.sub(r"[\s.\-\u00a0]", "", text).upper(), ()


def _digits_lost() -> tuple[Finding, ...]:
    text = "Excel đã đổi mã thành số và làm mất chữ số. Hãy định dạng cột là Văn bản rồi nhập lại."
    return (Finding("digits_lost", text),)


def _padded(digits: str, length: int) -> Reading:
    added = length - len(digits)
    return warned(
        digits.zfill(length),
        "zero_restored",
        f"đã thêm {added} số 0 ở đầu mà Excel bỏ mất. Hãy kiểm tra lại.",
    )


def _doubts(digits: str, known: Known) -> tuple[Finding, ...]:
    """Say what in a 12-digit id does not fit; never a reason to refuse, since old registers have slips."""
    doubts: list[Finding] = []
    if digits[:3] not in BIRTH_PLACES:
        _say(doubts, "id_place", f"3 chữ số đầu ({digits[:3]}) không phải mã nơi đăng ký khai sinh.")
    year = 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6])
    if known.birth_year and year != known.birth_year:
        _say(
            doubts,
            "id_birth_differs",
            f"số định danh ứng với năm sinh {year}, khác năm sinh đã ghi {known.birth_year}.",
        )
    sex = "FEMALE" if int(digits[3]) % 2 else "MALE"
    if known.sex in ("MALE", "FEMALE") and sex != known.sex:
        written = "nữ" if sex == "FEMALE" else "nam"
        _say(doubts, "id_sex_differs", f"số định danh ứng với giới tính {written}, khác giới tính đã ghi.")
    return tuple(doubts)


def _say(findings: list[Finding], code: str, text_vi: str) -> None:
    findings.append(Finding(code, text_vi, Severity.WARNING))
