"""Who is in truth compulsory: the question before voluntary insurance is offered to anybody.

Law 41/2024/QH15 Art. 2; Decree 158/2025 Art. 3. Docs: docs/algorithms/compulsory-or-voluntary.md.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from diemtua.insurance.rules.answers import Step, Unit, Words, show
from diemtua.insurance.rules.compulsory_dues import compulsory_bounds
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import NumberOutOfRange, UnknownGroup

MOST_YEARS = 120  # nobody is older: a slip of the pen, not a law
MOST_MONTHS = 600


class Work(StrEnum):
    """The kinds of work that the law names, in the order in which one goes before another (Art. 2.5)."""

    MILITIA = "militia"
    CIVIL_SERVANT = "civil_servant"
    SOLDIER = "soldier"
    MANAGER_PAID = "manager_paid"
    CONTRACT = "contract"
    PART_TIME = "part_time"
    ABROAD = "abroad"
    COMMUNE_WORKER = "commune_worker"
    HAMLET_WORKER = "hamlet_worker"
    MANAGER_UNPAID = "manager_unpaid"
    DOMESTIC_HELPER = "domestic_helper"


class Tax(StrEnum):
    """How the owner of a registered household business pays tax."""

    DECLARED = "declared"  # kê khai
    LUMP_SUM = "lump_sum"  # thuế khoán, ended on 31 December 2025: also who paid so until then
    OTHER = "other"


class Verdict(StrEnum):
    """What the law says of a person's social insurance."""

    COMPULSORY_BY_WORK = "compulsory_by_work"
    COMPULSORY_AS_OWNER = "compulsory_as_owner"
    VOLUNTARY = "voluntary"  # may join voluntary insurance
    PENSIONER = "pensioner"  # draws a pension or a monthly allowance: neither
    TOO_YOUNG = "too_young"


WORDS: dict[Verdict, Words] = {
    Verdict.COMPULSORY_BY_WORK: Words(
        "Thuộc diện BHXH bắt buộc theo việc làm", "Compulsory because of the work"
    ),
    Verdict.COMPULSORY_AS_OWNER: Words(
        "Thuộc diện BHXH bắt buộc vì là chủ hộ kinh doanh có đăng ký",
        "Compulsory as the owner of a registered household business",
    ),
    Verdict.VOLUNTARY: Words(
        "Không thuộc diện bắt buộc: được tham gia BHXH tự nguyện",
        "Not compulsory: may join voluntary insurance",
    ),
    Verdict.PENSIONER: Words(
        "Đang hưởng lương hưu hoặc trợ cấp hằng tháng: không tham gia nữa",
        "Draws a pension or a monthly allowance: joins no more",
    ),
    Verdict.TOO_YOUNG: Words("Chưa đủ tuổi tham gia BHXH tự nguyện", "Below the age of voluntary insurance"),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What one asks a person before offering voluntary insurance.

    `works` are the kinds of work now done; `contract_months` the term of the contract (None: without
    term); `part_time_salary` in đồng a month; `owner_tax` for the owner of a registered household
    business; `months_missing` how many months of contributions an owner of retirement age is short of
    a pension; `draws_pension` a pension or a monthly allowance of social insurance.
    """

    works: Collection[Work | str] = ()
    contract_months: int | None = None
    part_time_salary: int | None = None
    owner_tax: Tax | str | None = None
    age: int | None = None
    of_retirement_age: bool = False
    months_missing: int | None = None
    draws_pension: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, the work it rests on, and the rows of the law."""

    on: DayLaw = field(repr=False, compare=False)
    verdict: Verdict
    work: Work | None = None
    rows: tuple[Row, ...] = ()

    @property
    def is_compulsory(self) -> bool:
        """Say whether the person must be insured, so that voluntary insurance may not be offered."""
        return self.verdict in (Verdict.COMPULSORY_BY_WORK, Verdict.COMPULSORY_AS_OWNER)

    @property
    def may_join_voluntary(self) -> bool:
        """Say whether voluntary insurance may be offered."""
        return self.verdict is Verdict.VOLUNTARY

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the value of the last line is 1 for compulsory, 0 for not."""
        value = Decimal(self.is_compulsory)
        return (Step(WORDS[self.verdict], show(value), value, Unit.FACTOR, self.rows),)


def who_is_compulsory(on: DayLaw, situation: Situation) -> Finding:
    """Return whether a person is compulsory on the day of `on`, and by what.

    Decided in this order: who draws a pension is neither; work that is compulsory; the registered
    household business, by the way of paying tax (not at retirement age, unless at most 6 months short of
    a pension); who is left may join voluntarily from the age of 15.

    :raises NoLawForDay: where the law is not settled, as for the former lump-sum tax from 2026 to 6/2029
    :raises NumberOutOfRange, UnknownGroup:
    """
    _check("tuổi", situation.age, MOST_YEARS)
    _check("số tháng hợp đồng", situation.contract_months, MOST_MONTHS)
    _check("số tháng còn thiếu", situation.months_missing, MOST_MONTHS)
    if situation.draws_pension:
        return Finding(on, Verdict.PENSIONER)
    if found := _by_work(on, situation) or _as_owner(on, situation):
        return found
    least = on.row("voluntary_least_age")
    if situation.age is not None and situation.age < least.value:
        return Finding(on, Verdict.TOO_YOUNG, rows=(least,))
    return Finding(on, Verdict.VOLUNTARY, rows=_why_not(on, situation))


def _by_work(on: DayLaw, situation: Situation) -> Finding | None:
    works = {_word(work, Work) for work in situation.works}
    for work in Work:
        if work in works and (rows := _grounds(on, work, situation)):
            return Finding(on, Verdict.COMPULSORY_BY_WORK, work, rows)
    return None


def _grounds(on: DayLaw, work: Work, situation: Situation) -> tuple[Row, ...]:
    """Return the rows that make a kind of work compulsory, none when it is not."""
    row = on.row("work_compulsory", work)
    if not row.value:
        return ()
    if work is Work.CONTRACT and situation.contract_months is not None:
        least = on.row("contract_least_months")
        return (row, least) if situation.contract_months >= least.value else ()
    if work is Work.PART_TIME:
        floor, base = on.row("compulsory_floor_factor"), on.row("base")
        salary = situation.part_time_salary or 0
        return (row, floor, base) if salary >= compulsory_bounds(on).lowest else ()
    if work is Work.MANAGER_UNPAID and _is_past_it(on, situation):
        return ()
    return (row,)


def _as_owner(on: DayLaw, situation: Situation) -> Finding | None:
    if situation.owner_tax is None or _is_past_it(on, situation):
        return None
    row = on.row("owner_compulsory", _word(situation.owner_tax, Tax))
    return Finding(on, Verdict.COMPULSORY_AS_OWNER, rows=(row,)) if row.value else None


def _is_past_it(on: DayLaw, situation: Situation) -> bool:
    """Say whether retirement age releases an owner or an unpaid manager (Art. 2.7.c)."""
    if not situation.of_retirement_age:
        return False
    row = on.find("late_starters_months")
    missing = situation.months_missing
    return row is None or missing is None or not 0 < missing <= row.value


def _why_not(on: DayLaw, situation: Situation) -> tuple[Row, ...]:
    """Return the rows that were asked and said no."""
    if situation.owner_tax is None or _is_past_it(on, situation):
        return (on.row("voluntary_least_age"),)
    return (on.row("owner_compulsory", _word(situation.owner_tax, Tax)),)


def _check(name: str, number: int | None, highest: int) -> None:
    if number is not None and not 0 <= number <= highest:
        raise NumberOutOfRange(name=name, value=number, lowest=0, highest=highest)


Kind = TypeVar("Kind", Work, Tax)


def _word(word: str, words: type[Kind]) -> Kind:
    try:
        return words(word)
    except ValueError:
        raise UnknownGroup(group=word, allowed=", ".join(words)) from None
