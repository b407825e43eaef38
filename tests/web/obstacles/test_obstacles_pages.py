"""The pages of obstacles."""

import pytest
from django.urls import reverse

from diemtua.obstacles.models import Obstacle
from tests.factories import make


def test_a_hamlet_head_raises_an_obstacle_and_reads_the_answer(client, campaign, head, lan) -> None:
    client.force_login(head)
    page = client.post(
        reverse("obstacles:create"),
        {"place": head.place.path, "category": "MEANS", "text": "Loa hỏng", "proposal": ""},
        follow=True,
    )
    assert "Đã gửi tới Xã An Bình" in page.content.decode()
    raised = Obstacle.objects.get()

    client.force_login(lan)
    client.post(reverse("obstacles:answer", args=[raised.ref]), {"text": "Mai có loa mới"})
    client.force_login(head)
    page = client.get(reverse("obstacles:show", args=[raised.ref])).content.decode()

    assert "Mai có loa mới" in page
    assert "Tôi đã xem" in page


def test_a_place_that_is_not_ones_own_is_refused_at_the_field(client, campaign, head, province) -> None:
    client.force_login(head)

    page = client.post(
        reverse("obstacles:create"),
        {"place": province.communes[2].path, "category": "MEANS", "text": "Loa hỏng"},
    )

    assert page.context["form"].errors.keys() == {"place"}
    assert not Obstacle.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, lan, province, django_assert_num_queries, count
) -> None:
    for number in range(count):
        Obstacle.objects.create(
            campaign=campaign,
            place=province.hamlets[0],
            category="MEANS",
            text=f"Loa {number}",
            handled_at_place=province.communes[0],
            raised_at=make.moment("2024-05-10 08:00"),
            raised_by=lan,
        )
    client.force_login(lan)

    with django_assert_num_queries(8):
        page = client.get(reverse("obstacles:list"))

    assert len(page.context["obstacles"].rows) == count


def test_who_belongs_elsewhere_is_told_that_there_is_nothing(client, campaign, lan, hung, province) -> None:
    obstacle = Obstacle.objects.create(
        campaign=campaign,
        place=province.hamlets[0],
        category="MEANS",
        text="Loa hỏng",
        handled_at_place=province.communes[0],
        raised_at=make.moment("2024-05-10 08:00"),
        raised_by=lan,
    )
    client.force_login(hung)

    assert client.get(reverse("obstacles:show", args=[obstacle.ref])).status_code == 404
    assert "Loa hỏng" not in client.get(reverse("obstacles:list")).content.decode()


def test_an_empty_answer_is_refused_at_its_field(client, campaign, lan, province) -> None:
    raised = Obstacle.objects.create(
        campaign=campaign,
        place=province.hamlets[0],
        category="MEANS",
        text="Loa hỏng",
        handled_at_place=province.communes[0],
        raised_at=make.moment("2024-05-10 08:00"),
        raised_by=lan,
    )
    client.force_login(lan)

    page = client.post(reverse("obstacles:answer", args=[raised.ref]), {"text": " "})

    assert page.context["answer_form"].errors.keys() == {"text"}
    raised.refresh_from_db()
    assert raised.answer == ""


def test_the_list_shows_what_waits_for_the_reader(client, campaign, head, lan, minh, province) -> None:
    for text, at in (("Thiếu loa", province.communes[0]), ("Thiếu phông bạt", province.place)):
        Obstacle.objects.create(
            campaign=campaign,
            place=province.hamlets[0],
            category="MEANS",
            text=text,
            handled_at_place=at,
            raised_at=make.moment("2024-05-10 08:00"),
            raised_by=head,
        )
    client.force_login(lan)

    page = client.get(reverse("obstacles:list"), {"cho": "toi"})

    assert [one.text for one in page.context["obstacles"]] == ["Thiếu loa"]
    client.force_login(minh)
    found = client.get(reverse("obstacles:list"), {"q": "phong bat"})
    assert [one.text for one in found.context["obstacles"]] == ["Thiếu phông bạt"]
