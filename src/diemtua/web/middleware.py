"""Fail closed: a view that names no permission does not run."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse


class PermissionNamed:
    """Refuse any view that is not wrapped by `diemtua.web.access`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if not hasattr(view, "permission"):
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__name__} names no permission (web/access.py)"
            )
