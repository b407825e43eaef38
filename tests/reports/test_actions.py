"""Freezing a report, making its files, and what counts afterwards."""

from datetime import date

import pytest

from diemtua.activities.enums import Bound, Kind, Status
from diemtua.audit.models import Event
from diemtua.obstacles.models import Obstacle
from diemtua.progress.actions import NewFigure, import_figure, rebuild_counters
from diemtua.reports.actions import PeriodOutsideTheCampaign, build_files, freeze_report, note_failure
from diemtua.reports.enums import FileKind
from diemtua.reports.enums import Status as ReportStatus
from diemtua.reports.models import Report
from diemtua.reports.rules import at_launch, body_of, digest_of
from diemtua.targets.enums import Measure
from tests.factories import make
from tests.factories import progress as rows

AT = make.moment("2024-06-02 08:00")
LAUNCH = date(2024, 5, 6)


@pytest.fixture
def month(campaign, province, minh):
    """A small month: a launch with one team, entries, a school session, a ceremony called off, a stock."""
    commune = province.communes[0]
    launch = rows.activity(campaign, campaign.place, Kind.LAUNCH, "2024-05-06 07:30", minh)
    team = rows.team(launch, commune, "Tổ 1", points=2)
    rows.tally(team.points.first(), 12, "2024-05-06 09:00", minh)
    for place, programme, day in (
        (province.hamlets[0], "VSI", LAUNCH),
        (province.hamlets[3], "VSI", date(2024, 5, 20)),
        (province.hamlets[3], "HHI", LAUNCH),
    ):
        rows.signup(campaign, place, programme, day, minh)
    rows.activity(
        campaign,
        commune,
        Kind.WORKPLACE,
        "2024-05-14 08:00",
        minh,
        title="Truyền thông tại các trường học xã An Bình",
        attendance=300,
        attendance_bound=Bound.MORE_THAN,
    )
    planned = rows.activity(
        campaign,
        province.districts[1],
        Kind.LAUNCH,
        "2024-05-15 08:00",
        minh,
        status=Status.CANCELLED,
        reason="Bão số 1",
    )
    rows.activity(campaign, province.districts[1], Kind.BROADCAST, "2024-05-15 17:00", minh, replaces=planned)
    rows.target(campaign, "ALL", Measure.STOCK, 3_292_540, minh, plan="kế hoạch tạm giao năm 2024")
    new = NewFigure("ALL.TOTAL", campaign.place, date(2024, 5, 31), 3_039_673, "hệ thống của BHXH")
    import_figure(campaign=campaign, new=new, by=minh, at=AT)
    rebuild_counters(campaign=campaign, at=AT)
    return campaign


def test_a_report_freezes_every_figure_with_its_origin(month, minh) -> None:
    report = freeze_report(campaign=month, by=minh, at=AT)

    frozen = report.frozen
    assert (frozen.value("SI.VOL.NEW"), frozen.value(at_launch("SI.VOL.NEW"))) == (2, 1)
    stock = frozen.figure("ALL.TOTAL")
    assert (stock.value, str(stock.percent), stock.origin, stock.source) == (
        3_039_673,
        "92.32",
        "IMPORTED",
        "hệ thống của BHXH",
    )
    assert frozen.figure("SI.VOL.NEW").rows == 2
    assert report.snapshot_hash == digest_of(report.snapshot)
    assert [event.name for event in Event.objects.filter(target_ref=report.ref)] == ["report.frozen"]


def test_the_areas_and_what_stands_in_none_add_up_to_every_figure(month, minh) -> None:
    frozen = freeze_report(campaign=month, by=minh, at=AT).frozen

    for key, figure in frozen.figures.items():
        if figure.origin == "COUNTED" and figure.denominator is None:
            assert sum(area.values.get(key, 0) for area in frozen.areas) + frozen.own.get(key, 0) == (
                figure.value
            ), key


def test_the_words_tell_the_month(month, minh) -> None:
    frozen = freeze_report(campaign=month, by=minh, at=AT).frozen
    told = [text for part in body_of(frozen).parts for one in part.sections for text in one.paragraphs]

    assert (
        "Ngày 06/5/2024, toàn tỉnh ra quân với 1 tổ tư vấn tại 2 điểm tuyên truyền; "
        "12 người dân được tiếp cận, tư vấn."
    ) in told
    assert (
        "Có 1 lễ ra quân theo kế hoạch không tổ chức được do bão số 1; "
        "đã chuyển sang hình thức khác, gồm 1 lượt phát thanh."
    ) in told
    assert (
        "Truyền thông lồng ghép tại doanh nghiệp, trường học được 1 buổi với hơn 300 người dự, "
        "cụ thể: huyện Một (trường học xã An Bình hơn 300 người)."
    ) in told


def test_what_comes_later_does_not_change_a_frozen_report(month, province, minh) -> None:
    report = freeze_report(campaign=month, by=minh, at=AT)
    before = [bytes(file.content) for file in build_files(report=report, by=minh, at=AT)]
    rows.signup(month, province.hamlets[0], "VSI", LAUNCH, minh)
    rebuild_counters(campaign=month, at=AT)

    again = build_files(report=report, by=minh, at=AT)

    assert [bytes(file.content) for file in again] == before
    assert freeze_report(campaign=month, by=minh, at=AT).frozen.value("SI.VOL.NEW") == 3


def test_one_row_more_or_less_is_another_report(month, province, minh) -> None:
    first = freeze_report(campaign=month, by=minh, at=AT)
    rows.signup(month, province.hamlets[0], "VSI", LAUNCH, minh)
    rebuild_counters(campaign=month, at=AT)

    assert freeze_report(campaign=month, by=minh, at=AT).snapshot_hash != first.snapshot_hash


def test_files_are_made_once_per_kind_and_the_report_is_ready(month, minh) -> None:
    report = freeze_report(campaign=month, by=minh, at=AT)
    note_failure(report=report, reason="OSError", by=minh, at=AT)
    for _ in range(2):
        build_files(report=report, by=minh, at=AT)

    report.refresh_from_db()
    assert (report.status, report.failure) == (ReportStatus.READY, "")
    assert sorted(report.files.values_list("kind", flat=True)) == sorted(FileKind.values)


def test_the_job_is_deferred_when_the_report_is_committed(
    month, minh, django_capture_on_commit_callbacks
) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    with django_capture_on_commit_callbacks(execute=True):
        report = freeze_report(campaign=month, by=minh, at=AT)

    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("reports.build", {"report_id": report.pk})


def test_a_period_outside_the_campaign_is_refused(month, minh) -> None:
    with pytest.raises(PeriodOutsideTheCampaign) as refused:
        freeze_report(campaign=month, first=date(2024, 4, 1), by=minh, at=AT)

    assert refused.value.text == ("Kỳ báo cáo phải nằm trong chiến dịch, từ 01/05/2024 đến 31/05/2024.")
    assert not Report.objects.exists()


def test_difficulties_come_with_their_answers(month, province, lan, minh) -> None:
    Obstacle.objects.create(
        campaign=month,
        place=province.communes[0],
        category="MEANS",
        text="Loa hỏng",
        proposal="Cho mượn loa",
        handled_at_place=province.communes[0],
        raised_at=make.moment("2024-05-10 08:00"),
        raised_by=lan,
    )

    found = freeze_report(campaign=month, by=minh, at=AT).frozen.difficulties

    assert [(one.place, one.text, one.proposal, one.is_answered) for one in found] == [
        ("Xã An Bình", "Loa hỏng", "Cho mượn loa", False)
    ]
