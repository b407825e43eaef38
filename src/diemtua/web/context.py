"""The context of every template."""

from typing import Any

from django.http import HttpRequest

from diemtua.web.shell import shell_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its `shell`."""
    return {"shell": shell_of(request)}
