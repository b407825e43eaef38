"""diemtua user_password lan.nt"""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from diemtua.accounts.actions import set_password
from diemtua.accounts.models import User
from diemtua.audit.actions import CommandLine


class Command(BaseCommand):
    help = "Đặt lại mật khẩu của một người. In ra mật khẩu mới một lần; người ấy tự đổi sau khi đăng nhập."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Không có người dùng “{options['username']}”.")
        password = secrets.token_urlsafe(12)
        set_password(user=user, password=password, by=CommandLine("user_password"), at=timezone.now())
        self.stdout.write(f"{user.username}. Mật khẩu mới (chỉ in một lần): {password}")
