"""Pledges of donors, and the books and cards given from them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.numbers import percent
from diemtua.gifts import actions, queries
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift
from diemtua.gifts.permissions import may_record_gifts, may_see_gifts
from diemtua.people.models import PersonQuerySet
from diemtua.web.access import form_page, page
from diemtua.web.gifts.forms import GiftForm, PledgeForm
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404

FEW = 20  # how many people are offered before one must search further


@page(may_see_gifts)
def index(request: HttpRequest) -> HttpResponse:
    """List the pledges of the campaign and how much of each is left."""
    campaign = campaign_or_404(request)
    context = {
        "pledges": keyset_page(request, queries.pledges_with_given(campaign), order=("-pledged_on", "-id")),
        "totals": queries.totals(campaign),
        "may_record": may_record_gifts(request.user),
    }
    return render(request, "gifts/list.html", context)


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
