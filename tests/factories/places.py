"""Rows of places for tests: what passed into what."""

from datetime import date

from diemtua.places.enums import Passage
from diemtua.places.models import Place, Succession


def end(place: Place, on: date) -> Place:
    """End a place on a day."""
    place.valid_to = on
    place.save()
    return place


def succession(old: Place, new: Place, on: date, passage: Passage = Passage.MERGED) -> Succession:
    return Succession.objects.create(old=old, new=new, on=on, passage=passage)
