"""Addresses of registers."""

from django.urls import path

from diemtua.web.registers import cohorts

app_name = "registers"
urlpatterns = [
    path("ghep/<str:ref>/ai-chua-tham-gia/", cohorts.cohorts, name="cohorts"),
    path("ghep/<str:ref>/tinh-lai/", cohorts.recount, name="recount"),
]
