"""The pages for a phone: the own list, a person, a visit in three taps, and taking it back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.prospects.enums import Outcome, Status
from diemtua.prospects.models import Contact, Prospect
from tests.factories import make
from tests.factories.prospects import prospect

REF = "6f2d2c1e-0000-4000-8000-000000000001"


@pytest.fixture
def mai(campaign, province) -> Prospect:
    """Somebody in the hamlet of Tám, with nobody in charge."""
    return prospect(campaign, "Lô Thị Mai", province.hamlets[0])


def visit_url(one: Prospect) -> str:
    return reverse("field:visit", args=[one.ref])


def names(page) -> list[str]:
    return [one.person.full_name for one in page.context["prospects"]]


def visit(client, one: Prospect, outcome: Outcome, ref: str = REF, **fields: str) -> Any:
    return client.post(visit_url(one), {"device_ref": ref, "outcome": outcome.value, "note": ""} | fields)


def test_the_own_list_holds_who_is_assigned_or_nobodys_in_the_own_place(
    client, campaign, head, lan, province, mai
) -> None:
    prospect(campaign, "Vi Văn Sáu", province.hamlets[0], assigned_to=head, assigned_at=timezone.now())
    prospect(campaign, "Của chị Lan", province.hamlets[0], assigned_to=lan, assigned_at=timezone.now())
    prospect(campaign, "Xóm bên", province.hamlets[1])
    client.force_login(head)

    page = client.get(reverse("field:list"))

    assert sorted(names(page)) == ["Lô Thị Mai", "Vi Văn Sáu"]
    assert (page.context["waiting"], page.context["joined"], page.context["total"]) == (2, 0, 2)


def test_who_belongs_elsewhere_sees_nothing_of_it(client, campaign, hung, mai) -> None:
    client.force_login(hung)

    assert names(client.get(reverse("field:list"))) == []
    assert client.get(visit_url(mai)).status_code == 404
    assert visit(client, mai, Outcome.AGREED).status_code == 404
    assert not Contact.objects.exists()


def test_a_leader_makes_no_visits(client, campaign, leader, mai) -> None:
    client.force_login(leader)

    assert client.get(reverse("field:list")).status_code == 403
    assert visit(client, mai, Outcome.AGREED).status_code == 403


def test_new_ones_stand_first_and_who_is_done_moves_to_the_other_tab(
    client, campaign, head, province, mai
) -> None:
    prospect(campaign, "An", province.hamlets[0], status=Status.MET)
    prospect(campaign, "Bình", province.hamlets[0], status=Status.JOINED)
    prospect(campaign, "Chi", province.hamlets[0], status=Status.REFUSED)
    client.force_login(head)

    assert names(client.get(reverse("field:list"))) == ["Lô Thị Mai", "An"]
    assert names(client.get(reverse("field:list"), {"muc": "xong"})) == ["Chi", "Bình"]
    assert names(client.get(reverse("field:list"), {"q": "lo thi"})) == ["Lô Thị Mai"]


def test_a_visit_is_three_taps_person_outcome_save(client, campaign, head, mai) -> None:
    client.force_login(head)
    page = client.get(reverse("field:list")).content.decode()
    assert visit_url(mai) in page
    form = client.get(visit_url(mai)).context["form"]

    answer = visit(client, mai, Outcome.THINKING, ref=str(form["device_ref"].value()))

    contact = Contact.objects.get()
    assert (contact.outcome, contact.met_by, contact.prospect) == (Outcome.THINKING, head, mai)
    assert answer.headers["Location"] == reverse("field:list")


def test_a_double_tap_records_one_visit(client, campaign, head, mai) -> None:
    client.force_login(head)

    answers = [visit(client, mai, Outcome.ABSENT), visit(client, mai, Outcome.ABSENT)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Contact.objects.get().device_ref == UUID(REF)


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"device_ref": REF}, "outcome"),
        ({"device_ref": REF, "outcome": "GONE"}, "outcome"),
        ({"outcome": "ABSENT"}, "device_ref"),
        ({"device_ref": "x", "outcome": "ABSENT"}, "device_ref"),
        ({"device_ref": REF, "outcome": "ABSENT", "note": "x" * 301}, "note"),
    ],
    ids=["no outcome", "unknown outcome", "no reference", "broken reference", "endless note"],
)
def test_what_is_wrong_with_a_visit_is_said_and_nothing_is_recorded(
    client, campaign, head, mai, posted: dict, field: str
) -> None:
    client.force_login(head)

    page = client.post(visit_url(mai), posted)

    assert page.context["form"].errors.keys() == {field}
    assert not Contact.objects.exists()


def test_who_agrees_is_offered_the_signing_up_at_once(client, campaign, head, mai) -> None:
    client.force_login(head)

    answer = visit(client, mai, Outcome.AGREED)
    page = client.get(answer.headers["Location"]).content.decode()

    assert answer.headers["Location"] == visit_url(mai)
    assert reverse("signups:create_for", args=[mai.person.ref]) in page


@pytest.mark.parametrize("status", [Status.JOINED, Status.CLOSED])
def test_who_has_joined_is_not_visited_again(client, campaign, head, mai, status: Status) -> None:
    Prospect.objects.update(status=status)
    client.force_login(head)

    page = client.get(visit_url(mai))
    refused = visit(client, mai, Outcome.ABSENT)

    sentence = "Lô Thị Mai đã tham gia hoặc không cần vận động nữa."
    assert page.context["refusal"].text == sentence
    assert refused.context["form"].non_field_errors() == [sentence]
    assert not Contact.objects.exists()


def test_a_visit_is_taken_back_within_five_minutes(client, campaign, head, mai) -> None:
    client.force_login(head)
    visit(client, mai, Outcome.REFUSED)
    contact = client.get(visit_url(mai)).context["undoable"]

    client.post(reverse("field:undo", args=[contact.pk]))

    mai.refresh_from_db()
    assert not Contact.objects.exists()
    assert (mai.status, mai.last_contact_at) == (Status.NEW, None)


def test_after_five_minutes_it_stays(client, campaign, head, mai) -> None:
    client.force_login(head)
    visit(client, mai, Outcome.REFUSED)
    Contact.objects.update(received_at=timezone.now() - timedelta(minutes=5, seconds=1))
    contact = Contact.objects.get()

    assert client.get(visit_url(mai)).context["undoable"] is None
    page = client.post(reverse("field:undo", args=[contact.pk]), follow=True)

    assert "Đã quá 5 phút nên không hoàn tác được" in page.content.decode()
    assert Contact.objects.get() == contact


def test_only_who_recorded_a_visit_takes_it_back(client, campaign, head, mai, province) -> None:
    collector = make.member("thuy", "Đậu Thị Thuý", province.post, province.communes[0], Role.COLLECTOR)
    client.force_login(head)
    visit(client, mai, Outcome.REFUSED)
    client.force_login(collector)

    assert client.get(visit_url(mai)).context["undoable"] is None
    client.post(reverse("field:undo", args=[Contact.objects.get().pk]))

    assert Contact.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, head, province, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        prospect(campaign, f"Người {number}", province.hamlets[0])
    client.force_login(head)

    with django_assert_num_queries(10):
        page = client.get(reverse("field:list"))

    assert len(names(page)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_asks_the_same_number_of_questions_however_often_met(
    client, campaign, head, mai, django_assert_num_queries, count: int
) -> None:
    client.force_login(head)
    for number in range(count):
        visit(client, mai, Outcome.ABSENT, ref=str(UUID(int=number)))

    with django_assert_num_queries(9):
        page = client.get(visit_url(mai))

    assert len(page.context["contacts"]) == count
