"""What each leaflet says: one figure, three facts, three steps."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diemtua.insurance.rules.answers import citations
from diemtua.insurance.rules.health_tariff import tariff
from diemtua.web.advice.household import HouseholdAnswer
from diemtua.web.advice.leaflet import Fact, Leaflet, law_line
from diemtua.web.advice.lifetime import Lifetime, other_benefits, rounded
from diemtua.web.advice.voluntary import VoluntaryAnswer, months_said
from diemtua.web.templatetags.dt import day as printed_day
from diemtua.web.templatetags.dt import grouped, percent


def household_paper(answer: HouseholdAnswer) -> Leaflet:
    """Return the leaflet of a household."""
    quote = answer.quote
    saved = [line for line in answer.paying if line.share and line.share < 100]
    return Leaflet(
        kicker=pgettext("trang", "BHYT hộ gia đình"),
        title=_("Cả nhà có thẻ, đi khám bớt lo"),
        figure_label=_("%(count)d người cùng tham gia %(months)d tháng, cả nhà đóng")
        % {"count": len(answer.paying), "months": answer.months},
        figure=grouped(quote.net),
        figure_note=_("khoảng %s đồng một tháng cho cả nhà") % grouped(answer.a_month),
        facts=[
            _household_saving(answer) if saved or answer.support else _visit(answer),
            Fact(_("Thẻ dùng được từ"), printed_day(answer.start.first_day), answer.start_said),
            Fact(
                _("Đi khám đúng tuyến"),
                percent(min(line.level for line in answer.paying if line.level) if _levels(answer) else None),
                _("chi phí trong phạm vi được thẻ trả, ít nhất"),
            ),
        ],
        columns=[pgettext("một người", "Người"), _("Diện, thứ tự"), _("Tự đóng")],
        rows=[[_("Người %d") % line.number, line.standing, grouped(line.due.net)] for line in answer.paying],
        steps=[
            _("Mang căn cước của những người trong hộ đến điểm thu hoặc xã, phường."),
            _("Đóng tiền, nhận biên lai; hoặc đóng trên Cổng Dịch vụ công quốc gia."),
            _("Thẻ hiện trên VssID và VNeID; đi khám mang theo căn cước."),
        ],
        law=law_line(citations(quote.steps), quote.on.day),
    )


def voluntary_paper(answer: VoluntaryAnswer, lifetime: Lifetime | None) -> Leaflet:
    """Return the leaflet of voluntary insurance; with a birth given, it tells of the pension."""
    quote = answer.quote
    support = Fact(_("Nhà nước đóng thêm"), grouped(answer.support), _("đồng vào sổ của bạn trong kỳ này"))
    pay_by = Fact(_("Hạn đóng kỳ này"), printed_day(quote.pay_by), _("đóng sớm thì yên tâm sớm"))
    booked = Fact(_("Vào sổ của bạn"), grouped(quote.gross), _("đồng, tính vào thời gian hưởng lương hưu"))
    return Leaflet(
        kicker=pgettext("trang", "BHXH tự nguyện"),
        title=_("Để dành hôm nay, có lương hưu mai sau"),
        figure_label=_("Chọn mức %(income)s đồng, đóng %(months)s, bạn đóng")
        % {"income": grouped(quote.income), "months": months_said(quote.months)},
        figure=grouped(quote.net),
        figure_note=_("khoảng %s đồng một tháng") % grouped(answer.net_month),
        facts=[support, *(_pension(lifetime) if lifetime else [booked, pay_by])],
        columns=[_("Được gì nữa?"), ""],
        rows=[list(one) for one in other_benefits(quote.on)],
        steps=[
            _("Mang căn cước đến điểm thu, bưu điện hoặc cơ quan bảo hiểm xã hội."),
            _("Chọn mức thu nhập và phương thức; đóng tiền, nhận biên lai."),
            _("Theo dõi quá trình đóng trên VssID; đổi mức khi cần."),
        ],
        law=law_line(citations(quote.steps), quote.on.day),
    )


def _pension(lifetime: Lifetime) -> list[Fact]:
    estimate = lifetime.estimate
    from_month = Fact(
        _("Lương hưu từ tháng"),
        f"{estimate.retirement.pension_from:%m/%Y}",
        _("khi %(age)s, đã đóng %(time)s") % {"age": lifetime.age_said, "time": lifetime.time_said},
    )
    if estimate.low is None:
        return [from_month, Fact(_("Còn thiếu"), lifetime.missing_said, _("khi đến tuổi nghỉ hưu"))]
    amount = rounded(estimate.low.amount)
    text = _("đồng một tháng, tính theo giá cả hôm nay")
    return [from_month, Fact(_("Lương hưu khoảng"), amount, text)]


def _household_saving(answer: HouseholdAnswer) -> Fact:
    if answer.support:
        return Fact(_("Nhà nước hỗ trợ"), grouped(answer.support), _("đồng cho hộ này"))
    full = tariff(answer.quote.on).gross(0, answer.months) * len(answer.paying)
    text = _("đồng ít hơn khi cả nhà cùng tham gia")
    return Fact(_("Giảm dần theo người"), grouped(full - answer.quote.gross), text)


def _visit(answer: HouseholdAnswer) -> Fact:
    text = _("đồng một lần khám: dưới mức này thẻ trả đủ")
    return Fact(_("Khám nhỏ không mất tiền"), grouped(answer.visit_threshold), text)


def _levels(answer: HouseholdAnswer) -> list[object]:
    return [line.level for line in answer.paying if line.level]
