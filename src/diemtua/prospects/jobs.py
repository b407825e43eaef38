"""Background entry points of prospects."""

from django.utils import timezone
from procrastinate.contrib.django import app

from diemtua.campaigns.enums import Status as CampaignStatus
from diemtua.campaigns.models import Campaign
from diemtua.prospects.actions import leases, lists
from diemtua.prospects.models import ProspectList


@app.task(queue="registers", name="prospects.load_list")
def load_list(list_id: int) -> None:
    """Load a list of prospects from matched registers."""
    rows = ProspectList.objects.select_related("campaign__place", "matching__population", "place", "asked_by")
    lists.load_prospect_list(prospect_list=rows.get(pk=list_id), at=timezone.now())


@app.periodic(cron="5 17 * * *")  # of UTC: five past midnight in Vietnam
@app.task(queue="prospects", name="prospects.expire_leases", queueing_lock="prospects.expire_leases")
def expire_leases(timestamp: int) -> None:
    """Write down each night which leases have lapsed; pages count by the day and need not wait for it."""
    for campaign in Campaign.objects.exclude(status=CampaignStatus.CLOSED):
        leases.expire_leases(campaign=campaign, day=timezone.localdate(), at=timezone.now())
