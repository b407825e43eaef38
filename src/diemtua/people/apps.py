from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "diemtua.people"
    verbose_name = "người và hộ"
