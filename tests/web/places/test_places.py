"""The pages of places."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from diemtua.core.sheets import read_sheets
from diemtua.places.enums import Kind
from diemtua.places.models import Place, Succession
from tests.factories import make
from tests.factories.places import end, succession

DECEMBER = date(2024, 12, 1)


@pytest.fixture
def as_minh(client, minh, campaign):
    client.force_login(minh)
    return client


@pytest.fixture
def as_lan(client, lan, campaign):
    client.force_login(lan)
    return client


def names(response):
    return [line["place"].name for line in response.context["lines"]]


def test_the_list_is_of_the_campaigns_map(as_minh):
    page = as_minh.get("/dia-ban/")

    assert names(page) == ["Huyện Hai", "Huyện Một"]
    assert "06/05/2024" in page.content.decode()


def test_search_needs_no_tones_and_reads_every_level(as_minh):
    assert names(as_minh.get("/dia-ban/?q=yen+hoa")) == ["Xã Yên Hoà"]
    assert names(as_minh.get("/dia-ban/?q=xom+2")) == ["Xóm 2"]
    assert names(as_minh.get("/dia-ban/?q=xom&cap=COMMUNE")) == []


def test_another_day_shows_another_map(as_minh, province):
    end(province.districts[1], DECEMBER)

    assert names(as_minh.get("/dia-ban/?ngay=2024-11-30")) == ["Huyện Hai", "Huyện Một"]
    assert names(as_minh.get("/dia-ban/?ngay=2024-12-01")) == ["Huyện Một"]


def test_htmx_redraws_the_rows_only(as_minh):
    part = as_minh.get("/dia-ban/?q=hai", headers={"HX-Request": "true"}).content.decode()

    assert "Huyện Hai" in part
    assert "<html" not in part


@pytest.mark.parametrize("more", [0, 2])
def test_a_list_takes_the_same_queries_for_one_and_for_three(
    as_minh, province, more, django_assert_num_queries
):
    for number in range(more):
        make.place(Kind.COMMUNE, f"0010{number}", f"Xã Thêm {number}", province.districts[1])

    with django_assert_num_queries(QUERIES_OF_SHOW):
        page = as_minh.get("/dia-ban/00.002/")

    assert len(names(page)) == 1 + more


QUERIES_OF_SHOW = 14


def test_a_place_shows_what_it_came_from_and_passed_into(as_minh, province):
    old = end(province.communes[0], DECEMBER)
    succession(old, province.communes[1], DECEMBER)

    old_page = as_minh.get("/dia-ban/00.001.00001/").content.decode()
    new_page = as_minh.get("/dia-ban/00.001.00004/").content.decode()

    assert "Về sau là" in old_page
    assert "Xã Đồng Văn" in old_page
    assert "Hình thành từ" in new_page
    assert "Xã An Bình" in new_page


def test_a_place_of_another_day_says_so(as_minh, province):
    end(province.communes[0], DECEMBER)

    assert (
        "không có trên bản đồ ngày 01/05/2026"
        in as_minh.get("/dia-ban/00.001.00001/?ngay=2026-05-01").content.decode()
    )
    assert as_minh.get("/dia-ban/00.009/").status_code == 404


def test_the_residue_is_shown_and_can_be_settled(as_minh, province):
    end(province.communes[0], DECEMBER)
    end(province.communes[1], DECEMBER)
    heir = make.place(Kind.COMMUNE, "00009", "Xã Bình Văn", province.districts[0], valid_from=DECEMBER)

    assert "Xem và bổ sung" in as_minh.get("/dia-ban/").content.decode()
    listed = as_minh.get("/dia-ban/chua-ro-ke-thua/").content.decode()
    assert "Xã An Bình" in listed
    assert "Xã Đồng Văn" in listed

    answer = as_minh.post(
        "/dia-ban/00.001.00001/ke-thua/",
        {"new": heir.path, "is_default": "on", "legal_basis": "NQ thử"},
    )

    assert answer.status_code == 302
    assert Succession.objects.get().new == heir
    left = as_minh.get("/dia-ban/chua-ro-ke-thua/").context["places"]
    assert list(left) == [province.communes[1]]


def test_a_commune_officer_settles_nothing(as_lan, province):
    end(province.communes[0], DECEMBER)

    assert as_lan.get("/dia-ban/00.001.00001/ke-thua/").status_code == 403


def test_hamlets_are_looked_at_before_they_are_saved(as_lan, province):
    address = "/dia-ban/00.001.00001/them-thon/"

    looked = as_lan.post(address, {"lines": "Xóm 2\nXóm 7\nXã Ma\tXóm 1"})
    assert Place.objects.filter(name="Xóm 7").count() == 0
    assert (looked.context["sorting"].fresh, len(looked.context["sorting"].problems)) == (1, 1)

    saved = as_lan.post(address, {"lines": "Xóm 2\nXóm 7", "confirm": "1"})
    assert saved.status_code == 302
    assert Place.objects.get(name="Xóm 7").path == "00.001.00001.03."


def test_a_file_of_hamlets_is_read_by_its_columns(as_minh):
    data = "STT,Tên xã,Tên thôn\n1,Xã An Bình,Xóm Đoài\n2,Xã Ma,Xóm 1\n"
    upload = SimpleUploadedFile("thon.csv", data.encode())

    page = as_minh.post("/dia-ban/00/them-thon/", {"file": upload})

    assert (page.context["sorting"].good, len(page.context["sorting"].problems)) == (1, 1)
    assert "Xóm Đoài" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("thon.csv", b"", "không có nội dung"),
        ("thon.csv", "Họ tên,Tuổi\nAn,3\n".encode(), "thiếu cột bắt buộc"),
        ("thon.pdf", b"%PDF-1.4", "không phải bảng tính"),
    ],
)
def test_a_useless_file_is_refused_in_words(as_minh, name, data, sentence):
    page = as_minh.post("/dia-ban/00/them-thon/", {"file": SimpleUploadedFile(name, data)})

    assert sentence in page.content.decode()


@pytest.mark.slow
def test_a_file_over_the_limit_is_refused_by_name(as_minh):
    heavy = SimpleUploadedFile("thon.csv", b"x" * (22 * 1024 * 1024))

    page = as_minh.post("/dia-ban/00/them-thon/", {"file": heavy})

    assert "Tệp “thon.csv” nặng 22 MB, vượt mức 20 MB" in page.content.decode()


def test_an_empty_list_is_refused_in_words(as_minh):
    assert "Chưa có dòng nào" in as_minh.post("/dia-ban/00/them-thon/", {"lines": " "}).content.decode()


@pytest.mark.parametrize("path", ["00.001.00004", "00.001", "00"])
def test_a_commune_officer_enters_hamlets_of_the_own_commune_only(as_lan, path):
    assert as_lan.post(f"/dia-ban/{path}/them-thon/", {"lines": "Xóm 7", "confirm": "1"}).status_code == 403


def test_hamlets_are_carried_over_from_the_page(as_minh, province):
    old = end(province.communes[0], DECEMBER)
    new = make.place(Kind.COMMUNE, "00009", "Xã Bình Văn", province.districts[0], valid_from=DECEMBER)
    succession(old, new, DECEMBER)
    assert "chưa được chuyển sang" in as_minh.get("/dia-ban/00.001.00009/").content.decode()

    as_minh.post("/dia-ban/00.001.00009/nhan-thon/")

    assert [place.name for place in new.children.order_by("code")] == ["Xóm 1", "Xóm 2"]


def test_the_map_goes_out_as_a_workbook(as_minh):
    answer = as_minh.get("/dia-ban/xuat/")

    (sheet,) = read_sheets("dia-ban.xlsx", answer.content)
    assert sheet.row_count == 1 + 2 + 3 + 4
    assert sheet.headers[:3] == ("Mã", "Cấp", "Tên")


def test_strangers_are_asked_to_log_in(client, campaign):
    assert client.get("/dia-ban/").url == "/dang-nhap/?next=/dia-ban/"
