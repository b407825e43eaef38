"""The pages of agencies."""

from datetime import date

import pytest

from diemtua.agencies.enums import Chain
from diemtua.agencies.models import Alias
from tests.factories import make


@pytest.fixture
def as_minh(client, minh, campaign):
    client.force_login(minh)
    return client


def names(response):
    return [agency.name for agency in response.context["agencies"]]


def test_the_provinces_own_agencies_come_first(as_minh):
    assert names(as_minh.get("/co-quan/")) == [
        "BHXH tỉnh Thử",
        "Bưu điện tỉnh Thử",
        "UBND tỉnh Thử",
        "UBND xã An Bình",
        "UBND xã Yên Hoà",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=buu+dien", ["Bưu điện tỉnh Thử"]),
        ("he-thong=SOCIAL_INSURANCE", ["BHXH tỉnh Thử"]),
        ("cap=COMMUNE", ["UBND xã An Bình", "UBND xã Yên Hoà"]),
        ("dia-ban=00.002.", ["UBND xã Yên Hoà"]),
        ("q=co+quan+thu", ["BHXH tỉnh Thử"]),
        ("ngay=2019-01-01", []),
    ],
)
def test_filters_are_in_the_address(as_minh, province, query, found):
    Alias.objects.create(agency=province.insurance, text="Cơ quan thu", key="co quan thu")

    assert names(as_minh.get(f"/co-quan/?{query}")) == found


@pytest.mark.parametrize("more", [0, 2])
def test_a_list_takes_the_same_queries_for_one_and_for_three(
    as_minh, province, more, django_assert_num_queries
):
    for number in range(more):
        agency = make.agency(f"Bưu cục {number}", Chain.POST, province.place)
        Alias.objects.create(agency=agency, text="bưu cục", key="buu cuc")

    with django_assert_num_queries(QUERIES_OF_LIST):
        page = as_minh.get("/co-quan/?he-thong=POST")

    assert len(names(page)) == 1 + more


QUERIES_OF_LIST = 12


def test_one_agency_shows_its_names_and_its_heir(as_minh, province):
    heir = make.agency("BHXH khu vực", Chain.SOCIAL_INSURANCE, province.place, valid_from=date(2025, 4, 1))
    province.insurance.successor = heir
    province.insurance.save()

    assert "BHXH khu vực" in as_minh.get(f"/co-quan/{province.insurance.ref}/").content.decode()
    assert "BHXH tỉnh Thử" in as_minh.get(f"/co-quan/{heir.ref}/").content.decode()


def test_a_lead_adds_a_name_and_a_leader_does_not(as_minh, leader, province):
    address = f"/co-quan/{province.post.ref}/ten-khac/"

    as_minh.post(address, {"text": "VNPost tỉnh"})
    as_minh.force_login(leader)
    refused = as_minh.post(address, {"text": "Bưu chính"})

    assert refused.status_code == 403
    assert [alias.text for alias in Alias.objects.all()] == ["VNPost tỉnh"]


def test_the_list_goes_out_as_a_workbook(as_minh):
    answer = as_minh.get("/co-quan/xuat/?cap=COMMUNE")

    assert answer["Content-Disposition"].endswith('filename="co-quan-00-2024-05-06.xlsx"')
    assert answer.content[:2] == b"PK"
