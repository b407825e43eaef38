"""Where rows of a register live: by name, code or former code, and of another province."""

from datetime import date
from pathlib import Path

import pytest

from diemtua.core.errors import Refusal
from diemtua.registers.queries.whereabouts import PlaceBook
from diemtua.registers.rules.intake import WrittenPlace
from tests.registers.register_files import AN, LAN, codes, csv_of, taken

DAY = date(2024, 5, 1)


def found(place, *written: WrittenPlace) -> list[tuple[str | None, str]]:
    return [(one.path, one.problem) for one in PlaceBook(place, DAY)(written)]


def test_a_hamlet_is_found_by_name_under_its_commune(province) -> None:
    commune, hamlet = province.communes[0], province.hamlets[0]

    assert found(
        province.place,
        WrittenPlace(hamlet.name, commune.name, None, None),
        WrittenPlace(hamlet.name.upper(), commune.code, None, None),
        WrittenPlace("Xóm 99", commune.name, None, None),
        WrittenPlace(None, commune.name, None, hamlet.name),
        WrittenPlace(None, "Xã Ở Đâu", None, None),
        WrittenPlace(None, None, None, None),
    ) == [
        (hamlet.path, ""),
        (hamlet.path, ""),
        (commune.path, "unknown_hamlet"),
        (hamlet.path, ""),
        (None, "other_place"),
        (None, "no_commune"),
    ]


def test_a_register_of_a_commune_need_not_name_it(province) -> None:
    commune, hamlet = province.communes[0], province.hamlets[0]

    assert found(commune, WrittenPlace(hamlet.name, None, None, None)) == [(hamlet.path, "")]


def test_a_neighbouring_commune_is_another_place(province) -> None:
    own, other = province.communes[:2]

    assert found(own, WrittenPlace(None, other.name, None, None)) == [(None, "other_place")]


def test_the_register_of_another_province_is_refused(province, tmp_path: Path) -> None:
    far = [(*row[:7], "Xã Hoà Lạc") for row in (LAN, AN, LAN)]

    with pytest.raises(Refusal) as refused:
        taken(
            tmp_path,
            csv_of(*far),
            resolve=PlaceBook(province.place, DAY),
            place=province.place.name,
        )

    assert "100 % số dòng ghi xã không thuộc" in refused.value.text
    assert "“Xã Hoà Lạc”" in refused.value.text


def test_a_single_row_from_elsewhere_comes_back(province, tmp_path: Path) -> None:
    commune = province.communes[0].name
    own = [(*row[:7], commune) for row in (LAN, AN)]

    outcome, rows, _ = taken(
        tmp_path,
        csv_of(*own, (*AN[:1], "Vi Văn Bảy", *AN[2:4], "", "H9", "", "Xã Hoà Lạc")),
        resolve=PlaceBook(province.place, DAY),
    )

    assert codes(outcome, "error") == {"other_place": 1}
    assert len(rows) == 2
