"""Why a link was made, in sentences for the person who reviews it."""

from collections.abc import Mapping

from diemtua.core.text import fold
from diemtua.registers.rules.columns import LABELS
from diemtua.registers.rules.scoring import SCORED

BECAUSE = {
    "id": "Cùng số căn cước công dân.",
    "old_id": "Cùng số chứng minh nhân dân.",
    "insurance_number": "Cùng mã số BHXH.",
    "name_birthday_commune": "Cùng họ tên, ngày sinh và xã.",
    "name_household": "Cùng họ tên trong cùng một hộ.",
    "name_year_phone": "Cùng họ tên, năm sinh và số điện thoại.",
    "household_birthday": "Cùng hộ, cùng ngày sinh, trùng họ hoặc tên.",
    "household_given_year": "Cùng hộ, cùng tên gọi và năm sinh.",
    "phone_given_year": "Cùng số điện thoại, tên gọi và năm sinh.",
    SCORED: "Không có luật chặt nào khớp: ghép theo mức giống nhau của nhiều thông tin.",
}

COMPARED = {name: word for name, word in LABELS.items() if name != "rid"}


def evidence(
    rule: str, resident: Mapping[str, str | None], participant: Mapping[str, str | None]
) -> list[str]:
    """Return why the two rows were linked: the rule, then what agrees, differs or is not known.

    The sentences name the columns and never repeat what stands in them. Raises KeyError for an unknown rule.
    """
    agree, differ, unknown = [], [], []
    for column, word in COMPARED.items():
        here, there = resident.get(column), participant.get(column)
        if not here or not there:
            unknown.append(word)
        elif fold(here) == fold(there):
            agree.append(word)
        else:
            differ.append(word)
    lists = (("Giống nhau", agree), ("Khác nhau", differ), ("Một bên không ghi", unknown))
    return [BECAUSE[rule], *(f"{told}: {', '.join(words)}." for told, words in lists if words)]
