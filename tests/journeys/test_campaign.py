"""A campaign from dispatch to report, as lead, commune officer, hamlet head and leader go through it."""

import io
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from diemtua.directives.models import Directive
from diemtua.gifts.models import Gift
from diemtua.obstacles.models import Obstacle
from diemtua.people.models import Person
from diemtua.prospects.models import Prospect
from diemtua.reports import jobs
from diemtua.reports.models import Report
from diemtua.signups.models import SignUp
from diemtua.targets.models import Share, Target
from tests.factories import make
from tests.journeys import papers
from tests.journeys.conftest import PHONE, Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]


@pytest.fixture
def running(province: SimpleNamespace) -> Any:
    """A campaign that runs today, in the small province."""
    today = timezone.localdate()
    return make.campaign(
        province,
        starts_on=today - timedelta(days=10),
        ends_on=today + timedelta(days=10),
        launch_on=today - timedelta(days=5),
        map_date=today,
    )


def test_a_campaign_goes_from_dispatch_to_report(
    running: Any, province: SimpleNamespace, minh, lan, leader, head, visitor
) -> None:
    lead = visitor(minh)
    see_places_and_agencies(lead, province)
    publish_a_dispatch(lead)
    share_out_a_target(lead, province)

    officer = visitor(lan)
    import_a_list(officer, province)
    assign_the_list(officer, head)

    visitor_of_hamlet = visitor(head, PHONE)
    visit_in_three_taps(visitor_of_hamlet)
    raise_a_difficulty(visitor_of_hamlet)

    answer_the_difficulty(officer)
    see_the_answer(visitor_of_hamlet)
    record_a_conference(officer)
    record_a_signup_twice(officer)
    give_a_card(lead)

    looking = visitor(leader)
    drill_down_to_the_rows(looking, province)
    only_looks(looking)

    freeze_and_open_the_report(lead)


def see_places_and_agencies(lead: Visitor, province: SimpleNamespace) -> None:
    lead.open("/dia-ban/")
    assert lead.sees("Huyện Một")
    lead.open(f"/dia-ban/{province.communes[0].path.rstrip('.')}/")
    assert lead.sees("Xóm 2")
    lead.open("/co-quan/")
    assert lead.sees("Bưu điện tỉnh Thử")


def publish_a_dispatch(lead: Visitor) -> None:
    lead.open("/van-ban/moi/")
    file = {"name": "cong-van.docx", "mimeType": "application/octet-stream", "buffer": papers.dispatch()}
    lead.page.set_input_files("[name=document]", file)
    lead.press("Đọc văn bản")
    assert lead.sees("4 nhiệm vụ")
    lead.follow("Sửa phần đầu")
    assert lead.page.input_value("[name=number]") == "12"
    lead.fill(subject="Về tổ chức Tháng vận động BHXH toàn dân")
    lead.press("Lưu")
    lead.press("Phát hành")
    lead.page.locator("dialog[open] button.button--primary").click()
    assert lead.sees("Đã phát hành lúc")

    directive = Directive.objects.get()
    assert (directive.number, directive.symbol) == ("12", "UBND-VX")
    assert directive.subject == "Về tổ chức Tháng vận động BHXH toàn dân"


def share_out_a_target(lead: Visitor, province: SimpleNamespace) -> None:
    lead.open("/chi-tieu/moi/")
    lead.fill(
        programme="VSI",
        number="1.000",
        owner=province.committee.ref,
        plan="Chỉ tiêu tháng vận động",
        period_from=day(-10),
        period_to=day(10),
    )
    lead.choose("measure", "INCREMENT")
    lead.press("Lưu")
    share_evenly(lead)
    lead.follow("Huyện Một")
    share_evenly(lead)

    target = Target.objects.get()
    top = Share.objects.get(target=target, parent=None)
    districts = list(Share.objects.filter(parent=top).order_by("place__path"))
    assert [share.number for share in districts] == [500, 500]
    assert [share.number for share in Share.objects.filter(parent=districts[0])] == [250, 250]


def share_evenly(lead: Visitor) -> None:
    lead.follow("Chia xuống")
    lead.choose("method", "EQUAL")
    lead.page.get_by_role("button", name="Chia", exact=True).click()
    assert lead.sees("Cộng")


def import_a_list(officer: Visitor, province: SimpleNamespace) -> None:
    officer.open("/doi-tuong/tep/moi/")
    officer.fill(place=province.communes[0].path, legal_basis="Kế hoạch số 5/KH-UBND của xã")
    file = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": papers.people()}
    officer.page.set_input_files("[name=file]", file)
    officer.press("Đọc tệp")
    assert officer.sees("Xóm 99")
    faults = CalamineWorkbook.from_filelike(io.BytesIO(officer.fetch("main a[href$='/loi/']")))
    rows = faults.get_sheet_by_name("Danh sách").to_python()
    told = next(row for row in rows if "Vi Thị Xuân" in row)
    assert "Xóm 99" in str(told[len(papers.PEOPLE[0]) :]), told
    officer.press("Nhập 2 dòng tốt")
    assert officer.sees("Đã nhập 2 người vào danh sách.")

    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Lô Văn Quý", "Nguyễn Thị Hạnh"]


def assign_the_list(officer: Visitor, head: Any) -> None:
    for box in officer.page.locator("[name=chon]").all():
        box.check()
    officer.fill(to=str(head.pk))
    officer.press("Giao")
    officer.page.wait_for_load_state("networkidle")

    assert Prospect.objects.filter(assigned_to=head).count() == 2


def visit_in_three_taps(at_home: Visitor) -> None:
    at_home.open("/thuc-dia/")
    assert at_home.overflow() <= 0
    at_home.follow("Nguyễn Thị Hạnh")  # one
    assert at_home.overflow() <= 0
    at_home.choose("outcome", "THINKING")  # two
    at_home.press("Lưu lần gặp")  # three
    assert at_home.sees("Đã ghi: Nguyễn Thị Hạnh")

    prospect = Prospect.objects.get(person__full_name="Nguyễn Thị Hạnh")
    assert (prospect.status, prospect.contacts.count()) == ("MET", 1)


def raise_a_difficulty(at_home: Visitor) -> None:
    at_home.open("/vuong-mac/moi/")
    at_home.fill(text="Loa của xóm hỏng nên chưa phát được thông báo.", proposal="Cho mượn loa kéo.")
    at_home.press("Gửi")
    assert at_home.sees("Loa của xóm hỏng")


def answer_the_difficulty(officer: Visitor) -> None:
    obstacle = Obstacle.objects.get()
    officer.open(f"/vuong-mac/{obstacle.ref}/")
    officer.fill(text="Xã cho mượn loa từ ngày mai.")
    officer.page.locator("form[action$='/tra-loi/'] button").click()
    assert officer.sees("Xã cho mượn loa từ ngày mai.")


def see_the_answer(at_home: Visitor) -> None:
    obstacle = Obstacle.objects.get()
    at_home.open(f"/vuong-mac/{obstacle.ref}/")
    at_home.press("Tôi đã xem")
    assert at_home.sees("người nêu đã xem")
    obstacle.refresh_from_db()
    assert obstacle.seen_at is not None


def record_a_conference(officer: Visitor) -> None:
    officer.open("/hoat-dong/moi/?loai=CONFERENCE")
    officer.fill(title="Hội nghị tại nhà văn hoá xóm 1", day=day(-1), attendance="48")
    officer.press("Lưu")
    assert officer.sees("Hội nghị tại nhà văn hoá xóm 1")


def record_a_signup_twice(officer: Visitor) -> None:
    person = Person.objects.get(full_name="Nguyễn Thị Hạnh")
    officer.open("/dang-ky/moi/")
    officer.fill(words="nguyen thi hanh")
    officer.press("Tìm")
    officer.follow("Nguyễn Thị Hạnh")
    officer.choose("programme", "VSI")
    officer.fill(months="6")
    officer.page.get_by_role("button", name="Ghi đăng ký", exact=True).dblclick()  # an impatient finger
    assert officer.sees("Nguyễn Thị Hạnh")
    officer.page.wait_for_url("**/dang-ky/*/")
    assert SignUp.objects.filter(person=person).count() == 1

    officer.open(f"/dang-ky/moi/{person.ref}/")  # another form for the same person and programme
    officer.choose("programme", "VSI")
    officer.press("Ghi đăng ký")
    assert officer.sees("đã được ghi nhận tham gia chương trình này")
    assert SignUp.objects.filter(person=person).count() == 1


def give_a_card(lead: Visitor) -> None:
    lead.open("/tang/cam-ket/")
    lead.fill(donor_name="Hội Doanh nhân (thử)", quantity="5", pledged_on=day(-2))
    lead.choose("item", "CARD")
    lead.page.locator("main form.form button[type=submit]").first.click()
    assert lead.sees("Đã ghi cam kết")
    poor = Person.objects.get(full_name="Lô Văn Quý")
    lead.choose("person", poor.ref)
    lead.fill(given_on=day(-1))
    lead.press("Ghi suất tặng")
    assert lead.sees("Đã ghi suất tặng cho Lô Văn Quý")
    assert Gift.objects.get().person == poor


def drill_down_to_the_rows(looking: Visitor, province: SimpleNamespace) -> None:
    looking.open("/tien-do/?chi-so=SI.VOL.NEW")
    for name in ("Huyện Một", "Xã An Bình", "Xóm 1"):
        looking.page.locator("main table").get_by_role("link", name=name, exact=True).first.click()
        assert looking.page.locator("h1").inner_text().strip() == name
    looking.open(f"/tien-do/dong/SI.VOL.NEW/?noi={province.hamlets[0].path}")
    assert looking.page.locator("h1").inner_text().strip().endswith(": 1")
    assert looking.sees("Tên người không hiện")
    assert "Nguyễn Thị Hạnh" not in looking.page.content()


def only_looks(looking: Visitor) -> None:
    for path in ("/van-ban/", "/chi-tieu/", "/hoat-dong/", "/dang-ky/", "/tang/", "/bao-cao/"):
        assert looking.open(path) == 200
        assert (
            looking.page.locator("main .button--primary[href*='/moi/'], main a[href*='cam-ket']").count() == 0
        )
    wrongs = len(looking.wrongs)
    assert looking.open("/van-ban/moi/") == 403
    del looking.wrongs[wrongs:]  # the browser says the refusal aloud


def freeze_and_open_the_report(lead: Visitor) -> None:
    lead.open("/bao-cao/moi/")
    lead.press("Chốt số liệu và lập báo cáo")
    lead.page.locator("article.paper").wait_for()
    make_the_files(Report.objects.get().pk)
    lead.page.reload()
    text = read_document(lead.fetch("main a[href$='/tep/document/']"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(lead.fetch("main a[href$='/tep/annex/']")))

    assert "1 hội nghị truyền thông với 48 người dự" in text
    assert "1 người tham gia BHXH tự nguyện" in text
    assert "1 lần gặp người thuộc danh sách tiềm năng" in text
    assert "cam kết tặng 5 thẻ BHYT" in text
    assert "Đã trao 1 thẻ BHYT" in text
    assert "Loa của xóm hỏng nên chưa phát được thông báo. Đã trả lời." in text
    entries = next(name for name in book.sheet_names if name.endswith("Người tham gia"))
    rows = book.get_sheet_by_name(entries).to_python()
    assert rows[-1][2] == 1
    assert ["Huyện Một", 1.0] in [row[1:3] for row in rows]


def make_the_files(report_id: int) -> None:
    """Do what the worker does; in a thread of its own, because playwright keeps a loop in this one."""

    def work() -> None:
        try:
            jobs.build.func(report_id)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()


def read_document(content: bytes) -> str:
    return "\n".join(" ".join(one.text.split()) for one in Document(io.BytesIO(content)).paragraphs)


def day(distance: int) -> str:
    """Return a day as people write it, so many days from today."""
    return f"{timezone.localdate() + timedelta(days=distance):%d/%m/%Y}"
