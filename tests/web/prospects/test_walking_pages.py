"""The list on paper: chosen, printed with a code on every line, read back, and entered in its order."""

import re
import shutil
import subprocess
import time
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from diemtua.audit.models import Event
from diemtua.core import crypto
from diemtua.people.models import Person
from diemtua.prospects.models import Contact, Prospect, WalkingList
from tests.factories import make
from tests.factories.prospects import prospect

PAGE = reverse("prospects:walking_list")
PRINT = reverse("prospects:walking_print")
HAMLET = "00.001.00001.01."
PHONE = "0912345678"
SCALE = 6  # pixels a point: a module of a code is eight pixels wide and more
MM = 72 / 25.4


@pytest.fixture
def people(campaign, province, head) -> list[Prospect]:
    """Two households of two in the first hamlet, leased to its head; they have a phone."""
    found = []
    for name in ("Lô Văn An", "Vi Văn Yên"):
        home = make.household(name, province.hamlets[0])
        for number, full_name in enumerate((name, name.replace("Văn", "Thị"))):
            who = make.person(
                full_name,
                province.hamlets[0],
                household=home,
                birth_year=1970 + number,
                phone_sealed=crypto.seal(PHONE),
            )
            leased = {"assigned_to": head, "assigned_at": timezone.now()}
            reasons = [{"code": "SUPPORTED", "points": 20}]
            found.append(
                prospect(
                    campaign,
                    "",
                    province.hamlets[0],
                    person=who,
                    programme="HHI",
                    quote=2_148_120,
                    reasons=reasons,
                    **leased,
                )
            )
    return found


def printed(client, user, **data) -> bytes:
    client.force_login(user)
    answer = client.post(PRINT, {"dia-ban": HAMLET} | data)
    assert answer.status_code == 200, answer
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(content))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def paper_for(client, user, **data) -> WalkingList:
    printed(client, user, **data)
    return WalkingList.objects.latest("id")


def test_the_paper_tells_household_quote_reason_and_ticks_and_no_number_of_anybody(
    client, people, lan, head
) -> None:
    Person.objects.update(personal_id_sealed=crypto.seal("000170000011"))

    text = text_of(printed(client, lan, nguoi=head.pk))

    for told in (
        "Phiếu đi gặp: Xóm 1, Xã An Bình",
        "Vi Văn Tám",
        "Hộ Lô Văn An",
        "2.148.120 đồng",
        "được Nhà nước hỗ trợ mức đóng",
        "sinh 1970, ",
        "4 người, 2 hộ",
        "Chưa gặp lần nào",
        "Dữ liệu cá nhân: trả lại sau khi dùng",
        "người in: Nguyễn Thị Lan",
        "1/1",
    ):
        assert told in text, told
    for tick in ("vắng", "đang cân nhắc", "đồng ý", "chưa đồng ý", "đã tham gia nơi"):
        assert text.count(tick) >= len(people), tick
    assert PHONE not in text
    assert PHONE[-3:] in text
    assert "000170000011" not in text


def test_whole_phones_are_printed_when_asked_by_who_may(client, people, lan, head) -> None:
    assert text_of(printed(client, head, **{"so-dien-thoai": "on"})).count(PHONE) == 4
    assert Event.objects.filter(name="walking_list.printed").latest("id").values["phones"] is True

    client.force_login(lan)
    refused = client.post(PRINT, {"dia-ban": HAMLET, "nguoi": "chua", "so-dien-thoai": "on"}, follow=True)

    assert "Không có ai cần gặp" in refused.content.decode()
    Prospect.objects.update(assigned_to=None, assigned_at=None)
    refused = client.post(PRINT, {"dia-ban": HAMLET, "nguoi": "chua", "so-dien-thoai": "on"}, follow=True)
    assert "Chỉ in đủ số điện thoại cho người đi gặp" in refused.content.decode()


def test_every_line_has_a_code_that_holds_only_the_address_of_the_visit(client, people, lan, head) -> None:
    content = printed(client, lan, nguoi=head.pk)

    for one in people:
        address = f"http://testserver/thuc-dia/{one.ref}/"
        wanted = [[bool(sign) for sign in row] for row in segno.make_qr(address, error="m").matrix]
        assert _code_over(content, one.ref, len(wanted)) == wanted, one


def _code_over(content: bytes, ref: str, size: int) -> list[list[bool]]:
    """Return the dark modules of the code that stands on the paper over the text `ref`."""
    document = pypdfium2.PdfDocument(BytesIO(content))
    page = document[0]
    text = page.get_textpage()
    found = text.search(ref).get_next()
    assert found, ref
    left, _bottom, right, top = text.get_rect(text.count_rects(*found) - 1)
    bitmap = page.render(scale=SCALE, grayscale=True)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    middle, height = (left + right) / 2, page.get_height()
    across = range(int((middle - 9.5 * MM) * SCALE), int((middle + 9.5 * MM) * SCALE))
    down = range(int((height - top - 19.6 * MM) * SCALE), int((height - top - 0.3 * MM) * SCALE))
    ruled = {y for y in down if all(pixels[y * stride + x] < 160 for x in across)}  # the line between rows
    dark = [(x, y) for y in down if y not in ruled for x in across if pixels[y * stride + x] < 128]
    x0, x1 = min(x for x, _ in dark), max(x for x, _ in dark) + 1
    y0, y1 = min(y for _, y in dark), max(y for _, y in dark) + 1

    def is_dark(row: int, column: int) -> bool:
        x = int(x0 + (column + 0.5) * (x1 - x0) / size)
        y = int(y0 + (row + 0.5) * (y1 - y0) / size)
        return pixels[y * stride + x] < 128

    document.close()
    return [[is_dark(row, column) for column in range(size)] for row in range(size)]


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbarimg (zbar-tools) is not installed here")
@pytest.mark.parametrize("large", [{}, {"chu-lon": "on"}])
def test_a_reader_of_codes_reads_every_line_and_the_whole_sheet(
    client, people, lan, head, tmp_path: Path, large
) -> None:
    document = pypdfium2.PdfDocument(BytesIO(printed(client, lan, nguoi=head.pk, **large)))
    names = []
    for number, page in enumerate(document):
        bitmap = page.render(scale=200 / 72, grayscale=True)  # as a cheap scanner sees it
        lines = [
            bytes(bitmap.buffer)[row * bitmap.stride : row * bitmap.stride + bitmap.width]
            for row in range(bitmap.height)
        ]
        names.append(tmp_path / f"{number}.pgm")
        names[-1].write_bytes(f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + b"".join(lines))
    document.close()

    told = subprocess.run(
        [str(shutil.which("zbarimg")), "--quiet", "--raw", *map(str, names)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.split()

    sheet = reverse("prospects:walking_back", args=[WalkingList.objects.get().ref])
    assert set(told) == {f"http://testserver{sheet}"} | {
        f"http://testserver/thuc-dia/{one.ref}/" for one in people
    }


def test_large_print_lies_and_is_offered_to_a_hamlet_head(client, people, lan, head) -> None:
    client.force_login(lan)
    assert client.get(PAGE, {"dia-ban": HAMLET, "nguoi": head.pk}).context["asked"].is_large
    assert not client.get(PAGE, {"dia-ban": HAMLET, "nguoi": "toi"}).context["asked"].is_large

    sizes = []
    for data in ({}, {"chu-lon": "on"}):
        document = pypdfium2.PdfDocument(BytesIO(printed(client, lan, nguoi=head.pk, **data)))
        sizes.append(tuple(round(side) for side in document[0].get_size()))
        document.close()

    assert sizes == [(595, 842), (842, 595)]


def test_three_hundred_people_are_printed_quickly(client, campaign, province, lan) -> None:
    hamlet = province.hamlets[0]
    homes = [make.household(f"Chủ hộ {number}", hamlet) for number in range(75)]
    for number in range(305):
        who = make.person(f"Người Thứ {number}", hamlet, household=homes[number % 75], birth_year=1980)
        prospect(campaign, "", hamlet, person=who)
    printed(client, lan, nguoi="chua")  # the fonts are read once

    begun = time.process_time()  # of the processor: others may be at work beside
    content = printed(client, lan, nguoi="chua")
    seconds = time.process_time() - begun

    assert len(WalkingList.objects.latest("id").prospects) == 300
    assert len(re.findall(r"Người Thứ \d+", text_of(content))) == 300
    assert seconds < 4, seconds


def test_a_name_that_is_markup_is_printed_as_it_is(client, people, lan, head) -> None:
    Person.objects.filter(pk=people[0].person_id).update(full_name='#image("/etc/passwd") *Đậm* $x$')

    text = " ".join(text_of(printed(client, lan, nguoi=head.pk)).split())

    assert '#image("/etc/passwd") *Đậm* $x$' in text


def test_printed_again_the_lines_keep_their_numbers(client, people, lan, head) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    Prospect.objects.filter(pk=paper.prospects[1]).update(status="JOINED")

    again = client.post(reverse("prospects:walking_reprint", args=[paper.ref]))

    numbers = re.findall(r"^(\d)\s", text_of(again.content), re.MULTILINE)
    assert {"1", "3", "4"} <= set(numbers)
    assert "2" not in numbers
    assert WalkingList.objects.count() == 1


def test_a_code_typed_by_hand_opens_its_paper_or_its_line(client, people, lan, head, hung) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)

    def goes(code: str) -> str:
        return client.get(PAGE, {"ma": code}).url

    assert goes(f" {paper.ref.upper()} ") == reverse("prospects:walking_back", args=[paper.ref])
    assert goes(people[0].ref) == reverse("field:visit", args=[people[0].ref])
    client.force_login(hung)
    assert goes(people[0].ref) == PAGE
    assert goes(paper.ref) == PAGE


def test_what_comes_back_is_entered_in_the_order_of_the_paper(client, people, lan, head) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    back = reverse("prospects:walking_back", args=[paper.ref])
    rows = client.get(back).context["rows"]
    assert [row.prospect.pk for row in rows] == paper.prospects
    first, second = (Prospect.objects.get(pk=key) for key in paper.prospects[:2])
    ticks = {
        "ngay": f"{timezone.localdate():%d/%m/%Y}",
        f"kq-{first.ref}": "THINKING",
        f"gc-{first.ref}": "hẹn chủ nhật",
        f"kq-{second.ref}": "ABSENT",
    }

    for said in ("Đã ghi 2 lần gặp từ phiếu.", "2 dòng đã ghi từ trước, giữ nguyên."):
        assert said in client.post(back, ticks, follow=True).content.decode()

    assert Contact.objects.count() == 2
    page = client.get(back)
    assert [row.recorded.outcome if row.recorded else "" for row in page.context["rows"]] == [
        "THINKING",
        "ABSENT",
        "",
        "",
    ]
    assert "hẹn chủ nhật" in page.content.decode()


def test_all_lines_left_empty_are_ticked_at_once_but_for_who_was_met_another_way(
    client, people, lan, head
) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    first, second, *_others = (Prospect.objects.get(pk=key) for key in paper.prospects)
    client.force_login(head)
    by_phone = {"outcome": "AGREED", "note": "", "device_ref": "00000000-0000-0000-0000-000000000001"}
    client.post(reverse("field:visit", args=[first.ref]), by_phone)
    client.force_login(lan)
    back = reverse("prospects:walking_back", args=[paper.ref])
    assert "Đã ghi" in client.get(back).content.decode()

    day = f"{timezone.localdate():%d/%m/%Y}"
    client.post(back, {"ngay": day, "con-lai": "ABSENT", f"kq-{second.ref}": "COVERED"})

    outcomes = dict(Contact.objects.values_list("prospect", "outcome"))
    assert [outcomes[key] for key in paper.prospects] == ["AGREED", "COVERED", "ABSENT", "ABSENT"]


@pytest.mark.parametrize("rest", ["AGREED", "COVERED", "nonsense"])
def test_what_changes_much_is_not_said_of_a_whole_sheet(client, people, lan, head, rest) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    back = reverse("prospects:walking_back", args=[paper.ref])

    client.post(back, {"ngay": f"{timezone.localdate():%d/%m/%Y}", "con-lai": rest})

    assert not Contact.objects.exists()


def test_an_entering_is_taken_back_on_the_page(client, people, lan, head) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    back = reverse("prospects:walking_back", args=[paper.ref])
    day = f"{timezone.localdate():%d/%m/%Y}"
    page = client.post(back, {"ngay": day, "con-lai": "REFUSED"}, follow=True)
    assert "Hoàn tác lần nhập vừa rồi" in page.content.decode()

    undone = client.post(reverse("prospects:walking_undo", args=[paper.ref]), follow=True)

    assert "bỏ 4 lần gặp vừa ghi" in undone.content.decode()
    assert not Contact.objects.exists()
    assert "Hoàn tác lần nhập vừa rồi" not in undone.content.decode()


def test_refused_lines_keep_their_reason_tick_and_note(client, people, lan, head, province) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    thu = make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], "COLLECTOR")
    theirs = Prospect.objects.get(pk=paper.prospects[0])
    Prospect.objects.filter(pk=theirs.pk).update(assigned_to=thu)
    other = Prospect.objects.get(pk=paper.prospects[1])
    back = reverse("prospects:walking_back", args=[paper.ref])
    day = f"{timezone.localdate():%d/%m/%Y}"

    page = client.post(
        back,
        {
            "ngay": day,
            f"kq-{theirs.ref}": "THINKING",
            f"gc-{theirs.ref}": "gặp ở ruộng",
            f"kq-{other.ref}": "ABSENT",
        },
    )

    row = page.context["rows"][0]
    assert "Đậu Thị Thu phụ trách" in row.refusal
    assert (row.chosen, row.note, row.is_open) == ("THINKING", "gặp ở ruộng", True)
    assert page.context["rows"][1].recorded.outcome == "ABSENT"


@pytest.mark.parametrize(
    ("day", "said"), [("31/02/2024", "Ngày chưa đúng"), ("01/01/2090", "không được sau hôm nay")]
)
def test_a_wrong_day_loses_no_tick(client, people, lan, head, day, said) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    back = reverse("prospects:walking_back", args=[paper.ref])

    page = client.post(back, {"ngay": day, f"kq-{people[0].ref}": "ABSENT", f"gc-{people[0].ref}": "ở rẫy"})

    assert said in page.content.decode()
    assert [(row.chosen, row.note) for row in page.context["rows"] if row.chosen] == [("ABSENT", "ở rẫy")]
    assert not Contact.objects.exists()


def test_papers_of_other_places_and_other_visitors_stay_closed(
    client, people, lan, head, hung, province
) -> None:
    paper = paper_for(client, lan, nguoi=head.pk)
    thu = make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], "COLLECTOR")
    address = reverse("prospects:walking_back", args=[paper.ref])

    client.force_login(hung)
    assert client.get(address).status_code == 404
    assert client.post(PRINT, {"dia-ban": HAMLET}).status_code == 403
    client.force_login(thu)
    assert client.get(address).status_code == 403
    assert client.get(PAGE, {"dia-ban": HAMLET, "nguoi": head.pk}).context["asked"].holder == thu


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_as_often_for_one_line_as_for_four(
    client, people, lan, head, number, django_assert_num_queries
) -> None:
    Prospect.objects.filter(pk__in=[one.pk for one in people[number:]]).update(status="REFUSED")
    paper = paper_for(client, lan, nguoi=head.pk)
    back = reverse("prospects:walking_back", args=[paper.ref])
    client.get(back)

    with django_assert_num_queries(11):
        client.get(back)
