"""Leases: one person until a day; handed over with a reason, given back, lapsed, done; never two at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.audit.models import Event
from diemtua.people.actions import set_do_not_contact
from diemtua.people.rules import WishNeedsReason
from diemtua.prospects import jobs
from diemtua.prospects.actions import mark_joined, mark_not_joined, record_contact, undo_contact
from diemtua.prospects.actions.leases import (
    LeaseOutcome,
    expire_leases,
    hand_over,
    lease_prospects,
    return_prospects,
    share_out,
    undo_share_out,
)
from diemtua.prospects.actions.no_contact import resume_contact, stop_contact
from diemtua.prospects.enums import Outcome
from diemtua.prospects.models import Contact, Lease, Prospect
from diemtua.prospects.queries import own_list
from diemtua.prospects.queries.leases import taken_over_by
from diemtua.prospects.rules import NotOverThatPlace
from diemtua.prospects.rules import leases as rules
from tests.factories import make
from tests.factories.prospects import AT, prospect

DAY = AT.date()
LAST = DAY + timedelta(days=7)
LATER = AT + timedelta(days=1)
REF = UUID(int=1)


@pytest.fixture
def hoa(campaign, province) -> Prospect:
    """Bà Hoà of the first hamlet, worth visiting."""
    return prospect(campaign, "Nguyễn Thị Hoà", province.hamlets[0])


@pytest.fixture
def thu(province):
    """Thu collects for the post in the whole first commune."""
    return make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], Role.COLLECTOR)


def give(who: Prospect | Sequence[Prospect], to, by, until=LAST, at=AT) -> LeaseOutcome:
    people = [who] if isinstance(who, Prospect) else who
    return lease_prospects(prospects=people, holder=to, until=until, by=by, at=at)


def meet(who: Prospect, by, outcome: Outcome, at=AT, ref: UUID = REF) -> Contact:
    return record_contact(prospect=who, outcome=outcome, device_ref=ref, note="", by=by, at=at)


def history(who: Prospect) -> list[tuple[str, str]]:
    return [(str(one.holder), one.ending) for one in who.leases.order_by("given_at", "id")]


def test_a_lease_names_agency_person_and_last_day_on_the_prospect_and_in_its_history(
    province, lan, thu, hoa
) -> None:
    assert give(hoa, thu, lan) == LeaseOutcome(given=1)

    hoa.refresh_from_db()
    assert (hoa.agency, hoa.assigned_to, hoa.assigned_at, hoa.leased_until) == (province.post, thu, AT, LAST)
    lease = hoa.leases.get()
    assert (lease.agency, lease.holder, lease.given_by, lease.until, lease.ending) == (
        province.post,
        thu,
        lan,
        LAST,
        "",
    )
    event = Event.objects.get(name="prospects.leased")
    assert (event.values["count"], event.values["to"]) == (1, "Đậu Thị Thu")


def test_given_again_a_lease_is_prolonged_and_not_begun_anew(lan, head, hoa) -> None:
    give(hoa, head, lan)

    assert give(hoa, head, lan, until=LAST + timedelta(days=7)) == LeaseOutcome(already=1)

    hoa.refresh_from_db()
    assert (hoa.leases.get().until, hoa.leased_until) == (LAST + timedelta(days=7),) * 2


def test_who_is_with_another_today_is_refused_and_counted_by_who_has_them(
    campaign, province, lan, head, thu, hoa
) -> None:
    others = [prospect(campaign, f"Người {number}", province.hamlets[0]) for number in range(3)]
    give([hoa, others[0]], head, lan)

    outcome = give([hoa, *others], thu, lan)

    assert (outcome.given, outcome.already, outcome.by_holder) == (2, 0, {"Vi Văn Tám": 2})
    assert outcome.refused[0].refusal.text == (
        "Nguyễn Thị Hoà đang do Vi Văn Tám phụ trách, đến hết ngày 14/05/2024. Hãy để người đó đến gặp."
    )
    assert history(hoa) == [("Vi Văn Tám", "")]


def test_a_hand_over_ends_one_lease_and_begins_another_and_both_can_see_it(
    campaign, lan, head, thu, hoa
) -> None:
    give(hoa, head, lan)

    outcome = hand_over(prospects=[hoa], to=thu, until=LAST, reason=" ông Tám nghỉ ốm ", by=lan, at=LATER)

    assert outcome.given == 1
    assert history(hoa) == [("Vi Văn Tám", "HANDED_OVER"), ("Đậu Thị Thu", "")]
    assert {one.reason for one in hoa.leases.all()} == {"ông Tám nghỉ ốm"}
    assert hoa not in own_list(head, campaign, DAY)
    own = own_list(thu, campaign, DAY)
    assert list(own) == [hoa]
    assert taken_over_by(thu, own) == {hoa.pk: "Vi Văn Tám"}


@pytest.mark.parametrize(("reason", "refusal"), [(" ", rules.HandOverNeedsReason)])
def test_a_hand_over_without_a_reason_changes_nothing(lan, head, thu, hoa, reason, refusal) -> None:
    give(hoa, head, lan)

    with pytest.raises(refusal):
        hand_over(prospects=[hoa], to=thu, until=LAST, reason=reason, by=lan, at=LATER)

    assert history(hoa) == [("Vi Văn Tám", "")]


def test_only_an_officer_of_the_place_hands_over(hung, lan, head, thu, hoa) -> None:
    give(hoa, head, lan)

    for stranger in (hung, thu, head):
        with pytest.raises(rules.NotYoursToHandOver, match="Xóm 1"):
            hand_over(prospects=[hoa], to=thu, until=LAST, reason="đổi", by=stranger, at=LATER)

    assert history(hoa) == [("Vi Văn Tám", "")]


def test_nobody_is_given_people_of_another_place_nor_a_leader_anybody(
    campaign, province, lan, leader, head, hoa
) -> None:
    elsewhere = prospect(campaign, "Vi Văn Dũng", province.hamlets[1])

    with pytest.raises(NotOverThatPlace, match="Vi Văn Tám không phụ trách Xóm 2"):
        give([hoa, elsewhere], head, lan)
    with pytest.raises(NotOverThatPlace):
        give(hoa, leader, lan)
    with pytest.raises(rules.UntilIsPast):
        give(hoa, head, lan, until=DAY - timedelta(days=1))

    assert not Lease.objects.exists()
    assert not Prospect.objects.exclude(assigned_to=None).exists()


def test_who_has_joined_or_wishes_no_contact_is_not_given(campaign, province, lan, head, hoa) -> None:
    joined = prospect(campaign, "Đã Tham Gia", province.hamlets[0], status="JOINED")
    set_do_not_contact(person=hoa.person, since=DAY, reason="không muốn", by=lan, at=AT)

    outcome = give([hoa, joined], head, lan)

    assert (outcome.given, [one.refusal.code for one in outcome.refused]) == (
        0,
        ["no_contact_wished", "not_to_be_visited"],
    )


def test_the_holder_gives_back_with_a_reason_and_another_takes_over(lan, head, thu, hoa) -> None:
    give(hoa, head, lan)

    with pytest.raises(rules.ReturnNeedsReason):
        return_prospects(prospects=[hoa], reason=" ", by=head, at=LATER)
    with pytest.raises(rules.NotYoursToReturn, match="Chỉ Vi Văn Tám"):
        return_prospects(prospects=[hoa], reason="nhầm", by=thu, at=LATER)
    assert return_prospects(prospects=[hoa], reason="đi làm xa", by=head, at=LATER) == 1
    assert return_prospects(prospects=[hoa], reason="đi làm xa", by=head, at=LATER) == 0

    hoa.refresh_from_db()
    assert (hoa.assigned_to, hoa.assigned_at, hoa.agency, hoa.leased_until) == (None, None, None, None)
    assert give(hoa, thu, lan).given == 1
    assert history(hoa) == [("Vi Văn Tám", "RETURNED"), ("Đậu Thị Thu", "")]


def test_a_lapsed_lease_is_free_before_the_nightly_job_and_written_down_by_it(
    campaign, lan, head, thu, hoa
) -> None:
    give(hoa, head, lan, until=DAY)
    tomorrow = DAY + timedelta(days=1)
    assert hoa not in own_list(thu, campaign, DAY)
    assert hoa in own_list(thu, campaign, tomorrow)

    assert expire_leases(campaign=campaign, day=DAY, at=AT) == 0
    assert expire_leases(campaign=campaign, day=tomorrow, at=LATER) == 1
    assert expire_leases(campaign=campaign, day=tomorrow, at=LATER) == 0

    hoa.refresh_from_db()
    assert (hoa.assigned_to, history(hoa)) == (None, [("Vi Văn Tám", "EXPIRED")])


def test_the_nightly_job_ends_what_has_lapsed_in_every_running_campaign(lan, head, hoa) -> None:
    give(hoa, head, lan, until=timezone.localdate(), at=timezone.now())
    jobs.expire_leases(timestamp=0)
    assert Lease.objects.get().ended_at is None  # the last day counts

    yesterday = timezone.localdate() - timedelta(days=1)
    Prospect.objects.update(leased_until=yesterday)
    Lease.objects.update(until=yesterday)
    jobs.expire_leases(timestamp=0)
    jobs.expire_leases(timestamp=0)

    assert Lease.objects.get().ending == "EXPIRED"
    hoa.refresh_from_db()
    assert (hoa.assigned_to, hoa.leased_until) == (None, None)
    assert Event.objects.filter(name="prospects.leases_expired").count() == 1


def test_a_lapsed_lease_is_given_to_another_without_the_job(lan, head, thu, hoa) -> None:
    give(hoa, head, lan, until=DAY)

    assert give(hoa, thu, lan, at=LATER).given == 1

    assert history(hoa) == [("Vi Văn Tám", "EXPIRED"), ("Đậu Thị Thu", "")]


def test_a_visit_by_another_while_a_lease_runs_is_refused_naming_who_and_until_when(
    lan, head, thu, hoa
) -> None:
    give(hoa, head, lan)

    with pytest.raises(rules.LeasedToAnother, match="Vi Văn Tám phụ trách, đến hết ngày 14/05/2024"):
        meet(hoa, thu, Outcome.THINKING)
    assert not Contact.objects.exists()

    after = AT + timedelta(days=8)
    assert meet(hoa, thu, Outcome.THINKING, at=after).met_by == thu


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [(Outcome.ABSENT, ""), (Outcome.AGREED, ""), (Outcome.REFUSED, ""), (Outcome.COVERED, "DONE")],
)
def test_a_visit_keeps_the_lease_until_nobody_needs_to_be_visited(lan, head, hoa, outcome, ending) -> None:
    give(hoa, head, lan)

    contact = meet(hoa, head, outcome)

    assert history(hoa) == [("Vi Văn Tám", ending)]
    undo_contact(contact=contact, by=head, at=contact.received_at)
    assert history(hoa) == [("Vi Văn Tám", "")]


def test_who_joins_ends_the_lease_and_who_withdraws_resumes_it(campaign, lan, head, hoa) -> None:
    give(hoa, head, lan)

    mark_joined(campaign=campaign, people=[hoa.person_id], by=lan, at=LATER)
    assert history(hoa) == [("Vi Văn Tám", "DONE")]
    mark_not_joined(campaign=campaign, person=hoa.person_id, by=lan, at=LATER)

    assert history(hoa) == [("Vi Văn Tám", "")]


def test_who_wishes_no_contact_is_closed_everywhere_and_open_again_when_it_is_lifted(
    campaign, lan, head, hoa
) -> None:
    give(hoa, head, lan)
    meet(hoa, head, Outcome.THINKING)

    with pytest.raises(WishNeedsReason):
        stop_contact(person=hoa.person, reason=" ", by=head, at=LATER)
    assert stop_contact(person=hoa.person, reason="không muốn bị gọi", by=head, at=LATER) == 1

    hoa.refresh_from_db()
    assert (hoa.status, hoa.close_reason, history(hoa)) == (
        "CLOSED",
        "DO_NOT_CONTACT",
        [("Vi Văn Tám", "DONE")],
    )
    assert not own_list(head, campaign, DAY).exists()
    with pytest.raises(rules.NoContactWished, match="Nguyễn Thị Hoà đã đề nghị không liên hệ"):
        meet(hoa, head, Outcome.AGREED, ref=UUID(int=2))

    assert resume_contact(person=hoa.person, by=lan, at=LATER) == 1
    hoa.refresh_from_db()
    assert (hoa.status, hoa.close_reason, history(hoa)) == ("MET", "", [("Vi Văn Tám", "")])
    assert [event.name for event in Event.objects.filter(name__startswith="person.no_contact")] == [
        "person.no_contact_set",
        "person.no_contact_lifted",
    ]


def test_shares_are_given_in_one_act_and_taken_back_but_for_whom_was_met(
    campaign, province, lan, head, thu, hoa
) -> None:
    others = [prospect(campaign, f"Người {number}", province.hamlets[0]) for number in range(3)]
    give(others[2], thu, lan)

    outcomes = share_out(
        campaign=campaign,
        shares={head: [hoa, others[0], others[2]], thu: [others[1]]},
        until=LAST,
        by=lan,
        at=LATER,
    )

    assert {str(user): (one.given, one.by_holder) for user, one in outcomes.items()} == {
        "Vi Văn Tám": (2, {"Đậu Thị Thu": 1}),
        "Đậu Thị Thu": (1, {}),
    }
    assert Event.objects.filter(name__in=["prospects.split", "prospects.leased"]).count() == 2
    meet(hoa, head, Outcome.THINKING, at=LATER + timedelta(minutes=1))

    with pytest.raises(rules.TooLateToUndoSplit):
        undo_share_out(campaign=campaign, given_at=LATER, by=lan, at=LATER + timedelta(minutes=6))
    assert undo_share_out(campaign=campaign, given_at=LATER, by=thu, at=LATER) == 0
    assert undo_share_out(campaign=campaign, given_at=LATER, by=lan, at=LATER + timedelta(minutes=5)) == 2

    held = Prospect.objects.exclude(assigned_to=None).order_by("id")
    assert [(str(one), str(one.assigned_to)) for one in held] == [
        ("Nguyễn Thị Hoà", "Vi Văn Tám"),
        ("Người 2", "Đậu Thị Thu"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_give_the_same_fifty_at_once_leave_each_with_exactly_one_holder(
    campaign, province, lan, minh, head, thu
) -> None:
    people = [prospect(campaign, f"Người {number}", province.hamlets[0]) for number in range(50)]

    def work(holder, by, order: int) -> LeaseOutcome:
        try:
            return give(people[::order], holder, by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(work, head, lan, 1), pool.submit(work, thu, minh, -1)]
        outcomes = [one.result() for one in waiting]

    assert sorted(one.given for one in outcomes) == [0, 50]
    assert sorted(len(one.refused) for one in outcomes) == [0, 50]
    assert Lease.objects.filter(ended_at=None).count() == 50
    assert Prospect.objects.values("assigned_to").distinct().count() == 1
