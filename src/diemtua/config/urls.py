"""Root URLs: every area of the web brings its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("diemtua.web.urls")),
]
