"""Each pass, one-to-one, and what the order of rows may not change."""

import random
from pathlib import Path

import pytest

from diemtua.registers.rules import PASSES, State, state_of
from tests.registers.rows import LAN, Links, Row

OTHER = {
    "rid": "2",
    "ho_ten": "Trần Văn Bảy",
    "ngay_sinh": "11/09/1961",
    "gioi_tinh": "Nam",
    "cccd": "040061000002",
    "ma_ho": "7002",
    "ma_xom": "17002001",
    "ma_xa": "17002",
    "sdt": "0912000002",
}


def changed(row: Row, **values: str) -> Row:
    return {**row, "rid": "10", **values}


@pytest.mark.parametrize(
    ("rule", "participant"),
    [
        ("id", changed(LAN, ho_ten="LAN", ma_ho="", ma_xa="", sdt="")),
        ("id", changed(LAN, cccd="40180000001", ma_ho="", sdt="")),
        ("name_birthday_commune", changed(LAN, cccd="", ho_ten="nguyen thi lan")),
        ("name_birthday_commune", changed(LAN, cccd="040180000010")),
        ("name_household", changed(LAN, cccd="", ngay_sinh="1980", ma_xa="")),
        ("name_household", changed(LAN, cccd="", ngay_sinh="03/05/1980")),
        ("name_year_phone", changed(LAN, cccd="", ngay_sinh="01/01/1980", ma_ho="")),
        ("household_birthday", changed(LAN, cccd="", ho_ten="Nguyễn Thị Loan")),
        ("household_given_year", changed(LAN, cccd="", ho_ten="Lan", ngay_sinh="1980")),
        ("phone_given_year", changed(LAN, cccd="", ho_ten="Nguyễn T. Lan", ma_ho="", ngay_sinh="1980")),
    ],
)
def test_a_pass_links_what_it_is_made_for(match, rule: str, participant: Row) -> None:
    strength = next(one.strength for one in PASSES if one.name == rule)

    assert match([LAN, OTHER], [participant]) == [(1, 10, strength, rule)]


def test_the_old_number_of_nine_digits_links(match) -> None:
    old = {**LAN, "cccd": "186000001"}

    assert match([old, OTHER], [changed(old, ma_ho="", ma_xa="", sdt="")])[0][3] == "old_id"


@pytest.mark.parametrize(
    "participant",
    [
        changed(
            OTHER, rid="10", ho_ten="Hồ Thị Nga", cccd="040170000099", ma_ho="9", sdt="", ngay_sinh="1970"
        ),
        changed(LAN, cccd="040180777777", ma_ho="", sdt="", ma_xa="20001", ma_xom=""),
    ],
)
def test_another_person_is_not_linked(match, participant: Row) -> None:
    assert match([LAN, OTHER], [participant]) == []


def test_a_person_listed_five_times_has_one_link(match) -> None:
    rows = [{**LAN, "rid": str(number)} for number in range(10, 15)]

    assert match([LAN, OTHER], rows) == [(1, 10, 0.9999, "id")]


def test_a_number_on_many_rows_is_no_identity(match) -> None:
    residents = [
        {**LAN, "rid": str(n), "ho_ten": f"Người {n}", "cccd": "000111111111", "ma_ho": "", "sdt": ""}
        for n in range(8)
    ]
    stranger = changed(
        LAN,
        ho_ten="Vũ Thị Mây",
        ngay_sinh="07/08/1980",
        cccd="000111111111",
        ma_ho="",
        sdt="",
        ma_xa="1",
        ma_xom="",
    )

    assert match(residents, [stranger]) == []


def test_an_old_commune_leads_to_its_successor(match, tmp_path: Path) -> None:
    successors = tmp_path / "s.csv"
    successors.write_text("old_code,new_code\n16999,17001\n", encoding="utf-8")
    participant = changed(LAN, cccd="", ma_ho="", sdt="", ma_xa="16999", ma_xom="")

    assert match([LAN, OTHER], [participant], successors=successors)[0][3] == "name_birthday_commune"


def test_the_order_of_rows_does_not_change_the_links(match) -> None:
    shuffler = random.Random(5)
    residents = [
        {**LAN, "rid": str(n), "ho_ten": f"Nguyễn {m} Lan", "cccd": "", "ma_ho": str(n // 3), "sdt": ""}
        for n, m in enumerate(["Thị", "Thị", "Thu", "Kim", "Thị", "", "Ngọc", "Thu", "Thị"])
    ]
    participants = [{**row, "rid": str(100 + place), "ma_ho": ""} for place, row in enumerate(residents)]
    first: Links = match(residents, participants)
    for _ in range(3):
        shuffler.shuffle(residents)
        shuffler.shuffle(participants)
        assert match(residents, participants) == first
    assert len({link[0] for link in first}) == len({link[1] for link in first}) == len(first)


@pytest.mark.parametrize(
    ("score", "state"),
    [
        (None, State.PROSPECT),
        (0.001, State.PROSPECT),
        (0.4, State.PROSPECT),
        (0.6, State.REVIEW),
        (0.95, State.PARTICIPATES),
    ],
)
def test_a_score_gives_one_of_three_states(score: float | None, state: State) -> None:
    assert state_of(score) is state
