"""Pledges of donors, and the books and cards given from them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.db import Folded
from diemtua.core.errors import Refusal
from diemtua.core.numbers import percent
from diemtua.core.sheets import OutColumn, Shape
from diemtua.core.text import fold
from diemtua.gifts import actions, queries
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.gifts.permissions import may_record_gifts, may_see_gifts
from diemtua.people.models import PersonQuerySet
from diemtua.web.access import form_page, page
from diemtua.web.downloads import workbook
from diemtua.web.gifts.forms import GiftForm, PledgeForm
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404

FEW = 20  # how many people are offered before one must search further


@page(may_see_gifts)
def index(request: HttpRequest) -> HttpResponse:
    """List the pledges of the campaign and how much of each is left."""
    campaign = campaign_or_404(request)
    rows = _chosen(request, campaign)
    context: dict[str, Any] = {
        "pledges": keyset_page(request, rows, order=("-pledged_on", "-id")),
        "items": Item.choices,
    }
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return render(request, "gifts/list.html#rows", context)
    context |= {"totals": queries.totals(campaign), "may_record": may_record_gifts(request.user)}
    return render(request, "gifts/list.html", context)


def _chosen(request: HttpRequest, campaign: Campaign) -> QuerySet[Pledge]:
    """Return the pledges that the filters of the address leave."""
    rows = queries.pledges_with_given(campaign)
    if words := request.GET.get("q", "").strip():
        rows = rows.annotate(folded=Folded("donor_name")).filter(folded__contains=fold(words))
    if item := request.GET.get("tang"):
        rows = rows.filter(item=item)
    return rows


@page(may_see_gifts)
def export(request: HttpRequest) -> HttpResponse:
    """Give the filtered pledges as a workbook."""
    campaign = campaign_or_404(request)
    columns = [
        OutColumn(_("Nhà hảo tâm"), width=36),
        OutColumn(_("Tặng"), width=14),
        OutColumn(_("Dành cho"), width=28),
        OutColumn(_("Ngày cam kết"), Shape.DAY),
        OutColumn(_("Cam kết"), Shape.WHOLE),
        OutColumn(_("Đã trao"), Shape.WHOLE),
        OutColumn(_("Còn lại"), Shape.WHOLE),
        OutColumn(_("Tổng giá trị (đồng)"), Shape.WHOLE, width=20),
    ]
    rows: Any = _chosen(request, campaign).select_related("place").order_by("-pledged_on", "-id")
    lines = (
        (
            row.donor_name,
            row.get_item_display(),
            row.place.name,
            row.pledged_on,
            row.quantity,
            row.given,
            row.left,
            row.value,
        )
        for row in rows
    )
    title = _("Cam kết tặng, %(campaign)s") % {"campaign": campaign.title}
    return workbook("cam-ket-tang.xlsx", columns, lines, title=title)


@form_page(may_record_gifts)
def pledge(request: HttpRequest) -> HttpResponse:
    """Record what a donor promises."""
    campaign = campaign_or_404(request)
    initial = {"pledged_on": _today(campaign)}
    form = PledgeForm(request.POST or None, campaign=campaign, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        new = actions.NewPledge(**form.cleaned_data | {"item": Item(form.cleaned_data["item"])})
        pledged = actions.record_pledge(campaign=campaign, new=new, by=request.user, at=timezone.now())
        messages.success(request, _("Đã ghi cam kết của %(donor)s.") % {"donor": pledged.donor_name})
        return redirect("gifts:show", pledged.ref)
    return render(request, "gifts/pledge.html", {"form": form})


@form_page(may_see_gifts)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a pledge with its gifts, and give the next one."""
    campaign = campaign_or_404(request)
    pledged: Any = get_object_or_404(queries.pledges_with_given(campaign), ref=ref)
    if request.method == "POST" and not may_record_gifts(request.user):
        raise PermissionDenied
    people = queries.recipients_of(pledged, request.user)
    form = GiftForm(request.POST or None, people=people, initial={"given_on": _today(campaign)})
    if request.method == "POST" and form.is_valid():
        try:
            gift = actions.give(pledge=pledged, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            said = {"person": gift.person.full_name}
            messages.success(request, _("Đã ghi suất tặng cho %(person)s.") % said)
            return redirect("gifts:show", ref)
    gifts = (
        Gift.objects.visible_to(request.user).filter(pledge=pledged).select_related("person", "place__parent")
    )
    context = {
        "pledge": pledged,
        "gifts": keyset_page(request, gifts, order=("-given_on", "-id")),
        "percent": percent(pledged.given, pledged.quantity),
    }
    if may_record_gifts(request.user) and pledged.left:
        context |= {"form": form} | _offered(request, people)
    return render(request, "gifts/show.html", context)


def _offered(request: HttpRequest, people: PersonQuerySet) -> dict[str, Any]:
    """Return the first people that fit what was typed, and whether there are more."""
    words = request.GET.get("q", "").strip()
    found = people.search(words) if words else people
    rows = list(found.select_related("place__parent").order_by("sort_key", "id")[: FEW + 1])
    return {
        "people": rows[:FEW],
        "has_more": len(rows) > FEW,
        "words": words,
        "chosen": request.POST.get("person", ""),
    }


def _today(campaign: Campaign) -> date:
    """Return today, or the last day of a campaign that is over."""
    return min(timezone.localdate(), campaign.ends_on)
