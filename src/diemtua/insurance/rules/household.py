"""What a household pays for its health insurance cards, and what the State pays.

Law on Health Insurance Art. 12, 13; Decree 146/2018 Art. 7, 8; Decree 188/2025 Art. 6.
Docs: docs/algorithms/household-health.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from diemtua.insurance.enums import HealthGroup
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.health_tariff import Tariff, due_step, full_month_step, tariff
from diemtua.insurance.rules.law import Change, DayLaw
from diemtua.insurance.rules.months import add_months
from diemtua.insurance.rules.refusals import InputMisread, MonthsNotOffered, NumberOutOfRange, UnknownGroup

MOST_MEMBERS = 20  # a sheet of paper, not a law: a larger "household" is a list that went astray
WATCHED = ("base", "health_rate")


class Standing(StrEnum):
    """How a member stands in the household's order of payment."""

    IN_ORDER = "in_order"  # joins under the household group: counts, and pays less the later it comes
    SUPPORTED = "supported"  # a group that the State supports: full contribution less support, no order
    COVERED_ELSEWHERE = "covered_elsewhere"  # has a card by work, pension, poverty …: nothing to pay here
    NOT_JOINING = "not_joining"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a household.

    `group` and `also` are the groups the person belongs to (the one with the highest support counts);
    `months` the period of this person where it differs from the household's; `support_months_used` how
    many months of a support of limited duration were already used.
    """

    name: str = ""
    group: HealthGroup | str = HealthGroup.NONE
    covered_elsewhere: bool = False
    joins: bool = True
    months: int | None = None
    also: tuple[HealthGroup | str, ...] = ()
    support_months_used: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What one member pays. Money in whole đồng for the `months` of the member's card.

    `order` is the place in the household, 0 for who does not stand in it; `gross` the contribution,
    `state` and `local` the parts of the State (for `supported` months) and of the province.
    """

    member: Member
    standing: Standing
    order: int = 0
    group: HealthGroup = HealthGroup.NONE
    months: int = 0
    supported: int = 0
    gross: int = 0
    state: int = 0
    local: int = 0

    @property
    def net(self) -> int:
        """Return what the member pays, in đồng."""
        return self.gross - self.state - self.local


@dataclass(frozen=True, slots=True)
class HouseholdQuote:
    """What a household pays at once, in whole đồng: the sums of its lines.

    The order counts the members who join under the household group in the calendar year of the payment.
    """

    on: DayLaw = field(repr=False, compare=False)
    lines: tuple[Line, ...]
    gross: int
    state: int
    local: int
    net: int
    joined_earlier: int = 0
    place: str = ""
    starts_on: date | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes of law while the cards run; what is paid stays as it was paid."""
        return tuple(_changes(self))

    def again_on(self, day: date) -> "HouseholdQuote":
        """Return what the same cards cost when paid on another day: with `changes`, what paying early saves.

        :raises NoLawForDay, BeforeFirstDay:
        """
        members = [replace(line.member, months=line.months or line.member.months) for line in self.lines]
        return quote_household(
            self.on.law.quoting_on(day),
            members=members,
            joined_earlier=self.joined_earlier,
            place=self.place,
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working, line by line; the last line is `net`."""
        return tuple(_steps(self))


def quote_household(
    on: DayLaw,
    *,
    members: Sequence[Member],
    months: int = 12,
    joined_earlier: int = 0,
    place: str = "",
    starts_on: date | None = None,
) -> HouseholdQuote:
    """Work out one payment of health insurance for a household on the day of `on`.

    `members` in the order in which they join; `months` 3, 6 or 12 for who has no own `months`;
    `joined_earlier` members of the same household who already paid under the household group in this
    calendar year (the next one takes the place after them); `place` the code of the province, for its
    own support; `starts_on` the first day of the cards (the day of payment when left out).

    Members with a card of another group, and members whom the State supports, neither take a place in
    the order nor move it. Supported members pay the full contribution less the support. All months are
    paid by the law of the payment day; a base that changes later asks for nothing more.

    :raises NumberOutOfRange: for a household of none or of more than 20
    :raises MonthsNotOffered, UnknownGroup, InputMisread, NoLawForDay:
    """
    _check_number("số người trong hộ", len(members), 1, MOST_MEMBERS)
    _check_number("số người của hộ đã tham gia trong năm", joined_earlier, 0, MOST_MEMBERS)
    if starts_on and starts_on < on.day:
        expected = f"thẻ có giá trị sớm nhất từ ngày đóng {on.day:%d/%m/%Y}"
        raise InputMisread(name="ngày thẻ bắt đầu", value=f"{starts_on:%d/%m/%Y}", expected=expected)
    scale = tariff(on)
    order, lines = joined_earlier, []
    gross = state = local = 0
    for member in members:
        line = _line(scale, member, months, order + 1, place)
        if line.order:
            order = line.order
        lines.append(line)
        gross, state, local = gross + line.gross, state + line.state, local + line.local
    return HouseholdQuote(
        on, tuple(lines), gross, state, local, gross - state - local, joined_earlier, place, starts_on
    )


def health_group_of(word: HealthGroup | str) -> HealthGroup:
    """Read a group's name.

    :raises UnknownGroup:
    """
    try:
        return HealthGroup(word)
    except ValueError:
        raise UnknownGroup(group=word, allowed=", ".join(HealthGroup)) from None


def supported_months(on: DayLaw, group: HealthGroup, months: int, used: int) -> int:
    """Return how many of `months` the State still supports, where `used` months were supported before."""
    limit = on.find("health_support_months", group)
    return months if limit is None else max(0, min(months, int(limit.value) - used))


def best_health_group(on: DayLaw, groups: Iterable[HealthGroup | str], *, used: int = 0) -> HealthGroup:
    """Return the group with the highest support among those a person belongs to; NONE without any.

    A group whose months of support are used up does not count.

    :raises UnknownGroup, NoLawForDay:
    """
    read = [health_group_of(word) for word in groups]
    real = [group for group in read if group is not HealthGroup.NONE and supported_months(on, group, 1, used)]
    return max(real, key=lambda group: on.value("health_support", group), default=HealthGroup.NONE)


def _line(scale: Tariff, member: Member, months: int, order: int, place: str) -> Line:
    if member.covered_elsewhere:
        return Line(member, Standing.COVERED_ELSEWHERE)
    if not member.joins:
        return Line(member, Standing.NOT_JOINING)
    months = months if member.months is None else member.months
    if months not in scale.periods:
        raise MonthsNotOffered(months=months, allowed=", ".join(map(str, scale.periods)))
    group = HealthGroup.NONE
    if member.group is not HealthGroup.NONE or member.also:
        _check_number("số tháng đã được hỗ trợ", member.support_months_used, 0, 1200)
        groups = (member.group, *member.also)
        group = best_health_group(scale.on, groups, used=member.support_months_used)
    if group is HealthGroup.NONE:
        gross = scale.gross(order, months)
        local = scale.added("health_topup", group, place, order, months) if place else 0
        return Line(member, Standing.IN_ORDER, order, group, months, 0, gross, 0, min(local, gross))
    return _supported_line(scale, member, group, months, place)


def _supported_line(scale: Tariff, member: Member, group: HealthGroup, months: int, place: str) -> Line:
    supported = supported_months(scale.on, group, months, member.support_months_used)
    gross = scale.gross(0, months)
    state = scale.added("health_support", group, "", 0, supported)
    local = scale.added("health_topup", group, place, 0, supported) if place else 0
    local = min(local, gross - state)
    return Line(member, Standing.SUPPORTED, 0, group, months, supported, gross, state, local)


def _check_number(name: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise NumberOutOfRange(name=name, value=value, lowest=lowest, highest=highest)


def _changes(quote: HouseholdQuote) -> Iterable[Change]:
    """Yield the changes of the watched figures from the day of payment to the end of the longest card."""
    end = add_months(quote.starts_on or quote.on.day, max((line.months for line in quote.lines), default=0))
    groups = dict.fromkeys(line.group for line in quote.lines if line.supported)
    watched = [(name, "") for name in WATCHED] + [("health_support", group.value) for group in groups]
    return quote.on.law.changes(watched, quote.on.day, end)


def _steps(quote: HouseholdQuote) -> Iterable[Step]:
    yield full_month_step(quote.on)
    for number, line in enumerate(quote.lines, start=1):
        yield from _line_steps(quote, line, line.member.name or str(number))
    yield from (_change_step(quote, change) for change in quote.changes)
    title = Words("Cả hộ đóng", "The household pays")
    paid = [show(line.net) for line in quote.lines if line.gross]
    yield Step(title, " + ".join(paid) or "0", Decimal(quote.net), Unit.DONG)


def _line_steps(quote: HouseholdQuote, line: Line, name: str) -> Iterable[Step]:
    if not line.gross:
        return
    on = quote.on
    if line.order:
        title = Words(
            f"{name}: người thứ {line.order}, {line.months} tháng",
            f"{name}: member no. {line.order}, {line.months} months",
        )
    else:
        title = Words(
            f"{name}: mức đóng đủ, {line.months} tháng", f"{name}: full contribution, {line.months} months"
        )
    yield due_step(on, title, line.order, line.months)
    parts = show(line.gross)
    if line.supported:
        row, limit = on.row("health_support", line.group), on.find("health_support_months", line.group)
        title = Words(f"{name}: Nhà nước hỗ trợ", f"{name}: State support")
        formula = f"{show_percent(row.value)} × {show(tariff(on).full)} × {line.supported}"
        yield Step(title, formula, Decimal(line.state), Unit.DONG, (row, limit) if limit else (row,))
        parts += f" − {show(line.state)}"
    if line.local:
        row = on.row("health_topup", line.group, quote.place)
        title = Words(f"{name}: tỉnh hỗ trợ thêm", f"{name}: added by the province")
        supported = tariff(on).gross(line.order, line.supported or line.months)
        formula = f"{show_percent(row.value)} × {show(supported)}"
        yield Step(title, formula, Decimal(line.local), Unit.DONG, (row,))
        parts += f" − {show(line.local)}"
    if line.net != line.gross:
        title = Words(f"{name} đóng", f"{name} pays")
        yield Step(title, parts, Decimal(line.net), Unit.DONG)


def _change_step(quote: HouseholdQuote, change: Change) -> Step:
    """Return the line that says that a later change asks for nothing more for the months paid."""
    rule = quote.on.row("health_paid_months_topup")
    later = quote.again_on(change.day)
    difference = later.net - quote.net
    title = Words(
        f"Mức đóng đổi từ {change.day:%d/%m/%Y}: số phải đóng thêm cho các tháng đã đóng",
        f"Contributions change on {change.day:%d/%m/%Y}: to be added for the months already paid",
    )
    note = Words(
        f"Đóng từ ngày đó, cả hộ đóng {show(later.net)} đồng.",
        f"Paid from that day on, the household would pay {show(later.net).replace('.', ',')} đồng.",
    )
    value = rule.value * difference / 100
    formula = f"{show_percent(rule.value)} × ({show(later.net)} − {show(quote.net)})"
    return Step(title, formula, value, Unit.DONG, (rule, change.before, change.after), note)
