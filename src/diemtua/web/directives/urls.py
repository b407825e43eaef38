from django.urls import path

from diemtua.web.directives import cascades, editing, following, tasks, views

app_name = "directives"
urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.create, name="create"),
    path("nhiem-vu/", tasks.matrix, name="tasks"),
    path("nhiem-vu/nhac-viec/", tasks.reminders, name="reminders"),
    path("nhiem-vu/<slug:ref>/", following.show, name="task"),
    path("nhiem-vu/<slug:ref>/bao-cao/", following.report, name="report_task"),
    path("nhiem-vu/<slug:ref>/gia-han/", following.ask_for_time, name="ask_for_time"),
    path("nhiem-vu/<slug:ref>/gia-han/<slug:extension_ref>/", following.answer_time, name="answer_time"),
    path("nhiem-vu/<slug:ref>/dem/", following.bind, name="bind"),
    path("nhiem-vu/<slug:ref>/minh-chung/", following.add_evidence, name="add_evidence"),
    path("nhiem-vu/<slug:ref>/minh-chung/<slug:evidence_ref>/", following.download_evidence, name="evidence"),
    path("nhiem-vu/<slug:ref>/giao-xuong/", cascades.cascade, name="cascade"),
    path("nhiem-vu/<slug:ref>/bo-giao-xuong/", cascades.take_back, name="take_back"),
    path("nhiem-vu/<slug:ref>/mien/", cascades.exempt, name="exempt"),
    path("nhiem-vu/<slug:ref>/noi/", cascades.units, name="units"),
    path("nhiem-vu/<slug:ref>/noi/<str:path>/", cascades.report_unit, name="report_unit"),
    path("nhiem-vu/<slug:ref>/noi/<str:path>/gia-han/", cascades.ask_for_unit, name="ask_for_unit"),
    path("nhiem-vu/<slug:ref>/noi/<str:path>/thuc-hien/", cascades.include, name="include_unit"),
    path("<slug:ref>/", views.show, name="show"),
    path("<slug:ref>/bang/", views.table, name="table"),
    path("<slug:ref>/hoan-tac/", editing.undo, name="undo"),
    path("<slug:ref>/dau-van-ban/", views.correct, name="correct"),
    path("<slug:ref>/phat-hanh/", views.publish, name="publish"),
    path("<slug:ref>/muc/<int:position>/", views.parties, name="parties"),
    path("<slug:ref>/muc/<int:position>/them/", editing.write, name="add_task"),
    path("<slug:ref>/muc/<int:position>/gop/", editing.merge, name="merge_tasks"),
    path("<slug:ref>/muc/<int:position>/<slug:task_ref>/", editing.write, name="write_task"),
    path("<slug:ref>/muc/<int:position>/<slug:task_ref>/bo/", editing.drop, name="drop_task"),
    path("<slug:ref>/muc/<int:position>/<slug:task_ref>/tach/", editing.split, name="split_task"),
    path("<slug:ref>/muc/<int:position>/<slug:task_ref>/giao/", editing.assign, name="assign_task"),
]
