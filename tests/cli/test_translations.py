"""The English catalogue follows the sources and says what is missing."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from diemtua.cli import translations

TEMPLATE = """
<p>{% translate "Chào bà con" %}</p>
  {% blocktranslate count number=total trimmed %}
    {{ number }} người
  {% plural %}
    {{ number }} người ta
  {% endblocktranslate %}
{% if a == "không phải câu" %}{{ _("Xem tiếp") }}{% endif %}
{% translate "Xã" context "đơn vị" %}
"""
MODULE = """
from django.utils.translation import gettext as _, gettext_lazy, gettext_noop, gettext_noop as noop, ngettext

TITLE = gettext_lazy("Tiến độ")
SAID = {"asked": noop("Đề nghị"), "given": gettext_noop("Đồng ý")}
class TooLate(Refusal):
    code = "too_late"
    text = (
        "Đã quá hạn ngày {day:%d/%m}. "
        "Hãy xin gia hạn."
    )

class Remark:
    text = "không phải câu từ chối"

print(_("Đã ghi nhận %(count)d lượt") % {"count": 1}, ngettext("một xã", "nhiều xã", 3), "chữ thường")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one template and one module, and nothing translated."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "home.html").write_text(TEMPLATE)
    (tmp_path / "src" / "diemtua" / "web").mkdir(parents=True)
    (tmp_path / "src" / "diemtua" / "web" / "views.py").write_text(MODULE)
    return tmp_path


def test_every_way_of_marking_a_message_is_found_and_nothing_else(project: Path):
    found = {message.id for message in translations.extracted(project) if message.id}

    assert found == {
        "Chào bà con",
        ("%(number)s người", "%(number)s người ta"),
        "Xem tiếp",
        "Xã",
        "Tiến độ",
        "Đề nghị",
        "Đồng ý",
        "Đã quá hạn ngày {day:%d/%m}. Hãy xin gia hạn.",
        "Đã ghi nhận %(count)d lượt",
        ("một xã", "nhiều xã"),
    }


def test_update_keeps_translations_and_drops_vanished_messages(project: Path):
    _translate(project, {"Chào bà con": "Hello", "Tiến độ": "Progress"})
    (project / "templates" / "home.html").write_text('{% translate "Chào bà con" %}{% translate "Câu mới" %}')

    translations.update(project)

    catalog = translations.updated(project)
    strings = {message.id: message.string for message in catalog if message.id}
    assert strings["Chào bà con"] == "Hello"
    assert strings["Tiến độ"] == "Progress"
    assert strings["Câu mới"] == ""
    assert "Xem tiếp" not in strings


def test_a_long_translation_that_begins_like_a_header_stays_whole(project: Path):
    long = "Estimate: " + "and so on " * 20
    _translate(project, {"Chào bà con": long})
    translations.update(project)

    kept = {message.id: message.string for message in translations.updated(project)}

    assert kept["Chào bà con"] == long


def test_updating_twice_writes_the_same_file(project: Path):
    translations.update(project)
    first = (project / translations.ENGLISH).read_text()

    translations.update(project)

    assert (project / translations.ENGLISH).read_text() == first
    assert "Chào bà con" in first
    assert "Date" not in first


def test_untranslated_message_is_a_problem_with_its_file(project: Path):
    _translate_all(project)
    assert translations.problems(project) == []

    _translate(project, {"Xem tiếp": ""})

    assert translations.problems(project) == ["templates/home.html: “Xem tiếp” chưa có bản tiếng Anh"]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Đã ghi nhận %(count)d lượt", "Recorded"),
        ("Đã quá hạn ngày {day:%d/%m}. Hãy xin gia hạn.", "It was due on {day}."),
    ],
)
def test_translation_that_lost_a_placeholder_is_a_problem(project: Path, text: str, lost: str):
    _translate_all(project)
    _translate(project, {text: lost})

    assert translations.problems(project) == [
        f"src/diemtua/web/views.py: “{text}” có chỗ điền khác với bản dịch"
    ]


def test_file_behind_its_sources_is_a_problem(project: Path):
    _translate_all(project)
    (project / "src" / "diemtua" / "web" / "views.py").write_text("")

    assert translations.problems(project) == [
        "locale/en/LC_MESSAGES/django.po không khớp với mã nguồn. Hãy chạy: ./diemtua translations update"
    ]


def test_compiled_catalogue_holds_the_translations_and_is_made_once(project: Path):
    _translate_all(project)

    first = translations.compile_stale(project)
    second = translations.compile_stale(project)

    with (project / translations.ENGLISH).with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("Chào bà con").string == "[Chào bà con]"
    assert first == "đã biên dịch bản dịch en"
    assert second == ""


def _translate_all(project: Path) -> None:
    translations.update(project)
    catalog = translations.updated(project)
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = tuple(f"[{text}]" for text in message.id)
        elif message.id:
            message.string = f"[{message.id}]"
    (project / translations.ENGLISH).write_text(translations.written(catalog))


def _translate(project: Path, strings: dict[str, str]) -> None:
    target = project / translations.ENGLISH
    if not target.is_file():
        translations.update(project)
    catalog = translations.updated(project)
    for text, string in strings.items():
        catalog[text].string = string
    target.write_text(translations.written(catalog))
