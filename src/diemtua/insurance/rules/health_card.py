"""When a health insurance card begins, and when five consecutive years are full.

Law on Health Insurance Art. 16, 22; Decree 146/2018 Art. 12.5; Law 51/2024; Decree 188/2025 Art. 18.
Docs: docs/algorithms/health-card.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from diemtua.insurance.rules.answers import Step, Unit, Words, show
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.months import add_months
from diemtua.insurance.rules.refusals import InputMisread

DAY = timedelta(days=1)


class Beginning(StrEnum):
    """Why a card begins when it does."""

    FIRST = "first"  # never had one: waits
    CONTINUOUS = "continuous"  # paid before the old card ran out: follows it
    LATE = "late"  # paid within the gap that the law allows: from the day of payment
    AFTER_GAP = "after_gap"  # a longer gap: waits, as the first time


@dataclass(frozen=True, slots=True)
class CardStart:
    """The first day of a new card; `gap` is the number of days without a card before the payment."""

    on: DayLaw = field(repr=False, compare=False)
    first_day: date
    beginning: Beginning
    gap: int = 0

    @property
    def waits(self) -> int:
        """Return the days from the payment to the first day of the card, by the rule of waiting."""
        return (self.first_day - self.on.day).days if self.beginning in _WAITING else 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the last line counts the days from the payment to the first day."""
        return _start_steps(self)


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the past or of the future, by its first and last day, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class FiveYears:
    """Where the consecutive time of a person stands.

    `since` is the first day of the unbroken run of cards, `full_on` the first day of the benefit if the
    run goes on, `gap_days` the days without a card inside the run, `is_full` whether the benefit holds on
    the day asked for.
    """

    on: DayLaw = field(repr=False, compare=False)
    since: date
    full_on: date
    gap_days: int
    is_full: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the value is the months that make the time full."""
        row = self.on.row("continuity")
        title = Words(
            f"Liên tục từ {self.since:%d/%m/%Y}; đủ 05 năm từ {self.full_on:%d/%m/%Y}",
            f"Consecutive since {self.since:%d/%m/%Y}; five years are full from {self.full_on:%d/%m/%Y}",
        )
        rows = (row, *(gap for name in ("months", "days") if (gap := self.on.find(f"continuity_gap_{name}"))))
        formula = f"{self.since:%d/%m/%Y} + {show(row.value)}"
        return (Step(title, formula, row.value, Unit.MONTHS, rows),)


_WAITING = (Beginning.FIRST, Beginning.AFTER_GAP)


def card_start(on: DayLaw, *, previous_last: date | None = None) -> CardStart:
    """Return when the card paid for on the day of `on` begins.

    `previous_last` is the last day of the card before, None the first time. A card paid in time follows
    the old one; paid within the allowed gap it begins on the day of payment; the first time, and after
    3 months (since 1 July 2025: 90 days) without a card, 30 days after the payment.

    :raises NoLawForDay:
    """
    wait = timedelta(days=int(on.value("card_wait")))
    if previous_last is None:
        return CardStart(on, on.day + wait, Beginning.FIRST)
    bare_from = previous_last + DAY
    if on.day <= bare_from:
        return CardStart(on, bare_from, Beginning.CONTINUOUS)
    gap = (on.day - bare_from).days
    if on.day >= _waits_from(on, bare_from):
        return CardStart(on, on.day + wait, Beginning.AFTER_GAP, gap)
    return CardStart(on, on.day, Beginning.LATE, gap)


def five_years(on: DayLaw, cards: Sequence[Card]) -> FiveYears:
    """Return where the five consecutive years stand on the day of `on`, by the cards a person has had.

    A gap up to the allowed one (3 months; since 1 July 2025 90 days, by the law of the day on which the
    next card begins) does not break the time, and is counted with it.

    :raises InputMisread: without cards, or for a card that ends before it begins or begins after the day
    :raises NoLawForDay:
    """
    run = sorted(cards, key=lambda card: card.first)
    if not run or any(card.last < card.first for card in run) or run[0].first > on.day:
        expected = f"cần ít nhất một thẻ có giá trị trước {on.day:%d/%m/%Y}, ngày cuối không trước ngày đầu"
        raise InputMisread(name="các thẻ", value=len(run), expected=expected)
    since, last, gap_days = run[0].first, run[0].last, 0
    for card in run[1:]:
        if card.first > on.day:
            break
        if card.first > last + DAY:
            kept = card.first <= _kept_until(on.law.on(card.first), last + DAY)
            gap_days = gap_days + (card.first - last).days - 1 if kept else 0
            since = since if kept else card.first
        last = max(last, card.last)
    full_on = add_months(since, int(on.value("continuity")))
    is_full = full_on <= on.day <= last
    return FiveYears(on, since, full_on, gap_days, is_full)


def _waits_from(on: DayLaw, bare_from: date) -> date:
    """Return the day of payment from which a gap beginning on `bare_from` makes the new card wait."""
    if days := on.find("card_gap_days"):
        return bare_from + timedelta(days=int(days.value))
    return add_months(bare_from, int(on.value("card_gap_months")))


def _kept_until(on: DayLaw, bare_from: date) -> date:
    """Return the last day on which a next card may begin without breaking the consecutive time."""
    if days := on.find("continuity_gap_days"):
        return bare_from + timedelta(days=int(days.value))
    return add_months(bare_from, int(on.value("continuity_gap_months")))


def _start_steps(start: CardStart) -> tuple[Step, ...]:
    on = start.on
    gap = on.find("card_gap_days") or on.find("card_gap_months")
    days = Decimal((start.first_day - on.day).days)
    day = f"{start.first_day:%d/%m/%Y}"
    said = {
        Beginning.FIRST: Words(f"Lần đầu: thẻ có giá trị từ {day}", f"First card: valid from {day}"),
        Beginning.CONTINUOUS: Words(f"Nối tiếp thẻ cũ, từ {day}", f"Follows the old card, from {day}"),
        Beginning.LATE: Words(
            f"Gián đoạn {start.gap} ngày, trong hạn: từ ngày đóng {day}",
            f"A gap of {start.gap} days, within the limit: from the day of payment {day}",
        ),
        Beginning.AFTER_GAP: Words(
            f"Gián đoạn {start.gap} ngày, quá hạn: từ {day}",
            f"A gap of {start.gap} days, beyond the limit: from {day}",
        ),
    }[start.beginning]
    rows = (on.row("card_wait"),) if start.beginning is Beginning.FIRST else (on.row("card_wait"), gap)
    formula = f"{day} − {on.day:%d/%m/%Y}"
    return (Step(said, formula, days, Unit.DAYS, tuple(row for row in rows if row)),)
