"""diemtua demo load"""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from diemtua.demo.campaigns import LOADERS


class Command(BaseCommand):
    help = "Nạp hai chiến dịch trình diễn (người và dòng số liệu đều hư cấu). Nạp lại không thêm trùng."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        for load in LOADERS:
            with transaction.atomic():
                self._follow(load(at))
                started = monotonic()
            self._say(monotonic() - started, "đếm và đối chiếu minh chứng")

    def _follow(self, stages: Any) -> None:
        started = monotonic()
        for loaded in stages:
            self._say(monotonic() - started, loaded.name)
            started = monotonic()

    def _say(self, seconds: float, name: str) -> None:
        self.stdout.write(f"{seconds:8.1f} giây   {name}".replace(".", ",", 1))
