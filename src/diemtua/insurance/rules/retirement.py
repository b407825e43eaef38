"""The age and the month of retirement in normal conditions.

Labour Code 2019 Art. 169.2; Decree 135/2020 Art. 4; Law 41/2024 Art. 98, 101, 141.9.
Docs: docs/algorithms/retirement-age.md.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.answers import Step, Unit, Words
from diemtua.insurance.rules.law import DayLaw, Law, Row
from diemtua.insurance.rules.months import add_months, first_of_month
from diemtua.insurance.rules.refusals import NumberOutOfRange

FIRST_YEAR = 2018
OLDEST = 120  # years; an older birth is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Retirement:
    """When somebody may retire: the `age` in months of life, the month in which it is reached."""

    age: int
    reached: date
    row: Row
    birth: date
    is_exact: bool = True

    @property
    def pension_from(self) -> date:
        """Return the first month of a pension: the one after the age is reached (Law 41/2024 Art. 101)."""
        return add_months(self.reached, 1)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the last line is the age in months of life."""
        title = Words(
            f"Sinh {self.birth:%m/%Y}, đủ tuổi vào tháng {self.reached:%m/%Y}",
            f"Born {self.birth:%m/%Y}, of age in {self.reached:%m/%Y}",
        )
        years, months = divmod(self.age, 12)
        formula = f"{years} × 12 + {months}"
        return (Step(title, formula, Decimal(self.age), Unit.MONTHS, (self.row,)),)


def retirement_age(law: Law, sex: Sex, year: int) -> Row:
    """Return the row that holds the retirement age, in months of life, of who reaches it in `year`.

    :raises NoLawForDay: for a year before 2016
    """
    return law.on(date(year, 12, 31)).row("retirement_age", sex)


def in_words(age: int) -> str:
    """Write an age in months of life as years and months: 723 is '60y3m'."""
    years, months = divmod(age, 12)
    return f"{years}y{months}m"


def retirement_of(
    law: Law, *, sex: Sex, birth: date, is_exact: bool = True, voluntary_months_before_2021: int = 0
) -> Retirement:
    """Return when somebody born in the month of `birth` may retire.

    `is_exact` is False where only the year of birth is known (`birth` is then 1 January, see
    `birth_from_year`). Who joined before 2021 and has paid 20 years of voluntary insurance (months in
    `voluntary_months_before_2021`, 0 for who joined later) keeps the ages of 60 and 55.

    The age rises from year to year: the month is the first in whose year the age of that very year has
    been reached.
    """
    month = first_of_month(birth)
    if voluntary_months_before_2021:
        on = law.on(date(2021, 1, 1))
        if voluntary_months_before_2021 >= on.value("retirement_age_earlier_months"):
            row = on.row("retirement_age_earlier", sex)
            return Retirement(int(row.value), add_months(month, int(row.value)), row, month, is_exact)
    year = FIRST_YEAR
    while True:
        row = retirement_age(law, sex, year)
        reached = add_months(month, int(row.value))
        if reached.year <= year:
            return Retirement(int(row.value), reached, row, month, is_exact)
        year += 1


def birth_from_year(year: int) -> date:
    """Return the day that stands for a birth of which only the year is known: 1 January."""
    return date(year, 1, 1)


def check_birth(on: DayLaw, birth: date) -> None:
    """Check that somebody can have been born then.

    :raises NumberOutOfRange: for a birth after the day of `on` or more than 120 years before it
    """
    age = on.day.year - birth.year - ((on.day.month, on.day.day) < (birth.month, birth.day))
    if not 0 <= age <= OLDEST:
        raise NumberOutOfRange(name="tuổi", value=age, lowest=0, highest=OLDEST)
