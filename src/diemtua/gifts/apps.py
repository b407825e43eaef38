from django.apps import AppConfig


class GiftsConfig(AppConfig):
    name = "diemtua.gifts"
    verbose_name = "tặng sổ, thẻ"
