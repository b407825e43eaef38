"""The law as it stands: what comes with the program, and the decrees that officers have applied since."""

from functools import lru_cache

from diemtua.insurance.models import Decree, DecreeRow
from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.law import Law, Row


def law_in_force() -> Law:
    """Return the law with every applied decree taken in, in the order in which they were applied."""
    applied = Decree.objects.in_force().order_by("applied_at", "id")
    return _with_decrees(tuple(applied.values_list("pk", flat=True)))


def law_with(decree: Decree) -> Law:
    """Return the law in force as it would be with the rows of a draft."""
    return law_in_force().replaced(rows_of(decree))


def rows_of(decree: Decree) -> list[Row]:
    """Return the rows of one decree as rules read them."""
    return [row.as_row() for row in decree.rows.select_related("decree")]


@lru_cache(maxsize=8)
def _with_decrees(pks: tuple[int, ...]) -> Law:
    """Build the law once for each set of applied decrees: the rows of an applied decree never change."""
    law = bundled_law()
    rows = DecreeRow.objects.filter(decree__in=pks).select_related("decree")
    for pk in pks:
        law = law.replaced(row.as_row() for row in rows if row.decree_id == pk)
    return law
