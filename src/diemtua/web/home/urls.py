from django.urls import path

from diemtua.web import gallery
from diemtua.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("thu-vien-giao-dien/", gallery.gallery, name="gallery"),
]
