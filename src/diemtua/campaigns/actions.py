"""Making a campaign, starting and closing it; its phases and its approved messages."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.audit.actions import Actor
from diemtua.campaigns import rules
from diemtua.campaigns.enums import Status
from diemtua.campaigns.models import Campaign, Message, Phase
from diemtua.core.text import tidy
from diemtua.places.enums import Kind
from diemtua.places.models import Place


@dataclass(frozen=True)
class NewCampaign:
    """What a form knows about a campaign. `map_date` pins the map and the law that it works under."""

    title: str
    place: Place
    lead_agency: Agency
    starts_on: date
    ends_on: date
    map_date: date
    launch_on: date | None = None
    theme: str = ""
    is_demonstration: bool = False


@transaction.atomic
def create_campaign(*, new: NewCampaign, by: Actor, at: datetime) -> Campaign:
    """Make a campaign that is being prepared.

    :raises DaysOutOfOrder, LaunchOutside: when its days do not fit each other
    :raises NoMapThatDay: when no map of the place is known for `map_date`
    """
    _check(new)
    campaign = Campaign.objects.create(**_values(new))
    audit.record("campaign.created", target=campaign, by=by, at=at, map_date=f"{new.map_date}")
    return campaign


@transaction.atomic
def revise_campaign(*, campaign: Campaign, new: NewCampaign, by: Actor, at: datetime) -> Campaign:
    """Change what is written about a campaign.

    :raises CampaignClosed: when it is closed
    :raises DaysOutOfOrder, LaunchOutside, NoMapThatDay: as for a new one
    """
    locked = _open(campaign)
    _check(new)
    changes = {
        name: (str(getattr(locked, name)), str(value))
        for name, value in _values(new).items()
        if getattr(locked, name) != value
    }
    for name, value in _values(new).items():
        setattr(locked, name, value)
    locked.save()
    audit.record("campaign.revised", target=locked, by=by, at=at, changes=changes)
    return locked


@transaction.atomic
def start_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> Campaign:
    """Open a prepared campaign for facts.

    :raises NotPreparing:
    """
    return _step("start", "campaign.started", campaign, by, at)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> Campaign:
    """Close a running campaign.

    :raises NotRunning:
    """
    return _step("close", "campaign.closed", campaign, by, at)


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> Campaign:
    """Open a closed campaign again.

    :raises NotClosed:
    """
    return _step("reopen", "campaign.reopened", campaign, by, at)


def _step(step: str, event: str, campaign: Campaign, by: Actor, at: datetime) -> Campaign:
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if refusal := rules.why_not(step, locked.status, locked.title):
        raise refusal
    locked.status = rules.TRANSITIONS[step][1]
    locked.save(update_fields=["status"])
    audit.record(event, target=locked, by=by, at=at)
    campaign.status = locked.status
    return locked


@transaction.atomic
def add_phase(
    *, campaign: Campaign, name: str, starts_on: date, ends_on: date, by: Actor, at: datetime
) -> Phase:
    """Add a phase within the days of a campaign.

    :raises CampaignClosed, DaysOutOfOrder, PhaseOutside:
    """
    locked = _open(campaign)
    if ends_on < starts_on:
        raise rules.DaysOutOfOrder
    if not (locked.starts_on <= starts_on and ends_on <= locked.ends_on):
        raise rules.PhaseOutside(first=locked.starts_on, last=locked.ends_on)
    phase = Phase.objects.create(campaign=locked, name=tidy(name), starts_on=starts_on, ends_on=ends_on)
    audit.record("campaign.phase_added", target=locked, by=by, at=at, phase=phase.name)
    return phase


@transaction.atomic
def remove_phase(*, phase: Phase, by: Actor, at: datetime) -> None:
    """Take a phase away.

    :raises CampaignClosed:
    """
    campaign = _open(phase.campaign)
    phase.delete()
    audit.record("campaign.phase_removed", target=campaign, by=by, at=at, phase=phase.name)


@transaction.atomic
def approve_message(*, campaign: Campaign, text: str, by: Actor, at: datetime) -> Message:
    """Let a message be used in public; the same words twice are one message.

    :raises CampaignClosed:
    """
    locked = _open(campaign)
    message, is_new = Message.objects.get_or_create(campaign=locked, text=tidy(text))
    if is_new:
        audit.record("campaign.message_approved", target=locked, by=by, at=at, text=message.text)
    return message


@transaction.atomic
def withdraw_message(*, message: Message, by: Actor, at: datetime) -> None:
    """Take a message out of use.

    :raises CampaignClosed:
    """
    campaign = _open(message.campaign)
    message.delete()
    audit.record("campaign.message_withdrawn", target=campaign, by=by, at=at, text=message.text)


def _open(campaign: Campaign) -> Campaign:
    """Lock a campaign that may still be changed."""
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if locked.status == Status.CLOSED:
        raise rules.CampaignClosed(title=locked.title)
    return locked


def _check(new: NewCampaign) -> None:
    if refusal := rules.why_not_these_days(new.starts_on, new.ends_on, new.launch_on):
        raise refusal
    maps = Place.objects.under(new.place).exclude(kind=Kind.HAMLET)
    if not maps.valid_on(new.map_date).exists():
        earliest = maps.order_by("valid_from").values_list("valid_from", flat=True).first()
        raise rules.NoMapThatDay(
            place=new.place.name, day=new.map_date, earliest=f"{earliest:%d/%m/%Y}" if earliest else "chưa có"
        )


def _values(new: NewCampaign) -> dict[str, object]:
    values = {each.name: getattr(new, each.name) for each in fields(new)}
    return values | {"title": tidy(new.title), "theme": tidy(new.theme)}
