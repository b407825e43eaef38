"""Agencies of every chain: how papers name them, and loading them."""

from datetime import date

import pytest

from diemtua.agencies.actions import PlacesMissing, add_alias, load_agencies
from diemtua.agencies.models import Agency, Alias
from diemtua.agencies.queries import AgencyFinder, change_days, resolve_agency
from diemtua.agencies.rules import Template, agency_key, clipped, split_title, templates_of
from diemtua.audit.actions import CommandLine
from diemtua.places.actions import load_province
from diemtua.places.models import Place
from tests.factories import make

BY = CommandLine("thử")
AT = make.moment("2024-05-06 08:00")
MAY_2024 = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bảo hiểm xã hội tỉnh Nghệ An", "BHXH tỉnh"),
        ("Sở Lao động, Thương binh và Xã hội", "Sở LĐ-TB&XH"),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Nghệ An", "Sở LĐTBXH"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nghệ An", "Uỷ ban MTTQ tỉnh"),
        ("Đề nghị Liên đoàn Lao động tỉnh Nghệ An", "LĐLĐ tỉnh"),
        ("Sở Thông tin và Truyền thông", "Sở TT&TT"),
        ("UBND TP Vinh", "Ủy ban nhân dân thành phố Vinh"),
    ],
)
def test_two_ways_of_writing_one_agency(one, other):
    assert agency_key(one, "Tỉnh Nghệ An") == agency_key(other, "Tỉnh Nghệ An")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BHXH Việt Nam", "BHXH tỉnh Nghệ An"),
        ("Sở Y tế", "Sở Nội vụ"),
        ("UBND huyện Nam Đàn", "UBND huyện Nghi Lộc"),
    ],
)
def test_two_agencies_stay_two(one, other):
    assert agency_key(one, "Tỉnh Nghệ An") != agency_key(other, "Tỉnh Nghệ An")


@pytest.mark.parametrize(
    ("template", "place", "period"),
    [
        pytest.param((None, None), (2020, None), (2020, None), id="as long as the place"),
        pytest.param((None, 2025), (2020, None), (2020, 2025), id="ends before the place"),
        pytest.param((2025, None), (2020, 2026), (2025, 2026), id="begins after the place"),
        pytest.param((2026, None), (2020, 2025), None, id="begins after the place ended"),
        pytest.param((None, 2020), (2020, None), None, id="ended before the place began"),
    ],
)
def test_an_agency_lives_within_its_place(template, place, period):
    days = [date(year, 1, 1) if year else None for year in (*template, *place)]
    expected = period and tuple(date(year, 1, 1) if year else None for year in period)

    assert clipped(Template("k", "PROVINCE", "OTHER", "n", (), *days[:2]), *days[2:]) == expected


def test_a_title_is_split_from_its_name():
    assert split_title("Thị xã Cửa Lò") == ("Thị xã", "Cửa Lò")
    assert split_title("Vinh") == ("", "Vinh")


def test_the_own_lines_of_a_province_stand_over_the_common_ones():
    by_key = {template.key: template for template in templates_of("40")}
    common = {template.key: template for template in templates_of("01")}

    assert by_key["insurance"].valid_to == date(2025, 4, 1)
    assert common["insurance"].valid_to is None
    assert {template.successor for template in by_key.values()} - {""} <= set(by_key)


@pytest.fixture
def nghe_an(db):
    load_province(province_code="40", by=BY, at=AT)
    load_agencies(province_code="40", by=BY, at=AT)
    return Place.objects.get(path="40.")


@pytest.mark.slow
def test_nghe_an_has_its_chains_and_loading_again_adds_nothing(nghe_an):
    assert load_agencies(province_code="40", by=BY, at=AT) == 0
    assert Agency.objects.valid_on(MAY_2024).filter(chain="PEOPLES_COMMITTEE").count() == 1 + 21 + 460
    assert Agency.objects.valid_on(date(2026, 5, 1)).filter(chain="PEOPLES_COMMITTEE").count() == 1 + 130


@pytest.mark.slow
def test_the_insurer_changes_its_name_twice(nghe_an):
    names = [
        resolve_agency("BHXH tỉnh", nghe_an, day).name
        for day in (MAY_2024, date(2025, 3, 31), date(2025, 4, 1), date(2025, 7, 1))
    ]
    first = resolve_agency("BHXH tỉnh", nghe_an, MAY_2024)

    assert names == [
        "Bảo hiểm xã hội tỉnh Nghệ An",
        "Bảo hiểm xã hội tỉnh Nghệ An",
        "Bảo hiểm xã hội khu vực VII",
        "Bảo hiểm xã hội tỉnh Nghệ An",
    ]
    assert first.successor.successor == resolve_agency("BHXH tỉnh", nghe_an, date(2025, 7, 1))


@pytest.mark.slow
def test_the_labour_department_is_gone_in_2025(nghe_an):
    labour = resolve_agency("Sở LĐTBXH", nghe_an, MAY_2024)

    assert labour.successor.name == "Sở Nội vụ tỉnh Nghệ An"
    assert resolve_agency("Sở LĐTBXH", nghe_an, date(2025, 3, 1)) is None


@pytest.mark.slow
def test_the_owners_of_the_dispatch_of_2024_are_found(nghe_an, seed):
    text = " ".join(seed("001_").split())
    finder = AgencyFinder(nghe_an, MAY_2024)
    owners = [
        "Bảo hiểm xã hội tỉnh Nghệ An",
        "Sở Lao động, Thương binh và Xã hội",
        "Liên đoàn Lao động tỉnh Nghệ An",
        "Sở Y tế Nghệ An",
        "Sở Thông tin và Truyền thông",
        "Ban Quản lý Khu Kinh tế Đông Nam",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nghệ An",
        "Hội Nông dân tỉnh",
        "Hội Liên hiệp Phụ nữ tỉnh Nghệ An",
        "Bưu điện tỉnh Nghệ An",
        "Tỉnh Đoàn Nghệ An",
    ]

    assert [owner for owner in owners if owner not in text] == []
    assert [owner for owner in owners if finder.find(owner) is None] == []
    assert finder.find("Ủy ban nhân dân các huyện, thành phố, thị xã") is None


def test_agencies_need_their_places(db):
    with pytest.raises(PlacesMissing):
        load_agencies(province_code="40", by=BY, at=AT)


def test_a_name_that_two_agencies_bear_finds_neither(province):
    make.agency("UBND xã An Bình", province.committee.chain, province.communes[2])

    assert resolve_agency("UBND xã An Bình", province.place, MAY_2024) is None
    assert (
        resolve_agency("UBND xã An Bình, Huyện Một", province.place, MAY_2024) == province.commune_committee
    )


def test_an_alias_finds_its_agency_and_is_kept_once(province):
    add_alias(agency=province.insurance, text="Cơ quan  bảo hiểm", by=BY, at=AT)
    add_alias(agency=province.insurance, text="cơ quan bảo hiểm", by=BY, at=AT)

    assert [alias.text for alias in Alias.objects.all()] == ["Cơ quan bảo hiểm"]
    assert resolve_agency("cơ quan bảo hiểm", province.place, MAY_2024) == province.insurance


def test_change_days_are_those_of_the_province_itself(province):
    make.agency("Sở Mới", province.committee.chain, province.place, valid_from=MAY_2024)

    assert change_days(province.place) == [make.FIRST_DAY, MAY_2024]
