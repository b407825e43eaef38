"""From a prospect to the calculator: what is known goes along, never who it is."""

from datetime import date

import pytest
from django.urls import reverse

from diemtua.insurance import Programme
from diemtua.people.enums import Hardship
from diemtua.web.advice.links import advice_for
from tests.factories import make, prospects


@pytest.mark.parametrize(
    ("programme", "hardship", "address"),
    [
        (Programme.HOUSEHOLD_HEALTH, Hardship.NONE, "/tu-van/bhyt-ho-gia-dinh/?member=joins"),
        (Programme.HOUSEHOLD_HEALTH, Hardship.NEAR_POOR, "/tu-van/bhyt-ho-gia-dinh/?member=near_poor"),
        (Programme.HOUSEHOLD_HEALTH, Hardship.POOR, "/tu-van/bhyt-ho-gia-dinh/?member=covered"),
        (
            Programme.VOLUNTARY_SOCIAL,
            Hardship.NEAR_POOR,
            "/tu-van/bhxh-tu-nguyen/?group=near_poor&born_month=5&born_year=1980&sex=F",
        ),
        ("", Hardship.NONE, "/tu-van/bhxh-tu-nguyen/?born_month=5&born_year=1980&sex=F"),
    ],
)
def test_group_month_of_birth_and_sex_are_filled_in(
    campaign, province, programme: str, hardship: Hardship, address: str
) -> None:
    person = make.person("Nguyễn Thị Hoa", province.hamlets[0])
    person.birth_date, person.sex, person.hardship = date(1980, 5, 17), "F", hardship
    one = prospects.prospect(
        campaign, "Nguyễn Thị Hoa", province.hamlets[0], person=person, programme=programme
    )

    assert advice_for(one) == address


def test_the_page_of_a_prospect_leads_there_without_the_name(client, campaign, province, minh) -> None:
    one = prospects.prospect(campaign, "Nguyễn Thị Hoa", province.hamlets[0])
    client.force_login(minh)
    page = client.get(reverse("prospects:show", args=[one.ref]))

    assert page.context["advice_url"] in page.content.decode()
    assert "Hoa" not in page.context["advice_url"]
    assert client.get(page.context["advice_url"]).status_code == 200
