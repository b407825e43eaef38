"""Every figure of a campaign: counted or given, drilled into, ranked, and how fresh it is."""

from diemtua.progress.queries.counting import cells_of
from diemtua.progress.queries.evidence import bound_tasks, counted_at_units, counted_for, place_of_task
from diemtua.progress.queries.figures import (
    FigureView,
    Scope,
    declared_beside,
    figure,
    figures,
    is_lower_bound,
)
from diemtua.progress.queries.freshness import (
    LATE_AFTER_DAYS,
    Freshness,
    LateUnit,
    freshness,
    health,
    late_units,
    stamp,
)
from diemtua.progress.queries.places import ChildTotal, Matrix, child_totals, matrix, ranking, totals_of_kind
from diemtua.progress.queries.plans import Plan, plan_for, plans_at, shares_of_children
from diemtua.progress.queries.rows import rows_behind
from diemtua.progress.queries.series import DayValue, day_series

__all__ = [
    "LATE_AFTER_DAYS",
    "ChildTotal",
    "DayValue",
    "FigureView",
    "Freshness",
    "LateUnit",
    "Matrix",
    "Plan",
    "Scope",
    "bound_tasks",
    "cells_of",
    "child_totals",
    "counted_at_units",
    "counted_for",
    "day_series",
    "declared_beside",
    "figure",
    "figures",
    "freshness",
    "health",
    "is_lower_bound",
    "late_units",
    "matrix",
    "place_of_task",
    "plan_for",
    "plans_at",
    "ranking",
    "rows_behind",
    "shares_of_children",
    "stamp",
    "totals_of_kind",
]
