"""Refusals: answers that say no, with a reason a person understands.

A refusal is not a crash. The site puts its text on the form, an API answers 409 with code and text,
and nobody logs it. Anything else that is raised is a bug and goes up untouched.
"""

from collections.abc import Callable
from typing import ClassVar


class Refusal(Exception):
    """An act that may not happen, with a stable `code` for programs and a Vietnamese `text` for people.

    Subclasses set both as class attributes; `text` may name fields, filled from the keyword arguments:

    >>> class TooLate(Refusal):
    ...     code = "too_late"
    ...     text = "Đã quá hạn ngày {day}."
    >>> TooLate(day="5/5/2024").text
    'Đã quá hạn ngày 5/5/2024.'
    """

    code: ClassVar[str] = "refused"
    text: str = "Việc này không được phép."
    translate: ClassVar[Callable[[str], str]] = (
        str  # the site puts gettext here; alone, rules speak Vietnamese
    )

    def __init__(self, **values: object) -> None:
        self.values = values
        self.text = Refusal.translate(type(self).text).format(**values)
        super().__init__(self.text)
