from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "diemtua.directives"
    verbose_name = "văn bản"
