"""Addresses that nobody would type: a page in words each time, never a fault."""

import random
from urllib.parse import urlencode

import pytest
from django.test import Client

from diemtua.web.advice import comparing, household, voluntary

ODD = [
    *["", "0", "-1", "1", "12", "24", "60", "121", "1985", "1.500.000", "3000000", "9" * 20, "1e9"],
    *[
        "M",
        "F",
        "poor",
        "near_poor",
        "student",
        "joins",
        "covered",
        "declared",
        "lump_sum",
        "before",
        "since",
    ],
    *["79", "01", "15/03/2026", "30/06/2026", "31/12/2017", "01/01/2031", "29/02/2025", "31/12/9999"],
    *["\x00", "ｎăm", "<script>", "%s", "{0}", "١٢"],
]
PAGES = {
    "/tu-van/bhyt-ho-gia-dinh/": household.NAMES,
    "/tu-van/bhxh-tu-nguyen/": voluntary.NAMES,
    "/tu-van/rut-hay-de-danh/": comparing.NAMES,
}


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("paper", ["", "to-roi.pdf"])
def test_no_answer_whatever_breaks_a_page(client: Client, page: str, paper: str) -> None:
    if paper and "rut" in page:
        pytest.skip("the comparison has no leaflet")
    dice = random.Random(f"{page}{paper}")
    for _ in range(40 if paper else 150):
        names = dice.sample(PAGES[page], k=dice.randint(1, len(PAGES[page])))
        asked = urlencode([(name, dice.choice(ODD)) for name in names for _ in range(dice.randint(1, 2))])
        answer = client.get(f"{page}{paper}?{asked}")

        assert answer.status_code in (200, 302), asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "/tu-van/bhyt-ho-gia-dinh/?member=joins&day=31/12/9999",
        "/tu-van/bhyt-ho-gia-dinh/?member=joins&card=31/12/9999",
        "/tu-van/bhxh-tu-nguyen/?income=3000000&day=31/12/9999",
        "/tu-van/rut-hay-de-danh/?born_year=1985&sex=F&paid_years=9&average=1&day=31/12/9999",
    ],
)
def test_the_end_of_the_calendar_is_not_reached(client: Client, asked: str) -> None:
    assert "Chỉ tính đến hết năm 2100." in client.get(asked).content.decode()
