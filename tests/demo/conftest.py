"""The demonstration, loaded once for all tests here and taken back at the end."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from diemtua.campaigns.models import Campaign
from diemtua.progress.actions import rebuild_counters


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Both campaigns of the demonstration, in a transaction that is taken back; a test's own lies within."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo_load", stdout=StringIO())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # nobody else can, as long as nothing is committed
        for campaign in Campaign.objects.all():  # announcements wait for a commit that never comes
            rebuild_counters(campaign=campaign, at=timezone.now())
        connection.check_constraints()  # once, not at the end of every test
        yield
        transaction.set_rollback(True)
