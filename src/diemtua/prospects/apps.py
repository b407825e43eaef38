from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    name = "diemtua.prospects"
    verbose_name = "danh sách tiềm năng"
