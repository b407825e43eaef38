"""The counters prove the tasks that are bound to them, as soon as something is recorded."""

from datetime import date

import pytest

from diemtua.activities.actions import NewActivity, record_activity
from diemtua.activities.enums import Kind as ActivityKind
from diemtua.activities.enums import Status as ActivityStatus
from diemtua.directives import actions as directives
from diemtua.directives.models import CascadeUnit, Evidence, Task
from diemtua.directives.rules.following import Counted
from diemtua.places.enums import Kind
from diemtua.progress import queries
from diemtua.progress.rules import PROOFS, CannotProve, proof_of
from diemtua.prospects.actions import NewProspect, enter_prospects
from diemtua.targets.enums import Measure
from tests.directives.test_actions import TEXT
from tests.factories import make, progress

AT = make.moment("2024-05-20 09:00")


@pytest.fixture
def task(campaign, minh) -> Task:
    directive = directives.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    directives.publish(directive=directive, by=minh, at=AT)
    return Task.objects.get(text__startswith="Tổng hợp")


@pytest.fixture
def hold(campaign, minh, django_capture_on_commit_callbacks):
    """Hold a conference of 30 people at a place, all the way through what it sets off."""

    def record(place, moment: str, host=None):
        new = NewActivity(
            kind=ActivityKind.CONFERENCE,
            title="Hội nghị",
            place=place,
            host=host or campaign.lead_agency,
            starts_at=make.moment(moment),
            attendance=30,
            status=ActivityStatus.HELD,
            device_ref=progress.next_ref(),
        )
        with django_capture_on_commit_callbacks(execute=True):
            return record_activity(campaign=campaign, new=new, by=minh, at=AT)

    return record


def bind(task: Task, by, callbacks, **binding) -> None:
    with callbacks(execute=True):
        directives.bind_evidence(task=task, by=by, at=AT, **binding)


def test_recording_the_second_conference_closes_the_task(
    task, hold, minh, province, django_capture_on_commit_callbacks
) -> None:
    bind(task, minh, django_capture_on_commit_callbacks, indicator="CO.CONF.COUNT", goal=2)
    hold(province.communes[0], "2024-05-08 08:00")
    task.refresh_from_db()
    assert (task.status, Evidence.objects.get().value) == ("IN_PROGRESS", 1)

    hold(province.communes[2], "2024-05-10 08:00")

    task.refresh_from_db()
    assert (task.status, task.done_on, task.is_proved) == ("DONE", date(2024, 5, 10), True)


def test_a_binding_counts_what_was_there_before(
    task, hold, minh, province, django_capture_on_commit_callbacks
) -> None:
    hold(province.communes[0], "2024-05-08 08:00")

    bind(task, minh, django_capture_on_commit_callbacks, indicator="CO.CONF.ATT", goal=30)

    task.refresh_from_db()
    assert (task.status, task.done_on) == ("DONE", date(2024, 5, 8))


def test_only_the_own_activities_count_where_the_binding_says_so(
    task, hold, minh, province, django_capture_on_commit_callbacks
) -> None:
    bind(task, minh, django_capture_on_commit_callbacks, indicator="CO.CONF.COUNT", goal=1, counts_own=True)

    hold(province.communes[0], "2024-05-08 08:00", host=province.post)
    task.refresh_from_db()
    assert task.status == "NOT_STARTED"

    hold(province.communes[0], "2024-05-09 08:00", host=province.insurance)
    task.refresh_from_db()
    assert (task.status, task.done_on) == ("DONE", date(2024, 5, 9))


def test_each_commune_proves_its_own_part(
    task, hold, minh, province, django_capture_on_commit_callbacks
) -> None:
    bind(task, minh, django_capture_on_commit_callbacks, indicator="CO.CONF.COUNT", goal=1)
    with django_capture_on_commit_callbacks(execute=True):
        directives.cascade_task(task=task, top=province.place, kind=Kind.COMMUNE, exempt={}, by=minh, at=AT)

    hold(province.hamlets[0], "2024-05-08 08:00")

    unit = CascadeUnit.objects.get()
    assert (unit.place, unit.value, unit.status) == (province.communes[0], 1, "DONE")
    task.refresh_from_db()
    assert task.status == "IN_PROGRESS"
    assert queries.counted_at_units(task) == {
        province.communes[0].pk: Counted(1, date(2024, 5, 8)),
        province.communes[1].pk: Counted(0, None),
        province.communes[2].pk: Counted(0, None),
    }


def test_a_list_that_is_made_proves_itself(
    task, campaign, minh, province, django_capture_on_commit_callbacks
) -> None:
    bind(task, minh, django_capture_on_commit_callbacks, indicator="PR.LISTED.PLACES", goal=2)
    for hamlet in province.hamlets[:2]:
        people = [make.person(f"Người {number} {hamlet.pk}", hamlet) for number in range(3)]
        with django_capture_on_commit_callbacks(execute=True):
            enter_prospects(
                campaign=campaign,
                new=[NewProspect(person=person, place=hamlet) for person in people],
                by=minh,
                at=AT,
            )

    task.refresh_from_db()
    assert (task.status, Evidence.objects.get().value) == ("DONE", 2)


def test_a_target_given_to_the_hamlets_counts_at_their_commune_not_the_commune_itself(
    task, campaign, minh, province, django_capture_on_commit_callbacks
) -> None:
    bind(task, minh, django_capture_on_commit_callbacks, indicator="TA.SHARED.PLACES", goal=1)
    directives.cascade_task(task=task, top=province.place, kind=Kind.COMMUNE, exempt={}, by=minh, at=AT)
    target = progress.target(campaign, "VSI", Measure.INCREMENT, 100, minh)
    whole = target.shares.get()
    for place in (*province.communes, province.hamlets[0]):
        share = progress.share(target, place, 10, minh)
        share.parent = whole
        share.save()

    found = queries.counted_at_units(Task.objects.get(pk=task.pk))

    assert [found[one.pk].value for one in province.communes] == [1, 0, 0]


@pytest.mark.parametrize("code", ["SI.VOL.TOTAL", "EV.UNITS_DONE", "NO.SUCH"])
def test_what_is_not_counted_proves_nothing(code: str) -> None:
    with pytest.raises(CannotProve):
        proof_of(code)


def test_every_proof_has_words_for_what_it_counts() -> None:
    assert len(PROOFS) > 20
    assert all(proof.label and proof.unit for proof in PROOFS.values())
