"""Take in a register file of any size from the server itself; `diemtua registers import` is this."""

import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.core.errors import Refusal
from diemtua.core.numbers import grouped
from diemtua.places.models import Place
from diemtua.places.queries import place_of
from diemtua.registers.actions import snapshots
from diemtua.registers.enums import RegisterKind, SnapshotStatus
from diemtua.registers.models import Snapshot


class Command(BaseCommand):
    help = "Nhập một tệp sổ (Excel, CSV, Parquet) vào kho, đọc và kiểm tra từng dòng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what the page of upload asks for."""
        kinds = sorted(kind.value.lower() for kind in RegisterKind)
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp sổ")
        parser.add_argument("--source", required=True, metavar="TÊN", help="tên nguồn, ví dụ “BHXH tỉnh”")
        parser.add_argument("--kind", required=True, choices=kinds, help="loại sổ")
        parser.add_argument("--place", required=True, metavar="MÃ", help="mã hoặc đường dẫn địa bàn")
        parser.add_argument("--as-of", required=True, type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY")
        parser.add_argument("--by", required=True, metavar="TÊN_ĐĂNG_NHẬP", help="người chịu trách nhiệm")
        parser.add_argument("--purpose", required=True, metavar="MỤC_ĐÍCH", help="mục đích xử lý dữ liệu")
        parser.add_argument("--legal-basis", required=True, metavar="CĂN_CỨ", help="căn cứ xử lý dữ liệu")
        parser.add_argument(
            "--use", action="store_true", help="dùng ngay bản này khi đọc xong, không chờ soát"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Receive and read the file; leave it staged, or take it into use."""
        began = time.monotonic()
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"Không có người dùng “{options['by']}”.")
        try:
            snapshot = self._receive(by, options)
            snapshot = snapshots.read_snapshot(snapshot=snapshot, at=timezone.now(), progress=self._progress)
            if snapshot.status == SnapshotStatus.STAGED and options["use"]:
                snapshot = snapshots.accept_snapshot(snapshot=snapshot, by=by, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.text) from None
        if snapshot.status == SnapshotStatus.FAILED:
            raise CommandError(snapshot.refusal)
        self._say(snapshot, time.monotonic() - began)

    def _receive(self, by: User, options: dict[str, Any]) -> Snapshot:
        file, as_of = options["file"], options["as_of"]
        if not file.is_file():
            raise CommandError(f"Không có tệp {file}.")
        place: Place | None = place_of(options["place"], as_of)
        if place is None:
            raise CommandError(f"Ngày {as_of:%d/%m/%Y} không có địa bàn mã “{options['place']}”.")
        at = timezone.now()
        source = snapshots.choose_source(
            place=place, kind=options["kind"].upper(), name=options["source"], by=by, at=at
        )
        return snapshots.receive_snapshot(
            source=source,
            as_of=as_of,
            name=file.name,
            file=file,
            purpose=options["purpose"],
            legal_basis=options["legal_basis"],
            by=by,
            at=at,
        )

    def _progress(self, read: int, expected: int) -> None:
        self.stderr.write(f"  {grouped(read):>12} / {grouped(expected)} dòng")

    def _say(self, snapshot: Snapshot, seconds: float) -> None:
        counts = f"Đã gửi {grouped(snapshot.sent)} dòng: nhận {grouped(snapshot.accepted)}, "
        counts += f"từ chối {grouped(snapshot.rejected)}, trùng {grouped(snapshot.duplicate)}."
        self.stdout.write(counts)
        for finding in snapshot.findings:
            column = f"{finding['column']}: " if finding["column"] else ""
            self.stdout.write(f"  {grouped(finding['rows']):>10} dòng  {column}{finding['text']}")
        told = f"{seconds:.1f}".replace(".", ",")
        self.stdout.write(f"Bản chụp {snapshot.ref}: {snapshot.get_status_display()}, sau {told} giây.")
