"""Weights that the site can suggest for sharing out a target."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from diemtua.places.models import Place
from diemtua.prospects.models import Prospect
from diemtua.targets.models import Share


def prospects_below(user: Any, share: Share, places: Sequence[Place]) -> dict[str, int]:
    """Return how many people worth visiting live in each of `places` below `share`, by its path."""
    rows = Prospect.objects.visible_to(user).filter(campaign=share.target.campaign_id)
    rows = rows.filter(place__path__startswith=share.place.path)
    counted = dict.fromkeys((place.path for place in places), 0)
    depth = share.place.path.count(".") + 1
    for path, people in rows.order_by().values_list("place__path").annotate(people=Count("id")):
        child = ".".join(path.split(".")[:depth]) + "."
        if child in counted:
            counted[child] += people
    return counted
