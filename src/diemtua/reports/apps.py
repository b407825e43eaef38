from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "diemtua.reports"
    verbose_name = "báo cáo"

    def ready(self) -> None:
        from diemtua.reports import receivers  # noqa: F401, PLC0415 -- connects once models are loaded
