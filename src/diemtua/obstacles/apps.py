from django.apps import AppConfig


class ObstaclesConfig(AppConfig):
    name = "diemtua.obstacles"
    verbose_name = "khó khăn, vướng mắc"
