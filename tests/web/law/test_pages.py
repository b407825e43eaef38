"""Pages of the law's figures and of newly issued decrees."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from diemtua.insurance.actions import NewRow, enter_decree, enter_row
from diemtua.insurance.models import Decree
from tests.factories import activities

AT = activities.AT


@pytest.fixture
def decree(minh):
    decree = enter_decree(title="Nghị định 1/2027/NĐ-CP", source="Công báo", is_verified=True, by=minh, at=AT)
    new = NewRow(parameter="base", value=Decimal(2_800_000), first=date(2027, 7, 1))
    enter_row(decree=decree, new=new, by=minh, at=AT)
    return decree


def test_the_figures_stand_with_their_days_and_texts(client, lan) -> None:
    client.force_login(lan)

    page = client.get(reverse("law:list"), {"q": "luong co so"}).content.decode()

    assert "2.530.000 đồng" in page
    assert "Nghị định 161/2026/NĐ-CP Điều 3.2" in page
    assert "Nhập văn bản mới" not in page


def test_figures_that_match_nothing_say_so(client, lan) -> None:
    client.force_login(lan)

    assert "Không có số liệu nào khớp" in client.get(reverse("law:list"), {"q": "zzz"}).content.decode()


def test_a_lead_enters_a_decree_sees_what_changes_and_applies_it(client, minh) -> None:
    client.force_login(minh)

    client.post(reverse("law:create"), {"title": "Nghị định 9/2027/NĐ-CP", "source": "Công báo 9"})
    decree = Decree.objects.get()
    row = {"figure": "base:", "value": "2.800.000", "first": "1/7/2027"}
    client.post(reverse("law:show", args=[decree.ref]), row)
    page = client.get(reverse("law:show", args=[decree.ref])).content.decode()

    assert "56.000.000" in page
    assert "01/07/2027" in page
    client.post(reverse("law:apply", args=[decree.ref]))
    decree.refresh_from_db()
    assert decree.applied_by == minh
    figures = client.get(reverse("law:list"), {"q": "luong co so"}).content.decode()
    assert "2.800.000 đồng" in figures
    assert "Chưa chắc chắn" in figures


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"value": "hai triệu"}, "Hãy ghi một số"),
        ({"value": "9.999.999.999.999"}, "nằm ngoài khoảng"),
        ({"last": "1/1/2020"}, "sớm hơn ngày đầu"),
        ({"figure": ""}, "bắt buộc"),
    ],
)
def test_a_wrong_row_is_told_on_the_form(client, minh, decree, entered, sentence) -> None:
    client.force_login(minh)
    row = {"figure": "base:", "value": "2.900.000", "first": "1/9/2027"} | entered

    page = client.post(reverse("law:show", args=[decree.ref]), row).content.decode()

    assert sentence in page
    assert decree.rows.count() == 1


def test_others_read_and_do_not_write(client, lan, decree) -> None:
    client.force_login(lan)

    assert client.get(reverse("law:show", args=[decree.ref])).status_code == 200
    assert client.get(reverse("law:create")).status_code == 403
    assert client.post(reverse("law:show", args=[decree.ref]), {"figure": "base:"}).status_code == 403
    for name in ("law:apply", "law:withdraw"):
        assert client.post(reverse(name, args=[decree.ref])).status_code == 403
    row = decree.rows.get()
    assert client.post(reverse("law:remove_row", args=[decree.ref, row.pk])).status_code == 403
    assert Decree.objects.get().is_draft


def test_a_visitor_is_sent_to_log_in(client, db) -> None:
    assert client.get(reverse("law:list")).status_code == 302


def test_the_list_of_figures_asks_the_database_little(
    client, lan, decree, django_assert_max_num_queries
) -> None:
    client.force_login(lan)
    client.get(reverse("law:list"))

    with django_assert_max_num_queries(12):
        client.get(reverse("law:list"))
