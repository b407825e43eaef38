"""Reading the figures of a text: numbers, what they measure, what they are not, their scope."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from diemtua.directives.rules.figures.aims import (
    is_aim,
    is_no_report,
    is_order,
    is_price,
    is_rate,
    is_told,
    plans_in,
)
from diemtua.directives.rules.figures.flat import Flat, flatten
from diemtua.directives.rules.figures.grid import figures_in_tables
from diemtua.directives.rules.figures.indicators import Around, indicator_of
from diemtua.directives.rules.figures.measures import Measure, label_place, measures_in
from diemtua.directives.rules.figures.model import Scope, StatedFigure
from diemtua.directives.rules.figures.numbers import numbers_in
from diemtua.directives.rules.figures.scope import When, periods_in, places_in, when_of
from diemtua.directives.rules.figures.units import ADMIN_PLACE, DOING, PEOPLE

_PART = re.compile(r"(?<!\w)(?P<of>trong do)(?!\w)|(?<!\w)(?P<with>bao gom|gom(?: co)?)(?!\w)")
_PHRASE_END = re.compile(
    r"[.;\n(:]|,? (?:trong do|bao gom|nang (?:tong )?so)(?!\w)|, (?:dat|bang|tang|giam|bao phu|chiem|gom|"
    r"ty le|vuot)(?!\w)"
)
# What went on in "3 xã Đồng Văn, Tiên Kỳ" is a result; else the number only introduces names.
_HELD = re.compile(r"(?<!\w)(?:tham du|du|to chuc|dien ra)(?!\w)")
_SPENT = re.compile(
    r"van dong|quyen gop|ung ho|tri gia|tong|thu (?:duoc|ve|nop)|so tien|kinh phi|chi phi|chi tra|"
    r"giai ngan|(?<!\w)no(?!\w)|cham dong|"
    r"ho tro|tang|trao|dau tu|gia tri|huy dong|(?<!\w)quy(?!\w)|nguon|doanh thu|tiet kiem|cho vay|"
    r"thanh toan|truy thu|phat|thu (?=\d)|"
    r"lam loi|dong gop|so thu|(?<!\w)chi(?! tieu| dao| bo| hoi| doan| thi)(?!\w)|trich|chuyen|"
    r"(?<!\w)phi(?!\w)|von|ngan sach|(?<!\w)tien(?!\w)|dat"
)
_OF_WHAT = re.compile(
    r" ?(?:(?:so )?voi |cua )?(?:ke hoach|chi tieu|dan so|luc luong|so voi|cung ky|du toan|so phai thu|"
    r"tong so|nguoi|muc tieu)[^.;,()\n]*"
)


@dataclass
class _Draft:
    figure: StatedFigure
    measure: Measure
    sentence: int
    index: int


class _Reader:
    """One text being read, figure by figure, in its order."""

    def __init__(self, text: str) -> None:
        self.flat: Flat = flatten(text)
        self.numbers = numbers_in(self.flat)
        self.measures = measures_in(self.flat, self.numbers)
        self.plans = plans_in(self.flat)
        self.is_order = is_order(self.flat)
        self.periods: list[When] = periods_in(self.flat)
        self.places = places_in(text)
        self.drafts: list[_Draft] = []
        self.rate_end = 0  # where the last rate of the law ends
        self.part: tuple[int, int, str] | None = None  # parent, sentence, kind of the first part ("" for any)
        self.speech = [match.start() for match in re.finditer(r"(?<![Cc]húng )(?<!\w)[Tt]ôi(?!\w)", text)]

    def read(self) -> list[StatedFigure]:
        """Return the figures of the prose."""
        for place, measure in enumerate(self.measures):
            if measure is not None and self._is_result(measure):
                self._add(place, measure)
        return [draft.figure for draft in self.drafts]

    def _is_result(self, one: Measure) -> bool:
        flat, number = self.flat, one.number
        begin, stop = flat.sentence(number.start)
        before, after = flat.words[begin : one.start], flat.words[one.end : stop]
        if any(start <= number.start < end for start, end in self.plans) or (
            self.is_order and not is_told(flat, number.start)
        ):
            return False
        if is_aim(flat, number.start, one.end) or one.value == 0:
            return False
        if one.unit == "%":
            left = before[max(0, self.rate_end - begin) :] if self.rate_end > begin else ""
            if is_rate(before, after) or (left and not re.search(r"dat|bang|tang|giam|chiem|bao phu", left)):
                self.rate_end = one.end
                return False
            return True
        if one.unit == "dong":
            near = before[-120:]
            return (
                bool(_SPENT.search(near)) and not is_price(before, after) and not self._is_said(begin, stop)
            )
        if number.is_word and not re.search(rf"(?<!\w){DOING} ", before[-60:]):
            return False
        if one.unit == "lan" and re.search(r"(?:gap|tang|giam)[\w ]{0,8}$", before):
            return False
        if self._names_places(one) and not (before.endswith("tai ") and _HELD.search(before + after)):
            return False
        return not re.match(r"(?: cua)? ?/ ?(?:thang|ngay|tuan|nguoi|xa)(?!\w)", after)

    def _names_places(self, one: Measure) -> bool:
        """Say whether the number goes before names: "3 xã Đồng Văn, Tiên Kỳ"."""
        if not ADMIN_PLACE.match(one.unit) or one.number.of or one.unit_start < 0:
            return False
        start, _ = self.flat.span(one.end - 1, one.end)
        following = self.flat.source[start + 1 : start + 30].split()
        return bool(
            following and following[0][:1].isupper() and following[0][1:2].islower() and one.bound == "="
        )

    def _is_said(self, begin: int, stop: int) -> bool:
        """Say whether a person speaks of himself in the sentence."""
        first, last = self.flat.span(begin, max(begin + 1, stop))
        return any(first <= place < last for place in self.speech)

    def _add(self, place: int, one: Measure) -> None:
        flat = self.flat
        begin, stop = flat.sentence(one.number.start)
        left_start = max(begin, self._end_before(place))
        left = flat.words[left_start : one.start]
        parent = self._parent(one, left, begin)
        phrase, phrase_end = self._phrase(place, one, left, stop)
        paragraph = flat.paragraph(one.start)
        around = Around(
            unit=one.unit,
            phrase=phrase,
            left=left,
            before=flat.words[begin : one.start],
            after=flat.words[one.number.end : stop],
            paragraph=flat.words[max(paragraph, one.start - 1500) : begin],
            title=flat.words[:300],
            is_label=one.is_label,
            is_share=one.number.of is not None,
            parent=self.drafts[parent].figure.indicator or "?" if parent is not None else "",
        )
        about, of_what, end = self._about(one, begin)
        start, _ = flat.span(one.start, one.start + 1)
        _, finish = flat.span(end - 1, end)
        figure = StatedFigure(
            label=self._label(one, left_start, phrase_end, of_what),
            indicator=indicator_of(around),
            value=one.value,
            bound=one.bound,
            unit=one.written,
            start=start,
            end=finish,
            of=one.number.of,
            scope=self._scope(one, paragraph, parent, about, of_what),
        )
        self.drafts.append(_Draft(figure, one, begin, len(self.drafts)))

    def _end_before(self, place: int) -> int:
        """Return where the last number before this one ends that measures something."""
        for index in range(place - 1, max(-1, place - 4), -1):
            last = self.measures[index]
            if last is not None and last.number.end < self.numbers[place].start:
                return last.end
        return 0

    def _phrase(self, place: int, one: Measure, left: str, stop: int) -> tuple[str, int]:
        start = one.unit_start if one.unit_start >= 0 else one.end
        end = min(stop, start + 160)
        for index in range(place + 1, min(place + 6, len(self.numbers))):
            if self.numbers[index].start >= start:
                end = min(end, self.numbers[index].start)
                break
        if cut := _PHRASE_END.search(self.flat.words, start, end):
            end = cut.start()
        right = self.flat.words[start:end]
        return (f"{left} {right}" if one.is_label else right), max(end, one.end)

    def _parent(self, one: Measure, left: str, sentence: int) -> int | None:
        """Return the place in the list of the figure of which this one is a part."""
        kind = _kind(one)
        if one.unit in {"%", "dong"}:
            return None
        if match := list(_PART.finditer(left)):
            candidates = [draft for draft in self.drafts[-6:] if draft.measure.unit not in {"%", "dong"}]
            same = [draft for draft in candidates if _kind(draft.measure) == kind]
            wanted = same or (candidates if match[-1]["with"] else [])
            wanted = [
                draft
                for draft in wanted
                if draft.figure.value >= one.value and self._is_near(draft, sentence)
            ]
            self.part = (wanted[-1].index, sentence, "" if match[-1]["with"] else kind) if wanted else None
            return wanted[-1].index if wanted else None
        if self.part and self.part[1] == sentence:
            parent = self.drafts[self.part[0]]
            is_same = self.part[2] in {"", kind} and parent.figure.value >= one.value
            if is_same and not re.search(r"ngoai ra|(?<!\w)voi(?!\w)", left):
                return self.part[0]
        return None

    def _is_near(self, draft: _Draft, sentence: int) -> bool:
        """Say whether a figure stands in the same sentence or the one before."""
        between = self.flat.words[draft.measure.end : max(draft.measure.end, sentence - 2)]
        return draft.sentence == sentence or len(re.findall(r"[.!?] |\n", between)) <= 1

    def _about(self, one: Measure, sentence: int) -> tuple[int | None, str | None, int]:
        """Return what a percentage speaks of, of what it is a part, and where its words end."""
        if one.unit != "%":
            return None, None, one.end
        near = [
            draft for draft in self.drafts[-3:] if draft.sentence == sentence and draft.measure.unit != "%"
        ]
        match = _OF_WHAT.match(self.flat.words, one.end)
        end = match.end() if match else one.end
        end = len(self.flat.words[:end].rstrip())
        words = self.flat.as_written(match.start(), end) if match else None
        return (near[-1].index if near else None), words, end

    def _label(self, one: Measure, left: int, end: int, of_what: str | None) -> str:
        flat = self.flat
        if one.unit == "dong" and not one.is_label:
            words = re.split(r"[.;,(\n]", flat.as_written(left, one.start).rstrip(" :("))[-1]
        elif one.unit == "%":
            words = of_what or flat.as_written(left, one.start)
        elif one.is_label:
            first, last = label_place(flat.words, flat.sentence(one.start)[0], one.start) or (left, one.start)
            words = flat.as_written(first, last)
        else:
            words = re.split(r"[.;,(\n]", flat.as_written(one.unit_start, end))[0] or one.written
        return words.strip(' ,;:-–+*()“”"')[-80:] if one.is_label else words.strip(" ,;:()“”")[:80]

    def _scope(
        self, one: Measure, paragraph: int, parent: int | None, about: int | None, of_what: str | None
    ) -> Scope:
        when = when_of(self.periods, one.start, paragraph, min(400, len(self.flat.words)))
        first = self.flat.places[paragraph]
        here = self.flat.places[one.start]
        index = bisect_left(self.places, (here,)) - 1
        place = self.places[index] if index >= 0 else (-1, "")
        return Scope(
            period=when.words if when else None,
            period_from=when.first if when else None,
            period_to=when.last if when else None,
            place=place[1] if place[0] >= first else None,
            parent=parent,
            as_of=when.as_of if when else None,
            about=about,
            of_what=of_what,
        )


def _kind(one: Measure) -> str:
    if PEOPLE.match(one.unit):
        return "people"
    return one.unit.split(" ")[0]


def read_figures(text: str) -> list[StatedFigure]:
    """Return the results that a text states, of its prose and its tables, in its order."""
    reader = _Reader(text)
    if is_no_report(reader.flat.words):
        return []
    prose = reader.read()
    tables = [] if reader.is_order else list(figures_in_tables(text))
    merged = sorted([*prose, *tables], key=lambda one: one.start)
    if not tables:
        return merged
    place = {id(figure): index for index, figure in enumerate(merged)}
    moved = {index: place[id(figure)] for index, figure in enumerate(prose)}
    return [_moved(figure, moved) for figure in merged]


def _moved(figure: StatedFigure, moved: dict[int, int]) -> StatedFigure:
    """Return a figure whose parents are counted in the list with the tables."""
    scope = figure.scope
    if scope.parent is None and scope.about is None:
        return figure
    parent = moved[scope.parent] if scope.parent is not None else None
    about = moved[scope.about] if scope.about is not None else None
    return replace(figure, scope=replace(scope, parent=parent, about=about))
