"""Addresses of the places area. A place is named by its path without the last dot: 40.412.16663."""

from django.urls import path

from diemtua.web.places import hamlets, views

app_name = "places"
urlpatterns = [
    path("", views.index, name="list"),
    path("xuat/", views.export, name="export"),
    path("chua-ro-ke-thua/", views.unresolved, name="unresolved"),
    path("<str:path>/", views.show, name="show"),
    path("<str:path>/ke-thua/", views.settle, name="settle"),
    path("<str:path>/them-thon/", hamlets.enter, name="hamlets"),
    path("<str:path>/nhan-thon/", hamlets.carry_over, name="carry_over"),
]
