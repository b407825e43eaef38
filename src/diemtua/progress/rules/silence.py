"""When a unit is late: neither a row nor a nil report for some days. Plain Python."""

from datetime import date


def days_silent(last_day: date | None, starts_on: date, today: date) -> int:
    """Return for how many days nothing came: since the last report, or since the campaign began."""
    if last_day is None:
        return max((today - starts_on).days + 1, 0)
    return max((today - last_day).days, 0)


def is_late(last_day: date | None, starts_on: date, today: date, limit: int) -> bool:
    """Say whether a unit has been silent for `limit` days or longer on `today`."""
    return days_silent(last_day, starts_on, today) >= limit
