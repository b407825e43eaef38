from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "diemtua.reports"
    verbose_name = "báo cáo"
