"""The law's figures with their texts; entering a newly issued decree and seeing what it changes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.insurance import actions, queries
from diemtua.insurance.models import Decree
from diemtua.insurance.permissions import may_enter_decrees, may_see_law
from diemtua.insurance.rules.preview import changed_quotes
from diemtua.web.access import form_page, page, post_only
from diemtua.web.law.figures import row_lines, subjects_of
from diemtua.web.law.forms import DecreeForm, RowForm


@page(may_see_law)
def index(request: HttpRequest) -> HttpResponse:
    """List the figures in force and to come (or all of them), and the decrees entered here."""
    subjects = subjects_of(
        queries.law_in_force(),
        words=request.GET.get("q", ""),
        since=None if request.GET.get("luc") == "moi-luc" else timezone.localdate(),
        language=get_language() or "vi",
    )
    context = {
        "subjects": subjects,
        "times": [("moi-luc", _("Cả số liệu cũ"))],
        "decrees": Decree.objects.all(),
        "may_enter": may_enter_decrees(request.user),
    }
    return render(request, "law/list.html", context)


@form_page(may_enter_decrees)
def create(request: HttpRequest) -> HttpResponse:
    """Begin a decree."""
    form = DecreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decree = actions.enter_decree(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("law:show", decree.ref)
    return render(request, "law/create.html", {"form": form})


@form_page(may_see_law)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a decree, take the next of its rows, and show which quotes it changes."""
    decree = get_object_or_404(Decree, ref=ref)
    law = queries.law_in_force()
    if request.method == "POST" and not may_enter_decrees(request.user):
        raise PermissionDenied
    form = RowForm(request.POST or None, law=law)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_row(decree=decree, new=form.as_new(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã thêm số liệu."))
            return redirect("law:show", ref)
    language = get_language() or "vi"
    context: dict[str, Any] = {
        "decree": decree,
        "rows": row_lines(law, decree, language),
        "may_enter": may_enter_decrees(request.user),
        "form": form,
    }
    if decree.is_draft:
        changes = changed_quotes(law, queries.law_with(decree))
        context["changes"] = [(change.title.speak(language), change) for change in changes]
    return render(request, "law/show.html", context)


@post_only(may_enter_decrees)
def remove_row(request: HttpRequest, ref: str, row: int) -> HttpResponse:
    """Take one figure out of a draft."""
    return _done(request, ref, actions.remove_row, _("Đã bỏ số liệu."), row=row)


@post_only(may_enter_decrees)
def apply(request: HttpRequest, ref: str) -> HttpResponse:
    """Apply a decree: every quote from now on counts with it."""
    return _done(request, ref, actions.apply_decree, _("Đã áp dụng. Mọi phép tính từ nay theo văn bản này."))


@post_only(may_enter_decrees)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a decree back."""
    return _done(request, ref, actions.withdraw_decree, _("Đã thu hồi. Mọi phép tính trở lại như trước."))


def _done(request: HttpRequest, ref: str, act: Any, said: str, **more: Any) -> HttpResponse:
    decree = get_object_or_404(Decree, ref=ref)
    try:
        act(decree=decree, by=request.user, at=timezone.now(), **more)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, said)
    return redirect("law:show", ref)
