"""The pages of sign-ups."""

from uuid import uuid4

import pytest
from django.urls import reverse

from diemtua.audit.models import Event
from diemtua.core.sheets import read_book
from diemtua.people.actions import NewPerson, enter_person
from diemtua.people.models import Person
from diemtua.signups.models import SignUp
from diemtua.web import downloads
from tests.factories import activities as make_activities
from tests.factories import make
from tests.factories import signups as make_signups

AT = make_activities.AT
PERSONAL_ID = "040190001234"


@pytest.fixture
def hoa(province, minh) -> Person:
    new = NewPerson("Trần Thị Hoà", province.hamlets[0], birth_year=1990, personal_id=PERSONAL_ID)
    return enter_person(new=new, by=minh, at=AT)


def entry(at, **fields):
    return {
        "programme": "VSI",
        "kind": "NEW",
        "signed_on": "10/05/2024",
        "place": at.path,
        "months": "6",
        "income": "",
        "team": "",
        "credits": [],
        "activity": "",
        "device_ref": str(uuid4()),
    } | fields


def test_the_form_sent_twice_makes_one_entry_and_says_so(client, campaign, province, lan, hoa) -> None:
    client.force_login(lan)
    address = reverse("signups:create_for", args=[hoa.ref])
    data = entry(hoa.place, credits=[province.commune_committee.ref, province.post.ref])

    first = client.post(address, data, follow=True)
    again = client.post(address, data, follow=True)

    assert "Đã ghi nhận đăng ký BHXH tự nguyện của Trần Thị Hoà." in first.content.decode()
    assert "đã ghi nhận trước đó" in again.content.decode()
    signup = SignUp.objects.get()
    assert set(signup.credits.all()) == {province.commune_committee, province.post}
    assert (signup.months, signup.recorded_by) == (6, lan)


def test_a_second_entry_of_the_same_person_is_refused_with_the_day_and_the_agency(
    client, campaign, province, lan, hoa
) -> None:
    client.force_login(lan)
    address = reverse("signups:create_for", args=[hoa.ref])
    client.post(address, entry(hoa.place, credits=[province.post.ref]))

    page = client.post(address, entry(hoa.place))

    assert page.context["form"].non_field_errors() == [
        "Trần Thị Hoà đã được ghi nhận tham gia chương trình này ngày 10/05/2024, qua Bưu điện tỉnh Thử."
    ]
    assert SignUp.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"signed_on": "30/04/2024"}, "__all__", "nằm ngoài chiến dịch"),
        ({"signed_on": "10/05/2099"}, "__all__", "chưa đến"),
        ({"signed_on": "32/05/2024"}, "signed_on", "Ngày chưa đúng"),
        ({"place": "99."}, "place", "Bạn chỉ ghi cho nơi mình phụ trách"),
        ({"programme": "CSI"}, "programme", "CSI"),
    ],
)
def test_a_bad_entry_is_refused_in_words(client, campaign, lan, hoa, change, field, sentence) -> None:
    client.force_login(lan)

    page = client.post(reverse("signups:create_for", args=[hoa.ref]), entry(hoa.place, **change))

    (error,) = page.context["form"].errors[field]
    assert sentence in error
    assert not SignUp.objects.exists()


def test_a_person_is_found_by_name_without_tones_and_by_personal_id(client, campaign, lan, hoa) -> None:
    make.person("Lê Văn Tám", hoa.place)
    client.force_login(lan)

    by_name = client.post(reverse("signups:create"), {"words": "thi hoa"})
    by_id = client.post(reverse("signups:create"), {"words": "0401 9000 1234"})
    nobody = client.post(reverse("signups:create"), {"words": "thi xuan"})

    for page in (by_name, by_id):
        assert [line["person"] for line in page.context["found"]] == [hoa]
    assert "1234" in by_name.content.decode()
    assert PERSONAL_ID not in by_name.content.decode()
    assert nobody.context["found"] == []


def test_nobody_is_found_outside_the_own_places(client, campaign, hung, hoa) -> None:
    client.force_login(hung)

    page = client.post(reverse("signups:create"), {"words": PERSONAL_ID})

    assert page.context["found"] == []
    assert client.get(reverse("signups:create_for", args=[hoa.ref])).status_code == 404


def test_a_hamlet_head_enters_somebody_new_once(client, campaign, province, head) -> None:
    client.force_login(head)
    data = entry(province.hamlets[0]) | {
        "full_name": "Lô Văn Sơn",
        "birth_date": "",
        "birth_year": "1990",
        "sex": "M",
        "personal_id": "040 090 005678",
        "phone": "0912 345 678",
        "hardship": "NONE",
    }

    for _ in range(2):
        client.post(reverse("signups:create_with_person"), data)

    person = Person.objects.get(full_name="Lô Văn Sơn")
    assert SignUp.objects.get().person == person
    assert person.masked_id.endswith("5678")
    assert person.place == province.hamlets[0]


def test_a_hamlet_head_may_not_record_for_the_next_hamlet(client, campaign, province, head) -> None:
    client.force_login(head)
    data = entry(province.hamlets[1]) | {"full_name": "Lô Văn Sơn", "hardship": "NONE"}

    page = client.post(reverse("signups:create_with_person"), data)

    assert page.context["form"].errors.keys() == {"place"}
    assert not Person.objects.filter(full_name="Lô Văn Sơn").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("personal_id", "12345", "12 chữ số"),
        ("phone", "123", "10 số"),
        ("birth_date", "1/1/2099", "chưa đến"),
    ],
)
def test_an_impossible_identifier_is_refused_at_its_field(
    client, campaign, province, lan, field, value, sentence
) -> None:
    client.force_login(lan)
    data = entry(province.hamlets[0]) | {"full_name": "Lô Văn Sơn", "hardship": "NONE", field: value}

    page = client.post(reverse("signups:create_with_person"), data)

    (error,) = page.context["person_form"].errors[field]
    assert sentence in error
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, province, lan, django_assert_num_queries, count
) -> None:
    for number in range(count):
        make_signups.signup(campaign, f"Người {number}", province.hamlets[0], lan, credits=(province.post,))
    client.force_login(lan)

    with django_assert_num_queries(11):
        page = client.get(reverse("signups:list"))

    assert len(page.context["signups"].rows) == count


def test_the_list_is_searched_without_tones_and_filtered_by_programme_and_credit(
    client, campaign, province, lan
) -> None:
    wanted = make_signups.signup(campaign, "Lô Thị Xuân", province.hamlets[0], lan, credits=(province.post,))
    make_signups.signup(campaign, "Lô Thị Xuân", province.hamlets[1], lan)
    make_signups.signup(campaign, "Lô Thị Hạ", province.hamlets[0], lan, credits=(province.post,))
    client.force_login(lan)

    page = client.get(
        reverse("signups:list"), {"q": "lo thi xuan", "ve": "VSI", "co-quan": province.post.ref}
    )

    assert page.context["signups"].rows == [wanted]


def test_the_answer_to_a_filter_holds_the_element_that_it_redraws(client, campaign, province, lan) -> None:
    make_signups.signup(campaign, "Lô Thị Xuân", province.hamlets[0], lan)
    client.force_login(lan)

    part = client.get(reverse("signups:list"), headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="signups"')
    assert "Lô Thị Xuân" in part
    assert "<html" not in part


def test_who_belongs_elsewhere_sees_nothing(client, campaign, province, lan, hung) -> None:
    signup = make_signups.signup(campaign, "Lô Thị Xuân", province.hamlets[0], lan)
    client.force_login(hung)

    assert "Lô Thị Xuân" not in client.get(reverse("signups:list")).content.decode()
    assert client.get(reverse("signups:show", args=[signup.ref])).status_code == 404
    assert client.post(reverse("signups:withdraw", args=[signup.ref]), {"reason": "x"}).status_code == 404


def test_a_list_too_long_for_one_file_is_told_and_not_cut(client, campaign, lan, hoa, monkeypatch) -> None:
    make_signups.signup(campaign, "Lô Thị Xuân", hoa.place, lan)
    monkeypatch.setattr(downloads, "MOST_ROWS", 0)
    client.force_login(lan)

    answer = client.post(reverse("signups:export") + "?ve=VSI", follow=True)

    assert answer.redirect_chain == [(reverse("signups:list") + "?ve=VSI", 302)]
    assert "nhiều nhất 0" in answer.content.decode()
    assert not Event.objects.filter(name="signups.exported").exists()


def test_the_export_masks_ids_and_is_kept_in_the_trail(client, campaign, lan, hoa) -> None:
    client.force_login(lan)
    client.post(reverse("signups:create_for", args=[hoa.ref]), entry(hoa.place))

    answer = client.post(reverse("signups:export") + "?ve=VSI&q=hoa")

    (sheet,) = read_book("dang-ky.xlsx", answer.getvalue()).sheets
    (row,) = [line.values for line in sheet.rows]
    assert (row[0], row[1], row[6]) == ("Trần Thị Hoà", "1990", "Xóm 1, Xã An Bình")
    assert row[2].endswith("1234")
    assert PERSONAL_ID not in row[2]
    assert Event.objects.get(name="signups.exported").values == {"filters": {"ve": "VSI"}}


def test_an_entry_is_withdrawn_with_a_reason_and_stays_in_the_list(client, campaign, province, lan) -> None:
    signup = make_signups.signup(campaign, "Lô Thị Xuân", province.hamlets[0], lan)
    client.force_login(lan)
    address = reverse("signups:withdraw", args=[signup.ref])

    without = client.post(address, {"reason": ""}, follow=True).content.decode()
    client.post(address, {"reason": "Nộp nhầm"})
    page = client.get(reverse("signups:list"))

    assert "Hãy ghi lý do rút." in without
    assert [(row.status, row.withdrawn_reason) for row in page.context["signups"].rows] == [
        ("WITHDRAWN", "Nộp nhầm")
    ]


def test_a_leader_looks_and_records_nothing(client, campaign, leader, hoa) -> None:
    client.force_login(leader)

    assert client.get(reverse("signups:create")).status_code == 403
    assert client.post(reverse("signups:create_for", args=[hoa.ref]), entry(hoa.place)).status_code == 403
    assert not SignUp.objects.exists()
