"""diemtua user_add lan.nt "Nguyễn Thị Lan" --role COMMUNE_OFFICER --place 17329 --agency "UBND xã A" """

import secrets
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from diemtua.accounts.actions import create_user, grant_membership
from diemtua.accounts.enums import Role
from diemtua.agencies.queries import resolve_agency
from diemtua.audit.actions import CommandLine
from diemtua.core.errors import Refusal
from diemtua.core.periods import parse_day
from diemtua.places.models import Place
from diemtua.places.queries import place_of


class Command(BaseCommand):
    help = "Thêm người dùng và phân công: làm gì, cho cơ quan nào, ở địa bàn nào. In ra mật khẩu một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("name", help="họ và tên")
        roles = ", ".join(f"{role.value} ({role.label})" for role in Role)
        parser.add_argument("--role", required=True, choices=Role.values, metavar="VAI_TRÒ", help=roles)
        parser.add_argument("--place", required=True, help="mã địa bàn (40) hoặc đường dẫn của thôn")
        parser.add_argument("--agency", required=True, help="tên cơ quan, như trên trang Cơ quan")
        parser.add_argument("--from", dest="first", default="", metavar="NGÀY", help="mặc định: hôm nay")

    def handle(self, *args: Any, **options: Any) -> None:
        by, at = CommandLine("user_add"), timezone.now()
        day = parse_day(options["first"]) if options["first"] else timezone.localdate(at)
        if day is None:
            raise CommandError(f"Không đọc được ngày “{options['first']}”.")
        place = _place(options["place"], day)
        province = _place(f"{place.path.split('.')[0]}.", day)
        agency = resolve_agency(options["agency"], province, day)
        if agency is None:
            raise CommandError(f"Không có một cơ quan duy nhất tên “{options['agency']}” ở {province}.")
        password = secrets.token_urlsafe(12)
        try:
            with transaction.atomic():
                user = create_user(
                    username=options["username"],
                    display_name=options["name"],
                    password=password,
                    by=by,
                    at=at,
                )
                grant_membership(
                    user=user, agency=agency, place=place, role=options["role"], valid_from=day, by=by, at=at
                )
        except Refusal as refusal:
            raise CommandError(refusal.text) from refusal
        said = f"{user.username}: {Role(options['role']).label}, {agency}, {place}."
        self.stdout.write(f"{said} Mật khẩu (chỉ in một lần): {password}")


def _place(code: str, day: date) -> Place:
    place = place_of(code, day)
    if place is None:
        raise CommandError(f"Không có địa bàn mã “{code}” vào ngày {day:%d/%m/%Y}.")
    return place
