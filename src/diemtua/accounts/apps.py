from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "diemtua.accounts"
    verbose_name = "tài khoản"
