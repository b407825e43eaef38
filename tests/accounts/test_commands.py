"""Letting people in from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from diemtua.accounts.enums import Role
from diemtua.accounts.models import Membership, User
from diemtua.audit.models import Event


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def add(province, **change: str) -> str:
    given = {"--role": "COMMUNE_OFFICER", "--place": province.communes[0].path} | change
    given = {"--agency": province.commune_committee.name, "--from": "1/5/2024"} | given
    words = [word for pair in given.items() for word in pair]
    return run("user_add", "mai.lt", "Lê Thị Mai", *words)


def test_a_user_is_added_with_work_and_a_password_that_is_printed_once(province) -> None:
    said = add(province)

    membership = Membership.objects.select_related("user", "place").get(user__username="mai.lt")
    assert (membership.place, membership.role) == (province.communes[0], Role.COMMUNE_OFFICER)
    password = said.rsplit(": ", 1)[1].strip()
    assert membership.user.check_password(password)
    assert not Event.objects.filter(values__icontains=password).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--place": "99999"}, "Không có địa bàn"),
        ({"--agency": "Hội Không Có"}, "Không có một cơ quan"),
        ({"--from": "hôm nay"}, "Không đọc được ngày"),
    ],
)
def test_what_is_not_there_is_named_and_nobody_is_added(province, change, sentence) -> None:
    with pytest.raises(CommandError, match=sentence):
        add(province, **change)

    assert not User.objects.filter(username="mai.lt").exists()


def test_a_name_that_is_taken_is_refused(province, lan) -> None:
    add(province)

    with pytest.raises(CommandError, match="đã có người dùng"):
        add(province)


def test_a_new_password_takes_the_place_of_the_old_one(province) -> None:
    first = add(province).rsplit(": ", 1)[1].strip()

    second = run("user_password", "mai.lt").rsplit(": ", 1)[1].strip()

    user = User.objects.get(username="mai.lt")
    assert user.check_password(second)
    assert not user.check_password(first)
    with pytest.raises(CommandError, match="Không có người dùng"):
        run("user_password", "ai.do")
