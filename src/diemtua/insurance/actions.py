"""Entering a new decree as rows, applying it and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.core.db import constraint_as
from diemtua.core.text import tidy
from diemtua.insurance.models import Decree, DecreeRow
from diemtua.insurance.queries import law_in_force
from diemtua.insurance.rules import decrees


@dataclass(frozen=True)
class NewRow:
    """One figure of a decree as a form knows it; `last` is the last day, None for "until changed"."""

    parameter: str
    value: Decimal
    first: date
    last: date | None = None
    key: str = ""
    place_code: str = ""


@transaction.atomic
def enter_decree(*, title: str, source: str, is_verified: bool, by: Any, at: datetime) -> Decree:
    """Begin a draft; its rows are entered one by one and count only once it is applied."""
    decree = Decree.objects.create(
        title=tidy(title), source=tidy(source), is_verified=is_verified, entered_by=by, entered_at=at
    )
    audit.record("decree.entered", target=decree, by=by, at=at)
    return decree


@transaction.atomic
def enter_row(*, decree: Decree, new: NewRow, by: Any, at: datetime) -> DecreeRow:
    """Add one figure to a draft.

    :raises AlreadyApplied, UnknownFigure, ValueOutOfRange, EndsBeforeItBegins, AlreadyInDecree:
    """
    decree = _draft(decree)
    if refusal := decrees.why_not_enter(
        law_in_force(),
        parameter=new.parameter,
        key=new.key,
        value=new.value,
        first=new.first,
        last=new.last,
    ):
        raise refusal
    with constraint_as("one_row_per_figure_and_day_of_a_decree", decrees.AlreadyInDecree()):
        row = DecreeRow.objects.create(
            decree=decree,
            parameter=new.parameter,
            key=new.key,
            place_code=new.place_code,
            value=new.value,
            valid_from=new.first,
            valid_to=new.last + timedelta(days=1) if new.last else None,
        )
    audit.record("decree.row_entered", target=decree, by=by, at=at, parameter=new.parameter, key=new.key)
    return row


@transaction.atomic
def remove_row(*, decree: Decree, row: int, by: Any, at: datetime) -> None:
    """Take one figure out of a draft; one that is gone already is no error.

    :raises AlreadyApplied:
    """
    decree = _draft(decree)
    decree.rows.filter(pk=row).delete()
    audit.record("decree.row_removed", target=decree, by=by, at=at)


@transaction.atomic
def apply_decree(*, decree: Decree, by: Any, at: datetime) -> Decree:
    """Let the rows of a draft take over from the days on which they begin, for every quote from now on.

    :raises AlreadyApplied, NothingToApply:
    """
    decree = _draft(decree)
    if not decree.rows.exists():
        raise decrees.NothingToApply(title=decree.title)
    decree.applied_by, decree.applied_at = by, at
    decree.save(update_fields=["applied_by", "applied_at"])
    audit.record("decree.applied", target=decree, by=by, at=at, rows=decree.rows.count())
    return decree


@transaction.atomic
def withdraw_decree(*, decree: Decree, by: Any, at: datetime) -> Decree:
    """Take an applied decree back: quotes are again what they were without it. It stays on record.

    :raises NotApplied:
    """
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if decree.is_draft or decree.withdrawn_at:
        raise decrees.NotApplied(title=decree.title)
    decree.withdrawn_at = at
    decree.save(update_fields=["withdrawn_at"])
    audit.record("decree.withdrawn", target=decree, by=by, at=at)
    return decree


def _draft(decree: Decree) -> Decree:
    """Return the decree under a lock, if it is still a draft."""
    locked = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if not locked.is_draft:
        raise decrees.AlreadyApplied(title=locked.title)
    return locked
