from django.urls import path

from diemtua.web.law import views

app_name = "law"
urlpatterns = [
    path("", views.index, name="list"),
    path("van-ban/", views.create, name="create"),
    path("van-ban/<slug:ref>/", views.show, name="show"),
    path("van-ban/<slug:ref>/bo/<int:row>/", views.remove_row, name="remove_row"),
    path("van-ban/<slug:ref>/ap-dung/", views.apply, name="apply"),
    path("van-ban/<slug:ref>/thu-hoi/", views.withdraw, name="withdraw"),
]
