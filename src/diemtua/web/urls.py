"""The areas of the site. Every area brings its own list of pages."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from diemtua.web import gallery, language, session

AREAS = {
    "dia-ban/": "places",
    "co-quan/": "agencies",
    "chien-dich/": "campaigns",
    "van-ban/": "directives",
    "chi-tieu/": "targets",
    "so/": "registers",
    "doi-tuong/": "prospects",
    "hoat-dong/": "activities",
    "dang-ky/": "signups",
    "tang/": "gifts",
    "vuong-mac/": "obstacles",
    "tien-do/": "progress",
    "bao-cao/": "reports",
    "thuc-dia/": "field",
    "luat/": "law",
    "tu-van/": "advice",
    "": "home",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", session.login, name="login"),
    path("dang-xuat/", session.logout, name="logout"),
    path("doi-mat-khau/", session.change_password, name="password_change"),
    path("ngon-ngu/", language.set_language, name="set_language"),
    path("thu-vien-giao-dien/", gallery.gallery, name="gallery"),
    *(
        path(prefix, include(f"diemtua.web.{area}.urls"))
        for prefix, area in AREAS.items()
        if find_spec(f"diemtua.web.{area}")
        and find_spec(f"diemtua.web.{area}.urls")
        and find_spec(f"diemtua.web.{area}.urls")
    ),
]
