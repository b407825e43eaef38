"""What every address of the API has around it: its permission, the methods it takes, the headers it sends.

The answers are public figures of law, worked out from what the question says; nothing is stored and no
cookie is read or set. So any other site may ask (CORS `*`, without credentials), by GET and by POST.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils import translation
from django.utils.translation import gettext as _

from diemtua.api.answers import refused

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, POST, OPTIONS"
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
}


def public(user: Any) -> bool:
    """Everybody, logged in or not: the figures are law, the question names nobody."""
    return True


def opened(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the addresses with their views opened to everybody, on purpose."""
    opened_patterns = list(patterns)
    for pattern in opened_patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _gated(pattern.callback)
    return opened_patterns


def _gated(view: View) -> View:
    @wraps(view, assigned=())  # ninja gives some views as partials, which have no name
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            response = _answer(view, request, *args, **kwargs)
        response["Content-Language"] = language
        for name, value in OPEN_TO_ALL.items():
            response[name] = value
        # A refusal is an answer, not an incident: without this Django logs every 4xx.
        response._has_been_logged = True  # type: ignore[attr-defined] # Django's own mark for the same wish
        return response

    gated.permission = public  # type: ignore[attr-defined] # read by the middleware and a test
    gated.csrf_exempt = True  # type: ignore[attr-defined] # no cookie is read, so none can be abused
    return gated


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    if request.method not in ("GET", "HEAD", "POST"):
        text = _("Chỉ nhận {methods}.").format(methods=METHODS)
        return refused("method_not_allowed", text, status=405, headers={"Allow": METHODS})
    if request.method == "HEAD":  # ninja knows no HEAD: the answer to GET, whose body the server leaves out
        request.method = "GET"
        response = view(request, *args, **kwargs)
        request.method = "HEAD"
        return response
    return view(request, *args, **kwargs)


def _language(request: HttpRequest) -> str:
    """Return the language asked for by `?lang=`, else the one of the Accept-Language header."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
