"""The only writer of the audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models

from diemtua.audit.models import Event


class Actor(Protocol):
    """Whoever acts: a user has both."""

    @property
    def pk(self) -> Any: ...

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class CommandLine:
    """Whoever runs a command on the server: nobody who logs in."""

    command: str
    pk: None = None

    def __str__(self) -> str:
        return f"lệnh {self.command}"


def record(name: str, *, target: models.Model, by: Actor, at: datetime, **values: Any) -> Event:
    """Write one act on `target`. `values` holds old and new values, never an identifier of a person."""
    return Event.objects.create(
        name=name,
        at=at,
        by_id=by.pk,
        by_name=str(by)[:150],
        target_kind=target._meta.label_lower,
        target_ref=str(getattr(target, "ref", target.pk)),
        values=values,
    )
