"""The parts of a campaign: its phases and its approved messages."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns import actions
from diemtua.campaigns.models import Campaign
from diemtua.campaigns.permissions import may_keep_campaigns
from diemtua.core.errors import Refusal
from diemtua.web.access import post_only
from diemtua.web.campaigns.forms import MessageForm, PhaseForm
from diemtua.web.campaigns.views import kept_campaign_of


@post_only(may_keep_campaigns)
def add_phase(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a phase."""
    return _add(request, ref, PhaseForm(request.POST), actions.add_phase, _("Đã thêm đợt."))


@post_only(may_keep_campaigns)
def approve_message(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a message be used in public."""
    done = _("Đã duyệt thông điệp.")
    return _add(request, ref, MessageForm(request.POST), actions.approve_message, done)


@post_only(may_keep_campaigns)
def remove_phase(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take a phase away."""
    campaign = kept_campaign_of(request, ref)
    phase = get_object_or_404(campaign.phases, pk=pk)
    return _take_away(request, campaign, actions.remove_phase, phase=phase)


@post_only(may_keep_campaigns)
def withdraw_message(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take a message out of use."""
    campaign = kept_campaign_of(request, ref)
    message = get_object_or_404(campaign.messages, pk=pk)
    return _take_away(request, campaign, actions.withdraw_message, message=message)


def _add(
    request: HttpRequest, ref: str, form: forms.Form, act: Callable[..., Any], done: str
) -> HttpResponse:
    campaign = kept_campaign_of(request, ref)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
    else:
        try:
            act(campaign=campaign, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.text)
        else:
            messages.success(request, done)
    return redirect("campaigns:show", campaign.ref)


def _take_away(
    request: HttpRequest, campaign: Campaign, act: Callable[..., None], **what: Any
) -> HttpResponse:
    try:
        act(**what, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã bỏ."))
    return redirect("campaigns:show", campaign.ref)
