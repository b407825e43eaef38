"""Listing, previewing, freezing, reading, comparing and reprinting reports."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.progress.queries import figures
from diemtua.reports import actions, rules
from diemtua.reports.enums import FileKind
from diemtua.reports.models import Report
from diemtua.reports.permissions import (
    may_freeze_reports,
    may_freeze_reports_of,
    may_see_reports,
    reports_visible_to,
)
from diemtua.reports.queries import default_letterhead
from diemtua.reports.rules.layout import recipient_line
from diemtua.web.access import form_page, page, post_only
from diemtua.web.paging import keyset_page
from diemtua.web.progress.looking import Crumb
from diemtua.web.reports.forms import ReportForm
from diemtua.web.shell import campaign_or_404

TYPES = {
    FileKind.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ANNEX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page(may_see_reports)
def index(request: HttpRequest) -> HttpResponse:
    """List the reports of the campaign at hand, the newest first."""
    campaign = campaign_or_404(request)
    rows = reports_visible_to(request.user, campaign)
    context = {
        "page": keyset_page(request, rows, order=("-frozen_at", "-id")),
        "may_freeze": may_freeze_reports_of(request.user, campaign),
    }
    return render(request, "reports/list.html", context)


@form_page(may_freeze_reports)
def create(request: HttpRequest) -> HttpResponse:
    """Show every figure as it stands now, then freeze them."""
    campaign = campaign_or_404(request)
    if not may_freeze_reports_of(request.user, campaign):
        raise PermissionDenied
    head = default_letterhead(campaign, timezone.localdate())
    form = ReportForm(request.POST or None, campaign=campaign, head=head)
    if request.method == "POST" and form.is_valid():
        days = {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"]}
        try:
            report = actions.freeze_report(
                campaign=campaign, letterhead=form.letterhead(), by=request.user, at=timezone.now(), **days
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã chốt số liệu. Văn bản và phụ lục đang được lập."))
            return redirect("reports:show", report.ref)
    found = figures(campaign)
    context = {
        "form": form,
        "campaign": campaign,
        "figures": [view for view in found.values() if view.value],
        "trail": [Crumb(_("Báo cáo"), reverse("reports:list")), Crumb(_("Lập báo cáo"))],
    }
    return render(request, "reports/create.html", context)


@page(may_see_reports)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a report as its document reads, its files, and what the layout check remarks."""
    report = _report_or_404(request, ref)
    head = report.letterhead
    others = reports_visible_to(request.user, report.campaign).exclude(pk=report.pk)
    context = {
        "report": report,
        "head": head,
        "recipients": [recipient_line(one) for one in head.recipients],
        "body": rules.body_of(report.frozen),
        "remarks": rules.remarks_on(head),
        "files": report.files.defer("content").order_by("-kind"),
        "others": others[:5],
        "may_reprint": may_freeze_reports_of(request.user, report.campaign),
        "trail": [Crumb(_("Báo cáo"), reverse("reports:list")), Crumb(head.number_line)],
    }
    template = "reports/show.html#files" if request.htmx else "reports/show.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@page(may_see_reports)
def download(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Give one file of a report to save."""
    report = _report_or_404(request, ref)
    file = get_object_or_404(report.files, kind=kind.upper())
    answer = HttpResponse(bytes(file.content), content_type=TYPES[FileKind(file.kind)])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


@post_only(may_freeze_reports)
def reprint(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the files again from the frozen figures."""
    report = _report_or_404(request, ref)
    if not may_freeze_reports_of(request.user, report.campaign):
        raise PermissionDenied
    actions.build_files(report=report, by=request.user, at=timezone.now())
    messages.success(request, _("Đã lập lại văn bản và phụ lục từ số liệu đã chốt."))
    return redirect("reports:show", ref)


@page(may_see_reports)
def compare(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Show which figures differ between two reports."""
    one, two = sorted(
        (_report_or_404(request, ref), _report_or_404(request, other)), key=lambda found: found.frozen_at
    )
    context = {
        "earlier": one,
        "later": two,
        "changes": rules.differences(one.frozen, two.frozen),
        "trail": [
            Crumb(_("Báo cáo"), reverse("reports:list")),
            Crumb(two.letterhead.number_line, reverse("reports:show", args=[two.ref])),
            Crumb(_("So với bản trước")),
        ],
    }
    return render(request, "reports/compare.html", context)


def _report_or_404(request: HttpRequest, ref: str) -> Report:
    rows = reports_visible_to(request.user, campaign_or_404(request))
    report: Report | None = (
        rows.defer(None).select_related("campaign__place", "frozen_by").filter(ref=ref).first()
    )
    if report is None:
        raise Http404(_("Không có báo cáo này trong chiến dịch."))
    return report
