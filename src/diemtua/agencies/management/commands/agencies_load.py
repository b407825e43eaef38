"""diemtua agencies_load --province 40"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from diemtua.agencies.actions import load_agencies
from diemtua.audit.actions import CommandLine
from diemtua.core.errors import Refusal
from diemtua.places.enums import Kind
from diemtua.places.models import Place


class Command(BaseCommand):
    help = "Nạp cơ quan các hệ thống của một tỉnh (hay mọi tỉnh đã có địa bàn). Nạp lại không thêm trùng."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--province", help="mã tỉnh, ví dụ 40")
        which.add_argument("--all", action="store_true", help="mọi tỉnh đã nạp địa bàn")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = [options["province"]] if options["province"] else _codes()
        for code in codes:
            try:
                entered = load_agencies(
                    province_code=code, by=CommandLine("agencies_load"), at=timezone.now()
                )
            except Refusal as refusal:
                raise CommandError(refusal.text) from refusal
            self.stdout.write(f"Tỉnh {code}: thêm {entered} cơ quan.")


def _codes() -> list[str]:
    return sorted(set(Place.objects.filter(kind=Kind.PROVINCE).values_list("code", flat=True)))
