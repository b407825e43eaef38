"""The pages of targets: enter, look, share out by hand or from Excel, revise, take away as a workbook."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from diemtua.prospects.models import Prospect
from diemtua.targets.models import Share, Target
from tests.factories import make
from tests.factories import targets as make_targets
from tests.factories.targets import PLAN, shared, whole_of

TYPED = {
    "programme": "VSI",
    "measure": "INCREMENT",
    "number": "1.403",
    "plan": PLAN,
    "period_from": "1/1/2024",
    "period_to": "31/12/2024",
}


@pytest.fixture
def target(campaign, minh) -> Target:
    return make_targets.target(campaign, minh, number=100)


def share_url(target: Target, place) -> str:
    return reverse("targets:share", args=[target.ref, place.path])


def numbers_below(place) -> dict[str, int | None]:
    rows = Share.objects.filter(parent__place=place).order_by("place__path")
    return dict(rows.values_list("place__name", "number"))


def test_the_lead_enters_a_target_with_dots_between_thousands(client, campaign, minh, province) -> None:
    client.force_login(minh)

    page = client.post(reverse("targets:create"), TYPED | {"owner": province.insurance.ref}, follow=True)

    assert Target.objects.get().number == 1_403
    assert "1.403" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"number": ""}, "number", "Hãy ghi số người."),
        ({"number": "mười"}, "number", "Hãy ghi một số nguyên không âm, ví dụ 1.403."),
        ({"number": "9" * 5_000}, "number", "Hãy ghi một số nguyên không âm, ví dụ 1.403."),
        ({"number": "9.999.999.999"}, "number", "Số này lớn quá mức cho phép."),
        ({"measure": "RATIO"}, "ratio", "Hãy ghi tỷ lệ."),
        (
            {"measure": "RATIO", "ratio": "101"},
            "ratio",
            "Hãy ghi tỷ lệ lớn hơn 0, không quá 100, ví dụ 93,5.",
        ),
        ({"measure": "RATIO", "ratio": "93,5555"}, "ratio", "Tỷ lệ ghi nhiều nhất hai số sau dấu phẩy."),
        ({"period_to": "31/12/2023"}, "period_to", "Ngày cuối kỳ phải sau ngày đầu kỳ."),
        ({"owner": "khong-co"}, "owner", None),
    ],
    ids=[
        "no number",
        "words",
        "endless",
        "too large",
        "no ratio",
        "over 100",
        "3 decimals",
        "period",
        "owner",
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(
    client, campaign, minh, province, changed, field, sentence
) -> None:
    client.force_login(minh)

    page = client.post(reverse("targets:create"), TYPED | {"owner": province.insurance.ref} | changed)

    errors = page.context["form"].errors
    assert errors.keys() == {field}
    assert sentence is None or errors[field] == [sentence]
    assert not Target.objects.exists()


def test_the_same_plan_twice_is_refused_at_the_plan(client, campaign, minh, province, target) -> None:
    client.force_login(minh)

    page = client.post(reverse("targets:create"), TYPED | {"owner": province.insurance.ref})

    assert page.context["form"].errors == {
        "plan": ["Đã có chỉ tiêu này trong cùng kế hoạch. Hãy sửa chỉ tiêu cũ."]
    }


@pytest.mark.parametrize(
    ("posted", "numbers"),
    [
        ({"method": "EQUAL"}, {"Huyện Một": 50, "Huyện Hai": 50}),
        (
            {"method": "PROPORTIONAL", "trong-00.001.": "3", "trong-00.002.": "1"},
            {"Huyện Một": 75, "Huyện Hai": 25},
        ),
        (
            {"method": "PROPORTIONAL", "pasted": "Huyện Một\t1.500\nhuyen hai\t500\n"},
            {"Huyện Một": 75, "Huyện Hai": 25},
        ),
        (
            {"method": "MANUAL", "pasted": "1\tHuyện Một\t61\n2\tHai\t39"},
            {"Huyện Một": 61, "Huyện Hai": 39},
        ),
        (
            {"method": "MANUAL", "pasted": "Huyện Một 61", "so-00.002.": "39"},
            {"Huyện Một": 61, "Huyện Hai": 39},
        ),
        (
            {"method": "EQUAL", "so-00.002.": "30", "giu-00.002.": "on"},
            {"Huyện Một": 70, "Huyện Hai": 30},
        ),
    ],
    ids=[
        "evenly",
        "typed weights",
        "pasted weights",
        "pasted numbers with row numbers",
        "pasted and typed",
        "locked",
    ],
)
def test_a_share_is_given_out_from_the_page(client, campaign, minh, target, posted, numbers) -> None:
    client.force_login(minh)

    page = client.post(share_url(target, campaign.place), posted)

    assert page.status_code == 302
    assert numbers_below(campaign.place) == numbers


@pytest.mark.parametrize(
    ("posted", "field", "sentence"),
    [
        (
            {"method": "MANUAL", "so-00.001.": "60", "so-00.002.": "39"},
            "__all__",
            "Tổng các phần là 99, thiếu 1 so với số phải chia là 100.",
        ),
        (
            {"method": "PROPORTIONAL"},
            "__all__",
            "Không có tỷ trọng nào lớn hơn 0 để chia. Hãy nhập tỷ trọng hoặc chọn chia đều.",
        ),
        (
            {"method": "PROPORTIONAL", "pasted": "Huyện Ba\t5"},
            "pasted",
            "Dòng 1: không hiểu “Huyện Ba\t5”.",
        ),
        (
            {"method": "PROPORTIONAL", "pasted": "Huyện Một\t5\n\nHuyện Một\t6"},
            "pasted",
            "Dòng 2: đã có nơi này ở trên, “Huyện Một\t6”.",
        ),
        ({"method": "EQUAL", "giu-00.001.": "on"}, "so-00.001.", "Hãy ghi số giữ nguyên."),
    ],
    ids=["does not add up", "no weight", "unknown place", "the same place twice", "locked without a number"],
)
def test_what_cannot_be_shared_is_said_and_nothing_changes(
    client, campaign, minh, target, posted, field, sentence
) -> None:
    client.force_login(minh)

    page = client.post(share_url(target, campaign.place), posted)

    assert page.context["form"].errors == {field: [sentence]}
    assert numbers_below(campaign.place) == {}


def test_a_preview_shows_what_each_would_get_and_writes_nothing(client, campaign, minh, target) -> None:
    client.force_login(minh)

    page = client.post(
        share_url(target, campaign.place),
        {"method": "PROPORTIONAL", "trong-00.001.": "2", "trong-00.002.": "1", "preview": "1"},
    )

    assert {row.place.name: row.outlook for row in page.context["rows"]} == {"Huyện Một": 67, "Huyện Hai": 33}
    assert (page.context["outlook"].sum, page.context["outlook"].left) == (100, 0)
    assert numbers_below(campaign.place) == {}


def test_a_preview_of_typed_numbers_says_what_is_left(client, campaign, minh, target) -> None:
    client.force_login(minh)

    page = client.post(
        share_url(target, campaign.place), {"method": "MANUAL", "so-00.001.": "64", "preview": "1"}
    )

    assert (page.context["outlook"].sum, page.context["outlook"].left) == (64, 36)


def test_weights_are_suggested_by_the_number_of_people_worth_visiting(
    client, campaign, minh, target, province
) -> None:
    places = [province.hamlets[0], province.hamlets[2], province.communes[0], province.hamlets[3]]
    for number, place in enumerate(places):
        Prospect.objects.create(campaign=campaign, person=make.person(f"Người {number}", place), place=place)
    client.force_login(minh)

    page = client.get(share_url(target, campaign.place), {"ty-trong": "tiem-nang"})

    assert {row.place.name: row.weight.value() for row in page.context["rows"]} == {
        "Huyện Một": 3,
        "Huyện Hai": 1,
    }
    assert "đối tượng tiềm năng" in page.context["form"]["reason"].value()


def test_a_percentage_goes_down_as_it_is_or_as_typed(client, campaign, minh) -> None:
    target = make_targets.ratio_target(campaign, minh)
    client.force_login(minh)

    client.post(share_url(target, campaign.place), {"so-00.002.": "90,25"})

    ratios = Share.objects.filter(parent__isnull=False).values_list("place__name", "ratio")
    assert {name: str(ratio) for name, ratio in ratios} == {"Huyện Hai": "90.25", "Huyện Một": "93.50"}


def test_a_commune_officer_shares_out_to_the_own_hamlets_only(
    client, campaign, minh, lan, target, province
) -> None:
    shared(whole_of(target), minh)
    shared(Share.objects.get(place=province.districts[0]), minh)
    client.force_login(lan)

    own = client.post(share_url(target, province.communes[0]), {"method": "EQUAL"})
    other = client.post(share_url(target, province.communes[1]), {"method": "EQUAL"})
    above = client.post(share_url(target, campaign.place), {"method": "EQUAL", "replaces_below": "on"})

    assert (own.status_code, other.status_code, above.status_code) == (302, 403, 403)
    assert numbers_below(province.communes[0]) == {"Xóm 1": 13, "Xóm 2": 12}
    assert numbers_below(province.communes[1]) == {}


@pytest.mark.parametrize("who", ["leader", "lan"])
def test_who_only_reads_sees_targets_and_changes_none(request, client, campaign, target, who: str) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("targets:show", args=[target.ref]))
    assert "chia/" not in page.content.decode()
    assert client.get(reverse("targets:list")).status_code == 200
    assert client.get(reverse("targets:create")).status_code == 403
    assert client.post(reverse("targets:revise", args=[target.ref]), {"number": "5"}).status_code == 403
    assert client.post(share_url(target, campaign.place), {"method": "EQUAL"}).status_code == 403
    assert [share.number for share in Share.objects.all()] == [100]


def test_a_hamlet_head_has_nothing_to_do_here(client, campaign, head, target) -> None:
    client.force_login(head)

    assert client.get(reverse("targets:list")).status_code == 403


def test_each_number_says_why(client, campaign, minh, target) -> None:
    shared(whole_of(target), minh, "PROPORTIONAL", weights={"00.001.": 2, "00.002.": 1})
    client.force_login(minh)

    page = client.get(reverse("targets:show", args=[target.ref]))

    assert [line.why for line in page.context["lines"]] == [
        "100 × 1 / 3 = 33,33; theo phần dư lớn nhất nhận 33.",
        "100 × 2 / 3 = 66,67; theo phần dư lớn nhất nhận 67.",
    ]


def test_revising_says_that_the_parts_are_taken_back(client, campaign, minh, target) -> None:
    shared(whole_of(target), minh)
    client.force_login(minh)

    page = client.post(
        reverse("targets:revise", args=[target.ref]),
        {"number": "1.200", "reason": "Giao bổ sung", "replaces_below": "on"},
        follow=True,
    )

    assert "hãy chia lại" in page.content.decode()
    assert [share.number for share in Share.objects.all()] == [1_200]


def test_revising_without_the_yes_says_so_and_keeps_the_parts(client, campaign, minh, target) -> None:
    shared(whole_of(target), minh)
    client.force_login(minh)

    page = client.post(
        reverse("targets:revise", args=[target.ref]), {"number": "1.200", "reason": "Giao bổ sung"}
    )

    assert "Tỉnh Thử đã chia tiếp cho cấp dưới" in page.content.decode()
    assert sorted(share.number for share in Share.objects.all()) == [50, 50, 100]


def test_the_workbook_holds_every_share(client, campaign, minh, target) -> None:
    shared(whole_of(target), minh, "MANUAL", numbers={"00.001.": 61, "00.002.": 39}, reason="Theo biên bản")
    client.force_login(minh)

    answer = client.get(reverse("targets:export", args=[target.ref]))

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    kept = [row for row in rows if row and str(row[1]) in ("Tỉnh Thử", "Huyện Một", "Huyện Hai")]
    assert [(row[0], row[1], row[3], row[5]) for row in kept] == [
        ("00", "Tỉnh Thử", 100, ""),
        ("001", "Huyện Một", 61, "Theo biên bản"),
        ("002", "Huyện Hai", 39, "Theo biên bản"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, minh, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_targets.target(campaign, minh, plan=f"Kế hoạch {number}")
    client.force_login(minh)

    with django_assert_num_queries(8):
        page = client.get(reverse("targets:list"))

    assert len(page.context["targets"]) == count
