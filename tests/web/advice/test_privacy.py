"""The public area: open to everybody, and nothing is left behind."""

import pytest
from django.test import Client

PAGES = [
    "/tu-van/",
    "/tu-van/bhyt-ho-gia-dinh/",
    "/tu-van/bhyt-ho-gia-dinh/?member=joins&member=student&months=6",
    "/tu-van/bhyt-ho-gia-dinh/to-roi.pdf?member=joins",
    "/tu-van/bhxh-tu-nguyen/?income=3000000&group=poor",
    "/tu-van/bhxh-tu-nguyen/to-roi.pdf?income=3000000",
    "/tu-van/bhxh-tu-nguyen/?income=1",
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nobody_needs_a_login_and_no_cookie_is_set(client: Client, address: str, language: str) -> None:
    answer = client.get(address, {"lang": language} if "?" not in address else None, follow=False)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", PAGES[:3])
def test_the_page_holds_no_token_that_would_need_a_cookie(client: Client, address: str) -> None:
    assert "csrfmiddlewaretoken" not in client.get(address).content.decode()


def test_the_language_of_the_address_is_spoken_and_carried_on(client: Client) -> None:
    page = client.get("/tu-van/bhyt-ho-gia-dinh/?lang=en&member=joins").content.decode()

    assert '<html lang="en">' in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert "/tu-van/?lang=en" in page
    assert "lang=vi" in page  # the way back


def test_without_a_word_the_language_of_the_browser_is_spoken(client: Client) -> None:
    page = client.get("/tu-van/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert page.headers["Content-Language"] == "en"


def test_the_shared_link_holds_only_what_was_chosen(client: Client) -> None:
    page = client.get("/tu-van/bhyt-ho-gia-dinh/?member=joins&months=3&name=Nguy%E1%BB%85n+V%C4%83n+An&utm=1")

    assert page.context["share_url"] == "http://testserver/tu-van/bhyt-ho-gia-dinh/?member=joins&months=3"
    assert "An" not in page.context["leaflet_url"]


def test_nobody_may_post(client: Client) -> None:
    assert client.post("/tu-van/bhxh-tu-nguyen/", {"income": "1500000"}).status_code == 405


def test_an_officer_sees_the_same_page_inside_the_shell(client: Client, minh) -> None:
    client.force_login(minh)
    page = client.get("/tu-van/").content.decode()

    assert 'href="/tu-van/"' in page
    assert "Văn bản, nhiệm vụ" in page
