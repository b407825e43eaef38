"""The own list of a hamlet head or collector, and a visit: tap the person, tap the outcome, tap save."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.core.numbers import percent
from diemtua.prospects import actions, queries, rules
from diemtua.prospects.enums import Outcome, Status
from diemtua.prospects.models import Contact, Prospect
from diemtua.prospects.permissions import may_visit
from diemtua.prospects.queries import leases
from diemtua.prospects.rules import leases as lease_rules
from diemtua.web.access import form_page, page, post_only
from diemtua.web.field.forms import VisitForm
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404

TO_SEE = (Status.NEW, Status.MET)


@page(may_visit)
def index(request: HttpRequest) -> HttpResponse:
    """Show whom to visit: who is given to oneself, then who is free; never met first, the urgent before."""
    today = timezone.localdate()
    own = queries.own_list(request.user, campaign_or_404(request), today)
    is_done = request.GET.get("muc") == "xong"
    rows = own.exclude(status__in=TO_SEE) if is_done else own.filter(status__in=TO_SEE)
    if words := request.GET.get("q", "").strip():
        rows = rows.search(words)  # type: ignore[attr-defined] # a ProspectQuerySet
    prospects = keyset_page(request, rows, order=queries.OWN_ORDER)
    taken_over = leases.taken_over_by(request.user, prospects.rows)
    counts = queries.counts_by_status(own)
    waiting, total = sum(counts[status] for status in TO_SEE), sum(counts.values())
    context = {
        "prospects": prospects,
        "lines": [(one, _line(one, taken_over.get(one.pk, ""), today)) for one in prospects],
        "waiting": waiting,
        "joined": counts[Status.JOINED],
        "total": total,
        "percent": percent(counts[Status.JOINED], total),
        "is_done": is_done,
        "words": words,
    }
    template = "field/list.html#rows" if request.htmx else "field/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@form_page(may_visit)
def visit(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a person and record what the visit came to."""
    campaign = campaign_or_404(request)
    prospect = get_object_or_404(queries.prospects_for(request.user, campaign), ref=ref)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"outcome": Outcome(form.cleaned_data["outcome"])}
        try:
            contact = actions.record_contact(prospect=prospect, by=request.user, at=timezone.now(), **values)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            said = {"name": prospect.person.full_name, "outcome": contact.get_outcome_display()}
            messages.success(request, _("Đã ghi: %(name)s, %(outcome)s.") % said)
            return redirect(
                "field:visit" if contact.outcome == Outcome.AGREED else "field:list", *_back(contact)
            )
    contacts = list(prospect.contacts.select_related("met_by")[:5])
    context = {
        "prospect": prospect,
        "age": prospect.person.age_on(campaign.map_date),
        "contacts": contacts,
        "undoable": next((one for one in contacts if _may_undo(one, request)), None),
        "form": form,
        "refusal": _why_not_visit(prospect, request),
        "has_agreed": bool(contacts)
        and contacts[0].outcome == Outcome.AGREED
        and prospect.status != Status.JOINED,
    }
    return render(request, "field/visit.html", context)


@post_only(may_visit)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a visit recorded by mistake, within five minutes."""
    own = queries.prospects_for(request.user, campaign_or_404(request))
    contact = get_object_or_404(Contact.objects.select_related("prospect"), pk=pk, prospect__in=own)
    try:
        actions.undo_contact(contact=contact, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã hoàn tác lần gặp vừa ghi."))
    return redirect("field:visit", contact.prospect.ref)


def _line(prospect: Prospect, taken_from: str, today: date) -> str:
    """Return what stands under a name: the group, with whom until when, and from whom one took over."""
    said = [prospect.get_segment_display().capitalize()]
    if prospect.status in lease_rules.OPEN:
        said += _lease_line(prospect, taken_from, today)
    return " · ".join(said)


def _lease_line(prospect: Prospect, taken_from: str, today: date) -> list[str]:
    if prospect.assigned_to_id is None:
        return [_("chưa giao ai")]
    until = f"{prospect.leased_until:%d/%m/%Y}" if prospect.leased_until else ""
    if not leases.held(prospect).runs_on(today):
        return [_("lượt giao đã hết ngày %(until)s") % {"until": until}]
    said = [_("giao cho bạn đến hết %(until)s") % {"until": until} if until else _("giao cho bạn")]
    return [*said, _("nhận từ %(name)s") % {"name": taken_from}] if taken_from else said


def _back(contact: Contact) -> list[str]:
    return [contact.prospect.ref] if contact.outcome == Outcome.AGREED else []


def _why_not_visit(prospect: Prospect, request: HttpRequest) -> Refusal | None:
    visitor, day = request.user.pk or 0, timezone.localdate()
    refusal = lease_rules.why_not_visit(leases.held(prospect), visitor=visitor, day=day)
    return refusal or rules.why_not_contact(status=prospect.status, person=prospect.person.full_name)


def _may_undo(contact: Contact, request: HttpRequest) -> bool:
    is_author = contact.met_by_id == request.user.pk
    refusal = rules.why_not_undo(is_author=is_author, received_at=contact.received_at, now=timezone.now())
    return refusal is None
