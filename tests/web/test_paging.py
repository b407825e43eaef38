"""Keyset pages: every row once, in order, whatever the size of the page."""

from datetime import timedelta

import pytest

from diemtua.audit.models import Event
from diemtua.web.paging import keyset_page
from tests.factories import make

ORDER = ("-at", "-id")


@pytest.fixture
def events(db):
    start = make.moment("2024-05-06 08:00")
    return [
        Event.objects.create(
            name="a.b", at=start + timedelta(minutes=n // 3), by_name="ai", target_kind="a", target_ref=str(n)
        )
        for n in range(10)
    ]


@pytest.mark.parametrize("size", [1, 3, 4, 10, 11])
def test_walking_the_pages_meets_every_row_once_in_order(rf, events, size: int) -> None:
    url, met = "/?loc=x", []
    while url:
        page = keyset_page(rf.get(url), Event.objects.all(), order=ORDER, size=size)
        met += [event.target_ref for event in page]
        url = page.next_url

    assert met == [str(n) for n in reversed(range(10))]


def test_filters_stay_in_the_address_of_the_next_page(rf, events) -> None:
    page = keyset_page(rf.get("/?loc=x"), Event.objects.all(), order=ORDER, size=4)

    assert page.next_url.startswith("/?loc=x&sau=")


@pytest.mark.parametrize("mark", ["abc", "W10", "WzFd", "!!!"])
def test_a_broken_mark_shows_the_first_page(rf, events, mark: str) -> None:
    page = keyset_page(rf.get("/", {"sau": mark}), Event.objects.all(), order=ORDER, size=4)

    assert [event.target_ref for event in page] == ["9", "8", "7", "6"]
