"""What a demonstration campaign stands on: places, hamlets, agencies, lead officer, the campaign itself."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from diemtua.accounts.enums import Role
from diemtua.accounts.models import User
from diemtua.agencies.actions import load_agencies
from diemtua.agencies.models import Agency
from diemtua.campaigns.actions import NewCampaign, create_campaign, start_campaign
from diemtua.campaigns.models import Campaign
from diemtua.core.text import fold
from diemtua.demo.stage import LOADER, Stage, person_of, places_on
from diemtua.places.actions import add_hamlets, load_province
from diemtua.places.enums import Kind
from diemtua.places.models import Place

AGENCIES = {
    "lead": "Bảo hiểm xã hội {place}",
    "committee": "Ủy ban nhân dân {place}",
    "post": "Bưu điện {place}",
    "trade-union": "Liên đoàn Lao động {place}",
    "farmers": "Hội Nông dân {place}",
    "women": "Hội Liên hiệp Phụ nữ {place}",
}


@dataclass(frozen=True)
class Setting:
    """A province, the days of its campaign, and who leads it."""

    province_code: str
    title: str
    theme: str
    first: date
    last: date
    launch: date | None
    lead_username: str
    hamlets_per_commune: int


def set_the_stage(setting: Setting, at: datetime) -> Stage:
    """Load places, hamlets and agencies, make the lead officer and the campaign. Twice is harmless."""
    load_province(province_code=setting.province_code, by=LOADER, at=at)
    top = Place.objects.valid_on(setting.first).get(path=f"{setting.province_code}.")
    _add_hamlets(top, setting, at)
    load_agencies(province_code=setting.province_code, by=LOADER, at=at)
    agencies = _agencies(top, setting.first)
    lead = person_of(setting.lead_username, agencies["lead"], top, Role.PROVINCE_LEAD, setting.first, at)
    return Stage(
        campaign=_campaign(setting, top, agencies["lead"], lead, at),
        lead=lead,
        map_date=setting.first,
        at=at,
        chance=Random(setting.province_code),  # noqa: S311 -- the same invented rows every time
        places=places_on(top, setting.first),
        agencies=agencies,
    )


def _add_hamlets(top: Place, setting: Setting, at: datetime) -> None:
    """Give every commune of the campaign's map its hamlets; their names are invented."""
    communes = Place.objects.under(top).valid_on(setting.first).filter(kind=Kind.COMMUNE)
    names = {}
    for commune in communes.exclude(children__kind=Kind.HAMLET).order_by("path"):
        word = "Khối" if commune.name.startswith(("Phường", "Thị trấn")) else "Xóm"
        names[commune] = [f"{word} {number}" for number in range(1, setting.hamlets_per_commune + 1)]
    add_hamlets(names=names, by=LOADER, at=at)


def _agencies(top: Place, day: date) -> dict[str, Agency]:
    here = {agency.search_key: agency for agency in Agency.objects.filter(place=top).valid_on(day)}
    name = top.name[0].lower() + top.name[1:]
    return {key: here[fold(pattern.format(place=name))] for key, pattern in AGENCIES.items()}


def _campaign(setting: Setting, top: Place, lead_agency: Agency, lead: User, at: datetime) -> Campaign:
    if there := Campaign.objects.filter(place=top, title=setting.title).first():
        return there
    campaign = create_campaign(
        new=NewCampaign(
            title=setting.title,
            place=top,
            lead_agency=lead_agency,
            starts_on=setting.first,
            ends_on=setting.last,
            launch_on=setting.launch,
            map_date=setting.first,
            theme=setting.theme,
            is_demonstration=True,
        ),
        by=lead,
        at=at,
    )
    return start_campaign(campaign=campaign, by=lead, at=at)
