"""The dated rows: one holds on a day or none does; a new decree takes over; nothing overlaps."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from subprocess import run

import pytest

from diemtua.insurance.enums import Confidence
from diemtua.insurance.rules.bundled import bundled_law, law_on
from diemtua.insurance.rules.law import FIRST_DAY, Law, Overlap, Parameter, Row
from diemtua.insurance.rules.refusals import BeforeFirstDay, NoLawForDay

BASE = Parameter("base", "lương cơ sở", "base salary", "dong")
OLD = Row("base", Decimal(100), date(2020, 1, 1), date(2022, 1, 1), "cũ", "", Confidence.HIGH)
NEW = replace(OLD, value=Decimal(120), valid_from=date(2022, 1, 1), valid_to=None, basis="mới")


def law(*rows: Row) -> Law:
    return Law([BASE], rows)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2018, 6, 30), 1_300_000),
        (date(2018, 7, 1), 1_390_000),
        (date(2019, 7, 1), 1_490_000),
        (date(2023, 6, 30), 1_490_000),
        (date(2023, 7, 1), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
    ],
)
def test_the_base_salary_changes_on_its_days(day: date, value: int) -> None:
    assert bundled_law().on(day).value("base") == value


def test_a_day_without_a_row_is_refused_by_name_and_says_what_is_covered() -> None:
    with pytest.raises(NoLawForDay) as refusal:
        law(OLD).on(date(2022, 1, 1)).value("base")

    assert refusal.value.text == (
        "Chưa có số liệu pháp luật “lương cơ sở” cho ngày 01/01/2022. Có: 01/01/2020–31/12/2021."
    )


def test_quotes_begin_on_the_first_day_of_2018() -> None:
    assert law_on(FIRST_DAY).value("base") == 1_300_000
    with pytest.raises(BeforeFirstDay):
        law_on(FIRST_DAY - timedelta(days=1))


def test_rows_that_share_a_day_are_refused() -> None:
    with pytest.raises(Overlap):
        law(OLD, replace(NEW, valid_from=date(2021, 12, 31)))


def test_a_gap_between_rows_is_told() -> None:
    assert list(law(OLD, NEW).gaps()) == []
    later = replace(NEW, valid_from=date(2022, 2, 1))
    assert list(law(OLD, later).gaps()) == [(OLD, later)]


# The insurer's yearly notices of the fund's return and the tables of prices are not all to be had.
# Whether owners who paid the lump-sum tax became compulsory in 2026 is not settled.
KNOWN_GAPS = {"fund_return", "owner_compulsory"}


def test_the_bundled_rows_have_no_gap_but_the_known_ones() -> None:
    gaps = {earlier.parameter for earlier, _ in bundled_law().gaps()}

    assert {name for name in gaps if not name.startswith("index")} == KNOWN_GAPS


def test_every_bundled_row_names_its_law_and_its_source() -> None:
    rows = bundled_law().rows

    assert len(rows) > 50
    assert [row for row in rows if not row.basis or not row.source] == []


def test_a_new_decree_ends_the_row_before_it() -> None:
    decree = replace(NEW, value=Decimal(130), valid_from=date(2021, 7, 1), basis="nghị định mới")

    changed = law(OLD, NEW).replaced([decree])

    assert changed.on(date(2021, 6, 30)).value("base") == 100
    assert changed.on(date(2021, 7, 1)).value("base") == 130
    assert changed.on(date(2023, 1, 1)).value("base") == 130


def test_a_decree_for_some_months_leaves_the_row_around_it() -> None:
    bridge = replace(OLD, value=Decimal(90), valid_from=date(2021, 1, 1), valid_to=date(2021, 4, 1))

    changed = law(OLD, NEW).replaced([bridge])

    assert [changed.on(day).value("base") for day in (date(2020, 12, 31), date(2021, 1, 1))] == [100, 90]
    assert [changed.on(day).value("base") for day in (date(2021, 3, 31), date(2021, 4, 1))] == [90, 100]
    assert changed.on(date(2022, 1, 1)).value("base") == 120


def test_the_library_needs_no_django() -> None:
    script = (
        "import sys\n"
        "from datetime import date\n"
        "from diemtua.insurance import Member, law_on, quote_household\n"
        "on = law_on(date(2024, 7, 1))\n"
        "print(quote_household(on, members=[Member()]).net, 'django' in sys.modules)\n"
    )

    told = run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["1263600", "False"]
