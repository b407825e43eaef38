"""Fail closed: no page without a permission, no writing on GET, nothing for who holds no membership."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from diemtua.accounts.models import User
from diemtua.audit.models import Event
from diemtua.web.access import page, post_only, public
from diemtua.web.middleware import PermissionNamed
from tests.factories import make


def plain_view(request):
    return HttpResponse("nobody asked")


def test_a_view_that_names_no_permission_does_not_run() -> None:
    middleware = PermissionNamed(lambda request: HttpResponse())

    with pytest.raises(ImproperlyConfigured, match="plain_view"):
        middleware.process_view(RequestFactory().get("/"), plain_view, (), {})


@pytest.mark.django_db
def test_a_page_cannot_write(rf) -> None:
    @page(public)
    def writes(request):
        Event.objects.create(
            name="x.y", at=make.moment("2024-05-01 08:00"), by_name="ai", target_kind="a", target_ref="b"
        )
        return HttpResponse()

    request = rf.get("/")
    request.user = User()

    with pytest.raises(InternalError, match="read-only"):
        writes(request)


def test_a_page_answers_get_only_and_a_deed_post_only(rf) -> None:
    @post_only(public)
    def deed(request):
        return HttpResponse("done")

    request = rf.get("/")
    request.user = User()

    assert deed(request).status_code == 405
    assert page(public)(plain_view)(rf.post("/")).status_code == 405


@pytest.mark.django_db
def test_a_stranger_is_asked_to_log_in_and_comes_back_to_the_page(client) -> None:
    answer = client.get(reverse("targets:list"))

    assert answer.url == f"{reverse('login')}?next={reverse('targets:list')}"


@pytest.mark.django_db
def test_a_user_without_membership_sees_nothing(client) -> None:
    nobody = User.objects.create(username="moi", display_name="Người mới")
    client.force_login(nobody)

    assert client.get(reverse("targets:list")).status_code == 403
    assert client.get(reverse("obstacles:list")).status_code == 403
