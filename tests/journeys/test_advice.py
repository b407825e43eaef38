"""The consulting desk on a phone, without a login: both languages, with axe, and not one cookie."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, WIDE, Visitor

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = [
    "/tu-van/",
    "/tu-van/bhyt-ho-gia-dinh/",
    "/tu-van/bhyt-ho-gia-dinh/?member=joins&member=student&member=covered",
    "/tu-van/bhyt-ho-gia-dinh/?member=xyz",
    "/tu-van/bhxh-tu-nguyen/?income=3000000&group=near_poor&months=36&owner=declared",
    "/tu-van/bhxh-tu-nguyen/?income=1520000",
    "/tu-van/bhxh-tu-nguyen/?income=3000000&born_month=3&born_year=1985&sex=F&paid_years=2",
    "/tu-van/bhxh-tu-nguyen/?income=3000000&born_year=1970&sex=M",
    "/tu-van/rut-hay-de-danh/",
    "/tu-van/rut-hay-de-danh/?born_year=1985",
    "/tu-van/rut-hay-de-danh/?born_month=3&born_year=1985&sex=F&paid_years=9&average=4500000&paused=4",
]


@pytest.fixture
def passer_by(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Return a maker of visitors without a login; none of them may have met an error or kept a cookie."""
    visitors: list[Visitor] = []

    def come(viewport: dict[str, int] = PHONE, **options: Any) -> Visitor:
        visitors.append(Visitor(chromium, live_server.url, viewport=viewport, **options))
        return visitors[-1]

    yield come
    wrongs = [wrong for one in visitors for wrong in one.wrongs]
    cookies = [cookie for one in visitors for cookie in one.context.cookies()]
    for one in visitors:
        one.context.close()
    assert wrongs == []
    assert cookies == []


def violations(visitor: Visitor) -> list[str]:
    """Return everything that axe finds on the page, with every working unfolded."""
    visitor.page.evaluate(
        "document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true })"
    )
    found = Axe().run(visitor.page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html']}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_a_phone_and_axe_finds_nothing(passer_by: Any, language: str, theme: str) -> None:
    visitor = passer_by(color_scheme=theme)
    for place in PLACES:
        visitor.open(f"{place}{'&' if '?' in place else '?'}lang={language}")

        assert violations(visitor) == [], place
        assert visitor.overflow() <= 0, place
        assert visitor.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_household_is_built_by_taps(passer_by: Any, language: str) -> None:
    visitor = passer_by()
    page = visitor.page
    visitor.open(f"/tu-van/bhyt-ho-gia-dinh/?lang={language}&day=15/03/2026")
    page.locator("#add").click()
    expect(page.locator(".result__figure")).to_contain_text("263")
    page.locator("#add").click()
    expect(page.locator("[name=member]")).to_have_count(2)
    page.locator("#member_2").select_option("covered")
    expect(page.locator("tbody tr").nth(1)).not_to_contain_text("884")
    page.locator("#add").click()
    expect(page.locator("[name=member]")).to_have_count(3)
    page.locator("#remove_2").click()
    expect(page.locator("[name=member]")).to_have_count(2)
    page.locator("#id_months_2").press("Enter")
    figure = "2,148,120" if language == "en" else "2.148.120"

    expect(page.locator(".result__figure")).to_contain_text(figure)
    asked = parse_qs(urlsplit(page.url).query)  # the last answer may have come with the form's own order
    assert asked == {"member": ["joins"] * 2, "months": ["12"], "day": ["15/03/2026"], "lang": [language]}
    page.reload()
    expect(page.locator(".result__figure")).to_contain_text(figure)


def test_the_voluntary_answer_follows_every_change(passer_by: Any) -> None:
    visitor = passer_by()
    page = visitor.page
    visitor.open("/tu-van/bhxh-tu-nguyen/?day=15/03/2026")
    expect(page.locator(".result__figure")).to_contain_text("3.168.000")
    page.locator("label:has([name=group][value=poor])").click()
    expect(page.locator(".result__figure")).to_contain_text("1.980.000")
    page.locator("#id_income").fill("1520000")
    page.locator("#id_income").blur()
    expect(page.locator("#id_income_error")).to_contain_text("1.550.000")
    page.locator("#id_income").fill("3000000")
    page.locator("#id_income").blur()
    expect(page.locator(".result__figure")).to_contain_text("5.940.000")

    assert "income=3" in page.url
    assert "group=poor" in page.url


def test_the_three_ways_stand_side_by_side(passer_by: Any) -> None:
    visitor = passer_by()
    visitor.open("/tu-van/rut-hay-de-danh/?day=15/03/2026")
    visitor.fill(born_month="3", born_year="1985", sex="F", paid_years="9", average="4500000")
    visitor.page.locator("#id_average").blur()

    expect(visitor.page.locator("#way_take ~ dl")).to_contain_text("81.000.000")
    expect(visitor.page.locator(".lines__box--narrow polyline")).to_have_count(3)


def test_the_slider_writes_the_income(passer_by: Any) -> None:
    visitor = passer_by()
    page = visitor.page
    visitor.open("/tu-van/bhxh-tu-nguyen/?day=15/03/2026&months=1")
    page.locator("#income_slider").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")

    expect(page.locator("#id_income")).to_have_value("2.000.000")


def test_all_of_it_works_without_javascript(passer_by: Any) -> None:
    visitor = passer_by(java_script_enabled=False)
    page = visitor.page
    visitor.open("/tu-van/")
    page.locator("a.door").nth(1).click()
    page.locator("#add").click()
    page.locator("#add").click()
    page.locator("#member_2").select_option("student")
    page.locator(".form__actions button").click()

    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator(".result__good")).to_be_visible()


def test_the_link_is_copied_and_opens_the_same_result(passer_by: Any) -> None:
    visitor = passer_by(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    visitor.open("/tu-van/bhxh-tu-nguyen/?income=3000000&day=15/03/2026")
    page.locator("[data-dt-copy]").click()
    page.locator(".toast").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)

    expect(page.locator(".result__figure")).to_contain_text("7.128.000")
