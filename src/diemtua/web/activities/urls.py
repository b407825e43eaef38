from django.urls import path

from diemtua.web.activities import calendar, launch, pasting, teams, views

app_name = "activities"
urlpatterns = [
    path("", views.index, name="list"),
    path("xuat/", views.export, name="export"),
    path("lich/", calendar.month, name="calendar"),
    path("moi/", views.create, name="create"),
    path("dan/", pasting.paste, name="paste"),
    path("ra-quan/", launch.board, name="launch"),
    path("ra-quan/so-lieu/", launch.live, name="launch_live"),
    path("ra-quan/to-moi/", teams.create, name="create_team"),
    path("ra-quan/dan/", teams.paste, name="paste_teams"),
    path("ra-quan/diem/<slug:ref>/", launch.point, name="point"),
    path("ra-quan/diem/<slug:ref>/bot/<uuid:device_ref>/", launch.remove_tally, name="remove_tally"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/sua/", views.revise, name="revise"),
    path("<slug:ref>/da-thuc-hien/", views.hold, name="hold"),
    path("<slug:ref>/khong-to-chuc/", views.cancel, name="cancel"),
    path("<slug:ref>/chuyen-kenh/", views.replan, name="replan"),
]
