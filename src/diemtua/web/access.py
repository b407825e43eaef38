"""Who may open a page. Every view names its permission; one that does not is refused by the middleware.

A view is written as

    @page(reads)                      # GET only, in a read-only transaction
    @form_page(may_record_signups)    # GET read-only, POST writes

where the permission is a predicate of the user. `public` opens a page to everybody, and

    @public_page                      # GET only, for everybody, without a single cookie

opens it to people who are nobody's users and leaves nothing on their machine.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

View = Callable[..., HttpResponse]
Permission = Callable[[Any], bool]

READING = ("GET", "HEAD")


def public(user: Any) -> bool:
    """Everybody, logged in or not."""
    return True


def reads(user: Any) -> bool:
    """Everybody who holds a membership today."""
    return bool(user.is_authenticated and user.paths)


def page(permission: Permission) -> Callable[[View], View]:
    """Make a view that only reads: GET and HEAD, in a read-only transaction."""
    return _guarded(permission, READING)


def form_page(permission: Permission) -> Callable[[View], View]:
    """Make a view that reads on GET (read-only) and writes on POST."""
    return _guarded(permission, (*READING, "POST"))


def post_only(permission: Permission) -> Callable[[View], View]:
    """Make a view that only writes: POST."""
    return _guarded(permission, ("POST",))


def public_page(view: View) -> View:
    """Make a view that only reads, for everybody, and that sets no cookie.

    It speaks the language named by `?lang=`, which its links carry on, so that the choice needs no
    cookie; without it the language of the browser (or of who is logged in).
    """

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("lang", "")
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked
        request.leaves_no_cookie = True  # type: ignore[attr-defined] # ours, read by web/shell.py
        return view(request, *args, **kwargs)

    return _guarded(public, READING)(speaking)


def _guarded(permission: Permission, methods: tuple[str, ...]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not permission(request.user):
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                raise PermissionDenied
            if request.method in READING:
                return _read_only(view, request, *args, **kwargs)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined] # read by the middleware and a test
        return guarded

    return decorate


def _read_only(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        return view(request, *args, **kwargs)
