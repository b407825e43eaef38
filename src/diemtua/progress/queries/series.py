"""One indicator day by day: what came on each day, and so far."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from diemtua.core.periods import days
from diemtua.progress.queries.figures import Scope
from diemtua.progress.rules import Indicator, check_days_may_be_summed


@dataclass(frozen=True)
class DayValue:
    """What came on a day, and so far since the first."""

    day: date
    value: int
    cumulative: int


def day_series(scope: Scope, indicator: Indicator) -> list[DayValue]:
    """Return every day of the scope, days without rows as zero.

    :raises CannotSumOverDays: for a stock or a ratio
    """
    check_days_may_be_summed(indicator)
    rows = scope.counters().filter(indicator=indicator.code).values("day").order_by()
    by_day = dict(rows.annotate(total=Sum("value")).values_list("day", "total"))
    series: list[DayValue] = []
    so_far = 0
    for day in days(scope.first, scope.last):
        so_far += by_day.get(day, 0)
        series.append(DayValue(day, by_day.get(day, 0), so_far))
    return series
