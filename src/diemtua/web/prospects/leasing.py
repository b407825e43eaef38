"""Who visits whom until when: give, hand over, take back; and who wishes no contact at all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.prospects import queries
from diemtua.prospects.actions import leases, no_contact
from diemtua.prospects.models import Prospect
from diemtua.prospects.permissions import may_import_at, may_import_prospects, may_see_prospects
from diemtua.web.access import post_only
from diemtua.web.prospects.forms import LeaseForm
from diemtua.web.prospects.looking import look_of
from diemtua.web.prospects.views import MAX_LEASED, prospect_or_404
from diemtua.web.shell import campaign_or_404


@post_only(may_import_prospects)
def assign(request: HttpRequest) -> HttpResponse:
    """Give the chosen people, or all that the address asks for, to somebody; or take them back."""
    look = look_of(request, campaign_or_404(request))
    near = look.assigning_at
    back = redirect(f"{reverse('prospects:list')}?{request.GET.urlencode()}")
    if near is None:
        messages.error(request, _("Hãy chọn một xã hoặc một thôn rồi giao người phụ trách."))
        return back
    form = LeaseForm(request.POST, visitors=queries.visitors_over(near, timezone.localdate()))
    if not form.is_valid():
        messages.error(request, _fault(form, str(near)))
        return back
    rows = look.rows if "whole" in request.POST else look.rows.filter(ref__in=request.POST.getlist("chon"))
    chosen = list(rows.order_by("id")[: MAX_LEASED + 1])
    if not chosen:
        messages.error(request, _("Hãy đánh dấu những người cần giao."))
    elif len(chosen) > MAX_LEASED:
        messages.error(
            request, _("Mỗi lần giao tối đa %(limit)d người. Hãy lọc hẹp hơn.") % {"limit": MAX_LEASED}
        )
    else:
        _lease(request, chosen, form)
    return back


@post_only(may_import_prospects)
def assign_one(request: HttpRequest, ref: str) -> HttpResponse:
    """Give one person to somebody, or take that person back."""
    prospect = prospect_or_404(request, ref)
    visitors = queries.visitors_over(prospect.place, timezone.localdate())
    form = LeaseForm(request.POST, visitors=visitors)
    if form.is_valid():
        _lease(request, [prospect], form)
    else:
        messages.error(request, _fault(form, str(prospect.place)))
    return redirect("prospects:show", ref)


@post_only(may_see_prospects)
def give_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a person back that one has oneself."""
    prospect = prospect_or_404(request, ref)
    _return(request, [prospect], request.POST.get("reason", ""))
    return redirect("prospects:show", ref)


@post_only(may_see_prospects)
def stop_contact(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that a person wishes no contact; whoever meets them may write it down."""
    prospect = prospect_or_404(request, ref)
    try:
        no_contact.stop_contact(
            person=prospect.person, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        said = _("Đã ghi: %(name)s đề nghị không liên hệ. Không ai đến gặp nữa.")
        messages.success(request, said % {"name": prospect.person})
    return redirect("prospects:show", ref)


@post_only(may_import_prospects)
def resume_contact(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that a person may be contacted again: an officer of the place decides."""
    prospect = prospect_or_404(request, ref)
    if not may_import_at(request.user, prospect.place):
        raise PermissionDenied
    no_contact.resume_contact(person=prospect.person, by=request.user, at=timezone.now())
    messages.success(request, _("Từ nay có thể liên hệ lại với %(name)s.") % {"name": prospect.person})
    return redirect("prospects:show", ref)


def _lease(request: HttpRequest, prospects: list[Prospect], form: LeaseForm) -> None:
    holder, reason = form.holder(), form.cleaned_data["reason"]
    if holder is None:
        _return(request, prospects, reason)
        return
    try:
        outcome = leases.lease_prospects(
            prospects=prospects,
            holder=holder,
            until=form.cleaned_data["until"],
            reason=reason,
            hand_over=bool(reason.strip()),
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return
    if outcome.given or outcome.already:
        said = _("Đã giao %(count)d người cho %(to)s.") % {"count": outcome.given, "to": holder}
        messages.success(request, said + _already(outcome.already))
    for sentence in _refused(outcome):
        messages.warning(request, sentence)


def _return(request: HttpRequest, prospects: list[Prospect], reason: str) -> None:
    try:
        count = leases.return_prospects(
            prospects=prospects, reason=reason, by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return
    messages.success(request, _("Đã bỏ giao %(count)d người.") % {"count": count})


def _already(count: int) -> str:
    return " " + _("%(count)d người đã do người này phụ trách từ trước.") % {"count": count} if count else ""


def _refused(outcome: leases.LeaseOutcome) -> list[str]:
    """Say who was not given: one by one when few, else by who has them."""
    if len(outcome.refused) <= 3:
        return [one.refusal.text for one in outcome.refused]
    said = [
        _("%(count)d người đang do %(holder)s phụ trách nên không giao; muốn chuyển thì ghi lý do.")
        % {"count": count, "holder": holder}
        for holder, count in outcome.by_holder.items()
    ]
    others = sum(not one.holder for one in outcome.refused)
    if others:
        said.append(_("%(count)d người không cần vận động nữa nên không giao.") % {"count": others})
    return said


def _fault(form: LeaseForm, place: str) -> str:
    if "to" in form.errors:
        return _("Người này không phụ trách %(place)s.") % {"place": place}
    return str(next(iter(form.errors.values()))[0])
