"""The language switch."""

from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language as django_set_language

from diemtua.web.access import post_only, public


@post_only(public)
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page."""
    return django_set_language(request)
