"""A line chart drawn on the server: it needs no script, prints, and has a table behind it.

Plain geometry: values in, coordinates out; colours and text sizes are the style sheet's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from diemtua.web.templatetags.dt import comma

LEFT, RIGHT, TOP, BOTTOM = 84, 14, 14, 30  # room for the words around the field, in pixels
MIDDLE = 0.55  # beyond this part of the width a word stands to the left of its mark
MILLION, BILLION = 1_000_000, 1_000_000_000


@dataclass(frozen=True)
class Series:
    """One line: its name and its points (x, y), in order of x; y in đồng."""

    name: str
    points: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Mark:
    """A place on the x axis that stands out, and what happens there."""

    x: int
    text: str


@dataclass(frozen=True)
class Tick:
    """A word at `at` pixels from the corner of the drawing; `is_late` when it has no room to its right."""

    at: float
    text: str
    is_late: bool = False


@dataclass(frozen=True)
class Drawing:
    """Everything that the template writes down: `paths` one per series, in their order."""

    width: int
    height: int
    paths: list[str]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    marks: list[Tick]
    left: int = LEFT
    top: int = TOP

    @property
    def right(self) -> int:
        """Return where the field ends."""
        return self.width - RIGHT

    @property
    def bottom(self) -> int:
        """Return where the x axis lies."""
        return self.height - BOTTOM


def draw(series: Sequence[Series], marks: Sequence[Mark] = (), *, width: int, height: int) -> Drawing:
    """Lay out lines over one x axis in a drawing of `width` by `height` pixels; nought is always shown.

    :raises ValueError: without a single point
    """
    points = [point for one in series for point in one.points]
    first, last = min(x for x, _y in points), max(x for x, _y in points)
    lowest, highest = min(0, *(y for _x, y in points)), max(1, *(y for _x, y in points))
    step = _round_step((highest - lowest) / 5)
    floor, roof = lowest // step * step, -(-highest // step) * step
    across = (width - LEFT - RIGHT) / max(last - first, 1)
    down = (height - TOP - BOTTOM) / (roof - floor)

    def place(x: int) -> float:
        return round(LEFT + (x - first) * across, 1)

    def level(y: int) -> float:
        return round(height - BOTTOM - (y - floor) * down, 1)

    years = _round_step((last - first) / max(2, width // 90)) or 1
    return Drawing(
        width=width,
        height=height,
        paths=[" ".join(f"{place(x)},{level(y)}" for x, y in one.points) for one in series],
        x_ticks=[Tick(place(x), str(x)) for x in range(first, last + 1) if x % years == 0],
        y_ticks=[Tick(level(y), short_money(y)) for y in range(floor, roof + 1, step)],
        marks=[
            Tick(place(mark.x), mark.text, place(mark.x) > width * MIDDLE)
            for mark in marks
            if first <= mark.x <= last
        ],
    )


def short_money(dong: int) -> str:
    """Return an amount in as few signs as an axis has room for: '250 triệu', '1,2 tỷ'."""
    if dong < 0:
        return f"−{short_money(-dong)}"
    if dong >= BILLION:
        return _("%s tỷ") % comma(Decimal(dong) / BILLION, 1)
    if dong >= MILLION:
        return _("%s triệu") % comma(Decimal(dong) / MILLION, 1)
    return comma(dong, 0)


def _round_step(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … that is not below `least`."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor >= least:
                return step * factor
        step *= 10
