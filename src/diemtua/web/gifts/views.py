"""Pledges of donors, and the books and cards given from them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.gifts import actions, queries
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift
from diemtua.gifts.permissions import may_record_gifts, may_see_gifts
from diemtua.web.access import form_page, page
from diemtua.web.gifts.forms import GiftForm, PledgeForm
from diemtua.web.shell import campaign_or_404

FEW = 30  # how many people a select offers before one must search


@page(may_see_gifts)
def index(request: HttpRequest) -> HttpResponse:
    """List the pledges of the campaign and how much of each is left."""
    campaign = campaign_or_404(request)
    context = {
        "pledges": queries.pledges_with_given(campaign),
        "totals": queries.totals(campaign),
        "may_record": may_record_gifts(request.user),
    }
    return render(request, "gifts/list.html", context)


@form_page(may_record_gifts)
def pledge(request: HttpRequest) -> HttpResponse:
    """Record what a donor promises."""
    campaign = campaign_or_404(request)
    form = PledgeForm(request.POST or None, campaign=campaign)
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
    pledged = get_object_or_404(queries.pledges_with_given(campaign), ref=ref)
    may_record = may_record_gifts(request.user)
    words = request.GET.get("q", "").strip()
    form = GiftForm(request.POST or None, user=request.user, words=words) if may_record else None
    if request.method == "POST" and form and form.is_valid():
        try:
            gift = actions.give(pledge=pledged, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã ghi suất tặng cho %(person)s.") % {"person": gift.person.full_name})
            return redirect("gifts:show", ref)
    if form and not request.POST:
        form.fields["person"].queryset = form.fields["person"].queryset[:FEW]  # type: ignore[attr-defined]
    gifts = Gift.objects.visible_to(request.user).filter(pledge=pledged).select_related("person", "place")
    return render(request, "gifts/show.html", {"pledge": pledged, "gifts": gifts, "form": form, "words": words})
