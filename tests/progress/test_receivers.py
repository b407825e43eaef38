"""Counters follow what the rooms below announce, after commit."""

from datetime import date

from diemtua.activities.actions import NewActivity, NewTeam, cancel_activity, form_teams, record_activity
from diemtua.activities.enums import Kind, Status
from diemtua.progress import queries
from diemtua.prospects.actions import record_contact, undo_contact
from diemtua.prospects.enums import Outcome
from diemtua.prospects.models import Prospect
from diemtua.signups.actions import NewSignUp, record_signup, withdraw_signup
from tests.factories import make
from tests.factories import progress as rows

AT = make.moment("2024-05-06 18:00")


def test_an_entry_is_counted_and_a_withdrawn_one_no_more(
    campaign, province, minh, django_capture_on_commit_callbacks
) -> None:
    hamlet = province.hamlets[0]
    new = NewSignUp(
        device_ref=rows.next_ref(),
        programme="VSI",
        person=make.person("Vi Thị Hoa", hamlet),
        place=hamlet,
        signed_on=date(2024, 5, 6),
    )

    with django_capture_on_commit_callbacks(execute=True):
        entry = record_signup(campaign=campaign, new=new, by=minh, at=AT)
    assert queries.figure(campaign, "SI.VOL.NEW").value == 1

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_signup(signup=entry, reason="Ghi nhầm người", by=minh, at=AT)
    assert queries.figure(campaign, "SI.VOL.NEW").value == 0


def test_a_cancelled_ceremony_takes_its_teams_out_of_the_count(
    campaign, province, minh, django_capture_on_commit_callbacks
) -> None:
    new = NewActivity(
        kind=Kind.LAUNCH,
        title="Lễ ra quân",
        place=campaign.place,
        host=campaign.lead_agency,
        starts_at=make.moment("2024-05-06 07:30"),
        status=Status.HELD,
        device_ref=rows.next_ref(),
    )
    commune = province.communes[0]
    team = NewTeam(
        name="Tổ 1",
        place=commune,
        host=campaign.lead_agency,
        leader_name="",
        members=3,
        points=[("Chợ", commune)],
    )
    with django_capture_on_commit_callbacks(execute=True):
        launch = record_activity(campaign=campaign, new=new, by=minh, at=AT)
        form_teams(activity=launch, new=[team], by=minh, at=AT)
    counted = queries.figures(campaign, ["EV.LAUNCH", "EV.TEAMS", "EV.POINTS"])
    assert [figure.value for figure in counted.values()] == [1, 1, 1]

    launch.status = (
        Status.PLANNED
    )  # a ceremony that is held cannot be cancelled; this one was entered too early
    launch.save(update_fields=["status"])
    with django_capture_on_commit_callbacks(execute=True):
        cancel_activity(activity=launch, reason="Mưa bão", by=minh, at=AT)

    counted = queries.figures(campaign, ["EV.LAUNCH", "EV.TEAMS", "EV.POINTS"])
    assert [figure.value for figure in counted.values()] == [0, 0, 0]


def test_a_visit_is_counted_where_the_prospect_lives_and_taken_back(
    campaign, province, minh, django_capture_on_commit_callbacks
) -> None:
    hamlet = province.hamlets[0]
    person = make.person("Lô Văn Sáu", hamlet)
    prospect = Prospect.objects.create(campaign=campaign, person=person, place=hamlet)

    with django_capture_on_commit_callbacks(execute=True):
        contact = record_contact(
            prospect=prospect, outcome=Outcome.THINKING, device_ref=rows.next_ref(), note="", by=minh, at=AT
        )
    assert queries.figure(campaign, "PR.CONTACTS", hamlet).value == 1

    with django_capture_on_commit_callbacks(execute=True):
        undo_contact(contact=contact, by=minh, at=contact.received_at)
    assert queries.figure(campaign, "PR.CONTACTS", hamlet).value == 0
