"""The first version of the API: what is mounted under /api/v1/."""

import hashlib
import json
from functools import cache
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path, reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from diemtua.api.advice import bounds, card, household, law, lump_or_wait, pension, voluntary
from diemtua.api.answers import JSON, UnknownFields, kept, refused, unknown, unreadable
from diemtua.api.gate import opened
from diemtua.core.errors import Refusal

DESCRIPTION = """
Các câu hỏi của bàn tư vấn BHXH, BHYT: đóng bao nhiêu, Nhà nước hỗ trợ bao nhiêu, được hưởng gì, theo luật của
bất kỳ ngày nào từ 01/01/2018. Không cần đăng nhập, không dùng cookie, không lưu câu hỏi. Tiền là số nguyên
đồng; số trong từng bước tính viết bằng chữ để giữ đúng từng chữ số. Mọi con số đều kèm căn cứ và độ tin cậy.
Từ chối: 409 `{code, text}` khi luật không cho phép hoặc chưa có số liệu; 422 `{code, text, field, fields}`
khi không đọc được câu hỏi. Ngôn ngữ của câu từ chối: `?lang=vi`, `?lang=en` hoặc Accept-Language.

The questions of a social and health insurance desk: what it costs, what the State pays, what one gets, by
the law of any day from 1 January 2018. No login, no cookie, questions are not stored. Money is whole đồng;
figures inside the working are text, so that no digit is lost. Every figure carries its legal basis and
confidence. Refusals: 409 when the law does not allow it or has no figure; 422 when a field cannot be read.
Their language: `?lang=vi`, `?lang=en` or Accept-Language.
"""


class Utf8(JSONRenderer):
    """JSON with its Vietnamese letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Điểm Tựa: pháp luật BHXH, BHYT / the law of social and health insurance",
    version="1",
    description=DESCRIPTION.strip(),
    docs_url=None,  # the page of ninja loads a viewer from another site; the description is openapi.json
    renderer=Utf8(),
    urls_namespace="api-v1",
)
for room in (voluntary, household, pension, lump_or_wait, card, bounds, law):
    api.add_router("/advice", room.router, tags=["advice"])


@api.exception_handler(Refusal)
def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refused(refusal.code, refusal.text, status=409)


@api.exception_handler(ValidationError)
def _cannot_read(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    return unreadable(problem.errors)


@api.exception_handler(HttpError)
def _cannot_parse(request: HttpRequest, problem: HttpError) -> HttpResponse:
    text = _("Thân của câu hỏi không phải là JSON viết bằng UTF-8.")
    return refused("not_json", text, status=problem.status_code)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, problem: RequestDataTooBig) -> HttpResponse:
    return refused("too_large", _("Câu hỏi quá lớn."), status=413)


@api.exception_handler(UnknownFields)
def _do_not_know(request: HttpRequest, problem: UnknownFields) -> HttpResponse:
    return unknown(problem.names)


@cache
def description() -> str:
    """Return the description of the whole API: OpenAPI 3.1, as text."""
    schema = api.get_openapi_schema()
    for operations in schema["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                parameter.pop("examples", None)  # a list, where OpenAPI wants a map; the schema keeps it
    return json.dumps(schema, ensure_ascii=False, indent=1)


def _description(request: HttpRequest, **captured: Any) -> HttpResponse:
    text = description()
    return kept(request, hashlib.sha256(text.encode()).hexdigest(), text)


def _index(request: HttpRequest, **captured: Any) -> HttpResponse:
    return HttpResponse(json.dumps({"openapi": reverse("api-v1:openapi-json")}), content_type=JSON)


def _unknown(request: HttpRequest, **captured: Any) -> HttpResponse:
    text = _("Không có địa chỉ này; danh sách ở {list}.").format(list=reverse("api-v1:openapi-json"))
    return refused("unknown_address", text, status=404)


def urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the addresses, every view opened on purpose; whatever else is asked here is refused in JSON."""
    patterns, _app, _namespace = api.urls
    own = {"api-root": _index, "openapi-json": _description}
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name in own:
            pattern.callback = own[pattern.name]
    return opened([*patterns, re_path(r"^.*$", _unknown)])
