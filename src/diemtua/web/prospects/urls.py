from django.urls import path

from diemtua.web.prospects import importing, views

app_name = "prospects"
urlpatterns = [
    path("", views.index, name="list"),
    path("giao/", views.assign, name="assign"),
    path("tai-ve/", views.export, name="export"),
    path("tep/", importing.index, name="imports"),
    path("tep/moi/", importing.upload, name="upload"),
    path("tep/mau/", importing.template, name="template"),
    path("tep/<slug:ref>/", importing.review, name="review"),
    path("tep/<slug:ref>/ghep-cot/", importing.remap, name="remap"),
    path("tep/<slug:ref>/nhap/", importing.load, name="load"),
    path("tep/<slug:ref>/bo/", importing.discard, name="discard"),
    path("tep/<slug:ref>/loi/", importing.faults, name="faults"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/giao/", views.assign_one, name="assign_one"),
    path("<slug:ref>/so-dinh-danh/", views.reveal, name="reveal"),
]
