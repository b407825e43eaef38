"""The prospects of the demonstration: invented people of one district, partly visited already."""

from datetime import timedelta

from diemtua.accounts.models import User
from diemtua.demo.names import invented_people
from diemtua.demo.spread import device_ref, moment
from diemtua.demo.stage import Stage
from diemtua.demo.totals import NgheAn2024
from diemtua.insurance.enums import Programme
from diemtua.people.actions import enter_people
from diemtua.places.enums import Kind
from diemtua.prospects.actions import NewProspect, enter_prospects, record_contact
from diemtua.prospects.actions.leases import lease_prospects
from diemtua.prospects.enums import Outcome, Segment
from diemtua.prospects.models import Prospect

PER_HAMLET = 10


def load_prospects(stage: Stage, people: dict[str, User]) -> None:
    """Enter ten prospects in every hamlet of the district Nam Đàn; the hamlet head has begun to visit his."""
    if Prospect.objects.filter(campaign=stage.campaign).exists():
        return
    district = stage.named("Huyện Nam Đàn", Kind.DISTRICT)
    hamlets = [hamlet for hamlet in stage.below(district, Kind.HAMLET) for _ in range(PER_HAMLET)]
    persons = enter_people(
        new=list(invented_people(stage.chance, iter(hamlets), first_number=500_000)),
        by=stage.lead,
        at=stage.at,
    )
    new = [
        NewProspect(
            person=person,
            place=person.place,
            programme=stage.chance.choice([Programme.VOLUNTARY_SOCIAL, Programme.HOUSEHOLD_HEALTH]).value,
            segment=stage.chance.choice(list(Segment)),
        )
        for person in persons
    ]
    enter_prospects(campaign=stage.campaign, new=new, by=stage.lead, at=stage.at)
    _begin_visits(stage, people["truong-xom"])


def _begin_visits(stage: Stage, head: User) -> None:
    rows = Prospect.objects.filter(campaign=stage.campaign, place=head.place)
    own = list(rows.select_related("place", "person").order_by("person__sort_key"))
    lease_prospects(prospects=own, holder=head, until=None, by=stage.lead, at=stage.at)
    for number, outcome in enumerate([Outcome.THINKING, Outcome.ABSENT, Outcome.REFUSED, Outcome.AGREED]):
        record_contact(
            prospect=own[number],
            outcome=outcome,
            device_ref=device_ref("nghe-an", "contact", number),
            note="",
            by=head,
            at=moment(NgheAn2024.LAUNCH + timedelta(days=number + 1), 18),
        )
