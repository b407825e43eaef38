"""The line chart: every point where its figure says."""

import pytest

from diemtua.web.advice.drawing import BOTTOM, LEFT, RIGHT, TOP, Mark, Series, draw, short_money


def test_the_corners_of_the_field_are_the_first_and_the_highest() -> None:
    drawing = draw([Series("a", [(40, 0), (60, 4_000_000)])], width=400, height=240)
    first, last = drawing.paths[0].split()

    assert first == f"{LEFT}.0,{240 - BOTTOM}.0"
    assert last == f"{400 - RIGHT}.0,{TOP}.0"


def test_lines_share_one_scale_from_nought_to_a_round_figure() -> None:
    low, high = Series("low", [(1, 0), (2, 30_000_000)]), Series("high", [(1, 0), (2, 90_000_000)])
    drawing = draw([low, high], width=400, height=240)

    assert [tick.text for tick in drawing.y_ticks] == [
        "0",
        "20 triệu",
        "40 triệu",
        "60 triệu",
        "80 triệu",
        "100 triệu",
    ]
    assert len(drawing.paths) == 2


def test_what_falls_below_nought_is_drawn_below_it() -> None:
    drawing = draw([Series("a", [(40, -30_000_000), (60, 70_000_000)])], width=400, height=240)

    assert [tick.text for tick in drawing.y_ticks][:3] == ["−40 triệu", "−20 triệu", "0"]
    assert drawing.y_ticks[2].at < drawing.bottom


def test_a_mark_outside_the_years_is_left_out() -> None:
    drawing = draw([Series("a", [(40, 1), (50, 2)])], [Mark(45, "x"), Mark(99, "y")], width=400, height=240)

    assert [mark.text for mark in drawing.marks] == ["x"]


@pytest.mark.parametrize("points", [[(40, 0)], [(40, 5), (41, 5)], [(1, 10**12), (100, 10**12)]])
def test_flat_short_and_huge_lines_can_be_drawn(points: list[tuple[int, int]]) -> None:
    assert draw([Series("a", points)], width=320, height=240).paths[0]


def test_nothing_cannot_be_drawn() -> None:
    with pytest.raises(ValueError):
        draw([], width=320, height=240)


@pytest.mark.parametrize(
    ("dong", "text"), [(0, "0"), (250_000_000, "250 triệu"), (1_200_000_000, "1,2 tỷ"), (500_000, "500.000")]
)
def test_money_at_an_axis_is_short(dong: int, text: str) -> None:
    assert short_money(dong) == text
