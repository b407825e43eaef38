"""The pages of the matrix: edit in six columns, source beside it, undo; nobody writes over another."""

from datetime import date

import pytest
from django.urls import reverse

from diemtua.directives import actions
from diemtua.directives.models import Directive, Task
from tests.directives.test_actions import AT, TEXT
from tests.factories import make


@pytest.fixture
def draft(campaign, minh) -> Directive:
    return actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)


def write_url(task: Task) -> str:
    return reverse(
        "directives:write_task", args=[task.assignment.directive.ref, task.assignment.position, task.ref]
    )


def test_source_and_matrix_lead_to_each_other_without_any_script(client, draft, minh) -> None:
    client.force_login(minh)
    page = client.get(reverse("directives:show", args=[draft.ref])).content.decode()

    for task in Task.objects.all():
        assert f'id="source-{task.ref}" href="#task-{task.ref}"' in page
        assert f'id="task-{task.ref}"' in page
        assert f'href="#source-{task.ref}"' in page
    assert 'id="field-issuer"' in page
    assert 'data-dt-match="field-issuer"' in page


def test_what_the_reader_doubts_and_what_we_added_is_marked(client, draft, minh) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")
    task.confidence = 55
    task.save()
    actions.write_task(
        assignment=task.assignment, task=None, columns=actions.Columns(text="Việc thêm"), by=minh, at=AT
    )
    client.force_login(minh)

    for name in ("show", "table"):
        page = client.get(reverse(f"directives:{name}", args=[draft.ref])).content.decode()
        assert page.count("áy chắc 55%, cần xem lại") == 1
        assert page.count(f"Thêm bởi {minh}") == 1


def test_the_six_columns_are_edited_on_one_page_and_shown_in_the_table(client, draft, minh) -> None:
    client.force_login(minh)
    task = Task.objects.get(text__startswith="Tổng hợp")
    form = client.get(write_url(task)).context["form"]

    client.post(
        write_url(task),
        {
            "text": "Tổng hợp kết quả",
            "due_on": "5/6/2024",
            "procedure": "Các xã gửi trước ngày 03/6",
            "product": "Báo cáo",
            "responsibility": "Giám đốc BHXH tỉnh",
            "completion": "ALL",
            "version": form["version"].value(),
        },
    )
    page = client.get(reverse("directives:table", args=[draft.ref])).content.decode()

    for words in (
        "Các xã gửi trước ngày 03/6",
        "Báo cáo",
        "Giám đốc BHXH tỉnh",
        "05/06/2024",
        f"hạn thêm bởi {minh}",
    ):
        assert words in page


def test_the_second_of_two_officers_is_told_and_keeps_what_was_typed(client, draft, minh) -> None:
    client.force_login(minh)
    task = Task.objects.get(text__startswith="Tổng hợp")
    opened = task.version
    actions.write_task(
        assignment=task.assignment, task=task, columns=actions.Columns(text="Bản đầu"), by=minh, at=AT
    )

    page = client.post(write_url(task), {"text": "Bản sau", "completion": "ALL", "version": opened})

    assert "vừa được người khác sửa" in page.context["form"].non_field_errors()[0]
    assert page.context["form"]["text"].value() == "Bản sau"
    task.refresh_from_db()
    assert task.text == "Bản đầu"


def test_split_merge_and_undo_on_the_table(client, draft, minh) -> None:
    client.force_login(minh)
    task = Task.objects.get(text__startswith="Tổng hợp")
    at = [draft.ref, 1]

    client.post(
        reverse("directives:split_task", args=[*at, task.ref]), {"parts": "Tổng hợp kết quả\nBáo cáo"}
    )
    assert Task.objects.filter(assignment__position=1).count() == 3
    refs = list(Task.objects.filter(assignment__position=1).values_list("ref", flat=True))
    client.post(reverse("directives:merge_tasks", args=at), {"task": refs[1:]})
    assert Task.objects.filter(assignment__position=1).count() == 2
    page = client.get(reverse("directives:table", args=[draft.ref]))
    assert "gộp nhiệm vụ" in page.content.decode()

    for _ in range(2):
        client.post(reverse("directives:undo", args=[draft.ref]))

    task.refresh_from_db()
    assert task.text.startswith("Tổng hợp kết quả, báo cáo")
    assert client.get(reverse("directives:table", args=[draft.ref])).context["last_edit"] is None


def test_one_task_is_given_to_another_agency_from_the_table(client, draft, minh, province) -> None:
    client.force_login(minh)
    task = Task.objects.get(text__startswith="Tổng hợp")

    client.post(
        reverse("directives:assign_task", args=[draft.ref, 1, task.ref]), {"leads": [province.post.ref]}
    )

    rows = client.get(reverse("directives:table", args=[draft.ref])).context["sections"][0].rows
    assert [row.who for row in rows] == ["BHXH tỉnh Thử", "Bưu điện tỉnh Thử"]


@pytest.mark.parametrize("name", ["write_task", "split_task", "assign_task", "drop_task"])
def test_nobody_but_the_lead_edits(client, draft, lan, name: str) -> None:
    client.force_login(lan)
    task = Task.objects.first()

    answer = client.post(
        reverse(f"directives:{name}", args=[draft.ref, task.assignment.position, task.ref]), {"text": "x"}
    )

    assert answer.status_code == 403
    task.refresh_from_db()
    assert task.version == 1


def test_the_table_asks_as_often_for_three_tasks_as_for_one(
    client, draft, minh, django_assert_num_queries
) -> None:
    client.force_login(minh)
    url = reverse("directives:table", args=[draft.ref])
    with django_assert_num_queries(16):
        client.get(url)

    Task.objects.filter(assignment__position=1).first().delete()

    with django_assert_num_queries(16):
        client.get(url)


def test_the_edition_of_another_campaign_is_drafted_and_compared(client, draft, minh, province) -> None:
    later = make.campaign(
        province,
        title="Năm sau",
        starts_on=date(2025, 5, 1),
        ends_on=date(2025, 5, 31),
        map_date=date(2025, 5, 6),
    )
    client.force_login(minh)
    client.post(reverse("campaigns:choose"), {"campaign": later.ref})

    page = client.post(reverse("directives:clone"), {"source": draft.ref}, follow=True)

    copy = Directive.objects.get(campaign=later)
    assert copy.edition_of == draft
    content = page.content.decode()
    assert "<del>03/5/2024.</del>" in content
    assert "<ins>03/5/2025.</ins>" in content
    assert client.post(reverse("directives:clone"), {"source": "khong-co"}).status_code == 404
