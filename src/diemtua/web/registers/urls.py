"""Addresses of registers."""

from django.urls import path

from diemtua.web.registers import cohorts, snapshots

app_name = "registers"
urlpatterns = [
    path("", snapshots.index, name="snapshots"),
    path("tai-len/", snapshots.upload, name="upload"),
    path("ban-chup/<str:ref>/", snapshots.show, name="snapshot"),
    path("ban-chup/<str:ref>/ghep-cot/", snapshots.remap, name="remap"),
    path("ban-chup/<str:ref>/doc-lai/", snapshots.read_again, name="read_again"),
    path("ban-chup/<str:ref>/dung/", snapshots.accept, name="accept"),
    path("ban-chup/<str:ref>/bo/", snapshots.discard, name="discard"),
    path("ban-chup/<str:ref>/dong-loi/", snapshots.rejects, name="rejects"),
    path("ghep/<str:ref>/ai-chua-tham-gia/", cohorts.cohorts, name="cohorts"),
    path("ghep/<str:ref>/tinh-lai/", cohorts.recount, name="recount"),
]
