"""Gifts: never more than pledged, never twice to one person, only to people in hardship who are not covered."""

from datetime import date

import pytest

from diemtua.audit.models import Event
from diemtua.core.errors import Refusal
from diemtua.gifts import rules
from diemtua.gifts.actions import NewPledge, give, record_pledge
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.gifts.queries import totals
from diemtua.people.enums import Hardship
from tests.factories import make

AT = "2024-05-10 08:00"
FREE = {
    "person": "Bà Lan",
    "donor": "Quỹ A",
    "quantity": 2,
    "given": 1,
    "in_hardship": True,
    "covered_since": None,
}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"given": 2}, "pledge_used_up"),
        ({"in_hardship": False}, "not_in_hardship"),
        ({"covered_since": "06/05/2024"}, "already_covered"),
    ],
    ids=["may be given", "the pledge is used up", "not in hardship", "already covered"],
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
