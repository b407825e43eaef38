"""A newly issued decree: entered as rows, previewed, applied, taken back."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.audit.models import Event
from diemtua.insurance.actions import (
    NewRow,
    apply_decree,
    enter_decree,
    enter_row,
    remove_row,
    withdraw_decree,
)
from diemtua.insurance.queries import law_in_force, law_with
from diemtua.insurance.rules import decrees
from diemtua.insurance.rules.preview import changed_quotes
from diemtua.insurance.rules.voluntary import quote_voluntary
from tests.factories import activities

AT = activities.AT
RISE = NewRow(parameter="base", value=Decimal(2_800_000), first=date(2027, 7, 1))


@pytest.fixture
def decree(minh):
    return enter_decree(title="Nghị định 1/2027/NĐ-CP", source="Công báo", is_verified=False, by=minh, at=AT)


def test_a_draft_changes_no_quote(decree, minh) -> None:
    enter_row(decree=decree, new=RISE, by=minh, at=AT)

    assert law_in_force().on(date(2027, 7, 1)).value("base") == 2_530_000
    assert law_with(decree).on(date(2027, 7, 1)).value("base") == 2_800_000


def test_an_applied_decree_changes_quotes_from_its_day_and_a_withdrawn_one_no_longer(decree, minh) -> None:
    enter_row(decree=decree, new=RISE, by=minh, at=AT)
    apply_decree(decree=decree, by=minh, at=AT)

    applied = law_in_force()
    assert [applied.on(day).value("base") for day in (date(2027, 6, 30), date(2027, 7, 1))] == [
        2_530_000,
        2_800_000,
    ]
    quote = quote_voluntary(applied.on(date(2027, 7, 1)), income=2_200_000, months=1)
    assert quote.gross == 484_000

    withdraw_decree(decree=decree, by=minh, at=AT)
    assert law_in_force().on(date(2027, 7, 1)).value("base") == 2_530_000
    names = set(Event.objects.values_list("name", flat=True))
    assert {"decree.entered", "decree.row_entered", "decree.applied", "decree.withdrawn"} <= names


def test_figures_of_a_text_that_nobody_compared_with_the_signed_copy_are_uncertain(decree, minh) -> None:
    enter_row(decree=decree, new=RISE, by=minh, at=AT)

    row = law_with(decree).on(date(2027, 7, 1)).row("base")

    assert (row.basis, row.is_uncertain) == ("Nghị định 1/2027/NĐ-CP", True)


def test_the_preview_tells_which_quotes_change_on_which_day(decree, minh) -> None:
    enter_row(decree=decree, new=RISE, by=minh, at=AT)

    changes = list(changed_quotes(law_in_force(), law_with(decree)))

    assert {change.day for change in changes} == {date(2027, 7, 1)}
    by_title = {change.title.en: (change.before, change.after) for change in changes}
    assert by_title["Highest chosen income"] == (50_600_000, 56_000_000)
    assert by_title["Health insurance of a household of 1, 12 months"] == (1_366_200, 1_512_000)
    assert not [title for title in by_title if title.startswith("Lowest")]


def test_a_row_with_a_last_day_gives_way_again(decree, minh) -> None:
    new = NewRow(
        parameter="voluntary_support",
        key="poor",
        value=Decimal(60),
        first=date(2027, 5, 1),
        last=date(2027, 5, 31),
    )
    enter_row(decree=decree, new=new, by=minh, at=AT)

    changes = {change.day for change in changed_quotes(law_in_force(), law_with(decree))}

    assert changes == {date(2027, 5, 1), date(2027, 5, 31)}
    assert law_with(decree).on(date(2027, 6, 1)).value("voluntary_support", "poor") == 50


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"parameter": "lottery"}, decrees.UnknownFigure),
        ({"parameter": "voluntary_support", "key": "rich", "value": Decimal(10)}, decrees.UnknownFigure),
        ({"value": Decimal(-1)}, decrees.ValueOutOfRange),
        ({"value": Decimal(25_300_000_000)}, decrees.ValueOutOfRange),
        ({"parameter": "voluntary_rate", "value": Decimal(101)}, decrees.ValueOutOfRange),
        ({"last": date(2027, 6, 30)}, decrees.EndsBeforeItBegins),
    ],
)
def test_a_row_that_cannot_be_is_refused(decree, minh, change, refusal) -> None:
    with pytest.raises(refusal):
        enter_row(decree=decree, new=NewRow(**(vars(RISE) | change)), by=minh, at=AT)

    assert not decree.rows.exists()


def test_the_same_figure_of_the_same_day_is_entered_once(decree, minh) -> None:
    enter_row(decree=decree, new=RISE, by=minh, at=AT)

    with pytest.raises(decrees.AlreadyInDecree):
        enter_row(decree=decree, new=RISE, by=minh, at=AT)

    assert decree.rows.count() == 1


def test_an_applied_decree_can_no_longer_be_written(decree, minh) -> None:
    row = enter_row(decree=decree, new=RISE, by=minh, at=AT)
    apply_decree(decree=decree, by=minh, at=AT)

    for act in (
        lambda: enter_row(decree=decree, new=RISE, by=minh, at=AT),
        lambda: remove_row(decree=decree, row=row.pk, by=minh, at=AT),
        lambda: apply_decree(decree=decree, by=minh, at=AT),
    ):
        with pytest.raises(decrees.AlreadyApplied):
            act()
    assert decree.rows.count() == 1


def test_an_empty_decree_is_not_applied_and_a_draft_not_withdrawn(decree, minh) -> None:
    with pytest.raises(decrees.NothingToApply):
        apply_decree(decree=decree, by=minh, at=AT)
    with pytest.raises(decrees.NotApplied):
        withdraw_decree(decree=decree, by=minh, at=AT)


def test_a_row_is_removed_from_a_draft_and_twice_is_no_error(decree, minh) -> None:
    row = enter_row(decree=decree, new=RISE, by=minh, at=AT)

    remove_row(decree=decree, row=row.pk, by=minh, at=AT)
    remove_row(decree=decree, row=row.pk, by=minh, at=AT)

    assert not decree.rows.exists()
