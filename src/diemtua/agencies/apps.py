from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "diemtua.agencies"
    verbose_name = "cơ quan"
