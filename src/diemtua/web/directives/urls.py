from django.urls import path

from diemtua.web.directives import tasks, views

app_name = "directives"
urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.create, name="create"),
    path("nhiem-vu/", tasks.matrix, name="tasks"),
    path("nhiem-vu/<slug:ref>/", tasks.report, name="report_task"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/dau-van-ban/", views.correct, name="correct"),
    path("<slug:ref>/phat-hanh/", views.publish, name="publish"),
    path("<slug:ref>/muc/<int:position>/", views.parties, name="parties"),
    path("<slug:ref>/muc/<int:position>/them/", tasks.write, name="add_task"),
    path("<slug:ref>/muc/<int:position>/<slug:task_ref>/", tasks.write, name="write_task"),
    path("<slug:ref>/muc/<int:position>/<slug:task_ref>/bo/", tasks.drop, name="drop_task"),
]
