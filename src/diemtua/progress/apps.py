from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "diemtua.progress"
    verbose_name = "tiến độ"
