"""Recording and withdrawing sign-ups, once however often they are sent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from diemtua.audit.models import Event
from diemtua.people.actions import NewPerson
from diemtua.people.models import Person
from diemtua.prospects.enums import Status as ProspectStatus
from diemtua.prospects.models import Prospect
from diemtua.signups import rules
from diemtua.signups.actions import record_signup, record_signups, withdraw_signup
from diemtua.signups.enums import Status
from diemtua.signups.models import Credit, SignUp
from tests.factories import activities, make
from tests.factories import signups as make_signups

AT = activities.AT


@pytest.fixture
def hoa(province):
    return make.person("Trần Thị Hoà", province.hamlets[0])


def test_a_resend_after_closing_returns_the_same_signup(campaign, province, lan, hoa) -> None:
    new = make_signups.new_signup(hoa)
    first = record_signup(campaign=campaign, new=new, by=lan, at=AT)

    campaign.ends_on = date(2024, 5, 9)
    again = record_signup(campaign=campaign, new=new, by=lan, at=make.moment("2024-07-01 08:00"))

    assert again == first
    assert list(SignUp.objects.all()) == [first]
    assert Event.objects.filter(name="signup.recorded").count() == 1


def test_the_same_person_cannot_join_twice_and_hears_since_when_and_through_whom(
    campaign, province, lan, hoa
) -> None:
    first = record_signup(
        campaign=campaign, new=make_signups.new_signup(hoa, credits=(province.post,)), by=lan, at=AT
    )

    with pytest.raises(rules.AlreadySignedUp) as refused:
        record_signup(
            campaign=campaign, new=make_signups.new_signup(hoa, signed_on=date(2024, 5, 12)), by=lan, at=AT
        )

    assert refused.value.text == (
        "Trần Thị Hoà đã được ghi nhận tham gia chương trình này ngày 10/05/2024, qua Bưu điện tỉnh Thử."
    )
    assert list(SignUp.objects.all()) == [first]


def test_one_person_joins_two_programmes(campaign, lan, hoa) -> None:
    for programme in ("VSI", "HHI"):
        record_signup(campaign=campaign, new=make_signups.new_signup(hoa, programme=programme), by=lan, at=AT)

    assert sorted(SignUp.objects.values_list("programme", flat=True)) == ["HHI", "VSI"]


def test_several_agencies_share_the_credit_of_one_entry(campaign, province, lan, hoa) -> None:
    credits = (province.post, province.insurance, province.post)

    signup = record_signup(
        campaign=campaign, new=make_signups.new_signup(hoa, credits=credits), by=lan, at=AT
    )

    assert SignUp.objects.count() == 1
    assert set(signup.credits.all()) == {province.post, province.insurance}


def test_somebody_new_is_entered_with_the_signup_and_only_once(campaign, province, lan) -> None:
    person = NewPerson(full_name="Lô Văn Sơn", place=province.hamlets[0], birth_year=1990)
    new = make_signups.new_signup(make.person("Mẫu", province.hamlets[0]))
    new = replace(new, person=person)

    first = record_signup(campaign=campaign, new=new, by=lan, at=AT)
    record_signup(campaign=campaign, new=new, by=lan, at=AT)

    assert first.person.full_name == "Lô Văn Sơn"
    assert Person.objects.filter(full_name="Lô Văn Sơn").count() == 1


def test_nobody_new_is_entered_when_the_signup_is_refused(campaign, province, lan) -> None:
    person = NewPerson(full_name="Lô Văn Sơn", place=province.hamlets[0])
    template = make_signups.new_signup(make.person("Mẫu", province.hamlets[0]), signed_on=date(2024, 4, 1))

    with pytest.raises(rules.OutsideCampaign):
        record_signup(campaign=campaign, new=replace(template, person=person), by=lan, at=AT)

    assert not Person.objects.filter(full_name="Lô Văn Sơn").exists()


def test_a_prospect_who_signs_up_has_joined(campaign, lan, hoa) -> None:
    prospect = Prospect.objects.create(campaign=campaign, person=hoa, place=hoa.place)

    record_signup(campaign=campaign, new=make_signups.new_signup(hoa), by=lan, at=AT)

    prospect.refresh_from_db()
    assert prospect.status == ProspectStatus.JOINED


def test_a_prospect_whose_last_entry_is_withdrawn_is_open_again(campaign, lan, hoa) -> None:
    prospect = Prospect.objects.create(campaign=campaign, person=hoa, place=hoa.place)
    pension, card = (
        record_signup(campaign=campaign, new=make_signups.new_signup(hoa, programme=programme), by=lan, at=AT)
        for programme in ("VSI", "HHI")
    )

    withdraw_signup(signup=pension, reason="Nộp nhầm", by=lan, at=AT)
    prospect.refresh_from_db()
    assert prospect.status == ProspectStatus.JOINED
    withdraw_signup(signup=card, reason="Nộp nhầm", by=lan, at=AT)

    prospect.refresh_from_db()
    assert prospect.status == ProspectStatus.NEW


def test_a_batch_answers_for_every_row(campaign, province, lan, hoa) -> None:
    good = make_signups.new_signup(hoa, credits=(province.post,))
    twice = replace(good, device_ref=activities.device_ref("other phone"))
    early = make_signups.new_signup(hoa, programme="HHI", signed_on=date(2024, 4, 30))

    receipt = record_signups(campaign=campaign, new=[good, good, twice, early], by=lan, at=AT)

    assert (receipt.sent, receipt.accepted, receipt.duplicate) == (4, 1, 1)
    assert [(item.ref, item.code) for item in receipt.refused] == [
        (str(twice.device_ref), "already_signed_up"),
        (str(early.device_ref), "outside_campaign"),
    ]
    assert Credit.objects.count() == 1


def test_a_withdrawn_entry_stays_with_its_reason_and_makes_room_for_another(campaign, lan, hoa) -> None:
    first = record_signup(campaign=campaign, new=make_signups.new_signup(hoa), by=lan, at=AT)

    withdrawn = withdraw_signup(signup=first, reason=" Nộp nhầm chương trình ", by=lan, at=AT)
    second = record_signup(
        campaign=campaign, new=make_signups.new_signup(hoa, signed_on=date(2024, 5, 20)), by=lan, at=AT
    )

    assert (withdrawn.status, withdrawn.withdrawn_reason) == (Status.WITHDRAWN, "Nộp nhầm chương trình")
    assert set(SignUp.objects.all()) == {first, second}
    with pytest.raises(rules.AlreadyWithdrawn):
        withdraw_signup(signup=first, reason="Lần nữa", by=lan, at=AT)


def _at_once(count: int, work) -> list:
    """Run `work(number)` in `count` threads, each with its own connection."""

    def run(number: int) -> object:
        try:
            return work(number)
        except rules.AlreadySignedUp as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_phones_with_one_reference_make_one_row_and_one_audit_event(campaign, province, lan) -> None:
    person = NewPerson(full_name="Lô Văn Sơn", place=province.hamlets[0])
    new = replace(make_signups.new_signup(make.person("Mẫu", province.hamlets[0])), person=person)

    answers = _at_once(8, lambda _: record_signup(campaign=campaign, new=new, by=lan, at=AT).pk)

    assert len(set(answers)) == 1
    assert SignUp.objects.count() == 1
    assert Event.objects.filter(name="signup.recorded").count() == 1
    assert Person.objects.filter(full_name="Lô Văn Sơn").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_phones_with_their_own_references_leave_one_entry(campaign, province, lan) -> None:
    hoa = make.person("Trần Thị Hoà", province.hamlets[0])

    def record(number: int) -> str:
        new = replace(make_signups.new_signup(hoa), device_ref=activities.device_ref("phone", number))
        record_signup(campaign=campaign, new=new, by=lan, at=AT)
        return "recorded"

    answers = _at_once(8, record)

    assert sorted(answers) == ["already_signed_up"] * 7 + ["recorded"]
    assert SignUp.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_batches_of_the_same_entries_are_each_answered_whole(campaign, province, lan) -> None:
    people = [make.person(f"Người {number}", province.hamlets[0]) for number in range(20)]
    new = [make_signups.new_signup(person, credits=(province.post,)) for person in people]

    receipts = _at_once(8, lambda _: record_signups(campaign=campaign, new=new, by=lan, at=AT))

    assert sum(receipt.accepted for receipt in receipts) == 20
    assert sum(receipt.duplicate for receipt in receipts) == 140
    assert SignUp.objects.count() == Credit.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_twin_batch_that_commits_while_this_one_looks_is_a_resend(campaign, province, lan) -> None:
    new = [make_signups.new_signup(make.person("Người Một", province.hamlets[0]))]
    twins = []

    def send_the_twin_after_the_first_look(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not twins and 'FROM "signups_signup"' in sql:
            twins.append("being sent")
            twins[0] = _at_once(1, lambda _: record_signups(campaign=campaign, new=new, by=lan, at=AT))[0]
        return result

    with connection.execute_wrapper(send_the_twin_after_the_first_look):
        receipt = record_signups(campaign=campaign, new=new, by=lan, at=AT)

    assert (twins[0].accepted, receipt.duplicate, receipt.refused) == (1, 1, ())
