"""The tariff sheet: the rows from which a phone without a signal works out dues to the same đồng.

It carries rows of law, never answers, so one sheet serves every day of sign-up from `FIRST_DAY` on.
The reader is frontend/ts/advice. Docs: docs/how-to/api.md.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from diemtua.insurance.enums import Group
from diemtua.insurance.rules import prepayment
from diemtua.insurance.rules.law import FIRST_DAY, DayLaw, Law, Row

FORMAT = "diemtua-tariff/1"  # a reader refuses a sheet of another format

# What one quote cannot do without, by name and key: a day on which one is missing is not covered.
_VOLUNTARY = (
    ("base", ""),
    ("voluntary_rate", ""),
    ("voluntary_lowest_income", ""),
    ("voluntary_highest_income_factor", ""),
    ("voluntary_income_step", ""),
    ("voluntary_support", Group.OTHER.value),
    ("voluntary_support_months", ""),
    ("voluntary_years_ahead", ""),
)
NEEDED: dict[str, tuple[tuple[str, str], ...]] = {
    "voluntary": _VOLUNTARY,
    "years_ahead": (*_VOLUNTARY, ("fund_return", "")),
    "household": (("base", ""), ("health_rate", ""), ("health_share", "1"), ("health_period", "1")),
}
PARAMETERS = (
    "base",
    "fund_return",
    "health_paid_months_topup",
    "health_period",
    "health_rate",
    "health_share",
    "health_support",
    "health_support_months",
    "health_topup",
    "voluntary_deadline_months",
    "voluntary_highest_income_factor",
    "voluntary_income_step",
    "voluntary_local_support",
    "voluntary_lowest_income",
    "voluntary_rate",
    "voluntary_support",
    "voluntary_support_months",
    "voluntary_years_ahead",
)


def tariff_sheet(law: Law) -> dict[str, Any]:
    """Return the sheet of a law, ready for JSON: figures as text, days as ISO dates, both ends included.

    `hash` is the SHA-256 of all the rest (see `sheet_hash`): two sheets with one hash give one answer.
    """
    rows = [row for row in law.rows if row.parameter in PARAMETERS and _is_ever_quoted(row)]
    sheet: dict[str, Any] = {
        "format": FORMAT,
        "first_day": FIRST_DAY.isoformat(),
        "last_change": max(row.valid_from for row in rows).isoformat(),
        "covered": {quote: list(covered_days(law, quote)) for quote in NEEDED},
        "parameters": {name: _parameter(law, name) for name in PARAMETERS if name in law.parameters},
        "rows": [_row(row) for row in rows],
        "years_ahead": _years_ahead(law, rows),
    }
    return {"hash": sheet_hash(sheet), **sheet}


def sheet_hash(sheet: dict[str, Any]) -> str:
    """Return the SHA-256 of a sheet without its own hash: JSON, sorted keys, no blanks, UTF-8."""
    rest = {name: value for name, value in sheet.items() if name != "hash"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def covered_days(law: Law, quote: str) -> Iterator[dict[str, str | None]]:
    """Yield the spans of days, both ends included, on which every figure that `quote` needs has a row.

    `quote` is a name of `NEEDED`; an open end is None.
    """
    starts = [FIRST_DAY, *(day for day in law.boundary_days if day > FIRST_DAY)]
    began: date | None = None
    for day in starts:
        has_all = _has_all(law.on(day), quote)
        if has_all and began is None:
            began = day
        if not has_all and began is not None:
            yield {"from": began.isoformat(), "to": _day_before(day)}
            began = None
    if began is not None:
        yield {"from": began.isoformat(), "to": None}


def _has_all(on: DayLaw, quote: str) -> bool:
    return all(on.find(parameter, key) is not None for parameter, key in NEEDED[quote])


def _is_ever_quoted(row: Row) -> bool:
    return row.valid_to is None or row.valid_to > FIRST_DAY


def _parameter(law: Law, name: str) -> dict[str, str]:
    known = law.parameters[name]
    return {"vi": known.title_vi, "en": known.title_en, "unit": known.unit}


def _row(row: Row) -> dict[str, str | None]:
    return {
        "parameter": row.parameter,
        "key": row.key,
        "place": row.place,
        "value": f"{row.value:f}",
        "from": row.valid_from.isoformat(),
        "to": row.last_day.isoformat() if row.last_day else None,
        "basis": row.basis,
        "source": row.source,
        "confidence": row.confidence.value,
        "note": row.note,
    }


def _years_ahead(law: Law, rows: list[Row]) -> dict[str, Any]:
    """Return the discount of each month paid ahead, in `parts`, for every return that the rows know."""
    most = max((int(row.value) * 12 for row in rows if row.parameter == "voluntary_years_ahead"), default=0)
    rates = {row.value for row in rows if row.parameter == "fund_return"}
    factors = {
        f"{rate:f}": [str(part) for part in prepayment.discounts(rate, most)] for rate in sorted(rates)
    }
    return {"parts": str(prepayment.PARTS), "factors": factors}


def _day_before(day: date) -> str:
    return date.fromordinal(day.toordinal() - 1).isoformat()
