from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "diemtua.audit"
    verbose_name = "nhật ký"
