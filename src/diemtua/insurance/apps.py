from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    name = "diemtua.insurance"
    verbose_name = "chính sách bảo hiểm"
