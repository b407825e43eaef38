"""Logging in."""

import pytest

from diemtua.accounts.models import User
from tests.factories import make


@pytest.fixture
def with_password(minh):
    minh.set_password(make.PASSWORD)
    minh.save()
    return minh


def log_in(client, password):
    return client.post("/dang-nhap/", {"username": "minh", "password": password, "next": "/dia-ban/"})


def test_the_right_password_leads_where_the_user_wanted(client, with_password):
    answer = log_in(client, make.PASSWORD)

    assert answer.url == "/dia-ban/"
    assert client.session["_auth_user_id"] == str(with_password.pk)


def test_a_wrong_password_says_so_in_words(client, with_password):
    page = log_in(client, "sai").content.decode()

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    assert "_auth_user_id" not in client.session


@pytest.mark.slow
def test_too_many_wrong_passwords_close_the_door_for_a_while(client, with_password, settings):
    settings.AXES_FAILURE_LIMIT = 3

    answers = [log_in(client, "sai").status_code for _ in range(3)]
    locked = log_in(client, make.PASSWORD)

    assert answers[:2] == [200, 200]
    assert locked.status_code == 429
    assert "chờ 15 phút" in locked.content.decode()


def test_the_login_page_is_vietnamese_and_has_a_title(client, db):
    page = client.get("/dang-nhap/").content.decode()

    assert '<html lang="vi">' in page
    assert "<title>Đăng nhập" in page
    assert User.objects.count() == 0


def test_users_choose_a_password_of_their_own_and_stay_logged_in(client, with_password) -> None:
    client.force_login(with_password)
    typed = {
        "old_password": make.PASSWORD,
        "new_password1": "trang-sang-ben-song",
        "new_password2": "trang-sang-ben-song",
    }

    wrong = client.post("/doi-mat-khau/", typed | {"old_password": "sai"}).content.decode()
    answer = client.post("/doi-mat-khau/", typed)

    assert "old_password" in wrong
    assert answer.url == "/"
    with_password.refresh_from_db()
    assert with_password.check_password("trang-sang-ben-song")
    assert client.get("/").status_code == 200


def test_a_password_that_is_too_short_is_refused(client, with_password) -> None:
    client.force_login(with_password)
    typed = {"old_password": make.PASSWORD, "new_password1": "ngan", "new_password2": "ngan"}

    assert client.post("/doi-mat-khau/", typed).status_code == 200
    with_password.refresh_from_db()
    assert with_password.check_password(make.PASSWORD)
