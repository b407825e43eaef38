"""Assigning, visiting, taking back, revealing: once, by whom may, and in the trail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.audit.models import Event
from diemtua.people.actions import NewPerson, enter_person
from diemtua.prospects.actions import (
    NewProspect,
    enter_prospects,
    mark_joined,
    record_contact,
    reveal_personal_id,
    undo_contact,
)
from diemtua.prospects.enums import Outcome
from diemtua.prospects.models import Contact, Prospect
from diemtua.prospects.queries import own_list, prospects_for, visitors_over
from diemtua.prospects.rules import (
    AlreadyClosed,
    NotYourContact,
    ReasonMissing,
    TooLateToUndo,
)
from tests.factories import make
from tests.factories.prospects import AT, prospect

REF, OTHER_REF = UUID(int=1), UUID(int=2)


@pytest.fixture
def hoa(campaign, province) -> Prospect:
    """Bà Hoà of the first hamlet, worth visiting."""
    return prospect(campaign, "Nguyễn Thị Hoà", province.hamlets[0])


def visit(who: Prospect, by, outcome: Outcome = Outcome.THINKING, ref: UUID = REF, at=AT) -> Contact:
    return record_contact(prospect=who, outcome=outcome, device_ref=ref, note="", by=by, at=at)


def test_a_person_is_a_prospect_once_in_a_campaign(campaign, province, lan, hoa) -> None:
    dung = make.person("Vi Văn Dũng", province.hamlets[1])
    new = [NewProspect(one, province.hamlets[1], note="mới") for one in (hoa.person, dung, dung)]

    assert enter_prospects(campaign=campaign, new=new, by=lan, at=AT) == 1
    assert enter_prospects(campaign=campaign, new=new, by=lan, at=AT) == 0

    hoa.refresh_from_db()
    assert (hoa.place, hoa.note) == (province.hamlets[0], "")
    assert Prospect.objects.count() == 2


def test_a_resend_of_a_visit_is_the_same_visit(lan, head, hoa) -> None:
    first = visit(hoa, head)
    again = visit(hoa, head, Outcome.REFUSED)

    hoa.refresh_from_db()
    assert again == first
    assert (hoa.status, hoa.contacts.count(), hoa.last_contact_at) == ("MET", 1, AT)
    assert Event.objects.filter(name="prospect.contacted").count() == 1


def test_a_resend_is_answered_even_after_the_prospect_was_closed(head, hoa) -> None:
    first = visit(hoa, head, Outcome.COVERED)

    assert visit(hoa, head, Outcome.COVERED) == first
    with pytest.raises(AlreadyClosed, match="Nguyễn Thị Hoà đã tham gia"):
        visit(hoa, head, ref=OTHER_REF)


@pytest.mark.django_db(transaction=True)
def test_eight_phones_sending_one_visit_write_one(head, hoa) -> None:
    def send(_number: int) -> int:
        try:
            return visit(hoa, head, Outcome.COVERED).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(send, range(8)))

    assert answers == {Contact.objects.get().pk}
    assert Event.objects.filter(name="prospect.contacted").count() == 1


def test_an_older_visit_that_arrives_late_does_not_overrule_a_newer_one(head, hoa) -> None:
    visit(hoa, head, Outcome.REFUSED)
    visit(hoa, head, Outcome.THINKING, ref=OTHER_REF, at=AT - timedelta(days=1))

    hoa.refresh_from_db()
    assert (hoa.status, hoa.last_contact_at) == ("REFUSED", AT)


def test_a_visit_taken_back_leaves_the_status_of_the_one_before(head, hoa) -> None:
    visit(hoa, head)
    mistaken = visit(hoa, head, Outcome.REFUSED, ref=OTHER_REF, at=AT + timedelta(minutes=1))
    at = mistaken.received_at + timedelta(minutes=4)

    undo_contact(contact=mistaken, by=head, at=at)
    undo_contact(contact=mistaken, by=head, at=at)

    hoa.refresh_from_db()
    assert (hoa.status, hoa.contacts.count()) == ("MET", 1)
    assert Event.objects.filter(name="prospect.contact_undone").count() == 1


def test_a_visit_is_not_taken_back_by_another_or_late(lan, head, hoa) -> None:
    contact = visit(hoa, head)

    with pytest.raises(NotYourContact):
        undo_contact(contact=contact, by=lan, at=contact.received_at)
    with pytest.raises(TooLateToUndo, match="Đã quá 5 phút"):
        undo_contact(contact=contact, by=head, at=contact.received_at + timedelta(minutes=6))

    assert hoa.contacts.count() == 1


def test_who_has_joined_stays_joined_when_the_visit_is_taken_back(campaign, head, hoa) -> None:
    contact = visit(hoa, head, Outcome.AGREED)
    assert mark_joined(campaign=campaign, people=[hoa.person_id], by=head, at=AT) == 1
    assert mark_joined(campaign=campaign, people=[hoa.person_id], by=head, at=AT) == 0

    undo_contact(contact=contact, by=head, at=contact.received_at)

    hoa.refresh_from_db()
    assert (hoa.status, hoa.last_contact_at) == ("JOINED", None)


def test_visitors_are_those_whose_present_membership_is_near(province, lan, hung, leader, head) -> None:
    gone = make.member("cu", "Người Cũ", province.post, province.hamlets[0], Role.COLLECTOR)
    gone.memberships.update(valid_to=AT.date())
    abroad = make.member("xa", "Người Xa", province.post, province.hamlets[3], Role.COLLECTOR)
    make.member("thu", "Đậu Thị Thu", province.post, province.districts[0], Role.COLLECTOR)
    today = timezone.localdate()

    assert [str(one.user) for one in visitors_over(province.hamlets[0], today)] == [
        "Nguyễn Thị Lan",
        "Vi Văn Tám",
        "Đậu Thị Thu",
    ]
    assert abroad.pk in {one.user_id for one in visitors_over(province.place, today)}
    assert "Vi Văn Tám" not in {str(one.user) for one in visitors_over(province.hamlets[1], today)}


def test_prospects_are_visible_within_the_own_place_only(campaign, province, minh, lan, hung, head) -> None:
    for number, hamlet in enumerate(province.hamlets):
        prospect(campaign, f"Người {number}", hamlet)

    seen = {
        str(user): [str(one) for one in prospects_for(user, campaign).order_by("id")]
        for user in (minh, lan, hung, head)
    }

    assert seen == {
        "Trần Văn Minh": ["Người 0", "Người 1", "Người 2", "Người 3"],
        "Nguyễn Thị Lan": ["Người 0", "Người 1"],
        "Phạm Văn Hùng": ["Người 3"],
        "Vi Văn Tám": ["Người 0"],
    }


def test_ones_own_list_leaves_out_those_given_to_somebody_else(campaign, province, lan, head, hoa) -> None:
    prospect(campaign, "Vi Văn Dũng", province.hamlets[0], assigned_to=lan, assigned_at=AT)

    assert list(own_list(head, campaign, AT.date())) == [hoa]


def test_an_id_is_revealed_only_against_a_reason_that_is_kept(province, lan) -> None:
    new = NewPerson(full_name="Trần Thị Lan Anh", place=province.hamlets[0], personal_id="001180000011")
    person = enter_person(new=new, by=lan, at=AT)

    with pytest.raises(ReasonMissing):
        reveal_personal_id(person=person, reason="  ", by=lan, at=AT)
    assert reveal_personal_id(person=person, reason=" đối chiếu sổ ", by=lan, at=AT) == "001180000011"

    event = Event.objects.get(name="person.id_revealed")
    assert (event.by_name, event.values, event.target_ref) == (
        "Nguyễn Thị Lan",
        {"reason": "đối chiếu sổ"},
        person.ref,
    )
