"""diemtua manage screenshots"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.demo import pictures
from diemtua.reports.actions import build_files, freeze_report
from diemtua.reports.models import Report

LEAD = "dau-moi"


class Command(BaseCommand):
    help = "Chụp các trang trình diễn vào docs/screenshots (cần Chromium và dữ liệu trình diễn)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default=str(settings.ROOT / "docs" / "screenshots"), help="thư mục ảnh")
        parser.add_argument("--only", default="", help="chỉ chụp ảnh này, ví dụ: progress")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["to"])
        folder.mkdir(parents=True, exist_ok=True)
        self._have_report()
        chosen = [one for one in pictures.PICTURES if options["only"] in ("", one.name)]
        try:
            with pictures.served() as address:
                for file in pictures.take(address, folder, chosen):
                    self.stdout.write(f"{file.stat().st_size // 1000:5} kB  {file.name}")
        except pictures.NoBrowser as missing:
            raise CommandError("Không thấy Chromium (cài: apt install chromium).") from missing

    def _have_report(self) -> None:
        """Freeze a report of the month unless there is one, as its picture needs it."""
        lead = User.objects.filter(username=LEAD).first()
        if lead is None:
            raise CommandError("Kho này chưa có dữ liệu trình diễn (chạy: ./diemtua manage demo_load).")
        campaign = Campaign.objects.select_related("place", "lead_agency").get(place=lead.place)
        if not Report.objects.filter(campaign=campaign).exists():
            at = timezone.now()
            build_files(report=freeze_report(campaign=campaign, by=lead, at=at), by=lead, at=at)
