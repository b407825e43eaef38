"""Who may see, import, assign and visit prospects."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.accounts.models import User
from diemtua.places.models import Place
from diemtua.prospects.models import WalkingList
from diemtua.prospects.queries import VISITORS

OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)
FIELD = (Role.HAMLET_HEAD, Role.COLLECTOR)
IMPORTERS = (Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER)


def may_see_prospects(user: Any) -> bool:
    """Say whether `user` browses prospects of the own places (a leader sees figures, not people)."""
    return bool(user.is_authenticated and user.has_role(*OFFICE, *FIELD))


def may_import_prospects(user: Any) -> bool:
    """Say whether `user` loads lists and assigns people."""
    return bool(user.is_authenticated and user.has_role(*IMPORTERS))


def may_visit(user: Any) -> bool:
    """Say whether `user` records visits."""
    return bool(user.is_authenticated and user.has_role(*VISITORS))


def may_import_at(user: Any, place: Place) -> bool:
    """Say whether `user` loads lists of people at `place`: within the own commune or province."""
    return may_import_prospects(user) and bool(user.is_over(place, *IMPORTERS))


def may_visit_at(user: User, place: Place) -> bool:
    """Say whether `user` may be put in charge of people at `place`."""
    return user.is_over(place, *VISITORS)


def may_enter_walking_list(user: Any, walking_list: WalkingList) -> bool:
    """Say whether `user` enters what came back on a paper list: visitor, printer, or officer."""
    is_own = user.pk in (walking_list.holder_id, walking_list.printed_by_id)
    return is_own or may_import_at(user, walking_list.place)


def may_print_phones(user: Any, place: Place, holder: User | None) -> bool:
    """Say whether whole phone numbers go on a paper list: the own one, or a visitor's for an officer."""
    return holder is not None and (holder.pk == user.pk or may_import_at(user, place))
