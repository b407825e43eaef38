"""Background entry points of prospects."""

from django.utils import timezone
from procrastinate.contrib.django import app

from diemtua.prospects.actions import lists
from diemtua.prospects.models import ProspectList


@app.task(queue="registers", name="prospects.load_list")
def load_list(list_id: int) -> None:
    """Load a list of prospects from matched registers."""
    rows = ProspectList.objects.select_related("campaign__place", "matching__population", "place", "asked_by")
    lists.load_prospect_list(prospect_list=rows.get(pk=list_id), at=timezone.now())
