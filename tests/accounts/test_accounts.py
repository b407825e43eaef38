"""Users and memberships."""

from datetime import date

import pytest

from diemtua.accounts import actions
from diemtua.accounts.enums import Role
from diemtua.accounts.models import Membership, User
from diemtua.accounts.permissions import may_keep_grounds, may_keep_hamlets, may_keep_hamlets_of
from diemtua.accounts.rules import AlreadyEnded, EndsBeforeItBegins, UsernameTaken, why_not_end
from diemtua.audit.models import Event
from tests.factories import make

AT = make.moment("2024-05-06 08:00")
FIRST, LATER = date(2024, 5, 1), date(2024, 6, 1)


@pytest.mark.parametrize(
    ("valid_to", "on", "refusal"),
    [
        pytest.param(None, LATER, None, id="open, ends later"),
        pytest.param(None, FIRST, EndsBeforeItBegins, id="on its first day"),
        pytest.param(date(2024, 5, 20), LATER, AlreadyEnded, id="ended before"),
        pytest.param(date(2024, 7, 1), LATER, None, id="ends earlier than planned"),
    ],
)
def test_why_not_end(valid_to, on, refusal):
    answer = why_not_end(FIRST, valid_to, on)

    assert type(answer) is (refusal or type(None))


def test_a_user_logs_in_with_the_password_given(minh):
    user = actions.create_user(
        username="lan2", display_name=" Nguyễn  Thị Lan ", password=make.PASSWORD, by=minh, at=AT
    )

    assert (user.display_name, user.check_password(make.PASSWORD)) == ("Nguyễn Thị Lan", True)
    assert Event.objects.get(name="user.created").target_ref == str(user.pk)
    assert make.PASSWORD not in str(Event.objects.values_list("values", flat=True))


def test_a_user_name_is_given_once(minh):
    with pytest.raises(UsernameTaken):
        actions.create_user(username="minh", display_name="Minh", password=None, by=minh, at=AT)

    assert User.objects.count() == 1


def test_the_same_grant_twice_is_one(province, minh, hung):
    facts = {
        "user": hung,
        "agency": province.post,
        "place": province.place,
        "role": Role.AGENCY_OFFICER,
        "valid_from": FIRST,
    }

    first = actions.grant_membership(**facts, by=minh, at=AT)
    second = actions.grant_membership(**facts, by=minh, at=AT)

    assert first == second
    assert Event.objects.filter(name="membership.granted").count() == 1


def test_an_ended_membership_opens_nothing(lan, minh):
    actions.end_membership(membership=lan.memberships.get(), on=date(2024, 5, 6), by=minh, at=AT)

    assert User.objects.get(pk=lan.pk).paths == ()
    assert Membership.objects.get(user=lan).valid_to == date(2024, 5, 6)


def test_who_may_keep_what(minh, lan, hung, leader, head, province):
    people = [minh, lan, hung, leader, head]

    assert [person for person in people if may_keep_grounds(person)] == [minh]
    assert [person for person in people if may_keep_hamlets(person)] == [minh, lan, hung]
    assert [person for person in people if may_keep_hamlets_of(person, province.communes[0])] == [minh, lan]
