from django.urls import path

from diemtua.web.obstacles import views

app_name = "obstacles"
urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.create, name="create"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/chuyen/", views.pass_up, name="pass_up"),
    path("<slug:ref>/tra-loi/", views.answer, name="answer"),
    path("<slug:ref>/da-xem/", views.see, name="see"),
]
