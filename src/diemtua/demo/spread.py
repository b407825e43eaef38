"""Spreading totals over rows: parts that add up, days of a month, places in turn."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random
from typing import TypeVar
from uuid import UUID, uuid5

from django.utils import timezone

from diemtua.targets.rules import allocate

T = TypeVar("T")
NAMESPACE = UUID("6b1f6a52-0d5e-4f0e-9a53-4b1d6c0f2024")


def device_ref(*words: object) -> UUID:
    """Return the same reference for the same words, so that loading the demonstration twice is harmless."""
    return uuid5(NAMESPACE, "/".join(map(str, words)))


def uneven_parts(chance: Random, total: int, count: int, *, floor: int = 1) -> list[int]:
    """Split `total` into `count` uneven whole parts of at least `floor`, adding up to `total`."""
    weights = {f"{number:06d}": chance.randint(50, 150) for number in range(count)}
    shares = allocate(total - floor * count, weights)
    return [floor + shares[code] for code in sorted(shares)]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of Hà Nội."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def working_days(first: date, last: date) -> list[date]:
    """Return the days from Monday to Saturday between two days, both included."""
    span = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in span if day.weekday() < 6]


def in_turn(chance: Random, items: Sequence[T]) -> Iterator[T]:
    """Yield the items for ever, each once a round, in a shuffled order."""
    shuffled = list(items)
    chance.shuffle(shuffled)
    return cycle(shuffled)
