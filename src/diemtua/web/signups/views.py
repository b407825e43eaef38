"""The list of sign-ups, one sign-up, and taking one back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.periods import parse_day
from diemtua.core.text import fold
from diemtua.signups import actions
from diemtua.signups.enums import Kind, Status
from diemtua.signups.models import SignUp
from diemtua.signups.permissions import may_record_signup_at, may_record_signups
from diemtua.web.access import page, post_only, reads
from diemtua.web.choosing import credited_agencies, filter_places
from diemtua.web.downloads import too_long, workbook
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404
from diemtua.web.signups.exporting import COLUMNS, export_lines
from diemtua.web.signups.forms import ENTERED, WithdrawForm

EQUAL = {"ve": "programme", "loai": "kind", "tinh-trang": "status", "co-quan": "credits__ref"}


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """List the sign-ups of the own places, the latest recorded first."""
    campaign = campaign_or_404(request)
    rows = _chosen(request, campaign).select_related("person", "place__parent").prefetch_related("credits")
    context = {
        "signups": keyset_page(request, rows, order=("-recorded_at", "-id")),
        "programmes": ENTERED,
        "kinds": Kind.choices,
        "statuses": Status.choices,
        "may_record": may_record_signups(request.user),
    }
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return render(request, "signups/list.html#rows", context)
    context["places"] = filter_places(campaign, request.user)
    context["agencies"] = credited_agencies(campaign, request.user).values_list("ref", "name")
    return render(request, "signups/list.html", context)


def _chosen(request: HttpRequest, campaign: Campaign) -> QuerySet[SignUp]:
    """Return the visible sign-ups that the filters of the address leave."""
    rows = SignUp.objects.visible_to(request.user).filter(campaign=campaign)
    for key, field in EQUAL.items():
        if value := request.GET.get(key):
            rows = rows.filter(**{field: value})
    if path := request.GET.get("dia-ban"):
        rows = rows.filter(place__path__startswith=path)
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(person__search_key__contains=fold(words))
    if first := parse_day(request.GET.get("tu", "")):
        rows = rows.filter(signed_on__gte=first)
    if last := parse_day(request.GET.get("den", "")):
        rows = rows.filter(signed_on__lte=last)
    return rows


@post_only(reads)
def export(request: HttpRequest) -> HttpResponse:
    """Give the filtered list as a workbook, ids masked; posted, because who took it out is kept."""
    campaign = campaign_or_404(request)
    rows = _chosen(request, campaign)
    if refused := too_long(request, rows, back="signups:list"):
        return refused
    filters = {key: str(value) for key, value in request.GET.items() if key != "q"}
    actions.note_export(campaign=campaign, filters=filters, by=request.user, at=timezone.now())
    title = f"Đăng ký tham gia, {campaign.title}"
    return workbook("dang-ky-tham-gia.xlsx", COLUMNS, export_lines(rows), title=title)


@page(reads)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one sign-up, and let who may take it back."""
    signup = _signup_or_404(request, ref)
    may_record = may_record_signup_at(request.user, signup.place)
    is_live = signup.status != Status.WITHDRAWN
    context = {
        "signup": signup,
        "facts": _facts(signup),
        "withdraw_form": WithdrawForm() if may_record and is_live else None,
        "may_record": may_record,
    }
    return render(request, "signups/show.html", context)


def _facts(signup: SignUp) -> list[tuple[str, object]]:
    person = signup.person
    income = f"{signup.income:,} đồng".replace(",", ".") if signup.income else ""
    facts = [
        (_("Chương trình"), signup.get_programme_display()),
        (_("Loại"), signup.get_kind_display()),
        (_("Ngày đăng ký"), f"{signup.signed_on:%d/%m/%Y}"),
        (_("Địa bàn"), signup.place),
        (_("Số định danh"), person.masked_id),
        (_("Số tháng đóng"), signup.months),
        (_("Mức thu nhập chọn đóng"), income),
        (_("Tổ tư vấn"), signup.team),
        (_("Hoạt động"), signup.activity),
        (_("Ghi công"), ", ".join(agency.name for agency in signup.credits.all())),
        (_("Người ghi"), signup.recorded_by),
        (_("Lý do rút"), signup.withdrawn_reason),
    ]
    return [(term, value) for term, value in facts if value not in ("", None)]


@post_only(may_record_signups)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a sign-up out of the count; its row stays."""
    signup = _signup_or_404(request, ref)
    if not may_record_signup_at(request.user, signup.place):
        raise Http404
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.withdraw_signup(signup=signup, reason=reason, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã rút đăng ký của %(person)s.") % {"person": signup.person.full_name})
    return redirect("signups:show", ref)


def _signup_or_404(request: HttpRequest, ref: str) -> SignUp:
    rows = SignUp.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    rows = rows.select_related("campaign", "person", "place", "team", "activity", "recorded_by")
    signup: SignUp = get_object_or_404(rows.prefetch_related("credits"), ref=ref)
    return signup
