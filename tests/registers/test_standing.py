"""A matching, opened from the vault: where each resident stands, who belongs to a cohort, household first."""

from datetime import date

import pytest
from django.conf import settings

from diemtua.core.vault import SealBroken
from diemtua.registers.actions.cohorts import count_cohorts
from diemtua.registers.enums import Verdict
from diemtua.registers.models import CohortCount, Doubt
from diemtua.registers.queries.cohorts import cohort_rows, count_cohort
from diemtua.registers.queries.standing import standing_of
from tests.factories import registers as made

DAY = date(2026, 5, 1)


@pytest.fixture
def matching(province, lan):
    """Six residents of two hamlets: Lan is covered, Nam may be, four are not."""
    one, two = province.hamlets[0].path, province.hamlets[1].path
    commune = province.communes[0]
    home = {"household": "H1", "commune": commune.code, "place_path": one}
    people = [
        {"full_name": "Vi Văn Nam", "birth": "1980-03-05", "is_head": True, **home},
        {"full_name": "Lô Thị Lan", "birth": "1982", "is_head": False, **home},
        {"full_name": "Vi Thị Mai", "birth": "2008-01-01", "is_head": False, **home},
        {"full_name": "Vi Văn Út", "birth": "2024-01-01", "is_head": False, **home},
        {"full_name": "Hà Văn Bình", "birth": "1970", "household": "H2", "place_path": two},
        {"full_name": "Hà Thị Chi", "birth": "1975", "household": "H2", "place_path": two},
    ]
    population = made.ready_snapshot(commune, "POPULATION", people, by=lan)
    cards = made.ready_snapshot(
        commune,
        "HEALTH",
        [{"full_name": "Lo Thi Lan", "valid_to": date(2026, 12, 31)}, {"full_name": "Vi Van Nam"}],
        by=lan,
    )
    return made.done_matching(population, (cards, [(2, 1, 0.99), (1, 2, 0.4)]), by=lan, expected_wrong=0.8)


def names(matching, place_path: str = "") -> list[str]:
    with standing_of(matching) as db:
        return [row.full_name for row in cohort_rows(db, "UNCOVERED_HEALTH", DAY, place_path)]


def judge(matching, verdict: str, **fields: object) -> None:
    register = matching.registers.get()
    sealed = {"resident_sealed": b"", "participant_sealed": b""}
    Doubt.objects.create(
        register=register,
        place=matching.place,
        pop_rid=1,
        part_rid=2,
        score=0.4,
        rule="scored",
        verdict=verdict,
        **sealed,
        **fields,
    )


def test_members_come_by_hamlet_and_household(matching, province) -> None:
    assert names(matching) == ["Vi Thị Mai", "Hà Văn Bình", "Hà Thị Chi"]
    assert names(matching, province.hamlets[1].path) == ["Hà Văn Bình", "Hà Thị Chi"]


def test_a_member_knows_how_many_of_the_household_are_covered(matching) -> None:
    with standing_of(matching) as db:
        mai = next(iter(cohort_rows(db, "UNCOVERED_HEALTH", DAY)))
    assert (mai.household_size, mai.household_covered) == (4, 1)
    assert (mai.born, mai.birth_year) == (date(2008, 1, 1), 2008)


def test_a_verdict_ends_the_doubt(matching) -> None:
    judge(matching, Verdict.OTHER)
    assert names(matching)[0] == "Vi Văn Nam"


def test_one_verdict_is_not_enough_where_money_is_at_stake(matching) -> None:
    judge(matching, Verdict.OTHER, is_at_stake=True)
    assert "Vi Văn Nam" not in names(matching)
    Doubt.objects.update(second_verdict=Verdict.OTHER)
    assert "Vi Văn Nam" in names(matching)


def test_the_denominator_is_those_asked_and_the_expected_error_falls_on_the_silent(matching) -> None:
    registers = list(matching.registers.select_related("snapshot__source"))
    with standing_of(matching) as db:
        size = count_cohort(db, "UNCOVERED_HEALTH", DAY, registers=registers)
    assert (size.denominator, size.size) == (6, 3)
    assert size.excluded == {"COVERED": 1, "IN_REVIEW": 1, "STATE_PAYS": 1}
    assert size.expected_wrong == pytest.approx(3 * 0.8 / 4)  # four residents are in no link


def test_counts_of_a_commune_are_those_of_its_hamlets(
    matching, province, lan, django_assert_num_queries
) -> None:
    count_cohorts(matching=matching, by=lan, at=made.AT)
    sizes = {
        one.place: (one.denominator, one.size)
        for one in CohortCount.objects.filter(cohort="UNCOVERED_HEALTH").select_related("place")
    }
    assert sizes == {
        province.hamlets[0]: (4, 1),
        province.hamlets[1]: (2, 2),
        province.communes[0]: (6, 3),
    }
    before = CohortCount.objects.count()
    count_cohorts(matching=matching, by=lan, at=made.AT)
    assert CohortCount.objects.count() == before


def test_nothing_plain_stays_in_the_vault(matching) -> None:
    names(matching)
    assert list((settings.VAULT / "open").iterdir()) == []
    assert all(b"Nam" not in file.read_bytes() for file in settings.VAULT.rglob("*.sealed"))


def test_a_part_that_was_exchanged_does_not_open(matching) -> None:
    parts = sorted(settings.VAULT.rglob("part-*.sealed"))
    parts[0].write_bytes(parts[1].read_bytes())
    with pytest.raises(SealBroken), standing_of(matching):
        pass
