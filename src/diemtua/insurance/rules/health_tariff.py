"""What one person's health insurance costs on a day: the figures of the law, worked out once for the day.

Decree 146/2018 until 30 June 2025, Decree 188/2025 since. Docs: docs/algorithms/household-health.md.
"""

from decimal import Decimal
from typing import cast

from diemtua.core.numbers import to_dong
from diemtua.insurance.enums import HealthGroup
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw, Row

FULL_MONTH = Words("Mức đóng đủ một tháng", "Full contribution of one month")


class Tariff:
    """The contributions of a day, in đồng; each amount is worked out when first asked for, and kept.

    `full` is the first member's contribution of one month, `periods` the numbers of months that may be
    paid at once.

    :raises NoLawForDay: for a day without a base salary, a rate or the shares of the household
    """

    def __init__(self, on: DayLaw) -> None:
        self.on = on
        self.full = on.value("health_rate") * on.value("base") / 100
        self.shares = _numbered(on, "health_share")
        self.periods = tuple(int(row.value) for row in _numbered(on, "health_period"))
        self._gross: dict[tuple[int, int], int] = {}
        self._added: dict[tuple[str, HealthGroup, str, int, int], int] = {}

    def share(self, order: int) -> Row:
        """Return the share of the member in place `order` (1, 2, …); the last row is for all that follow."""
        return self.shares[min(order, len(self.shares)) - 1]

    def exact(self, order: int, months: int) -> Decimal:
        """Return a contribution before rounding; `order` 0 stands outside the order and pays in full."""
        share = self.share(order).value if order else Decimal(100)
        return self.full * share * months / 100

    def gross(self, order: int, months: int) -> int:
        """Return the contribution of one person for a period, in whole đồng, before any support."""
        kept = self._gross.get((order, months))
        if kept is None:
            kept = self._gross[order, months] = to_dong(self.exact(order, months))
        return kept

    def added(self, parameter: str, group: HealthGroup, place: str, order: int, months: int) -> int:
        """Return what the State (`health_support`) or a province (`health_topup`) pays for `months`.

        0 where a province has decided nothing; the State's support of a group has a row or is refused.

        :raises NoLawForDay:
        """
        key = (parameter, group, place, order, months)
        kept = self._added.get(key)
        if kept is None:
            row = self.on.find(parameter, group, place) if place else self.on.row(parameter, group)
            percent = row.value if row else Decimal(0)
            kept = self._added[key] = to_dong(self.exact(order, months) * percent / 100)
        return kept


def tariff(on: DayLaw) -> Tariff:
    """Return the tariff of a day, made once.

    :raises NoLawForDay:
    """
    kept = on.worked.get("health_tariff")
    if kept is None:
        kept = on.worked["health_tariff"] = Tariff(on)
    return cast(Tariff, kept)


def full_month_step(on: DayLaw) -> Step:
    """Return the working of the full contribution of one month: rate times base salary."""
    rate, base = on.row("health_rate"), on.row("base")
    formula = f"{show_percent(rate.value)} × {show(base.value)}"
    return Step(FULL_MONTH, formula, tariff(on).full, Unit.DONG_A_MONTH, (rate, base))


def due_step(on: DayLaw, title: Words, order: int, months: int) -> Step:
    """Return the working of what one person of the household owes for a period."""
    scale = tariff(on)
    formula = f"{show(scale.full)} × {months}"
    rows: tuple[Row, ...] = ()
    if order:
        row = scale.share(order)
        formula, rows = f"{show_percent(row.value)} × {formula}", (row,)
    return Step(title, formula, Decimal(scale.gross(order, months)), Unit.DONG, rows)


def _numbered(on: DayLaw, parameter: str) -> tuple[Row, ...]:
    """Return the rows of the keys 1, 2, 3 … up to the first that is missing; the first must be there."""
    rows = [on.row(parameter, "1")]
    while row := on.find(parameter, str(len(rows) + 1)):
        rows.append(row)
    return tuple(rows)
