from django.urls import path

from diemtua.web.prospects import importing, leasing, lists, splitting, views, walking, walking_back

app_name = "prospects"
urlpatterns = [
    path("", views.index, name="list"),
    path("giao/", leasing.assign, name="assign"),
    path("chia/", splitting.index, name="split"),
    path("chia/giao/", splitting.apply, name="split_apply"),
    path("chia/hoan-tac/", splitting.undo, name="split_undo"),
    path("phieu/", walking.index, name="walking_list"),
    path("phieu/in/", walking.print_paper, name="walking_print"),
    path("phieu/<slug:ref>/", walking_back.back, name="walking_back"),
    path("phieu/<slug:ref>/hoan-tac/", walking_back.undo, name="walking_undo"),
    path("phieu/<slug:ref>/in-lai/", walking.reprint, name="walking_reprint"),
    path("tai-ve/", views.export, name="export"),
    path("tu-so/", lists.index, name="lists"),
    path("tu-so/lap/<slug:ref>/<slug:cohort>/", lists.ask, name="ask_list"),
    path("tu-so/<slug:ref>/", lists.show, name="list_show"),
    path("tep/", importing.index, name="imports"),
    path("tep/moi/", importing.upload, name="upload"),
    path("tep/mau/", importing.template, name="template"),
    path("tep/<slug:ref>/", importing.review, name="review"),
    path("tep/<slug:ref>/ghep-cot/", importing.remap, name="remap"),
    path("tep/<slug:ref>/nhap/", importing.load, name="load"),
    path("tep/<slug:ref>/bo/", importing.discard, name="discard"),
    path("tep/<slug:ref>/loi/", importing.faults, name="faults"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/giao/", leasing.assign_one, name="assign_one"),
    path("<slug:ref>/tra-lai/", leasing.give_back, name="give_back"),
    path("<slug:ref>/khong-lien-he/", leasing.stop_contact, name="stop_contact"),
    path("<slug:ref>/lien-he-lai/", leasing.resume_contact, name="resume_contact"),
    path("<slug:ref>/so-dinh-danh/", views.reveal, name="reveal"),
]
