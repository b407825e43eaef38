"""What a case is made of: inputs read by name, and what was worked out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from diemtua.insurance.rules.answers import Step
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.refusals import InputMisread, InputMissing

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Worked:
    """The result of a case: a figure (đồng, percent, months), or a text such as an age; and its working."""

    result: Decimal | str
    steps: tuple[Step, ...] = ()


class Inputs:
    """The inputs of one case, read by name. Names that begin with `_` are remarks."""

    def __init__(self, topic: str, given: Mapping[str, object]) -> None:
        self.topic = topic
        self.given = given

    def has(self, name: str) -> bool:
        """Say whether the case gives `name`."""
        return self.given.get(name) is not None

    def raw(self, name: str) -> object:
        """Return an input as it came.

        :raises InputMissing:
        """
        if not self.has(name):
            raise InputMissing(topic=self.topic, name=name)
        return self.given[name]

    def number(self, name: str) -> Decimal:
        """Return an input as a number.

        :raises InputMissing, InputMisread:
        """
        value = self.raw(name)
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(value, bool) or not number.is_finite():
            raise InputMisread(name=name, value=value, expected="cần một số")
        return number

    def whole(self, name: str) -> int:
        """Return an input as a whole number."""
        number = self.number(name)
        if number != int(number):
            raise InputMisread(name=name, value=self.given[name], expected="cần một số nguyên")
        return int(number)

    def maybe_whole(self, name: str, otherwise: int = 0) -> int:
        """Return an input as a whole number, or `otherwise` where the case does not give it."""
        return self.whole(name) if self.has(name) else otherwise

    def text(self, name: str) -> str:
        """Return an input as text."""
        return str(self.raw(name)).strip()

    def word(self, name: str, words: type[Word]) -> Word:
        """Return an input as one of `words`."""
        value = self.raw(name)
        try:
            return words(str(value))
        except ValueError:
            allowed = ", ".join(words)
            raise InputMisread(name=name, value=value, expected=f"một trong: {allowed}") from None


Topic = Callable[[DayLaw, Inputs], Worked]
