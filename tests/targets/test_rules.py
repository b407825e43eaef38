"""Sharing out adds up, keeps what is locked, gives the floor, and explains itself."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diemtua.core.errors import Refusal
from diemtua.targets import rules
from diemtua.targets.enums import Method
from diemtua.targets.rules import Part, SharingOut, allocate, explained, numbers_of, why_not_these

CODES = st.text("0123456789", min_size=1, max_size=4)
WEIGHTS = st.dictionaries(CODES, st.integers(0, 5_000), min_size=1, max_size=30)
TOTALS = st.integers(0, 1_000_000)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, {"a": 1, "b": 1}, {"a": 5, "b": 5}),
        (10, {"a": 2, "b": 1}, {"a": 7, "b": 3}),
        (7, {"a": 1, "b": 1, "c": 1}, {"a": 3, "b": 2, "c": 2}),
        (2, {"c": 1, "a": 1, "b": 1}, {"c": 0, "a": 1, "b": 1}),
        (5, {"a": 0, "b": 3}, {"a": 0, "b": 5}),
        (0, {"a": 4, "b": 1}, {"a": 0, "b": 0}),
        (0, {"a": 0, "b": 0}, {"a": 0, "b": 0}),
    ],
    ids=[
        "even",
        "by weight",
        "one left over",
        "ties by lower code",
        "weight zero",
        "nothing",
        "nothing by nothing",
    ],
)
def test_allocate(total: int, weights: dict, shares: dict) -> None:
    assert allocate(total, weights) == shares


@pytest.mark.parametrize(
    ("total", "weights", "fixed", "shares"),
    [
        (10, {"a": 1, "b": 1, "c": 1}, {"locked": {"a": 6}}, {"a": 6, "b": 2, "c": 2}),
        (10, {"a": 8, "b": 1, "c": 1}, {"floor": 2}, {"a": 5, "b": 3, "c": 2}),
        (10, {"a": 8, "b": 1, "c": 1}, {"floor": 2, "locked": {"b": 0}}, {"a": 7, "b": 0, "c": 3}),
        (10, {"a": 1}, {"locked": {"a": 10}}, {"a": 10}),
        (6, {"a": 0, "b": 0}, {"floor": 3}, {"a": 3, "b": 3}),
    ],
    ids=["locked", "floor", "floor is not for the locked", "all locked", "the floor uses everything up"],
)
def test_allocate_around_what_is_fixed(total: int, weights: dict, fixed: dict, shares: dict) -> None:
    assert allocate(total, weights, **fixed) == shares


@pytest.mark.parametrize(
    ("total", "weights", "fixed", "sentence"),
    [
        (10, {"a": 0}, {}, rules.NothingToShareBy.text),
        (
            1200,
            {"a": 1},
            {"locked": {"a": 1300}},
            "Các dòng giữ nguyên đã là 1.300, nhiều hơn số phải chia là 1.200.",
        ),
        (5, {"a": 1, "b": 1}, {"floor": 3}, "Mức tối thiểu 3 cho 2 nơi cần 6, nhiều hơn số phải chia là 5."),
        (10, {"a": 1}, {"locked": {"a": 4}}, "Tổng các phần là 4, thiếu 6 so với số phải chia là 10."),
    ],
    ids=["no weight", "too much is locked", "the floor is too high", "all is locked and something is left"],
)
def test_allocate_refuses_with_the_figures(total: int, weights: dict, fixed: dict, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        allocate(total, weights, **fixed)

    assert refused.value.text == sentence


@given(TOTALS, WEIGHTS)
def test_the_parts_add_up_and_are_never_a_whole_unit_from_the_exact_share(total: int, weights: dict) -> None:
    assume(sum(weights.values()))

    shares = allocate(total, weights)

    assert sum(shares.values()) == total
    weight_sum = sum(weights.values())
    assert all(
        abs(shares[code] * weight_sum - total * weight) < weight_sum for code, weight in weights.items()
    )


@given(TOTALS, WEIGHTS)
def test_more_weight_is_never_less_and_the_order_of_rows_does_not_matter(total: int, weights: dict) -> None:
    assume(sum(weights.values()))

    shares = allocate(total, weights)

    assert allocate(total, dict(reversed(weights.items()))) == shares
    by_weight = sorted(weights, key=lambda code: (weights[code], shares[code]))
    assert [shares[code] for code in by_weight] == sorted(shares.values())


@given(TOTALS, WEIGHTS, st.integers(0, 100), st.data())
def test_what_is_locked_is_kept_and_all_others_get_the_floor(
    total: int, weights: dict, floor: int, data: st.DataObject
) -> None:
    locked = data.draw(st.dictionaries(st.sampled_from(sorted(weights)), st.integers(0, 1_000)))
    try:
        shares = allocate(total, weights, locked=locked, floor=floor)
    except Refusal:
        free = [weight for code, weight in weights.items() if code not in locked]
        left = total - sum(locked.values()) - floor * len(free)
        assert left < 0 or (left > 0 and not sum(free))
        return

    assert sum(shares.values()) == total
    assert shares.keys() == weights.keys()
    assert {code: shares[code] for code in locked} == locked
    assert all(share >= floor for code, share in shares.items() if code not in locked)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"a": 600, "b": 400}, None),
        ({"a": 1000, "b": 234}, "Tổng các phần là 1.234, thừa 234 so với số phải chia là 1.000."),
        ({"a": 1, "b": 2}, "Tổng các phần là 3, thiếu 997 so với số phải chia là 1.000."),
    ],
    ids=["adds up", "too much", "too little"],
)
def test_typed_numbers_add_up_or_are_told_by_how_much_not(numbers: dict, sentence: str | None) -> None:
    refusal = why_not_these(1_000, numbers)

    assert (refusal.text if refusal else None) == sentence


def test_a_place_without_a_typed_number_is_named() -> None:
    with pytest.raises(rules.PlacesMissing) as refused:
        numbers_of(10, {"1.": "Huyện Một", "2.": "Huyện Hai"}, SharingOut(Method.MANUAL, numbers={"2.": 10}))

    assert refused.value.text == "Còn thiếu số của: Huyện Một."


@pytest.mark.parametrize(
    ("ratio", "holds"),
    [(None, False), ("0", False), ("-1", False), ("0.01", True), ("100", True), ("100.01", False)],
)
def test_a_percentage_is_above_nothing_and_at_most_everything(ratio: str | None, holds: bool) -> None:
    assert rules.is_ratio(Decimal(ratio) if ratio else None) is holds


def _parts(numbers: dict, weights: dict, locked: dict | None = None) -> dict[str, Part]:
    return {
        code: Part(number, "PROPORTIONAL", weights[code], is_locked=code in (locked or {}))
        for code, number in numbers.items()
    }


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            _parts({"a": 6_667, "b": 3_333}, {"a": 2, "b": 1}),
            "10.000 × 2 / 3 = 6.666,67; theo phần dư lớn nhất nhận 6.667.",
        ),
        (
            _parts({"a": 6_000, "b": 4_000}, {"a": 3, "b": 1}, {"b": 4_000}),
            "6.000 × 3 / 3 = 6.000; theo phần dư lớn nhất nhận 6.000.",
        ),
        (
            _parts({"a": 6_000, "b": 4_000}, {"a": 2, "b": 1}),
            "Mỗi nơi nhận mức tối thiểu trước, phần còn lại theo tỷ trọng 2 / 3, thành 6.000.",
        ),
        (
            {"a": Part(5_000, "EQUAL"), "b": Part(5_000, "EQUAL")},
            "Chia đều 10.000: các nơi chênh nhau không quá 1.",
        ),
        ({"a": Part(9_000, "MANUAL"), "b": Part(1_000, "MANUAL")}, "Nhập tay: 9.000."),
    ],
    ids=["by weight", "after the locked", "after a floor", "evenly", "typed"],
)
def test_why_this_number(parts: dict[str, Part], sentence: str) -> None:
    assert explained(10_000, parts)["a"] == sentence


def test_what_is_locked_says_so() -> None:
    parts = _parts({"a": 6_000, "b": 4_000}, {"a": 3, "b": 1}, {"b": 4_000})

    assert explained(10_000, parts)["b"] == "Giữ nguyên 4.000, trừ ra trước khi chia phần còn lại."


def test_the_increments_of_a_real_province_are_its_baseline_shared_out() -> None:
    """Eight units of Hải Dương, 2024: household cards at the end of 2023 and what was added."""
    baseline = {
        "1": 60_437,
        "2": 43_885,
        "3": 31_901,
        "4": 41_012,
        "5": 30_324,
        "6": 37_948,
        "7": 33_509,
        "8": 30_618,
    }
    given_out = {
        "1": 5_026,
        "2": 3_587,
        "3": 2_607,
        "4": 3_352,
        "5": 2_478,
        "6": 3_101,
        "7": 2_739,
        "8": 2_502,
    }

    computed = allocate(sum(given_out.values()), baseline, locked={"1": 5_026})

    assert computed == given_out
