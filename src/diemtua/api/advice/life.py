"""What the questions about a person's life have in common: sex and birth."""

from datetime import date

from pydantic import Field

from diemtua.api.advice.shapes import Day, Question, both
from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.refusals import InputMisread, InputMissing
from diemtua.insurance.rules.retirement import birth_from_year


class LifeQuestion(Question):
    """A question about somebody of an age; no name is asked for."""

    sex: Sex = Field(description=both("M là nam, F là nữ.", "M: a man, F: a woman."))
    birth: Day | None = Field(None, description=both("Ngày sinh.", "Day of birth."))
    birth_year: int | None = Field(
        None,
        ge=1900,
        le=2100,
        description=both("Năm sinh, khi chỉ biết năm.", "Year of birth, where only the year is known."),
    )

    def born(self) -> date:
        """Return the day of birth, 1 January where only the year is known.

        :raises InputMissing, InputMisread: unless one of the two is given
        """
        if self.birth and self.birth_year:
            expected = "chỉ một trong birth, birth_year"
            raise InputMisread(name="birth_year", value=self.birth_year, expected=expected)
        if self.birth:
            return self.birth
        if self.birth_year is None:
            raise InputMissing(topic="tuổi nghỉ hưu", name="birth")
        return birth_from_year(self.birth_year)
