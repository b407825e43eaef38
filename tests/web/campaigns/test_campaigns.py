"""The pages of campaigns."""

from datetime import date

import pytest

from diemtua.campaigns.models import Campaign, Message
from tests.factories import make


@pytest.fixture
def as_minh(client, minh, campaign):
    client.force_login(minh)
    return client


@pytest.fixture
def form(province):
    return {
        "title": "Tháng vận động 2025",
        "theme": "",
        "starts_on": "1/5/2025",
        "ends_on": "31/5/2025",
        "launch_on": "",
        "map_date": "",
        "lead_agency": province.insurance.ref,
    }


def test_a_campaign_is_made_on_the_map_of_its_first_day_and_taken_at_hand(as_minh, form):
    answer = as_minh.post("/chien-dich/them/", form)
    made = Campaign.objects.get(title="Tháng vận động 2025")

    assert answer.url == f"/chien-dich/{made.ref}/"
    assert (made.map_date, made.status) == (date(2025, 5, 1), "PREPARING")
    assert as_minh.session["campaign"] == made.ref


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("starts_on", "hôm nay", "Ngày chưa đúng"),
        ("ends_on", "1/4/2025", "Ngày kết thúc phải sau ngày bắt đầu"),
        ("launch_on", "1/6/2025", "Ngày ra quân phải nằm trong khoảng"),
        ("map_date", "1/1/2019", "Cơ quan này không có vào ngày của bản đồ"),
        ("title", "", "bắt buộc"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(as_minh, form, field, typed, sentence):
    page = as_minh.post("/chien-dich/them/", form | {field: typed})

    assert sentence in page.content.decode()
    assert Campaign.objects.count() == 1


def test_the_campaign_at_hand_is_chosen_and_the_user_goes_back(as_minh, province):
    other = make.campaign(province, title="Khác", starts_on=date(2023, 5, 1), ends_on=date(2023, 5, 31))

    answer = as_minh.post("/chien-dich/chon/", {"campaign": other.ref, "next": "/dia-ban/?q=a"})

    assert answer.url == "/dia-ban/?q=a"
    assert as_minh.get("/dia-ban/").context["shell"].campaign == other


def test_choosing_never_leads_off_the_site(as_minh, campaign):
    answer = as_minh.post("/chien-dich/chon/", {"campaign": campaign.ref, "next": "https://la.example/"})

    assert answer.url == "/"


def test_a_campaign_of_another_province_is_not_there(as_minh, province):
    elsewhere = make.place("PROVINCE", "99", "Tỉnh Khác")
    other = make.campaign(
        province, place=elsewhere, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 31), title="Khác"
    )

    assert as_minh.get(f"/chien-dich/{other.ref}/").status_code == 404
    assert as_minh.post("/chien-dich/chon/", {"campaign": other.ref}).status_code == 404


def test_the_lead_closes_it_and_edits_its_parts(as_minh, campaign):
    base = f"/chien-dich/{campaign.ref}/"

    as_minh.post(f"{base}thong-diep/", {"text": "BHXH vì dân"})
    as_minh.post(f"{base}dot/", {"name": "Đợt 1", "starts_on": "1/5/2024", "ends_on": "9/5/2024"})
    page = as_minh.get(base).content.decode()
    as_minh.post(f"{base}buoc/", {"step": "close"})
    refused = as_minh.post(f"{base}thong-diep/", {"text": "Câu muộn"}, follow=True).content.decode()

    assert "BHXH vì dân" in page
    assert "Đợt 1" in page
    assert Campaign.objects.get(pk=campaign.pk).status == "CLOSED"
    assert "đã kết thúc; số liệu đã chốt" in refused
    assert [message.text for message in Message.objects.all()] == ["BHXH vì dân"]


def test_the_edit_form_holds_what_is_written(as_minh, campaign):
    assert "01/05/2024" in as_minh.get(f"/chien-dich/{campaign.ref}/sua/").content.decode()


@pytest.mark.parametrize("address", ["them/", "{ref}/sua/", "{ref}/buoc/"])
def test_a_leader_only_looks(as_minh, leader, campaign, address):
    as_minh.force_login(leader)

    assert as_minh.get(f"/chien-dich/{campaign.ref}/").status_code == 200
    assert as_minh.post(f"/chien-dich/{address.format(ref=campaign.ref)}").status_code == 403
