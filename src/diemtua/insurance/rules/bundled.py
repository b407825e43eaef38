"""The law as it comes with the program: reading `insurance/data/*.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from diemtua.insurance.enums import Confidence
from diemtua.insurance.rules.law import DayLaw, Law, Parameter, Row


@cache
def bundled_law() -> Law:
    """Return the figures that come with the program; read once."""
    tables = [
        (file.name.removesuffix(".toml"), name, table)
        for file in sorted(files("diemtua.insurance").joinpath("data").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
        for name, table in tomllib.loads(file.read_text("utf-8"), parse_float=Decimal).items()
    ]
    parameters = [_parameter(*table) for table in tables]
    return Law(parameters, [row for _, name, table in tables for row in _rows(name, table)])


def law_on(day: date) -> DayLaw:
    """Return the bundled figures of a day on which quotes may be asked.

    :raises BeforeFirstDay: for a day before 1 January 2018
    """
    return bundled_law().quoting_on(day)


def _parameter(subject: str, name: str, table: dict[str, Any]) -> Parameter:
    keys = tuple((key, vi, en) for key, (vi, en) in table.get("keys", {}).items())
    return Parameter(name, table["vi"], table["en"], table["unit"], subject, keys)


def _rows(name: str, table: dict[str, Any]) -> Iterator[Row]:
    """Yield the rows of one table; `to` is the last day, as legal texts count, and is turned half open.

    A row says either `value`, or `values` with one figure for each key.
    """
    for written in table["rows"]:
        last: date | None = written.get("to")
        values = written.get("values") or {written.get("key", ""): written["value"]}
        for key, value in values.items():
            yield Row(
                parameter=name,
                key=key,
                value=Decimal(value),
                valid_from=written["from"],
                valid_to=last + timedelta(days=1) if last else None,
                basis=written["basis"],
                source=written["source"],
                confidence=Confidence(written["confidence"]),
                place=written.get("place", ""),
                note=written.get("note", ""),
            )
