"""Lists on paper: kept in their order, entered line by line, once, whoever enters them; taken back whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.audit.models import Event
from diemtua.core.errors import Refusal
from diemtua.core.receipts import Receipt
from diemtua.people.actions import set_do_not_contact
from diemtua.prospects.actions import mark_joined, record_contact
from diemtua.prospects.actions.leases import expire_leases, lease_prospects
from diemtua.prospects.actions.walking import (
    Line,
    enter_walking_list,
    print_walking_list,
    reprint_walking_list,
    undo_walking_entry,
)
from diemtua.prospects.enums import Outcome, Status
from diemtua.prospects.models import Contact, Lease, Prospect, WalkingList
from diemtua.prospects.queries.walking import on_paper, to_walk
from diemtua.prospects.rules import TooLateToUndo
from diemtua.prospects.rules.walking import (
    MetBeforePrinting,
    MetInTheFuture,
    NobodyOnPaper,
    NotYourPaper,
    PhonesNotForYou,
)
from tests.factories import make
from tests.factories.prospects import AT, prospect

DAY = AT.date()
NEXT = AT + timedelta(days=1)


@pytest.fixture
def thu(province):
    """Thu collects for the post in the whole first commune."""
    return make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], Role.COLLECTOR)


@pytest.fixture
def people(campaign, province) -> list[Prospect]:
    """Two households of two in the first hamlet, the head of the second with the later name."""
    found = []
    for head, other in (("Lô Văn An", "Lô Thị Xuân"), ("Vi Văn Yên", "Vi Thị Bình")):
        home = make.household(head, province.hamlets[0])
        for name in (other, head):
            who = make.person(name, province.hamlets[0], household=home)
            found.append(prospect(campaign, "", province.hamlets[0], person=who))
    return found


def paper(campaign, province, people, *, holder, by, at=AT) -> WalkingList:
    return print_walking_list(
        campaign=campaign, place=province.hamlets[0], holder=holder, prospects=people, by=by, at=at
    )


def give(people, to, by, *, days: int = 7, at=AT) -> None:
    lease_prospects(prospects=people, holder=to, until=at.date() + timedelta(days=days), by=by, at=at)


def test_people_stand_household_by_household_the_head_first(campaign, province, people, lan, head) -> None:
    give(people, head, lan)

    rows = to_walk(lan, campaign, province.hamlets[0], head, DAY)

    assert [one.person.full_name for one in rows] == ["Lô Văn An", "Lô Thị Xuân", "Vi Văn Yên", "Vi Thị Bình"]


def test_who_needs_no_visit_or_is_somebody_elses_is_not_on_the_list(
    campaign, province, people, lan, head, thu
) -> None:
    refused, silent, theirs, free = people
    Prospect.objects.filter(pk=refused.pk).update(status=Status.REFUSED)
    set_do_not_contact(person=silent.person, since=DAY, reason="không muốn", by=lan, at=AT)
    give([theirs], thu, lan)

    def walked(holder, day=DAY) -> list[Prospect]:
        return list(to_walk(lan, campaign, province.hamlets[0], holder, day))

    assert walked(None) == [free]
    assert walked(thu) == [theirs]
    assert walked(head) == []
    assert walked(thu, DAY + timedelta(days=8)) == []  # lapsed, though no job has run
    assert set(walked(None, DAY + timedelta(days=8))) == {theirs, free}


def test_a_printed_list_keeps_its_order_and_its_printing_is_kept(
    campaign, province, people, lan, head
) -> None:
    printed = paper(campaign, province, people[::-1], holder=head, by=lan)
    reprint_walking_list(walking_list=printed, rows=3, by=lan, at=NEXT, with_phones=True)

    assert on_paper(printed) == people[::-1]
    events = Event.objects.filter(name__startswith="walking_list.").order_by("id")
    assert [(one.name, one.values["rows"], one.values["phones"]) for one in events] == [
        ("walking_list.printed", 4, False),
        ("walking_list.reprinted", 3, True),
    ]


def test_nobody_is_not_printed_and_whole_phones_only_for_a_visitor(
    campaign, province, people, lan, head, thu, hung
) -> None:
    terms = {"campaign": campaign, "place": province.hamlets[0], "at": AT}

    with pytest.raises(NobodyOnPaper):
        print_walking_list(**terms, holder=head, prospects=[], by=lan)
    for holder, by in ((None, lan), (head, thu), (head, hung)):
        with pytest.raises(PhonesNotForYou):
            print_walking_list(**terms, holder=holder, prospects=people, by=by, with_phones=True)
    for holder, by in ((head, head), (head, lan)):
        print_walking_list(**terms, holder=holder, prospects=people, by=by, with_phones=True)


def test_what_is_ticked_is_the_visitors_visit_of_that_day(campaign, province, people, lan, head) -> None:
    give(people, head, lan)
    printed = paper(campaign, province, people, holder=head, by=lan)
    lines = [Line(people[0], Outcome.AGREED, "chờ con về"), Line(people[2], Outcome.ABSENT)]

    entered = enter_walking_list(walking_list=printed, lines=lines, met_on=DAY, by=lan, at=NEXT)

    assert entered.receipt == Receipt(2, 2, 0)
    contacts = Contact.objects.order_by("id")
    assert [(one.prospect_id, one.outcome, one.note) for one in contacts] == [
        (people[0].pk, "AGREED", "chờ con về"),
        (people[2].pk, "ABSENT", ""),
    ]
    assert {(one.met_by, timezone.localdate(one.met_at)) for one in contacts} == {(head, DAY)}
    printed.refresh_from_db()
    assert printed.entered_at == NEXT


def test_sent_twice_each_line_is_recorded_once(campaign, province, people, lan) -> None:
    printed = paper(campaign, province, people, holder=None, by=lan)
    first = [Line(one, Outcome.THINKING) for one in people[:2]]
    enter_walking_list(walking_list=printed, lines=first, met_on=DAY, by=lan, at=AT)

    again = enter_walking_list(
        walking_list=printed,
        lines=[Line(one, Outcome.REFUSED) for one in people[:3]],
        met_on=DAY,
        by=lan,
        at=NEXT,
    )

    assert (again.receipt.accepted, again.receipt.duplicate) == (1, 2)
    assert list(Contact.objects.order_by("id").values_list("outcome", flat=True)) == [
        "THINKING",
        "THINKING",
        "REFUSED",
    ]


def test_a_refused_line_says_why_and_the_others_are_recorded(campaign, province, people, lan) -> None:
    printed = paper(campaign, province, people, holder=None, by=lan)
    mark_joined(campaign=campaign, people=[people[1].person_id], by=lan, at=AT)
    set_do_not_contact(person=people[2].person, since=DAY, reason="không muốn", by=lan, at=AT)

    receipt = enter_walking_list(
        walking_list=printed,
        lines=[Line(one, Outcome.THINKING) for one in people],
        met_on=DAY,
        by=lan,
        at=AT,
    ).receipt

    assert receipt.accepted == 2
    assert [(one.ref, one.code) for one in receipt.refused] == [
        (people[1].ref, "already_closed"),
        (people[2].ref, "no_contact_wished"),
    ]
    assert set(Contact.objects.values_list("prospect", flat=True)) == {people[0].pk, people[3].pk}


def test_a_visit_made_while_it_was_ones_own_counts_though_another_has_the_person_now(
    campaign, province, people, lan, head, thu
) -> None:
    hoa, free = people[0], people[1]
    give([hoa], head, lan, days=1)
    printed = paper(campaign, province, [hoa, free], holder=head, by=lan)
    later = AT + timedelta(days=3)
    expire_leases(campaign=campaign, day=later.date(), at=later)
    give([hoa, free], thu, lan, at=later)
    lines = [Line(hoa, Outcome.AGREED), Line(free, Outcome.ABSENT)]

    kept = enter_walking_list(
        walking_list=printed, lines=lines, met_on=DAY + timedelta(days=1), by=lan, at=later
    )
    now = record_now(hoa, head, later)

    assert kept.receipt.accepted == 2
    assert now == "leased_to_another"
    assert Lease.objects.get(prospect=hoa, ended_at=None).holder == thu


def record_now(who: Prospect, by, at) -> str:
    try:
        record_contact(prospect=who, outcome=Outcome.ABSENT, device_ref=UUID(int=7), note="", by=by, at=at)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_a_visit_made_while_another_had_the_person_is_refused_later_too(
    campaign, province, people, lan, head, thu
) -> None:
    printed = paper(campaign, province, people[:1], holder=head, by=lan)
    give(people[:1], thu, lan)

    receipt = enter_walking_list(
        walking_list=printed, lines=[Line(people[0], Outcome.AGREED)], met_on=DAY, by=lan, at=NEXT
    ).receipt

    assert [one.code for one in receipt.refused] == ["leased_to_another"]


@pytest.mark.parametrize(("days", "refusal"), [(2, MetInTheFuture), (-1, MetBeforePrinting)])
def test_the_day_lies_between_printing_and_now(campaign, province, people, lan, days, refusal) -> None:
    printed = paper(campaign, province, people, holder=None, by=lan)

    with pytest.raises(refusal):
        enter_walking_list(
            walking_list=printed,
            lines=[Line(people[0], Outcome.ABSENT)],
            met_on=DAY + timedelta(days=days),
            by=lan,
            at=NEXT,
        )


def test_only_visitor_printer_or_officer_enters_and_takes_back(
    campaign, province, people, lan, head, thu, hung
) -> None:
    printed = paper(campaign, province, people, holder=head, by=lan)

    for stranger in (thu, hung):
        with pytest.raises(NotYourPaper):
            enter_walking_list(walking_list=printed, lines=[], met_on=DAY, by=stranger, at=AT)
        with pytest.raises(NotYourPaper):
            undo_walking_entry(walking_list=printed, contacts=[], by=stranger, at=AT)
        with pytest.raises(NotYourPaper):
            reprint_walking_list(walking_list=printed, rows=4, by=stranger, at=AT)


def test_an_entering_is_taken_back_whole_and_nothing_else(campaign, province, people, lan, head) -> None:
    give(people, head, lan)
    printed = paper(campaign, province, people, holder=head, by=lan)
    now = timezone.now()
    day = timezone.localdate(now)
    Prospect.objects.update(leased_until=day)
    earlier = enter_walking_list(
        walking_list=printed, lines=[Line(people[0], Outcome.THINKING)], met_on=day, by=lan, at=now
    )
    wrong = enter_walking_list(
        walking_list=printed,
        lines=[Line(people[1], Outcome.COVERED), Line(people[2], Outcome.REFUSED)],
        met_on=day,
        by=lan,
        at=now,
    )

    counts = [
        undo_walking_entry(walking_list=printed, contacts=wrong.contacts, by=lan, at=now) for _ in range(2)
    ]

    assert counts == [2, 0]
    assert list(Contact.objects.values_list("pk", flat=True)) == list(earlier.contacts)
    assert [one.status for one in Prospect.objects.order_by("id")] == ["MET", "NEW", "NEW", "NEW"]
    assert Lease.objects.filter(ended_at=None).count() == 4  # also of whom it had closed
    printed.refresh_from_db()
    assert printed.entered_at == now
    undo_walking_entry(walking_list=printed, contacts=earlier.contacts, by=lan, at=now)
    printed.refresh_from_db()
    assert printed.entered_at is None


def test_after_five_minutes_it_stays(campaign, province, people, lan) -> None:
    printed = paper(campaign, province, people, holder=None, by=lan)
    entered = enter_walking_list(
        walking_list=printed, lines=[Line(people[0], Outcome.THINKING)], met_on=DAY, by=lan, at=AT
    )

    with pytest.raises(TooLateToUndo):
        undo_walking_entry(
            walking_list=printed,
            contacts=entered.contacts,
            by=lan,
            at=timezone.now() + timedelta(minutes=6),
        )

    assert Contact.objects.count() == 1


def test_a_contact_of_another_paper_is_not_taken_back(campaign, province, people, lan) -> None:
    papers = [paper(campaign, province, people, holder=None, by=lan) for _ in range(2)]
    entered = enter_walking_list(
        walking_list=papers[0], lines=[Line(people[0], Outcome.THINKING)], met_on=DAY, by=lan, at=AT
    )

    assert undo_walking_entry(walking_list=papers[1], contacts=entered.contacts, by=lan, at=AT) == 0
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_paper_entered_by_two_at_once_in_opposite_orders_is_recorded_once(
    campaign, province, people, lan, head
) -> None:
    printed = paper(campaign, province, people, holder=None, by=lan)

    def enter(lines) -> Receipt:
        try:
            return enter_walking_list(walking_list=printed, lines=lines, met_on=DAY, by=lan, at=AT).receipt
        finally:
            connection.close()

    lines = [Line(one, Outcome.THINKING) for one in people]
    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(enter, [lines, lines[::-1]]))

    assert sorted(one.accepted for one in receipts) == [0, 4]
    assert sorted(one.duplicate for one in receipts) == [0, 4]
    assert Contact.objects.count() == 4
