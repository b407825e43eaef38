"""Addresses of the campaigns area."""

from django.urls import path

from diemtua.web.campaigns import parts, views

app_name = "campaigns"
urlpatterns = [
    path("", views.index, name="list"),
    path("chon/", views.choose, name="choose"),
    path("them/", views.create, name="create"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/sua/", views.edit, name="edit"),
    path("<slug:ref>/buoc/", views.step, name="step"),
    path("<slug:ref>/dot/", parts.add_phase, name="add_phase"),
    path("<slug:ref>/dot/<int:pk>/bo/", parts.remove_phase, name="remove_phase"),
    path("<slug:ref>/thong-diep/", parts.approve_message, name="approve_message"),
    path("<slug:ref>/thong-diep/<int:pk>/bo/", parts.withdraw_message, name="withdraw_message"),
]
