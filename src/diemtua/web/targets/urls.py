from django.urls import path

from diemtua.web.targets import sharing, views

app_name = "targets"
urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.create, name="create"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/sua/", views.revise, name="revise"),
    path("<slug:ref>/tai-ve/", views.export, name="export"),
    path("<slug:ref>/<str:path>/", views.show, name="show_at"),
    path("<slug:ref>/<str:path>/chia/", sharing.share, name="share"),
]
