"""Gifts: no more than pledged, never twice to one person, only to people in need who are not covered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from diemtua.audit.models import Event
from diemtua.core.errors import Refusal
from diemtua.gifts import rules
from diemtua.gifts.actions import NewPledge, give, record_pledge
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.gifts.queries import totals
from diemtua.people.enums import Hardship
from diemtua.signups.actions import record_signup
from tests.factories import make
from tests.factories import signups as make_signups

AT = "2024-05-10 08:00"
FREE = {
    "person": "Bà Lan",
    "donor": "Quỹ A",
    "quantity": 2,
    "given": 1,
    "place": "Huyện Một",
    "lives_there": True,
    "in_hardship": True,
    "covered_since": None,
}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"given": 2}, "pledge_used_up"),
        ({"lives_there": False}, "for_another_place"),
        ({"in_hardship": False}, "not_in_hardship"),
        ({"covered_since": "06/05/2024"}, "already_covered"),
    ],
    ids=["may be given", "the pledge is used up", "lives elsewhere", "not in hardship", "already covered"],
)
def test_why_not_give(changed: dict, code: str | None) -> None:
    refusal = rules.why_not_give(**(FREE | changed))

    assert (refusal.code if refusal else None) == code


@pytest.fixture
def pledge(campaign, minh) -> Pledge:
    new = NewPledge("Quỹ A", Item.CARD, 1, campaign.place, date(2024, 5, 2))
    return record_pledge(campaign=campaign, new=new, by=minh, at=make.moment(AT))


@pytest.fixture
def needy(province):
    return make.person("Lô Thị Mai", province.hamlets[0], hardship=Hardship.NEAR_POOR)


def test_a_gift_is_counted_and_audited(campaign, pledge, needy, minh) -> None:
    gift = give(pledge=pledge, person=needy, given_on=date(2024, 5, 10), by=minh, at=make.moment(AT))

    assert list(Gift.objects.all()) == [gift]
    assert totals(campaign) == {"BOOK": {"pledged": 0, "given": 0}, "CARD": {"pledged": 1, "given": 1}}
    assert list(Event.objects.order_by("id").values_list("name", flat=True)) == ["gift.pledged", "gift.given"]


def test_no_more_is_given_than_was_pledged(pledge, needy, province, minh) -> None:
    other = make.person("Vi Văn Sáu", province.hamlets[0], hardship=Hardship.POOR)
    give(pledge=pledge, person=needy, given_on=date(2024, 5, 10), by=minh, at=make.moment(AT))

    with pytest.raises(rules.PledgeUsedUp):
        give(pledge=pledge, person=other, given_on=date(2024, 5, 10), by=minh, at=make.moment(AT))

    assert Gift.objects.count() == 1


def test_nobody_is_given_the_same_thing_twice_even_from_two_donors(campaign, pledge, needy, minh) -> None:
    new = NewPledge("Quỹ B", Item.CARD, 5, campaign.place, date(2024, 5, 2))
    second = record_pledge(campaign=campaign, new=new, by=minh, at=make.moment(AT))
    give(pledge=pledge, person=needy, given_on=date(2024, 5, 10), by=minh, at=make.moment(AT))

    with pytest.raises(Refusal) as refused:
        give(pledge=second, person=needy, given_on=date(2024, 5, 11), by=minh, at=make.moment(AT))

    assert refused.value.text == "Lô Thị Mai đã được tặng trong chiến dịch này."
    assert Gift.objects.count() == 1


def test_what_was_pledged_for_one_district_stays_there(campaign, province, minh) -> None:
    new = NewPledge("Quỹ A", Item.CARD, 3, province.districts[0], date(2024, 5, 2))
    pledge = record_pledge(campaign=campaign, new=new, by=minh, at=make.moment(AT))
    elsewhere = make.person("Vi Văn Sáu", province.hamlets[3], hardship=Hardship.POOR)

    with pytest.raises(rules.ForAnotherPlace) as refused:
        give(pledge=pledge, person=elsewhere, given_on=date(2024, 5, 10), by=minh, at=make.moment(AT))

    assert refused.value.text == "Cam kết này dành cho Huyện Một, Vi Văn Sáu ở nơi khác."
    assert not Gift.objects.exists()


def test_who_joined_already_is_not_given_the_same(campaign, pledge, needy, minh) -> None:
    entry = make_signups.new_signup(needy, programme="HHI")
    record_signup(campaign=campaign, new=entry, by=minh, at=make.moment(AT))

    with pytest.raises(rules.AlreadyCovered) as refused:
        give(pledge=pledge, person=needy, given_on=date(2024, 5, 12), by=minh, at=make.moment(AT))

    assert refused.value.values["day"] == "10/05/2024"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_give_the_last_one_at_once_give_it_once(campaign, pledge, needy, province, minh) -> None:
    people = [needy, make.person("Vi Văn Sáu", province.hamlets[0], hardship=Hardship.POOR)]

    def hand_over(person) -> str:
        try:
            give(pledge=pledge, person=person, given_on=date(2024, 5, 10), by=minh, at=make.moment(AT))
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(hand_over, people))

    assert answers == ["given", "pledge_used_up"]
    assert Gift.objects.count() == 1
