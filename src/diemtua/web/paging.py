"""Keyset pages: a list is read from where the last page ended, and is never counted to show a page."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


@dataclass(frozen=True)
class KeysetPage:
    """One page of rows with the addresses of its neighbours (empty where there is none)."""

    rows: list[Any]
    next_url: str
    first_url: str

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def keyset_page(
    request: HttpRequest, rows: QuerySet[Any], *, order: tuple[str, ...], size: int = PAGE_SIZE
) -> KeysetPage:
    """Return the page of `rows` that the query string asks for (`sau`), in `order`.

    The last field of `order` must be unique. Every field may carry a minus; fields may not be null.
    """
    rows = rows.order_by(*order)
    mark = _decode(request.GET.get("sau", ""), len(order))
    if mark:
        rows = rows.filter(_beyond(order, mark))
    found = list(rows[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    next_url = _with(request, sau=_encode(found[-1], order)) if has_more else ""
    return KeysetPage(found, next_url, _with(request, sau=None) if mark else "")


def _beyond(order: tuple[str, ...], mark: list[str]) -> Q:
    """Return the condition of standing after `mark`: later in a field, or equal and later in the next."""
    ways = []
    for position, field in enumerate(order):
        equal = [Q(**{name.lstrip("-"): value}) for name, value in zip(order[:position], mark, strict=False)]
        comparison = "lt" if field.startswith("-") else "gt"
        ways.append(reduce(and_, [*equal, Q(**{f"{field.lstrip('-')}__{comparison}": mark[position]})]))
    return reduce(or_, ways)


def _encode(row: Model | dict[str, Any], order: tuple[str, ...]) -> str:
    values = [_plain(_value(row, field.lstrip("-"))) for field in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _decode(text: str, length: int) -> list[str] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return None
    return values if isinstance(values, list) and len(values) == length else None


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = row[name] if isinstance(row, dict) else getattr(row, name)
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _with(request: HttpRequest, **changes: str | None) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
