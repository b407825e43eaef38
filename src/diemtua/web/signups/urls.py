from django.urls import path

from diemtua.web.signups import recording, views

app_name = "signups"
urlpatterns = [
    path("", views.index, name="list"),
    path("xuat/", views.export, name="export"),
    path("moi/", recording.find, name="create"),
    path("moi/nguoi-moi/", recording.create_with_person, name="create_with_person"),
    path("moi/<slug:person_ref>/", recording.create_for, name="create_for"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/rut/", views.withdraw, name="withdraw"),
]
