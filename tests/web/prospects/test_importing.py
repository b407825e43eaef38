"""A file on its way in, from the upload to the list, as people do it in a browser."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from diemtua.core.files import MAX_UPLOAD_BYTES
from diemtua.people.models import Person
from diemtua.prospects.models import ImportBatch, Prospect
from tests.core.sheet_making import FILES, workbook
from tests.factories.prospects import DUNG, LAN_ANH, batch, file_of

UPLOAD = reverse("prospects:upload")
BAD = (3, "Hồ Thị Mai", "ngày mồng 6", None, "An Bình", "Xóm 1")
BAD_SENTENCE = "“ngày mồng 6” không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 06/05/2024."


def send(client, path: str, data: bytes, name: str = "an-binh.xlsx", **fields: Any):
    file = SimpleUploadedFile(name, data)
    values = {"place": path, "legal_basis": "Kế hoạch 12/KH-UBND", "file": file} | fields
    return client.post(UPLOAD, values, follow=True)


def cells_of(answer, sheet_name: str) -> list[list[Any]]:
    """Return the lines of a sheet of a workbook that was sent to the browser."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


def test_from_the_file_to_the_list(client, campaign, province, lan) -> None:
    client.force_login(lan)

    page = send(client, province.communes[0].path, file_of(LAN_ANH, BAD, DUNG, LAN_ANH, top=2))
    text = text_of(page)
    staged = ImportBatch.objects.get()
    assert (staged.sent, staged.accepted, staged.rejected, staged.duplicate) == (4, 2, 1, 1)
    assert "trang tính “Thôn 1”" in text
    assert "Dòng 5" in text
    assert "C · Ngày sinh" in text
    assert BAD_SENTENCE in text
    assert "Số định danh đã có ở dòng 4." in text
    assert "Nhập 2 dòng tốt" in text
    assert "001180000011" not in text
    assert (Prospect.objects.count(), Person.objects.count()) == (0, 0)

    page = client.post(reverse("prospects:load", args=[staged.ref]), follow=True)

    assert "Đã nhập 2 người vào danh sách." in text_of(page)
    assert [str(one) for one in page.context["prospects"]] == ["Trần Thị Lan Anh", "Vi Văn Dũng"]
    again = client.post(reverse("prospects:load", args=[staged.ref]), follow=True)
    assert "Danh sách này đã nhập, không làm lại được." in text_of(again)
    assert Prospect.objects.count() == 2


def test_the_annotated_workbook_names_the_row_and_the_column(client, campaign, province, lan) -> None:
    client.force_login(lan)
    send(client, province.communes[0].path, file_of(LAN_ANH, BAD, top=2))

    answer = client.get(reverse("prospects:faults", args=[ImportBatch.objects.get().ref]))

    lines = cells_of(answer, "Thôn 1")
    assert "loi-an-binh.xlsx" in answer["Content-Disposition"]
    assert [line[6] for line in lines[2:]] == ["Lý do", "", f"Từ chối: cột C (Ngày sinh): {BAD_SENTENCE}"]


def test_the_corrected_workbook_brings_only_what_was_missing(client, campaign, province, lan) -> None:
    client.force_login(lan)
    send(client, province.communes[0].path, file_of(LAN_ANH, BAD))
    client.post(reverse("prospects:load", args=[ImportBatch.objects.get().ref]))

    page = send(client, province.communes[0].path, file_of(LAN_ANH, (*BAD[:2], "06/05/1970", *BAD[3:])))

    assert "Số định danh đã có trong chiến dịch." in text_of(page)
    client.post(reverse("prospects:load", args=[page.context["batch"].ref]))
    assert sorted(str(one) for one in Prospect.objects.all()) == ["Hồ Thị Mai", "Trần Thị Lan Anh"]


def test_a_column_that_is_not_taken_in_is_named(client, campaign, province, lan) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["TT", "Họ và tên", "Xóm", "Hạn thẻ"])
        sheet.write_row(1, 0, [1, "Hồ Thị Mai", "Xóm 1", "30/6/2024"])

    client.force_login(lan)

    page = text_of(send(client, province.communes[0].path, workbook(draw)))

    assert "Cột không dùng: D · Hạn thẻ." in page


def a_formula() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
        sheet.write_row(1, 0, ["Hồ Thị Mai"])
        sheet.write_formula(1, 1, "=TODAY()-9000", None, "")

    return workbook(draw)


def a_merged_header() -> bytes:
    def draw(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "DANH SÁCH NGƯỜI DÂN XÃ AN BÌNH")
        sheet.merge_range(1, 0, 2, 0, "Họ và tên")
        sheet.merge_range(1, 1, 1, 2, "Nơi ở")
        sheet.write_row(2, 1, ["Xã", "Xóm"])
        sheet.write_row(3, 0, ["Hồ Thị Mai", "An Bình", "Xóm 77"])

    return workbook(draw)


# What the issue lists as bad input of a row: the file, its row, its column, the sentence.
BAD_FILES = [
    (file_of(BAD), "Dòng 2", "C · Ngày sinh", BAD_SENTENCE),
    (
        a_formula(),
        "Dòng 2",
        "B · Ngày sinh",
        "Ô là công thức chưa có kết quả. Hãy mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị.",
    ),
    (
        a_merged_header(),
        "Dòng 4",
        "C · Nơi ở / Xóm",
        "Không có thôn “Xóm 77” trong Xã An Bình. Hãy sửa tên, hoặc thêm thôn ở trang Địa bàn.",
    ),
    (
        file_of((1, "Hồ Thị Mai", "1975", 1180000011.0, "An Bình", "Xóm 1")),
        "Dòng 2",
        "D · Số CCCD",
        (
            "Số định danh có 10 chữ số, cần đủ 12 (Excel có thể đã bỏ số 0 ở đầu). "
            "Hãy định dạng cột là Văn bản rồi nhập lại."
        ),
    ),
    (
        file_of((1, "Hồ Thị Mai", "1975", 1.23456789012345e17, "An Bình", "Xóm 1")),
        "Dòng 2",
        "D · Số CCCD",
        "Excel đã đổi mã thành số và làm mất chữ số. Hãy định dạng cột là Văn bản rồi nhập lại.",
    ),
    (
        file_of((1, "Hồ Thị Mai", "1975", None, "Lạc Thuỷ", "Xóm 1")),
        "Dòng 2",
        "E · Xã",
        "Không có xã “Lạc Thuỷ” trong Tỉnh Thử. Hãy ghi đúng tên hoặc mã xã.",
    ),
]


@pytest.mark.parametrize(("data", "row", "column", "sentence"), BAD_FILES)
def test_a_bad_row_is_named_and_nothing_is_loaded(
    client, campaign, province, minh, data, row, column, sentence
) -> None:
    client.force_login(minh)

    page = send(client, province.place.path, data)

    text = text_of(page)
    assert page.context["batch"].file_name in text
    assert "trang tính “Thôn 1”" in text
    assert row in text
    assert column in text
    assert sentence in text
    refused = client.post(reverse("prospects:load", args=[page.context["batch"].ref]), follow=True)
    assert "Không có dòng nào nhập được. Hãy tải tệp lỗi về sửa rồi tải lại." in text_of(refused)
    assert (Prospect.objects.count(), Person.objects.count()) == (0, 0)


# A whole file that cannot be read: name, content, and the sentence at the field.
REFUSED_FILES = [
    (
        "quet.pdf",
        b"%PDF-1.4 scanned",
        "Tệp “quet.pdf” không phải bảng tính. Hãy tải tệp .xlsx,",
    ),
    (
        "cu.doc",
        b"\xd0\xcf\x11\xe0",
        "Tệp “cu.doc” không phải bảng tính. Hãy tải tệp .xlsx,",
    ),
    ("rong.xlsx", b"", "Tệp này không có nội dung. Hãy kiểm tra và tải lại."),
    (
        "khoa.xlsx",
        (FILES / "password_protected.xlsx").read_bytes(),
        (
            "Tệp “khoa.xlsx” có mật khẩu nên không đọc được. "
            "Hãy bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi tải lại."
        ),
    ),
    (
        "hong.xlsx",
        b"PK\x03\x04" + b"x" * 200,
        (
            "Không đọc được tệp “hong.xlsx”: tệp bị hỏng hoặc tải lên chưa trọn. "
            "Hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lại."
        ),
    ),
    (
        "khong-cot.xlsx",
        workbook(lambda book, sheet: [sheet.write_row(row, 0, [1, 2, 3]) for row in range(3)]),
        "Tệp “khong-cot.xlsx”, trang “Thôn 1”: không tìm thấy dòng tiêu đề cột",
    ),
    (
        "khong-dong.xlsx",
        file_of(),
        "Tệp “khong-dong.xlsx”, trang “Thôn 1”: có tiêu đề cột ở dòng 1 nhưng không có dòng dữ liệu nào",
    ),
    (
        "dai.xlsx",
        file_of(*[(n, f"Người {n}", "1980", None, "An Bình", "Xóm 1") for n in range(4_001)]),
        "Tệp “dai.xlsx”, trang “Thôn 1” có 4.001 dòng, vượt mức 4.000 dòng một lần.",
    ),
]


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED_FILES)
def test_a_useless_file_is_refused_at_the_field(
    client, campaign, province, lan, name, data, sentence
) -> None:
    client.force_login(lan)

    page = send(client, province.communes[0].path, data, name)

    assert sentence in page.context["form"].errors["file"][0]
    assert page.context["form"]["legal_basis"].value() == "Kế hoạch 12/KH-UBND"
    assert not ImportBatch.objects.exists()


def test_a_file_of_200_mb_is_refused_while_it_arrives(client, campaign, province, lan) -> None:
    client.force_login(lan)
    heavy = SimpleUploadedFile("nang.xlsx", bytes(200 * 1024 * 1024))

    page = client.post(
        UPLOAD,
        {"place": province.communes[0].path, "legal_basis": "Kế hoạch 12/KH-UBND", "file": heavy},
    )

    assert page.context["form"].errors["file"] == [
        "Tệp “nang.xlsx” nặng 200 MB, vượt mức 20 MB. Hãy chia nhỏ hoặc bỏ bớt hình ảnh rồi tải lại."
    ]
    assert page.context["form"]["legal_basis"].value() == "Kế hoạch 12/KH-UBND"
    assert MAX_UPLOAD_BYTES == 20 * 1024 * 1024
    assert not ImportBatch.objects.exists()


def test_the_columns_are_corrected_by_hand(client, campaign, province, lan) -> None:
    client.force_login(lan)
    data = file_of(("Trần Thị Lan Anh", "1980"), headers=("Quý danh", "Năm sinh"))
    page = send(client, province.communes[0].path, data, "la.xlsx")
    assert "Tệp “la.xlsx”, trang “Thôn 1”, dòng 1: thiếu cột bắt buộc “Họ và tên”." in text_of(page)
    assert "Nhập 0 dòng tốt" not in text_of(page)
    url = reverse("prospects:remap", args=[page.context["batch"].ref])
    columns = {bound.html_name: bound.value() for bound in page.context["form"].columns}

    missing = client.post(url, {"sheet": "Thôn 1", **columns})
    twice = client.post(url, {"sheet": "Thôn 1", **columns, "cot-full_name": "0", "cot-note": "0"})
    page = client.post(url, {"sheet": "Thôn 1", **columns, "cot-full_name": "0"}, follow=True)

    assert missing.context["form"].errors["cot-full_name"] == [
        "Hãy chọn cột: thiếu nó thì không đọc được dòng nào."
    ]
    assert twice.context["form"].errors["cot-note"] == ["Cột này đã ghép với “Họ và tên”."]
    assert "Nhập 1 dòng tốt" in text_of(page)


def test_another_sheet_of_the_file_is_read_instead(client, campaign, province, lan) -> None:
    def sheet_of(*names: str):
        def draw(book: Any, sheet: Any) -> None:
            sheet.write_row(0, 0, ["Họ và tên", "Năm sinh"])
            for number, name in enumerate(names, 1):
                sheet.write_row(number, 0, [name, "1980"])

        return draw

    client.force_login(lan)
    page = send(client, province.communes[0].path, workbook(sheet_of("Một"), sheet_of("Hai", "Ba")))

    page = client.post(
        reverse("prospects:remap", args=[page.context["batch"].ref]), {"sheet": "Thôn 2"}, follow=True
    )

    assert [row.full_name for row in page.context["rows"]] == ["Hai", "Ba"]
    assert ImportBatch.objects.get().sheet_name == "Thôn 2"


def test_a_file_that_came_before_is_recognised(client, campaign, province, lan) -> None:
    client.force_login(lan)
    data = file_of(LAN_ANH)
    send(client, province.communes[0].path, data)

    again = send(client, province.communes[0].path, data)

    assert "Chính tệp này đã được Nguyễn Thị Lan tải lên lúc" in text_of(again)


def test_a_discarded_file_is_gone_and_says_so(client, campaign, province, lan) -> None:
    client.force_login(lan)
    staged = batch(campaign, province.communes[0], lan)

    page = client.post(reverse("prospects:discard", args=[staged.ref]), follow=True)

    assert "Đã bỏ tệp “an-binh.xlsx”. Không dòng nào được nhập." in text_of(page)
    assert "Đã bỏ tệp này" in text_of(client.get(reverse("prospects:review", args=[staged.ref])))
    assert client.get(reverse("prospects:faults", args=[staged.ref])).status_code == 302


@pytest.mark.parametrize("way", ["review", "faults", "load", "discard", "remap"])
def test_a_file_of_another_commune_is_not_there(client, campaign, province, lan, hung, way) -> None:
    staged = batch(campaign, province.communes[0], lan)
    client.force_login(hung)
    url = reverse(f"prospects:{way}", args=[staged.ref])

    answer = client.get(url) if way in ("review", "faults") else client.post(url)

    assert answer.status_code == 404
    staged.refresh_from_db()
    assert staged.status == "STAGED"


def test_a_commune_officer_uploads_for_the_own_commune_and_its_hamlets_only(
    client, campaign, province, lan
) -> None:
    client.force_login(lan)

    page = send(client, province.communes[1].path, file_of(LAN_ANH))

    offered = [name for _path, name in page.context["places"]]
    assert offered == ["Xã An Bình", "Xóm 1", "Xóm 2"]
    assert page.context["form"].errors.keys() == {"place"}
    assert not ImportBatch.objects.exists()


def test_the_province_uploads_anywhere_above_the_hamlets(client, campaign, province, minh) -> None:
    client.force_login(minh)

    assert [name for _path, name in client.get(UPLOAD).context["places"]] == [
        "Tỉnh Thử",
        "Huyện Hai",
        "Xã Yên Hoà, Huyện Hai",
        "Huyện Một",
        "Xã An Bình, Huyện Một",
        "Xã Đồng Văn, Huyện Một",
    ]


@pytest.mark.parametrize("who", ["head", "leader"])
def test_heads_and_leaders_upload_nothing(client, campaign, request, who) -> None:
    client.force_login(request.getfixturevalue(who))

    assert [
        client.get(reverse(f"prospects:{way}")).status_code for way in ("imports", "upload", "template")
    ] == [
        403,
        403,
        403,
    ]


def test_the_template_offers_the_hamlets_and_reads_back_without_a_guess(
    client, campaign, province, lan
) -> None:
    client.force_login(lan)
    answer = client.get(reverse("prospects:template"))
    lists = {cell for line in cells_of(answer, "_danh_muc") for cell in line}
    assert {"Xóm 1", "Xóm 2", "Xã An Bình"} <= lists

    head = cells_of(answer, "Danh sách")
    values = {"dt:full_name": "Hồ Thị Mai", "dt:birth": "1975", "dt:hamlet": "Xóm 2"}
    filled = file_of(head[1], [values.get(code) for code in head[0]], headers=head[0])
    page = send(client, province.communes[0].path, filled, "mau.xlsx")

    assert [(row.full_name, row.place.name) for row in page.context["rows"]] == [("Hồ Thị Mai", "Xóm 2")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_files_asks_the_same_number_of_questions_however_long(
    client, campaign, province, lan, django_assert_num_queries, count
) -> None:
    for _ in range(count):
        batch(campaign, province.communes[0], lan)
    client.force_login(lan)

    with django_assert_num_queries(8):
        page = client.get(reverse("prospects:imports"))

    assert len(page.context["batches"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_review_asks_the_same_number_of_questions_however_long(
    client, campaign, province, lan, django_assert_num_queries, count
) -> None:
    lines = [(n, f"Người {n}", str(1950 + n), None, "An Bình", "Xóm 1") for n in range(count)]
    staged = batch(campaign, province.communes[0], lan, *lines)
    client.force_login(lan)

    with django_assert_num_queries(11):
        page = client.get(reverse("prospects:review", args=[staged.ref]))

    assert len(page.context["rows"]) == count
