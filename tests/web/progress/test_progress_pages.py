"""The pages of progress: scope, figures down to rows, polling, entering, nil reports."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.urls import reverse

from diemtua.progress.actions import rebuild_counters
from diemtua.progress.models import Figure, NilReport
from diemtua.targets.enums import Measure
from tests.factories import make
from tests.factories import progress as rows

AT = make.moment("2024-05-31 18:00")


@pytest.fixture
def counted(campaign, province, minh):
    """Three entries in An Bình, one in Yên Hoà, measured against a target."""
    for place in (*province.hamlets[:2], province.communes[0], province.hamlets[3]):
        person = make.person("Vi Thị Hoa", place)
        rows.signup(campaign, place, "VSI", date(2024, 5, 6), minh, person=person)
    rows.target(campaign, "VSI", Measure.INCREMENT, 8, minh, plan="kế hoạch tháng")
    rebuild_counters(campaign=campaign, at=AT)
    return campaign


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_leader_sees_the_whole_with_its_plan(client, counted, leader) -> None:
    client.force_login(leader)

    page = client.get(reverse("progress:overview"))

    headline = {one["figure"].indicator.code: one["figure"] for one in page.context["headlines"]}
    assert (headline["SI.VOL.NEW"].value, str(headline["SI.VOL.NEW"].percent)) == (4, "50.00")
    assert [one["name"] for one in page.context["places"]] == ["Huyện Một", "Huyện Hai"]
    assert "kế hoạch tháng" in text_of(page)


def test_a_commune_officer_stands_in_the_own_commune_and_sees_no_other(
    client, counted, lan, province
) -> None:
    client.force_login(lan)

    page = client.get(reverse("progress:overview"))

    assert page.context["looking"].place == province.communes[0]
    for elsewhere in (province.place, province.districts[0], province.communes[2]):
        for name, args in (("progress:place", [elsewhere.path]), ("progress:rows", ["SI.VOL.NEW"])):
            address = reverse(name, args=args)
            query = {} if name == "progress:place" else {"noi": elsewhere.path}
            assert client.get(address, query).status_code == 404, (name, elsewhere)


def test_a_hamlet_head_has_no_office_pages(client, counted, head) -> None:
    client.force_login(head)

    assert client.get(reverse("progress:overview")).status_code == 403


def test_an_unchanged_page_answers_a_poll_with_nothing(client, counted, minh, province) -> None:
    client.force_login(minh)
    first = client.get(reverse("progress:overview"))
    poll = first.context["poll_url"]

    quiet = client.get(poll, headers={"HX-Request": "true"})
    cached = client.get(
        poll.replace("moc=", "moc=x"), headers={"HX-Request": "true", "If-None-Match": first["ETag"]}
    )
    rows.signup(counted, province.hamlets[0], "VSI", date(2024, 5, 7), minh)
    rebuild_counters(campaign=counted, at=make.moment("2024-05-31 19:00"))
    changed = client.get(poll, headers={"HX-Request": "true"})

    assert (quiet.status_code, cached.status_code, changed.status_code) == (204, 304, 200)
    assert "<html" not in text_of(changed)
    assert ">5</a>" in text_of(changed)


def test_the_rows_are_as_many_as_the_figure_and_named_for_who_works_there(client, counted, lan) -> None:
    client.force_login(lan)

    page = client.get(reverse("progress:rows", args=["SI.VOL.NEW"]))

    assert page.context["figure"].value == len(page.context["page"].rows) == 3
    assert text_of(page).count("Vi Thị Hoa") == 3


def test_a_leader_opens_the_rows_without_names(client, counted, leader) -> None:
    client.force_login(leader)

    page = client.get(reverse("progress:rows", args=["SI.VOL.NEW"]))

    assert len(page.context["page"].rows) == 4
    assert "Vi Thị Hoa" not in text_of(page)


@pytest.mark.parametrize(
    "code",
    ["EV.TEAMS", "EV.POINTS", "EV.REACHED", "EV.UNITS_DONE", "HI.NEW", "CO.CONF.ATT", "GI.CARDS",
     "GI.BOOKS.PLEDGED", "PR.CONTACTS", "OB.ANSWERED", "ALL.TOTAL"],
)  # fmt: skip
def test_every_kind_of_figure_has_its_pages(client, campaign, minh, code) -> None:
    client.force_login(minh)

    for name in ("progress:indicator", "progress:rows"):
        page = client.get(reverse(name, args=[code]))
        assert page.context["figure"].indicator.code == code


@pytest.mark.parametrize("count", [1, 3])
def test_rows_cost_the_same_number_of_questions_however_many(
    client, campaign, province, minh, django_assert_num_queries, count
) -> None:
    for _ in range(count):
        rows.signup(campaign, province.hamlets[0], "VSI", date(2024, 5, 6), minh)
    rebuild_counters(campaign=campaign, at=AT)
    client.force_login(minh)
    client.get(reverse("progress:rows", args=["SI.VOL.NEW"]))

    with django_assert_num_queries(ROWS_QUERIES):
        page = client.get(reverse("progress:rows", args=["SI.VOL.NEW"]))

    assert len(page.context["page"].rows) == count


ROWS_QUERIES = 10


def test_the_curve_and_the_map_are_given_as_json(client, counted, minh) -> None:
    client.force_login(minh)

    curve = client.get(reverse("progress:series_data", args=["SI.VOL.NEW"])).json()
    bubbles = client.get(reverse("progress:places_data", args=["SI.VOL.NEW"])).json()

    assert (curve["days"][5]["value"], curve["days"][-1]["cumulative"]) == (4, 4)
    assert {one["name"]: one["value"] for one in bubbles["points"]} == {"Xã An Bình": 3, "Xã Yên Hoà": 1}


def test_a_figure_is_entered_with_its_source(client, campaign, minh) -> None:
    client.force_login(minh)

    client.post(
        reverse("progress:enter_figure"),
        {
            "indicator": "ALL.TOTAL",
            "place": campaign.place_id,
            "as_of": "31/5/2024",
            "value": "3.039.673",
            "origin": "IMPORTED",
            "source": "Hệ thống BHXH",
        },
    )

    figure = Figure.objects.get()
    assert (figure.indicator, figure.value, figure.as_of, figure.source) == (
        "ALL.TOTAL",
        3_039_673,
        date(2024, 5, 31),
        "Hệ thống BHXH",
    )


def test_a_commune_declares_but_does_not_import(client, campaign, lan, province) -> None:
    client.force_login(lan)
    given = {
        "indicator": "CO.RADIO.ALL",
        "place": province.communes[0].pk,
        "as_of": "31/5/2024",
        "value": "12",
        "source": "Sổ trực loa",
    }

    refused = client.post(reverse("progress:enter_figure"), given | {"origin": "IMPORTED"})
    assert "do cấp tỉnh nhập" in text_of(refused)
    assert not Figure.objects.exists()

    client.post(reverse("progress:enter_figure"), given | {"origin": "DECLARED"})
    assert Figure.objects.get().value == 12


def workbook(lines: list[list]) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Số liệu")
        for number, line in enumerate([["Chỉ số", "Địa bàn", "Tính đến ngày", "Giá trị", "Nguồn"], *lines]):
            sheet.write_row(number, 0, line)
    out.seek(0)
    out.name = "so-lieu.xlsx"
    return out


def test_a_workbook_with_a_wrong_row_enters_nothing_until_told_to(client, campaign, minh) -> None:
    client.force_login(minh)
    lines = [
        ["UI.TOTAL", "Tỉnh Thử", "31/05/2024", 43_031, "Hệ thống BHXH"],
        ["UI.TOTAL", "Xã Không Có", "31/05/2024", 1, "Hệ thống BHXH"],
    ]

    page = client.post(reverse("progress:load_figures"), {"workbook": workbook(lines)})
    assert not Figure.objects.exists()
    assert "“so-lieu.xlsx”, trang “Số liệu”, dòng 3: cột Địa bàn: không tìm thấy" in text_of(page)

    client.post(reverse("progress:load_figures"), {"workbook": workbook(lines), "good_rows_only": "on"})
    assert [figure.value for figure in Figure.objects.all()] == [43_031]


def test_nothing_happened_is_said_in_one_tap_and_only_of_ones_own_place(
    client, campaign, head, province
) -> None:
    client.force_login(head)
    url = reverse("progress:report_nil")

    client.post(url, {"noi": province.hamlets[0].path, "ngay": "10/5/2024"})
    elsewhere = client.post(url, {"noi": province.communes[2].path, "ngay": "10/5/2024"})

    assert elsewhere.status_code == 403
    assert [(one.place, one.day) for one in NilReport.objects.all()] == [
        (province.hamlets[0], date(2024, 5, 10))
    ]


def test_the_late_are_named_with_their_silence(client, counted, minh, province) -> None:
    client.force_login(minh)

    page = client.get(reverse("progress:late"))

    assert [(unit.place, unit.silent_days) for unit in page.context["units"]] == [
        (province.communes[1], 31),
        (province.communes[0], 25),
        (province.communes[2], 25),
    ]
