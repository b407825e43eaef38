from django.urls import path

from diemtua.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.create, name="create"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/tep/<slug:kind>/", views.download, name="download"),
    path("<slug:ref>/lap-lai/", views.reprint, name="reprint"),
    path("<slug:ref>/so-voi/<slug:other>/", views.compare, name="compare"),
]
