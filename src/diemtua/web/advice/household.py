"""The household calculator: who joins, what each pays, when the cards begin, what they give."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.insurance import HealthGroup, Member, Unanswerable, card_start, quote_household
from diemtua.insurance.rules.health_benefit import (
    CardGroup,
    Coverage,
    copay_threshold,
    coverage,
    visit_threshold,
)
from diemtua.insurance.rules.health_card import CardStart
from diemtua.insurance.rules.health_tariff import tariff
from diemtua.insurance.rules.household import MOST_MEMBERS, HouseholdQuote, Standing
from diemtua.insurance.rules.household import Line as Due
from diemtua.insurance.rules.law import DayLaw, Law
from diemtua.web.advice.asking import Question, kept, key_choices, place_choices
from diemtua.web.advice.working import Working, said, working_of
from diemtua.web.days import DayField
from diemtua.web.numbers import WholeField

MEMBER = "member"  # once for every member, in the order in which they join
JOINS, COVERED, NOT_JOINING = "joins", "covered", "not_joining"
NAMES = [MEMBER, "months", "day", "card", "earlier", "place"]
USUAL_MONTHS = "12"

# Groups whose support has a benefit level of its own name; for any other the level is that of a household.
CARD_GROUPS = {
    HealthGroup.NONE: CardGroup.HOUSEHOLD,
    HealthGroup.STUDENT: CardGroup.STUDENT,
    HealthGroup.AVERAGE_FARMER: CardGroup.AVERAGE_FARMER,
    HealthGroup.NEAR_POOR: CardGroup.NEAR_POOR,
    HealthGroup.NEAR_POOR_IN_POOR_COMMUNE: CardGroup.NEAR_POOR,
}


@dataclass(frozen=True)
class Place:
    """One line of the builder: the answer of one member, and what is wrong with it."""

    number: int
    answer: str
    error: str = ""


@dataclass(frozen=True)
class MemberLine:
    """What one member pays and gets, ready to be shown."""

    number: int
    standing: str
    share: Decimal | None
    due: Due
    level: Decimal | None

    @property
    def pays(self) -> bool:
        """Say whether a card is paid for here."""
        return self.due.gross > 0

    @property
    def support(self) -> int:
        """Return what the State and the province add for this member, in đồng."""
        return self.due.state + self.due.local


@dataclass(frozen=True)
class HouseholdAnswer:
    """Everything that the page and the leaflet show of one household."""

    quote: HouseholdQuote
    lines: list[MemberLine]
    start: CardStart
    start_said: str
    waits: int
    months: int
    visit_threshold: int
    year_threshold: int
    working: Working

    @property
    def support(self) -> int:
        """Return what the State and the province add, in đồng."""
        return self.quote.state + self.quote.local

    @property
    def paying(self) -> list[MemberLine]:
        """Return the members for whom a card is paid."""
        return [line for line in self.lines if line.pays]

    @property
    def a_month(self) -> int:
        """Return the payment spread over the months, rounded up to whole đồng."""
        return -(-self.quote.net // self.months)

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Return the days on which dues change while the cards run, with what they would cost then."""
        days = dict.fromkeys(change.day for change in self.quote.changes)
        return [{"day": day, "net": self.quote.again_on(day).net} for day in days]


class HouseholdForm(Question):
    """The question about a household, but for its members."""

    months = forms.ChoiceField(label=gettext_lazy("Đóng cho"), widget=forms.RadioSelect)
    card = DayField(
        label=gettext_lazy("Thẻ cũ hết hạn ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu tham gia lần đầu."),
    )
    earlier = WholeField(
        label=gettext_lazy("Số người của hộ đã đóng trong năm nay"),
        required=False,
        largest=MOST_MEMBERS,
        help_text=gettext_lazy("Người tham gia sau được tính tiếp thứ tự, mức đóng thấp hơn."),
    )
    place = forms.ChoiceField(label=gettext_lazy("Tỉnh, thành phố có hỗ trợ thêm"), required=False)

    def __init__(self, given: QueryDict, *, law: Law) -> None:
        super().__init__(given)
        self.asked.setdefault("months", USUAL_MONTHS)
        self.law = law
        self.full_clean()  # the day decides what may be chosen
        self.offer("months", [(str(months), _("%d tháng") % months) for months in _periods(self)])
        self.offer("place", place_choices(law, "health_topup", self.payment_day))
        self.full_clean()

    @property
    def has_more(self) -> bool:
        """Say whether one of the seldom asked questions is answered or refused."""
        return any(self.data.get(name) or name in self.errors for name in ("card", "day", "earlier", "place"))

    def member_choices(self) -> list[tuple[str, str]]:
        """Return the answers one may give for a member on the day of payment."""
        on = self.law.on(self.payment_day)
        keys = [group for group in HealthGroup if on.find("health_support", group)]
        return [
            (JOINS, _("Đóng theo hộ gia đình")),
            (COVERED, _("Đã có thẻ theo diện khác (đi làm, lương hưu, hộ nghèo, trẻ em…)")),
            *key_choices(self.law.parameters["health_support"], keys),
            (NOT_JOINING, _("Chưa tham gia")),
        ]


def members_asked(given: QueryDict, choices: list[tuple[str, str]]) -> list[Place]:
    """Return the members that the address names; an unknown answer is marked."""
    known = dict(choices)
    wrong = _("Hãy chọn một diện trong danh sách.")
    answers = [value for value in given.getlist(MEMBER) if value][: MOST_MEMBERS + 1]
    return [
        Place(number, answer, "" if answer in known else wrong)
        for number, answer in enumerate(answers, start=1)
    ]


def changed_members(given: QueryDict) -> dict[str, list[str]] | None:
    """Return the address after a member was added or taken out, None when neither was asked for."""
    if "add" not in given and "remove" not in given:
        return None
    asked = kept(given, NAMES)
    members = asked.get(MEMBER, [])
    if "add" in given and len(members) <= MOST_MEMBERS:
        members = [*members, JOINS]
    taken = given.get("remove", "")
    if taken.isdigit() and 0 < int(taken) <= len(members):
        members = [*members[: int(taken) - 1], *members[int(taken) :]]
    return asked | {MEMBER: members}


def answer(form: HouseholdForm, places: Sequence[Place]) -> HouseholdAnswer | None:
    """Work out the household, None when the question is refused (the form then says why)."""
    if not form.is_valid() or not places or any(place.error for place in places):
        return None
    given = form.cleaned_data
    months = int(given["months"] or USUAL_MONTHS)
    try:
        on = form.law.quoting_on(form.payment_day)
        start = card_start(on, previous_last=given["card"])
        quote = quote_household(
            on,
            members=[_member(place) for place in places],
            months=months,
            joined_earlier=given["earlier"] or 0,
            place=given.get("place", ""),
            starts_on=start.first_day,
        )
        return _answer(form.law, quote, start, months)
    except Unanswerable as refusal:
        form.refuse(refusal, number_out_of_range="")
        return None


def _answer(law: Law, quote: HouseholdQuote, start: CardStart, months: int) -> HouseholdAnswer:
    on = quote.on
    visit, year = visit_threshold(on), copay_threshold(on)
    levels = {
        line.group: coverage(on, group=CARD_GROUPS[line.group]) for line in quote.lines if _has_level(line)
    }
    level_steps = [step for level in levels.values() for step in level.steps]
    return HouseholdAnswer(
        quote=quote,
        lines=[_line(on, number, due, levels) for number, due in enumerate(quote.lines, start=1)],
        start=start,
        start_said=said(start.steps[-1].title),
        waits=start.waits,
        months=months,
        visit_threshold=visit.dong,
        year_threshold=year.dong,
        working=working_of(law, [*quote.steps, *start.steps, *level_steps, *visit.steps, *year.steps]),
    )


def _member(place: Place) -> Member:
    name = _("Người %d") % place.number
    if place.answer == COVERED:
        return Member(name=name, covered_elsewhere=True)
    if place.answer == NOT_JOINING:
        return Member(name=name, joins=False)
    return Member(name=name, group=HealthGroup.NONE if place.answer == JOINS else place.answer)


def _line(on: DayLaw, number: int, due: Due, levels: dict[HealthGroup, Coverage]) -> MemberLine:
    choices = key_choices(on.law.parameters["health_support"], [due.group])
    standing = {
        Standing.IN_ORDER: _("Người thứ %d của hộ") % due.order,
        Standing.SUPPORTED: dict(choices)[due.group],
        Standing.COVERED_ELSEWHERE: _("Đã có thẻ theo diện khác"),
        Standing.NOT_JOINING: _("Chưa tham gia"),
    }[due.standing]
    share = tariff(on).share(due.order).value if due.order else None
    level = levels[due.group].percent if _has_level(due) else None
    return MemberLine(number, standing, share, due, level)


def _has_level(due: Due) -> bool:
    return due.gross > 0 and due.group in CARD_GROUPS


def _periods(form: HouseholdForm) -> tuple[int, ...]:
    try:
        return tariff(form.law.on(form.payment_day)).periods
    except Unanswerable:
        return (int(USUAL_MONTHS),)
