"""COPY as a way in: every row once, keys given, constraints held. Texts folded by the database."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.dispatch import Signal

from diemtua.audit.models import Event
from diemtua.core.db import Folded, announce, copy_in
from diemtua.core.text import fold
from diemtua.places.models import Place
from tests.factories import make


@pytest.mark.django_db
def test_rows_arrive_with_their_keys_and_values() -> None:
    at = make.moment("2024-05-06 08:00")
    rows = [
        Event(name="a.b", at=at, by_name="Hà", target_kind="x", target_ref=str(n), values={"số": n})
        for n in range(3)
    ]

    copy_in(rows)

    assert [row.pk for row in rows] == list(Event.objects.order_by("id").values_list("pk", flat=True))
    assert list(Event.objects.order_by("id").values_list("by_name", "values", "at", "by_id")) == [
        ("Hà", {"số": n}, at, None) for n in range(3)
    ]


@pytest.mark.django_db
def test_a_row_that_is_there_already_is_left_out_and_the_others_arrive(province) -> None:
    first = province.place

    def another(path: str) -> Place:
        return Place(
            code="x",
            kind="PROVINCE",
            name="X",
            path=path,
            valid_from=first.valid_from,
            search_key="x",
            sort_key="x",
        )

    copy_in([another(first.path), another("99.")])

    assert Place.objects.get(path=first.path).pk == first.pk
    assert Place.objects.filter(path="99.").exists()


@pytest.mark.django_db
def test_a_row_that_breaks_a_check_stops_everything() -> None:
    bad = Place(
        code="x",
        kind="PROVINCE",
        name="X",
        path="99.",
        valid_from=date(2024, 1, 1),
        valid_to=date(2023, 1, 1),
        search_key="x",
        sort_key="x",
    )

    with pytest.raises(IntegrityError, match="place_ends_after_it_begins"):
        copy_in([bad])


@pytest.mark.django_db
def test_nothing_to_copy_asks_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        copy_in([])


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Nguyễn Thị Hoà", "ĐÔNG VĨNH", "Ngô Đức Ượng", "Thạch Xuyến Ỹ", "a1 - B/2"])
def test_the_database_folds_as_the_program_does(text: str) -> None:
    row = Event.objects.create(
        name="a.b", at=make.moment("2024-05-06 08:00"), by_name=text, target_kind="x", target_ref="1"
    )

    assert Event.objects.annotate(folded=Folded("by_name")).get(pk=row.pk).folded == fold(text)


@pytest.mark.django_db
def test_what_is_announced_twice_in_a_row_is_heard_once_after_the_commit(
    django_capture_on_commit_callbacks: Any,
) -> None:
    heard: list[int] = []
    signal = Signal()
    signal.connect(lambda sender, number, **_: heard.append(number), weak=False)
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 1, 2, 1):
            announce(signal, number=number)
        assert heard == []

    assert heard == [1, 2, 1]
