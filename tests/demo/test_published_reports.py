"""The acceptance test: the demonstration states the figures of two published reports, to the digit."""

import io
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from diemtua.accounts.models import User
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.audit.models import Event
from diemtua.campaigns.models import Campaign
from diemtua.core import crypto
from diemtua.core.numbers import grouped
from diemtua.people.models import Person
from diemtua.progress import queries as progress
from diemtua.progress.actions import rebuild_counters, refresh_cells
from diemtua.progress.models import Figure
from diemtua.progress.rules import indicator_of
from diemtua.reports.actions import build_files, freeze_report
from diemtua.reports.enums import FileKind
from diemtua.reports.queries import compose_snapshot
from diemtua.reports.rules import body_of
from diemtua.reports.rules.snapshot import LAUNCH_MARK
from diemtua.signups.models import SignUp
from diemtua.targets.models import Share, Target
from tests.demo.published import NGHE_AN, NGHE_AN_WORKPLACES, YEN_BAI, Published
from tests.factories import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demonstration"),
    pytest.mark.slow,
    pytest.mark.xdist_group("demonstration"),
]

AT = make.moment("2024-06-03 08:00")
BY_KEY = {one.key: one for one in NGHE_AN}
COUNTED = [one for one in NGHE_AN if one.key not in ("SI.COMP.NEW", "ALL.TOTAL", "EV.UNITS_DONE")]


def campaign_of(province_code: str) -> Campaign:
    return Campaign.objects.select_related("place", "lead_agency").get(place__code=province_code)


def scope_of(campaign: Campaign, key: str) -> progress.Scope:
    """Return the whole campaign, or its launch day for a figure of the launch."""
    day = campaign.launch_on if key.endswith(LAUNCH_MARK) else None
    return progress.Scope.of(campaign, None, day, day)


def figure_of(campaign: Campaign, key: str) -> progress.FigureView:
    scope = scope_of(campaign, key)
    return progress.figure(campaign, key.removesuffix(LAUNCH_MARK), None, scope.first, scope.last)


def told_by(campaign: Campaign) -> str:
    """Return the text of the report as it would be frozen now."""
    body = body_of(compose_snapshot(campaign, campaign.starts_on, campaign.ends_on, AT))
    return "\n".join(
        paragraph for part in body.parts for section in part.sections for paragraph in section.paragraphs
    )


def files_of(province_code: str, username: str) -> SimpleNamespace:
    """Freeze a report as the lead would, and open both files."""
    campaign, by = campaign_of(province_code), User.objects.get(username=username)
    report = freeze_report(campaign=campaign, by=by, at=AT)
    contents = {file.kind: bytes(file.content) for file in build_files(report=report, by=by, at=AT)}
    document = Document(io.BytesIO(contents[FileKind.DOCUMENT]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(contents[FileKind.ANNEX]))
    return SimpleNamespace(
        text="\n".join(" ".join(paragraph.text.split()) for paragraph in document.paragraphs),
        sheets={name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names},
        snapshot=report.frozen,
    )


@pytest.fixture(scope="module")
def nghe_an(demonstration: None) -> SimpleNamespace:
    return files_of("40", "dau-moi")


@pytest.fixture(scope="module")
def yen_bai(demonstration: None) -> SimpleNamespace:
    return files_of("15", "yen-bai")


@pytest.mark.parametrize("published", NGHE_AN, ids=lambda one: one.key)
def test_nghe_an_counts_and_states_the_published_number(published: Published, nghe_an) -> None:
    assert figure_of(campaign_of("40"), published.key).value == published.value
    assert published.words in nghe_an.text


def test_nghe_an_states_its_percentage_and_every_locality(nghe_an) -> None:
    campaign = campaign_of("40")

    assert figure_of(campaign, "ALL.TOTAL").percent == Decimal("92.32")
    assert "đạt 92,32% kế hoạch BHXH Việt Nam tạm giao năm 2024" in nghe_an.text
    assert figure_of(campaign, "EV.UNITS_DONE").denominator == 21


@pytest.mark.parametrize(("words", "pattern", "number"), NGHE_AN_WORKPLACES)
def test_nghe_an_names_the_workplaces_and_schools(words: str, pattern: str, number: str, nghe_an) -> None:
    assert words in nghe_an.text


@pytest.mark.parametrize("published", YEN_BAI, ids=lambda one: one.key)
def test_yen_bai_counts_and_states_the_published_number(published: Published, yen_bai) -> None:
    assert figure_of(campaign_of("15"), published.key).value == published.value
    assert published.words in yen_bai.text


def test_the_numbers_are_those_of_the_sources(seed) -> None:
    """Skipped, with a sentence, where the folder of the sources is absent."""
    nghe_an, yen_bai = seed("002"), seed("003")

    for published in NGHE_AN:
        assert published.read_from(nghe_an)[0] == grouped(published.value), published.key
    for _, pattern, number in NGHE_AN_WORKPLACES:
        assert Published("", 0, "", pattern).read_from(nghe_an) == [number]
    assert "đạt 92,32% kế hoạch tạm giao năm 2024" in nghe_an
    for published in YEN_BAI:
        number, *percentage = published.read_from(yen_bai)
        assert number == grouped(published.value), published.key
        assert all(published.words.endswith(f"đạt {one}") for one in percentage), published.key


def test_the_percentages_of_yen_bai_are_the_published_ones_at_one_decimal() -> None:
    campaign = campaign_of("15")

    found = {
        code: round(figure_of(campaign, code).percent, 1)
        for code in ("SI.VOL.TOTAL", "SI.COMP.TOTAL", "UI.TOTAL")
    }

    assert found == {
        "SI.VOL.TOTAL": Decimal("74.4"),
        "SI.COMP.TOTAL": Decimal("96.0"),
        "UI.TOTAL": Decimal("95.9"),
    }


def test_yen_bai_tells_what_was_called_off_and_done_instead(yen_bai) -> None:
    assert "không tổ chức được do giãn cách xã hội để phòng, chống dịch Covid-19" in yen_bai.text
    assert "Có 9 Lễ ra quân".lower() in yen_bai.text.lower()
    assert "đã chuyển sang hình thức khác, gồm 9 " in yen_bai.text
    assert "đợt đến từng nhà" in yen_bai.text


@pytest.mark.parametrize("published", COUNTED, ids=lambda one: one.key)
def test_losing_a_single_row_changes_the_number(published: Published) -> None:
    campaign = campaign_of("40")
    rows = progress.rows_behind(
        scope_of(campaign, published.key), indicator_of(published.key.removesuffix(LAUNCH_MARK))
    )
    assert rows.count() > 0

    lose(middle_of(rows))

    assert published.words not in told_by(campaign)
    assert figure_of(campaign, published.key).value < published.value


def test_losing_one_sign_up_of_the_launch_is_lost_from_the_day_and_the_month() -> None:
    campaign = campaign_of("40")
    lose(middle_of(SignUp.objects.filter(campaign=campaign, programme="VSI", signed_on=date(2024, 5, 6))))

    text = told_by(campaign)

    assert "690 người tham gia BHXH tự nguyện" in text
    assert "1.402 người tham gia BHXH tự nguyện" in text


@pytest.mark.parametrize("number", range(6))
def test_losing_a_session_at_a_workplace_changes_the_report(number: int, nghe_an) -> None:
    campaign = campaign_of("40")
    session = Activity.objects.filter(campaign=campaign, kind="WORKPLACE").order_by("id")[number]
    before = told_by(campaign)
    lose(session)

    text = told_by(campaign)

    assert "6 buổi với hơn 659 người dự" in before
    assert "6 buổi" not in text
    assert f"{grouped(659 - session.attendance)} người dự" in text


def test_losing_one_banner_changes_the_sentence_and_losing_both_the_locality() -> None:
    campaign = campaign_of("40")
    scope = progress.Scope.of(campaign)
    banners = progress.rows_behind(scope, indicator_of("EV.VISUAL"))
    first = middle_of(banners)
    place = first.place
    before = told_by(campaign)
    lose(first)

    after_one = told_by(campaign)
    lose(banners.filter(place__path__startswith=place.path).get())
    after_both = told_by(campaign)

    assert "21/21 địa phương, 42 vị trí" in before
    assert "21/21 địa phương, 41 vị trí" in after_one
    assert "20/21 địa phương, 40 vị trí" in after_both


@pytest.mark.parametrize(
    ("province", "published"),
    [
        *(("40", BY_KEY[key]) for key in ("SI.COMP.NEW", "ALL.TOTAL")),
        *(("15", one) for one in YEN_BAI if one.key != "SI.VOL.NEW"),
    ],
    ids=lambda one: getattr(one, "key", one),
)
def test_losing_an_imported_figure_leaves_nothing_to_state(
    province: str,
    published: Published,
) -> None:
    campaign = campaign_of(province)
    Figure.objects.get(campaign=campaign, indicator=published.key).delete()

    assert figure_of(campaign, published.key).value is None
    assert grouped(published.value) not in told_by(campaign)


def test_losing_a_plan_leaves_no_percentage() -> None:
    campaign = campaign_of("40")
    plan = Target.objects.get(campaign=campaign, programme="ALL")
    Share.objects.filter(target=plan).delete()
    plan.delete()

    text = told_by(campaign)

    assert "3.039.673" in text
    assert "92,32" not in text


def test_losing_one_sign_up_of_yen_bai_changes_its_number() -> None:
    campaign = campaign_of("15")
    lose(middle_of(SignUp.objects.filter(campaign=campaign)))

    assert "555 người tham gia BHXH tự nguyện" in told_by(campaign)


def test_the_totals_of_the_annexes_are_those_of_the_report(nghe_an) -> None:
    stated = totals_of(nghe_an.sheets)

    for published in NGHE_AN:
        code, is_launch = published.key.removesuffix(LAUNCH_MARK), published.key.endswith(LAUNCH_MARK)
        if code in ("SI.COMP.NEW", "ALL.TOTAL", "EV.UNITS_DONE"):
            continue
        label = indicator_of(code).label
        assert (label, is_launch, published.value) in stated, published.key


def test_the_lines_of_every_annex_add_up_to_its_total(nghe_an, yen_bai) -> None:
    checked = 0
    for made in (nghe_an, yen_bai):
        for rows in area_sheets(made.sheets).values():
            lines = [row for row in rows if isinstance(row[0], float)]
            total = rows[-1]
            for column in range(2, len(total)):
                assert sum(row[column] for row in lines) == total[column]
                checked += 1
    assert checked >= 20


def test_every_district_has_its_line(nghe_an) -> None:
    for name, rows in area_sheets(nghe_an.sheets).items():
        own = [row for row in rows if row[1] == "Cấp tỉnh, không thuộc địa bàn nào ở trên"]
        assert len([row for row in rows if isinstance(row[0], float)]) - len(own) == 21, name


def test_loading_the_demonstration_again_changes_nothing() -> None:
    events = set(Event.objects.values_list("pk", flat=True))
    before, said = rows_of_every_table(), {code: told_by(campaign_of(code)) for code in ("40", "15")}

    call_command("demo_load", stdout=StringIO())
    for code in said:
        rebuild_counters(campaign=campaign_of(code), at=AT)

    new = set(Event.objects.exclude(pk__in=events).values_list("name", flat=True))
    assert new <= {"people.entered", "counters.rebuilt"}, new
    after = rows_of_every_table()
    assert {name: (count, after[name]) for name, count in before.items() if after[name] != count} == {}
    assert {code: told_by(campaign_of(code)) for code in ("40", "15")} == said


def test_no_identifier_of_the_demonstration_can_belong_to_anybody() -> None:
    """An identifier begins with the code of the province of birth; 000 is nobody's."""
    sealed = Person.objects.exclude(personal_id_sealed=None).values_list("personal_id_sealed", flat=True)
    identifiers = [crypto.unseal(one) for one in sealed]

    assert len(identifiers) > 12_000
    assert {one[:3] for one in identifiers} == {"000"}
    assert len(set(identifiers)) == len(identifiers)
    assert not Person.objects.exclude(phone_sealed=None).exists()


def middle_of(rows: Any) -> Any:
    """Return one row of many, always the same."""
    ordered = rows.order_by("id")
    return ordered[ordered.count() // 2]


def lose(row: Any) -> None:
    """Delete one row and what hangs on it, and recount its cell; a sign-up outlives the team that won it."""
    campaign_id, cell = cell_of(row)
    if isinstance(row, Team):
        SignUp.objects.filter(team=row).update(team=None)
        Tally.objects.filter(point__team=row).delete()
        row.points.all().delete()
    if isinstance(row, Point):
        Tally.objects.filter(point=row).delete()
    row.delete()
    refresh_cells(campaign_id=campaign_id, cells=[cell], at=AT)


def cell_of(row: Any) -> tuple[int, tuple[int, date]]:
    """Return the campaign of a row, and the place and day where it is counted."""
    if isinstance(row, SignUp):
        return row.campaign_id, (row.place_id, row.signed_on)
    if isinstance(row, Activity):
        return row.campaign_id, (row.place_id, timezone.localdate(row.starts_at))
    point = row.point if isinstance(row, Tally) else row
    team = point.team if isinstance(point, Point) else point
    return team.activity.campaign_id, (point.place_id, timezone.localdate(team.activity.starts_at))


def rows_of_every_table() -> dict[str, int]:
    """Return how many rows there are of everything but the trail, which tells that somebody loaded again."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_config.name.startswith("diemtua.") and model is not Event
    }


def area_sheets(sheets: dict[str, list]) -> dict[str, list]:
    return {name: rows for name, rows in sheets.items() if name.split(". ")[1] in AREA_SHEETS}


AREA_SHEETS = ("Người tham gia", "Hoạt động", "Ngày ra quân")


def totals_of(sheets: dict[str, list]) -> set[tuple[str, bool, int]]:
    """Return every total: the heading's label, whether it speaks of the launch day, and the number."""
    found = set()
    for name, rows in area_sheets(sheets).items():
        headings = next(row for row in rows if row[0] == "STT")
        for heading, value in zip(headings[2:], rows[-1][2:], strict=True):
            found.add((heading.split(" (")[0].split("\n")[0], "Ngày ra quân" in name, int(value)))
    return found
