"""The pages that change what is in force, publish with open eyes, and take back."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from diemtua.directives import actions, queries
from diemtua.directives.models import Directive, Task
from diemtua.web.directives.source import gap_lines
from tests.directives.test_actions import AT, TEXT


@pytest.fixture
def draft(campaign, minh) -> Directive:
    text = TEXT.replace("2. Bưu điện tỉnh Thử", "2. Công ty Môi trường").replace("Số: 12/", "Số:   /")
    return actions.take_in(campaign=campaign, text=text, source_name="", by=minh, at=AT)


@pytest.fixture
def task(draft, minh) -> Task:
    actions.publish(directive=draft, by=minh, at=AT)
    return Task.objects.get(text__startswith="Tổng hợp")


def test_the_dialog_says_what_publishing_comes_to(client, draft, minh) -> None:
    client.force_login(minh)

    page = client.get(reverse("directives:show", args=[draft.ref]))

    said = page.context["publication"]
    assert (said.agencies, said.tasks, said.unresolved, said.headless) == (1, 3, ["Công ty Môi trường"], [])
    assert "Văn bản chưa có số." in [gap.text for gap in said.gaps]
    assert "Tên chưa khớp với cơ quan nào" in page.content.decode()


def test_a_gap_that_an_officer_closed_is_gone(client, draft, minh) -> None:
    head = {name: getattr(draft, name) for name in ("kind", "issuer", "symbol", "issued_on", "subject")}
    actions.correct_header(directive=draft, number="12", by=minh, at=AT, **head)
    client.force_login(minh)

    page = client.get(reverse("directives:show", args=[draft.ref]))

    assert "Văn bản chưa có số." not in [gap.text for gap in page.context["gaps"]]
    assert f"sửa bởi {minh}" in page.content.decode()


def test_a_directive_is_withdrawn_with_a_reason_and_says_so(client, draft, task, minh) -> None:
    client.force_login(minh)
    url = reverse("directives:withdraw", args=[draft.ref])

    assert "reason" in client.post(url, {"reason": ""}).context["form"].errors
    page = client.post(url, {"reason": "nhầm cơ quan"}, follow=True).content.decode()

    assert "nhầm cơ quan" in page
    assert not queries.tasks_in_force(draft.campaign).exists()


def test_what_was_reported_on_is_not_offered_to_withdraw(client, draft, task, minh, province) -> None:
    actions.add_note(task=task, note="đã gửi", giver=province.insurance, by=minh, at=AT)
    client.force_login(minh)
    url = reverse("directives:withdraw", args=[draft.ref])

    assert "Đã có 1 báo cáo" in client.get(url).content.decode()
    page = client.post(url, {"reason": "nhầm"})
    assert "Đã có 1 báo cáo" in page.context["form"].non_field_errors()[0]


def test_owners_and_completion_change_on_the_page_of_the_task_and_are_undone(
    client, task, minh, province
) -> None:
    client.force_login(minh)
    both = [province.insurance.ref, province.post.ref]

    client.post(reverse("directives:reassign", args=[task.ref]), {"leads": both, "reason": "thêm bưu điện"})
    client.post(reverse("directives:set_completion", args=[task.ref]), {"completion": "ANY"})
    page = client.get(reverse("directives:task", args=[task.ref])).content.decode()

    assert "xong khi 1/2 nơi hoàn thành" in page
    assert "Lý do: thêm bưu điện" in page
    for _ in range(2):
        client.post(reverse("directives:undo_amendment", args=[task.ref]))
    task.refresh_from_db()
    assert (task.completion, task.own_parties.count()) == ("ALL", 0)


@pytest.mark.parametrize("name", ["reassign", "set_completion", "undo_amendment"])
def test_only_who_leads_the_campaign_changes_what_is_in_force(client, task, lan, name: str) -> None:
    client.force_login(lan)

    assert client.post(reverse(f"directives:{name}", args=[task.ref]), {}).status_code == 403


def test_a_gap_is_made_from_its_pattern_and_an_old_one_stays_as_it_was() -> None:
    gap = {"code": "x", "text": "cũ", "pattern": "Mục “%(words)s” không nêu cơ quan thực hiện.", "span": None}
    with override("vi"):
        lines = gap_lines([gap | {"parts": {"words": "1. Lập kế hoạch 50 %"}}, {"code": "y", "text": "cũ"}])

    assert [line.text for line in lines] == ["Mục “1. Lập kế hoạch 50 %” không nêu cơ quan thực hiện.", "cũ"]


def test_tasks_are_found_without_tones_and_show_who_hears_and_what_to_reach(client, task, minh) -> None:
    task.figures = [{"value": 1200, "unit": "người", "bound": ">=", "span": [0, 1]}]
    task.report_to = "UBND tỉnh"
    task.save()
    client.force_login(minh)

    page = client.get(reverse("directives:tasks"), {"q": "tong hop ket qua"})

    assert len(page.context["rows"]) == 1
    assert "ít nhất 1.200 người" in page.content.decode()
    assert "Báo cáo: UBND tỉnh" in page.content.decode()
