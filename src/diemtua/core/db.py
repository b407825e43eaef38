"""What PostgreSQL and Django need from every app: dated rows, constraints as refusals, announcements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Self

import psycopg
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.dispatch import Signal

from diemtua.core.errors import Refusal


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with `valid_from` (inclusive) and `valid_to` (exclusive, null while open)."""

    def valid_on(self, day: date) -> Self:
        """Keep the rows that hold on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


def period_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that a period ends after it begins."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
        violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
    )


def both_or_neither(name: str, *fields: str) -> models.CheckConstraint:
    """Return the constraint that `fields` are all set or all null (who and when go together)."""
    all_set = Q(**{f"{field}__isnull": False for field in fields})
    all_null = Q(**{f"{field}__isnull": True for field in fields})
    return models.CheckConstraint(name=name, condition=all_set | all_null)


@contextmanager
def constraint_as(name: str, refusal: Refusal) -> Iterator[None]:
    """Turn a breach of the constraint `name` inside the block into `refusal`; let other errors through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause = error.__cause__
        if isinstance(cause, psycopg.Error) and cause.diag.constraint_name == name:
            raise refusal from error
        raise


def announce(signal: Signal, **ids: Any) -> None:
    """Send `signal` once the running transaction is committed. Arguments are ids and days, never rows."""
    transaction.on_commit(lambda: signal.send(sender=None, **ids))
