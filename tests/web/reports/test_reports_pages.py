"""The pages of reports: freeze, read, download, compare, reprint."""

from datetime import date

import pytest
from django.urls import reverse

from diemtua.progress.actions import rebuild_counters
from diemtua.reports.actions import build_files, freeze_report
from diemtua.reports.models import Report
from tests.factories import make
from tests.factories import progress as rows

AT = make.moment("2024-06-02 08:00")


@pytest.fixture
def report(campaign, province, minh) -> Report:
    rows.signup(campaign, province.hamlets[0], "VSI", date(2024, 5, 6), minh)
    rebuild_counters(campaign=campaign, at=AT)
    return freeze_report(campaign=campaign, by=minh, at=AT)


def test_the_lead_freezes_a_report_after_seeing_every_figure(client, campaign, province, minh) -> None:
    rows.signup(campaign, province.hamlets[0], "VSI", date(2024, 5, 6), minh)
    rebuild_counters(campaign=campaign, at=AT)
    client.force_login(minh)
    page = client.get(reverse("reports:create"))
    assert [(view.indicator.code, view.value) for view in page.context["figures"]] == [("SI.VOL.NEW", 1)]

    form = page.context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    page = client.post(reverse("reports:create"), given | {"number": "7"}, follow=True)

    report = Report.objects.get()
    assert (report.letterhead.number_line, report.frozen.value("SI.VOL.NEW")) == ("Số: 07/BC-BHXH", 1)
    assert "1 người tham gia BHXH tự nguyện" in page.content.decode()


def test_a_leader_reads_but_does_not_freeze(client, report, leader) -> None:
    client.force_login(leader)

    assert client.get(reverse("reports:show", args=[report.ref])).context["report"] == report
    assert client.get(reverse("reports:create")).status_code == 403
    assert client.post(reverse("reports:reprint", args=[report.ref])).status_code == 403


def test_who_has_only_a_commune_sees_no_report_of_the_province(client, report, lan) -> None:
    client.force_login(lan)

    assert client.get(reverse("reports:show", args=[report.ref])).status_code == 403


def test_the_files_go_out_as_they_were_made(client, report, minh) -> None:
    client.force_login(minh)
    client.post(reverse("reports:reprint", args=[report.ref]))

    for kind in ("document", "annex"):
        answer = client.get(reverse("reports:download", args=[report.ref, kind]))
        assert answer.content == bytes(report.files.get(kind=kind.upper()).content)
        assert report.ref in answer["Content-Disposition"]


def test_two_reports_are_compared_figure_by_figure(client, report, province, minh) -> None:
    rows.signup(report.campaign, province.hamlets[1], "VSI", date(2024, 5, 20), minh)
    rebuild_counters(campaign=report.campaign, at=AT)
    later = freeze_report(campaign=report.campaign, by=minh, at=make.moment("2024-06-03 08:00"))
    client.force_login(minh)

    page = client.get(reverse("reports:compare", args=[later.ref, report.ref]))

    assert [(one.key, one.earlier, one.later) for one in page.context["changes"]] == [("SI.VOL.NEW", 1, 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, campaign, minh, django_assert_num_queries, count
) -> None:
    for _ in range(count):
        build_files(report=freeze_report(campaign=campaign, by=minh, at=AT), by=minh, at=AT)
    client.force_login(minh)

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("reports:list"))

    assert len(page.context["page"].rows) == count


LIST_QUERIES = 8
