"""What PostgreSQL and Django need from every app: dated rows, constraints as refusals, announcements."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Self

import psycopg
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.dispatch import Signal

from diemtua.core.errors import Refusal
from diemtua.core.text import fold


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with `valid_from` (inclusive) and `valid_to` (exclusive, null while open)."""

    def valid_on(self, day: date) -> Self:
        """Keep the rows that hold on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Folded(models.Func):
    """A text as `core.text.fold` writes it, made by the database: for searching short lists without tones.

    Lists of thousands keep a `search_key` instead.
    """

    function = "translate"
    output_field = models.TextField()

    def __init__(self, expression: Any) -> None:
        marked, bare = _marked_letters()
        lowered = models.Func(expression, function="lower", output_field=models.TextField())
        super().__init__(lowered, models.Value(marked), models.Value(bare))


@cache
def _marked_letters() -> tuple[str, str]:
    """Return the precomposed letters, large and small, and the bare small letter of each."""
    pairs = [(sign, fold(sign)) for sign in map(chr, range(0xC0, 0x1EFA)) if sign.isalpha()]
    kept = [(sign, bare) for sign, bare in pairs if len(bare) == 1 and bare.isascii()]
    return "".join(sign for sign, _ in kept), "".join(bare for _, bare in kept)


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
    """Send `signal` once the running transaction is committed. Arguments are ids and days, never rows.

    Said again right after itself in one transaction, it is sent once: who hears it looks at what then is.
    """
    waiting = transaction.get_connection().run_on_commit
    last = waiting[-1][1] if waiting else None
    said = _Announcement(signal, ids)
    if last != said or last.is_sent:
        transaction.on_commit(said)


@dataclass
class _Announcement:
    """A signal to be sent at the commit, with what it says."""

    signal: Signal
    ids: dict[str, Any]
    is_sent: bool = field(default=False, compare=False)

    def __call__(self) -> None:
        self.is_sent = True
        self.signal.send(sender=None, **self.ids)


def copy_in(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model by COPY, several times faster than `bulk_create`.

    The rows get their keys first. A row that breaks a unique constraint is left out, as with
    `bulk_create(ignore_conflicts=True)`: whoever must know asks afterwards which rows are there.
    """
    if rows:
        with transaction.atomic():
            _copy(rows)


def _copy(rows: Sequence[models.Model]) -> None:
    fields = list(rows[0]._meta.concrete_fields)
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.attname) for field in fields)
    with connection.cursor() as cursor:
        _give_keys(cursor, rows)
        cursor.execute(f"CREATE TEMPORARY TABLE arriving (LIKE {table}) ON COMMIT DROP")
        with cursor.copy(f"COPY arriving ({columns}) FROM STDIN") as copy:
            prepared = [_column(field) for field in fields]
            for row in rows:
                copy.write_row([value_of(row) for value_of in prepared])
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM arriving "  # noqa: S608 -- our own names
            "ON CONFLICT DO NOTHING"
        )
        cursor.execute("DROP TABLE arriving")


def copy_over(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the fields `names` of rows that are there already, by COPY: `bulk_update` for many rows."""
    if rows:
        with transaction.atomic():
            changes = Changes(type(rows[0]), names)
            changes.add(rows)
            changes.write()


class Changes:
    """Fields of rows that are there already, gathered in the database and written over them at once.

    Inside one transaction, and one at a time; nothing is locked before `write`.
    """

    def __init__(self, model: type[models.Model], names: Sequence[str]) -> None:
        meta = model._meta
        self._fields: list[Any] = [meta.pk, *(meta.get_field(name) for name in names)]
        self._table = connection.ops.quote_name(meta.db_table)
        self._columns = [connection.ops.quote_name(field.column) for field in self._fields]
        self._name = f"changed_{meta.db_table}_{len(names)}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE {self._name} ON COMMIT DROP AS "  # noqa: S608 -- our own names
                f"SELECT {', '.join(self._columns)} FROM {self._table} WITH NO DATA"
            )

    def add(self, rows: Sequence[models.Model]) -> None:
        """Gather what `rows` say now."""
        values = [_column(field) for field in self._fields]
        told = ", ".join(self._columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {self._name} ({told}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([value_of(row) for value_of in values])

    def write(self) -> None:
        """Write everything gathered; then there is nothing left of it."""
        key, *others = self._columns
        told = ", ".join(f"{column} = {self._name}.{column}" for column in others)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self._table} SET {told} FROM {self._name} "  # noqa: S608 -- our own names
                f"WHERE {self._table}.{key} = {self._name}.{key}"
            )
            cursor.execute(f"DROP TABLE {self._name}")


# What PostgreSQL's driver takes as it is: Django's own preparation costs more than the copying.
_PLAIN = (
    models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.BinaryField,
    models.ForeignKey,
)  # fmt: skip


def _column(field: Any) -> Callable[[models.Model], Any]:
    """Return what gives the value of `field` of a row, as it is to be written."""
    if isinstance(field, _PLAIN):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _give_keys(cursor: Any, rows: Sequence[models.Model]) -> None:
    meta = rows[0]._meta
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
        [meta.db_table, meta.pk.column, len(rows)],
    )
    for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
