"""What the doctor finds in the database is what the site itself would say."""

from django.db import connection

from diemtua.cli.doctor import UNEVEN_SHARES
from diemtua.targets.models import Share
from diemtua.targets.queries import shares_that_do_not_add_up
from tests.factories import targets as make_targets
from tests.factories.targets import shared, whole_of


def test_shares_that_do_not_add_up_are_counted(campaign, province, minh) -> None:
    whole = whole_of(make_targets.target(campaign, minh, number=100))
    shared(whole, minh)
    shared(whole_of(make_targets.ratio_target(campaign, minh)), minh, "SAME")

    assert _uneven() == 0

    Share.objects.filter(parent=whole, place=province.districts[0]).update(number=51)

    assert _uneven() == len(shares_that_do_not_add_up(campaign)) == 1


def _uneven() -> int:
    with connection.cursor() as cursor:
        cursor.execute(UNEVEN_SHARES)
        return cursor.fetchone()[0]
