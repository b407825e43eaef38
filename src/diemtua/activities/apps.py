from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "diemtua.activities"
    verbose_name = "hoạt động"
