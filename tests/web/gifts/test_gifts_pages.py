"""The pages of gifts: pledge, find who is in need, give, see what is left."""

from datetime import date

import pytest
from django.urls import reverse

from diemtua.core.sheets import read_book
from diemtua.gifts.actions import NewPledge, give, record_pledge
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.people.enums import Hardship
from diemtua.people.models import Person
from tests.factories import make
from tests.factories import signups as make_signups

AT = make.moment("2024-05-10 08:00")
TYPED = {
    "donor_name": "Quỹ A",
    "item": "CARD",
    "quantity": "1.200",
    "months": "12",
    "value": "972.000.000",
    "place": "00.",
    "pledged_on": "2/5/2024",
}


@pytest.fixture
def pledge(campaign, minh) -> Pledge:
    new = NewPledge("Quỹ A", Item.CARD, 2, campaign.place, date(2024, 5, 2))
    return record_pledge(campaign=campaign, new=new, by=minh, at=AT)


@pytest.fixture
def needy(province):
    return make.person("Lô Thị Mai", province.hamlets[0], hardship=Hardship.NEAR_POOR, birth_year=1960)


def names(page) -> list[str]:
    return [person.full_name for person in page.context["people"]]


def test_a_pledge_is_entered_with_dots_between_thousands(client, campaign, minh) -> None:
    client.force_login(minh)

    client.post(reverse("gifts:pledge"), TYPED)

    pledged = Pledge.objects.get()
    assert (pledged.quantity, pledged.value, pledged.place) == (1_200, 972_000_000, campaign.place)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"quantity": "0"}, "quantity"),
        ({"months": "61"}, "months"),
        ({"value": "nhiều"}, "value"),
        ({"place": "99."}, "place"),
        ({"pledged_on": "31/2/2024"}, "pledged_on"),
    ],
    ids=["none", "too many months", "words", "unknown place", "no such day"],
)
def test_what_is_typed_wrong_is_said_at_its_field(client, campaign, minh, changed: dict, field: str) -> None:
    client.force_login(minh)

    page = client.post(reverse("gifts:pledge"), TYPED | changed)

    assert page.context["form"].errors.keys() == {field}
    assert not Pledge.objects.exists()


def test_a_commune_officer_pledges_for_the_own_commune_only(client, campaign, lan, province) -> None:
    client.force_login(lan)

    refused = client.post(reverse("gifts:pledge"), TYPED)
    client.post(reverse("gifts:pledge"), TYPED | {"place": province.communes[0].path})

    assert refused.context["form"].errors.keys() == {"place"}
    assert [pledge.place for pledge in Pledge.objects.all()] == [province.communes[0]]


def test_people_in_need_are_found_without_tones_and_given_to(client, campaign, pledge, needy, lan) -> None:
    client.force_login(lan)
    url = reverse("gifts:show", args=[pledge.ref])

    found = client.get(url, {"q": "lo thi"})
    client.post(url, {"person": needy.ref, "given_on": "10/5/2024"})

    assert names(found) == ["Lô Thị Mai"]
    gift = Gift.objects.get()
    assert (gift.person, f"{gift.given_on:%d/%m/%Y}", gift.given_by) == (needy, "10/05/2024", lan)
    assert names(client.get(url)) == []


def test_only_people_in_need_of_the_own_places_are_offered(
    client, campaign, pledge, needy, hung, province
) -> None:
    make.person("Vi Văn Sáu", province.hamlets[3])
    make.person("Vi Thị Bảy", province.hamlets[3], hardship=Hardship.POOR)
    client.force_login(hung)
    url = reverse("gifts:show", args=[pledge.ref])

    page = client.post(url, {"person": needy.ref, "given_on": "10/5/2024"})

    assert names(client.get(url)) == ["Vi Thị Bảy"]
    assert page.context["form"].errors.keys() == {"person"}
    assert not Gift.objects.exists()


def test_twenty_are_offered_and_more_are_said_to_be_there(client, campaign, pledge, minh, province) -> None:
    for number in range(21):
        make.person(f"Người {number:02}", province.hamlets[0], hardship=Hardship.POOR)
    client.force_login(minh)

    page = client.get(reverse("gifts:show", args=[pledge.ref]))

    assert len(names(page)) == 20
    assert "Gõ thêm tên để thu hẹp" in page.content.decode()


def test_a_pledge_that_is_used_up_offers_nobody(client, campaign, minh, province, pledge, needy) -> None:
    other = make.person("Vi Văn Sáu", province.hamlets[3], hardship=Hardship.POOR)
    for person in (needy, other):
        give(pledge=pledge, person=person, given_on=date(2024, 5, 10), by=minh, at=AT)
    client.force_login(minh)

    page = client.get(reverse("gifts:show", args=[pledge.ref]))

    assert "form" not in page.context
    assert "100%" in page.content.decode()


def test_a_leader_sees_the_pledges_and_gives_nothing(client, campaign, pledge, needy, leader) -> None:
    client.force_login(leader)
    url = reverse("gifts:show", args=[pledge.ref])

    assert "people" not in client.get(url).context
    assert client.post(url, {"person": needy.ref, "given_on": "10/5/2024"}).status_code == 403
    assert client.get(reverse("gifts:pledge")).status_code == 403
    assert not Gift.objects.exists()


def test_who_was_given_elsewhere_is_not_named(client, campaign, pledge, needy, minh, hung) -> None:
    give(pledge=pledge, person=needy, given_on=date(2024, 5, 10), by=minh, at=AT)
    client.force_login(hung)

    assert "Lô Thị Mai" not in client.get(reverse("gifts:show", args=[pledge.ref])).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, minh, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        new = NewPledge(f"Quỹ {number}", Item.BOOK, 5, campaign.place, date(2024, 5, 2))
        record_pledge(campaign=campaign, new=new, by=minh, at=AT)
    client.force_login(minh)

    with django_assert_num_queries(10):
        page = client.get(reverse("gifts:list"))

    assert len(page.context["pledges"].rows) == count


def test_pledges_are_found_without_tones_and_taken_out_as_found(client, campaign, pledge, minh) -> None:
    other = NewPledge("Ngân hàng Đông Á", Item.BOOK, 5, campaign.place, date(2024, 5, 3))
    record_pledge(campaign=campaign, new=other, by=minh, at=AT)
    client.force_login(minh)

    page = client.get(reverse("gifts:list"), {"q": "ngan hang dong"})
    answer = client.get(reverse("gifts:export"), {"q": "quy a", "tang": "CARD"})

    assert [row.donor_name for row in page.context["pledges"]] == ["Ngân hàng Đông Á"]
    (sheet,) = read_book("cam-ket.xlsx", answer.getvalue()).sheets
    assert [line.values[0] for line in sheet.rows] == ["Quỹ A"]


def test_people_who_have_joined_are_not_offered(client, campaign, pledge, needy, lan) -> None:
    make_signups.signup(campaign, "Lô Văn Có", needy.place, lan, programme="HHI")
    covered = Person.objects.get(full_name="Lô Văn Có")
    covered.hardship = Hardship.POOR
    covered.save()
    client.force_login(lan)

    assert names(client.get(reverse("gifts:show", args=[pledge.ref]))) == ["Lô Thị Mai"]
