"""From a day to a day. Plain Python.

A period is half open: `valid_from` is its first day, `valid_to` the first day on which it no longer
holds, None while it holds. So one row ends on the very day the next one begins.
"""

from collections.abc import Iterator
from datetime import date, timedelta


def holds_on(day: date, valid_from: date, valid_to: date | None) -> bool:
    """Say whether a row valid from `valid_from` (inclusive) to `valid_to` (exclusive) holds on `day`."""
    return valid_from <= day and (valid_to is None or day < valid_to)


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def parse_day(text: str) -> date | None:
    """Read a day as people write it (6/5/2024, 06-05-2024, 6.5.2024, 2024-05-06); None when it is not one."""
    bare = text.strip().replace(" ", "")
    for sign in "-.":
        bare = bare.replace(sign, "/")
    parts = bare.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
    if year < 1000:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
