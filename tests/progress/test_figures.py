"""Figures: counted, imported, declared; against a plan; by place, by day, and how fresh."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.activities.enums import Bound, Kind
from diemtua.audit.models import Event
from diemtua.progress import actions, queries, rules
from diemtua.progress.actions import NewFigure, import_figure, rebuild_counters, report_nil
from diemtua.progress.enums import Origin
from diemtua.progress.models import Figure, NilReport
from diemtua.progress.queries import Scope
from diemtua.progress.rules import indicator_of
from diemtua.targets.enums import Measure
from tests.factories import make
from tests.factories import progress as rows

AT = make.moment("2024-05-31 18:00")
LAUNCH = date(2024, 5, 6)


@pytest.fixture
def counted(campaign, province, minh):
    """Entries: two at launch and one later in An Bình, one at launch in Yên Hoà."""
    for place, day in (
        (province.hamlets[0], LAUNCH),
        (province.hamlets[1], LAUNCH),
        (province.communes[0], date(2024, 5, 8)),
        (province.hamlets[3], LAUNCH),
    ):
        rows.signup(campaign, place, "VSI", day, minh)
    rebuild_counters(campaign=campaign, at=AT)
    return campaign


def test_a_launch_day_figure_is_the_same_indicator_on_that_day(counted) -> None:
    whole = queries.figure(counted, "SI.VOL.NEW")
    launch = queries.figure(counted, "SI.VOL.NEW", first=LAUNCH, last=LAUNCH)

    assert (whole.value, launch.value) == (4, 3)
    assert whole.origin is Origin.COUNTED
    assert whole.fresh_at == AT


def test_a_place_counts_all_below_it_and_nothing_beside_it(counted, province) -> None:
    values = [
        queries.figure(counted, "SI.VOL.NEW", place).value
        for place in (province.districts[0], province.communes[0], province.hamlets[0], province.communes[1])
    ]

    assert values == [3, 3, 1, 0]


def test_the_places_below_add_up_to_the_figure_and_the_rest_is_shown(counted, province, minh) -> None:
    rows.signup(counted, counted.place, "VSI", LAUNCH, minh)
    rebuild_counters(campaign=counted, at=AT)

    totals = queries.child_totals(Scope.of(counted), indicator_of("SI.VOL.NEW"))

    assert [(str(total.place), total.value) for total in totals] == [
        ("Huyện Hai", 1),
        ("Huyện Một", 3),
        ("None", 1),
    ]


def test_a_district_is_ranked_by_its_share(counted, province, minh) -> None:
    target = rows.target(counted, "VSI", Measure.INCREMENT, 102, minh)
    rows.share(target, province.districts[0], 100, minh)
    rows.share(target, province.districts[1], 2, minh)

    totals = queries.child_totals(Scope.of(counted), indicator_of("SI.VOL.NEW"))
    found = [(one.rank, one.standing.name, one.standing.percent) for one in queries.ranking(totals)]

    assert found == [(1, "Huyện Hai", Decimal("50.00")), (2, "Huyện Một", Decimal("3.00"))]


def test_a_stock_is_measured_against_the_plan_it_names(campaign, province, minh) -> None:
    rows.target(campaign, "ALL", Measure.STOCK, 3_292_540, minh, plan="kế hoạch tạm giao năm 2024")
    rows.target(campaign, "ALL", Measure.STOCK, 3_400_000, minh, plan="chỉ tiêu của UBND tỉnh")
    new = NewFigure("ALL.TOTAL", campaign.place, date(2024, 5, 31), 3_039_673, "Hệ thống BHXH")
    import_figure(campaign=campaign, new=new, by=minh, at=AT)

    found = queries.figure(campaign, "ALL.TOTAL")

    assert (found.value, found.percent, found.origin) == (3_039_673, Decimal("92.32"), Origin.IMPORTED)
    assert found.plan is not None
    assert (found.plan.name, found.plan.number) == ("kế hoạch tạm giao năm 2024", 3_292_540)


def test_a_stock_nobody_gave_is_unknown_not_zero(campaign) -> None:
    assert queries.figure(campaign, "ALL.TOTAL").value is None


def test_the_newest_stock_holds_and_flows_of_several_days_add_up(campaign, minh) -> None:
    for code, day, value in (
        ("UI.TOTAL", 15, 100),
        ("UI.TOTAL", 31, 90),
        ("SI.COMP.NEW", 15, 7),
        ("SI.COMP.NEW", 31, 5),
    ):
        new = NewFigure(code, campaign.place, date(2024, 5, day), value, "Hệ thống BHXH")
        import_figure(campaign=campaign, new=new, by=minh, at=AT)

    found = queries.figures(campaign, ["UI.TOTAL", "SI.COMP.NEW"])

    assert (found["UI.TOTAL"].value, found["SI.COMP.NEW"].value) == (90, 12)
    assert queries.figure(campaign, "UI.TOTAL", last=date(2024, 5, 20)).value == 100


def test_a_corrected_figure_replaces_the_one_of_its_source_and_day(campaign, minh) -> None:
    for value in (100, 120):
        new = NewFigure("UI.TOTAL", campaign.place, date(2024, 5, 31), value, "Hệ thống BHXH")
        import_figure(campaign=campaign, new=new, by=minh, at=AT)

    assert [figure.value for figure in Figure.objects.all()] == [120]
    assert [event.name for event in Event.objects.order_by("id")] == ["figure.entered", "figure.corrected"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"indicator": "CO.RADIO.ALL"}, "counted_from_rows"),
        ({"source": " "}, "source_missing"),
        ({"indicator": "NO.SUCH"}, "unknown_indicator"),
    ],
)
def test_a_figure_that_may_not_be_entered_is_refused(campaign, minh, changes, code) -> None:
    values = {
        "indicator": "UI.TOTAL",
        "place": campaign.place,
        "as_of": date(2024, 5, 31),
        "value": 1,
        "source": "Hệ thống BHXH",
    }

    with pytest.raises(actions.Refusal) as refused:
        import_figure(campaign=campaign, new=NewFigure(**(values | changes)), by=minh, at=AT)

    assert refused.value.code == code
    assert not Figure.objects.exists()


def test_a_declared_number_stands_beside_the_count_and_is_not_added(counted, province, minh) -> None:
    new = NewFigure(
        "SI.VOL.NEW", province.communes[0], date(2024, 5, 31), 50, "Xã báo qua điện thoại", Origin.DECLARED
    )
    import_figure(campaign=counted, new=new, by=minh, at=AT)

    assert queries.figure(counted, "SI.VOL.NEW").value == 4
    beside = queries.declared_beside(Scope.of(counted), indicator_of("SI.VOL.NEW"))
    assert [(figure.place, figure.value) for figure in beside] == [(province.communes[0], 50)]


def test_units_done_are_districts_with_something_to_see(campaign, province, minh) -> None:
    for venue in (province.communes[0], province.districts[0]):
        rows.activity(campaign, venue, Kind.VISUAL, "2024-05-03 07:00", minh)
    rebuild_counters(campaign=campaign, at=AT)

    found = queries.figure(campaign, "EV.UNITS_DONE")

    assert (found.value, found.denominator, found.percent) == (1, 2, Decimal("50.00"))


def test_more_than_stays_more_than(campaign, province, minh) -> None:
    for people, bound in ((110, Bound.MORE_THAN), (190, Bound.EXACT)):
        rows.activity(
            campaign,
            province.communes[0],
            Kind.WORKPLACE,
            "2024-05-03 07:00",
            minh,
            attendance=people,
            attendance_bound=bound,
        )
    rebuild_counters(campaign=campaign, at=AT)

    found = queries.figures(campaign, ["CO.ENT.ATT", "CO.CONF.ATT"])

    assert (found["CO.ENT.ATT"].value, found["CO.ENT.ATT"].is_lower_bound) == (300, True)
    assert found["CO.CONF.ATT"].is_lower_bound is False


def test_the_day_series_adds_up_to_the_figure(counted) -> None:
    series = queries.day_series(Scope.of(counted), indicator_of("SI.VOL.NEW"))

    assert len(series) == 31
    assert [(one.value, one.cumulative) for one in series[4:9]] == [(0, 0), (3, 3), (0, 3), (1, 4), (0, 4)]
    assert series[-1].cumulative == queries.figure(counted, "SI.VOL.NEW").value


def test_a_stock_has_no_day_series(counted) -> None:
    with pytest.raises(rules.CannotSumOverDays):
        queries.day_series(Scope.of(counted), indicator_of("ALL.TOTAL"))


def test_silence_is_late_and_a_nil_report_is_not_silence(counted, province, lan) -> None:
    today = date(2024, 5, 10)
    late = queries.late_units(Scope.of(counted, last=today), today)
    assert [(unit.place, unit.silent_days) for unit in late] == [
        (province.communes[1], 10),
        (province.communes[2], 4),
    ]

    report_nil(campaign=counted, place=province.hamlets[2], day=today, by=lan, at=AT)

    late = queries.late_units(Scope.of(counted, last=today), today)
    assert [unit.place for unit in late] == [province.communes[2]]
    fresh = queries.freshness(Scope.of(counted, last=today))
    assert (fresh.reported, fresh.units) == (3, 3)


def test_a_nil_report_twice_is_one_and_outside_the_campaign_none(campaign, province, lan) -> None:
    for _ in range(2):
        report_nil(campaign=campaign, place=province.hamlets[0], day=LAUNCH, by=lan, at=AT)
    with pytest.raises(actions.DayOutsideTheCampaign):
        report_nil(campaign=campaign, place=province.hamlets[0], day=date(2024, 6, 1), by=lan, at=AT)

    assert NilReport.objects.count() == 1
    assert Event.objects.filter(name="nil.reported").count() == 1


def test_the_stamp_changes_with_every_figure(counted, minh) -> None:
    before = queries.stamp(counted)
    new = NewFigure("UI.TOTAL", counted.place, date(2024, 5, 31), 1, "Hệ thống BHXH")
    import_figure(campaign=counted, new=new, by=minh, at=AT)

    assert queries.stamp(counted) != before


@pytest.mark.parametrize("code", [code for code, one in rules.CATALOGUE.items() if one.is_counted])
def test_every_figure_opens_down_to_its_rows(campaign, code) -> None:
    rows_found = queries.rows_behind(Scope.of(campaign), indicator_of(code))

    assert list(rows_found) == []


def test_the_rows_behind_a_figure_are_as_many_as_it_says(counted, province) -> None:
    scope = Scope.of(counted, province.communes[0])

    assert queries.rows_behind(scope, indicator_of("SI.VOL.NEW")).count() == 3


@pytest.mark.parametrize("wanted", [["SI.VOL.NEW"], None], ids=["one", "all"])
def test_all_figures_cost_as_few_questions_as_one(counted, wanted, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        queries.figures(counted, wanted)
