"""Minimal valid rows for tests; plain, no chance in them. Situations are arguments."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from diemtua.accounts.models import Membership, User
from diemtua.agencies.enums import Chain
from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import Status
from diemtua.campaigns.models import Campaign
from diemtua.core.text import fold, person_sort_key, sort_key
from diemtua.people.models import Household, Person
from diemtua.places.enums import Kind
from diemtua.places.models import Place

FIRST_DAY = date(2020, 1, 1)
PASSWORD = "mot-mat-khau-dai"


def moment(text: str) -> datetime:
    """Return the moment '2024-05-06 08:00' of Hà Nội."""
    return timezone.make_aware(datetime.fromisoformat(text))


def place(kind: Kind, code: str, name: str, parent: Place | None = None, **fields: Any) -> Place:
    path = f"{parent.path if parent else ''}{code}."
    defaults = {"valid_from": FIRST_DAY, "search_key": fold(name), "sort_key": sort_key(name)}
    return Place.objects.create(
        kind=kind, code=code, name=name, parent=parent, path=path, **(defaults | fields)
    )


def agency(name: str, chain: Chain, over: Place, **fields: Any) -> Agency:
    return Agency.objects.create(
        name=name, chain=chain, place=over, search_key=fold(name), **({"valid_from": FIRST_DAY} | fields)
    )


def member(username: str, display_name: str, of: Agency, over: Place, role: str) -> User:
    user = User(username=username, display_name=display_name)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, agency=of, place=over, role=role, valid_from=FIRST_DAY)
    return user


def campaign(province: SimpleNamespace, **fields: Any) -> Campaign:
    defaults = {
        "title": "Tháng vận động thử",
        "place": province.place,
        "lead_agency": province.insurance,
        "map_date": date(2024, 5, 6),
        "status": Status.RUNNING,
    }
    return Campaign.objects.create(**(defaults | fields))


def person(full_name: str, at: Place, **fields: Any) -> Person:
    defaults = {"search_key": fold(full_name), "sort_key": person_sort_key(full_name)}
    return Person.objects.create(full_name=full_name, place=at, **(defaults | fields))


def household(head_name: str, at: Place) -> Household:
    return Household.objects.create(head_name=head_name, place=at)


def small_province() -> SimpleNamespace:
    """Two districts, three communes (two in the first district), four hamlets (two in the first commune)."""
    top = place(Kind.PROVINCE, "00", "Tỉnh Thử")
    districts = [place(Kind.DISTRICT, "001", "Huyện Một", top), place(Kind.DISTRICT, "002", "Huyện Hai", top)]
    communes = [
        place(Kind.COMMUNE, "00001", "Xã An Bình", districts[0], lat=18.9, lon=105.3),
        place(Kind.COMMUNE, "00004", "Xã Đồng Văn", districts[0], lat=19.0, lon=105.2),
        place(Kind.COMMUNE, "00007", "Xã Yên Hoà", districts[1], lat=19.2, lon=104.9),
    ]
    hamlets = [
        place(Kind.HAMLET, "01", "Xóm 1", communes[0]),
        place(Kind.HAMLET, "02", "Xóm 2", communes[0]),
        place(Kind.HAMLET, "01", "Xóm 1", communes[1]),
        place(Kind.HAMLET, "01", "Xóm 1", communes[2]),
    ]
    return SimpleNamespace(
        place=top,
        districts=districts,
        communes=communes,
        hamlets=hamlets,
        committee=agency("UBND tỉnh Thử", Chain.PEOPLES_COMMITTEE, top),
        insurance=agency("BHXH tỉnh Thử", Chain.SOCIAL_INSURANCE, top),
        post=agency("Bưu điện tỉnh Thử", Chain.POST, top),
        commune_committee=agency("UBND xã An Bình", Chain.PEOPLES_COMMITTEE, communes[0]),
        other_committee=agency("UBND xã Yên Hoà", Chain.PEOPLES_COMMITTEE, communes[2]),
    )
