"""Logging in and out; changing one's own password."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.accounts.actions import set_password
from diemtua.accounts.models import User
from diemtua.web.access import form_page, post_only, public, reads


@form_page(public)
def login(request: HttpRequest) -> HttpResponse:
    """Show the login form, and log in."""
    view = LoginView.as_view(template_name="session/login.html", redirect_authenticated_user=True)
    answer = view(request)
    # rendered here, inside the guard and its read-only transaction
    shown = answer.render() if isinstance(answer, SimpleTemplateResponse) else answer
    return cast(HttpResponse, shown)


@post_only(public)
def logout(request: HttpRequest) -> HttpResponse:
    """Log out."""
    return LogoutView.as_view()(request)


@form_page(reads)
def change_password(request: HttpRequest) -> HttpResponse:
    """Let users choose a password of their own; they stay logged in here, and nowhere else."""
    user = cast(User, request.user)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["new_password1"]
        set_password(user=user, password=chosen, by=user, at=timezone.now())
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("home")
    return render(request, "session/password.html", {"form": form})
