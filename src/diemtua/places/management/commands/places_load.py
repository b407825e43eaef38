"""diemtua places_load --province 40"""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from diemtua.audit.actions import CommandLine
from diemtua.core.errors import Refusal
from diemtua.places.actions import load_nation, load_province


class Command(BaseCommand):
    help = "Nạp địa bàn mọi thời kỳ và bảng kế thừa, của một tỉnh hay cả nước. Nạp lại không thêm trùng."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--province", help="mã tỉnh, ví dụ 40")
        which.add_argument("--all", action="store_true", help="cả nước")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        by, at = CommandLine("places_load"), timezone.now()
        try:
            loaded = (
                load_nation(by=by, at=at)
                if options["all"]
                else load_province(province_code=options["province"], by=by, at=at)
            )
        except Refusal as refusal:
            raise CommandError(refusal.text) from refusal
        self.stdout.write(
            f"Thêm {loaded.places} địa bàn, sửa {loaded.changed}, thêm {loaded.successions} kế thừa "
            f"({monotonic() - started:.1f} giây)."
        )
