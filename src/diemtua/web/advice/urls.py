from django.urls import path

from diemtua.web.advice import views

app_name = "advice"

urlpatterns = [
    path("", views.index, name="index"),
    path("bhyt-ho-gia-dinh/", views.household, name="household"),
    path("bhyt-ho-gia-dinh/to-roi.pdf", views.household_leaflet, name="household_leaflet"),
    path("bhxh-tu-nguyen/", views.voluntary, name="voluntary"),
    path("bhxh-tu-nguyen/to-roi.pdf", views.voluntary_leaflet, name="voluntary_leaflet"),
    path("rut-hay-de-danh/", views.waiting, name="waiting"),
]
