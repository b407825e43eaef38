"""Read one register file that was received; the worker starts this as a process of its own."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from diemtua.registers.actions.snapshots import read_snapshot
from diemtua.registers.models import Snapshot


class Command(BaseCommand):
    help = "Đọc một tệp sổ đã nhận (việc nền tự gọi lệnh này)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the ref of the snapshot."""
        parser.add_argument("ref", help="mã bản chụp sổ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it, and say what became of it."""
        rows = Snapshot.objects.select_related("source", "place", "uploaded_by")
        snapshot = read_snapshot(snapshot=rows.get(ref=options["ref"]), at=timezone.now())
        self.stdout.write(f"{snapshot.ref}: {snapshot.get_status_display()}")
