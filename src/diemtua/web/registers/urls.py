"""Addresses of registers."""

from django.urls import path

from diemtua.web.registers import cohorts, doubts, matchings, snapshots

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
    path("ghep/", matchings.index, name="matchings"),
    path("ghep/moi/", matchings.ask, name="ask_matching"),
    path("ghep/<str:ref>/", matchings.show, name="matching"),
    path("ghep/<str:ref>/cap-can-xem/", doubts.review, name="doubts"),
    path("ghep/<str:ref>/cap-da-xem/", doubts.judged, name="judged"),
    path("cap/<str:ref>/ket-luan/", doubts.judge, name="judge"),
    path("cap/<str:ref>/rut-lai/", doubts.take_back, name="take_back"),
    path("cap/<str:ref>/xem-so/", doubts.reveal, name="reveal"),
    path("ghep/<str:ref>/ai-chua-tham-gia/", cohorts.cohorts, name="cohorts"),
    path("ghep/<str:ref>/tinh-lai/", cohorts.recount, name="recount"),
]
