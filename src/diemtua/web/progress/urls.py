from django.urls import path

from diemtua.web.progress import entry, rows, views

app_name = "progress"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("noi/<str:path>/", views.place, name="place"),
    path("chi-so/<str:code>/", views.indicator, name="indicator"),
    path("chi-so/<str:code>/theo-ngay.json", views.series_data, name="series_data"),
    path("chi-so/<str:code>/theo-noi.json", views.places_data, name="places_data"),
    path("dong/<str:code>/", rows.index, name="rows"),
    path("cham/", views.late, name="late"),
    path("khong-phat-sinh/", entry.report_nil, name="report_nil"),
    path("so-lieu/", entry.index, name="figures"),
    path("so-lieu/moi/", entry.create, name="enter_figure"),
    path("so-lieu/tai-len/", entry.load, name="load_figures"),
]
