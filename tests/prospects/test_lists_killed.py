"""A list whose loading is killed at a random moment: nothing half-entered, and run again it is whole."""

import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from diemtua.people.models import Household, Person
from diemtua.prospects.actions.lists import ask_for_list, load_prospect_list
from diemtua.prospects.enums import ListStatus
from diemtua.prospects.models import Prospect, ProspectList
from tests.children import surroundings
from tests.factories import registers as made

PEOPLE = 4_000
CHILD = """
import sys, django
django.setup()
from django.utils import timezone
from diemtua.prospects.actions import lists
from diemtua.prospects.actions.lists import load_prospect_list
from diemtua.prospects.models import ProspectList
lists.BATCH = 100  # many batches, so that a kill falls between two of them
print("begun", flush=True)
load_prospect_list(prospect_list=ProspectList.objects.get(pk=int(sys.argv[1])), at=timezone.now())
print("done", flush=True)
"""

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(province, campaign, lan) -> ProspectList:
    """A list of some thousand people, asked for and not yet loaded."""
    commune = province.communes[0]
    people = [
        {
            "full_name": f"Vi Văn {number}",
            "birth": f"{1950 + number % 50}",
            "household": f"H{number // 4}",
            "personal_id": f"0000{number % 100:02d}{number:06d}" if number % 3 else None,
            "place_path": province.hamlets[number % 2].path,
        }
        for number in range(PEOPLE)
    ]
    population = made.ready_snapshot(commune, "POPULATION", people, by=lan)
    cards = made.ready_snapshot(commune, "HEALTH", [{"full_name": "Vi Văn 0"}], by=lan)
    return ask_for_list(
        campaign=campaign,
        matching=made.done_matching(population, (cards, [(1, 1, 0.99)]), by=lan),
        cohort="UNCOVERED_SOCIAL",
        place=commune,
        purpose="thử",
        legal_basis="thử",
        by=lan,
        at=made.AT,
    )


def load_and_kill(prospect_list: ProspectList, after: float) -> bool:
    """Load the list in a process of its own and kill it; return whether it was done before that."""
    command = [sys.executable, "-c", CHILD, str(prospect_list.pk)]
    with subprocess.Popen(command, env=surroundings(), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        return child.stdout.read() == "done\n"


def everybody() -> dict[str, object]:
    rows = Prospect.objects.order_by("person__search_key", "person__birth_year")
    fields = ("person__full_name", "person__birth_year", "place__path", "priority", "quote", "status")
    return {
        "rows": list(rows.values_list(*fields)),
        "people": Person.objects.count(),
        "homes": Household.objects.count(),
    }


def test_killed_at_any_moment_and_run_again_the_list_is_whole(asked) -> None:
    dice = random.Random()
    moments = [dice.uniform(0.2, 2.5) for _ in range(5)]
    was_done = False
    for after in moments:
        was_done = load_and_kill(asked, after) or was_done
        assert was_done or not Prospect.objects.exists(), f"half a list after {after:.3f} s of {moments}"
    asked.refresh_from_db()
    load_prospect_list(prospect_list=asked, at=made.AT)
    asked.refresh_from_db()

    whole = everybody()

    assert asked.status == ListStatus.LOADED
    assert len(whole["rows"]) == asked.size == Prospect.objects.count()
    assert Prospect.objects.values("person").distinct().count() == asked.size
    assert asked.denominator == asked.size + sum(one["count"] for one in asked.excluded)
    load_prospect_list(prospect_list=asked, at=made.AT)
    assert everybody() == whole
    assert list((settings.VAULT / "open").iterdir()) == []
