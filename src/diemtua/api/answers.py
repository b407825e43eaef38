"""How the API says no: always `{"code", "text"}`, and for what it could not read also which fields."""

import json
from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

JSON = "application/json; charset=utf-8"

# What was wrong with a field, by the type of error that pydantic names (or the beginning of its name).
SENTENCES = {
    "missing": gettext_noop("chưa có"),
    "extra_forbidden": gettext_noop("không có mục này"),
    "int": gettext_noop("phải là số nguyên"),
    "decimal": gettext_noop("phải là số thập phân viết với dấu chấm, nhiều nhất 6 chữ số lẻ"),
    "date": gettext_noop("phải là ngày viết năm-tháng-ngày, ví dụ 2026-07-01"),
    "bool": gettext_noop("phải là true hoặc false"),
    "string_too_long": gettext_noop("dài nhất {max_length} ký tự"),
    "string_pattern_mismatch": gettext_noop("không đúng dạng {pattern}"),
    "string": gettext_noop("phải là chữ"),
    "too_long": gettext_noop("nhiều nhất {max_length} mục"),
    "list": gettext_noop("phải là danh sách"),
    "greater_than_equal": gettext_noop("nhỏ nhất là {ge}"),
    "less_than_equal": gettext_noop("lớn nhất là {le}"),
    "enum": gettext_noop("phải là một trong: {expected}"),
    "literal_error": gettext_noop("phải là một trong: {expected}"),
    "model": gettext_noop("phải là một đối tượng JSON"),
}


KEPT_FOR = 3600  # seconds; a new decree reaches every reader within the hour


class UnknownFields(Exception):
    """The address names fields that the question does not have."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(names)


def refused(
    code: str, text: str, *, status: int, headers: Mapping[str, str] | None = None, **more: Any
) -> HttpResponse:
    """Return a refusal: a stable `code` for programs, a sentence for people."""
    body = json.dumps({"code": code, "text": text, **more}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=JSON, headers=dict(headers or {}))


def kept(request: HttpRequest, digest: str, text: str) -> HttpResponse:
    """Return a text that readers may keep for a while, or 304 to who has it already."""
    response = HttpResponse(text, content_type=JSON)
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    response["ETag"] = f'"{digest}"'
    return cast(HttpResponse, get_conditional_response(request, etag=response["ETag"], response=response))


def unreadable(errors: list[dict[str, Any]]) -> HttpResponse:
    """Return the refusal of a question that could not be read: 422, naming each field."""
    fields = [{"field": _field(error["loc"]), "text": _sentence(error)} for error in errors]
    said = "; ".join(f"“{wrong['field']}” {wrong['text']}" for wrong in fields[:3])
    text = _("Không đọc được câu hỏi: {said}.").format(said=said)
    return refused("unreadable", text, status=422, field=fields[0]["field"], fields=fields)


def unknown(names: list[str]) -> HttpResponse:
    """Return the refusal of fields that the question does not have."""
    return unreadable([{"type": "extra_forbidden", "loc": ("query", "question", name)} for name in names])


def _field(place: tuple[str | int, ...]) -> str:
    """Return the name of a field as the question writes it: members.2.months."""
    inside = place[2:] if len(place) > 1 and place[1] == "question" else place[1:]
    return ".".join(map(str, inside)) or "question"


def _sentence(error: dict[str, Any]) -> str:
    kind = error["type"]
    known = next((said for name, said in SENTENCES.items() if kind == name), None) or next(
        (said for name, said in SENTENCES.items() if kind.startswith(name)), None
    )
    return _(known).format(**error.get("ctx", {})) if known else _("không hợp lệ")
