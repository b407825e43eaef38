"""Take the lump sum or wait: the three ways side by side over a lifetime."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.insurance import Group, Unanswerable
from diemtua.insurance.rules.answers import Step
from diemtua.insurance.rules.law import Law
from diemtua.insurance.rules.lump_sum import lump_sum, why_not_now
from diemtua.insurance.rules.pension import rate_steps
from diemtua.insurance.rules.retirement import birth_from_year, retirement_of
from diemtua.insurance.rules.voluntary import check_income
from diemtua.insurance.rules.waiting import Career, Comparison, Outcome, Way, Year, compare
from diemtua.web.advice import born
from diemtua.web.advice.born import NUMBER_FIELDS, BornQuestion
from diemtua.web.advice.drawing import Mark, Series, draw
from diemtua.web.advice.lifetime import NARROW, WIDE
from diemtua.web.advice.voluntary import group_choices
from diemtua.web.advice.working import Working, said, working_of
from diemtua.web.numbers import WholeField
from diemtua.web.templatetags.dt import grouped

NAMES = [*born.NAMES, "before_years", "average", "support", "began", "paused", "income", "group", "day"]
BEFORE, SINCE = "before", "since"  # 1 July 2025, from which who begins to pay may not simply take it out


@dataclass(frozen=True)
class Path:
    """One way, ready to be shown beside the others."""

    way: str
    title: str
    text: str
    icon: str
    outcome: Outcome
    by_the_end: int
    break_even: int | None


@dataclass(frozen=True)
class WaitingAnswer:
    """Everything that the page shows of one comparison."""

    comparison: Comparison
    paths: list[Path]
    why_not: str
    retires: date
    last_age: int
    working: Working

    @property
    def assumptions(self) -> list[str]:
        """Return what the comparison takes for granted."""
        return [said(words) for words in self.comparison.assumptions]

    @property
    def best(self) -> Path:
        """Return the way that has given most by the last age."""
        return max(self.paths, key=lambda path: path.by_the_end)

    @property
    def chart(self) -> dict[str, Any]:
        """Return the chart and the table behind it."""
        years = self.comparison.years
        series = [
            Series(path.title, [(year.age, getattr(year, path.way)) for year in years]) for path in self.paths
        ]
        even = self.comparison.break_even(Way.GO_ON)
        marks = [Mark(even, _("từ %d tuổi, đóng tiếp có lợi hơn") % even)] if even else []
        return {
            "lines": [path.title for path in self.paths],
            "wide": draw(series, marks, **WIDE),
            "narrow": draw(series, [Mark(mark.x, str(mark.x)) for mark in marks], **NARROW),
            "columns": [_("Tuổi"), *(path.title for path in self.paths)],
            "rows": [
                [year.age, *(grouped(getattr(year, path.way)) for path in self.paths)] for year in years
            ],
        }


class WaitingForm(BornQuestion):
    """The question whether to take the lump sum."""

    before_years = WholeField(
        label=gettext_lazy("Trong đó trước năm 2014, số năm"), required=False, largest=born.MOST_YEARS
    )
    average = WholeField(
        label=gettext_lazy("Thu nhập bình quân đã đóng (đồng một tháng)"),
        least=1,
        help_text=gettext_lazy("Xem trên VssID hoặc hỏi cơ quan BHXH; đã nhân hệ số trượt giá."),
    )
    support = WholeField(
        label=gettext_lazy("Nhà nước đã hỗ trợ đóng (đồng)"),
        required=False,
        help_text=gettext_lazy("Phần này bị trừ khi rút một lần."),
    )
    began = forms.ChoiceField(label=gettext_lazy("Bắt đầu đóng BHXH"), required=False)
    paused = WholeField(label=gettext_lazy("Đã nghỉ đóng, số tháng"), required=False, largest=720)
    income = WholeField(
        label=gettext_lazy("Nếu đóng tiếp: thu nhập chọn (đồng một tháng)"),
        required=False,
        help_text=gettext_lazy("Để trống: đóng tiếp theo mức bình quân."),
    )
    group = forms.MultipleChoiceField(
        label=gettext_lazy("Thuộc nhóm được hỗ trợ nhiều hơn"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, given: QueryDict, *, law: Law) -> None:
        super().__init__(given)
        self.law = law
        self.offer_sexes()
        for name in ("born_year", "sex", "paid_years"):
            self.fields[name].required = True
        began = [("", "–"), (BEFORE, _("trước ngày 01/7/2025")), (SINCE, _("từ ngày 01/7/2025"))]
        self.offer("began", began)
        self.full_clean()  # the day decides what may be chosen
        self.print_amounts(average=None, support=None, income=None)
        self.offer("group", group_choices(law.on(self.payment_day)))
        self.full_clean()

    @property
    def has_more(self) -> bool:
        """Say whether one of the seldom asked questions is answered or refused."""
        names = ("before_years", "support", "income", "group", "day")
        return any(self.data.get(name) or name in self.errors for name in names)


def is_asked(given: QueryDict) -> bool:
    """Say whether the address holds a question at all."""
    return any(given.get(name) for name in NAMES)


def answer(form: WaitingForm) -> WaitingAnswer | None:
    """Work out the three ways, None when the question is refused (the form then says why)."""
    if not form.is_valid() or form.born is None:
        return None
    try:
        on = form.law.quoting_on(form.payment_day)
        if form.cleaned_data["income"]:
            check_income(on, form.cleaned_data["income"])
        career = _career(form)
        comparison = compare(on, career)
        steps = list(_steps(form, career, comparison))
        why_not = _why_not(form, career)
    except Unanswerable as refusal:
        fields = NUMBER_FIELDS | {"mức bình quân": "average", "số tiền": "average"}
        form.refuse(refusal, number_out_of_range=fields.get(str(refusal.values.get("name")), ""))
        return None
    return WaitingAnswer(
        comparison=comparison,
        paths=list(_paths(comparison)),
        why_not=why_not,
        retires=comparison.retires,
        last_age=comparison.years[-1].age,
        working=working_of(form.law, steps),
    )


def _career(form: WaitingForm) -> Career:
    who, given = form.born, form.cleaned_data
    assert who is not None
    before = min(12 * (given["before_years"] or 0), who.paid)
    return Career(
        sex=who.sex,
        birth=date(who.year, who.month, 1) if who.month else birth_from_year(who.year),
        average=given["average"],
        months_from=who.paid - before,
        months_before=before,
        state_support=given["support"] or 0,
        income=given["income"] or 0,
        groups=tuple(Group(group) for group in given.get("group", [])),
    )


def _points(years: Sequence[Year], way: str) -> list[tuple[int, int]]:
    return [(year.age, getattr(year, way)) for year in years]


def _why_not(form: WaitingForm, career: Career) -> str:
    """Return why the lump sum may not be taken now; "" when it may, or when too little was said."""
    given = form.cleaned_data
    on = form.law.on(form.payment_day)
    retirement = retirement_of(form.law, sex=career.sex, birth=career.birth)
    is_of_age = retirement.reached <= on.day
    if given["began"] == "" and given["paused"] is None and not is_of_age:
        return ""
    words = why_not_now(
        on,
        months=career.months,
        months_paused=given["paused"] or 0,
        is_of_age=is_of_age,
        paid_before_july_2025=given["began"] != SINCE,
    )
    return said(words) if words else ""


def _paths(comparison: Comparison) -> Iterator[Path]:
    shown = {
        Way.TAKE: (_("Rút một lần"), _("Nhận tiền ngay, thời gian đóng mất hết."), "banknote"),
        Way.KEEP: (_("Bảo lưu"), _("Không rút, không đóng thêm; chờ đến tuổi."), "history"),
        Way.GO_ON: (_("Đóng tiếp"), _("Đóng đều đến tuổi nghỉ hưu."), "piggy-bank"),
    }
    end = comparison.years[-1]
    for way, (title, text, icon) in shown.items():
        even = None if way is Way.TAKE else comparison.break_even(way)
        yield Path(way.value, title, text, icon, comparison.outcomes[way], getattr(end, way), even)


def _steps(form: WaitingForm, career: Career, comparison: Comparison) -> Iterator[Step]:
    on = form.law.on(form.payment_day)
    yield from lump_sum(
        on,
        months_before=career.months_before,
        months_from=career.months_from,
        average=career.average,
        state_support=career.state_support,
    ).steps
    yield from retirement_of(form.law, sex=career.sex, birth=career.birth).steps
    for way in (Way.KEEP, Way.GO_ON):
        outcome = comparison.outcomes[way]
        if outcome.pension:
            yield from rate_steps(on, career.sex, outcome.months)
