from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "diemtua.registers"
    verbose_name = "sổ dân cư và sổ người tham gia"
