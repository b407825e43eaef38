"""The voluntary calculator: what one pays, what the State adds, and who is in truth compulsory."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.insurance import (
    Group,
    Situation,
    Unanswerable,
    income_bounds,
    quote_voluntary,
    who_is_compulsory,
)
from diemtua.insurance.rules.answers import Step
from diemtua.insurance.rules.compulsory import WORDS, Tax
from diemtua.insurance.rules.law import DayLaw, Law
from diemtua.insurance.rules.months import months_between
from diemtua.insurance.rules.pension import least_months
from diemtua.insurance.rules.retirement import retirement_of
from diemtua.insurance.rules.voluntary import PERIODS, IncomeBounds, VoluntaryQuote, offered_months
from diemtua.web.advice import born
from diemtua.web.advice.asking import address, kept, key_choices, place_choices
from diemtua.web.advice.born import NUMBER_FIELDS, BornQuestion
from diemtua.web.advice.lifetime import Lifetime, lifetime_of
from diemtua.web.advice.working import Working, parameter_title, said, working_of
from diemtua.web.numbers import WholeField

NAMES = ["income", "group", "months", *born.NAMES, "used", "place", "owner", "day"]
USUAL_MONTHS = 12
MONTHS_IN_A_YEAR = 12
# Incomes offered at one tap, in đồng: the nearest one on the step is taken.
QUICK_INCOMES = (2_000_000, 3_000_000, 5_000_000, 8_000_000)


@dataclass(frozen=True)
class VoluntaryAnswer:
    """What the page and the leaflet show of the paying side."""

    quote: VoluntaryQuote
    state_percent: Decimal
    working: Working

    @property
    def support(self) -> int:
        """Return what the State and the province add to the whole payment, in đồng."""
        return self.quote.state + self.quote.local

    @property
    def net_month(self) -> int:
        """Return what the person pays spread over the months, rounded up to whole đồng."""
        return -(-self.quote.net // self.quote.months)

    @property
    def supported_out(self) -> bool:
        """Say whether some months paid for carry no support any more."""
        return self.quote.supported < self.quote.months

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Return the figures that change while the months paid for run."""
        return [
            {"day": change.day, "title": parameter_title(self.quote.on.law, change.after.parameter)}
            for change in self.quote.changes
        ]


@dataclass(frozen=True)
class Standing:
    """Whether somebody may join at all; `is_open` where the law does not settle it."""

    said: str
    is_barred: bool
    is_open: bool
    working: Working | None


class VoluntaryForm(BornQuestion):
    """The question about voluntary insurance: what is paid, and by whom."""

    income = WholeField(label=gettext_lazy("Thu nhập chọn làm căn cứ đóng (đồng một tháng)"))
    group = forms.MultipleChoiceField(
        label=gettext_lazy("Thuộc nhóm được hỗ trợ nhiều hơn"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "Thuộc nhiều nhóm thì tính nhóm có mức hỗ trợ cao nhất. Không thuộc nhóm nào: để trống."
        ),
    )
    months = forms.ChoiceField(label=gettext_lazy("Đóng một lần cho"))
    used = WholeField(
        label=gettext_lazy("Số tháng đã được Nhà nước hỗ trợ"),
        required=False,
        help_text=gettext_lazy("Mỗi người được hỗ trợ một số tháng nhất định; để trống nếu chưa lần nào."),
    )
    place = forms.ChoiceField(label=gettext_lazy("Tỉnh, thành phố có hỗ trợ thêm"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Hộ kinh doanh có đăng ký"), required=False)

    def __init__(self, given: QueryDict, *, law: Law) -> None:
        super().__init__(given)
        self.law = law
        self.offer_sexes()
        self.full_clean()  # the day decides what may be chosen
        day, on = self.payment_day, law.on(self.payment_day)
        self.bounds = _bounds(on)
        self.print_amounts(income=self.bounds.lowest if self.bounds else None)
        self.asked.setdefault("months", str(USUAL_MONTHS))
        self.offer("group", group_choices(on))
        self.offer("months", [(str(months), months_said(months)) for months in _offered(on)])
        self.offer("place", place_choices(law, "voluntary_local_support", day))
        self.offer("owner", _owner_choices(on))
        self.full_clean()

    @property
    def has_more(self) -> bool:
        """Say whether one of the seldom asked questions is answered or refused."""
        return any(self.data.get(name) or name in self.errors for name in ("used", "place", "owner", "day"))


def answer(form: VoluntaryForm) -> VoluntaryAnswer | None:
    """Work out the payment, None when the question is refused (the form then says why)."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    months = int(given["months"])
    try:
        quote = quote_voluntary(
            form.law.quoting_on(form.payment_day),
            income=given["income"],
            groups=[Group(group) for group in given.get("group", [])],
            months=months,
            months_supported=given["used"] or 0,
            place=given.get("place", ""),
        )
        steps: tuple[Step, ...] = quote.steps
    except Unanswerable as refusal:
        ahead = {"no_law_for_day": "months"} if months not in PERIODS and form.bounds else {}
        form.refuse(refusal, number_out_of_range="used", **ahead)
        return None
    percent = quote.on.value("voluntary_support", quote.group)
    return VoluntaryAnswer(quote, percent, working_of(form.law, steps))


def lifetime(form: VoluntaryForm, answer: VoluntaryAnswer | None) -> Lifetime | None:
    """Work out the pension side, None where no birth was given or the engine refuses (the form says why)."""
    if answer is None or form.born is None:
        return None
    who = form.born
    try:
        return lifetime_of(
            answer.quote,
            sex=who.sex,
            year=who.year,
            month=who.month,
            paid=who.paid,
            used=form.cleaned_data["used"] or 0,
        )
    except Unanswerable as refusal:
        form.refuse(refusal, number_out_of_range=NUMBER_FIELDS.get(str(refusal.values.get("name")), ""))
        return None


def standing(form: VoluntaryForm) -> Standing | None:
    """Return what the law says of an owner of a household business, or of who may not join at all.

    None when nothing stands in the way and no business was named.
    """
    given = getattr(form, "cleaned_data", {})
    tax = given.get("owner")
    try:
        finding = who_is_compulsory(form.law.on(form.payment_day), _situation(form, tax))
    except Unanswerable as refusal:
        return Standing(refusal.text, is_barred=False, is_open=True, working=None) if tax else None
    if not tax and finding.may_join_voluntary:
        return None
    working = working_of(form.law, finding.steps)
    return Standing(
        said(WORDS[finding.verdict]), not finding.may_join_voluntary, is_open=False, working=working
    )


def _situation(form: VoluntaryForm, tax: str | None) -> Situation:
    who = form.born
    if who is None:
        return Situation(owner_tax=tax or None)
    birth, day = date(who.year, who.month or 1, 1), form.payment_day
    retirement = retirement_of(form.law, sex=who.sex, birth=birth)
    return Situation(
        owner_tax=tax or None,
        age=max(0, months_between(birth, day) // MONTHS_IN_A_YEAR),
        of_retirement_age=retirement.reached <= day,
        months_missing=max(0, least_months(form.law.on(day)) - who.paid),
    )


def quick_incomes(form: VoluntaryForm, given: QueryDict, names: list[str]) -> list[dict[str, Any]]:
    """Return the incomes offered at one tap, the lowest first, each with the address of its answer."""
    if not form.bounds:
        return []
    bounds = form.bounds
    steps = [round((income - bounds.lowest) / bounds.step) for income in QUICK_INCOMES]
    incomes = [bounds.lowest, *(bounds.lowest + step * bounds.step for step in steps if step > 0)]
    asked: dict[str, list[str]] = {"income": []} | kept(given, names)
    return [
        {
            "income": income,
            "href": address("voluntary", asked | {"income": [str(income)]}),
            "is_current": str(income) == str(form.cleaned_data.get("income")),
        }
        for income in dict.fromkeys(incomes)
    ]


def months_said(months: int) -> str:
    """Return a number of months as one says it."""
    if months == 1:
        return _("từng tháng")
    years, rest = divmod(months, MONTHS_IN_A_YEAR)
    return _("%d năm") % years if years > 1 and not rest else _("%d tháng") % months


def group_choices(on: DayLaw) -> list[tuple[str, str]]:
    """Return the groups with more support than other people, on a day."""
    usual = on.find("voluntary_support", Group.OTHER)
    rows = [(group, on.find("voluntary_support", group)) for group in Group]
    keys = [group.value for group, row in rows if row and usual and row.value > usual.value]
    return key_choices(on.law.parameters["voluntary_support"], keys)


def _owner_choices(on: DayLaw) -> list[tuple[str, str]]:
    parameter = on.law.parameters["owner_compulsory"]
    choices = key_choices(parameter, [tax.value for tax in Tax])
    return [("", _("Không phải chủ hộ kinh doanh")), *choices]


def _offered(on: DayLaw) -> tuple[int, ...]:
    try:
        return offered_months(on)
    except Unanswerable:
        return (USUAL_MONTHS,)


def _bounds(on: DayLaw) -> IncomeBounds | None:
    try:
        return income_bounds(on)
    except Unanswerable:
        return None
