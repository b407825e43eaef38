"""Open to everybody on purpose: no login, no cookie, no trace, and a description that holds."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from diemtua.api import v1
from diemtua.api.gate import public

DESCRIPTION = Path(__file__).parents[2] / "docs" / "openapi.json"
QUESTION = "/api/v1/advice/voluntary?day=2026-03-09&income=1500000"
pytestmark = pytest.mark.django_db


def test_every_address_is_opened_on_purpose() -> None:
    patterns = [pattern for pattern in v1.urlpatterns() if isinstance(pattern, URLPattern)]

    assert {pattern.callback.permission for pattern in patterns} == {public}
    assert len(patterns) > 8


@pytest.mark.parametrize(
    "address", [QUESTION, "/api/v1/openapi.json", "/api/v1/advice/tariff.json", "/api/v1/"]
)
def test_no_answer_sets_a_cookie_or_varies_by_one(address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_other_sites_may_ask_but_without_credentials() -> None:
    answer = Client().get(QUESTION, headers={"origin": "https://example.vn"})
    before_posting = Client().options(QUESTION, headers={"origin": "https://example.vn"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert before_posting.status_code == 204
    assert "POST" in before_posting["Access-Control-Allow-Methods"]
    assert "Content-Type" in before_posting["Access-Control-Allow-Headers"]


def test_posting_needs_no_token() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/api/v1/advice/bounds", "{}", content_type="application/json")

    assert (answer.status_code, bool(answer.cookies)) == (200, False)


def test_head_is_get_without_a_body_and_writing_methods_are_refused() -> None:
    head, put = Client().head(QUESTION), Client().put(QUESTION)

    assert (head.status_code, head.content) == (200, b"")
    assert (put.status_code, put.json()["code"]) == (405, "method_not_allowed")
    assert put["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_an_address_that_is_not_there_is_refused_in_json() -> None:
    answer = Client().get("/api/v1/advice/lottery")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_address")


def test_refusals_leave_no_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        for address in (f"{QUESTION}1", "/api/v1/advice/voluntary?income=x", "/api/v1/nothing"):
            assert Client().get(address).status_code in (404, 409, 422)

    assert caplog.records == []


def test_the_description_in_the_repository_is_the_one_that_is_served() -> None:
    served = Client().get("/api/v1/openapi.json")

    assert served.json()["openapi"] == "3.1.0"
    assert json.loads(DESCRIPTION.read_text("utf-8")) == served.json(), (
        "write it anew: python -m diemtua.api.describe, and look at what changed for the readers of the API"
    )


def examples() -> list[tuple[str, Any]]:
    """Return the address and the example of every question that the description offers."""
    described = json.loads(DESCRIPTION.read_text("utf-8"))
    found = []
    for address, operations in described["paths"].items():
        if "post" in operations:
            schema = operations["post"]["requestBody"]["content"]["application/json"]["schema"]
            named = schema["$ref"].rsplit("/", 1)[-1] if "$ref" in schema else ""
            schema = described["components"]["schemas"][named] if named else schema
            found += [(address, example) for example in schema.get("examples", [])]
    return found


@pytest.mark.parametrize(("address", "example"), examples())
def test_every_example_of_the_description_is_answered(address: str, example: Any) -> None:
    answer = Client().post(address, json.dumps(example), content_type="application/json")

    assert (answer.status_code, answer.json().get("code")) == (200, None)


def test_every_field_and_address_is_described_in_both_languages() -> None:
    described = json.loads(DESCRIPTION.read_text("utf-8"))
    operations = [operation for path in described["paths"].values() for operation in path.values()]

    assert len(examples()) >= 4
    assert all(" / " in operation["summary"] for operation in operations)
    assert all(" / " in operation["description"] for operation in operations)


def addresses_in_the_guide() -> list[tuple[str, int]]:
    """Return every address that docs/how-to/api.md shows, with the status that it promises."""
    text = (DESCRIPTION.parent / "how-to" / "api.md").read_text("utf-8")
    found = re.findall(r"^GET (\S+)(?: → (\d+))?$", text, flags=re.MULTILINE)
    return [(address, int(status or 200)) for address, status in found]


@pytest.mark.parametrize(("address", "status"), addresses_in_the_guide())
def test_every_address_of_the_guide_answers_as_it_says(address: str, status: int) -> None:
    assert Client().get(address).status_code == status


def test_the_guide_shows_every_address_of_the_description() -> None:
    shown = {address.partition("?")[0] for address, _ in addresses_in_the_guide()}
    described = json.loads(DESCRIPTION.read_text("utf-8"))["paths"]

    assert set(described) <= shown
