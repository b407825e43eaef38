"""Addresses of the agencies area."""

from django.urls import path

from diemtua.web.agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.index, name="list"),
    path("xuat/", views.export, name="export"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/ten-khac/", views.add_name, name="add_name"),
]
