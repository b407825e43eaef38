"""The pages of directives: take in, look, correct, publish, follow."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from diemtua.accounts.enums import Role
from diemtua.directives import actions
from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import Directive, Task
from tests.directives.test_actions import AT, TEXT
from tests.factories import make


def test_the_lead_takes_in_a_word_file_sees_it_beside_its_source_and_publishes(
    client, campaign, minh
) -> None:
    client.force_login(minh)
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    file = BytesIO()
    document.save(file)

    page = client.post(
        reverse("directives:create"),
        {"document": SimpleUploadedFile("cong-van.docx", file.getvalue())},
        follow=True,
    )
    directive = Directive.objects.get()
    client.post(reverse("directives:publish", args=[directive.ref]))

    source = "".join(passage.text for passage in page.context["passages"])
    assert source == directive.source_text
    assert page.context["task_count"] == 3
    directive.refresh_from_db()
    assert directive.published_by == minh


@pytest.mark.parametrize(
    ("name", "data", "sentence_part"),
    [
        ("quet.pdf", b"%PDF-1.4 not really", "quet.pdf"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cu.doc"),
        ("rong.txt", b" ", "rong.txt"),
        ("la.xyz", b"abc", "la.xyz"),
    ],
    ids=["broken pdf", "old word", "empty text", "unknown ending"],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_field_by_name(
    client, campaign, minh, name: str, data: bytes, sentence_part: str
) -> None:
    client.force_login(minh)

    page = client.post(reverse("directives:create"), {"document": SimpleUploadedFile(name, data)})

    assert sentence_part in page.context["form"].errors["document"][0]
    assert not Directive.objects.exists()


def test_nothing_given_is_said_so(client, campaign, minh) -> None:
    client.force_login(minh)

    page = client.post(reverse("directives:create"), {"pasted": " "})

    assert page.context["form"].non_field_errors() == ["Hãy chọn một tệp hoặc dán nội dung văn bản."]


def test_a_commune_officer_reads_what_is_in_force_and_neither_publishes_nor_withdraws(
    client, campaign, minh, lan
) -> None:
    directive = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    client.force_login(lan)
    shown = reverse("directives:show", args=[directive.ref])

    assert client.get(shown).status_code == 404
    assert not client.get(reverse("directives:list")).context["directives"].rows
    assert client.post(reverse("directives:publish", args=[directive.ref])).status_code == 403
    actions.publish(directive=directive, by=minh, at=AT)
    assert client.get(shown).status_code == 200
    withdraw = reverse("directives:withdraw", args=[directive.ref])
    assert client.post(withdraw, {"reason": "x"}).status_code == 403
    directive.refresh_from_db()
    assert directive.published_at == AT


def test_an_agency_reports_on_its_own_tasks_only(client, campaign, minh, province) -> None:
    directive = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    actions.publish(directive=directive, by=minh, at=AT)
    postman = make.member("giang", "Phan Hương Giang", province.post, province.place, Role.AGENCY_OFFICER)
    client.force_login(postman)
    own = Task.objects.get(assignment__position=2)
    other = Task.objects.filter(assignment__position=1).first()

    client.post(reverse("directives:report_task", args=[own.ref]), {"status": "DONE", "done_on": "6/5/2024"})
    answer = client.post(reverse("directives:report_task", args=[other.ref]), {"status": "DONE"})

    own.refresh_from_db()
    assert (own.status, f"{own.done_on:%d/%m/%Y}") == ("DONE", "06/05/2024")
    assert answer.status_code == 403


def test_the_matrix_filters_by_status_and_words_without_asking_more(
    client, campaign, minh, django_assert_num_queries
) -> None:
    directive = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    actions.publish(directive=directive, by=minh, at=AT)
    client.force_login(minh)

    with django_assert_num_queries(16):
        page = client.get(reverse("directives:tasks"))
    found = client.get(reverse("directives:tasks"), {"q": "ra quân"})

    assert len(page.context["tasks"]) == 3
    assert [task.assignment.position for task in found.context["tasks"]] == [2]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 3),
        ({"tinh-trang": "qua-han"}, 1),
        ({"tinh-trang": "con-han"}, 1),
        ({"tinh-trang": "DONE"}, 1),
        ({"cua": "toi"}, 3),
        ({"cua": "toi", "tinh-trang": "qua-han"}, 1),
    ],
    ids=["all", "late", "open and not late", "done", "of the own agency", "late and of the own agency"],
)
def test_the_matrix_shows_what_is_late_and_whose(client, campaign, minh, query: dict, count: int) -> None:
    directive = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    actions.publish(directive=directive, by=minh, at=AT)
    actions.report_task(
        task=Task.objects.get(assignment__position=2),
        status=TaskStatus.DONE,
        done_on=None,
        note="",
        by=minh,
        at=AT,
    )
    client.force_login(minh)

    page = client.get(reverse("directives:tasks"), query)

    assert len(page.context["tasks"]) == count


def test_the_heading_of_a_directive_begins_with_a_capital_and_a_gap_leads_to_its_words(
    client, campaign, minh
) -> None:
    text = TEXT.replace("V/v Tháng", "V/v tổ chức Tháng").replace("- Bưu điện tỉnh Thử;\n", "")
    directive = actions.take_in(campaign=campaign, text=text, source_name="", by=minh, at=AT)
    client.force_login(minh)

    page = client.get(reverse("directives:show", args=[directive.ref]))
    content = page.content.decode()

    assert "Tổ chức Tháng vận động năm 2024</h1>" in content
    anchors = [gap.anchor for gap in page.context["gaps"] if gap.anchor]
    assert anchors
    assert all(f'href="#{anchor}"' in content and f'id="{anchor}"' in content for anchor in anchors)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "thang van dong 2024"}, 1),
        ({"q": "Tháng VẬN động"}, 1),
        ({"q": "12/UBND-VX"}, 1),
        ({"q": "tinh thu"}, 1),
        ({"q": "thu vien"}, 0),
        ({"trang-thai": "DRAFT"}, 1),
        ({"trang-thai": "PUBLISHED"}, 0),
        ({"loai": "CONG_VAN", "q": "12"}, 1),
        ({"loai": "KE_HOACH"}, 0),
    ],
)
def test_directives_are_found_without_tones_by_number_subject_and_issuer(
    client, campaign, minh, query: dict[str, str], found: int
) -> None:
    actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    client.force_login(minh)

    page = client.get(reverse("directives:list"), query)

    assert len(page.context["directives"].rows) == found
    for words in query.values():
        assert f'value="{words}"' in page.content.decode()
    assert ("Không có văn bản nào như vậy" in page.content.decode()) == (not found)
