"""Following on the pages: own answers only, places, more time, evidence, papers."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from diemtua.accounts.enums import Role
from diemtua.directives import actions
from diemtua.directives.enums import EvidenceKind
from diemtua.directives.models import CascadeUnit, Evidence, Extension, Task
from diemtua.directives.rules.following import Rung
from diemtua.places.enums import Kind
from diemtua.progress.models import Figure
from tests.directives.test_actions import AT, TEXT
from tests.factories import make


@pytest.fixture
def task(campaign, minh) -> Task:
    directive = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    actions.publish(directive=directive, by=minh, at=AT)
    return Task.objects.get(text__startswith="Hướng dẫn")


@pytest.fixture
def cascade(task, minh, province):
    return actions.cascade_task(
        task=task,
        top=province.place,
        kind=Kind.COMMUNE,
        exempt={province.communes[1]: "Đã làm xong"},
        by=minh,
        at=AT,
    )


@pytest.fixture
def postman(province):
    return make.member("giang", "Phan Hương Giang", province.post, province.place, Role.AGENCY_OFFICER)


def unit_url(task: Task, place, name: str = "report_unit") -> str:
    return reverse(f"directives:{name}", args=[task.ref, place.path])


def test_the_lead_gives_a_task_to_every_commune_but_one(client, task, minh, province) -> None:
    client.force_login(minh)

    page = client.post(
        reverse("directives:cascade", args=[task.ref]),
        {"kind": "COMMUNE", "exempt": "Xã Đồng Văn: đã làm từ tháng 4"},
        follow=True,
    )

    assert page.context["counts"].of == 2
    assert [line.place.name for line in page.context["page"]] == ["Xã An Bình", "Xã Yên Hoà"]
    assert [unit.note for unit in page.context["exempt"]] == ["đã làm từ tháng 4"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Xã Không Có: lý do", "Không tìm thấy một nơi nào tên “Xã Không Có”."),
        ("Xã Đồng Văn", "“Xã Đồng Văn” chưa có lý do sau dấu hai chấm."),
    ],
)
def test_an_exception_that_is_not_understood_is_told_by_name(client, task, minh, typed, sentence) -> None:
    client.force_login(minh)

    page = client.post(reverse("directives:cascade", args=[task.ref]), {"kind": "COMMUNE", "exempt": typed})

    assert page.context["form"].errors["exempt"] == [sentence]
    assert not CascadeUnit.objects.exists()


def test_a_commune_reports_for_itself_and_for_no_other(client, cascade, lan, hung, province) -> None:
    own, other = province.communes[0], province.communes[2]
    client.force_login(lan)

    client.post(unit_url(cascade.task, own), {"status": "DONE", "done_on": "25/4/2024", "note": "Đã họp"})
    refused = client.post(unit_url(cascade.task, other), {"status": "DONE"})
    page = client.get(reverse("directives:units", args=[cascade.task.ref]))

    assert refused.status_code == 403
    assert CascadeUnit.objects.get(place=own).note == "Đã họp"
    assert [line.place for line in page.context["page"]] == [own]

    client.force_login(hung)
    seen = client.get(reverse("directives:units", args=[cascade.task.ref])).content.decode()
    assert "Đã họp" not in seen
    assert "Xã An Bình" not in seen


def test_a_province_agency_speaks_for_no_commune(client, cascade, postman, province) -> None:
    client.force_login(postman)

    assert client.post(unit_url(cascade.task, province.communes[0]), {"status": "DONE"}).status_code == 403


def test_what_a_commune_has_done_waits_for_it_no_more(client, cascade, campaign, lan, province) -> None:
    client.force_login(lan)
    mine = {"cua": "toi", "tinh-trang": "qua-han"}
    assert cascade.task in client.get(reverse("directives:tasks"), mine).context["tasks"]

    client.post(unit_url(cascade.task, province.communes[0]), {"status": "DONE"})

    assert cascade.task not in client.get(reverse("directives:tasks"), mine).context["tasks"]
    assert cascade.task in client.get(reverse("directives:tasks"), {"cua": "toi"}).context["tasks"]


def test_more_time_is_asked_by_the_agency_and_granted_by_the_lead(client, task, minh, province) -> None:
    officer = make.member("an", "An", province.insurance, province.place, Role.AGENCY_OFFICER)
    client.force_login(officer)
    client.post(
        reverse("directives:ask_for_time", args=[task.ref]), {"until": "10/5/2024", "reason": "Chờ mẫu"}
    )
    asked = Extension.objects.get()
    answer_url = reverse("directives:answer_time", args=[task.ref, asked.ref])
    assert client.post(answer_url, {"is_granted": "yes"}).status_code == 403

    client.force_login(minh)
    assert client.get(reverse("directives:tasks"), {"tinh-trang": "xin-gia-han"}).context["tasks"] == [task]
    client.post(answer_url, {"is_granted": "yes", "answer": ""})

    task.refresh_from_db()
    assert f"{task.due:%d/%m/%Y}" == "10/05/2024"
    assert client.get(reverse("directives:tasks"), {"tinh-trang": "xin-gia-han"}).context["tasks"] == []


def test_a_file_of_evidence_goes_to_the_lead_and_to_no_other_agency(
    client, task, minh, postman, province
) -> None:
    officer = make.member("an", "An", province.insurance, province.place, Role.AGENCY_OFFICER)
    client.force_login(officer)
    client.post(
        reverse("directives:add_evidence", args=[task.ref]),
        {"document": SimpleUploadedFile("bien-ban.pdf", b"%PDF bien ban")},
    )
    one = Evidence.objects.get(kind=EvidenceKind.FILE)
    url = reverse("directives:evidence", args=[task.ref, one.ref])

    answers = {}
    for user in (officer, minh, postman):
        client.force_login(user)
        answers[user.username] = client.get(url)

    assert answers["minh"].content == answers["an"].content == b"%PDF bien ban"
    assert answers["giang"].status_code == 404
    assert answers["an"]["Content-Disposition"] == 'attachment; filename="bien-ban.pdf"'


def test_a_commune_gives_evidence_for_itself_and_its_neighbour_sees_none_of_it(
    client, cascade, lan, hung, province
) -> None:
    url = unit_url(cascade.task, province.communes[0], "add_unit_evidence")
    client.force_login(hung)
    assert client.post(url, {"note": "Của người khác"}).status_code == 403

    client.force_login(lan)
    client.post(url, {"note": "Biên bản họp xóm 1"})

    seen = {}
    for user in (lan, hung):
        client.force_login(user)
        page = client.get(reverse("directives:task", args=[cascade.task.ref])).content.decode()
        seen[user.username] = "Biên bản họp xóm 1" in page
    assert seen == {"lan": True, "hung": False}
    assert Evidence.objects.get().place == province.communes[0]


def test_a_binding_is_suggested_by_the_words_and_only_set_by_the_lead(client, campaign, minh, lan) -> None:
    text = TEXT.replace("Tổng hợp kết quả, báo cáo UBND tỉnh.", "Tổ chức ít nhất 04 hội nghị truyền thông.")
    directive = actions.take_in(campaign=campaign, text=text, source_name="", by=minh, at=AT)
    actions.publish(directive=directive, by=minh, at=AT)
    task = Task.objects.get(text__contains="hội nghị")
    url = reverse("directives:bind", args=[task.ref])
    client.force_login(lan)
    assert client.get(url).status_code == 403

    client.force_login(minh)
    form = client.get(url).context["form"]
    assert (form["indicator"].value(), form["goal"].value()) == ("CO.CONF.COUNT", 4)
    client.post(url, {"indicator": "CO.CONF.COUNT", "goal": "4"})

    task.refresh_from_db()
    assert (task.indicator, task.goal) == ("CO.CONF.COUNT", 4)


def test_reminders_stand_on_the_rung_of_their_day(client, task, minh) -> None:
    today = timezone.localdate()
    others = list(Task.objects.exclude(pk=task.pk).order_by("pk"))
    for one, days in zip([task, *others], (2, -4, -30), strict=True):
        Task.objects.filter(pk=one.pk).update(due_on=today + timedelta(days=days))
    client.force_login(minh)

    groups = client.get(reverse("directives:reminders")).context["groups"]

    assert [(rung, [row.task for row in rows]) for rung, _words, rows in groups] == [
        (Rung.AFTER_7, [others[1]]),
        (Rung.AFTER_3, [others[0]]),
        (Rung.BEFORE, [task]),
    ]


def test_the_annex_has_a_line_for_each_task_and_each_place_that_the_reader_sees(
    client, cascade, minh, lan, province
) -> None:
    actions.report_unit(
        cascade=cascade, place=province.communes[0], status="DONE", done_on=None, note="Đã họp", by=lan, at=AT
    )
    lines = {}
    for user in (minh, lan):
        client.force_login(user)
        content = client.get(reverse("directives:annex_sheet")).content
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        lines[user.username] = [row for row in sheet if isinstance(row[0], float)]

    places = [row[4] for row in lines["minh"]][1:4]
    assert len(lines["minh"]) == 3 + 3
    assert places == ["Xã An Bình", "Xã Đồng Văn", "Xã Yên Hoà"]
    assert [row[7] for row in lines["minh"]][1:3] == ["hoàn thành đúng hạn", "không phải thực hiện"]
    assert [row[4] for row in lines["lan"]][1:2] == ["Xã An Bình"]
    assert len(lines["lan"]) == 3 + 1


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_annex_as_a_document_tells_exceptions_and_how_many_are_silent(client, cascade, minh) -> None:
    client.force_login(minh)

    words = words_of(client.get(reverse("directives:annex_paper")).content)

    assert "PHỤ LỤC" in words
    assert "Đã làm xong" in words
    assert "2 xã khác" in words
    assert "chưa báo gì" in words


def test_the_reminder_names_every_late_agency_once_and_its_tasks(client, task, minh) -> None:
    client.force_login(minh)

    words = words_of(client.get(reverse("directives:reminder_paper")).content)

    assert "V/v đôn đốc thực hiện nhiệm vụ" in words
    assert "Kính gửi: BHXH tỉnh Thử" in words
    assert "hạn 03/5/2024; chưa thực hiện, quá hạn" in words
    assert words.count("1. BHXH tỉnh Thử") == 1


def test_an_agency_gets_the_plan_of_its_own_tasks_only(client, task, postman, province) -> None:
    client.force_login(postman)
    assert client.get(reverse("directives:tasks")).context["own_agency"] == province.post

    words = words_of(client.get(reverse("directives:plan_paper", args=[province.post.ref])).content)
    other = client.get(reverse("directives:plan_paper", args=[province.insurance.ref]))

    assert "KẾ HOẠCH" in words
    assert "tổ chức lễ ra quân" in words
    assert "Hướng dẫn các xã" not in words
    assert other.status_code == 403


def test_figures_of_a_news_text_are_stored_only_when_ticked_with_their_words(client, campaign, minh) -> None:
    client.force_login(minh)
    text = "Toàn tỉnh đã tổ chức 126 hội nghị truyền thông với hơn 5.910 người tham dự."
    url = reverse("directives:figures")
    proposals = client.post(url, {"pasted": text}).context["proposals"]
    assert [(one.figure.value, one.figure.bound, one.indicator) for one in proposals] == [
        (126, "=", "CO.CONF.COUNT"),
        (5910, ">", "CO.CONF.ATT"),
    ]
    sent = {"confirm": "1", "text": text, "place": campaign.place.path, "as_of": "31/5/2024"}
    sent |= {f"indicator-{one.figure.start}": one.indicator for one in proposals}
    sent |= {f"value-{one.figure.start}": one.value for one in proposals}
    nothing = client.post(url, sent | {"source": "Báo Nghệ An"})
    assert "đánh dấu ít nhất một" in nothing.context["form"].non_field_errors()[0]

    client.post(url, sent | {"source": "Báo Nghệ An", "figure": [str(proposals[1].figure.start)]})

    figure = Figure.objects.get()
    assert (figure.indicator, figure.value, figure.origin) == ("CO.CONF.ATT", 5910, "DECLARED")
    assert figure.source == "Báo Nghệ An: “hơn 5.910 người”"


@pytest.mark.parametrize("name", ["task", "units"])
def test_pages_of_a_task_ask_a_bounded_number_of_times(
    client, cascade, minh, province, django_assert_max_num_queries, name: str
) -> None:
    client.force_login(minh)
    for place in (province.communes[0], province.communes[2]):
        actions.report_unit(
            cascade=cascade, place=place, status="DONE", done_on=None, note="", by=minh, at=AT
        )

    with django_assert_max_num_queries(26):
        assert client.get(reverse(f"directives:{name}", args=[cascade.task.ref])).status_code == 200
