"""What a report stands on: every figure, frozen with its origin, so that a reprint says the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from diemtua.core.numbers import percent

LAUNCH_MARK = "@LAUNCH"


def at_launch(code: str) -> str:
    """Return the key of an indicator restricted to the launch day."""
    return code + LAUNCH_MARK


@dataclass(frozen=True)
class StatedFigure:
    """One figure as frozen; `value` None: nobody gave it; `rows`: how many rows it was counted from."""

    code: str
    label: str
    unit: str
    first: str
    last: str
    value: int | None
    origin: str
    is_lower_bound: bool = False
    rows: int = 0
    denominator: int | None = None  # of a ratio: how many there are
    plan_number: int | None = None
    plan_title: str = ""
    plan_owner: str = ""
    source: str = ""
    as_of: str = ""
    fresh_at: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Return the percentage of the plan, or of the denominator of a ratio, to two decimals."""
        against = self.denominator if self.plan_number is None else self.plan_number
        return percent(self.value, against) if against and self.value is not None else None


@dataclass(frozen=True)
class Area:
    """One place right below the report's own: a district, or a commune where there are no districts."""

    code: str
    name: str
    values: dict[str, int]
    plans: dict[str, int] = field(default_factory=dict)  # by indicator


@dataclass(frozen=True)
class Workplace:
    """A session at a workplace or school: within which area, in which place, how many came."""

    area: str
    place: str
    title: str
    people: int
    is_lower_bound: bool


@dataclass(frozen=True)
class Called:
    """Acts of one kind called off for one reason, and what was done instead: {'lượt phát thanh': 9}."""

    kind: str
    reason: str
    count: int
    instead: dict[str, int]


@dataclass(frozen=True)
class Difficulty:
    """A difficulty that a place raised."""

    place: str
    category: str
    text: str
    proposal: str
    is_answered: bool


@dataclass(frozen=True)
class Order:
    """A directive in force."""

    title: str
    issued_on: str
    issuer: str
    subject: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that a report says of a campaign."""

    campaign: str
    theme: str
    place: str
    agency: str
    first: str
    last: str
    launch_on: str
    as_of: str
    figures: dict[str, StatedFigure]
    areas: list[Area]
    own: dict[str, int]  # recorded at the place itself, in no area
    workplaces: list[Workplace]
    called_off: list[Called]
    difficulties: list[Difficulty]
    orders: list[Order]
    tasks: dict[str, int]  # by status: NOT_STARTED, IN_PROGRESS, DONE

    def figure(self, key: str) -> StatedFigure:
        """Return a figure by code, with LAUNCH_MARK for the launch day's."""
        return self.figures[key]

    def value(self, key: str) -> int:
        """Return the value of a figure, zero when it is unknown or absent."""
        found = self.figures.get(key)
        return (found.value if found else 0) or 0

    @property
    def everywhere(self) -> str:
        """Return how a sentence says 'in the whole place': 'toàn tỉnh', 'toàn thành phố'."""
        return "toàn thành phố" if self.place.startswith("Thành phố") else "toàn tỉnh"

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.first)

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.last)

    @property
    def frozen_at(self) -> datetime:
        return datetime.fromisoformat(self.as_of)

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Snapshot":
        """Return the snapshot that `to_json` wrote."""
        values = dict(data)
        values["figures"] = {key: StatedFigure(**figure) for key, figure in data["figures"].items()}
        for name, shape in (
            ("areas", Area),
            ("workplaces", Workplace),
            ("called_off", Called),
            ("difficulties", Difficulty),
            ("orders", Order),
        ):
            values[name] = [shape(**one) for one in data[name]]
        return cls(**values)


def digest_of(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of a snapshot's JSON, whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
