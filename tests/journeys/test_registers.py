"""Two Excel files become a hamlet's printed list: taken in, matched, a doubt judged, listed, printed."""

import base64
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.utils import timezone

from diemtua.prospects.models import Prospect
from diemtua.registers.models import Doubt
from tests.children import surroundings
from tests.factories import make
from tests.journeys import papers
from tests.journeys.conftest import PHONE, Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("registers")]

WORKER = """
import django
django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as for_worker:
    for_worker.run_worker(wait=False)
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


def test_two_excel_files_become_a_hamlets_printed_list(running, province, lan, head, visitor) -> None:
    officer = visitor(lan)
    take_in(officer, province, "Công an xã", "POPULATION", papers.residents())
    take_in(officer, province, "BHXH huyện", "HEALTH", papers.cards())
    match(officer)
    judge_the_only_doubt(officer)
    make_a_list(officer)

    names = print_the_list(officer, province)

    assert papers.UNCOVERED in names
    assert "Lô Thị Hoà" not in names  # judged to have the card
    assert not [name for name in papers.COVERED if name in names]
    hamlet = province.hamlets[0]
    assert Prospect.objects.filter(place=hamlet, person__full_name="Lô Thị Hoà").count() == 0
    assert Prospect.objects.filter(place=province.hamlets[1], person__full_name="Lô Thị Hoà").count() == 3
    on_the_phone(visitor(lan, PHONE))


def take_in(officer: Visitor, province: SimpleNamespace, source: str, kind: str, file: bytes) -> None:
    officer.open("/so/tai-len/")
    if officer.page.locator("main select[name=source]").count():
        officer.page.locator("main select[name=source]").select_option("")
        for fields in officer.page.locator("main details:not([open]):has([name=kind]) > summary").all():
            fields.click()
    officer.fill(
        name=source,
        kind=kind,
        place=province.communes[0].path,
        as_of=f"{timezone.localdate():%d/%m/%Y}",
        purpose="Rà soát người chưa tham gia",
        legal_basis="Kế hoạch 5/KH-UBND",
    )
    sent = {"name": f"{kind.lower()}.xlsx", "mimeType": "application/octet-stream", "buffer": file}
    officer.page.set_input_files("[name=file]", sent)
    officer.press("Đọc tệp")
    assert officer.sees("Máy đang đọc tệp")
    work()
    officer.press("Dùng bản này")  # the page has found out by itself
    assert officer.sees("Bản chụp dùng được")


def match(officer: Visitor) -> None:
    officer.press("Ghép với sổ khác")
    officer.press("Ghép")
    assert officer.sees("Đang ghép sổ")
    work()
    assert officer.sees("1 cặp chờ người xem.")
    assert officer.serious_faults() == []


def judge_the_only_doubt(officer: Visitor) -> None:
    officer.press("Cặp cần xem")
    assert officer.sees("Có phải cùng một người?")
    assert officer.serious_faults() == []
    officer.page.keyboard.press("k")
    assert officer.sees("Cặp vừa xem: hai người khác nhau.")
    officer.page.keyboard.press("u")
    assert officer.sees("Khả năng cùng một người")
    officer.page.keyboard.press("c")
    assert officer.sees("Không còn cặp nào cho bạn")
    assert Doubt.objects.get().effective_verdict == "SAME"


def make_a_list(officer: Visitor) -> None:
    officer.press("Ai chưa tham gia")
    officer.press("Tính lại")
    assert officer.sees("Đang tính lại.")
    work()
    officer.page.reload()
    officer.page.locator("main a[href*='UNCOVERED_HEALTH']").first.click()
    officer.fill(legal_basis="Kế hoạch 5/KH-UBND")
    officer.press("Lập danh sách")
    assert officer.sees("Đang lập danh sách")
    work()
    assert officer.sees("Ai vào danh sách")


def print_the_list(officer: Visitor, province: SimpleNamespace) -> str:
    """Print the list of the first hamlet and return the words on the paper."""
    officer.open("/doi-tuong/phieu/")
    officer.page.locator("#walk_place").select_option(province.hamlets[0].path)
    officer.page.locator("#walk_who").select_option(label="Người chưa giao ai")
    officer.page.locator("form[action$='/phieu/in/']").wait_for()
    script = """async () => {
        const form = document.querySelector("form[action$='/phieu/in/']");
        const answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
        const bytes = new Uint8Array(await answer.arrayBuffer());
        const text = bytes.reduce((all, one) => all + String.fromCharCode(one), "");
        return [answer.headers.get("content-type"), btoa(text)];
    }"""
    kind, content = officer.page.evaluate(script)
    assert kind == "application/pdf"
    paper = pypdfium2.PdfDocument(base64.b64decode(content))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())


def on_the_phone(officer: Visitor) -> None:
    """Look at the new pages at the width of a phone: nothing sticks out, nothing is hard to read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ref FROM registers_matching")
        (ref,) = cursor.fetchone()
    for path in (
        "/so/",
        "/so/ghep/",
        f"/so/ghep/{ref}/",
        f"/so/ghep/{ref}/cap-can-xem/",
        f"/so/ghep/{ref}/cap-da-xem/",
        f"/so/ghep/{ref}/ai-chua-tham-gia/",
        "/doi-tuong/tu-so/",
    ):
        assert officer.open(path) == 200
        assert officer.overflow() <= 0, path
        assert officer.serious_faults() == [], path


def work() -> None:
    """Do what is to be done, as the worker would."""
    subprocess.run([sys.executable, "-c", WORKER], env=surroundings(), check=True, timeout=120)
