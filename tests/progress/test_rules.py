"""What may be summed, how places are ranked, when a unit is late."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.core.numbers import percent
from diemtua.progress import rules
from diemtua.progress.rules import Aggregation, Source, Standing, indicator_of


@pytest.mark.parametrize(
    ("value", "plan", "expected"),
    [
        (3_039_673, 3_292_540, Decimal("92.32")),
        (17_956, 24_134, Decimal("74.40")),
        (51_854, 54_015, Decimal("96.00")),
        (43_031, 44_871, Decimal("95.90")),
        (5, 0, None),
    ],
    ids=["Nghệ An 2024, all", "Yên Bái 2021, voluntary", "compulsory", "unemployment", "no plan"],
)
def test_a_percentage_is_stock_by_plan(value: int, plan: int, expected: Decimal | None) -> None:
    assert percent(value, plan) == expected


@pytest.mark.parametrize("code", ["ALL.TOTAL", "SI.VOL.TOTAL", "EV.UNITS_DONE"])
def test_the_days_of_a_stock_or_a_ratio_are_not_added_up(code: str) -> None:
    with pytest.raises(rules.CannotSumOverDays):
        rules.check_days_may_be_summed(indicator_of(code))


def test_programmes_are_not_added_up_into_persons() -> None:
    with pytest.raises(rules.ProgrammesOverlap) as refused:
        rules.sum_of_programmes([(indicator_of("SI.VOL.NEW"), 1_403), (indicator_of("HI.NEW"), 11_287)])

    assert refused.value.code == "programmes_overlap"


def test_new_and_returned_of_one_programme_are_added_up() -> None:
    parts = [(indicator_of("SI.VOL.NEW"), 3), (indicator_of("SI.VOL.RETURNED"), 2)]

    assert rules.sum_of_programmes(parts) == 5


@pytest.mark.parametrize(
    ("code", "is_imported", "refusal"),
    [
        ("ALL.TOTAL", True, None),
        ("SI.COMP.NEW", True, None),
        ("CO.RADIO.ALL", True, "counted_from_rows"),
        ("CO.RADIO.ALL", False, None),
        ("EV.UNITS_DONE", False, "computed_from_parts"),
    ],
)
def test_what_may_be_entered_by_hand(code: str, is_imported: bool, refusal: str | None) -> None:
    found = rules.why_not_enter(indicator_of(code), is_imported=is_imported)

    assert (found.code if found else None) == refusal


def test_an_unknown_code_is_refused_and_named() -> None:
    with pytest.raises(rules.UnknownIndicator) as refused:
        indicator_of("XX.1")

    assert refused.value.text == "Không có chỉ số “XX.1” trong danh mục."


def test_places_are_ranked_by_their_share_of_the_plan_and_ties_by_name() -> None:
    standings = [
        Standing("1", "Vinh", 500, 1_000),
        Standing("2", "Kỳ Sơn", 9, 10),
        Standing("3", "Đô Lương", 45, 50),
        Standing("4", "Diễn Châu", 70, None),
    ]

    found = [(one.rank, one.standing.name) for one in rules.ranked(standings)]

    assert found == [(1, "Đô Lương"), (1, "Kỳ Sơn"), (3, "Vinh"), (None, "Diễn Châu")]


def test_the_exact_ratio_ranks_not_the_rounded_one() -> None:
    close = [Standing("1", "An", 100_000, 300_001), Standing("2", "Bình", 100_000, 300_000)]

    assert [one.standing.name for one in rules.ranked(close)] == ["Bình", "An"]


def test_without_any_plan_the_value_ranks() -> None:
    standings = [Standing("1", "An", 1), Standing("2", "Bình", 3), Standing("3", "Cúc", 3)]

    found = [(one.rank, one.standing.name) for one in rules.ranked(standings)]

    assert found == [(1, "Bình"), (1, "Cúc"), (3, "An")]


@pytest.mark.parametrize(
    ("last_day", "today", "late", "silent"),
    [
        (date(2024, 5, 9), date(2024, 5, 10), False, 1),
        (date(2024, 5, 7), date(2024, 5, 10), True, 3),
        (None, date(2024, 5, 2), False, 2),
        (None, date(2024, 5, 3), True, 3),
        (date(2024, 5, 11), date(2024, 5, 10), False, 0),
    ],
    ids=["yesterday", "three days ago", "never, second day", "never, third day", "planned ahead"],
)
def test_a_unit_is_late_after_three_days_without_a_word(last_day, today, late, silent) -> None:
    start = date(2024, 5, 1)

    assert rules.is_late(last_day, start, today, 3) is late
    assert rules.days_silent(last_day, start, today) == silent


def test_the_catalogue_is_sound() -> None:
    for code, indicator in rules.CATALOGUE.items():
        assert code == indicator.code
        assert len(code) <= 24
        assert indicator.label
        assert indicator.unit
        assert (indicator.aggregation is Aggregation.LAST) <= (indicator.source is Source.FIGURES)
