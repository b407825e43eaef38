"""Logging in and out."""

from typing import cast

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

from diemtua.web.access import form_page, post_only, public


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
