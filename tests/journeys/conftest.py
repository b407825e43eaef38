"""Journeys in a real browser: Chromium, a live server, and nobody looks away from a console error."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from diemtua.accounts.models import User
from diemtua.demo import pictures
from tests.factories import make

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in this thread

WIDE, PHONE = pictures.WIDE, pictures.PHONE
PATIENCE = 15_000  # milliseconds for one step: two cores may be busy with other tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey, so that it can be left out where there is no browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for all journeys; skip where there is none."""
    if pictures.find_browser() is None:
        pytest.skip("Chromium is not here: journeys in a browser are left out (apt install chromium)")
    with pictures.browser() as browser:
        yield browser


class Visitor:
    """A person at a browser window; `wrongs` gathers every error of the console, script or server."""

    def __init__(self, browser: Any, address: str, *, viewport: dict[str, int], **options: Any) -> None:
        self.address = address
        self.wrongs: list[str] = []
        options = {"locale": "vi-VN", "reduced_motion": "reduce", "accept_downloads": True} | options
        self.context = browser.new_context(viewport=viewport, **options)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrongs.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.wrongs.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.wrongs.append(f"{response.url}: {response.status}")

    def log_in(self, username: str, password: str = make.PASSWORD) -> None:
        pictures.log_in(self.page, self.address, username, password)

    def open(self, path: str) -> int:
        """Open a page of the site and return its status."""
        return int(self.page.goto(self.address + path).status)

    def fill(self, **values: str) -> None:
        """Fill the fields of a form by name; a choice is chosen by its value."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def choose(self, name: str, value: str) -> None:
        """Tap an answer, as one taps its words."""
        self.page.locator(f"main label:has([name='{name}'][value='{value}'])").click()

    def press(self, label: str) -> None:
        """Press the button, or follow the link that looks like one."""
        button = self.page.get_by_role("button", name=label, exact=True)
        link = self.page.get_by_role("link", name=label, exact=True)
        button.or_(link).first.click()

    def follow(self, label: str) -> None:
        """Follow a link of the page itself."""
        self.page.locator("main").get_by_role("link", name=label, exact=True).first.click()

    def sees(self, words: str) -> bool:
        """Wait until the page says so."""
        said = self.page.locator("main, .messages, body").get_by_text(words)
        said.locator("visible=true").first.wait_for()  # a closed dialog may say the same
        return True

    def fetch(self, selector: str) -> bytes:
        """Follow the link that downloads, and return the file."""
        with self.page.expect_download() as waiting:
            self.page.locator(selector).click()
        return Path(waiting.value.path()).read_bytes()

    def serious_faults(self) -> list[str]:
        """Return what axe finds serious or critical on the page."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        script = "document.documentElement.scrollWidth - window.innerWidth"
        return int(self.page.evaluate(script))


@pytest.fixture
def visitor(chromium: Any, live_server: Any, settings: Any) -> Iterator[Callable[..., Visitor]]:
    """Return a maker of visitors who log in; at the end none of them may have met an error."""
    visitors: list[Visitor] = []

    def come(user: User, viewport: dict[str, int] = WIDE) -> Visitor:
        user.set_password(make.PASSWORD)
        user.save(update_fields=["password"])
        visitors.append(Visitor(chromium, live_server.url, viewport=viewport))
        visitors[-1].log_in(user.username)
        return visitors[-1]

    yield come
    wrongs = [wrong for one in visitors for wrong in one.wrongs]
    for one in visitors:
        one.context.close()
    assert wrongs == []
