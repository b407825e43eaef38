from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "diemtua.progress"
    verbose_name = "tiến độ"

    def ready(self) -> None:
        from diemtua.progress import receivers  # noqa: F401, PLC0415 -- connects once models are loaded
