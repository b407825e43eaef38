"""Passages: stretches of the source with line breaks joined, each sign knowing where it stood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from diemtua.directives.rules.model import Named, Span
from diemtua.directives.rules.words import plain


@dataclass(frozen=True)
class Passage:
    """Words with single blanks between them; `places[i]` is the offset in `source` of sign i."""

    source: str
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> "Passage":
        """Read `source[start:end]`; the text equals `tidy` of that range when the source is in NFC."""
        signs: list[str] = []
        places: list[int] = []
        for place in range(start, len(source) if end is None else end):
            sign = source[place]
            if not sign.isspace():
                signs.append(sign)
            elif signs and signs[-1] != " ":
                signs.append(" ")
            else:
                continue
            places.append(place)
        if signs and signs[-1] == " ":
            signs.pop()
            places.pop()
        return cls(source, "".join(signs), tuple(places))

    @classmethod
    def joined(cls, parts: list["Passage"]) -> "Passage":
        """Join passages with other words of the source between them: the lines of one column of two."""
        text, places = parts[0].text, parts[0].places
        for part in parts[1:]:
            text, places = f"{text} {part.text}", (*places, places[-1] + 1, *part.places)
        return cls(parts[0].source, text, places)

    def __bool__(self) -> bool:
        return bool(self.text)

    @cached_property
    def low(self) -> str:
        """The text made plain, for matching; same length."""
        return plain(self.text)

    @property
    def span(self) -> Span:
        return Span(self.places[0], self.places[-1] + 1)

    def part(self, start: int, end: int | None = None) -> "Passage":
        """Return the part from `start` to `end` without blanks at its ends."""
        end = len(self.text) if end is None else min(end, len(self.text))
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return Passage(self.source, self.text[start:end], self.places[start:end])

    def named(self) -> Named:
        return Named(self.text, self.span)

    def stripped(self, signs: str) -> "Passage":
        """Return the passage without any of `signs` or blanks at its ends."""
        left = len(self.text) - len(self.text.lstrip(signs + " "))
        right = len(self.text.rstrip(signs + " "))
        return self.part(left, max(left, right))

    def starts_line(self, index: int) -> bool:
        """Say whether sign `index` is the first of a line of the source."""
        if index == 0:
            return True
        return "\n" in self.source[self.places[index - 1] : self.places[index]]

    def sentences(self) -> Iterator["Passage"]:
        """Yield the sentences: a full stop ends one when a capital follows and no abbreviation precedes."""
        start = 0
        for stop in re.finditer(
            r"(?<!\bTP)(?<!\bTS)(?<!\bĐ/c)(?<![.!?…])[.!?…]{1,9}[”\"]? (?=\S)", self.text
        ):
            if (
                self.text[stop.end()].isupper()
                and not self.text[max(0, stop.start() - 3) : stop.start()].isupper()
            ):
                yield self.part(start, stop.end())
                start = stop.end()
        if rest := self.part(start):
            yield rest
