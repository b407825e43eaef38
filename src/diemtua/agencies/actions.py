"""Entering agencies. Loading twice is harmless."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from diemtua.agencies.models import Agency, Alias
from diemtua.agencies.rules import Template, clipped, templates_of
from diemtua.audit import actions as audit
from diemtua.audit.actions import Actor
from diemtua.core.errors import Refusal
from diemtua.core.text import fold, tidy
from diemtua.places.enums import Kind
from diemtua.places.models import Place, Succession

BATCH = 2_000


class PlacesMissing(Refusal):
    code = "places_missing"
    text = "Chưa có địa bàn nào của tỉnh mã {code}. Hãy nạp địa bàn trước."


@dataclass(frozen=True)
class Draft:
    """An agency that ought to be there: the template, its place and the period."""

    template: Template
    place: Place
    valid_from: date
    valid_to: date | None

    @property
    def name(self) -> str:
        return self.template.named(self.template.name, self.place.name)

    @property
    def identity(self) -> tuple[str, int, date]:
        return fold(self.name), self.place.pk, self.valid_from


@transaction.atomic
def load_agencies(*, province_code: str, by: Actor, at: datetime) -> int:
    """Enter the agencies of every chain of a province as the data files say, and return how many were new.

    :raises PlacesMissing: when the province's places are not loaded yet
    """
    places = list(Place.objects.filter(path__startswith=f"{province_code}.").exclude(kind=Kind.HAMLET))
    top = next((place for place in places if place.kind == Kind.PROVINCE), None)
    if top is None:
        raise PlacesMissing(code=province_code)
    drafts = list(_drafts(places, templates_of(province_code)))
    there = _agencies_of(province_code)
    fresh = [_row(draft) for draft in drafts if draft.identity not in there]
    Agency.objects.bulk_create(fresh, batch_size=BATCH)
    there |= {(row.search_key, row.place_id, row.valid_from): row for row in fresh}
    _add_aliases(drafts, there)
    _link_successors(drafts, there)
    if fresh:
        audit.record("agencies.loaded", target=top, by=by, at=at, entered=len(fresh))
    return len(fresh)


def _drafts(places: list[Place], templates: list[Template]) -> Iterator[Draft]:
    for place in places:
        for template in templates:
            if template.level != place.kind:
                continue
            period = clipped(template, place.valid_from, place.valid_to)
            if period:
                yield Draft(template, place, *period)


def _agencies_of(province_code: str) -> dict[tuple[str, int, date], Agency]:
    rows = Agency.objects.filter(place__path__startswith=f"{province_code}.")
    return {(row.search_key, row.place_id, row.valid_from): row for row in rows}


def _row(draft: Draft) -> Agency:
    return Agency(
        name=draft.name,
        chain=draft.template.chain,
        place=draft.place,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        search_key=fold(draft.name),
    )


def _add_aliases(drafts: list[Draft], there: dict[tuple[str, int, date], Agency]) -> None:
    rows = []
    for draft in drafts:
        for pattern in draft.template.aliases:
            text = draft.template.named(pattern, draft.place.name)
            rows.append(Alias(agency=there[draft.identity], text=text, key=fold(text)))
    Alias.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _link_successors(drafts: list[Draft], there: dict[tuple[str, int, date], Agency]) -> None:
    """Link each agency that ended to its heir: by the template, else over the place that came after."""
    by_key = {(draft.template.key, draft.place.pk): there[draft.identity] for draft in drafts}
    heirs = dict(
        Succession.objects.filter(old__in={draft.place.pk for draft in drafts}, is_default=True).values_list(
            "old_id", "new_id"
        )
    )
    changed = []
    for draft in drafts:
        agency = there[draft.identity]
        heir = by_key.get((draft.template.successor, draft.place.pk))
        if heir is None and agency.valid_to is not None and agency.valid_to == draft.place.valid_to:
            heir = by_key.get((draft.template.key, heirs.get(draft.place.pk, 0)))
        if heir is not None and heir != agency and agency.successor_id != heir.pk:
            agency.successor = heir
            changed.append(agency)
    Agency.objects.bulk_update(changed, ["successor"], batch_size=BATCH)


@transaction.atomic
def add_alias(*, agency: Agency, text: str, by: Actor, at: datetime) -> Alias:
    """Keep another way in which papers name an agency; the same words twice are one alias."""
    text = tidy(text)
    alias, is_new = Alias.objects.get_or_create(agency=agency, key=fold(text), defaults={"text": text})
    if is_new:
        audit.record("agency.alias_added", target=agency, by=by, at=at, text=text)
    return alias
