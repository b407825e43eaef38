"""The open API of the law: figures, working and citations for anybody, refusals in one shape."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from diemtua.insurance.actions import NewRow, apply_decree, enter_decree, enter_row
from tests.factories.activities import AT

ADVICE = "/api/v1/advice/"
pytestmark = pytest.mark.django_db


def asked(address: str, **headers: str) -> Any:
    return Client().get(ADVICE + address, headers=headers)


def told(address: str, question: Any) -> Any:
    body = question if isinstance(question, str) else json.dumps(question)
    return Client().post(ADVICE + address, body, content_type="application/json")


def test_voluntary_dues_carry_figures_working_and_citations() -> None:
    answer = asked("voluntary?day=2026-03-09&income=1500000&groups=poor&months=12").json()

    figures = {
        name: answer[name] for name in ("gross", "state", "local", "net", "supported", "pay_by", "group")
    }
    assert figures == {
        "gross": 3_960_000,
        "state": 1_980_000,
        "local": 0,
        "net": 1_980_000,
        "supported": 12,
        "pay_by": "2026-09-30",
        "group": "poor",
    }
    support = answer["steps"][2]
    assert support["title"] == {"vi": "Nhà nước hỗ trợ một tháng", "en": "State support of one month"}
    assert support["formula"] == {"vi": "50 % × 22 % × 1.500.000", "en": "50 % × 22 % × 1,500,000"}
    cited = [answer["citations"][place] for place in support["citations"]]
    assert [row["parameter"] for row in cited] == [
        "voluntary_support",
        "voluntary_rate",
        "voluntary_lowest_income",
    ]
    assert (cited[0]["basis"], cited[0]["first_day"], cited[0]["last_day"], cited[0]["confidence"]) == (
        "Nghị định 159/2025/NĐ-CP Điều 5.1",
        "2025-07-01",
        None,
        "high",
    )


def test_a_payment_across_a_change_of_law_says_so() -> None:
    answer = asked("voluntary?day=2026-06-30&income=1500000&months=12").json()

    assert [(met["day"], met["parameter"], met["before"], met["after"]) for met in answer["changes"]] == [
        ("2026-07-01", "base", "2340000", "2530000"),
        ("2027-01-01", "voluntary_lowest_income", "1500000", "2200000"),
    ]


def test_a_figure_of_low_confidence_is_marked() -> None:
    ahead = asked("voluntary?day=2026-03-09&income=1500000&months=24").json()
    months = asked("voluntary?day=2026-03-09&income=1500000&months=12").json()

    assert ahead["uncertain"] is True
    assert "low" in {row["confidence"] for row in ahead["citations"]}
    assert months["uncertain"] is False


def test_a_household_of_four_by_words_and_by_objects_is_one_household() -> None:
    by_words = asked(
        "household?day=2026-07-01&member=none&member=covered_elsewhere&member=student:6&member=none"
    ).json()
    members = [{}, {"covered_elsewhere": True}, {"group": "student", "months": 6}, {}]
    by_body = told("household", {"day": "2026-07-01", "members": members}).json()

    assert by_words == by_body
    assert [(line["standing"], line["order"], line["net"]) for line in by_words["lines"]] == [
        ("in_order", 1, 1_366_200),
        ("covered_elsewhere", 0, 0),
        ("supported", 0, 341_550),
        ("in_order", 2, 956_340),
    ]
    assert by_words["net"] == 1_366_200 + 341_550 + 956_340
    assert by_words["steps"][-1]["value"] == str(by_words["net"])


def test_a_pension_is_a_range_with_its_assumptions() -> None:
    address = "pension?day=2026-07-01&sex=F&birth=1986-03-15&income=3000000&months_paid=24&price_growth=4"
    answer = asked(address).json()

    low, high = answer["low"], answer["high"]
    assert (answer["age_months"], answer["retires"], answer["pension_from"]) == (
        720,
        "2046-03-01",
        "2046-04-01",
    )
    assert (answer["months"], answer["months_more"], answer["missing_months"]) == (260, 236, 0)
    assert (low["average"], low["rate"], low["monthly"]) == (3_000_000, "59", 1_770_000)
    assert high["monthly"] > low["monthly"]
    assert [low["steps"][-1]["value"], high["steps"][-1]["value"]] == [
        str(low["monthly"]),
        str(high["monthly"]),
    ]
    assert any("4 %" in said["vi"] for said in answer["assumptions"])


def test_who_is_too_old_for_enough_months_learns_how_many_are_missing() -> None:
    answer = asked("pension?day=2026-07-01&sex=M&birth_year=1970&income=1500000").json()

    assert (answer["low"], answer["high"]) == (None, None)
    assert answer["missing_months"] == 180 - answer["months"] > 0


def test_the_three_ways_stand_side_by_side() -> None:
    answer = asked(
        "lump-or-wait?day=2026-05-11&sex=F&birth=1985-03-01&average=3000000&months_from_2014=100&income=3000000"
    ).json()

    take, keep, go_on = answer["outcomes"]
    assert (take["way"], take["lump"], take["pension"]) == ("take", 51_000_000, 0)
    assert (keep["way"], keep["paid_in"]) == ("keep", 0)
    assert (go_on["paid_in"], go_on["pension"], go_on["pension_from"]) == (
        141_240_000,
        2_100_000,
        "2045-04-01",
    )
    assert answer["break_even_go_on"] == 68
    assert answer["years"][-1] == {"age": 85, "take": 112_000_000, "keep": answer["years"][-1]["keep"]} | {
        "go_on": 490_860_000
    }
    assert answer["may_take_now"] is True
    assert "51000000" in {step["value"] for step in answer["steps"]}


def test_who_began_to_pay_under_the_new_law_may_not_take_the_lump_sum() -> None:
    question = {
        "day": "2026-05-11",
        "sex": "F",
        "birth_year": 1985,
        "average": 3_000_000,
        "months_from_2014": 10,
    }
    answer = told("lump-or-wait", question | {"paid_before_july_2025": False}).json()

    assert answer["may_take_now"] is False
    assert set(answer["why_not"]) == {"vi", "en"}


def test_a_card_follows_the_old_one_and_five_years_are_full() -> None:
    answer = told(
        "card",
        {
            "day": "2026-12-20",
            "previous_last": "2026-12-31",
            "cards": [{"first": "2021-01-01", "last": "2026-12-31"}],
        },
    ).json()

    assert (answer["first_day"], answer["beginning"], answer["waits_days"]) == ("2027-01-01", "continuous", 0)
    assert answer["five_years"] == {
        "since": "2021-01-01",
        "full_on": "2026-01-01",
        "gap_days": 0,
        "is_full": True,
    }
    assert (answer["visit_threshold"], answer["copay_threshold"]) == (379_500, 15_180_000)
    same = "card?day=2026-12-20&previous_last=2026-12-31&card=2021-01-01/2026-12-31"
    assert asked(same).json() == answer


def test_the_bounds_of_the_first_day_of_2027() -> None:
    answer = asked("bounds?day=2027-01-01").json()

    assert (answer["lowest_income"], answer["highest_income"], answer["income_step"]) == (
        2_200_000,
        50_600_000,
        50_000,
    )
    assert {line["group"]: line["dong_a_month"] for line in answer["support"]} == {
        "poor": 242_000,
        "near_poor": 193_600,
        "ethnic_minority": 145_200,
        "island_or_special_zone": 242_000,
        "other": 96_800,
    }
    assert (answer["months"], answer["support_months"]) == ([1, 3, 6, 12, 24, 36, 48, 60], 120)
    assert (answer["card_months"], answer["card_shares"]) == ([3, 6, 12], ["100", "70", "60", "50", "40"])


def test_the_rows_of_a_figure_on_a_day_and_through_the_years() -> None:
    on_a_day = asked("law?day=2026-06-30&parameter=base").json()["rows"]
    through_the_years = asked("law?parameter=base").json()["rows"]

    assert [(row["value"], row["last_day"]) for row in on_a_day] == [("2340000", "2026-06-30")]
    assert [row["value"] for row in through_the_years][-2:] == ["2340000", "2530000"]
    assert told("law", {"parameter": ["base"]}).json()["rows"] == through_the_years


REFUSED = [
    ("voluntary?day=2026-03-09&income=1520000", "income_off_step"),
    ("voluntary?day=2026-03-09&income=-1", "income_out_of_range"),
    ("voluntary?day=2026-03-09&income=1500000&months=7", "months_not_offered"),
    ("voluntary?day=2026-03-09&income=1500000&groups=rich", "unknown_group"),
    ("voluntary?day=2026-03-09&income=1500000&months_supported=130", "number_out_of_range"),
    ("voluntary?day=2017-12-31&income=700000", "before_first_day"),
    ("voluntary?day=2031-01-01&income=2200000", "no_law_for_day"),
    ("household?day=2026-07-01", "number_out_of_range"),
    ("household?day=2026-07-01&" + "&".join(["member=none"] * 30), "number_out_of_range"),
    ("household?day=2026-07-01&member=nobody", "unknown_group"),
    ("household?day=2026-07-01&member=none:x", "input_misread"),
    ("household?day=2026-07-01&member=none&months=4", "months_not_offered"),
    ("law?parameter=bass", "unknown_parameter"),
    ("pension?day=2026-07-01&sex=F&birth=1900-01-01&income=1500000", "number_out_of_range"),
    ("pension?day=2026-07-01&sex=F&birth=1990-01-01&income=1400000", "income_out_of_range"),
    ("pension?day=2026-07-01&sex=F&income=1500000", "input_missing"),
    ("pension?day=2026-07-01&sex=F&birth=1990-01-01&birth_year=1990&income=1500000", "input_misread"),
    (
        "lump-or-wait?day=2026-07-01&sex=F&birth_year=1990&average=3000000&months_from_2014=0",
        "number_out_of_range",
    ),
    (
        "lump-or-wait?day=2026-07-01&sex=F&birth_year=1990&average=-1&months_from_2014=9",
        "number_out_of_range",
    ),
]


@pytest.mark.parametrize(("address", "code"), REFUSED)
def test_what_the_law_does_not_allow_is_refused_with_a_code_and_a_sentence(address: str, code: str) -> None:
    answer = asked(address)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert set(answer.json()) == {"code", "text"}
    assert len(answer.json()["text"]) > 10


UNREADABLE = [
    ("voluntary?day=2026-13-09&income=1500000", ["day"]),
    ("voluntary?day=9999-12-31&income=1500000", ["day"]),
    ("voluntary?income=abc&months=1.5", ["income", "months"]),
    ("voluntary?day=2026-03-09", ["income"]),
    ("voluntary?income=1500000&mnths=3", ["mnths"]),
    ("voluntary?income=1500000&monthly_return=0.12345678", ["monthly_return"]),
    ("voluntary?income=1500000&place=Nghe%20An", ["place"]),
    ("voluntary?income=1" + "0" * 5000, ["income"]),
    ("household?" + "&".join(["member=none"] * 60), ["member"]),
    ("card?card=2021-01-01", ["card.0"]),
    ("card?card=2021-01-99/2021-12-31", ["card.0"]),
    ("bounds?dya=2026-01-01", ["dya"]),
    ("pension?sex=X&birth_year=1990&income=1500000", ["sex"]),
]


@pytest.mark.parametrize(("address", "fields"), UNREADABLE)
def test_what_cannot_be_read_is_refused_by_the_field(address: str, fields: list[str]) -> None:
    answer = asked(address)

    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert [wrong["field"] for wrong in answer.json()["fields"]] == fields
    assert answer.json()["field"] == fields[0]


BODIES = [
    ({"members": [{}, {"months": "x"}]}, 422, "members.1.months"),
    ({"members": [{"name": "Nguyễn Văn A"}]}, 422, "members.0.name"),
    ({"members": "none"}, 422, "members"),
    ({}, 422, "members"),
    ([], 422, "question"),
    ("{", 400, None),
    ("[" * 10_000, 400, None),
]


@pytest.mark.parametrize(("body", "status", "field"), BODIES)
def test_a_body_that_cannot_be_read_is_refused_in_the_same_shape(
    body: Any, status: int, field: str | None
) -> None:
    answer = told("household", body)

    assert (answer.status_code, answer.json().get("field")) == (status, field)
    assert {"code", "text"} <= set(answer.json())


def test_a_body_that_is_no_utf8_is_refused() -> None:
    answer = Client().post(ADVICE + "household", b'{"members": "\xff"}', content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "not_json")


def test_a_body_of_six_megabytes_is_refused_unread() -> None:
    answer = told("household", json.dumps({"members": [], "x": "y" * 6_000_000}))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_refusal_speaks_the_language_asked_for() -> None:
    vietnamese = asked("nothing", **{"accept-language": "vi"}).json()
    by_header = asked("household?member=", **{"accept-language": "en"})
    by_address = asked("household?member=&lang=en", **{"accept-language": "vi"})

    assert vietnamese["text"].startswith("Không có địa chỉ này")
    assert by_header.json() == by_address.json()
    assert by_header["Content-Language"] == by_address["Content-Language"] == "en"


def test_the_tariff_sheet_may_be_kept_and_is_not_sent_twice() -> None:
    first = asked("tariff.json")
    again = asked("tariff.json", **{"if-none-match": first["ETag"]})

    assert first["ETag"] == f'"{first.json()["hash"]}"'
    assert first["Cache-Control"] == "public, max-age=3600"
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_new_decree_makes_another_sheet_and_other_answers(minh) -> None:
    before = asked("tariff.json")
    decree = enter_decree(title="Nghị định thử", source="Công báo", is_verified=True, by=minh, at=AT)
    rise = NewRow(parameter="base", value=Decimal(2_700_000), first=date(2028, 7, 1))
    enter_row(decree=decree, new=rise, by=minh, at=AT)
    apply_decree(decree=decree, by=minh, at=AT)

    after = asked("tariff.json", **{"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert after.json()["last_change"] == "2028-07-01"
    assert asked("bounds?day=2028-07-01").json()["highest_income"] == 54_000_000
