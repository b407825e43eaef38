"""People worth visiting: browse, export, assign, look at one, see an id with a reason."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core import crypto
from diemtua.core.errors import Refusal
from diemtua.core.sheets import OutColumn, Shape
from diemtua.people.enums import Sex
from diemtua.prospects import actions, queries
from diemtua.prospects.enums import Segment, Status
from diemtua.prospects.models import Prospect
from diemtua.prospects.permissions import may_import_at, may_import_prospects, may_see_prospects, may_visit
from diemtua.prospects.queries import leases
from diemtua.prospects.rules.leases import why_not_visit
from diemtua.web.access import page, post_only
from diemtua.web.advice.links import advice_for
from diemtua.web.downloads import labels, too_long, workbook
from diemtua.web.paging import keyset_page
from diemtua.web.prospects import reasons
from diemtua.web.prospects.forms import GiveBackForm, NoContactForm, RevealForm, lease_form
from diemtua.web.prospects.looking import assigned_options, look_of, order_of, place_options
from diemtua.web.shell import campaign_or_404

MAX_LEASED = 500  # at once, over more than the page one sees


@page(may_see_prospects)
def index(request: HttpRequest) -> HttpResponse:
    """List the prospects of the own places."""
    campaign = campaign_or_404(request)
    look = look_of(request, campaign)
    today = timezone.localdate()
    may_assign = may_import_prospects(request.user)
    near = look.assigning_at
    visitors = queries.visitors_over(near, today) if near else []
    context = {
        "prospects": keyset_page(request, look.rows, order=order_of(request)),
        "sorts": [("uu-tien", _("Ưu tiên trước"))],
        "segments": Segment.choices,
        "statuses": Status.choices,
        "places": place_options(request.user, campaign, look.place),
        "assigned": assigned_options(visitors),
        "near": near,
        "form": lease_form(campaign, visitors) if may_assign and near else None,
        "may_assign": may_assign,
        "is_filtered": any(request.GET.values()),
        "max_assigned": MAX_LEASED,
        "today": today,
    }
    template = "prospects/list.html#rows" if request.htmx else "prospects/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@post_only(may_see_prospects)
def export(request: HttpRequest) -> HttpResponse:
    """Give the list as a workbook, ids masked; that it was taken out is kept in the trail."""
    campaign = campaign_or_404(request)
    look = look_of(request, campaign)
    if refused := too_long(request, look.rows, back="prospects:list"):
        return refused
    rows = list(look.rows.order_by(*order_of(request)))
    now = timezone.now()
    actions.record_export(campaign=campaign, rows=len(rows), by=request.user, at=now)
    watermark = _("Người tải: %(user)s, lúc %(when)s. Dữ liệu cá nhân, chỉ dùng trong chiến dịch.") % {
        "user": request.user,
        "when": f"{timezone.localtime(now):%H:%M %d/%m/%Y}",
    }
    return workbook(
        f"doi-tuong-{timezone.localdate():%Y-%m-%d}.xlsx",
        _columns(),
        _lines(rows),
        title=_("Đối tượng tiềm năng: %(campaign)s") % {"campaign": campaign},
        watermark=watermark,
    )


@page(may_see_prospects)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one person, what is known, and every visit."""
    return _show(request, prospect_or_404(request, ref))


@post_only(may_see_prospects)
def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a personal id whole, once, against a reason."""
    prospect = prospect_or_404(request, ref)
    form = RevealForm(request.POST)
    revealed = ""
    if form.is_valid():
        try:
            revealed = actions.reveal_personal_id(
                person=prospect.person, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("reason", refusal.text)
    answer = _show(request, prospect, revealed=revealed, form=form)
    answer["Cache-Control"] = "no-store"
    return answer


def prospect_or_404(request: HttpRequest, ref: str) -> Prospect:
    """Return a prospect of the campaign at hand that the user may see."""
    rows = queries.prospects_for(request.user, campaign_or_404(request)).select_related("batch", "campaign")
    return get_object_or_404(
        rows.select_related("person", "place__parent", "assigned_to", "from_list"), ref=ref
    )


def _show(
    request: HttpRequest, prospect: Prospect, *, revealed: str = "", form: RevealForm | None = None
) -> HttpResponse:
    campaign: Campaign = prospect.campaign
    may_assign = may_import_at(request.user, prospect.place)
    visitors = queries.visitors_over(prospect.place, timezone.localdate()) if may_assign else []
    standing, today = leases.held(prospect), timezone.localdate()
    is_running = standing.runs_on(today)
    phone = prospect.person.phone_sealed
    context = {
        "prospect": prospect,
        "age": prospect.person.age_on(campaign.map_date),
        "phone": crypto.masked(crypto.unseal(phone)) if phone else "",
        "contacts": prospect.contacts.select_related("met_by"),
        "lease": {"is_running": is_running, "is_mine": is_running and standing.holder == request.user.pk},
        "reasons": reasons.lines(prospect.reasons),
        "leases": leases.leases_of(prospect),
        "lease_form": lease_form(campaign, visitors, prospect) if may_assign else None,
        "give_back_form": GiveBackForm(auto_id="give_back_%s"),
        "no_contact_form": NoContactForm(auto_id="no_contact_%s"),
        "may_assign": may_assign,
        "reveal_form": form or RevealForm(),
        "revealed": revealed,
        "advice_url": advice_for(prospect),
        "may_visit": may_visit(request.user)
        and not why_not_visit(standing, visitor=request.user.pk or 0, day=today),
        "trail": [
            {"label": _("Đối tượng tiềm năng"), "href": reverse("prospects:list")},
            {"label": prospect.person.full_name, "href": ""},
        ],
    }
    return render(request, "prospects/show.html", context)


def _columns() -> list[OutColumn]:
    return [
        OutColumn(_("Họ và tên"), width=28),
        OutColumn(_("Năm sinh"), width=10),
        OutColumn(_("Giới tính"), width=10),
        OutColumn(_("Số định danh"), width=16),
        OutColumn(_("Thôn"), width=22),
        OutColumn(_("Xã"), width=22),
        OutColumn(_("Nhóm"), width=34),
        OutColumn(_("Chương trình"), width=20),
        OutColumn(_("Tình trạng"), width=24),
        OutColumn(_("Người phụ trách"), width=24),
        OutColumn(_("Gặp gần nhất"), Shape.DAY),
        OutColumn(_("Ghi chú"), width=40),
    ]


def _lines(prospects: list[Prospect]) -> Iterator[list[object]]:
    sexes, segments = labels(Sex.choices), labels(Segment.choices)
    programmes, statuses = labels(PROGRAMME_CHOICES), labels(Status.choices)
    for one in prospects:
        person, place = one.person, one.place
        is_hamlet = place.kind == "HAMLET"
        yield [
            person.full_name,
            str(person.birth_date.year if person.birth_date else person.birth_year or ""),
            sexes.get(person.sex, ""),
            person.masked_id,
            place.name if is_hamlet else "",
            str(place.parent) if is_hamlet else place.name,
            segments.get(one.segment, ""),
            programmes.get(one.programme, ""),
            statuses[one.status],
            str(one.assigned_to or ""),
            timezone.localdate(one.last_contact_at) if one.last_contact_at else None,
            one.note,
        ]
