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
