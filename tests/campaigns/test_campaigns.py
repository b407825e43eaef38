"""Campaigns: their days, their map, their steps."""

from dataclasses import replace
from datetime import date

import pytest

from diemtua.audit.models import Event
from diemtua.campaigns import actions, rules
from diemtua.campaigns.actions import NewCampaign
from diemtua.campaigns.enums import Status
from diemtua.campaigns.models import Message, Phase
from diemtua.campaigns.permissions import may_keep_campaign
from diemtua.campaigns.queries import campaigns_visible_to
from diemtua.core.errors import Refusal
from tests.factories import make

AT = make.moment("2024-05-01 08:00")
FIRST, LAST = date(2024, 5, 1), date(2024, 5, 31)


@pytest.fixture
def new(province):
    return NewCampaign(
        title="Tháng  vận động",
        place=province.place,
        lead_agency=province.insurance,
        starts_on=FIRST,
        ends_on=LAST,
        map_date=FIRST,
        launch_on=date(2024, 5, 6),
    )


@pytest.mark.parametrize(
    ("first", "last", "launch", "refusal"),
    [
        pytest.param(FIRST, LAST, None, None, id="no launch day"),
        pytest.param(FIRST, FIRST, FIRST, None, id="one day only"),
        pytest.param(LAST, FIRST, None, rules.DaysOutOfOrder, id="ends before it begins"),
        pytest.param(FIRST, LAST, date(2024, 6, 1), rules.LaunchOutside, id="launched a day late"),
    ],
)
def test_the_days_of_a_campaign(first, last, launch, refusal):
    assert type(rules.why_not_these_days(first, last, launch)) is (refusal or type(None))


@pytest.mark.parametrize(
    ("step", "status", "refusal"),
    [
        ("start", "PREPARING", None),
        ("start", "RUNNING", rules.NotPreparing),
        ("close", "RUNNING", None),
        ("close", "PREPARING", rules.NotRunning),
        ("reopen", "CLOSED", None),
        ("reopen", "RUNNING", rules.NotClosed),
    ],
)
def test_the_steps_of_a_campaign(step, status, refusal):
    assert type(rules.why_not(step, status, "Tháng vận động")) is (refusal or type(None))


def test_every_status_is_reached_by_a_step():
    reached = {status for pair in rules.TRANSITIONS.values() for status in pair}

    assert reached == set(Status.values)


def test_a_new_campaign_is_being_prepared_and_pins_its_map(new, minh):
    campaign = actions.create_campaign(new=new, by=minh, at=AT)

    assert (campaign.title, campaign.status, campaign.map_date) == ("Tháng vận động", "PREPARING", FIRST)
    assert Event.objects.get(name="campaign.created").values == {"map_date": "2024-05-01"}


def test_a_map_that_nobody_knows_is_refused(new, minh):
    with pytest.raises(rules.NoMapThatDay, match="01/01/2020"):
        actions.create_campaign(new=replace(new, map_date=date(2019, 5, 1)), by=minh, at=AT)


def test_a_campaign_starts_closes_and_opens_again(new, minh):
    campaign = actions.create_campaign(new=new, by=minh, at=AT)

    statuses = [
        step(campaign=campaign, by=minh, at=AT).status
        for step in (actions.start_campaign, actions.close_campaign, actions.reopen_campaign)
    ]

    assert statuses == ["RUNNING", "CLOSED", "RUNNING"]
    with pytest.raises(rules.NotPreparing):
        actions.start_campaign(campaign=campaign, by=minh, at=AT)


def test_revising_keeps_what_was_changed(new, minh):
    campaign = actions.create_campaign(new=new, by=minh, at=AT)

    revised = actions.revise_campaign(campaign=campaign, new=replace(new, theme="Vì an sinh"), by=minh, at=AT)

    assert revised.theme == "Vì an sinh"
    assert Event.objects.get(name="campaign.revised").values == {"changes": {"theme": ["", "Vì an sinh"]}}


def test_a_closed_campaign_is_left_alone(new, minh):
    campaign = actions.create_campaign(new=new, by=minh, at=AT)
    actions.start_campaign(campaign=campaign, by=minh, at=AT)
    actions.close_campaign(campaign=campaign, by=minh, at=AT)

    with pytest.raises(rules.CampaignClosed):
        actions.revise_campaign(campaign=campaign, new=new, by=minh, at=AT)
    with pytest.raises(rules.CampaignClosed):
        actions.approve_message(campaign=campaign, text="Câu mới", by=minh, at=AT)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2024, 4, 30), LAST), (FIRST, date(2024, 6, 1)), (LAST, FIRST)],
)
def test_a_phase_stays_within_the_campaign(campaign, minh, first, last):
    with pytest.raises(Refusal):
        actions.add_phase(campaign=campaign, name="Đợt", starts_on=first, ends_on=last, by=minh, at=AT)

    assert Phase.objects.count() == 0


def test_phases_and_messages_come_and_go(campaign, minh):
    phase = actions.add_phase(
        campaign=campaign, name="Tuần đầu", starts_on=FIRST, ends_on=LAST, by=minh, at=AT
    )
    message = actions.approve_message(campaign=campaign, text="BHXH vì  dân", by=minh, at=AT)
    again = actions.approve_message(campaign=campaign, text="BHXH vì dân", by=minh, at=AT)

    assert (again, message.text) == (message, "BHXH vì dân")

    actions.remove_phase(phase=phase, by=minh, at=AT)
    actions.withdraw_message(message=message, by=minh, at=AT)
    assert (Phase.objects.count(), Message.objects.count()) == (0, 0)


def test_only_the_lead_of_the_province_keeps_its_campaign(campaign, minh, lan, leader):
    assert [person for person in (minh, lan, leader) if may_keep_campaign(person, campaign)] == [minh]


def test_a_campaign_in_preparation_is_the_leads_alone_and_never_the_one_at_hand(
    client, campaign, minh, lan, province
):
    days = {"starts_on": date(2025, 5, 1), "ends_on": date(2025, 5, 31)}
    make.campaign(province, title="Năm sau", status=Status.PREPARING, **days)

    assert [one.title for one in campaigns_visible_to(lan)] == [campaign.title]
    assert {one.title for one in campaigns_visible_to(minh)} == {campaign.title, "Năm sau"}
    client.force_login(minh)
    assert client.get("/").context["campaign"] == campaign
