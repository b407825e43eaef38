"""Count a campaign anew from its rows."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from diemtua.campaigns.models import Campaign
from diemtua.progress.actions import rebuild_counters


class Command(BaseCommand):
    help = "Đếm lại mọi bộ đếm của các chiến dịch từ từng dòng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild every campaign and say how many counters each has."""
        for campaign in Campaign.objects.all():
            count = rebuild_counters(campaign=campaign, at=timezone.now())
            self.stdout.write(f"{campaign}: {count} bộ đếm")
