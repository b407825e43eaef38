from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "diemtua.targets"
    verbose_name = "chỉ tiêu"
