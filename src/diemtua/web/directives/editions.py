"""This year's edition of last year's directive, and the difference of two editions."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from diemtua.directives import actions
from diemtua.directives.models import Directive
from diemtua.directives.permissions import may_edit_directives, may_read_directives
from diemtua.directives.queries import compared, compared_owners
from diemtua.directives.rules.editions import Change, ClauseChange, counts_of
from diemtua.web.access import form_page, page
from diemtua.web.directives.views import directive_or_404
from diemtua.web.shell import campaign_or_404, shell_of

WORDS = {
    Change.SAME: (noop("giữ nguyên"), "plain"),
    Change.CHANGED: (noop("sửa lời"), "info"),
    Change.RENAMED: (noop("đổi cơ quan"), "warn"),
    Change.ADDED: (noop("thêm"), "good"),
    Change.DROPPED: (noop("bỏ"), "bad"),
}


@dataclass(frozen=True)
class Line:
    """One clause of the comparison."""

    clause: ClauseChange

    @property
    def words(self) -> str:
        return _(WORDS[self.clause.change][0])

    @property
    def kind(self) -> str:
        """Return the colour of the change."""
        return WORDS[self.clause.change][1]


@form_page(may_edit_directives)
def clone(request: HttpRequest) -> HttpResponse:
    """Choose a directive of another campaign and draft this campaign's edition of it."""
    campaign = campaign_or_404(request)
    others = [one.pk for one in shell_of(request).campaigns if one.pk != campaign.pk]
    sources = Directive.objects.filter(campaign__in=others).select_related("campaign")
    sources = sources.defer("source_text").order_by("-issued_on", "-id")
    if request.method == "POST":
        source = sources.defer(None).select_related("campaign").filter(ref=request.POST.get("source")).first()
        if source is None:
            raise Http404(_("Không có văn bản này trong các chiến dịch của bạn."))
        draft = actions.clone_directive(source=source, campaign=campaign, by=request.user, at=timezone.now())
        messages.success(
            request, _("Đã lập bản nháp. Hãy soát hạn, cơ quan và số văn bản trước khi phát hành.")
        )
        return redirect("directives:compare", draft.ref, source.ref)
    return render(request, "directives/clone.html", {"sources": sources[:100], "campaign": campaign})


@page(may_read_directives)
def compare(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Show what a directive changed against another one, clause by clause."""
    new = directive_or_404(request, ref)
    campaigns = [one.pk for one in shell_of(request).campaigns]
    old = Directive.objects.select_related("campaign").filter(campaign__in=campaigns, ref=other).first()
    if old is None:
        raise Http404(_("Không có văn bản này trong các chiến dịch của bạn."))
    changes = compared(old, new)
    counts = counts_of(changes)
    context = {
        "old": old,
        "new": new,
        "owners": [
            (_(WORDS[one.change][0]), WORDS[one.change][1], one)
            for one in compared_owners(old, new)
            if one.change is not Change.SAME
        ],
        "lines": [Line(one) for one in changes],
        "counts": [
            (_(WORDS[kind][0]), WORDS[kind][1], counts[kind.value]) for kind in Change if counts[kind.value]
        ],
    }
    return render(request, "directives/compare.html", context)
