"""Root URLs: every area of the web brings its own list, the API its own."""

from django.urls import include, path

from diemtua.api import v1

urlpatterns = [
    path("api/v1/", include((v1.urlpatterns(), "api"), namespace="api-v1")),
    path("", include("diemtua.web.urls")),
]
