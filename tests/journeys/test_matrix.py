"""From a dispatch that comes in to a matrix, to proof that counts itself, to the annex."""

import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from diemtua.directives.models import CascadeUnit, Directive, Task
from tests.factories import make
from tests.journeys.conftest import PHONE, Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]

DISPATCH = """ỦY BAN NHÂN DÂN
TỈNH THỬ

Số: 12/UBND-VX
Thử, ngày 24 tháng 4 năm 2024
V/v tổ chức Tháng vận động

Kính gửi:
- Bảo hiểm xã hội tỉnh Thử;
- Bưu điện tỉnh Thử.

UBND tỉnh giao các cơ quan làm tốt những việc sau:

1. Bảo hiểm xã hội tỉnh Thử
- Tổng hợp kết quả; báo cáo UBND tỉnh.
- Chỉ đạo các xã tổ chức ít nhất 01 hội nghị truyền thông.

2. Bưu điện tỉnh Thử
Phối hợp Bảo hiểm xã hội tỉnh tổ chức ít nhất 02 hội nghị khách hàng.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


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


def test_a_dispatch_becomes_a_matrix_and_proves_itself(
    running: Any, province: SimpleNamespace, minh, lan, visitor
) -> None:
    lead = visitor(minh)
    take_in(lead)
    light_up_source_and_matrix(lead)
    edit_split_and_undo(lead)
    publish(lead)

    conference = Task.objects.get(text__contains="hội nghị truyền thông")
    let_the_counters_prove(lead, conference)
    give_to_every_commune(lead, conference)

    officer = visitor(lan, PHONE)
    sees_the_own_task(officer, conference)
    hold_a_conference(officer)

    see_the_proof(lead, conference, province)
    fetch_the_annex(lead)


def take_in(lead: Visitor) -> None:
    lead.open("/van-ban/moi/")
    lead.fill(pasted=DISPATCH)
    lead.press("Đọc văn bản")
    assert lead.sees("3 nhiệm vụ")


def light_up_source_and_matrix(lead: Visitor) -> None:
    task = Task.objects.get(text__contains="khách hàng")
    lead.page.locator(f"#source-{task.ref}").click()
    assert "is-matched" in lead.page.locator(f"#task-{task.ref}").get_attribute("class")

    other = Task.objects.get(text__contains="Tổng hợp")
    lead.page.locator(f"#task-{other.ref}").click()
    assert "is-matched" in lead.page.locator(f"#source-{other.ref}").get_attribute("class")
    assert "is-matched" not in lead.page.locator(f"#task-{task.ref}").get_attribute("class")
    assert lead.page.url.endswith(f"#source-{other.ref}")


def edit_split_and_undo(lead: Visitor) -> None:
    lead.follow("Bảng giao việc 3")
    first = lead.page.locator("tr", has_text="Tổng hợp kết quả")
    first.get_by_role("link", name="tách", exact=True).click()
    lead.fill(parts="Tổng hợp kết quả\nBáo cáo UBND tỉnh")
    lead.press("Lưu")
    assert Task.objects.filter(parent=None).count() == 4
    lead.press("Hoàn tác")
    assert lead.sees("Đã hoàn tác: tách nhiệm vụ.")
    assert Task.objects.filter(parent=None).count() == 3

    row = lead.page.locator("tr", has_text="Tổng hợp kết quả")
    row.get_by_role("link", name="sửa", exact=True).click()
    lead.fill(due_on=f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}", product="Báo cáo tháng")
    lead.press("Lưu")
    assert lead.sees("Báo cáo tháng")


def publish(lead: Visitor) -> None:
    lead.press("Phát hành")
    lead.page.locator("dialog[open] button.button--primary").click()
    assert lead.sees("Đã phát hành lúc")
    assert Directive.objects.get().published_at is not None


def let_the_counters_prove(lead: Visitor, task: Task) -> None:
    lead.open(f"/van-ban/nhiem-vu/{task.ref}/")
    lead.follow("Để hệ thống tự đếm")
    assert lead.page.input_value("[name=indicator]") == "CO.CONF.COUNT"
    assert lead.page.input_value("[name=goal]") == "1"
    lead.press("Lưu")
    assert lead.sees("Hội nghị truyền thông")


def give_to_every_commune(lead: Visitor, task: Task) -> None:
    lead.follow("Giao xuống mọi xã, thôn")
    assert lead.page.input_value("[name=kind]") == "COMMUNE"
    lead.fill(exempt="Xã Yên Hoà: chưa có hội trường")
    lead.press("Lưu")
    assert lead.sees("Đã giao xuống.")
    assert list(CascadeUnit.objects.values_list("place__name", "is_exempt")) == [("Xã Yên Hoà", True)]


def sees_the_own_task(officer: Visitor, task: Task) -> None:
    officer.open("/van-ban/nhiem-vu/?cua=toi")
    assert officer.sees("ít nhất 01 hội nghị truyền thông")
    officer.open(f"/van-ban/nhiem-vu/{task.ref}/noi/")
    places = officer.page.locator("main table").inner_text()
    assert "Xã An Bình" in places
    assert "Xã Đồng Văn" not in places
    assert officer.overflow() <= 0


def hold_a_conference(officer: Visitor) -> None:
    officer.open("/hoat-dong/moi/?loai=CONFERENCE")
    yesterday = timezone.localdate() - timedelta(days=1)
    officer.fill(title="Hội nghị tại nhà văn hoá", day=f"{yesterday:%d/%m/%Y}", attendance="45")
    officer.press("Lưu")
    assert officer.sees("Hội nghị tại nhà văn hoá")


def see_the_proof(lead: Visitor, task: Task, province: SimpleNamespace) -> None:
    unit = CascadeUnit.objects.get(place=province.communes[0])
    assert (unit.value, unit.status, unit.is_proved) == (1, "DONE", True)
    lead.open(f"/van-ban/nhiem-vu/{task.ref}/noi/?tinh-trang=DONE")
    assert lead.sees("theo số đếm")
    row = lead.page.locator("tr", has_text="Xã An Bình")
    row.get_by_role("link", name="1/1").click()
    assert lead.sees("Hội nghị truyền thông")


def fetch_the_annex(lead: Visitor) -> None:
    lead.open("/van-ban/nhiem-vu/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(lead.fetch("a[href*='phu-luc.xlsx']")))
    rows = [row for row in book.get_sheet_by_index(0).to_python() if isinstance(row[0], float)]
    proved = next(row for row in rows if row[4] == "Xã An Bình")
    assert proved[7].startswith("hoàn thành")
    assert proved[9] == "1/1"

    paper = Document(io.BytesIO(lead.fetch("a[href*='phu-luc.docx']")))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "chưa có hội trường" in cells
    assert "1 xã khác" in cells
