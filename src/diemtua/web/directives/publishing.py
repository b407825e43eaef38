"""Publishing a directive, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.directives import actions, queries
from diemtua.directives.permissions import may_edit_directives
from diemtua.directives.rules.following import WorkReported
from diemtua.web.access import form_page, post_only
from diemtua.web.directives.editing import saved
from diemtua.web.directives.task_forms import ReasonForm
from diemtua.web.directives.views import directive_or_404


@post_only(may_edit_directives)
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish a directive."""
    directive = directive_or_404(request, ref)
    try:
        actions.publish(directive=directive, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã phát hành. Các cơ quan thấy nhiệm vụ của mình từ bây giờ."))
    return redirect("directives:show", ref)


@form_page(may_edit_directives)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a published directive back to being a draft, while nobody has reported on it."""
    directive = directive_or_404(request, ref)
    if not directive.published_at:
        return redirect("directives:show", ref)
    form = ReasonForm(request.POST or None)
    if saved(
        form,
        lambda: actions.withdraw(
            directive=directive, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã thu hồi. Văn bản trở lại bản đang soát, các cơ quan không thấy nữa."))
        return redirect("directives:show", ref)
    reported = queries.reports_on(directive)
    refusal = WorkReported(count=reported).text if reported else ""
    context = {"directive": directive, "form": form, "refusal": refusal}
    return render(request, "directives/withdraw.html", context)
