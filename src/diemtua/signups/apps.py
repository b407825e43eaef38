from django.apps import AppConfig


class SignupsConfig(AppConfig):
    name = "diemtua.signups"
    verbose_name = "đăng ký tham gia"
