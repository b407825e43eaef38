"""Listing, making, changing, starting and closing campaigns; choosing the one at hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from diemtua.campaigns import actions, rules
from diemtua.campaigns.enums import Status
from diemtua.campaigns.models import Campaign
from diemtua.campaigns.permissions import may_keep_campaign, may_keep_campaigns
from diemtua.campaigns.queries import campaigns_visible_to
from diemtua.core.errors import Refusal
from diemtua.web.access import form_page, page, post_only, reads
from diemtua.web.campaigns.forms import CampaignForm, MessageForm, PhaseForm
from diemtua.web.places.looking import Crumb

STEPS = {
    "start": actions.start_campaign,
    "close": actions.close_campaign,
    "reopen": actions.reopen_campaign,
}


def campaign_of(request: HttpRequest, ref: str) -> Campaign:
    """Return the visible campaign with this reference.

    :raises Http404: when there is none that the user sees
    """
    for campaign in campaigns_visible_to(request.user):
        if campaign.ref == ref:
            return campaign
    raise Http404(_("Không có chiến dịch này trong địa bàn của bạn."))


def kept_campaign_of(request: HttpRequest, ref: str) -> Campaign:
    """Return the campaign when the user may change it.

    :raises PermissionDenied: when they only see it
    """
    campaign = campaign_of(request, ref)
    if not may_keep_campaign(request.user, campaign):
        raise PermissionDenied
    return campaign


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """List the campaigns of the own province, newest first."""
    context = {
        "campaigns": campaigns_visible_to(request.user),
        "may_keep": may_keep_campaigns(request.user),
    }
    return render(request, "campaigns/list.html", context)


@post_only(reads)
def choose(request: HttpRequest) -> HttpResponse:
    """Take another campaign at hand, and go back to where the user was."""
    campaign = campaign_of(request, request.POST.get("campaign", ""))
    request.session["campaign"] = campaign.ref
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        following = ""
    return redirect(following or "home")


@form_page(may_keep_campaigns)
def create(request: HttpRequest) -> HttpResponse:
    """Make a campaign."""
    form = CampaignForm(request.POST or None, user=request.user)  # type: ignore[arg-type] # logged in
    if request.method == "POST" and form.is_valid():
        try:
            campaign = actions.create_campaign(new=form.new_campaign(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            request.session["campaign"] = campaign.ref
            messages.success(request, _("Đã tạo chiến dịch. Hãy thêm đợt và thông điệp rồi bắt đầu."))
            return redirect("campaigns:show", campaign.ref)
    return render(request, "campaigns/create.html", {"form": form})


@page(reads)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a campaign with its phases and approved messages."""
    campaign = campaign_of(request, ref)
    may_keep = may_keep_campaign(request.user, campaign)
    context = {
        "campaign": campaign,
        "phases": campaign.phases.all(),
        "approved": campaign.messages.all(),
        "may_keep": may_keep,
        "may_change": may_keep and campaign.status != Status.CLOSED,
        "steps": [name for name in STEPS if may_keep and not rules.why_not(name, campaign.status, "")],
        "phase_form": PhaseForm(),
        "message_form": MessageForm(),
        "trail": [Crumb(_("Chiến dịch"), reverse("campaigns:list")), Crumb(campaign.title)],
    }
    return render(request, "campaigns/show.html", context)


@form_page(may_keep_campaigns)
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what is written about a campaign."""
    campaign = kept_campaign_of(request, ref)
    form = CampaignForm(request.POST or None, user=request.user, campaign=campaign)  # type: ignore[arg-type] # logged in
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_campaign(
                campaign=campaign, new=form.new_campaign(), by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã lưu thay đổi."))
            return redirect("campaigns:show", campaign.ref)
    return render(request, "campaigns/edit.html", {"form": form, "campaign": campaign})


@post_only(may_keep_campaigns)
def step(request: HttpRequest, ref: str) -> HttpResponse:
    """Start, close or reopen a campaign."""
    campaign = kept_campaign_of(request, ref)
    act = STEPS.get(request.POST.get("step", ""))
    if act is None:
        raise Http404(_("Không có bước này."))
    try:
        act(campaign=campaign, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Chiến dịch %(status)s.") % {"status": campaign.get_status_display()})
    return redirect("campaigns:show", campaign.ref)
