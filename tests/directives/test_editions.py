"""Last year's directive again, and what changed between two of them."""

from datetime import date

import pytest

from diemtua.agencies.enums import Chain
from diemtua.directives import actions, queries
from diemtua.directives.enums import Status
from diemtua.directives.models import Task
from diemtua.directives.rules.editions import (
    Change,
    Clause,
    counts_of,
    difference,
    owner_changes,
    words_between,
)
from tests.directives.test_actions import AT
from tests.factories import make


def clause(heading: str, *tasks: str, owner: str = "") -> Clause:
    return Clause(heading, tasks, frozenset({owner} if owner else ()))


def test_every_clause_of_both_editions_is_told_once_in_order() -> None:
    old = [
        clause("1. BHXH tỉnh", "Lập kế hoạch", owner="a"),
        clause("2. Sở LĐTBXH", "Giới thiệu chính sách tại phiên giao dịch việc làm", owner="b"),
        clause("3. Sở TTTT", "Hướng dẫn báo chí", owner="c"),
    ]
    new = [
        clause("1. BHXH tỉnh", "Lập kế hoạch", owner="a"),
        clause("2. Sở Nội vụ", "Giới thiệu chính sách tại các phiên giao dịch việc làm", owner="b"),
        clause("3. Hội Người cao tuổi", "Vận động hội viên", owner="d"),
    ]

    found = difference(old, new)

    assert [(one.change, (one.new or one.old).heading) for one in found if one.new or one.old] == [
        (Change.SAME, "1. BHXH tỉnh"),
        (Change.RENAMED, "2. Sở Nội vụ"),
        (Change.DROPPED, "3. Sở TTTT"),
        (Change.ADDED, "3. Hội Người cao tuổi"),
    ]
    assert counts_of(found) == {"SAME": 1, "CHANGED": 0, "RENAMED": 1, "ADDED": 1, "DROPPED": 1}


def test_a_heading_that_is_shortened_is_no_other_agency() -> None:
    called = frozenset({"Sở Y tế"})
    old = [Clause("4. Sở Y tế tỉnh Thử", ("Hướng dẫn",), frozenset({"a"}), called)]
    new = [Clause("4. Sở Y tế", ("Hướng dẫn",), frozenset({"a"}), called)]

    assert [one.change for one in difference(old, new)] == [Change.SAME]


def test_one_clause_may_lose_gain_and_change_tasks() -> None:
    old = [clause("Bưu điện", "Tổ chức lễ ra quân ngày 06/5/2024", "Tổ chức hội nghị khách hàng")]
    new = [clause("Bưu điện", "Tổ chức lễ ra quân ngày 12/5/2025", "Thu tại nhà")]

    (found,) = difference(old, new)

    assert [(one.change, one.old, one.new) for one in found.tasks] == [
        (Change.CHANGED, "Tổ chức lễ ra quân ngày 06/5/2024", "Tổ chức lễ ra quân ngày 12/5/2025"),
        (Change.DROPPED, "Tổ chức hội nghị khách hàng", ""),
        (Change.ADDED, "", "Thu tại nhà"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("a b c", "a b c", [("a b c", Change.SAME)]),
        (
            "a b c",
            "a x c",
            [("a", Change.SAME), ("b", Change.DROPPED), ("x", Change.ADDED), ("c", Change.SAME)],
        ),
        ("Lập, gửi", "lập gửi ngay", [("lập gửi", Change.SAME), ("ngay", Change.ADDED)]),
    ],
    ids=["the same", "one word", "signs and capitals apart"],
)
def test_words_between(old: str, new: str, words: list) -> None:
    assert [(one.text, one.change) for one in words_between(old, new)] == words


def test_agencies_that_stayed_were_renamed_came_or_went() -> None:
    found = owner_changes(
        {"a": "BHXH tỉnh", "b": "Sở LĐTBXH", "c": "Sở TTTT"},
        {"a": "BHXH tỉnh", "b": "Sở Nội vụ", "d": "Hội NCT"},
    )

    assert [(one.change.value, one.old, one.new) for one in found] == [
        ("SAME", "BHXH tỉnh", "BHXH tỉnh"),
        ("RENAMED", "Sở LĐTBXH", "Sở Nội vụ"),
        ("ADDED", "", "Hội NCT"),
        ("DROPPED", "Sở TTTT", ""),
    ]


@pytest.fixture
def next_year(province):
    return make.campaign(
        province,
        starts_on=date(2025, 5, 1),
        ends_on=date(2025, 5, 31),
        launch_on=date(2025, 5, 12),
        map_date=date(2025, 5, 6),
    )


def test_next_years_edition_moves_days_and_years_and_asks_for_number_and_day(
    published, next_year, minh
) -> None:
    draft = actions.clone_directive(source=published, campaign=next_year, by=minh, at=AT)

    assert (draft.status, draft.number, draft.issued_on) == (Status.DRAFT, "", None)
    assert draft.subject == "Tháng vận động năm 2025"
    assert draft.edition_of == published
    dated = Task.objects.get(assignment__directive=draft, due_on__isnull=False)
    assert dated.due_on == date(2025, 5, 3)
    assert "03/5/2025" in dated.text
    assert Task.objects.filter(assignment__directive=draft).count() == 3
    assert [gap["code"] for gap in draft.gaps] == ["number_missing"]


def test_next_years_edition_goes_to_the_successors_and_says_so(published, next_year, minh, province) -> None:
    heir = make.agency(
        "BHXH khu vực VII", Chain.SOCIAL_INSURANCE, province.place, valid_from=date(2025, 3, 1)
    )
    province.insurance.valid_to = date(2025, 3, 1)
    province.insurance.successor = heir
    province.insurance.save()

    draft = actions.clone_directive(source=published, campaign=next_year, by=minh, at=AT)

    leads = draft.assignments.filter(position=1).values_list("parties__agency__name", flat=True)
    assert list(leads) == ["BHXH khu vực VII"]
    assert "“BHXH tỉnh Thử” nay là “BHXH khu vực VII”." in [gap["text"] for gap in draft.gaps]
    changes = {one.change for one in queries.compared_owners(published, draft)}
    assert changes == {Change.RENAMED, Change.SAME}


def test_an_agency_without_heir_is_told_and_left_open(published, next_year, minh, province) -> None:
    province.post.valid_to = date(2025, 1, 1)
    province.post.save()

    draft = actions.clone_directive(source=published, campaign=next_year, by=minh, at=AT)

    assert draft.assignments.get(position=2).parties.filter(agency=None, text="Bưu điện tỉnh Thử").exists()
    assert [gap["code"] for gap in draft.gaps] == ["number_missing", "agency_gone"]


def test_an_edition_against_its_source_differs_only_in_its_years(published, next_year, minh) -> None:
    draft = actions.clone_directive(source=published, campaign=next_year, by=minh, at=AT)

    changes = queries.compared(published, draft)

    assert [one.change for one in changes] == [Change.CHANGED, Change.SAME]
    changed = [word.text for word in changes[0].tasks[0].words if word.change is not Change.SAME]
    assert changed == ["03/5/2024.", "03/5/2025."]
