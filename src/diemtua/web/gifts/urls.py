from django.urls import path

from diemtua.web.gifts import views

app_name = "gifts"
urlpatterns = [
    path("", views.index, name="list"),
    path("xuat/", views.export, name="export"),
    path("cam-ket/", views.pledge, name="pledge"),
    path("<slug:ref>/", views.show, name="show"),
]
