"""diemtua places_load --province 40"""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from diemtua.audit.actions import CommandLine
from diemtua.places.actions import load_places
from diemtua.places.rules.maps import chronicle


class Command(BaseCommand):
    help = "Nạp địa bàn mọi thời kỳ và bảng kế thừa, của một tỉnh hay cả nước. Nạp lại không thêm trùng."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--province", help="mã tỉnh, ví dụ 40")
        which.add_argument("--all", action="store_true", help="cả nước")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        code = options["province"]
        history = chronicle()
        if code and not any(row.unit.path == f"{code}." for row in history.standings):
            raise CommandError(f"Không có tỉnh nào mang mã {code}. Mã Nghệ An là 40.")
        loaded = load_places(
            history=history, province_code=code, by=CommandLine("places_load"), at=timezone.now()
        )
        self.stdout.write(
            f"Thêm {loaded.places} địa bàn, sửa {loaded.changed}, thêm {loaded.successions} kế thừa "
            f"({monotonic() - started:.1f} giây)."
        )
