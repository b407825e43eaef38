"""Every page of the navigation for every demonstration login: two widths, both languages, both themes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from diemtua.demo import pictures
from diemtua.demo.logins import LOGINS, PASSWORD
from tests.journeys.conftest import PHONE, WIDE, Visitor

pytestmark = pytest.mark.xdist_group("faces")

LOOKS = [
    pytest.param(PHONE, "vi", "light", id="phone-vi-light"),
    pytest.param(PHONE, "en", "dark", id="phone-en-dark"),
    pytest.param(WIDE, "vi", "dark", id="wide-vi-dark"),
    pytest.param(WIDE, "en", "light", id="wide-en-light"),
]
CHECKED_BY_AXE = (
    "/",
    "/tien-do/",
    "/van-ban/",
    "/doi-tuong/",
    "/dang-ky/",
    "/thuc-dia/",
    "/hoat-dong/",
    "/bao-cao/",
)
BEYOND = [
    "/tien-do/chi-so/SI.VOL.NEW/",
    "/tien-do/dong/CO.CONF.COUNT/",
    "/hoat-dong/lich/",
    "/hoat-dong/ra-quan/",
    "/so/tai-len/",
    "/so/ghep/",
    "/so/ghep/moi/",
    "/doi-tuong/tu-so/",
    "/doi-tuong/chia/",
    "/doi-tuong/phieu/",
]


def address_of(name: str) -> str:
    """Return the address of another database on the server of the tests."""
    base = settings.DATABASES["default"]
    parts = {"host": base["HOST"], "port": base["PORT"], "user": base["USER"], "password": base["PASSWORD"]}
    return psycopg.conninfo.make_conninfo(dbname=name, **{key: one for key, one in parts.items() if one})


@pytest.fixture(scope="module")
def demonstration_site(django_db_modify_db_settings: None, chromium: Any) -> Iterator[str]:
    """Serve the demonstration from a database of its own, dropped afterwards; yield the site's address."""
    name = f"faces_{uuid4().hex[:12]}"
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            environment = {"DATABASE_URL": url_of(name), "DJANGO_SETTINGS_MODULE": "diemtua.config.settings"}
            for command in ("migrate", "demo_load"):
                words = [sys.executable, "-m", "django", command]
                subprocess.run(words, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
            with pictures.served(environment) as address:
                yield address
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def url_of(name: str) -> str:
    """Return the address of a database as DATABASE_URL has it."""
    given = os.environ["DATABASE_URL"]
    before, _, options = given.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")


@pytest.fixture
def looker(chromium: Any, demonstration_site: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody at the demonstration, with the window, language and theme of the test."""
    viewport, language, theme = request.param
    locale = {"vi": "vi-VN", "en": "en-GB"}[language]
    visitor = Visitor(chromium, demonstration_site, viewport=viewport, locale=locale, color_scheme=theme)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": demonstration_site}
    visitor.context.add_cookies([cookie])
    yield visitor
    visitor.context.close()


def looks() -> list[Any]:
    return [pytest.param(look.values, id=look.id) for look in LOOKS]


@pytest.mark.parametrize("username", [login.username for login in LOGINS])
@pytest.mark.parametrize("looker", looks(), indirect=True)
def test_every_page_of_the_navigation_is_whole(looker: Visitor, username: str) -> None:
    looker.log_in(username, PASSWORD)
    faults = []
    for path in navigation_of(looker):
        faults += [f"{path}: {fault}" for fault in faults_of(looker, path)]

    assert faults + looker.wrongs == []


@pytest.mark.parametrize(
    "looker", [looks()[0], looks()[2]], indirect=True, ids=["phone-vi-light", "wide-vi-dark"]
)
@pytest.mark.parametrize("username", ["dau-moi", "truong-xom"])
def test_the_main_pages_are_within_everybodys_reach(looker: Visitor, username: str) -> None:
    looker.log_in(username, PASSWORD)
    faults = []
    for path in [one for one in navigation_of(looker) if one in CHECKED_BY_AXE]:
        looker.open(path)
        looker.page.wait_for_load_state("networkidle")
        faults += [f"{path}: {fault}" for fault in looker.serious_faults()]

    assert faults == []


@pytest.mark.parametrize("looker", looks(), indirect=True)
def test_the_pages_behind_the_navigation_are_whole(looker: Visitor) -> None:
    looker.log_in("dau-moi", PASSWORD)
    faults = [f"{path}: {fault}" for path in BEYOND for fault in faults_of(looker, path)]

    assert faults + looker.wrongs == []


def navigation_of(looker: Visitor) -> list[str]:
    """Return the addresses of the navigation, in its order."""
    looker.open("/")
    links = looker.page.locator("a.nav__item").all()
    return list(dict.fromkeys(str(link.get_attribute("href")) for link in links))


def faults_of(looker: Visitor, path: str) -> Iterator[str]:
    """Yield what is wrong with a page: its status, title, heading or width."""
    status = looker.open(path)
    if status != 200:
        yield f"status {status}"
    if len(looker.page.title().split("·")[0].strip()) < 3:
        yield "no title"
    headings = looker.page.locator("h1:visible").count()  # another may wait for the printer
    if headings != 1:
        yield f"{headings} first headings"
    if (wider := looker.overflow()) > 0:
        yield f"{wider} px wider than the window"
