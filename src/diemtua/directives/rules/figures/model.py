"""What a stated figure is: its value, its unit, its bound, and of when, where and what it is."""

from dataclasses import dataclass, field
from datetime import date

from diemtua.core.numbers import decimal_comma, grouped


@dataclass(frozen=True)
class Scope:
    """Of when, where and what a figure is, as far as the text says.

    `period` and `place` are words of the text. `parent` is the place in the list of the figure of which this
    is a part ("trong đó"); `about` that of the figure which a percentage speaks of ("đạt 74,4% kế hoạch").
    """

    period: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    place: str | None = None
    parent: int | None = None
    as_of: date | None = None  # of a stock: the day on which it was counted
    about: int | None = None
    of_what: str | None = None  # of a percentage: "kế hoạch năm", "dân số", "so với cùng kỳ"


@dataclass(frozen=True)
class StatedFigure:
    """One figure: what the text counts, our indicator (empty when unknown), value, bound, unit, span.

    `value` is a whole number wherever it can be (money in đồng), else a float, as where `unit` is "%".
    `of` is the whole of a share (21/21 địa phương).
    """

    label: str
    indicator: str
    value: int | float
    bound: str  # =, >, >=, <, ~
    unit: str
    start: int
    end: int
    of: int | None = None
    scope: Scope = field(default_factory=Scope)

    @property
    def printed(self) -> str:
        """Return the value as Vietnamese papers print it."""
        return grouped(self.value) if isinstance(self.value, int) else decimal_comma(self.value)
