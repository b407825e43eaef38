from django.apps import AppConfig
from django.utils.translation import gettext

from diemtua.core.errors import Refusal


class WebConfig(AppConfig):
    name = "diemtua.web"

    def ready(self) -> None:
        """Say refusals in the language of whoever is refused."""
        Refusal.translate = staticmethod(gettext)
