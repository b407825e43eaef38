from django.urls import path

from diemtua.web.field import views

app_name = "field"
urlpatterns = [
    path("", views.index, name="list"),
    path("lan-gap/<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<slug:ref>/", views.visit, name="visit"),
]
