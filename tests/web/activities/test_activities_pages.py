"""The pages of activities."""

from uuid import uuid4

import pytest
from django.urls import reverse

from diemtua.activities.actions import cancel_activity
from diemtua.activities.enums import Kind, Status
from diemtua.activities.models import Activity
from diemtua.core.sheets import read_book
from tests.factories import activities as make_activities
from tests.factories import make

AT = make_activities.AT


def conference(province, **fields):
    return {
        "title": "Hội nghị ở An Bình",
        "place": province.communes[0].path,
        "host": province.commune_committee.ref,
        "venue": "Nhà văn hoá",
        "programme": "VSI",
        "day": "10/5/2024",
        "begins": "14h30",
        "status": "HELD",
        "attendance": "59",
        "attendance_bound": "=",
        "note": "",
        "device_ref": str(uuid4()),
    } | fields


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, province, minh, lan, django_assert_num_queries, count
) -> None:
    for number in range(count):
        make_activities.activity(campaign, province, minh, title=f"Hội nghị {number}")
    client.force_login(lan)

    with django_assert_num_queries(10):
        page = client.get(reverse("activities:list"))

    assert len(page.context["activities"].rows) == count


def test_the_list_is_searched_without_tones_and_filtered_by_day_and_kind(
    client, campaign, province, minh
) -> None:
    wanted = make_activities.activity(campaign, province, minh, title="Hội nghị ở Đồng Văn")
    make_activities.activity(campaign, province, minh, title="Hội nghị ở Yên Hoà")
    make_activities.activity(campaign, province, minh, title="Đồng Văn", kind=Kind.SHARE)
    client.force_login(minh)

    filters = {"q": "dong van", "loai": "CONFERENCE", "tu": "10/05/2024", "den": "2024-05-10"}
    page = client.get(reverse("activities:list"), filters)
    day_after = client.get(reverse("activities:list"), filters | {"tu": "11/05/2024", "den": ""})

    assert page.context["activities"].rows == [wanted]
    assert day_after.context["activities"].rows == []


def test_the_answer_to_a_filter_holds_the_element_that_it_redraws(client, campaign, province, minh) -> None:
    make_activities.activity(campaign, province, minh)
    client.force_login(minh)

    part = client.get(reverse("activities:list"), headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="activities"')
    assert "Hội nghị tại xã An Bình" in part
    assert "<html" not in part


def test_who_belongs_elsewhere_sees_nothing(client, campaign, province, minh, hung) -> None:
    activity = make_activities.activity(campaign, province, minh)
    client.force_login(hung)

    assert "Hội nghị tại xã An Bình" not in client.get(reverse("activities:list")).content.decode()
    assert client.get(reverse("activities:show", args=[activity.ref])).status_code == 404


def test_the_export_holds_the_filtered_rows(client, campaign, province, minh) -> None:
    make_activities.activity(campaign, province, minh, attendance=59)
    make_activities.activity(campaign, province, minh, kind=Kind.SHARE)
    client.force_login(minh)

    answer = client.get(reverse("activities:export"), {"loai": "CONFERENCE"})

    (sheet,) = read_book("hoat-dong.xlsx", answer.getvalue()).sheets
    assert [(row.values[0], row.values[2], row.values[8]) for row in sheet.rows] == [
        ("hội nghị truyền thông", "Xã An Bình", 59)
    ]


def test_a_commune_officer_records_a_conference_once_though_the_form_is_sent_twice(
    client, campaign, province, lan
) -> None:
    client.force_login(lan)
    address = reverse("activities:create") + "?loai=CONFERENCE"
    data = conference(province)

    for _ in range(2):
        page = client.post(address, data, follow=True)

    assert "Đã ghi “Hội nghị ở An Bình”." in page.content.decode()
    activity = Activity.objects.get()
    assert (activity.kind, activity.attendance, activity.status) == ("CONFERENCE", 59, "HELD")
    assert activity.starts_at == make.moment("2024-05-10 14:30")


def test_a_place_in_the_charge_of_somebody_else_is_refused_at_the_field(
    client, campaign, province, lan
) -> None:
    client.force_login(lan)

    page = client.post(
        reverse("activities:create") + "?loai=CONFERENCE",
        conference(province, place=province.communes[2].path),
    )

    assert page.context["form"].errors.keys() == {"place"}
    assert not Activity.objects.exists()


def test_a_day_outside_the_campaign_is_refused_on_top_of_the_form(client, campaign, province, lan) -> None:
    client.force_login(lan)

    page = client.post(
        reverse("activities:create") + "?loai=CONFERENCE", conference(province, day="1/6/2024")
    )

    assert page.context["form"].non_field_errors() == [
        "Ngày 01/06/2024 nằm ngoài chiến dịch (01/05/2024 – 31/05/2024)."
    ]


@pytest.mark.parametrize(
    ("kind", "absent"),
    [
        ("BROADCAST", {"attendance", "attendance_bound", "ends"}),
        ("CONFERENCE", {"minutes"}),
        ("PORTAL_ITEM", {"attendance", "attendance_bound", "ends", "minutes"}),
        ("LAUNCH", {"attendance", "attendance_bound", "minutes", "programme"}),
    ],
)
def test_the_form_of_a_kind_has_only_the_fields_of_the_kind(client, campaign, lan, kind, absent) -> None:
    client.force_login(lan)
    every = {"venue", "attendance", "attendance_bound", "ends", "minutes", "programme"}

    form = client.get(reverse("activities:create"), {"loai": kind}).context["form"]

    assert every - form.fields.keys() == absent


def test_an_unusual_attendance_is_recorded_and_doubted(client, campaign, province, lan) -> None:
    client.force_login(lan)

    page = client.post(
        reverse("activities:create") + "?loai=CONFERENCE",
        conference(province, attendance="5000"),
        follow=True,
    )

    assert "5000 cao khác thường" in page.content.decode()
    assert Activity.objects.get().attendance == 5_000


def test_a_correction_keeps_the_device_reference_and_the_kind(client, campaign, province, minh, lan) -> None:
    activity = make_activities.activity(campaign, province, minh, attendance=5)
    client.force_login(lan)
    address = reverse("activities:revise", args=[activity.ref])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"attendance": "50", "day": "10/5/2024"}

    client.post(address, sent | {"begins": "08:00"})

    activity.refresh_from_db()
    assert (activity.attendance, activity.kind, activity.title) == (
        50,
        "CONFERENCE",
        "Hội nghị tại xã An Bình",
    )


def test_a_plan_is_cancelled_with_a_reason_and_goes_on_in_another_channel(
    client, campaign, province, minh, lan
) -> None:
    planned = make_activities.activity(campaign, province, minh, status=Status.PLANNED)
    client.force_login(lan)

    client.post(reverse("activities:cancel", args=[planned.ref]), {"reason": "Giãn cách xã hội"})
    chooser = client.get(reverse("activities:replan", args=[planned.ref])).content.decode()
    broadcast = conference(province, title="Phát thanh thay hội nghị", minutes="15")
    client.post(reverse("activities:replan", args=[planned.ref]) + "?loai=BROADCAST", broadcast)
    page = client.get(reverse("activities:show", args=[planned.ref])).content.decode()

    assert "Chuyển sang kênh nào?" in chooser
    replacement = Activity.objects.get(kind=Kind.BROADCAST)
    assert replacement.replaces == planned
    assert replacement.ends_at - replacement.starts_at == make.moment("2024-05-10 14:45") - make.moment(
        "2024-05-10 14:30"
    )
    assert "Giãn cách xã hội" in page
    assert "Phát thanh thay hội nghị" in page


def test_a_leader_looks_and_changes_nothing(client, campaign, province, minh, leader) -> None:
    planned = make_activities.activity(campaign, province, minh, status=Status.PLANNED)
    client.force_login(leader)

    page = client.get(reverse("activities:show", args=[planned.ref])).content.decode()
    answer = client.post(reverse("activities:cancel", args=[planned.ref]), {"reason": "Mưa"})

    assert planned.title in page
    assert "Ghi không tổ chức" not in page
    assert answer.status_code == 403
    planned.refresh_from_db()
    assert planned.status == Status.PLANNED


def test_the_calendar_counts_each_day_by_kind_and_leads_to_the_rows(client, campaign, province, minh) -> None:
    for title in ("Sáng", "Chiều"):
        make_activities.activity(campaign, province, minh, title=title)
    planned = make_activities.activity(campaign, province, minh, status=Status.PLANNED)
    cancel_activity(activity=planned, reason="Mưa bão", by=minh, at=AT)
    client.force_login(minh)

    page = client.get(reverse("activities:calendar"), {"thang": "2024-05"})

    cells = {cell.day.isoformat(): cell for week in page.context["weeks"] for cell in week}
    entries = cells["2024-05-10"].entries
    assert [(entry.label, entry.kind) for entry in entries] == [
        ("1 hội nghị", "bad"),
        ("2 hội nghị", ""),
    ]
    assert len(client.get(entries[1].href).context["activities"].rows) == 2
    assert cells["2024-05-11"].entries == []
    assert cells["2024-04-29"].is_outside


PASTED = (
    "Loại\tTên, nội dung\tĐịa bàn\tNgày\tGiờ\tSố phút\tNội dung về\n"
    "phát thanh\tChính sách mới\tXã An Bình\t06/05/2024\t17h\t15\tBHXH tự nguyện\n"
    "phát thanh\tChính sách mới\tXã Không Có\t07/05/2024\t17:00\t\t\n"
    "bay lượn\tChính sách mới\tXã An Bình\t7/5/2024\t\t\t\n"
    "băng rôn\tCổng chào\tXã Yên Hoà\t07/05/2024\t\t\t\n"
)


def test_pasted_rows_are_looked_over_before_the_good_ones_are_recorded(
    client, campaign, province, lan
) -> None:
    client.force_login(lan)
    data = {"text": PASTED, "batch": str(uuid4())}

    looked = client.post(reverse("activities:paste"), data)
    assert not Activity.objects.exists()
    for _ in range(2):
        client.post(reverse("activities:paste"), data | {"record": "1"})

    assert [row.number for row in looked.context["good"]] == [2]
    problems = {row.number: " ".join(row.problems) for row in looked.context["bad"]}
    assert list(problems) == [3, 4, 5]
    assert "“Xã Không Có”" in problems[3]
    assert problems[4].startswith("Loại: ")
    assert "Xã Yên Hoà không thuộc nơi bạn phụ trách" in problems[5]
    broadcast = Activity.objects.get()
    assert (broadcast.kind, broadcast.programme) == ("BROADCAST", "VSI")
    assert broadcast.starts_at == make.moment("2024-05-06 17:00")
    assert broadcast.ends_at == make.moment("2024-05-06 17:15")


def test_a_paste_without_a_needed_column_says_which(client, campaign, lan) -> None:
    client.force_login(lan)

    page = client.post(
        reverse("activities:paste"),
        {"text": "Loại\tNgày\nphát thanh\t6/5/2024\n", "batch": str(uuid4())},
    )

    (error,) = page.context["form"].errors["text"]
    assert "“Tên, nội dung”, “Địa bàn”" in error
