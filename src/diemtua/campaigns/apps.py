from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "diemtua.campaigns"
    verbose_name = "chiến dịch"
