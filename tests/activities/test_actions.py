"""Recording, correcting, cancelling and re-planning activities."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from diemtua.activities import rules
from diemtua.activities.actions import (
    cancel_activity,
    hold_activity,
    plan_activity,
    record_activities,
    record_activity,
    replan_activity,
    revise_activity,
)
from diemtua.activities.enums import Bound, Kind, Status
from diemtua.activities.models import Activity
from diemtua.activities.signals import activities_changed
from diemtua.audit.models import Event
from tests.factories import activities as make_activities
from tests.factories import make

AT = make_activities.AT


def test_a_resend_returns_the_row_already_there(campaign, province, minh) -> None:
    new = make_activities.new_activity(province, attendance=60)
    first = record_activity(campaign=campaign, new=new, by=minh, at=AT)

    again = record_activity(campaign=campaign, new=replace(new, attendance=600), by=minh, at=AT)

    assert again == first
    assert list(Activity.objects.values_list("attendance", flat=True)) == [60]
    assert Event.objects.filter(name="activity.recorded").count() == 1


def test_an_activity_outside_the_campaign_is_refused(campaign, province, minh) -> None:
    new = make_activities.new_activity(province, starts_at=make.moment("2024-06-01 08:00"))

    with pytest.raises(rules.OutsideCampaign):
        record_activity(campaign=campaign, new=new, by=minh, at=AT)

    assert not Activity.objects.exists()


def test_a_batch_answers_for_every_row(campaign, province, minh) -> None:
    good = make_activities.new_activity(province)
    late = make_activities.new_activity(province, starts_at=make.moment("2024-06-01 08:00"))
    there = make_activities.new_activity(province)
    record_activity(campaign=campaign, new=there, by=minh, at=AT)

    receipt = record_activities(campaign=campaign, new=[good, good, late, there], by=minh, at=AT)

    assert (receipt.sent, receipt.accepted, receipt.duplicate) == (4, 1, 2)
    assert [(item.ref, item.code) for item in receipt.refused] == [(str(late.device_ref), "outside_campaign")]
    assert Activity.objects.count() == 2


def test_a_batch_announces_its_cells_once(
    campaign, province, minh, django_capture_on_commit_callbacks
) -> None:
    heard = []

    def listen(campaign_id: int, cells: list, **_: object) -> None:
        heard.append((campaign_id, [(place_id, str(day)) for place_id, day in cells]))

    activities_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            new = [make_activities.new_activity(province) for _ in range(3)]
            record_activities(campaign=campaign, new=new, by=minh, at=AT)
    finally:
        activities_changed.disconnect(listen)

    assert heard == [(campaign.pk, [(province.communes[0].pk, "2024-05-10")])]


def test_the_day_of_an_evening_is_the_day_in_vietnam(campaign, province, minh) -> None:
    late = make_activities.new_activity(province, starts_at=make.moment("2024-05-31 23:30"))

    assert record_activity(campaign=campaign, new=late, by=minh, at=AT).pk


def test_a_planned_activity_is_held_with_its_attendance(campaign, province, minh) -> None:
    planned = plan_activity(
        campaign=campaign,
        new=make_activities.new_activity(province, status=Status.PLANNED),
        by=minh,
        at=make.moment("2024-05-02 08:00"),
    )

    held = hold_activity(activity=planned, attendance=300, bound=Bound.MORE_THAN, by=minh, at=AT)

    assert (held.status, held.attendance, held.attendance_bound) == (Status.HELD, 300, ">")
    with pytest.raises(rules.NotPlanned):
        hold_activity(activity=planned, attendance=1, by=minh, at=AT)


def test_a_planned_activity_is_not_held_before_its_day(campaign, province, minh) -> None:
    planned = make_activities.activity(campaign, province, minh, status=Status.PLANNED)

    with pytest.raises(rules.HeldInTheFuture):
        hold_activity(activity=planned, attendance=3, by=minh, at=make.moment("2024-05-09 08:00"))


def test_a_cancelled_ceremony_is_replaced_by_a_broadcast(campaign, province, minh) -> None:
    planned = make_activities.launch(campaign, province, minh, status=Status.PLANNED)
    with pytest.raises(rules.ReasonMissing):
        cancel_activity(activity=planned, reason="  ", by=minh, at=AT)
    broadcast = make_activities.new_activity(province, kind=Kind.BROADCAST)
    with pytest.raises(rules.NotCancelled):
        replan_activity(activity=planned, new=broadcast, by=minh, at=AT)

    cancelled = cancel_activity(activity=planned, reason="Giãn cách xã hội", by=minh, at=AT)
    replacement = replan_activity(activity=planned, new=broadcast, by=minh, at=AT)
    again = replan_activity(activity=planned, new=broadcast, by=minh, at=AT)

    assert (cancelled.status, cancelled.reason) == (Status.CANCELLED, "Giãn cách xã hội")
    assert again == replacement
    assert replacement.replaces == cancelled
    assert Event.objects.filter(name="activity.replanned").count() == 1


def test_a_correction_keeps_kind_and_status_and_says_what_changed(campaign, province, minh) -> None:
    held = make_activities.activity(campaign, province, minh, attendance=59)
    new = make_activities.new_activity(
        province, title="Hội nghị  tại Đồng Văn", attendance=95, status=Status.PLANNED, kind=Kind.SHARE
    )

    revised = revise_activity(activity=held, new=new, by=minh, at=AT)

    assert (revised.kind, revised.status, revised.attendance) == (Kind.CONFERENCE, Status.HELD, 95)
    assert list(Activity.objects.search("hoi nghi TAI dong van")) == [held]
    changes = Event.objects.get(name="activity.revised").values["changes"]
    assert changes == {
        "attendance": ["59", "95"],
        "title": ["Hội nghị tại xã An Bình", "Hội nghị tại Đồng Văn"],
    }


def test_a_cancelled_activity_without_a_reason_cannot_be_stored(campaign, province, minh) -> None:
    row = make_activities.activity(campaign, province, minh)
    row.status = Status.CANCELLED

    with pytest.raises(IntegrityError, match="cancelled_activity_says_why"), transaction.atomic():
        row.save()
