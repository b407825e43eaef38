"""One bar that shows of what a whole is made up, for `_components/strip.html`."""

from collections.abc import Iterable
from dataclasses import dataclass

SHADES = 6  # as many as there are tokens --series-N; what comes after shares the rest's shade


@dataclass(frozen=True)
class StripPart:
    """One part: its name, its number, where it begins and how wide it is (per cent), its shade."""

    label: str
    value: int
    start: float
    percent: float
    shade: str
    href: str = ""


def strip_of(parts: Iterable[tuple[str, int, str]]) -> list[StripPart]:
    """Lay (label, number, address) pairs side by side in the order given; noughts are left out.

    A part keeps the shade of its place in the order, so that strips of one kind can be compared.
    """
    given = list(parts)
    whole = sum(value for _, value, _ in given)
    laid, start = [], 0.0
    for place, (label, value, href) in enumerate(given, start=1):
        if not value:
            continue
        share = 100 * value / whole
        shade = str(place) if place <= SHADES else "rest"
        laid.append(StripPart(label, value, start, share, shade, href))
        start += share
    return laid
