"""Whether an identifier can be one, and how it is written. Plain Python: no database, no clock.

Sources: Nghị định 137/2015/NĐ-CP, điều 13 (twelve digits: three of the place of birth registration, one of
century and sex, two of the birth year, six at random); the mobile prefixes since 2018 (03, 05, 07, 08, 09).
"""

import re
from dataclasses import dataclass

from diemtua.core.errors import Refusal

_CENTURY_OF_SIGN = {"0": 1900, "1": 1900, "2": 2000, "3": 2000, "4": 2100, "5": 2100}
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{8,9}")


class WishNeedsReason(Refusal):
    code = "wish_needs_reason"
    text = "Hãy ghi lý do không liên hệ nữa."


@dataclass(frozen=True)
class Born:
    """What a personal id says of its holder: year of birth and sex ('M' or 'F')."""

    year: int
    sex: str


def personal_id_digits(text: str) -> str:
    """Return the digits of a personal id as typed: no blanks or dots, and a lost leading zero is back."""
    digits = re.sub(r"[\s.\-–]", "", text).removesuffix(",0")
    return digits.zfill(12) if digits.isdigit() and len(digits) in (10, 11) else digits


def born_by_personal_id(number: str) -> Born | None:
    """Return year and sex that a twelve-digit personal id carries; None of anything else.

    >>> born_by_personal_id("040199001234")
    Born(year=1999, sex='F')
    """
    if not re.fullmatch(r"\d{12}", number) or number[3] not in _CENTURY_OF_SIGN:
        return None
    return Born(_CENTURY_OF_SIGN[number[3]] + int(number[4:6]), "F" if int(number[3]) % 2 else "M")


def doubts_about_personal_id(number: str, *, birth_year: int | None = None, sex: str = "") -> list[str]:
    """Return Vietnamese sentences on what is odd about a personal id; an empty list when nothing is.

    Doubts never refuse: papers are wrong, and so are lists. Nine digits are an old identity card.
    """
    if re.fullmatch(r"\d{9}", number):
        return []
    born = born_by_personal_id(number)
    if born is None:
        return ["Số định danh phải có 12 chữ số (hoặc 9 số chứng minh nhân dân cũ)."]
    doubts = []
    if birth_year is not None and born.year != birth_year:
        doubts.append(f"Số định danh cho năm sinh {born.year}, khác năm sinh {birth_year} đã ghi.")
    if sex and born.sex != sex:
        doubts.append("Giới tính đã ghi khác với số định danh.")
    return doubts


def normal_phone(text: str) -> str | None:
    """Return a Vietnamese telephone number as ten digits from 0; None when it cannot be one.

    >>> normal_phone("+84 912.345.678"), normal_phone("912345678"), normal_phone("12345")
    ('0912345678', '0912345678', None)
    """
    digits = re.sub(r"[\s.\-()–]", "", text)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", digits)
    if re.fullmatch(r"[35789]\d{8}", digits):
        digits = "0" + digits
    return digits if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits) else None
