"""Pictures of the demonstration for the README: a server of its own, a browser, one page after another."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from diemtua.demo.logins import PASSWORD

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
START_SECONDS = 60


@dataclass(frozen=True)
class Picture:
    """One picture: who looks, at which address (or along which links from it), how wide."""

    name: str
    username: str
    path: str
    follow: tuple[str, ...] = ()  # selectors clicked one after another
    scroll_to: str = ""  # a selector that stands at the top of the picture
    is_phone: bool = False
    height: int = 900


# A woman born in March 1985 who has paid for eight years and four months asks about a year more.
ASKED = "income=3000000&born_month=3&born_year=1985&sex=F&paid_years=8&paid_months=4&months=12"
PICTURES = [
    Picture("home-lead", "dau-moi", "/"),
    Picture("progress", "dau-moi", "/tien-do/", height=1_500),
    Picture("directive", "dau-moi", "/van-ban/", ("main table th a",), "#tasks-heading"),
    Picture("targets", "dau-moi", "/chi-tieu/"),
    Picture("launch", "dau-moi", "/hoat-dong/ra-quan/"),
    Picture("report", "dau-moi", "/bao-cao/", ("main table a[href*='/bao-cao/']",), "article.paper"),
    Picture("covered", "can-bo-xa", "/so/ghep/", ("main table th a", "main a[href*='ai-chua-tham-gia']")),
    Picture("doubt", "can-bo-xa", "/so/ghep/", ("main table th a", "main a[href$='cap-can-xem/']")),
    Picture("advice", "dau-moi", f"/tu-van/bhxh-tu-nguyen/?{ASKED}", height=1_250),
    Picture("field-list", "truong-xom", "/thuc-dia/", is_phone=True, height=780),
    Picture("field-visit", "truong-xom", "/thuc-dia/", ("#people .item a",), is_phone=True, height=780),
]


class NoBrowser(Exception):
    """This machine has no Chromium."""


class NotServed(Exception):
    """The server of the pictures did not start."""


def find_browser() -> str | None:
    """Return the Chromium of this machine: DIEMTUA_CHROMIUM, or the first one found."""
    given = os.environ.get("DIEMTUA_CHROMIUM")
    return given or next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def served(environment: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve the site on a free port of this machine, with the static files just gathered; yield its address.

    :param environment: what differs from the surroundings of this process, such as another DATABASE_URL
    :raises NotServed: when it does not answer within a minute
    """
    with tempfile.TemporaryDirectory(prefix="diemtua-static-") as static:
        surroundings = os.environ | dict(environment) | {"DIEMTUA_STATIC": static}
        gather = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(gather, env=surroundings, check=True)
        port = _free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "diemtua.cli.web", "127.0.0.1", str(port), "1"], env=surroundings
        )
        try:
            _wait_for_answer(server, f"http://127.0.0.1:{port}/dang-nhap/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def browser() -> Iterator[Any]:
    """Yield a Chromium driven by playwright.

    :raises NoBrowser:
    """
    executable = find_browser()
    if executable is None:
        raise NoBrowser
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only on machines of developers

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGUMENTS)
        try:
            yield chromium
        finally:
            chromium.close()


def log_in(page: Any, address: str, username: str, password: str = PASSWORD) -> None:
    """Log in through the form, as a person does."""
    page.goto(f"{address}/dang-nhap/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("form.form button[type=submit]")
    page.wait_for_load_state("networkidle")


def take(address: str, folder: Path, pictures: list[Picture] | None = None) -> Iterator[Path]:
    """Take the pictures of a served demonstration in the light theme; yield each file when it is there."""
    with browser() as chromium:
        for picture in PICTURES if pictures is None else pictures:
            context = chromium.new_context(
                viewport=(PHONE if picture.is_phone else WIDE) | {"height": picture.height},
                device_scale_factor=2 if picture.is_phone else 1,
                color_scheme="light",
                locale="vi-VN",
                reduced_motion="reduce",
            )
            page = context.new_page()
            log_in(page, address, picture.username)
            page.goto(address + picture.path)
            for selector in picture.follow:
                page.locator(selector).first.click()
            page.wait_for_load_state("networkidle")
            if picture.scroll_to:
                page.locator(picture.scroll_to).first.evaluate("one => one.scrollIntoView()")
            file = folder / f"{picture.name}.png"
            page.screenshot(path=file)
            context.close()
            yield file


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_answer(server: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise NotServed(f"the web server ended with {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 -- our own server
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise NotServed("the web server does not answer")
