"""Where a lease shows: on the own list of the visitor, on the page of the person, and where it is given."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.prospects.actions.leases import hand_over, lease_prospects
from diemtua.prospects.models import Lease, Prospect
from tests.factories import make
from tests.factories.prospects import prospect

OWN = reverse("field:list")


@pytest.fixture
def thu(province):
    """Thu collects for the post in the whole first commune."""
    return make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], Role.COLLECTOR)


@pytest.fixture
def hoa(campaign, province) -> Prospect:
    return prospect(campaign, "Nguyễn Thị Hoà", province.hamlets[0])


def until(days: int = 7):
    return timezone.localdate() + timedelta(days=days)


def give(who, to, by, day=None) -> None:
    lease_prospects(prospects=[who], holder=to, until=day or until(), by=by, at=timezone.now())


def line(client, user) -> str:
    """Return what stands under the one name on the own list of `user`; empty when nobody is on it."""
    client.force_login(user)
    lines = client.get(OWN).context["lines"]
    return lines[0][1] if lines else ""


def test_the_own_list_says_until_when_one_has_somebody(client, lan, head, thu, hoa) -> None:
    assert "chưa giao ai" in line(client, head)

    give(hoa, head, lan)

    assert f"giao cho bạn đến hết {until():%d/%m/%Y}" in line(client, head)
    assert line(client, thu) == ""


def test_the_own_list_says_from_whom_one_took_over(client, lan, head, thu, hoa) -> None:
    give(hoa, head, lan)
    hand_over(prospects=[hoa], to=thu, until=until(), reason="ốm", by=lan, at=timezone.now())

    assert "nhận từ Vi Văn Tám" in line(client, thu)
    assert line(client, head) == ""


def test_a_lapsed_lease_is_offered_again_and_says_so(client, lan, head, thu, hoa) -> None:
    give(hoa, head, lan)
    Prospect.objects.update(leased_until=until(-1))

    assert f"lượt giao đã hết ngày {until(-1):%d/%m/%Y}" in line(client, thu)


def test_a_hand_over_stands_on_the_page_of_the_person(client, lan, head, thu, hoa) -> None:
    client.force_login(lan)
    give(hoa, head, lan)
    address = reverse("prospects:assign_one", args=[hoa.ref])
    asked = {"to": thu.pk, "until": f"{until():%d/%m/%Y}"}

    refused = client.post(address, asked | {"reason": ""}, follow=True).content.decode()
    done = client.post(address, asked | {"reason": "anh Tám ốm"}, follow=True).content.decode()

    assert "đang do Vi Văn Tám phụ trách" in refused
    assert "Đã giao 1 người cho Đậu Thị Thu." in done
    for told in ("anh Tám ốm", "Vi Văn Tám", "Đậu Thị Thu"):
        assert told in done, told
    assert list(Lease.objects.order_by("id").values_list("holder", "ending")) == [
        (head.pk, "HANDED_OVER"),
        (thu.pk, ""),
    ]


def test_the_visitor_gives_back_with_a_reason_only(client, lan, head, hoa) -> None:
    give(hoa, head, lan)
    client.force_login(head)
    address = reverse("prospects:give_back", args=[hoa.ref])

    assert "Hãy ghi lý do trả lại" in client.post(address, {"reason": " "}, follow=True).content.decode()
    client.post(address, {"reason": "đã chuyển đi"})

    hoa.refresh_from_db()
    assert hoa.assigned_to is None


def test_who_wishes_no_contact_leaves_every_list_until_it_is_lifted(client, lan, head, hoa, hung) -> None:
    give(hoa, head, lan)
    client.force_login(head)
    client.post(reverse("prospects:stop_contact", args=[hoa.ref]), {"reason": "không muốn ai đến"})

    assert line(client, head) == ""
    client.force_login(lan)
    assert "không muốn ai đến" in client.get(reverse("prospects:show", args=[hoa.ref])).content.decode()
    client.force_login(hung)
    assert client.post(reverse("prospects:resume_contact", args=[hoa.ref])).status_code == 404
    client.force_login(lan)
    client.post(reverse("prospects:resume_contact", args=[hoa.ref]))
    assert "giao cho bạn" in line(client, head)
